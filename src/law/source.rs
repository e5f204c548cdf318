//! Where a rule comes from: the law and its article, and how surely it was read.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How surely a value was read (law.md section 0).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Tag {
    /// Full text of the law read.
    V,
    /// Read in an excerpt or a secondary source.
    E,
    /// From memory: a default that must be configurable.
    M,
    /// Stated by the reports the product grew from.
    S,
    /// Set by a local document (a layer of local rules).
    L,
}

impl Tag {
    /// The letter.
    pub fn letter(self) -> char {
        match self {
            Self::V => 'V',
            Self::E => 'E',
            Self::M => 'M',
            Self::S => 'S',
            Self::L => 'L',
        }
    }
}

/// A law (or local document) and its article.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Short code of the law such as `VC18`, or the number of a local document.
    pub law: String,
    /// Article or articles, empty where none is known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub article: String,
    /// How surely it was read.
    pub tag: Tag,
}

impl Source {
    /// `VC18 art. 15`, or the code alone where no article is known.
    pub fn cite(&self) -> String {
        self.to_string()
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.law)?;
        if self.article.is_empty() { Ok(()) } else { write!(f, " art. {}", self.article) }
    }
}
