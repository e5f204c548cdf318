//! The documents for users say what the program does.

use law::rules::{
    Key,
    key::{KIN, Tighter},
    local::NOTICES,
};
use serde_json::Value;

use crate::huanjie;

const RECORD: &str = include_str!("../../examples/count-record.json");
const LOCAL: &str = include_str!("../../examples/local-rules.toml");
const COUNT_RECORD: &str = include_str!("../../docs/count-record.md");
const LOCAL_RULES: &str = include_str!("../../docs/local-rules.md");

const README: &str = include_str!("../../README.md");

fn example(name: &str) -> String {
    format!("{}/examples/{name}", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_example_of_a_count_record_elects_as_its_document_says() {
    assert!(COUNT_RECORD.contains(RECORD), "the document holds the example");
    let run = huanjie(&["decide", &example("count-record.json")]);
    assert_eq!(run.status, Some(0), "{}", run.out);
    let decision: Value = serde_json::from_str(&run.out).expect("JSON");
    let shown = COUNT_RECORD.split("```json\n").nth(2).and_then(|rest| rest.split("```").next());
    let shown: Value = serde_json::from_str(shown.expect("a decision")).expect("JSON");
    let shortened = ["parameters", "checks", "tally"];
    for (name, value) in shown.as_object().expect("an object") {
        if !shortened.contains(&name.as_str()) {
            assert_eq!(value, &decision[name], "{name}");
        }
    }
    assert_eq!(shown["checks"][0], decision["checks"][0]);
    assert_eq!(shown["tally"][0], decision["tally"][0]);
    assert!(shown["elected"].as_array().is_some_and(|elected| elected.len() == 4));
    // the record has enough candidates for what comes next
    let explained = huanjie(&["decide", "--explain", &example("count-record.json")]).out;
    assert!(explained.contains("王建国（X）") && !explained.contains("请注意"), "{explained}");
}

#[test]
fn the_example_of_local_rules_is_laid_over_the_law() {
    assert!(LOCAL_RULES.contains(LOCAL), "the document holds the example");
    let local = example("local-rules.toml");
    let args = ["packs", "VC18", "--overlay", "ZJ20", "--json", "--local", &local];
    let run = huanjie(&args);
    assert_eq!(run.status, Some(0), "{}", run.err);
    let rules: Value = serde_json::from_str(&run.out).expect("JSON");
    for (name, value) in [("roll_before_days", 25), ("formal_list_before_days", 7)] {
        assert_eq!(
            (&rules["values"][name]["layer"], &rules["values"][name]["value"]),
            (&"local".into(), &value.into()),
            "{name}"
        );
    }
    assert_eq!(rules["local"]["warnings"].as_array().map(Vec::len), Some(2));
}

#[test]
fn every_value_notice_and_kin_stands_in_the_document_on_local_rules() {
    for key in Key::ALL {
        let way = match key.tighter() {
            Tighter::Higher => "higher",
            Tighter::Lower => "lower",
            Tighter::Yes => "true",
            Tighter::No => "false",
            Tighter::Later => "later word",
            Tighter::Fewer => "fewer words",
            Tighter::More => "more words",
            Tighter::Never => "none",
            Tighter::LawOnly => "law only",
        };
        let (start, end) =
            (format!("| `{}` | {} | ", key.name(), key.rule()), format!(" | {way} |"));
        let row = |line: &&str| line.starts_with(&start) && line.ends_with(&end);
        assert!(LOCAL_RULES.lines().any(|line| row(&line)), "{start}…{end}");
    }
    for name in NOTICES.iter().chain(KIN) {
        assert!(LOCAL_RULES.contains(&format!("`{name}`")), "{name}");
    }
}

#[test]
fn every_command_and_option_that_the_readme_names_is_in_the_help() {
    let is_name = |char: &char| char.is_ascii_lowercase() || *char == '-';
    let mut options = 0;
    for row in README.lines().filter_map(|line| line.strip_prefix("| `huanjie ")) {
        let command = row.split('`').next().unwrap_or_default();
        let words = command.split(' ').take_while(|word| word.chars().all(|char| is_name(&char)));
        let words: Vec<&str> = words.take_while(|word| !word.starts_with('-')).collect();
        let command = words.join(" ");
        let run = huanjie(&[&words[..], &["--help"]].concat());
        assert_eq!(run.status, Some(0), "{command}: {}", run.err);
        for rest in row.split("--").skip(1) {
            let option: String = rest.chars().take_while(is_name).collect();
            let listed = run.out.split_whitespace().any(|word| word == format!("--{option}"));
            assert!(listed, "{command} --{option}\n{}", run.out);
            options += 1;
        }
    }
    assert!(options > 20, "the README lists the commands in a table");
}
