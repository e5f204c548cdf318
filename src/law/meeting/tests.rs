use proptest::prelude::*;

use super::*;
use crate::body::Family;

fn villagers(pack: &str) -> Rules {
    Rules::new(Family::Villagers, pack, None).unwrap()
}

fn of(part: i64, whole: i64) -> Portion {
    Portion::new(part, whole).unwrap()
}

fn sides(measured: &Measured) -> (i64, &'static str, i64, bool, i64) {
    let Test { left, op, right, holds, .. } = &measured.test;
    (*left, op.sign(), *right, *holds, measured.needed)
}

#[test]
fn w25_a_petition_needs_a_fifth_of_the_voters_or_a_third_of_the_reps() {
    let rules = villagers("VC18");
    let voters = |part| recall_petition(&rules, Some(of(part, 1000)), None).unwrap();
    assert_eq!(sides(voters(199).persons.as_ref().unwrap()), (995, ">=", 1000, false, 200));
    assert_eq!(sides(voters(200).persons.as_ref().unwrap()), (1000, ">=", 1000, true, 200));
    assert!(!voters(199).holds() && voters(200).holds());
    let reps = |part| recall_petition(&rules, None, Some(of(part, 45))).unwrap();
    assert_eq!(sides(reps(14).representatives.as_ref().unwrap()), (42, ">=", 45, false, 15));
    assert_eq!(sides(reps(15).representatives.as_ref().unwrap()), (45, ">=", 45, true, 15));
    assert!(!reps(14).holds() && reps(15).holds());
    let both = recall_petition(&rules, Some(of(1, 1000)), Some(of(15, 45))).unwrap();
    assert!(both.holds());
    for measured in [both.persons, both.representatives] {
        let test = measured.unwrap().test;
        assert_eq!((test.rule, test.source.cite()), (RuleId("V-80"), "VC18 art. 16".into()));
    }
}

#[test]
fn w25_the_law_of_1998_knows_no_petition_of_reps() {
    let rules = villagers("VC98");
    assert_eq!(recall_petition(&rules, None, Some(of(45, 45))), None);
    let voters = Some(of(200, 1000));
    let answer = recall_petition(&rules, voters, Some(of(45, 45))).unwrap();
    assert!(answer.holds() && answer.representatives.is_none());
}

#[test]
fn w31_a_reps_meeting_of_41_and_5() {
    let rules = villagers("VC18");
    let meeting = Composition { representatives: 41, women: 16, committee: 5 };
    assert_eq!(meeting.members(), 46);
    let answer = reps_composition(&rules, meeting);
    assert_eq!(sides(answer.representatives.as_ref().unwrap()), (205, ">=", 184, true, 37));
    assert_eq!(sides(answer.women.as_ref().unwrap()), (48, ">=", 46, true, 16));
    let fewer = reps_composition(&rules, Composition { women: 15, ..meeting });
    assert_eq!(sides(&fewer.women.unwrap()), (45, ">=", 46, false, 16));
    let women = answer.women.unwrap().test;
    assert_eq!((women.rule, women.source.cite()), (RuleId("V-73"), "VC18 art. 25".into()));
    let quorum = |present| reps_meeting(&rules, of(present, 46)).unwrap();
    assert_eq!(sides(&quorum(30)), (90, ">=", 92, false, 31));
    assert_eq!(sides(&quorum(31)), (93, ">=", 92, true, 31));
    let quorum = quorum(31).test;
    assert_eq!((quorum.rule, quorum.source.cite()), (RuleId("V-74"), "VC18 art. 26".into()));
    assert_eq!(sides(&passes(&rules, of(15, 31)).unwrap()), (30, ">", 31, false, 16));
    assert_eq!(sides(&passes(&rules, of(16, 31)).unwrap()), (32, ">", 31, true, 16));
}

#[test]
fn w32_a_group_elects_its_leader() {
    let rules = villagers("VC18");
    let adults = |part| group_meeting(&rules, Some(of(part, 120)), None).unwrap();
    assert_eq!(sides(adults(80).persons.as_ref().unwrap()), (240, ">=", 240, true, 80));
    assert_eq!(sides(adults(79).persons.as_ref().unwrap()), (237, ">=", 240, false, 80));
    let households = |part| group_meeting(&rules, None, Some(of(part, 41))).unwrap();
    assert_eq!(sides(households(28).representatives.as_ref().unwrap()), (84, ">=", 82, true, 28));
    assert_eq!(sides(households(27).representatives.as_ref().unwrap()), (81, ">=", 82, false, 28));
    let quorum = adults(80).persons.unwrap().test;
    assert_eq!((quorum.rule, quorum.source.cite()), (RuleId("V-74"), "VC18 art. 28".into()));
    assert_eq!(sides(&passes(&rules, of(40, 80)).unwrap()), (80, ">", 80, false, 41));
    assert_eq!(sides(&passes(&rules, of(41, 80)).unwrap()), (82, ">", 80, true, 41));
    assert_eq!(sides(&passes(&rules, of(14, 28)).unwrap()), (28, ">", 28, false, 15));
    assert_eq!(sides(&passes(&rules, of(15, 28)).unwrap()), (30, ">", 28, true, 15));
}

#[test]
fn a_villagers_meeting_counts_adults_or_households() {
    let rules = villagers("VC18");
    let meeting = |adults, households| {
        let households = Some(of(households, 300));
        villagers_meeting(&rules, Some(of(adults, 1000)), households).unwrap().holds()
    };
    assert!(!meeting(500, 199));
    assert!(meeting(501, 0));
    assert!(meeting(0, 200));
    assert_eq!(villagers_meeting(&rules, None, None), None);
}

#[test]
fn a_nomination_meeting_needs_more_than_half() {
    let rules = Rules::new(Family::Villagers, "VC18", Some("ZJ20")).unwrap();
    let meeting = |present| nomination_meeting(&rules, of(present, 1200)).unwrap();
    assert_eq!(sides(&meeting(600)), (1200, ">", 1200, false, 601));
    assert!(meeting(601).holds());
    assert_eq!(meeting(601).test.source.cite(), "ZJ20 art. 18");
}

#[test]
fn residents_meet_by_half_and_guangxi_delegates_by_two_thirds() {
    let national = Rules::new(Family::Residents, "RC18", None).unwrap();
    let households =
        |present| residents_meeting(&national, Electorate::HouseholdReps, of(present, 620));
    assert_eq!(sides(&households(310)), (620, ">", 620, false, 311));
    assert!(households(311).holds());
    let guangxi = Rules::new(Family::Residents, "RC18", Some("GX")).unwrap();
    let delegates =
        |present| residents_meeting(&guangxi, Electorate::GroupDelegates, of(present, 402));
    assert_eq!(sides(&delegates(267)), (801, ">=", 804, false, 268));
    assert_eq!(delegates(268).test.source.cite(), "GX art. 11");
    let residents = residents_meeting(&guangxi, Electorate::AllResidents, of(202, 402));
    assert!(residents.holds());
}

#[test]
fn a_plenary_needs_four_fifths_of_the_committee() {
    let rules = Rules::new(Family::Party, "P20", None).unwrap();
    assert!(plenary(&rules, of(4, 5)).unwrap().holds());
    assert_eq!(sides(&plenary(&rules, of(5, 7)).unwrap()), (25, ">=", 28, false, 6));
}

#[test]
fn one_representative_stands_for_five_to_fifteen_households() {
    let rules = villagers("VC18");
    let lawful = |households, reps| {
        let tests = reps_by_households(&rules, households, reps);
        assert_eq!(tests.len(), 2);
        tests.iter().all(|test| test.holds)
    };
    assert!(lawful(300, 20) && lawful(300, 60));
    assert!(!lawful(300, 19) && !lawful(300, 61));
}

#[test]
fn where_nothing_is_set_nothing_is_asked() {
    let rules = Rules::new(Family::Party, "P20", None).unwrap();
    assert_eq!(nomination_meeting(&rules, of(1, 2)), None);
    assert_eq!(group_meeting(&rules, Some(of(1, 2)), None), None);
}

#[test]
fn a_part_is_no_more_than_its_whole_and_somebody_belongs_to_it() {
    assert_eq!(Portion::new(0, 0), None);
    assert_eq!(Portion::new(2, 1), None);
    assert_eq!(Portion::new(-1, 1), None);
    assert_eq!(Portion::new(1, 1_000_000_001), None);
    assert_eq!((of(0, 1).part(), of(1, 1).whole()), (0, 1));
    assert!(Portion::new(1_000_000_000, 1_000_000_000).is_some());
}

fn all_quorums(rules: &Rules, count: Portion) -> Vec<Measured> {
    let either = |either: Option<Either>| {
        either
            .map(|either| [either.persons, either.representatives])
            .into_iter()
            .flatten()
            .flatten()
    };
    [nomination_meeting(rules, count), reps_meeting(rules, count), passes(rules, count)]
        .into_iter()
        .flatten()
        .chain(either(villagers_meeting(rules, Some(count), Some(count))))
        .chain(either(group_meeting(rules, Some(count), Some(count))))
        .chain(either(recall_petition(rules, Some(count), Some(count))))
        .chain([
            residents_meeting(rules, Electorate::GroupDelegates, count),
            party_meeting(rules, count),
        ])
        .collect()
}

proptest! {
    #[test]
    fn one_more_present_never_breaks_a_quorum_and_needed_is_the_bar(
        whole in 2_i64..100_000, part in 0_i64..100_000,
    ) {
        let part = part % (whole - 1);
        let rules = villagers("VC18");
        let one_more = all_quorums(&rules, of(part + 1, whole));
        for (measured, more) in all_quorums(&rules, of(part, whole)).iter().zip(one_more) {
            prop_assert!(!measured.holds() || more.holds());
            prop_assert_eq!(measured.holds(), part >= measured.needed);
        }
    }

    #[test]
    fn no_number_makes_it_panic(part in any::<i64>(), whole in any::<i64>()) {
        let rules = villagers("VC18");
        Portion::new(part, whole).map(|count| all_quorums(&rules, count));
        let meeting = Composition { representatives: part, women: whole, committee: whole };
        reps_composition(&rules, meeting);
        reps_by_households(&rules, part, whole);
    }
}
