//! What holds of every decision, worked out again from the record alone.

use std::collections::HashSet;

use crate::{
    body::{Family, Post, Round, Sex},
    outcome::{
        Decision,
        decision::{Next, TieReason},
        record::{Base, Candidate, Record},
    },
    rules::parameters::{AnotherBar, Participants},
};

/// Stops where a decision contradicts its record or itself.
pub(super) fn assert_sound(record: &Record, decision: &Decision) {
    for check in &decision.checks {
        assert_eq!(check.holds, check.op.holds(check.left, check.right), "{check:?}");
    }
    let ballots = decision.ballots;
    let sum = ballots.valid + i64::from(ballots.invalid) + i64::from(ballots.blank);
    assert_eq!(sum, i64::from(ballots.collected));
    assert_eq!(decision.tally.len(), record.candidates.len());
    let elected: Vec<&str> = decision.elected.iter().map(|one| one.candidate).collect();
    let distinct: HashSet<&str> = elected.iter().copied().collect();
    assert_eq!(distinct.len(), elected.len(), "elected twice");
    if !decision.valid {
        assert!(elected.is_empty() && decision.ties.is_empty());
        assert!(decision.kin_excluded.is_empty() && decision.next_candidates.is_empty());
        let another = record.round == Round::Another;
        assert_eq!(decision.next, if another { Next::Repeat } else { Next::Rerun });
    }
    if record.round == Round::Recall {
        assert!(decision.ties.is_empty() && decision.vacant.is_empty());
        return;
    }
    seats_add_up(record, decision);
    let people = People::new(record, decision);
    people.elected_are_entitled();
    people.ties_are_ties();
    people.nobody_is_passed_over();
    if record.parameters.kin_avoidance && record.body.family() != Family::Party {
        people.no_near_kin_serve_together();
    }
    let wanted = match decision.next {
        Next::TieRevote => decision.ties.len(),
        Next::AnotherElection => decision.vacant.len(),
        _ => 0,
    };
    assert_eq!(decision.next_candidates.len(), wanted);
    assert_eq!(decision.next == Next::TieRevote, !decision.ties.is_empty());
    let full = decision.valid && decision.ties.is_empty() && decision.vacant.is_empty();
    assert_eq!(decision.next == Next::Declare, full);
}

fn seats_add_up(record: &Record, decision: &Decision) {
    for post in Post::ALL {
        let of_post = || record.seats.iter().filter(|entry| entry.post == post);
        let seats: i64 = of_post().map(|entry| i64::from(entry.seats)).sum();
        let elected = decision.elected.iter().filter(|one| one.post == post).count();
        let ties: i64 =
            decision.ties.iter().filter(|tie| tie.post == post).map(|tie| tie.seats).sum();
        let vacant: i64 =
            decision.vacant.iter().filter(|one| one.post == post).map(|one| one.seats).sum();
        assert_eq!(seats, i64::try_from(elected).expect("few") + ties + vacant, "{post:?}");
        assert!(decision.vacant.iter().all(|one| one.seats > 0));
    }
}

/// Votes of a person for a post, carried down where that applies (C-14).
pub(super) fn votes(record: &Record, one: &Candidate, post: Post) -> i64 {
    let voting = matches!(record.round, Round::First | Round::Another);
    let carry = record.parameters.carry_down && record.body.family() != Family::Party && voting;
    let from = if carry { 0 } else { post.rank() };
    let posts = Post::ALL.into_iter().filter(|one| (from..=post.rank()).contains(&one.rank()));
    posts.filter_map(|post| one.votes.get(post)).map(i64::from).sum()
}

/// Whether two persons are near kin, whoever has written it.
pub(super) fn near_kin(record: &Record, one: &str, other: &str) -> bool {
    let names = |from: &str, to: &str| {
        let of = record.candidates.iter().filter(|candidate| candidate.id == from);
        of.flat_map(|candidate| &candidate.kin).any(|kin| kin == to)
    };
    names(one, other) || names(other, one)
}

struct People<'p, 'r> {
    record: &'p Record<'r>,
    decision: &'p Decision<'p>,
    in_ties: HashSet<&'p str>,
}

impl<'p, 'r> People<'p, 'r> {
    fn new(record: &'p Record<'r>, decision: &'p Decision<'p>) -> Self {
        let in_ties = decision.ties.iter().flat_map(|tie| tie.candidates.iter().copied()).collect();
        Self { record, decision, in_ties }
    }

    fn of(&self, id: &str) -> (usize, &Candidate<'r>) {
        let mut people = self.record.candidates.iter().enumerate();
        people.find(|(_, one)| one.id == id).expect("a candidate")
    }

    fn base(&self) -> i64 {
        let (record, parameters) = (self.record, &self.record.parameters);
        let should = record.round == Round::PreElection && parameters.pre_election_should;
        i64::from(match record.base {
            Base::Villagers { .. } if parameters.participants == Participants::Issued => {
                record.ballots.issued
            }
            Base::Villagers { .. } => record.ballots.collected,
            Base::Party { full_members, exempt, .. } if should => full_members - exempt,
            Base::Residents { present, .. } | Base::Party { present, .. } => present,
        })
    }

    /// Whether votes are enough under the lowest (or the highest) bar that the round may have.
    fn over(&self, votes: i64, highest: bool) -> bool {
        let another =
            self.record.round == Round::Another && self.record.body.family() != Family::Party;
        let half = self.record.parameters.another_bar == AnotherBar::HalfThenThird && highest;
        match self.record.round {
            Round::TieRevote => true,
            _ if another && !half => 3 * votes >= self.base(),
            _ => 2 * votes > self.base(),
        }
    }

    fn may_take(&self, one: &Candidate, post: Post) -> bool {
        let already = self.record.already_elected.iter().any(|other| other.candidate == one.id);
        let stands = if self.record.round == Round::TieRevote {
            one.formal.contains(post)
        } else {
            votes(self.record, one, post) > 0
        };
        one.eligible && !already && stands
    }

    fn elected_are_entitled(&self) {
        let key = |id: &str, post: Post, votes: i64| {
            (post.rank(), std::cmp::Reverse(votes), self.of(id).0)
        };
        let keys: Vec<_> = self
            .decision
            .elected
            .iter()
            .map(|one| key(one.candidate, one.post, one.votes))
            .collect();
        assert!(keys.is_sorted(), "by rank, votes, record");
        for elected in &self.decision.elected {
            let one = self.of(elected.candidate).1;
            assert_eq!(elected.votes, votes(self.record, one, elected.post));
            assert!(self.may_take(one, elected.post) && self.over(elected.votes, false), "{one:?}");
            assert!(!self.in_ties.contains(elected.candidate), "elected and in a tie");
            assert!(!elected.women_seat || one.sex == Sex::Woman);
        }
        for post in Post::ALL {
            let open = self.record.seats.iter().filter(|one| one.post == post && !one.women_only);
            let open: i64 = open.map(|entry| i64::from(entry.seats)).sum();
            let men = self
                .decision
                .elected
                .iter()
                .filter(|one| one.post == post && self.of(one.candidate).1.sex == Sex::Man);
            assert!(i64::try_from(men.count()).expect("few") <= open, "men on women's seats");
        }
    }

    fn ties_are_ties(&self) {
        let places: usize = self.decision.ties.iter().map(|tie| tie.candidates.len()).sum();
        assert_eq!(places, self.in_ties.len(), "in two ties");
        for tie in &self.decision.ties {
            let people: Vec<_> = tie.candidates.iter().map(|id| self.of(id)).collect();
            assert!(people.iter().is_sorted_by_key(|(place, _)| *place));
            let (seats, count) = (tie.seats, i64::try_from(people.len()).expect("few"));
            assert!(0 < seats && seats < count, "{tie:?}");
            let number = |one: &Candidate| votes(self.record, one, tie.post);
            assert!(people.windows(2).all(|pair| number(pair[0].1) == number(pair[1].1)));
            assert!(people.iter().all(|(_, one)| self.may_take(one, tie.post)
                && self.over(number(one), false)
                && (!tie.women_only || one.sex == Sex::Woman)));
            if tie.reason == TieReason::Kin {
                assert!(count == 2 && near_kin(self.record, tie.candidates[0], tie.candidates[1]));
            }
        }
    }

    /// No seat is empty, and nobody with fewer votes is elected, where somebody could take it.
    fn nobody_is_passed_over(&self) {
        if !self.decision.valid {
            return;
        }
        let decision = self.decision;
        let out = |one: &Candidate| {
            let id = one.id.as_ref();
            decision.elected.iter().any(|elected| elected.candidate == id)
                || decision.kin_excluded.iter().any(|excluded| excluded.candidate == id)
                || self.in_ties.contains(id)
        };
        for one in self.record.candidates.iter().filter(|one| !out(one)) {
            for &post in self.record.body.posts() {
                let number = votes(self.record, one, post);
                if !self.may_take(one, post) || !self.over(number, true) {
                    continue;
                }
                let woman = one.sex == Sex::Woman;
                assert!(
                    !decision
                        .vacant
                        .iter()
                        .any(|vacancy| vacancy.post == post && (woman || !vacancy.women_only)),
                    "{one:?} could take a seat as {post:?}",
                );
                let fewer = |id: &str| {
                    let (_, other) = self.of(id);
                    // a man does not contest the seats that women hold as women
                    (woman || other.sex == Sex::Man) && votes(self.record, other, post) < number
                };
                let seated = decision.elected.iter().filter(|other| other.post == post);
                assert!(!seated.map(|other| other.candidate).any(fewer), "{one:?} had more votes");
            }
        }
    }

    fn no_near_kin_serve_together(&self) {
        let record = self.record;
        for (index, one) in self.decision.elected.iter().enumerate() {
            for other in &self.decision.elected[..index] {
                assert!(!near_kin(record, one.candidate, other.candidate), "{one:?} {other:?}");
            }
            // a re-vote for a higher post stands against a lower officer
            let before = record.already_elected.iter().filter(|already| {
                record.round != Round::TieRevote || already.post.rank() <= one.post.rank()
            });
            for already in before {
                assert!(!near_kin(record, one.candidate, &already.candidate), "{one:?}");
            }
        }
    }
}
