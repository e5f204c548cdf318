//! Putting a decision together: validity, then filling, kin and what comes next.

use super::{
    decision::{
        BallotNumbers, Decision, Elected, KinExcluded, Next, TallyLine, Tie, TieReason,
        UsedParameters, Vacancy,
    },
    filling::{Entry, Filling},
    kin::{self, Kin, KinOf},
    next,
    record::Record,
    standing::{Bar, Standing},
    validity::{self, Check},
};
use crate::{
    body::{Family, Post, Round},
    reason::{Op, RuleId},
    rules::parameters::AnotherBar,
};

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
            let rule = RuleId("V-81");
            let source = record.rules.source(rule);
            let check = Check::votes(rule, source, (2, votes), Op::More, base);
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
    let kin = avoids.then(|| Kin::of(record)).flatten();
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
    decision.next_candidates = next::candidates(&filling, kin.as_ref(), decision);
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
    let rule = RuleId(match (record.body.family(), record.round) {
        (Family::Party, Round::PreElection) => "P-20",
        (Family::Party, _) => "P-21",
        (_, Round::Another) => "C-11",
        (Family::Residents, _) => "R-06",
        (Family::Villagers, _) => "C-08",
    });
    let source = record.rules.source(rule);
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
                    Bar::Half(base) => Check::votes(rule, source, (2, votes), Op::More, base),
                    Bar::Third(base) => Check::votes(rule, source, (3, votes), Op::AtLeast, base),
                };
                let candidate = Some(record.candidates[place as usize].id.as_ref());
                checks.push(Check { post: Some(post), candidate, ..check });
            }
        }
    }
}
