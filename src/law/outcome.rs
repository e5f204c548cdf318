//! From a count record to the legal outcome, exactly by decide.md.
//!
//! ```text
//! text ──draft──▶ what could be read ──check──▶ Count ──decide──▶ Decision
//!                 └ problems of form ┘└ impossible ┘
//! ```
//! [`Count::from_json`] reads a record in the format `huanjie-count/1`; [`Count::new`] takes one
//! that the program has made itself. Both give all problems with their paths, or a [`Count`], which
//! is always possible and always has an outcome: [`Count::decide`] cannot fail.

pub mod ballots;
mod check;
mod deciding;
pub mod decision;
mod draft;
mod filling;
pub mod given_way;
mod ids;
mod json;
mod kin;
mod next;
pub mod overrides;
mod people;
pub mod problem;
mod reader;
pub mod record;
mod rest;
mod standing;
#[cfg(test)]
#[allow(clippy::too_many_lines, clippy::cognitive_complexity, reason = "tables of cases")]
mod tests;
pub mod validity;
pub mod women;
pub mod write;

pub use decision::Decision;
pub use problem::{Problem, What};
pub use record::Record;

use draft::Draft;
use problem::Log;

/// A record that is possible.
#[derive(Clone, Debug)]
pub struct Count<'a>(Record<'a>);

impl<'a> Count<'a> {
    /// Takes a record that the program has made.
    ///
    /// # Errors
    /// Everything in it that is impossible, with the paths of `huanjie-count/1`.
    pub fn new(record: Record<'a>) -> Result<Self, Vec<Problem>> {
        let mut log = Log::default();
        check::check_bounds(&record, &mut log);
        check::check(Draft::of(&record), &mut log);
        if log.is_empty() { Ok(Self(record)) } else { Err(log.into_problems()) }
    }

    /// Reads a record in the format `huanjie-count/1`; a leading byte order mark is passed over.
    ///
    /// # Errors
    /// Everything that is malformed or impossible, with its path.
    pub fn from_json(bytes: &'a [u8]) -> Result<Self, Vec<Problem>> {
        let whole = |what| vec![Problem { path: String::new(), what }];
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let text = std::str::from_utf8(bytes).map_err(|_| whole(What::NotUtf8))?;
        if bytes.trim_ascii().is_empty() {
            return Err(whole(What::Empty));
        }
        let mut log = Log::default();
        let draft = reader::read(text, &mut log)
            .map_err(|error| whole(What::NotJson(error.line(), error.column())))?;
        check::check(draft, &mut log).map(Self).ok_or_else(|| log.into_problems())
    }

    /// The record.
    pub fn record(&self) -> &Record<'a> {
        &self.0
    }

    /// The seats that a woman took before others, or that wait for a woman (C-15), for people to read;
    /// the decision is this count's own.
    pub fn womens_seats<'r>(&'r self, decision: &Decision<'r>) -> Vec<women::WomensSeat<'r>> {
        women::seats(&self.0, decision)
    }

    /// Who gave way to near kin, and who followed (V-24), for people to read; the decision is this
    /// count's own.
    pub fn gave_way<'r>(&'r self, decision: &Decision<'r>) -> Vec<given_way::GaveWay<'r>> {
        given_way::list(&self.0, decision)
    }

    /// The legal outcome.
    pub fn decide(&self) -> Decision<'_> {
        deciding::decide(&self.0)
    }
}
