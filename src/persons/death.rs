//! Who died: entered on the page of the person, or with the post that ended by it; and taken back where it
//! was entered by mistake.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use sqlx::PgConnection;

use super::{
    KeepPersons,
    acts::{Entry, begin_of},
    forms,
    person::PersonPath,
    store::{self, Person, deaths},
};
use crate::shell::{
    App, Error,
    extract::Named,
    flash::{Done, Flash},
    form::{Form, Typed},
    gates,
    ids::PersonId,
    journal::{Event, Stream},
    mandate::{AtPlace, Mandate},
    urls::{self, At},
    view::Visit,
    words::Words,
};

/// Nothing of a person that lasts or has ended otherwise lies after the death.
///
/// # Errors
/// Those of the database.
pub async fn possible(
    db: &mut PgConnection,
    form: &mut Form,
    (person_id, field, on): (PersonId, &str, Option<NaiveDate>),
    words: &Words,
) -> sqlx::Result<()> {
    let Some(on) = on else { return Ok(()) };
    if let Some(first) = deaths::not_before(db, person_id).await?.filter(|first| on < *first) {
        form.wrong(field, words, "person-died-before", &[("day", gates::day(first, words).into())]);
    }
    Ok(())
}

/// The rolls that can still be changed on which somebody stands who died.
pub(super) async fn stands(
    db: &mut PgConnection,
    place: &AtPlace,
    person: &Person,
) -> sqlx::Result<Vec<(String, String)>> {
    if person.died_on.is_none() {
        return Ok(Vec::new());
    }
    let stands = deaths::stands(db, person.person_id).await?.into_iter();
    let page = |code: String| At { world: place.at.world, code }.to(urls::PLACE);
    Ok(stands.map(|one| (one.name, page(one.code))).collect())
}

/// Enters that a person died; what ends with it was said beside the tick.
pub async fn enter(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepPersons>,
    Named(path): Named<PersonPath>,
    typed: Typed,
) -> Result<Response, Error> {
    let words = visit.words;
    let mut entry = Entry::begin(&app, visit, mandate, path.person, typed).await?;
    let Entry { form, act, at, .. } = &mut entry;
    if store::find(act, at.place_id, path.person).await?.died_on.is_some() {
        return Err(Error::conflict("person-died-already"));
    }
    let on = forms::day(form, "died_on", at.today.0, &words);
    possible(act, form, (path.person, "died_on", on), &words).await?;
    if form.value("death_sure") != "1" {
        form.wrong("death_sure", &words, "person-died-tick", &[]);
    }
    let (Some(on), true) = (on, form.errors().is_empty()) else {
        return entry.refused().await;
    };
    deaths::enter(act, path.person, on).await?;
    entry.done("person_died", "done-person-died").await
}

/// Takes back that a person died.
pub async fn take_back(
    State(app): State<App>,
    mandate: Mandate<KeepPersons>,
    Named(path): Named<PersonPath>,
) -> Result<Response, Error> {
    let (mut act, person) = begin_of(&app, &mandate, path.person).await?;
    if person.died_on.is_none() {
        return Err(Error::conflict("person-lives-already"));
    }
    if let Some((name, on)) = deaths::dissolved_for_share(&mut act, path.person).await? {
        let variables = vec![("name", name), ("day", on.to_string())];
        return Err(Error::Conflict("person-lives-dissolved", variables));
    }
    let again = deaths::take_back(&mut act, path.person).await?;
    act.commit(Stream::Instance, Event::new("person_death_taken_back")).await?;
    let url = urls::of_person(&mandate.over.at.to(urls::PERSON_PAGE), path.person);
    let key = if again.taken == 0 { "done-person-lives" } else { "done-person-lives-but" };
    Ok(Done(url, Flash::new(key).with("taken", again.taken)).into_response())
}
