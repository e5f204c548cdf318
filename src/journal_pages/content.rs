//! What a row of the journal holds, in words: the notes of its event and how many rows of which
//! tables it changed. No value of a table is told: figures of a sheet that is not definitive are in
//! its payload as well.

use std::collections::BTreeMap;

use serde::{Deserialize, de::IgnoredAny};

use crate::shell::{journal::verify::WITHHELD, words::Words};

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
const MEANT: [(&str, &str); 5] = [
    ("stage", "stage-"),
    ("ballots", "ballots-"),
    ("channel", "channel-"),
    ("post", "post-"),
    ("change", "correction-"),
];

/// What a note says, in words where it is one of a closed set.
fn meant(name: &str, value: String, words: &Words) -> String {
    let prefix = MEANT.iter().find(|(of, _)| *of == name).map(|(_, prefix)| prefix);
    let key = prefix.map(|prefix| format!("{prefix}{value}"));
    key.filter(|key| words.has(key)).map_or(value, |key| words.text(&key))
}

/// The lines of a payload; one that says so where it was removed or cannot be read.
pub fn told(payload: Option<&[u8]>, words: &Words) -> Vec<String> {
    let payload = payload.and_then(|bytes| serde_json::from_slice::<Payload>(bytes).ok());
    let Some(Payload { notes, changes }) = payload else {
        return vec![words.text("journal-withheld")];
    };
    let mut tables: BTreeMap<String, usize> = BTreeMap::new();
    for one in changes {
        *tables.entry(one.relation).or_default() += one.rows.len();
    }
    let noted = notes.into_iter().map(|(name, value)| {
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
    noted.chain(changed).collect()
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
        let told = told(Some(payload), &Words::new(Lang::En));
        let expected =
            ["Day after: 2025-02-24", "Stage: Roll of voters", "Figures of the sheet: 3"];
        assert_eq!(told, expected);
    }

    #[test]
    fn a_payload_that_was_removed_is_told() {
        let words = Words::new(Lang::En);
        assert_eq!(told(None, &words), ["The content was removed"]);
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
