//! The desk and the page of a place.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};

use super::{KeepPlaces, MoveDate, SeePlace, store};
use crate::{
    elections, people,
    shell::{
        App, Error,
        act::Act,
        clock::Now,
        error::roles_at,
        flash::{Done, Flash},
        form::{Form, Typed},
        ids::WorldId,
        journal::{Event, Stream},
        mandate::{AtPlace, Duty, Mandate, administers},
        urls::{self, At},
        view::{Invalid, View, Visit},
    },
};

#[derive(Template)]
#[template(path = "places/desk.html")]
struct DeskPage {
    visit: Visit,
    mandates: Vec<Entrusted>,
    /// Whether there are accounts to look after.
    people: bool,
    administers: bool,
}

struct Entrusted {
    role: String,
    place: String,
    url: String,
    rehearsal: bool,
}

/// Where the signed-in person works.
pub async fn desk(State(app): State<App>, visit: Visit) -> Result<Response, Error> {
    let account = visit.account.as_ref().ok_or(Error::SignIn)?;
    let mut db = app.db.acquire().await?;
    let mandates =
        people::store::entrusted(&mut db, account.account_id, Now::read().date()).await?;
    let people = people::sees_people(&mut db, account.account_id).await?;
    let mandates = mandates.into_iter().map(|one| Entrusted {
        role: visit.t(&format!("role-{}", one.role)),
        rehearsal: one.world_id != WorldId(1),
        url: At { world: one.world_id, code: one.code }.to(urls::PLACE),
        place: one.place,
    });
    let mandates = mandates.collect();
    let administers = administers(&app, account.account_id).await?;
    Ok(View(DeskPage { visit, mandates, people, administers }).into_response())
}

#[derive(Template)]
#[template(path = "places/place.html")]
struct PlacePage {
    visit: Visit,
    place: AtPlace,
    below: Vec<Line>,
    unit_form: Form,
    election_form: Form,
    keeps: bool,
    opens: bool,
    /// The date of the rehearsal, and where it is moved by who may.
    rehearsal: Option<(String, Option<String>)>,
    /// There is no election yet.
    opening: bool,
    /// Who opens it.
    opener: String,
    units_url: String,
    elections_url: String,
    election_url: Option<String>,
    kinds: Vec<(&'static str, String)>,
}

/// Kinds of units.
const KINDS: [&str; 2] = ["village", "community"];

struct Line {
    name: String,
    code: String,
    url: String,
    kind: String,
    election: String,
    progress: String,
}

/// A place and what lies below it.
pub async fn place(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SeePlace>,
) -> Result<Response, Error> {
    let page = page(&app, visit, mandate.over, Form::default(), elections::forms::empty()).await?;
    Ok(View(page).into_response())
}

/// The page again, with forms as they were sent.
async fn page(
    app: &App,
    visit: Visit,
    place: AtPlace,
    mut unit_form: Form,
    mut election_form: Form,
) -> Result<PlacePage, Error> {
    unit_form.call_all(
        &[("name", "place-name"), ("kind", "place-kind"), ("code", "place-code")],
        &visit.words,
    );
    election_form.call_all(
        &[
            ("election_on", "place-election-day"),
            ("term_no", "election-term"),
            ("director", "post-director"),
            ("deputy", "post-deputy"),
            ("member", "post-member"),
        ],
        &visit.words,
    );
    let mut db = app.db.acquire().await?;
    let held = visit.held(&mut db, place.place_id).await?;
    let below = store::below(&mut db, place.place_id).await?;
    let has_election = elections::store::exists(&mut db, place.place_id).await?;
    let below = below
        .into_iter()
        .map(|one| Line {
            url: At { world: place.at.world, code: one.code.clone() }.to(urls::PLACE),
            name: one.name,
            code: one.code,
            kind: one.kind.map(|kind| visit.t(&format!("place-{kind}"))).unwrap_or_default(),
            election: one.election_on.map_or_else(
                || visit.t("place-no-election"),
                |on| crate::shell::gates::day(on, &visit.words),
            ),
            progress: one.election_id.map(|_| format!("{}/6", one.closed)).unwrap_or_default(),
        })
        .collect();
    Ok(PlacePage {
        opening: place.level == "unit" && !has_election,
        keeps: place.level == "town" && held.may::<KeepPlaces>(),
        rehearsal: place.rehearses().then(|| {
            let today = crate::shell::gates::day(place.today.0, &visit.words);
            let moves = place.level != "county" && held.may::<MoveDate>();
            (today, moves.then(|| place.at.to(urls::REHEARSAL_DATE)))
        }),
        opens: place.level == "unit" && !has_election && held.may::<elections::OpenElection>(),
        opener: roles_at(elections::OpenElection::ROLES, &place.name, &visit.words),
        units_url: place.at.to(urls::UNITS),
        elections_url: place.at.to(urls::ELECTIONS),
        election_url: has_election.then(|| place.at.to(urls::COMMITTEE)),
        kinds: KINDS.map(|word| (word, visit.t(&format!("place-{word}")))).into(),
        visit,
        place,
        below,
        unit_form,
        election_form,
    })
}

/// The page of a unit whose election form was refused.
pub(crate) async fn refused(
    app: &App,
    visit: Visit,
    place: AtPlace,
    election_form: Form,
) -> Result<Response, Error> {
    let page = page(app, visit, place, Form::default(), election_form).await?;
    Ok(Invalid(page).into_response())
}

/// Adds a unit to a town.
pub async fn add_unit(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepPlaces>,
    typed: Typed,
) -> Result<Response, Error> {
    let town = &mandate.over;
    let mut form = Form::sent(typed);
    let w = visit.words;
    let name = form.text("name", 60, &w);
    let kind = form.word("kind", |word| KINDS.into_iter().find(|one| *one == word), &w);
    let code = form.value("code").to_owned();
    let digits = code.len() == 12 && code.bytes().all(|one| one.is_ascii_digit());
    if town.level != "town" || !digits || !code.starts_with(&town.at.code) {
        form.wrong("code", &w, "unit-code-wrong", &[("town", town.at.code.clone().into())]);
    }
    let (Some(name), Some(kind)) = (name, kind) else {
        return invalid(&app, visit, mandate.over, form).await;
    };
    if !form.errors().is_empty() {
        return invalid(&app, visit, mandate.over, form).await;
    }
    let mut act = Act::begin(&app, &mandate).await?;
    let from_on = act.now().date();
    let new = store::NewPlace {
        world_id: town.at.world,
        parent_id: Some(town.place_id),
        level: "unit",
        kind: Some(kind),
        name: &name,
        code: &code,
        from_on,
    };
    match store::add(&mut act, &new).await {
        Err(sqlx::Error::Database(error)) if error.constraint() == Some("place_code_once") => {
            drop(act);
            form.wrong("code", &w, "unit-code-taken", &[]);
            return invalid(&app, visit, mandate.over, form).await;
        }
        done => done?,
    };
    act.commit(Stream::Instance, Event::new("unit_added")).await?;
    Ok(Done(town.at.to(urls::PLACE), Flash::new("done-unit").with("name", name)).into_response())
}

async fn invalid(app: &App, visit: Visit, town: AtPlace, form: Form) -> Result<Response, Error> {
    let page = page(app, visit, town, form, elections::forms::empty()).await?;
    Ok(Invalid(page).into_response())
}
