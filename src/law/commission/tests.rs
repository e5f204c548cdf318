use proptest::prelude::*;

use super::*;
use crate::body;

fn zhejiang() -> Rules {
    Rules::new(body::Family::Villagers, "VC18", Some("ZJ20")).unwrap()
}

fn rules(overlay: &str) -> Rules {
    Rules::new(body::Family::Villagers, "VC18", Some(overlay)).unwrap()
}

fn leaving(rules: &Rules, standing: &[(u8, Standing)], family: &Family<u8>) -> Vec<u8> {
    must_leave(rules, &[1, 2, 3, 4, 5, 6, 7], standing, family)
        .into_iter()
        .map(|leave| leave.member)
        .collect()
}

#[test]
fn w28_two_leave_a_commission_of_seven() {
    let rules = zhejiang();
    // member 1 is nominated, member 2 is a sister of candidate 50
    let family = Family::of([(2, Relation::Sibling, 50)]);
    let standing = [(1, Standing::Nominated), (50, Standing::Nominated)];
    let leave = must_leave(&rules, &[1, 2, 3, 4, 5, 6, 7], &standing, &family);
    let [nominated, sister] = &leave[..] else { panic!("{leave:?}") };
    assert_eq!((nominated.member, nominated.why), (1, Why::Stands(Standing::Nominated)));
    assert_eq!((nominated.rule, nominated.source.cite()), (RuleId("V-12"), "ZJ20 art. 9".into()));
    assert_eq!(
        (sister.member, sister.why),
        (2, Why::KinOf { candidate: 50, relation: Relation::Sibling })
    );
    assert_eq!((sister.rule, sister.source.cite()), (RuleId("V-13"), "ZJ20 art. 9".into()));

    let reserves = [(60, 30), (61, 45), (62, 41)];
    let five = refill(&rules, 7, 5, &reserves, &standing, &family);
    assert!(five.remaining.lawful() && !five.must_fill());
    let bounds = five.remaining.bounds;
    let (least, most) = (bounds.least.unwrap(), bounds.most.unwrap());
    assert_eq!((least.left, least.op.sign(), least.right, least.holds), (5, ">=", 5, true));
    assert_eq!((most.left, most.op.sign(), most.right, most.holds), (5, "<=", 9, true));
    assert_eq!((least.rule, least.source.cite()), (RuleId("V-11"), "ZJ20 art. 8".into()));
    assert_eq!((five.next.as_slice(), five.open), ([61, 62].as_slice(), 0));
    assert!(five.filled.lawful() && five.filled.even.is_none());

    let four = refill(&rules, 7, 4, &[], &standing, &family);
    assert!(four.must_fill() && !four.filled.lawful());
    assert_eq!((four.next.as_slice(), four.open), ([].as_slice(), 3));
    let least = four.remaining.bounds.least.unwrap();
    assert_eq!((least.left, least.op.sign(), least.right, least.holds), (4, ">=", 5, false));
}

#[test]
fn sizes_are_those_of_the_province_and_odd_ones_preferred() {
    let lawful = |rules: &Rules| -> Vec<i64> {
        (0..20).filter(|members| size(rules, *members).lawful()).collect()
    };
    assert_eq!(lawful(&zhejiang()), [5, 6, 7, 8, 9]);
    assert_eq!(lawful(&rules("SH20")), [7, 8, 9]);
    assert_eq!(lawful(&rules("BJ12")), [5, 6, 7, 8, 9]);
    let national = Rules::new(body::Family::Villagers, "VC18", None).unwrap();
    assert!(!size(&national, 2).lawful() && size(&national, 3).lawful());
    // a warning, no obstacle
    let even = size(&zhejiang(), 6);
    assert!(even.lawful() && even.even.is_some_and(|even| !even.forbidden));
    assert_eq!(size(&zhejiang(), 7).even, None);
}

#[test]
fn the_event_on_which_a_member_leaves_is_the_provinces() {
    let strangers = Family::new();
    let national = Rules::new(body::Family::Villagers, "VC18", None).unwrap();
    for (rules, nominated, self_nominated) in
        [(&national, true, false), (&zhejiang(), true, true), (&rules("HN"), false, false)]
    {
        let leaves = |how| !leaving(rules, &[(3, how)], &strangers).is_empty();
        assert_eq!(leaves(Standing::Nominated), nominated);
        assert_eq!(leaves(Standing::SelfNominated), self_nominated);
        assert!(leaves(Standing::Formal));
    }
}

#[test]
fn kin_leave_with_the_self_nominated_in_zhejiang() {
    let family = Family::of([
        (1, Relation::Spouse, 50),
        (2, Relation::Parent, 50),
        (3, Relation::Grandparent, 50),
    ]);
    assert_eq!(leaving(&zhejiang(), &[(50, Standing::SelfNominated)], &family), [1, 2]);
    let old = Rules::new(body::Family::Villagers, "VC98", None).unwrap();
    assert!(leaving(&old, &[(50, Standing::Formal)], &family).is_empty());
}

#[test]
fn whoever_stands_or_is_kin_does_not_come_in() {
    let family = Family::of([(61, Relation::Child, 50)]);
    let standing = [(50, Standing::Nominated), (60, Standing::Nominated)];
    let reserves = [(60, 99), (61, 98), (62, 1)];
    let answer = refill(&zhejiang(), 7, 5, &reserves, &standing, &family);
    assert_eq!((answer.next, answer.tied, answer.open), (vec![62], vec![], 1));
    assert_eq!(answer.filled.bounds.least.unwrap().left, 6);
}

#[test]
fn equal_votes_across_the_last_vacancy_do_not_decide() {
    let answer =
        refill(&zhejiang(), 7, 5, &[(60, 50), (61, 40), (62, 40), (63, 10)], &[], &Family::new());
    assert_eq!((answer.next, answer.tied, answer.open), (vec![60], vec![61, 62], 1));
    let whole = refill(&zhejiang(), 7, 5, &[(61, 40), (62, 40)], &[], &Family::new());
    assert_eq!((whole.next, whole.tied, whole.open), (vec![61, 62], vec![], 0));
    let none = refill(&zhejiang(), 7, 7, &[(61, 40)], &[], &Family::new());
    assert_eq!((none.next, none.tied, none.open), (vec![], vec![], 0));
}

#[test]
fn the_law_of_1998_lets_no_reps_meeting_choose() {
    let old = Rules::new(body::Family::Villagers, "VC98", None).unwrap();
    assert!(!may_choose(&old, ChosenBy::RepsMeeting).unwrap().0);
    assert!(may_choose(&old, ChosenBy::GroupMeetings).unwrap().0);
    assert!(may_choose(&zhejiang(), ChosenBy::RepsMeeting).unwrap().0);
    let community = Rules::new(body::Family::Residents, "RC18", None).unwrap();
    assert_eq!(may_choose(&community, ChosenBy::RepsMeeting), None);
}

#[test]
fn two_absences_count_as_leaving() {
    assert!(!deemed_withdrawn(&zhejiang(), 1).unwrap().holds);
    assert!(deemed_withdrawn(&zhejiang(), 2).unwrap().holds);
    let national = Rules::new(body::Family::Villagers, "VC18", None).unwrap();
    assert_eq!(deemed_withdrawn(&national, 5), None);
}

#[test]
fn near_kin_do_not_sit_together_where_degrees_are_named() {
    let family = Family::of([
        (2, Relation::Sibling, 1),
        (3, Relation::ParentInLaw, 1),
        (4, Relation::Spouse, 9),
    ]);
    let pairs = |rules: &Rules| kin_together(rules, &[1, 2, 3, 4], &family);
    assert_eq!(pairs(&zhejiang()), [(1, Relation::Sibling, 2)]);
    let old = Rules::new(body::Family::Villagers, "VC98", None).unwrap();
    assert_eq!(pairs(&old), []);
}

proptest! {
    #[test]
    fn nobody_comes_in_past_somebody_with_more_votes(
        votes in prop::collection::vec(0_i64..6, 0..10), remaining in 0_i64..9,
    ) {
        let reserves: Vec<(u8, i64)> = (10..).zip(votes).collect();
        let answer = refill(&zhejiang(), 7, remaining, &reserves, &[], &Family::new());
        let of = |person: &u8| reserves.iter().find(|(p, _)| p == person).unwrap().1;
        let came_in = i64::try_from(answer.next.len()).unwrap();
        prop_assert!(remaining + came_in <= 7.max(remaining));
        prop_assert_eq!(answer.open, (7 - remaining - came_in).max(0));
        for (person, theirs) in &reserves {
            if !answer.next.contains(person) {
                prop_assert!(answer.next.iter().all(|next| of(next) >= *theirs));
            }
        }
        prop_assert!(answer.tied.is_empty() || answer.open < i64::try_from(answer.tied.len()).unwrap());
    }

    #[test]
    fn no_number_makes_it_panic(a in any::<i64>(), b in any::<i64>()) {
        refill(&zhejiang(), a, b, &[(1, a), (2, b)], &[], &Family::new());
        deemed_withdrawn(&zhejiang(), a);
    }
}
