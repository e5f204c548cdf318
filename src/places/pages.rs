//! The page of a place.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};

use super::{KeepPlaces, MoveDate, SeePlace, store, units};
use crate::{
    decisions::SeeDecisions,
    elections, persons,
    shell::{
        App, Error,
        act::Act,
        clock::Now,
        error::roles_at,
        extract::AskedForm,
        flash::{Done, Flash},
        form::{Form, Typed},
        gates,
        journal::{Event, Stream},
        mandate::{AtPlace, Duty, Mandate},
        table::{Asked, Listed},
        trail::{TrailStep, trail},
        urls,
        view::{Invalid, View, Visit},
    },
};

#[derive(Template)]
#[template(path = "places/place.html")]
struct PlacePage {
    visit: Visit,
    place: AtPlace,
    trail: Vec<TrailStep>,
    list: Listed,
    unit_form: Form,
    election_form: Form,
    keeps: bool,
    opens: bool,
    /// The date of the rehearsal, and where it is moved by who may.
    rehearsal: Option<(String, Option<String>)>,
    /// Rules of an election that is opened now are a draft: what that means.
    draft: Option<String>,
    /// Who opens the election that is not there yet, for who does not.
    opener: Option<String>,
    units_url: String,
    elections_url: String,
    election_url: Option<String>,
    /// The persons who belong here, for those who see them.
    persons_url: Option<String>,
    /// Decisions at the place, for who may see them.
    decisions_url: Option<String>,
    kinds: Vec<(&'static str, String)>,
}

/// Kinds of units.
pub(super) const KINDS: [&str; 2] = ["village", "community"];

/// A place and what lies below it.
pub async fn place(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SeePlace>,
    AskedForm(asked): AskedForm,
) -> Result<Response, Error> {
    let forms = (Form::default(), elections::forms::empty());
    let page = page(&app, visit, mandate.over, forms, &asked).await?;
    Ok(View(page).into_response())
}

/// The page again, with forms as they were sent.
async fn page(
    app: &App,
    visit: Visit,
    place: AtPlace,
    (mut unit_form, mut election_form): (Form, Form),
    asked: &Typed,
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
    let trail = trail(&mut db, &place, &visit).await?;
    let below = units::below(&mut db, place.place_id, Now::read().date()).await?;
    let list = Asked::read(units::table(&place, &held), below, asked, &visit.words)
        .list(&mut db, &units::paths(&place.at))
        .await?;
    let has_election = elections::store::exists(&mut db, place.place_id).await?;
    let opening = place.level == "unit" && !has_election;
    let may_open = held.may::<elections::OpenElection>();
    Ok(PlacePage {
        trail,
        keeps: place.level == "town" && held.may::<KeepPlaces>(),
        rehearsal: place.rehearses().then(|| {
            let today = gates::day(place.today.0, &visit.words);
            let moves = place.level != "county" && held.may::<MoveDate>();
            (today, moves.then(|| place.at.to(urls::REHEARSAL_DATE)))
        }),
        opens: opening && may_open,
        opener: (opening && !may_open)
            .then(|| roles_at(elections::OpenElection::ROLES, &place.name, &visit.words)),
        draft: draft_today(&place).then(|| visit.t("draft-opening")),
        units_url: place.at.to(urls::UNITS),
        elections_url: place.at.to(urls::ELECTIONS),
        decisions_url: held.may::<SeeDecisions>().then(|| place.at.to(urls::DECISIONS)),
        election_url: has_election.then(|| place.at.to(urls::COMMITTEE)),
        persons_url: held.may::<persons::SeePersons>().then(|| place.at.to(urls::PERSONS)),
        kinds: KINDS.map(|word| (word, visit.t(&format!("place-{word}")))).into(),
        visit,
        place,
        list,
        unit_form,
        election_form,
    })
}

/// Whether the rules of an election of today would be a draft.
fn draft_today(place: &AtPlace) -> bool {
    let today = Now::read().date();
    let rules = elections::store::body_of(place)
        .and_then(|body| elections::store::rules_on(body, &place.at.code, today));
    rules.is_some_and(|rules| rules.draft_on(today))
}

/// The page of a unit whose election form was refused.
pub(crate) async fn refused(
    app: &App,
    visit: Visit,
    place: AtPlace,
    election_form: Form,
) -> Result<Response, Error> {
    let forms = (Form::default(), election_form);
    let page = page(app, visit, place, forms, &Typed::default()).await?;
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
    let forms = (form, elections::forms::empty());
    let page = page(app, visit, town, forms, &Typed::default()).await?;
    Ok(Invalid(page).into_response())
}
