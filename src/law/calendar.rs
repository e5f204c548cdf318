//! The statutory calendar of an election day (law.md section 3).
//!
//! Every limit is a row of a table: a step, the event it runs from, and the value of the packs
//! that sets its length. What the chosen rules say is *in force*; what other packs, overlays and
//! local practice say is *guidance*. Given the days on which things happened, each limit is
//! judged. There is no clock here, and no list of holidays.

pub mod days;
mod limit;
mod plan;
pub mod step;
mod table;

use std::cmp::Ordering;

use chrono::NaiveDate;
use serde::Serialize;

pub use days::{Side, Span, WorkingDays};
pub use limit::{Limit, limits};
use plan::Plan;
pub use step::Step;
use table::{PRACTICE, Practice, ROWS};

use crate::{
    body::{Body, Family},
    reason::RuleId,
    rules::{Key, Rules},
    source::{Source, Tag},
};

/// What is known of an election: its day and what happened when.
#[derive(Clone, Debug)]
pub struct Anchors {
    /// Election day; for a Party organisation the day of the members' meeting.
    pub day: NaiveDate,
    /// Steps and events with their days, on paper or planned (`term_end`, `party_meeting`). A
    /// step may happen several times; the n-th decision answers the n-th objection.
    pub happened: Vec<(Step, NaiveDate)>,
    /// The working days.
    pub working: WorkingDays,
}

/// Which side of the limit is lawful.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// On the date or before it.
    Latest,
    /// On the date or after it.
    Earliest,
    /// On the date.
    OnTheDay,
}

/// Whether a limit binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Set by the chosen pack, overlay or local rules.
    InForce,
    /// Set elsewhere: another pack or overlay, the Party's rules, local practice.
    Guidance,
}

/// Who sets a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SetBy {
    /// A national law.
    Pack,
    /// A province's rules.
    Overlay,
    /// The county's or town's own rules.
    Local,
    /// Practice, or a rule outside the packs.
    Practice,
}

/// A limit against what happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(tag = "word", rename_all = "snake_case")]
pub enum Verdict {
    /// Lawful; with the days left to the last day, where there is a last day.
    OnTime {
        /// Days from the event to the last day.
        #[serde(skip_serializing_if = "Option::is_none")]
        days_left: Option<i64>,
    },
    /// Lawful, on the last day.
    LastDay,
    /// After the last day.
    Late {
        /// Days since the last day.
        days: i64,
    },
    /// Before the first day.
    TooEarly {
        /// Days to the first day.
        days: i64,
    },
}

/// One limit with its date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The date; none while the event it runs from has neither happened nor a planned day.
    pub date: Option<NaiveDate>,
    /// What is to be done.
    pub step: Step,
    /// The rule of law.md.
    pub rule: RuleId,
    /// Law and article, or the number of the local document.
    #[serde(serialize_with = "cited")]
    pub source: Source,
    /// How surely the source was read.
    pub tag: Tag,
    /// In force or guidance.
    pub layer: Standing,
    /// Who sets it.
    pub set_by: SetBy,
    /// The pack or overlay that sets it; none for local rules and practice.
    pub pack: Option<String>,
    /// Other packs and overlays with the same limit, for guidance.
    pub also: Vec<String>,
    /// The pack is a draft that no local rule has brought into force.
    pub draft: bool,
    /// The value that sets it; none where no pack holds one.
    pub key: Option<Key>,
    /// The event it runs from.
    pub from: Step,
    /// The day of that event.
    pub from_date: Option<NaiveDate>,
    /// That day is not given but the last lawful one.
    pub from_planned: bool,
    /// How long.
    pub span: Span,
    /// Before or after the event.
    pub side: Side,
    /// Latest, earliest, or on the day.
    pub direction: Direction,
    /// When it happened.
    pub happened: Option<NaiveDate>,
    /// The judgement; none while it has not happened or the limit has no date. That of guidance
    /// says whether the guidance was kept, not whether the law was.
    pub verdict: Option<Verdict>,
}

/// A limit lies beyond the dates that can be represented.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the limit of {} lies beyond the calendar", step.word())]
pub struct OutOfRange {
    /// The step.
    pub step: Step,
}

/// All limits of an election of that body, by date; those without a date come last.
///
/// # Errors
/// [`OutOfRange`] where a limit lies beyond the dates that can be represented.
pub fn calendar(rules: &Rules, body: Body, anchors: &Anchors) -> Result<Vec<Line>, OutOfRange> {
    let plan = Plan { rules, family: body.family(), anchors };
    let mut lines = Vec::new();
    for row in ROWS {
        for set in plan.settings(row) {
            plan.date(&set.line(row, plan.family), set.by, &mut lines)?;
        }
    }
    for practice in PRACTICE.iter().filter(|practice| practice.governs(plan.family)) {
        let line = practice.line();
        let same = |known: &Line| {
            (known.step, known.from, known.side, known.span)
                == (line.step, line.from, line.side, line.span)
        };
        if !lines.iter().any(same) {
            plan.date(&line, None, &mut lines)?;
        }
    }
    lines.sort_by_key(|line| (line.date.is_none(), line.date, line.layer, line.step));
    Ok(lines)
}

/// The steps and events that happened and that no line dates or counts from: nothing judges them.
pub fn unjudged(lines: &[Line], anchors: &Anchors) -> Vec<(Step, NaiveDate)> {
    let asked = |step| lines.iter().any(|line| line.step == step || line.from == step);
    anchors.happened.iter().copied().filter(|(step, _)| !asked(*step)).collect()
}

/// Judges an event against a limit.
pub fn judge(limit: NaiveDate, direction: Direction, happened: NaiveDate) -> Verdict {
    let left = limit.signed_duration_since(happened).num_days();
    match (direction, left.cmp(&0)) {
        (Direction::Latest, Ordering::Equal) => Verdict::LastDay,
        (Direction::Latest, Ordering::Greater) => Verdict::OnTime { days_left: Some(left) },
        (Direction::Earliest | Direction::OnTheDay, Ordering::Greater) => {
            Verdict::TooEarly { days: left }
        }
        (Direction::Latest | Direction::OnTheDay, Ordering::Less) => Verdict::Late { days: -left },
        _ => Verdict::OnTime { days_left: None },
    }
}

impl Practice {
    fn governs(&self, family: Family) -> bool {
        self.family.map_or(family != Family::Party, |own| own == family)
    }

    fn line(&self) -> Line {
        let source = Source { law: self.law.into(), article: self.article.into(), tag: self.tag };
        Line {
            date: None,
            step: self.step,
            rule: RuleId(self.rule),
            source,
            tag: self.tag,
            layer: Standing::Guidance,
            set_by: SetBy::Practice,
            pack: None,
            also: Vec::new(),
            draft: false,
            key: None,
            from: self.from,
            from_date: None,
            from_planned: false,
            span: Span::Days(self.days),
            side: self.side,
            direction: Direction::Latest,
            happened: None,
            verdict: None,
        }
    }
}

/// The laws that the table of practice cites.
#[cfg(test)]
pub(crate) fn practice_laws() -> impl Iterator<Item = &'static str> {
    PRACTICE.iter().map(|practice| practice.law)
}

fn cited<S: serde::Serializer>(source: &Source, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(source)
}

#[cfg(test)]
mod tests;
