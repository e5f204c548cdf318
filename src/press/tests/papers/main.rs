//! The press with small templates, and the papers of `templates/documents` with their examples.

#![expect(clippy::expect_used, reason = "a test may stop")]

use chrono::NaiveDate;
use press::{Fonts, MissingGlyph, Paper, Press, PressError, Template};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::sync::LazyLock;

mod announcement;
mod report;
mod setting;

const BASE: &str = include_str!("../../../../templates/documents/base.typ");

static PRESS: LazyLock<Press> = LazyLock::new(|| {
    Press::new(&Fonts::default())
        .unwrap_or_else(|error| panic!("{error}\n(apt-get install -y fonts-noto-cjk)"))
});

fn on() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 19).expect("a date")
}

/// A paper of `templates/documents`, which all import the same base.
fn paper_of(name: &str, source: &str, data: &Value) -> Result<Paper, PressError> {
    PRESS.set(&Template { name, source, shared: &[("/base.typ", BASE)] }, data, on())
}

/// The text without spaces and line ends, for figures and names that lines may break.
fn text_of(paper: &Paper) -> String {
    paper.text().split_whitespace().collect()
}

/// The text that another reader finds in the PDF, without spaces and line ends.
fn text_of_pdf(pdf: &[u8]) -> String {
    let document = lopdf::Document::load_mem(pdf).expect("a PDF");
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    let text = document.extract_text(&pages).expect("text");
    text.split_whitespace().collect()
}

/// `data` with the value at a JSON pointer replaced.
fn with(mut data: Value, pointer: &str, value: Value) -> Value {
    *data.pointer_mut(pointer).unwrap_or_else(|| panic!("nothing at {pointer}")) = value;
    data
}
