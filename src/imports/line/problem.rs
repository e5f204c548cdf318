//! What is wrong in a line, and how it is said.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    imports::kinds::{Kind, Read},
    shell::{ids::PersonId, words::Words},
};

/// What the keys of words begin with that ask somebody to look once more.
const WARNS: &str = "import-warn-";

/// What the keys of words end with that name who is registered.
const NAMED: &str = "-named";
/// Words of a column that are told where another stands there.
const FEW: usize = 16;

/// What is wrong in a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The column; empty for the whole line.
    pub column: String,
    /// The key of words that say what.
    pub key: String,
    /// What stands there, or what they name.
    pub value: String,
    /// The day that it lies after, where the words say so: that of a rehearsal is not everybody's today.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub today: Option<NaiveDate>,
    /// Who is registered so: named to who may see that one, by other words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
}

impl Problem {
    /// Whether it only asks somebody to look once more: the line is taken like any other.
    pub fn warns(&self) -> bool {
        self.key.starts_with(WARNS)
    }

    /// Names who is registered so, to somebody who may see that one.
    pub fn name(&mut self, called: String) {
        self.key.push_str(NAMED);
        self.value = called;
    }

    /// In words, without line and column.
    pub fn said(&self, words: &Words) -> String {
        let value = || self.value.as_str().into();
        let today = self.today.map(|on| on.to_string()).unwrap_or_default();
        let variables = [
            ("value", value()),
            ("n", value()),
            ("says", value()),
            ("today", today.into()),
            ("choices", self.choices(words).into()),
        ];
        words.text_with(&self.key, &variables)
    }

    /// Which words its column takes, where it takes others and they are few.
    fn choices(&self, words: &Words) -> String {
        if self.key != "import-bad-word" {
            return String::new();
        }
        let all = Kind::ALL.iter().flat_map(|kind| kind.columns());
        let set = all.filter(|column| column.name == self.column).find_map(|one| match one.read {
            Read::Word(set) | Read::Standing(set) if set.words.len() <= FEW => Some(set),
            _ => None,
        });
        let Some(set) = set else { return String::new() };
        let labels = set.words.iter().map(|word| words.text(&format!("{}{word}", set.prefix)));
        let mut labels: Vec<String> = labels.collect();
        if self.column == "standing" {
            // read there, too
            labels.push(words.text("import-presence-mobile"));
        }
        let labels = labels.join(&words.text("import-and"));
        words.text_with("import-choices", &[("words", labels.into())])
    }

    /// In words, and that it only asks to look once more.
    pub fn marked(&self, words: &Words) -> String {
        let said = self.said(words);
        if self.warns() {
            words.text_with("import-warns-said", &[("problem", said.into())])
        } else {
            said
        }
    }

    /// In words with line and column.
    pub fn told(&self, line: i64, words: &Words) -> String {
        let key =
            if self.column.is_empty() { "import-line-said-whole" } else { "import-line-said" };
        let variables = [
            ("line", line.to_string().into()),
            ("column", self.column(words).into()),
            ("problem", self.marked(words).into()),
        ];
        words.text_with(key, &variables)
    }

    /// What its column is called.
    pub fn column(&self, words: &Words) -> String {
        if self.column.is_empty() {
            String::new()
        } else {
            words.text(&format!("import-column-{}", self.column))
        }
    }
}
