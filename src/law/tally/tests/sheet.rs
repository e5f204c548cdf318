use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

const ANN: EntererId = EntererId(1);
const BO: EntererId = EntererId(2);
const CARL: EntererId = EntererId(3);

/// A sheet of one group with one candidate and room for write-ins.
fn small() -> Form {
    form_of(Layout {
        papers: Papers::Collected,
        channels: [].into(),
        posts: vec![lines(Post::Director, 1, &["A"])],
        ..village()
    })
}

const SMALL: &str = "ballots.collected=10 ballots.valid=10 ballots.invalid=0 ballots.blank=0 \
                     votes.director.A=7 written.director.李四=2";

fn part(rules: &Rules) -> Setting<'_> {
    Setting { scope: Scope::Part, ..setting(rules, Body::VillagersCommittee) }
}

fn ended(by: EntererId, with: EntererId, reason: &str) -> Ended {
    Ended { by, with, reason: reason.into() }
}

fn entered(setting: &Setting<'_>, first: &str, second: &str) -> Sheet {
    let mut sheet = Sheet::new(small());
    sheet.enter(setting, ANN, with(SMALL, first)).unwrap();
    sheet.enter(setting, BO, with(SMALL, second)).unwrap();
    sheet
}

fn finished(setting: &Setting<'_>) -> Sheet {
    let mut sheet = entered(setting, "", "");
    sheet.finish(setting, ANN).unwrap();
    sheet
}

fn fields(names: &str) -> BTreeSet<Field> {
    names.split_whitespace().map(field).collect()
}

#[test]
fn a_second_entry_needs_another_person() {
    let rules = rules("");
    let setting = part(&rules);
    let mut sheet = Sheet::new(small());
    sheet.enter(&setting, ANN, read(SMALL)).unwrap();
    let before = sheet.clone();
    let refusal = sheet.enter(&setting, ANN, read(SMALL)).unwrap_err();
    assert_eq!(refusal, Refusal::SamePerson);
    assert_eq!(refusal.rule(), DOUBLE_ENTRY);
    assert_eq!(sheet, before);
    sheet.enter(&setting, BO, read(SMALL)).unwrap();
    let third = sheet.enter(&setting, CARL, read(SMALL));
    assert_eq!(third, Err(Refusal::NotNow(State::Agreed, Act::Enter)));
}

#[test]
fn an_entry_holds_only_fields_of_the_form_and_figures_that_count() {
    let rules = rules("");
    let setting = part(&rules);
    let mut sheet = Sheet::new(small());
    let foreign = sheet.enter(&setting, ANN, with(SMALL, "ballots.issued=1"));
    assert_eq!(foreign, Err(Refusal::NoField(field("ballots.issued"))));
    let large = sheet.enter(&setting, ANN, with(SMALL, "ballots.valid=1000000001"));
    assert_eq!(large, Err(Refusal::TooLarge(field("ballots.valid"))));
    assert_eq!(sheet.state(&setting), State::Empty);
    sheet.enter(&setting, ANN, with(SMALL, "ballots.valid=1000000000")).unwrap();
}

#[test]
fn nobody_sees_the_figures_of_the_other_while_entering() {
    let rules = rules("");
    let setting = part(&rules);
    let mut sheet = Sheet::new(small());
    let empty = Status { state: State::Empty, own: None };
    assert_eq!(sheet.status_for(ANN, &setting), empty);
    sheet.enter(&setting, ANN, read(SMALL)).unwrap();
    let status = sheet.status_for(BO, &setting);
    assert_eq!(status, Status { state: State::FirstEntered, own: None });
    assert_eq!(sheet.status_for(ANN, &setting).own.unwrap().figures, read(SMALL));
    assert_eq!(sheet.differences(), None);
    assert_eq!(sheet.findings(&setting), None);
    assert_eq!(sheet.correctable(&setting), BTreeSet::new());
    assert_eq!(sheet.definitive(), None);
    assert_eq!(sheet.versions(), None);
    sheet.start_over(&setting, &ended(ANN, BO, "another village's paper")).unwrap();
    assert_eq!(sheet.versions(), None);
    assert_eq!(sheet.status_for(ANN, &setting), empty);
    let other = with(SMALL, "votes.director.A=6");
    let mut sheet = entered(&setting, "", "votes.director.A=6");
    assert_eq!(sheet.status_for(BO, &setting).own.unwrap().figures, other);
    assert_eq!(sheet.status_for(CARL, &setting).own, None);
    assert_eq!(sheet.findings(&setting), None);
    sheet.correct(&setting, ANN, &field("votes.director.A"), Some(6)).unwrap();
    assert_eq!(sheet.definitive(), None);
}

#[test]
fn only_differing_fields_are_corrected() {
    let rules = rules("");
    let setting = part(&rules);
    let mut sheet = entered(&setting, "", "votes.director.A=6");
    let votes = field("votes.director.A");
    let differing = Difference { field: votes.clone(), first: Some(7), second: Some(6) };
    assert_eq!(sheet.differences(), Some(vec![differing]));
    assert_eq!(sheet.correctable(&setting), [votes.clone()].into());
    assert_eq!(sheet.state(&setting), State::Differing);
    let before = sheet.clone();
    let mut refused = |by, name: &str, figure| {
        let refusal = sheet.correct(&setting, by, &field(name), figure).unwrap_err();
        assert_eq!(sheet, before);
        refusal
    };
    let valid = field("ballots.valid");
    assert_eq!(refused(ANN, "ballots.valid", Some(9)), Refusal::NotOpen(valid));
    assert_eq!(refused(CARL, "votes.director.A", Some(7)), Refusal::NotEnterer);
    assert_eq!(refused(BO, "votes.director.A", Some(6)), Refusal::Unchanged(votes.clone()));
    assert_eq!(refused(BO, "votes.director.A", None), Refusal::Printed(votes.clone()));
    let large = Some(MAX_FIGURE + 1);
    assert_eq!(refused(BO, "votes.director.A", large), Refusal::TooLarge(votes.clone()));
    sheet.correct(&setting, BO, &votes, Some(MAX_FIGURE)).unwrap();
    sheet.correct(&setting, BO, &votes, Some(7)).unwrap();
    assert_eq!(sheet.state(&setting), State::Agreed);
    assert_eq!(sheet.kept().first.as_ref().unwrap().figures, read(SMALL));
    sheet.finish(&setting, BO).unwrap();
    assert_eq!(sheet.definitive(), Some(&read(SMALL)));
    assert_eq!(sheet.correctable(&setting), BTreeSet::new());
    let late = sheet.correct(&setting, BO, &votes, Some(6));
    assert_eq!(late, Err(Refusal::NotNow(State::Definitive, Act::Correct)));
}

#[test]
fn a_misread_name_is_a_difference_of_its_row() {
    let rules = rules("");
    let setting = part(&rules);
    let edits = "written.director.李四=- written.director.李泗=2";
    let mut sheet = entered(&setting, "", edits);
    let (right, wrong) = (field("written.director.李四"), field("written.director.李泗"));
    assert_eq!(
        sheet.differences().unwrap(),
        [
            Difference { field: right.clone(), first: Some(2), second: None },
            Difference { field: wrong.clone(), first: None, second: Some(2) },
        ]
    );
    sheet.correct(&setting, BO, &wrong, None).unwrap();
    sheet.correct(&setting, BO, &right, Some(2)).unwrap();
    assert_eq!(sheet.state(&setting), State::Agreed);
    let rest = with(SMALL, "written.director.李四=-");
    let mut sheet = Sheet::new(small());
    sheet.enter(&setting, ANN, read(SMALL)).unwrap();
    let wide = rest.into_iter().chain([(field("written.director.李\u{3000}四"), 2)]);
    sheet.enter(&setting, BO, figures(wide).unwrap()).unwrap();
    assert_eq!(sheet.differences(), Some(vec![]));
}

#[test]
fn an_error_on_which_both_agree_is_corrected_by_both() {
    let rules = rules("");
    let setting = part(&rules);
    let mut sheet = entered(&setting, "ballots.collected=11", "ballots.collected=11");
    assert_eq!(sheet.state(&setting), State::Faulty);
    assert_eq!(numbers(&sheet.findings(&setting).unwrap()), "F.102");
    let named = "ballots.collected ballots.valid ballots.invalid ballots.blank";
    assert_eq!(sheet.correctable(&setting), fields(named));
    let not_yet = sheet.finish(&setting, ANN);
    assert_eq!(not_yet, Err(Refusal::NotNow(State::Faulty, Act::Finish)));
    let collected = field("ballots.collected");
    sheet.correct(&setting, BO, &collected, Some(10)).unwrap();
    assert_eq!(sheet.state(&setting), State::Differing);
    assert_eq!(sheet.correctable(&setting), fields("ballots.collected"));
    sheet.correct(&setting, ANN, &collected, Some(10)).unwrap();
    assert_eq!(sheet.state(&setting), State::Agreed);
}

const BLANK: &str = "ballots.valid=9 ballots.blank=1";

#[test]
fn every_warning_needs_its_own_written_explanation() {
    let rules = rules("");
    let setting = part(&rules);
    let mut sheet = entered(&setting, BLANK, BLANK);
    let findings = sheet.findings(&setting).unwrap();
    assert_eq!(numbers(&findings), "W.206");
    assert_eq!(sheet.state(&setting), State::Unexplained);
    assert_eq!(sheet.explanation(&findings[0]), None);
    let mut other = findings[0].clone();
    other.number = Number::W(205);
    let before = sheet.clone();
    let mut refused = |by, finding: &Finding, text: &str| {
        let refusal = sheet.explain(&setting, by, finding, text).unwrap_err();
        assert_eq!(sheet, before);
        refusal
    };
    assert_eq!(refused(CARL, &findings[0], "counted twice"), Refusal::NotEnterer);
    assert_eq!(refused(ANN, &findings[0], " \u{3000}\n"), Refusal::NoText);
    assert_eq!(refused(ANN, &other, "counted twice"), Refusal::NoWarning);
    sheet.explain(&setting, ANN, &findings[0], " counted twice ").unwrap();
    assert_eq!(sheet.explanation(&findings[0]).unwrap().text, "counted twice");
    assert_eq!(sheet.explanation(&other), None);
    assert_eq!(sheet.state(&setting), State::Agreed);
    sheet.explain(&setting, BO, &findings[0], "counted three times").unwrap();
    assert_eq!(sheet.explanation(&findings[0]).unwrap().by, BO);
    assert_eq!(sheet.correctable(&setting), fields("ballots.collected ballots.blank"));
    sheet.finish(&setting, BO).unwrap();
    assert_eq!(sheet.state(&setting), State::Definitive);
}

#[test]
fn an_explanation_does_not_hold_for_other_figures() {
    let rules = rules("");
    let setting = part(&rules);
    let mut sheet = entered(&setting, BLANK, BLANK);
    let findings = sheet.findings(&setting).unwrap();
    sheet.explain(&setting, ANN, &findings[0], "so it is").unwrap();
    let mut stricter = setting.clone();
    stricter.thresholds.blank = 6;
    assert_eq!(sheet.state(&setting), State::Agreed);
    assert_eq!(sheet.state(&stricter), State::Unexplained);
}

#[test]
fn only_enterers_finish() {
    let rules = rules("");
    let setting = part(&rules);
    let mut sheet = entered(&setting, "", "");
    assert_eq!(sheet.finish(&setting, CARL), Err(Refusal::NotEnterer));
    assert_eq!(sheet.state(&setting), State::Agreed);
    assert_eq!(sheet.definitive(), None);
}

#[test]
fn reopening_needs_two_people_a_reason_and_named_fields() {
    let rules = rules("");
    let setting = part(&rules);
    let mut sheet = entered(&setting, BLANK, BLANK);
    let findings = sheet.findings(&setting).unwrap();
    sheet.explain(&setting, ANN, &findings[0], "so it is").unwrap();
    sheet.finish(&setting, ANN).unwrap();
    let before = sheet.clone();
    let mut refused = |ended: Ended, names: &str| {
        let refusal = sheet.reopen(&setting, &ended, fields(names)).unwrap_err();
        assert_eq!(sheet, before);
        refusal
    };
    let votes = "votes.director.A";
    assert_eq!(refused(ended(ANN, ANN, "misread"), votes), Refusal::SamePerson);
    assert_eq!(refused(ended(ANN, BO, "  "), votes), Refusal::NoText);
    assert_eq!(refused(ended(ANN, BO, "misread"), ""), Refusal::NoFields);
    let foreign = Refusal::NoField(field("ballots.issued"));
    assert_eq!(refused(ended(ANN, BO, "misread"), "ballots.valid ballots.issued"), foreign);
    sheet.reopen(&setting, &ended(CARL, BO, " misread "), fields(votes)).unwrap();
    assert_eq!(sheet.state(&setting), State::Unexplained);
    assert_eq!(
        sheet.correctable(&setting),
        fields("ballots.collected ballots.blank votes.director.A")
    );
    assert_eq!(sheet.definitive(), None);
    sheet.correct(&setting, ANN, &field(votes), Some(6)).unwrap();
    sheet.correct(&setting, BO, &field(votes), Some(6)).unwrap();
    sheet.explain(&setting, ANN, &findings[0], "so it is").unwrap();
    sheet.finish(&setting, BO).unwrap();
    assert_eq!(
        sheet.definitive(),
        Some(&with(SMALL, "ballots.valid=9 ballots.blank=1 votes.director.A=6"))
    );
    let [version] = sheet.versions().unwrap() else { panic!("one version") };
    assert_eq!(version.first, Entry { by: ANN, figures: with(SMALL, BLANK) });
    assert_eq!(version.second, Some(Entry { by: BO, figures: with(SMALL, BLANK) }));
    assert_eq!(version.explanations.len(), 1);
    assert!(version.definitive);
    assert_eq!(version.ended, ended(CARL, BO, "misread"));
    sheet.reopen(&setting, &ended(ANN, BO, "again"), fields("ballots.valid")).unwrap();
    assert!(!sheet.correctable(&setting).contains(&field(votes)));
}

#[test]
fn finishing_closes_what_was_reopened() {
    let rules = rules("");
    let setting = part(&rules);
    let mut sheet = finished(&setting);
    sheet.reopen(&setting, &ended(ANN, BO, "misread"), fields("ballots.valid")).unwrap();
    assert_eq!(sheet.state(&setting), State::Agreed);
    assert_eq!(sheet.kept().opened, fields("ballots.valid"));
    sheet.finish(&setting, ANN).unwrap();
    assert!(sheet.kept().opened.is_empty());
    sheet.reopen(&setting, &ended(ANN, BO, "misread"), fields("ballots.valid")).unwrap();
    sheet.start_over(&setting, &ended(ANN, BO, "wrong paper")).unwrap();
    assert_eq!(sheet.correctable(&setting), BTreeSet::new());
    sheet.enter(&setting, CARL, read(SMALL)).unwrap();
    sheet.enter(&setting, ANN, read(SMALL)).unwrap();
    assert_eq!(sheet.correctable(&setting), BTreeSet::new());
    assert_eq!(sheet.kept().versions.iter().filter(|it| it.definitive).count(), 2);
    assert_eq!(sheet.kept().versions.len(), 3);
}

#[test]
fn starting_over_needs_two_people_and_a_reason() {
    let rules = rules("");
    let setting = part(&rules);
    let mut sheet = entered(&setting, "", "votes.director.A=6");
    let alone = sheet.start_over(&setting, &ended(BO, BO, "wrong paper"));
    assert_eq!(alone, Err(Refusal::SamePerson));
    let silent = sheet.start_over(&setting, &ended(BO, ANN, ""));
    assert_eq!(silent, Err(Refusal::NoText));
    assert_eq!(sheet.state(&setting), State::Differing);
    sheet.start_over(&setting, &ended(BO, CARL, "wrong paper")).unwrap();
    assert_eq!(sheet.state(&setting), State::Empty);
    assert_eq!(sheet.kept().versions[0].second.as_ref().unwrap().by, BO);
}

#[test]
fn a_kept_sheet_is_restored_if_acts_could_have_made_it() {
    let rules = rules("");
    let setting = part(&rules);
    let sheets = [
        Sheet::new(small()),
        entered(&setting, "", ""),
        entered(&setting, "", "votes.director.A=1"),
        finished(&setting),
    ];
    for sheet in sheets {
        assert_eq!(Sheet::restore(small(), sheet.kept().clone()), Ok(sheet));
    }
    let entry = |by| Some(Entry { by, figures: read(SMALL) });
    let refused = |kept: Kept| Sheet::restore(small(), kept).unwrap_err();
    let second = Kept { second: entry(ANN), ..Kept::default() };
    assert_eq!(refused(second), Refusal::Impossible);
    let same = Kept { first: entry(ANN), second: entry(ANN), ..Kept::default() };
    assert_eq!(refused(same), Refusal::SamePerson);
    let half = Kept { first: entry(ANN), definitive: true, ..Kept::default() };
    assert_eq!(refused(half), Refusal::Impossible);
    let mut kept = finished(&setting).kept().clone();
    kept.second.as_mut().unwrap().figures.insert(field("ballots.valid"), 9);
    assert_eq!(refused(kept.clone()), Refusal::Impossible);
    kept.second.as_mut().unwrap().figures.insert(field("ballots.issued"), 9);
    assert_eq!(refused(kept), Refusal::NoField(field("ballots.issued")));
}

/// Everything that may be tried with the small sheet: enough to walk through every state.
fn tries(sheet: &Sheet, setting: &Setting<'_>) -> Vec<(Act, Sheet, Result<(), Refusal>)> {
    let mut tried = Vec::new();
    let mut attempt = |act, run: &dyn Fn(&mut Sheet) -> Result<(), Refusal>| {
        let mut next = sheet.clone();
        let result = run(&mut next);
        tried.push((act, next, result));
    };
    let two = "ballots.valid=9 ballots.blank=1 written.director.李四=0";
    for edits in ["", BLANK, "ballots.blank=1", two] {
        for by in [ANN, BO] {
            attempt(Act::Enter, &|it| it.enter(setting, by, with(SMALL, edits)));
        }
    }
    for by in [ANN, BO] {
        for (name, figure) in [
            ("ballots.valid", 9),
            ("ballots.valid", 10),
            ("ballots.blank", 0),
            ("ballots.blank", 1),
            ("ballots.collected", 10),
        ] {
            attempt(Act::Correct, &|it| it.correct(setting, by, &field(name), Some(figure)));
        }
        for finding in sheet.findings(setting).unwrap_or_default() {
            let before = sheet.explanation(&finding).is_some();
            let text = if before { "rather" } else { "so" };
            attempt(Act::Explain, &|it| it.explain(setting, by, &finding, text));
        }
        attempt(Act::Finish, &|it| it.finish(setting, by));
    }
    let by_two = || ended(ANN, BO, "x");
    attempt(Act::Reopen, &|it| it.reopen(setting, &by_two(), fields("ballots.valid")));
    attempt(Act::StartOver, &|it| it.start_over(setting, &by_two()));
    tried
}

#[test]
fn the_drawing_shows_exactly_what_the_code_does() {
    let rules = rules("");
    let strict = part(&rules);
    let mut seen = BTreeSet::new();
    let mut walked: BTreeSet<(State, Act, State)> = BTreeSet::new();
    let mut open = vec![Sheet::new(small())];
    while let Some(sheet) = open.pop() {
        let state = sheet.state(&strict);
        for (act, mut next, result) in tries(&sheet, &strict) {
            if result.is_err() {
                assert_eq!(next, sheet, "a refused act changes nothing");
                continue;
            }
            walked.insert((state, act, next.state(&strict)));
            // where one can go does not depend on what has been left behind, nor on who
            // explained how
            let mut kept = next.kept().clone();
            kept.versions.clear();
            kept.explanations.sort_by_key(|it| (it.finding.number, it.finding.compared.integers()));
            kept.explanations.dedup_by_key(|it| it.finding.clone());
            for explanation in &mut kept.explanations {
                explanation.by = ANN;
                explanation.text = "so".into();
            }
            next = Sheet::restore(small(), kept).unwrap();
            if seen.insert(format!("{next:?}")) {
                open.push(next);
            }
        }
    }
    assert_eq!(drawn(), walked.into_iter().map(text_of).collect());
}

fn drawn() -> BTreeSet<String> {
    include_str!("../../tally.rs")
        .lines()
        .filter_map(|line| line.strip_prefix("//!     "))
        .filter(|line| line.contains("-->") && !line.starts_with("[*]"))
        .map(str::to_owned)
        .collect()
}

fn text_of((from, act, to): (State, Act, State)) -> String {
    let act = match act {
        Act::Enter => "enter",
        Act::Correct => "correct",
        Act::Explain => "explain",
        Act::Finish => "finish",
        Act::Reopen => "reopen",
        Act::StartOver => "start_over",
    };
    format!("{from:?} --> {to:?}: {act}")
}

fn any_figures() -> impl Strategy<Value = Figures> {
    let some = proptest::collection::btree_map(
        proptest::sample::select(
            [
                "ballots.collected",
                "ballots.valid",
                "ballots.invalid",
                "ballots.blank",
                "votes.director.A",
                "written.director.李四",
                "written.director.王A",
            ]
            .map(field)
            .to_vec(),
        ),
        prop_oneof![0..4_u32, Just(MAX_FIGURE)],
        0..7,
    );
    some.prop_map(|some: Figures| some)
}

proptest! {
    #[test]
    fn entering_the_other_way_round_mirrors_the_differences(a in any_figures(), b in any_figures()) {
        let rules = rules("");
        let setting = part(&rules);
        let both = |first: &Figures, second: &Figures| {
            let mut sheet = Sheet::new(small());
            sheet.enter(&setting, ANN, first.clone()).unwrap();
            sheet.enter(&setting, BO, second.clone()).unwrap();
            sheet.differences().unwrap()
        };
        let mut mirrored = both(&b, &a);
        for it in &mut mirrored {
            std::mem::swap(&mut it.first, &mut it.second);
        }
        prop_assert_eq!(both(&a, &b), mirrored);
    }

    #[test]
    fn correcting_every_difference_leads_to_the_paper(typed in any_figures()) {
        let rules = rules("");
        let setting = part(&rules);
        let mut sheet = Sheet::new(small());
        let mut full = read(SMALL);
        full.extend(typed);
        sheet.enter(&setting, ANN, full).unwrap();
        sheet.enter(&setting, BO, read(SMALL)).unwrap();
        for it in sheet.differences().unwrap() {
            prop_assert_eq!(sheet.state(&setting), State::Differing);
            sheet.correct(&setting, ANN, &it.field, it.second).unwrap();
        }
        prop_assert_eq!(sheet.state(&setting), State::Agreed);
        sheet.finish(&setting, ANN).unwrap();
        prop_assert_eq!(sheet.definitive(), Some(&read(SMALL)));
    }

    #[test]
    fn random_figures_never_panic(typed in any_figures(), should: u32, present: u32) {
        let rules = rules(&value("proxy_max", "3"));
        for layout in [small().layout().clone(), village(), party()] {
            let mut setting = setting(&rules, layout.body);
            setting.electors = Electors { should: Some(should), present: Some(present) };
            let mut all = sums(&typed);
            for (row, name) in form_of(layout.clone()).fields().into_iter().enumerate() {
                if (should >> (row % 32)) & 1 == 0 {
                    all.insert(name, i64::from(present) << (row % 16));
                }
            }
            check(&form_of(layout), &all, &setting);
        }
    }
}
