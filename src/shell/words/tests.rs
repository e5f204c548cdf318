use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Pattern, PatternElement},
    parser,
};

use super::*;
use law::rules::Key;

/// Beginnings of keys that the code puts together with a word of a closed set, besides `key-` with
/// the name of a value; the tests beside that code hold that every word of the set has its key.
const BUILT: &[&str] = &[
    "calendar-step-",
    "value-",
    "law-",
    "finding-",
    "step-",
    "error-",
    "problem-",
    "field-",
    "body-",
    "round-",
    "post-",
    "report-number-",
    "report-part-",
    "share-",
    "stage-",
    "strength-",
    "gate-",
    "holds-",
    "role-",
    "duty-",
    "event-",
    "weekday-",
    "sex-",
    "place-village",
    "place-community",
    "organisation-",
    "channel-",
    "ballots-",
    "next-",
    "check-",
    "means-",
    "confirm-",
    "note-",
    "table-",
    "must-",
    "page-",
    "roll-column-",
    "roll-category-",
    "objection-upheld",
    "objection-rejected",
    "objection-withdrawn",
    "objection-cause-",
    "correction-add",
    "correction-strike",
    "correction-correct",
    "sheet-state-",
    "sheet-ask-",
    "sheet-reopened",
    "sheet-started_over",
    "outcome-next-",
    "paper-",
    "job-",
    "security-event-",
    "browser-",
    "system-",
    "nationality-",
    "education-",
    "politics-",
    "away-",
    "call-",
    "held-",
    "kin-",
    "case-grounds-",
    "case-same",
    "people-in-use",
    "people-locked",
    "people-temporary",
    "people-factor-",
    "decisions-state-",
    "decisions-task-",
    "approval-never-",
    "approval-state-",
    "import-column-",
    "import-how-",
    "import-kind-",
    "import-lead-",
    "import-state-",
    "import-entries-",
    "import-same-",
    "import-found-",
    "import-warn-no-membership",
    "import-warn-of-elsewhere",
    "import-warn-other-",
    "import-warn-probation",
    "import-standing-",
    "import-presence-",
    "rehearsal-part-",
    "seen-",
    "ticked-",
    "person-number-there",
    "standing-",
    "presence-",
    "member-ended-",
    "exempt-",
    "exemption-exempt",
    "exemption-waiting",
    "figure-",
    "flag-",
    "said-",
    "age-band-",
    "schooling-",
    "journal-good-",
    "own-recorder",
    "own-scrutineer",
    "own-screen",
];

/// Texts of the code that look like keys and are none.
const NO_KEYS: &[&str] = &[
    "confirm-name",
    "backup-keys",
    "backup-0123456789abcdef",
    "field-error",
    "report-number",
    "roll-posted",
    "rehearsal-note",
];

#[test]
fn both_languages_have_the_same_keys_with_the_same_variables() {
    assert_eq!(variables_by_key(ZH_CN), variables_by_key(EN));
}

#[test]
fn every_key_is_used_by_the_code() {
    let code = code_without("");
    let unused: Vec<String> = variables_by_key(EN)
        .into_keys()
        .filter(|key| !BUILT.iter().any(|prefix| key.starts_with(prefix)))
        .filter(|key| is_no_values_name(key))
        .filter(|key| !code.contains(&format!("\"{key}\"")))
        .collect();
    assert_eq!(unused, Vec::<String>::new(), "no line of src or templates says these keys");
}

#[test]
fn every_key_that_the_code_says_has_its_words() {
    let keys = variables_by_key(EN);
    let families: BTreeSet<&str> = keys.keys().filter_map(|key| key.split('-').next()).collect();
    // the law says no words; what it calls things has keys by a beginning of its own
    let code = code_without("law");
    let said: BTreeSet<&str> = code.split('"').filter(|text| is_key(text, &families)).collect();
    let missing: Vec<&str> = said
        .into_iter()
        .filter(|text| !keys.contains_key(*text) && !NO_KEYS.contains(text))
        .collect();
    assert_eq!(missing, Vec::<&str>::new(), "keys without words");
}

/// Whether a text looks like a key of a family of keys that there is.
fn is_key(text: &str, families: &BTreeSet<&str>) -> bool {
    let plain =
        |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || "-_".contains(sign);
    text.split_once('-').is_some_and(|(family, rest)| {
        families.contains(family) && !rest.is_empty() && !rest.ends_with('-')
    }) && text.chars().all(plain)
}

#[test]
fn every_message_can_be_said_in_both_languages() {
    for lang in Lang::ALL {
        for (key, names) in variables_by_key(EN) {
            let bundle = bundle(lang);
            let args: FluentArgs<'_> =
                names.iter().map(|name| (name.as_str(), FluentValue::from(2))).collect();
            let mut errors = Vec::new();
            let message = bundle.get_message(&key).and_then(|message| message.value());
            let pattern = message.unwrap_or_else(|| panic!("{key} has no text in {}", lang.tag()));
            bundle.format_pattern(pattern, Some(&args), &mut errors);
            assert!(errors.is_empty(), "{key} in {}: {errors:?}", lang.tag());
        }
    }
}

#[test]
fn a_variable_stands_in_its_place_without_marks_around_it() {
    let said =
        |lang| Words::new(lang).text_with("usage-unknown-command", &[("command", "vote".into())]);
    assert_eq!(said(Lang::En), "Unknown command: vote");
    assert_eq!(said(Lang::ZhCn), "没有这个命令：vote");
}

#[test]
fn a_key_that_nobody_wrote_is_seen() {
    assert_eq!(Words::new(Lang::En).text("no-such-key"), "⟦no-such-key⟧");
}

#[test]
fn a_key_missing_in_one_language_is_said_in_the_other() {
    let none = Box::leak(Box::new(parsed(Lang::En, "")));
    let words = Words { own: none, ..Words::new(Lang::En) };
    assert!(!words.has("help-options"));
    assert_eq!(words.text("help-options"), "选项");
}

#[test]
fn a_locale_names_its_language() {
    for tag in ["zh-CN", "zh", "zh_CN.UTF-8", "ZH_cn@stroke"] {
        assert_eq!(Lang::from_tag(tag), Some(Lang::ZhCn), "{tag}");
    }
    for tag in ["en", "en_US", "en-GB"] {
        assert_eq!(Lang::from_tag(tag), Some(Lang::En), "{tag}");
    }
    for tag in ["C", "POSIX", "", "zhuang", "eng", "de"] {
        assert_eq!(Lang::from_tag(tag), None, "{tag}");
    }
}

/// The variables of each message; a fault of the file, or a key that stands twice, is a panic.
fn variables_by_key(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    let resource = parser::parse(text).unwrap_or_else(|(_, errors)| panic!("{errors:?}"));
    let mut keys = BTreeMap::new();
    for entry in &resource.body {
        if let Entry::Message(message) = entry {
            let mut names = BTreeSet::new();
            let pattern = message.value.as_ref().expect("a message has a text");
            variables_of(pattern, &mut names);
            let earlier = keys.insert(message.id.name.to_owned(), names);
            assert!(earlier.is_none(), "{} stands twice", message.id.name);
        }
    }
    keys
}

fn variables_of(pattern: &Pattern<&str>, names: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        match expression {
            Expression::Inline(inline) => variable_of(inline, names),
            Expression::Select { selector, variants } => {
                variable_of(selector, names);
                for variant in variants {
                    variables_of(&variant.value, names);
                }
            }
        }
    }
}

fn variable_of(inline: &InlineExpression<&str>, names: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => drop(names.insert(id.name.to_owned())),
        InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
        // references and functions would need their own check
        other => panic!("not used in words: {other:?}"),
    }
}

/// Whether a key is not `key-` with the name of a value of packs.
fn is_no_values_name(key: &str) -> bool {
    key.strip_prefix("key-").is_none_or(|name| Key::from_name(name).is_none())
}

/// Code and templates of pages, without tests and without a folder.
fn code_without(without: &str) -> String {
    let mut code = String::new();
    for root in ["src", "templates"] {
        read_code(&Path::new(env!("CARGO_MANIFEST_DIR")).join(root), without, &mut code);
    }
    code
}

fn read_code(folder: &Path, without: &str, code: &mut String) {
    for entry in fs::read_dir(folder).expect("a folder of the code") {
        let path = entry.expect("an entry").path();
        if !without.is_empty() && path.ends_with(without) {
            continue;
        }
        if path.is_dir() {
            read_code(&path, without, code);
        } else if path.extension().is_some_and(|end| end == "rs" || end == "html")
            && !path.ends_with("tests.rs")
        {
            code.push_str(&fs::read_to_string(&path).expect("text"));
        }
    }
}

#[test]
fn one_is_told_as_one_also_where_it_is_handed_over_as_a_text() {
    let words = Words::new(Lang::En);
    for (n, told) in [("1", "1 line was brought in."), ("2", "2 lines were brought in.")] {
        assert_eq!(words.text_with("import-done", &[("n", n.into())]), told);
    }
    // what is no number of things stays as it is written
    for code in ["007", "330902102210", "1.0", ""] {
        let told = words.text_with("group-number", &[("n", code.into())]);
        assert_eq!(told, format!("Group {code}"));
    }
}
