//! What was sent by a form, kept for whoever sent it while it is refused: shown on the page of the
//! refusal with a button that sends it again, and carried through signing in, sealed for the account
//! that was typing, or through the choice of a language or size on a page that refuses it. Nothing of
//! it is stored here; the page that the browser has is what keeps it.
//! Never a password, never a file: where one came with it, it is asked for again.

mod called;
mod read;

use askama::Template;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::cookie::{Cookie, CookieJar};
use law::tally::Field;
use serde::{Deserialize, Serialize};

use called::CALLED;
pub use read::{Sending, keep};

use super::{
    Error,
    form::Form,
    ids::AccountId,
    urls,
    vault::{Kind, Vault},
    view::{View, Visit, cookie},
    words::Words,
};

/// Bytes of a form; files have limits of their own.
pub const BODY: usize = 256 * 1024;
/// Left for name, password and the address in a sign-in that carries a form.
const SIGN_IN: usize = 8 * 1024;
/// A form that is carried, sealed.
pub const KEPT: &str = "kept";
/// A file was sent, which cannot be carried.
const FILE: &str = "kept_file";
/// Something for the tally sheet was sent, which is not carried.
const SHEET: &str = "kept_sheet";
/// A form was sent that cannot be carried: nobody knows who was typing, or it is too long.
const LOST: &str = "kept_lost";
/// A form with a password was sent, of which nothing is carried.
const HELD_SECRET: &str = "kept_secret";
/// The cookie that says, to nobody but us, whose forms a browser has open.
const TYPING: &str = "typing";
/// Parts of names of fields that are never carried or shown: passwords, passphrases, second factors.
const SECRET: [&str; 4] = ["pass", "present", "secret", "one_time"];
/// What programs send to each other, of no use to a reader.
/// Identity numbers are shown nowhere.
const UNSHOWN: [&str; 9] =
    ["entry_key", "finding", "idno", "another", "seen", "newest", "version", "mandate", "what"];
/// Before the name of a field whose form says what it is called: a line for a person, who is told by
/// name.
pub const NAMED: &str = "named.";
/// Before the number of the post for which somebody was written in.
const WRITTEN_POST: &str = "written-post-";
/// Before the name of a line of a sheet that is to be opened again.
pub const OPEN: &str = "open.";

/// A form that was sent.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Sent {
    /// The address it was sent to.
    pub to: String,
    /// Names and texts, in the order of the form.
    pub fields: Vec<(String, String)>,
    /// How many files came with it: in the field `file`, as in every form of ours.
    #[serde(default)]
    pub files: usize,
    /// It holds a password: nothing of it is kept.
    #[serde(default)]
    pub secret: bool,
    /// The page that refused it carries it, for the account that sees it already.
    #[serde(default)]
    pub refused: bool,
}

/// Whose forms a browser has open: a keyed digest of the account, since an ended session tells no
/// account any more.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
pub struct Typist(String);

impl Typist {
    /// That of an account.
    pub fn of(vault: &Vault, account_id: AccountId) -> Self {
        Self(hex::encode(vault.digest(Kind::Form, &account_id.to_string())))
    }

    /// The one that a browser tells; none of a browser in which nobody has signed in.
    pub fn brought(jar: &CookieJar) -> Option<Self> {
        jar.get(TYPING).map(|cookie| Self(cookie.value().to_owned()))
    }

    /// The cookie that a sign-in leaves, and that outlives its session.
    pub fn cookie(self) -> Cookie<'static> {
        cookie(TYPING, self.0)
    }
}

/// A form with the account that was typing.
#[derive(Deserialize, Serialize)]
struct Bound {
    of: Typist,
    sent: Sent,
}

/// What a sign-in has carried.
pub enum Carried {
    /// No form of ours.
    Nothing,
    /// A form of the account that has signed in.
    Own(Sent),
    /// One of another account, which is neither shown nor sent.
    Others,
}

impl Carried {
    /// Reads what a page of ours has sealed; only to an address of ours.
    pub fn read(sealed: &str, vault: &Vault, account_id: AccountId) -> Self {
        let text = hex::decode(sealed).ok().and_then(|cipher| vault.opened(Kind::Form, &cipher));
        let bound = text.and_then(|text| serde_json::from_str::<Bound>(&text).ok());
        match bound {
            Some(bound) if bound.of != Typist::of(vault, account_id) => Self::Others,
            Some(Bound { sent, .. }) if sent.is_ours() => Self::Own(sent),
            _ => Self::Nothing,
        }
    }
}

impl Sent {
    /// What a sign-in carries: hidden fields, of which [`Carried::read`] reads the form. One that
    /// would not fit into a sign-in is not carried, nor one of the tally sheet, nor one of which
    /// nobody knows who was typing; nor are files, of which the page says so.
    ///
    /// # Errors
    /// It cannot be sealed.
    pub fn hidden(
        &self,
        vault: &Vault,
        of: Option<Typist>,
    ) -> Result<Vec<(String, String)>, Error> {
        let flag = |name: &str| vec![(name.to_owned(), "1".to_owned())];
        if self.secret {
            return Ok(flag(HELD_SECRET));
        }
        if is_of_sheet(&self.to) && !self.refused {
            return Ok(flag(SHEET));
        }
        let mut hidden = if self.files > 0 { flag(FILE) } else { Vec::new() };
        if self.fields.is_empty() {
            return Ok(hidden);
        }
        let Some(of) = of else { return Ok(flag(LOST)) };
        let Some(sealed) = self.clone().sealed(vault, of)? else { return Ok(flag(LOST)) };
        hidden.push((KEPT.to_owned(), sealed));
        Ok(hidden)
    }

    /// What a page that refuses a form carries of it, so that whoever chooses a language or size there
    /// does not lose it: sealed for the account that is signed in, and so also of the tally sheet.
    fn typed(mut self, vault: &Vault, visit: &Visit) -> Result<Option<String>, Error> {
        let Some(account) = &visit.account else { return Ok(None) };
        self.refused = true;
        if !self.is_ours() {
            return Ok(None);
        }
        self.sealed(vault, Typist::of(vault, account.account_id))
    }

    /// Sealed for an account, where it fits into a form.
    fn sealed(self, vault: &Vault, of: Typist) -> Result<Option<String>, Error> {
        let length: usize = self.fields.iter().map(|(name, text)| name.len() + text.len()).sum();
        if length > BODY {
            return Ok(None);
        }
        let bound = serde_json::to_string(&Bound { of, sent: self })?;
        let sealed = hex::encode(vault.seal(Kind::Form, &bound, "")?.cipher);
        Ok((sealed.len() + SIGN_IN <= BODY).then_some(sealed))
    }

    /// Whether several files may come with it: the pages of a decision.
    pub fn takes_several(&self) -> bool {
        self.to.contains(urls::DECISIONS.trim_start_matches("/{code}"))
    }

    /// Whether nothing of it can be sent again.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    fn is_ours(&self) -> bool {
        urls::inside(&self.to) == self.to
            && !self.to.starts_with(urls::SIGN_IN)
            && (self.refused || !is_of_sheet(&self.to))
            && ![urls::LANGUAGE, urls::TYPE_SIZE].contains(&&*self.to)
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
                        None => (self.line(name, &mut votes, words), figured(name, text, words)),
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

/// What stands in a line of a sheet, in words.
fn figured(name: &str, text: &str, words: &Words) -> String {
    let post = format!("post-{text}");
    if name.starts_with(WRITTEN_POST) && words.has(&post) {
        words.text(&post)
    } else {
        text.to_owned()
    }
}

/// The hidden fields of a sign-in that carries a form, for its template.
pub fn hidden(form: &Form) -> Vec<(String, String)> {
    let fields =
        form.all().filter(|(name, _)| [KEPT, FILE, SHEET, LOST, HELD_SECRET].contains(name));
    fields.map(|(name, text)| (name.to_owned(), text.to_owned())).collect()
}

/// Whether a sign-in carries a form.
pub fn is_carried(form: &Form) -> bool {
    !form.value(KEPT).is_empty()
}

/// Whether a file was sent that could not be carried.
pub fn is_file(form: &Form) -> bool {
    form.has(FILE)
}

/// Whether a form was sent that could not be carried.
pub fn is_lost(form: &Form) -> bool {
    form.has(LOST)
}

/// Whether a form with a password was sent, of which nothing is carried.
pub fn held_secret(form: &Form) -> bool {
    form.has(HELD_SECRET)
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
        (WRITTEN_POST, "sheet-written-post"),
        ("written-votes-", "sheet-written-votes"),
        ("explanation-", "sheet-explanation-n"),
    ] {
        if let Some(number) = name.strip_prefix(part) {
            return words.text_with(key, &[("n", number.into())]);
        }
    }
    name.to_owned()
}

#[derive(Template)]
#[template(path = "kept.html")]
struct KeptPage {
    visit: Visit,
    sent: Sent,
    told: Vec<(String, String)>,
    button: String,
    back: String,
}

/// The page on which a form goes on: it is sent by one button, or thrown away.
pub fn page(visit: Visit, sent: Sent, back: &str) -> Response {
    let told = sent.told(&visit.words);
    let button = visit.t(if sent.refused { "kept-again" } else { "kept-send" });
    View(KeptPage { visit, sent, told, button, back: urls::inside(back).to_owned() })
        .into_response()
}

#[cfg(test)]
mod tests;
