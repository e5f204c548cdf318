//! Forms: what was typed, kept; and what is wrong with each field.
//!
//! A form parses into a typed value or into itself with errors: the page shows it again with
//! everything that was typed, the errors beside their fields and in a summary on top.

use std::{collections::BTreeMap, str::FromStr};

use axum::extract::{FromRequest, Request};
use chrono::{Datelike, NaiveDate};
use sha2::{Digest, Sha256};
use uuid::Uuid;

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
        Ok(pairs.into_iter().collect())
    }
}

impl FromIterator<(String, String)> for Typed {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(pairs: I) -> Self {
        Self(pairs.into_iter().collect())
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

    /// A digest over some fields, so that the same form sent twice is known.
    pub fn digest(&self, names: &[&str]) -> Vec<u8> {
        let mut digest = Sha256::new();
        for name in names {
            let text = self.get(name);
            // with its length, so that two fields cannot be taken for one
            digest.update(format!("{name} {} {text}\n", text.len()));
        }
        digest.finalize().to_vec()
    }

    /// Names and texts of all fields.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, text)| (name.as_str(), text.trim()))
    }
}

/// The field of what a page has shown.
pub const SEEN: &str = "seen";

/// What is told where somebody else has changed what a page has shown: a key of words.
pub const MEANWHILE: &str = "form-changed-meanwhile";

/// What tells an entry that is sent twice from another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Random, of the form.
    pub key: Uuid,
    /// Over what the form says.
    pub digest: Vec<u8>,
}

/// A form while it is parsed, and as the page shows it.
#[derive(Clone, Debug, Default)]
pub struct Form {
    typed: Typed,
    errors: Vec<(String, String)>,
    /// What fields are called, in the order of the page.
    labels: Vec<(String, String)>,
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

    /// Fills a field that was left empty.
    pub fn fill(&mut self, name: &str, text: String) {
        if self.value(name).is_empty() {
            self.typed.0.insert(name.to_owned(), text);
        }
    }

    /// A form with one date, and the date where it is one.
    pub fn dated(typed: Typed, name: &str, words: &Words) -> (Self, Option<NaiveDate>) {
        let mut form = Self::sent(typed);
        let on = form.date(name, words);
        (form, on)
    }

    /// What a field is called, for the summary of errors.
    pub fn call(&mut self, name: &str, label: &str) {
        match self.labels.iter_mut().find(|(of, _)| of == name) {
            Some((_, called)) => label.clone_into(called),
            None => self.labels.push((name.to_owned(), label.to_owned())),
        }
    }

    /// The same for several fields, by their keys of words.
    pub fn call_all(&mut self, labels: &[(&str, &str)], words: &Words) {
        for (name, key) in labels {
            self.call(name, &words.text(key));
        }
    }

    /// What a field is called before its error in the summary; empty where nobody said.
    pub fn label(&self, name: &str) -> String {
        let label = self.labels.iter().find(|(of, _)| of == name);
        label.map(|(_, label)| format!("{label}: ")).unwrap_or_default()
    }

    /// All errors with their fields, in the order in which the page calls its fields; those of others
    /// come last.
    pub fn summary(&self) -> Vec<&(String, String)> {
        let place = |(name, _): &&(String, String)| {
            let called = self.labels.iter().position(|(of, _)| of == name);
            called.unwrap_or(usize::MAX)
        };
        let mut errors: Vec<_> = self.errors.iter().collect();
        errors.sort_by_key(place);
        errors
    }

    /// What stands in a field.
    pub fn value(&self, name: &str) -> &str {
        self.typed.get(name)
    }

    /// Names and texts of all fields.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.typed.all()
    }

    /// Whether a word stands in a field.
    pub fn is(&self, name: &str, word: &str) -> bool {
        self.value(name) == word
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
        } else if text.contains('\0') {
            self.wrong(name, words, "form-characters", &[]);
            None
        } else if text.chars().count() > longest {
            self.wrong(name, words, "form-too-long", &[("n", longest.to_string().into())]);
            None
        } else {
            Some(text)
        }
    }

    /// A date; years that no election and no voter can have are mistyped.
    pub fn date(&mut self, name: &str, words: &Words) -> Option<NaiveDate> {
        let parsed = narrowed(self.value(name)).parse().ok();
        let parsed = parsed.filter(|on: &NaiveDate| (1850..=2200).contains(&on.year()));
        if parsed.is_none() {
            let key = if self.value(name).is_empty() { "form-required" } else { "form-date" };
            self.wrong(name, words, key, &[]);
        }
        parsed
    }

    /// A date that may stay empty; what is no date is an error.
    pub fn date_if_any(&mut self, name: &str, words: &Words) -> Option<NaiveDate> {
        if self.value(name).is_empty() { None } else { self.date(name, words) }
    }

    /// A whole number between two bounds, both included.
    pub fn whole(&mut self, name: &str, least: u32, most: u32, words: &Words) -> Option<u32> {
        let parsed = narrowed(self.value(name)).parse().ok();
        let parsed = parsed.filter(|number| (least..=most).contains(number));
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

    /// The random key that an entry is sent with, and the digest over what is sent.
    ///
    /// # Errors
    /// Every page of ours sends one.
    pub fn entry(&self, names: &[&str]) -> Result<Entry, Error> {
        let key = self.value("entry_key").parse();
        let key = key.map_err(|_| Error::BadRequest("error-form"))?;
        Ok(Entry { key, digest: self.typed.digest(names) })
    }

    /// What a page says that it has shown, so that its form is held to it.
    #[expect(clippy::needless_pass_by_value, reason = "numbers and texts alike are handed over")]
    pub fn show(&mut self, seen: impl ToString) {
        self.suggest(SEEN, seen.to_string());
    }

    /// A digest over what stands in all fields.
    pub fn fingerprint(&self) -> String {
        let names: Vec<&str> = self.typed.all().map(|(name, _)| name).collect();
        hex::encode(&self.typed.digest(&names)[..16])
    }

    /// The form of a page that shows what is kept, and holds its form to it.
    #[must_use]
    pub fn showing(mut self) -> Self {
        let shown = self.fingerprint();
        self.show(shown);
        self
    }

    /// Whether something is still as the page of this form has shown it; a form that does not say
    /// is held to nothing.
    #[expect(clippy::needless_pass_by_value, reason = "numbers and texts alike are handed over")]
    pub fn is_seen(&self, now: impl ToString) -> bool {
        !self.has(SEEN) || self.value(SEEN) == now.to_string()
    }

    /// The same for what has changed: it is shown anew, with an error at a field.
    #[must_use]
    pub fn unseen(self, name: &str, words: &Words, key: &str) -> Self {
        let mut form = self.without(SEEN);
        form.wrong(name, words, key, &[]);
        form
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

/// Digits and dashes as an input method of Chinese writes them, in full width, as those of a number.
fn narrowed(text: &str) -> String {
    let narrow = |sign: char| match sign {
        '０'..='９' | '－' => char::from_u32(u32::from(sign) - 0xFEE0).unwrap_or(sign),
        _ => sign,
    };
    text.chars().map(narrow).collect()
}

#[cfg(test)]
mod tests {
    use super::{Form, Typed};
    use crate::shell::words::{Lang, Words};

    #[test]
    fn the_summary_tells_errors_in_the_order_of_the_page() {
        let words = Words::new(Lang::En);
        let mut form = Form::default();
        for name in ["other", "second", "first"] {
            form.wrong(name, &words, "form-required", &[]);
        }
        form.call("first", "1");
        form.call("second", "2");
        let order: Vec<_> = form.summary().into_iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(order, ["first", "second", "other"]);
    }

    #[test]
    fn digits_in_full_width_are_digits() {
        let words = Words::new(Lang::ZhCn);
        let texts =
            [("n", "６５"), ("mixed", " 6５ "), ("on", "２０２５－０３－18"), ("no", "六五")];
        let mut form = Form::new(&texts.map(|(name, text)| (name, text.to_owned())));
        assert_eq!(form.whole("n", 0, 100, &words), Some(65));
        assert_eq!(form.whole("mixed", 0, 100, &words), Some(65));
        assert_eq!(form.date("on", &words).map(|on| on.to_string()).as_deref(), Some("2025-03-18"));
        assert!(form.errors().is_empty());
        assert_eq!(form.whole("n", 0, 64, &words), None, "bounds are held to");
        assert_eq!(form.whole("no", 0, 100, &words), None);
    }

    #[test]
    fn a_digest_tells_fields_apart_and_passes_over_others() {
        let typed = |pairs: &[(&str, &str)]| {
            let pairs = pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
            Typed(pairs.collect()).digest(&["a", "b"])
        };
        let one = typed(&[("a", "1"), ("b", "2")]);
        assert_eq!(one, typed(&[("b", " 2 "), ("a", "1"), ("c", "3")]));
        for other in [
            typed(&[("a", "1")]),
            typed(&[("a", "1"), ("b", "3")]),
            typed(&[("a", "1\nb 1 2"), ("b", "")]),
            typed(&[("a", "2"), ("b", "1")]),
        ] {
            assert_ne!(one, other);
        }
    }
}
