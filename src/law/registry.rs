//! The registry of rules: every rule of the rule base and every demand of the reports, what it is
//! called, whether the program computes it, and the article behind it.

use std::{collections::BTreeMap, sync::LazyLock};

use serde::{Deserialize, Serialize};

use crate::{
    reason::RuleId,
    rules::pack::Bilingual,
    source::{Source, Tag},
};

/// How far the program carries a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// A function of this crate computes it.
    Computed,
    /// The program stores and shows what it needs; people judge.
    Recorded,
    /// Nothing is there for it yet.
    NotYet,
}

impl Status {
    /// All statuses.
    pub const ALL: [Self; 3] = [Self::Computed, Self::Recorded, Self::NotYet];

    /// The word used in the registry.
    pub fn word(self) -> &'static str {
        match self {
            Self::Computed => "computed",
            Self::Recorded => "recorded",
            Self::NotYet => "not_yet",
        }
    }
}

/// A rule or a demand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its id, such as `C-01` or `S3-16`.
    pub id: String,
    /// What it is about.
    pub title: Bilingual,
    /// How far the program carries it.
    pub status: Status,
    /// The module of this crate that computes it; set exactly when the status is `Computed`.
    pub module: Option<String>,
    /// The article behind it where neither pack nor overlay names one.
    pub source: Source,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    title: Bilingual,
    status: Status,
    module: Option<String>,
    source: Source,
}

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "a file of the program itself; a test reads it")]
    let lines: BTreeMap<String, Line> =
        toml::from_str(include_str!("rules/registry.toml")).expect("the shipped registry");
    lines
        .into_iter()
        .map(|(id, Line { title, status, module, source })| Rule {
            id,
            title,
            status,
            module,
            source,
        })
        .collect()
});

/// All rules and demands, in the order of their ids.
pub fn all() -> &'static [Rule] {
    &RULES
}

/// The rule or demand of that id.
pub fn find(id: &str) -> Option<&'static Rule> {
    RULES.binary_search_by(|rule| rule.id.as_str().cmp(id)).ok().map(|index| &RULES[index])
}

/// The article behind a rule where neither pack nor overlay names one.
///
/// An id that is no rule's is answered with the rule base itself, tag M.
pub fn source(rule: RuleId) -> &'static Source {
    static NONE: LazyLock<Source> =
        LazyLock::new(|| Source { law: "law.md".into(), article: String::new(), tag: Tag::M });
    find(rule.0).map_or(&NONE, |rule| &rule.source)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::rules::Key;

    /// Ids of the rule base with the section that states them.
    const IDS: &str = include_str!("../../docs/rule-ids.txt");

    fn ids() -> Vec<&'static str> {
        IDS.lines()
            .filter(|line| !line.starts_with('#'))
            .map(|line| line.split_once(' ').expect("id and section").0)
            .collect()
    }

    #[test]
    fn every_rule_of_the_rule_base_is_registered_and_no_other() {
        let listed: BTreeSet<&str> = ids().into_iter().collect();
        let registered: BTreeSet<&str> = all().iter().map(|rule| rule.id.as_str()).collect();
        assert_eq!(ids().len(), listed.len(), "an id is listed twice");
        assert_eq!(listed, registered);
    }

    #[test]
    fn a_rule_names_its_module_exactly_when_it_is_computed() {
        for rule in all() {
            assert_eq!(rule.status == Status::Computed, rule.module.is_some(), "{}", rule.id);
        }
    }

    #[test]
    fn every_rule_has_a_title_in_both_languages_and_a_law() {
        for rule in all() {
            assert!(!rule.title.zh.trim().is_empty(), "{}", rule.id);
            assert!(rule.title.en.is_ascii() && !rule.title.en.trim().is_empty(), "{}", rule.id);
            assert!(!rule.source.law.is_empty(), "{}", rule.id);
        }
    }

    #[test]
    fn demands_come_from_the_reports() {
        let demands: Vec<_> = all().iter().filter(|rule| rule.id.starts_with('S')).collect();
        assert_eq!(demands.len(), 24 + 7 + 34);
        for demand in demands {
            assert_eq!((demand.source.law.as_str(), demand.source.tag), ("reports", Tag::S));
        }
    }

    #[test]
    fn every_id_is_found_and_answers_with_its_source() {
        for id in ids() {
            assert_eq!(find(id).expect(id).id, id);
        }
        let turnout = source(RuleId("C-01"));
        assert_eq!((turnout.law.as_str(), turnout.article.as_str()), ("VC18", "15"));
    }

    #[test]
    fn an_unknown_id_answers_with_the_rule_base() {
        assert_eq!(find("C-99"), None);
        assert_eq!(find(""), None);
        assert_eq!(source(RuleId("C-99")).cite(), "law.md");
    }

    #[test]
    fn statuses_read_as_they_are_written() {
        for status in Status::ALL {
            assert_eq!(serde_json::to_value(status).expect("a word"), status.word());
        }
    }

    /// The text of a module of this crate with its parts, its tests left out.
    fn module_text(name: &str) -> String {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let parts = std::fs::read_dir(root.join(name)).into_iter().flatten().flatten();
        let files = parts.map(|part| part.path()).chain([root.join(format!("{name}.rs"))]);
        files
            .filter(|file| file.extension().is_some_and(|end| end == "rs"))
            .filter(|file| !file.ends_with("tests.rs"))
            .map(|file| std::fs::read_to_string(file).expect("a file of the module"))
            .map(|text| text.split("#[cfg(test)]\nmod tests {").next().map(str::to_owned))
            .collect::<Option<String>>()
            .map(|text| code(&text))
            .expect("text before the tests")
    }

    /// The text without what follows `//` on a line: a comment computes nothing.
    fn code(text: &str) -> String {
        text.lines().filter_map(|line| line.split("//").next()).collect::<Vec<_>>().join("\n")
    }

    /// Cited as a rule, or read by a key of the rule or by the parameter of that name.
    fn names(text: &str, rule: &str) -> bool {
        let reads = |key: &Key| {
            let parameter = text.contains(&format!(".{}", key.name()));
            key.rule() == rule && (parameter || text.contains(&format!("Key::{key:?}")))
        };
        text.contains(&format!("\"{rule}\"")) || Key::ALL.iter().any(reads)
    }

    /// Computed by functions that cite no id because they make no comparison of it: their line of
    /// law alone names the rule. The list is exact: it shrinks when one is cited.
    const BY_DOC_ALONE: &[&str] = &[
        "outcome C-06",
        "outcome C-07",
        "outcome C-09",
        "outcome C-10",
        "party P-12",
        "outcome P-19",
        "outcome P-22",
        "outcome P-23",
        "meeting R-12",
        "outcome R-15",
        "commission V-14",
        "kin V-54",
    ];

    #[test]
    fn the_module_of_a_computed_rule_names_the_rule_or_reads_its_keys() {
        let idle: Vec<String> = all()
            .iter()
            .filter_map(|rule| rule.module.as_deref().map(|module| (module, rule.id.as_str())))
            .filter(|(module, id)| !names(&module_text(module), id))
            .map(|(module, id)| format!("{module} {id}"))
            .collect();
        assert_eq!(idle, BY_DOC_ALONE, "claimed as computed");
    }

    #[test]
    fn a_rule_that_code_cites_or_reads_is_not_waiting() {
        let modules = [
            "calendar",
            "commission",
            "identity",
            "kin",
            "meeting",
            "outcome",
            "party",
            "roll",
            "seats",
            "stage",
            "tally",
        ];
        let texts = modules.map(module_text);
        let waiting = all().iter().filter(|rule| rule.status == Status::NotYet);
        let working: Vec<_> = waiting
            .filter(|rule| texts.iter().any(|text| names(text, &rule.id)))
            .map(|rule| rule.id.as_str())
            .collect();
        assert!(working.is_empty(), "called not yet: {working:?}");
    }

    #[test]
    fn what_the_product_itself_asks_for_cites_the_product() {
        let source = source(RuleId("H2"));
        assert_eq!((source.law.as_str(), source.tag), ("product", Tag::S));
    }
}
