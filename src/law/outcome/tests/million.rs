//! A million records, most of them damaged: never a panic, and what is decided is sound.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::{
    generate::{self, Choices},
    sound::assert_sound,
};
use crate::outcome::Count;

#[test]
fn a_quarter_of_a_million_records_as_they_should_be() {
    let outcomes = run(1, |_, text| text);
    assert_eq!(outcomes.refused, 0);
}

#[test]
fn a_quarter_of_a_million_records_with_other_values_in_them() {
    run(2, edited).assert_both();
}

#[test]
fn a_quarter_of_a_million_records_with_other_numbers_in_them() {
    run(3, |choices, text| renumbered(choices, &text)).assert_both();
}

#[test]
fn a_quarter_of_a_million_records_with_bytes_changed() {
    run(4, damaged).assert_both();
}

/// What became of the records of a run.
#[derive(Debug, Default)]
struct Outcomes {
    decided: u32,
    refused: u32,
}

impl Outcomes {
    /// Each outcome is at least an eighth of all, so that neither is tested for show.
    fn assert_both(&self) {
        let all = self.decided + self.refused;
        assert!(8 * self.decided >= all && 8 * self.refused >= all, "{self:?}");
    }
}

/// Records per test; fewer where every mutant runs them.
fn records() -> u32 {
    match std::env::var("HUANJIE_RECORDS") {
        Ok(number) => number.parse().expect("HUANJIE_RECORDS is a number"),
        Err(_) => 250_000,
    }
}

fn run(seed: u64, change: impl Fn(&mut Choices, Vec<u8>) -> Vec<u8>) -> Outcomes {
    let mut choices = Choices::Stream(seed);
    let mut outcomes = Outcomes::default();
    for _ in 0..records() {
        let mut record = generate::record(&mut choices);
        let whole = if choices.once_in(4) {
            let ballots = generate::ballots(&mut choices, &mut record);
            generate::to_json_read(&record, &ballots)
        } else {
            generate::to_json(&record)
        };
        let text = change(&mut choices, whole.to_string().into_bytes());
        match Count::from_json(&text) {
            Ok(count) => {
                outcomes.decided += 1;
                assert_sound(count.record(), &count.decide());
            }
            Err(problems) => {
                outcomes.refused += 1;
                let paths: HashSet<_> = problems.iter().map(|problem| &problem.path).collect();
                assert!(!problems.is_empty() && paths.len() == problems.len(), "{problems:?}");
            }
        }
    }
    outcomes
}

/// Drops, repeats or replaces a value somewhere in the record, once to three times.
#[expect(clippy::needless_pass_by_value, reason = "every change takes the text")]
fn edited(choices: &mut Choices, text: Vec<u8>) -> Vec<u8> {
    let mut whole: Value = serde_json::from_slice(&text).expect("a generated record");
    for _ in 0..choices.up_to(3) {
        edit(choices, &mut whole);
    }
    whole.to_string().into_bytes()
}

fn edit(choices: &mut Choices, value: &mut Value) {
    let deeper = !choices.once_in(4);
    match value {
        Value::Object(fields) if !fields.is_empty() => {
            let names: Vec<String> = fields.keys().cloned().collect();
            let name = &names[choices.place(names.len())];
            if deeper {
                edit(choices, &mut fields[name]);
            } else {
                let old = fields.remove(name);
                if choices.once_in(3) {
                    let other = choices.pick(&["votes", "director", "member", "kin", "", "\u{0}"]);
                    fields.insert(other.to_owned(), old.unwrap_or_default());
                }
            }
        }
        Value::Array(items) if !items.is_empty() => {
            let place = choices.place(items.len());
            match choices.up_to(5) {
                4 => drop(items.remove(place)),
                5 => items.push(items[place].clone()),
                _ => edit(choices, &mut items[place]),
            }
        }
        _ => *value = other_value(choices),
    }
}

fn other_value(choices: &mut Choices) -> Value {
    match choices.up_to(9) {
        0..=3 => json!(choices.up_to(12)),
        4 => json!(choices.pick(&["A", "B", "Z", "director", "member", "first", "another"])),
        5 => json!(choices.once_in(2)),
        6 => Value::Null,
        7 => json!([]),
        8 => json!({ "A": [1] }),
        _ => (0..choices.up_to(40)).fold(json!(1), |inner, _| json!([inner])),
    }
}

const NUMBERS: [&str; 14] = [
    "9223372036854775808",
    "-1",
    "1.5",
    "1e400",
    "1.0",
    "-0",
    "1000000000",
    "1000000001",
    "4294967296",
    "0",
    "1",
    "2",
    "7",
    "12",
];

/// Puts another number for one or two of those in the text.
fn renumbered(choices: &mut Choices, text: &[u8]) -> Vec<u8> {
    let starts: Vec<usize> = text
        .windows(2)
        .enumerate()
        .filter(|(_, pair)| pair[0] == b':' && pair[1].is_ascii_digit())
        .map(|(place, _)| place + 1)
        .collect();
    let wanted: HashSet<usize> =
        (0..=choices.up_to(1)).map(|_| starts[choices.place(starts.len())]).collect();
    let mut changed = Vec::with_capacity(text.len() + 40);
    let mut place = 0;
    while place < text.len() {
        if wanted.contains(&place) {
            changed.extend(choices.pick(&NUMBERS).bytes());
            place += text[place..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        } else {
            changed.push(text[place]);
            place += 1;
        }
    }
    changed
}

/// Flips bits, takes out, repeats or cuts off stretches, or puts other bytes in.
fn damaged(choices: &mut Choices, mut text: Vec<u8>) -> Vec<u8> {
    let place = choices.place(text.len());
    let end = (place + choices.place(8)).min(text.len());
    match choices.up_to(7) {
        0 => text[place] ^= 1 << choices.up_to(7),
        1 => text[place] = u8::try_from(choices.up_to(255)).expect("a byte"),
        2 => drop(text.drain(place..end)),
        3 => {
            let again = text[place..end].to_vec();
            text.splice(end..end, again);
        }
        4 => text.truncate(place),
        5 => {
            let other = choices.pick(&["[", "}", "\"", ",", "\\u0000"]);
            text.splice(place..place, other.bytes());
        }
        // blanks between any two values change nothing
        _ => {
            let gaps: Vec<usize> = text
                .iter()
                .enumerate()
                .filter(|(_, byte)| b"[]{}:".contains(byte))
                .map(|(place, _)| place)
                .collect();
            let gap = gaps[choices.place(gaps.len())];
            text.splice(gap..gap, *b"\n\t ");
        }
    }
    text
}
