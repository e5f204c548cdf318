//! A paper as it is laid out: its pages, its text, its PDF.

use crate::fonts::unseen;
use crate::world::month_and_day;
use crate::{MissingGlyph, PressError};
use chrono::{Datelike, NaiveDate};
use typst::foundations::{Datetime, Smart};
use typst::layout::{Abs, Frame, FrameItem};
use typst::text::TextItem;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

/// Minutes that China's time is ahead of UTC.
const CHINA: i32 = 8 * 60;

/// A paper that has been set and can be written as PDF.
pub struct Paper {
    laid_out: PagedDocument,
    ident: String,
    on: NaiveDate,
}

impl Paper {
    pub(crate) fn new(laid_out: PagedDocument, ident: String, on: NaiveDate) -> Self {
        Self { laid_out, ident, on }
    }

    /// How many pages.
    pub fn pages(&self) -> usize {
        self.laid_out.pages().len()
    }

    /// The text as it is laid out: runs of one line joined, lines and pages apart; for searching.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for page in self.laid_out.pages() {
            let mut line = None;
            for_each_run(&page.frame, &mut |run, baseline| {
                if line.is_some_and(|line| line != baseline) {
                    text.push('\n');
                }
                line = Some(baseline);
                text.push_str(&run.text);
            });
            text.push('\n');
        }
        text
    }

    /// The paper as tagged PDF/A-2u for the archive; its date is the paper's, its identity made from
    /// template, data and date.
    ///
    /// # Errors
    /// [`PressError::Pdf`] where what is laid out has no form in PDF.
    pub fn pdf(&self) -> Result<Vec<u8>, PressError> {
        let options = PdfOptions {
            ident: Smart::Custom(self.ident.clone()),
            creator: Smart::Custom(None),
            timestamp: midnight(self.on),
            // not A-2a: fonts with rare characters of names may hold them in the private use area
            standards: PdfStandards::new(&[PdfStandard::A_2u])
                .map_err(|told| PressError::Pdf(told.message().to_string()))?,
            ..PdfOptions::default()
        };
        typst_pdf::pdf(&self.laid_out, &options).map_err(|errors| {
            let messages: Vec<&str> = errors.iter().map(|error| error.message.as_str()).collect();
            PressError::Pdf(messages.join("; "))
        })
    }

    /// Characters that came out as the font's box for what it does not have.
    pub(crate) fn empty_boxes(&self) -> Vec<MissingGlyph> {
        let mut missing = Vec::new();
        for page in self.laid_out.pages() {
            for_each_run(&page.frame, &mut |run, _| {
                for glyph in run.glyphs.iter().filter(|glyph| glyph.id == 0) {
                    let shown = run.text.get(glyph.range()).unwrap_or_default();
                    missing.extend(
                        shown.chars().find(|shown| !unseen(*shown)).map(|character| MissingGlyph {
                            character,
                            text: run.text.to_string(),
                        }),
                    );
                }
            });
        }
        missing
    }
}

/// The first moment of a day in China: PDF has no dates without a time.
fn midnight(on: NaiveDate) -> Option<Timestamp> {
    let (month, day) = month_and_day(on)?;
    Timestamp::new_local(Datetime::from_ymd_hms(on.year(), month, day, 0, 0, 0)?, CHINA)
}

/// Calls `with` for every run of text below a frame with its line: its height in the frame that
/// holds it.
fn for_each_run(frame: &Frame, with: &mut impl FnMut(&TextItem, Abs)) {
    for (at, item) in frame.items() {
        match item {
            FrameItem::Text(run) => with(run, at.y),
            FrameItem::Group(group) => for_each_run(&group.frame, with),
            _ => {}
        }
    }
}
