//! Sets the office's papers: typst source and data become a PDF.
//!
//! The press knows nothing of elections. A [`Template`] is typst source that reads its data from
//! `/data.json`; [`Press::set`] lays it out with the fonts found once at start, and the same
//! template, data and date give the same bytes on every machine with the same fonts. Nothing is
//! read from disk, network or clock while a paper is set.
//!
//! A character without a glyph would come out as an empty box, on a paper that goes up on the
//! village's wall: the press refuses the paper and names character and text ([`MissingGlyph`]).

mod error;
mod fonts;
mod paper;
mod world;

pub use error::{MissingGlyph, PressError};
pub use fonts::Fonts;
pub use paper::Paper;

use chrono::NaiveDate;
use fonts::Library;
use serde::Serialize;
use serde_json::Value;
use typst::diag::Warned;
use world::Desk;

/// How many papers a cached part of a layout outlives without being used again.
const CACHED_FOR: usize = 8;

/// Typst source of one kind of paper and the files that it imports.
#[derive(Clone, Copy, Debug)]
pub struct Template<'a> {
    /// The name in errors, such as `result_announcement.typ`.
    pub name: &'a str,
    /// The typst source.
    pub source: &'a str,
    /// Virtual files that the source may import or read: absolute path (`/base.typ`) and content.
    pub shared: &'a [(&'a str, &'a str)],
}

/// Fonts and the library of typst, made once; shared by all threads.
///
/// Setting a paper takes the processor for milliseconds up to a second: call it where blocking is
/// allowed.
pub struct Press {
    fonts: fonts::Rack,
    library: Library,
}

impl Press {
    /// A press with the fonts of `fonts`: the office's own folder first, then the system's.
    ///
    /// # Errors
    /// [`PressError::FontsMissing`] naming what to install, [`PressError::Unreadable`] for a file
    /// or folder that cannot be read or is no font.
    pub fn new(fonts: &Fonts) -> Result<Self, PressError> {
        Ok(Self { fonts: fonts::Rack::load(fonts)?, library: fonts::library() })
    }

    /// Sets one paper as of the day `now_on`, the date that typst and the PDF are told.
    ///
    /// # Errors
    /// [`PressError::Data`] where `data` has no JSON form, [`PressError::GlyphsMissing`] where a
    /// character would print as an empty box, [`PressError::Template`] where the template is wrong
    /// or does not find what it needs in the data.
    pub fn set(
        &self,
        template: &Template<'_>,
        data: &impl Serialize,
        now_on: NaiveDate,
    ) -> Result<Paper, PressError> {
        let data =
            serde_json::to_value(data).map_err(|cause| PressError::Data(cause.to_string()))?;
        self.refuse_missing(&data)?;
        let desk = Desk::new(self, template, &data, now_on)?;
        let Warned { output, warnings: _ } = typst::compile(&desk);
        typst::comemo::evict(CACHED_FOR);
        let laid_out = output.map_err(|errors| desk.told(&errors))?;
        let paper = Paper::new(laid_out, desk.ident(), now_on);
        // what the template itself says must print too
        let boxes = paper.empty_boxes();
        if boxes.is_empty() { Ok(paper) } else { Err(PressError::GlyphsMissing(boxes)) }
    }

    /// The PDF of one paper: [`Press::set`] and [`Paper::pdf`].
    ///
    /// # Errors
    /// Those of [`Press::set`] and [`Paper::pdf`].
    pub fn pdf(
        &self,
        template: &Template<'_>,
        data: &impl Serialize,
        now_on: NaiveDate,
    ) -> Result<Vec<u8>, PressError> {
        self.set(template, data, now_on)?.pdf()
    }

    /// The characters of `text` that no font of this press has, in order, each once: to warn where
    /// a name is typed in.
    pub fn missing(&self, text: &str) -> Vec<char> {
        let mut missing = Vec::new();
        for character in text.chars() {
            if !missing.contains(&character) && !self.fonts.has(character) {
                missing.push(character);
            }
        }
        missing
    }

    /// Refuses data with characters that have no glyph, naming the texts that they stand in.
    fn refuse_missing(&self, data: &Value) -> Result<(), PressError> {
        let mut texts = Vec::new();
        collect_texts(data, &mut texts);
        let missing: Vec<MissingGlyph> = texts
            .into_iter()
            .flat_map(|text| {
                self.missing(text)
                    .into_iter()
                    .map(|character| MissingGlyph { character, text: text.to_owned() })
            })
            .collect();
        if missing.is_empty() { Ok(()) } else { Err(PressError::GlyphsMissing(missing)) }
    }
}

/// All texts among the values of `data`, not the names of fields.
fn collect_texts<'a>(data: &'a Value, texts: &mut Vec<&'a str>) {
    match data {
        Value::String(text) => texts.push(text),
        Value::Array(values) => values.iter().for_each(|value| collect_texts(value, texts)),
        Value::Object(fields) => fields.values().for_each(|value| collect_texts(value, texts)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}
