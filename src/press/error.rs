//! What can keep a paper from being printed.

use std::path::PathBuf;

/// Why no paper came out.
///
/// The texts are for the log and hold no names of missing characters' texts; typst's own messages
/// ([`PressError::Template`], [`PressError::Pdf`]) may quote a value of the data.
#[derive(Debug, thiserror::Error)]
pub enum PressError {
    /// The fonts that every paper needs are not installed.
    #[error(
        "fonts missing: {}; install the package fonts-noto-cjk (searched: {})",
        .files.join(", "),
        paths(.searched)
    )]
    FontsMissing {
        /// File names that were found in none of the folders.
        files: Vec<&'static str>,
        /// The folders that were searched, with what lies below them.
        searched: Vec<PathBuf>,
    },
    /// A font file or the office's own folder cannot be read, or a file is no font.
    #[error("{}: {reason}", .path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// The system's words, or that no font is in the file.
        reason: String,
    },
    /// The data have no JSON form.
    #[error("data of the paper: {0}")]
    Data(String),
    /// Characters that no font has; the paper would show empty boxes.
    #[error("{} of the paper without a glyph in any font: {}", count(.0), characters(.0))]
    GlyphsMissing(Vec<MissingGlyph>),
    /// The template is wrong, or does not find in the data what it needs.
    #[error("{file}:{line}: {message}")]
    Template {
        /// The template's name or the path of a shared file.
        file: String,
        /// The line, counted from 1; 0 where typst names no place.
        line: usize,
        /// What typst says, with its hints.
        message: String,
    },
    /// The finished layout could not be written as PDF.
    #[error("PDF: {0}")]
    Pdf(String),
}

/// A character that no font of the press has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingGlyph {
    /// The character.
    pub character: char,
    /// The text that it stands in, such as a person's name.
    pub text: String,
}

fn paths(paths: &[PathBuf]) -> String {
    paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ")
}

fn count(missing: &[MissingGlyph]) -> String {
    match missing.len() {
        1 => "one character".to_owned(),
        more => format!("{more} characters"),
    }
}

/// Only code points: a rare character in a log is nearly a name.
fn characters(missing: &[MissingGlyph]) -> String {
    missing
        .iter()
        .map(|glyph| format!("U+{:04X}", u32::from(glyph.character)))
        .collect::<Vec<_>>()
        .join(", ")
}
