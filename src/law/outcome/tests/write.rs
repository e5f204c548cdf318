use std::cell::Cell;

use super::*;
use crate::outcome::{Problem, What, write};

#[test]
fn a_decision_is_written_name_by_name() {
    let id = "\u{6768}\"\\\n\u{1}";
    let record = with(
        villagers(),
        &[
            ("seats", json!([{ "post": "member", "seats": 1 }])),
            ("candidates", json!(all_stand("member", &[("Af", 500), (id, 200)]))),
        ],
    )
    .to_string();
    let count = Count::from_json(record.as_bytes()).expect("possible");
    let mut out = Vec::new();
    write::decision(&count.decide(), &mut out).expect("memory takes all");
    let text = String::from_utf8(out).expect("text");
    // in the order of the format, and text escaped as serde_json does it
    let names = [
        "format",
        "pack",
        "overlay",
        "parameters",
        "valid",
        "checks",
        "ballots",
        "elected",
        "ties",
        "kin_excluded",
        "vacant",
        "tally",
        "next",
        "may_convene",
        "may_reduce_seats",
        "next_candidates",
    ];
    let mut rest = text.as_str();
    for name in names {
        let found = rest.split_once(&format!("\"{name}\":"));
        rest = found.unwrap_or_else(|| panic!("{name}: {text}")).1;
    }
    let tallied = format!(r#"{{"candidate":{},"votes":{{"member":200}}"#, json!(id));
    assert!(text.contains(&tallied), "{text}");
}

#[test]
fn each_sign_that_json_escapes_is_escaped_alone_and_twice() {
    let signs = ["\"", "\\", "\u{1}", "\u{1f}", " ", "\u{7f}", "\u{6768}"];
    for id in signs.iter().flat_map(|sign| [(*sign).to_owned(), sign.repeat(2)]) {
        let record = with(
            villagers(),
            &[
                ("seats", json!([{ "post": "member", "seats": 1 }])),
                ("candidates", json!(all_stand("member", &[("Af", 500), (&id, 200)]))),
            ],
        )
        .to_string();
        let count = Count::from_json(record.as_bytes()).expect("possible");
        let mut out = Vec::new();
        write::decision(&count.decide(), &mut out).expect("memory takes all");
        let text = String::from_utf8(out).expect("text");
        let tallied = format!(r#"{{"candidate":{},"votes":{{"member":200}}"#, json!(id));
        assert!(text.contains(&tallied), "{id:?} in {text}");
    }
}

#[test]
fn problems_are_written_with_their_numbers_and_each_word_is_asked_for_once() {
    let asked = Cell::new(0);
    let word = |key: &'static str| {
        asked.set(asked.get() + 1);
        match key {
            "missing" => "missing".to_owned(),
            "not-whole" => "at least {a}".to_owned(),
            _ => "{b} before {a}".to_owned(),
        }
    };
    let problems = [
        ("pack", What::Missing),
        ("a", What::NotWhole(1)),
        ("b", What::NotWhole(0)),
        ("c[0].\"", What::SumAboveSeats(7, 5)),
        ("body", What::Missing),
    ];
    let problems = problems.map(|(path, what)| Problem { path: path.to_owned(), what });
    let mut out = Vec::new();
    let word = |key: &'static str, whole: bool| {
        assert!(!whole, "each has a path");
        word(key)
    };
    write::problems(&problems, &word, &mut out).expect("memory takes all");
    let written: Value = serde_json::from_slice(&out).expect("JSON");
    let expected = json!({ "errors": [
        { "path": "pack", "message": "missing" },
        { "path": "a", "message": "at least 1" },
        { "path": "b", "message": "at least 0" },
        { "path": "c[0].\"", "message": "5 before 7" },
        { "path": "body", "message": "missing" },
    ] });
    assert_eq!(written, expected);
    assert_eq!(asked.get(), 3);
}

#[test]
fn beyond_half_a_million_problems_are_counted() {
    let zeros = |count: usize| {
        let list = vec![0; count];
        let changes = [("pack", json!("VC17")), ("candidates", json!(list))];
        let text = with(villagers(), &changes).to_string();
        Count::from_json(text.as_bytes()).expect_err("not people")
    };
    // one short of the limit: what follows from the values is told too
    let few = zeros(499_999);
    assert_eq!((few.len(), few[499_999].path.as_str()), (500_001, "pack"));
    assert_eq!(few[500_000].what, What::More(1), "no seats");
    let many = zeros(600_000);
    assert_eq!((many.len(), many[499_999].path.as_str()), (500_001, "candidates[499999]"));
    assert_eq!(many[500_000].what, What::More(100_000));
}
