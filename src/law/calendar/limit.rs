//! The limits of one step as the chosen rules set them, for those who judge a single event.

use chrono::NaiveDate;

use super::{Anchors, Direction, Side, Standing, Step, plan::Plan, table::ROWS};
use crate::{body::Body, reason::RuleId, rules::Rules, source::Source};

/// A limit that the chosen rules set, with its date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit<'r> {
    /// The date.
    pub on: NaiveDate,
    /// Latest, earliest, or on the day.
    pub direction: Direction,
    /// The rule of law.md.
    pub rule: RuleId,
    /// Law and article of the layer that sets it.
    pub source: &'r Source,
    /// In force where the law fixes it or a local rule sets it; guidance where it is a default of
    /// the chosen packs.
    pub layer: Standing,
}

/// The limits that the chosen rules set for a step, as far as they run from election day or from
/// an event that happened; nothing is planned, and other packs and practice are not asked.
///
/// A limit beyond the dates that can be represented lies on the first or the last of them.
pub fn limits<'r>(rules: &'r Rules, body: Body, anchors: &Anchors, step: Step) -> Vec<Limit<'r>> {
    let plan = Plan { rules, family: body.family(), anchors };
    let mut limits = Vec::new();
    for row in ROWS.iter().filter(|row| row.step == step) {
        let Some(set) = plan.own(row) else { continue };
        let events = if row.from == Step::Vote { vec![anchors.day] } else { plan.given(row.from) };
        limits.extend(events.into_iter().map(|event| {
            let beyond = match row.side {
                Side::Before => NaiveDate::MIN,
                Side::After => NaiveDate::MAX,
            };
            Limit {
                on: set.span.from(event, row.side, &anchors.working).unwrap_or(beyond),
                direction: row.direction,
                rule: RuleId(row.rule(plan.family)),
                source: set.source,
                layer: set.layer,
            }
        }));
    }
    limits
}
