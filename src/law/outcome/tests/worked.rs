//! The worked examples of law.md section 4, by their ids.

use serde_json::{Value, json};

use super::{
    Count, all_stand, checks, cited, decide, elected, next_candidates, party, stands, tally, ties,
    vacant, villagers, with,
};
use crate::{
    reason::RuleId,
    rules::{Key, Rules},
};

/// The law behind a rule that compares no votes, such as C-10.
fn law_of(pack: &str, overlay: &str, rule: &'static str) -> String {
    Rules::shipped(pack, Some(overlay)).expect("they belong together").source(RuleId(rule)).cite()
}

fn members(collected: u32, seats: u32, votes: &[(&str, u32)]) -> Value {
    with(
        villagers(),
        &[
            ("ballots.issued", json!(collected)),
            ("ballots.collected", json!(collected)),
            ("seats", json!([{ "post": "member", "seats": seats }])),
            ("candidates", json!(all_stand("member", votes))),
        ],
    )
}

#[test]
fn w01_exactly_half_of_the_roll_is_not_enough() {
    let record = |collected: u32| {
        let votes = [("Af", 200), ("B", 100)];
        with(members(collected, 1, &votes), &[("base.registered", json!(1200))])
    };
    let void = decide(&record(600));
    assert_eq!(checks(&void, "C-01"), ["1200 > 1200 false"]);
    assert_eq!((&void["valid"], &void["next"]), (&json!(false), &json!("rerun")));
    assert_eq!(vacant(&void), ["member 1"]);
    let valid = decide(&record(601));
    assert_eq!(checks(&valid, "C-01"), ["1202 > 1200 true"]);
    assert_eq!(valid["valid"], json!(true));
    for decision in [&void, &valid] {
        assert_eq!(cited(decision, "C-01"), ["VC18 art. 15"]);
    }
}

#[test]
fn w02_more_collected_than_issued_is_void() {
    let record = |collected: u32| {
        let votes = [("Af", 400), ("B", 100)];
        with(members(collected, 1, &votes), &[("ballots.issued", json!(640))])
    };
    let void = decide(&record(641));
    assert_eq!(checks(&void, "C-02"), ["641 <= 640 false"]);
    assert_eq!((&void["valid"], &void["next"]), (&json!(false), &json!("rerun")));
    assert_eq!(elected(&void), [""; 0]);
    for (collected, compared) in [(640, "640 <= 640 true"), (639, "639 <= 640 true")] {
        let valid = decide(&record(collected));
        assert_eq!(checks(&valid, "C-02"), [compared]);
        assert_eq!(valid["valid"], json!(true), "{collected}");
    }
    let zhejiang = with(record(641), &[("overlay", json!("ZJ20"))]);
    assert_eq!(cited(&decide(&zhejiang), "C-02"), ["ZJ20 art. 27"]);
}

#[test]
fn w03_invalid_and_blank_ballots_stay_in_the_base() {
    let record = |a: u32, b: u32, participants: &str| {
        let candidates = json!([stands("A", "f", "director", a), stands("B", "m", "director", b)]);
        with(
            villagers(),
            &[
                ("ballots", json!({"issued": 700, "collected": 690, "invalid": 30, "blank": 10})),
                ("seats", json!([{ "post": "director", "seats": 1 }])),
                ("candidates", candidates),
                ("parameters", json!({ "participants": participants })),
            ],
        )
    };
    let half = decide(&record(345, 300, "collected"));
    assert_eq!(checks(&half, "C-01"), ["1380 > 1000 true"]);
    assert_eq!(checks(&half, "C-08"), ["690 > 690 false", "600 > 690 false"]);
    assert_eq!(vacant(&half), ["director 1"]);
    assert_eq!(half["next"], json!("another_election"));
    assert_eq!(half["ballots"]["valid"], json!(650));
    for rule in ["C-01", "C-08"] {
        assert_eq!(cited(&half, rule), ["VC18 art. 15"]);
    }
    let more = decide(&record(346, 300, "collected"));
    assert_eq!(checks(&more, "C-08"), ["692 > 690 true", "600 > 690 false"]);
    assert_eq!(elected(&more), ["director A"]);
    let short = decide(&record(350, 300, "issued"));
    assert_eq!(checks(&short, "C-01"), ["1400 > 1000 true"]);
    assert_eq!(checks(&short, "C-08"), ["700 > 700 false", "600 > 700 false"]);
    assert_eq!(elected(&short), [""; 0]);
    let issued = decide(&record(351, 299, "issued"));
    assert_eq!(elected(&issued), ["director A"]);
    assert_eq!(checks(&issued, "C-08")[0], "702 > 700 true");
}

#[test]
fn w04_more_over_the_bar_than_seats() {
    let votes = [("Af", 560), ("B", 480), ("C", 410), ("D", 402), ("E", 350)];
    let decision = decide(&members(800, 3, &votes));
    assert_eq!(elected(&decision), ["member Af", "member B", "member C"]);
    let compared = ["1120 > 800 true", "960 > 800 true", "820 > 800 true", "804 > 800 true"];
    assert_eq!(checks(&decision, "C-08")[..4], compared);
    assert_eq!(checks(&decision, "C-08")[4..], ["700 > 800 false"]);
    assert_eq!(cited(&decision, "C-08"), ["VC18 art. 15"]);
    assert_eq!(law_of("VC18", "ZJ20", "C-09"), "ZJ20 art. 28");
    assert_eq!(decision["next"], json!("declare"));
}

#[test]
fn w05_a_tie_across_the_last_seat_goes_to_a_re_vote() {
    let votes = [("Af", 560), ("B", 410), ("C", 405), ("D", 405), ("E", 120)];
    let first = decide(&members(800, 3, &votes));
    assert_eq!(elected(&first), ["member Af", "member B"]);
    assert_eq!(ties(&first), ["member 1 C D last_seat"]);
    assert_eq!(
        checks(&first, "C-08"),
        [
            "1120 > 800 true",
            "820 > 800 true",
            "810 > 800 true",
            "810 > 800 true",
            "240 > 800 false"
        ]
    );
    assert_eq!(cited(&first, "C-08"), ["VC18 art. 15"]);
    assert_eq!(first["next"], json!("tie_revote"));
    assert_eq!(next_candidates(&first), ["member C D"]);
    let revote = with(
        members(780, 1, &[("C", 300), ("D", 290)]),
        &[
            ("round", json!("tie_revote")),
            (
                "already_elected",
                json!([
                    { "candidate": "Af", "post": "member", "sex": "f" },
                    { "candidate": "B", "post": "member", "sex": "m" },
                ]),
            ),
        ],
    );
    let second = decide(&revote);
    assert_eq!(elected(&second), ["member C"]);
    assert_eq!(second["next"], json!("declare"));
    // no bar and no turnout: what is compared are the ballots alone
    assert_eq!(second["checks"].as_array().map(Vec::len), Some(1));
    assert_eq!(checks(&second, "C-02"), ["780 <= 780 true"]);
    assert_eq!(second["elected"][0]["votes"], json!(300));
    let laws = [("ZJ20", "ZJ20 art. 28"), ("SH20", "SH20 art. 20"), ("BJ12", "BJ12 art. 29")];
    for (overlay, law) in laws {
        assert_eq!(law_of("VC18", overlay, "C-10"), law);
    }
}

#[test]
fn w06_a_tie_inside_the_seats_is_none() {
    let decision = decide(&members(500, 2, &[("Af", 300), ("B", 300), ("C", 200)]));
    let with_roll = with(members(500, 2, &[]), &[("base.registered", json!(900))]);
    assert_eq!(decision["valid"], json!(false), "500 of 1,000 is half");
    let votes = all_stand("member", &[("Af", 300), ("B", 300), ("C", 200)]);
    let decision = decide(&with(with_roll, &[("candidates", json!(votes))]));
    assert_eq!(elected(&decision), ["member Af", "member B"]);
    assert_eq!(ties(&decision), [""; 0]);
    let compared = ["600 > 500 true", "600 > 500 true", "400 > 500 false"];
    assert_eq!(checks(&decision, "C-08"), compared);
    assert_eq!(decision["next"], json!("declare"));
}

fn w07_first() -> Value {
    let mut candidates = vec![stands("X", "m", "director", 700), stands("X2", "m", "director", 40)];
    candidates.extend(all_stand("deputy", &[("Y", 590), ("Z", 560)]));
    candidates.extend(all_stand(
        "member",
        &[("Af", 800), ("B", 650), ("C", 599), ("D", 580), ("E", 400)],
    ));
    with(
        villagers(),
        &[
            ("overlay", json!("ZJ20")),
            ("base.registered", json!(1500)),
            ("ballots", json!({"issued": 1210, "collected": 1200, "invalid": 0, "blank": 0})),
            (
                "seats",
                json!([
                    { "post": "director", "seats": 1 },
                    { "post": "deputy", "seats": 1 },
                    { "post": "member", "seats": 3 },
                ]),
            ),
            ("candidates", json!(candidates)),
        ],
    )
}

fn w07_second(overlay: &str, collected: u32, votes: [u32; 4]) -> Value {
    let [z, y, c, d] = votes;
    let mut candidates = all_stand("deputy", &[("Z", z), ("Y", y)]);
    candidates.extend(all_stand("member", &[("C", c), ("D", d)]));
    with(
        villagers(),
        &[
            ("overlay", json!(overlay)),
            ("round", json!("another")),
            ("base.registered", json!(1500)),
            ("ballots.issued", json!(collected)),
            ("ballots.collected", json!(collected)),
            ("seats", json!([{ "post": "deputy", "seats": 1 }, { "post": "member", "seats": 1 }])),
            (
                "already_elected",
                json!([
                    { "candidate": "X", "post": "director", "sex": "m" },
                    { "candidate": "Af", "post": "member", "sex": "f" },
                    { "candidate": "B", "post": "member", "sex": "m" },
                ]),
            ),
            ("candidates", json!(candidates)),
        ],
    )
}

#[test]
fn w07_the_shortfall_is_elected_with_a_third() {
    let first = decide(&w07_first());
    assert_eq!(elected(&first), ["director X", "member Af", "member B"]);
    assert_eq!(checks(&first, "C-01"), ["2400 > 1500 true"]);
    assert_eq!(
        checks(&first, "C-08")[..4],
        ["1400 > 1200 true", "80 > 1200 false", "1180 > 1200 false", "1120 > 1200 false"]
    );
    assert_eq!(
        checks(&first, "C-08")[4..],
        [
            "1600 > 1200 true",
            "1300 > 1200 true",
            "1198 > 1200 false",
            "1160 > 1200 false",
            "800 > 1200 false",
        ]
    );
    assert_eq!(cited(&first, "C-08"), ["VC18 art. 15"]);
    assert_eq!(vacant(&first), ["deputy 1", "member 1"]);
    assert_eq!(next_candidates(&first), ["deputy Y Z", "member C D"]);
    assert_eq!(first["next"], json!("another_election"));
    assert_eq!(first["may_convene"], json!(false), "after the other election only");
    let second = decide(&w07_second("ZJ20", 1050, [500, 349, 350, 340]));
    assert_eq!(elected(&second), ["deputy Z", "member C"]);
    assert_eq!(checks(&second, "C-01"), ["2100 > 1500 true"]);
    assert_eq!(
        checks(&second, "C-11"),
        ["1500 >= 1050 true", "1047 >= 1050 false", "1050 >= 1050 true", "1020 >= 1050 false"]
    );
    assert_eq!(cited(&second, "C-11"), ["VC18 art. 15"]);
    assert_eq!(checks(&second, "C-08"), [""; 0]);
    assert_eq!(second["next"], json!("declare"));
    let short = decide(&w07_second("ZJ20", 1051, [500, 349, 350, 340]));
    assert_eq!(elected(&short), ["deputy Z"]);
    assert_eq!(checks(&short, "C-01"), ["2102 > 1500 true"]);
    assert_eq!(
        checks(&short, "C-11"),
        ["1500 >= 1051 true", "1047 >= 1051 false", "1050 >= 1051 false", "1020 >= 1051 false"]
    );
    assert_eq!(vacant(&short), ["member 1"], "four stand, three were enough");
    assert_eq!(law_of("VC18", "ZJ20", "C-12"), "ZJ20 art. 30");
    assert_eq!((&short["next"], &short["may_convene"]), (&json!("may_convene"), &json!(true)));
}

#[test]
fn w08_a_void_other_election_is_repeated_unless_three_stand() {
    let decision = decide(&w07_second("ZJ20", 750, [350, 249, 250, 240]));
    assert_eq!(checks(&decision, "C-01"), ["1500 > 1500 false"]);
    assert_eq!(cited(&decision, "C-01"), ["VC18 art. 15"]);
    assert_eq!(vacant(&decision), ["deputy 1", "member 1"]);
    assert_eq!(law_of("VC18", "ZJ20", "C-12"), "ZJ20 art. 30");
    assert_eq!(law_of("VC18", "BJ12", "C-12"), "BJ12 art. 30");
    assert_eq!((&decision["next"], &decision["may_convene"]), (&json!("repeat"), &json!(true)));
    let beijing = decide(&w07_second("BJ12", 750, [350, 249, 250, 240]));
    assert_eq!(checks(&beijing, "C-01"), ["1500 > 1500 false"]);
    assert_eq!((&beijing["next"], &beijing["may_convene"]), (&json!("repeat"), &json!(false)));
}

#[test]
fn w09_two_elected_cannot_stand() {
    let record = with(
        members(900, 4, &[("B", 400), ("C", 200), ("D", 1), ("E", 1), ("F", 1)]),
        &[
            ("overlay", json!("SH20")),
            ("round", json!("another")),
            ("already_elected", json!([{ "candidate": "Af", "post": "member", "sex": "f" }])),
        ],
    );
    let decision = decide(&record);
    assert_eq!(elected(&decision), ["member B"]);
    assert_eq!(decision["next"], json!("another_election"));
    assert_eq!(decision["may_convene"], json!(false));
    assert_eq!(vacant(&decision), ["member 3"], "five seats, two are taken");
    assert_eq!(checks(&decision, "C-01"), ["1800 > 1000 true"]);
    assert_eq!(
        checks(&decision, "C-11"),
        [
            "1200 >= 900 true",
            "600 >= 900 false",
            "3 >= 900 false",
            "3 >= 900 false",
            "3 >= 900 false"
        ]
    );
    assert_eq!(law_of("VC18", "SH20", "C-12"), "SH20 art. 21");
    let rules = Rules::shipped("VC18", Some("SH20")).expect("they belong together");
    let (days, source) = rules.whole(Key::AnotherWithinDays).expect("Shanghai sets it");
    assert_eq!((days, source.cite().as_str()), (30, "SH20 art. 21"));
}

fn w10_first(w1: u32) -> Value {
    let votes = [("M1", 700), ("M2", 600), ("M3", 500), ("W1f", w1), ("W2f", 430)];
    with(members(900, 3, &votes), &[("base.registered", json!(1500))])
}

#[test]
fn w10_the_best_woman_over_the_bar_comes_first() {
    let decision = decide(&w10_first(470));
    assert_eq!(elected(&decision), ["member M1", "member M2", "member W1f"]);
    assert_eq!(
        checks(&decision, "C-08"),
        [
            "1400 > 900 true",
            "1200 > 900 true",
            "1000 > 900 true",
            "940 > 900 true",
            "860 > 900 false"
        ]
    );
    assert_eq!(law_of("VC18", "ZJ20", "C-15"), "ZJ20 art. 29");
    let seated = decision["elected"].as_array().expect("a list");
    assert_eq!(seated[2]["women_seat"], json!(true));
    assert_eq!(seated[0]["women_seat"], json!(false));
    assert_eq!(decision["next"], json!("declare"));
    let none = decide(&w10_first(450));
    assert_eq!(elected(&none), ["member M1", "member M2"]);
    assert_eq!(checks(&none, "C-08")[3..], ["900 > 900 false", "860 > 900 false"]);
    assert_eq!(vacant(&none), ["member 1 women"]);
    assert_eq!(next_candidates(&none), ["member W1f W2f women"]);
    let second = |w2: u32| {
        let seats = json!([{ "post": "member", "seats": 1, "women_only": true }]);
        let votes = all_stand("member", &[("W1f", 100), ("W2f", w2)]);
        let already = json!([
            { "candidate": "M1", "post": "member", "sex": "m" },
            { "candidate": "M2", "post": "member", "sex": "m" },
            { "candidate": "M0", "post": "director", "sex": "m" },
        ]);
        with(
            members(800, 1, &[]),
            &[
                ("round", json!("another")),
                ("seats", seats),
                ("candidates", json!(votes)),
                ("already_elected", already),
            ],
        )
    };
    assert_eq!(elected(&decide(&second(300))), ["member W2f"]);
    assert_eq!(checks(&decide(&second(300)), "C-11"), ["900 >= 800 true", "300 >= 800 false"]);
    assert_eq!(cited(&decide(&second(300)), "C-11"), ["VC18 art. 15"]);
    let missed = decide(&second(266));
    assert_eq!(checks(&missed, "C-11")[0], "798 >= 800 false");
    assert_eq!(missed["next"], json!("another_election"), "a woman's seat is not left empty");
    assert_eq!(vacant(&missed), ["member 1 women"]);
    assert_eq!(checks(&decide(&second(267)), "C-11")[0], "801 >= 800 true");
    assert_eq!(elected(&decide(&second(267))), ["member W2f"]);
}

#[test]
fn w11_ballots_read_one_by_one() {
    let person = |id: &str, formal: &[&str], eligible: bool| json!({ "id": id, "sex": "m", "formal": formal, "eligible": eligible });
    let record = with(
        villagers(),
        &[
            ("overlay", json!("ZJ20")),
            ("parameters", json!({ "illegible": "part", "difference": "not_required" })),
            ("base.registered", json!(10)),
            ("ballots", json!({ "issued": 7, "collected": 7 })),
            (
                "seats",
                json!([
                    { "post": "director", "seats": 1 },
                    { "post": "deputy", "seats": 1 },
                    { "post": "member", "seats": 3 },
                ]),
            ),
            (
                "candidates",
                json!([
                    person("A", &["director"], true),
                    person("B", &["deputy"], true),
                    person("C", &["member"], true),
                    person("D", &["member"], true),
                    person("E", &["member"], true),
                    person("F", &["member"], true),
                    person("G", &[], true),
                    person("K", &[], false),
                ]),
            ),
            (
                "ballots_read",
                json!([
                    { "marks": { "director": ["A"], "deputy": ["B"], "member": ["C", "D"] } },
                    { "marks": { "director": ["A"], "deputy": ["B"], "member": ["C", "D", "E", "F"] } },
                    { "marks": { "director": ["A"], "deputy": ["A"], "member": ["C"] } },
                    { "marks": { "deputy": ["B"], "member": ["C", "D", "E"] }, "illegible": ["director"] },
                    { "marks": {} },
                    { "marks": { "director": ["G"] } },
                    { "marks": { "director": ["K"] } },
                ]),
            ),
        ],
    );
    let decision = decide(&record);
    let ballots = json!({"issued": 7, "collected": 7, "valid": 4, "invalid": 2, "blank": 1});
    assert_eq!(decision["ballots"], ballots);
    assert_eq!(tally(&decision, "A"), json!({ "director": 1 }));
    assert_eq!(tally(&decision, "G"), json!({ "director": 1 }));
    assert_eq!(tally(&decision, "B"), json!({ "deputy": 2 }));
    assert_eq!(tally(&decision, "C"), json!({ "member": 2 }));
    assert_eq!(tally(&decision, "D"), json!({ "member": 2 }));
    assert_eq!(tally(&decision, "E"), json!({ "member": 1 }));
    assert_eq!(tally(&decision, "F"), json!({}));
    let last = decision["tally"].as_array().expect("a list").last().expect("K").clone();
    assert_eq!(last["counted"], json!(false));
    assert_eq!(elected(&decision), [""; 0]);
    // A and G, then B, then C, D and E; the bar is 4
    let (one, two) = ("2 > 7 false", "4 > 7 false");
    assert_eq!(checks(&decision, "C-08"), [one, one, two, two, two, one]);
    assert_eq!(cited(&decision, "C-08"), ["VC18 art. 15"]);
    for rule in ["C-03", "C-04", "C-05"] {
        assert_eq!(law_of("VC18", "ZJ20", rule), "ZJ20 art. 27");
    }
    assert_eq!(law_of("VC18", "ZJ20", "C-07"), "ZJ20 art. 21");
}

#[test]
fn w13_proxies_and_mobile_boxes_count_as_issued() {
    let ballots = json!({"issued": 480 + 45 + 20, "collected": 543, "invalid": 0, "blank": 0});
    let decision =
        decide(&with(members(543, 1, &[("Af", 300), ("B", 100)]), &[("ballots", ballots)]));
    assert_eq!(checks(&decision, "C-02"), ["543 <= 545 true"]);
    assert_eq!(checks(&decision, "C-01"), ["1086 > 1000 true"]);
    assert_eq!(decision["valid"], json!(true));
    assert_eq!(cited(&decision, "C-01"), ["VC18 art. 15"]);
}

#[test]
fn w16_the_base_of_the_quorum_is_what_is_left_after_exemptions() {
    let record = |exempt: u32, present: u32| {
        let votes = [("A", present), ("B", present), ("C", 1), ("D", 1)];
        with(party(42, exempt, present), &[("candidates", json!(all_stand("member", &votes)))])
    };
    let (void, valid) = (decide(&record(4, 30)), decide(&record(4, 31)));
    assert_eq!(checks(&void, "P-11"), ["150 >= 152 false"]);
    assert_eq!(checks(&valid, "P-11"), ["155 >= 152 true"]);
    assert_eq!((&void["valid"], &valid["valid"]), (&json!(false), &json!(true)));
    assert_eq!(cited(&valid, "P-11"), ["P20"]);
    assert_eq!(checks(&decide(&record(0, 33)), "P-11"), ["165 >= 168 false"]);
    assert_eq!(checks(&decide(&record(0, 34)), "P-11"), ["170 >= 168 true"]);
}

#[test]
fn w17_exactly_four_fifths_is_a_parameter() {
    let votes = json!(all_stand("member", &[("A", 30), ("B", 30), ("C", 1), ("D", 1)]));
    let record = with(party(40, 0, 32), &[("candidates", votes)]);
    let decision = decide(&record);
    assert_eq!(checks(&decision, "P-11"), ["160 >= 160 true"]);
    let strict = json!({ "party_quorum": "more_than" });
    assert_eq!(decision["valid"], json!(true));
    assert_eq!(cited(&decision, "P-11"), ["P20"]);
    let letter = with(record, &[("pack", json!("P90")), ("parameters", strict)]);
    let decision = decide(&letter);
    assert_eq!(checks(&decision, "P-11"), ["160 > 160 false"]);
    assert_eq!(decision["valid"], json!(false));
    assert_eq!(cited(&decision, "P-11"), ["P90"]);
    let one_more = with(
        letter,
        &[
            ("base.present", json!(33)),
            ("ballots.issued", json!(33)),
            ("ballots.collected", json!(33)),
        ],
    );
    assert_eq!(checks(&decide(&one_more), "P-11"), ["165 > 160 true"]);
}

#[test]
fn each_comparison_knows_what_its_sides_were_multiplied_by() {
    let votes = json!(all_stand("member", &[("A", 30), ("B", 30), ("C", 1), ("D", 1)]));
    let text = with(party(42, 4, 31), &[("candidates", votes)]).to_string();
    let count = Count::from_json(text.as_bytes()).expect("possible");
    let decision = count.decide();
    let times = |rule| {
        let found = decision.checks.iter().find(|check| check.rule.0 == rule);
        found.map(|check| check.times)
    };
    assert_eq!(times("P-11"), Some((5, 4)));
    assert_eq!(times("P-09"), Some((5, 1)));
    assert_eq!(times("P-18"), Some((1, 1)));
    assert_eq!(times("P-21"), Some((2, 1)));
}

#[test]
fn w18_exactly_half_of_those_present_fails() {
    let record = |c: u32, d: u32| {
        let votes = [("A", 30), ("B", 20), ("C", c), ("D", d)];
        with(party(40, 0, 32), &[("candidates", json!(all_stand("member", &votes)))])
    };
    let decision = decide(&record(17, 16));
    assert_eq!(elected(&decision), ["member A", "member B", "member C"]);
    let compared = ["60 > 32 true", "40 > 32 true", "34 > 32 true", "32 > 32 false"];
    assert_eq!(checks(&decision, "P-21"), compared);
    assert_eq!(cited(&decision, "P-21"), ["P20"]);
    assert_eq!(cited(&decision, "P-09"), ["P20 art. 13"]);
    assert_eq!(checks(&decision, "P-09"), ["5 >= 3 true"]);
    let short = decide(&record(16, 16));
    assert_eq!(elected(&short), ["member A", "member B"]);
    assert_eq!(checks(&short, "P-21")[2..], ["32 > 32 false", "32 > 32 false"]);
    assert_eq!(vacant(&short), ["member 1"]);
    assert_eq!(short["next"], json!("another_election"));
    assert_eq!(short["may_reduce_seats"], json!(true));
    assert_eq!(next_candidates(&short), ["member C D"]);
}

#[test]
fn w19_the_base_is_those_present_not_the_ballots() {
    let record = |a: u32, collected: u32| {
        let votes = [("A", a), ("B", 1), ("C", 1), ("D", 1)];
        with(
            party(38, 0, 31),
            &[
                ("candidates", json!(all_stand("member", &votes))),
                ("ballots.collected", json!(collected)),
            ],
        )
    };
    let short = decide(&record(15, 29));
    assert_eq!(checks(&short, "P-18"), ["29 <= 31 true"]);
    assert_eq!(checks(&short, "P-21")[0], "30 > 31 false");
    assert_eq!(elected(&short), [""; 0]);
    let more = decide(&record(16, 29));
    assert_eq!(checks(&more, "P-21")[0], "32 > 31 true");
    assert_eq!(elected(&more), ["member A"]);
    let void = decide(&record(15, 32));
    assert_eq!(checks(&void, "P-18"), ["32 <= 31 false"]);
    assert_eq!((&void["valid"], &void["next"]), (&json!(false), &json!("rerun")));
    assert_eq!(cited(&void, "P-18"), ["P20"]);
    assert_eq!(cited(&more, "P-21"), ["P20"]);
}

#[test]
fn w20_the_most_votes_win_the_re_vote_whatever_their_share() {
    let votes = json!(all_stand("member", &[("A", 25), ("B", 20), ("C", 18), ("D", 18)]));
    let first = decide(&with(party(38, 0, 31), &[("candidates", votes)]));
    assert_eq!(elected(&first), ["member A", "member B"]);
    let compared = ["50 > 31 true", "40 > 31 true", "36 > 31 true", "36 > 31 true"];
    assert_eq!(checks(&first, "P-21"), compared);
    assert_eq!(ties(&first), ["member 1 C D last_seat"]);
    let revote = |c: u32, d: u32, blank: u32| {
        with(
            party(38, 0, 31),
            &[
                ("round", json!("tie_revote")),
                ("seats", json!([{ "post": "member", "seats": 1 }])),
                ("ballots.blank", json!(blank)),
                ("candidates", json!(all_stand("member", &[("C", c), ("D", d)]))),
            ],
        )
    };
    for (c, d, blank) in [(16, 15, 0), (12, 11, 8)] {
        let second = decide(&revote(c, d, blank));
        assert_eq!(elected(&second), ["member C"]);
        assert_eq!(second["elected"][0]["votes"], json!(c));
        assert_eq!(second["next"], json!("declare"));
        assert_eq!(checks(&second, "P-11"), ["155 >= 152 true"]);
        assert_eq!(checks(&second, "P-21"), [""; 0], "no bar");
    }
}

#[test]
fn w21_a_fifth_more_candidates_than_seats() {
    let difference = |seats: u32, candidates: usize| {
        let ids: Vec<String> = (0..candidates).map(|index| format!("c{index}")).collect();
        let votes: Vec<(&str, u32)> = ids.iter().map(|id| (id.as_str(), 1)).collect();
        let record = with(
            party(40, 0, 40),
            &[
                ("seats", json!([{ "post": "member", "seats": seats }])),
                ("candidates", json!(all_stand("member", &votes))),
            ],
        );
        let decision = decide(&record);
        assert_eq!(cited(&decision, "P-09"), ["P20 art. 13"]);
        checks(&decision, "P-09")[0].clone()
    };
    assert_eq!(difference(5, 5), "0 >= 5 false");
    assert_eq!(difference(5, 6), "5 >= 5 true");
    assert_eq!(difference(6, 7), "5 >= 6 false");
    assert_eq!(difference(6, 8), "10 >= 6 true");
    let plenary = json!({
        "format": "huanjie-count/1", "pack": "P20", "body": "party_plenary", "round": "first",
        "base": { "full_members": 5, "exempt": 0, "present": 4 },
        "ballots": { "issued": 4, "collected": 4, "invalid": 0, "blank": 0 },
        "seats": [{ "post": "secretary", "seats": 1 }],
        "candidates": [stands("A", "m", "secretary", 3)],
    });
    let decision = decide(&plenary);
    assert_eq!(checks(&decision, "P-25"), ["20 >= 20 true"]);
    assert_eq!(checks(&decision, "P-09"), [""; 0]);
    assert_eq!(elected(&decision), ["secretary A"]);
}

#[test]
fn w22_a_pre_election_needs_more_than_half_of_those_present() {
    let record = |votes: u32, base: &str| {
        let votes = all_stand("member", &[("A", votes), ("B", 1)]);
        with(
            party(48, 0, 40),
            &[
                ("round", json!("pre_election")),
                ("seats", json!([{ "post": "member", "seats": 1 }])),
                ("candidates", json!(votes)),
                ("parameters", json!({ "pre_election_base": base })),
            ],
        )
    };
    let compared = |votes: u32, base: &str| {
        let decision = decide(&record(votes, base));
        assert_eq!(cited(&decision, "P-20"), ["P20"]);
        (checks(&decision, "P-20")[0].clone(), elected(&decision))
    };
    let nobody = Vec::<String>::new();
    let formal = vec!["member A".to_owned()];
    assert_eq!(compared(20, "present"), ("40 > 40 false".to_owned(), nobody.clone()));
    assert_eq!(compared(21, "present"), ("42 > 40 true".to_owned(), formal));
    assert_eq!(compared(24, "should"), ("48 > 48 false".to_owned(), nobody));
    let should = decide(&record(25, "should"));
    assert_eq!(elected(&should), ["member A"]);
    assert_eq!(checks(&should, "P-20")[0], "50 > 48 true");
}

#[test]
fn w23_a_small_branch_elects_its_secretary_directly() {
    let record = |votes: u32| {
        with(
            party(6, 0, 5),
            &[
                ("seats", json!([{ "post": "secretary", "seats": 1 }])),
                ("candidates", json!([stands("A", "m", "secretary", votes)])),
            ],
        )
    };
    let decision = decide(&record(3));
    assert_eq!(checks(&decision, "P-11"), ["25 >= 24 true"]);
    assert_eq!(checks(&decision, "P-09"), [""; 0]);
    assert_eq!(checks(&decision, "P-21"), ["6 > 5 true"]);
    assert_eq!(elected(&decision), ["secretary A"]);
    let short = decide(&record(2));
    assert_eq!(checks(&short, "P-21"), ["4 > 5 false"]);
    assert_eq!(elected(&short), [""; 0]);
    for rule in ["P-11", "P-21"] {
        assert_eq!(cited(&short, rule), ["P20"]);
    }
}

#[test]
fn w25_a_recall_needs_half_of_the_votes_or_of_the_roll() {
    let record = |pack: &str| {
        with(members(501, 1, &[("A", 251)]), &[("pack", json!(pack)), ("round", json!("recall"))])
    };
    let now = decide(&record("VC18"));
    assert_eq!(checks(&now, "C-01"), ["1002 > 1000 true"]);
    assert_eq!(checks(&now, "V-81"), ["502 > 501 true"]);
    // both the turnout and the bar of a recall stand in its article
    for rule in ["C-01", "V-81"] {
        assert_eq!(cited(&now, rule), ["VC18 art. 16"]);
    }
    assert_eq!(elected(&now), ["member A"]);
    assert_eq!(now["next"], json!("declare"));
    let then = decide(&record("VC98"));
    assert_eq!(checks(&then, "V-81"), ["502 > 1000 false"]);
    assert_eq!(cited(&then, "V-81"), ["VC98 art. 16"]);
    assert_eq!(elected(&then), [""; 0]);
    assert_eq!(then["next"], json!("declare"));
}

fn residents(electorate: &str, registered: u32, present: u32, votes: u32) -> Value {
    json!({
        "format": "huanjie-count/1", "pack": "RC18", "body": "residents_committee",
        "round": "first",
        "base": { "registered": registered, "present": present, "electorate": electorate },
        "ballots": { "issued": present, "collected": present, "invalid": 0, "blank": 0 },
        "seats": [{ "post": "director", "seats": 1 }],
        "candidates": [stands("A", "f", "director", votes)],
    })
}

#[test]
fn w26_more_than_half_of_the_households() {
    let void = decide(&residents("household_reps", 620, 310, 200));
    assert_eq!(checks(&void, "R-05"), ["620 > 620 false"]);
    assert_eq!(void["valid"], json!(false));
    let short = decide(&residents("household_reps", 620, 311, 155));
    assert_eq!(checks(&short, "R-05"), ["622 > 620 true"]);
    assert_eq!(checks(&short, "R-06"), ["310 > 311 false"]);
    assert_eq!(elected(&short), [""; 0]);
    let decision = decide(&residents("household_reps", 620, 311, 156));
    assert_eq!(checks(&decision, "R-06"), ["312 > 311 true"]);
    assert_eq!(elected(&decision), ["director A"]);
    for rule in ["R-05", "R-06"] {
        assert_eq!(cited(&decision, rule), ["RC18 art. 9"]);
    }
}

#[test]
fn w27_two_thirds_of_the_delegates_in_guangxi() {
    let guangxi = |present: u32, votes: u32| {
        let record = residents("group_delegates", 402, present, votes);
        decide(&with(record, &[("overlay", json!("GX"))]))
    };
    assert_eq!(checks(&guangxi(385, 193), "R-05"), ["1155 >= 804 true"]);
    assert_eq!(checks(&guangxi(268, 193), "R-05"), ["804 >= 804 true"]);
    assert_eq!(checks(&guangxi(267, 193), "R-05"), ["801 >= 804 false"]);
    let others = with(residents("all_residents", 402, 202, 193), &[("overlay", json!("GX"))]);
    assert_eq!(checks(&decide(&others), "R-05"), ["404 > 402 true"]);
    let decision = |votes: u32| decide(&residents("group_delegates", 402, 385, votes));
    for (votes, compared, seated) in
        [(192, "384 > 385 false", &[][..]), (193, "386 > 385 true", &["director A"])]
    {
        let national = decision(votes);
        assert_eq!(checks(&national, "R-05"), ["770 > 402 true"]);
        assert_eq!(cited(&national, "R-05"), ["RC18 art. 9"]);
        let guangxi = guangxi(385, votes);
        assert_eq!(cited(&guangxi, "R-05"), ["GX art. 11"]);
        assert_eq!(cited(&national, "R-06"), ["RC18 art. 9"]);
        assert_eq!(cited(&guangxi, "R-06"), ["GX art. 11"]);
        for decision in [national, guangxi] {
            assert_eq!(checks(&decision, "R-06"), [compared]);
            assert_eq!(elected(&decision), seated);
        }
    }
}

#[test]
fn w29_the_brother_with_the_lower_post_gives_way() {
    let record = |round: &str, collected: u32, z: u32| {
        let mut candidates =
            vec![stands("X", "m", "director", 700), stands("X2f", "f", "director", 10)];
        candidates.extend(all_stand("member", &[("Vf", 600), ("Y", 590), ("Z", z)]));
        candidates[0]["kin"] = json!(["Y"]);
        with(
            villagers(),
            &[
                ("overlay", json!("ZJ20")),
                ("round", json!(round)),
                ("ballots.issued", json!(collected)),
                ("ballots.collected", json!(collected)),
                (
                    "seats",
                    json!([{ "post": "director", "seats": 1 }, { "post": "member", "seats": 2 }]),
                ),
                ("candidates", json!(candidates)),
            ],
        )
    };
    let first = decide(&record("first", 800, 401));
    assert_eq!(elected(&first), ["director X", "member Vf", "member Z"]);
    let out = json!([{ "candidate": "Y", "post": "member", "kin_of": "X" }]);
    assert_eq!(first["kin_excluded"], out);
    assert_eq!(law_of("VC18", "ZJ20", "V-24"), "ZJ20 art. 31");
    assert_eq!(
        checks(&first, "C-08"),
        [
            "1400 > 800 true",
            "20 > 800 false",
            "1200 > 800 true",
            "1180 > 800 true",
            "802 > 800 true"
        ]
    );
    let short = decide(&record("first", 800, 400));
    assert_eq!(checks(&short, "C-08")[4..], ["800 > 800 false"]);
    assert_eq!(elected(&short), ["director X", "member Vf"]);
    assert_eq!(vacant(&short), ["member 1"]);
    let another = decide(&record("another", 900, 300));
    assert_eq!(elected(&another), ["director X", "member Vf", "member Z"]);
    assert_eq!(another["kin_excluded"], out);
    assert_eq!(
        checks(&another, "C-11"),
        [
            "2100 >= 900 true",
            "30 >= 900 false",
            "1800 >= 900 true",
            "1770 >= 900 true",
            "900 >= 900 true"
        ]
    );
    assert_eq!(cited(&another, "C-11"), ["VC18 art. 15"]);
    let short = decide(&record("another", 900, 299));
    assert_eq!(checks(&short, "C-11")[4..], ["897 >= 900 false"]);
    assert_eq!(elected(&short), ["director X", "member Vf"]);
}

#[test]
fn w30_votes_carried_down_when_the_province_does_so() {
    let record = |carry: bool| {
        let c = json!({
            "id": "Cf", "sex": "f", "formal": [],
            "votes": { "director": 200, "deputy": 150, "member": 260 },
        });
        with(
            members(1000, 1, &[]),
            &[
                (
                    "seats",
                    json!([
                        { "post": "director", "seats": 1 },
                        { "post": "deputy", "seats": 1 },
                        { "post": "member", "seats": 1 },
                    ]),
                ),
                ("candidates", json!([c])),
                ("parameters", json!({ "carry_down": carry })),
            ],
        )
    };
    let off = decide(&record(false));
    assert_eq!(elected(&off), [""; 0]);
    let compared = ["400 > 1000 false", "300 > 1000 false", "520 > 1000 false"];
    assert_eq!(checks(&off, "C-08"), compared);
    let on = decide(&record(true));
    assert_eq!(elected(&on), ["member Cf"]);
    let compared = ["400 > 1000 false", "700 > 1000 false", "1220 > 1000 true"];
    assert_eq!(checks(&on, "C-08"), compared);
    assert_eq!(cited(&on, "C-08"), ["VC18 art. 15"]);
    assert_eq!(on["elected"][0]["votes"], json!(610));
    assert_eq!(tally(&on, "Cf"), json!({ "director": 200, "deputy": 150, "member": 260 }));
}
