//! A form of a person that is sent after somebody else has changed the same person.

use super::{edit::filled, store::Person};
use crate::shell::{
    form::{Form, MEANWHILE},
    words::Words,
};

/// The fields of a person that a form changes, but for the number.
const FIELDS: [&str; 12] = [
    "name",
    "sex",
    "birth_on",
    "code",
    "group",
    "nationality",
    "education",
    "politics",
    "official_since",
    "official_until",
    "reserve_since",
    "reserve_until",
];

/// A digest of each field of a person, so that a form sent late tells which ones changed meanwhile.
pub(super) fn shown(person: &Person) -> String {
    let fields = filled(person);
    FIELDS.map(|name| digest(name, fields.value(name))).join(".")
}

fn digest(name: &str, text: &str) -> String {
    Form::new(&[(name, text.to_owned())]).fingerprint()
}

/// The form that was sent over what somebody else has changed: what its sender left alone is shown as it is
/// now, what both changed as it was typed; each says so.
pub(super) fn told(sent: Form, person: &Person, words: &Words) -> Form {
    let now = filled(person);
    let seen: Vec<String> = sent.value("seen").split('.').map(str::to_owned).collect();
    let mut form = sent.without("seen");
    for (name, seen) in FIELDS.into_iter().zip(seen) {
        let (typed, now) = (form.value(name).to_owned(), now.value(name));
        if digest(name, now) == seen || typed == now {
            continue;
        }
        if digest(name, &typed) == seen {
            form = form.without(name);
            form.suggest(name, now);
            form.wrong(name, words, "person-meanwhile", &[]);
        } else {
            let now = said(name, now, words).into();
            form.wrong(name, words, "person-meanwhile-both", &[("now", now)]);
        }
    }
    if form.errors().is_empty() {
        form.wrong("name", words, MEANWHILE, &[]);
    }
    form.show(shown(person));
    form
}

/// What stands in a field, as people read it.
fn said(name: &str, text: &str, words: &Words) -> String {
    match name {
        _ if text.is_empty() => words.text("person-not-known"),
        "sex" | "nationality" | "education" | "politics" => words.text(&format!("{name}-{text}")),
        _ => text.to_owned(),
    }
}
