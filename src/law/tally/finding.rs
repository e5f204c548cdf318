//! Numbered errors and warnings (the table is in the module above).

use std::fmt;

use super::field::Field;
use crate::reason::{RuleId, Test};

/// The stable number of an error or a warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Number {
    /// An error, `F.101` and up: blocks.
    F(u16),
    /// A warning, `W.201` and up: needs a written explanation.
    W(u16),
}

impl Number {
    /// All numbers in use.
    pub const ALL: [Self; 29] = [
        Self::F(101),
        Self::F(102),
        Self::F(103),
        Self::F(104),
        Self::F(105),
        Self::F(106),
        Self::F(107),
        Self::F(108),
        Self::F(109),
        Self::F(110),
        Self::F(111),
        Self::F(112),
        Self::F(113),
        Self::W(201),
        Self::W(202),
        Self::W(203),
        Self::W(204),
        Self::W(205),
        Self::W(206),
        Self::W(207),
        Self::W(208),
        Self::W(209),
        Self::W(210),
        Self::W(211),
        Self::W(212),
        Self::W(213),
        Self::W(214),
        Self::W(215),
        Self::W(216),
    ];

    /// Whether it is an error.
    pub fn blocks(self) -> bool {
        matches!(self, Self::F(_))
    }

    /// The number of that text, `F.101`.
    pub fn from_text(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|number| number.to_string() == text)
    }

    /// The key of its text in the words: `finding-F-101`, with the variables `fields` (labels),
    /// `left` and `right` (the compared integers), `post` and `first` (of the first field), `whole`
    /// (of the second), and of a share `part` and `percent`.
    pub fn key(self) -> String {
        format!("finding-{self}").replace('.', "-")
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::F(number) => write!(f, "F.{number}"),
            Self::W(number) => write!(f, "W.{number}"),
        }
    }
}

/// An error or a warning about the figures of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Its number.
    pub number: Number,
    /// The rule it serves.
    pub rule: RuleId,
    /// The fields concerned.
    pub fields: Vec<Field>,
    /// What was compared.
    pub compared: Compared,
}

/// What a finding compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Compared {
    /// Nothing: a figure or a name alone is the matter.
    Nothing,
    /// Two numbers that should be equal and are not, or that are equal where that matters.
    Numbers {
        /// Left side.
        left: i64,
        /// Right side.
        right: i64,
    },
    /// A comparison that should hold and does not.
    Test(Test),
}

impl Compared {
    /// Both integers, left and right.
    pub fn integers(&self) -> Option<(i64, i64)> {
        match self {
            Self::Nothing => None,
            Self::Numbers { left, right } => Some((*left, *right)),
            Self::Test(test) => Some((test.left, test.right)),
        }
    }
}
