//! What a table shows, as a file to take away: the same filter and sort, all pages.
//!
//! Rows come from the database one after the other and go into the file at once, on a thread that may
//! block; only the file itself is held whole. With the most rows that are taken, 100,000, that is
//! some 15 MB; two files are made at a time. Who waits longer than a page may take is told so.

use std::fmt::Write;

use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use tokio::sync::{Semaphore, mpsc};

use super::{
    Asked, Cell, Column, Kind, Line, Shown, line, query,
    write::{self, Head, Item},
};
use crate::shell::{App, Error, clock::Now};

/// Rows of a file.
const MOST: i64 = 100_000;
/// Rows that go to the thread that writes at once.
const CHUNK: usize = 500;

static TURNS: Semaphore = Semaphore::const_new(2);

/// The kind of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Text with commas, in UTF-8 with a mark at its beginning, as office programs want it.
    Csv,
    /// A workbook.
    Xlsx,
}

/// The format that a path names.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct FormatPath {
    /// The format.
    pub format: Format,
}

impl Format {
    fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }

    fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }
}

impl Asked<'_> {
    /// All rows that match as a file, named after what it is about, what it lists and the day.
    ///
    /// # Errors
    /// There are too many rows, something that is looked for cannot be read; those of the database.
    pub async fn file(self, app: &App, format: Format, about: &str) -> Result<Response, Error> {
        if self.wrong() {
            return Err(Error::BadRequest("error-query"));
        }
        let _turn = TURNS.acquire().await.map_err(|error| Error::internal(&error))?;
        let mut db = app.db.acquire().await?;
        let counted = query::count(&mut db, &self).await?;
        if counted.matches > MOST {
            return Err(Error::TooLarge("error-file-large"));
        }
        let (rows, received) = mpsc::channel(4);
        let title = self.words.text(self.table.title);
        let (sheet, heads) = (title.clone(), self.heads());
        let written =
            tokio::task::spawn_blocking(move || write::file(format, &sheet, &heads, received));
        let row = |line: &Line| line.filed().flat_map(items).collect();
        let received = query::send(&mut db, &self, CHUNK, row, &rows).await?;
        // without a receiver the writing has failed, which its result says
        if let Some(total) = self.total(&counted).filter(|_| received) {
            let _ = rows.send(vec![total]).await;
        }
        drop((rows, db));
        let written = written.await.map_err(|error| Error::internal(&error))?;
        let bytes = written.map_err(|error| Error::internal(&error))?;
        let about = if about.is_empty() { String::new() } else { format!("{about}-") };
        let name = format!("{about}{title}-{}.{}", Now::read().date(), format.ending());
        Ok(attached(&name, self.table.name, format, bytes))
    }

    fn heads(&self) -> Vec<Head> {
        let heads = self.table.filed().flat_map(|column| {
            let label = self.words.text(column.label);
            match column.kind {
                Kind::Ratio(_) => {
                    let whole = self.words.text_with("table-whole", &[("n", label.clone().into())]);
                    vec![
                        Head { label, kind: column.kind },
                        Head { label: whole, kind: column.kind },
                    ]
                }
                kind => vec![Head { label, kind }],
            }
        });
        heads.collect()
    }

    /// The row of sums.
    fn total(&self, counted: &query::Counted) -> Option<Vec<Item>> {
        if counted.sums.is_empty() {
            return None;
        }
        let mut sums = counted.sums.iter();
        let mut totals = self.totals(counted).into_iter();
        let items = self.table.filed().flat_map(|column| {
            if column.hidden {
                return vec![Item::Text(String::new())];
            }
            let said = totals.next().unwrap_or_default();
            if column.totals {
                let (part, whole) = sums.next().copied().unwrap_or_default();
                let ratio = matches!(column.kind, Kind::Ratio(_));
                let cell = if ratio { Cell::Ratio(part, whole) } else { Cell::Number(part) };
                return items((column, &cell, &line::said(column, &cell, self.words)));
            }
            vec![Item::Text(said)]
        });
        Some(items.collect())
    }
}

/// Rows of texts as a file, which come one after the other and are no table of a page.
///
/// # Errors
/// It cannot be written.
pub async fn of_texts(
    format: Format,
    (title, plain): (&str, &str),
    labels: Vec<String>,
    mut rows: mpsc::Receiver<Vec<Vec<String>>>,
) -> Result<Response, Error> {
    let heads: Vec<Head> =
        labels.into_iter().map(|label| Head { label, kind: Kind::Text }).collect();
    let (send, received) = mpsc::channel(4);
    let sheet = title.to_owned();
    let written =
        tokio::task::spawn_blocking(move || write::file(format, &sheet, &heads, received));
    while let Some(chunk) = rows.recv().await {
        let items = chunk.into_iter().map(|row| row.into_iter().map(Item::Text).collect());
        if send.send(items.collect()).await.is_err() {
            break;
        }
    }
    drop(send);
    let written = written.await.map_err(|error| Error::internal(&error))?;
    let bytes = written.map_err(|error| Error::internal(&error))?;
    let name = format!("{title}-{}.{}", Now::read().date(), format.ending());
    Ok(attached(&name, plain, format, bytes))
}

/// A finished file to take away.
pub fn finished(format: Format, (title, plain): (&str, &str), bytes: Vec<u8>) -> Response {
    attached(&format!("{title}.{}", format.ending()), plain, format, bytes)
}

/// A cell of the page as cells of a file.
fn items((column, cell, shown): (&'static Column, &Cell, &Shown)) -> Vec<Item> {
    match (column.kind, cell) {
        (Kind::Ratio(_), Cell::Ratio(part, whole)) => {
            vec![Item::Number(*part), Item::Number(*whole)]
        }
        (Kind::Ratio(_), _) => vec![Item::Text(shown.written()), Item::Text(String::new())],
        (_, Cell::Number(number)) => vec![Item::Number(*number)],
        (_, Cell::Day(on)) => vec![Item::Day(*on)],
        (_, Cell::Moment(at)) => vec![Item::Moment(*at)],
        _ => vec![Item::Text(shown.written())],
    }
}

fn attached(name: &str, plain: &str, format: Format, bytes: Vec<u8>) -> Response {
    let encoded: String = name.bytes().fold(String::new(), |mut text, byte| {
        if byte.is_ascii_alphanumeric() || b"-._".contains(&byte) {
            text.push(char::from(byte));
        } else {
            // a text takes whatever is written
            let _ = write!(text, "%{byte:02X}");
        }
        text
    });
    let plain = format!("{plain}.{}", format.ending());
    let disposition = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}");
    let headers = [
        (header::CONTENT_TYPE, format.media_type().to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, bytes).into_response()
}
