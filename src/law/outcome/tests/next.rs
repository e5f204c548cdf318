//! What happens after a vote: declare, re-vote, elect again, convene (C-11, C-12, P-23).

use serde_json::{Value, json};

use super::{all_stand, decide, elected, next_candidates, party, ties, vacant, villagers, with};

/// Another election by 800 ballots, bar 267, under VC98.
fn another(seats: &Value, votes: &[(&str, u32)]) -> Value {
    let changes = [
        ("pack", json!("VC98")),
        ("round", json!("another")),
        ("parameters", json!({ "difference": "not_required" })),
        ("seats", seats.clone()),
        ("candidates", json!(all_stand("member", votes))),
    ];
    with(villagers(), &changes)
}

fn members(seats: u32) -> Value {
    json!([{ "post": "member", "seats": seats }])
}

fn officers(posts: &[&str]) -> Value {
    let officer =
        |(index, post)| json!({ "candidate": format!("P{index}"), "post": post, "sex": "m" });
    json!(posts.iter().enumerate().map(officer).collect::<Vec<_>>())
}

/// `next`, `may_convene`, `may_reduce_seats`.
fn outcome(decision: &Value) -> (&str, bool, bool) {
    (
        decision["next"].as_str().expect("a word"),
        decision["may_convene"].as_bool().expect("a flag"),
        decision["may_reduce_seats"].as_bool().expect("a flag"),
    )
}

#[test]
fn ties_come_first_then_vacancies() {
    let decision = decide(&another(&members(1), &[("A", 300), ("B", 300)]));
    assert_eq!(outcome(&decision), ("tie_revote", false, false));
    let decision = decide(&another(&members(1), &[("A", 300)]));
    assert_eq!(outcome(&decision), ("declare", false, false));
    assert_eq!(next_candidates(&decision), [""; 0]);
    let decision = decide(&another(&members(2), &[("A", 300)]));
    assert_eq!(outcome(&decision), ("another_election", false, false));
    // a tie for the director beside an empty member seat: the tied alone stand next
    let seats = json!([{ "post": "director", "seats": 1 }, { "post": "member", "seats": 1 }]);
    let mut record = another(&seats, &[("C", 200)]);
    let directors = all_stand("director", &[("B", 300), ("A", 300)]);
    record["candidates"].as_array_mut().expect("a list").extend(directors);
    let decision = decide(&with(record, &[("already_elected", officers(&["member"; 3]))]));
    assert_eq!(outcome(&decision), ("tie_revote", false, false));
    assert_eq!(vacant(&decision), ["member 1"]);
    assert_eq!(next_candidates(&decision), ["director B A"]);
}

#[test]
fn three_over_all_rounds_may_convene_after_another_election() {
    let record = |elected: &[&str], round: &str| {
        let record = another(&members(3), &[("A", 500)]);
        let changes = [("already_elected", officers(elected)), ("round", json!(round))];
        decide(&with(record, &changes))
    };
    assert_eq!(outcome(&record(&["member"], "another")), ("another_election", false, false));
    let three = record(&["director", "member"], "another");
    assert_eq!(outcome(&three), ("may_convene", true, false));
    assert_eq!(next_candidates(&three), [""; 0]);
    assert_eq!(outcome(&record(&["deputy", "member"], "another")), ("may_convene", true, false));
    for round in ["first", "tie_revote"] {
        let decision = record(&["director", "member"], round);
        assert_eq!(outcome(&decision), ("another_election", false, false), "{round}");
    }
    // nothing vacant: nothing to convene with
    let full = another(&members(1), &[("A", 500)]);
    let decision = decide(&with(full, &[("already_elected", officers(&["member"; 3]))]));
    assert_eq!(outcome(&decision), ("declare", false, false));
}

#[test]
fn the_director_and_more_than_three_where_the_province_asks_for_them() {
    let record = |elected: &[&str]| {
        let record = another(&members(3), &[("A", 500)]);
        let parameters =
            json!({ "difference": "not_required", "may_convene": "director_and_more_than_three" });
        let changes = [("already_elected", officers(elected)), ("parameters", parameters)];
        decide(&with(record, &changes))
    };
    let next = |elected: &[&str]| outcome(&record(elected)).1;
    assert!(!next(&["director", "member"]));
    assert!(next(&["director", "member", "member"]));
    assert!(!next(&["deputy", "member", "member"]));
    assert!(!next(&["deputy", "member", "member", "member"]), "never without the director");
    // the director may be elected in this very round
    let seats = json!([{ "post": "director", "seats": 1 }, { "post": "member", "seats": 2 }]);
    let mut record = another(&seats, &[("A", 400)]);
    record["candidates"]
        .as_array_mut()
        .expect("a list")
        .extend(all_stand("director", &[("D", 400)]));
    record["parameters"]["may_convene"] = json!("director_and_more_than_three");
    record["already_elected"] = officers(&["deputy", "member"]);
    assert_eq!(outcome(&decide(&record)), ("may_convene", true, false));
    // a void vote counts those of earlier rounds only
    record["base"]["registered"] = json!(2000);
    assert_eq!(outcome(&decide(&record)), ("repeat", false, false));
    record["already_elected"] = officers(&["director", "deputy", "member", "member"]);
    assert_eq!(outcome(&decide(&record)), ("repeat", true, false));
}

#[test]
fn a_seat_for_a_woman_is_never_left_empty() {
    let seats = json!([{ "post": "member", "seats": 1, "women_only": true }]);
    let record =
        with(another(&seats, &[("Af", 100)]), &[("already_elected", officers(&["member"; 5]))]);
    let decision = decide(&record);
    assert_eq!(outcome(&decision), ("another_election", false, false));
    assert_eq!(next_candidates(&decision), ["member Af women"]);
    let void = with(record, &[("base.registered", json!(2000))]);
    assert_eq!(outcome(&decide(&void)), ("repeat", false, false));
    // one of two vacancies is enough
    let both = json!([
        { "post": "member", "seats": 1 }, { "post": "member", "seats": 1, "women_only": true },
    ]);
    let record = with(
        another(&both, &[("Af", 100), ("B", 90)]),
        &[("already_elected", officers(&["member"; 5]))],
    );
    let decision = decide(&record);
    assert_eq!(outcome(&decision), ("another_election", false, false));
    assert_eq!(vacant(&decision), ["member 1", "member 1 women"]);
    assert_eq!(next_candidates(&decision), ["member Af B", "member Af women"]);
}

#[test]
fn a_void_vote_leaves_everything_as_it_was() {
    let seats = json!([
        { "post": "director", "seats": 1 },
        { "post": "member", "seats": 2 },
        { "post": "member", "seats": 1, "women_only": true },
    ]);
    let record = |round: &str| {
        let record = with(another(&seats, &[("A", 500), ("B", 500)]), &[("round", json!(round))]);
        decide(&with(
            record,
            &[("ballots.issued", json!(799)), ("parameters.kin_avoidance", json!(true))],
        ))
    };
    for (round, next) in [("first", "rerun"), ("another", "repeat"), ("tie_revote", "rerun")] {
        let decision = record(round);
        assert_eq!(decision["valid"], json!(false));
        assert_eq!(outcome(&decision), (next, false, false));
        assert_eq!(vacant(&decision), ["director 1", "member 2", "member 1 women"]);
        for name in ["elected", "ties", "kin_excluded", "next_candidates"] {
            assert_eq!(decision[name], json!([]), "{name}");
        }
        assert_eq!(decision["tally"][0]["votes"], json!({ "member": 500 }));
        let bars = decision["checks"].as_array().expect("a list");
        assert!(bars.iter().all(|check| check.get("candidate").is_none()));
    }
    let recall = record("recall");
    assert_eq!((outcome(&recall), vacant(&recall)), (("rerun", false, false), vec![]));
    let many = with(
        another(&members(2), &[]),
        &[("already_elected", officers(&["member"; 3])), ("ballots.issued", json!(799))],
    );
    assert_eq!(outcome(&decide(&many)), ("repeat", true, false));
    let first = with(many, &[("round", json!("first"))]);
    assert_eq!(outcome(&decide(&first)), ("rerun", false, false));
}

#[test]
fn residents_repeat_and_convene_as_villagers_do() {
    let record = |present: u32, votes: u32| {
        json!({
            "format": "huanjie-count/1", "pack": "RC18", "body": "residents_committee",
            "round": "another",
            "base": { "registered": 100, "present": present, "electorate": "household_reps" },
            "ballots": { "issued": 50, "collected": 50, "invalid": 0, "blank": 0 },
            "seats": members(2),
            "already_elected": officers(&["member", "member"]),
            "candidates": all_stand("member", &[("A", votes)]),
        })
    };
    assert_eq!(outcome(&decide(&record(60, 20))), ("may_convene", true, false));
    assert_eq!(outcome(&decide(&record(60, 19))), ("another_election", false, false));
    assert_eq!(outcome(&decide(&record(50, 20))), ("repeat", false, false));
}

#[test]
fn the_party_never_convenes_and_may_reduce_its_seats() {
    let record = |round: &str, collected: u32| {
        let changes = [
            ("round", json!(round)),
            (
                "already_elected",
                json!([
                    { "candidate": "P", "post": "secretary", "sex": "m" },
                    { "candidate": "Q", "post": "deputy", "sex": "m" },
                    { "candidate": "R", "post": "member", "sex": "m" },
                    { "candidate": "S", "post": "member", "sex": "m" },
                ]),
            ),
            ("candidates", json!(all_stand("member", &[("A", 20), ("B", 1), ("C", 1), ("D", 1)]))),
            ("ballots.collected", json!(collected)),
        ];
        decide(&with(party(40, 0, 36), &changes))
    };
    for round in ["first", "another", "pre_election"] {
        let decision = record(round, 36);
        assert_eq!(elected(&decision), ["member A"]);
        assert_eq!(outcome(&decision), ("another_election", false, true), "{round}");
    }
    let revote = record("tie_revote", 36);
    assert_eq!(ties(&revote), ["member 2 B C D last_seat"]);
    assert_eq!(outcome(&revote), ("tie_revote", false, false), "nothing is vacant");
    assert_eq!(outcome(&record("another", 37)), ("repeat", false, false));
    assert_eq!(outcome(&record("first", 37)), ("rerun", false, false));
    assert_eq!(outcome(&record("pre_election", 37)), ("rerun", false, false));
    // whatever next is: a tie for the secretary and an empty seat
    let changes = [
        ("seats", json!([{ "post": "secretary", "seats": 1 }, { "post": "deputy", "seats": 1 }])),
        ("round", json!("tie_revote")),
        ("candidates", json!(all_stand("secretary", &[("A", 15), ("B", 15)]))),
    ];
    let decision = decide(&with(party(40, 0, 36), &changes));
    assert_eq!(outcome(&decision), ("tie_revote", false, true));
    let full = with(
        party(40, 0, 36),
        &[("candidates", json!(all_stand("member", &[("A", 20), ("B", 20), ("C", 20), ("D", 1)])))],
    );
    assert_eq!(outcome(&decide(&full)), ("declare", false, false));
}

#[test]
fn the_best_of_the_rest_stand_one_more_than_the_seats() {
    let stand = |seats: u32, votes: &[(&str, u32)]| {
        next_candidates(&decide(&another(&members(seats), votes)))
    };
    let votes = [("A", 200), ("B", 210), ("C", 190), ("D", 180)];
    assert_eq!(stand(1, &votes), ["member B A"]);
    assert_eq!(stand(2, &votes), ["member B A C"]);
    assert_eq!(stand(5, &votes), ["member B A C D"], "fewer where there are not so many");
    let tied = [("A", 150), ("B", 160), ("C", 150), ("D", 150), ("E", 149)];
    assert_eq!(stand(1, &tied), ["member B A C D"], "more where the last one is tied");
    let inside = [("A", 200), ("B", 200), ("C", 200), ("D", 190)];
    assert_eq!(stand(1, &inside), ["member A B C"]);
    assert_eq!(stand(2, &inside), ["member A B C"]);
    assert_eq!(stand(2, &[("A", 200), ("B", 0)]), ["member A"], "with at least one vote");
    assert_eq!(stand(3, &[("A", 300), ("B", 100)]), ["member B"], "not elected");
}

#[test]
fn one_person_may_stand_for_two_posts_and_the_ineligible_for_none() {
    let seats = json!([{ "post": "director", "seats": 1 }, { "post": "member", "seats": 1 }]);
    let mut record = another(&seats, &[("A", 200), ("B", 100), ("C", 90)]);
    record["candidates"][0]["votes"]["director"] = json!(150);
    record["candidates"][1]["eligible"] = json!(false);
    let decision = decide(&record);
    assert_eq!(next_candidates(&decision), ["director A", "member A C"]);
    // whoever is elected to a higher post stands for no other
    record["candidates"][0]["votes"]["director"] = json!(300);
    assert_eq!(next_candidates(&decide(&record)), ["member C"]);
}

#[test]
fn for_a_womens_seat_women_stand() {
    let seats = json!([{ "post": "member", "seats": 1, "women_only": true }]);
    let decision =
        decide(&another(&seats, &[("A", 200), ("Bf", 150), ("C", 140), ("Df", 130), ("Ef", 120)]));
    assert_eq!(next_candidates(&decision), ["member Bf Df women"]);
}

#[test]
fn a_re_vote_has_one_entry_per_tie() {
    let seats = json!([
        { "post": "director", "seats": 1 },
        { "post": "member", "seats": 1 },
        { "post": "member", "seats": 1, "women_only": true },
    ]);
    let votes = [("D", 280), ("Af", 300), ("C", 280), ("Bf", 300)];
    let mut record = another(&seats, &votes);
    record["candidates"]
        .as_array_mut()
        .expect("a list")
        .extend(all_stand("director", &[("Y", 300), ("X", 300)]));
    let decision = decide(&record);
    assert_eq!(next_candidates(&decision), ["director Y X", "member Af Bf women", "member D C"]);
    assert_eq!(decision["ties"].as_array().expect("a list").len(), 3);
}

#[test]
fn a_pre_election_declares_the_formal_candidates() {
    let votes = [("A", 25), ("B", 24), ("C", 23), ("D", 22), ("E", 3)];
    let changes = [
        ("round", json!("pre_election")),
        ("seats", json!([{ "post": "member", "seats": 4 }])),
        ("candidates", json!(all_stand("member", &votes))),
    ];
    let decision = decide(&with(party(40, 0, 36), &changes));
    assert_eq!(elected(&decision), ["member A", "member B", "member C", "member D"]);
    assert_eq!(outcome(&decision), ("declare", false, false));
}
