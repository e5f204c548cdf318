//! The stages of an election, from the imported roll to the declared result, and the gates
//! between them (X-7: no procedure is simplified).
//!
//! ```mermaid
//! stateDiagram-v2
//!     [*] --> roll
//!     roll --> objections
//!     objections --> candidates
//!     candidates --> voting
//!     voting --> count
//!     count --> outcome
//!     outcome --> [*]
//! ```
//!
//! A stage is open until it is closed: the roll by posting it, the time of objections by sealing
//! the roll, the candidates by posting the formal list, voting by counting the ballots handed in
//! and out, the count by a definitive sheet, the outcome by declaring it. A gate lists all that
//! must hold for that, each with what was compared and the article; the page that shows a gate
//! and the act that passes it ask the same function.
//!
//! What blocks can be let pass by a special approval ([`Approval`]), which stays beside it.
//! What the chosen pack, the overlay or a local rule fixes blocks; their defaults warn. What lies
//! behind (a late decision, a void vote, a late notice) cannot be mended by holding the election
//! up: it warns and stays on record.

mod approve;
mod days;
mod judge;
mod what;

use chrono::NaiveDate;

pub use approve::{Approval, ApprovalKey, CannotAsk, Never, approved};
pub use what::What;

use crate::{
    body::{Body, Family, Post},
    facts::Facts,
    reason::{Op, RuleId},
    rules::Rules,
    source::Source,
};

/// A stage of an election.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stage {
    /// The roll is made; closed by posting it.
    Roll,
    /// Objections are heard; closed by sealing the roll.
    Objections,
    /// Candidates are found; closed by posting the formal list.
    Candidates,
    /// The vote; closed when all ballots are collected and accounted for.
    Voting,
    /// The count; closed when the sheet is definitive.
    Count,
    /// The outcome; closed by declaring it.
    Outcome,
}

/// What a requirement that fails does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Strength {
    /// Keeps the stage open.
    Block,
    /// Is shown and stays on record.
    Warning,
    /// Never fails: tells that the event was entered after its day.
    LateEntry,
}

/// What was compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compared {
    /// Two numbers.
    Numbers {
        /// Left side.
        left: i64,
        /// The comparison.
        op: Op,
        /// Right side.
        right: i64,
    },
    /// The day of an event with a limit.
    Days {
        /// The day of the event.
        happened: NaiveDate,
        /// The comparison.
        op: Op,
        /// The day it is compared with.
        limit: NaiveDate,
    },
    /// Whether something is done.
    Done(bool),
}

/// Something that must hold, and whether it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Requirement<'r> {
    /// What.
    pub what: What,
    /// What happens if it fails.
    pub strength: Strength,
    /// Whether it holds.
    pub holds: bool,
    /// The rule of law.md.
    pub rule: RuleId,
    /// Law and article of the layer that sets it.
    pub source: &'r Source,
    /// What was compared.
    pub compared: Compared,
    /// The post it is about.
    pub post: Option<Post>,
    /// The special approval 特批 that lets it pass though it fails.
    pub approved: Option<ApprovalKey>,
}

/// All that must hold to close a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gate<'r> {
    /// The stage.
    pub stage: Stage,
    /// Election day, from which limits are counted.
    pub election_on: NaiveDate,
    /// What must hold.
    pub requirements: Vec<Requirement<'r>>,
}

/// Where a stage stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Closed on that day.
    Done(NaiveDate),
    /// The first stage that is open.
    Now,
    /// Open, behind another one.
    Later,
}

/// The last day of closing a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due<'r> {
    /// The day.
    pub on: NaiveDate,
    /// The rule of law.md.
    pub rule: RuleId,
    /// Law and article of the layer that sets it.
    pub source: &'r Source,
    /// What the gate does once the day has passed.
    pub strength: Strength,
}

/// A stage on the rail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RailLine<'r> {
    /// The stage.
    pub stage: Stage,
    /// Where it stands.
    pub state: State,
    /// The last day of closing it, where a rule sets one; for objections the last day of deciding
    /// the first one that waits.
    pub due: Option<Due<'r>>,
    /// The last day of filing objections, where a rule sets one: by the posted roll, or by the last
    /// day of posting it.
    pub period: Option<Due<'r>>,
}

/// What must hold to close `stage` on the day `on` (as on paper), entered on `today`.
///
/// For a body whose stages are not there yet ([`Stage::of`]) the gate holds one requirement that
/// fails.
pub fn gate<'r>(
    stage: Stage,
    facts: &Facts,
    rules: &'r Rules,
    on: NaiveDate,
    today: NaiveDate,
) -> Gate<'r> {
    let mut requirements = judge::requirements(stage, facts, rules, on, today);
    approve::cover(stage, facts, &mut requirements);
    Gate { stage, election_on: facts.election_on, requirements }
}

/// V-07: the last day of filing an objection, where the rules fix one and `filed_on` lies after it.
pub fn objection_too_late<'r>(
    facts: &Facts,
    rules: &'r Rules,
    filed_on: NaiveDate,
) -> Option<Due<'r>> {
    let limit = days::too_late(rules, facts, filed_on)?;
    let strength = Strength::Warning;
    Some(Due { on: limit.on, rule: limit.rule, source: limit.source, strength })
}

/// What must hold to enter another day of closing for a stage that is closed: its own gate on that
/// day, and of the stage that was closed after it the order and whatever the new day would break.
pub fn correction<'r>(
    stage: Stage,
    facts: &Facts,
    rules: &'r Rules,
    on: NaiveDate,
    today: NaiveDate,
) -> Vec<Gate<'r>> {
    let own = gate(stage, facts, rules, on, today);
    let Some((next, day)) = stage.next().and_then(|next| Some((next, facts.closed_on(next)?)))
    else {
        return vec![own];
    };
    let before = gate(next, facts, rules, day, today);
    let mut after = gate(next, &facts.corrected(stage, on), rules, day, today);
    after.requirements.retain(|one| {
        one.what == What::InOrder || !one.holds && !before.failing().any(|was| was == one)
    });
    vec![own, after]
}

/// How many days ago a last day was, once it has passed: overdue 逾期. Rails, desks and tables ask this
/// one.
pub fn overdue(due_on: NaiveDate, today: NaiveDate) -> Option<i64> {
    Some((today - due_on).num_days()).filter(|days| *days > 0)
}

/// Where each stage stands, with the last day of closing it where a rule sets one.
pub fn rail<'r>(facts: &Facts, rules: &'r Rules) -> Vec<RailLine<'r>> {
    let now = Stage::now(facts);
    let line = |stage: Stage| {
        let state = match facts.closed_on(stage) {
            Some(day) => State::Done(day),
            None if now == Some(stage) => State::Now,
            None => State::Later,
        };
        let period = (stage == Stage::Objections).then(|| days::period(facts, rules)).flatten();
        RailLine { stage, state, due: days::due(stage, facts, rules), period }
    };
    Stage::of(facts.body).iter().copied().map(line).collect()
}

impl RailLine<'_> {
    /// How many days after its last day a stage was closed. What was the last day of deciding an
    /// objection is none of closing.
    pub fn late(&self) -> Option<i64> {
        let State::Done(on) = self.state else { return None };
        self.due.filter(|_| self.stage != Stage::Objections).and_then(|due| overdue(due.on, on))
    }

    /// How many days ago the last day of the open stage was, once it has passed.
    pub fn overdue(&self, today: NaiveDate) -> Option<i64> {
        self.due.filter(|_| self.state == State::Now).and_then(|due| overdue(due.on, today))
    }
}

impl Stage {
    /// All stages, in their order.
    pub const ALL: [Self; 6] =
        [Self::Roll, Self::Objections, Self::Candidates, Self::Voting, Self::Count, Self::Outcome];

    /// The stages of a body's election; none where they are not there yet.
    pub fn of(body: Body) -> &'static [Self] {
        if body.family() == Family::Villagers { &Self::ALL } else { &[] }
    }

    /// The first stage that is open; `None` once all are closed.
    pub fn now(facts: &Facts) -> Option<Self> {
        Self::of(facts.body).iter().copied().find(|stage| facts.closed_on(*stage).is_none())
    }

    /// The stage that follows.
    pub fn next(self) -> Option<Self> {
        match self {
            Self::Roll => Some(Self::Objections),
            Self::Objections => Some(Self::Candidates),
            Self::Candidates => Some(Self::Voting),
            Self::Voting => Some(Self::Count),
            Self::Count => Some(Self::Outcome),
            Self::Outcome => None,
        }
    }

    /// The stage before.
    pub fn previous(self) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.next() == Some(self))
    }

    /// The word in the store and, after `stage-`, in the words.
    pub fn word(self) -> &'static str {
        match self {
            Self::Roll => "roll",
            Self::Objections => "objections",
            Self::Candidates => "candidates",
            Self::Voting => "voting",
            Self::Count => "count",
            Self::Outcome => "outcome",
        }
    }

    /// The stage of that word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.word() == word)
    }
}

impl Strength {
    /// All strengths.
    pub const ALL: [Self; 3] = [Self::Block, Self::Warning, Self::LateEntry];

    /// The word that stands after `strength-` in the words.
    pub fn word(self) -> &'static str {
        match self {
            Self::Block => "block",
            Self::Warning => "warning",
            Self::LateEntry => "late-entry",
        }
    }
}

impl Compared {
    /// Whether the comparison holds.
    pub fn holds(self) -> bool {
        match self {
            Self::Numbers { left, op, right } => op.holds(left, right),
            Self::Days { happened, op, limit } => op.holds(happened, limit),
            Self::Done(done) => done,
        }
    }
}

impl<'r> Gate<'r> {
    /// Whether the stage may be closed: nothing that blocks fails, unless it was approved.
    pub fn passes(&self) -> bool {
        self.blocking().next().is_none()
    }

    /// What fails, in the order of the gate.
    pub fn failing(&self) -> impl Iterator<Item = &Requirement<'r>> {
        self.requirements.iter().filter(|requirement| !requirement.holds)
    }
}

#[cfg(test)]
mod tests;
