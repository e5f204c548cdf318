//! What is entered on a person's page of the posts that he or she holds or held.

use axum::{extract::State, response::Response};
use chrono::NaiveDate;
use law::roll::reaches_age;
use serde::Deserialize;
use sqlx::PgConnection;

use super::{
    KeepPersons,
    acts::{Entry, begin, end, there},
    death, forms,
    person::PersonPath,
    sets,
    store::{
        self, Person, deaths,
        offices::{self, NewOffice, Obstacle},
    },
    unlikely,
};
use crate::party::store::members;
use crate::places::store as places;
use crate::shell::{
    App, Error,
    extract::Named,
    form::{Form, Typed},
    ids::{OfficeId, OrganisationId, PersonId, PlaceId},
    mandate::Mandate,
    view::Visit,
    words::Words,
};

/// In which organisation of the Party a post is held, where one was chosen: it hangs on the place of the post.
async fn organisation(
    db: &mut PgConnection,
    form: &mut Form,
    (place_id, body): (Option<PlaceId>, Option<&str>),
    words: &Words,
) -> sqlx::Result<Option<OrganisationId>> {
    if form.value("held_in").is_empty() {
        return Ok(None);
    }
    let chosen = form.key::<i64>("held_in", words).map(OrganisationId);
    let (Some(chosen), Some(place_id), Some(body)) = (chosen, place_id, body) else {
        return Ok(None);
    };
    let known = offices::organisations(db, &[place_id]).await?;
    if body != "party" {
        form.wrong("held_in", words, "person-organisation-of-party", &[]);
    } else if known.iter().all(|one| one.organisation_id != chosen) {
        form.wrong("held_in", words, "person-organisation-elsewhere", &[]);
    } else {
        return Ok(Some(chosen));
    }
    Ok(None)
}

/// When a post began and ended: neither lies ahead, and whoever holds one is of age.
fn days(
    form: &mut Form,
    person: &Person,
    (from_on, until_on): (Option<NaiveDate>, Option<NaiveDate>),
    today: NaiveDate,
    words: &Words,
) {
    for (field, on) in [("from_on", from_on), ("until_on", until_on)] {
        let Some(on) = on else { continue };
        if on > today {
            form.wrong(field, words, "form-later-than-today", &[]);
        } else if reaches_age(person.birth_on, 18).is_some_and(|of_age| on < of_age) {
            form.wrong(field, words, "person-post-young", &[]);
        }
    }
    if until_on.is_some_and(|until| from_on.is_some_and(|from| until < from)) {
        form.wrong("until_on", words, "people-until-before", &[]);
    }
}

/// Whether the place has such a post, the person can hold it, and nobody does. What ended may have been before
/// a village became a community, or before somebody left the Party.
async fn possible(
    db: &mut PgConnection,
    form: &mut Form,
    new: &NewOffice,
    words: &Words,
) -> sqlx::Result<()> {
    places::lock(db, new.place_id).await?; // of two who are entered at once
    match offices::obstacle(db, new).await? {
        Some(Obstacle::Place) => form.wrong("code", words, "person-post-of-unit", &[]),
        _ if new.ended.is_some() => {}
        Some(Obstacle::Committee) => form.wrong("body", words, "person-post-other-committee", &[]),
        Some(Obstacle::NoMember) => form.wrong("body", words, "person-post-of-member", &[]),
        Some(Obstacle::Died) => form.wrong("post_held", words, "person-post-died", &[]),
        Some(Obstacle::Several) => {
            form.wrong("held_in", words, "person-organisation-several", &[]);
        }
        // there is none to choose
        Some(Obstacle::NoOrganisation) => {
            form.wrong("body", words, "person-organisation-missing", &[]);
        }
        Some(Obstacle::Held) => form.wrong("post_held", words, "person-post-held", &[]),
        None => {
            let there = match new.post {
                "director" => "person-director-there",
                "secretary" => "person-secretary-there",
                _ => return Ok(()),
            };
            if let Some(name) = offices::head(db, new).await? {
                form.wrong("post_held", words, there, &[("name", name.into())]);
            }
        }
    }
    Ok(())
}

/// Asks about a post in the Party of who is on probation there, and so cannot be elected.
async fn probation(
    db: &mut PgConnection,
    form: &mut Form,
    new: &NewOffice,
    words: &Words,
) -> sqlx::Result<()> {
    if new.body != "party" || new.ended.is_some() || form.value(unlikely::TICK) == "1" {
        return Ok(());
    }
    let member = members::of_person(db, new.person_id).await?;
    if member.is_some_and(|one| one.standing == "probationary") {
        unlikely::wrong(form, words.text("person-unlikely-probationary"), words);
    }
    Ok(())
}

/// Adds a post that a person holds or held.
pub async fn add_office(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepPersons>,
    Named(path): Named<PersonPath>,
    typed: Typed,
) -> Result<Response, Error> {
    let words = visit.words;
    let mut entry = Entry::begin(&app, visit, mandate, path.person, typed).await?;
    let Entry { form, act, at, .. } = &mut entry;
    let (person_id, today) = (path.person, at.today.0);
    let person = store::find(act, at.place_id, person_id).await?;
    let place_id = forms::place(act, form, at, &words).await?;
    let body = form.word("body", |word| sets::find(sets::BODIES, word), &words);
    let post = form.word("post_held", |word| sets::find(sets::POSTS, word), &words);
    let term_no = forms::whole_if_any(form, "term_no", 99, &words);
    let from_on = form.date_if_any("from_on", &words);
    let until_on = form.date_if_any("until_on", &words);
    let ended = forms::word_if_any(form, "left", sets::ENDS, &words);
    if body.zip(post).is_some_and(|(body, post)| !sets::holds(body, post)) {
        form.wrong("post_held", &words, "person-post-of-body", &[]);
    }
    if let Some(place_id) = place_id {
        places::lock(act, place_id).await?; // no organisation of it is dissolved meanwhile
    }
    let organisation_id = organisation(act, form, (place_id, body), &words).await?;
    if until_on.is_some() != ended.is_some() && form.errors().is_empty() {
        form.wrong("left", &words, "person-ended-both", &[]);
    }
    days(form, &person, (from_on, until_on), today, &words);
    if let (Some(place_id), Some(body), Some(post)) = (place_id, body, post) {
        let new = NewOffice {
            person_id,
            place_id,
            body,
            post,
            organisation_id,
            term_no,
            from_on,
            ended: until_on.zip(ended),
        };
        possible(act, form, &new, &words).await?;
        probation(act, form, &new, &words).await?;
        if ended == Some("died") {
            death::possible(act, form, (person_id, "until_on", until_on), &words).await?;
        }
        if form.errors().is_empty() {
            offices::add(act, &[new]).await?;
            deaths::follow(act, &[person_id]).await?;
            return entry.done("office_added", "done-office-added").await;
        }
    }
    entry.refused().await
}

/// Ends a post that a person holds.
pub async fn end_office(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepPersons>,
    Named(path): Named<PersonPath>,
    typed: Typed,
) -> Result<Response, Error> {
    let words = visit.words;
    let mut entry = Entry::begin(&app, visit, mandate, path.person, typed).await?;
    let Entry { form, act, at, .. } = &mut entry;
    let office = form.key::<i64>("office", &words).map(OfficeId);
    let until_on = forms::day(form, "ended_on", at.today.0, &words);
    let ended = form.word("ended", |word| sets::find(sets::ENDS, word), &words);
    let (Some(office), Some(until_on), Some(ended)) = (office, until_on, ended) else {
        return entry.refused().await;
    };
    if ended == "died" {
        death::possible(act, form, (path.person, "ended_on", Some(until_on)), &words).await?;
        if !form.errors().is_empty() {
            return entry.refused().await;
        }
    }
    match offices::end(act, path.person, office, until_on, ended).await {
        Err(sqlx::Error::Database(error)) if error.constraint() == Some("office_period") => {
            return entry.wrong("ended_on", "people-until-before").await;
        }
        done => there(done?)?,
    }
    if ended == "died" {
        deaths::follow(act, &[path.person]).await?;
        return entry.done("person_died", "done-person-died").await;
    }
    entry.done("office_ended", "done-office-ended").await
}

/// The post that a path names.
#[derive(Deserialize)]
pub struct OfficePath {
    person: PersonId,
    office: OfficeId,
}

/// Takes away a post that was entered by mistake.
pub async fn remove_office(
    State(app): State<App>,
    mandate: Mandate<KeepPersons>,
    Named(path): Named<OfficePath>,
) -> Result<Response, Error> {
    let mut act = begin(&app, &mandate, path.person).await?;
    there(offices::remove(&mut act, path.person, path.office).await?)?;
    end(act, &mandate.over, path.person, "office_removed", "done-office-removed").await
}
