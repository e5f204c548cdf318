//! The press with small templates.

use chrono::NaiveDate;
use press::{Fonts, MissingGlyph, Paper, Press, PressError, Template};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::sync::LazyLock;

mod setting;

static PRESS: LazyLock<Press> = LazyLock::new(|| {
    Press::new(&Fonts::default())
        .unwrap_or_else(|error| panic!("{error}\n(apt-get install -y fonts-noto-cjk)"))
});

fn on() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 19).expect("a date")
}

/// The text without spaces and line ends, for figures and names that lines may break.
fn text_of(paper: &Paper) -> String {
    paper.text().split_whitespace().collect()
}
