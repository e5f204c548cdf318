//! `huanjie decide`.

mod hostile;

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use serde_json::{Value, json};

use crate::{Run, chinese, huanjie};

/// A file of this test run, gone when dropped.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str, content: &[u8]) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let path = folder.join(format!("{name}-{}.json", std::process::id()));
        fs::write(&path, content).expect("the temporary folder takes files");
        Self(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().expect("UTF-8")
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // what cannot be removed stays in the folder of build results
        let _ = fs::remove_file(&self.0);
    }
}

/// Runs the program with this on its standard input.
fn fed(args: &[&str], input: &[u8]) -> Run {
    let file = Scratch::new(&format!("fed-{:?}", std::thread::current().id()), input);
    let done = Command::new(env!("CARGO_BIN_EXE_huanjie"))
        .args(args)
        .env_clear()
        .stdin(Stdio::from(File::open(&file.0).expect("just written")))
        .output()
        .expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Run { out: text(done.stdout), err: text(done.stderr), status: done.status.code() }
}

/// A first vote that elects a director and leaves the seat of a member empty.
fn record() -> Value {
    json!({
        "format": "huanjie-count/1",
        "pack": "VC18",
        "overlay": "ZJ20",
        "body": "villagers_committee",
        "round": "first",
        "base": { "registered": 1500 },
        "ballots": { "issued": 1210, "collected": 1200, "invalid": 12, "blank": 3 },
        "seats": [{ "post": "director", "seats": 1 }, { "post": "member", "seats": 1 }],
        "candidates": [
            { "id": "X", "name": "张三", "sex": "m", "formal": ["director"], "votes": { "director": 700 } },
            { "id": "Y", "name": "李四", "sex": "f", "formal": ["director"], "votes": { "director": 400 } },
            { "id": "W", "name": "王五", "sex": "f", "formal": [], "votes": { "member": 31 } },
        ],
    })
}

/// The paths of the errors that a run told.
fn paths(out: &str) -> Vec<String> {
    let told: Value = serde_json::from_str(out).expect("JSON");
    let errors = told["errors"].as_array().expect("errors").iter();
    errors.map(|error| error["path"].as_str().expect("a path").to_owned()).collect()
}

#[test]
fn a_record_is_decided_from_a_file_and_from_standard_input() {
    let text = record().to_string();
    let file = Scratch::new("record", text.as_bytes());
    let from_file = huanjie(&["decide", file.path()]);
    assert_eq!((from_file.status, from_file.err.as_str()), (Some(0), ""));
    assert!(from_file.out.ends_with("}\n") && from_file.out.lines().count() == 1);
    let decision: Value = serde_json::from_str(&from_file.out).expect("JSON");
    assert_eq!(decision["format"], "huanjie-decision/1");
    let elected =
        json!([{ "candidate": "X", "post": "director", "votes": 700, "women_seat": false }]);
    assert_eq!(decision["elected"], elected);
    assert_eq!(decision["next"], "another_election");
    for args in [&["decide"][..], &["decide", "-"], &["decide", "--lang", "en"]] {
        let run = fed(args, text.as_bytes());
        assert_eq!((run.status, run.out.as_str()), (Some(0), from_file.out.as_str()), "{args:?}");
    }
}

#[test]
fn a_void_vote_is_a_decision() {
    let mut void = record();
    void["base"]["registered"] = json!(2400);
    let run = fed(&["decide"], void.to_string().as_bytes());
    let decision: Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(run.status, Some(0));
    assert_eq!((&decision["valid"], &decision["next"]), (&json!(false), &json!("rerun")));
}

#[test]
fn every_problem_is_told_with_its_path_in_both_languages() {
    let mut wrong = record();
    wrong["seat"] = json!([]);
    wrong["pack"] = json!("VC17");
    wrong["ballots"]["issued"] = json!(-1);
    wrong["parameters"] = json!({ "women_seat": 1, "carry": true });
    wrong["candidates"][0]["votes"]["director"] = json!(1186);
    wrong["candidates"][1]["sex"] = json!("x");
    wrong["candidates"][2]["id"] = json!("X");
    wrong["candidates"][2].as_object_mut().expect("an object").remove("formal");
    let expected = [
        "ballots.issued",
        "candidates[0].votes.director",
        "candidates[1].sex",
        "candidates[2].formal",
        "candidates[2].id",
        "pack",
        "parameters.carry",
        "parameters.women_seat",
        "seat",
        "seats[0]",
    ];
    for lang in ["zh-CN", "en"] {
        let run = fed(&["decide", "--lang", lang], wrong.to_string().as_bytes());
        assert_eq!((run.status, run.err.as_str()), (Some(2), ""));
        let mut told = paths(&run.out);
        told.sort();
        assert_eq!(told, expected);
        let errors: Value = serde_json::from_str(&run.out).expect("JSON");
        for error in errors["errors"].as_array().expect("errors") {
            let message = error["message"].as_str().expect("a message");
            assert!(!message.is_empty() && !message.contains(['{', '⟦']), "{message}");
            assert_eq!(chinese(message), lang == "zh-CN", "{message}");
            if error["path"] == "candidates[0].votes.director" {
                assert!(message.contains("1186") && message.contains("1185"), "{message}");
            }
        }
    }
}

#[test]
fn one_record_a_line_gives_one_line_each() {
    let good = record().to_string();
    let bad = r#"{"format":"huanjie-count/1"}"#;
    let one = fed(&["decide"], good.as_bytes()).out;
    let all = fed(&["decide", "--jsonl"], format!("{good}\n{good}\r\n{good}").as_bytes());
    assert_eq!((all.status, all.out), (Some(0), one.repeat(3)));
    let mixed = fed(&["decide", "--jsonl", "-"], format!("{good}\n{bad}\n\n{good}\n").as_bytes());
    assert_eq!(mixed.status, Some(2));
    let lines: Vec<&str> = mixed.out.lines().collect();
    assert_eq!((lines.len(), lines[0], lines[3]), (4, one.trim_end(), one.trim_end()));
    assert_eq!(
        paths(lines[1]),
        ["pack", "body", "round", "base", "ballots", "seats", "candidates"]
    );
    assert_eq!(paths(lines[2]), [""]);
    let said = fed(&["decide", "--jsonl", "--lang", "zh-CN"], b"\n \n").out;
    let said: Vec<&str> = said.lines().collect();
    assert!(said.len() == 2 && said[1].contains("第 2 行") && said[1].contains("记录是空的"));
    let said = fed(&["decide", "--jsonl", "--lang", "en"], b"[]\n{\"a\":1\n5").out;
    let begins = ["line 1: ", "line 2: not JSON: cannot be read on at column 6", "line 3: "];
    for (line, begin) in said.lines().zip(begins) {
        let answer: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let first = answer["errors"][0]["message"].as_str().expect("a message");
        assert!(first.starts_with(begin), "{first}");
    }
    assert_eq!(said.lines().count(), 3);
    let empty = fed(&["decide", "--lang", "en"], b"").out;
    assert!(empty.contains("the record is empty"), "{empty}");
    let none = fed(&["decide", "--jsonl"], b"");
    assert_eq!((none.status, none.out.as_str()), (Some(0), ""));
    let file = Scratch::new("lines", format!("{bad}\n").as_bytes());
    assert_eq!(huanjie(&["decide", "--jsonl", file.path()]).status, Some(2));
}

#[test]
fn a_file_that_cannot_be_read_is_told() {
    let missing = Path::new(env!("CARGO_TARGET_TMPDIR")).join("no such record.json");
    let run = huanjie(&["decide", missing.to_str().expect("UTF-8"), "--lang", "en"]);
    assert_eq!((run.status, run.out.as_str()), (Some(2), ""));
    assert!(run.err.contains("no such record.json"), "{}", run.err);
}
