//! What typst sees while one paper is set: the template, its shared files, the data, a date.
//!
//! Nothing else exists for a template: no packages, no network, no file of the machine, no clock.

use crate::fonts::Library;
use crate::{Press, PressError, Template};
use chrono::{Datelike, NaiveDate};
use serde_json::Value;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{World, WorldExt};

/// Where every template stands; one path for all, as typst keeps each path for ever.
const MAIN: &str = "/main.typ";
/// Where a template reads its data.
const DATA: &str = "/data.json";

/// The world of one paper.
pub(crate) struct Desk<'a> {
    press: &'a Press,
    template: &'a Template<'a>,
    main: Source,
    shared: Vec<Source>,
    data: FileId,
    bytes: Bytes,
    on: NaiveDate,
}

impl<'a> Desk<'a> {
    /// Lays out the files of a paper. An error names a shared path that typst cannot take.
    pub(crate) fn new(
        press: &'a Press,
        template: &'a Template<'a>,
        data: &Value,
        on: NaiveDate,
    ) -> Result<Self, PressError> {
        let shared = template
            .shared
            .iter()
            .map(|(path, text)| Ok(Source::new(file_id(path)?, (*text).to_owned())))
            .collect::<Result<_, PressError>>()?;
        Ok(Self {
            press,
            template,
            main: Source::new(file_id(MAIN)?, template.source.to_owned()),
            shared,
            data: file_id(DATA)?,
            bytes: Bytes::from_string(data.to_string()),
            on,
        })
    }

    /// What tells this paper from every other: template and data.
    pub(crate) fn ident(&self) -> String {
        let data = self.bytes.as_str().unwrap_or_default();
        format!("{}\n{}\n{data}", self.template.name, self.on)
    }

    /// The first of typst's errors, in our words.
    pub(crate) fn told(&self, errors: &[SourceDiagnostic]) -> PressError {
        let Some(error) = errors.first() else {
            let file = self.template.name.to_owned();
            return PressError::Template { file, line: 0, message: "no reason given".to_owned() };
        };
        let (file, line) = self.place(error);
        let mut message = error.message.to_string();
        for hint in &error.hints {
            message.push_str("; ");
            message.push_str(&hint.v);
        }
        PressError::Template { file, line, message }
    }

    /// The file and line of an error in it, or of the call in the template that led to it.
    fn place(&self, error: &SourceDiagnostic) -> (String, usize) {
        let id = error.span.id().unwrap_or(self.main.id());
        let line = || {
            let source = self.source(id).ok()?;
            let start = self.range(error.span)?.start;
            Some(source.lines().byte_to_line(start)? + 1)
        };
        let file = if id == self.main.id() {
            self.template.name.to_owned()
        } else {
            id.vpath().get_with_slash().to_owned()
        };
        (file, line().unwrap_or(0))
    }
}

impl World for Desk<'_> {
    fn library(&self) -> &Library {
        &self.press.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.press.fonts.book()
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        std::iter::once(&self.main)
            .chain(&self.shared)
            .find(|source| source.id() == id)
            .cloned()
            .ok_or_else(|| not_here(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data {
            return Ok(self.bytes.clone());
        }
        self.source(id).map(|source| Bytes::from_string(source.text().to_owned()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.press.fonts.font(index)
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        let (month, day) = month_and_day(self.on)?;
        Datetime::from_ymd(self.on.year(), month, day)
    }
}

/// Month and day as typst and PDF count them.
pub(crate) fn month_and_day(on: NaiveDate) -> Option<(u8, u8)> {
    Some((u8::try_from(on.month()).ok()?, u8::try_from(on.day()).ok()?))
}

fn file_id(path: &str) -> Result<FileId, PressError> {
    let virtual_path = VirtualPath::new(path).map_err(|cause| PressError::Template {
        file: path.to_owned(),
        line: 0,
        message: cause.to_string(),
    })?;
    Ok(RootedPath::new(VirtualRoot::Project, virtual_path).intern())
}

fn not_here(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_with_slash().into())
}
