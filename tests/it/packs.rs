//! `huanjie packs`.

use std::{fs, path::PathBuf};

use serde_json::Value;

use crate::{Run, chinese, huanjie};

fn json(args: &[&str]) -> Value {
    let run = huanjie(args);
    assert_eq!(run.status, Some(0), "{}", run.err);
    serde_json::from_str(&run.out).expect("JSON")
}

fn local(name: &str, text: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, text).expect("a file in the folder of the tests");
    path
}

fn under_local(name: &str, text: &str, more: &[&str]) -> Run {
    let path = local(name, text);
    huanjie(&[&["packs", "VC18", "--local", path.to_str().expect("UTF-8")], more].concat())
}

#[test]
fn the_list_holds_every_pack_on_a_line() {
    let run = huanjie(&["packs", "--lang", "en"]);
    assert_eq!(run.status, Some(0));
    for id in ["VC98", "VC18", "VC25", "RC18", "P20", "ZJ20", "SH20", "BJ12", "HN", "GX"] {
        assert!(run.out.lines().any(|line| line.starts_with(id)), "{id} in\n{}", run.out);
    }
    let listed = json(&["packs", "--json"]);
    assert_eq!(listed.as_array().map(Vec::len), Some(run.out.lines().count() - 1));
}

#[test]
fn one_pack_speaks_both_languages_unless_one_is_asked_for() {
    let both = huanjie(&["packs", "VC18"]);
    assert_eq!(both.status, Some(0));
    assert!(both.out.contains("有效期 · In force"), "{}", both.out);
    let english = huanjie(&["packs", "VC18", "--lang", "en"]);
    assert!(english.out.contains("In force") && !chinese(&english.out), "{}", english.out);
    let zh = huanjie(&["packs", "VC18", "--lang", "zh-CN"]);
    assert!(zh.out.contains("有效期") && !zh.out.contains("In force"), "{}", zh.out);
}

#[test]
fn a_pack_says_each_value_with_unit_article_tag_and_what_the_law_fixes() {
    let out = huanjie(&["packs", "VC18", "--lang", "en"]).out;
    let line = |key: &str| out.lines().find(|line| line.ends_with(key)).expect("the key's line");
    let term = line(" term_years");
    for part in ["5 years", "VC18 art. 11", " V ", "fixed by law"] {
        assert!(term.contains(part), "{part} in {term}");
    }
    assert!(out.lines().any(|line| line.starts_with("V  Read in the full text")), "{out}");
    assert!(out.lines().any(|line| line.starts_with("  V-22") && line.contains("VC18 art. 11")));
}

#[test]
fn an_overlay_takes_the_place_of_the_packs_values() {
    let out = huanjie(&["packs", "VC18", "--overlay", "ZJ20", "--lang", "zh-CN"]).out;
    let line = |key: &str| out.lines().find(|line| line.ends_with(key)).expect("the key's line");
    assert!(line(" two_posts").contains("ZJ20 第 27 条"), "{}", line(" two_posts"));
    assert!(line(" term_years").contains("VC18 第 11 条"), "{}", line(" term_years"));
    let rules = json(&["packs", "VC18", "--overlay", "ZJ20", "--json"]);
    assert_eq!(rules["values"]["two_posts"]["layer"], "overlay");
    assert_eq!(rules["values"]["term_years"]["layer"], "pack");
}

#[test]
fn what_the_law_fixes_is_named_when_local_rules_would_lower_it() {
    let text = r#"
        place = "330902"
        [values.roll_before_days]
        value = 10
        document = "x"
    "#;
    let run = under_local("lowers.toml", text, &["--lang", "en"]);
    assert_eq!(run.status, Some(2));
    let line = "values.roll_before_days: would lower what the law fixes (VC18 art. 14)";
    assert!(run.err.contains(line), "{}", run.err);
}

#[test]
fn an_unknown_pack_is_refused_with_the_nearest_ids() {
    let run = huanjie(&["packs", "vc17", "--lang", "en"]);
    assert_eq!((run.status, run.out.as_str()), (Some(2), ""));
    assert!(run.err.contains("No pack vc17"), "{}", run.err);
    assert!(run.err.contains("Nearest: VC10, VC18"), "{}", run.err);
    assert!(!huanjie(&["packs", "nothing", "--lang", "en"]).err.contains("Nearest"));
    let small = huanjie(&["packs", "zj20", "--lang", "en"]);
    assert_eq!((small.status, small.out.starts_with("ZJ20 ")), (Some(0), true));
    let layered = huanjie(&["packs", "SJ20", "--overlay", "ZJ20", "--lang", "en"]).err;
    assert!(!layered.contains("ZJ20") && !layered.contains("SH20"), "no overlay: {layered}");
}

#[test]
fn an_overlay_must_exist_and_fit_the_pack() {
    let refused = |args: &[&str]| huanjie(&[args, &["--lang", "en"]].concat()).err;
    let unknown = refused(&["packs", "VC18", "--overlay", "ZJ21"]);
    assert!(unknown.contains("No overlay ZJ21\nNearest: ZJ20"), "{unknown}");
    let wrong = refused(&["packs", "VC18", "--overlay", "HNR20"]);
    assert!(wrong.contains("HNR20 is made for other bodies"), "{wrong}");
    let swapped = refused(&["packs", "ZJ20", "--overlay", "ZJ20"]);
    assert!(swapped.contains("give a national pack and --overlay ZJ20"), "{swapped}");
}

#[test]
fn local_rules_are_shown_as_the_layer_that_sets_a_value() {
    let text = r#"
        place = "330902"
        [values.roll_before_days]
        value = 25
        document = "换届办〔2026〕3号"
        [[warnings]]
        id = "young"
        measure = "young_at_least"
        limit = 1
        document = "换届办〔2026〕3号"
        [issuers.roll]
        value = "村民选举委员会"
        document = "换届办〔2026〕4号"
    "#;
    let run = under_local("applied.toml", text, &["--overlay", "ZJ20", "--lang", "zh-CN"]);
    assert_eq!(run.status, Some(0), "{}", run.err);
    let line = run.out.lines().find(|line| line.contains("roll_before_days")).expect("the value");
    assert!(line.contains("本地规则") && line.contains("换届办〔2026〕3号"), "{line}");
    assert!(run.out.contains("35 岁以下人数不少于 1"), "{}", run.out);
    assert!(run.out.contains("换届办〔2026〕4号"), "{}", run.out);
    let path = local("applied-json.toml", text);
    let rules = json(&["packs", "VC18", "--json", "--local", path.to_str().expect("UTF-8")]);
    assert_eq!(rules["values"]["roll_before_days"]["layer"], "local");
    assert_eq!(rules["values"]["roll_before_days"]["value"], 25);
    assert_eq!(rules["local"]["place"], "330902");
}

#[test]
fn every_problem_of_local_rules_is_told_with_its_path() {
    let text = r#"
        place = "33"
        [values.proxy_max]
        value = 100
        document = "x"
        [values.no_such]
        value = 1
        document = "x"
        [values.term_years]
        value = 5
        document = " "
    "#;
    let run = under_local("problems.toml", &text.replace("\"33\"", "\"3a\""), &["--lang", "en"]);
    assert_eq!((run.status, run.out.as_str()), (Some(2), ""));
    for line in [
        "The local rules have 4 problems:",
        "place: the place is a division code",
        "values.proxy_max: the value does not fit",
        "values.no_such: no value of that name",
        "values.term_years: no document number",
    ] {
        assert!(run.err.lines().any(|said| said.starts_with(line)), "{line} in\n{}", run.err);
    }
}

#[test]
fn local_rules_that_cannot_be_read_are_refused() {
    let absent = huanjie(&["packs", "VC18", "--local", "/no/such/file", "--lang", "en"]);
    assert_eq!(absent.status, Some(2));
    assert!(absent.err.contains("Cannot read /no/such/file"), "{}", absent.err);
    let form = under_local("form.toml", "place = ", &["--lang", "en"]);
    assert_eq!(form.status, Some(2));
    let place = "the whole file: not TOML from line 1, column 9\n";
    assert!(form.err.contains("1 problem:") && form.err.contains(place), "{}", form.err);
    let long = format!("place = \"330902\"\nx = {}", "\"y".repeat(400_000));
    let long = under_local("long.toml", &long, &["--lang", "zh-CN"]);
    assert!(
        long.err.contains("整个文件：第 2 行第 ") && long.err.len() < 500,
        "{}",
        long.err.len()
    );
    let unknown = format!("place = \"330902\"\n\"a\\u001b{}\" = 1", "y".repeat(1_000_000));
    let unknown = under_local("unknown.toml", &unknown, &["--lang", "zh-CN"]).err;
    assert!(unknown.contains(r"a\u{1b}yy") && unknown.len() < 500, "{}", unknown.len());
    assert!(unknown.contains("…：这里没有这一项"), "{unknown}");
}

#[test]
fn mistakes_of_form_are_told_together_in_the_language_of_the_reader() {
    let text = "[[warnings]]\nid = \"a\"\nmeasure = \"age\"\nlimit = \"60\"\nx = 1\n";
    let run = under_local("forms.toml", text, &["--lang", "zh-CN"]);
    for line in [
        "本地规则文件有 5 处问题：",
        "place：缺少这一项",
        "warnings[0].x：这里没有这一项",
        "warnings[0].measure：没有这种提醒；可用：age_at_most、",
        "warnings[0].limit：应为整数",
        "warnings[0].document：缺少这一项",
    ] {
        assert!(run.err.lines().any(|said| said.starts_with(line)), "{line} in\n{}", run.err);
    }
}

#[test]
fn body_place_and_day_choose_pack_and_overlay() {
    let args = ["packs", "--for-body", "party_committee", "--place", "330902", "--day"];
    let chosen = json(&[&args[..], &["2026-05-08", "--json"]].concat());
    assert_eq!(chosen["pack"]["family"], "party");
    let said = huanjie(&[&args[..], &["2026-05-08", "--lang", "en"]].concat());
    let id = chosen["pack"]["id"].as_str().expect("an id");
    assert!(said.out.lines().any(|line| line.starts_with("Pack") && line.contains(id)));
    let before = huanjie(&[&args[..], &["1900-01-01", "--lang", "en"]].concat());
    assert_eq!(before.status, Some(2));
    assert!(before.err.contains("No pack governs that day"), "{}", before.err);
}

#[test]
fn a_day_or_place_that_is_none_is_refused() {
    let args = ["packs", "--for-body", "party_committee", "--place"];
    for rest in [["330902", "--day", "2026-02-30"], ["99", "--day", "2026-02-01"]] {
        let run = huanjie(&[&args[..], &rest].concat());
        assert_eq!(run.status, Some(2));
        assert!(run.err.contains("不接受"), "{}", run.err);
    }
    let unknown = huanjie(&[&args[..], &["560902", "--day", "2026-02-01"]].concat()).err;
    assert!(unknown.contains("没有代码以 56 开头的省份"), "{unknown}");
}

#[test]
fn a_province_that_is_not_carried_is_said_and_the_party_has_none() {
    let said = |body: &str, day: &str| {
        let args = ["packs", "--body", body, "--place", "44", "--day", day, "--lang", "zh-CN"];
        huanjie(&args).out
    };
    let villagers = said("villagers_committee", "2020年1月1日");
    assert!(villagers.contains("本程序未收录该省当时的规定"), "{villagers}");
    assert!(!said("party_committee", "2020-01-01").contains("未收录"));
}

#[test]
fn local_rules_as_long_as_a_book_are_refused_before_they_are_read() {
    let text = format!("place = \"{}\"\n", "x".repeat(1 << 20));
    let run = under_local("book.toml", &text, &["--lang", "en"]);
    assert_eq!((run.status, run.out.as_str()), (Some(2), ""));
    assert!(run.err.contains("longer than 1 MB"), "{}", run.err);
}
