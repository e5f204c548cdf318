//! Organisations of the Party on a place: each stands under another, the town's committee under
//! none.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use serde::Deserialize;
use sqlx::PgConnection;

use super::{
    KeepPlaces,
    ask::{Ask, AskPage, past},
    store::{
        self,
        organisations::{self, NewOrganisation, Organisation},
    },
};
use crate::party::store::tree;
use crate::shell::{
    App, Error,
    act::Act,
    extract::Named,
    flash::{Done, Flash},
    form::{Form, MEANWHILE, Typed},
    gates,
    ids::OrganisationId,
    journal::{Event, Stream},
    mandate::{AtPlace, Mandate},
    urls,
    view::Visit,
};

const ASK: Ask =
    Ask { title: "organisation-add", lead: "organisation-lead", button: "organisation-do" };

const CHANGE: Ask =
    Ask { title: "organisation-change", lead: "organisation-change-lead", button: "edit-do" };

/// The organisation that a path names.
#[derive(Deserialize)]
pub struct OrganisationPath {
    organisation: OrganisationId,
}

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
    // of two who name one at once
    store::lock(&mut act, place.place_id).await?;
    let all = organisations::above(&mut act, place.place_id).await?;
    let kind = kinds(place).iter().copied();
    let kind = form.word("organisation", |word| kind.clone().find(|one| *one == word), &w);
    let name = form.text("name", 60, &w);
    let parent_id = parent(&mut form, kind, &all, &visit);
    stands(&mut act, &mut form, parent_id, &visit).await?;
    told_apart(&mut act, &mut form, (place, None), name.as_deref(), &visit).await?;
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

/// No two that stand on a place are called the same: lists name them by it.
async fn told_apart(
    db: &mut PgConnection,
    form: &mut Form,
    (place, one): (&AtPlace, Option<OrganisationId>),
    name: Option<&str>,
    visit: &Visit,
) -> sqlx::Result<()> {
    if let Some(name) = name
        && organisations::named(db, place.place_id, name, one).await?
    {
        form.wrong("name", &visit.words, "organisation-name-taken", &[]);
    }
    Ok(())
}

/// What an organisation of a kind stands under; wrong is what has none and needs one, or the other way
/// round, and a general branch under another one.
fn parent(
    form: &mut Form,
    kind: Option<&str>,
    above: &[Organisation],
    visit: &Visit,
) -> Option<OrganisationId> {
    let typed = form.value("above").to_owned();
    if kind == Some("town_committee") {
        if !typed.is_empty() {
            form.wrong("above", &visit.words, "organisation-uppermost", &[]);
        }
        return None;
    }
    let known = |word: &str| above.iter().find(|one| one.organisation_id.to_string() == word);
    let parent = form.word("above", known, &visit.words)?;
    if !fits(kind.unwrap_or_default(), parent) {
        form.wrong("above", &visit.words, "organisation-general-above", &[]);
    }
    Some(parent.organisation_id)
}

/// What an organisation stands under is not dissolved by anybody else until the act ends: it may hang on the
/// town, which is not locked here.
async fn stands(
    db: &mut PgConnection,
    form: &mut Form,
    above: Option<OrganisationId>,
    visit: &Visit,
) -> sqlx::Result<()> {
    if let Some(above) = above
        && tree::dissolved_for_share(db, above).await?.is_some()
    {
        form.wrong("above", &visit.words, "organisation-above-dissolved", &[]);
    }
    Ok(())
}

/// Whether an organisation of a kind can stand under another: of general branches there is one level.
fn fits(kind: &str, above: &Organisation) -> bool {
    (kind, &*above.kind) != ("general_branch", "general_branch")
}

/// The page of an organisation with its members.
fn party_page(place: &AtPlace, one: OrganisationId) -> String {
    place.at.to(urls::ORGANISATION).replace("{organisation}", &one.to_string())
}

fn change_form(
    visit: Visit,
    place: &AtPlace,
    one: &Organisation,
    above: &[Organisation],
    form: Form,
) -> AskPage {
    let url = place.at.to(urls::ORGANISATION_CHANGE);
    let url = url.replace("{organisation}", &one.organisation_id.to_string());
    let back = (party_page(place, one.organisation_id), one.name.clone());
    let page = AskPage::about(visit, back, url, &CHANGE, form).field(
        "text",
        "name",
        "organisation-name",
        "organisation-name-hint",
    );
    let page = if one.parent_id.is_some() {
        let above = above.iter().map(|one| (one.organisation_id.to_string(), one.name.clone()));
        page.choice("above", "organisation-above", "organisation-above-hint", above.collect())
    } else {
        page
    };
    page.field("date", "dissolved_on", "place-dissolved-on", "place-dissolved-hint")
}

/// What an organisation can stand under: nothing that stands under itself.
async fn others(
    db: &mut PgConnection,
    place: &AtPlace,
    one: &Organisation,
) -> sqlx::Result<Vec<Organisation>> {
    let own = organisations::below(db, one.organisation_id).await?;
    let mut above = organisations::above(db, place.place_id).await?;
    above.retain(|other| !own.contains(&other.organisation_id) && fits(&one.kind, other));
    Ok(above)
}

/// Asks what has changed of an organisation.
pub async fn change_page(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepPlaces>,
    Named(path): Named<OrganisationPath>,
) -> Result<Response, Error> {
    let place = &mandate.over;
    let mut db = app.db.acquire().await?;
    let here = organisations::list(&mut db, place.place_id).await?.into_iter();
    let one = here
        .filter(|one| one.place_id == place.place_id)
        .find(|one| one.organisation_id == path.organisation)
        .ok_or(Error::NotFound)?;
    let above = others(&mut db, place, &one).await?;
    let form = filled(&one).showing();
    Ok(change_form(visit, place, &one, &above, form).shown())
}

fn filled(one: &Organisation) -> Form {
    Form::new(&[
        ("name", one.name.clone()),
        ("above", one.parent_id.map(|id| id.to_string()).unwrap_or_default()),
        ("dissolved_on", one.dissolved_on.map(|on| on.to_string()).unwrap_or_default()),
    ])
}

/// An organisation is no more from a day on: by then all that it held is elsewhere.
async fn empty(
    db: &mut PgConnection,
    form: &mut Form,
    one: &Organisation,
    on: NaiveDate,
    visit: &Visit,
) -> sqlx::Result<()> {
    let w = visit.words;
    let held = organisations::holds(db, one.organisation_id).await?;
    let holds = [
        ("organisation-holds-below", held.below),
        ("organisation-holds-members", held.members),
        ("organisation-holds-posts", held.posts),
    ];
    let holds = holds.into_iter().filter(|(_, n)| *n > 0);
    let holds: Vec<String> = holds.map(|(key, n)| visit.n(key, n)).collect();
    if !holds.is_empty() {
        let held = holds.join(&w.text("import-and"));
        form.wrong("dissolved_on", &w, "organisation-holds", &[("held", held.into())]);
    } else if let Some(last) = held.last_on.filter(|last| on < *last) {
        let day = gates::day(last, &w).into();
        form.wrong("dissolved_on", &w, "organisation-dissolved-before", &[("day", day)]);
    }
    Ok(())
}

/// Changes an organisation, or enters that it was dissolved: by then nothing stands under it and
/// nobody belongs to it.
pub async fn change(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepPlaces>,
    Named(path): Named<OrganisationPath>,
    typed: Typed,
) -> Result<Response, Error> {
    let place = &mandate.over;
    let w = visit.words;
    let mut form = Form::sent(typed);
    let mut act = Act::begin(&app, &mandate).await?;
    store::lock(&mut act, place.place_id).await?;
    let one = organisations::find_for_update(&mut act, place.place_id, path.organisation).await?;
    let above = others(&mut act, place, &one).await?;
    if !form.is_seen(filled(&one).fingerprint()) {
        drop(act);
        let form = form.unseen("name", &w, MEANWHILE);
        return Ok(change_form(visit, place, &one, &above, form).changed());
    }
    let name = form.text("name", 60, &w);
    let parent_id = parent(&mut form, Some(&one.kind), &above, &visit);
    stands(&mut act, &mut form, parent_id, &visit).await?;
    let open = form.value("dissolved_on").is_empty();
    let dissolved_on = if open { None } else { past(&mut form, "dissolved_on", place, &visit) };
    if let Some(on) = dissolved_on {
        empty(&mut act, &mut form, &one, on, &visit).await?;
    } else if (name.as_deref(), one.dissolved_on) != (Some(&*one.name), None) {
        let it = (place, Some(one.organisation_id));
        told_apart(&mut act, &mut form, it, name.as_deref(), &visit).await?;
    }
    let (Some(name), true) = (name, form.errors().is_empty()) else {
        drop(act);
        return Ok(change_form(visit, place, &one, &above, form).refused());
    };
    organisations::change(&mut act, one.organisation_id, &name, parent_id, dissolved_on).await?;
    act.commit(Stream::Instance, Event::new("organisation_changed")).await?;
    let flash = Flash::new("done-organisation-changed").with("name", name);
    Ok(Done(party_page(place, one.organisation_id), flash).into_response())
}
