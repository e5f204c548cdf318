//! `huanjie rules`.

use serde_json::Value;

use crate::{chinese, huanjie};

fn json(args: &[&str]) -> Vec<Value> {
    let run = huanjie(&[&["rules", "--json"], args].concat());
    assert_eq!(run.status, Some(0), "{}", run.err);
    serde_json::from_str(&run.out).expect("JSON")
}

/// The number on the line that begins with this word, below the table.
fn total(text: &str, word: &str) -> usize {
    let (_, sums) = text.rsplit_once("\n\n").expect("sums below the table");
    let line = sums.lines().find(|line| line.starts_with(word)).expect("a sum");
    line.rsplit(' ').next().and_then(|number| number.parse().ok()).expect("a number")
}

#[test]
fn all_rules_are_listed_with_totals_that_add_up() {
    let run = huanjie(&["rules", "--lang", "en"]);
    assert_eq!(run.status, Some(0));
    assert!(!chinese(&run.out), "{}", run.out);
    let parts = ["Computed", "Recorded", "Not yet"].map(|word| total(&run.out, word));
    let all = json(&[]).len();
    assert!(all > 100, "{all} rules");
    assert_eq!(parts.iter().sum::<usize>(), all);
    assert_eq!(total(&run.out, "Total"), all);
}

#[test]
fn a_rule_is_shown_with_its_article_in_the_chosen_language() {
    let line = |lang| {
        let out = huanjie(&["rules", "C-08", "--lang", lang]).out;
        out.lines().nth(1).expect("a row").to_owned()
    };
    let (english, zh) = (line("en"), line("zh-CN"));
    assert!(english.starts_with("C-08") && english.contains("VC18 art. 15"), "{english}");
    assert!(zh.contains("VC18 第 15 条") && chinese(&zh), "{zh}");
}

#[test]
fn a_status_keeps_its_own_rules_only() {
    let mut sum = 0;
    for status in ["computed", "recorded", "not_yet"] {
        let rules = json(&["--status", status]);
        assert!(rules.iter().all(|rule| rule["status"] == status));
        sum += rules.len();
    }
    assert_eq!(sum, json(&[]).len());
}

#[test]
fn several_rules_come_in_the_order_asked_for() {
    let ids: Vec<_> = json(&["V-06", "C-01"]).iter().map(|rule| rule["id"].clone()).collect();
    assert_eq!(ids, ["V-06", "C-01"]);
}

#[test]
fn an_unknown_rule_is_refused_with_the_nearest_ids() {
    let run = huanjie(&["rules", "C-01", "d-08", "--lang", "en"]);
    assert_eq!((run.status, run.out.as_str()), (Some(2), ""));
    assert!(run.err.contains("No rule d-08\nNearest: ") && run.err.contains("C-08"), "{}", run.err);
    assert_eq!(json(&["c-08"]), json(&["C-08"]));
}

#[test]
fn a_code_that_is_no_pack_is_explained_below_the_table() {
    let out = huanjie(&["rules", "V-06", "X-5", "--lang", "zh-CN"]).out;
    assert!(out.contains("\n\npractice  通行做法\n"), "{out}");
    assert!(!out.contains("村民委员会组织法"), "{out}");
}
