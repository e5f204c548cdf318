//! A role that is given: what is typed in, and whether who types may give it.

use chrono::NaiveDate;
use sqlx::PgConnection;

use super::{
    rights,
    store::{accounts as store, offered},
};
use crate::shell::{
    Error,
    form::Form,
    ids::{AccountId, PlaceId},
    mandate::Role,
    words::Words,
};

/// A role over a place, from a day on.
pub struct NewMandate {
    /// The role.
    pub role: Role,
    /// The place; none for an administrator.
    pub place_id: Option<PlaceId>,
    /// Its first day.
    pub from_on: NaiveDate,
    /// Its last day, where it has one.
    pub until_on: Option<NaiveDate>,
}

/// Parses the form; `None` leaves its errors in it.
///
/// # Errors
/// Those of the database.
pub async fn parse(
    db: &mut PgConnection,
    form: &mut Form,
    looking: AccountId,
    on: NaiveDate,
    words: &Words,
) -> Result<Option<NewMandate>, Error> {
    let role = form.word("role", Role::from_word, words);
    let place = match role {
        Some(role) => place(db, form, role, (looking, on), words).await?,
        None => None,
    };
    if let (Some(role), Some(Target(place_id))) = (role, place) {
        let held = store::roles_over(db, looking, place_id, on).await?;
        if !rights::may_give(&held, role) {
            form.wrong("role", words, "people-not-yours", &[]);
        }
    }
    let period = period(form, on, words);
    let (Some(role), Some(Target(place_id)), Some((from_on, until_on)), true) =
        (role, place, period, form.errors().is_empty())
    else {
        return Ok(None);
    };
    Ok(Some(NewMandate { role, place_id, from_on, until_on }))
}

/// What a role is over: a place, or the instance.
#[derive(Clone, Copy)]
struct Target(Option<PlaceId>);

/// What the role is over; `None` where it is wrong.
async fn place(
    db: &mut PgConnection,
    form: &mut Form,
    role: Role,
    (looking, on): (AccountId, NaiveDate),
    words: &Words,
) -> Result<Option<Target>, Error> {
    let mut code = form.value("code").trim().to_owned();
    if role == Role::Administrator {
        if code.is_empty() {
            return Ok(Some(Target(None)));
        }
        form.wrong("code", words, "people-no-place-needed", &[]);
        return Ok(None);
    }
    if code.is_empty() {
        form.wrong("code", words, "form-required", &[]);
        return Ok(None);
    }
    if !code.bytes().all(|byte| byte.is_ascii_digit()) {
        // a name means the only place of that name
        let places = offered::places(db, looking, on).await?;
        let mut named = places.into_iter().filter(|one| one.name == code);
        if let (Some(one), None) = (named.next(), named.next()) {
            code = one.code;
        }
    }
    let Some(place) = offered::place(db, &code).await? else {
        form.wrong("code", words, "people-no-place", &[]);
        return Ok(None);
    };
    if !rights::fits(role, Some(&place.level)) {
        form.wrong("code", words, "people-wrong-level", &[]);
        return Ok(None);
    }
    Ok(Some(Target(Some(place.place_id))))
}

/// From when until when; not from a day that is over, as if it had been so.
fn period(form: &mut Form, on: NaiveDate, words: &Words) -> Option<(NaiveDate, Option<NaiveDate>)> {
    let from_on = form.date("from_on", words);
    if from_on.is_some_and(|from_on| from_on < on) {
        form.wrong("from_on", words, "people-from-past", &[]);
        return None;
    }
    if form.value("until_on").is_empty() {
        return from_on.map(|from_on| (from_on, None));
    }
    let (from_on, until_on) = (from_on?, form.date("until_on", words)?);
    if until_on < from_on {
        form.wrong("until_on", words, "people-until-before", &[]);
        return None;
    }
    Some((from_on, Some(until_on)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::words::Lang;

    #[test]
    fn a_period_begins_today_or_later_and_ends_after_it_begins() {
        let on: NaiveDate = "2026-03-10".parse().unwrap();
        let parsed = |from: &str, until: &str| {
            let mut form =
                Form::new(&[("from_on", from.to_owned()), ("until_on", until.to_owned())]);
            let period = period(&mut form, on, &Words::new(Lang::En));
            assert_eq!(period.is_none(), !form.errors().is_empty(), "{from} {until}");
            period
        };
        assert_eq!(parsed("2026-03-10", ""), Some((on, None)));
        assert_eq!(parsed("2026-03-10", "2026-03-10"), Some((on, Some(on))));
        assert!(parsed("2026-03-11", "2027-01-01").is_some());
        for (from, until) in
            [("2026-03-09", ""), ("", ""), ("2026-03-10", "2026-03-09"), ("2026-03-10", "never")]
        {
            assert_eq!(parsed(from, until), None, "{from} {until}");
        }
    }
}
