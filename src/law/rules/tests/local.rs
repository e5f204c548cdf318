//! The local layer: what a county may set over the law, and every way in which it may not.

use super::*;
use crate::rules::local::{LocalProblem, Measure};

const DOCUMENT: &str = "县换选〔2025〕3号";

fn parse(text: &str, under: &Rules) -> Result<LocalRules, Vec<LocalError>> {
    LocalRules::parse(&format!("place = \"330902\"\n{text}"), under)
}

fn with_value(name: &str, value: &str, under: &Rules) -> Result<LocalRules, Vec<LocalError>> {
    let line = format!("[values]\n{name} = {{ value = {value}, document = \"{DOCUMENT}\" }}\n");
    parse(&line, under)
}

fn problem(found: Result<LocalRules, Vec<LocalError>>) -> (String, LocalProblem) {
    let mut errors = found.expect_err("refused");
    assert_eq!(errors.len(), 1, "{errors:?}");
    let error = errors.remove(0);
    (error.path, error.problem)
}

fn zhejiang() -> Rules {
    rules("VC18", Some("ZJ20"))
}

#[test]
fn what_the_law_fixes_may_be_tightened() {
    let tighter = [
        ("roll_before_days", "25"),
        ("decision_days", "2"),
        ("commission_max", "7"),
        ("staff_kin", "[\"sibling\", \"parent\", \"spouse\", \"child\", \"grandparent\"]"),
        ("proxy_candidate", "false"),
        ("reps_share", "\"> 4/5\""),
        ("women_reps_share", "\">= 1/2\""),
    ];
    for (name, value) in tighter {
        let layer = with_value(name, value, &zhejiang()).expect(name);
        let key = Key::from_name(name).expect("a key");
        let source = &layer.values()[&key].source;
        assert_eq!((source.law.as_str(), source.tag), (DOCUMENT, Tag::L));
    }
}

#[test]
fn what_the_law_fixes_may_be_repeated() {
    for (name, value) in [("roll_before_days", "20"), ("term_years", "5"), ("women_line", "true")] {
        with_value(name, value, &zhejiang()).expect(name);
    }
}

#[test]
fn what_the_law_fixes_is_never_lowered_and_the_article_is_named() {
    let lower = [
        ("roll_before_days", "19", "VC18 art. 14"),
        ("decision_days", "4", "VC18 art. 14"),
        ("formal_list_before_days", "3", "ZJ20 art. 18"),
        ("difference", "\"not_required\"", "VC18 art. 15"),
        ("women_member", "\"appropriate\"", "VC18 art. 6"),
        ("staff_kin", "[\"spouse\"]", "ZJ20 art. 22"),
        ("reps_share", "\"> 3/4\"", "VC18 art. 25"),
    ];
    for (name, value, article) in lower {
        match problem(with_value(name, value, &zhejiang())) {
            (path, LocalProblem::Lowers { source }) => {
                assert_eq!((path, source.cite()), (format!("values.{name}"), article.to_owned()));
            }
            other => panic!("{name}: {other:?}"),
        }
    }
}

#[test]
fn what_the_law_fixes_without_anything_stricter_stays() {
    let fixed = [
        ("voting_age", "17", "VC18 art. 13"),
        ("term_years", "3", "VC18 art. 11"),
        ("two_posts", "\"name\"", "ZJ20 art. 27"),
        ("recall_voters", "\">= 1/4\"", "VC18 art. 16"),
        // what would shorten a right of voters or candidates is not stricter
        ("withdrawal_before_days", "5", "ZJ20 art. 19"),
        ("proxy_before_days", "5", "ZJ20 art. 25"),
        ("proxy_kin", "[\"spouse\"]", "VC18 art. 15"),
        ("proxy_kin", "[\"spouse\", \"child_in_law\"]", "VC18 art. 15"),
        ("proxy_max", "2", "ZJ20 art. 25"),
        ("proxy_candidate", "true", "ZJ20 art. 25"),
        ("self_nomination_before_days", "15", "ZJ20 art. 20"),
        ("speech_before_days", "7", "ZJ20 art. 23"),
        ("kin_avoidance", "false", "ZJ20 art. 31"),
        ("avoidance_kin", "[\"spouse\"]", "ZJ20 art. 31"),
        (
            "avoidance_kin",
            "[\"sibling\", \"parent\", \"spouse\", \"child\", \"grandparent\"]",
            "ZJ20 art. 31",
        ),
        ("another_bar", "\"half_then_third\"", "VC18 art. 15"),
        ("incapable_leave", "true", "VC18 art. 13"),
        // days that the law fixes may not be cut off by a day before the election
        ("objection_before_days", "10", "VC18 art. 14"),
        ("decision_before_days", "5", "VC18 art. 14"),
    ];
    for (name, value, article) in fixed {
        match problem(with_value(name, value, &zhejiang())) {
            (path, LocalProblem::FixedByLaw { source }) => {
                assert_eq!((path, source.cite()), (format!("values.{name}"), article.to_owned()));
            }
            other => panic!("{name}: {other:?}"),
        }
    }
}

#[test]
fn the_law_alone_opens_an_exception_or_keeps_people_off_the_roll() {
    let nation = rules("VC18", None);
    for (name, value) in [("seats_max_large", "9"), ("hukou_proof", "true")] {
        let found = problem(with_value(name, value, &nation));
        assert_eq!(found, (format!("values.{name}"), LocalProblem::LawOnly));
    }
    let old = rules("VC98", None);
    let found = problem(with_value("incapable_leave", "true", &old));
    assert_eq!(found, ("values.incapable_leave".into(), LocalProblem::LawOnly));
    // V-80: the Act of 1998 knows the petition of voters only
    let found = problem(with_value("recall_reps", "\">= 1/1000\"", &old));
    assert_eq!(found, ("values.recall_reps".into(), LocalProblem::LawOnly));
    let party = rules("P20", None);
    let found = problem(with_value("plenary_quorum", "\">= 1/10\"", &party));
    assert_eq!(found, ("values.plenary_quorum".into(), LocalProblem::LawOnly));
    // where the law has the exception, its own words may be repeated and no others
    let henan = |value| {
        let line = format!("[values]\nseats_max_large = {{ value = {value}, document = \"d\" }}");
        LocalRules::parse(&format!("place = \"410102\"\n{line}"), &rules("VC18", Some("HN")))
    };
    henan(7).expect("the law's own");
    assert!(matches!(problem(henan(9)).1, LocalProblem::FixedByLaw { .. }));
    let town = rules("RC18", None);
    let found = problem(with_value("seats_exception", "true", &town)).1;
    assert!(matches!(found, LocalProblem::FixedByLaw { .. }), "{found:?}");
}

#[test]
fn values_in_force_go_together() {
    let nation = rules("VC18", None);
    let party = rules("P20", None);
    let line = |name: &str, value: &str| {
        format!("{name} = {{ value = {value}, document = \"{DOCUMENT}\" }}\n")
    };
    let contradicts = |under: &Rules, lines: &[(&str, &str)]| {
        let lines: String = lines.iter().map(|(name, value)| line(name, value)).collect();
        match problem(parse(&format!("[values]\n{lines}"), under)) {
            (path, LocalProblem::Contradicts { other }) => (path, other),
            found => panic!("{found:?}"),
        }
    };
    let found = contradicts(&zhejiang(), &[("commission_min", "9"), ("commission_max", "7")]);
    assert_eq!(found, ("values.commission_min".into(), Key::CommissionMax));
    let found = contradicts(&nation, &[("objection_days", "18")]);
    assert_eq!(found, ("values.objection_days".into(), Key::RollBeforeDays));
    let found = contradicts(&nation, &[("formal_list_before_days", "20")]);
    assert_eq!(found, ("values.formal_list_before_days".into(), Key::RollBeforeDays));
    for name in ["withdrawal_before_days", "self_nomination_before_days", "proxy_before_days"] {
        let found = contradicts(&nation, &[(name, "20")]);
        assert_eq!(found, (format!("values.{name}"), Key::RollBeforeDays));
    }
    let found = contradicts(&zhejiang(), &[("proxy_list_before_days", "4")]);
    assert_eq!(found, ("values.proxy_list_before_days".into(), Key::ProxyBeforeDays));
    let found = contradicts(&nation, &[("kin_avoidance", "true")]);
    assert_eq!(found, ("values.kin_avoidance".into(), Key::AvoidanceKin));
    let found = contradicts(&nation, &[("kin_avoidance", "true"), ("avoidance_kin", "[]")]);
    assert_eq!(found, ("values.kin_avoidance".into(), Key::AvoidanceKin));
    let found = contradicts(&party, &[("push_rule", "\"weighted\"")]);
    assert_eq!(found, ("values.push_rule".into(), Key::PushMembersPercent));

    let whole = line("objection_days", "17") + &line("roll_before_days", "20");
    parse(&format!("[values]\n{whole}"), &nation).expect("seventeen and three are twenty");
    let weighted = line("push_rule", "\"weighted\"") + &line("push_members_percent", "60");
    parse(&format!("[values]\n{weighted}"), &party).expect("a weight");
}

#[test]
fn values_of_other_bodies_are_refused() {
    let other = |name: &str, value: &str, pack: &str| {
        let found = problem(with_value(name, value, &rules(pack, None)));
        assert_eq!(found, (format!("values.{name}"), LocalProblem::OtherBodies));
    };
    other("party_quorum", "\"more_than\"", "VC18");
    other("quorum", "\"two_thirds\"", "VC18");
    other("absence_notice_before_days", "2", "VC18");
    other("roll_before_days", "30", "P20");
    other("push_names_per_post", "2", "RC18");
    with_value("proxy_max", "3", &rules("RC18", None)).expect("communities have proxies");
    with_value("absence_notice_before_days", "2", &rules("RC18", None)).expect("a value of theirs");
}

#[test]
fn a_layer_belongs_to_the_rules_that_it_was_validated_against() {
    let layer = Arc::new(with_value("roll_before_days", "25", &zhejiang()).expect("a layer"));
    assert!(zhejiang().with_local(layer.clone()).is_ok());
    for other in [rules("VC18", None), rules("VC25", Some("ZJ20")), rules("VC18", Some("SH20"))] {
        let found = other.with_local(layer.clone()).map(|rules| rules.digest());
        assert_eq!(found, Err(RulesError::ForeignLocal("330902".into())));
    }
}

#[test]
fn the_place_lies_in_the_province_of_the_overlay() {
    let found = LocalRules::parse("place = \"310115\"", &zhejiang());
    assert_eq!(problem(found), ("place".into(), LocalProblem::OtherProvince));
    LocalRules::parse("place = \"310115\"", &rules("VC18", None)).expect("no overlay");
}

#[test]
fn a_rule_cites_the_local_document_that_sets_its_value() {
    let under = |name: &str, value: &str, rules: Rules| {
        let layer = with_value(name, value, &rules).expect(name);
        rules.with_local(Arc::new(layer)).expect("its rules")
    };
    let cite = |rules: &Rules, rule| rules.source(RuleId(rule)).cite();
    let nation = under("carry_down", "true", rules("VC18", None));
    assert_eq!(cite(&nation, "C-14"), DOCUMENT);
    assert_eq!(cite(&nation, "C-01"), "VC18 art. 15");
    // a time is not the bar of the same rule
    let timed = under("another_within_days", "20", rules("VC18", None));
    assert_eq!(cite(&timed, "C-11"), "VC18 art. 15");
}

#[test]
fn what_no_law_fixes_is_free_and_wins_over_the_law() {
    // five days are customary where no province says so
    let nation = rules("VC18", None);
    let layer = with_value("formal_list_before_days", "3", &nation).expect("free");
    let rules = nation.clone().with_local(Arc::new(layer)).expect("its rules");
    let (days, source) = rules.whole(Key::FormalListBeforeDays).expect("set");
    assert_eq!((days, source.cite()), (3, DOCUMENT.to_owned()));
    assert_eq!(rules.entry(Key::FormalListBeforeDays).map(|(l, _)| l), Some(Layer::Local));
    assert_eq!(rules.law_entry(Key::FormalListBeforeDays).map(|(l, _)| l), Some(Layer::Pack));
    assert_ne!(rules.digest(), nation.digest());
    // and so is what no pack sets at all
    with_value("audit_list_before_days", "3", &nation).expect("free");
    with_value("carry_down", "true", &nation).expect("free");
}

#[test]
fn a_value_needs_the_number_of_its_document() {
    let found = parse("[values]\nroll_before_days = { value = 25, document = \" \" }", &zhejiang());
    assert_eq!(problem(found), ("values.roll_before_days".into(), LocalProblem::NoDocument));
}

#[test]
fn an_unknown_value_is_refused() {
    let found = with_value("roll_before", "25", &zhejiang());
    assert_eq!(problem(found), ("values.roll_before".into(), LocalProblem::UnknownKey));
}

#[test]
fn a_value_that_does_not_fit_its_key_is_refused() {
    let unfit = [
        ("roll_before_days", "91"),
        ("roll_before_days", "\"25\""),
        ("kin_avoidance", "1"),
        ("difference", "\"perhaps\""),
        ("reps_share", "\"4/5\""),
        ("reps_share", "\">= 5/4\""),
        ("reps_share", "\">= 0/4\""),
        ("avoidance_kin", "\"spouse\""),
    ];
    for (name, value) in unfit {
        let found = with_value(name, value, &zhejiang());
        assert_eq!(problem(found), (format!("values.{name}"), LocalProblem::Misfit), "{value}");
    }
}

#[test]
fn a_text_that_is_no_layer_is_refused_as_a_whole() {
    for (text, line, column) in [
        ("place =", 1, 8),
        ("place = \"330902\"\n地 = 1", 2, 1),
        ("place = \"330902\"\n\n\"地方\" 1", 3, 6),
    ] {
        let found = problem(LocalRules::parse(text, &zhejiang()));
        assert_eq!(found, (String::new(), LocalProblem::NotToml { line, column }), "{text}");
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "one file with all that can be wrong")]
fn every_problem_of_form_is_told_beside_those_of_sense() {
    let text = r#"
        places = 1
        wording = 3
        [values]
        roll_before_days = { value = 19, documents = "d" }
        decision_days = { document = 1 }
        voting_age = 16
        foo = { document = "d" }
        [[warnings]]
        measure = "age"
        limit = -1
        document = "d"
        [[warnings]]
        id = "b"
        measure = 1
        limit = "60"
        [issuers]
        roll = { value = 1, document = "" }
        [adopts]
        VC25 = { }
    "#;
    let errors = LocalRules::parse(text, &rules("VC25", None)).expect_err("refused");
    let found: Vec<_> = errors
        .into_iter()
        .map(|error| match error.problem {
            LocalProblem::Lowers { .. } => (error.path, "Lowers".to_owned()),
            problem => (error.path, format!("{problem:?}")),
        })
        .collect();
    let found: Vec<_> = found.iter().map(|(path, what)| (path.as_str(), what.as_str())).collect();
    let expected = [
        ("places", "UnknownField"),
        ("place", "Missing"),
        ("values.roll_before_days.documents", "UnknownField"),
        ("values.voting_age", "NotTable"),
        ("values.decision_days.value", "Missing"),
        ("values.decision_days.document", "NotText"),
        ("values.foo.value", "Missing"),
        ("values.roll_before_days.document", "Missing"),
        ("warnings[0].id", "Missing"),
        ("warnings[0].measure", "UnknownMeasure"),
        ("warnings[0].limit", "Misfit"),
        ("warnings[1].measure", "NotText"),
        ("warnings[1].limit", "NotWhole"),
        ("warnings[1].document", "Missing"),
        ("wording", "NotTable"),
        ("issuers.roll.value", "NotText"),
        ("adopts.VC25.document", "Missing"),
        ("values.foo", "UnknownKey"),
        ("values.roll_before_days", "Lowers"),
        ("issuers.roll", "NoDocument"),
    ];
    // what follows from the form comes first, in the order of the file's tables
    assert_eq!(found, expected);
    for (text, what) in
        [("warnings = 1", LocalProblem::NotList), ("values = 1", LocalProblem::NotTable)]
    {
        let name = text.split(' ').next().expect("a name").to_owned();
        assert_eq!(problem(parse(text, &zhejiang())), (name, what));
    }
    let list = problem(parse("warnings = [1]", &zhejiang()));
    assert_eq!(list, ("warnings[0]".into(), LocalProblem::NotTable));
}

#[test]
fn every_word_of_a_measure_is_one() {
    for word in Measure::WORDS {
        let text = warning("w", 1, DOCUMENT).replace("age_at_most", word);
        let layer = parse(&text, &zhejiang()).expect(word);
        let measure = serde_json::to_value(layer.warnings()[0].measure).expect("a word");
        assert_eq!(measure, word);
    }
}

#[test]
fn the_place_is_a_division_code() {
    for place in ["3309021", "33090a", "", "浙江"] {
        let found = LocalRules::parse(&format!("place = \"{place}\""), &zhejiang());
        assert_eq!(problem(found), ("place".into(), LocalProblem::Place), "{place}");
    }
    for place in ["330902", "330902102", "330902102201"] {
        let layer = LocalRules::parse(&format!("place = \"{place}\""), &zhejiang());
        assert_eq!(layer.expect("a code").place(), place);
    }
}

#[test]
fn notices_are_known_written_and_documented() {
    let line = |table: &str, name: &str, value: &str, document: &str| {
        let text =
            format!("[{table}]\n{name} = {{ value = \"{value}\", document = \"{document}\" }}");
        parse(&text, &zhejiang())
    };
    for table in ["wording", "issuers"] {
        let path = |name: &str| format!("{table}.{name}");
        let layer = line(table, "roll", "选民榜", DOCUMENT).expect("a wording");
        assert_eq!(layer.wording().len() + layer.issuers().len(), 1);
        let unknown = problem(line(table, "rolls", "选民榜", DOCUMENT));
        assert_eq!(unknown, (path("rolls"), LocalProblem::UnknownNotice));
        let empty = problem(line(table, "roll", " ", DOCUMENT));
        assert_eq!(empty, (path("roll"), LocalProblem::Empty));
        let no_document = problem(line(table, "roll", "选民榜", ""));
        assert_eq!(no_document, (path("roll"), LocalProblem::NoDocument));
    }
}

fn warning(id: &str, limit: u32, document: &str) -> String {
    format!(
        "[[warnings]]\nid = \"{id}\"\nmeasure = \"age_at_most\"\nlimit = {limit}\ndocument = \
         \"{document}\"\n"
    )
}

#[test]
fn warnings_have_names_of_their_own_limits_and_documents() {
    let layer = parse(&warning("age", 60, DOCUMENT), &zhejiang()).expect("a warning");
    let [age] = layer.warnings() else { panic!("one warning") };
    assert!(age.measure.satisfied(60, age.limit) && !age.measure.satisfied(61, age.limit));
    let nameless = parse(&warning("", 60, DOCUMENT), &zhejiang());
    assert_eq!(problem(nameless), ("warnings[0].id".into(), LocalProblem::Empty));
    let twice = warning("age", 60, DOCUMENT) + &warning("age", 55, DOCUMENT);
    let twice = parse(&twice, &zhejiang());
    assert_eq!(problem(twice), ("warnings[1].id".into(), LocalProblem::Twice));
    let loose = parse(&warning("age", 60, ""), &zhejiang());
    assert_eq!(problem(loose), ("warnings[0].document".into(), LocalProblem::NoDocument));
    let vast = parse(&warning("age", 1001, DOCUMENT), &zhejiang());
    assert_eq!(problem(vast), ("warnings[0].limit".into(), LocalProblem::Misfit));
    for measure in ["women", "concurrent", "turnout"] {
        let percent = |limit| {
            let measure = format!("{measure}_percent_at_least");
            let text = warning("share", limit, DOCUMENT).replace("age_at_most", &measure);
            parse(&text, &zhejiang())
        };
        percent(100).expect("the whole");
        assert_eq!(problem(percent(101)).1, LocalProblem::Misfit);
    }
}

#[test]
fn a_measure_is_a_ceiling_or_a_floor() {
    for (measure, ceiling) in [
        (Measure::AgeAtMost, true),
        (Measure::TermsAtMost, true),
        (Measure::AgeAtLeast, false),
        (Measure::WomenPercentAtLeast, false),
        (Measure::YoungAtLeast, false),
        (Measure::ConcurrentPercentAtLeast, false),
        (Measure::TurnoutPercentAtLeast, false),
    ] {
        assert!(measure.satisfied(30, 30));
        assert_eq!(measure.satisfied(29, 30), ceiling, "{measure:?}");
        assert_eq!(measure.satisfied(31, 30), !ceiling, "{measure:?}");
    }
}

#[test]
fn a_draft_is_brought_into_force_by_a_document() {
    let adopt =
        |id: &str, document: &str| format!("[adopts]\n{id} = {{ document = \"{document}\" }}\n");
    let draft = rules("VC25", None);
    assert!(draft.draft());
    let layer = parse(&adopt("VC25", DOCUMENT), &draft).expect("an adoption");
    assert!(layer.adopts("VC25"));
    assert!(!draft.clone().with_local(Arc::new(layer)).expect("its rules").draft());

    let unsigned = problem(parse(&adopt("VC25", ""), &draft));
    assert_eq!(unsigned, ("adopts.VC25".into(), LocalProblem::NoDocument));
    for (id, under) in [("VC18", zhejiang()), ("VC25", zhejiang()), ("RC25", draft)] {
        let found = problem(parse(&adopt(id, DOCUMENT), &under));
        assert_eq!(found, (format!("adopts.{id}"), LocalProblem::NotADraft));
    }
}

#[test]
fn pack_and_overlay_are_drafts_each_on_its_own() {
    let both = rules("VC25", Some("SD11"));
    let one = format!("[adopts]\nSD11 = {{ document = \"{DOCUMENT}\" }}\n");
    let text = format!("place = \"370102\"\n{one}");
    let layer = LocalRules::parse(&text, &both).expect("an adoption");
    assert!(both.with_local(Arc::new(layer)).expect("its rules").draft(), "VC25 still is one");
}

#[test]
fn every_problem_is_found_not_only_the_first() {
    let text = "place = \"1\"\n[values]\nfoo = { value = 1, document = \"d\" }\nvoting_age = { \
                value = 16, document = \"d\" }\n[wording]\nfoo = { value = \"x\", document = \
                \"d\" }\n[adopts]\nVC18 = { document = \"d\" }\n";
    let errors = LocalRules::parse(text, &zhejiang()).expect_err("refused");
    let paths: Vec<_> = errors.iter().map(|error| error.path.as_str()).collect();
    assert_eq!(paths, ["place", "values.foo", "values.voting_age", "wording.foo", "adopts.VC18"]);
}

#[test]
fn the_digest_of_a_layer_follows_its_content() {
    let digest = |text: &str| parse(text, &zhejiang()).expect("a layer").digest();
    let value = |days: u32| {
        format!("[values]\nroll_before_days = {{ value = {days}, document = \"{DOCUMENT}\" }}\n")
    };
    assert_eq!(digest(&value(25)), digest(&format!("# 说明\n{}", value(25))));
    assert_ne!(digest(&value(25)), digest(&value(26)));
    assert_ne!(digest(""), digest(&warning("age", 60, DOCUMENT)));
    let wording = |table: &str| {
        digest(&format!("[{table}]\nroll = {{ value = \"x\", document = \"{DOCUMENT}\" }}\n"))
    };
    assert_ne!(wording("wording"), wording("issuers"));
}
