//! Voters of one name, and what was said of the lines of the sheet that name them, in words.

use chrono::NaiveDate;
use law::tally::Field;

use super::store::{
    apart::{self, Apart, Birth},
    meant::{Choice, Part},
    names::{Bearer, Shared, Written},
};
use crate::{
    persons::secret,
    shell::{Error, gates, ids::CandidacyId, vault::Vault, words::Words},
};

/// A line of the sheet whose name several voters bear, in words.
pub struct NameLine {
    /// What it is called by in addresses.
    pub line_id: Option<CandidacyId>,
    /// Post, name, votes.
    pub text: String,
    /// How many bear the name.
    pub bearers: usize,
    /// It is said by two who is meant.
    pub clear: bool,
    /// One has said it, and another one is waited for.
    pub waits: bool,
    /// What was said, the newest first.
    pub said: Vec<String>,
}

/// The lines whose name several voters bear, in words.
///
/// # Errors
/// A sealed number cannot be opened.
pub fn lines(
    written: &Written,
    counted_on: Option<NaiveDate>,
    vault: &Vault,
    words: &Words,
) -> Result<Vec<NameLine>, Error> {
    let shared = written.shared();
    shared.iter().map(|one| name_line(one, counted_on, vault, words)).collect()
}

/// One of them.
///
/// # Errors
/// A sealed number cannot be opened.
pub fn name_line(
    one: &Shared<'_>,
    counted_on: Option<NaiveDate>,
    vault: &Vault,
    words: &Words,
) -> Result<NameLine, Error> {
    let (name, at) = match one.field {
        Field::Written(at, name) => (name.as_str(), words.text(&format!("post-{}", at.word()))),
        _ => ("", String::new()),
    };
    let variables = [("post", at.into()), ("name", name.into()), ("n", one.votes.into())];
    let waits = one.waiting().is_some();
    let lapsed =
        !one.is_clear() && !waits && one.choices.iter().any(|choice| !choice.is_of(one.votes));
    let lapsed = lapsed.then(|| Ok(words.text("names-lapsed")));
    let said = one.choices.iter().rev().map(|choice| said(choice, one, counted_on, vault, words));
    Ok(NameLine {
        line_id: one.line_id,
        text: words.text_with("names-line", &variables),
        bearers: one.bearers.len(),
        clear: one.is_clear(),
        waits,
        said: lapsed.into_iter().chain(said).collect::<Result<_, Error>>()?,
    })
}

fn said(
    choice: &Choice,
    of: &Shared<'_>,
    counted_on: Option<NaiveDate>,
    vault: &Vault,
    words: &Words,
) -> Result<String, Error> {
    let part = |(voter, votes): &Part| {
        let one = of.bearers.iter().find(|one| Some(one.roll_entry_id) == *voter);
        let meant = match one {
            Some(one) => bearer(one, &of.bearers, vault, words)?,
            None => words.text("names-none"),
        };
        Ok(match choice.parts.len() {
            1 => meant,
            _ => words.text_with("names-part", &[("meant", meant.into()), ("n", (*votes).into())]),
        })
    };
    let meant = choice.parts.iter().map(part).collect::<Result<Vec<String>, Error>>()?;
    let day = gates::day(choice.chosen_on, words);
    let late = counted_on.filter(|counted| choice.chosen_on > *counted).map(|counted| {
        let variables =
            [("on", day.clone().into()), ("counted", gates::day(counted, words).into())];
        words.text_with("names-late", &variables)
    });
    let variables = [
        ("meant", meant.join(" / ").into()),
        ("reason", choice.reason.as_str().into()),
        ("by", choice.by.as_str().into()),
        ("on", day.clone().into()),
    ];
    let answer = match &choice.answer {
        Some((agreed, who)) => {
            let key = if *agreed { "names-agreed" } else { "names-declined" };
            words.text_with(key, &[("by", who.as_str().into())])
        }
        None => words.text("names-unanswered"),
    };
    let told = [Some(words.text_with("names-said", &variables)), Some(answer), late];
    Ok(told.into_iter().flatten().collect::<Vec<String>>().join(" "))
}

/// A voter with what tells namesakes apart: group, sex, month of birth; where more is needed the day,
/// the masked identity number, the place among them on the roll.
///
/// # Errors
/// A sealed number cannot be opened.
pub fn bearer(
    one: &Bearer,
    all: &[&Bearer],
    vault: &Vault,
    words: &Words,
) -> Result<String, Error> {
    let group = words.text_with("names-group", &[("group", one.group_no.to_string().into())]);
    let apart = apart::of(all, one);
    let birth = apart.and_then(|apart| apart.birth).unwrap_or(Birth::Month(one.birth_on));
    let mut told = vec![group, words.text(&format!("sex-{}", one.sex)), born(birth, words)];
    if matches!(birth, Birth::Day(_))
        && let Some(cipher) = &one.idno_cipher
    {
        let number = secret::open_number(vault, cipher)?.number.masked();
        told.push(words.text_with("names-number", &[("number", number.into())]));
    }
    told.extend(apart.and_then(|apart| apart.place).map(|at| place(at, words)));
    Ok(told.join(" · "))
}

/// What tells somebody from namesakes, in words.
pub fn apart(apart: Apart, words: &Words) -> String {
    let group = words.text_with("names-group", &[("group", apart.group_no.to_string().into())]);
    let birth = apart.birth.map(|birth| born(birth, words));
    let place = apart.place.map(|at| place(at, words));
    [Some(group), birth, place].into_iter().flatten().collect::<Vec<String>>().join(" · ")
}

fn born(birth: Birth, words: &Words) -> String {
    let born = match birth {
        Birth::Month(on) => on.format("%Y-%m").to_string(),
        Birth::Day(on) => on.to_string(),
    };
    words.text_with("names-born", &[("born", born.into())])
}

fn place(at: usize, words: &Words) -> String {
    words.text_with("names-place", &[("n", at.into())])
}
