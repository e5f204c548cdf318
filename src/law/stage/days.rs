//! The last days of closing a stage, and what a limit does once it has passed.

use chrono::NaiveDate;

use super::{Due, Stage, Strength};
use crate::{
    calendar::{Anchors, Limit, Standing, Step, WorkingDays, limits},
    facts::{Facts, ObjectionFacts},
    rules::{Key, Layer, Rules},
};

/// The last day of closing a stage.
pub(super) fn due<'r>(stage: Stage, facts: &Facts, rules: &'r Rules) -> Option<Due<'r>> {
    let (step, strength) = deadline(stage);
    let limit = if stage == Stage::Objections {
        let waits = |one: &&ObjectionFacts| {
            one.decided_on.is_none() && too_late(rules, facts, one.filed_on).is_none()
        };
        let waiting = facts.roll.objections.iter().filter(waits);
        let limits = waiting.filter_map(|objection| decision_limit(rules, facts, *objection));
        limits.min_by_key(|limit| limit.on)?
    } else {
        first(set(rules, facts, Vec::new(), step))?
    };
    let strength = strength.unwrap_or_else(|| strength_of(&limit));
    Some(Due { on: limit.on, rule: limit.rule, source: limit.source, strength })
}

/// V-07: the last day of filing objections.
pub(super) fn period<'r>(facts: &Facts, rules: &'r Rules) -> Option<Due<'r>> {
    let posted = facts.roll.posted_on.or_else(|| Some(due(Stage::Roll, facts, rules)?.on))?;
    let limit = first(set(rules, facts, vec![(Step::RollPosted, posted)], Step::Objection))?;
    let strength = strength_of(&limit);
    Some(Due { on: limit.on, rule: limit.rule, source: limit.source, strength })
}

/// The dated step of a stage, and what its limit does where that does not follow from the layer
/// that sets it: what lies behind cannot be mended.
pub(super) fn deadline(stage: Stage) -> (Step, Option<Strength>) {
    match stage {
        Stage::Roll => (Step::RollPosted, None),
        Stage::Objections => (Step::Decision, Some(Strength::Warning)),
        Stage::Candidates => (Step::FormalList, None),
        Stage::Voting => (Step::Vote, None),
        Stage::Count => (Step::Count, Some(Strength::Warning)),
        Stage::Outcome => (Step::ResultPosted, Some(Strength::Warning)),
    }
}

/// V-08: the last day of deciding an objection.
pub(super) fn decision_limit<'r>(
    rules: &'r Rules,
    facts: &Facts,
    objection: ObjectionFacts,
) -> Option<Limit<'r>> {
    first(set(rules, facts, vec![(Step::Objection, objection.filed_on)], Step::Decision))
}

/// V-07: the last day of filing, where the chosen rules fix one and an objection was filed after
/// it. Such an objection may be heard, and holds nothing up.
pub(super) fn too_late<'r>(
    rules: &'r Rules,
    facts: &Facts,
    filed_on: NaiveDate,
) -> Option<Limit<'r>> {
    let posted = facts.roll.posted_on?;
    let limit = first(set(rules, facts, vec![(Step::RollPosted, posted)], Step::Objection))?;
    (strength_of(&limit) == Strength::Block && filed_on > limit.on).then_some(limit)
}

/// The limits of a step that run from election day or from what happened.
pub(super) fn set<'r>(
    rules: &'r Rules,
    facts: &Facts,
    happened: Vec<(Step, NaiveDate)>,
    step: Step,
) -> Vec<Limit<'r>> {
    let anchors = Anchors { day: facts.election_on, happened, working: WorkingDays::default() };
    limits(rules, facts.body, &anchors, step)
}

/// The limit that comes first; one in force goes before a default.
pub(super) fn first(limits: Vec<Limit<'_>>) -> Option<Limit<'_>> {
    limits.into_iter().min_by_key(|limit| (limit.layer, limit.on))
}

/// What is in force blocks; a default of the packs warns.
pub(super) fn strength_of(limit: &Limit<'_>) -> Strength {
    match limit.layer {
        Standing::InForce => Strength::Block,
        Standing::Guidance => Strength::Warning,
    }
}

/// The same for a value without a date: fixed by the law, or set by a local rule.
pub(super) fn strength_of_key(rules: &Rules, key: Key) -> Strength {
    let local = rules.entry(key).is_some_and(|(layer, _)| layer == Layer::Local);
    if local || rules.fixed_by(key).is_some() { Strength::Block } else { Strength::Warning }
}
