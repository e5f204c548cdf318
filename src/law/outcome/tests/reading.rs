//! Ballots read one by one (decide.md sections 3 and 5; C-03 to C-07).

use serde_json::{Value, json};

use super::{
    super::ballots::{Ballot, Reading},
    decide, elected, tally, villagers, with,
};
use crate::{
    body::{Body, Post},
    outcome::record::Seats,
    rules::Rules,
};

/// A vote on a director, a deputy and two members by A, B, C and the ineligible K.
fn read(parameters: &Value, ballots: &Value) -> Value {
    let number: u64 = ballots
        .as_array()
        .expect("a list")
        .iter()
        .map(|ballot| ballot.get("times").map_or(1, |times| times.as_u64().expect("a number")))
        .sum();
    let people: Vec<Value> = ["A", "B", "C", "K"]
        .into_iter()
        .map(|id| json!({ "id": id, "sex": "m", "formal": [], "eligible": id != "K" }))
        .collect();
    decide(&with(
        villagers(),
        &[
            ("parameters", parameters.clone()),
            ("base.registered", json!(1)),
            ("ballots", json!({ "issued": number, "collected": number })),
            (
                "seats",
                json!([
                    { "post": "director", "seats": 1 },
                    { "post": "deputy", "seats": 1 },
                    { "post": "member", "seats": 2 },
                ]),
            ),
            ("candidates", json!(people)),
            ("ballots_read", ballots.clone()),
        ],
    ))
}

/// Valid, invalid, blank.
fn numbers(decision: &Value) -> [u64; 3] {
    ["valid", "invalid", "blank"].map(|name| decision["ballots"][name].as_u64().expect("a number"))
}

#[test]
fn no_mark_and_nothing_illegible_is_blank() {
    let ballots = json!([{}, { "marks": {} }, { "marks": { "member": [] } }, { "illegible": [] }]);
    assert_eq!(numbers(&read(&json!({}), &ballots)), [0, 0, 4]);
    let ballots = json!([{ "illegible": ["deputy"] }, { "marks": {}, "illegible": ["member"] }]);
    for reach in ["part", "ballot"] {
        let decision = read(&json!({ "illegible": reach }), &ballots);
        assert_eq!(numbers(&decision), [0, 2, 0], "{reach}");
    }
}

#[test]
fn a_ballot_counts_as_often_as_it_was_cast() {
    let ballots = json!([
        { "marks": { "director": ["A"] }, "times": 7 },
        { "marks": {}, "times": 5 },
        { "marks": { "director": ["A", "B"] }, "times": 3 },
        { "marks": { "director": ["A"], "member": ["B", "C"] } },
    ]);
    let decision = read(&json!({ "overvote": "ballot" }), &ballots);
    assert_eq!(numbers(&decision), [8, 3, 5]);
    assert_eq!(tally(&decision, "A"), json!({ "director": 8 }));
    assert_eq!(tally(&decision, "B"), json!({ "member": 1 }));
    assert_eq!(tally(&decision, "C"), json!({ "member": 1 }));
}

#[test]
fn an_illegible_part_falls_with_its_marks_or_with_the_whole_ballot() {
    let ballots = json!([
        { "marks": { "director": ["A"], "member": ["B"] }, "illegible": ["director"] },
        { "marks": { "director": ["A"] }, "illegible": ["director"] },
        { "marks": { "director": ["A"] }, "illegible": ["member"] },
        // more marks than seats under a part that falls anyway
        { "marks": { "member": ["A", "B", "C"], "deputy": ["C"] }, "illegible": ["member"] },
    ]);
    let part = read(&json!({ "illegible": "part" }), &ballots);
    assert_eq!(numbers(&part), [3, 1, 0]);
    assert_eq!(tally(&part, "A"), json!({ "director": 1 }));
    assert_eq!(tally(&part, "B"), json!({ "member": 1 }));
    assert_eq!(tally(&part, "C"), json!({ "deputy": 1 }));
    let ballot = read(&json!({ "illegible": "ballot" }), &ballots);
    assert_eq!(numbers(&ballot), [0, 4, 0]);
    assert_eq!(tally(&ballot, "A"), json!({}));
}

#[test]
fn more_marks_than_seats_fall_with_their_section_or_with_the_whole_ballot() {
    let ballots = json!([
        { "marks": { "director": ["A", "B"], "member": ["C"] } },
        { "marks": { "member": ["A", "B", "C"] } },
        { "marks": { "member": ["A", "B"] } },
    ]);
    let section = read(&json!({ "overvote": "section" }), &ballots);
    assert_eq!(numbers(&section), [2, 1, 0]);
    assert_eq!(tally(&section, "A"), json!({ "member": 1 }));
    assert_eq!(tally(&section, "C"), json!({ "member": 1 }));
    let ballot = read(&json!({ "overvote": "ballot" }), &ballots);
    assert_eq!(numbers(&ballot), [1, 2, 0]);
    assert_eq!(tally(&ballot, "A"), json!({ "member": 1 }));
    assert_eq!(tally(&ballot, "C"), json!({}));
}

#[test]
fn a_name_twice_under_one_post_is_one_mark() {
    let ballots = json!([
        { "marks": { "member": ["A", "B", "A", "B"], "director": ["C", "C"] } },
        { "marks": { "member": ["A", "A"] } },
    ]);
    let decision = read(&json!({ "overvote": "ballot", "two_posts": "ballot" }), &ballots);
    assert_eq!(numbers(&decision), [2, 0, 0]);
    assert_eq!(tally(&decision, "A"), json!({ "member": 2 }));
    assert_eq!(tally(&decision, "B"), json!({ "member": 1 }));
    assert_eq!(tally(&decision, "C"), json!({ "director": 1 }));
}

#[test]
fn a_person_marked_for_two_posts_loses_the_marks_or_spoils_the_ballot() {
    let ballots = json!([
        { "marks": { "director": ["A"], "deputy": ["A"], "member": ["A", "B"] } },
        { "marks": { "director": ["A"], "deputy": ["B"], "member": ["A", "B"] } },
        { "marks": { "deputy": ["C"], "member": ["B", "A"] } },
    ]);
    let name = read(&json!({ "two_posts": "name" }), &ballots);
    assert_eq!(numbers(&name), [2, 1, 0], "the second is left without a mark");
    assert_eq!(tally(&name, "A"), json!({ "member": 1 }));
    assert_eq!(tally(&name, "B"), json!({ "member": 2 }));
    assert_eq!(tally(&name, "C"), json!({ "deputy": 1 }));
    let ballot = read(&json!({ "two_posts": "ballot" }), &ballots);
    assert_eq!(numbers(&ballot), [1, 2, 0]);
    assert_eq!(tally(&ballot, "B"), json!({ "member": 1 }));
}

#[test]
fn the_rules_of_reading_act_in_their_order() {
    // the director's section falls first, so that A stands for one post only
    let ballots =
        json!([{ "marks": { "director": ["A"], "member": ["A"] }, "illegible": ["director"] }]);
    let decision = read(&json!({ "two_posts": "ballot" }), &ballots);
    assert_eq!((numbers(&decision), tally(&decision, "A")), ([1, 0, 0], json!({ "member": 1 })));
    let ballots = json!([{ "marks": { "director": ["A", "B"], "member": ["A"] } }]);
    let overvote = json!({ "two_posts": "ballot", "overvote": "section" });
    let decision = read(&overvote, &ballots);
    assert_eq!((numbers(&decision), tally(&decision, "A")), ([1, 0, 0], json!({ "member": 1 })));
    // a name that falls for two posts has counted for the limit before
    let ballots = json!([{ "marks": { "director": ["A"], "member": ["A", "B", "C"] } }]);
    let decision = read(&json!({ "two_posts": "name", "overvote": "section" }), &ballots);
    assert_eq!((numbers(&decision), tally(&decision, "A")), ([1, 0, 0], json!({ "director": 1 })));
}

#[test]
fn marks_for_ineligible_persons_drop_last_and_leave_the_ballot_valid() {
    let ballots = json!([
        { "marks": { "director": ["K"] }, "times": 9 },
        { "marks": { "director": ["A", "K"] } },
        { "marks": { "director": ["K"], "deputy": ["K"] } },
    ]);
    let decision = read(&json!({ "overvote": "ballot", "two_posts": "name" }), &ballots);
    assert_eq!(numbers(&decision), [9, 2, 0]);
    assert_eq!(tally(&decision, "K"), json!({ "director": 9 }), "reported and not counted");
    assert_eq!(decision["tally"][3]["counted"], json!(false));
    assert_eq!(decision["tally"][0]["counted"], json!(true));
    assert_eq!(elected(&decision), [""; 0]);
}

#[test]
fn the_limit_of_marks_is_all_seats_of_the_post() {
    let record = |marks: Value| {
        with(
            villagers(),
            &[
                ("base.registered", json!(1)),
                ("ballots", json!({ "issued": 1, "collected": 1 })),
                (
                    "seats",
                    json!([
                        { "post": "member", "seats": 1 },
                        { "post": "member", "seats": 2, "women_only": true },
                    ]),
                ),
                (
                    "candidates",
                    json!(
                        ["A", "B", "C", "D"]
                            .map(|id| json!({ "id": id, "sex": "m", "formal": [] }))
                    ),
                ),
                ("ballots_read", json!([{ "marks": { "member": marks } }])),
            ],
        )
    };
    assert_eq!(numbers(&decide(&record(json!(["A", "B", "C"])))), [1, 0, 0]);
    assert_eq!(numbers(&decide(&record(json!(["A", "B", "C", "D"])))), [0, 1, 0]);
}

#[test]
fn a_reading_leaves_out_persons_who_are_not_on_the_list() {
    let parameters =
        Rules::shipped("VC18", None).expect("a pack").parameters(Body::VillagersCommittee);
    let seats = |seats| [Seats { post: Post::Member, seats, women_only: false }; 2];
    let mut reading = Reading::new(&parameters, &seats(1), 2);
    let mut ballot = Ballot { marks: [vec![], vec![], vec![0, 5]], ..Ballot::default() };
    reading.add(&mut ballot, 2);
    assert_eq!(reading.votes, [[0, 0, 2], [0, 0, 0]]);
    assert_eq!((reading.ballots, reading.invalid, reading.blank), (2, 0, 0));
    // the limit does not run over
    let mut reading = Reading::new(&parameters, &seats(u32::MAX), 3);
    reading.add(&mut Ballot { marks: [vec![], vec![], vec![0, 1, 2]], ..Ballot::default() }, 1);
    assert_eq!(reading.votes, [[0, 0, 1]; 3]);
    assert_eq!((reading.ballots, reading.invalid, reading.blank), (1, 0, 0));
}
