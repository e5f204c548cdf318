//! Whether a vote is valid: turnout, ballots, quorum, difference (decide.md section 3).
//!
//! Where the law of residents' committees is silent, the rules of villages serve: C-02, C-16.

use super::record::{Base, Record};
use crate::{
    body::{Body, Family, Post, Round},
    reason::{Op, RuleId},
    rules::parameters::{Participants, Quorum},
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
        let source = record.rules.source(rule);
        let holds = op.holds(left, right);
        Self { rule, holds, left, op, right, source, post: None, candidate: None }
    }
}

/// All checks of the body and round, also after one that failed.
pub(super) fn checks<'r>(record: &'r Record) -> Vec<Check<'r>> {
    let mut checks = Vec::new();
    let mut check = |rule, left, op, right| checks.push(Check::new(record, rule, left, op, right));
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
                check("C-01", 2 * voted, Op::More, registered.into());
            }
            check("C-02", collected, Op::AtMost, issued);
        }
        Base::Residents { registered, present, .. } => {
            if record.round != Round::TieRevote {
                let (present, registered) = (i64::from(present), i64::from(registered));
                match parameters.quorum {
                    Quorum::Half => check("R-05", 2 * present, Op::More, registered),
                    Quorum::TwoThirds => check("R-05", 3 * present, Op::AtLeast, 2 * registered),
                }
            }
            check("C-02", collected, Op::AtMost, issued);
        }
        Base::Party { full_members, exempt, present } => {
            let present = i64::from(present);
            if record.body == Body::PartyPlenary {
                check("P-25", 5 * present, Op::AtLeast, 4 * i64::from(full_members));
            } else {
                let strict = if parameters.party_quorum_at_least { Op::AtLeast } else { Op::More };
                check("P-11", 5 * present, strict, 4 * i64::from(full_members - exempt));
            }
            let limit = if parameters.party_ballots_present { present } else { issued };
            check("P-18", collected, Op::AtMost, limit);
        }
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
        let formal = record.candidates.iter().filter(|one| one.formal.contains(&post));
        let candidates = i64::try_from(formal.count()).unwrap_or(i64::MAX);
        if !made || seats == 0 {
            continue;
        }
        let check = if party {
            if post != Post::Member {
                continue;
            }
            Check::new(record, "P-09", 5 * (candidates - seats), Op::AtLeast, seats)
        } else {
            if candidates == 0 {
                continue;
            }
            Check::new(record, "C-16", candidates, Op::More, seats)
        };
        checks.push(Check { post: Some(post), ..check });
    }
}
