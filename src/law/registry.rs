//! The registry of rules.
use crate::{
    reason::RuleId,
    source::{Source, Tag},
};
use std::sync::LazyLock;
/// The article behind a rule where neither pack nor overlay names one.
pub fn source(rule: RuleId) -> &'static Source {
    static NONE: LazyLock<Source> =
        LazyLock::new(|| Source { law: "law.md".into(), article: String::new(), tag: Tag::M });
    let _ = rule;
    &NONE
}
