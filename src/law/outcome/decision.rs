//! The decision (decide.md section 4) and how it is put together.

use serde::{Serialize, Serializer, ser::SerializeMap};

use super::{
    filling::{Entry, Filling},
    kin::{self, Kin, KinOf},
    next,
    overrides::{self, Shown},
    record::{Record, Votes},
    standing::{Bar, Standing},
    validity::{self, Check},
};
use crate::{
    body::{Body, Family, Post, Round},
    reason::Op,
    rules::parameters::{AnotherBar, Parameters},
};

/// What has to happen next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Next {
    /// The commission declares the result.
    Declare,
    /// A re-vote among those with equal votes.
    TieRevote,
    /// Another election for the empty seats.
    AnotherElection,
    /// The committee may convene with empty seats, or go on electing.
    MayConvene,
    /// The whole vote is void and is held again.
    Rerun,
    /// Another election was void and is repeated.
    Repeat,
}

/// Why persons tie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TieReason {
    /// Equal votes across the last seat.
    LastSeat,
    /// Near kin with equal votes for one post.
    Kin,
}

/// Somebody elected (or recalled).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Elected<'r> {
    /// Id of the person.
    pub candidate: &'r str,
    /// The post.
    pub post: Post,
    /// Votes, carried down where that applies.
    pub votes: i64,
    /// Seated by a seat kept for women.
    pub women_seat: bool,
}

/// Persons who contest seats with equal votes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tie<'r> {
    /// The post.
    pub post: Post,
    /// Seats that they contest.
    pub seats: i64,
    /// Ids, in the order of the record.
    pub candidates: Vec<&'r str>,
    /// Only women can take them.
    pub women_only: bool,
    /// Why.
    pub reason: TieReason,
}

/// Somebody who gave way to near kin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KinExcluded<'r> {
    /// Id of the person.
    pub candidate: &'r str,
    /// The post that the votes were enough for.
    pub post: Post,
    /// Id of the kin who stays.
    pub kin_of: &'r str,
}

/// Empty seats.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Vacancy {
    /// The post.
    pub post: Post,
    /// How many.
    pub seats: i64,
    /// Kept for women.
    pub women_only: bool,
}

/// Votes of a person as counted from the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TallyLine<'r> {
    /// Id of the person.
    pub candidate: &'r str,
    /// Votes by post, before carry-down.
    #[serde(serialize_with = "by_post")]
    pub votes: Votes,
    /// Whether they count (C-07).
    pub counted: bool,
}

/// Who stands in the next vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NextCandidates<'r> {
    /// The post.
    pub post: Post,
    /// Ids.
    pub candidates: Vec<&'r str>,
    /// Only women can take the seats.
    pub women_only: bool,
}

/// Numbers of ballots.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct BallotNumbers {
    /// Issued.
    pub issued: u32,
    /// Collected.
    pub collected: u32,
    /// Valid.
    pub valid: i64,
    /// Invalid.
    pub invalid: u32,
    /// Blank.
    pub blank: u32,
}

/// The parameters that apply to the body, as used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UsedParameters(Parameters, Body);

/// The legal outcome of a count record, `huanjie-decision/1`.
#[derive(Clone, Debug, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "the fields of decide.md section 4")]
pub struct Decision<'r> {
    /// Always `huanjie-decision/1`.
    pub format: &'static str,
    /// Pack.
    pub pack: &'r str,
    /// Overlay.
    pub overlay: Option<&'r str>,
    /// True where pack or overlay is a draft.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub draft: bool,
    /// Parameters as used.
    pub parameters: UsedParameters,
    /// Whether the vote is valid.
    pub valid: bool,
    /// Every comparison that was made.
    pub checks: Vec<Check<'r>>,
    /// Ballots.
    pub ballots: BallotNumbers,
    /// By rank of post, votes descending, order of the record.
    pub elected: Vec<Elected<'r>>,
    /// Re-votes that are needed.
    pub ties: Vec<Tie<'r>>,
    /// Who gave way to near kin.
    pub kin_excluded: Vec<KinExcluded<'r>>,
    /// Empty seats.
    pub vacant: Vec<Vacancy>,
    /// Votes of everybody.
    pub tally: Vec<TallyLine<'r>>,
    /// What happens next.
    pub next: Next,
    /// Whether the committee may convene with its empty seats (C-12).
    pub may_convene: bool,
    /// Whether the Party's seats may be reduced (P-23).
    pub may_reduce_seats: bool,
    /// Who stands next.
    pub next_candidates: Vec<NextCandidates<'r>>,
}

/// Decides a record that is possible.
pub(super) fn decide<'r>(record: &'r Record) -> Decision<'r> {
    let mut decision = prepared(record);
    decision.valid = decision.checks.iter().all(|check| check.holds);
    if !decision.valid {
        void(record, &mut decision);
    } else if record.round == Round::Recall {
        recall(record, &mut decision);
    } else {
        fill(record, &mut decision);
    }
    decision
}

fn prepared<'r>(record: &'r Record) -> Decision<'r> {
    let ballots = record.ballots;
    let tally = record.candidates.iter().map(|one| TallyLine {
        candidate: &one.id,
        votes: one.votes,
        counted: one.eligible,
    });
    Decision {
        format: "huanjie-decision/1",
        pack: &record.rules.pack.id,
        overlay: record.rules.overlay.map(|overlay| overlay.id.as_str()),
        draft: record.rules.draft(),
        parameters: UsedParameters(record.parameters, record.body),
        valid: false,
        checks: validity::checks(record),
        ballots: BallotNumbers {
            issued: ballots.issued,
            collected: ballots.collected,
            valid: ballots.valid(),
            invalid: ballots.invalid,
            blank: ballots.blank,
        },
        elected: Vec::new(),
        ties: Vec::new(),
        kin_excluded: Vec::new(),
        vacant: Vec::new(),
        tally: tally.collect(),
        next: Next::Rerun,
        may_convene: false,
        may_reduce_seats: false,
        next_candidates: Vec::new(),
    }
}

fn void(record: &Record, decision: &mut Decision) {
    if record.round == Round::Recall {
        // nobody loses a seat by a recall that is void
        return;
    }
    decision.vacant = record
        .seats
        .iter()
        .map(|entry| Vacancy {
            post: entry.post,
            seats: entry.seats.into(),
            women_only: entry.women_only,
        })
        .collect();
    if record.round == Round::Another {
        decision.next = Next::Repeat;
        decision.may_convene = next::may_convene(record, decision);
    }
}

/// V-81: each person is decided alone; the seats do not limit.
fn recall<'r>(record: &'r Record, decision: &mut Decision<'r>) {
    let standing = Standing::new(record);
    let base = record.registered_bar().unwrap_or_else(|| standing.base());
    let mut recalled = vec![false; record.candidates.len()];
    for &post in record.body.posts() {
        for &place in &standing.order[post.rank()] {
            let votes = standing.votes(place, post.rank());
            let candidate = record.candidates[place as usize].id.as_ref();
            let check = Check::new(record, "V-81", 2 * votes, Op::More, base);
            let recall = check.holds && !recalled[place as usize];
            decision.checks.push(Check { post: Some(post), candidate: Some(candidate), ..check });
            if recall {
                recalled[place as usize] = true;
                decision.elected.push(Elected { candidate, post, votes, women_seat: false });
            }
        }
    }
    decision.next = Next::Declare;
}

fn fill<'r>(record: &'r Record, decision: &mut Decision<'r>) {
    let standing = Standing::new(record);
    let mut filling = Filling::new(&standing);
    (0..3).for_each(|rank| filling.fill(rank));
    let avoids = record.parameters.kin_avoidance && record.body.family() != Family::Party;
    let kin = avoids.then(|| Kin::of(record));
    let given_way = kin.as_ref().map(|kin| kin::settle(&mut filling, kin)).unwrap_or_default();
    let id = |place: u32| record.candidates[place as usize].id.as_ref();
    for &post in record.body.posts() {
        if record.seats.iter().any(|entry| entry.post == post) {
            list_post(record, &mut filling, post, decision);
        }
    }
    decision.kin_excluded = given_way
        .iter()
        .filter_map(|one| {
            Some(KinExcluded {
                candidate: id(one.place),
                post: post_of(record, one.rank)?,
                kin_of: match one.kin_of {
                    KinOf::Candidate(place) => id(place),
                    KinOf::Already(index) => &record.already_elected[index].candidate,
                },
            })
        })
        .collect();
    decision.next = next::next(record, decision);
    decision.may_convene = decision.next == Next::MayConvene;
    decision.may_reduce_seats =
        record.body.family() == Family::Party && !decision.vacant.is_empty();
    decision.next_candidates = next::candidates(&standing, kin.as_ref(), decision);
}

fn post_of(record: &Record, rank: usize) -> Option<Post> {
    record.body.posts().iter().copied().find(|post| post.rank() == rank)
}

/// Adds what a filled post comes to: checks, elected, ties, vacancies.
fn list_post<'r>(
    record: &'r Record,
    filling: &mut Filling<'_, 'r, '_>,
    post: Post,
    decision: &mut Decision<'r>,
) {
    let rank = post.rank();
    bar_checks(record, filling, post, &mut decision.checks);
    let standing = filling.standing;
    let id = |place: u32| record.candidates[place as usize].id.as_ref();
    let filled = &filling.filled[rank];
    let mut seated = filled.elected.clone();
    seated.sort_by_key(|&(place, ..)| (std::cmp::Reverse(standing.votes(place, rank)), place));
    decision.elected.extend(seated.iter().map(|&(place, _, women_seat)| Elected {
        candidate: id(place),
        post,
        votes: standing.votes(place, rank),
        women_seat,
    }));
    let kin_ties = filling.kin_ties.iter().filter(|(at, _)| *at == rank);
    let ties = filled.ties.iter().map(|tie| (tie, TieReason::LastSeat));
    for (tie, reason) in ties.chain(kin_ties.map(|(_, tie)| (tie, TieReason::Kin))) {
        let mut persons = tie.persons.clone();
        persons.sort_unstable();
        decision.ties.push(Tie {
            post,
            seats: tie.seats,
            candidates: persons.into_iter().map(id).collect(),
            women_only: tie.entry == Entry::Women,
            reason,
        });
    }
    for (women_only, seats) in [false, true].into_iter().zip(filled.vacant) {
        if seats > 0 {
            decision.vacant.push(Vacancy { post, seats, women_only });
        }
    }
}

/// The comparisons of everybody's votes with the bar of a post.
fn bar_checks<'r>(
    record: &'r Record,
    filling: &mut Filling<'_, 'r, '_>,
    post: Post,
    checks: &mut Vec<Check<'r>>,
) {
    let rank = post.rank();
    let mut made: Vec<(Bar, bool)> = Vec::new();
    for entry in [Entry::Women, Entry::Open] {
        if filling.has_entry(rank, entry) {
            made.push((filling.bar(rank, entry), entry == Entry::Women));
        }
    }
    if let [(women, _), (open, _)] = made[..]
        && women == open
    {
        made.remove(0);
    }
    let standing = filling.standing;
    let rule = match (record.body.family(), record.round) {
        (Family::Party, Round::PreElection) => "P-20",
        (Family::Party, _) => "P-21",
        (_, Round::Another) => "C-11",
        (Family::Residents, _) => "R-06",
        (Family::Villagers, _) => "C-08",
    };
    for (bar, women) in made {
        let missed = matches!(bar, Bar::Third(_))
            && record.parameters.another_bar == AnotherBar::HalfThenThird;
        let half = missed.then(|| Bar::Half(standing.base()));
        for bar in half.into_iter().chain([bar]) {
            for &place in &standing.order[rank] {
                if filling.taken_above(place, rank) || (women && !standing.is_woman(place)) {
                    continue;
                }
                let votes = standing.votes(place, rank);
                let check = match bar {
                    Bar::None => break,
                    Bar::Half(base) => Check::new(record, rule, 2 * votes, Op::More, base),
                    Bar::Third(base) => Check::new(record, rule, 3 * votes, Op::AtLeast, base),
                };
                let candidate = Some(record.candidates[place as usize].id.as_ref());
                checks.push(Check { post: Some(post), candidate, ..check });
            }
        }
    }
}

impl Serialize for Check<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("rule", &self.rule)?;
        if let Some(post) = self.post {
            map.serialize_entry("post", &post)?;
        }
        if let Some(candidate) = self.candidate {
            map.serialize_entry("candidate", candidate)?;
        }
        map.serialize_entry("holds", &self.holds)?;
        map.serialize_entry("left", &self.left)?;
        map.serialize_entry("op", &self.op)?;
        map.serialize_entry("right", &self.right)?;
        map.serialize_entry("source", &format_args!("{}", self.source))?;
        map.end()
    }
}

impl Serialize for UsedParameters {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for name in overrides::NAMES.into_iter().filter(|name| overrides::applies(name, self.1)) {
            match overrides::shown(&self.0, name) {
                Shown::Word(word) => map.serialize_entry(name, word)?,
                Shown::Flag(flag) => map.serialize_entry(name, &flag)?,
            }
        }
        map.end()
    }
}

fn by_post<S: Serializer>(votes: &Votes, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(votes.named().map(|(post, number)| (post.word(), number)))
}
