//! A page that asks one thing about a place: the forms of this room are all made of it.

use askama::Template;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;

use crate::shell::{
    form::Form,
    mandate::AtPlace,
    urls,
    view::{Invalid, Refused, View, Visit},
};

/// What a page asks: keys of words.
pub struct Ask {
    /// Its title.
    pub title: &'static str,
    /// What it is about.
    pub lead: &'static str,
    /// What its button says.
    pub button: &'static str,
}

/// A page with one form.
#[derive(Template)]
#[template(path = "places/ask.html")]
pub struct AskPage {
    visit: Visit,
    name: String,
    back: String,
    title: String,
    lead: String,
    button: String,
    url: String,
    form: Form,
    fields: Vec<Field>,
    /// What is told before it is asked: labels and texts.
    facts: Vec<(String, String)>,
    /// What can be done instead: address and words.
    also: Option<(String, String)>,
}

struct Field {
    name: &'static str,
    kind: &'static str,
    label: String,
    hint: String,
    options: Vec<(String, String)>,
}

impl AskPage {
    /// A page about a place, whose form is sent to an address.
    pub fn new(visit: Visit, place: &AtPlace, url: String, ask: &Ask, form: Form) -> Self {
        let back = (place.at.to(urls::PLACE), place.name.clone());
        Self::about(visit, back, url, ask, form)
    }

    /// A page that is led to from another one: its address and name.
    pub fn about(
        visit: Visit,
        (back, name): (String, String),
        url: String,
        ask: &Ask,
        form: Form,
    ) -> Self {
        Self {
            name,
            back,
            title: visit.t(ask.title),
            lead: visit.t(ask.lead),
            button: visit.t(ask.button),
            url,
            form,
            fields: Vec::new(),
            facts: Vec::new(),
            also: None,
            visit,
        }
    }

    /// With a title of its own.
    #[must_use]
    pub fn titled(mut self, title: String) -> Self {
        self.title = title;
        self
    }

    /// With a line of text, a number or a date; label and hint are keys of words, an empty one is
    /// none.
    #[must_use]
    pub fn field(self, kind: &'static str, name: &'static str, label: &str, hint: &str) -> Self {
        self.with(kind, name, label, hint, Vec::new())
    }

    /// With one of a few words.
    #[must_use]
    pub fn choice(
        self,
        name: &'static str,
        label: &str,
        hint: &str,
        options: Vec<(String, String)>,
    ) -> Self {
        self.with("select", name, label, hint, options)
    }

    /// With something to be confirmed by ticking it.
    #[must_use]
    pub fn tick(self, name: &'static str, label: &str) -> Self {
        self.with("tick", name, label, "", Vec::new())
    }

    /// With something that the form remembers.
    #[must_use]
    pub fn hidden(mut self, name: &'static str) -> Self {
        let (label, hint) = (String::new(), String::new());
        self.fields.push(Field { name, kind: "hidden", label, hint, options: Vec::new() });
        self
    }

    /// With another thing that can be done, which asks for nothing.
    #[must_use]
    pub fn also(mut self, url: String, label: &str) -> Self {
        self.also = Some((url, self.visit.t(label)));
        self
    }

    /// With labels and texts to be read before.
    #[must_use]
    pub fn told(mut self, facts: Vec<(String, String)>) -> Self {
        self.facts = facts;
        self
    }

    fn with(
        mut self,
        kind: &'static str,
        name: &'static str,
        label: &str,
        hint: &str,
        options: Vec<(String, String)>,
    ) -> Self {
        let label = self.visit.t(label);
        let hint = if hint.is_empty() { String::new() } else { self.visit.t(hint) };
        self.form.call(name, &label);
        self.fields.push(Field { name, kind, label, hint, options });
        self
    }

    /// The page before anything is typed.
    pub fn shown(self) -> Response {
        View(self).into_response()
    }

    /// The page of a form that was refused.
    pub fn refused(self) -> Response {
        Invalid(self).into_response()
    }

    /// The page of a form for something that somebody else has changed meanwhile.
    pub fn changed(self) -> Response {
        Refused(StatusCode::CONFLICT, self).into_response()
    }
}

/// A day that has come at a place.
pub fn past(form: &mut Form, name: &str, place: &AtPlace, visit: &Visit) -> Option<NaiveDate> {
    let on = form.date(name, &visit.words)?;
    if on > place.today.0 {
        form.wrong(name, &visit.words, "form-later-than-today", &[]);
        return None;
    }
    Some(on)
}

/// A text that may stay empty; one that is too long is an error of the form.
pub fn text_if_any(form: &mut Form, name: &str, visit: &Visit) -> Option<String> {
    if form.value(name).is_empty() { None } else { form.text(name, 60, &visit.words) }
}

/// A number that may stay empty; one that is wrong is an error of the form.
pub fn whole_if_any(
    form: &mut Form,
    name: &str,
    (least, most): (u32, u32),
    visit: &Visit,
) -> Option<i32> {
    if form.value(name).is_empty() {
        return None;
    }
    form.whole(name, least, most, &visit.words).and_then(|number| i32::try_from(number).ok())
}
