//! What a decision lists: checks, numbers, recalls; and records that the program makes itself.

use std::{borrow::Cow, sync::Arc};

use serde_json::{Value, json};

use super::{
    super::{
        Count, Problem, Record, What,
        record::{AlreadyElected, Ballots, Base, Candidate, Posts, Seats, Votes},
    },
    all_stand, as_json, checks, decide, elected, party, stands, vacant, villagers, with,
};
use crate::{
    body::{Body, Electorate, Post, Round, Sex},
    rules::{Rules, local::LocalRules, parameters::Participants},
};

/// The rules of the checks that are about no person: `C-16 member`.
fn made(decision: &Value) -> Vec<String> {
    let list = decision["checks"].as_array().expect("a list");
    list.iter()
        .filter(|check| check.get("candidate").is_none())
        .map(|check| match check.get("post") {
            Some(post) => format!("{} {}", word(&check["rule"]), word(post)),
            None => word(&check["rule"]).to_owned(),
        })
        .collect()
}

fn word(value: &Value) -> &str {
    value.as_str().expect("a word")
}

fn in_round(record: &Value, round: &str) -> Value {
    decide(&with(record.clone(), &[("round", json!(round))]))
}

fn village() -> Value {
    let mut people = all_stand("director", &[("A", 500), ("B", 100)]);
    people.extend(all_stand("member", &[("C", 450), ("D", 400), ("E", 390)]));
    let seats = json!([
        { "post": "director", "seats": 1 }, { "post": "deputy", "seats": 1 },
        { "post": "member", "seats": 2 },
    ]);
    with(villagers(), &[("pack", json!("VC98")), ("seats", seats), ("candidates", json!(people))])
}

fn residents(quorum: &str) -> Value {
    json!({
        "format": "huanjie-count/1", "pack": "RC18", "body": "residents_committee",
        "round": "first", "parameters": { "quorum": quorum },
        "base": { "registered": 90, "present": 60, "electorate": "all_residents" },
        "ballots": { "issued": 60, "collected": 60, "invalid": 0, "blank": 0 },
        "seats": [{ "post": "director", "seats": 1 }],
        "candidates": [stands("A", "m", "director", 40)],
    })
}

fn branch() -> Value {
    let mut people = all_stand("secretary", &[("S", 20)]);
    people.extend(all_stand("member", &[("A", 20), ("B", 19), ("C", 18), ("D", 3)]));
    let seats = json!([{ "post": "secretary", "seats": 1 }, { "post": "member", "seats": 3 }]);
    with(party(40, 0, 36), &[("seats", seats), ("candidates", json!(people))])
}

fn plenary(present: u32) -> Value {
    json!({
        "format": "huanjie-count/1", "pack": "P20", "body": "party_plenary", "round": "first",
        "base": { "full_members": 5, "exempt": 0, "present": present },
        "ballots": { "issued": 4, "collected": present, "invalid": 0, "blank": 0 },
        "seats": [{ "post": "secretary", "seats": 1 }],
        "candidates": [stands("A", "m", "secretary", 3)],
    })
}

#[test]
fn each_body_and_round_makes_its_own_checks() {
    let village = village();
    let all = ["C-01", "C-02", "C-16 director", "C-16 member"];
    assert_eq!(made(&in_round(&village, "first")), all);
    assert_eq!(made(&in_round(&village, "another")), all);
    assert_eq!(made(&in_round(&village, "tie_revote")), ["C-02"]);
    assert_eq!(made(&in_round(&village, "recall")), ["C-01", "C-02"]);
    let free = with(village, &[("parameters", json!({ "difference": "not_required" }))]);
    assert_eq!(made(&decide(&free)), ["C-01", "C-02"]);
    let residents = residents("half");
    assert_eq!(made(&in_round(&residents, "first")), ["R-05", "C-02"]);
    assert_eq!(made(&in_round(&residents, "another")), ["R-05", "C-02"]);
    assert_eq!(made(&in_round(&residents, "tie_revote")), ["C-02"]);
    let strict = with(residents, &[("parameters.difference", json!("required"))]);
    assert_eq!(made(&in_round(&strict, "first")), ["R-05", "C-02", "C-16 director"]);
    assert_eq!(made(&in_round(&strict, "another")), ["R-05", "C-02", "C-16 director"]);
    assert_eq!(made(&in_round(&strict, "tie_revote")), ["C-02"]);
    let branch = branch();
    assert_eq!(made(&in_round(&branch, "first")), ["P-11", "P-18", "P-09 member"]);
    assert_eq!(made(&in_round(&branch, "pre_election")), ["P-11", "P-18", "P-09 member"]);
    assert_eq!(made(&in_round(&branch, "another")), ["P-11", "P-18"]);
    assert_eq!(made(&in_round(&branch, "tie_revote")), ["P-11", "P-18"]);
    let free = with(branch, &[("parameters", json!({ "difference": "not_required" }))]);
    assert_eq!(made(&decide(&free)), ["P-11", "P-18"]);
    for round in ["first", "another", "tie_revote", "pre_election"] {
        assert_eq!(made(&in_round(&plenary(4), round)), ["P-25", "P-18"]);
    }
}

#[test]
fn all_checks_are_made_after_one_has_failed() {
    let void = with(village(), &[("base.registered", json!(2000)), ("ballots.issued", json!(1))]);
    let decision = decide(&void);
    assert_eq!(made(&decision), ["C-01", "C-02", "C-16 director", "C-16 member"]);
    assert_eq!(checks(&decision, "C-01"), ["1600 > 2000 false"]);
    assert_eq!(checks(&decision, "C-02"), ["800 <= 1 false"]);
    assert_eq!(checks(&decision, "C-16"), ["2 > 1 true", "3 > 2 true"]);
}

#[test]
fn the_difference_counts_all_formal_candidates_and_all_seats_of_a_post() {
    let record = |seats: Value, eligible: bool| {
        let mut record = with(village(), &[("seats", seats), ("candidates", json!([]))]);
        let mut people = all_stand("member", &[("C", 1), ("D", 1), ("E", 1)]);
        people[0]["eligible"] = json!(eligible);
        people.push(json!({ "id": "W", "sex": "m", "formal": [], "votes": { "member": 9 } }));
        record["candidates"] = json!(people);
        decide(&record)
    };
    let one = json!([{ "post": "member", "seats": 2 }]);
    assert_eq!(checks(&record(one.clone(), true), "C-16"), ["3 > 2 true"]);
    assert_eq!(checks(&record(one, false), "C-16"), ["3 > 2 true"], "eligible or not");
    let two = json!([
        { "post": "member", "seats": 2 }, { "post": "member", "seats": 1, "women_only": true },
    ]);
    let void = record(two, true);
    assert_eq!(checks(&void, "C-16"), ["3 > 3 false"]);
    assert_eq!(void["valid"], json!(false));
}

#[test]
fn a_fifth_more_is_asked_of_members_even_without_a_formal_candidate() {
    let none = with(branch(), &[("candidates", json!([]))]);
    assert_eq!(checks(&decide(&none), "P-09"), ["-15 >= 3 false"]);
    let secretary = json!([{ "post": "secretary", "seats": 1 }]);
    let alone = with(branch(), &[("seats", secretary), ("candidates", json!([]))]);
    assert_eq!(checks(&decide(&alone), "P-09"), [""; 0], "a secretary may stand alone");
}

#[test]
fn quorums_count_those_present() {
    let present = |present: u32, quorum: &str| {
        let record = residents(quorum);
        let decision = decide(&with(record, &[("base.present", json!(present))]));
        (checks(&decision, "R-05")[0].clone(), decision["valid"] == json!(true))
    };
    assert_eq!(present(45, "half"), ("90 > 90 false".into(), false));
    assert_eq!(present(46, "half"), ("92 > 90 true".into(), true));
    assert_eq!(present(59, "two_thirds"), ("177 >= 180 false".into(), false));
    assert_eq!(present(60, "two_thirds"), ("180 >= 180 true".into(), true));
    assert_eq!(checks(&decide(&plenary(3)), "P-25"), ["15 >= 20 false"]);
    assert_eq!(checks(&decide(&plenary(4)), "P-25"), ["20 >= 20 true"]);
    let exempt = |exempt: u32| {
        checks(&decide(&with(branch(), &[("base.exempt", json!(exempt))])), "P-11")[0].clone()
    };
    assert_eq!(exempt(0), "180 >= 160 true");
    assert_eq!(exempt(3), "180 >= 148 true");
}

#[test]
fn ballots_of_the_party_are_compared_with_those_present_or_those_issued() {
    let record = |limit: &str| {
        let ballots = json!({ "issued": 30, "collected": 31, "invalid": 0, "blank": 0 });
        let changes = [("ballots", ballots), ("parameters", json!({ "party_ballots": limit }))];
        checks(&decide(&with(branch(), &changes)), "P-18")
    };
    assert_eq!(record("present"), ["31 <= 36 true"]);
    assert_eq!(record("issued"), ["31 <= 30 false"]);
}

#[test]
fn a_recall_decides_each_person_alone() {
    let seats = json!([{ "post": "director", "seats": 1 }, { "post": "member", "seats": 1 }]);
    let mut people = all_stand("director", &[("A", 420)]);
    people.extend(all_stand("member", &[("B", 400), ("Cf", 399)]));
    people[1]["kin"] = json!(["A"]);
    let record = with(
        villagers(),
        &[
            ("round", json!("recall")),
            ("seats", seats),
            ("candidates", json!(people)),
            (
                "parameters",
                json!({ "kin_avoidance": true, "women_seat": true, "carry_down": true }),
            ),
            ("already_elected", json!([{ "candidate": "A", "post": "director", "sex": "m" }])),
            ("ballots.collected", json!(799)),
        ],
    );
    let decision = decide(&record);
    assert_eq!(elected(&decision), ["director A", "member B"]);
    assert_eq!(checks(&decision, "V-81"), ["840 > 799 true", "800 > 799 true", "798 > 799 false"]);
    for name in ["ties", "kin_excluded", "vacant", "next_candidates"] {
        assert_eq!(decision[name], json!([]), "{name}");
    }
    assert_eq!((&decision["next"], &decision["may_convene"]), (&json!("declare"), &json!(false)));
    let about: Vec<(&str, &str)> = decision["checks"].as_array().expect("a list")[2..]
        .iter()
        .map(|check| (word(&check["post"]), word(&check["candidate"])))
        .collect();
    assert_eq!(about, [("director", "A"), ("member", "B"), ("member", "Cf")]);
    // nobody is recalled: still declared
    let kept = with(record.clone(), &[("candidates", json!(all_stand("member", &[("B", 399)])))]);
    assert_eq!(
        (elected(&decide(&kept)), decide(&kept)["next"].clone()),
        (vec![], json!("declare"))
    );
    let void = with(record, &[("base.registered", json!(1598))]);
    let decision = decide(&void);
    assert_eq!((elected(&decision), &decision["next"]), (vec![], &json!("rerun")));
}

#[test]
fn seats_do_not_limit_a_recall_and_nobody_is_listed_twice() {
    let person = |id: &str, votes: Value, eligible: bool| json!({ "id": id, "sex": "m", "formal": [], "eligible": eligible, "votes": votes });
    let people = json!([
        person("A", json!({ "director": 410, "member": 420 }), true),
        person("B", json!({ "member": 401 }), true),
        person("C", json!({ "member": 402 }), true),
        person("D", json!({ "member": 377 }), true),
        person("E", json!({ "director": 0 }), true),
    ]);
    let seats = json!([
        { "post": "director", "seats": 1 },
        { "post": "member", "seats": 1 },
        { "post": "member", "seats": 1, "women_only": true },
    ]);
    let changes = [("round", json!("recall")), ("seats", seats), ("candidates", people)];
    let record = with(villagers(), &changes);
    let decision = decide(&record);
    assert_eq!(elected(&decision), ["director A", "member C", "member B"]);
    assert_eq!(checks(&decision, "V-81").len(), 5, "each comparison stands there");
    assert_eq!(vacant(&decision), [""; 0]);
    let seated = decision["elected"].as_array().expect("a list");
    assert!(seated.iter().all(|one| one["women_seat"] == json!(false)));
    let mut without = record;
    without["candidates"][0]["eligible"] = json!(false);
    assert_eq!(elected(&decide(&without)), ["member C", "member B"]);
}

#[test]
fn a_recall_under_the_old_law_needs_half_of_the_roll() {
    let record = |votes: u32| {
        let changes = [
            ("pack", json!("VC98")),
            ("round", json!("recall")),
            ("seats", json!([{ "post": "member", "seats": 1 }])),
            ("candidates", json!(all_stand("member", &[("A", votes)]))),
        ];
        decide(&with(villagers(), &changes))
    };
    assert_eq!(checks(&record(500), "V-81"), ["1000 > 1000 false"]);
    assert_eq!(elected(&record(501)), ["member A"]);
}

#[test]
fn a_decision_reads_as_decide_md_writes_it() {
    let record = json!({
        "format": "huanjie-count/1", "pack": "VC18", "overlay": "ZJ20",
        "body": "villagers_committee", "round": "first",
        "base": { "registered": 1500 },
        "ballots": { "issued": 1210, "collected": 1200, "invalid": 12, "blank": 3 },
        "seats": [{ "post": "director", "seats": 1 }, { "post": "member", "seats": 1 }],
        "candidates": [
            { "id": "X", "name": "王", "sex": "f", "formal": [], "kin": ["Y"],
              "votes": { "director": 700, "member": 2 } },
            { "id": "Y", "sex": "m", "formal": [], "votes": { "member": 610 } },
            { "id": "Z", "sex": "m", "formal": [], "votes": { "member": 31 } },
        ],
    });
    let rows = |rule: &str, post: &str, who: &str, left: u32, holds: bool| {
        json!({ "rule": rule, "post": post, "candidate": who, "holds": holds, "left": left,
            "op": ">", "right": 1200, "source": "VC18 art. 15" })
    };
    let mut decision = decide(&record);
    let c02 = decision["checks"][1]["source"].take();
    assert!(!word(&c02).is_empty());
    let expected = json!({
        "format": "huanjie-decision/1",
        "pack": "VC18", "overlay": "ZJ20",
        "parameters": {
            "participants": "collected", "difference": "required", "overvote": "ballot",
            "two_posts": "ballot", "illegible": "part", "carry_down": false, "women_seat": true,
            "kin_avoidance": true, "another_bar": "third", "may_convene": "three",
        },
        "valid": true,
        "checks": [
            { "rule": "C-01", "holds": true, "left": 2400, "op": ">", "right": 1500,
              "source": "VC18 art. 15" },
            { "rule": "C-02", "holds": true, "left": 1200, "op": "<=", "right": 1210,
              "source": null },
            rows("C-08", "director", "X", 1400, true),
            rows("C-08", "member", "Y", 1220, true),
            rows("C-08", "member", "Z", 62, false),
        ],
        "ballots": { "issued": 1210, "collected": 1200, "valid": 1185, "invalid": 12, "blank": 3 },
        "elected": [
            { "candidate": "X", "post": "director", "votes": 700, "women_seat": false },
        ],
        "ties": [],
        "kin_excluded": [{ "candidate": "Y", "post": "member", "kin_of": "X" }],
        "vacant": [{ "post": "member", "seats": 1, "women_only": false }],
        "tally": [
            { "candidate": "X", "votes": { "director": 700, "member": 2 }, "counted": true },
            { "candidate": "Y", "votes": { "member": 610 }, "counted": true },
            { "candidate": "Z", "votes": { "member": 31 }, "counted": true },
        ],
        "next": "another_election", "may_convene": false, "may_reduce_seats": false,
        "next_candidates": [{ "post": "member", "candidates": ["Z"], "women_only": false }],
    });
    assert_eq!(decision, expected);
    let tie = with(
        record,
        &[("overlay", Value::Null), ("candidates", json!(all_stand("director", &[("A", 0)])))],
    );
    assert_eq!(decide(&tie)["overlay"], Value::Null);
}

fn shipped(pack: &str) -> Cow<'static, Rules> {
    Cow::Borrowed(Rules::shipped(pack, None).expect("a pack"))
}

fn typed(pack: &str, body: Body, base: Base) -> Record<'static> {
    let rules = shipped(pack);
    let parameters = rules.parameters(body);
    let candidate = |id: &'static str, sex, post, number| {
        let mut votes = Votes::default();
        votes.set(post, number);
        Candidate {
            id: Cow::Borrowed(id),
            sex,
            formal: Posts::from_iter([post]),
            eligible: true,
            kin: Vec::new(),
            votes,
            against: Votes::default(),
            abstain: Votes::default(),
        }
    };
    Record {
        rules,
        parameters,
        body,
        round: Round::First,
        base,
        ballots: Ballots { issued: 10, collected: 10, invalid: 0, blank: 0 },
        seats: vec![Seats { post: Post::Member, seats: 1, women_only: false }],
        already_elected: Vec::new(),
        candidates: vec![
            candidate("A", Sex::Man, Post::Member, 6),
            candidate("Bf", Sex::Woman, Post::Member, 4),
        ],
    }
}

fn villagers_typed() -> Record<'static> {
    typed("VC98", Body::VillagersCommittee, Base::Villagers { registered: 10 })
}

fn residents_typed() -> Record<'static> {
    let base =
        Base::Residents { registered: 10, present: 10, electorate: Electorate::AllResidents };
    typed("RC18", Body::ResidentsCommittee, base)
}

fn party_typed() -> Record<'static> {
    let base = Base::Party { full_members: 10, exempt: 0, present: 10 };
    typed("P20", Body::PartyCommittee, base)
}

fn refused(record: Record) -> Vec<(String, What)> {
    let Err(problems) = Count::new(record) else { return Vec::new() };
    assert!(!problems.is_empty(), "refused without a reason");
    problems.into_iter().map(|Problem { path, what }| (path, what)).collect()
}

#[test]
fn a_record_of_the_program_is_decided_like_one_that_was_read() {
    for record in [villagers_typed(), residents_typed(), party_typed()] {
        let body = record.body;
        let count = Count::new(record).expect("possible");
        assert_eq!(count.record().body, body);
        assert_eq!(count.record().candidates.len(), 2);
        let decision = as_json(&count.decide());
        assert_eq!(elected(&decision), ["member A"], "{body:?}");
    }
}

#[test]
fn a_record_of_the_program_keeps_the_bounds_of_the_format() {
    let most = 1_000_000_000;
    let mut record = villagers_typed();
    record.base = Base::Villagers { registered: 0 };
    assert_eq!(refused(record), [("base.registered".into(), What::NotWhole(1))]);
    let mut record = villagers_typed();
    record.base = Base::Villagers { registered: most };
    assert_eq!(refused(record.clone()), []);
    record.base = Base::Villagers { registered: most + 1 };
    assert_eq!(refused(record), [("base.registered".into(), What::NotWhole(1))]);
    let mut record = residents_typed();
    let electorate = Electorate::AllResidents;
    record.base = Base::Residents { registered: 0, present: 0, electorate };
    assert_eq!(refused(record), [("base.registered".into(), What::NotWhole(1))]);
    let mut record = party_typed();
    record.base = Base::Party { full_members: 0, exempt: 0, present: 0 };
    assert_eq!(refused(record), [("base.full_members".into(), What::NotWhole(1))]);
    let mut record = villagers_typed();
    record.ballots.issued = most;
    record.ballots.collected = most;
    assert_eq!(refused(record.clone()), []);
    record.ballots.issued = most + 1;
    record.ballots.collected = most + 1;
    let above = ["ballots.issued", "ballots.collected"];
    assert_eq!(refused(record), above.map(|path| (path.to_owned(), What::NotWhole(0))));
    let mut record = villagers_typed();
    record.seats[0].seats = 0;
    let found = refused(record);
    assert_eq!(found[0], ("seats[0].seats".into(), What::NotWhole(1)));
    let mut record = villagers_typed();
    record.seats[0].seats = most + 1;
    assert_eq!(refused(record), [("seats[0].seats".into(), What::NotWhole(1))]);
}

#[test]
fn a_record_of_the_program_that_is_impossible_is_refused_with_its_paths() {
    let one = |path: &str, what| vec![(path.to_owned(), what)];
    let mut record = villagers_typed();
    record.round = Round::PreElection;
    assert_eq!(refused(record), one("round", What::WrongRound));
    let mut record = villagers_typed();
    record.rules = shipped("RC18");
    assert_eq!(refused(record), one("pack", What::WrongPack));
    let mut record = villagers_typed();
    record.candidates[0].votes.set(Post::Member, 11);
    let sums = [
        one("candidates[0].votes.member", What::VotesAboveValid(11, 10)),
        one("seats[0]", What::SumAboveSeats(15, 10)),
    ];
    assert_eq!(refused(record), sums.concat());
    let mut record = villagers_typed();
    record.ballots.invalid = 11;
    assert_eq!(refused(record), one("ballots", What::InvalidAboveCollected(11, 10)));
    let mut record = villagers_typed();
    record.seats.clear();
    assert_eq!(refused(record), one("seats", What::NoSeats));
    let mut record = villagers_typed();
    record.candidates[1].kin = vec![Cow::Borrowed("Bf"), Cow::Borrowed("Q")];
    let kin = [
        one("candidates[1].kin[0]", What::KinOfSelf),
        one("candidates[1].kin[1]", What::UnknownId),
    ];
    assert_eq!(refused(record), kin.concat());
    let mut record = residents_typed();
    let electorate = Electorate::AllResidents;
    record.base = Base::Residents { registered: 10, present: 11, electorate };
    assert_eq!(refused(record), one("base.present", What::PresentAboveBase(11, 10)));
    let mut record = party_typed();
    record.base = Base::Party { full_members: 10, exempt: 11, present: 10 };
    assert_eq!(refused(record), one("base.exempt", What::ExemptAboveMembers(11, 10)));
}

#[test]
fn a_record_of_the_program_with_the_base_of_another_body_is_refused() {
    let mut record = villagers_typed();
    record.base = party_typed().base;
    let fields = [
        ("base.registered", What::Missing),
        ("base.present", What::FieldOfOtherBody),
        ("base.full_members", What::FieldOfOtherBody),
        ("base.exempt", What::FieldOfOtherBody),
    ];
    assert_eq!(refused(record), fields.map(|(path, what)| (path.to_owned(), what)));
    let mut record = villagers_typed();
    record.base = residents_typed().base;
    let fields = ["base.present", "base.electorate"];
    assert_eq!(refused(record), fields.map(|path| (path.to_owned(), What::FieldOfOtherBody)));
}

#[test]
fn a_record_of_the_program_declares_each_person_once() {
    let one = |path: &str, what| vec![(path.to_owned(), what)];
    let mut record = villagers_typed();
    record.already_elected = vec![
        AlreadyElected { candidate: Cow::Borrowed("A"), post: Post::Deputy, sex: Sex::Woman },
        AlreadyElected { candidate: Cow::Borrowed("A"), post: Post::Secretary, sex: Sex::Man },
    ];
    let twice = [
        one("already_elected[0].sex", What::SexDiffers),
        one("already_elected[1].candidate", What::IdTwice),
        one("already_elected[1].post", What::PostOfOtherBody),
    ];
    assert_eq!(refused(record), twice.concat());
    let mut record = villagers_typed();
    record.candidates[0].formal = Posts::from_iter([Post::Director]);
    assert_eq!(refused(record), one("candidates[0].formal[0]", What::PostNotUp));
}

#[test]
fn votes_against_are_for_the_party_in_a_record_of_the_program_too() {
    for (against, name) in [(true, "against"), (false, "abstain")] {
        let with_others = |mut record: Record<'static>, number: u32| {
            let one = &mut record.candidates[0];
            let votes = if against { &mut one.against } else { &mut one.abstain };
            votes.set(Post::Member, number);
            record
        };
        let path = format!("candidates[0].{name}");
        assert_eq!(refused(with_others(villagers_typed(), 0)), [(path, What::FieldOfOtherBody)]);
        assert_eq!(refused(with_others(party_typed(), 4)), []);
        let above = ("candidates[0].votes.member".to_owned(), What::VotesAboveValid(11, 10));
        assert_eq!(refused(with_others(party_typed(), 5)), [above]);
    }
}

#[test]
fn parameters_that_do_not_apply_to_the_body_have_no_effect() {
    let decided = |record: Record| {
        let count = Count::new(record).expect("possible");
        as_json(&count.decide())
    };
    let mut record = party_typed();
    record.seats.insert(0, Seats { post: Post::Deputy, seats: 1, women_only: false });
    record.candidates[0].votes.set(Post::Deputy, 4);
    record.candidates[0].kin = vec![Cow::Borrowed("Bf")];
    record.candidates[1].votes.set(Post::Deputy, 6);
    record.candidates[1].votes.set(Post::Member, 3);
    let mut plain = record.clone();
    plain.parameters.carry_down = false;
    record.parameters.carry_down = true;
    record.parameters.women_seat = true;
    record.parameters.kin_avoidance = true;
    record.parameters.participants = Participants::Issued;
    let mut decision = decided(record);
    assert_eq!(elected(&decision), ["deputy Bf", "member A"]);
    assert_eq!(decision["elected"][1]["votes"], json!(6));
    assert_eq!(decision, decided(plain));
    // a seat for a woman, which a Party committee does not keep
    let mut record = party_typed();
    record.parameters.women_seat = true;
    record.seats[0].seats = 2;
    record.candidates.push(record.candidates[1].clone());
    record.candidates[2].id = Cow::Borrowed("C");
    record.candidates[2].sex = Sex::Man;
    record.candidates[2].votes.set(Post::Member, 7);
    decision = decided(record);
    assert_eq!(elected(&decision), ["member C", "member A"]);
    let mut record = residents_typed();
    record.parameters.participants = Participants::Issued;
    record.ballots.issued = 100;
    assert_eq!(elected(&decided(record)), ["member A"]);
}

#[test]
fn a_local_rule_sets_a_parameter() {
    let rules = Rules::shipped("VC18", None).expect("a pack").clone();
    let local = "place = \"330902\"\n[values]\n\
        carry_down = { value = true, document = \"县换选〔2025〕3号\" }\n";
    let local = LocalRules::parse(local, &rules).expect("a layer");
    let rules = rules.with_local(Arc::new(local)).expect("validated against them");
    let mut record = villagers_typed();
    record.parameters = rules.parameters(Body::VillagersCommittee);
    record.rules = Cow::Owned(rules);
    let count = Count::new(record).expect("possible");
    let decision = as_json(&count.decide());
    assert_eq!(decision["parameters"]["carry_down"], json!(true));
    assert_eq!(decision["pack"], json!("VC18"));
}

#[test]
fn votes_are_named_from_the_highest_post_down() {
    let mut votes = Votes::default();
    assert_eq!(votes.named().count(), 0);
    let posts = [Post::Member, Post::Director, Post::Deputy, Post::Secretary];
    for (number, post) in (1..).zip(posts) {
        assert_eq!(votes.get(post), None);
        votes.set(post, number);
        assert_eq!(votes.get(post), Some(number));
    }
    let named: Vec<_> = votes.named().collect();
    let expected =
        [(Post::Director, 2), (Post::Secretary, 4), (Post::Deputy, 3), (Post::Member, 1)];
    assert_eq!(named, expected);
}
