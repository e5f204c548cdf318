//! `huanjie decide --explain`: an outcome as a person would explain it.

use std::{fs, path::PathBuf};

use crate::{Run, chinese, huanjie};

/// W07 of law.md with a brother of the director among the deputies and a vote for a stranger.
const RECORD: &str = r#"{
  "format": "huanjie-count/1", "pack": "VC18", "overlay": "ZJ20",
  "body": "villagers_committee", "round": "first", "base": { "registered": 1500 },
  "ballots": { "issued": 1210, "collected": 1200, "invalid": 12, "blank": 3 },
  "seats": [
    { "post": "director", "seats": 1 }, { "post": "deputy", "seats": 1 },
    { "post": "member", "seats": 3 }
  ],
  "candidates": [
    { "id": "X", "name": "Wang", "sex": "m", "formal": ["director"], "kin": ["Y"], "votes": { "director": 700 } },
    { "id": "X2", "sex": "m", "formal": ["director"], "votes": { "director": 400 } },
    { "id": "Y", "sex": "m", "formal": ["deputy"], "votes": { "deputy": 601 } },
    { "id": "Z", "sex": "m", "formal": ["deputy"], "votes": { "deputy": 560 } },
    { "id": "A", "sex": "f", "formal": ["member"], "votes": { "member": 800 } },
    { "id": "B", "sex": "m", "formal": ["member"], "votes": { "member": 605 } },
    { "id": "C", "sex": "m", "formal": ["member"], "votes": { "member": 604 } },
    { "id": "D", "sex": "m", "formal": ["member"], "votes": { "member": 604 } },
    { "id": "W", "sex": "f", "formal": [], "eligible": false, "votes": { "member": 31 } }
  ]
}"#;

fn explain(name: &str, record: &str, lang: &str) -> Run {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, record).expect("a file in the folder of the tests");
    huanjie(&["decide", "--explain", "--lang", lang, path.to_str().expect("UTF-8")])
}

/// The lines below a head, up to an empty one, without blanks between their parts.
fn section<'o>(out: &'o str, head: &str) -> Vec<String> {
    let lines: Vec<&'o str> = out.lines().skip_while(|line| *line != head).skip(1).collect();
    let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    lines.into_iter().take_while(|line| !line.is_empty()).map(words).collect()
}

#[test]
fn an_outcome_is_explained_with_its_integers_and_articles() {
    let run = explain("explained.json", RECORD, "en");
    assert_eq!(run.status, Some(0), "{}", run.err);
    assert!(!chinese(&run.out), "{}", run.out);
    let valid = section(&run.out, "The vote is valid:");
    assert!(valid[0].contains("2 × 1200 = 2400 > 1500 holds C-01 VC18 art. 15"), "{valid:?}");
    let director = "More candidates than seats director 2 > 1 holds C-16 VC18 art. 15";
    assert!(valid.iter().any(|line| line == director), "{valid:?}");
    assert_eq!(
        section(&run.out, "Elected:"),
        ["director Wang (X) 700 votes", "member A 800 votes", "member B 605 votes"]
    );
    assert_eq!(
        section(&run.out, "Equal votes, a re-vote is needed:"),
        ["member C, D equal votes for the last seats: 1"]
    );
    assert_eq!(
        section(&run.out, "Not elected because near kin may not serve together:"),
        ["deputy director Y near kin of Wang (X)"]
    );
    assert_eq!(section(&run.out, "Empty seats:"), ["deputy director 1"]);
    assert_eq!(section(&run.out, "Not voters of this unit, their votes do not count:"), ["W"]);
    let bars = section(&run.out, "Votes against the bar:");
    assert_eq!(bars[0], "director Wang (X) 2 × 700 = 1400 > 1200 holds C-08 VC18 art. 15");
    assert_eq!(section(&run.out, "Next: a re-vote among those with equal votes."), ["member C, D"]);
}

#[test]
fn chinese_names_every_post_and_the_next_step() {
    let run = explain("explained-zh.json", RECORD, "zh-CN");
    assert_eq!(section(&run.out, "缺额："), ["副主任 1 名"]);
    assert_eq!(section(&run.out, "下一步：在得票相等的人中再次投票。"), ["委员 C、D"]);
}

#[test]
fn a_void_vote_says_which_check_failed() {
    let record = RECORD.replace(r#""registered": 1500"#, r#""registered": 2400"#);
    let run = explain("void.json", &record, "en");
    assert_eq!(run.status, Some(0));
    let checks = section(&run.out, "The vote is void:");
    assert!(checks[0].contains("2 × 1200 = 2400 > 2400 does not hold C-01"), "{checks:?}");
    assert!(run.out.ends_with("Next: the whole vote is held again.\n"), "{}", run.out);
}

#[test]
fn what_a_person_has_to_see_to_is_remarked() {
    // only one deputy is left for the seat, and more ballots than voters
    let record = RECORD
        .replace(r#""round": "first""#, r#""round": "another""#)
        .replace(r#""member": 605"#, r#""member": 900"#)
        .replace(r#""registered": 1500"#, r#""registered": 1205"#);
    let run = explain("remarks.json", &record, "en");
    assert_eq!(run.status, Some(0), "{}", run.out);
    let remarks = section(&run.out, "Please note:");
    let issued =
        "More ballots were issued (1210) than there are registered voters (1205): please check.";
    assert_eq!(remarks[0], issued, "{}", run.out);
    assert!(!run.out.contains("collected (1200) than there"), "{}", run.out);
    assert!(!explain("no-remarks.json", RECORD, "en").out.contains("Please note"));
}

#[test]
fn too_few_candidates_for_another_election_are_remarked() {
    // nobody but Z has votes for the deputy's seat beside Y, who gives way to a brother
    let record = RECORD.replace(r#""member": 604"#, r#""member": 100"#).replace("560", "500");
    let run = explain("too-few.json", &record, "en");
    assert_eq!(run.status, Some(0), "{}", run.out);
    let remarks = section(&run.out, "Please note:");
    let deputy = "deputy director: 1 candidate for 1 seat. More candidates than seats are required: further candidates must be nominated.";
    assert_eq!(remarks, [deputy], "{}", run.out);
}

#[test]
fn problems_are_listed_by_path() {
    let record = RECORD.replace(r#""director": 700"#, r#""director": 1186"#);
    let run = explain("impossible.json", &record, "en");
    assert_eq!(run.status, Some(2));
    let line = "candidates[0].votes.director: 1186 votes (with those against and abstained) are more than the 1185 valid ballots";
    assert!(run.out.lines().any(|said| said == line), "{}", run.out);
    let whole = explain("no-json.json", "[", "en");
    assert!(whole.out.contains("the whole record: not JSON"), "{}", whole.out);
}

#[test]
fn what_a_terminal_would_obey_is_written_out() {
    let record = RECORD
        .replace(r#""name": "Wang""#, r#""name": "W\u001b[31m\u202eng\nElected:""#)
        .replace(r#""Y"#, r#""Y\u0007"#);
    let run = explain("terminal.json", &record, "en");
    assert_eq!(run.status, Some(0), "{}", run.out);
    let hidden = |letter: char| (letter.is_control() && letter != '\n') || letter == '\u{202e}';
    assert!(!run.out.contains(hidden), "{}", run.out);
    let elected = section(&run.out, "Elected:");
    assert_eq!(elected[0], r"director W\u{1b}[31m\u{202e}ng\nElected: (X) 700 votes");
    let wrong = record.replace(r#""sex": "m""#, r#""s\u001bx": "m""#);
    let run = explain("terminal-problems.json", &wrong, "en");
    assert!(!run.out.contains(hidden) && run.out.contains(r"s\u{1b}x"), "{}", run.out);
}
