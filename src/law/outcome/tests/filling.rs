//! Who fills the seats (decide.md sections 3 and 5): bars, last seats, women's seats, carry-down.

use serde_json::{Value, json};

use super::{
    all_stand, checks, decide, elected, next_candidates, party, stands, tally, ties, vacant,
    villagers, with,
};

/// A first vote of 1,000 with 800 ballots under VC98, which keeps no seat for a woman.
fn vote(seats: &Value, candidates: Vec<Value>) -> Value {
    let changes = [
        ("pack", json!("VC98")),
        ("parameters", json!({ "difference": "not_required" })),
        ("seats", seats.clone()),
        ("candidates", Value::Array(candidates)),
    ];
    with(villagers(), &changes)
}

fn members(seats: u32, votes: &[(&str, u32)]) -> Value {
    vote(&json!([{ "post": "member", "seats": seats }]), all_stand("member", votes))
}

/// The same with a seat that is kept for a woman.
fn kept(seats: u32, votes: &[(&str, u32)]) -> Value {
    with(members(seats, votes), &[("parameters.women_seat", json!(true))])
}

/// Another election, with its lower bar: 267 votes.
fn another(record: Value) -> Value {
    with(record, &[("round", json!("another"))])
}

fn two_entries(open: u32, women: u32, votes: &[(&str, u32)]) -> Value {
    let seats = json!([
        { "post": "member", "seats": open },
        { "post": "member", "seats": women, "women_only": true },
    ]);
    vote(&seats, all_stand("member", votes))
}

/// Who sits on a seat kept for women.
fn womens_seats(decision: &Value) -> Vec<&str> {
    let list = decision["elected"].as_array().expect("a list");
    list.iter()
        .filter(|one| one["women_seat"] == json!(true))
        .map(|one| one["candidate"].as_str().expect("an id"))
        .collect()
}

#[test]
fn the_bar_is_more_than_half_in_the_first_round() {
    let decision = decide(&members(2, &[("A", 400), ("B", 401)]));
    assert_eq!(elected(&decision), ["member B"]);
    assert_eq!(checks(&decision, "C-08"), ["802 > 800 true", "800 > 800 false"]);
    assert_eq!(vacant(&decision), ["member 1"]);
}

#[test]
fn the_bar_is_a_third_in_another_election() {
    let record = with(members(2, &[("A", 266), ("B", 267)]), &[("round", json!("another"))]);
    let decision = decide(&record);
    assert_eq!(elected(&decision), ["member B"]);
    assert_eq!(checks(&decision, "C-11"), ["801 >= 800 true", "798 >= 800 false"]);
    let exact = with(record, &[("ballots.issued", json!(801)), ("ballots.collected", json!(801))]);
    assert_eq!(elected(&decide(&exact)), ["member B"]);
}

#[test]
fn half_then_third_asks_for_a_third_only_if_nobody_has_half() {
    let record = |votes: &[(&str, u32)]| {
        let changes =
            [("round", json!("another")), ("parameters.another_bar", json!("half_then_third"))];
        decide(&with(members(3, votes), &changes))
    };
    let half = record(&[("A", 401), ("B", 400), ("C", 270)]);
    assert_eq!(elected(&half), ["member A"]);
    let compared = ["802 > 800 true", "800 > 800 false", "540 > 800 false"];
    assert_eq!(checks(&half, "C-11"), compared);
    let third = record(&[("A", 400), ("B", 267), ("C", 266)]);
    assert_eq!(elected(&third), ["member A", "member B"]);
    let compared = [
        "800 > 800 false",
        "534 > 800 false",
        "532 > 800 false",
        "1200 >= 800 true",
        "801 >= 800 true",
        "798 >= 800 false",
    ];
    assert_eq!(checks(&third, "C-11"), compared, "first half, then a third");
}

#[test]
fn half_then_third_is_decided_for_each_entry_among_those_who_can_take_it() {
    let changes =
        [("round", json!("another")), ("parameters.another_bar", json!("half_then_third"))];
    // a man reaches half; among the women nobody does
    let record = with(two_entries(2, 1, &[("A", 500), ("B", 300), ("Cf", 300)]), &changes);
    let decision = decide(&record);
    assert_eq!(elected(&decision), ["member A", "member Cf"]);
    assert_eq!(vacant(&decision), ["member 1"]);
    assert_eq!(womens_seats(&decision), ["Cf"]);
    let compared = [
        "600 > 800 false",
        "900 >= 800 true",
        "1000 > 800 true",
        "600 > 800 false",
        "600 > 800 false",
    ];
    assert_eq!(checks(&decision, "C-11"), compared, "women's seats first");
    // the woman with half is taken by the women's entry: a third is enough for the open one
    let record = with(two_entries(1, 1, &[("A", 300), ("Cf", 500)]), &changes);
    assert_eq!(elected(&decide(&record)), ["member Cf", "member A"]);
    // nor does one count who holds a higher post
    let seats = json!([{ "post": "director", "seats": 1 }, { "post": "member", "seats": 1 }]);
    let mut people = vec![json!({
        "id": "X", "sex": "m", "formal": [], "votes": { "director": 450, "member": 350 },
    })];
    people.extend(all_stand("member", &[("A", 300)]));
    people[0]["votes"]["member"] = json!(450);
    people[0]["votes"]["director"] = json!(350);
    let decision = decide(&with(vote(&seats, people), &changes));
    assert_eq!(elected(&decision), ["director X", "member A"]);
    let compared = ["700 > 800 false", "1050 >= 800 true", "600 > 800 false", "900 >= 800 true"];
    assert_eq!(checks(&decision, "C-11"), compared, "X is above");
}

#[test]
fn participants_may_be_the_ballots_issued() {
    let record = |participants: &str| {
        let changes = [
            ("ballots.issued", json!(900)),
            ("ballots.collected", json!(500)),
            ("parameters.participants", json!(participants)),
        ];
        decide(&with(members(1, &[("A", 300)]), &changes))
    };
    let collected = record("collected");
    assert_eq!(checks(&collected, "C-01"), ["1000 > 1000 false"]);
    let issued = record("issued");
    assert_eq!(checks(&issued, "C-01"), ["1800 > 1000 true"]);
    assert_eq!(checks(&issued, "C-08"), ["600 > 900 false"]);
}

#[test]
fn the_base_is_those_present_for_residents_and_the_party() {
    let residents = json!({
        "format": "huanjie-count/1", "pack": "RC18", "body": "residents_committee",
        "round": "another",
        "base": { "registered": 100, "present": 60, "electorate": "all_residents" },
        "ballots": { "issued": 55, "collected": 50, "invalid": 0, "blank": 0 },
        "seats": [{ "post": "director", "seats": 1 }],
        "candidates": [stands("A", "m", "director", 19)],
    });
    let decision = decide(&residents);
    assert_eq!(checks(&decision, "C-11"), ["57 >= 60 false"]);
    let again =
        with(residents.clone(), &[("candidates", json!([stands("A", "m", "director", 20)]))]);
    assert_eq!(elected(&decide(&again)), ["director A"]);
    let first = with(residents, &[("round", json!("first"))]);
    assert_eq!(checks(&decide(&first), "R-06"), ["38 > 60 false"]);
    let branch = |round: &str, votes: u32| {
        let changes = [
            ("round", json!(round)),
            ("candidates", json!(all_stand("member", &[("A", votes), ("B", 1)]))),
            ("seats", json!([{ "post": "member", "seats": 1 }])),
        ];
        with(party(40, 8, 30), &changes)
    };
    // the Party asks for half again in another election, whatever the bar of villages
    let decision = decide(&branch("another", 15));
    assert_eq!(checks(&decision, "P-21")[0], "30 > 30 false");
    assert_eq!(elected(&decide(&branch("another", 16))), ["member A"]);
    // those who should attend are the base of a pre-election only
    let should = [("parameters", json!({ "pre_election_base": "should" }))];
    assert_eq!(elected(&decide(&with(branch("first", 16), &should))), ["member A"]);
    let decision = decide(&with(branch("pre_election", 16), &should));
    assert_eq!(checks(&decision, "P-20"), ["32 > 32 false", "2 > 32 false"]);
    assert_eq!(elected(&decision), [""; 0]);
    assert_eq!(elected(&decide(&with(branch("pre_election", 17), &should))), ["member A"]);
    assert_eq!(elected(&decide(&branch("pre_election", 16))), ["member A"]);
}

#[test]
fn no_more_are_elected_than_there_are_seats() {
    let decision = decide(&members(2, &[("A", 450), ("B", 500), ("C", 480)]));
    assert_eq!(elected(&decision), ["member B", "member C"]);
    assert_eq!((vacant(&decision), ties(&decision)), (vec![], vec![]));
    let exactly = decide(&members(3, &[("A", 450), ("B", 500), ("C", 480)]));
    assert_eq!(elected(&exactly), ["member B", "member C", "member A"]);
}

#[test]
fn equal_votes_tie_only_across_the_last_seat() {
    let tied = decide(&members(3, &[("A", 450), ("D", 450), ("B", 500), ("C", 450), ("E", 410)]));
    assert_eq!(elected(&tied), ["member B"]);
    assert_eq!(ties(&tied), ["member 2 A D C last_seat"], "in the order of the record");
    assert_eq!(vacant(&tied), [""; 0]);
    let all = decide(&another(members(1, &[("A", 300), ("B", 300)])));
    assert_eq!((elected(&all), ties(&all)), (vec![], vec!["member 1 A B last_seat".into()]));
    let inside = decide(&members(2, &[("A", 500), ("B", 500), ("C", 450)]));
    assert_eq!((elected(&inside).len(), ties(&inside).len()), (2, 0));
    let below = decide(&members(1, &[("A", 400), ("B", 400)]));
    assert_eq!((vacant(&below), ties(&below)), (vec!["member 1".into()], vec![]));
}

#[test]
fn elected_stand_by_rank_then_votes_then_the_order_of_the_record() {
    let seats = json!([
        { "post": "director", "seats": 1 }, { "post": "deputy", "seats": 2 },
        { "post": "member", "seats": 2 },
    ]);
    let mut people = all_stand("member", &[("A", 500), ("B", 500)]);
    people.extend(all_stand("deputy", &[("C", 410), ("D", 420)]));
    people.extend(all_stand("director", &[("E", 401)]));
    let decision = decide(&vote(&seats, people));
    let order = ["director E", "deputy D", "deputy C", "member A", "member B"];
    assert_eq!(elected(&decision), order);
    let votes: Vec<&Value> =
        decision["elected"].as_array().expect("a list").iter().map(|one| &one["votes"]).collect();
    assert_eq!(votes, [401, 420, 410, 500, 500]);
}

#[test]
fn whoever_is_elected_or_tied_for_a_higher_post_takes_part_in_no_lower_one() {
    let person = |id: &str, director: u32, member: u32| {
        json!({ "id": id, "sex": "m", "formal": [],
            "votes": { "director": director, "member": member } })
    };
    let seats = json!([{ "post": "director", "seats": 1 }, { "post": "member", "seats": 1 }]);
    let people = vec![person("A", 410, 450), person("B", 0, 300)];
    let decision = decide(&another(vote(&seats, people)));
    assert_eq!(elected(&decision), ["director A", "member B"]);
    assert_eq!(checks(&decision, "C-11"), ["1230 >= 800 true", "900 >= 800 true"]);
    let two = json!([{ "post": "director", "seats": 1 }, { "post": "member", "seats": 2 }]);
    let wider = with(
        vote(&two, vec![person("A", 401, 450), person("C", 401, 440), person("B", 0, 420)]),
        &[("ballots.issued", json!(802)), ("ballots.collected", json!(802))],
    );
    let decision = decide(&wider);
    assert_eq!(elected(&decision), ["member A", "member C"], "nobody has more than half of 802");
    let tied = with(wider, &[("round", json!("another"))]);
    let decision = decide(&tied);
    assert_eq!(ties(&decision), ["director 1 A C last_seat"]);
    assert_eq!(elected(&decision), ["member B"]);
    assert_eq!(vacant(&decision), ["member 1"]);
}

#[test]
fn the_already_elected_and_the_ineligible_take_nothing() {
    let mut record = members(2, &[("A", 500), ("B", 450), ("C", 420)]);
    record["candidates"][0]["eligible"] = json!(false);
    let decision = decide(&record);
    assert_eq!(elected(&decision), ["member B", "member C"]);
    assert_eq!(tally(&decision, "A"), json!({ "member": 500 }));
    let already = json!([{ "candidate": "B", "post": "member", "sex": "m" }]);
    let decision = decide(&with(record, &[("already_elected", already)]));
    assert_eq!(elected(&decision), ["member C"]);
    assert_eq!(checks(&decision, "C-08"), ["840 > 800 true"]);
    assert_eq!(next_candidates(&decision), ["member "]);
}

#[test]
fn nobody_is_elected_without_a_vote_except_in_a_re_vote() {
    let none = json!({ "issued": 0, "collected": 0, "invalid": 0, "blank": 0 });
    let people = [("A", 0), ("B", 0)];
    let another = with(
        members(1, &people),
        &[
            ("round", json!("another")),
            ("ballots", none.clone()),
            ("base.registered", json!(1)),
            ("pack", json!("VC98")),
        ],
    );
    assert_eq!(decide(&another)["valid"], json!(false));
    let revote = with(another, &[("round", json!("tie_revote"))]);
    assert_eq!(ties(&decide(&revote)), ["member 1 A B last_seat"]);
    // two of one ballot are half: 0 votes are a third of 0
    let branch = with(
        party(5, 0, 0),
        &[("candidates", json!(all_stand("member", &people))), ("round", json!("tie_revote"))],
    );
    assert_eq!(decide(&branch)["valid"], json!(false));
    let residents = json!({
        "format": "huanjie-count/1", "pack": "RC18", "body": "residents_committee",
        "round": "another",
        "base": { "registered": 9, "present": 9, "electorate": "household_reps" },
        "ballots": none,
        "seats": [{ "post": "director", "seats": 1 }],
        "candidates": [stands("A", "m", "director", 0)],
    });
    let decision = decide(&residents);
    assert_eq!((elected(&decision), checks(&decision, "C-11")), (vec![], vec![]));
}

#[test]
fn in_a_re_vote_only_formal_candidates_of_the_post_can_be_elected() {
    let mut people = all_stand("member", &[("A", 100), ("B", 99)]);
    people.push(json!({ "id": "W", "sex": "m", "formal": [], "votes": { "member": 300 } }));
    people.push(json!({ "id": "D", "sex": "m", "formal": [], "votes": { "member": 200 } }));
    people.push(json!({ "id": "Z", "sex": "m", "formal": [], "votes": { "member": 0 } }));
    let seats = json!([{ "post": "member", "seats": 1 }]);
    let revote = with(vote(&seats, people), &[("round", json!("tie_revote"))]);
    let decision = decide(&revote);
    assert_eq!(elected(&decision), ["member A"]);
    assert_eq!(decision["next"], json!("declare"));
    assert_eq!(checks(&decision, "C-08"), [""; 0], "there is no bar");
    assert_eq!(checks(&decision, "C-11"), [""; 0]);
    // formal for another post is not enough
    let mut elsewhere = revote.clone();
    elsewhere["seats"] =
        json!([{ "post": "deputy", "seats": 1 }, { "post": "member", "seats": 3 }]);
    elsewhere["candidates"][2]["formal"] = json!(["deputy"]);
    let decision = decide(&elsewhere);
    assert_eq!(elected(&decision), ["deputy W", "member A", "member B"]);
    let decision = decide(&with(elsewhere, &[("candidates", json!([]))]));
    assert_eq!(vacant(&decision), ["deputy 1", "member 3"]);
    // with more seats than formal candidates the rest goes to another election, for anybody
    let wide = with(revote, &[("seats", json!([{ "post": "member", "seats": 5 }]))]);
    let decision = decide(&wide);
    assert_eq!(elected(&decision), ["member A", "member B"]);
    assert_eq!(next_candidates(&decision), ["member W D"], "Z has no vote");
    assert_eq!(
        (&decision["next"], &decision["may_convene"]),
        (&json!("another_election"), &json!(false))
    );
}

#[test]
fn votes_are_carried_down_to_lower_posts() {
    let seats = json!([
        { "post": "director", "seats": 1 }, { "post": "deputy", "seats": 1 },
        { "post": "member", "seats": 1 },
    ]);
    let person = |id: &str, votes: [u32; 3]| {
        let [director, deputy, member] = votes;
        json!({ "id": id, "sex": "m", "formal": [],
            "votes": { "director": director, "deputy": deputy, "member": member } })
    };
    let people = vec![
        person("A", [401, 0, 0]),
        person("B", [200, 201, 0]),
        person("C", [199, 100, 100]),
        person("D", [0, 300, 100]),
    ];
    let record = |round: &str, carry: bool| {
        // under VC98 a recall needs half of the roll
        let pack = json!(if round == "recall" { "VC18" } else { "VC98" });
        let changes =
            [("round", json!(round)), ("parameters.carry_down", json!(carry)), ("pack", pack)];
        decide(&with(vote(&seats, people.clone()), &changes))
    };
    let on = record("first", true);
    assert_eq!(elected(&on), ["director A", "deputy B"]);
    assert_eq!(on["elected"][1]["votes"], json!(401));
    let compared = checks(&on, "C-08");
    assert_eq!(compared[..3], ["802 > 800 true", "400 > 800 false", "398 > 800 false"]);
    assert_eq!(compared[3..6], ["802 > 800 true", "600 > 800 false", "598 > 800 false"]);
    assert_eq!(compared[6..], ["800 > 800 false", "798 > 800 false"]);
    assert_eq!(next_candidates(&on), ["member D C"]);
    assert_eq!(tally(&on, "C"), json!({ "director": 199, "deputy": 100, "member": 100 }));
    let off = record("first", false);
    assert_eq!(elected(&off), ["director A"]);
    assert_eq!(next_candidates(&off), ["deputy D B", "member C D"]);
    let another = record("another", true);
    assert_eq!(elected(&another), ["director A", "deputy B", "member D"]);
    assert_eq!(another["elected"][2]["votes"], json!(400));
    // never in a re-vote or a recall
    let mut revote = with(
        vote(&seats, people.clone()),
        &[("round", json!("tie_revote")), ("parameters.carry_down", json!(true))],
    );
    for person in revote["candidates"].as_array_mut().expect("a list") {
        person["formal"] = json!(["deputy"]);
    }
    let decision = decide(&revote);
    assert_eq!(elected(&decision), ["deputy D"]);
    assert_eq!(decision["elected"][0]["votes"], json!(300));
    let recall = record("recall", true);
    assert_eq!(elected(&recall), ["director A"]);
    assert_eq!(checks(&recall, "V-81").len(), 3 + 3 + 2, "with own votes for a post only");
}

#[test]
fn the_best_woman_over_the_bar_takes_a_seat_where_no_woman_is_elected() {
    let decision = decide(&kept(2, &[("A", 410), ("B", 405), ("Cf", 402), ("Df", 380)]));
    assert_eq!(elected(&decision), ["member A", "member Cf"]);
    assert_eq!(womens_seats(&decision), ["Cf"]);
    let without = decide(&members(2, &[("A", 600), ("B", 550), ("Cf", 450)]));
    assert_eq!(elected(&without), ["member A", "member B"]);
    let single = decide(&another(kept(1, &[("A", 450), ("Cf", 300)])));
    assert_eq!(elected(&single), ["member Cf"]);
    assert_eq!(vacant(&single), [""; 0]);
    let another =
        with(kept(2, &[("A", 300), ("B", 280), ("Cf", 267)]), &[("round", json!("another"))]);
    assert_eq!(elected(&decide(&another)), ["member A", "member Cf"]);
}

#[test]
fn the_result_is_the_same_where_a_woman_is_elected_anyway() {
    let decision = decide(&kept(2, &[("A", 600), ("Cf", 550), ("Df", 450)]));
    assert_eq!(elected(&decision), ["member A", "member Cf"]);
    assert_eq!(womens_seats(&decision), [""; 0]);
    let with_seats = |already: Value| {
        let record = kept(2, &[("A", 600), ("B", 550), ("Cf", 450)]);
        decide(&with(record, &[("already_elected", already)]))
    };
    let woman = json!([{ "candidate": "P", "post": "deputy", "sex": "f" }]);
    assert_eq!(elected(&with_seats(woman)), ["member A", "member B"]);
    let man = json!([{ "candidate": "P", "post": "deputy", "sex": "m" }]);
    assert_eq!(elected(&with_seats(man)), ["member A", "member Cf"]);
    let director = |id: &str| {
        let seats = json!([{ "post": "director", "seats": 1 }, { "post": "member", "seats": 1 }]);
        let mut people = all_stand("director", &[(id, 500)]);
        people.extend(all_stand("member", &[("A", 450), ("Cf", 300)]));
        decide(&with(another(vote(&seats, people)), &[("parameters.women_seat", json!(true))]))
    };
    assert_eq!(elected(&director("Xf")), ["director Xf", "member A"]);
    assert_eq!(elected(&director("X")), ["director X", "member Cf"]);
}

#[test]
fn a_seat_stays_empty_for_a_woman_where_none_is_over_the_bar() {
    let decision = decide(&kept(2, &[("A", 600), ("B", 550), ("Cf", 400)]));
    assert_eq!(elected(&decision), ["member A"]);
    assert_eq!(vacant(&decision), ["member 1 women"]);
    assert_eq!(decision["next"], json!("another_election"));
    assert_eq!(next_candidates(&decision), ["member Cf women"]);
    let both = decide(&kept(2, &[("A", 300), ("Cf", 400)]));
    assert_eq!(vacant(&both), ["member 1", "member 1 women"]);
    assert_eq!(next_candidates(&both), ["member Cf A", "member Cf women"]);
    // with more seats than men over the bar, too
    let wide = decide(&kept(3, &[("A", 600), ("B", 550)]));
    assert_eq!((elected(&wide).len(), vacant(&wide)), (2, vec!["member 1 women".into()]));
}

#[test]
fn a_tie_is_certain_to_seat_a_woman_where_its_men_are_fewer_than_its_seats() {
    let votes = [("A", 600), ("B", 500), ("Cf", 500), ("Df", 500)];
    // one man for two seats: a woman is certain
    let decision = decide(&kept(3, &votes));
    assert_eq!(ties(&decision), ["member 2 B Cf Df last_seat"]);
    assert_eq!(elected(&decision), ["member A"]);
    // one man for one seat is not: tied women contest the seat kept for them
    let votes = [("A", 600), ("B", 300), ("Cf", 300), ("Df", 300)];
    let decision = decide(&another(kept(2, &votes)));
    assert_eq!(ties(&decision), ["member 1 Cf Df women last_seat"]);
    assert_eq!(elected(&decision), ["member A"]);
    assert_eq!(vacant(&decision), [""; 0]);
    let votes = [("A", 300), ("Cf", 300)];
    let decision = decide(&another(kept(1, &votes)));
    assert_eq!((elected(&decision), ties(&decision)), (vec!["member Cf".into()], vec![]));
}

#[test]
fn a_tie_for_a_higher_post_counts_as_a_woman_elected_by_the_same_measure() {
    let record = |director: &[(&str, u32)]| {
        let seats = json!([{ "post": "director", "seats": 1 }, { "post": "member", "seats": 1 }]);
        let mut people = all_stand("director", director);
        people.extend(all_stand("member", &[("A", 380), ("Cf", 280)]));
        let changes = [("parameters.women_seat", json!(true)), ("round", json!("another"))];
        decide(&with(vote(&seats, people), &changes))
    };
    let women = record(&[("Xf", 300), ("Yf", 300)]);
    assert_eq!(elected(&women), ["member A"]);
    let mixed = record(&[("Xf", 300), ("Y", 300)]);
    assert_eq!(elected(&mixed), ["member Cf"]);
    assert_eq!(ties(&mixed), ["director 1 Xf Y last_seat"]);
}

#[test]
fn tied_women_take_no_part_in_filling_the_other_seats() {
    let votes = [("A", 450), ("B", 400), ("Cf", 300), ("Df", 300)];
    let decision = decide(&another(kept(2, &votes)));
    assert_eq!(elected(&decision), ["member A"]);
    assert_eq!(ties(&decision), ["member 1 Cf Df women last_seat"]);
    let votes = [("A", 600), ("B", 590), ("B2", 300), ("Cf", 300), ("Df", 300), ("E", 280)];
    let decision = decide(&another(kept(3, &votes)));
    assert_eq!(elected(&decision), ["member A", "member B"]);
    assert_eq!(ties(&decision), ["member 1 Cf Df women last_seat"]);
    // the men of the former tie contest what is left of the open seats
    let votes = [("A", 600), ("B2", 300), ("B3", 300), ("Cf", 300), ("Df", 300), ("E", 290)];
    let decision = decide(&another(kept(3, &votes)));
    assert_eq!(elected(&decision), ["member A"]);
    let both = ["member 1 Cf Df women last_seat", "member 1 B2 B3 last_seat"];
    assert_eq!(ties(&decision), both);
    // E follows where there is a seat more, not the women
    let decision = decide(&another(kept(5, &votes)));
    assert_eq!(elected(&decision).len(), 5, "no tie: a woman is elected anyway");
    let votes = [("A", 500), ("Cf", 290), ("Df", 290), ("E", 260), ("F", 260)];
    let decision = decide(&another(kept(2, &votes)));
    assert_eq!(elected(&decision), ["member A"], "men 0 < 1: the tie is certain");
    assert_eq!(ties(&decision), ["member 1 Cf Df last_seat"]);
}

#[test]
fn the_womens_seat_is_for_members_in_the_first_and_another_round() {
    let deputies = |post: &str| {
        let seats = json!([{ "post": post, "seats": 1 }]);
        let people = all_stand(post, &[("A", 450), ("Cf", 300)]);
        decide(&with(another(vote(&seats, people)), &[("parameters.women_seat", json!(true))]))
    };
    assert_eq!(elected(&deputies("deputy")), ["deputy A"]);
    assert_eq!(elected(&deputies("director")), ["director A"]);
    assert_eq!(elected(&deputies("member")), ["member Cf"]);
    let revote = with(kept(1, &[("A", 450), ("Cf", 300)]), &[("round", json!("tie_revote"))]);
    assert_eq!(elected(&decide(&revote)), ["member A"]);
    let recall = with(
        kept(2, &[("A", 600), ("Cf", 450)]),
        &[("round", json!("recall")), ("pack", json!("VC18"))],
    );
    let decision = decide(&recall);
    assert_eq!(elected(&decision), ["member A", "member Cf"]);
    assert_eq!(womens_seats(&decision), [""; 0]);
    let residents = json!({
        "format": "huanjie-count/1", "pack": "RC18", "body": "residents_committee",
        "round": "first", "parameters": { "women_seat": true },
        "base": { "registered": 9, "present": 9, "electorate": "household_reps" },
        "ballots": { "issued": 9, "collected": 9, "invalid": 0, "blank": 0 },
        "seats": [{ "post": "member", "seats": 1 }],
        "candidates": all_stand("member", &[("A", 6), ("Bf", 5)][..1]),
    });
    assert_eq!(vacant(&decide(&residents)), ["member 1 women"], "residents may keep one too");
}

#[test]
fn a_womens_entry_takes_women_only_and_is_filled_first() {
    let votes = [("A", 600), ("Bf", 500), ("Cf", 450)];
    let decision = decide(&two_entries(1, 1, &votes));
    assert_eq!(elected(&decision), ["member A", "member Bf"]);
    assert_eq!(womens_seats(&decision), ["Bf"]);
    // the best woman sits on the women's seat, though she would win the open one
    let votes = [("A", 410), ("Bf", 500), ("Cf", 450)];
    let decision = decide(&two_entries(1, 1, &votes));
    assert_eq!(elected(&decision), ["member Bf", "member Cf"]);
    assert_eq!(womens_seats(&decision), ["Bf"]);
    let decision = decide(&two_entries(1, 2, &[("A", 600), ("B", 500), ("Cf", 450)]));
    assert_eq!(elected(&decision), ["member A", "member Cf"]);
    assert_eq!(vacant(&decision), ["member 1 women"]);
    let short = decide(&two_entries(2, 1, &[("A", 600), ("Cf", 400)]));
    assert_eq!(vacant(&short), ["member 1", "member 1 women"]);
    let seats = json!([{ "post": "director", "seats": 1, "women_only": true }]);
    let decision = decide(&vote(&seats, all_stand("director", &[("A", 500), ("Bf", 450)][..1])));
    assert_eq!(vacant(&decision), ["director 1 women"]);
}

#[test]
fn a_post_with_a_womens_entry_has_no_further_womens_seat() {
    let parameter = [("parameters.women_seat", json!(true))];
    // no woman over the bar: the two men take the open seats
    let record = two_entries(2, 1, &[("A", 600), ("B", 500), ("Cf", 400)]);
    let decision = decide(&with(record, &parameter));
    assert_eq!(elected(&decision), ["member A", "member B"]);
    assert_eq!(vacant(&decision), ["member 1 women"]);
    let seats = json!([{ "post": "member", "seats": 1, "women_only": true }]);
    let single = another(vote(&seats, all_stand("member", &[("A", 450), ("Cf", 300)])));
    let decision = decide(&with(single, &parameter));
    assert_eq!(
        (elected(&decision), womens_seats(&decision)),
        (vec!["member Cf".into()], vec!["Cf"])
    );
}

#[test]
fn women_who_tie_for_a_womens_entry_contest_its_seats() {
    let votes = [("A", 600), ("Bf", 520), ("Cf", 500), ("Df", 500), ("E", 450)];
    let decision = decide(&two_entries(2, 2, &votes));
    assert_eq!(elected(&decision), ["member A", "member Bf", "member E"]);
    assert_eq!(ties(&decision), ["member 1 Cf Df women last_seat"]);
    assert_eq!(womens_seats(&decision), ["Bf"]);
    assert_eq!(vacant(&decision), [""; 0]);
    assert_eq!(next_candidates(&decision), ["member Cf Df women"]);
}

#[test]
fn in_a_re_vote_for_a_womens_entry_men_stand_aside() {
    let seats = json!([{ "post": "member", "seats": 1, "women_only": true }]);
    let record = vote(&seats, all_stand("member", &[("A", 300), ("Bf", 20), ("Cf", 20)]));
    let decision = decide(&with(record, &[("round", json!("tie_revote"))]));
    assert_eq!(ties(&decision), ["member 1 Bf Cf women last_seat"]);
}

#[test]
fn the_comparisons_with_the_bar_are_listed_for_those_who_can_take_the_post() {
    let rows = |decision: &Value| -> Vec<String> {
        let list = decision["checks"].as_array().expect("a list");
        list.iter()
            .filter(|check| check.get("candidate").is_some())
            .map(|check| {
                let text = |name: &str| check[name].as_str().expect("a text").to_owned();
                format!("{} {} {} {}", text("rule"), text("post"), text("candidate"), check["left"])
            })
            .collect()
    };
    // both entries have the same bar: once, for everybody
    let decision = decide(&two_entries(1, 1, &[("A", 600), ("Bf", 500), ("C", 0)]));
    assert_eq!(rows(&decision), ["C-08 member A 1200", "C-08 member Bf 1000"]);
    // different bars: the women's first
    let changes =
        [("round", json!("another")), ("parameters.another_bar", json!("half_then_third"))];
    let decision = decide(&with(two_entries(1, 1, &[("A", 600), ("Bf", 300)]), &changes));
    assert_eq!(
        rows(&decision),
        ["C-11 member Bf 600", "C-11 member Bf 900", "C-11 member A 1200", "C-11 member Bf 600"]
    );
    let seats = json!([{ "post": "deputy", "seats": 1 }, { "post": "member", "seats": 1 }]);
    let mut people = all_stand("deputy", &[("A", 600)]);
    people.extend(all_stand("member", &[("B", 20)]));
    let decision = decide(&vote(&seats, people));
    assert_eq!(rows(&decision), ["C-08 deputy A 1200", "C-08 member B 40"]);
}
