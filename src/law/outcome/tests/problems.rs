//! Every rule of decide.md sections 1 and 5 on what is malformed or impossible, with the exact
//! paths.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::{
    super::{
        Count, Problem, What,
        problem::{Log, Path},
    },
    all_stand, decide, party, problems,
};
use crate::body::Body;

/// A villagers' record with every field that a villagers' record may have.
fn full() -> Value {
    json!({
        "format": "huanjie-count/1", "pack": "VC18", "overlay": "ZJ20",
        "parameters": { "carry_down": true },
        "body": "villagers_committee", "round": "another",
        "base": { "registered": 100 },
        "ballots": { "issued": 90, "collected": 80, "invalid": 5, "blank": 5 },
        "seats": [
            { "post": "director", "seats": 1, "women_only": false },
            { "post": "deputy", "seats": 1 },
            { "post": "member", "seats": 2 },
            { "post": "member", "seats": 1, "women_only": true },
        ],
        "already_elected": [{ "candidate": "P", "post": "member", "sex": "m" }],
        "candidates": [
            {
                "id": "A", "name": "甲", "sex": "m", "formal": ["director", "deputy"],
                "kin": ["B", "P"], "eligible": true, "votes": { "director": 40, "member": 2 },
            },
            { "id": "B", "sex": "f", "formal": [], "eligible": false, "votes": {} },
        ],
    })
}

/// A residents' record.
fn residents() -> Value {
    json!({
        "format": "huanjie-count/1", "pack": "RC18", "body": "residents_committee",
        "round": "first",
        "base": { "registered": 100, "present": 60, "electorate": "all_residents" },
        "ballots": { "issued": 60, "collected": 60, "invalid": 0, "blank": 0 },
        "seats": [{ "post": "director", "seats": 1 }],
        "candidates": [],
    })
}

/// A branch's record with votes against and abstentions.
fn branch() -> Value {
    let mut record = party(40, 2, 30);
    record["candidates"] = json!([{
        "id": "A", "sex": "m", "formal": ["member"], "votes": { "member": 10 },
        "against": { "member": 10 }, "abstain": { "member": 10 },
    }]);
    record
}

/// A plenary's record.
fn plenary() -> Value {
    json!({
        "format": "huanjie-count/1", "pack": "P20", "body": "party_plenary", "round": "first",
        "base": { "full_members": 5, "exempt": 0, "present": 4 },
        "ballots": { "issued": 4, "collected": 4, "invalid": 0, "blank": 0 },
        "seats": [{ "post": "secretary", "seats": 1 }],
        "candidates": [],
    })
}

fn of_body(body: Body) -> Value {
    match body {
        Body::VillagersCommittee => full(),
        Body::ResidentsCommittee => residents(),
        Body::PartyCommittee => branch(),
        Body::PartyPlenary => plenary(),
    }
}

/// The villagers' record with its ballots one by one.
fn read() -> Value {
    let mut record = full();
    record["ballots"] = json!({ "issued": 90, "collected": 5 });
    for candidate in record["candidates"].as_array_mut().expect("a list") {
        candidate.as_object_mut().expect("an object").remove("votes");
    }
    record["ballots_read"] = json!([
        { "marks": { "director": ["A"], "member": ["B"] }, "illegible": ["deputy"], "times": 3 },
        { "marks": {} },
        {},
    ]);
    record
}

fn place<'v>(record: &'v mut Value, pointer: &str) -> (&'v mut Value, String) {
    let (parent, name) = pointer.rsplit_once('/').expect("a pointer");
    (record.pointer_mut(parent).expect("a parent"), name.to_owned())
}

/// The record with another value at a pointer, such as `/seats/0/post`; the index behind the last
/// item of a list adds one.
fn put(mut record: Value, pointer: &str, value: Value) -> Value {
    match place(&mut record, pointer) {
        (Value::Array(list), index) => {
            let index: usize = index.parse().expect("an index");
            if index == list.len() {
                list.push(value);
            } else {
                list[index] = value;
            }
        }
        (object, name) => object[name] = value,
    }
    record
}

fn cut(mut record: Value, pointer: &str) -> Value {
    let (object, name) = place(&mut record, pointer);
    object.as_object_mut().expect("an object").remove(&name).expect("the field");
    record
}

/// The path of a pointer, as decide.md writes it.
fn path(pointer: &str) -> String {
    let mut path = String::new();
    for part in pointer.split('/').skip(1) {
        if part.parse::<usize>().is_ok() {
            path = format!("{path}[{part}]");
        } else if path.is_empty() {
            part.clone_into(&mut path);
        } else {
            path = format!("{path}.{part}");
        }
    }
    path
}

fn paths(record: &Value) -> Vec<String> {
    problems(&record.to_string())
}

/// Everything that is wrong, with what it is.
fn wrong(record: &Value) -> Vec<(String, What)> {
    noted(record.to_string().as_bytes())
}

fn noted(bytes: &[u8]) -> Vec<(String, What)> {
    let Err(problems) = Count::from_json(bytes) else { return Vec::new() };
    assert!(!problems.is_empty(), "refused without a reason");
    problems.into_iter().map(|problem| (problem.path, problem.what)).collect()
}

fn one(path: &str, what: What) -> Vec<(String, What)> {
    vec![(path.to_owned(), what)]
}

#[test]
fn the_records_that_these_tests_break_are_possible() {
    for record in [full(), read(), residents(), branch(), plenary()] {
        assert_eq!(wrong(&record), []);
    }
}

#[test]
fn text_that_is_not_json_or_not_an_object_has_the_empty_path() {
    assert_eq!(noted(b"{\n\"a\" 1}"), one("", What::NotJson(2, 5)));
    assert_eq!(noted(b"\xff{}"), one("", What::NotUtf8));
    for empty in [&b""[..], b"\n", b" \t\r\n", b"\xef\xbb\xbf"] {
        assert_eq!(noted(empty), one("", What::Empty), "{empty:?}");
    }
    let text = full().to_string();
    assert_eq!(problems(&format!("{text} x")), [""]);
    assert_eq!(problems(&text[..text.len() - 1]), [""]);
    for text in ["[]", "[1, 2]", "1", "-1", "1.5", "\"x\"", "null", "true"] {
        assert_eq!(noted(text.as_bytes()), one("", What::NotObject), "{text}");
    }
}

#[test]
fn a_byte_order_mark_is_passed_over_once() {
    let text = full().to_string();
    assert_eq!(problems(&format!("\u{feff}{text}")), [""; 0]);
    assert_eq!(problems(&format!("\u{feff}\u{feff}{text}")), [""]);
}

#[test]
fn every_required_field_is_missed_at_its_own_path() {
    let villagers = [
        "/format",
        "/pack",
        "/body",
        "/round",
        "/base",
        "/ballots",
        "/seats",
        "/candidates",
        "/base/registered",
        "/ballots/issued",
        "/ballots/collected",
        "/ballots/invalid",
        "/ballots/blank",
        "/seats/1/post",
        "/seats/1/seats",
        "/already_elected/0/post",
        "/already_elected/0/sex",
        "/candidates/1/id",
        "/candidates/1/sex",
        "/candidates/1/formal",
        "/candidates/1/votes",
    ];
    let records = [
        (full(), &villagers[..]),
        (residents(), &["/base/registered", "/base/present", "/base/electorate"]),
        (branch(), &["/base/full_members", "/base/exempt", "/base/present"]),
        (plenary(), &["/base/full_members", "/base/exempt", "/base/present"]),
    ];
    for (record, pointers) in records {
        for pointer in pointers {
            let record = cut(record.clone(), pointer);
            assert_eq!(wrong(&record), one(&path(pointer), What::Missing), "{pointer}");
        }
    }
    // nobody but P is kin of A, and P is now nowhere declared with certainty
    let record = cut(full(), "/already_elected/0/candidate");
    assert_eq!(wrong(&record), one("already_elected[0].candidate", What::Missing));
}

#[test]
fn an_empty_object_lacks_exactly_the_eight_required_fields() {
    let required = ["format", "pack", "body", "round", "base", "ballots", "seats", "candidates"];
    assert_eq!(problems("{}"), required);
    let record = put(full(), "/seats/4", json!({}));
    assert_eq!(paths(&record), ["seats[4].post", "seats[4].seats"]);
    let record = put(full(), "/already_elected/1", json!({}));
    let fields = ["candidate", "post", "sex"].map(|field| format!("already_elected[1].{field}"));
    assert_eq!(paths(&record), fields);
    let record = put(full(), "/candidates/2", json!({}));
    let fields = ["id", "sex", "formal", "votes"].map(|field| format!("candidates[2].{field}"));
    assert_eq!(paths(&record), fields);
}

#[test]
fn optional_fields_may_be_absent() {
    let mut record = full();
    for pointer in [
        "/overlay",
        "/parameters",
        "/seats/0/women_only",
        "/candidates/0/name",
        "/candidates/0/kin",
        "/candidates/0/eligible",
        "/already_elected",
    ] {
        record = cut(record, pointer);
        assert_eq!(wrong(&record), [], "{pointer}");
    }
    let record = put(full(), "/overlay", Value::Null);
    assert_eq!(decide(&record)["overlay"], Value::Null, "null is absent");
    let decision = decide(&cut(full(), "/candidates/0/eligible"));
    assert_eq!(decision["tally"][0]["counted"], json!(true), "eligible unless said otherwise");
}

#[test]
fn unknown_fields_are_errors_at_every_level() {
    for pointer in
        ["/x", "/base/x", "/ballots/x", "/seats/0/x", "/already_elected/0/x", "/candidates/1/x"]
    {
        let record = put(full(), pointer, json!([{ "y": 1 }]));
        assert_eq!(wrong(&record), one(&path(pointer), What::UnknownField));
    }
    let record = put(read(), "/ballots_read/1/x", json!(1));
    assert_eq!(wrong(&record), one("ballots_read[1].x", What::UnknownField));
    let record = put(full(), "/parameters/x", json!({ "y": 1 }));
    assert_eq!(wrong(&record), one("parameters.x", What::UnknownParameter));
    for pointer in ["/candidates/0/votes/x", "/candidates/1/votes/mayor"] {
        let record = put(full(), pointer, json!(1));
        assert_eq!(wrong(&record), one(&path(pointer), What::PostNotUp));
    }
}

#[test]
fn a_field_twice_in_one_object_is_an_error_at_its_path() {
    let cases = [
        ("\"pack\":\"VC18\"", "\"pack\":\"VC98\"", "pack"),
        ("\"registered\":100", "\"registered\":1", "base.registered"),
        ("\"invalid\":5", "\"invalid\":6", "ballots.invalid"),
        ("\"carry_down\":true", "\"carry_down\":[1]", "parameters.carry_down"),
        ("\"director\":40", "\"director\":41", "candidates[0].votes.director"),
        ("\"name\":\"甲\"", "\"name\":1", "candidates[0].name"),
        ("\"candidate\":\"P\"", "\"candidate\":\"Q\"", "already_elected[0].candidate"),
    ];
    for (once, again, path) in cases {
        let text = full().to_string();
        assert!(text.contains(once), "{once}");
        let text = text.replace(once, &format!("{once},{again}"));
        assert_eq!(noted(text.as_bytes()), one(path, What::FieldTwice), "{once}");
    }
    for (once, again, path) in [
        ("\"times\":3", "\"times\":4", "ballots_read[0].times"),
        ("\"director\":[\"A\"]", "\"director\":[\"B\"]", "ballots_read[0].marks.director"),
    ] {
        let text = read().to_string().replace(once, &format!("{once},{again}"));
        assert_eq!(noted(text.as_bytes()), one(path, What::FieldTwice), "{once}");
    }
}

/// The values that are none of a kind, and what is noted for them.
fn not_a(kind: What) -> Vec<Value> {
    let all = [
        json!(null),
        json!(true),
        json!(7),
        json!(-1),
        json!(1.5),
        json!("甲"),
        json!([]),
        json!([1, "x"]),
        json!({}),
        json!({ "x": 1 }),
    ];
    let is_one = |value: &Value| match kind {
        What::NotObject => value.is_object(),
        What::NotList => value.is_array(),
        What::NotText => value.is_string(),
        What::NotFlag => value.is_boolean(),
        _ => *value == json!(7),
    };
    all.into_iter().filter(|value| !is_one(value)).collect()
}

/// A record, a kind, and where values of that kind stand in it.
type Kind = (fn() -> Value, What, &'static str);

const KINDS: [Kind; 16] = [
    (full, What::NotObject, "/base /ballots /parameters /seats/1 /already_elected/0"),
    (full, What::NotObject, "/candidates/1 /candidates/0/votes"),
    (full, What::NotList, "/seats /already_elected /candidates"),
    (full, What::NotList, "/candidates/0/formal /candidates/0/kin"),
    (full, What::NotText, "/format /pack /body /round /seats/0/post /candidates/0/id"),
    (full, What::NotText, "/already_elected/0/candidate /already_elected/0/post"),
    (full, What::NotText, "/already_elected/0/sex /candidates/0/name /candidates/0/sex"),
    (full, What::NotText, "/candidates/0/formal/0 /candidates/0/kin/0"),
    (full, What::NotFlag, "/seats/0/women_only /candidates/0/eligible /parameters/carry_down"),
    (full, What::NotWhole(1), "/base/registered /seats/0/seats"),
    (full, What::NotWhole(0), "/ballots/issued /ballots/collected /ballots/invalid"),
    (full, What::NotWhole(0), "/ballots/blank /candidates/0/votes/director"),
    (residents, What::NotText, "/base/electorate"),
    (residents, What::NotWhole(0), "/base/present"),
    (branch, What::NotObject, "/candidates/0/against /candidates/0/abstain"),
    (branch, What::NotWhole(0), "/candidates/0/against/member /base/exempt /base/present"),
];

/// The same where ballots are read one by one.
const KINDS_READ: [Kind; 5] = [
    (read, What::NotObject, "/ballots_read/1 /ballots_read/0/marks"),
    (read, What::NotList, "/ballots_read /ballots_read/0/marks/member"),
    (read, What::NotList, "/ballots_read/0/illegible"),
    (read, What::NotText, "/ballots_read/0/marks/member/0 /ballots_read/0/illegible/0"),
    (read, What::NotWhole(1), "/ballots_read/0/times"),
];

#[test]
fn a_value_of_another_kind_is_an_error_at_its_path() {
    for (record, what, pointers) in KINDS.into_iter().chain(KINDS_READ) {
        for pointer in pointers.split(' ') {
            for value in not_a(what) {
                let text = format!("{pointer} {value}");
                let found = wrong(&put(record(), pointer, value));
                assert_eq!(found, one(&path(pointer), what), "{text}");
            }
        }
    }
}

#[test]
fn null_stands_for_an_absent_overlay_only() {
    for value in [json!(true), json!(7), json!([]), json!({})] {
        assert_eq!(wrong(&put(full(), "/overlay", value)), one("overlay", What::NotText));
    }
}

#[test]
fn a_word_outside_its_set_is_an_error() {
    for (record, pointer) in [
        (full(), "/body"),
        (full(), "/round"),
        (full(), "/seats/2/post"),
        (full(), "/already_elected/0/post"),
        (full(), "/already_elected/0/sex"),
        (full(), "/candidates/0/sex"),
        (residents(), "/base/electorate"),
    ] {
        let found = wrong(&put(record, pointer, json!("First")));
        assert_eq!(found, one(&path(pointer), What::NotAWord));
    }
    let found = wrong(&put(full(), "/format", json!("huanjie-count/2")));
    assert_eq!(found, one("format", What::WrongFormat));
    let found = wrong(&put(full(), "/candidates/0/formal/1", json!("mayor")));
    assert_eq!(found, one("candidates[0].formal[1]", What::PostNotUp));
}

#[test]
fn texts_may_have_escapes() {
    let text =
        full().to_string().replace("\"P\"", "\"\\u0050\"").replace("\"kin\"", "\"k\\u0069n\"");
    assert_eq!(noted(text.as_bytes()), []);
    let text = text.replace("\"\\u0050\",\"post\"", "\"\\u0051\",\"post\"");
    assert_eq!(noted(text.as_bytes()), one("candidates[0].kin[1]", What::UnknownId));
}

#[test]
fn numbers_are_json_integers_to_a_thousand_million() {
    let numbered = |number: &str| {
        let text = full().to_string();
        assert!(text.contains("\"issued\":90"), "{text}");
        noted(text.replace("\"issued\":90", &format!("\"issued\":{number}")).as_bytes())
    };
    for number in ["0", "-0", "9", "1000000000"] {
        assert_eq!(numbered(number), [], "{number}");
    }
    for number in [
        "1.0",
        "1e3",
        "1E0",
        "-1",
        "1000000001",
        "4294967297",
        "10000000000",
        "00000000001e0",
        "100000000000000000000",
        "1e400",
        "9000000000",
        "\"90\"",
    ] {
        let found = numbered(number);
        let text_itself = number.starts_with("00");
        assert_eq!(found.len(), 1, "{number}");
        assert_eq!(found[0].0, if text_itself { "" } else { "ballots.issued" }, "{number}");
    }
}

#[test]
fn some_numbers_are_at_least_one() {
    for (record, pointer) in [
        (full(), "/base/registered"),
        (full(), "/seats/2/seats"),
        (read(), "/ballots_read/0/times"),
        (residents(), "/base/registered"),
        (branch(), "/base/full_members"),
    ] {
        let found = wrong(&put(record, pointer, json!(0)));
        assert!(found.contains(&(path(pointer), What::NotWhole(1))), "{found:?}");
    }
    let zero = json!({ "issued": 0, "collected": 0, "invalid": 0, "blank": 0 });
    let record = put(put(full(), "/ballots", zero), "/candidates/0/votes", json!({ "member": 0 }));
    assert_eq!(wrong(&record), []);
    let record = put(branch(), "/base", json!({ "full_members": 1, "exempt": 0, "present": 0 }));
    assert_eq!(wrong(&record), []);
    let record = put(full(), "/base/registered", json!(1));
    assert_eq!(wrong(&record), []);
}

#[test]
fn packs_and_overlays_are_known_and_of_the_body() {
    let packs = [
        (Body::VillagersCommittee, &["VC98", "VC10", "VC18", "VC25"][..]),
        (Body::ResidentsCommittee, &["RC89", "RC18", "RC25"]),
        (Body::PartyCommittee, &["P90", "P20"]),
        (Body::PartyPlenary, &["P90", "P20"]),
    ];
    let villages = ["ZJ20", "SH20", "BJ12", "HN", "SD12", "ZJ04", "SD11"];
    let towns = ["BJ91", "HNR20", "GX"];
    for (body, own) in packs {
        let record = cut_overlay(of_body(body));
        for (_, ids) in packs {
            for id in ids {
                let found = wrong(&put(record.clone(), "/pack", json!(id)));
                let expected = if own.contains(id) { vec![] } else { one("pack", What::WrongPack) };
                assert_eq!(found, expected, "{body:?} {id}");
            }
        }
        for id in villages.into_iter().chain(towns) {
            let found = wrong(&put(record.clone(), "/overlay", json!(id)));
            let fits = match body {
                Body::VillagersCommittee => villages.contains(&id),
                Body::ResidentsCommittee => towns.contains(&id),
                Body::PartyCommittee | Body::PartyPlenary => false,
            };
            let expected = if fits { vec![] } else { one("overlay", What::WrongOverlay) };
            assert_eq!(found, expected, "{body:?} {id}");
        }
        // an overlay is no pack, a pack no overlay
        for id in ["ZJ20", "GX", "VC", ""] {
            let found = wrong(&put(record.clone(), "/pack", json!(id)));
            assert_eq!(found, one("pack", What::UnknownPack));
        }
        for id in ["VC18", "RC18", "zj20", ""] {
            let found = wrong(&put(record.clone(), "/overlay", json!(id)));
            assert_eq!(found, one("overlay", What::UnknownOverlay));
        }
    }
}

fn cut_overlay(mut record: Value) -> Value {
    record.as_object_mut().expect("an object").remove("overlay");
    record
}

#[test]
fn an_unreadable_body_hides_nothing_else() {
    let record = put(full(), "/body", json!("committee"));
    assert_eq!(paths(&record), ["body"]);
    let record = put(record, "/pack", json!("RC18"));
    assert_eq!(paths(&record), ["body"], "whose pack it is cannot be told");
    let record = put(record, "/pack", json!("RC19"));
    let record = put(record, "/parameters/another_bar", json!("quarter"));
    let record = put(record, "/candidates/0/votes/director", json!(71));
    let record = put(record, "/candidates/0/against", json!({ "deputy": 70 }));
    let mut found = paths(&record);
    found.sort();
    let sums =
        ["body", "candidates[0].votes.director", "pack", "parameters.another_bar", "seats[0]"];
    assert_eq!(found, sums);
    let party_only =
        put(put(full(), "/body", json!("x")), "/parameters/party_quorum", json!("at_least"));
    assert_eq!(paths(&party_only), ["body"]);
}

#[test]
fn rounds_belong_to_bodies() {
    for body in Body::ALL {
        for round in ["first", "another", "tie_revote", "recall", "pre_election"] {
            let found = wrong(&put(of_body(body), "/round", json!(round)));
            let fits = match round {
                "recall" => body == Body::VillagersCommittee,
                "pre_election" => matches!(body, Body::PartyCommittee | Body::PartyPlenary),
                _ => true,
            };
            let expected = if fits { vec![] } else { one("round", What::WrongRound) };
            assert_eq!(found, expected, "{body:?} {round}");
        }
    }
}

/// The parameters with all their values.
const PARAMETERS: [(&str, &[&str]); 14] = [
    ("participants", &["collected", "issued"]),
    ("difference", &["required", "not_required"]),
    ("overvote", &["ballot", "section"]),
    ("two_posts", &["ballot", "name"]),
    ("illegible", &["ballot", "part"]),
    ("carry_down", &["true", "false"]),
    ("women_seat", &["true", "false"]),
    ("kin_avoidance", &["true", "false"]),
    ("another_bar", &["third", "half_then_third"]),
    ("may_convene", &["three", "director_and_more_than_three"]),
    ("quorum", &["half", "two_thirds"]),
    ("party_quorum", &["at_least", "more_than"]),
    ("party_ballots", &["present", "issued"]),
    ("pre_election_base", &["present", "should"]),
];

fn parameter_fits(name: &str, body: Body) -> bool {
    let party = ["party_quorum", "party_ballots", "pre_election_base"].contains(&name);
    let reading = ["overvote", "two_posts", "illegible"].contains(&name);
    match body {
        Body::VillagersCommittee => name != "quorum" && !party,
        Body::ResidentsCommittee => name != "participants" && !party,
        Body::PartyCommittee => name == "difference" || reading || party,
        Body::PartyPlenary => reading || (party && name != "party_quorum"),
    }
}

fn parameter_value(word: &str) -> Value {
    match word {
        "true" => json!(true),
        "false" => json!(false),
        word => json!(word),
    }
}

#[test]
fn each_body_takes_its_own_parameters_with_every_value_and_shows_them() {
    for body in Body::ALL {
        for (name, values) in PARAMETERS {
            for value in values {
                let value = parameter_value(value);
                let record = put(of_body(body), "/parameters", json!({ name: value }));
                if parameter_fits(name, body) {
                    let shown = decide(&record)["parameters"].clone();
                    assert_eq!(shown[name], value, "{body:?} {name}");
                    let names: HashSet<&str> =
                        shown.as_object().expect("an object").keys().map(String::as_str).collect();
                    let all = PARAMETERS.iter().map(|(name, _)| *name);
                    let fit: HashSet<&str> =
                        all.filter(|name| parameter_fits(name, body)).collect();
                    assert_eq!(names, fit, "{body:?}");
                } else {
                    let path = format!("parameters.{name}");
                    assert_eq!(wrong(&record), one(&path, What::ParameterOfOtherBody));
                }
            }
        }
    }
}

#[test]
fn a_parameter_takes_no_other_value() {
    for body in Body::ALL {
        for (name, values) in PARAMETERS {
            if !parameter_fits(name, body) {
                continue;
            }
            let flag = values.contains(&"true");
            for (_, others) in PARAMETERS {
                for other in others.iter().filter(|other| !values.contains(other)) {
                    let value = parameter_value(other);
                    let what = match (flag, value.is_boolean()) {
                        (true, _) => What::NotFlag,
                        (false, true) => What::NotText,
                        (false, false) => What::NotAWord,
                    };
                    let record = put(of_body(body), "/parameters", json!({ name: value }));
                    assert_eq!(wrong(&record), one(&format!("parameters.{name}"), what));
                }
            }
        }
    }
}

#[test]
fn a_parameter_left_out_has_the_value_of_the_layers() {
    let default = |record: &Value, name: &str| decide(record)["parameters"][name].clone();
    let villagers =
        |overlay: &str| put(put(full(), "/overlay", json!(overlay)), "/parameters", json!({}));
    let none = cut_overlay(put(full(), "/parameters", json!({})));
    for (name, value) in [
        ("participants", "collected"),
        ("difference", "required"),
        ("overvote", "ballot"),
        ("two_posts", "name"),
        ("illegible", "part"),
        ("another_bar", "third"),
        ("may_convene", "three"),
    ] {
        assert_eq!(default(&none, name), json!(value), "{name}");
    }
    assert_eq!(default(&none, "carry_down"), json!(false));
    assert_eq!(default(&none, "women_seat"), json!(true));
    assert_eq!(default(&put(none.clone(), "/pack", json!("VC98")), "women_seat"), json!(false));
    assert_eq!(default(&none, "kin_avoidance"), json!(false));
    for overlay in ["ZJ20", "ZJ04", "SD11", "SH20", "HN"] {
        assert_eq!(default(&villagers(overlay), "kin_avoidance"), json!(true), "{overlay}");
    }
    for overlay in ["ZJ20", "ZJ04", "SD11"] {
        assert_eq!(default(&villagers(overlay), "two_posts"), json!("ballot"), "{overlay}");
    }
    for overlay in ["BJ12", "HN"] {
        assert_eq!(default(&villagers(overlay), "illegible"), json!("ballot"), "{overlay}");
    }
    assert_eq!(default(&villagers("HN"), "overvote"), json!("section"));
    assert_eq!(default(&villagers("HN"), "another_bar"), json!("half_then_third"));
    let convenes = default(&villagers("BJ12"), "may_convene");
    assert_eq!(convenes, json!("director_and_more_than_three"));
}

#[test]
fn a_parameter_of_residents_and_the_party_left_out_has_the_value_of_the_pack() {
    let default = |record: &Value, name: &str| decide(record)["parameters"][name].clone();
    assert_eq!(default(&residents(), "difference"), json!("not_required"));
    assert_eq!(default(&residents(), "quorum"), json!("half"));
    let guangxi = put(residents(), "/overlay", json!("GX"));
    assert_eq!(default(&guangxi, "quorum"), json!("half"));
    let delegates = put(guangxi, "/base/electorate", json!("group_delegates"));
    assert_eq!(default(&delegates, "quorum"), json!("two_thirds"));
    assert_eq!(default(&branch(), "difference"), json!("required"));
    assert_eq!(default(&branch(), "party_quorum"), json!("at_least"));
    assert_eq!(default(&branch(), "party_ballots"), json!("present"));
    let old = put(branch(), "/pack", json!("P90"));
    assert_eq!(default(&old, "party_ballots"), json!("issued"));
    assert_eq!(default(&branch(), "pre_election_base"), json!("present"));
}

#[test]
fn a_decision_under_a_draft_says_so() {
    let draft = |record: &Value| decide(record).get("draft").cloned();
    assert_eq!(draft(&full()), None);
    assert_eq!(draft(&put(full(), "/pack", json!("VC25"))), Some(json!(true)));
    assert_eq!(draft(&put(full(), "/overlay", json!("ZJ04"))), Some(json!(true)));
    assert_eq!(draft(&put(residents(), "/pack", json!("RC25"))), Some(json!(true)));
    assert_eq!(draft(&residents()), None);
}

#[test]
fn the_base_has_the_fields_of_the_body() {
    let extra = |body: Body, names: &[&str]| {
        for name in names {
            let value = if *name == "electorate" { json!("all_residents") } else { json!(1) };
            let pointer = format!("/base/{name}");
            let found = wrong(&put(of_body(body), &pointer, value));
            assert_eq!(found, one(&path(&pointer), What::FieldOfOtherBody));
        }
    };
    extra(Body::VillagersCommittee, &["present", "electorate", "full_members", "exempt"]);
    extra(Body::ResidentsCommittee, &["full_members", "exempt"]);
    extra(Body::PartyCommittee, &["registered", "electorate"]);
    extra(Body::PartyPlenary, &["registered", "electorate"]);
    let record = put(full(), "/base/present", json!(101));
    assert_eq!(wrong(&record), one("base.present", What::FieldOfOtherBody));
    let record = put(full(), "/base/exempt", json!(101));
    assert_eq!(wrong(&record), one("base.exempt", What::FieldOfOtherBody));
}

#[test]
fn no_more_are_present_or_exempt_than_there_are() {
    let with_present = |record, present: u32| wrong(&put(record, "/base/present", json!(present)));
    assert_eq!(with_present(residents(), 100), []);
    let found = with_present(residents(), 101);
    assert_eq!(found, one("base.present", What::PresentAboveBase(101, 100)));
    assert_eq!(with_present(branch(), 40), [], "those exempt may come all the same");
    let found = with_present(branch(), 41);
    assert_eq!(found, one("base.present", What::PresentAboveBase(41, 40)));
    let with_exempt = |record, exempt: u32| wrong(&put(record, "/base/exempt", json!(exempt)));
    assert_eq!(with_exempt(branch(), 40), []);
    let found = with_exempt(branch(), 41);
    assert_eq!(found, one("base.exempt", What::ExemptAboveMembers(41, 40)));
    let found = with_exempt(plenary(), 1);
    assert_eq!(found, one("base.exempt", What::ExemptInPlenary));
    let unread = put(put(branch(), "/base/exempt", json!(41)), "/base/full_members", json!("x"));
    assert_eq!(paths(&unread), ["base.full_members"]);
}

#[test]
fn seats_name_posts_of_the_body_in_order_of_rank() {
    let seats = |body: Body, posts: &[&str]| {
        let seats: Vec<Value> =
            posts.iter().map(|post| json!({ "post": post, "seats": 1 })).collect();
        let record = put(of_body(body), "/candidates", json!([]));
        wrong(&put(put(record, "/already_elected", json!([])), "/seats", json!(seats)))
    };
    let other = |index: usize| one(&format!("seats[{index}].post"), What::PostOfOtherBody);
    for body in [Body::VillagersCommittee, Body::ResidentsCommittee] {
        assert_eq!(seats(body, &["director", "deputy", "member"]), []);
        assert_eq!(seats(body, &["secretary", "deputy", "member"]), other(0));
    }
    assert_eq!(seats(Body::PartyCommittee, &["secretary", "deputy", "member"]), []);
    assert_eq!(seats(Body::PartyCommittee, &["director", "member"]), other(0));
    assert_eq!(seats(Body::PartyPlenary, &["secretary", "deputy"]), []);
    assert_eq!(seats(Body::PartyPlenary, &["secretary", "deputy", "member"]), other(2));
    let villagers = |posts: &[&str]| seats(Body::VillagersCommittee, posts);
    assert_eq!(villagers(&[]), one("seats", What::NoSeats));
    assert_eq!(villagers(&["member"]), []);
    assert_eq!(villagers(&["deputy", "director"]), one("seats[1].post", What::PostOrder));
    let two = villagers(&["member", "director", "deputy"]);
    let at = |index: usize, what| (format!("seats[{index}].post"), what);
    assert_eq!(two, [at(1, What::PostOrder), at(2, What::PostOrder)]);
    // a post of another body is not ranked
    assert_eq!(villagers(&["secretary", "director"]), other(0));
}

#[test]
fn a_post_occurs_twice_only_with_its_second_entry_for_women() {
    let seats = |women: &[bool]| {
        let seats: Vec<Value> = women
            .iter()
            .map(|women| json!({ "post": "member", "seats": 1, "women_only": women }))
            .collect();
        let record = put(full(), "/candidates", json!([]));
        wrong(&put(record, "/seats", json!(seats)))
    };
    assert_eq!(seats(&[false]), []);
    assert_eq!(seats(&[true]), [], "a single entry may be for women only");
    assert_eq!(seats(&[false, true]), []);
    assert_eq!(seats(&[false, false]), one("seats[1].post", What::PostTwice));
    let first_women = one("seats[0].women_only", What::FirstWomenOnly);
    assert_eq!(seats(&[true, true]), first_women);
    let both = [one("seats[1].post", What::PostTwice), first_women].concat();
    assert_eq!(seats(&[true, false]), both);
    assert_eq!(seats(&[false, true, true]), one("seats[2].post", What::PostTwice));
    let twice = ["seats[1].post", "seats[2].post"].map(|path| (path.to_owned(), What::PostTwice));
    assert_eq!(seats(&[false, false, true]), twice);
    // whether it is for women only cannot be told: nothing follows
    let record = put(full(), "/seats/3/women_only", json!("x"));
    assert_eq!(wrong(&record), one("seats[3].women_only", What::NotFlag));
}

#[test]
fn nothing_follows_for_posts_where_seats_cannot_be_read() {
    let record = put(full(), "/seats/1/post", json!("mayor"));
    assert_eq!(paths(&record), ["seats[1].post"]);
    let record = put(full(), "/seats", json!([]));
    assert_eq!(paths(&record), ["seats"]);
    let record = put(branch(), "/seats/0/post", json!("director"));
    assert_eq!(paths(&record), ["seats[0].post"]);
    // the votes of a person are still compared with the ballots
    let record = put(put(full(), "/seats", json!(1)), "/candidates/0/votes/director", json!(71));
    assert_eq!(paths(&record), ["seats", "candidates[0].votes.director"]);
    let record = put(read(), "/seats/1/post", json!("mayor"));
    assert_eq!(paths(&record), ["seats[1].post"]);
}

#[test]
fn votes_and_formal_candidates_are_for_posts_that_are_up() {
    let mut record = full();
    record["seats"] = json!([{ "post": "director", "seats": 1 }]);
    assert_eq!(
        wrong(&record),
        [
            ("candidates[0].formal[1]".to_owned(), What::PostNotUp),
            ("candidates[0].votes.member".to_owned(), What::PostNotUp),
        ]
    );
    let record = put(branch(), "/candidates/0/against", json!({ "deputy": 1, "director": 0 }));
    let at = |post: &str| (format!("candidates[0].against.{post}"), What::PostNotUp);
    assert_eq!(wrong(&record), [at("director"), at("deputy")]);
    let record = put(branch(), "/candidates/0/abstain", json!({ "x": 0 }));
    assert_eq!(paths(&record), ["candidates[0].abstain.x"]);
    // above the ballots, but first of all not up
    let record = put(branch(), "/candidates/0/votes/deputy", json!(999));
    assert_eq!(wrong(&record), one("candidates[0].votes.deputy", What::PostNotUp));
    let record = put(branch(), "/candidates/0/votes/deputy", json!("x"));
    assert_eq!(paths(&record), ["candidates[0].votes.deputy"]);
}

#[test]
fn an_id_stands_once_in_each_list() {
    let record = put(full(), "/candidates/1/id", json!("A"));
    let found = [("candidates[1].id", What::IdTwice), ("candidates[0].kin[0]", What::UnknownId)];
    assert_eq!(wrong(&record), found.map(|(path, what)| (path.to_owned(), what)));
    let again = json!({ "candidate": "P", "post": "deputy", "sex": "m" });
    let record = put(full(), "/already_elected/1", again);
    assert_eq!(wrong(&record), one("already_elected[1].candidate", What::IdTwice));
    // one may stand in both lists
    let both = json!({ "candidate": "A", "post": "deputy", "sex": "m" });
    assert_eq!(wrong(&put(full(), "/already_elected/1", both)), []);
}

#[test]
fn kin_are_declared_persons_but_never_oneself() {
    let record = put(full(), "/candidates/0/kin/2", json!("A"));
    assert_eq!(wrong(&record), one("candidates[0].kin[2]", What::KinOfSelf));
    let record = put(full(), "/candidates/0/kin/2", json!("Q"));
    assert_eq!(wrong(&record), one("candidates[0].kin[2]", What::UnknownId));
    let record = put(full(), "/candidates/1/kin", json!(["A", "P", "A"]));
    assert_eq!(wrong(&record), []);
    let record = cut(put(full(), "/candidates/0/kin", json!(["Q"])), "/already_elected");
    assert_eq!(wrong(&record), one("candidates[0].kin[0]", What::UnknownId), "nobody was elected");
    // an unreadable id might be the one that is named
    let unknown = put(full(), "/candidates/0/kin/2", json!("Q"));
    let record = put(unknown.clone(), "/candidates/1/id", json!(1));
    assert_eq!(paths(&record), ["candidates[1].id"]);
    let record = put(unknown.clone(), "/already_elected/0/candidate", json!(1));
    assert_eq!(paths(&record), ["already_elected[0].candidate"]);
    let record = put(unknown, "/already_elected", json!(1));
    assert_eq!(paths(&record), ["already_elected"]);
}

#[test]
fn an_elected_candidate_keeps_the_sex_and_the_post_is_of_the_body() {
    let elected = |id: &str, post: &str, sex: &str| {
        let entry = json!({ "candidate": id, "post": post, "sex": sex });
        wrong(&put(full(), "/already_elected/1", entry))
    };
    assert_eq!(elected("B", "deputy", "f"), []);
    assert_eq!(elected("B", "deputy", "m"), one("already_elected[1].sex", What::SexDiffers));
    assert_eq!(elected("new", "deputy", "f"), [], "the id may be new");
    let other = one("already_elected[1].post", What::PostOfOtherBody);
    assert_eq!(elected("new", "secretary", "f"), other);
}

#[test]
fn invalid_and_blank_ballots_are_among_those_collected() {
    let ballots = |invalid: u32, blank: u32| {
        let record = put(full(), "/candidates", json!([]));
        let ballots = json!({
            "issued": 90, "collected": 80, "invalid": invalid, "blank": blank,
        });
        wrong(&put(record, "/ballots", ballots))
    };
    assert_eq!(ballots(50, 30), []);
    assert_eq!(ballots(50, 31), one("ballots", What::InvalidAboveCollected(81, 80)));
    // then the votes are compared with nothing
    let record = put(full(), "/ballots/invalid", json!(76));
    assert_eq!(paths(&record), ["ballots"]);
}

#[test]
fn nobody_has_more_votes_than_there_are_valid_ballots() {
    let votes = |votes: u32| wrong(&put(full(), "/candidates/0/votes/member", json!(votes)));
    assert_eq!(votes(70), []);
    let above = one("candidates[0].votes.member", What::VotesAboveValid(71, 70));
    assert_eq!(votes(71), above);
    let record = put(full(), "/candidates/1/votes/member", json!(71));
    assert_eq!(paths(&record), ["candidates[1].votes.member"], "also of an ineligible person");
    // without the number issued, which is missed, the votes are compared all the same
    let record = put(cut(full(), "/ballots/issued"), "/candidates/0/votes/member", json!(71));
    assert_eq!(paths(&record), ["ballots.issued", "candidates[0].votes.member"]);
    let record = put(cut(full(), "/ballots/blank"), "/candidates/0/votes/member", json!(71));
    assert_eq!(paths(&record), ["ballots.blank"]);
}

#[test]
fn votes_for_and_against_and_abstentions_are_not_more_than_the_valid_ballots() {
    let against = |votes: u32| wrong(&put(branch(), "/candidates/0/against/member", json!(votes)));
    assert_eq!(against(10), []);
    let above = one("candidates[0].votes.member", What::VotesAboveValid(31, 30));
    assert_eq!(against(11), above);
    let record = put(branch(), "/candidates/0/abstain/member", json!(11));
    assert_eq!(wrong(&record), above);
    let record = put(branch(), "/candidates/0/votes/member", json!(11));
    assert_eq!(wrong(&record), above);
    let record = put(branch(), "/candidates/0/votes", json!({}));
    let record = put(record, "/candidates/0/abstain/member", json!(21));
    assert_eq!(wrong(&record), above, "a post without votes too");
    for name in ["against", "abstain"] {
        for record in [full(), residents()] {
            let candidate = json!({ "id": "C", "sex": "m", "formal": [], "votes": {}, name: {} });
            let record = put(put(record, "/candidates", json!([])), "/candidates/0", candidate);
            let path = format!("candidates[0].{name}");
            assert_eq!(wrong(&cut_kin(record)), one(&path, What::FieldOfOtherBody));
        }
    }
}

fn cut_kin(record: Value) -> Value {
    put(record, "/already_elected", json!([]))
}

#[test]
fn the_votes_of_a_post_fit_its_seats() {
    // 70 valid ballots; two open seats and one for women: 210 votes
    let votes = |last: u32, eligible: bool| {
        let person = |id: &str, votes: u32| {
            json!({ "id": id, "sex": "m", "formal": [], "eligible": eligible,
                "votes": { "member": votes } })
        };
        let people = json!([person("A", 70), person("B", 70), person("C", 69), person("D", last)]);
        wrong(&put(full(), "/candidates", people))
    };
    assert_eq!(votes(1, true), []);
    let above = one("seats[2]", What::SumAboveSeats(211, 210));
    assert_eq!(votes(2, true), above);
    assert_eq!(votes(2, false), above, "votes for ineligible persons too");
    // a recall is no exception: everybody may vote out all three, but no more than three sit there
    let recall = |last: u32| {
        let votes = [("A", 70), ("B", 70), ("C", 70), ("D", last)];
        let record = put(full(), "/candidates", json!(all_stand("member", &votes)));
        wrong(&put(record, "/round", json!("recall")))
    };
    assert_eq!(recall(0), []);
    assert_eq!(recall(1), above);
    // 35 + 35 for the director, carried down to the deputy, are no votes for the deputy
    let person = |id: &str| json!({ "id": id, "sex": "m", "formal": [], "votes": { "director": 35, "deputy": 35 } });
    let record = put(full(), "/candidates", json!([person("A"), person("B")]));
    assert_eq!(wrong(&record), []);
    // one of the two entries cannot be read: the sum is compared with nothing
    let record = put(full(), "/seats/3/seats", json!(0));
    let people = json!([{ "id": "A", "sex": "m", "formal": [], "votes": { "member": 70 } }]);
    assert_eq!(paths(&put(record, "/candidates", people)), ["seats[3].seats"]);
}

#[test]
fn void_votes_are_no_errors() {
    let record = put(full(), "/ballots/issued", json!(79));
    assert_eq!(decide(&record)["valid"], json!(false), "more collected than issued");
    let record = put(full(), "/base/registered", json!(160));
    assert_eq!(decide(&record)["valid"], json!(false), "turnout missed");
    assert_eq!(decide(&full())["valid"], json!(false), "no difference");
}

#[test]
fn ballots_read_are_as_many_as_collected() {
    let collected = |collected: u32| wrong(&put(read(), "/ballots/collected", json!(collected)));
    assert_eq!(collected(5), []);
    assert_eq!(collected(6), one("ballots_read", What::BallotsReadNumber(5, 6)));
    assert_eq!(collected(4), one("ballots_read", What::BallotsReadNumber(5, 4)));
    let record = put(read(), "/ballots_read", json!([]));
    assert_eq!(wrong(&record), one("ballots_read", What::BallotsReadNumber(0, 5)));
    // ballots in which something is wrong count, but for those whose number cannot be read
    let record = put(read(), "/ballots_read/0/marks/member/0", json!("Q"));
    assert_eq!(paths(&record), ["ballots_read[0].marks.member[0]"]);
    let found = paths(&put(record, "/ballots/collected", json!(6)));
    assert_eq!(found, ["ballots_read[0].marks.member[0]", "ballots_read"]);
    let record = put(read(), "/ballots_read/0/times", json!(-1));
    let record = put(record, "/ballots/collected", json!(9));
    assert_eq!(paths(&record), ["ballots_read[0].times"]);
}

#[test]
fn marks_name_candidates_and_posts_that_are_up() {
    let record = put(read(), "/ballots_read/0/marks/member/1", json!("Q"));
    assert_eq!(wrong(&record), one("ballots_read[0].marks.member[1]", What::UnknownId));
    let record = put(read(), "/ballots_read/0/marks/member/1", json!("P"));
    assert_eq!(paths(&record), ["ballots_read[0].marks.member[1]"], "P stands for nothing");
    for post in ["secretary", "mayor"] {
        let record = put(read(), &format!("/ballots_read/1/marks/{post}"), json!(["A"]));
        let path = format!("ballots_read[1].marks.{post}");
        assert_eq!(wrong(&record), one(&path, What::PostNotUp));
        let record = put(read(), "/ballots_read/0/illegible/1", json!(post));
        assert_eq!(wrong(&record), one("ballots_read[0].illegible[1]", What::PostNotUp));
    }
    let unknown_twice = put(read(), "/ballots_read/1/marks", json!({ "mayor": [], "chief": [] }));
    let found = ["ballots_read[1].marks.chief", "ballots_read[1].marks.mayor"];
    assert_eq!(paths(&unknown_twice), found);
    // with a director's section and a word that is no post: not the same field twice
    let record = put(read(), "/ballots_read/0/marks/mayor", json!([]));
    assert_eq!(paths(&record), ["ballots_read[0].marks.mayor"]);
    // a name twice in illegible is no error
    let record = put(read(), "/ballots_read/0/illegible", json!(["deputy", "deputy"]));
    assert_eq!(wrong(&record), []);
    // an unreadable id might be the one that is marked
    let record = put(read(), "/ballots_read/0/marks/member/1", json!("Q"));
    let record = put(record, "/candidates/1/id", json!(1));
    assert_eq!(paths(&record), ["candidates[1].id"]);
    let record = put(read(), "/candidates", json!(1));
    assert_eq!(paths(&record), ["candidates"]);
}

#[test]
fn with_ballots_one_by_one_the_sums_are_absent() {
    for name in ["invalid", "blank"] {
        let record = put(read(), &format!("/ballots/{name}"), json!(0));
        assert_eq!(wrong(&record), one(&format!("ballots.{name}"), What::WithBallotsRead));
    }
    let record = put(read(), "/candidates/1/votes", json!({}));
    assert_eq!(wrong(&record), one("candidates[1].votes", What::WithBallotsRead));
    let record = put(read(), "/candidates/1/votes", json!({ "secretary": 1000 }));
    assert_eq!(paths(&record), ["candidates[1].votes"]);
    let record = put(read(), "/candidates/1/against", json!({}));
    assert_eq!(wrong(&record), one("candidates[1].against", What::FieldOfOtherBody));
    let mut record = branch();
    record["ballots"] = json!({ "issued": 30, "collected": 30 });
    record["ballots_read"] = json!([{ "times": 30 }]);
    for name in ["votes", "against", "abstain"] {
        let mut record = record.clone();
        let person = record["candidates"][0].as_object_mut().expect("an object");
        person.retain(|field, _| {
            field == name || !["votes", "against", "abstain"].contains(&field.as_str())
        });
        assert_eq!(wrong(&record), one(&format!("candidates[0].{name}"), What::WithBallotsRead));
    }
    for name in ["issued", "collected"] {
        let found = wrong(&cut(read(), &format!("/ballots/{name}")));
        assert_eq!(found, one(&format!("ballots.{name}"), What::Missing));
    }
    // they are absent even where the list cannot be read
    let record = put(put(read(), "/ballots_read", json!(1)), "/ballots/blank", json!(0));
    assert_eq!(paths(&record), ["ballots_read", "ballots.blank"]);
    // and nothing follows from numbers that should not be there
    let record = put(record, "/ballots/invalid", json!(6));
    assert_eq!(paths(&record), ["ballots_read", "ballots.invalid", "ballots.blank"]);
}

#[test]
fn one_path_has_one_error() {
    // not up as a word, and above the ballots
    let record = put(branch(), "/candidates/0/formal", json!(["mayor", "mayor"]));
    assert_eq!(paths(&record), ["candidates[0].formal[0]", "candidates[0].formal[1]"]);
    let text = full().to_string().replace("\"pack\":\"VC18\"", "\"x\":1,\"x\":2,\"pack\":\"VC18\"");
    assert_eq!(problems(&text), ["x"]);
}

#[test]
fn a_post_that_is_not_up_is_named_where_it_stands_in_the_list() {
    for (list, wrong) in [
        (json!(["director", "secretary"]), &[1][..]),
        (json!(["secretary", "director"]), &[0]),
        (json!(["member", "secretary", "director"]), &[1]),
        (json!(["secretary", "secretary"]), &[0, 1]),
        (json!(["director", "director", "secretary"]), &[2]),
    ] {
        let record = put(full(), "/candidates/0/formal", list);
        let paths_of = |at: &i32| format!("candidates[0].formal[{at}]");
        assert_eq!(paths(&record), wrong.iter().map(paths_of).collect::<Vec<_>>());
    }
}

#[test]
fn every_problem_is_found_in_one_go() {
    let mut record = full();
    record["round"] = json!("pre_election");
    record["base"]["registered"] = json!(0);
    record["seats"][0]["seats"] = json!(-1);
    record["candidates"][0]["votes"]["deputy"] = json!(71);
    record["candidates"][1]["kin"] = json!(["Z"]);
    record["x"] = json!(1);
    let mut found = paths(&record);
    found.sort();
    let all = [
        "base.registered",
        "candidates[0].votes.deputy",
        "candidates[1].kin[0]",
        "round",
        "seats[0].seats",
        "seats[1]",
        "x",
    ];
    assert_eq!(found, all);
}

#[test]
fn problems_beyond_the_limit_are_counted_only() {
    let mut log = Log::default();
    assert!(log.is_empty());
    let root = Path::Root;
    let list = root.field("candidates");
    for index in 0..500_002 {
        log.note(&list.item(index), What::Missing);
    }
    assert_eq!(log.count(), 500_002);
    log.pass_over();
    assert_eq!(log.count(), 500_003, "the rest of a list counts once");
    assert!(!log.is_empty());
    let problems = log.into_problems();
    assert_eq!(problems.len(), 500_001);
    assert_eq!(problems[499_999].path, "candidates[499999]");
    assert_eq!(problems[500_000], Problem { path: String::new(), what: What::More(3) });
}

#[test]
fn the_rest_of_a_list_is_passed_over_and_what_is_no_object_counts() {
    let more = |list: &str| {
        let zeros = "0,".repeat(500_000);
        let text = format!(r#"{{"pack":1,"candidates":[{zeros}{list}]}}"#);
        let problems = noted(text.as_bytes());
        // the pack is one of those that are listed
        assert_eq!((problems.len(), problems[499_999].0.as_str()), (500_001, "candidates[499998]"));
        match problems[500_000].1 {
            What::More(count) => count,
            other => panic!("{other:?}"),
        }
    };
    // the last zero that is not listed, and all fields that the record lacks
    let least = more("0") - 1;
    for scalar in ["true", "-1", "1", "1.5", "\"a\"", "null", "[{}]"] {
        assert_eq!(more(scalar), least + 1, "{scalar}");
        assert_eq!(more(&format!("{scalar},{scalar}")), least + 2, "{scalar}");
    }
    assert_eq!(more("{},{\"id\":1}"), least + 1, "objects are not looked into");
}

/// One of each.
const EVERY: [What; 40] = [
    What::NotJson(3, 4),
    What::Empty,
    What::NotUtf8,
    What::Missing,
    What::UnknownField,
    What::FieldTwice,
    What::NotObject,
    What::NotList,
    What::NotText,
    What::NotFlag,
    What::NotWhole(1),
    What::NotAWord,
    What::WrongFormat,
    What::UnknownPack,
    What::WrongPack,
    What::UnknownOverlay,
    What::WrongOverlay,
    What::WrongRound,
    What::UnknownParameter,
    What::ParameterOfOtherBody,
    What::FieldOfOtherBody,
    What::WithBallotsRead,
    What::NoSeats,
    What::PostOfOtherBody,
    What::PostOrder,
    What::PostTwice,
    What::FirstWomenOnly,
    What::PostNotUp,
    What::IdTwice,
    What::UnknownId,
    What::KinOfSelf,
    What::SexDiffers,
    What::PresentAboveBase(3, 4),
    What::ExemptAboveMembers(3, 4),
    What::ExemptInPlenary,
    What::InvalidAboveCollected(3, 4),
    What::VotesAboveValid(3, 4),
    What::SumAboveSeats(3, 4),
    What::BallotsReadNumber(3, 4),
    What::More(9),
];

#[test]
fn every_problem_has_a_word_of_its_own_and_the_numbers_of_its_text() {
    let keys: HashSet<&str> = EVERY.iter().map(|what| what.key()).collect();
    assert_eq!(keys.len(), EVERY.len());
    for what in EVERY {
        // the variant's name in the style of a word key: NotUtf8 is not-utf8
        let name = format!("{what:?}");
        let name = name.split('(').next().expect("a name");
        let mut key = String::new();
        for letter in name.chars() {
            if letter.is_uppercase() && !key.is_empty() {
                key.push('-');
            }
            key.extend(letter.to_lowercase());
        }
        assert_eq!(what.key(), key);
        let numbers = match what {
            What::NotWhole(_) => vec![1],
            What::More(_) => vec![9],
            _ if format!("{what:?}").contains('(') => vec![3, 4],
            _ => vec![],
        };
        assert_eq!(what.numbers(), numbers, "{what:?}");
    }
}
