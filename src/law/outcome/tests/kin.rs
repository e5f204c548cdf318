//! Kin avoidance (V-24; decide.md sections 3 and 5).

use serde_json::{Value, json};

use super::{checks, decide, elected, next_candidates, ties, vacant, villagers, with};

/// Votes for director, deputy and member; a name ending in `f` is a woman's.
fn person(id: &str, votes: [u32; 3], kin: &[&str]) -> Value {
    let sex = if id.ends_with('f') { "f" } else { "m" };
    let posts = ["director", "deputy", "member"];
    let votes: serde_json::Map<String, Value> = posts
        .into_iter()
        .zip(votes)
        .filter(|(_, votes)| *votes > 0)
        .map(|(post, votes)| (post.to_owned(), json!(votes)))
        .collect();
    json!({ "id": id, "sex": sex, "formal": [], "kin": kin, "votes": votes })
}

fn member(id: &str, votes: u32, kin: &[&str]) -> Value {
    person(id, [0, 0, votes], kin)
}

/// Another election by 800 ballots, bar 267, where near kin may not serve together.
fn vote(seats: [u32; 3], people: &[Value]) -> Value {
    let posts = ["director", "deputy", "member"];
    let seats: Vec<Value> = posts
        .into_iter()
        .zip(seats)
        .filter(|(_, seats)| *seats > 0)
        .map(|(post, seats)| json!({ "post": post, "seats": seats }))
        .collect();
    let changes = [
        ("pack", json!("VC98")),
        ("round", json!("another")),
        ("parameters", json!({ "kin_avoidance": true })),
        ("seats", json!(seats)),
        ("candidates", json!(people)),
    ];
    with(villagers(), &changes)
}

/// Who gave way: `member B of A`.
fn excluded(decision: &Value) -> Vec<String> {
    let list = decision["kin_excluded"].as_array().expect("a list");
    let text = |one: &Value, name: &str| one[name].as_str().expect("a text").to_owned();
    list.iter()
        .map(|one| {
            let [post, who, of] = ["post", "candidate", "kin_of"].map(|name| text(one, name));
            format!("{post} {who} of {of}")
        })
        .collect()
}

fn officer(id: &str, post: &str, sex: &str) -> Value {
    json!({ "candidate": id, "post": post, "sex": sex })
}

#[test]
fn the_higher_post_stays_and_the_seat_goes_to_the_next_over_the_bar() {
    for (of_a, of_b) in [(&["B"][..], &[][..]), (&[], &["A"]), (&["B"], &["A"])] {
        let people =
            [person("A", [300, 0, 0], of_a), member("B", 400, of_b), member("C", 267, &[])];
        let decision = decide(&vote([1, 0, 1], &people));
        assert_eq!(elected(&decision), ["director A", "member C"], "written on one side or both");
        assert_eq!(excluded(&decision), ["member B of A"]);
        assert_eq!(decision["next"], json!("declare"));
        let short = [people[0].clone(), people[1].clone(), member("C", 266, &[])];
        let decision = decide(&vote([1, 0, 1], &short));
        assert_eq!(elected(&decision), ["director A"]);
        assert_eq!(vacant(&decision), ["member 1"]);
        assert_eq!(next_candidates(&decision), ["member C"], "B stays out");
    }
}

#[test]
fn without_the_rule_near_kin_serve_together() {
    let people = [person("A", [300, 0, 0], &["B"]), member("B", 400, &[]), member("C", 300, &[])];
    let off = with(vote([1, 0, 1], &people), &[("parameters", json!({}))]);
    let decision = decide(&off);
    assert_eq!(elected(&decision), ["director A", "member B"]);
    assert_eq!(excluded(&decision), [""; 0]);
    let mut residents = vote([1, 0, 1], &people);
    residents["pack"] = json!("RC18");
    residents["body"] = json!("residents_committee");
    residents["base"] = json!({ "registered": 800, "present": 800, "electorate": "all_residents" });
    assert_eq!(elected(&decide(&residents)), ["director A", "member C"]);
}

#[test]
fn at_one_post_the_one_with_more_votes_stays() {
    let people = [member("A", 300, &["B"]), member("B", 400, &[]), member("C", 280, &[])];
    let decision = decide(&vote([0, 0, 2], &people));
    assert_eq!(elected(&decision), ["member B", "member C"]);
    assert_eq!(excluded(&decision), ["member A of B"]);
}

#[test]
fn of_a_chain_the_middle_one_gives_way_and_the_last_stays() {
    let people = [
        member("A", 500, &["B"]),
        member("B", 400, &["C"]),
        member("C", 300, &[]),
        member("D", 290, &[]),
    ];
    let decision = decide(&vote([0, 0, 3], &people));
    assert_eq!(elected(&decision), ["member A", "member C", "member D"]);
    assert_eq!(excluded(&decision), ["member B of A"]);
    let people = [
        person("A", [300, 0, 0], &["B"]),
        person("B", [0, 400, 300], &["C"]),
        person("C", [0, 0, 280], &[]),
    ];
    let decision = decide(&vote([1, 1, 1], &people));
    assert_eq!(elected(&decision), ["director A", "member C"]);
    assert_eq!(excluded(&decision), ["deputy B of A"], "out for the whole vote, listed once");
    assert_eq!(vacant(&decision), ["deputy 1"]);
    assert_eq!(checks(&decision, "C-11").len(), 4, "B's votes for both posts are compared");
}

#[test]
fn whoever_moves_up_is_looked_at_as_well() {
    let people = [
        person("A", [300, 0, 0], &["B", "C"]),
        member("B", 400, &[]),
        member("C", 350, &[]),
        member("D", 300, &[]),
        member("E", 280, &["D"]),
        member("F", 270, &[]),
    ];
    let decision = decide(&vote([1, 0, 3], &people));
    assert_eq!(elected(&decision), ["director A", "member D", "member F"]);
    assert_eq!(excluded(&decision), ["member B of A", "member C of A", "member E of D"]);
    assert_eq!(vacant(&decision), ["member 1"]);
}

#[test]
fn whoever_won_a_lower_post_moves_up_when_the_higher_one_falls_free() {
    let people = [
        person("A", [300, 0, 0], &["P"]),
        person("B", [280, 0, 300], &[]),
        person("C", [0, 0, 270], &[]),
    ];
    let already = json!([officer("P", "member", "m")]);
    let decision = decide(&with(vote([1, 0, 1], &people), &[("already_elected", already)]));
    assert_eq!(elected(&decision), ["director B", "member C"]);
    assert_eq!(excluded(&decision), ["director A of P"]);
}

#[test]
fn kin_of_the_already_elected_give_way() {
    let people = [member("A", 400, &["P"]), member("B", 300, &[])];
    for post in ["director", "deputy", "member"] {
        let already = json!([officer("Q", "member", "m"), officer("P", post, "m")]);
        let record = with(vote([0, 0, 1], &people), &[("already_elected", already)]);
        let decision = decide(&record);
        assert_eq!(elected(&decision), ["member B"], "{post}");
        assert_eq!(excluded(&decision), ["member A of P"]);
    }
    // P stands in both lists, and the kinship on either side
    let both = [member("A", 300, &[]), member("P", 400, &["A"]), member("B", 280, &[])];
    let other_side = [member("A", 300, &["P"]), member("P", 400, &[]), member("B", 280, &[])];
    for people in [both, other_side] {
        let already = json!([officer("P", "member", "m")]);
        let decision = decide(&with(vote([0, 0, 2], &people), &[("already_elected", already)]));
        assert_eq!(elected(&decision), ["member B"]);
        assert_eq!(excluded(&decision), ["member A of P"]);
        assert_eq!(next_candidates(&decision), ["member "], "A is near kin of P");
    }
}

#[test]
fn kin_within_the_already_elected_are_left_alone() {
    let already = json!([officer("P", "director", "m"), officer("Q", "member", "m")]);
    let people = [member("P", 400, &["Q"]), member("Q", 300, &[]), member("A", 280, &[])];
    let decision = decide(&with(vote([0, 0, 2], &people), &[("already_elected", already)]));
    assert_eq!(elected(&decision), ["member A"]);
    assert_eq!(excluded(&decision), [""; 0]);
}

#[test]
fn kin_who_are_not_elected_bar_nobody() {
    let people = [
        member("A", 400, &["B", "C"]),
        member("B", 266, &[]),
        member("C", 300, &[]),
        member("D", 270, &["C"]),
    ];
    let mut record = vote([0, 0, 2], &people);
    record["candidates"][0]["eligible"] = json!(false);
    let decision = decide(&record);
    assert_eq!(elected(&decision), ["member C"]);
    assert_eq!(excluded(&decision), ["member D of C"]);
}

#[test]
fn a_chain_that_opens_a_seat_for_kin_of_the_one_who_left_keeps_them() {
    // B gives way to A; D, near kin of B only, moves up
    let people =
        [person("A", [300, 0, 0], &["B"]), member("B", 400, &["D"]), member("D", 300, &[])];
    let decision = decide(&vote([1, 0, 1], &people));
    assert_eq!(elected(&decision), ["director A", "member D"]);
}

#[test]
fn the_reason_named_is_the_already_elected_then_the_higher_then_the_stronger() {
    let people = [
        person("A", [300, 0, 0], &["B", "C"]),
        member("D", 400, &["B", "C"]),
        member("B", 300, &["P"]),
        member("C", 290, &[]),
    ];
    let already = json!([officer("P", "deputy", "m")]);
    let decision = decide(&with(vote([1, 0, 3], &people), &[("already_elected", already)]));
    assert_eq!(elected(&decision), ["director A", "member D"]);
    assert_eq!(excluded(&decision), ["member B of P", "member C of A"]);
}

#[test]
fn those_who_gave_way_stand_from_the_top() {
    let people = [
        member("B", 300, &["P"]),
        member("C", 400, &["P"]),
        member("D", 300, &["P"]),
        person("E", [0, 280, 0], &["P"]),
        person("F", [270, 0, 0], &["P"]),
    ];
    let already = json!([officer("P", "member", "m")]);
    let decision = decide(&with(vote([1, 1, 3], &people), &[("already_elected", already)]));
    assert_eq!(
        excluded(&decision),
        ["director F of P", "deputy E of P", "member C of P", "member B of P", "member D of P"]
    );
}

#[test]
fn two_elected_kin_with_equal_votes_contest_one_seat() {
    let people = [
        member("A", 400, &[]),
        member("B", 300, &["C"]),
        member("C", 300, &[]),
        member("D", 270, &[]),
    ];
    let decision = decide(&vote([0, 0, 3], &people));
    assert_eq!(elected(&decision), ["member A", "member D"]);
    assert_eq!(ties(&decision), ["member 1 B C kin"]);
    assert_eq!(excluded(&decision), [""; 0]);
    assert_eq!((&decision["next"], vacant(&decision)), (&json!("tie_revote"), vec![]));
    assert_eq!(next_candidates(&decision), ["member B C"]);
    let decision = decide(&vote([0, 0, 3], &people[..3]));
    assert_eq!(vacant(&decision), ["member 1"], "the other seat stays empty");
    assert_eq!(ties(&decision), ["member 1 B C kin"]);
    // on one seat they tie as anybody would
    let two = [person("B", [300, 0, 0], &["C"]), person("C", [300, 0, 0], &[])];
    assert_eq!(ties(&decide(&vote([1, 0, 0], &two))), ["director 1 B C last_seat"]);
}

#[test]
fn persons_in_a_kin_tie_bar_nobody_and_take_no_lower_post() {
    let people = [
        person("B", [0, 300, 400], &["C", "E"]),
        person("C", [0, 300, 390], &[]),
        person("D", [0, 290, 0], &["B"]),
        person("E", [0, 0, 300], &[]),
    ];
    let decision = decide(&vote([0, 2, 2], &people));
    assert_eq!(ties(&decision), ["deputy 1 B C kin"]);
    assert_eq!(elected(&decision), ["deputy D", "member E"]);
    assert_eq!(vacant(&decision), ["member 1"]);
    let rows = checks(&decision, "C-11");
    assert_eq!(rows.len(), 3 + 1, "B and C are above");
}

#[test]
fn pairs_are_made_in_the_order_of_the_record_and_a_third_stays() {
    let chain = [
        member("A", 300, &["B"]),
        member("B", 300, &["C"]),
        member("C", 300, &[]),
        member("D", 270, &[]),
    ];
    let decision = decide(&vote([0, 0, 3], &chain));
    assert_eq!(ties(&decision), ["member 1 A B kin"]);
    assert_eq!(elected(&decision), ["member C", "member D"]);
    let pairs = [
        member("A", 300, &["C"]),
        member("B", 300, &["D"]),
        member("C", 300, &[]),
        member("D", 300, &[]),
    ];
    let decision = decide(&vote([0, 0, 4], &pairs));
    assert_eq!(ties(&decision), ["member 1 A C kin", "member 1 B D kin"]);
    assert_eq!((elected(&decision), vacant(&decision)), (vec![], vec!["member 2".into()]));
    // A is kin of both: the first of them is the pair
    let hub = [member("B", 300, &[]), member("C", 300, &[]), member("A", 300, &["C", "B"])];
    let decision = decide(&vote([0, 0, 3], &hub));
    assert_eq!(ties(&decision), ["member 1 B A kin"]);
    assert_eq!(elected(&decision), ["member C"]);
}

#[test]
fn one_of_equal_kin_who_is_out_anyway_makes_no_tie() {
    let people = [
        person("A", [300, 0, 0], &["B"]),
        member("B", 300, &["C"]),
        member("C", 300, &[]),
        member("D", 290, &["E"]),
        member("E", 290, &["A"]),
    ];
    let decision = decide(&vote([1, 0, 4], &people));
    assert_eq!(elected(&decision), ["director A", "member C", "member D"]);
    assert_eq!(ties(&decision), [""; 0]);
    assert_eq!(excluded(&decision), ["member B of A", "member E of A"]);
}

#[test]
fn kin_in_a_tie_for_the_last_seat_give_way_to_those_elected() {
    let people = [member("A", 400, &["B"]), member("B", 300, &[]), member("C", 300, &[])];
    let decision = decide(&vote([0, 0, 2], &people));
    assert_eq!(elected(&decision), ["member A", "member C"]);
    assert_eq!(excluded(&decision), ["member B of A"]);
    // the tie of three becomes one of two
    let people = [
        member("A", 400, &["B"]),
        member("B", 300, &[]),
        member("C", 300, &[]),
        member("D", 300, &[]),
    ];
    let decision = decide(&vote([0, 0, 2], &people));
    assert_eq!(ties(&decision), ["member 1 C D last_seat"]);
    // two near kin in one tie stay in it
    let people = [member("A", 400, &[]), member("B", 300, &["C"]), member("C", 300, &[])];
    assert_eq!(ties(&decide(&vote([0, 0, 2], &people))), ["member 1 B C last_seat"]);
    // the tie dissolves into two kin who are then elected with equal votes
    let people = [
        member("A", 400, &["D"]),
        member("B", 300, &["C"]),
        member("C", 300, &[]),
        member("D", 300, &[]),
    ];
    let decision = decide(&vote([0, 0, 3], &people));
    assert_eq!(elected(&decision), ["member A"]);
    assert_eq!(ties(&decision), ["member 1 B C kin"]);
    assert_eq!(excluded(&decision), ["member D of A"]);
    assert_eq!(vacant(&decision), ["member 1"]);
}

#[test]
fn persons_in_a_tie_for_the_last_seat_bar_nobody() {
    let people =
        [person("A", [300, 0, 0], &["C"]), person("B", [300, 0, 0], &[]), member("C", 300, &[])];
    let decision = decide(&vote([1, 0, 1], &people));
    assert_eq!(ties(&decision), ["director 1 A B last_seat"]);
    assert_eq!(elected(&decision), ["member C"]);
    // nor does one who has left such a tie for a lower post
    let people =
        [person("A", [300, 0, 0], &[]), person("B", [300, 0, 400], &["C"]), member("C", 300, &[])];
    let decision = decide(&vote([1, 0, 1], &people));
    assert_eq!(elected(&decision), ["member C"], "B takes part in no lower post");
}

#[test]
fn a_re_vote_for_a_higher_post_stands_against_a_lower_officer() {
    let revote = |seat: &str, officers: &[(&str, &str)]| {
        let already: Vec<Value> =
            officers.iter().map(|(id, post)| officer(id, post, "m")).collect();
        let people = json!(["A", "B"].map(|id| json!({
            "id": id, "sex": "m", "formal": [seat], "kin": if id == "A" { json!(["P"]) } else { json!([]) },
            "votes": { seat: if id == "A" { 300 } else { 200 } },
        })));
        let changes = [
            ("round", json!("tie_revote")),
            ("seats", json!([{ "post": seat, "seats": 1 }])),
            ("already_elected", json!(already)),
            ("candidates", people),
        ];
        decide(&with(vote([1, 0, 0], &[]), &changes))
    };
    for (seat, office, stays) in [
        ("director", "member", true),
        ("director", "deputy", true),
        ("deputy", "member", true),
        ("director", "director", false),
        ("deputy", "director", false),
        ("member", "member", false),
        ("member", "deputy", false),
    ] {
        let decision = revote(seat, &[("P", office)]);
        let winner = if stays { "A" } else { "B" };
        assert_eq!(elected(&decision), [format!("{seat} {winner}")], "{seat} {office}");
    }
}

#[test]
fn half_then_third_is_decided_before_kin_avoidance() {
    let people = [person("A", [300, 0, 0], &["B"]), member("B", 450, &[]), member("C", 300, &[])];
    let record =
        with(vote([1, 0, 1], &people), &[("parameters.another_bar", json!("half_then_third"))]);
    let decision = decide(&record);
    assert_eq!(elected(&decision), ["director A"]);
    assert_eq!(vacant(&decision), ["member 1"], "C has no half, which B had");
    assert_eq!(excluded(&decision), ["member B of A"]);
}

#[test]
fn more_votes_are_those_carried_down() {
    let people = [
        person("A", [100, 0, 250], &["B"]),
        person("B", [0, 0, 300], &[]),
        person("C", [0, 0, 270], &[]),
    ];
    let record = |carry: bool| {
        decide(&with(vote([1, 0, 2], &people), &[("parameters.carry_down", json!(carry))]))
    };
    assert_eq!(excluded(&record(true)), ["member B of A"]);
    assert_eq!(elected(&record(true)), ["member A", "member C"]);
    assert_eq!(excluded(&record(false)), [""; 0]);
    assert_eq!(elected(&record(false)), ["member B", "member C"]);
}

fn with_women(open: u32, women: u32, people: &[Value]) -> Value {
    let seats = json!([
        { "post": "member", "seats": open },
        { "post": "member", "seats": women, "women_only": true },
    ]);
    decide(&with(vote([0, 0, 1], people), &[("seats", seats)]))
}

#[test]
fn equal_kin_contest_an_open_seat_unless_both_sit_on_womens_seats() {
    let people = [
        member("A", 300, &["Bf"]),
        member("Bf", 300, &[]),
        member("Cf", 290, &[]),
        member("D", 280, &[]),
    ];
    let decision = with_women(2, 1, &people);
    assert_eq!(ties(&decision), ["member 1 A Bf kin"]);
    assert_eq!(elected(&decision), ["member Cf", "member D"]);
    let people = [
        member("A", 300, &[]),
        member("Bf", 300, &["Cf"]),
        member("Cf", 300, &[]),
        member("Df", 290, &[]),
        member("E", 280, &[]),
    ];
    let decision = with_women(1, 2, &people);
    assert_eq!(ties(&decision), ["member 1 Bf Cf women kin"]);
    assert_eq!(elected(&decision), ["member A", "member Df"]);
    assert_eq!(decision["elected"][1]["women_seat"], json!(true));
}

#[test]
fn the_two_entries_of_a_post_are_one_post_for_kin() {
    let people = [member("A", 400, &["Bf"]), member("Bf", 300, &[]), member("Cf", 280, &[])];
    let decision = with_women(1, 1, &people);
    assert_eq!(elected(&decision), ["member A", "member Cf"]);
    assert_eq!(excluded(&decision), ["member Bf of A"]);
}

fn with_women_beside(officer_id: &str, open: u32, women: u32, people: &[Value]) -> Value {
    let seats = json!([
        { "post": "member", "seats": open },
        { "post": "member", "seats": women, "women_only": true },
    ]);
    let already = json!([officer(officer_id, "director", "m")]);
    decide(&with(vote([0, 0, 1], people), &[("seats", seats), ("already_elected", already)]))
}

#[test]
fn whoever_follows_into_an_open_seat_goes_before_kin_with_fewer_votes_on_a_womens_seat() {
    let people = |votes: u32| {
        [
            member("A", 500, &["P"]),
            member("C", votes, &["Bf"]),
            member("Bf", 300, &[]),
            member("Df", 280, &[]),
        ]
    };
    let decision = with_women_beside("P", 1, 1, &people(350));
    assert_eq!(elected(&decision), ["member C", "member Df"]);
    assert_eq!(excluded(&decision), ["member A of P", "member Bf of C"]);
    let decision = with_women_beside("P", 1, 1, &people(300));
    assert_eq!(ties(&decision), ["member 1 C Bf kin"]);
    assert_eq!(elected(&decision), ["member Df"]);
    let decision = with_women_beside("P", 1, 1, &people(290));
    assert_eq!(elected(&decision), ["member Bf", "member Df"]);
    assert_eq!(excluded(&decision), ["member A of P", "member C of Bf"]);
}

#[test]
fn whoever_follows_into_a_womens_seat_goes_before_kin_with_fewer_votes_on_an_open_one() {
    let people = [
        member("Af", 500, &["P"]),
        member("Bf", 400, &["C"]),
        member("C", 300, &[]),
        member("D", 280, &[]),
    ];
    let decision = with_women_beside("P", 1, 1, &people);
    assert_eq!(elected(&decision), ["member Bf", "member D"]);
    assert_eq!(excluded(&decision), ["member Af of P", "member C of Bf"]);
}

#[test]
fn kin_of_a_woman_with_equal_votes_stay_in_a_tie_however_often_it_is_looked_at() {
    let people = [
        member("Bf", 300, &["T"]),
        member("T", 300, &[]),
        member("U", 300, &[]),
        member("Wf", 280, &["P"]),
        member("Xf", 270, &[]),
    ];
    let decision = with_women_beside("P", 1, 2, &people);
    assert_eq!(ties(&decision), ["member 1 T U last_seat"]);
    assert_eq!(elected(&decision), ["member Bf", "member Xf"]);
    assert_eq!(excluded(&decision), ["member Wf of P"]);
}

fn kept(seats: [u32; 3], people: &[Value]) -> Value {
    decide(&with(vote(seats, people), &[("parameters.women_seat", json!(true))]))
}

#[test]
fn the_womens_seat_goes_to_the_next_woman() {
    let people = [
        person("A", [300, 0, 0], &["Bf"]),
        member("C", 400, &[]),
        member("D", 390, &[]),
        member("Bf", 300, &[]),
        member("Ef", 280, &[]),
    ];
    let decision = kept([1, 0, 2], &people);
    assert_eq!(elected(&decision), ["director A", "member C", "member Ef"]);
    assert_eq!(excluded(&decision), ["member Bf of A"]);
    let decision = kept([1, 0, 2], &people[..4]);
    assert_eq!(elected(&decision), ["director A", "member C"]);
    assert_eq!(vacant(&decision), ["member 1 women"]);
}

#[test]
fn the_seat_kept_for_a_woman_is_judged_anew_when_a_man_gives_way() {
    let people = [member("A", 500, &["P"]), member("B", 400, &["Cf"]), member("Cf", 300, &[])];
    let already = json!([officer("P", "director", "m")]);
    let changes = [("parameters.women_seat", json!(true)), ("already_elected", already)];
    let decision = decide(&with(vote([0, 0, 2], &people), &changes));
    assert_eq!(elected(&decision), ["member B"], "Cf is elected anyway, and gives way to B");
    assert_eq!(excluded(&decision), ["member A of P", "member Cf of B"]);
    assert_eq!(vacant(&decision), ["member 1 women"]);
}

#[test]
fn two_kin_women_in_a_tie_are_certain_to_seat_a_woman() {
    let people = [
        member("Af", 300, &["Bf"]),
        member("Bf", 300, &[]),
        member("C", 290, &[]),
        member("Df", 280, &[]),
    ];
    let decision = kept([0, 0, 2], &people);
    assert_eq!(ties(&decision), ["member 1 Af Bf kin"]);
    assert_eq!(elected(&decision), ["member C"]);
    // a man in it may win: the next woman takes a seat
    let people = [
        member("A", 300, &["Bf"]),
        member("Bf", 300, &[]),
        member("C", 290, &[]),
        member("Df", 280, &[]),
    ];
    let decision = kept([0, 0, 2], &people);
    assert_eq!(ties(&decision), ["member 1 A Bf kin"]);
    assert_eq!(elected(&decision), ["member Df"]);
    assert_eq!(decision["elected"][0]["women_seat"], json!(true));
    // no seat is left for a woman where the tie takes the only one
    let decision = kept([0, 0, 1], &[member("A", 300, &["Bf"]), member("Bf", 300, &[])]);
    assert_eq!(elected(&decision), ["member Bf"], "on one seat the woman comes first");
}

#[test]
fn another_election_takes_no_kin_of_those_elected() {
    let people = [
        person("A", [300, 0, 0], &["B"]),
        member("B", 200, &[]),
        member("C", 190, &["P"]),
        member("D", 180, &[]),
        member("E", 170, &["D"]),
    ];
    let already = json!([officer("P", "deputy", "m")]);
    let record = with(vote([1, 0, 2], &people), &[("already_elected", already)]);
    assert_eq!(next_candidates(&decide(&record)), ["member D E"]);
    let off = with(record, &[("parameters", json!({}))]);
    assert_eq!(next_candidates(&decide(&off)), ["member B C D"]);
}
