use proptest::prelude::*;

use super::*;

fn villagers(overlay: Option<&str>) -> Rules {
    Rules::new(Family::Villagers, "VC18", overlay).unwrap()
}

fn community(overlay: Option<&str>) -> Rules {
    Rules::new(Family::Residents, "RC18", overlay).unwrap()
}

fn party() -> Rules {
    Rules::new(Family::Party, "P20", None).unwrap()
}

fn allowed(test: impl Fn(i64) -> bool) -> Vec<i64> {
    (0..12).filter(|seats| test(*seats)).collect()
}

#[test]
fn w21_the_difference_of_a_committee_is_a_fifth() {
    let rules = party();
    let five = party_difference(&rules, 5, 5).unwrap();
    assert_eq!((five.left, five.right, five.holds), (0, 5, false));
    assert_eq!((five.rule, five.source.cite()), (RuleId("P-09"), "P20 art. 13".into()));
    let six = party_difference(&rules, 5, 6).unwrap();
    assert_eq!((six.left, six.op.sign(), six.right, six.holds), (5, ">=", 5, true));
    let seven = party_difference(&rules, 6, 7).unwrap();
    assert_eq!((seven.left, seven.op.sign(), seven.right, seven.holds), (5, ">=", 6, false));
    let eight = party_difference(&rules, 6, 8).unwrap();
    assert_eq!((eight.left, eight.op.sign(), eight.right, eight.holds), (10, ">=", 6, true));
    let table = (3..=9).map(|seats| party_candidates_needed(&rules, seats).unwrap());
    assert_eq!(table.collect::<Vec<i64>>(), [4, 5, 6, 8, 9, 10, 11]);
    // the plenary elects its secretary one to one
    assert!(plenary_candidates(&rules, 1, 1).lawful());
    assert!(!plenary_candidates(&rules, 1, 2).lawful());
    assert!(direct_secretary_candidates(&rules, 1, 1).unwrap().holds);
    assert!(!direct_secretary_candidates(&rules, 1, 0).unwrap().holds);
}

#[test]
fn villages_have_three_to_seven_members() {
    let national = villagers(None);
    assert_eq!(allowed(|s| committee_seats(&national, s, false, false).allowed()), [3, 4, 5, 6, 7]);
    let henan = villagers(Some("HN"));
    assert_eq!(allowed(|s| committee_seats(&henan, s, false, false).allowed()), [3, 4, 5]);
    assert_eq!(allowed(|s| committee_seats(&henan, s, true, false).allowed()), [3, 4, 5, 6, 7]);
    // a large village elsewhere has no other bound
    assert!(!committee_seats(&national, 8, true, true).allowed());
    let least = committee_seats(&national, 2, false, false).bounds.least.unwrap();
    assert_eq!((least.rule, least.left, least.right), (RuleId("V-20"), 2, 3));
}

#[test]
fn communities_have_five_to_nine_members_and_beijing_excepts() {
    let national = community(None);
    assert_eq!(allowed(|s| committee_seats(&national, s, false, true).allowed()), [5, 6, 7, 8, 9]);
    let henan = community(Some("HNR20"));
    assert_eq!(allowed(|s| committee_seats(&henan, s, false, false).allowed()), [5, 6, 7]);
    let beijing = community(Some("BJ91"));
    let four = committee_seats(&beijing, 4, false, true);
    assert!(four.allowed() && four.excepted);
    assert!(!committee_seats(&beijing, 4, false, false).allowed());
    assert!(!committee_seats(&beijing, 0, false, true).allowed());
    assert_eq!(four.bounds.least.unwrap().rule, RuleId("R-02"));
}

#[test]
fn a_woman_is_required_since_2010_and_appropriate_before() {
    use Sex::{Man, Woman};
    let now = villagers(None);
    let none = women_among(&now, &[Man, Man]).unwrap();
    assert!(none.required && !none.test.holds);
    assert!(women_among(&now, &[Man, Woman]).unwrap().test.holds);
    let old = Rules::new(Family::Villagers, "VC98", None).unwrap();
    assert!(!women_among(&old, &[Man]).unwrap().required);
    assert_eq!(women_among(&party(), &[Man]), None);
    assert!(!smaller_nationality_among(&now, true, 0).unwrap().test.holds);
    assert_eq!(smaller_nationality_among(&now, false, 0), None);
}

#[test]
fn every_post_has_more_candidates_than_seats() {
    let national = villagers(None);
    let lawful =
        |rules: &Rules, post, seats| allowed(|c| difference(rules, post, seats, c, false).lawful());
    assert_eq!(lawful(&national, Post::Director, 1), (2..12).collect::<Vec<i64>>());
    let shanghai = villagers(Some("SH20"));
    assert_eq!(lawful(&shanghai, Post::Director, 1), [2]);
    assert_eq!(lawful(&shanghai, Post::Member, 3), [4, 5, 6]);
    let henan = villagers(Some("HN"));
    assert_eq!(lawful(&henan, Post::Deputy, 1), [2]);
    assert_eq!(lawful(&henan, Post::Member, 3), [4, 5]);
    let beijing = villagers(Some("BJ12"));
    assert_eq!(lawful(&beijing, Post::Director, 1), [2, 3]);
    let one = difference(&national, Post::Director, 1, 1, true);
    let failed = one.failed().unwrap();
    assert_eq!((failed.left, failed.op.sign(), failed.right), (1, ">", 1));
    assert_eq!(failed.rule, RuleId("V-33"));
}

#[test]
fn communities_may_agree_on_an_equal_number() {
    let rules = community(Some("HNR20"));
    assert!(!difference(&rules, Post::Member, 3, 3, false).lawful());
    assert!(difference(&rules, Post::Member, 3, 4, false).lawful());
    assert!(difference(&rules, Post::Member, 3, 3, true).lawful());
    assert!(!difference(&rules, Post::Member, 3, 2, true).lawful());
}

#[test]
fn a_demanded_difference_leaves_no_room_for_an_equal_number() {
    let rules = community(None);
    assert!(difference(&rules, Post::Member, 3, 3, true).lawful());
    let text = "place = \"330902\"\n[values.difference]\nvalue = \"required\"\n\
                document = \"2026-1\"\n";
    let layer = crate::rules::LocalRules::parse(text, &rules).unwrap();
    let rules = rules.with_local(std::sync::Arc::new(layer)).unwrap();
    let equal = difference(&rules, Post::Member, 3, 3, true);
    assert_eq!(equal.failed().unwrap().source.cite(), "2026-1");
    assert!(difference(&rules, Post::Member, 3, 4, false).lawful());
}

#[test]
fn the_kind_of_organisation_follows_the_full_members() {
    use Organisation::{Branch, Committee, GeneralBranch, JointBranch};
    let rules = party();
    for (members, kind) in [
        (0, JointBranch),
        (2, JointBranch),
        (3, Branch),
        (50, Branch),
        (51, GeneralBranch),
        (99, GeneralBranch),
        (100, Committee),
    ] {
        assert_eq!(organisation(&rules, members), Some(kind), "{members}");
    }
    assert_eq!(organisation(&villagers(None), 50), None);
}

#[test]
fn seats_of_a_party_committee_by_kind() {
    let rules = party();
    let lawful = |kind| allowed(|seats| party_seats(&rules, kind, seats).lawful());
    assert_eq!(lawful(Organisation::Branch), [3, 4, 5, 6, 7]);
    assert_eq!(lawful(Organisation::GeneralBranch), [5, 6, 7, 8, 9]);
    assert_eq!(lawful(Organisation::Committee), [5, 6, 7, 8, 9]);
    assert!(party_seats(&rules, Organisation::Branch, 6).unusual());
    assert!(!party_seats(&rules, Organisation::Branch, 5).unusual());
    assert!(!party_seats(&rules, Organisation::Branch, 8).unusual());
}

#[test]
fn a_congress_has_100_to_300_delegates_of_500_members() {
    let rules = party();
    assert!(!congress(&rules, 499).unwrap().holds && congress(&rules, 500).unwrap().holds);
    assert!(!delegates(&rules, 99).lawful() && delegates(&rules, 100).lawful());
    assert!(delegates(&rules, 201).unusual() && !delegates(&rules, 301).lawful());
    // ten seats of delegates of one unit: twelve candidates
    assert_eq!(party_candidates_needed(&rules, 10), Some(12));
}

proptest! {
    #[test]
    fn the_needed_candidates_are_the_smallest_that_will_do(seats in 1_i64..10_000) {
        let rules = party();
        let needed = party_candidates_needed(&rules, seats).unwrap();
        prop_assert!(party_difference(&rules, seats, needed).unwrap().holds);
        prop_assert!(!party_difference(&rules, seats, needed - 1).unwrap().holds);
    }

    #[test]
    fn no_number_makes_it_panic(a in any::<i64>(), b in any::<i64>(), flag in any::<bool>()) {
        for rules in [villagers(Some("HN")), community(Some("BJ91")), party()] {
            committee_seats(&rules, a, flag, flag);
            difference(&rules, Post::Member, a, b, flag);
            party_difference(&rules, a, b);
            party_candidates_needed(&rules, a);
            direct_secretary_candidates(&rules, a, b);
            party_seats(&rules, Organisation::Committee, a);
        }
    }

    #[test]
    fn every_percentage_keeps_its_worth(percent in 0_i64..=100, seats in 1_i64..1000, more in 0_i64..1000) {
        let share = percent_share(percent);
        let source = villagers(None).source(RuleId("P-09")).clone();
        let held = share.test(RuleId("P-09"), more, seats, &source).holds;
        prop_assert_eq!(held, 100 * more >= percent * seats);
    }
}
