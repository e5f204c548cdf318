//! Values that packs set: whole numbers, yes or no, words of closed sets, shares.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use crate::{
    reason::{Op, RuleId, Test},
    source::Source,
};

/// A share that a number must reach of a whole: `> 1/2`, `>= 2/3`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Share {
    /// `>` or `>=`.
    pub op: Op,
    /// Numerator.
    pub num: u32,
    /// Denominator, never 0.
    pub den: u32,
}

impl Share {
    /// Reads `> 1/2` or `>= 2/3`; `None` for other signs, a denominator of 0, a share
    /// above 1, and `> 1/1`, which nothing reaches.
    pub fn parse(text: &str) -> Option<Self> {
        let (sign, fraction) = text.split_once(' ')?;
        let op = match sign {
            ">" => Op::More,
            ">=" => Op::AtLeast,
            _ => return None,
        };
        let (num, den) = fraction.split_once('/')?;
        let (num, den) = (num.parse().ok()?, den.parse().ok()?);
        let whole = num == den && op == Op::More;
        (0 < num && num <= den && den <= 1000 && !whole).then_some(Self { op, num, den })
    }

    /// Whether `part` reaches this share of `whole`, as `part·den op whole·num` in integers.
    ///
    /// Both may be at most 10^15, so that the products fit.
    pub fn test(self, rule: RuleId, part: i64, whole: i64, source: &Source) -> Test {
        let (left, right) = self.sides(part, whole);
        Test::new(rule, left, self.op, right, source)
    }

    /// Both sides of the comparison in integers: `part·den` and `whole·num`.
    pub fn sides(self, part: i64, whole: i64) -> (i64, i64) {
        (part.saturating_mul(self.den.into()), whole.saturating_mul(self.num.into()))
    }

    /// The smallest part that reaches this share of `whole` (whole ≥ 0).
    pub fn needed(self, whole: i64) -> i64 {
        let (num, den) = (i64::from(self.num), i64::from(self.den));
        let product = whole.saturating_mul(num);
        match self.op {
            Op::More => product / den + 1,
            _ => product / den + i64::from(product % den != 0),
        }
    }

    /// Whether a part that reaches `self` also reaches `other`, whatever the whole.
    pub fn at_least_as_strict_as(self, other: Self) -> bool {
        let left = u64::from(self.num) * u64::from(other.den);
        let right = u64::from(other.num) * u64::from(self.den);
        left > right || (left == right && (self.op == Op::More || other.op != Op::More))
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}/{}", self.op.sign(), self.num, self.den)
    }
}

impl Serialize for Share {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Share {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom("a share reads `> 1/2` or `>= 2/3`"))
    }
}

/// A value of a pack, an overlay or a local layer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Value {
    /// Days, months, years, persons, percent.
    Whole(u32),
    /// Yes or no.
    Flag(bool),
    /// A word of a closed set.
    Word(String),
    /// Several words of a closed set, in the order written.
    Words(Vec<String>),
    /// A share of a whole.
    Share(Share),
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Whole(number) => write!(f, "{number}"),
            Self::Flag(flag) => write!(f, "{flag}"),
            Self::Word(word) => f.write_str(word),
            Self::Words(words) => f.write_str(&words.join(" ")),
            Self::Share(share) => write!(f, "{share}"),
        }
    }
}

/// A value with its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The value.
    pub value: Value,
    /// Law and article, or the number of the local document.
    pub source: Source,
    /// Fixed by the law's own text: a local layer may tighten it and never lower it.
    pub fixed: bool,
}
