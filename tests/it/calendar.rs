//! `huanjie calendar`.

use std::{fs, path::PathBuf};

use serde_json::Value;

use crate::{Run, chinese, huanjie};

fn calendar(rest: &[&str]) -> Run {
    let args = ["calendar", "--body", "villagers_committee", "--day", "2008-05-08"];
    huanjie(&[&args[..], rest].concat())
}

fn json(rest: &[&str]) -> Value {
    let run = calendar(&[rest, &["--json"]].concat());
    assert_eq!(run.status, Some(0), "{}", run.err);
    serde_json::from_str(&run.out).expect("JSON")
}

fn file(name: &str, text: &str) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, text).expect("a file in the folder of the tests");
    path.to_str().expect("UTF-8").to_owned()
}

/// The lines of a step, as (date, layer).
fn lines<'a>(calendar: &'a Value, step: &str) -> Vec<(&'a str, &'a str)> {
    let lines = calendar["lines"].as_array().expect("lines");
    let of_the_step = lines.iter().filter(|line| line["step"] == step);
    of_the_step
        .map(|line| {
            (line["date"].as_str().unwrap_or("-"), line["layer"].as_str().expect("a layer"))
        })
        .collect()
}

#[test]
fn the_act_of_1998_binds_the_roll_and_the_rest_is_guidance() {
    let calendar = json(&["--pack", "VC98"]);
    assert_eq!(lines(&calendar, "roll_posted"), [("2008-04-18", "in_force")]);
    // the other two are the limits of an early and a late election, which need the term's end
    let vote = [("2008-05-08", "in_force"), ("-", "guidance"), ("-", "guidance")];
    assert_eq!(lines(&calendar, "vote"), vote);
    assert_eq!(lines(&calendar, "self_nomination"), [("2008-04-28", "guidance")]);
    assert!(lines(&calendar, "formal_list").contains(&("2008-05-01", "guidance")));
    assert!(lines(&calendar, "formal_list").contains(&("2008-05-03", "guidance")));
    assert!(lines(&calendar, "election_day_notice").contains(&("2008-04-04", "guidance")));
}

#[test]
fn an_overlay_brings_its_limits_into_force() {
    let calendar = json(&["--pack", "VC98", "--overlay", "ZJ20"]);
    assert!(lines(&calendar, "formal_list").contains(&("2008-05-03", "in_force")));
    assert!(lines(&calendar, "proxy_list").contains(&("2008-05-07", "in_force")));
    assert!(lines(&calendar, "proxy_list").contains(&("2008-05-06", "guidance")));
    assert_eq!(calendar["overlay"], "ZJ20");
}

#[test]
fn local_rules_set_dates_with_their_document() {
    let text = "place = \"330902\"\n[values.formal_list_before_days]\nvalue = 7\n\
        document = \"换届办〔2008〕3号\"\n";
    let path = file("calendar-local.toml", text);
    let calendar = json(&["--pack", "VC98", "--overlay", "ZJ20", "--local", &path]);
    assert!(lines(&calendar, "formal_list").contains(&("2008-05-01", "in_force")));
    let run = calendar_text(&["--pack", "VC98", "--local", &path]);
    assert!(run.contains("换届办〔2008〕3号") && run.contains("330902"), "{run}");
}

fn calendar_text(rest: &[&str]) -> String {
    let run = calendar(&[rest, &["--lang", "zh-CN"]].concat());
    assert_eq!(run.status, Some(0), "{}", run.err);
    run.out
}

#[test]
fn w15_what_happened_is_judged() {
    let text = calendar_text(&["--pack", "VC18", "--roll-posted", "2008-04-19"]);
    let roll = text.lines().find(|line| line.contains("VC18 第 14 条")).expect("the roll");
    assert!(roll.contains("逾期 1 日") && roll.contains("2008-04-19"), "{roll}");
    let english = calendar(&[
        "--pack",
        "VC18",
        "--lang",
        "en",
        "--happened",
        "roll_posted=2008-04-18",
        "--happened",
        "objection=2008-04-23",
        "--happened",
        "objection=2008-04-24",
        "--happened",
        "decision=2008-04-24",
    ])
    .out;
    assert!(!chinese(&english), "{english}");
    for said in ["on time, the last day", "late by 1 day", "on time, 2 days left"] {
        assert!(english.contains(said), "{said} in\n{english}");
    }
}

#[test]
fn the_province_and_the_day_choose_pack_and_overlay() {
    let args = ["calendar", "--body", "villagers_committee", "--province", "33", "--json", "--day"];
    let run = huanjie(&[&args[..], &["2021-05-08"]].concat());
    let chosen: Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!((&chosen["pack"], &chosen["overlay"]), (&"VC18".into(), &"ZJ20".into()));
    let before = huanjie(&[&args[..], &["1950-05-08"]].concat());
    assert_eq!(before.status, Some(2));
}

#[test]
fn holidays_and_make_up_workdays_move_the_publicity() {
    // 2021-05-10 is a Monday
    let posted = |rest: &[&str]| {
        let args = ["calendar", "--body", "party_committee", "--pack", "P20", "--json", "--day"];
        let run = huanjie(&[&args[..], &["2021-05-10"], rest].concat());
        let calendar: Value = serde_json::from_str(&run.out).expect("JSON");
        lines(&calendar, "publicity_posted")[0].0.to_owned()
    };
    assert_eq!(posted(&[]), "2021-05-02");
    // 1 to 5 May off, 8 May (Saturday) worked
    let text = "2021-05-03\n2021-05-04\n2021-05-05 # 五一\n+2021-05-08\n";
    let path = file("holidays.txt", text);
    assert_eq!(posted(&["--holidays", &path]), "2021-04-28");
    let path = file("no-holidays.txt", "2021-05-03\nMay\n");
    let run = calendar(&["--pack", "VC18", "--lang", "en", "--holidays", &path]);
    assert_eq!(run.status, Some(2));
    assert!(run.err.contains("Line 2 of "), "{}", run.err);
}

#[test]
fn the_calendar_file_holds_the_election_day() {
    let run = calendar(&["--pack", "VC98", "--ics"]);
    assert_eq!(run.status, Some(0));
    assert!(run.out.starts_with("BEGIN:VCALENDAR\r\n"));
    assert!(run.out.contains("\r\nUID:VC98-vote-on-0d-after-vote-"), "{}", run.out);
    assert!(run.out.contains("\r\nSUMMARY:截止：公布选民名单\r\n"));
    assert!(run.out.contains("\r\nSUMMARY:[参考] 截止：提名公告\r\n"));
    assert!(run.out.contains("\r\nSUMMARY:选举日\r\n"), "{}", run.out);
    assert_eq!(run.out, calendar(&["--pack", "VC98", "--ics"]).out);
    let named = calendar(&["--pack", "VC98", "--ics", "--in-force", "--name", "松溪村"]).out;
    assert!(named.contains("SUMMARY:松溪村 截止：公布选民名单\r\n"), "{named}");
    assert!(!named.contains("参考"), "{named}");
}

#[test]
fn only_limits_in_force_where_asked_for() {
    let all = json(&["--pack", "VC98", "--in-force"]);
    let lines = all["lines"].as_array().expect("lines");
    assert!(lines.len() > 2 && lines.iter().all(|line| line["layer"] == "in_force"));
    let text = calendar_text(&["--pack", "VC98"]);
    assert!(text.contains("\n\npractice") || text.contains("\nGC13  "), "a legend\n{text}");
}

#[test]
fn guidance_judges_beside_the_law_and_says_that_it_is_guidance() {
    let rest = ["--pack", "VC98", "--overlay", "ZJ20", "--happened", "formal_list=2008.5.2"];
    let calendar = json(&rest);
    let lines = calendar["lines"].as_array().expect("lines");
    let formal = || lines.iter().filter(|line| line["step"] == "formal_list");
    assert!(formal().count() > 2);
    for line in formal() {
        assert!(line["verdict"]["word"].is_string(), "{line}");
    }
    let text = calendar_text(&rest);
    let on = |day: &str| {
        let mut own = text.lines().filter(|line| line.contains("公布正式候选人名单"));
        own.find(|line| line.starts_with(day)).expect("a line")
    };
    assert!(on("2008-05-01").contains("逾期 1 日（参考）"), "{text}");
    assert!(on("2008-05-03").contains("按时，提前 1 日 "), "{text}");
}

#[test]
fn what_happened_and_no_rule_judges_is_said() {
    let args = ["calendar", "--body", "residents_committee", "--pack", "RC18", "--day"];
    let happened = ["2021-04-17", "--happened", "objection=2021-04-10"];
    let rest = ["--happened", "another_election=2021-04-20"];
    let args = [&args[..], &happened, &rest].concat();
    let text = huanjie(&[&args[..], &["--lang", "zh-CN"]].concat()).out;
    assert!(text.contains("\n没有规则判定：对名单提出申诉（2021-04-10）\n"), "{text}");
    assert_eq!(text.matches("没有规则判定").count(), 1, "{text}");
    let json: Value =
        serde_json::from_str(&huanjie(&[&args[..], &["--json"]].concat()).out).expect("JSON");
    let left = serde_json::json!([{ "step": "objection", "happened": "2021-04-10" }]);
    assert_eq!(json["unjudged"], left);
    let in_force = huanjie(&[&args[..], &["--json", "--in-force"]].concat()).out;
    let in_force: Value = serde_json::from_str(&in_force).expect("JSON");
    assert_eq!(in_force["unjudged"].as_array().map(Vec::len), Some(2), "{in_force}");
}

#[test]
fn a_step_before_its_beginning_is_too_early() {
    let rest = ["--pack", "VC18", "--happened", "roll_posted=2008-04-12"];
    let calendar = json(&[&rest[..], &["--happened", "objection=2008-04-10"]].concat());
    let lines = calendar["lines"].as_array().expect("lines");
    let objection = lines.iter().find(|line| line["key"] == "objection_days").expect("a line");
    assert_eq!(objection["verdict"], serde_json::json!({ "word": "too_early", "days": 2 }));
}

#[test]
fn rules_of_other_bodies_and_unknown_steps_are_refused() {
    let refused = |rest: &[&str]| {
        let run = calendar(&[rest, &["--lang", "en"]].concat());
        assert_eq!((run.status, run.out.as_str()), (Some(2), ""));
        run.err
    };
    assert!(refused(&["--pack", "RC18"]).contains("Pack RC18 is made for other bodies"));
    let happened = |text| refused(&["--pack", "VC18", "--happened", text]);
    let unknown = happened("rol_posted=2008-04-18");
    assert!(unknown.contains("No such step: rol_posted\nDid you mean: roll_posted\n"), "{unknown}");
    assert!(unknown.contains("by_election") && unknown.contains("huanjie calendar --help"));
    assert!(happened("roll_posted").contains("It reads STEP=DATE"));
    assert!(happened("roll_posted=2008-04-31").contains("There is no such day"));
    assert!(happened("roll_posted=April").contains("A date reads YYYY-MM-DD"));
    let twice =
        ["--pack", "VC18", "--roll-posted", "2008-04-18", "--happened", "roll_posted=2008-4-17"];
    assert!(refused(&twice).contains("happens once: roll_posted"), "{}", refused(&twice));
    assert!(refused(&["--pack", "VC18", "--province", "33"]).contains("cannot be used together"));
    let neither = refused(&[]);
    assert!(neither.contains("--pack ID") && neither.contains("--place CODE"), "{neither}");
    let near = refused(&["--pack", "RC17"]);
    assert!(!near.contains("RC18") && !near.contains("ZJ"), "{near}");
    assert!(refused(&["--pack", "VC18", "--json", "--ics"]).contains("cannot be used together"));
}

#[test]
fn a_pack_out_of_force_is_said() {
    let run = calendar(&["--pack", "VC18", "--lang", "en"]);
    assert!(run.out.contains("VC18 is not in force on that day"), "{}", run.out);
    assert!(!calendar(&["--pack", "VC98", "--lang", "en"]).out.contains("is not in force"));
    let text = calendar_text(&["--pack", "VC98", "--overlay", "ZJ20"]);
    let standing = |source: &str| {
        text.lines().find(|line| line.contains(source) && line.contains("有效")).expect("a line")
    };
    assert!(standing("ZJ20 第 20 条").contains("有效（所选规则当日未施行）"), "{text}");
    assert!(!standing("VC98 第").contains("未施行"), "{text}");
    let json = json(&["--pack", "VC98", "--overlay", "ZJ20"]);
    assert_eq!(json["not_in_force"], serde_json::json!(["ZJ20"]));
}

#[test]
fn a_province_that_is_not_carried_is_said() {
    let args = ["calendar", "--body", "villagers_committee", "--day", "2021-05-08", "--province"];
    let said = |code| huanjie(&[&args[..], &[code, "--lang", "zh-CN"]].concat()).out;
    assert!(said("44").contains("本程序未收录该省当时的规定"));
    let zhejiang = said("33");
    assert!(zhejiang.contains("VC18 + ZJ20") && !zhejiang.contains("未收录"), "{zhejiang}");
}

#[test]
fn every_line_has_a_date_or_says_that_there_is_none() {
    let text = calendar_text(&["--pack", "VC98"]);
    let body = text.lines().skip_while(|line| !line.starts_with("日期")).skip(1);
    assert!(body.clone().count() > 20);
    for line in body.take_while(|line| !line.is_empty()) {
        let first = line.split_whitespace().next().expect("a cell");
        assert!(first == "—" || first.starts_with("200"), "{line}");
    }
}
