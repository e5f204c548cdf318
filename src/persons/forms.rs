//! What is typed of a person.

use chrono::NaiveDate;
use law::{
    body::Sex,
    identity::{Contradiction, IdError, Parsed},
    tally::WrittenName,
};
use sqlx::PgConnection;

use super::{
    moving, sets,
    store::{Data, Period, located},
};
use crate::{
    places::store::groups,
    shell::{
        form::Form,
        ids::PlaceId,
        mandate::AtPlace,
        words::{FluentValue, Words},
    },
};

/// What the fields are called.
pub const LABELS: [(&str, &str); 15] = [
    ("name", "person-name"),
    ("sex", "roll-column-sex"),
    ("birth_on", "candidate-birth-on"),
    ("idno", "person-number"),
    ("code", "person-place"),
    ("group", "person-group"),
    ("nationality", "person-nationality"),
    ("education", "person-education"),
    ("politics", "person-politics"),
    ("official_since", "person-official-since"),
    ("official_until", "person-official-until"),
    ("reserve_since", "person-reserve-since"),
    ("reserve_until", "person-reserve-until"),
    ("reason", "page-reason"),
    ("unlikely", "person-unlikely-sure"),
];

/// A person as typed: its data, and what is said of the identity number.
pub struct Typed {
    /// Everything but the number.
    pub data: Data,
    /// A number that was typed.
    pub number: Option<Parsed>,
}

/// Reads a person; `place` is where it belongs, `today` what no day lies after.
pub fn person(
    form: &mut Form,
    place_id: Option<PlaceId>,
    today: NaiveDate,
    words: &Words,
) -> Option<Typed> {
    let name = name(form, "name", words);
    let sex = form.word("sex", Sex::from_word, words);
    let birth_on = day(form, "birth_on", today, words);
    let number = number(form, "idno", words);
    let group_no = whole_if_any(form, "group", 999, words);
    let data = Data {
        name: name.unwrap_or_default(),
        sex: sex.unwrap_or(Sex::Woman),
        birth_on: birth_on.unwrap_or_default(),
        place_id,
        group_no,
        nationality: word_if_any(form, "nationality", sets::NATIONALITY, words),
        education: word_if_any(form, "education", sets::EDUCATION, words),
        politics: word_if_any(form, "politics", sets::POLITICS, words),
        official: period(form, ("official_since", "official_until"), (birth_on, today), words),
        reserve: period(form, ("reserve_since", "reserve_until"), (birth_on, today), words),
    };
    if let Some(read) = &number {
        // what was not said contradicts nothing
        let (birth_on, sex) =
            (birth_on.unwrap_or(read.number.birth()), sex.unwrap_or(read.number.sex()));
        contradictions(form, read, birth_on, sex, words);
    }
    form.errors().is_empty().then_some(Typed { data, number })
}

/// A group that a unit has; where nobody has entered its groups, any.
///
/// # Errors
/// Those of the database.
pub async fn in_group(
    db: &mut PgConnection,
    form: &mut Form,
    typed: Option<Typed>,
    words: &Words,
) -> sqlx::Result<Option<Typed>> {
    let Some(typed) = typed else { return Ok(None) };
    let (Some(place_id), Some(number)) = (typed.data.place_id, typed.data.group_no) else {
        return Ok(Some(typed));
    };
    if groups::may_have(db, place_id, number).await? {
        return Ok(Some(typed));
    }
    form.wrong("group", words, "person-group-none", &[("n", number.into())]);
    Ok(None)
}

/// A name as it is compared: without blanks, with one kind of dot.
pub fn name(form: &mut Form, field: &str, words: &Words) -> Option<String> {
    let typed = form.text(field, 60, words)?;
    let name = WrittenName::new(&typed).filter(|name| !name.as_str().chars().any(char::is_control));
    let wrong = match name.as_ref().map(|name| unlike_a_name(name.as_str())) {
        None => Some("form-required"),
        Some(Some(Unlike::Digits)) => Some("person-name-digits"),
        Some(Some(Unlike::Several)) => Some("person-name-several"),
        Some(Some(Unlike::Signs)) => Some("person-name-signs"),
        Some(None) => None,
    };
    if let Some(key) = wrong {
        form.wrong(field, words, key, &[]);
        return None;
    }
    name.map(|name| name.as_str().to_owned())
}

/// Why something is no name of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unlike {
    /// It has digits in it: a number or a remark belongs elsewhere.
    Digits,
    /// It has signs in it that stand between two names.
    Several,
    /// It has signs in it of which no name is written, such as those of markup.
    Signs,
}

/// Why a text is no name of a person, if it is none.
pub fn unlike_a_name(name: &str) -> Option<Unlike> {
    if name.contains(['<', '>', '＜', '＞', '{', '}', '|', '\\']) {
        // before the others: within markup there are slashes and digits
        Some(Unlike::Signs)
    } else if name.chars().any(|sign| matches!(sign, '0'..='9' | '０'..='９')) {
        Some(Unlike::Digits)
    } else if name.contains(['、', '，', ',', '；', ';', '/', '／', '＆', '&']) {
        Some(Unlike::Several)
    } else {
        None
    }
}

/// A day that does not lie ahead.
pub fn day(form: &mut Form, field: &str, today: NaiveDate, words: &Words) -> Option<NaiveDate> {
    let on = form.date(field, words)?;
    if on > today {
        form.wrong(field, words, "form-later-than-today", &[]);
        return None;
    }
    Some(on)
}

/// Nothing is said of anybody before the day of birth.
pub fn alive(
    form: &mut Form,
    field: &str,
    (on, birth_on): (Option<NaiveDate>, NaiveDate),
    words: &Words,
) {
    if on.is_some_and(|on| on < birth_on) {
        let born = birth_on.to_string().into();
        form.wrong(field, words, "person-before-birth", &[("birth", born)]);
    }
}

/// An identity number, where one was typed.
pub fn number(form: &mut Form, field: &str, words: &Words) -> Option<Parsed> {
    match Parsed::read(form.value(field)) {
        Ok(read) => Some(read),
        Err(IdError::Empty) => None,
        Err(error) => {
            let (key, n) = told(error);
            form.wrong(field, words, key, &[("n", n.to_string().into())]);
            None
        }
    }
}

/// What is wrong with an identity number, in words that show nothing of it.
pub fn told(error: IdError) -> (&'static str, usize) {
    match error {
        IdError::Empty => ("form-required", 0),
        IdError::ScientificNotation => ("person-number-scientific", 0),
        IdError::Rounded => ("person-number-rounded", 0),
        IdError::Length { found } => ("person-number-length", found),
        IdError::Character { position } => ("person-number-character", position),
        IdError::Region => ("person-number-region", 0),
        IdError::Birth => ("person-number-birth", 0),
        IdError::Checksum(_) => ("person-number-check", 0),
    }
}

/// What an identity number says against day of birth and sex.
pub fn contradictions(
    form: &mut Form,
    read: &Parsed,
    birth_on: NaiveDate,
    sex: Sex,
    words: &Words,
) {
    for one in read.number.contradictions(birth_on, sex) {
        let (key, says): (_, FluentValue<'_>) = match one {
            Contradiction::Birth(day) => ("person-number-other-birth", day.to_string().into()),
            Contradiction::Sex(sex) => {
                let sex = words.text(&format!("sex-{}", super::store::letter(sex)));
                ("person-number-other-sex", sex.into())
            }
        };
        form.wrong("idno", words, key, &[("says", says)]);
    }
}

fn period(
    form: &mut Form,
    (since, until): (&str, &str),
    (birth_on, today): (Option<NaiveDate>, NaiveDate),
    words: &Words,
) -> Period {
    let period = Period {
        since: if_any(form, since, |form| day(form, since, today, words)),
        until: form.date_if_any(until, words),
    };
    if let Some(birth_on) = birth_on {
        alive(form, since, (period.since, birth_on), words);
    }
    if period.until.is_some() && form.value(since).is_empty() {
        form.wrong(since, words, "form-required", &[]);
    }
    if period.until.is_some_and(|until| period.since.is_some_and(|since| until < since)) {
        form.wrong(until, words, "people-until-before", &[]);
    }
    period
}

/// One of a closed set, where one was chosen.
pub fn word_if_any(
    form: &mut Form,
    field: &str,
    set: &[&'static str],
    words: &Words,
) -> Option<&'static str> {
    if_any(form, field, |form| form.word(field, |word| sets::find(set, word), words))
}

fn if_any<T>(form: &mut Form, field: &str, read: impl FnOnce(&mut Form) -> Option<T>) -> Option<T> {
    if form.value(field).is_empty() { None } else { read(form) }
}

/// A number from 1 on, where one was typed.
pub fn whole_if_any(form: &mut Form, field: &str, most: u32, words: &Words) -> Option<i32> {
    let number = if_any(form, field, |form| form.whole(field, 1, most, words));
    number.and_then(|number| i32::try_from(number).ok())
}

/// A text that may stay empty.
pub fn text_if_any(form: &mut Form, field: &str, longest: usize, words: &Words) -> Option<String> {
    if_any(form, field, |form| form.text(field, longest, words))
}

/// The place of a code or a name that lies at a place or below it. What is left empty at a unit is that; of
/// who belongs somewhere in a town it is to be said where.
///
/// # Errors
/// Those of the database.
pub async fn place(
    db: &mut PgConnection,
    form: &mut Form,
    at: &AtPlace,
    words: &Words,
) -> sqlx::Result<Option<PlaceId>> {
    let typed = form.value("code").to_owned();
    if typed == at.at.code || typed.is_empty() && at.level == "unit" {
        return Ok(Some(at.place_id));
    }
    let key = match &*located::named(db, at.place_id, &typed).await? {
        _ if typed.is_empty() => "person-place-wanted",
        [one] => return Ok(Some(*one)),
        [] if at.level == "unit" => "person-place-only",
        [] => "person-place-beyond",
        _ => "person-place-several",
    };
    let who = moving::who(at, words).unwrap_or_default();
    form.wrong("code", words, key, &[("place", at.name.clone().into()), ("who", who.into())]);
    Ok(None)
}

/// The same without a word of what is wrong.
///
/// # Errors
/// Those of the database.
pub async fn within(
    db: &mut PgConnection,
    typed: &str,
    at: &AtPlace,
) -> sqlx::Result<Option<PlaceId>> {
    if typed.is_empty() || typed == at.at.code {
        return Ok(Some(at.place_id));
    }
    let named = located::named(db, at.place_id, typed).await?;
    Ok(named.first().copied().filter(|_| named.len() == 1))
}
