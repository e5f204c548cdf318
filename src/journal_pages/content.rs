//! What a row of the journal holds, in words: the notes of its event and how many rows of which
//! tables it changed. No value of a table is told: figures of a sheet that is not definitive are in
//! its payload as well.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use law::body::Post;
use serde::{Deserialize, de::IgnoredAny};

use crate::shell::{clock, gates, journal::verify::WITHHELD, words::Words};

/// Which notes are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notes {
    /// All of them.
    All,
    /// Those that name no person, and nothing that somebody typed.
    Impersonal,
}

/// Notes that name nobody and hold nothing that somebody typed.
const IMPERSONAL: [&str; 22] = [
    "after",
    "ballots",
    "before",
    "bytes",
    "change",
    "channel",
    "closed_on",
    "digest",
    "good",
    "kind",
    "left",
    "lines",
    "made_at",
    "number",
    "post",
    "quantity",
    "seats_after",
    "seats_before",
    "stage",
    "voters",
    "withheld",
    "world",
];

#[derive(Deserialize)]
struct Payload {
    notes: BTreeMap<String, String>,
    changes: Vec<Changed>,
}

#[derive(Deserialize)]
struct Changed {
    relation: String,
    rows: Vec<IgnoredAny>,
}

/// Notes of words that mean something to a program, each with what stands before them in the keys of
/// words.
const MEANT: [(&str, &str); 7] = [
    ("stage", "stage-"),
    ("ballots", "ballots-"),
    ("channel", "channel-"),
    ("post", "post-"),
    ("change", "correction-"),
    ("kind", "import-kind-"),
    ("good", "journal-good-"),
];

/// What a note says, in words where it is one of a closed set.
fn meant(name: &str, value: String, words: &Words) -> String {
    let prefix = MEANT.iter().find(|(of, _)| *of == name).map(|(_, prefix)| prefix);
    let key = prefix.map(|prefix| format!("{prefix}{value}"));
    if let Some(key) = key.filter(|key| words.has(key)) {
        return words.text(&key);
    }
    if let Ok(day) = value.parse::<NaiveDate>() {
        return gates::day(day, words);
    }
    if let Ok(at) = value.parse::<DateTime<Utc>>() {
        return clock::shown(at);
    }
    seats(&value, words).unwrap_or(value)
}

/// Seats by posts, as `elections::seats` notes them.
fn seats(value: &str, words: &Words) -> Option<String> {
    let one = |part: &str| {
        let (post, n) = part.split_once(':')?;
        let post = words.text(&format!("post-{}", Post::from_word(post)?.word()));
        let n: u32 = n.parse().ok()?;
        Some(words.text_with("seats-one", &[("post", post.into()), ("n", n.into())]))
    };
    let seats = value.split_ascii_whitespace().map(one).collect::<Option<Vec<_>>>()?;
    (!seats.is_empty()).then(|| seats.join(&words.text("seats-and")))
}

/// The notes of a payload of which only the beginning is there.
fn beginning(bytes: &[u8]) -> Option<BTreeMap<String, String>> {
    let rest = bytes.strip_prefix(br#"{"notes":"#)?;
    serde_json::Deserializer::from_slice(rest).into_iter().next()?.ok()
}

/// The lines of a payload; one that says so where it was removed, or is too long to be told table by
/// table.
pub fn told(payload: Option<&[u8]>, which: Notes, words: &Words) -> Vec<String> {
    let Some(bytes) = payload else {
        return vec![words.text("journal-withheld")];
    };
    let whole = serde_json::from_slice::<Payload>(bytes);
    let (read, rows_of, many) = if let Ok(Payload { notes, changes }) = whole {
        (notes, changes, None)
    } else {
        let many = words.text("journal-many");
        (beginning(bytes).unwrap_or_default(), Vec::new(), Some(many))
    };
    let told = |name: &str| which == Notes::All || IMPERSONAL.contains(&name);
    let notes = read.into_iter().filter(|(name, _)| told(name));
    let mut tables: BTreeMap<String, usize> = BTreeMap::new();
    for one in rows_of {
        *tables.entry(one.relation).or_default() += one.rows.len();
    }
    let lines = notes.map(|(name, value)| {
        // which rows went with a rehearsal is for verify; how many is enough to be read
        let rows = || value.split_ascii_whitespace().count().to_string();
        let value = if name == WITHHELD { rows() } else { value };
        let value = meant(&name, value, words);
        let name = words.text(&format!("note-{name}"));
        words.text_with("journal-note", &[("name", name.into()), ("value", value.into())])
    });
    let changed = tables.into_iter().map(|(table, rows)| {
        let table = words.text(&format!("table-{table}"));
        let variables = [("table", table.into()), ("n", rows.to_string().into())];
        words.text_with("journal-rows", &variables)
    });
    lines.chain(changed).chain(many).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::words::Lang;

    #[test]
    fn notes_and_tables_are_told_and_no_value_is() {
        let payload = br#"{"notes":{"stage":"roll","after":"2025-02-24"},"changes":[
            {"number":1,"relation":"sheet_figure","operation":"insert","rows":[{"value":734561},{"value":2}]},
            {"number":2,"relation":"sheet_figure","operation":"insert","rows":[{"value":3}]}]}"#;
        let told = told(Some(payload), Notes::All, &Words::new(Lang::En));
        let expected =
            ["Day after: 2025-02-24 (Monday)", "Stage: Roll of voters", "Figures of the sheet: 3"];
        assert_eq!(told, expected);
    }

    #[test]
    fn a_payload_that_was_removed_is_told() {
        let words = Words::new(Lang::En);
        assert_eq!(told(None, Notes::All, &words), ["The content was removed"]);
    }

    #[test]
    fn of_a_long_payload_the_notes_are_told_without_its_end() {
        let payload = br#"{"notes":{"kind":"persons","lines":"16582"},"changes":[{"number":1,"rel"#;
        let told = told(Some(payload), Notes::All, &Words::new(Lang::En));
        let many = Words::new(Lang::En).text("journal-many");
        assert_eq!(told, ["kind: Persons", "lines: 16582", &*many]);
    }

    #[test]
    fn who_is_meant_and_what_was_typed_are_not_told_at_a_place() {
        let payload = r#"{"notes":{"candidate":"王小明","post":"member","reason":"王小明来电","new":"?"},"changes":[]}"#;
        let told = told(Some(payload.as_bytes()), Notes::Impersonal, &Words::new(Lang::En));
        assert_eq!(told, ["Post: member"]);
    }

    #[test]
    fn seats_are_said_in_the_language_of_whoever_reads() {
        let payload = br#"{"notes":{"seats_before":"director:1 member:2"},"changes":[]}"#;
        for (lang, post) in [(Lang::ZhCn, "主任"), (Lang::En, "director")] {
            let told = told(Some(payload), Notes::All, &Words::new(lang));
            assert!(told[0].contains(post) && !told[0].contains("director:1"), "{told:?}");
        }
    }

    #[test]
    fn every_protected_table_and_every_note_has_words() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut named = 0;
        for (folder, call, prefix) in
            [("migrations", "call protect('", "table"), ("src", ".note(\"", "note")]
        {
            for (file, text) in texts(&root.join(folder)) {
                // what stands in tests is no event of the program
                for part in text.split(call).skip(1).filter(|_| !file.contains("tests")) {
                    let name = part.split(['\'', '"']).next().expect("a name");
                    if name.is_empty() || name.contains('(') {
                        continue;
                    }
                    named += 1;
                    for lang in Lang::ALL {
                        let key = format!("{prefix}-{name}");
                        assert!(Words::new(lang).has(&key), "{file}: {key}");
                    }
                }
            }
        }
        assert!(named > 30, "{named}");
    }

    fn texts(folder: &std::path::Path) -> Vec<(String, String)> {
        let entries = std::fs::read_dir(folder).expect("a folder");
        let paths = entries.map(|entry| entry.expect("an entry").path());
        let texts = paths.flat_map(|path| {
            if path.is_dir() {
                return texts(&path);
            }
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            vec![(path.display().to_string(), text)]
        });
        texts.collect()
    }
}
