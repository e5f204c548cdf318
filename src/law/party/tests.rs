use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::{
    body::Family,
    meeting::{Portion, party_meeting},
    rules::LocalRules,
    seats::{branch_committee, organisation},
};

fn party() -> Rules {
    Rules::new(Family::Party, "P20", None).unwrap()
}

fn of(part: i64, whole: i64) -> Portion {
    Portion::new(part, whole).unwrap()
}

/// The rules with values of a local layer.
fn locally(values: &str) -> Rules {
    let rules = party();
    let mut text = String::from("place = \"330902\"\n");
    for line in values.lines() {
        let (key, value) = line.split_once(" = ").unwrap();
        let entry = format!("[values.{key}]\nvalue = {value}\ndocument = \"2026-1\"\n");
        text.push_str(&entry);
    }
    let layer = LocalRules::parse(&text, &rules).unwrap();
    rules.with_local(Arc::new(layer)).unwrap()
}

/// Both sides, the sign, whether it holds, and the least that would.
fn sides(measured: &Measured) -> (i64, &'static str, i64, bool, i64) {
    let test = &measured.test;
    (test.left, test.op.sign(), test.right, test.holds, measured.needed)
}

fn cited(measured: &Measured) -> (RuleId, String) {
    (measured.test.rule, measured.test.source.cite())
}

fn member(membership: Membership) -> Member {
    Member { membership, exemption: None }
}

/// The 45 members of W16, the first four with an exemption.
fn w16_members(consented: bool, voted: bool) -> Vec<Member> {
    use ExemptReason::{Abroad, Bedridden, CannotExpressWill, Moved};
    let mut members = vec![member(Membership::Full); 42];
    for (member, reason) in members.iter_mut().zip([CannotExpressWill, Abroad, Bedridden, Moved]) {
        member.exemption = Some(Exemption { reason, consented, voted });
    }
    members.extend([member(Membership::Probationary); 2]);
    members.push(member(Membership::DisciplinaryProbation));
    members
}

#[test]
fn w16_exempt_by_consent_and_vote_only() {
    let rules = party();
    let base = attendance_base(&rules, &w16_members(true, true));
    assert_eq!((base.electors, base.exempt, base.should), (42, 4, 38));
    assert_eq!(base.left.len(), 7);
    assert_eq!(base.left[0], (0, Left::Exempt(ExemptReason::CannotExpressWill)));
    assert_eq!(base.left[6], (44, Left::NoVote(Membership::DisciplinaryProbation)));
    let quorum = |present, should| party_meeting(&rules, of(present, should));
    assert_eq!(sides(&quorum(30, base.should)), (150, ">=", 152, false, 31));
    assert_eq!(sides(&quorum(31, base.should)), (155, ">=", 152, true, 31));
    assert_eq!(cited(&quorum(31, base.should)), (RuleId("P-11"), "P20".into()));

    let consented_only = attendance_base(&rules, &w16_members(true, false));
    assert_eq!((consented_only.electors, consented_only.should), (42, 42));
    assert_eq!(consented_only.pending.len(), 4);
    assert_eq!(consented_only.pending[3], (3, Lacks::Vote));
    assert_eq!(sides(&quorum(33, consented_only.should)), (165, ">=", 168, false, 34));
    assert_eq!(sides(&quorum(34, consented_only.should)), (170, ">=", 168, true, 34));
    let voted_only = attendance_base(&rules, &w16_members(false, true));
    assert_eq!((voted_only.should, voted_only.pending[0].1), (42, Lacks::Consent));
    let neither = attendance_base(&rules, &w16_members(false, false));
    assert_eq!(neither.pending[0].1, Lacks::Both);
}

#[test]
fn w17_exactly_four_fifths_by_the_letter_or_by_practice() {
    let accepted = party_meeting(&party(), of(32, 40));
    assert_eq!(sides(&accepted), (160, ">=", 160, true, 32));
    let letter = locally("party_quorum = \"more_than\"");
    let strict = party_meeting(&letter, of(32, 40));
    assert_eq!(sides(&strict), (160, ">", 160, false, 33));
    assert_eq!(strict.test.source.cite(), "2026-1");
    assert_eq!(sides(&party_meeting(&letter, of(33, 40))), (165, ">", 160, true, 33));
}

#[test]
fn w18_half_of_the_electors_may_give_up_a_seat() {
    let rules = party();
    assert_eq!(sides(&elected(&rules, of(17, 32))), (34, ">", 32, true, 17));
    assert_eq!(sides(&elected(&rules, of(16, 32))), (32, ">", 32, false, 17));
    assert_eq!(cited(&elected(&rules, of(17, 32))), (RuleId("P-21"), "P20".into()));
    assert_eq!(sides(&reduction(&rules, of(16, 32))), (32, ">=", 32, true, 16));
    assert_eq!(sides(&reduction(&rules, of(15, 32))), (30, ">=", 32, false, 16));
    assert_eq!(reduction(&rules, of(16, 32)).test.rule, RuleId("P-23"));
}

#[test]
fn w22_a_pre_election_counts_those_present_or_those_who_should_be() {
    let rules = party();
    assert_eq!(sides(&pre_election(&rules, 20, 40, 48)), (40, ">", 40, false, 21));
    assert_eq!(sides(&pre_election(&rules, 21, 40, 48)), (42, ">", 40, true, 21));
    assert_eq!(cited(&pre_election(&rules, 21, 40, 48)), (RuleId("P-20"), "P20".into()));
    let should = locally("pre_election_base = \"should\"");
    assert_eq!(sides(&pre_election(&should, 24, 40, 48)), (48, ">", 48, false, 25));
    assert_eq!(sides(&pre_election(&should, 25, 40, 48)), (50, ">", 48, true, 25));
}

#[test]
fn w23_a_branch_of_six_elects_a_secretary() {
    let rules = party();
    let committee = branch_committee(&rules, 6).unwrap();
    assert_eq!((committee.left, committee.op.sign(), committee.right), (6, ">=", 7));
    assert_eq!((committee.rule, committee.holds), (RuleId("P-03"), false));
    assert!(branch_committee(&rules, 7).unwrap().holds);
    assert_eq!(organisation(&rules, 6), Some(crate::seats::Organisation::Branch));
    assert_eq!(sides(&party_meeting(&rules, of(5, 6))), (25, ">=", 24, true, 5));
    assert_eq!(sides(&elected(&rules, of(3, 5))), (6, ">", 5, true, 3));
    assert_eq!(sides(&elected(&rules, of(2, 5))), (4, ">", 5, false, 3));
}

#[test]
fn w24_over_half_in_both_pushes() {
    let rules = party();
    let nominees = [Nominee { members: 25, masses: 120 }, Nominee { members: 20, masses: 100 }];
    let pushed =
        |members, masses| pushes(&rules, of(members, 40), of(masses, 300), 1, &nominees).unwrap();
    let answer = pushed(33, 210);
    assert_eq!(sides(&answer.members), (99, ">=", 80, true, 27));
    assert_eq!(sides(&answer.masses), (630, ">=", 600, true, 200));
    assert_eq!(cited(&answer.members), (RuleId("P-29"), "practice".into()));
    let [a, b] = &answer.nominees[..] else { panic!() };
    assert_eq!(sides(a.members.as_ref().unwrap()), (50, ">", 33, true, 17));
    assert_eq!(sides(a.masses.as_ref().unwrap()), (240, ">", 210, true, 106));
    assert_eq!(sides(b.members.as_ref().unwrap()), (40, ">", 33, true, 17));
    assert_eq!(sides(b.masses.as_ref().unwrap()), (200, ">", 210, false, 106));
    assert_eq!(b.masses.as_ref().unwrap().test.rule, RuleId("P-29"));
    assert!(a.listed && !b.listed);
    assert_eq!((answer.rule, answer.names), (PushRule::BothOverHalf, Some(2)));
    // with one meeting below two thirds nobody is listed
    assert!(pushed(26, 210).nominees.iter().all(|nominee| !nominee.listed));
    assert!(pushed(33, 199).nominees.iter().all(|nominee| !nominee.listed));
}

#[test]
fn the_common_part_of_two_top_lists_keeps_ties() {
    let rules = locally("push_rule = \"common\"\npush_names_per_post = 2");
    let nominees: Vec<Nominee> = [(20, 90), (15, 100), (15, 10), (3, 95), (0, 0)]
        .map(|(members, masses)| Nominee { members, masses })
        .into();
    let answer = pushes(&rules, of(33, 40), of(210, 300), 1, &nominees).unwrap();
    let listed: Vec<bool> = answer.nominees.iter().map(|nominee| nominee.listed).collect();
    // top two of the members: 20, and both 15; of the masses: 100 and 95
    assert_eq!(listed, [false, true, false, false, false]);
}

#[test]
fn percentages_are_weighed_in_integers() {
    let rules =
        locally("push_rule = \"weighted\"\npush_members_percent = 60\npush_names_per_post = 1");
    // 60·20/30 + 40·100/200 = 60; 60·15/30 + 40·150/200 = 60; 60·10/30 + 40·199/200 = 59.8
    let nominees: Vec<Nominee> = [(20, 100), (15, 150), (10, 199)]
        .map(|(members, masses)| Nominee { members, masses })
        .into();
    let answer = pushes(&rules, of(30, 40), of(200, 300), 1, &nominees).unwrap();
    let scores: Vec<i128> = answer.nominees.iter().filter_map(|nominee| nominee.score).collect();
    assert_eq!(answer.denominator, Some(600_000));
    assert_eq!(scores, [360_000, 360_000, 358_800]);
    let listed: Vec<bool> = answer.nominees.iter().map(|nominee| nominee.listed).collect();
    assert_eq!(listed, [true, true, false]);
    // without the weight the layer is refused
    let text = "place = \"330902\"\n[values.push_rule]\nvalue = \"weighted\"\ndocument = \"1\"\n";
    assert!(LocalRules::parse(text, &party()).is_err());
}

#[test]
fn a_detained_member_is_suspended_since_2020() {
    let old = Rules::new(Family::Party, "P90", None).unwrap();
    assert!(elector(&old, Membership::Detained));
    assert!(!elector(&party(), Membership::Detained));
    for rules in [old, party()] {
        assert!(elector(&rules, Membership::Full));
        assert!(!elector(&rules, Membership::Probationary));
        assert!(!elector(&rules, Membership::DisciplinaryProbation));
    }
}

proptest! {
    #[test]
    fn an_exemption_never_raises_the_quorum(
        states in prop::collection::vec((0_u8..4, any::<bool>(), any::<bool>()), 0..60),
    ) {
        let rules = party();
        let members: Vec<Member> = states.iter().map(|(state, consented, voted)| Member {
            membership: match state {
                0 => Membership::Probationary,
                1 => Membership::DisciplinaryProbation,
                2 => Membership::Detained,
                _ => Membership::Full,
            },
            exemption: Some(Exemption {
                reason: ExemptReason::Imprisoned, consented: *consented, voted: *voted,
            }),
        }).collect();
        let without: Vec<Member> =
            members.iter().map(|member| Member { exemption: None, ..*member }).collect();
        let (base, full) = (attendance_base(&rules, &members), attendance_base(&rules, &without));
        prop_assert_eq!(base.electors, full.should);
        prop_assert_eq!(base.should + base.exempt, base.electors);
        let needed = |should| Portion::new(0, should).map(|all| party_meeting(&rules, all).needed);
        prop_assert!(needed(base.should) <= needed(full.should));
        prop_assert!(needed(base.should) <= Some(base.should));
    }

    #[test]
    fn more_votes_never_drop_a_nominee(
        votes in prop::collection::vec((0_i64..50, 0_i64..300), 1..12), more in 1_i64..10,
    ) {
        for values in [
            "push_rule = \"both_over_half\"",
            "push_rule = \"common\"",
            "push_rule = \"weighted\"\npush_members_percent = 40",
        ] {
            let rules = locally(values);
            let mut nominees: Vec<Nominee> =
                votes.iter().map(|&(members, masses)| Nominee { members, masses }).collect();
            let run = |nominees: &[Nominee]| {
                pushes(&rules, of(50, 60), of(300, 400), 2, nominees).unwrap()
            };
            let before = run(&nominees).nominees[0].listed;
            nominees[0].members += more;
            prop_assert!(!before || run(&nominees).nominees[0].listed);
        }
    }

    #[test]
    fn no_number_makes_it_panic(a in any::<i64>(), b in any::<i64>(), c in any::<i64>()) {
        for values in ["push_rule = \"common\"", "push_rule = \"weighted\"\npush_members_percent = 40"] {
            let nominees = [Nominee { members: a, masses: b }, Nominee { members: c, masses: a }];
            if let (Some(members), Some(masses)) = (Portion::new(a, b), Portion::new(c, b)) {
                pushes(&locally(values), members, masses, b, &nominees);
            }
        }
        pre_election(&party(), a, b, c);
        Portion::new(a, b).map(|agreed| reduction(&party(), agreed));
    }
}
