//! What a form says of a person that can be right and rarely is, as in lists (`imports::line::unlikely`): it is
//! asked about once, and taken when somebody ticks that it is so.

use chrono::{Datelike, NaiveDate};
use law::roll::reaches_age;

use super::{
    sets::below_college,
    store::{Data, Person},
};
use crate::shell::{form::Form, words::Words};

/// The field of the tick.
pub const TICK: &str = "unlikely";

/// Nobody is older.
const OLDEST: i32 = 110;
/// The first year in which somebody was born who may live.
const BORN: i32 = 1900;

/// Asks about the days and the schooling of a person, but for what is there already.
pub(super) fn ask(
    form: &mut Form,
    data: &Data,
    there: Option<&Person>,
    today: NaiveDate,
    words: &Words,
) {
    if form.value(TICK) == "1" {
        return;
    }
    let days = [Some(data.birth_on), data.reserve.since, data.official.since];
    let mut told = Vec::new();
    if there.is_none_or(|one| [Some(one.birth_on), one.reserve_since, one.official_since] != days) {
        told.extend(days_told(data, today, words));
    }
    let schooling = (data.education, data.official.since);
    if there.is_none_or(|one| (one.education.as_deref(), one.official_since) != schooling)
        && let (Some(education), Some(_)) = schooling
        && below_college(education)
    {
        let label = words.text(&format!("education-{education}"));
        told.push(words.text_with("person-unlikely-schooling", &[("education", label.into())]));
    }
    if !told.is_empty() {
        wrong(form, told.join(&words.text("person-unlikely-and")), words);
    }
}

fn days_told(data: &Data, today: NaiveDate, words: &Words) -> Vec<String> {
    let birth_on = data.birth_on;
    let mut told = Vec::new();
    if birth_on.year() < BORN || today.year() - birth_on.year() > OLDEST {
        told.push(words.text_with("person-unlikely-old", &[("on", birth_on.to_string().into())]));
    }
    let of_age = reaches_age(birth_on, 18);
    for (label, since) in
        [("person-reserve", data.reserve.since), ("person-official", data.official.since)]
    {
        if since.is_some() && since < of_age {
            let variables = [("what", words.text(label).into())];
            told.push(words.text_with("person-unlikely-young", &variables));
        }
    }
    told
}

/// Asks for the tick, saying what is unlikely.
pub fn wrong(form: &mut Form, what: String, words: &Words) {
    form.wrong(TICK, words, "person-unlikely", &[("what", what.into())]);
}
