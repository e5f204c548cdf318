//! The page on which a day that was entered wrongly is given another one, or what has it is withdrawn,
//! with a reason: of a stage, of a correction of the roll, of a notice.

use askama::Template;

use super::head::Head;
use crate::shell::{form::Form, view::Visit};

/// Signs of a reason.
pub const REASON: usize = 500;

/// Asks for the right day, and why.
#[derive(Template)]
#[template(path = "elections/redate.html")]
pub struct RedatePage {
    /// Who asks.
    pub visit: Visit,
    /// The election.
    pub head: Head,
    /// What was typed.
    pub form: Form,
    /// What is given another day.
    pub title: String,
    /// What becomes of it.
    pub lead: String,
    /// The day that holds.
    pub on: String,
    /// Name, label and hint of the field of the day; none where it is withdrawn.
    pub field: Option<(&'static str, String, String)>,
    /// What the button says.
    pub button: String,
    /// Where the form goes.
    pub url: String,
    /// Where it is left, and the words for it.
    pub back: (String, String),
}
