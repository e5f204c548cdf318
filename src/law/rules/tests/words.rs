//! The laws that packs, registry and calendar cite, and the statuses, have words in both languages.

use std::collections::BTreeSet;

use super::Pack;
use crate::registry::{self, Status};

const ZH: &str = include_str!("../../../../words/zh-CN.ftl");
const EN: &str = include_str!("../../../../words/en.ftl");

fn wanted() -> BTreeSet<String> {
    let statuses = Status::ALL.map(|status| format!("status-{}", status.word()));
    let values =
        Pack::all().iter().flat_map(|pack| pack.values.values().map(|entry| &entry.source));
    let sources = Pack::all().iter().flat_map(|pack| pack.sources.values());
    let registered = registry::all().iter().map(|rule| &rule.source);
    let cited = values.chain(sources).chain(registered).map(|source| source.law.as_str());
    let laws = cited.chain(crate::calendar::practice_laws()).map(|law| format!("law-{law}"));
    statuses.into_iter().chain(laws).collect()
}

#[test]
fn every_status_and_every_law_that_is_cited_has_a_word_in_both_languages() {
    for (language, text) in [("zh-CN", ZH), ("en", EN)] {
        let missing: Vec<_> = wanted()
            .into_iter()
            .filter(|id| !text.lines().any(|line| line.starts_with(&format!("{id} = "))))
            .collect();
        assert!(missing.is_empty(), "{language}: {missing:?}");
    }
}
