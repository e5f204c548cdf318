//! Records made to break the program: each is answered exactly, within 2 s and 500 MB.
//!
//! The time is that of the processor, which the system itself limits, so that other tests running
//! at the same time do not count; where they slow the processor down, the best of three runs does.
//! The memory is the peak that was resident.

use std::{
    fs,
    io::Write,
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
    thread,
    time::Duration,
};

use serde_json::Value;

use super::{Scratch, paths};

/// Deeper than any stack.
const DEEP: usize = 1_000_000;
const MANY: usize = 100_000;
const LARGE: usize = 100_000_000;
/// So many problems are listed, the others counted.
const LISTED: usize = 500_000;
/// Seconds of the processor for one record in the development build beside other tests; the released
/// program is to need no more than 2.
const SECONDS: u32 = 6;
const KILOBYTES: u64 = 500_000;

/// A record of villagers as text, with other values for some fields; a field whose name is not
/// among them is added.
fn record(changes: &[(&str, &str)]) -> String {
    let fields = [
        ("format", r#""huanjie-count/1""#),
        ("pack", r#""VC18""#),
        ("body", r#""villagers_committee""#),
        ("round", r#""first""#),
        ("base", r#"{"registered":1000}"#),
        ("ballots", r#"{"issued":1000000,"collected":1000000,"invalid":0,"blank":0}"#),
        ("seats", r#"[{"post":"member","seats":3}]"#),
        ("candidates", "[]"),
    ];
    let given = |name: &str| changes.iter().find(|(other, _)| *other == name);
    let added = changes.iter().filter(|(name, _)| fields.iter().all(|(other, _)| other != name));
    let size: usize = changes.iter().map(|(_, value)| value.len()).sum();
    let mut text = String::with_capacity(size + 1000);
    text.push('{');
    for (name, value) in fields.iter().map(|field| given(field.0).unwrap_or(field)).chain(added) {
        if text.len() > 1 {
            text.push(',');
        }
        text.extend(["\"", name, "\":", value]);
    }
    text.push('}');
    text
}

/// A list of so many items.
fn list(count: usize, item: impl Fn(usize) -> String) -> String {
    let mut text = String::from("[");
    for index in 0..count {
        if index > 0 {
            text.push(',');
        }
        text.push_str(&item(index));
    }
    text.push(']');
    text
}

/// The same item as often as it fits into a large text.
fn large_list(item: &str) -> String {
    format!("[{}{item}]", format!("{item},").repeat(LARGE / (item.len() + 1)))
}

fn items_of_large(item: &str) -> usize {
    LARGE / (item.len() + 1) + 1
}

/// A formal candidate for a seat of a member, with more fields.
fn person(index: usize, votes: usize, more: &str) -> String {
    let sex = if index.is_multiple_of(2) { "f" } else { "m" };
    format!(
        r#"{{"id":"{index:06}","sex":"{sex}","formal":["member"],"votes":{{"member":{votes}}}{more}}}"#
    )
}

/// What came of a record.
struct Answer {
    status: Option<i32>,
    out: String,
    name: &'static str,
}

impl Answer {
    /// All problems, by their paths.
    fn has_problems(&self, expected: &[&str]) {
        assert_eq!(self.status, Some(2), "{}", self.name);
        assert_eq!(paths(&self.out), expected, "{}", self.name);
    }

    /// So many problems are listed from this one, at most so many more are counted.
    fn has_many_problems(&self, first: &str, listed: usize, more: usize) {
        let Self { name, out, .. } = self;
        assert_eq!(self.status, Some(2), "{name}");
        let start = format!(r#"{{"errors":[{{"path":"{first}","#);
        assert!(out.starts_with(&start), "{name}: {}", &out[..200]);
        let told = out.matches(r#"{"path":""#).count();
        assert_eq!(told, listed + usize::from(more > 0), "{name}");
        if more > 0 {
            // a lower bound: where nothing more will be told, long lists are passed over
            let last = out.rsplit(r#"{"path":"","message":"at least "#).next().unwrap_or_default();
            let (number, rest) = last.split_once(' ').expect("a number");
            let number: usize = number.parse().expect("a number");
            assert!((1..=more).contains(&number), "{name}: {number} of {more}");
            assert_eq!(rest.trim_end(), r#"further problems are not listed"}]}"#, "{name}");
        }
    }

    fn is_decided(&self, elected: usize, next: &str) {
        let Self { name, out, .. } = self;
        assert_eq!(self.status, Some(0), "{name}: {}", &out[..out.len().min(200)]);
        assert!(out.starts_with(r#"{"format":"huanjie-decision/1","#) && out.ends_with("}\n"));
        assert_eq!(out.matches(r#""women_seat":"#).count(), elected + 1, "{name}: elected");
        assert!(out.contains(&format!(r#""next":"{next}","#)), "{name}: {next}");
    }
}

/// Runs `huanjie decide` within the limits on a file of the temporary folder.
fn decide(name: &'static str, record: impl AsRef<[u8]>) -> Answer {
    let file = Scratch::new(&format!("hostile-{}", name.replace(' ', "-")), record.as_ref());
    best(name, || answer(name, limited(file.path(), Stdio::null())))
}

/// The same for what is too large for a file of a test: on standard input.
fn decide_large(name: &'static str, record: &str) -> Answer {
    best(name, || {
        let mut child = limited("-", Stdio::piped());
        let mut input = child.stdin.take().expect("piped");
        thread::scope(|scope| {
            // a program that is stopped reads no more, and is found out by its status
            scope.spawn(move || input.write_all(record.as_bytes()).unwrap_or_default());
            answer(name, child)
        })
    })
}

/// The first of three answers that kept the limit of time: without a status, a run was stopped.
fn best(name: &str, run: impl Fn() -> Answer) -> Answer {
    let mut runs = (0..3).map(|_| run());
    let answer = runs.find(|answer| answer.status.is_some());
    answer.unwrap_or_else(|| panic!("{name}: stopped three times, after {SECONDS} s or by itself"))
}

fn limited(file: &str, stdin: Stdio) -> Child {
    Command::new("sh")
        .args(["-c", &format!(r#"ulimit -t {SECONDS}; exec "$0" decide --lang en "$1""#)])
        .args([env!("CARGO_BIN_EXE_huanjie"), file])
        .env_clear()
        .stdin(stdin)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts")
}

fn answer(name: &'static str, child: Child) -> Answer {
    let (ended, peak) = (AtomicBool::new(false), AtomicU64::new(0));
    let status = format!("/proc/{}/status", child.id());
    let done = thread::scope(|scope| {
        scope.spawn(|| {
            while !ended.load(Ordering::Relaxed) {
                peak.fetch_max(resident(&status).unwrap_or(0), Ordering::Relaxed);
                thread::sleep(Duration::from_millis(1));
            }
        });
        let done = child.wait_with_output().expect("the program ends");
        ended.store(true, Ordering::Relaxed);
        done
    });
    let peak = peak.load(Ordering::Relaxed);
    assert!(peak <= KILOBYTES, "{name}: {peak} kB");
    assert_eq!(String::from_utf8_lossy(&done.stderr), "", "{name}");
    let out = String::from_utf8_lossy(&done.stdout).into_owned();
    Answer { status: done.status.code(), out, name }
}

/// The highest resident memory of a process so far, in kB, where the system tells it.
fn resident(status: &str) -> Option<u64> {
    let text = fs::read_to_string(status).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse().ok()
}

#[test]
fn nesting_is_no_danger_at_any_place() {
    let deep = format!("{}{}", "[".repeat(DEEP), "]".repeat(DEEP));
    let objects = format!("{}1{}", r#"{"a":"#.repeat(DEEP), "}".repeat(DEEP));
    decide("unknown field", record(&[("x", &deep)])).has_problems(&["x"]);
    decide("objects", record(&[("x", &objects)])).has_problems(&["x"]);
    decide("text", &deep).has_problems(&[""]);
    decide("text that stays open", "[".repeat(DEEP)).has_problems(&[""]);
    decide("candidates", record(&[("candidates", &deep)])).has_problems(&["candidates[0]"]);
    decide("seats", record(&[("seats", &deep)])).has_problems(&["seats[0]"]);
    decide("ballots", record(&[("ballots", &deep)])).has_problems(&["ballots"]);
    let parameters = format!(r#"{{"women_seat":{deep}}}"#);
    decide("parameter", record(&[("parameters", &parameters)]))
        .has_problems(&["parameters.women_seat"]);
    let person = person(0, 1, &format!(r#","kin":{deep},"name":{deep}"#));
    decide("person", record(&[("candidates", &format!("[{person}]"))]))
        .has_problems(&["candidates[0].name", "candidates[0].kin[0]"]);
    let read = [
        ("ballots", r#"{"issued":1,"collected":1}"#),
        ("ballots_read", &format!(r#"[{{"marks":{{"member":{deep}}}}}]"#)),
    ];
    decide("marks", record(&read)).has_problems(&["ballots_read[0].marks.member[0]"]);
}

#[test]
fn numbers_outside_the_format_are_refused_wherever_they_stand() {
    for number in ["9223372036854775808", "1e400", "-1", "1.0", "1000000001"] {
        let person = format!(
            r#"[{{"id":"A","sex":"f","formal":[],"votes":{{"member":{number}}},
                "against":{{"member":{number}}},"abstain":{{"member":{number}}}}}]"#
        );
        let ballots = format!(
            r#"{{"issued":{number},"collected":{number},"invalid":{number},"blank":{number}}}"#
        );
        let seats = format!(r#"[{{"post":"member","seats":{number}}}]"#);
        let base = format!(r#"{{"full_members":{number},"exempt":{number},"present":{number}}}"#);
        let text = record(&[
            ("pack", r#""P20""#),
            ("body", r#""party_committee""#),
            ("base", &base),
            ("ballots", &ballots),
            ("seats", &seats),
            ("candidates", &person),
        ]);
        decide("numbers", text).has_problems(&[
            "base.full_members",
            "base.exempt",
            "base.present",
            "ballots.issued",
            "ballots.collected",
            "ballots.invalid",
            "ballots.blank",
            "seats[0].seats",
            "candidates[0].votes.member",
            "candidates[0].against.member",
            "candidates[0].abstain.member",
        ]);
        let text = record(&[
            ("base", &format!(r#"{{"registered":{number}}}"#)),
            ("ballots", r#"{"issued":1,"collected":1}"#),
            ("ballots_read", &format!(r#"[{{"times":{number}}}]"#)),
        ]);
        decide("times", text).has_problems(&["base.registered", "ballots_read[0].times"]);
    }
}

#[test]
fn what_stands_twice_is_told_once() {
    let twice = format!("[{},{},{0}]", person(0, 1, ""), person(1, 1, ""));
    decide("ids", record(&[("candidates", &twice)])).has_problems(&["candidates[2].id"]);
    let fields = r#"[{"id":"A","id":"B","sex":"f","formal":[],"votes":{"member":1,"member":2}}]"#;
    let text = record(&[("candidates", fields)]).replacen('{', r#"{"pack":"VC10","#, 1);
    decide("fields", text).has_problems(&[
        "pack",
        "candidates[0].id",
        "candidates[0].votes.member",
    ]);
    let parameters = r#"{"women_seat":true,"women_seat":false,"no":1,"no":2}"#;
    decide("parameters", record(&[("parameters", parameters)]))
        .has_problems(&["parameters.women_seat", "parameters.no"]);
}

#[test]
fn text_that_is_no_record_is_refused_as_a_whole() {
    let whole = record(&[("candidates", &format!("[{}]", person(0, 1, "")))]);
    decide("empty", "").has_problems(&[""]);
    decide("blanks only", " \n").has_problems(&[""]);
    decide("NUL", "\0").has_problems(&[""]);
    decide("NUL behind", format!("{whole}\0")).has_problems(&[""]);
    decide("NUL in a string", whole.replacen("000000", "\0", 1)).has_problems(&[""]);
    decide("two records", format!("{whole}{whole}")).has_problems(&[""]);
    for end in (0..whole.len()).step_by(37) {
        decide("truncated", &whole[..end]).has_problems(&[""]);
    }
    for bytes in [&b"\xff"[..], b"\xc3\x28", b"\xed\xa0\x80"] {
        let mut text = whole.clone().into_bytes();
        text.splice(20..20, bytes.iter().copied());
        decide("not UTF-8", text).has_problems(&[""]);
    }
    decide("half a character", &"\u{6362}".as_bytes()[..2]).has_problems(&[""]);
}

#[test]
fn a_hundred_thousand_candidates_are_decided_or_refused() {
    let people = list(MANY, |index| person(index, 9, ""));
    decide("valid", record(&[("candidates", &people)])).is_decided(0, "another_election");
    let people = list(MANY, |_| person(7, 9, ""));
    decide("the same id", record(&[("candidates", &people)])).has_many_problems(
        "candidates[1].id",
        MANY - 1,
        0,
    );
    let people = list(MANY, |_| "{}".to_owned());
    decide("no field", record(&[("candidates", &people)])).has_many_problems(
        "candidates[0].id",
        4 * MANY,
        0,
    );
    let people = list(MANY, |index| person(index, 1_000_001 + index, ""));
    // beside each of them the sum of the post
    decide("too many votes", record(&[("candidates", &people)])).has_many_problems(
        "candidates[0].votes.member",
        MANY + 1,
        0,
    );
}

/// Another election in which everybody reaches a third, for so many seats, with kin avoidance.
fn of_kin(seats: usize, people: &str) -> String {
    record(&[
        ("round", r#""another""#),
        ("parameters", r#"{"kin_avoidance":true,"women_seat":false,"difference":"not_required"}"#),
        ("seats", &format!(r#"[{{"post":"member","seats":{seats}}}]"#)),
        ("candidates", people),
    ])
}

#[test]
fn a_hundred_thousand_kin_give_way() {
    let kin = |of: Option<usize>| of.map_or(String::new(), |of| format!(r#","kin":["{of:06}"]"#));
    // all are kin of the one with the most votes, who alone is elected
    let star = list(MANY, |index| {
        let (votes, of) = if index == 0 { (400_000, None) } else { (333_334, Some(0)) };
        person(index, votes, &kin(of))
    });
    decide("kin of one", of_kin(50_000, &star)).is_decided(1, "another_election");
    // each is kin of the one before: every second gives way, and the next is seated
    let falling = list(MANY, |index| person(index, 433_334 - index, &kin(index.checked_sub(1))));
    decide("falling chain", of_kin(50_000, &falling)).is_decided(50_000, "declare");
    // with equal votes each contests a seat with the one before
    let equal = list(MANY, |index| person(index, 333_334, &kin(index.checked_sub(1))));
    decide("equal chain", of_kin(MANY, &equal)).is_decided(0, "tie_revote");
    decide("equal chain at the line", of_kin(50_000, &equal)).is_decided(0, "tie_revote");
}

#[test]
fn a_large_string_is_passed_over() {
    let name = format!(r#""{}""#, "x".repeat(LARGE));
    decide_large("string", &record(&[("already_elected", &name)]))
        .has_problems(&["already_elected"]);
}

#[test]
fn large_blanks_are_passed_over() {
    let blanks = format!("{}[]", " ".repeat(LARGE));
    decide_large("blanks", &record(&[("candidates", &blanks)])).is_decided(0, "another_election");
}

#[test]
fn a_large_list_of_candidates_is_decided() {
    let name = r#","name":"候选人的姓名""#;
    let count = LARGE / (person(0, 9, name).len() + 1);
    let people = list(count, |index| person(index, 1, name));
    decide_large("candidates", &record(&[("candidates", &people)]))
        .is_decided(0, "another_election");
}

#[test]
fn a_large_list_of_ballots_is_read() {
    let ballot = r#"{"marks":{"member":["000000","000001"]}}"#;
    let count = items_of_large(ballot);
    let people = list(10, |index| person(index, 0, "").replace(r#","votes":{"member":0}"#, ""));
    let ballots = format!(r#"{{"issued":{count},"collected":{count}}}"#);
    let text = |ballot: &str| {
        record(&[
            ("ballots", &ballots),
            ("candidates", &people),
            ("ballots_read", &large_list(ballot)),
        ])
    };
    let answer = decide_large("ballots", &text(ballot));
    answer.is_decided(2, "another_election");
    let decision: Value = serde_json::from_str(&answer.out).expect("JSON");
    assert_eq!(decision["elected"][0]["votes"], count);
    decide_large("unknown marks", &text(&ballot.replace("00000", "00009"))).has_many_problems(
        "ballots_read[0].marks.member[0]",
        LISTED,
        2 * count - LISTED,
    );
}

#[test]
fn a_large_list_of_zeros_is_refused() {
    decide_large("zeros", &record(&[("candidates", &large_list("0"))])).has_many_problems(
        "candidates[0]",
        LISTED,
        items_of_large("0") - LISTED,
    );
}

#[test]
fn a_large_list_of_empty_candidates_is_refused() {
    // what follows from a missing field is not looked for in so many
    decide_large("objects", &record(&[("candidates", &large_list("{}"))])).has_many_problems(
        "candidates[0].id",
        LISTED,
        3 * items_of_large("{}") - LISTED,
    );
}

#[test]
fn large_unknown_parameters_are_refused() {
    let item = |index: usize| format!(r#""p{index:07}":1"#);
    let count = LARGE / (item(0).len() + 1);
    let parameters = list(count, item);
    let parameters = format!("{{{}}}", &parameters[1..parameters.len() - 1]);
    decide_large("parameters", &record(&[("parameters", &parameters)])).has_many_problems(
        "parameters.p0000000",
        LISTED,
        count - LISTED,
    );
}

#[test]
fn a_large_list_of_kin_is_read_or_refused() {
    let text = |id: &str| {
        let first = person(0, 9, &format!(r#","kin":{}"#, large_list(id)));
        record(&[("candidates", &format!("[{first},{}]", person(1, 9, "")))])
    };
    decide_large("kin", &text(r#""000001""#)).is_decided(0, "rerun");
    decide_large("unknown kin", &text(r#""z""#)).has_many_problems(
        "candidates[0].kin[0]",
        LISTED,
        items_of_large(r#""z""#) - LISTED,
    );
}
