//! Whether a vote is valid: turnout, ballots, quorum, difference (decide.md section 3).
//!
//! Where the law of residents' committees is silent, the rules of villages serve: C-02, C-16.

use super::record::{Base, Record};
use crate::{
    body::{Body, Family, Post, Round},
    meeting,
    reason::{Op, RuleId},
    rules::{Key, Share, parameters::Participants},
    seats,
    source::Source,
};

/// A comparison that was made for a decision.
#[derive(Clone, Debug)]
pub struct Check<'r> {
    /// The rule.
    pub rule: RuleId,
    /// Whether it holds.
    pub holds: bool,
    /// Left side.
    pub left: i64,
    /// The comparison.
    pub op: Op,
    /// Right side.
    pub right: i64,
    /// What both sides were multiplied by so that they are integers: 2 votes > ballots.
    pub times: (u32, u32),
    /// Law and article.
    pub source: &'r Source,
    /// The post it is about.
    pub post: Option<Post>,
    /// The person it is about.
    pub candidate: Option<&'r str>,
}

impl<'r> Check<'r> {
    /// Compares and keeps what was compared.
    pub fn new(record: &'r Record, rule: &'static str, left: i64, op: Op, right: i64) -> Self {
        let rule = RuleId(rule);
        Self::of(rule, record.rules.source(rule), left, op, right)
    }

    /// The same for many comparisons under one rule, whose source is looked up once.
    pub(super) fn of(rule: RuleId, source: &'r Source, left: i64, op: Op, right: i64) -> Self {
        let holds = op.holds(left, right);
        let times = (1, 1);
        Self { rule, holds, left, op, right, times, source, post: None, candidate: None }
    }

    /// So many times the votes against a base.
    pub(super) fn votes(
        rule: RuleId,
        source: &'r Source,
        (times, votes): (u32, i64),
        op: Op,
        base: i64,
    ) -> Self {
        let check = Self::of(rule, source, i64::from(times) * votes, op, base);
        Self { times: (times, 1), ..check }
    }

    /// A share that a part must reach of a whole.
    fn share(
        record: &'r Record,
        rule: &'static str,
        share: Share,
        part: impl Into<i64>,
        whole: impl Into<i64>,
    ) -> Self {
        let (left, right) = share.sides(part.into(), whole.into());
        let check = Self::new(record, rule, left, share.op, right);
        Self { times: (share.den, share.num), ..check }
    }
}

/// All checks of the body and round, also after one that failed.
pub(super) fn checks<'r>(record: &'r Record) -> Vec<Check<'r>> {
    let mut checks = Vec::new();
    let within = |rule, limit| {
        Check::new(record, rule, i64::from(record.ballots.collected), Op::AtMost, limit)
    };
    let ballots = record.ballots;
    let (issued, collected) = (i64::from(ballots.issued), i64::from(ballots.collected));
    let parameters = &record.parameters;
    match record.base {
        Base::Villagers { registered } => {
            if record.round != Round::TieRevote {
                let voted = match parameters.participants {
                    Participants::Collected => collected,
                    Participants::Issued => issued,
                };
                checks.push(Check::share(record, "C-01", meeting::HALF, voted, registered));
            }
            checks.push(within("C-02", issued));
        }
        Base::Residents { registered, present, .. } => {
            if record.round != Round::TieRevote {
                let quorum = meeting::residents_quorum(parameters.quorum);
                checks.push(Check::share(record, "R-05", quorum, present, registered));
            }
            checks.push(within("C-02", issued));
        }
        Base::Party { full_members, exempt, present } => {
            let present = i64::from(present);
            if record.body == Body::PartyPlenary {
                if let Some((quorum, _)) = record.rules.share(Key::PlenaryQuorum) {
                    checks.push(Check::share(record, "P-25", quorum, present, full_members));
                }
            } else {
                let quorum = meeting::party_quorum(parameters.party_quorum_at_least);
                checks.push(Check::share(record, "P-11", quorum, present, full_members - exempt));
            }
            let limit = if parameters.party_ballots_present { present } else { issued };
            checks.push(within("P-18", limit));
        }
    }
    if record.round == Round::Recall {
        // the turnout of a recall stands in the article on recall
        let of_turnout = checks.iter_mut().filter(|check| check.rule.0 == "C-01");
        of_turnout.for_each(|check| check.source = record.rules.source(RuleId("V-81")));
    }
    difference(record, &mut checks);
    checks
}

/// C-16 (V-33) for villagers and residents, P-09 for Party committees.
fn difference<'r>(record: &'r Record, checks: &mut Vec<Check<'r>>) {
    if !record.parameters.difference {
        return;
    }
    let party = record.body.family() == Family::Party;
    let made = match record.body {
        Body::VillagersCommittee | Body::ResidentsCommittee => {
            matches!(record.round, Round::First | Round::Another)
        }
        Body::PartyCommittee => matches!(record.round, Round::First | Round::PreElection),
        Body::PartyPlenary => false,
    };
    for &post in record.body.posts() {
        let entries = record.seats.iter().filter(|entry| entry.post == post);
        let seats: i64 = entries.map(|entry| i64::from(entry.seats)).sum();
        let formal = record.candidates.iter().filter(|one| one.formal.contains(post));
        let candidates = i64::try_from(formal.count()).unwrap_or(i64::MAX);
        if !made || seats == 0 {
            continue;
        }
        let check = if party {
            if post != Post::Member {
                continue;
            }
            let Some(share) = seats::party_share(&record.rules) else { continue };
            Check::share(record, "P-09", share, candidates - seats, seats)
        } else {
            if candidates == 0 {
                continue;
            }
            Check::new(record, "C-16", candidates, Op::More, seats)
        };
        checks.push(Check { post: Some(post), ..check });
    }
}
