use proptest::prelude::*;

use super::*;
use crate::{body::Family, reason::RuleId};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn villagers(pack: &str, overlay: Option<&str>) -> Rules {
    Rules::new(Family::Villagers, pack, overlay).unwrap()
}

fn residents(overlay: Option<&str>) -> Rules {
    Rules::new(Family::Residents, "RC18", overlay).unwrap()
}

/// An adult with hukou and home here.
fn villager() -> Facts {
    Facts {
        birth: Some(day("1970-01-01")),
        hukou: Some(Hukou::Here),
        residence: Some(Residence::Here(None)),
        ..Facts::default()
    }
}

/// An adult from elsewhere who did all that category c asks, here since 2020.
fn newcomer() -> Facts {
    Facts {
        hukou: Some(Hukou::Elsewhere),
        residence: Some(Residence::Here(Some(day("2020-01-01")))),
        applied: true,
        consent: Some(Consent::Meeting),
        proof: true,
        ..villager()
    }
}

const D: &str = "2021-05-08";

fn judge(rules: &Rules, facts: &Facts) -> Eligibility {
    eligibility(rules, facts, day(D)).unwrap()
}

fn verdict(rules: &Rules, facts: &Facts) -> Verdict {
    judge(rules, facts).verdict()
}

fn against(rules: &Rules, facts: &Facts) -> Vec<Why> {
    judge(rules, facts).against().map(|finding| finding.why).collect()
}

#[test]
fn w14_born_on_or_after_the_eighteenth_birthday() {
    let rules = villagers("VC98", None);
    let born = |birth| {
        eligibility(&rules, &Facts { birth: Some(day(birth)), ..villager() }, day("2008-05-08"))
    };
    let of_age = born("1990-05-08").unwrap();
    assert_eq!(of_age.verdict(), Verdict::OnRoll(Category::A));
    let finding = &of_age.findings[0];
    assert_eq!((finding.rule, finding.why), (RuleId("V-01"), Why::OfAge));
    assert_eq!(finding.source.cite(), "VC98 art. 12");
    let late = born("1990-05-09").unwrap();
    assert_eq!(late.verdict(), Verdict::Not);
    let finding = late.against().next().unwrap();
    assert_eq!(finding.why, Why::TooYoung(day("2008-05-09")));
    assert_eq!((finding.rule, finding.source.cite()), (RuleId("V-01"), "VC98 art. 12".into()));
    let now = villagers("VC18", None);
    let facts = Facts { birth: Some(day("1990-05-08")), ..villager() };
    let of_age = eligibility(&now, &facts, day("2008-05-08")).unwrap();
    assert_eq!(of_age.findings[0].source.cite(), "VC18 art. 13");
}

#[test]
fn whoever_is_born_on_the_29th_of_february_is_of_age_on_the_first_of_march() {
    assert_eq!(reaches_age(day("1988-02-29"), 18), Some(day("2006-03-01")));
    assert_eq!(reaches_age(day("1988-02-29"), 20), Some(day("2008-02-29")));
    assert_eq!(reaches_age(day("1988-02-28"), 18), Some(day("2006-02-28")));
    assert_eq!(reaches_age(day("1988-03-01"), 18), Some(day("2006-03-01")));
    assert_eq!(reaches_age(NaiveDate::MAX, 18), None);
}

#[test]
fn a_postponed_day_adds_whoever_turns_eighteen_between() {
    let rules = villagers("VC18", None);
    let added =
        |birth| added_by_postponement(&rules, day(birth), day("2021-05-08"), day("2021-06-08"));
    assert_eq!(added("2003-05-08"), Some(false));
    assert_eq!(added("2003-05-09"), Some(true));
    assert_eq!(added("2003-06-08"), Some(true));
    assert_eq!(added("2003-06-09"), Some(false));
    let party = Rules::new(Family::Party, "P20", None).unwrap();
    let (birth, new) = (day("2003-05-09"), day("2021-06-08"));
    assert_eq!(added_by_postponement(&party, birth, day(D), new), None);
}

#[test]
fn category_b_declares_since_2010() {
    let away = Facts { residence: Some(Residence::Away), ..villager() };
    let rules = villagers("VC18", None);
    let answer = judge(&rules, &away);
    assert_eq!(answer.verdict(), Verdict::Not);
    let finding = answer.against().next().unwrap();
    assert_eq!((finding.why, finding.rule.0), (Why::NotDeclared, "V-05"));
    assert_eq!(finding.source.cite(), "VC18 art. 13");
    let declared = Facts { declared: true, ..away.clone() };
    assert_eq!(verdict(&rules, &declared), Verdict::OnRoll(Category::B));
    assert_eq!(verdict(&villagers("VC98", None), &away), Verdict::OnRoll(Category::B));
}

#[test]
fn category_c_needs_a_year_an_application_and_consent() {
    let rules = villagers("VC18", None);
    assert_eq!(verdict(&rules, &newcomer()), Verdict::OnRoll(Category::C));
    let silent = Facts { applied: false, consent: None, ..newcomer() };
    assert_eq!(against(&rules, &silent), [Why::NotApplied]);
    let refused = Facts { consent: Some(Consent::Refused), ..newcomer() };
    assert_eq!(against(&rules, &refused), [Why::NoConsent]);
    let commission = Facts { consent: Some(Consent::Commission), ..newcomer() };
    assert_eq!(against(&rules, &commission), [Why::NoConsent]);
    let year = |since| Facts { residence: Some(Residence::Here(Some(day(since)))), ..newcomer() };
    assert_eq!(verdict(&rules, &year("2020-05-08")), Verdict::OnRoll(Category::C));
    assert_eq!(
        against(&rules, &year("2020-05-09")),
        [Why::TooShort(Ground::Residence, day("2021-05-09"))]
    );
    let away = Facts { residence: Some(Residence::Away), ..newcomer() };
    assert_eq!(against(&rules, &away), [Why::NoGround]);
}

#[test]
fn what_is_not_known_is_to_be_supplied() {
    let rules = villagers("VC18", None);
    let missing = |facts: &Facts| {
        let answer = judge(&rules, facts);
        assert_eq!(answer.verdict(), Verdict::ToBeSupplied);
        answer.missing
    };
    assert_eq!(missing(&Facts { birth: None, ..villager() }), [Missing::Birth]);
    assert_eq!(missing(&Facts { hukou: None, ..villager() }), [Missing::Hukou]);
    assert_eq!(missing(&Facts { residence: None, ..villager() }), [Missing::Residence]);
    assert_eq!(missing(&Facts { residence: None, ..newcomer() }), [Missing::Residence]);
    assert_eq!(missing(&Facts { consent: None, ..newcomer() }), [Missing::Consent]);
    let since = Facts { residence: Some(Residence::Here(None)), ..newcomer() };
    assert_eq!(missing(&since), [Missing::Since(Ground::Residence)]);
    // one thing against is enough, whatever is missing
    let dead = Facts { dead: true, birth: None, ..villager() };
    assert_eq!(verdict(&rules, &dead), Verdict::Not);
}

#[test]
fn whoever_lost_the_vote_is_not_on_the_roll() {
    let rules = villagers("VC18", None);
    for (facts, why, rule) in [
        (Facts { dead: true, ..villager() }, Why::Dead, "V-02"),
        (Facts { deprived: true, ..villager() }, Why::Deprived, "V-02"),
        (Facts { registered_elsewhere: true, ..villager() }, Why::RegisteredElsewhere, "V-04"),
    ] {
        assert_eq!(against(&rules, &facts), [why]);
        assert_eq!(judge(&rules, &facts).against().next().unwrap().rule.0, rule);
    }
}

#[test]
fn only_beijing_leaves_out_the_incapable_and_the_unreachable() {
    let facts = Facts { incapable: true, unreachable: true, ..villager() };
    assert_eq!(verdict(&villagers("VC18", None), &facts), Verdict::OnRoll(Category::A));
    let beijing = villagers("VC18", Some("BJ12"));
    assert_eq!(against(&beijing, &facts), [Why::Incapable, Why::Unreachable]);
}

#[test]
fn provinces_accept_other_grounds() {
    let claim = |ground, since: Option<&str>| Facts {
        residence: Some(Residence::Away),
        claims: vec![Claim { ground, since: since.map(day) }],
        ..newcomer()
    };
    let work = claim(Ground::Work, Some("2020-01-01"));
    assert_eq!(against(&villagers("VC18", None), &work), [Why::NoGround]);
    let on = Verdict::OnRoll(Category::C);
    assert_eq!(verdict(&villagers("VC18", Some("ZJ20")), &work), on);
    let shanghai = villagers("VC18", Some("SH20"));
    let spouse = claim(Ground::Spouse, None);
    let confirmed = Facts { consent: Some(Consent::Commission), ..spouse };
    assert_eq!(verdict(&shanghai, &confirmed), on);
    let stay = claim(Ground::StableStay, Some("2020-01-01"));
    assert_eq!(verdict(&shanghai, &stay), on);
    let stay = Facts { consent: Some(Consent::Commission), ..stay };
    assert_eq!(against(&shanghai, &stay), [Why::NoConsent]);
    let henan = villagers("VC18", Some("HN"));
    assert_eq!(against(&henan, &Facts { proof: false, ..newcomer() }), [Why::NoProof]);
    let talent = Facts { proof: false, ..claim(Ground::Talent, None) };
    assert_eq!(verdict(&henan, &talent), on);
}

#[test]
fn the_best_of_several_grounds_decides() {
    let rules = villagers("VC18", Some("ZJ20"));
    let facts = Facts {
        residence: Some(Residence::Here(Some(day("2021-01-01")))),
        claims: vec![Claim { ground: Ground::Work, since: Some(day("2019-01-01")) }],
        ..newcomer()
    };
    assert_eq!(verdict(&rules, &facts), Verdict::OnRoll(Category::C));
}

#[test]
fn a_former_rural_resident_in_beijing_needs_consent_and_no_year() {
    let beijing = villagers("VC18", Some("BJ12"));
    let former = Facts {
        applied: false,
        consent: Some(Consent::Meeting),
        claims: vec![Claim { ground: Ground::FormerHukou, since: None }],
        residence: Some(Residence::Here(Some(day("2021-04-01")))),
        ..newcomer()
    };
    assert_eq!(verdict(&beijing, &former), Verdict::OnRoll(Category::C));
    let alone = Facts { consent: Some(Consent::Commission), ..former.clone() };
    assert_eq!(against(&beijing, &alone), [Why::NoConsent]);
    let unanswered = Facts { consent: None, ..former.clone() };
    assert_eq!(verdict(&beijing, &unanswered), Verdict::ToBeSupplied);
    let elsewhere = villagers("VC18", Some("ZJ20"));
    let former = Facts { applied: true, ..former };
    assert_eq!(verdict(&elsewhere, &former), Verdict::Not, "Zhejiang knows no such ground");
}

#[test]
fn residents_need_no_hukou_and_no_duration() {
    let rules = residents(None);
    let resident = Facts {
        hukou: None,
        residence: Some(Residence::Here(None)),
        birth: Some(day("2003-05-08")),
        ..Facts::default()
    };
    assert_eq!(verdict(&rules, &resident), Verdict::OnRoll(Category::Resident));
    let away = Facts { residence: Some(Residence::Away), ..villager() };
    assert_eq!(against(&rules, &away), [Why::NotResident]);
    let asked = Facts { applied: true, ..away };
    assert_eq!(verdict(&rules, &asked), Verdict::OnRoll(Category::Resident));
    let deprived = Facts { deprived: true, ..resident };
    assert_eq!(judge(&rules, &deprived).against().next().unwrap().rule.0, "R-04");
}

#[test]
fn a_local_layer_may_ask_residents_for_a_year() {
    let rules = residents(None);
    let text = "place = \"320102\"\n[values.residence_months]\nvalue = 12\ndocument = \"2026-1\"\n";
    let layer = crate::rules::LocalRules::parse(text, &rules).unwrap();
    let rules = rules.with_local(std::sync::Arc::new(layer)).unwrap();
    let since = |since| Facts { residence: Some(Residence::Here(since)), ..newcomer() };
    assert_eq!(
        verdict(&rules, &since(Some(day("2020-05-08")))),
        Verdict::OnRoll(Category::Resident)
    );
    assert_eq!(verdict(&rules, &since(Some(day("2020-05-09")))), Verdict::Not);
    assert_eq!(verdict(&rules, &since(None)), Verdict::ToBeSupplied);
    let hukou = Facts { hukou: Some(Hukou::Here), ..since(None) };
    assert_eq!(verdict(&rules, &hukou), Verdict::OnRoll(Category::Resident));
}

#[test]
fn the_party_has_no_roll_of_voters() {
    let party = Rules::new(Family::Party, "P20", None).unwrap();
    assert_eq!(eligibility(&party, &villager(), day(D)), None);
}

#[test]
fn only_residents_who_tell_as_early_as_a_local_rule_asks_leave_the_base() {
    let told = |text| RollEntry { absence_told_on: Some(day(text)) };
    let entries =
        [RollEntry::default(), told("2021-05-06"), told("2021-05-07"), told("2021-04-01")];
    let nation = residents(None);
    let all = base(&nation, Some(Electorate::AllResidents), day(D), &entries);
    assert_eq!(all, Base { number: 4, left: vec![] }, "the Act knows no notice");
    let text = "place = \"320102\"\n[values.absence_notice_before_days]\nvalue = 2\n\
                document = \"2026-1\"\n";
    let layer = crate::rules::LocalRules::parse(text, &nation).unwrap();
    let rules = nation.with_local(std::sync::Arc::new(layer)).unwrap();
    let number = |electorate| base(&rules, electorate, day(D), &entries);
    let all = number(Some(Electorate::AllResidents));
    assert_eq!((all.number, all.left), (2, vec![1, 3]));
    assert_eq!(number(Some(Electorate::GroupDelegates)).number, 4);
    assert_eq!(number(Some(Electorate::HouseholdReps)).number, 4);
    let village = villagers("VC18", None);
    assert_eq!(base(&village, None, day(D), &entries), Base { number: 4, left: vec![] });
}

#[test]
fn one_person_stands_on_one_roll() {
    let entries = [(1, "east"), (2, "east"), (1, "west"), (3, "west"), (2, "east")];
    assert_eq!(on_several_rolls(&entries), [(1, vec!["east", "west"]), (2, vec!["east", "east"])]);
}

fn some_day() -> impl Strategy<Value = NaiveDate> {
    (0_i32..60_000).prop_map(|days| {
        NaiveDate::from_ymd_opt(1900, 1, 1).unwrap() + chrono::TimeDelta::days(days.into())
    })
}

proptest! {
    #[test]
    fn whoever_is_born_earlier_is_of_age_no_later(a in some_day(), b in some_day()) {
        let (first, second) = (a.min(b), a.max(b));
        prop_assert!(reaches_age(first, 18) <= reaches_age(second, 18));
    }

    #[test]
    fn a_later_day_keeps_whoever_is_of_age_and_adds_the_rest(
        birth in some_day(), old in some_day(), by in 0_i64..200,
    ) {
        let rules = villagers("VC18", None);
        let new = old + chrono::TimeDelta::days(by);
        let facts = Facts { birth: Some(birth), ..villager() };
        let on = |day| {
            eligibility(&rules, &facts, day).unwrap().verdict() == Verdict::OnRoll(Category::A)
        };
        let added = added_by_postponement(&rules, birth, old, new).unwrap();
        prop_assert_eq!(added, on(new) && !on(old));
        prop_assert!(!on(old) || on(new));
    }

    #[test]
    fn any_facts_get_an_answer(
        birth in prop::option::of(some_day()), since in prop::option::of(some_day()),
        hukou in 0_u8..3, residence in 0_u8..3, consent in 0_u8..4, ground in 0_u8..8,
        flags in any::<[bool; 8]>(), on in some_day(),
    ) {
        let [declared, applied, proof, registered_elsewhere, deprived, incapable, unreachable, dead] =
            flags;
        let ground = [
            Ground::Residence, Ground::Work, Ground::Spouse, Ground::CollectiveRights,
            Ground::Talent, Ground::StableStay, Ground::FormerHukou,
        ].get(usize::from(ground)).copied();
        let facts = Facts {
            birth,
            hukou: [Hukou::Here, Hukou::Elsewhere].get(usize::from(hukou)).copied(),
            residence: [Residence::Here(since), Residence::Away].get(usize::from(residence)).copied(),
            consent: [Consent::Meeting, Consent::Commission, Consent::Refused]
                .get(usize::from(consent)).copied(),
            claims: ground.map(|ground| Claim { ground, since }).into_iter().collect(),
            declared, applied, proof, registered_elsewhere, deprived, incapable, unreachable, dead,
        };
        for rules in [
            villagers("VC98", None),
            villagers("VC18", Some("SH20")),
            villagers("VC18", Some("HN")),
            residents(None),
        ] {
            let answer = eligibility(&rules, &facts, on).unwrap();
            match answer.verdict() {
                Verdict::ToBeSupplied => prop_assert!(!answer.missing.is_empty()),
                Verdict::Not => prop_assert!(answer.against().next().is_some()),
                Verdict::OnRoll(_) => prop_assert!(facts.birth.is_some() && !facts.dead),
            }
        }
    }
}
