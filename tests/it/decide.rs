//! `huanjie decide`: what the command adds to the outcome.

use std::{fs, path::PathBuf};

use serde_json::Value;

use crate::huanjie;

#[test]
fn a_line_that_is_no_record_is_named_by_its_number() {
    let record = include_str!("../../examples/count-record.json").replace('\n', " ");
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("lines.jsonl");
    let partly = record.replace("\"issued\": 1210", "\"issued\": -1");
    fs::write(&path, format!("{record}\n[\n{partly}\n")).expect("a file");
    let file = path.to_str().expect("UTF-8");
    let run = huanjie(&["decide", "--jsonl", "--lang", "zh-CN", file]);
    assert_eq!(run.status, Some(2));
    let lines: Vec<Value> =
        run.out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines[0]["valid"], true);
    let message = |line: &Value| line["errors"][0]["message"].as_str().unwrap_or("").to_owned();
    assert_eq!(lines[1]["errors"][0]["path"], "");
    assert!(message(&lines[1]).starts_with("第 2 行：不是 JSON：第 "), "{}", message(&lines[1]));
    assert_eq!(lines[2]["errors"][0]["path"], "ballots.issued");
    assert!(!message(&lines[2]).contains("行"), "{}", message(&lines[2]));
}

#[test]
fn help_tells_what_the_status_means() {
    assert!(huanjie(&["decide", "--help"]).out.contains("2 为记录有误"));
}
