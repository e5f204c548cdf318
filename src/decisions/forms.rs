//! A paper decision as it is typed in, with its scans.

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use crate::shell::{
    clock::Today,
    extract::Sent,
    files::{SCAN, Scan},
    form::{Entry, Form},
    words::Words,
};

/// Files of one decision.
const FILES: usize = 20;

/// The fields, in the order of the form, with the keys of their words.
pub const LABELS: [(&str, &str); 7] = [
    ("about", "decisions-about"),
    ("decided_by", "decisions-body"),
    ("meeting", "decisions-meeting"),
    ("document_number", "decisions-document-number"),
    ("decided_on", "decisions-decided-on"),
    ("decides", "decisions-decides"),
    ("file", "decisions-scan"),
];

/// What was typed.
pub struct NewPaper {
    /// Who decided.
    pub body: String,
    /// The meeting.
    pub meeting: Option<String>,
    /// The document's number.
    pub document_number: Option<String>,
    /// The day on the paper.
    pub decided_on: NaiveDate,
    /// What it decides.
    pub decides: String,
}

/// Parses the form; `None` leaves its errors in it.
pub fn parse(form: &mut Form, today: Today, words: &Words) -> Option<NewPaper> {
    let body = form.text("decided_by", 80, words);
    let meeting = text_if_any(form, "meeting", 120, words);
    let document_number = text_if_any(form, "document_number", 60, words);
    if form.value("meeting").is_empty() && form.value("document_number").is_empty() {
        form.wrong("meeting", words, "decisions-not-found", &[]);
    }
    let decided_on = form.date("decided_on", words);
    if decided_on.is_some_and(|on| on > today.0) {
        form.wrong("decided_on", words, "form-later-than-today", &[]);
    }
    let decides = form.text("decides", 1000, words);
    let (body, decided_on, decides) = (body?, decided_on?, decides?);
    let new = NewPaper { body, meeting, document_number, decided_on, decides };
    form.errors().is_empty().then_some(new)
}

/// A text that may stay empty; leaves what is wrong in the form.
fn text_if_any(form: &mut Form, name: &str, longest: usize, words: &Words) -> Option<String> {
    if form.value(name).is_empty() { None } else { form.text(name, longest, words) }
}

/// The scans that were sent, each known by its content; `None` leaves what is wrong in the form.
/// The same file sent twice is one. Where `needed`, there has to be one.
pub fn scans(
    form: &mut Form,
    sent: Vec<Option<Vec<u8>>>,
    cut: bool,
    needed: bool,
    words: &Words,
) -> Option<Vec<(Scan, Vec<u8>)>> {
    let mut wrong = |key: &str, number: usize| {
        let megabytes = SCAN / 1024 / 1024;
        let variables = [("n", number.into()), ("most", megabytes.into())];
        form.wrong("file", words, key, &variables);
        None
    };
    if cut {
        return wrong("decisions-scan-cut", 0);
    }
    if sent.len() > FILES {
        return wrong("decisions-scan-many", FILES);
    }
    if needed && sent.is_empty() {
        return wrong("decisions-scan-none", 0);
    }
    let mut scans: Vec<(Scan, Vec<u8>)> = Vec::new();
    for (file, number) in sent.into_iter().zip(1..) {
        let Some(bytes) = file else { return wrong("decisions-scan-large", number) };
        if bytes.is_empty() {
            return wrong("decisions-scan-empty", number);
        }
        let Some(kind) = Scan::of(&bytes) else { return wrong("decisions-scan-kind", number) };
        if scans.iter().all(|(_, other)| *other != bytes) {
            scans.push((kind, bytes));
        }
    }
    Some(scans)
}

/// What tells this entry from another one: key, fields and files.
///
/// # Errors
/// Every page of ours sends a key.
pub fn entry(form: &Form, sent: &Sent) -> Result<Entry, crate::shell::Error> {
    let entry = form.entry(&LABELS.map(|(name, _)| name))?;
    let mut digest = Sha256::new().chain_update(&entry.digest);
    for file in &sent.files {
        digest.update(Sha256::digest(file.as_deref().unwrap_or_default()));
    }
    Ok(Entry { digest: digest.finalize().to_vec(), ..entry })
}
