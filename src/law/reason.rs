//! Comparisons that a person can follow with pencil and paper: the rule, both integers, the source.

use serde::{Serialize, Serializer};

use crate::source::Source;

/// Id of a rule in law.md, such as `C-01`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
pub struct RuleId(pub &'static str);

/// A comparison of two integers, or of two days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Op {
    /// `>`: 过半数, 超过, 多于 exclude the number.
    More,
    /// `>=`: 以上, 不少于 include it.
    AtLeast,
    /// `<=`: 以内, 不超过 include it.
    AtMost,
    /// `=`: a day or a sum that must be met exactly.
    Equal,
}

impl Op {
    /// The sign, `>`, `>=`, `<=` or `=`.
    pub fn sign(self) -> &'static str {
        match self {
            Self::More => ">",
            Self::AtLeast => ">=",
            Self::AtMost => "<=",
            Self::Equal => "=",
        }
    }

    /// Whether `left op right` is true.
    pub fn holds<T: Ord + Copy>(self, left: T, right: T) -> bool {
        match self {
            Self::More => left > right,
            Self::AtLeast => left >= right,
            Self::AtMost => left <= right,
            Self::Equal => left == right,
        }
    }
}

impl Serialize for Op {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.sign())
    }
}

/// A comparison that was made: rule, both sides, outcome, source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Test {
    /// The rule that demands it.
    pub rule: RuleId,
    /// Whether it holds.
    pub holds: bool,
    /// Left side, multiplied out so that both are integers.
    pub left: i64,
    /// The comparison.
    pub op: Op,
    /// Right side.
    pub right: i64,
    /// Law and article.
    #[serde(serialize_with = "cited")]
    pub source: Source,
}

impl Test {
    /// Compares and keeps what was compared.
    pub fn new(rule: RuleId, left: i64, op: Op, right: i64, source: &Source) -> Self {
        Self { rule, holds: op.holds(left, right), left, op, right, source: source.clone() }
    }
}

fn cited<S: Serializer>(source: &Source, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(source)
}
