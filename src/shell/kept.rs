//! What was sent by a form, kept for whoever sent it while it is refused: shown on the page of the
//! refusal with a button that sends it again, and carried through signing in. Nothing of it is
//! stored here; the page that the browser has is what keeps it. Never a password, never a file.

use askama::Template;
use axum::{
    body::Body,
    extract::Request,
    http::{Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use futures_util::StreamExt;
use law::tally::Field;

use super::{
    Error,
    form::{Form, Typed},
    urls,
    view::{View, Visit},
    words::Words,
};

/// Bytes of a form; files have limits of their own.
pub const BODY: usize = 256 * 1024;
/// How long the body of a form may take to arrive.
const SLOWEST: std::time::Duration = std::time::Duration::from_secs(20);
/// Left for name, password and the address in a sign-in that carries a form.
const SIGN_IN: usize = 8 * 1024;
/// Where a carried form goes.
const TO: &str = "kept_to";
/// A file was sent, which cannot be carried.
const FILE: &str = "kept_file";
/// Something for the tally sheet was sent, which is not carried.
const SHEET: &str = "kept_sheet";
/// Before the names of carried fields.
const BEFORE: &str = "kept.";
/// Parts of names of fields that are never carried or shown: passwords, passphrases, second factors.
const SECRET: [&str; 4] = ["pass", "present", "secret", "one_time"];
/// What programs send to each other, of no use to a reader.
/// Identity numbers are shown nowhere.
const UNSHOWN: [&str; 6] = ["entry_key", "finding", "idno", "another", "seen", "newest"];
/// Before the name of a field whose form says what it is called: a line for a person, who is told by
/// name.
pub const NAMED: &str = "named.";
/// Before the name of a line of a sheet that is to be opened again.
pub const OPEN: &str = "open.";

/// A form that was sent.
#[derive(Clone, Debug, Default)]
pub struct Sent {
    /// The address it was sent to.
    pub to: String,
    /// Names and texts, in the order of the form.
    pub fields: Vec<(String, String)>,
    /// A file came with it.
    pub file: bool,
}

/// Reads a form once, and leaves a copy of it for the pages of refusals.
pub async fn keep(request: Request, next: Next) -> Response {
    match kept(request).await {
        Ok(request) => next.run(request).await,
        Err(error) => error.into_response(),
    }
}

async fn kept(request: Request) -> Result<Request, Error> {
    if request.method() != Method::POST {
        return Ok(request);
    }
    let to = request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned();
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let kind = kind.unwrap_or_default().to_ascii_lowercase();
    let (mut parts, mut body) = request.into_parts();
    if kind.starts_with("multipart/form-data") {
        parts.extensions.insert(Sent { to, fields: Vec::new(), file: true });
    } else if kind.starts_with("application/x-www-form-urlencoded") {
        let read = tokio::time::timeout(SLOWEST, bytes(body)).await;
        let bytes = read.map_err(|_| Error::Slow)??;
        let pairs = form_urlencoded::parse(&bytes).into_owned();
        let fields: Vec<(String, String)> = pairs.collect();
        // half of a form would be sent again as the whole
        if !fields.iter().any(|(name, _)| SECRET.iter().any(|part| name.contains(part))) {
            parts.extensions.insert(Sent { to, fields, file: false });
        }
        body = Body::from(bytes);
    }
    Ok(Request::from_parts(parts, body))
}

async fn bytes(body: Body) -> Result<Vec<u8>, Error> {
    let mut stream = body.into_data_stream();
    let mut bytes = Vec::new();
    while let Some(chunk) = stream.next().await {
        let chunk = chunk.map_err(|_| Error::BadRequest("error-form"))?;
        if bytes.len() + chunk.len() > BODY {
            return Err(Error::TooLarge("error-form-too-large"));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

impl Sent {
    /// What a sign-in carries: hidden fields that [`Sent::carried`] reads again. A form that would
    /// not fit into a sign-in is not carried, nor is one of the tally sheet.
    pub fn hidden(&self) -> Vec<(String, String)> {
        if self.file {
            return vec![(FILE.to_owned(), "1".to_owned())];
        }
        if is_of_sheet(&self.to) {
            return vec![(SHEET.to_owned(), "1".to_owned())];
        }
        let mut hidden = vec![(TO.to_owned(), self.to.clone())];
        let fields = self.fields.iter();
        hidden.extend(fields.map(|(name, text)| (format!("{BEFORE}{name}"), text.clone())));
        let size = form_urlencoded::Serializer::new(String::new()).extend_pairs(&hidden).finish();
        if size.len() + SIGN_IN > BODY { Vec::new() } else { hidden }
    }

    /// The form that a sign-in has carried; only to an address of ours.
    pub fn carried(typed: &Typed) -> Option<Self> {
        let to = typed.get(TO);
        if to.is_empty()
            || urls::inside(to) != to
            || to.starts_with(urls::SIGN_IN)
            || is_of_sheet(to)
        {
            return None;
        }
        let fields = typed.all().filter_map(|(name, text)| {
            Some((name.strip_prefix(BEFORE)?.to_owned(), text.to_owned()))
        });
        Some(Self { to: to.to_owned(), fields: fields.collect(), file: false })
    }

    /// What was typed, as the form calls it.
    pub fn told(&self, words: &Words) -> Vec<(String, String)> {
        let mut votes = 0_u32;
        let shown = self
            .fields
            .iter()
            .filter(|(name, text)| !text.trim().is_empty() && !UNSHOWN.contains(&name.as_str()))
            .filter(|(name, _)| !name.starts_with(NAMED));
        shown
            .map(|(name, text)| {
                let called = CALLED.iter().find(|one| {
                    one.name == name && (one.of.is_empty() || self.to.ends_with(one.of))
                });
                match called {
                    Some(called) => (words.text(called.label), called.value(text, words)),
                    None => match name.strip_prefix(OPEN) {
                        Some(line) => {
                            (words.text("sheet-ask-fields"), self.line(line, &mut votes, words))
                        }
                        None => (self.line(name, &mut votes, words), text.clone()),
                    },
                }
            })
            .collect()
    }
}

impl Sent {
    /// What a line of a sheet is called: as its form says, else by its own words.
    fn line(&self, name: &str, votes: &mut u32, words: &Words) -> String {
        let own = self.fields.iter().find(|(of, _)| of.strip_prefix(NAMED) == Some(name));
        match own {
            Some((_, label)) if !label.trim().is_empty() => label.clone(),
            _ => figure(name, votes, words),
        }
    }
}

/// The hidden fields of a sign-in that carries a form, for its template.
pub fn hidden(form: &Form) -> Vec<(String, String)> {
    let ours = |name: &str| [TO, FILE, SHEET].contains(&name) || name.starts_with(BEFORE);
    let fields = form.all().filter(|(name, _)| ours(name));
    fields.map(|(name, text)| (name.to_owned(), text.to_owned())).collect()
}

/// Whether a sign-in carries a form.
pub fn is_carried(form: &Form) -> bool {
    form.has(TO)
}

/// Whether a file was sent that could not be carried.
pub fn is_file(form: &Form) -> bool {
    form.has(FILE)
}

/// Whether something for the tally sheet was sent, which is never carried.
pub fn is_sheet(form: &Form) -> bool {
    form.has(SHEET)
}

/// Whether a form goes to the tally sheet. Two people enter it blindly, often on one machine: who
/// signs in next may be the other one, and must not be shown what the first has typed.
fn is_of_sheet(to: &str) -> bool {
    let path = to.split(['?', '#']).next().unwrap_or_default();
    let sheet = urls::SHEET.trim_start_matches("/{code}");
    path.ends_with(sheet) || path.contains(&format!("{sheet}/"))
}

/// A line of a tally sheet: by its own words, persons by their place on the sheet.
pub fn figure(name: &str, votes: &mut u32, words: &Words) -> String {
    if let Ok(field) = name.parse::<Field>() {
        let post = match &field {
            Field::Votes(post, ..) | Field::Written(post, _) => {
                *votes += 1;
                words.text(&format!("post-{}", post.word()))
            }
            Field::Ballots(_) | Field::Issued(_) => String::new(),
        };
        let line = words.text_with("kept-line", &[("n", votes.to_string().into())]);
        return words.text_with(&field.key(), &[("post", post.into()), ("name", line.into())]);
    }
    for (part, key) in [
        ("written-name-", "sheet-written-name"),
        ("written-post-", "sheet-written-post"),
        ("written-votes-", "sheet-written-votes"),
    ] {
        if let Some(number) = name.strip_prefix(part) {
            return words.text_with(key, &[("n", number.into())]);
        }
    }
    name.to_owned()
}

/// What a field is called on its form.
struct Called {
    name: &'static str,
    /// The end of the address, where forms call it differently.
    of: &'static str,
    label: &'static str,
    /// Before the word of a choice, in the keys of words.
    choice: &'static str,
}

impl Called {
    fn value(&self, text: &str, words: &Words) -> String {
        let key = format!("{}{text}", self.choice);
        if !self.choice.is_empty() && words.has(&key) { words.text(&key) } else { text.to_owned() }
    }
}

macro_rules! called {
    ($($name:literal $(of $of:literal)? = $label:literal $(, $choice:literal)?;)+) => {
        &[$(Called {
            name: $name,
            of: concat!($($of)?),
            label: $label,
            choice: concat!($($choice)?),
        }),+]
    };
}

const CALLED: &[Called] = called![
    "on" = "page-day";
    "today_on" = "rehearsal-date";
    "part" = "rehearsal-part", "rehearsal-part-";
    "sure" = "rehearsal-discard-sure";
    "valid_on" = "code-valid-on";
    "document_no" = "page-document-no";
    "area" = "area-title";
    "within" = "place-within";
    "lead" = "area-led-by";
    "groups" = "group-count";
    "group_name" = "group-name";
    "dissolved_on" = "place-dissolved-on";
    "counted_on" = "figure-counted-on";
    "households" = "figure-households";
    "people" = "figure-people";
    "source" = "figure-source";
    "members" = "cooperative-members";
    "income" = "cooperative-income";
    "income_year" = "cooperative-income-year";
    "into" = "merge-into";
    "happened_on" = "history-on";
    "former" = "history-former";
    "former_code" = "history-code";
    "became" = "history-became";
    "organisation" = "organisation-kind", "organisation-";
    "above" = "organisation-above";
    "reason" = "page-reason";
    "meant" = "names-meant", "names-";
    "number" of "/papers/number" = "papers-number";
    "filed_on" = "objection-filed-on";
    "filed_by" = "objection-filed-by";
    "matter" = "objection-matter";
    "decision" = "objection-decided", "objection-";
    "decided_on" = "objection-decided-on";
    "name" of "/candidates" = "candidate-name";
    "name" of "/persons/new" = "person-name";
    "name" of "/edit" = "person-name";
    "name" = "place-name";
    "kind" of "/ballots" = "ledger-kind", "ballots-";
    "kind" of "/requests" = "sheet-ask-kind", "sheet-ask-";
    "kind" = "place-kind", "place-";
    "code" = "place-code";
    "idno" = "person-number";
    "nationality" = "person-nationality", "nationality-";
    "education" = "person-education", "education-";
    "politics" = "person-politics", "politics-";
    "official_since" = "person-official-since";
    "official_until" = "person-official-until";
    "reserve_since" = "person-reserve-since";
    "reserve_until" = "person-reserve-until";
    "phone" = "person-phone";
    "phone_note" = "person-phone-note";
    "away" = "person-away", "away-";
    "since" = "person-since";
    "where_now" = "person-where";
    "ask" = "person-ask";
    "called_on" = "person-called-on";
    "called_by" = "person-called-by";
    "outcome" = "person-outcome", "call-";
    "call_note" = "person-call-note";
    "kin_name" = "person-kin-name";
    "kin_birth_on" = "candidate-birth-on";
    "relation" = "person-relation", "kin-";
    "body" = "person-body", "held-body-";
    "post_held" = "person-post", "held-post-";
    "term_no" of "/offices" = "person-term";
    "office" = "person-post";
    "ended_on" = "person-ended-on";
    "ended" = "person-ended", "held-ended-";
    "left" = "person-ended", "held-ended-";
    "same_name" = "person-same-name";
    "same_birth_on" = "candidate-birth-on";
    "answer" = "case-answer", "case-";
    "election_on" = "place-election-day";
    "term_no" = "election-term";
    "director" = "post-director";
    "deputy" = "post-deputy";
    "member" = "post-member";
    "post" = "candidate-post", "post-";
    "birth_on" = "candidate-birth-on";
    "quantity" = "ledger-quantity";
    "channel" = "ledger-channel", "channel-";
    "hour" = "ledger-hour";
    "explanation" = "sheet-explanation";
    "account" = "sign-in-account";
    "change" = "correction-kind", "correction-";
    "voter" = "correction-voter";
    "voter_birth_on" = "correction-voter-birth";
    "sex" = "roll-column-sex", "sex-";
    "group" = "roll-column-group";
    "category" = "roll-column-category", "roll-category-";
    "grounds" = "correction-grounds";
    "made_on" = "correction-made-on";
    "role" of "/entry-links" = "link-role", "role-";
    "shown_as" of "/entry-links" = "link-name";
    "mandate" = "link-who";
    "hours" = "link-hours";
    "cause" = "objection-cause", "objection-cause-";
    "posted_on" = "notice-posted-on";
    "draft_reason" = "draft-reason";
    "role" = "people-role", "role-";
    "shown_as" = "people-shown-as";
    "from_on" = "people-from";
    "until_on" = "people-until";
    "about" = "decisions-about";
    "decided_by" = "decisions-body";
    "meeting" = "decisions-meeting";
    "document_number" = "decisions-document-number";
    "decides" = "decisions-decides";
    "seen" = "decisions-seen-label";
    "what" = "approval-what";
    "paper" = "approval-paper";
];

#[derive(Template)]
#[template(path = "kept.html")]
struct KeptPage {
    visit: Visit,
    sent: Sent,
    told: Vec<(String, String)>,
    back: String,
}

/// The page after signing in: the form is sent by one button, or thrown away.
pub fn page(visit: Visit, sent: Sent, back: &str) -> Response {
    let told = sent.told(&visit.words);
    View(KeptPage { visit, sent, told, back: urls::inside(back).to_owned() }).into_response()
}

#[cfg(test)]
mod tests;
