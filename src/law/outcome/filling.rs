//! Filling the posts, highest first (decide.md section 3): bars, last seats, the women's seat.

use std::cmp::Reverse;

use super::standing::{Bar, Place, Standing};
use crate::body::{Family, Round};

/// Which entry of a post's seats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    /// Anybody can take them.
    Open,
    /// Women only.
    Women,
}

/// Persons with equal votes who contest seats.
#[derive(Clone, Debug)]
pub(super) struct Contest {
    pub entry: Entry,
    pub seats: i64,
    /// In the record's order.
    pub persons: Vec<Place>,
}

/// A post as it is filled.
#[derive(Clone, Debug, Default)]
pub(super) struct Filled {
    /// Who, in which entry, and whether by a women's seat.
    pub elected: Vec<(Place, Entry, bool)>,
    pub ties: Vec<Contest>,
    /// Seats left empty: open, women only.
    pub vacant: [i64; 2],
}

/// Not elected and in no tie so far.
const FREE: u8 = u8::MAX;

/// The state of filling: who is taken where, who is out.
pub(super) struct Filling<'s, 'r, 'a> {
    pub standing: &'s Standing<'r, 'a>,
    pub filled: [Filled; 3],
    /// One-seat ties of kin with equal votes, by rank.
    pub kin_ties: Vec<(usize, Contest)>,
    /// The rank at which a person is elected or in a tie.
    taken: Vec<u8>,
    /// Out for the whole vote (V-24).
    out: Vec<bool>,
    /// In a tie of kin: neither elected nor free until the re-vote.
    contested: Vec<bool>,
    /// By rank: the next place in the order that is not out, for skipping many at once; empty
    /// as long as nobody is out.
    skip: [Vec<u32>; 3],
    /// The bars of each entry, once they are decided (before kin avoidance).
    bars: [[Option<Bar>; 2]; 3],
}

impl<'s, 'r, 'a> Filling<'s, 'r, 'a> {
    pub fn new(standing: &'s Standing<'r, 'a>) -> Self {
        let people = standing.record.candidates.len();
        Self {
            standing,
            filled: Default::default(),
            kin_ties: Vec::new(),
            taken: vec![FREE; people],
            out: vec![false; people],
            contested: vec![false; people],
            skip: Default::default(),
            bars: Default::default(),
        }
    }

    /// Fills the post of a rank from those who are free, anew if it was filled before.
    pub fn fill(&mut self, rank: usize) {
        self.release(rank);
        let [open, women] = self.seats(rank);
        let has_women_entry = self.has_entry(rank, Entry::Women);
        let mut filled = Filled::default();
        if has_women_entry {
            let bar = self.bar(rank, Entry::Women);
            let chosen = self.choose(rank, women, bar, true);
            filled.vacant[1] = women - chosen.seats();
            self.take(rank, Entry::Women, chosen, true, &mut filled);
        }
        if self.has_entry(rank, Entry::Open) {
            let bar = self.bar(rank, Entry::Open);
            let plain = self.choose(rank, open, bar, false);
            let keeps_seat = !has_women_entry && self.keeps_womens_seat(rank);
            let certain = self.certain(&plain.elected, plain.tied.as_ref());
            if keeps_seat && !certain && !self.woman_above() {
                self.fill_with_womens_seat(rank, open, bar, &mut filled);
            } else {
                filled.vacant[0] = open - plain.seats();
                self.take(rank, Entry::Open, plain, false, &mut filled);
            }
        }
        self.filled[rank] = filled;
    }

    /// C-15: one seat first for the woman with the most votes over the bar.
    fn fill_with_womens_seat(&mut self, rank: usize, open: i64, bar: Bar, filled: &mut Filled) {
        let woman = self.choose(rank, 1, bar, true);
        filled.vacant[1] = 1 - woman.seats();
        let entry = if woman.tied.is_some() { Entry::Women } else { Entry::Open };
        self.take(rank, entry, woman, true, filled);
        let others = self.choose(rank, open - 1, bar, false);
        filled.vacant[0] = open - 1 - others.seats();
        self.take(rank, Entry::Open, others, false, filled);
    }

    fn keeps_womens_seat(&self, rank: usize) -> bool {
        let record = self.standing.record;
        let committees = record.body.family() != Family::Party;
        let voting = matches!(record.round, Round::First | Round::Another);
        record.parameters.women_seat && committees && voting && rank == 2
    }

    /// Whether a woman holds a post already, is elected to a higher one, or is certain by a tie.
    fn woman_above(&self) -> bool {
        let record = self.standing.record;
        record.already_elected.iter().any(|one| one.sex == crate::body::Sex::Woman)
            || self.kin_ties.iter().any(|(_, tie)| self.certain(&[], Some(tie)))
            || self.filled.iter().any(|filled| {
                filled.elected.iter().any(|&(place, ..)| self.standing.is_woman(place))
                    || filled.ties.iter().any(|tie| self.certain(&[], Some(tie)))
            })
    }

    /// Whether a woman is elected, or the men of a tie are fewer than its seats.
    fn certain(&self, elected: &[Place], tied: Option<&Contest>) -> bool {
        elected.iter().any(|&place| self.standing.is_woman(place))
            || tied.is_some_and(|tie| {
                let men = tie.persons.iter().filter(|&&place| !self.standing.is_woman(place));
                i64::try_from(men.count()).unwrap_or(i64::MAX) < tie.seats
            })
    }

    /// Seats to fill of a rank, open and women only, without those that kin contest.
    fn seats(&self, rank: usize) -> [i64; 2] {
        let mut seats = [0; 2];
        for entry in self.entries(rank) {
            seats[usize::from(entry.women_only)] += i64::from(entry.seats);
        }
        for (_, tie) in self.kin_ties.iter().filter(|(at, _)| *at == rank) {
            seats[usize::from(tie.entry == Entry::Women)] -= tie.seats;
        }
        seats
    }

    fn entries(&self, rank: usize) -> impl Iterator<Item = &'r super::record::Seats> + use<'r, 'a> {
        self.standing.record.seats.iter().filter(move |entry| entry.post.rank() == rank)
    }

    pub fn has_entry(&self, rank: usize, entry: Entry) -> bool {
        self.entries(rank).any(|seats| seats.women_only == (entry == Entry::Women))
    }

    /// The bar of an entry, decided once.
    pub fn bar(&mut self, rank: usize, entry: Entry) -> Bar {
        if let Some(bar) = self.bars[rank][entry as usize] {
            return bar;
        }
        let takers = self.standing.order[rank].iter().filter(|&&place| {
            self.is_free(place) && (entry == Entry::Open || self.standing.is_woman(place))
        });
        let bar = self.standing.bar(takers.map(|&place| self.standing.votes(place, rank)));
        self.bars[rank][entry as usize] = Some(bar);
        bar
    }

    fn is_free(&self, place: Place) -> bool {
        self.taken[place as usize] == FREE && !self.out[place as usize]
    }

    /// Whether a person holds a higher post than that of a rank, or is in a tie for one.
    pub fn taken_above(&self, place: Place, rank: usize) -> bool {
        usize::from(self.taken[place as usize]) < rank
    }

    /// Those over the bar, the best first, up to the seats (C-09); equal votes across the line
    /// tie, and only there (C-10, P-22).
    fn choose(&mut self, rank: usize, seats: i64, bar: Bar, women: bool) -> Chosen {
        let mut list: Vec<Place> = Vec::new();
        let enough = usize::try_from(seats).unwrap_or(0);
        if enough == 0 {
            return Chosen { elected: list, tied: None };
        }
        let mut at = 0;
        loop {
            at = self.next(rank, at);
            let Some(&place) = self.standing.order[rank].get(at) else { break };
            let votes = self.standing.votes(place, rank);
            let below_line = list.len() >= enough
                && list.last().is_some_and(|&last| self.standing.votes(last, rank) > votes);
            if below_line || !bar.reached(votes) {
                break;
            }
            if self.is_free(place) && (!women || self.standing.is_woman(place)) {
                list.push(place);
            }
            at += 1;
        }
        if list.len() <= enough {
            return Chosen { elected: list, tied: None };
        }
        let line = self.standing.votes(list[list.len() - 1], rank);
        let above = list.iter().take_while(|&&place| self.standing.votes(place, rank) > line);
        let tied = list.split_off(above.count());
        let left = seats - i64::try_from(list.len()).unwrap_or(seats);
        let entry = if women { Entry::Women } else { Entry::Open };
        Chosen { elected: list, tied: Some(Contest { entry, seats: left, persons: tied }) }
    }

    /// The first place in the order from `at` that is not out.
    fn next(&mut self, rank: usize, mut at: usize) -> usize {
        let skip = &mut self.skip[rank];
        while let Some(&to) = skip.get(at) {
            if to as usize == at {
                break;
            }
            // halve the path for the next search
            if let Some(&further) = skip.get(to as usize) {
                skip[at] = further;
            }
            at = to as usize;
        }
        at
    }

    fn take(
        &mut self,
        rank: usize,
        entry: Entry,
        chosen: Chosen,
        womens_seat: bool,
        filled: &mut Filled,
    ) {
        let persons = chosen.tied.iter().flat_map(|tie| &tie.persons);
        for &place in chosen.elected.iter().chain(persons) {
            self.taken[place as usize] = u8::try_from(rank).unwrap_or(FREE);
        }
        filled.elected.extend(chosen.elected.iter().map(|&place| (place, entry, womens_seat)));
        filled.ties.extend(chosen.tied);
    }

    fn release(&mut self, rank: usize) {
        let old = std::mem::take(&mut self.filled[rank]);
        let tied = old.ties.iter().flat_map(|tie| tie.persons.iter().copied());
        for place in old.elected.iter().map(|&(place, ..)| place).chain(tied) {
            // those whom kin avoidance has put into a tie stay taken
            if !self.contested[place as usize] {
                self.taken[place as usize] = FREE;
            }
        }
    }

    /// Forgets all fillings but keeps the bars, which are decided before kin avoidance.
    pub fn start_again(&mut self) {
        (0..3).for_each(|rank| self.release(rank));
    }

    /// Puts a person out for the whole vote; the posts must be filled again.
    pub fn exclude(&mut self, place: Place) {
        self.out[place as usize] = true;
        for rank in 0..3 {
            let standing = self.standing;
            let key = |place: Place| (Reverse(standing.votes(place, rank)), place);
            let found = standing.order[rank].binary_search_by_key(&key(place), |&other| key(other));
            if let Ok(at) = found {
                let skip = &mut self.skip[rank];
                if skip.is_empty() {
                    let last = u32::try_from(standing.order[rank].len()).unwrap_or(u32::MAX);
                    skip.extend(0..=last);
                }
                skip[at] += 1;
            }
        }
    }

    /// Two elected kin with equal votes contest one seat; the other is filled from the rest.
    pub fn tie_kin(&mut self, rank: usize, persons: [Place; 2], entry: Entry) {
        let contest = Contest { entry, seats: 1, persons: persons.to_vec() };
        for place in persons {
            self.contested[place as usize] = true;
        }
        self.kin_ties.push((rank, contest));
    }
}

/// Who is chosen for some seats.
struct Chosen {
    elected: Vec<Place>,
    tied: Option<Contest>,
}

impl Chosen {
    /// Seats that are filled or contested.
    fn seats(&self) -> i64 {
        let elected = i64::try_from(self.elected.len()).unwrap_or(i64::MAX);
        elected + self.tied.as_ref().map_or(0, |tie| tie.seats)
    }
}
