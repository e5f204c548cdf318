//! Tables of pages: columns are declared once; sort, filter and page stand in the address, so that a
//! link can be shared; what is shown can be taken away as CSV or XLSX.
//!
//! Here, and nowhere else, SQL is put together when it is asked: names of columns come from the
//! declaration alone, every value is bound. A room declares a [`Table`], gives a [`Source`] that says
//! which rows there are for whoever looks, and shows what [`Asked::list`] gives with
//! `parts/table.html`; a page that is nothing but a table about a place is a [`Listing`]. What the address asks and no column has is passed over.

mod asked;
mod column;
mod file;
mod line;
mod list;
pub mod listing;
mod query;
mod write;

pub use asked::Asked;
pub use column::{Column, Kind};
pub use file::{Format, FormatPath, finished, of_texts};
pub use line::{Cell, Line, Shown};
pub use list::{Listed, Paths};
pub use listing::Listing;
pub use query::{Source, Value};
pub use write::csv_text;

use super::words::Words;

/// A table that pages show.
pub struct Table {
    /// Its name in the page and in the address within the page.
    pub name: &'static str,
    /// The key of words for what it lists.
    pub title: &'static str,
    /// The key of words for an empty table: what to do first.
    pub none: &'static str,
    /// Whether its rows are people, who are counted as such.
    pub people: bool,
    /// Its columns, in the order shown.
    pub columns: &'static [Column],
    /// The column that it is sorted by when nothing is asked; `-` before it is downwards.
    pub sorted: &'static str,
    /// The column that tells two rows apart, last in every order.
    pub key: &'static str,
    /// Says what the words of a column's kind do not say: links, tags, several lines.
    pub tell: fn(&mut Line, &Words),
}

impl Table {
    /// A column by its name.
    fn column(&self, name: &str) -> Option<&'static Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// The columns that are shown.
    fn shown(&self) -> impl Iterator<Item = &'static Column> + use<> {
        self.columns.iter().filter(|column| !column.hidden)
    }

    /// The columns of its files.
    fn filed(&self) -> impl Iterator<Item = &'static Column> + use<> {
        self.columns.iter().filter(|column| !column.hidden || column.filed)
    }
}
