//! Organisations of the Party on a place: each stands under another, the town's committee under
//! none.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};

use super::{
    KeepPlaces,
    ask::{Ask, AskPage},
    store::organisations::{self, NewOrganisation, Organisation},
};
use crate::shell::{
    App, Error,
    act::Act,
    flash::{Done, Flash},
    form::{Form, Typed},
    ids::OrganisationId,
    journal::{Event, Stream},
    mandate::{AtPlace, Mandate},
    urls,
    view::Visit,
};

const ASK: Ask =
    Ask { title: "organisation-add", lead: "organisation-lead", button: "organisation-do" };

/// Kinds of organisations at a level of places.
fn kinds(place: &AtPlace) -> &'static [&'static str] {
    match &*place.level {
        "town" => &["town_committee", "general_branch", "branch"],
        "unit" => &["general_branch", "branch"],
        _ => &[],
    }
}

fn form_page(visit: Visit, place: &AtPlace, above: &[Organisation], form: Form) -> AskPage {
    let kinds = kinds(place).iter();
    let kinds = kinds.map(|kind| ((*kind).to_owned(), visit.t(&format!("organisation-{kind}"))));
    let kinds = kinds.collect();
    let above = above.iter().map(|one| (one.organisation_id.to_string(), one.name.clone()));
    let above = above.collect();
    AskPage::new(visit, place, place.at.to(urls::ORGANISATIONS), &ASK, form)
        .choice("organisation", "organisation-kind", "", kinds)
        .field("text", "name", "organisation-name", "organisation-name-hint")
        .choice("above", "organisation-above", "organisation-above-hint", above)
}

/// Asks for an organisation.
pub async fn page(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepPlaces>,
) -> Result<Response, Error> {
    let place = &mandate.over;
    if kinds(place).is_empty() {
        return Err(Error::NotFound);
    }
    let above = organisations::above(&mut *app.db.acquire().await?, place.place_id).await?;
    Ok(form_page(visit, place, &above, Form::default()).shown())
}

/// Adds an organisation.
pub async fn add(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepPlaces>,
    typed: Typed,
) -> Result<Response, Error> {
    let place = &mandate.over;
    if kinds(place).is_empty() {
        return Err(Error::NotFound);
    }
    let mut form = Form::sent(typed);
    let w = visit.words;
    let mut act = Act::begin(&app, &mandate).await?;
    let all = organisations::above(&mut act, place.place_id).await?;
    let kind = kinds(place).iter().copied();
    let kind = form.word("organisation", |word| kind.clone().find(|one| *one == word), &w);
    let name = form.text("name", 60, &w);
    let parent_id = parent(&mut form, kind == Some("town_committee"), &all, &visit);
    let (Some(kind), Some(name), true) = (kind, name, form.errors().is_empty()) else {
        drop(act);
        return Ok(form_page(visit, place, &all, form).refused());
    };
    let new = NewOrganisation {
        world_id: place.at.world,
        place_id: place.place_id,
        parent_id,
        kind,
        name: &name,
    };
    match organisations::add(&mut act, &new).await {
        Err(sqlx::Error::Database(error))
            if error.constraint() == Some("organisation_uppermost") =>
        {
            drop(act);
            form.wrong("organisation", &w, "organisation-one", &[]);
            return Ok(form_page(visit, place, &all, form).refused());
        }
        added => added?,
    };
    act.commit(Stream::Instance, Event::new("organisation_added")).await?;
    let flash = Flash::new("done-organisation").with("name", name);
    Ok(Done(place.at.to(urls::PLACE), flash).into_response())
}

/// What an organisation stands under; wrong is what has none and needs one, or the other way round.
fn parent(
    form: &mut Form,
    uppermost: bool,
    above: &[Organisation],
    visit: &Visit,
) -> Option<OrganisationId> {
    let typed = form.value("above").to_owned();
    if uppermost {
        if !typed.is_empty() {
            form.wrong("above", &visit.words, "organisation-uppermost", &[]);
        }
        return None;
    }
    let known =
        |word: &str| above.iter().map(|one| one.organisation_id).find(|id| id.to_string() == word);
    form.word("above", known, &visit.words)
}
