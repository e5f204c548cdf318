//! Kin avoidance as decide.md puts it, one person at a time: fill all posts, look through them from
//! the top for the first who has to give way, fill all posts again. What `outcome/kin.rs` settles
//! many persons at a time has to come out the same.

use std::{borrow::Cow, cmp::Reverse};

use super::{
    generate::{self, Choices},
    sound::{near_kin, votes},
};
use crate::{
    body::{Family, Post, Round, Sex},
    outcome::{
        Count, Decision,
        decision::TieReason,
        record::{Base, Candidate, Record},
    },
    rules::parameters::{AnotherBar, Participants},
};

/// Small records, enough of them for every rule below to meet every other.
const RECORDS: u32 = 60_000;

#[test]
fn kin_settled_at_once_come_out_as_when_they_are_settled_one_by_one() {
    let mut choices = Choices::Stream(7);
    let mut met = Met::default();
    for _ in 0..RECORDS {
        let record = related(&mut choices);
        let count = Count::new(record).expect("generated records are possible");
        let (record, decision) = (count.record(), count.decide());
        assert!(decision.valid, "{record:#?}");
        let found = Outcome::of(&decision);
        assert_eq!(found, Naive::new(record).settle(), "{record:#?}");
        met.note(record, &found);
    }
    met.assert_all();
}

/// How many records had what is being tested.
#[derive(Debug, Default)]
struct Met {
    given_way: u32,
    many_given_way: u32,
    for_already_elected: u32,
    kin_ties: u32,
    kin_ties_of_women: u32,
    last_seat_ties: u32,
    womens_seats: u32,
    revotes: u32,
}

impl Met {
    fn note(&mut self, record: &Record, found: &Outcome) {
        let of = |holds: bool| u32::from(holds);
        let gone = &found.kin_excluded;
        let kin_tie = |women: bool| {
            let ties = || found.ties.iter().filter(|tie| tie.kin);
            if women { ties().any(|tie| tie.women_only) } else { ties().next().is_some() }
        };
        let already = |id: &str| record.already_elected.iter().any(|one| one.candidate == id);
        self.given_way += of(!gone.is_empty());
        self.many_given_way += of(gone.len() > 2);
        self.for_already_elected += of(gone.iter().any(|one| already(&one.2)));
        self.kin_ties += of(kin_tie(false));
        self.kin_ties_of_women += of(kin_tie(true));
        self.last_seat_ties += of(!gone.is_empty() && found.ties.iter().any(|tie| !tie.kin));
        self.womens_seats += of(!gone.is_empty() && found.elected.iter().any(|one| one.2));
        self.revotes += of(!gone.is_empty() && record.round == Round::TieRevote);
    }

    /// Nothing is tested for show.
    fn assert_all(&self) {
        let many = [self.given_way, self.for_already_elected, self.kin_ties, self.last_seat_ties];
        assert!(many.into_iter().all(|times| times > RECORDS / 50), "{self:?}");
        let seldom = [self.many_given_way, self.kin_ties_of_women, self.womens_seats, self.revotes];
        assert!(seldom.into_iter().all(|times| times > RECORDS / 1000), "{self:?}");
    }
}

/// A valid vote of villagers or residents in which many are near kin.
fn related(choices: &mut Choices) -> Record<'static> {
    loop {
        let mut record = generate::record(choices);
        if record.body.family() == Family::Party || record.round == Round::Recall {
            continue;
        }
        record.candidates.truncate(8);
        if record.candidates.len() < 2 {
            continue;
        }
        record.parameters.kin_avoidance = true;
        record.parameters.difference = false;
        let collected = record.ballots.collected;
        record.ballots.issued = collected;
        match &mut record.base {
            Base::Villagers { registered } => *registered = (2 * collected).saturating_sub(1),
            Base::Residents { registered, present, .. } => {
                (*registered, *present) = (collected, collected);
            }
            Base::Party { .. } => {}
        }
        if collected == 0 {
            continue;
        }
        kinship(choices, &mut record);
        return record;
    }
}

/// Makes every second to fifth pair near kin.
fn kinship(choices: &mut Choices, record: &mut Record<'static>) {
    let candidates = record.candidates.iter().map(|one| one.id.clone());
    let already = record.already_elected.iter().map(|one| one.candidate.clone());
    let ids: Vec<Cow<'static, str>> = candidates.chain(already).collect();
    let density = 2 + choices.up_to(3);
    for one in &mut record.candidates {
        // written on one side or both: each side draws
        let near = ids.iter().filter(|id| **id != one.id && choices.once_in(2 * density));
        one.kin = near.cloned().collect();
    }
}

/// What kin avoidance has to do with in a decision, in an order of its own.
#[derive(Debug, Default, PartialEq, Eq)]
struct Outcome {
    /// Who, to what, and whether by a seat kept for women.
    elected: Vec<(String, Post, bool)>,
    ties: Vec<Contested>,
    /// Who, at which post, and for whom.
    kin_excluded: Vec<(String, Post, String)>,
    /// Post, seats, women only.
    vacant: Vec<(Post, i64, bool)>,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Contested {
    post: Post,
    seats: i64,
    candidates: Vec<String>,
    women_only: bool,
    kin: bool,
}

impl Outcome {
    fn of(decision: &Decision) -> Self {
        let elected = decision.elected.iter();
        let ties = decision.ties.iter().map(|tie| Contested {
            post: tie.post,
            seats: tie.seats,
            candidates: tie.candidates.iter().map(|&id| id.to_owned()).collect(),
            women_only: tie.women_only,
            kin: tie.reason == TieReason::Kin,
        });
        let excluded = decision.kin_excluded.iter();
        Self {
            elected: elected.map(|one| (one.candidate.into(), one.post, one.women_seat)).collect(),
            ties: ties.collect(),
            kin_excluded: excluded
                .map(|one| (one.candidate.into(), one.post, one.kin_of.into()))
                .collect(),
            vacant: decision
                .vacant
                .iter()
                .map(|one| (one.post, one.seats, one.women_only))
                .collect(),
        }
        .sorted()
    }

    fn sorted(mut self) -> Self {
        self.elected.sort();
        self.ties.sort();
        self.kin_excluded.sort();
        self.vacant.sort();
        self
    }
}

/// What votes must reach in an entry of seats.
#[derive(Clone, Copy, PartialEq)]
enum Bar {
    None,
    Half,
    Third,
}

/// A person in a seat.
#[derive(Clone, Copy)]
struct Seated {
    place: usize,
    post: Post,
    /// In an entry of seats for women only.
    women_entry: bool,
    /// By a women-only entry or by the women's seat (step 3).
    women_seat: bool,
}

/// Persons with equal votes who contest seats.
#[derive(Clone)]
struct Tied {
    post: Post,
    seats: usize,
    persons: Vec<usize>,
    women_only: bool,
}

/// All posts, filled once.
#[derive(Default)]
struct Filled {
    seated: Vec<Seated>,
    tied: Vec<Tied>,
    vacant: Vec<(Post, usize, bool)>,
}

struct Naive<'r> {
    record: &'r Record<'r>,
    /// By post and whether for women only: decided in the first filling, before kin avoidance.
    bars: Vec<((Post, bool), Bar)>,
    /// Who gave way, where, for whom.
    out: Vec<(usize, Post, String)>,
    kin_ties: Vec<Tied>,
}

impl<'r> Naive<'r> {
    fn new(record: &'r Record<'r>) -> Self {
        Self { record, bars: Vec::new(), out: Vec::new(), kin_ties: Vec::new() }
    }

    /// Fills and looks until no pair of near kin is left.
    fn settle(mut self) -> Outcome {
        loop {
            let filled = self.fill_all();
            if !self.somebody_gives_way(&filled) {
                return self.outcome(&filled);
            }
        }
    }

    fn outcome(&self, filled: &Filled) -> Outcome {
        let id = |place: usize| self.record.candidates[place].id.clone().into_owned();
        let seats = |number: usize| i64::try_from(number).expect("few");
        let contested = |tie: &Tied, kin: bool| {
            let mut persons = tie.persons.clone();
            persons.sort_unstable();
            Contested {
                post: tie.post,
                seats: seats(tie.seats),
                candidates: persons.into_iter().map(id).collect(),
                women_only: tie.women_only,
                kin,
            }
        };
        let last_seat = filled.tied.iter().map(|tie| contested(tie, false));
        let vacant = filled.vacant.iter().filter(|one| one.1 > 0);
        Outcome {
            elected: filled
                .seated
                .iter()
                .map(|one| (id(one.place), one.post, one.women_seat))
                .collect(),
            ties: last_seat.chain(self.kin_ties.iter().map(|tie| contested(tie, true))).collect(),
            kin_excluded: self
                .out
                .iter()
                .map(|(who, post, of)| (id(*who), *post, of.clone()))
                .collect(),
            vacant: vacant.map(|&(post, number, women)| (post, seats(number), women)).collect(),
        }
        .sorted()
    }

    // Filling (decide.md section 3, steps 1 to 4)

    fn fill_all(&mut self) -> Filled {
        let mut filled = Filled::default();
        for &post in self.record.body.posts() {
            if let Some(seats) = self.seats(post, true) {
                let bar = self.bar(post, true, &filled);
                let (chosen, tied) = self.choose(post, seats, true, bar, &filled);
                filled.add(post, seats, chosen, tied, [true, true]);
            }
            if let Some(seats) = self.seats(post, false) {
                let bar = self.bar(post, false, &filled);
                let (chosen, tied) = self.choose(post, seats, false, bar, &filled);
                if self.keeps_a_womens_seat(post) && !self.woman(&filled, &chosen, tied.as_ref()) {
                    let (woman, equals) = self.choose(post, 1, true, bar, &filled);
                    filled.add(post, 1, woman, equals, [false, true]);
                    let (others, tied) = self.choose(post, seats - 1, false, bar, &filled);
                    filled.add(post, seats - 1, others, tied, [false, false]);
                } else {
                    filled.add(post, seats, chosen, tied, [false, false]);
                }
            }
        }
        filled
    }

    /// The seats of an entry, without those that kin with equal votes contest.
    fn seats(&self, post: Post, women_only: bool) -> Option<usize> {
        let mut entries = self.record.seats.iter();
        let entry = entries.find(|one| one.post == post && one.women_only == women_only)?;
        let of_entry = |tie: &&Tied| tie.post == post && tie.women_only == women_only;
        let contested = self.kin_ties.iter().filter(of_entry).count();
        Some(usize::try_from(entry.seats).expect("few") - contested)
    }

    /// Step 3 acts for members in first and another, where the post has no women-only entry.
    fn keeps_a_womens_seat(&self, post: Post) -> bool {
        self.record.parameters.women_seat
            && post == Post::Member
            && matches!(self.record.round, Round::First | Round::Another)
            && self.seats(post, true).is_none()
    }

    /// Whether a woman holds a post or is certain to: in a tie with fewer men than seats.
    fn woman(&self, filled: &Filled, chosen: &[usize], tied: Option<&Tied>) -> bool {
        let certain = |tie: &Tied| {
            tie.persons.iter().filter(|&&place| !self.is_woman(place)).count() < tie.seats
        };
        self.record.already_elected.iter().any(|one| one.sex == Sex::Woman)
            || filled.seated.iter().any(|one| self.is_woman(one.place))
            || chosen.iter().any(|&place| self.is_woman(place))
            || filled.tied.iter().chain(&self.kin_ties).chain(tied).any(certain)
    }

    fn is_woman(&self, place: usize) -> bool {
        self.record.candidates[place].sex == Sex::Woman
    }

    fn votes(&self, place: usize, post: Post) -> i64 {
        votes(self.record, &self.record.candidates[place], post)
    }

    /// Those who can take a post, by votes, then in the record's order.
    fn takers(&self, post: Post, women_only: bool, filled: &Filled) -> Vec<usize> {
        let record = self.record;
        let stands = |place: usize, one: &Candidate| match record.round {
            Round::TieRevote => one.formal.contains(post),
            _ => self.votes(place, post) > 0,
        };
        let free = |place: usize, one: &Candidate| {
            let tied = filled.tied.iter().chain(&self.kin_ties);
            !record.already_elected.iter().any(|already| already.candidate == one.id)
                && !self.out.iter().any(|(out, ..)| *out == place)
                && !filled.seated.iter().any(|seated| seated.place == place)
                && !tied.flat_map(|tie| &tie.persons).any(|&other| other == place)
        };
        let people = record.candidates.iter().enumerate();
        let mut takers: Vec<usize> = people
            .filter(|&(place, one)| one.eligible && stands(place, one) && free(place, one))
            .map(|(place, _)| place)
            .filter(|&place| !women_only || self.is_woman(place))
            .collect();
        takers.sort_by_key(|&place| (Reverse(self.votes(place, post)), place));
        takers
    }

    /// The bar of an entry of seats, decided once.
    fn bar(&mut self, post: Post, women_only: bool, filled: &Filled) -> Bar {
        let entry = (post, women_only);
        if let Some((_, bar)) = self.bars.iter().find(|one| one.0 == entry) {
            return *bar;
        }
        let half = || {
            let takers = self.takers(post, women_only, filled);
            takers.into_iter().any(|place| self.over(Bar::Half, self.votes(place, post)))
        };
        let bar = match self.record.round {
            Round::TieRevote => Bar::None,
            Round::Another => match self.record.parameters.another_bar {
                AnotherBar::HalfThenThird if half() => Bar::Half,
                _ => Bar::Third,
            },
            _ => Bar::Half,
        };
        self.bars.push((entry, bar));
        bar
    }

    fn over(&self, bar: Bar, votes: i64) -> bool {
        let ballots = self.record.ballots;
        let base = match (self.record.base, self.record.parameters.participants) {
            (Base::Residents { present, .. } | Base::Party { present, .. }, _) => present,
            (Base::Villagers { .. }, Participants::Collected) => ballots.collected,
            (Base::Villagers { .. }, Participants::Issued) => ballots.issued,
        };
        match bar {
            Bar::None => true,
            Bar::Half => 2 * votes > i64::from(base),
            Bar::Third => 3 * votes >= i64::from(base),
        }
    }

    /// Steps 1 and 2: who is elected to so many seats, and who ties across the last.
    fn choose(
        &self,
        post: Post,
        seats: usize,
        women_only: bool,
        bar: Bar,
        filled: &Filled,
    ) -> (Vec<usize>, Option<Tied>) {
        let mut best = self.takers(post, women_only, filled);
        best.retain(|&place| self.over(bar, self.votes(place, post)));
        if best.len() <= seats {
            return (best, None);
        }
        let Some(last) = seats.checked_sub(1) else { return (Vec::new(), None) };
        let line = self.votes(best[last], post);
        if self.votes(best[seats], post) < line {
            best.truncate(seats);
            return (best, None);
        }
        let above = best.iter().copied().filter(|&place| self.votes(place, post) > line);
        let above: Vec<usize> = above.collect();
        best.retain(|&place| self.votes(place, post) == line);
        let tied = Tied { post, seats: seats - above.len(), persons: best, women_only };
        (above, Some(tied))
    }

    // Kin avoidance (decide.md sections 3 and 5)

    /// The first who gives way, or the first two who contest a seat; false when there is nobody.
    fn somebody_gives_way(&mut self, filled: &Filled) -> bool {
        for &post in self.record.body.posts() {
            let of_post = filled.seated.iter().filter(|one| one.post == post);
            let seated: Vec<usize> = of_post.map(|one| one.place).collect();
            let tied = filled.tied.iter().filter(|tie| tie.post == post);
            let tied = tied.flat_map(|tie| tie.persons.iter().copied());
            let mut persons: Vec<usize> = seated.iter().copied().chain(tied).collect();
            persons.sort_by_key(|&place| (Reverse(self.votes(place, post)), place));
            let equals =
                |one: &usize, other: &usize| self.votes(*one, post) == self.votes(*other, post);
            for group in persons.chunk_by(equals) {
                let mut barred = group.iter().filter_map(|&place| {
                    Some((place, post, self.gives_way_to(place, post, filled)?))
                });
                if let Some(out) = barred.next() {
                    self.out.push(out);
                    return true;
                }
                let sits: Vec<usize> =
                    group.iter().copied().filter(|place| seated.contains(place)).collect();
                if let Some(pair) = self.first_pair(&sits) {
                    let in_women_entry = |place: usize| {
                        filled.seated.iter().any(|one| one.place == place && one.women_entry)
                    };
                    let women_only = pair.into_iter().all(in_women_entry);
                    let persons = pair.to_vec();
                    self.kin_ties.push(Tied { post, seats: 1, persons, women_only });
                    return true;
                }
            }
        }
        false
    }

    /// Already elected kin first; then who sits higher or, at the post, with more votes.
    fn gives_way_to(&self, place: usize, post: Post, filled: &Filled) -> Option<String> {
        // a re-vote for a higher post stands against a lower officer
        let mut already =
            self.record.already_elected.iter().filter(|one| {
                self.record.round != Round::TieRevote || one.post.rank() <= post.rank()
            });
        let id = |place: usize| self.record.candidates[place].id.as_ref();
        if let Some(one) = already.find(|one| near_kin(self.record, id(place), &one.candidate)) {
            return Some(one.candidate.clone().into_owned());
        }
        let mut before: Vec<&Seated> = filled
            .seated
            .iter()
            .filter(|one| {
                let more = self.votes(one.place, one.post) > self.votes(place, post);
                one.post.rank() < post.rank() || (one.post == post && more)
            })
            .filter(|one| near_kin(self.record, id(place), id(one.place)))
            .collect();
        before.sort_by_key(|one| {
            (one.post.rank(), Reverse(self.votes(one.place, one.post)), one.place)
        });
        before.first().map(|one| id(one.place).to_owned())
    }

    /// The first two near kin of a list: whoever comes first with a kin before him, and the first of
    /// these.
    fn first_pair(&self, sits: &[usize]) -> Option<[usize; 2]> {
        let id = |place: usize| self.record.candidates[place].id.as_ref();
        sits.iter().enumerate().find_map(|(index, &one)| {
            let mut earlier = sits[..index].iter();
            let kin = earlier.find(|&&other| near_kin(self.record, id(one), id(other)));
            kin.map(|&other| [other, one])
        })
    }
}

impl Filled {
    /// Seats some persons; the flags say whether in a women-only entry and in a seat for women.
    fn add(
        &mut self,
        post: Post,
        seats: usize,
        chosen: Vec<usize>,
        tied: Option<Tied>,
        [women_entry, women_seat]: [bool; 2],
    ) {
        let taken = chosen.len() + tied.as_ref().map_or(0, |tie| tie.seats);
        self.vacant.push((post, seats - taken, women_seat));
        let seated = chosen.into_iter();
        self.seated.extend(seated.map(|place| Seated { place, post, women_entry, women_seat }));
        self.tied.extend(tied);
    }
}
