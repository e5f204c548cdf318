//! Files as offices have them, as rows of text: workbooks of Excel and WPS, and CSV.
//!
//! A file is read row by row: of XLSX only the texts that cells share stay in memory, of CSV nothing,
//! of XLS the sheet. What is packed is unpacked once before, to be counted: a small file that grows
//! without end is refused.

mod cells;
mod csv;
mod decoded;
mod merged;
mod workbook;

use std::{
    borrow::Cow,
    io::{self, Read, Seek, SeekFrom},
};

/// How large a file may be.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: u64,
    /// Bytes of what is packed in it.
    pub unpacked: u64,
    /// Rows.
    pub rows: u64,
    /// Columns.
    pub columns: usize,
    /// Whether somebody looks at what was read before it is taken.
    pub previews: bool,
}

/// Bytes of a megabyte.
const MB: u64 = 1024 * 1024;
/// Characters of a cell; a text that never closes is no cell.
const CELL: usize = 4000;
/// What is looked at to tell what a file is.
const HEAD: usize = 4096;

impl Limits {
    /// Of what a browser sends.
    pub const BROWSER: Self =
        Self { bytes: 32 * MB, unpacked: 256 * MB, rows: 200_000, columns: 80, previews: true };
    /// Of what the command line reads.
    pub const CONSOLE: Self = Self {
        bytes: 1024 * MB,
        unpacked: 1024 * MB,
        rows: 2_000_000,
        columns: 80,
        previews: false,
    };
}

/// A row with something in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its line in the file, from 1, as office programs count.
    pub line: u64,
    /// Its cells, without blanks around them, none empty at the end.
    pub cells: Vec<String>,
    /// Which of them are merged with one above, and say what that says.
    pub merged: Vec<usize>,
}

impl Row {
    /// Whether but one of its own cells has something in it.
    pub fn alone(&self) -> bool {
        self.own().iter().filter(|cell| !cell.trim().is_empty()).count() == 1
    }

    /// Its cells but for those that are merged with one above.
    pub fn own(&self) -> Cow<'_, [String]> {
        if self.merged.is_empty() {
            return Cow::Borrowed(&self.cells);
        }
        let mut own = self.cells.clone();
        for at in &self.merged {
            if let Some(cell) = own.get_mut(*at) {
                cell.clear();
            }
        }
        Cow::Owned(own)
    }
}

/// Why a file cannot be read: one sentence each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// There is nothing in it.
    Nothing,
    /// It is behind a password.
    Locked,
    /// It is damaged, or did not arrive whole.
    Broken,
    /// It is neither a workbook nor text.
    Foreign,
    /// It is a web page that was given the name of a workbook.
    WebPage,
    /// It is larger than so many megabytes.
    Large(u64),
    /// What is packed in it is larger than so many megabytes.
    Swells(u64),
    /// It has more than so many rows.
    Rows(u64),
    /// It has more than so many columns.
    Columns(u64),
}

impl Unreadable {
    /// The key of its words, and their number.
    pub fn told(self) -> (&'static str, u64) {
        match self {
            Self::Nothing => ("import-file-nothing", 0),
            Self::Locked => ("import-file-locked", 0),
            Self::Broken => ("import-file-broken", 0),
            Self::Foreign => ("import-file-foreign", 0),
            Self::WebPage => ("import-file-web-page", 0),
            Self::Large(n) => ("import-file-large", n),
            Self::Swells(n) => ("import-file-swells", n),
            Self::Rows(n) => ("import-file-rows", n),
            Self::Columns(n) => ("import-file-columns", n),
        }
    }
}

impl From<io::Error> for Unreadable {
    fn from(_: io::Error) -> Self {
        Self::Broken
    }
}

/// What is done with each row; `false` ends the reading of a sheet. Where a sheet of a workbook has ended
/// there is none, and `true` asks for the next one.
pub type Each<'a> = &'a mut dyn FnMut(Option<Row>) -> bool;

/// Reads the rows of a file: of a workbook those of its sheets with something in them, one after the other
/// until no more is asked for; gives the names of those that are shown and were not the last one.
///
/// # Errors
/// What is wrong with the file; rows that came before may have been given.
pub fn rows(
    source: &mut (impl Read + Seek),
    limits: &Limits,
    each: Each<'_>,
) -> Result<Vec<String>, Unreadable> {
    let length = source.seek(SeekFrom::End(0))?;
    if length > limits.bytes {
        return Err(Unreadable::Large(limits.bytes / MB));
    }
    source.seek(SeekFrom::Start(0))?;
    let mut head = Vec::new();
    source.take(HEAD as u64).read_to_end(&mut head)?;
    source.seek(SeekFrom::Start(0))?;
    let mut gate = Gate { limits: *limits, rows: 0, over: None, each };
    let unread = match Looks::of(&head) {
        Looks::Nothing => Err(Unreadable::Nothing),
        Looks::Packed => workbook::packed(source, &mut gate),
        Looks::Compound => workbook::compound(source, &mut gate),
        Looks::Text => csv::rows(source, &mut gate).map(|()| Vec::new()),
        Looks::WebPage => Err(Unreadable::WebPage),
        Looks::Foreign => Err(Unreadable::Foreign),
    }?;
    match (gate.over, gate.rows) {
        (Some(over), _) => Err(over),
        (None, 0) => Err(Unreadable::Nothing),
        (None, _) => Ok(unread),
    }
}

/// What a file seems to be.
#[derive(Debug, PartialEq, Eq)]
enum Looks {
    Nothing,
    Packed,
    Compound,
    Text,
    WebPage,
    Foreign,
}

impl Looks {
    fn of(head: &[u8]) -> Self {
        let start = head.trim_ascii_start();
        let begins = |text: &str| {
            let text = text.as_bytes();
            start.get(..text.len()).is_some_and(|start| start.eq_ignore_ascii_case(text))
        };
        // the marks of two-byte text come before its zeros
        let wide = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
        if start.is_empty() {
            Self::Nothing
        } else if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
            Self::Packed
        } else if head.starts_with(b"\xd0\xcf\x11\xe0") {
            Self::Compound
        } else if ["<html", "<!doctype", "<?xml", "<table", "<meta"].into_iter().any(begins) {
            Self::WebPage
        } else if begins("%PDF") || begins("Rar!") || !wide && head.contains(&0) {
            Self::Foreign
        } else {
            Self::Text
        }
    }
}

/// Where every row goes through: counted, without blanks, until there are too many.
struct Gate<'a> {
    limits: Limits,
    rows: u64,
    over: Option<Unreadable>,
    each: Each<'a>,
}

impl Gate<'_> {
    /// Gives a row on; `false` ends the reading. Rows in which nothing stands are passed over.
    fn row(&mut self, line: u64, mut cells: Vec<String>, merged: Vec<usize>) -> bool {
        while cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        if cells.is_empty() {
            return true;
        }
        self.rows += 1;
        if self.rows > self.limits.rows {
            self.over = Some(Unreadable::Rows(self.limits.rows));
        } else if cells.len() > self.limits.columns {
            let most = u64::try_from(self.limits.columns).unwrap_or(u64::MAX);
            self.over = Some(Unreadable::Columns(most));
        } else if cells.iter().any(|cell| cell.len() > CELL * 4) {
            self.over = Some(Unreadable::Broken);
        }
        self.over.is_none() && (self.each)(Some(Row { line, cells, merged }))
    }

    /// Whether a sheet that has ended was not the one, and the next may be.
    fn goes_on(&mut self) -> bool {
        self.over.is_none() && (self.each)(None)
    }
}

/// A text of a cell: without blanks and invisible signs around it.
fn trimmed(text: &str) -> String {
    let blank = |sign: char| {
        sign.is_whitespace() || matches!(sign, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
    };
    // by an apostrophe office programs mark a text that is no formula; zeros stand in damaged texts
    let text = text.trim_matches(blank).replace('\0', "");
    // ="330…" is how others keep a number from being counted with
    let quoted = text.strip_prefix("=\"").and_then(|text| text.strip_suffix('"'));
    let text = quoted.unwrap_or(&text);
    text.strip_prefix('\'').unwrap_or(text).to_owned()
}

#[cfg(test)]
mod tests;
