//! A row of a table: what stands in it, and how it is said.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::{Row, postgres::PgRow};

use super::{Column, Kind, Table};
use crate::shell::{
    clock, gates,
    vault::{self, Vault},
    words::Words,
};

/// The key of the sign for nothing.
const BLANK: &str = "page-none";

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Nothing,
    /// A text, or a word of a closed set.
    Text(String),
    /// Several texts.
    Texts(Vec<String>),
    /// Bytes.
    Bytes(Vec<u8>),
    /// A number.
    Number(i64),
    /// A part of a whole.
    Ratio(i64, i64),
    /// A date.
    Day(NaiveDate),
    /// A moment.
    Moment(DateTime<Utc>),
}

/// How a cell is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// Its lines.
    pub lines: Vec<String>,
    /// Where it leads; empty where it leads nowhere.
    pub url: String,
    /// A tag after it, and its class; empty where there is none.
    pub mark: String,
    /// The class of the tag: good, warn or bad.
    pub tag: &'static str,
    /// Whether it is for machines, such as a digest.
    pub code: bool,
    /// Whether its lines say but that nothing stands there: in a file nothing does.
    pub blank: bool,
}

impl Shown {
    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        Self { lines: vec![text.into()], ..Self::default() }
    }

    /// Several lines.
    pub fn lines(lines: Vec<String>) -> Self {
        Self { lines, ..Self::default() }
    }

    /// As one text of a page.
    pub fn joined(&self) -> String {
        self.together(&self.lines)
    }

    /// As one text of a file.
    pub fn written(&self) -> String {
        self.together(if self.blank { &[] } else { &self.lines })
    }

    fn together(&self, lines: &[String]) -> String {
        let parts = lines.iter().chain(Some(&self.mark).filter(|mark| !mark.is_empty()));
        parts.map(String::as_str).collect::<Vec<_>>().join("; ")
    }
}

/// A row of a table.
#[derive(Clone)]
pub struct Line {
    table: &'static Table,
    pub(super) cells: Vec<Cell>,
    pub(super) shown: Vec<Shown>,
}

impl Line {
    /// Reads a row of the database and says it.
    pub(super) fn read(
        table: &'static Table,
        row: &PgRow,
        vault: Option<&Vault>,
        words: &Words,
    ) -> sqlx::Result<Self> {
        let cells = table.columns.iter().map(|column| cell(column, row, vault));
        let cells = cells.collect::<sqlx::Result<Vec<_>>>()?;
        let shown =
            table.columns.iter().zip(&cells).map(|(column, cell)| said(column, cell, words));
        let mut line = Self { table, shown: shown.collect(), cells };
        (table.tell)(&mut line, words);
        Ok(line)
    }

    fn at(&self, name: &str) -> Option<usize> {
        self.table.columns.iter().position(|column| column.name == name)
    }

    /// What stands in a column.
    pub fn cell(&self, name: &str) -> &Cell {
        self.at(name).and_then(|at| self.cells.get(at)).unwrap_or(&Cell::Nothing)
    }

    /// The text of a column; empty where there is none.
    pub fn text(&self, name: &str) -> &str {
        if let Cell::Text(text) = self.cell(name) { text } else { "" }
    }

    /// The number of a column; 0 where there is none.
    pub fn number(&self, name: &str) -> i64 {
        if let Cell::Number(number) = self.cell(name) { *number } else { 0 }
    }

    /// Changes how a column is said.
    pub fn show(&mut self, name: &str, shown: Shown) {
        if let Some(one) = self.at(name).and_then(|at| self.shown.get_mut(at)) {
            *one = shown;
        }
    }

    /// Puts a tag after what a column says.
    pub fn mark(&mut self, name: &str, tag: &'static str, mark: String) {
        if let Some(one) = self.at(name).and_then(|at| self.shown.get_mut(at)) {
            one.mark = mark;
            one.tag = tag;
        }
    }

    /// Lets a column lead somewhere.
    pub fn lead(&mut self, name: &str, url: String) {
        if let Some(one) = self.at(name).and_then(|at| self.shown.get_mut(at)) {
            one.url = url;
        }
    }

    /// The columns that are shown, each with its cell and how it is said.
    pub fn columns(&self) -> impl Iterator<Item = (&'static Column, &Cell, &Shown)> {
        self.all().filter(|(column, ..)| !column.hidden)
    }

    /// The same of those that stand in files.
    pub(super) fn filed(&self) -> impl Iterator<Item = (&'static Column, &Cell, &Shown)> {
        self.all().filter(|(column, ..)| !column.hidden || column.filed)
    }

    fn all(&self) -> impl Iterator<Item = (&'static Column, &Cell, &Shown)> {
        let cells = self.cells.iter().zip(&self.shown);
        let columns = self.table.columns.iter().zip(cells);
        columns.map(|(column, (cell, shown))| (column, cell, shown))
    }
}

fn cell(column: &Column, row: &PgRow, vault: Option<&Vault>) -> sqlx::Result<Cell> {
    let name = column.name;
    let cell = match column.kind {
        Kind::Text | Kind::Word(..) => row.try_get::<Option<String>, _>(name)?.map(Cell::Text),
        Kind::Texts => row.try_get::<Option<Vec<String>>, _>(name)?.map(Cell::Texts),
        Kind::Bytes => row.try_get::<Option<Vec<u8>>, _>(name)?.map(Cell::Bytes),
        Kind::Sealed(kind) => {
            let ciphers = row.try_get::<Option<Vec<Vec<u8>>>, _>(name)?;
            opened(ciphers, kind, vault)?.map(Cell::Texts)
        }
        Kind::Number => row.try_get::<Option<i64>, _>(name)?.map(Cell::Number),
        Kind::Day => row.try_get::<Option<NaiveDate>, _>(name)?.map(Cell::Day),
        Kind::Moment => row.try_get::<Option<DateTime<Utc>>, _>(name)?.map(Cell::Moment),
        Kind::Ratio(_) => {
            let part = row.try_get::<Option<i64>, _>(name)?;
            let whole = row.try_get::<Option<i64>, _>(&*format!("{name}_whole"))?;
            part.zip(whole).map(|(part, whole)| Cell::Ratio(part, whole))
        }
    };
    Ok(cell.unwrap_or(Cell::Nothing))
}

/// The texts of ciphers, where a vault is there that opens them.
fn opened(
    ciphers: Option<Vec<Vec<u8>>>,
    kind: vault::Kind,
    vault: Option<&Vault>,
) -> sqlx::Result<Option<Vec<String>>> {
    let Some((ciphers, vault)) = ciphers.zip(vault) else { return Ok(None) };
    let texts = ciphers.iter().map(|cipher| {
        vault.opened(kind, cipher).ok_or_else(|| sqlx::Error::Decode("a cipher of a list".into()))
    });
    texts.collect::<sqlx::Result<_>>().map(Some)
}

/// How a cell is said by the kind of its column.
pub(super) fn said(column: &Column, cell: &Cell, words: &Words) -> Shown {
    let text = match cell {
        Cell::Nothing if column.nothing.is_empty() => return Shown::default(),
        Cell::Nothing => {
            let blank = column.nothing == BLANK;
            return Shown { blank, ..Shown::text(words.text(column.nothing)) };
        }
        Cell::Text(word) => match column.kind {
            Kind::Word(prefix, _) => self::word(prefix, word, words),
            _ => word.clone(),
        },
        Cell::Texts(texts) => return Shown::lines(texts.clone()),
        Cell::Bytes(_) => return Shown::default(),
        Cell::Number(number) => number.to_string(),
        Cell::Ratio(part, whole) => format!("{part}/{whole}"),
        Cell::Day(on) => gates::day(*on, words),
        Cell::Moment(at) => clock::to_the_second(*at),
    };
    Shown::text(text)
}

/// A word of a closed set; one that nobody wrote words for as it is.
pub(super) fn word(prefix: &str, word: &str, words: &Words) -> String {
    let key = format!("{prefix}{word}");
    if words.has(&key) { words.text(&key) } else { word.to_owned() }
}
