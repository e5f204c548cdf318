//! What a line changes of what is there, in words: old → new, by column.

use serde::{Deserialize, Serialize};

use super::kinds::{Kind, Read};
use crate::shell::words::Words;

/// A change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The column.
    pub column: String,
    /// What is there.
    pub old: Option<String>,
    /// What will be there.
    pub new: Option<String>,
}

impl Change {
    /// In words; of numbers of persons only that one is added.
    pub fn told(&self, kind: Kind, words: &Words) -> String {
        let column = words.text(&format!("import-column-{}", self.column));
        if ["idno", "phone"].contains(&&*self.column) {
            return words.text_with("import-change-added", &[("column", column.into())]);
        }
        let said = |value: &Option<String>| match value.as_deref() {
            None | Some("") => words.text("import-change-nothing"),
            Some(value) => self.word(kind, value, words),
        };
        let variables = [
            ("column", column.into()),
            ("old", said(&self.old).into()),
            ("new", said(&self.new).into()),
        ];
        words.text_with("import-change", &variables)
    }

    /// What is there, in words with its column, of a line that says it; nothing of what is shown nowhere.
    pub fn said(&self, kind: Kind, words: &Words) -> Option<String> {
        let value = self.new.as_deref().filter(|value| !value.is_empty())?;
        let column = kind.columns().iter().find(|column| column.name == self.column)?;
        let column = words.text(&format!("import-column-{}", column.name));
        let value = self.word(kind, value, words);
        Some(words.text_with("import-said", &[("column", column.into()), ("value", value.into())]))
    }

    fn word(&self, kind: Kind, value: &str, words: &Words) -> String {
        let column = kind.columns().iter().find(|column| column.name == self.column);
        let prefix = match (column.map(|column| column.read), &*self.column) {
            (Some(Read::Word(set) | Read::Standing(set)), _) => set.prefix,
            (Some(Read::Post), _) => "held-post-",
            (Some(Read::Body), _) => "held-body-",
            (Some(Read::Sex), _) => "sex-",
            // it follows for members from their standing
            (None, "politics") => "politics-",
            _ => return value.to_owned(),
        };
        words.text(&format!("{prefix}{value}"))
    }
}
