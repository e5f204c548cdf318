//! Whether a vote is valid: turnout, ballots, quorum, difference (decide.md section 3).
//!
//! Where the law of residents' committees is silent, the rules of villages serve: C-02, C-16.

use super::record::{Base, Record};
use crate::{
    body::{Body, Family, Post, Round},
    meeting,
    reason::{Op, RuleId},
    rules::{Key, parameters::Participants},
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
                let (left, right) = meeting::HALF.sides(voted, registered.into());
                check("C-01", left, meeting::HALF.op, right);
            }
            check("C-02", collected, Op::AtMost, issued);
        }
        Base::Residents { registered, present, .. } => {
            if record.round != Round::TieRevote {
                let quorum = meeting::residents_quorum(parameters.quorum);
                let (left, right) = quorum.sides(present.into(), registered.into());
                check("R-05", left, quorum.op, right);
            }
            check("C-02", collected, Op::AtMost, issued);
        }
        Base::Party { full_members, exempt, present } => {
            let present = i64::from(present);
            if record.body == Body::PartyPlenary {
                if let Some((quorum, _)) = record.rules.share(Key::PlenaryQuorum) {
                    let (left, right) = quorum.sides(present, full_members.into());
                    check("P-25", left, quorum.op, right);
                }
            } else {
                let quorum = meeting::party_quorum(parameters.party_quorum_at_least);
                let (left, right) = quorum.sides(present, i64::from(full_members - exempt));
                check("P-11", left, quorum.op, right);
            }
            let limit = if parameters.party_ballots_present { present } else { issued };
            check("P-18", collected, Op::AtMost, limit);
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
            let (left, right) = share.sides(candidates - seats, seats);
            Check::new(record, "P-09", left, share.op, right)
        } else {
            if candidates == 0 {
                continue;
            }
            Check::new(record, "C-16", candidates, Op::More, seats)
        };
        checks.push(Check { post: Some(post), ..check });
    }
}
