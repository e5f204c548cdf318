use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::{
    facts::{
        BallotFacts, CandidateFacts, CountFacts, ObjectionFacts, PostFacts, RollFacts, SheetFacts,
    },
    rules::Pack,
};

mod approve;
mod drawing;
mod property;
mod words;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn rules(pack: &str, overlay: Option<&str>) -> Rules {
    Rules::new(Family::Villagers, pack, overlay).unwrap()
}

fn zhejiang() -> Rules {
    rules("VC18", Some("ZJ20"))
}

/// A province that asks two more candidates for the members.
fn more_asked() -> Rules {
    let text = r#"
        id = "MORE"
        kind = "overlay"
        family = "villagers"
        province = "33"
        from = "2020-01-01"
        title = { zh = "省", en = "province" }
        [values]
        members_more = { value = 2, law = "MORE", article = "3", tag = "V", fixed = true }
    "#;
    let overlay: &'static Pack = Box::leak(Box::new(Pack::parse(text).unwrap()));
    Rules { overlay: Some(overlay), ..rules("VC18", None) }
}

const D: &str = "2020-11-20";

/// An election in which each stage was closed on its last day, or on its first.
fn done() -> Facts {
    let post = |post, seats, formal| PostFacts { post, seats, formal };
    Facts {
        body: Body::VillagersCommittee,
        election_on: day(D),
        roll: RollFacts {
            voters: 1000,
            posted_on: Some(day("2020-10-31")),
            objections: vec![objection("2020-11-05", Some("2020-11-08"))],
            corrections_unposted: 0,
            prepared_on: Some(day("2020-10-20")),
            corrected_on: Some(day("2020-10-31")),
            noticed_on: Some(day("2020-10-31")),
            settled_on: Some(day("2020-10-31")),
            on_other_rolls: 0,
            sealed_on: Some(day("2020-11-08")),
        },
        posts: vec![post(Post::Director, 1, 2), post(Post::Deputy, 0, 0), post(Post::Member, 3, 4)],
        candidates: CandidateFacts {
            posted_on: Some(day("2020-11-15")),
            not_on_roll: 0,
            for_two_posts: 0,
        },
        ballots: BallotFacts {
            printed: 1010,
            issued: 700,
            unused: 300,
            spoiled: 10,
            collected: 690,
            closed_on: Some(day(D)),
        },
        count: CountFacts {
            sheet: SheetFacts::Definitive,
            issued: Some(700),
            collected: Some(690),
            closed_on: Some(day(D)),
            decided: true,
            ..CountFacts::default()
        },
        declared_on: Some(day("2020-11-21")),
        approvals: Vec::new(),
    }
}

fn objection(filed: &str, decided: Option<&str>) -> ObjectionFacts {
    ObjectionFacts { filed_on: day(filed), decided_on: decided.map(day), first_decided_on: None }
}

/// The gate of the stage, entered on the day itself.
fn at<'r>(stage: Stage, facts: &Facts, rules: &'r Rules, on: &str) -> Gate<'r> {
    gate(stage, facts, rules, day(on), day(on))
}

fn all<'g, 'r>(gate: &'g Gate<'r>, what: What) -> Vec<&'g Requirement<'r>> {
    gate.requirements.iter().filter(|requirement| requirement.what == what).collect()
}

fn one<'g, 'r>(gate: &'g Gate<'r>, what: What) -> &'g Requirement<'r> {
    let found = all(gate, what);
    assert_eq!(found.len(), 1, "{what:?} in {gate:?}");
    found[0]
}

fn failing(gate: &Gate<'_>) -> Vec<(What, Strength)> {
    gate.failing().map(|requirement| (requirement.what, requirement.strength)).collect()
}

fn cited(requirement: &Requirement<'_>) -> (&'static str, String) {
    (requirement.rule.0, requirement.source.cite())
}

fn numbers(left: i64, op: Op, right: i64) -> Compared {
    Compared::Numbers { left, op, right }
}

fn days(happened: &str, op: Op, limit: &str) -> Compared {
    Compared::Days { happened: day(happened), op, limit: day(limit) }
}

/// The facts with a change.
fn with(change: impl FnOnce(&mut Facts)) -> Facts {
    let mut facts = done();
    change(&mut facts);
    facts
}

#[test]
fn a_corrected_day_is_judged_as_if_closed_on_it_and_with_the_stage_after_it() {
    let (facts, rules, today) = (done(), zhejiang(), day("2020-12-01"));
    let judged = |stage, on: &str| {
        let gates = correction(stage, &facts, &rules, day(on), today);
        gates.iter().all(Gate::passes)
    };
    // posted on 31 October, sealed on 8 November
    assert!(judged(Stage::Roll, "2020-10-30"));
    assert!(!judged(Stage::Roll, "2020-11-01"), "later than the last day of posting");
    assert!(!judged(Stage::Objections, "2020-10-30"), "before the roll was posted");
    assert!(!judged(Stage::Objections, "2020-11-18"), "after the list was posted");
    assert!(judged(Stage::Objections, "2020-11-09"));
    // objections could be filed until the fifth day after posting: sealing would break
    let late = Facts { election_on: day("2020-12-20"), ..facts.clone() };
    let gates = correction(Stage::Roll, &late, &rules, day("2020-11-04"), today);
    let broken: Vec<_> = gates[1].failing().map(|one| one.what).collect();
    assert_eq!((gates[1].stage, broken), (Stage::Objections, vec![What::ObjectionsOver]));
}

#[test]
fn an_election_held_by_the_book_passes_every_gate() {
    let (rules, facts) = (zhejiang(), done());
    for stage in Stage::ALL {
        let on = facts.closed_on(stage).unwrap();
        let gate = gate(stage, &facts, &rules, on, on);
        assert!(gate.passes(), "{stage:?}");
        assert_eq!(failing(&gate), [], "{stage:?}");
        assert_eq!(all(&gate, What::EnteredLate).len(), 0);
    }
}

#[test]
fn the_roll_is_posted_twenty_days_before_the_election() {
    let (rules, facts) = (zhejiang(), done());
    let last = at(Stage::Roll, &facts, &rules, "2020-10-31");
    let posted = one(&last, What::RollPostedInTime);
    assert!(last.passes() && posted.holds);
    assert_eq!(posted.compared, days("2020-10-31", Op::AtMost, "2020-10-31"));
    assert_eq!(cited(posted), ("V-06", "VC18 art. 14".into()));
    let late = at(Stage::Roll, &facts, &rules, "2020-11-01");
    assert!(!late.passes());
    assert_eq!(failing(&late), [(What::RollPostedInTime, Strength::Block)]);
}

#[test]
fn w15_the_act_of_1998_counts_the_same_twenty_days() {
    let rules = rules("VC98", None);
    let facts = with(|facts| {
        facts.election_on = day("2008-05-08");
        // nothing was done to the roll of that year yet
        facts.roll.prepared_on = None;
    });
    let last = at(Stage::Roll, &facts, &rules, "2008-04-18");
    assert!(last.passes());
    assert_eq!(cited(one(&last, What::RollPostedInTime)), ("V-06", "VC98 art. 12".into()));
    let late = at(Stage::Roll, &facts, &rules, "2008-04-19");
    assert_eq!(failing(&late), [(What::RollPostedInTime, Strength::Block)]);
}

#[test]
fn a_roll_without_voters_is_not_posted_and_people_of_other_rolls_are_told() {
    let rules = zhejiang();
    let empty = with(|facts| facts.roll.voters = 0);
    let empty = at(Stage::Roll, &empty, &rules, "2020-10-31");
    assert_eq!(failing(&empty), [(What::RollHasVoters, Strength::Block)]);
    let one_voter = with(|facts| facts.roll.voters = 1);
    assert!(at(Stage::Roll, &one_voter, &rules, "2020-10-31").passes());

    let twice = with(|facts| facts.roll.on_other_rolls = 1);
    let gate = at(Stage::Roll, &twice, &rules, "2020-10-31");
    assert_eq!(failing(&gate), [(What::OnOneRoll, Strength::Warning)], "perhaps another person");
    assert_eq!(one(&gate, What::OnOneRoll).compared, numbers(1, Op::AtMost, 0));
    let gate = at(Stage::Objections, &twice, &rules, "2020-11-08");
    assert_eq!(failing(&gate), [(What::OnOneRoll, Strength::Warning)], "also once it is posted");
    assert_eq!(cited(one(&gate, What::OnOneRoll)), ("V-04", "ZJ20 art. 13".into()));
}

#[test]
fn the_roll_is_sealed_once_the_time_of_objections_has_passed() {
    let rules = zhejiang();
    let facts = with(|facts| facts.roll.objections.clear());
    let fifth = at(Stage::Objections, &facts, &rules, "2020-11-05");
    assert_eq!(failing(&fifth), [(What::ObjectionsOver, Strength::Block)]);
    let over = one(&fifth, What::ObjectionsOver);
    assert_eq!(over.compared, days("2020-11-05", Op::More, "2020-11-05"));
    assert_eq!(cited(over), ("V-07", "VC18 art. 14".into()));
    assert!(at(Stage::Objections, &facts, &rules, "2020-11-06").passes());
}

#[test]
fn the_act_of_1998_knows_no_objections_so_their_time_only_warns() {
    let rules = rules("VC98", None);
    let facts = with(|facts| facts.roll.objections.clear());
    let gate = at(Stage::Objections, &facts, &rules, "2020-11-05");
    assert_eq!(failing(&gate), [(What::ObjectionsOver, Strength::Warning)]);
    assert_eq!(one(&gate, What::ObjectionsOver).source.law, "practice");
}

#[test]
fn an_open_objection_keeps_the_roll_open_under_every_law() {
    for rules in [zhejiang(), rules("VC98", None)] {
        let open = with(|facts| facts.roll.objections.push(objection("2020-11-05", None)));
        let gate = at(Stage::Objections, &open, &rules, "2020-11-09");
        assert_eq!(failing(&gate), [(What::ObjectionsDecided, Strength::Block)]);
        assert_eq!(one(&gate, What::ObjectionsDecided).compared, numbers(1, Op::AtMost, 0));
    }
}

#[test]
fn w15_an_objection_that_came_too_late_is_told_and_holds_nothing_up() {
    let rules = zhejiang();
    let facts = with(|facts| facts.roll.objections.push(objection("2020-11-06", None)));
    let gate = at(Stage::Objections, &facts, &rules, "2020-11-09");
    assert!(gate.passes());
    assert_eq!(failing(&gate), [(What::ObjectionFiledLate, Strength::Warning)]);
    let late = one(&gate, What::ObjectionFiledLate);
    assert_eq!(late.compared, days("2020-11-06", Op::AtMost, "2020-11-05"));
    assert_eq!(cited(late), ("V-07", "VC18 art. 14".into()));
    // nobody has to decide it, and so nobody by a day
    let rail = rail(&facts, &rules);
    assert_eq!(rail[1].due, None);
    let told = |on| objection_too_late(&facts, &rules, day(on)).map(|due| due.on);
    assert_eq!((told("2020-11-05"), told("2020-11-06")), (None, Some(day("2020-11-05"))));
    // once decided it is told no more
    let facts = with(|facts| {
        facts.roll.objections.push(objection("2020-11-06", Some("2020-11-07")));
    });
    assert_eq!(failing(&at(Stage::Objections, &facts, &rules, "2020-11-09")), []);
}

#[test]
fn where_the_law_fixes_no_time_of_objections_none_is_too_late() {
    let rules = rules("VC98", None);
    let facts = with(|facts| facts.roll.objections = vec![objection("2020-11-06", None)]);
    let gate = at(Stage::Objections, &facts, &rules, "2020-11-09");
    assert_eq!(failing(&gate), [(What::ObjectionsDecided, Strength::Block)]);
    assert_eq!(objection_too_late(&facts, &rules, day("2020-11-06")), None);
}

#[test]
fn an_objection_decided_anew_was_in_time_when_its_first_decision_was() {
    let rules = zhejiang();
    let mut facts = done();
    facts.roll.sealed_on = None;
    let mut late = objection("2020-11-02", Some("2020-11-09"));
    facts.roll.objections = vec![late];
    let in_time = |facts: &Facts| {
        let gate = gate(Stage::Objections, facts, &rules, day("2020-11-10"), day("2020-12-01"));
        let found = gate.requirements.iter().find(|one| one.what == What::DecisionInTime);
        found.expect("a decision").holds
    };
    assert!(!in_time(&facts));
    late.first_decided_on = Some(day("2020-11-04"));
    facts.roll.objections = vec![late];
    assert!(in_time(&facts));
}

#[test]
fn a_roll_is_not_closed_as_of_a_day_before_what_was_done_to_it() {
    let rules = zhejiang();
    let after = Some(day("2020-11-10"));
    for (what, change) in [
        (What::CorrectedBefore, (|roll, on| roll.corrected_on = on) as fn(&mut RollFacts, _)),
        (What::NoticedBefore, |roll, on| roll.noticed_on = on),
        (What::SettledBefore, |roll, on| roll.settled_on = on),
    ] {
        let facts = with(|facts| change(&mut facts.roll, after));
        let early = at(Stage::Objections, &facts, &rules, "2020-11-09");
        assert_eq!(failing(&early), [(what, Strength::Block)]);
        assert_eq!(one(&early, what).compared, days("2020-11-09", Op::AtLeast, "2020-11-10"));
        assert_eq!(cited(one(&early, what)).0, "X-7");
        assert_eq!(failing(&at(Stage::Objections, &facts, &rules, "2020-11-10")), []);
    }
    let facts = with(|facts| facts.roll.prepared_on = Some(day("2020-10-30")));
    let early = at(Stage::Roll, &facts, &rules, "2020-10-29");
    assert_eq!(failing(&early), [(What::CorrectedBefore, Strength::Block)]);
    assert_eq!(failing(&at(Stage::Roll, &facts, &rules, "2020-10-30")), []);
    // what was done after the posting does not belong to it
    let facts = with(|facts| facts.roll.corrected_on = after);
    assert_eq!(failing(&at(Stage::Roll, &facts, &rules, "2020-10-30")), []);
}

#[test]
fn corrections_that_no_notice_has_told_warn_before_the_roll_is_sealed() {
    let rules = zhejiang();
    let mut facts = done();
    facts.roll.corrections_unposted = 2;
    let gate = gate(Stage::Objections, &facts, &rules, day("2020-11-10"), day("2020-12-01"));
    let told = gate.requirements.iter().find(|one| one.what == What::CorrectionsPosted);
    let told = told.expect("it is asked");
    assert_eq!((told.holds, told.strength, told.rule), (false, Strength::Warning, RuleId("V-08")));
    assert_eq!(told.compared, Compared::Numbers { left: 2, op: Op::AtMost, right: 0 });
}

#[test]
fn an_objection_decided_after_the_sealing_was_open_at_the_sealing() {
    let rules = zhejiang();
    let gate = at(Stage::Objections, &done(), &rules, "2020-11-07");
    assert_eq!(failing(&gate), [(What::ObjectionsDecided, Strength::Block)]);
    assert!(at(Stage::Objections, &done(), &rules, "2020-11-08").passes());
}

#[test]
fn a_late_decision_warns_and_names_the_days() {
    let rules = zhejiang();
    let in_time = at(Stage::Objections, &done(), &rules, "2020-11-10");
    let nearest = one(&in_time, What::DecisionInTime);
    assert!(nearest.holds);
    assert_eq!(nearest.compared, days("2020-11-08", Op::AtMost, "2020-11-08"));
    assert_eq!(cited(nearest), ("V-08", "VC18 art. 14".into()));

    let facts = with(|facts| {
        facts.roll.objections.push(objection("2020-11-03", Some("2020-11-07")));
        facts.roll.objections.push(objection("2020-11-04", Some("2020-11-10")));
    });
    let late = at(Stage::Objections, &facts, &rules, "2020-11-10");
    assert!(late.passes());
    let named: Vec<_> = all(&late, What::DecisionInTime).iter().map(|it| it.compared).collect();
    assert_eq!(
        named,
        [
            days("2020-11-07", Op::AtMost, "2020-11-06"),
            days("2020-11-10", Op::AtMost, "2020-11-07"),
        ]
    );
    assert_eq!(failing(&late), [(What::DecisionInTime, Strength::Warning); 2]);
}

#[test]
fn of_decisions_in_time_the_one_nearest_to_its_limit_is_shown() {
    let rules = zhejiang();
    let facts = with(|facts| {
        facts.roll.objections = vec![
            objection("2020-11-02", Some("2020-11-03")),
            objection("2020-11-03", Some("2020-11-05")),
            objection("2020-11-05", Some("2020-11-06")),
        ];
    });
    let gate = at(Stage::Objections, &facts, &rules, "2020-11-06");
    let shown = one(&gate, What::DecisionInTime);
    assert_eq!(shown.compared, days("2020-11-05", Op::AtMost, "2020-11-06"));
}

#[test]
fn the_formal_list_is_posted_five_days_before_the_election() {
    let (rules, facts) = (zhejiang(), done());
    let last = at(Stage::Candidates, &facts, &rules, "2020-11-15");
    assert!(last.passes());
    assert_eq!(cited(one(&last, What::ListPostedInTime)), ("V-35", "ZJ20 art. 18".into()));
    let late = at(Stage::Candidates, &facts, &rules, "2020-11-16");
    assert_eq!(failing(&late), [(What::ListPostedInTime, Strength::Block)]);
}

#[test]
fn without_a_provinces_rule_the_day_of_the_list_is_practice_and_warns() {
    let rules = rules("VC18", None);
    let late = at(Stage::Candidates, &done(), &rules, "2020-11-16");
    assert_eq!(failing(&late), [(What::ListPostedInTime, Strength::Warning)]);
    assert!(late.passes());
}

#[test]
fn where_no_layer_sets_a_limit_nothing_is_asked() {
    let text = r#"
        id = "VCT"
        kind = "national"
        family = "villagers"
        from = "1998-11-04"
        title = { zh = "国", en = "national" }
    "#;
    let pack: &'static Pack = Box::leak(Box::new(Pack::parse(text).unwrap()));
    let rules = Rules { pack, overlay: None, local: None };
    let facts = done();
    for (stage, what) in [
        (Stage::Roll, What::RollPostedInTime),
        (Stage::Objections, What::ObjectionsOver),
        (Stage::Objections, What::DecisionInTime),
        (Stage::Candidates, What::ListPostedInTime),
        (Stage::Candidates, What::EnoughCandidates),
        (Stage::Candidates, What::NotTooManyCandidates),
        (Stage::Count, What::CountedOnTheDay),
        (Stage::Outcome, What::ResultPostedInTime),
    ] {
        assert_eq!(all(&at(stage, &facts, &rules, D), what), Vec::<&Requirement<'_>>::new());
    }
    let dues: Vec<_> = rail(&facts, &rules).iter().map(|line| line.due.map(|due| due.on)).collect();
    assert_eq!(dues, [None, None, None, Some(day(D)), None, None]);
}

#[test]
fn each_post_needs_more_candidates_than_seats() {
    let rules = zhejiang();
    let facts = with(|facts| facts.posts[2].formal = 3);
    let gate = at(Stage::Candidates, &facts, &rules, "2020-11-15");
    let posts = all(&gate, What::MoreCandidates);
    assert_eq!(
        posts.iter().map(|it| it.post).collect::<Vec<_>>(),
        [Some(Post::Director), Some(Post::Member)]
    );
    assert!(posts[0].holds);
    assert_eq!(posts[1].compared, numbers(3, Op::More, 3));
    assert_eq!(cited(posts[1]), ("V-33", "VC18 art. 15".into()));
    assert_eq!(failing(&gate), [(What::MoreCandidates, Strength::Block)]);
}

#[test]
fn a_province_bounds_the_difference() {
    let rules = rules("VC18", Some("HN"));
    let facts = with(|facts| facts.posts[0].formal = 3);
    let gate = at(Stage::Candidates, &facts, &rules, "2020-11-15");
    assert_eq!(failing(&gate), [(What::NotTooManyCandidates, Strength::Block)]);
    let bound = all(&gate, What::NotTooManyCandidates)[0];
    assert_eq!(bound.compared, numbers(3, Op::AtMost, 2));
    assert_eq!((cited(bound), bound.post), (("V-33", "HN art. 24".into()), Some(Post::Director)));
}

#[test]
fn a_larger_difference_that_a_layer_asks_is_asked_beside_the_acts() {
    let rules = more_asked();
    let gate = at(Stage::Candidates, &done(), &rules, "2020-11-15");
    assert_eq!(failing(&gate), [(What::EnoughCandidates, Strength::Block)]);
    let asked = one(&gate, What::EnoughCandidates);
    assert_eq!(asked.compared, numbers(4, Op::AtLeast, 5));
    assert_eq!(cited(asked), ("V-33", "MORE art. 3".into()));
}

#[test]
fn a_bound_of_the_difference_that_a_county_sets_is_in_force_and_one_of_practice_warns() {
    let default = r#"
        id = "MOST"
        kind = "overlay"
        family = "villagers"
        province = "33"
        from = "2020-01-01"
        title = { zh = "省", en = "province" }
        [values]
        members_more_max = { value = 2, law = "MOST", article = "3", tag = "E" }
    "#;
    let overlay: &'static Pack = Box::leak(Box::new(Pack::parse(default).unwrap()));
    let rules = Rules { overlay: Some(overlay), ..rules("VC18", None) };
    let facts = with(|facts| facts.posts[2].formal = 6);
    let gate = at(Stage::Candidates, &facts, &rules, "2020-11-15");
    assert_eq!(failing(&gate), [(What::NotTooManyCandidates, Strength::Warning)]);
    let text = "place = \"330902\"\n[values.members_more_max]\nvalue = 2\ndocument = \"2026-1\"\n";
    let layer = crate::rules::LocalRules::parse(text, &rules).unwrap();
    let rules = rules.with_local(std::sync::Arc::new(layer)).unwrap();
    let gate = at(Stage::Candidates, &facts, &rules, "2020-11-15");
    assert_eq!(failing(&gate), [(What::NotTooManyCandidates, Strength::Block)]);
    let bound = all(&gate, What::NotTooManyCandidates).pop().unwrap();
    assert_eq!(bound.source.cite(), "2026-1");
}

#[test]
fn a_list_for_no_seats_is_not_posted() {
    let rules = zhejiang();
    let without = |posts: &mut Vec<PostFacts>| posts.retain(|post| post.seats == 0);
    for empty in [with(|facts| facts.posts.clear()), with(|facts| without(&mut facts.posts))] {
        let gate = at(Stage::Candidates, &empty, &rules, "2020-11-15");
        assert_eq!(failing(&gate), [(What::SeatsSet, Strength::Block)]);
    }
}

#[test]
fn a_stage_closed_after_its_last_day_is_late_and_deciding_objections_is_none() {
    let rules = zhejiang();
    let late = |change: fn(&mut Facts)| {
        let facts = with(change);
        let lines = rail(&facts, &rules);
        lines.iter().filter_map(|line| Some((line.stage, line.late()?))).collect::<Vec<_>>()
    };
    assert_eq!(late(|_| {}), []);
    let list = |facts: &mut Facts| facts.candidates.posted_on = Some(day("2020-11-17"));
    assert_eq!(late(list), [(Stage::Candidates, 2)]);
    let open = |facts: &mut Facts| facts.candidates.posted_on = None;
    assert_eq!(late(open), [], "what is open is overdue, not late");
    let undecided = |facts: &mut Facts| {
        facts.roll.objections[0].decided_on = None;
        facts.roll.sealed_on = Some(day("2020-12-20"));
    };
    assert!(late(undecided).iter().all(|(stage, _)| *stage != Stage::Objections));
}

#[test]
fn a_list_is_posted_for_as_many_seats_as_the_law_allows() {
    let rules = zhejiang();
    let of = |seats: u32| {
        with(|facts| {
            facts.posts = vec![PostFacts { post: Post::Director, seats, formal: seats + 1 }];
        })
    };
    for (seats, what) in
        [(2, Some(What::SeatsSet)), (3, None), (7, None), (8, Some(What::SeatsWithin))]
    {
        let gate = at(Stage::Candidates, &of(seats), &rules, "2020-11-15");
        let expected: Vec<_> = what.into_iter().map(|what| (what, Strength::Block)).collect();
        assert_eq!(failing(&gate), expected, "{seats}");
        let bounds = [What::SeatsSet, What::SeatsWithin];
        let bounds = bounds.map(|what| all(&gate, what).pop().expect("a bound"));
        assert!(bounds.iter().all(|one| one.source.cite().contains("VC18")), "{seats}");
    }
}

#[test]
fn a_formal_candidate_is_on_the_roll_and_stands_for_one_post() {
    let facts = with(|facts| {
        facts.candidates.not_on_roll = 1;
        facts.candidates.for_two_posts = 1;
    });
    let rules_of_zhejiang = zhejiang();
    let gate = at(Stage::Candidates, &facts, &rules_of_zhejiang, "2020-11-15");
    assert_eq!(
        failing(&gate),
        [(What::CandidatesOnRoll, Strength::Block), (What::CandidatesForOnePost, Strength::Block)]
    );
    assert_eq!(cited(one(&gate, What::CandidatesForOnePost)).1, "ZJ20 art. 17, 18");
    // the Act itself does not speak of two posts; of its excerpts the roll is read
    let national = rules("VC98", None);
    let gate = at(Stage::Candidates, &facts, &national, "2020-11-15");
    assert_eq!(
        failing(&gate),
        [
            (What::CandidatesOnRoll, Strength::Block),
            (What::CandidatesForOnePost, Strength::Warning)
        ]
    );
}

#[test]
fn the_vote_is_closed_on_election_day() {
    let (rules, facts) = (zhejiang(), done());
    for on in ["2020-11-19", "2020-11-21"] {
        let gate = at(Stage::Voting, &facts, &rules, on);
        assert_eq!(failing(&gate), [(What::VotedOnTheDay, Strength::Block)]);
        assert_eq!(one(&gate, What::VotedOnTheDay).compared, days(on, Op::Equal, D));
    }
    assert!(at(Stage::Voting, &facts, &rules, D).passes());
}

#[test]
fn the_ledger_of_ballots_balances() {
    let rules = zhejiang();
    for printed in [1009, 1011] {
        let facts = with(|facts| facts.ballots.printed = printed);
        let gate = at(Stage::Voting, &facts, &rules, D);
        assert_eq!(failing(&gate), [(What::BallotsAddUp, Strength::Block)]);
        let compared = numbers(i64::from(printed), Op::Equal, 1010);
        assert_eq!(one(&gate, What::BallotsAddUp).compared, compared);
    }
    let largest = with(|facts| {
        facts.ballots.issued = u32::MAX;
        facts.ballots.unused = u32::MAX;
        facts.ballots.spoiled = u32::MAX;
    });
    assert!(!at(Stage::Voting, &largest, &rules, D).passes());
}

#[test]
fn a_vote_is_not_closed_on_a_ledger_that_says_nothing() {
    let rules = zhejiang();
    let empty = with(|facts| facts.ballots = BallotFacts::default());
    let gate = at(Stage::Voting, &empty, &rules, D);
    let blocking: Vec<What> =
        gate.failing().filter(|it| it.strength == Strength::Block).map(|it| it.what).collect();
    assert_eq!(
        blocking,
        [What::BallotsPrinted, What::BallotsIssued, What::BallotsCollected],
        "each is told"
    );
    assert_eq!(one(&gate, What::BallotsPrinted).compared, numbers(0, Op::AtLeast, 1));
    let uncollected = with(|facts| facts.ballots.collected = 0);
    assert!(!at(Stage::Voting, &uncollected, &rules, D).passes());
}

#[test]
fn the_count_is_closed_when_the_sheet_has_the_numbers_of_the_ledger() {
    let rules = zhejiang();
    let of = |issued, collected| {
        let facts = with(|facts| {
            facts.count.issued = issued;
            facts.count.collected = collected;
        });
        failing(&at(Stage::Count, &facts, &rules, D))
    };
    assert_eq!(of(Some(700), Some(690)), []);
    assert_eq!(of(None, Some(690)), [], "a sheet without the line is not compared");
    assert_eq!(of(Some(699), Some(690)), [(What::SheetIssued, Strength::Block)]);
    assert_eq!(of(Some(700), Some(691)), [(What::SheetCollected, Strength::Block)]);
    let facts = with(|facts| facts.count.issued = Some(699));
    let gate = at(Stage::Count, &facts, &rules, D);
    let issued = one(&gate, What::SheetIssued);
    assert_eq!(issued.compared, numbers(699, Op::Equal, 700));
    assert_eq!(issued.rule, RuleId("C-02"));
}

#[test]
fn a_ledger_that_was_set_right_after_the_vote_still_balances() {
    let rules = zhejiang();
    let facts = with(|facts| facts.ballots.unused = 299);
    let gate = at(Stage::Count, &facts, &rules, D);
    assert_eq!(failing(&gate), [(What::BallotsAddUp, Strength::Block)]);
}

#[test]
fn w02_more_ballots_collected_than_issued_void_the_vote_but_do_not_hold_it_open() {
    let rules = zhejiang();
    let gate_of = |collected| {
        let facts = with(|facts| facts.ballots.collected = collected);
        at(Stage::Voting, &facts, &rules, D)
    };
    assert_eq!(failing(&gate_of(700)), []);
    assert_eq!(failing(&gate_of(701)), [(What::CollectedWithinIssued, Strength::Warning)]);
    assert!(gate_of(1010).passes());
    let gate = gate_of(1011);
    assert_eq!(
        failing(&gate),
        [
            (What::CollectedWithinPrinted, Strength::Block),
            (What::CollectedWithinIssued, Strength::Warning)
        ]
    );
    assert_eq!(one(&gate, What::CollectedWithinIssued).rule, RuleId("C-02"));
}

#[test]
fn w01_a_vote_of_half_the_voters_warns_that_it_is_void() {
    let rules = zhejiang();
    let gate_of = |collected| {
        let facts = with(|facts| facts.ballots.collected = collected);
        at(Stage::Voting, &facts, &rules, D)
    };
    let half = gate_of(500);
    assert!(half.passes());
    assert_eq!(failing(&half), [(What::Turnout, Strength::Warning)]);
    assert_eq!(one(&half, What::Turnout).compared, numbers(1000, Op::More, 1000));
    assert_eq!(cited(one(&half, What::Turnout)), ("C-01", "VC18 art. 15".into()));
    assert_eq!(failing(&gate_of(501)), []);
}

#[test]
fn the_count_is_closed_by_a_definitive_sheet() {
    let rules = zhejiang();
    for sheet in [SheetFacts::None, SheetFacts::First, SheetFacts::Both] {
        let facts = with(|facts| facts.count.sheet = sheet);
        let gate = at(Stage::Count, &facts, &rules, D);
        assert_eq!(failing(&gate), [(What::SheetDefinitive, Strength::Block)]);
        assert_eq!(one(&gate, What::SheetDefinitive).rule, RuleId("H2"));
    }
    assert!(at(Stage::Count, &done(), &rules, D).passes());
}

#[test]
fn a_count_on_another_day_is_on_record_but_closes() {
    let rules = zhejiang();
    let gate = at(Stage::Count, &done(), &rules, "2020-11-21");
    assert_eq!(failing(&gate), [(What::CountedOnTheDay, Strength::Warning)]);
    assert_eq!(cited(one(&gate, What::CountedOnTheDay)), ("V-60", "ZJ20 art. 26".into()));
    assert!(gate.passes());
}

#[test]
fn a_name_that_several_voters_bear_holds_the_declaration_up() {
    let rules = zhejiang();
    let unclear = |names| with(|facts| facts.count.unclear_names = names);
    let gate = at(Stage::Outcome, &unclear(0), &rules, "2020-11-21");
    assert_eq!(cited(one(&gate, What::WrittenNamesClear)), ("C-07", "ZJ20 art. 21".to_owned()));
    assert!(gate.passes());
    let unclear = unclear(1);
    let gate = at(Stage::Outcome, &unclear, &rules, "2020-11-21");
    assert_eq!(failing(&gate), [(What::WrittenNamesClear, Strength::Block)]);
    assert_eq!(one(&gate, What::WrittenNamesClear).compared, numbers(1, Op::AtMost, 0));
}

#[test]
fn what_somebody_proposes_or_asks_is_answered_before_the_declaration() {
    let rules = zhejiang();
    let proposed = with(|facts| facts.count.open_choices = 1);
    let gate = at(Stage::Outcome, &proposed, &rules, "2020-11-21");
    assert_eq!(failing(&gate), [(What::WrittenNamesConfirmed, Strength::Block)]);
    assert_eq!(one(&gate, What::WrittenNamesConfirmed).compared, numbers(1, Op::AtMost, 0));
    assert_eq!(cited(one(&gate, What::WrittenNamesConfirmed)).0, "C-05");
    let asked = with(|facts| facts.count.open_requests = 2);
    let gate = at(Stage::Outcome, &asked, &rules, "2020-11-21");
    assert_eq!(failing(&gate), [(What::SheetRequestsAnswered, Strength::Block)]);
    assert_eq!(one(&gate, What::SheetRequestsAnswered).compared, numbers(2, Op::AtMost, 0));
    // who doubts the sheet is answered before it, not before the count is closed
    assert!(at(Stage::Count, &asked, &rules, D).passes());
}

#[test]
fn names_said_after_the_day_of_the_count_are_told_with_their_day() {
    let rules = zhejiang();
    let said = |on| with(|facts| facts.count.names_said_on = Some(day(on)));
    assert_eq!(failing(&at(Stage::Outcome, &said(D), &rules, "2020-11-21")), []);
    let gate = at(Stage::Outcome, &said("2020-11-21"), &rules, "2020-11-21");
    assert_eq!(failing(&gate), [(What::NamesSaidOnTheDay, Strength::Warning)]);
    let days = Compared::Days { happened: day("2020-11-21"), op: Op::AtMost, limit: day(D) };
    assert_eq!(one(&gate, What::NamesSaidOnTheDay).compared, days);
    assert!(gate.passes());
}

#[test]
fn the_result_is_declared_from_a_decision_on_election_day_or_later() {
    let rules = zhejiang();
    let undecided = with(|facts| facts.count.decided = false);
    let gate = at(Stage::Outcome, &undecided, &rules, D);
    assert_eq!(failing(&gate), [(What::OutcomeDecided, Strength::Block)]);
    assert!(at(Stage::Outcome, &done(), &rules, D).passes());
    let early = at(Stage::Outcome, &done(), &rules, "2020-11-19");
    assert_eq!(
        failing(&early),
        [(What::InOrder, Strength::Block), (What::DeclaredAfterVote, Strength::Block)]
    );
    let late = at(Stage::Outcome, &done(), &rules, "2020-11-22");
    assert_eq!(failing(&late), [(What::ResultPostedInTime, Strength::Warning)]);
    assert_eq!(cited(one(&late, What::ResultPostedInTime)), ("C-17", "ZJ20 art. 32".into()));
}

#[test]
fn a_sheet_that_was_opened_again_keeps_the_result_back() {
    let rules = zhejiang();
    let facts = with(|facts| facts.count.sheet = SheetFacts::Both);
    let gate = at(Stage::Outcome, &facts, &rules, D);
    assert_eq!(failing(&gate), [(What::SheetDefinitive, Strength::Block)]);
}

#[test]
fn no_stage_is_closed_before_the_one_that_goes_before_it() {
    type Opened = fn(&mut Facts);

    let rules = zhejiang();
    let open: [(Stage, What, Opened); 5] = [
        (Stage::Objections, What::RollPosted, |facts| facts.roll.posted_on = None),
        (Stage::Candidates, What::RollSealed, |facts| facts.roll.sealed_on = None),
        (Stage::Voting, What::ListPosted, |facts| facts.candidates.posted_on = None),
        (Stage::Count, What::VotingClosed, |facts| facts.ballots.closed_on = None),
        (Stage::Outcome, What::CountClosed, |facts| facts.count.closed_on = None),
    ];
    for (stage, what, change) in open {
        let facts = with(change);
        let on = facts.closed_on(stage).unwrap();
        let gate = gate(stage, &facts, &rules, on, on);
        assert_eq!(failing(&gate), [(what, Strength::Block)], "{stage:?}");
        assert_eq!(all(&gate, What::InOrder).len(), 0);
    }
}

#[test]
fn a_stage_closes_on_the_day_of_the_one_before_at_the_earliest() {
    let rules = zhejiang();
    let same = at(Stage::Candidates, &done(), &rules, "2020-11-08");
    assert_eq!(failing(&same), []);
    let before = at(Stage::Candidates, &done(), &rules, "2020-11-07");
    assert_eq!(failing(&before), [(What::InOrder, Strength::Block)]);
    let order = one(&before, What::InOrder);
    assert_eq!(order.compared, days("2020-11-07", Op::AtLeast, "2020-11-08"));
    assert_eq!(order.rule, RuleId("X-7"));
}

#[test]
fn nothing_lawful_happens_in_the_future() {
    let (rules, facts) = (zhejiang(), done());
    let on = |today| gate(Stage::Roll, &facts, &rules, day("2020-10-31"), day(today));
    assert_eq!(failing(&on("2020-10-30")), [(What::NotInFuture, Strength::Block)]);
    assert_eq!(failing(&on("2020-10-31")), []);
}

#[test]
fn an_event_entered_after_its_day_is_shown_as_such_and_passes() {
    let (rules, facts) = (zhejiang(), done());
    for stage in Stage::ALL {
        let on = facts.closed_on(stage).unwrap();
        let gate = gate(stage, &facts, &rules, on, day("2020-12-01"));
        assert!(gate.passes(), "{stage:?}");
        let late = one(&gate, What::EnteredLate);
        assert!(late.holds);
        assert_eq!(late.strength, Strength::LateEntry);
        let compared = Compared::Days { happened: on, op: Op::AtMost, limit: day("2020-12-01") };
        assert_eq!(late.compared, compared);
    }
}

#[test]
fn bodies_whose_stages_are_not_there_pass_no_gate() {
    let rules = zhejiang();
    for body in Body::ALL.into_iter().filter(|body| body.family() != Family::Villagers) {
        let facts = Facts { body, ..done() };
        assert_eq!((Stage::of(body), rail(&facts, &rules)), (&[][..], vec![]));
        for stage in Stage::ALL {
            let gate = at(stage, &facts, &rules, D);
            assert_eq!(failing(&gate), [(What::BodyCarried, Strength::Block)]);
            assert!(!gate.passes());
        }
    }
}

#[test]
fn the_rail_tells_what_is_done_what_is_open_and_until_when() {
    let rules = zhejiang();
    let facts = with(|facts| {
        facts.roll.sealed_on = None;
        facts.candidates.posted_on = None;
        facts.ballots.closed_on = None;
        facts.count = CountFacts::default();
        facts.declared_on = None;
        facts.roll.objections = vec![
            objection("2020-11-03", Some("2020-11-04")),
            objection("2020-11-05", None),
            objection("2020-11-04", None),
        ];
    });
    let rail = rail(&facts, &rules);
    let stands: Vec<_> = rail.iter().map(|line| (line.stage, line.state)).collect();
    assert_eq!(
        stands,
        [
            (Stage::Roll, State::Done(day("2020-10-31"))),
            (Stage::Objections, State::Now),
            (Stage::Candidates, State::Later),
            (Stage::Voting, State::Later),
            (Stage::Count, State::Later),
            (Stage::Outcome, State::Later),
        ]
    );
    let due = |line: &RailLine<'_>| {
        line.due.map(|due| (due.on, due.rule.0, due.source.cite(), due.strength))
    };
    let dues: Vec<_> = rail.iter().filter_map(due).collect();
    let row = |on, rule, source: &str, strength| (day(on), rule, source.to_owned(), strength);
    assert_eq!(
        dues,
        [
            row("2020-10-31", "V-06", "VC18 art. 14", Strength::Block),
            row("2020-11-07", "V-08", "VC18 art. 14", Strength::Warning),
            row("2020-11-15", "V-35", "ZJ20 art. 18", Strength::Block),
            row(D, "V-50", "VC18 art. 15", Strength::Block),
            row(D, "V-60", "ZJ20 art. 26", Strength::Warning),
            row("2020-11-21", "C-17", "ZJ20 art. 32", Strength::Warning),
        ]
    );
    // only the open stage is overdue, and not on its last day
    let overdue = |on| rail.iter().map(|line| line.overdue(day(on))).collect::<Vec<_>>();
    assert_eq!(overdue("2020-11-07"), [None; 6]);
    assert_eq!(overdue("2020-12-01"), [None, Some(24), None, None, None, None]);
}

#[test]
fn the_time_of_objections_ends_on_a_day_also_where_nobody_objects() {
    let rules = zhejiang();
    let period = |facts: &Facts| {
        let lines = rail(facts, &rules);
        assert!(lines.iter().all(|line| line.period.is_none() || line.stage == Stage::Objections));
        lines[1].period.map(|period| (period.on, period.rule.0, period.source.cite()))
    };
    let told = |on| Some((day(on), "V-07", "VC18 art. 14".to_owned()));
    assert_eq!(
        period(&with(|facts| facts.roll.posted_on = Some(day("2020-10-28")))),
        told("2020-11-02")
    );
    // before the roll is posted it is counted from the last day of posting it
    assert_eq!(period(&with(|facts| facts.roll.posted_on = None)), told("2020-11-05"));
}

#[test]
fn an_election_that_is_declared_has_no_stage_left() {
    assert_eq!(Stage::now(&done()), None);
    let rules = zhejiang();
    let rail = rail(&done(), &rules);
    assert!(rail.iter().all(|line| matches!(line.state, State::Done(_))));
    // nothing waits for a decision
    assert_eq!(rail[1].due, None);
}
