use proptest::prelude::*;

use super::*;
use crate::{body, rules::key::KIN};

#[test]
fn the_words_are_those_of_the_packs() {
    let words: Vec<&str> = Relation::ALL.iter().map(|relation| relation.word()).collect();
    assert_eq!(words, KIN);
    for relation in Relation::ALL {
        assert_eq!(Relation::from_word(relation.word()), Some(relation));
        assert_eq!(relation.inverse().inverse(), relation);
    }
    assert_eq!(Relation::from_word("cousin"), None);
}

/// 1 and 2 are married with children 3 and 4; 3 is married to 5 and has 6, who has 7, who has 8.
fn house() -> Family<u8> {
    use Relation::{Parent, Spouse};
    Family::of([
        (1, Spouse, 2),
        (1, Parent, 3),
        (2, Parent, 3),
        (1, Parent, 4),
        (3, Spouse, 5),
        (3, Parent, 6),
        (6, Parent, 7),
        (7, Parent, 8),
    ])
}

#[test]
fn degrees_are_derived_from_marriages_and_parents() {
    use Relation::{
        Child, ChildInLaw, Grandchild, Grandparent, OtherLineal, Parent, ParentInLaw, Sibling,
        Spouse,
    };
    let house = house();
    for (person, other, relation) in [
        (1, 2, Some(Spouse)),
        (1, 3, Some(Parent)),
        (3, 1, Some(Child)),
        (3, 4, Some(Sibling)),
        (1, 6, Some(Grandparent)),
        (6, 2, Some(Grandchild)),
        (1, 7, Some(OtherLineal)),
        (8, 2, Some(OtherLineal)),
        (2, 5, Some(ParentInLaw)),
        (5, 1, Some(ChildInLaw)),
        // brother-in-law, uncle: no degree of any pack
        (4, 5, None),
        (4, 6, None),
        (9, 1, None),
        (1, 1, None),
    ] {
        let found = house.relations(person, other);
        assert_eq!(found, Vec::from_iter(relation), "{person} of {other}");
    }
}

#[test]
fn stated_degrees_count_without_the_persons_between() {
    let family = Family::of([
        ("x", Relation::Sibling, "y"),
        ("old", Relation::Grandparent, "young"),
        ("young", Relation::Parent, "baby"),
    ]);
    assert_eq!(family.relations("y", "x"), [Relation::Sibling]);
    assert_eq!(family.relations("young", "old"), [Relation::Grandchild]);
    assert_eq!(family.relations("old", "baby"), [Relation::OtherLineal]);
}

#[test]
fn each_rule_names_its_own_degrees() {
    let zhejiang = Rules::new(body::Family::Villagers, "VC18", Some("ZJ20")).unwrap();
    let source = near_kin(&zhejiang, Key::AvoidanceKin, Relation::Sibling).unwrap();
    assert_eq!(source.cite(), "ZJ20 art. 31");
    assert!(near_kin(&zhejiang, Key::AvoidanceKin, Relation::Grandparent).is_none());
    assert!(near_kin(&zhejiang, Key::ProxyKin, Relation::Grandparent).is_some());
    assert!(near_kin(&zhejiang, Key::ProxyKin, Relation::ParentInLaw).is_none());
    let shanghai = Rules::new(body::Family::Villagers, "VC18", Some("SH20")).unwrap();
    assert!(near_kin(&shanghai, Key::AvoidanceKin, Relation::Sibling).is_none());
    assert!(near_kin(&shanghai, Key::AvoidanceKin, Relation::OtherLineal).is_some());
}

#[test]
fn a_record_gets_the_kin_in_the_degrees_of_its_pack() {
    let zhejiang = Rules::new(body::Family::Villagers, "VC18", Some("ZJ20")).unwrap();
    let kin = candidate_kin(&zhejiang, &house(), &[3, 4, 6, 7, 9]).unwrap();
    assert_eq!(kin[&3], [4, 6]);
    assert_eq!(kin[&4], [3]);
    // 3 is a grandparent of 7, which Zhejiang does not name
    assert_eq!(kin[&7], [6]);
    assert_eq!(kin[&9], Vec::<u8>::new());
    let national = Rules::new(body::Family::Villagers, "VC18", None).unwrap();
    assert_eq!(candidate_kin(&national, &house(), &[3, 4]), None);
}

proptest! {
    #[test]
    fn what_one_is_to_the_other_is_the_inverse(
        ties in prop::collection::vec((0_u8..7, 0_usize..9, 0_u8..7), 0..12),
    ) {
        let family =
            Family::of(ties.into_iter().map(|(a, tie, b)| (a, Relation::ALL[tie], b)));
        for a in 0..7 {
            for b in 0..7 {
                let mut back: Vec<Relation> =
                    family.relations(a, b).into_iter().map(Relation::inverse).collect();
                back.sort_unstable();
                prop_assert_eq!(back, family.relations(b, a));
            }
        }
    }
}
