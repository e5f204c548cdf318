//! Everything that a reader of the rules is shown has a word in both languages.

use std::collections::BTreeSet;

use super::{Key, KeyKind, Pack, Tag};
use crate::registry::{self, Status};

const ZH: &str = include_str!("../../../../words/zh-CN.ftl");
const EN: &str = include_str!("../../../../words/en.ftl");

fn ids(text: &str) -> BTreeSet<&str> {
    text.lines()
        .filter(|line| line.starts_with(|first: char| first.is_ascii_alphabetic()))
        .filter_map(|line| line.split_once(" = ").or_else(|| line.split_once(" =")))
        .map(|(id, _)| id)
        .collect()
}

fn wanted() -> BTreeSet<String> {
    let dashed = |prefix: &str, word: &str| format!("{prefix}-{}", word.replace('_', "-"));
    let mut wanted = BTreeSet::new();
    for key in Key::ALL {
        wanted.insert(dashed("key", key.name()));
        if let KeyKind::Word(words) | KeyKind::Words(words) = key.kind() {
            wanted.extend(words.iter().map(|word| dashed("value", word)));
        }
    }
    wanted.extend(Status::ALL.map(|status| dashed("status", status.word())));
    wanted.extend(
        [Tag::V, Tag::E, Tag::M, Tag::S, Tag::L].map(|tag| format!("tag-{}", tag.letter())),
    );
    let values =
        Pack::all().iter().flat_map(|pack| pack.values.values().map(|entry| &entry.source));
    let sources = Pack::all().iter().flat_map(|pack| pack.sources.values());
    let registered = registry::all().iter().map(|rule| &rule.source);
    wanted.extend(
        values.chain(sources).chain(registered).map(|source| format!("law-{}", source.law)),
    );
    wanted
}

#[test]
fn every_key_value_status_tag_and_law_has_a_word_in_both_languages() {
    for (language, text) in [("zh-CN", ZH), ("en", EN)] {
        let ids = ids(text);
        let missing: Vec<_> =
            wanted().into_iter().filter(|id| !ids.contains(id.as_str())).collect();
        assert!(missing.is_empty(), "{language}: {missing:?}");
    }
}
