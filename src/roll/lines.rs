//! Objections as the page shows them, each with its own form while it waits.

use super::store;
use crate::shell::{form::Form, gates, ids::ObjectionId, mandate::AtElection, urls, words::Words};

/// An objection on the page.
pub struct ObjectionLine {
    /// The objection.
    pub objection: store::Objection,
    /// The day it was filed, in words.
    pub filed_on: String,
    /// Decision and day in words; empty while it waits.
    pub decided: String,
    /// Where it is decided.
    pub url: String,
    /// What was typed about this objection.
    pub form: Form,
    /// Ids of the fields: a page may show many such forms.
    pub on_id: String,
    /// The same of the choice.
    pub decision_id: String,
}

/// How an objection can end.
pub const DECISIONS: [&str; 2] = ["upheld", "rejected"];

/// The line of an objection; what was `sent` belongs to the objection that it is `about`.
pub fn objection_line(
    one: store::Objection,
    at: &AtElection,
    sent: &Form,
    about: Option<ObjectionId>,
    today: &str,
    words: &Words,
) -> ObjectionLine {
    let mine = about == Some(one.objection_id);
    let mut form = if mine { sent.clone() } else { Form::default() };
    form.suggest("decided_on", today);
    // the summary on top leads to the field of the form that was sent
    let id = |name: &str| {
        if mine { name.to_owned() } else { format!("{name}-{}", one.objection_id) }
    };
    ObjectionLine {
        on_id: id("decided_on"),
        decision_id: id("decision"),
        form,
        filed_on: gates::day(one.filed_on, words),
        decided: match (&one.decision, one.decided_on) {
            (Some(decision), Some(on)) => {
                let decision = words.text(&format!("objection-{decision}"));
                format!("{decision} · {}", gates::day(on, words))
            }
            _ => String::new(),
        },
        url: at.to(urls::OBJECTION_DECIDE).replace("{objection}", &one.objection_id.to_string()),
        objection: one,
    }
}
