//! What people are told of the columns of a kind: page and template say the same.

use super::{Kind, Need};
use crate::shell::words::Words;

/// A column as people are told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What it is called.
    pub label: String,
    /// Whether it may stay empty whatever else is there.
    pub free: bool,
    /// Whether it is needed, in words.
    pub need: String,
    /// How it is filled in.
    pub how: String,
}

impl Told {
    /// Its name, and when it is needed where that is not always.
    pub fn named(&self, need: Need, words: &Words) -> String {
        if matches!(need, Need::Always | Need::No) {
            return self.label.clone();
        }
        let variables =
            [("column", self.label.as_str().into()), ("need", self.need.as_str().into())];
        words.text_with("import-needed-unless", &variables)
    }
}

impl Kind {
    /// Its columns as people are told of them, in the order of the template.
    pub fn told(self, words: &Words) -> Vec<Told> {
        let told = self.columns().iter().map(|column| Told {
            label: words.text(&format!("import-column-{}", column.name)),
            free: column.need == Need::No,
            need: words.text(column.need.key()),
            how: words.text(&format!("import-how-{}", column.name)),
        });
        told.collect()
    }

    /// The columns that are needed, each with what it may be left out for; then the others.
    pub fn needed(self, words: &Words) -> (Vec<String>, Vec<String>) {
        let named = |free: bool| {
            let columns = self.columns().iter().zip(self.told(words));
            let columns = columns.filter(|(_, told)| told.free == free);
            columns.map(|(column, told)| told.named(column.need, words)).collect()
        };
        (named(false), named(true))
    }
}

impl Need {
    /// The key of the words that say it.
    fn key(self) -> &'static str {
        match self {
            Self::Always => "import-need-always",
            Self::OrNumber => "import-need-number",
            Self::OrPlace => "import-need-place",
            Self::OrPost => "import-need-post",
            Self::No => "import-need-no",
        }
    }
}
