//! The rows of a file as they come: which sheet is the list, where its heads stand, and its lines on their
//! way to the database. All of it on a thread that may block.

use std::io::{Read, Seek};

use chrono::NaiveDate;
use tokio::sync::mpsc::Sender;

use super::{
    header::{Headless, Heads},
    kinds::Need,
    line::{Bar, Known, Reading},
    reader::{self, Limits, Row},
    store::lines,
    task::{Failure, KeptHeads, Task},
};
use crate::shell::words::{Lang, Words};

/// Rows of a sheet in which the heads are looked for: titles stand above them.
const TITLES: usize = 15;
/// Lines that go to the database at once.
const CHUNK: i64 = 250;

/// What is read of a file.
pub(super) struct Lines {
    task: Task,
    /// What heads are called.
    names: Heads,
    known: Known,
    election_on: Option<NaiveDate>,
    /// Rows of the sheet that are no heads.
    titles: usize,
    /// The row that looks most like one of heads, and how many of them it has; of several the first one.
    best: Option<(usize, Row)>,
    reading: Option<Reading>,
    heads: Option<KeptHeads>,
    failure: Option<Failure>,
    chunk: (String, i64),
    /// Whether no line has come yet.
    empty: bool,
    chunks: Sender<(String, i64)>,
}

impl Lines {
    /// Nothing yet.
    pub(super) fn new(
        task: Task,
        known: Known,
        election_on: Option<NaiveDate>,
        chunks: Sender<(String, i64)>,
    ) -> Self {
        Self {
            names: Heads::of(task.kind),
            task,
            known,
            election_on,
            titles: 0,
            best: None,
            reading: None,
            heads: None,
            failure: None,
            chunk: (String::new(), 0),
            empty: true,
            chunks,
        }
    }

    /// Reads the first sheet in which the heads of the list stand.
    pub(super) fn read(
        mut self,
        source: &mut (impl Read + Seek),
        limits: &Limits,
    ) -> Result<KeptHeads, Failure> {
        if limits.previews {
            self.counted(source, limits)?;
        }
        let unread = reader::rows(source, limits, &mut |row| {
            let Some(row) = row else {
                self.titles = 0;
                return self.reading.is_none() && self.failure.is_none();
            };
            self.row(row).unwrap_or_else(|failure| {
                self.failure = Some(failure);
                false
            })
        })?;
        if let Some(failure) = self.failure.take() {
            return Err(failure);
        }
        let Some(mut kept) = self.heads.take() else { return Err(self.headless()) };
        // how to fill it in stands on a sheet of the template
        let how = Lang::ALL.map(|lang| Words::new(lang).text("import-template-how"));
        kept.unread = unread.into_iter().filter(|name| !how.contains(name)).collect();
        self.send();
        if self.empty { Err(Failure::new("import-file-no-lines")) } else { Ok(kept) }
    }

    /// Goes through the list once before anything is kept: whoever waits is told at once that it is too long.
    fn counted(&self, source: &mut (impl Read + Seek), limits: &Limits) -> Result<(), Failure> {
        let (mut headed, mut titles) = (false, 0);
        reader::rows(source, limits, &mut |row| {
            let Some(row) = row else {
                titles = 0;
                return !headed;
            };
            titles += 1;
            headed = headed || self.names.read(&row).is_ok();
            headed || titles <= TITLES
        })?;
        Ok(())
    }

    fn row(&mut self, row: Row) -> Result<bool, Failure> {
        let task = &self.task;
        if let Some(reading) = &mut self.reading {
            let line = reading.line(row);
            self.empty &= line.bar == Bar::Beside;
            lines::write(&mut self.chunk.0, task.import_id, &line, &task.app.vault)
                .map_err(|_| Failure::new("import-failed"))?;
            self.chunk.1 += 1;
            return Ok(self.chunk.1 < CHUNK || self.send());
        }
        if let Ok(header) = self.names.read(&row) {
            self.heads = Some(KeptHeads::of(task.kind, &header));
            let known = std::mem::take(&mut self.known);
            let at = (task.place.place_id, task.place.at.code.clone());
            let today = task.place.today.0;
            self.reading =
                Some(Reading::new(task.kind, header, known, at, today, self.election_on));
            return Ok(true);
        }
        let heads = self.names.known(&row);
        if self.best.as_ref().map_or(0, |(most, _)| *most) < heads {
            self.best = Some((heads, row));
        }
        self.titles += 1;
        Ok(self.titles <= TITLES)
    }

    /// Sends what was read; gives whether somebody takes it.
    fn send(&mut self) -> bool {
        let (chunk, count) = std::mem::take(&mut self.chunk);
        count == 0 || self.chunks.blocking_send((chunk, count)).is_ok()
    }

    /// What is wrong with the row that looks most like one of heads.
    fn headless(&self) -> Failure {
        match self.best.as_ref().map(|(_, row)| self.names.read(row)) {
            Some(Err(Headless::Missing(columns))) => Failure::naming("import-file-lacks", &columns),
            Some(Err(Headless::Twice(column))) => Failure::naming("import-file-twice", &[column]),
            _ => {
                let columns = self.task.kind.columns().iter().filter(|one| one.need != Need::No);
                let columns: Vec<&str> = columns.map(|one| one.name).collect();
                Failure::naming("import-file-no-heads", &columns)
            }
        }
    }
}
