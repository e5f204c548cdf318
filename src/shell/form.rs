//! Forms: what was typed, kept; and what is wrong with each field.
//!
//! A form parses into a typed value or into itself with errors: the page shows it again with
//! everything that was typed, the errors beside their fields and in a summary on top.

use std::{collections::BTreeMap, str::FromStr};

use axum::extract::{FromRequest, Request};
use chrono::{Datelike, NaiveDate};

use super::{
    App, Error,
    words::{FluentValue, Words},
};

/// The fields of a form as they were typed.
#[derive(Clone, Debug, Default)]
pub struct Typed(BTreeMap<String, String>);

impl FromRequest<App> for Typed {
    type Rejection = Error;

    #[expect(clippy::disallowed_types, reason = "every form comes through here")]
    async fn from_request(request: Request, app: &App) -> Result<Self, Error> {
        let axum::Form(pairs) = axum::Form::<Vec<(String, String)>>::from_request(request, app)
            .await
            .map_err(|_| Error::BadRequest("error-form"))?;
        Ok(Self(pairs.into_iter().collect()))
    }
}

impl Typed {
    /// What was typed into a field, without blanks around it.
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", |text| text.trim())
    }

    /// The same without a field that is not shown again.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.0.remove(name);
        self
    }

    /// Names and texts of all fields.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, text)| (name.as_str(), text.trim()))
    }
}

/// A form while it is parsed, and as the page shows it.
#[derive(Clone, Debug, Default)]
pub struct Form {
    typed: Typed,
    errors: Vec<(String, String)>,
    labels: BTreeMap<String, String>,
}

impl Form {
    /// An empty form with suggestions.
    pub fn new(suggested: &[(&str, String)]) -> Self {
        let typed =
            suggested.iter().map(|(name, text)| ((*name).to_owned(), text.clone())).collect();
        Self { typed: Typed(typed), ..Self::default() }
    }

    /// A form that was sent.
    pub fn sent(typed: Typed) -> Self {
        Self { typed, ..Self::default() }
    }

    /// The same without a field that is not shown again.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.typed = self.typed.without(name);
        self
    }

    /// Fills a field that was not sent, such as one of another form of the same page.
    pub fn suggest(&mut self, name: &str, text: impl Into<String>) {
        self.typed.0.entry(name.to_owned()).or_insert_with(|| text.into());
    }

    /// What a field is called, for the summary of errors.
    pub fn call(&mut self, name: &str, label: &str) {
        self.labels.insert(name.to_owned(), label.to_owned());
    }

    /// The same for several fields, by their keys of words.
    pub fn call_all(&mut self, labels: &[(&str, &str)], words: &Words) {
        for (name, key) in labels {
            self.call(name, &words.text(key));
        }
    }

    /// What a field is called before its error in the summary; empty where nobody said.
    pub fn label(&self, name: &str) -> String {
        self.labels.get(name).map(|label| format!("{label}: ")).unwrap_or_default()
    }

    /// What stands in a field.
    pub fn value(&self, name: &str) -> &str {
        self.typed.get(name)
    }

    /// Names and texts of all fields.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.typed.all()
    }

    /// Whether a field was sent at all, also when nothing stands in it.
    pub fn has(&self, name: &str) -> bool {
        self.typed.0.contains_key(name)
    }

    /// What is wrong with a field.
    pub fn error(&self, name: &str) -> Option<&str> {
        self.errors.iter().find(|(field, _)| field == name).map(|(_, error)| error.as_str())
    }

    /// All errors with their fields, in the order found.
    pub fn errors(&self) -> &[(String, String)] {
        &self.errors
    }

    /// Notes what is wrong with a field.
    pub fn wrong(
        &mut self,
        name: &str,
        words: &Words,
        key: &str,
        variables: &[(&str, FluentValue<'_>)],
    ) {
        self.errors.push((name.to_owned(), words.text_with(key, variables)));
    }

    /// A text of 1 to `longest` characters.
    pub fn text(&mut self, name: &str, longest: usize, words: &Words) -> Option<String> {
        let text = self.value(name).to_owned();
        if text.is_empty() {
            self.wrong(name, words, "form-required", &[]);
            None
        } else if text.chars().count() > longest || text.contains('\0') {
            self.wrong(name, words, "form-too-long", &[("n", longest.to_string().into())]);
            None
        } else {
            Some(text)
        }
    }

    /// A date; years that no election and no voter can have are mistyped.
    pub fn date(&mut self, name: &str, words: &Words) -> Option<NaiveDate> {
        let parsed = self.value(name).parse().ok();
        let parsed = parsed.filter(|on: &NaiveDate| (1850..=2200).contains(&on.year()));
        if parsed.is_none() {
            let key = if self.value(name).is_empty() { "form-required" } else { "form-date" };
            self.wrong(name, words, key, &[]);
        }
        parsed
    }

    /// A whole number between two bounds, both included.
    pub fn whole(&mut self, name: &str, least: u32, most: u32, words: &Words) -> Option<u32> {
        let parsed = self.value(name).parse().ok().filter(|number| (least..=most).contains(number));
        if parsed.is_none() {
            let required = self.value(name).is_empty();
            let bounds = [("least", least.into()), ("most", most.into())];
            let key = if required { "form-required" } else { "form-whole" };
            self.wrong(name, words, key, &bounds);
        }
        parsed
    }

    /// One of a closed set of words.
    pub fn word<T>(
        &mut self,
        name: &str,
        from_word: impl FnOnce(&str) -> Option<T>,
        words: &Words,
    ) -> Option<T> {
        let parsed = from_word(self.value(name));
        if parsed.is_none() {
            self.wrong(name, words, "form-choose", &[]);
        }
        parsed
    }

    /// A key of a record or of an entry.
    pub fn key<T: FromStr>(&mut self, name: &str, words: &Words) -> Option<T> {
        let parsed = self.value(name).parse().ok();
        if parsed.is_none() {
            self.wrong(name, words, "form-choose", &[]);
        }
        parsed
    }
}
