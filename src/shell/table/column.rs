//! What a column is like: declared by small constant functions, one line a column.

use crate::shell::vault;

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// A whole number.
    Number,
    /// A date.
    Day,
    /// A moment, shown as in China.
    Moment,
    /// A part of a whole, whose column this is: two columns in files, for 3/6 is a date there.
    Ratio(&'static str),
    /// A word of a closed set, said by the key of words with this beginning; where the set is empty
    /// the source gives what can be chosen.
    Word(&'static str, &'static [&'static str]),
    /// Several texts, which the table's `tell` says.
    Texts,
    /// Bytes, which the table's `tell` says.
    Bytes,
    /// Several texts that are sealed; nothing stands there where nobody hands the vault over.
    Sealed(vault::Kind),
}

/// A column of a table.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each says yes or no of one column")]
pub struct Column {
    /// Its name in the source and in the address.
    pub name: &'static str,
    /// The key of words for its head.
    pub label: &'static str,
    /// What stands in it.
    pub kind: Kind,
    /// The columns of the source that it is sorted by; none where it cannot be sorted.
    pub sorts: &'static [&'static str],
    /// Whether it can be filtered.
    pub filters: bool,
    /// Whether its filter is asked for so seldom that it is folded away.
    pub seldom: bool,
    /// Whether its sum is shown.
    pub totals: bool,
    /// The key of words where nothing stands in it; empty where something always does.
    pub nothing: &'static str,
    /// Whether it names its row.
    pub heads: bool,
    /// Whether it is only there for the table's `tell`.
    pub hidden: bool,
    /// Whether it stands in files nevertheless.
    pub filed: bool,
    /// Whether its filter is no field of the page: a link asks by it, and it is carried on.
    pub carried: bool,
}

impl Column {
    /// A column that shows what stands in it.
    pub const fn new(name: &'static str, label: &'static str, kind: Kind) -> Self {
        Self {
            name,
            label,
            kind,
            sorts: &[],
            filters: false,
            seldom: false,
            totals: false,
            nothing: "",
            heads: false,
            hidden: false,
            filed: false,
            carried: false,
        }
    }

    /// A column that is only there for the table's `tell`.
    pub const fn hidden(name: &'static str, kind: Kind) -> Self {
        let column = Self::new(name, "", kind);
        Self { hidden: true, ..column }
    }

    /// The same, sorted by these columns of the source.
    #[must_use]
    pub const fn sorts(self, by: &'static [&'static str]) -> Self {
        Self { sorts: by, ..self }
    }

    /// The same with a filter: a part of a text, a number, a word, days from and until.
    #[must_use]
    pub const fn filters(self) -> Self {
        Self { filters: true, ..self }
    }

    /// The same with a filter that is folded away until somebody asks by it.
    #[must_use]
    pub const fn filters_seldom(self) -> Self {
        Self { filters: true, seldom: true, ..self }
    }

    /// The same with its sum over all rows that match.
    #[must_use]
    pub const fn totals(self) -> Self {
        Self { totals: true, ..self }
    }

    /// The same with what is said where nothing stands in it.
    #[must_use]
    pub const fn or(self, key: &'static str) -> Self {
        Self { nothing: key, ..self }
    }

    /// The same, which names its row.
    #[must_use]
    pub const fn heads(self) -> Self {
        Self { heads: true, ..self }
    }

    /// The same, which the filter knows and nobody sees: what links from figures look for.
    #[must_use]
    pub const fn aside(self) -> Self {
        Self { hidden: true, ..self }
    }

    /// The same, which stands in files alone: the page says it otherwise.
    #[must_use]
    pub const fn filed(self) -> Self {
        Self { hidden: true, filed: true, ..self }
    }

    /// The same, by which only a link asks: its filter is carried on until everything is cleared.
    #[must_use]
    pub const fn carried(self) -> Self {
        Self { filters: true, hidden: true, carried: true, ..self }
    }

    /// Whether figures stand in it, which are right-aligned.
    pub fn figures(&self) -> bool {
        matches!(self.kind, Kind::Number | Kind::Ratio(_))
    }

    /// Whether days stand in it, which are not broken.
    pub fn days(&self) -> bool {
        matches!(self.kind, Kind::Day)
    }

    /// Whether it is filtered by days.
    pub(super) fn by_days(&self) -> bool {
        matches!(self.kind, Kind::Day | Kind::Moment)
    }
}
