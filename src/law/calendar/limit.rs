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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        body::Family,
        calendar::{Line, WorkingDays, calendar},
    };

    fn anchors(day: NaiveDate, happened: Vec<(Step, NaiveDate)>) -> Anchors {
        Anchors { day, happened, working: WorkingDays::default() }
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_limits_of_a_step_are_those_of_the_calendar() {
        let rules = Rules::new(Family::Villagers, "VC18", Some("ZJ20")).unwrap();
        let body = Body::VillagersCommittee;
        let happened = [Step::RollPosted, Step::Objection, Step::TermEnd, Step::FormalList];
        let happened = happened.map(|step| (step, day("2020-10-30"))).to_vec();
        let anchors = anchors(day("2020-11-20"), happened);
        let lines = calendar(&rules, body, &anchors).unwrap();
        for &step in &[
            Step::RollPosted,
            Step::Objection,
            Step::Decision,
            Step::FormalList,
            Step::Withdrawal,
            Step::Vote,
            Step::Count,
            Step::ResultPosted,
        ] {
            let chosen = |line: &&Line| line.step == step && line.layer == Standing::InForce;
            let mut expected: Vec<_> = lines
                .iter()
                .filter(chosen)
                .map(|line| (line.date.unwrap(), line.rule.0, line.source.cite()))
                .collect();
            let mut found: Vec<_> = limits(&rules, body, &anchors, step)
                .iter()
                .map(|limit| (limit.on, limit.rule.0, limit.source.cite()))
                .collect();
            expected.sort();
            found.sort();
            assert!(!found.is_empty(), "{step:?}");
            assert_eq!(found, expected, "{step:?}");
        }
    }

    #[test]
    fn a_limit_from_an_event_that_did_not_happen_is_not_known() {
        let rules = Rules::new(Family::Villagers, "VC18", Some("ZJ20")).unwrap();
        let anchors = anchors(day("2020-11-20"), Vec::new());
        assert_eq!(limits(&rules, Body::VillagersCommittee, &anchors, Step::Objection), []);
    }

    #[test]
    fn a_limit_beyond_the_calendar_lies_on_its_end() {
        let rules = Rules::new(Family::Villagers, "VC18", None).unwrap();
        let body = Body::VillagersCommittee;
        let early = anchors(NaiveDate::MIN, Vec::new());
        assert_eq!(limits(&rules, body, &early, Step::RollPosted)[0].on, NaiveDate::MIN);
        let late = anchors(NaiveDate::MAX, vec![(Step::RollPosted, NaiveDate::MAX)]);
        assert_eq!(limits(&rules, body, &late, Step::Objection)[0].on, NaiveDate::MAX);
    }
}
