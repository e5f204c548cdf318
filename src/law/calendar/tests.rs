use std::sync::Arc;

use chrono::Days;
use proptest::prelude::*;

use super::*;
use crate::rules::{LocalRules, Pack};

/// Values of law.md for Zhejiang over a national law, read into packs of these tests.
const NATIONAL: &str = r#"
    id = "VCT"
    kind = "national"
    family = "villagers"
    from = "1998-11-04"
    title = { zh = "国", en = "national" }
    [values]
    roll_before_days = { value = 20, law = "VCT", article = "14", tag = "V", fixed = true }
    objection_days = { value = 5, law = "VCT", article = "14", tag = "V", fixed = true }
    decision_days = { value = 3, law = "VCT", article = "14", tag = "V", fixed = true }
    handover_days = { value = 10, law = "VCT", article = "20", tag = "V", fixed = true }
    audit_before = { value = true, law = "VCT", article = "35", tag = "V", fixed = true }
"#;
const PROVINCE: &str = r#"
    id = "ZJT"
    kind = "overlay"
    family = "villagers"
    province = "33"
    from = "1999-10-22"
    title = { zh = "省", en = "province" }
    [values]
    shift_months = { value = 6, law = "ZJT", article = "3", tag = "V", fixed = true }
    formal_list_before_days = { value = 5, law = "ZJT", article = "18", tag = "V", fixed = true }
    withdrawal_before_days = { value = 3, law = "ZJT", article = "19", tag = "V", fixed = true }
    withdrawal_after_list_days = { value = 3, law = "HNT", article = "27", tag = "V", fixed = true }
    self_nomination_before_days = { value = 10, law = "ZJT", article = "20", tag = "V", fixed = true }
    speech_before_days = { value = 5, law = "ZJT", article = "23", tag = "V", fixed = true }
    arrangements_before_days = { value = 5, law = "ZJT", article = "22", tag = "V", fixed = true }
    proxy_before_days = { value = 3, law = "ZJT", article = "25", tag = "V", fixed = true }
    proxy_list_before_days = { value = 1, law = "ZJT", article = "25", tag = "V", fixed = true }
    result_list_days = { value = 1, law = "ZJT", article = "32", tag = "V", fixed = true }
    another_within_days = { value = 30, law = "ZJT", article = "30", tag = "V", fixed = true }
    rerun_within_days = { value = 30, law = "HNT", article = "39", tag = "V", fixed = true }
    group_leaders_days = { value = 30, law = "HNT", article = "41", tag = "V", fixed = true }
    recall_within_days = { value = 30, law = "ZJT", article = "35", tag = "V", fixed = true }
    recall_town_days = { value = 60, law = "ZJT", article = "35", tag = "V", fixed = true }
    resignation_days = { value = 30, law = "ZJT", article = "37", tag = "V", fixed = true }
    resignation_post_days = { value = 5, law = "ZJT", article = "37", tag = "V", fixed = true }
    by_election_months = { value = 3, law = "SHT", article = "29", tag = "V", fixed = true }
    audit_exit_days = { value = 30, law = "SDT", article = "30", tag = "V", fixed = true }
    objection_before_days = { value = 10, law = "VC-x", tag = "E", fixed = true }
    decision_before_days = { value = 7, law = "VC-x", tag = "E", fixed = true }
    audit_list_before_days = { value = 3, law = "CQT", article = "37", tag = "V", fixed = true }
    [sources]
    V-60 = { law = "ZJT", article = "26", tag = "V" }
    C-19 = { law = "SHT", article = "23", tag = "V" }
"#;
const PARTY: &str = r#"
    id = "PT"
    kind = "national"
    family = "party"
    from = "1990-06-27"
    title = { zh = "党", en = "party" }
    [values]
    reminder_months = { value = 6, law = "ZB18", tag = "M", fixed = true }
    resolve_months = { value = 2, law = "P-28", tag = "E", fixed = true }
    request_months = { value = 1, law = "P-28", tag = "E", fixed = true }
    publicity_working_days = { value = 5, law = "practice", tag = "M", fixed = true }
    shift_months = { value = 12, law = "PT", article = "3", tag = "E", fixed = true }
"#;
const RESIDENTS: &str = r#"
    id = "RT"
    kind = "national"
    family = "residents"
    from = "1990-01-01"
    title = { zh = "居", en = "residents" }
    [values]
    roll_before_days = { value = 20, law = "RC-x", article = "7", tag = "E", fixed = true }
    formal_list_before_days = { value = 5, law = "RC-x", article = "7", tag = "E", fixed = true }
    absence_notice_before_days = { value = 2, law = "RC-x", article = "14", tag = "E", fixed = true }
"#;

fn pack(text: &str) -> &'static Pack {
    Box::leak(Box::new(Pack::parse(text).unwrap()))
}

fn zhejiang() -> Rules {
    Rules { pack: pack(NATIONAL), overlay: Some(pack(PROVINCE)), local: None }
}

fn alone(text: &str) -> Rules {
    Rules { pack: pack(text), overlay: None, local: None }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn happened(events: &[(Step, &str)]) -> Anchors {
    on("2008-05-08", events)
}

fn on(date: &str, events: &[(Step, &str)]) -> Anchors {
    Anchors {
        day: day(date),
        happened: events.iter().map(|(step, date)| (*step, day(date))).collect(),
        working: WorkingDays::default(),
    }
}

fn villagers(rules: &Rules, anchors: &Anchors) -> Vec<Line> {
    calendar(rules, Body::VillagersCommittee, anchors).unwrap()
}

/// The dates in force of a step, in the order of the calendar.
fn in_force(lines: &[Line], step: Step) -> Vec<String> {
    dates(lines, step, Standing::InForce)
}

fn dates(lines: &[Line], step: Step, layer: Standing) -> Vec<String> {
    let own = lines.iter().filter(|line| line.step == step && line.layer == layer);
    own.filter_map(|line| line.date).map(|date| date.to_string()).collect()
}

fn the(lines: &[Line], step: Step, key: Key) -> Line {
    let mut own = lines.iter().filter(|line| {
        line.step == step && line.key == Some(key) && line.layer == Standing::InForce
    });
    let found = own.next().cloned().unwrap();
    assert_eq!(own.next(), None, "one line only");
    found
}

#[test]
fn every_limit_of_the_table_has_its_date_in_2008() {
    let lines = villagers(&zhejiang(), &happened(&[]));
    let expected = [
        (Step::AuditPosted, vec!["2008-04-01", "2008-05-07"]),
        (Step::RollPosted, vec!["2008-04-18"]),
        (Step::Objection, vec!["2008-04-23", "2008-04-28"]),
        (Step::Decision, vec!["2008-04-26", "2008-05-01"]),
        (Step::SelfNomination, vec!["2008-04-28"]),
        (Step::FormalList, vec!["2008-05-03"]),
        (Step::Arrangements, vec!["2008-05-03"]),
        (Step::SpeechRequest, vec!["2008-05-03"]),
        (Step::ProxyPapers, vec!["2008-05-05"]),
        (Step::Withdrawal, vec!["2008-05-05", "2008-05-06"]),
        (Step::ProxyList, vec!["2008-05-07"]),
        (Step::Vote, vec!["2008-05-08"]),
        (Step::Count, vec!["2008-05-08"]),
        (Step::ResultAnnounced, vec!["2008-05-08"]),
        (Step::BallotsSealed, vec!["2008-05-08"]),
        (Step::ResultPosted, vec!["2008-05-09"]),
        (Step::AnotherElection, vec!["2008-06-07"]),
        (Step::Handover, vec!["2008-05-18"]),
        (Step::GroupLeaders, vec!["2008-06-07"]),
        (Step::Rerun, vec!["2008-06-07"]),
    ];
    for (step, dates) in expected {
        assert_eq!(in_force(&lines, step), dates, "{}", step.word());
    }
}

#[test]
fn practice_of_fujian_has_its_dates_as_guidance() {
    let lines = villagers(&zhejiang(), &happened(&[]));
    let expected = [
        (Step::ElectionDayNotice, "2008-04-04"),
        (Step::Commission, "2008-04-04"),
        (Step::RegistrationNotice, "2008-04-04"),
        (Step::Representatives, "2008-04-22"),
        (Step::NominationNotice, "2008-04-23"),
        (Step::PreliminaryList, "2008-04-25"),
        (Step::Checks, "2008-05-07"),
        (Step::BallotRules, "2008-05-07"),
    ];
    for (step, date) in expected {
        let line = lines.iter().find(|line| line.step == step).unwrap();
        assert_eq!(line.date, Some(day(date)), "{}", step.word());
        assert_eq!(line.layer, Standing::Guidance);
        assert_eq!((line.source.law.as_str(), line.tag), ("FJ21", Tag::E));
    }
}

#[test]
fn a_variant_that_a_pack_sets_is_not_said_twice() {
    let lines = villagers(&zhejiang(), &happened(&[]));
    let until_ten_days_before = |line: &&Line| {
        line.step == Step::Objection && line.span == Span::Days(10) && line.from == Step::Vote
    };
    let found: Vec<_> = lines.iter().filter(until_ten_days_before).collect();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].layer, Standing::InForce);
}

#[test]
fn each_line_names_rule_source_and_layer() {
    let lines = villagers(&zhejiang(), &happened(&[]));
    let roll = the(&lines, Step::RollPosted, Key::RollBeforeDays);
    assert_eq!((roll.rule.0, roll.source.cite().as_str()), ("V-06", "VCT art. 14"));
    assert_eq!((roll.set_by, roll.pack.as_deref()), (SetBy::Pack, Some("VCT")));
    let list = the(&lines, Step::FormalList, Key::FormalListBeforeDays);
    assert_eq!((list.rule.0, list.source.cite().as_str()), ("V-35", "ZJT art. 18"));
    assert_eq!((list.set_by, list.pack.as_deref()), (SetBy::Overlay, Some("ZJT")));
}

#[test]
fn a_local_rule_goes_before_the_law_which_stays_as_guidance() {
    let rules = zhejiang();
    let text = "place = \"330902\"\n[values]\n\
        formal_list_before_days = { value = 7, document = \"普选〔2008〕3号\" }";
    let local = LocalRules::parse(text, &rules).unwrap();
    let lines = villagers(&rules.with_local(Arc::new(local)).unwrap(), &happened(&[]));
    let line = the(&lines, Step::FormalList, Key::FormalListBeforeDays);
    assert_eq!(line.date, Some(day("2008-05-01")));
    assert_eq!((line.set_by, line.pack), (SetBy::Local, None));
    assert_eq!(line.source.cite(), "普选〔2008〕3号");
}

#[test]
fn w15_the_roll_is_on_time_on_the_eighteenth_and_late_on_the_nineteenth() {
    for (date, verdict) in [
        ("2008-04-17", Verdict::OnTime { days_left: Some(1) }),
        ("2008-04-18", Verdict::LastDay),
        ("2008-04-19", Verdict::Late { days: 1 }),
    ] {
        let lines = villagers(&zhejiang(), &happened(&[(Step::RollPosted, date)]));
        let line = the(&lines, Step::RollPosted, Key::RollBeforeDays);
        assert_eq!(line.date, Some(day("2008-04-18")));
        assert_eq!(line.rule, RuleId("V-06"));
        assert_eq!(line.verdict, Some(verdict), "{date}");
    }
}

#[test]
fn w15_each_objection_is_judged_and_decided_within_three_days() {
    let anchors = happened(&[
        (Step::RollPosted, "2008-04-18"),
        (Step::Objection, "2008-04-23"),
        (Step::Objection, "2008-04-24"),
        (Step::Decision, "2008-04-27"),
    ]);
    let lines = villagers(&zhejiang(), &anchors);
    let of = |key| lines.iter().filter(move |line| line.key == Some(key));
    let objections: Vec<_> =
        of(Key::ObjectionDays).map(|line| (line.rule, line.date, line.verdict)).collect();
    let last = Some(day("2008-04-23"));
    assert_eq!(
        objections,
        [
            (RuleId("V-07"), last, Some(Verdict::LastDay)),
            (RuleId("V-07"), last, Some(Verdict::Late { days: 1 })),
        ]
    );
    assert!(of(Key::DecisionDays).all(|line| line.rule == RuleId("V-08")));
    let decisions: Vec<_> =
        of(Key::DecisionDays).map(|line| (line.date, line.verdict, line.from_planned)).collect();
    assert_eq!(
        decisions,
        [
            (Some(day("2008-04-26")), Some(Verdict::Late { days: 1 }), false),
            (Some(day("2008-04-27")), None, false),
        ]
    );
}

/// The verdicts of a step's lines in force, in the order of the calendar.
fn verdicts(events: &[(Step, &str)], step: Step) -> Vec<Option<Verdict>> {
    let lines = villagers(&zhejiang(), &happened(events));
    let own = lines.iter().filter(|line| line.step == step && line.layer == Standing::InForce);
    own.map(|line| line.verdict).collect()
}

#[test]
fn a_decision_beyond_the_objections_answers_none() {
    let events = [
        (Step::RollPosted, "2008-04-18"),
        (Step::Objection, "2008-04-20"),
        (Step::Decision, "2008-04-21"),
        (Step::Decision, "2008-04-28"),
    ];
    let in_time = Some(Verdict::OnTime { days_left: Some(2) });
    let of = |events: &[_]| -> Vec<_> {
        let lines = villagers(&zhejiang(), &happened(events));
        let own = lines.iter().filter(|line| line.key == Some(Key::DecisionDays));
        own.map(|line| line.verdict).collect()
    };
    assert_eq!(of(&events), [in_time, None]);
    // without the day of an objection each is held to the last one that is planned
    let without = [events[0], events[2], events[3]];
    assert!(matches!(of(&without)[..], [Some(_), Some(_)]));
}

#[test]
fn what_comes_before_the_event_from_which_its_time_runs_is_too_early() {
    let early = Some(Verdict::TooEarly { days: 2 });
    for (event, step) in [
        (Step::RollPosted, Step::Objection),
        (Step::Objection, Step::Decision),
        (Step::FormalList, Step::Withdrawal),
        (Step::Formed, Step::Handover),
        (Step::Formed, Step::GroupLeaders),
        (Step::VoidDeclared, Step::Rerun),
        (Step::Petition, Step::RecallVote),
        (Step::Petition, Step::RecallVoteByTown),
        (Step::Resignation, Step::ResignationDecided),
        (Step::ResignationDecided, Step::ResignationPosted),
        (Step::Exit, Step::ExitAuditPosted),
        (Step::Vacancy, Step::ByElection),
    ] {
        let of = |date| {
            let lines = villagers(&zhejiang(), &happened(&[(event, "2008-04-20"), (step, date)]));
            let own = lines.iter().filter(|line| line.step == step && line.from == event);
            own.map(|line| (line.layer, line.verdict)).collect::<Vec<_>>()
        };
        assert!(of("2008-04-18").contains(&(Standing::InForce, early)), "{step:?}");
        assert!(of("2008-04-18").iter().all(|(_, verdict)| *verdict == early), "{step:?}");
        let on_time = |(_, verdict): &(_, Option<Verdict>)| {
            matches!(verdict, Some(Verdict::OnTime { days_left: Some(1..) }))
        };
        assert!(of("2008-04-20").iter().all(on_time), "the same day is lawful: {step:?}");
    }
}

#[test]
fn what_follows_the_vote_is_too_early_before_election_day() {
    let early = Some(Verdict::TooEarly { days: 1 });
    for step in [Step::ResultPosted, Step::AnotherElection, Step::Rerun, Step::Handover] {
        assert_eq!(verdicts(&[(step, "2008-05-07")], step), [early], "{step:?}");
        assert!(!verdicts(&[(step, "2008-05-08")], step).contains(&early), "{step:?}");
    }
}

#[test]
fn a_result_does_not_come_before_the_count() {
    let count = (Step::Count, "2008-05-09");
    let early = Some(Verdict::TooEarly { days: 1 });
    for step in [Step::ResultAnnounced, Step::BallotsSealed, Step::ResultPosted] {
        assert_eq!(verdicts(&[count, (step, "2008-05-08")], step), [early], "{step:?}");
        let later = verdicts(&[count, (step, "2008-05-09")], step);
        assert!(!later.contains(&early), "{step:?} {later:?}");
    }
    // what is too early for its day already stays as early as that
    let announced = (Step::ResultAnnounced, "2008-05-06");
    let count = (Step::Count, "2008-05-07");
    let two_days = Some(Verdict::TooEarly { days: 2 });
    assert_eq!(verdicts(&[count, announced], Step::ResultAnnounced), [two_days]);
}

#[test]
fn a_planned_event_may_have_come_before_its_last_day_and_makes_nothing_too_early() {
    let objection = (Step::Objection, "2008-04-10");
    let verdicts_of = |events: &[_]| verdicts(events, Step::Objection);
    assert!(
        verdicts_of(&[objection])
            .iter()
            .all(|verdict| { matches!(verdict, Some(Verdict::OnTime { days_left: Some(1..) })) })
    );
    // but what is decided before the roll is posted cannot answer an objection to it
    let events = [(Step::RollPosted, "2008-04-12"), (Step::Decision, "2008-04-11")];
    let lines = villagers(&zhejiang(), &happened(&events));
    let decision = the(&lines, Step::Decision, Key::DecisionDays);
    assert!(decision.from_planned);
    assert_eq!(decision.verdict, Some(Verdict::TooEarly { days: 1 }));
}

#[test]
fn a_vote_may_lie_before_the_end_of_the_term() {
    let lines = villagers(&zhejiang(), &happened(&[(Step::TermEnd, "2008-06-01")]));
    let of_the_term = lines.iter().filter(|line| line.from == Step::TermEnd);
    let of_the_term = of_the_term.filter(|line| line.step == Step::Vote);
    let words: Vec<_> = of_the_term.map(|line| line.verdict).collect();
    let left = Some(day("2008-12-01").signed_duration_since(day("2008-05-08")).num_days());
    assert_eq!(
        words,
        [Some(Verdict::OnTime { days_left: None }), Some(Verdict::OnTime { days_left: left }),]
    );
}

#[test]
fn what_no_line_asks_for_is_told() {
    let events = [
        (Step::Objection, "2021-04-10"),
        (Step::Handover, "2021-05-01"),
        (Step::RollPosted, "2021-03-20"),
        (Step::AnotherElection, "2021-04-20"),
    ];
    let anchors = on("2021-04-17", &events);
    let rules = Rules::new(Family::Residents, "RC18", None).unwrap();
    let lines = calendar(&rules, Body::ResidentsCommittee, &anchors).unwrap();
    let left = [(Step::Objection, day("2021-04-10")), (Step::Handover, day("2021-05-01"))];
    assert_eq!(unjudged(&lines, &anchors), left);
    let another = lines.iter().find(|line| line.step == Step::AnotherElection).unwrap();
    let words = (another.layer, another.rule.0, another.verdict);
    assert_eq!(words, (Standing::Guidance, "R-15", Some(Verdict::OnTime { days_left: Some(7) })));
    // an event from which time runs is used, if not judged
    let anchors = happened(&[(Step::Petition, "2009-03-01"), (Step::Formed, "2008-05-08")]);
    assert_eq!(unjudged(&villagers(&zhejiang(), &anchors), &anchors), []);
}

#[test]
fn a_roll_posted_early_moves_the_objections_with_it() {
    let lines = villagers(&zhejiang(), &happened(&[(Step::RollPosted, "2008-04-10")]));
    let objection = the(&lines, Step::Objection, Key::ObjectionDays);
    assert_eq!(objection.date, Some(day("2008-04-15")));
    assert!(!objection.from_planned);
    assert_eq!(objection.from_date, Some(day("2008-04-10")));
    let decision = the(&lines, Step::Decision, Key::DecisionDays);
    assert_eq!(decision.date, Some(day("2008-04-18")));
    assert!(decision.from_planned);
}

#[test]
fn limits_of_events_that_have_no_day_stand_last_without_a_date() {
    let lines = villagers(&zhejiang(), &happened(&[]));
    assert!(lines.iter().all(|line| line.happened.is_none()));
    let undated = lines.iter().position(|line| line.date.is_none()).unwrap();
    assert!(lines[undated..].iter().all(|line| line.date.is_none() && line.verdict.is_none()));
    assert!(lines[undated..].iter().any(|line| line.step == Step::RecallVote));
    assert!(lines[..undated].is_sorted_by_key(|line| line.date));
}

#[test]
fn a_recall_is_voted_on_within_thirty_days_and_by_the_town_within_sixty_more() {
    let lines = villagers(&zhejiang(), &happened(&[(Step::Petition, "2009-03-01")]));
    assert_eq!(in_force(&lines, Step::RecallVote), ["2009-03-31"]);
    assert_eq!(in_force(&lines, Step::RecallVoteByTown), ["2009-05-30"]);
}

#[test]
fn a_resignation_is_decided_in_thirty_days_and_posted_in_five_more() {
    let filed = (Step::Resignation, "2009-01-15");
    let lines = villagers(&zhejiang(), &happened(&[filed]));
    assert_eq!(in_force(&lines, Step::ResignationDecided), ["2009-02-14"]);
    assert_eq!(in_force(&lines, Step::ResignationPosted), ["2009-02-19"]);
    let decided = (Step::ResignationDecided, "2009-02-01");
    let lines = villagers(&zhejiang(), &happened(&[filed, decided]));
    assert_eq!(in_force(&lines, Step::ResignationPosted), ["2009-02-06"]);
}

#[test]
fn exit_and_vacancy_have_their_own_limits() {
    let anchors = happened(&[(Step::Exit, "2008-12-02"), (Step::Vacancy, "2008-11-30")]);
    let lines = villagers(&zhejiang(), &anchors);
    assert_eq!(in_force(&lines, Step::ExitAuditPosted), ["2009-01-01"]);
    assert_eq!(in_force(&lines, Step::ByElection), ["2009-02-28"]);
}

#[test]
fn handover_counts_from_the_day_the_committee_came_into_being() {
    let lines = villagers(&zhejiang(), &happened(&[(Step::Formed, "2008-06-01")]));
    assert_eq!(in_force(&lines, Step::Handover), ["2008-06-11"]);
    assert_eq!(in_force(&lines, Step::GroupLeaders), ["2008-07-01"]);
}

#[test]
fn election_day_lies_within_six_months_of_the_term_s_end() {
    for (end, early, late) in [
        ("2008-11-08", Verdict::OnTime { days_left: None }, "2009-05-08"),
        ("2008-11-09", Verdict::TooEarly { days: 1 }, "2009-05-09"),
    ] {
        let lines = villagers(&zhejiang(), &happened(&[(Step::TermEnd, end)]));
        let of_the_term: Vec<_> = lines.iter().filter(|line| line.rule.0 == "V-23").collect();
        assert_eq!(of_the_term[0].verdict, Some(early), "{end}");
        assert_eq!(of_the_term[1].date, Some(day(late)));
    }
    let lines = villagers(&zhejiang(), &happened(&[(Step::TermEnd, "2007-11-07")]));
    let last = lines.iter().find(|line| line.rule.0 == "V-23" && line.side == Side::After);
    assert_eq!(last.unwrap().verdict, Some(Verdict::Late { days: 1 }));
}

#[test]
fn a_vote_on_another_day_is_too_early_or_late() {
    for (date, verdict) in [
        ("2008-05-07", Verdict::TooEarly { days: 1 }),
        ("2008-05-08", Verdict::OnTime { days_left: None }),
        ("2008-05-09", Verdict::Late { days: 1 }),
    ] {
        let lines = villagers(&zhejiang(), &happened(&[(Step::Vote, date)]));
        let vote = lines.iter().find(|line| line.direction == Direction::OnTheDay).unwrap();
        assert_eq!(vote.verdict, Some(verdict), "{date}");
    }
}

#[test]
fn the_party_reminds_resolves_and_requests_in_time() {
    let anchors = on("2008-04-15", &[(Step::TermEnd, "2008-08-31")]);
    let lines = calendar(&alone(PARTY), Body::PartyCommittee, &anchors).unwrap();
    // six months before 31 August is the last day of February, a leap year's
    assert_eq!(in_force(&lines, Step::PartyReminder), ["2008-02-29"]);
    assert_eq!(in_force(&lines, Step::PartyResolution), ["2008-02-15", "2008-03-15"]);
    assert_eq!(in_force(&lines, Step::PartyRequest), ["2008-03-15"]);
    let shift: Vec<_> = lines.iter().filter(|line| line.rule.0 == "P-06").collect();
    assert_eq!(shift.len(), 2);
    assert!(lines.iter().all(|line| line.step != Step::PreliminaryList));
}

#[test]
fn publicity_of_five_working_days_ends_before_the_party_meeting() {
    // Tuesday 15 April; five whole working days before it: 14, 11, 10, 9, 8
    let mut anchors = on("2008-04-15", &[]);
    let lines = calendar(&alone(PARTY), Body::PartyCommittee, &anchors).unwrap();
    assert_eq!(in_force(&lines, Step::PublicityPosted), ["2008-04-07"]);
    assert_eq!(in_force(&lines, Step::PublicityClosed), ["2008-04-14"]);
    // a listed holiday and a Sunday of work change the count
    anchors.working.holidays.insert(day("2008-04-10"));
    anchors.working.makeup.insert(day("2008-04-13"));
    let lines = calendar(&alone(PARTY), Body::PartyCommittee, &anchors).unwrap();
    assert_eq!(in_force(&lines, Step::PublicityPosted), ["2008-04-07"]);
    anchors.working.makeup.clear();
    let lines = calendar(&alone(PARTY), Body::PartyCommittee, &anchors).unwrap();
    assert_eq!(in_force(&lines, Step::PublicityPosted), ["2008-04-06"]);
    assert_eq!(in_force(&lines, Step::PublicityClosed), ["2008-04-14"]);
}

#[test]
fn a_publicity_closed_before_its_last_day_is_too_early() {
    let events = [(Step::PublicityPosted, "2008-04-07"), (Step::PublicityClosed, "2008-04-11")];
    let anchors = on("2008-04-15", &events);
    let lines = calendar(&alone(PARTY), Body::PartyCommittee, &anchors).unwrap();
    let closed = the(&lines, Step::PublicityClosed, Key::PublicityWorkingDays);
    assert_eq!(closed.verdict, Some(Verdict::TooEarly { days: 3 }));
}

#[test]
fn residents_lines_cite_the_residents_rule() {
    let anchors = happened(&[]);
    let lines = calendar(&alone(RESIDENTS), Body::ResidentsCommittee, &anchors).unwrap();
    let roll = the(&lines, Step::RollPosted, Key::RollBeforeDays);
    assert_eq!((roll.rule.0, roll.date), ("R-11", Some(day("2008-04-18"))));
    let list = the(&lines, Step::FormalList, Key::FormalListBeforeDays);
    assert_eq!((list.rule.0, list.date), ("R-11", Some(day("2008-05-03"))));
    assert_eq!(in_force(&lines, Step::AbsenceNotice), ["2008-05-06"]);
}

#[test]
fn the_absence_notice_of_communities_is_guidance_from_local_practice() {
    let rules = Rules::new(Family::Residents, "RC18", None).unwrap();
    let lines = calendar(&rules, Body::ResidentsCommittee, &happened(&[])).unwrap();
    let notices: Vec<_> = lines.iter().filter(|line| line.step == Step::AbsenceNotice).collect();
    let [notice] = notices[..] else { panic!("{notices:?}") };
    assert_eq!((notice.layer, notice.set_by), (Standing::Guidance, SetBy::Practice));
    assert_eq!((notice.rule.0, notice.source.cite().as_str()), ("R-10", "RC-x art. 14"));
    assert_eq!(notice.date, Some(day("2008-05-06")));
}

#[test]
fn an_amendment_that_was_not_read_marks_the_lines_of_its_days() {
    let rules = Rules::new(Family::Villagers, "VC18", Some("ZJ20")).unwrap();
    let draft = |date: &str| {
        let anchors = Anchors { day: day(date), ..happened(&[]) };
        let lines = calendar(&rules, Body::VillagersCommittee, &anchors).unwrap();
        the(&lines, Step::FormalList, Key::FormalListBeforeDays).draft
    };
    assert!(!draft("2025-11-25") && draft("2025-11-26"));
}

#[test]
fn the_party_meeting_of_a_committee_s_town_comes_the_day_before_at_the_latest() {
    let lines = villagers(&zhejiang(), &happened(&[(Step::PartyMeeting, "2008-05-08")]));
    let line = lines.iter().find(|line| line.step == Step::PartyMeeting).unwrap();
    assert_eq!((line.rule.0, line.verdict), ("X-1", Some(Verdict::Late { days: 1 })));
}

#[test]
fn what_no_layer_sets_is_not_in_force() {
    let bare = "id = \"B\"\nkind = \"national\"\nfamily = \"villagers\"\nfrom = \"1990-01-01\"\n\
        title = { zh = \"空\", en = \"bare\" }";
    let lines = villagers(&alone(bare), &happened(&[]));
    let binding = lines.iter().filter(|line| line.layer == Standing::InForce);
    let steps: Vec<_> = binding.map(|line| line.step).collect();
    assert_eq!(steps, [Step::Vote, Step::ResultAnnounced]);
}

#[test]
fn a_draft_is_marked_until_a_local_rule_adopts_it() {
    let text = NATIONAL.replace("title", "draft = true\n    title");
    let rules = alone(&text);
    let roll = |rules: &Rules| {
        the(&villagers(rules, &happened(&[])), Step::RollPosted, Key::RollBeforeDays)
    };
    assert!(roll(&rules).draft);
    let text = "place = \"330902\"\n[adopts.VCT]\ndocument = \"省选〔2008〕1号\"";
    let local = LocalRules::parse(text, &rules).unwrap();
    assert!(!roll(&rules.with_local(Arc::new(local)).unwrap()).draft);
}

#[test]
fn what_happens_on_election_day_is_marked_as_a_draft_by_the_same_measure() {
    let sealed = PROVINCE.replace("title", "draft = true\n    title");
    let rules = Rules {
        pack: pack(&NATIONAL.replace("title", "draft = true\n    title")),
        overlay: Some(pack(&sealed)),
        local: None,
    };
    let drafts = |rules: &Rules| {
        let lines = villagers(rules, &happened(&[]));
        [Step::Vote, Step::ResultAnnounced, Step::BallotsSealed].map(|step| {
            let of_step = |line: &&Line| line.step == step && line.layer == Standing::InForce;
            lines.iter().find(of_step).unwrap().draft
        })
    };
    assert_eq!(drafts(&rules), [true; 3]);
    let adopts = |ids: &[&str]| {
        let tables =
            ids.iter().map(|id| format!("[adopts.{id}]\ndocument = \"省选〔2008〕1号\"\n"));
        let text = format!("place = \"330902\"\n{}", tables.collect::<String>());
        let local = LocalRules::parse(&text, &rules).unwrap();
        drafts(&rules.clone().with_local(Arc::new(local)).unwrap())
    };
    assert_eq!(adopts(&["VCT"]), [false, false, true], "each draft on its own");
    assert_eq!(adopts(&["VCT", "ZJT"]), [false; 3]);
    assert_eq!(drafts(&zhejiang()), [false; 3]);
}

fn shipped(id: &str) -> &'static Pack {
    Pack::national(id).or_else(|| Pack::overlay(id)).unwrap()
}

#[test]
fn guidance_names_every_law_of_the_same_limit_and_no_default() {
    let lines = villagers(&zhejiang(), &happened(&[]));
    let (binding, guidance): (Vec<_>, Vec<_>) =
        lines.iter().partition(|line| line.layer == Standing::InForce);
    assert!(binding.iter().all(|line| line.also.is_empty()));
    assert!(guidance.iter().any(|line| !line.also.is_empty()));
    for line in guidance {
        let Some(key) = line.key else { continue };
        let fixed = |id: &String| shipped(id).values[&key].fixed;
        let of_a_law = line.set_by != SetBy::Practice;
        assert!(line.also.iter().all(|id| fixed(id) == of_a_law), "{line:?}");
        assert_eq!(line.pack.as_ref().is_some_and(fixed), of_a_law, "{line:?}");
    }
}

#[test]
fn of_guidance_of_the_same_length_a_law_goes_before_a_default() {
    let row = ROWS.iter().find(|row| row.step == Step::RollPosted).unwrap();
    let guidance = |id: &str, fixed: bool| {
        let text = NATIONAL.replace("\"VCT\"", &format!("\"{id}\""));
        let text = if fixed { text } else { text.replace(", fixed = true", "") };
        let mut set = plan::in_pack(row, Family::Villagers, pack(&text)).unwrap();
        set.layer = Standing::Guidance;
        set
    };
    let joined = |first: (&str, bool), then: (&str, bool)| {
        let mut set = guidance(first.0, first.1);
        set.join(guidance(then.0, then.1));
        let line = set.line(row, Family::Villagers);
        (line.pack.unwrap(), line.also)
    };
    let (law, default) = (("A", true), ("B", false));
    assert_eq!(joined(law, default), ("A".into(), vec![]));
    assert_eq!(joined(default, law), ("A".into(), vec![]));
    assert_eq!(joined(law, ("C", true)), ("A".into(), vec!["C".into()]));
    assert_eq!(joined(default, ("C", false)), ("B".into(), vec!["C".into()]));
}

#[test]
fn guidance_of_a_draft_is_marked() {
    let draft = pack(&NATIONAL.replace("title", "draft = true\n    title"));
    for (pack, marked) in [(draft, true), (pack(NATIONAL), false)] {
        let row = ROWS.iter().find(|row| row.step == Step::RollPosted).unwrap();
        let set = plan::in_pack(row, Family::Villagers, pack).unwrap();
        assert_eq!(set.line(row, Family::Villagers).draft, marked);
    }
}

#[test]
fn practice_cites_what_it_rests_on() {
    let practice_of = |step: Step, law: &str, family: Option<Family>| {
        let own = |row: &&Practice| (row.step, row.law, row.family) == (step, law, family);
        let mut all = PRACTICE.iter().filter(own);
        let found = all.next().unwrap();
        assert!(all.next().is_none(), "{step:?} {law}");
        let line = found.line();
        let days = (line.span, line.side, line.from);
        (found.family, days, line.rule.0, line.source.to_string(), line.tag)
    };
    let practice = |step, law| practice_of(step, law, Some(Family::Villagers));
    let before = |days, from| (Span::Days(days), Side::Before, from);
    let villages = Some(Family::Villagers);
    assert_eq!(
        practice(Step::Commission, "FJ21"),
        (villages, before(34, Step::Vote), "V-16", "FJ21".into(), Tag::E)
    );
    assert_eq!(
        practice(Step::AuditPosted, "CQ13"),
        (villages, before(3, Step::Commission), "V-71", "CQ13 art. 37".into(), Tag::V)
    );
    assert_eq!(
        practice(Step::AuditPosted, "VC18"),
        (villages, before(1, Step::Commission), "V-71", "VC18 art. 35".into(), Tag::V)
    );
    let after = (Span::Days(10), Side::After, Step::Vote);
    assert_eq!(
        practice(Step::AnotherElection, "GC13"),
        (villages, after, "C-11", "GC13".into(), Tag::M)
    );
    let residents = Some(Family::Residents);
    assert_eq!(
        practice_of(Step::AnotherElection, "GC13", residents),
        (residents, after, "R-15", "GC13".into(), Tag::M)
    );
    assert_eq!(
        practice_of(Step::AbsenceNotice, "RC-x", residents),
        (residents, before(2, Step::Vote), "R-10", "RC-x art. 14".into(), Tag::E)
    );
    // of villages and towns alike, never of the Party itself
    assert_eq!(
        practice_of(Step::PartyMeeting, "reports", None),
        (None, before(1, Step::Vote), "X-1", "reports".into(), Tag::S)
    );
}

#[test]
fn the_party_has_no_limits_for_count_and_result_on_the_day_of_its_meeting() {
    let sources = ["V-60", "C-17", "C-19"]
        .map(|rule| format!("{rule} = {{ law = \"PT\", article = \"9\", tag = \"V\" }}\n"));
    let text = format!("{PARTY}\n[sources]\n{}", sources.concat());
    let lines = calendar(&alone(&text), Body::PartyCommittee, &happened(&[])).unwrap();
    let same_day = lines.iter().filter(|line| line.direction == Direction::OnTheDay);
    let steps: Vec<_> = same_day.map(|line| (line.step, line.rule.0)).collect();
    assert_eq!(steps, [(Step::Vote, "P-11")]);
}

#[test]
fn days_are_counted_over_leap_days_and_ends_of_months() {
    let none = WorkingDays::default();
    let from = |span: Span, event: &str, side| span.from(day(event), side, &none);
    for (span, event, side, date) in [
        (Span::Days(20), "2008-03-10", Side::Before, "2008-02-19"),
        (Span::Days(20), "2007-03-10", Side::Before, "2007-02-18"),
        (Span::Days(5), "2008-02-26", Side::After, "2008-03-02"),
        (Span::Months(1), "2008-03-31", Side::Before, "2008-02-29"),
        (Span::Months(6), "2007-08-31", Side::Before, "2007-02-28"),
        (Span::Months(1), "2008-01-31", Side::After, "2008-02-29"),
        (Span::Months(12), "2008-02-29", Side::After, "2009-02-28"),
        (Span::Months(2), "2008-12-31", Side::After, "2009-02-28"),
        (Span::WorkingDays(1), "2008-04-18", Side::After, "2008-04-21"),
        (Span::WorkingDays(0), "2008-04-19", Side::After, "2008-04-19"),
        (Span::WorkingDays(1), "2008-04-21", Side::Before, "2008-04-17"),
    ] {
        assert_eq!(from(span, event, side), Some(day(date)), "{span:?} {event} {side:?}");
    }
}

#[test]
fn dates_at_the_ends_of_the_calendar_are_an_error() {
    for date in [NaiveDate::MIN, NaiveDate::MAX] {
        let anchors = Anchors { day: date, happened: Vec::new(), working: WorkingDays::default() };
        assert!(calendar(&zhejiang(), Body::VillagersCommittee, &anchors).is_err());
        let verdict = judge(date, Direction::Latest, NaiveDate::MIN);
        assert_ne!(verdict, Verdict::Late { days: 0 });
    }
    let none = WorkingDays::default();
    assert_eq!(Span::WorkingDays(30).from(NaiveDate::MAX, Side::After, &none), None);
    assert_eq!(Span::WorkingDays(30).from(NaiveDate::MIN, Side::Before, &none), None);
    assert_eq!(Span::Months(u32::MAX).from(day("2008-05-08"), Side::After, &none), None);
}

#[test]
fn a_line_serialises_under_stable_names() {
    let lines = villagers(&zhejiang(), &happened(&[(Step::RollPosted, "2008-04-19")]));
    let line = the(&lines, Step::RollPosted, Key::RollBeforeDays);
    let expected = serde_json::json!({
        "date": "2008-04-18", "step": "roll_posted", "rule": "V-06", "source": "VCT art. 14",
        "tag": "V", "layer": "in_force", "set_by": "pack", "pack": "VCT", "also": line.also,
        "draft": false, "key": "roll_before_days", "from": "vote", "from_date": "2008-05-08",
        "from_planned": false, "span": { "unit": "days", "number": 20 }, "side": "before",
        "direction": "latest", "happened": "2008-04-19",
        "verdict": { "word": "late", "days": 1 },
    });
    assert_eq!(serde_json::to_value(&line).unwrap(), expected);
}

#[test]
fn every_step_is_found_by_its_word() {
    for step in Step::ALL {
        assert_eq!(Step::from_word(step.word()), Some(*step));
    }
    assert_eq!(Step::from_word("party"), None);
}

proptest! {
    #[test]
    fn a_later_election_day_moves_what_hangs_on_it_by_the_same_days(
        start in 0_u64..20_000, shift in 0_u64..4_000,
    ) {
        let first = day("1998-11-04") + Days::new(start);
        let rules = zhejiang();
        let of = |day| {
            villagers(&rules, &Anchors { day, happened: Vec::new(), working: WorkingDays::default() })
        };
        let (before, after) = (of(first), of(first + Days::new(shift)));
        // Party rules in force may change with the day
        let own = |lines: Vec<Line>| {
            lines.into_iter().filter(|line| line.from == Step::Vote).collect::<Vec<_>>()
        };
        let (before, after) = (own(before), own(after));
        prop_assert_eq!(before.len(), after.len());
        for (before, after) in before.iter().zip(&after) {
            prop_assert_eq!(before.step, after.step);
            prop_assert_eq!(before.date.map(|date| date + Days::new(shift)), after.date);
        }
    }

    #[test]
    fn verdicts_flip_exactly_at_the_limit(event in 0_u64..20_000, days in -400_i64..400) {
        let limit = day("1998-11-04") + Days::new(event);
        let happened = limit + chrono::TimeDelta::days(days);
        let latest = judge(limit, Direction::Latest, happened);
        let earliest = judge(limit, Direction::Earliest, happened);
        match days {
            1.. => prop_assert_eq!(latest, Verdict::Late { days }),
            0 => prop_assert_eq!(latest, Verdict::LastDay),
            _ => prop_assert_eq!(latest, Verdict::OnTime { days_left: Some(-days) }),
        }
        let early = (days < 0).then_some(Verdict::TooEarly { days: -days });
        prop_assert_eq!(earliest, early.unwrap_or(Verdict::OnTime { days_left: None }));
    }

    #[test]
    fn no_day_makes_the_calendar_panic(day in any::<i32>(), posted in any::<i32>()) {
        let date = |number| {
            NaiveDate::from_epoch_days(number)
                .unwrap_or(if number < 0 { NaiveDate::MIN } else { NaiveDate::MAX })
        };
        let anchors = Anchors {
            day: date(day),
            happened: vec![(Step::RollPosted, date(posted)), (Step::TermEnd, date(posted))],
            working: WorkingDays::default(),
        };
        for body in Body::ALL {
            let _ = calendar(&zhejiang(), body, &anchors);
        }
    }

    #[test]
    fn working_days_pass_as_many_as_asked(
        start in 0_u64..20_000, days in 1_u32..30, off in proptest::collection::vec(0_u64..60, 0..8),
    ) {
        let event = day("1998-11-04") + Days::new(start);
        let working = WorkingDays {
            holidays: off.iter().map(|off| event + Days::new(*off)).collect(),
            makeup: std::collections::BTreeSet::default(),
        };
        let end = Span::WorkingDays(days).from(event, Side::After, &working).unwrap();
        let passed = event.iter_days().skip(1).take_while(|date| *date <= end);
        prop_assert_eq!(passed.filter(|date| working.works(*date)).count(), days as usize);
        prop_assert!(working.works(end));
        let start = Span::WorkingDays(days).from(end, Side::Before, &working).unwrap();
        let between = start.iter_days().skip(1).take_while(|date| *date < end);
        prop_assert_eq!(between.filter(|date| working.works(*date)).count(), days as usize);
        prop_assert!(working.works(start.succ_opt().unwrap()));
    }
}

/// Over the shipped packs, with the values of law.md sections 2 and 3.
mod shipped {
    use super::*;

    fn has(lines: &[Line], step: Step, date: &str, layer: Standing) {
        let found = dates(lines, step, layer);
        assert!(found.contains(&date.to_owned()), "{} {date} {found:?}", step.word());
    }

    fn under(overlay: Option<&str>) -> Vec<Line> {
        let rules = Rules::new(Family::Villagers, "VC98", overlay).unwrap();
        villagers(&rules, &happened(&[]))
    }

    #[test]
    fn vc98_alone_shows_its_own_dates_in_force_and_all_others_as_guidance() {
        let lines = under(None);
        has(&lines, Step::RollPosted, "2008-04-18", Standing::InForce);
        has(&lines, Step::Vote, "2008-05-08", Standing::InForce);
        has(&lines, Step::ResultAnnounced, "2008-05-08", Standing::InForce);
        for (step, date) in [
            (Step::ElectionDayNotice, "2008-04-04"),
            (Step::Objection, "2008-04-23"),
            (Step::Decision, "2008-04-26"),
            (Step::NominationNotice, "2008-04-23"),
            (Step::PreliminaryList, "2008-04-25"),
            (Step::SelfNomination, "2008-04-28"),
            (Step::FormalList, "2008-05-01"),
            (Step::FormalList, "2008-05-03"),
            (Step::Arrangements, "2008-05-03"),
            (Step::SpeechRequest, "2008-05-03"),
            (Step::ProxyPapers, "2008-05-03"),
            (Step::ProxyPapers, "2008-05-05"),
            (Step::Withdrawal, "2008-05-05"),
            (Step::ProxyList, "2008-05-06"),
            (Step::ProxyList, "2008-05-07"),
            (Step::BallotRules, "2008-05-07"),
            (Step::ResultPosted, "2008-05-09"),
            (Step::AnotherElection, "2008-05-18"),
            (Step::AnotherElection, "2008-05-23"),
            (Step::AnotherElection, "2008-06-07"),
            (Step::Handover, "2008-05-18"),
            (Step::GroupLeaders, "2008-06-07"),
            (Step::Rerun, "2008-06-07"),
        ] {
            has(&lines, step, date, Standing::Guidance);
        }
    }

    #[test]
    fn zhejiang_s_overlay_brings_its_dates_into_force() {
        let lines = under(Some("ZJ20"));
        for (step, date) in [
            (Step::SelfNomination, "2008-04-28"),
            (Step::FormalList, "2008-05-03"),
            (Step::Arrangements, "2008-05-03"),
            (Step::SpeechRequest, "2008-05-03"),
            (Step::ProxyPapers, "2008-05-05"),
            (Step::Withdrawal, "2008-05-05"),
            (Step::ProxyList, "2008-05-07"),
            (Step::ResultPosted, "2008-05-09"),
            (Step::AnotherElection, "2008-06-07"),
        ] {
            has(&lines, step, date, Standing::InForce);
        }
        has(&lines, Step::ProxyPapers, "2008-05-03", Standing::Guidance);
        has(&lines, Step::AnotherElection, "2008-05-23", Standing::Guidance);
    }

    #[test]
    fn guidance_judges_beside_the_law() {
        let anchors = happened(&[(Step::FormalList, "2008-05-02"), (Step::Checks, "2008-05-08")]);
        let verdicts = |overlay, step, layer| -> Vec<Option<Verdict>> {
            let rules = Rules::new(Family::Villagers, "VC98", overlay).unwrap();
            let lines = villagers(&rules, &anchors);
            let own = lines.iter().filter(|line| line.step == step && line.layer == layer);
            own.map(|line| line.verdict).collect()
        };
        let zhejiang = Some("ZJ20");
        let law = verdicts(zhejiang, Step::FormalList, Standing::InForce);
        assert_eq!(law, [Some(Verdict::OnTime { days_left: Some(1) })]);
        let guidance = verdicts(zhejiang, Step::FormalList, Standing::Guidance);
        // six days before: three days before is kept, ten and seven are not
        let late = |days| Some(Verdict::Late { days });
        assert!(guidance.contains(&late(4)) && guidance.contains(&late(1)), "{guidance:?}");
        assert!(guidance.contains(&Some(Verdict::OnTime { days_left: Some(3) })), "{guidance:?}");
        assert!(guidance.iter().all(Option::is_some), "{guidance:?}");
        let alone = verdicts(None, Step::FormalList, Standing::Guidance);
        assert!(alone.iter().all(Option::is_some), "{alone:?}");
        let practice = verdicts(zhejiang, Step::Checks, Standing::Guidance);
        assert_eq!(practice, [Some(Verdict::Late { days: 1 })]);
    }

    #[test]
    fn vc98_counts_in_public_on_the_day_by_its_own_article() {
        let lines = under(None);
        let of = |step| {
            let own = lines.iter().filter(move |line| line.step == step && line.from == Step::Vote);
            own.map(|line| (line.layer, line.source.to_string(), line.tag)).collect::<Vec<_>>()
        };
        let own = vec![(Standing::InForce, "VC98 art. 14".to_owned(), Tag::E)];
        assert_eq!(of(Step::Vote), own);
        assert_eq!(of(Step::Count), own);
        assert_eq!(of(Step::ResultAnnounced), own);
    }

    #[test]
    fn the_exit_audit_is_posted_before_the_commission_is_formed() {
        let rules = Rules::new(Family::Villagers, "VC18", None).unwrap();
        let events = [(Step::Commission, "2021-03-01"), (Step::AuditPosted, "2021-03-01")];
        let lines = villagers(&rules, &on("2021-04-17", &events));
        let audit = lines.iter().filter(|line| line.step == Step::AuditPosted);
        let audit: Vec<_> = audit
            .map(|line| (line.date.unwrap().to_string(), line.layer, line.rule.0, line.verdict))
            .collect();
        let late = |days| Some(Verdict::Late { days });
        let left = Some(Verdict::OnTime { days_left: Some(46) });
        assert_eq!(
            audit,
            [
                ("2021-02-26".to_owned(), Standing::Guidance, "V-71", late(3)),
                ("2021-02-28".to_owned(), Standing::Guidance, "V-71", late(1)),
                ("2021-04-16".to_owned(), Standing::InForce, "V-71", left),
            ]
        );
    }

    #[test]
    fn packs_with_the_same_limit_share_a_line() {
        let lines = under(None);
        let five = |line: &&Line| {
            line.key == Some(Key::FormalListBeforeDays) && line.span == Span::Days(5)
        };
        let found: Vec<_> = lines.iter().filter(five).collect();
        assert_eq!(found.len(), 1);
        assert!(found[0].also.contains(&"SH20".to_owned()), "{:?}", found[0].also);
    }

    #[test]
    fn beside_a_committee_the_party_s_own_steps_wait_for_the_day_of_its_meeting() {
        let request = |lines: &[Line]| {
            let mut own = lines.iter().filter(|line| line.step == Step::PartyRequest);
            own.next().unwrap().clone()
        };
        assert_eq!(request(&under(None)).date, None);
        let rules = Rules::new(Family::Villagers, "VC98", None).unwrap();
        let known = villagers(&rules, &happened(&[(Step::PartyMeeting, "2008-04-30")]));
        let line = request(&known);
        assert_eq!((line.date, line.layer), (Some(day("2008-03-30")), Standing::Guidance));
        // of the day's regulations, not of those of 2020
        assert_eq!((line.pack.as_deref(), line.also), (Some("P90"), Vec::new()));
    }

    #[test]
    fn defaults_of_a_pack_are_guidance_and_give_way_to_a_law_that_says_the_same() {
        let lines = under(None);
        let of = |step, span| {
            let mut own = lines.iter().filter(|line| line.step == step && line.span == span);
            own.next().unwrap().clone()
        };
        let objection = of(Step::Objection, Span::Days(5));
        assert_eq!(objection.layer, Standing::Guidance);
        assert_eq!((objection.set_by, objection.pack.as_deref()), (SetBy::Pack, Some("VC10")));
        let another = of(Step::AnotherElection, Span::Days(10));
        assert_eq!((another.set_by, another.source.law.as_str()), (SetBy::Practice, "GC13"));
    }

    #[test]
    fn the_party_s_lead_times_are_guidance_where_handbooks_say_them() {
        let rules = Rules::new(Family::Party, "P20", None).unwrap();
        let anchors = on("2021-04-15", &[(Step::TermEnd, "2021-06-30")]);
        let lines = calendar(&rules, Body::PartyCommittee, &anchors).unwrap();
        has(&lines, Step::PartyReminder, "2020-12-30", Standing::Guidance);
        has(&lines, Step::PartyRequest, "2021-03-15", Standing::Guidance);
        let rules: Vec<_> = lines.iter().filter(|line| line.layer == Standing::InForce).collect();
        // postponed or advanced by a year at most, and the meeting itself
        assert_eq!(
            rules.iter().map(|line| line.rule.0).collect::<Vec<_>>(),
            ["P-06", "P-11", "P-06"]
        );
    }
}
