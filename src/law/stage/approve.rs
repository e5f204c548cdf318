//! Special approvals 特批: what blocks and yet is let pass by a higher body, for a reason and in
//! public. The comparison stays as it failed; the approval stands beside it.
//!
//! An approval is of one requirement of one stage, and of the comparison that was asked about: what
//! misses the rule by more is not covered, and what holds needs none. The outcome's arithmetic, the
//! rights of voters and candidates, and the order of the stages cannot be approved away.

use chrono::NaiveDate;

use super::{Compared, Gate, Requirement, Stage, Strength, What, gate};
use crate::{body::Post, facts::Facts, reason::Op, rules::Rules};

/// The key of an approval in the records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ApprovalKey(pub i64);

/// A special approval that was agreed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Approval {
    /// Its key.
    pub key: ApprovalKey,
    /// The stage that may be closed.
    pub stage: Stage,
    /// What is let pass.
    pub what: What,
    /// The post it is about.
    pub post: Option<Post>,
    /// What was compared when it was asked for.
    pub compared: Compared,
}

/// Why nobody can approve a requirement away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Never {
    /// The stages of this body are not carried: there is nothing to close.
    NotCarried,
    /// Without voters and seats there is no election.
    Nobody,
    /// stages are closed one after the other, and the result follows the vote.
    Order,
    /// A right of voters and candidates: to stand on one roll, to object and be answered, to be told of corrections, to be
    /// elected only by the own electors.
    Right,
    /// The count's sums and the comparisons of the outcome (C-01, C-02, C-16): no approval changes a
    /// number.
    Arithmetic,
    /// H2: two persons enter the sheet.
    TwoEntries,
    /// What has not happened yet cannot be entered.
    Clock,
}

impl Never {
    /// All reasons.
    pub const ALL: [Self; 7] = [
        Self::NotCarried,
        Self::Nobody,
        Self::Order,
        Self::Right,
        Self::Arithmetic,
        Self::TwoEntries,
        Self::Clock,
    ];

    /// The word that stands after `approval-never-` in the words.
    pub fn word(self) -> &'static str {
        match self {
            Self::NotCarried => "not-carried",
            Self::Nobody => "nobody",
            Self::Order => "order",
            Self::Right => "right",
            Self::Arithmetic => "arithmetic",
            Self::TwoEntries => "two-entries",
            Self::Clock => "clock",
        }
    }
}

impl What {
    /// Why nobody can approve it away; `None` for limits of time and for what a province asks beyond
    /// the national law, which a higher body may let pass.
    pub fn never(self) -> Option<Never> {
        match self {
            Self::BodyCarried => Some(Never::NotCarried),
            Self::RollHasVoters | Self::SeatsSet | Self::SeatsWithin => Some(Never::Nobody),
            Self::RollPosted
            | Self::RollSealed
            | Self::ListPosted
            | Self::VotingClosed
            | Self::CountClosed
            | Self::CorrectedBefore
            | Self::NoticedBefore
            | Self::SettledBefore
            | Self::InOrder
            | Self::DeclaredAfterVote => Some(Never::Order),
            Self::OnOneRoll
            | Self::ObjectionsOver
            | Self::ObjectionsDecided
            | Self::CorrectionsPosted
            | Self::CandidatesOnRoll => Some(Never::Right),
            Self::MoreCandidates
            | Self::BallotsPrinted
            | Self::BallotsIssued
            | Self::BallotsCollected
            | Self::BallotsAddUp
            | Self::CollectedWithinPrinted
            | Self::CollectedWithinIssued
            | Self::Turnout
            | Self::SheetIssued
            | Self::SheetCollected
            | Self::WrittenNamesClear
            | Self::WrittenNamesConfirmed
            | Self::OutcomeDecided => Some(Never::Arithmetic),
            Self::SheetDefinitive | Self::SheetRequestsAnswered => Some(Never::TwoEntries),
            Self::NotInFuture | Self::EnteredLate => Some(Never::Clock),
            Self::RollPostedInTime
            | Self::DecisionInTime
            | Self::ObjectionFiledLate
            | Self::EnoughCandidates
            | Self::NotTooManyCandidates
            | Self::ListPostedInTime
            | Self::CandidatesForOnePost
            | Self::VotedOnTheDay
            | Self::CountedOnTheDay
            | Self::NamesSaidOnTheDay
            | Self::ResultPostedInTime => None,
        }
    }
}

/// Why an approval cannot be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CannotAsk {
    /// Nobody can approve it away.
    Never(Never),
    /// It does not keep the stage open.
    NotNeeded,
    /// It is approved already.
    Approved,
}

impl<'r> Gate<'r> {
    /// The requirement that an approval is asked for.
    ///
    /// # Errors
    /// It cannot be asked for.
    pub fn asked(&self, what: What, post: Option<Post>) -> Result<&Requirement<'r>, CannotAsk> {
        if let Some(never) = what.never() {
            return Err(CannotAsk::Never(never));
        }
        let of = |one: &&Requirement<'r>| one.what == what && one.post == post;
        let found = self.failing().find(of).ok_or(CannotAsk::NotNeeded)?;
        if found.strength != Strength::Block {
            Err(CannotAsk::NotNeeded)
        } else if found.approved.is_some() {
            Err(CannotAsk::Approved)
        } else {
            Ok(found)
        }
    }

    /// What keeps the stage open: fails, blocks, and nobody has approved it.
    pub fn blocking(&self) -> impl Iterator<Item = &Requirement<'r>> {
        self.failing().filter(|one| one.strength == Strength::Block && one.approved.is_none())
    }
}

/// What was let pass by a special approval to close the stages that are closed.
pub fn approved<'r>(
    facts: &Facts,
    rules: &'r Rules,
    today: NaiveDate,
) -> Vec<(Stage, Requirement<'r>)> {
    let closed = Stage::of(facts.body).iter().filter_map(|stage| {
        let on = facts.closed_on(*stage)?;
        let passed = gate(*stage, facts, rules, on, today).requirements;
        Some(passed.into_iter().filter(|one| one.approved.is_some()).map(|one| (*stage, one)))
    });
    closed.flatten().collect()
}

/// Puts the approvals beside what they let pass.
pub(super) fn cover(stage: Stage, facts: &Facts, requirements: &mut [Requirement<'_>]) {
    for one in requirements {
        let blocks = !one.holds && one.strength == Strength::Block;
        if !blocks || one.what.never().is_some() {
            continue;
        }
        let covering = facts.approvals.iter().find(|approval| {
            (approval.stage, approval.what, approval.post) == (stage, one.what, one.post)
                && one.compared.within(approval.compared)
        });
        one.approved = covering.map(|approval| approval.key);
    }
}

impl Compared {
    /// Whether a comparison misses by no more than another one, which was approved.
    fn within(self, approved: Self) -> bool {
        match (self, approved) {
            (
                Self::Numbers { left, op, right },
                Self::Numbers { left: least, op: of, right: most },
            ) => op == of && no_worse(op, (left, right), (least, most)),
            (
                Self::Days { happened, op, limit },
                Self::Days { happened: least, op: of, limit: most },
            ) => op == of && no_worse(op, (happened, limit), (least, most)),
            _ => false,
        }
    }
}

/// Whether `left op right` misses by no more than what was approved.
fn no_worse<T: Ord>(op: Op, (left, right): (T, T), (approved, by): (T, T)) -> bool {
    match op {
        Op::More | Op::AtLeast => left >= approved && right <= by,
        Op::AtMost => left <= approved && right >= by,
        Op::Equal => left == approved && right == by,
    }
}
