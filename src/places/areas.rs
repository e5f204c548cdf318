//! Areas of a town, each led by somebody of its leading group.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use super::{
    KeepPlaces,
    adding::at_level,
    ask::{Ask, AskPage, text_if_any},
    store::{
        self,
        areas::{self, Area},
    },
};
use crate::shell::{
    App, Error,
    act::Act,
    extract::Named,
    flash::{Done, Flash},
    form::{Form, MEANWHILE, Typed},
    ids::AreaId,
    journal::{Event, Stream},
    mandate::{AtPlace, Mandate},
    urls,
    view::Visit,
};

const NEW: Ask = Ask { title: "area-add", lead: "area-lead", button: "area-do" };
const CHANGE: Ask = Ask { title: "area-change", lead: "area-lead", button: "area-do" };

/// The area that a path names.
#[derive(Deserialize)]
pub struct AreaPath {
    area: AreaId,
}

fn fields(visit: Visit, town: &AtPlace, url: String, ask: &Ask, form: Form) -> AskPage {
    AskPage::new(visit, town, url, ask, form)
        .field("text", "name", "place-name", "area-name-hint")
        .field("text", "lead", "area-led-by", "page-if-any")
}

fn new_form(visit: Visit, town: &AtPlace, form: Form) -> AskPage {
    fields(visit, town, town.at.to(urls::AREAS), &NEW, form)
}

fn change_form(visit: Visit, town: &AtPlace, area_id: AreaId, form: Form) -> AskPage {
    let to = |path: &str| town.at.to(path).replace("{area}", &area_id.to_string());
    fields(visit, town, to(urls::AREA), &CHANGE, form).also(to(urls::AREA_REMOVE), "area-remove")
}

/// Asks for an area.
pub async fn new_page(visit: Visit, mandate: Mandate<KeepPlaces>) -> Result<Response, Error> {
    at_level(&mandate.over, "town")?;
    Ok(new_form(visit, &mandate.over, Form::default()).shown())
}

/// Adds an area.
pub async fn add(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepPlaces>,
    typed: Typed,
) -> Result<Response, Error> {
    at_level(&mandate.over, "town")?;
    keep(&app, visit, &mandate, None, typed).await
}

/// Asks for name and lead of an area.
pub async fn change_page(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepPlaces>,
    Named(path): Named<AreaPath>,
) -> Result<Response, Error> {
    let town = &mandate.over;
    let area = find(&mut *app.db.acquire().await?, town, path.area).await?;
    Ok(change_form(visit, town, path.area, filled(&area).showing()).shown())
}

fn filled(area: &Area) -> Form {
    Form::new(&[("name", area.name.clone()), ("lead", area.lead.clone().unwrap_or_default())])
}

/// Changes an area.
pub async fn change(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepPlaces>,
    Named(path): Named<AreaPath>,
    typed: Typed,
) -> Result<Response, Error> {
    keep(&app, visit, &mandate, Some(path.area), typed).await
}

/// Adds an area, or changes one.
async fn keep(
    app: &App,
    visit: Visit,
    mandate: &Mandate<KeepPlaces>,
    area_id: Option<AreaId>,
    typed: Typed,
) -> Result<Response, Error> {
    let town = &mandate.over;
    let mut form = Form::sent(typed);
    let asks = |visit: Visit, form: Form| match area_id {
        Some(area_id) => change_form(visit, town, area_id, form),
        None => new_form(visit, town, form),
    };
    let mut act = Act::begin(app, mandate).await?;
    if let Some(area_id) = area_id {
        store::lock(&mut act, town.place_id).await?;
        let kept = filled(&find(&mut act, town, area_id).await?);
        if !form.is_seen(kept.fingerprint()) {
            drop(act);
            let form = form.unseen("name", &visit.words, MEANWHILE);
            return Ok(change_form(visit, town, area_id, form).changed());
        }
    }
    let Some((name, lead)) = parse(&mut form, &visit) else {
        drop(act);
        return Ok(asks(visit, form).refused());
    };
    let of = (town.at.world, town.place_id);
    let kept = match area_id {
        Some(area_id) => areas::change(&mut act, area_id, &name, lead.as_deref()).await,
        None => areas::add(&mut act, of, &name, lead.as_deref()).await.map(|_| ()),
    };
    match kept {
        Err(error) if taken(&error) => {
            drop(act);
            form.wrong("name", &visit.words, "area-taken", &[]);
            return Ok(asks(visit, form).refused());
        }
        kept => kept?,
    }
    let event = if area_id.is_some() { "area_changed" } else { "area_added" };
    act.commit(Stream::Instance, Event::new(event)).await?;
    Ok(Done(town.at.to(urls::PLACE), Flash::new("done-area").with("name", name)).into_response())
}

/// Takes an area away in which no unit lies any more.
pub async fn remove(
    State(app): State<App>,
    mandate: Mandate<KeepPlaces>,
    Named(path): Named<AreaPath>,
) -> Result<Response, Error> {
    let town = &mandate.over;
    let mut act = Act::begin(&app, &mandate).await?;
    let area = find(&mut act, town, path.area).await?;
    match areas::remove(&mut act, path.area).await {
        Err(sqlx::Error::Database(error)) if error.is_foreign_key_violation() => {
            return Err(Error::conflict("error-area-used"));
        }
        removed => removed?,
    }
    act.commit(Stream::Instance, Event::new("area_removed")).await?;
    let flash = Flash::new("done-area-removed").with("name", area.name);
    Ok(Done(town.at.to(urls::PLACE), flash).into_response())
}

/// An area of the town; of another there is none.
async fn find(db: &mut sqlx::PgConnection, town: &AtPlace, area_id: AreaId) -> Result<Area, Error> {
    at_level(town, "town")?;
    let areas = areas::list(db, town.place_id).await?;
    areas.into_iter().find(|area| area.area_id == area_id).ok_or(Error::NotFound)
}

fn parse(form: &mut Form, visit: &Visit) -> Option<(String, Option<String>)> {
    let name = form.text("name", 60, &visit.words);
    let lead = text_if_any(form, "lead", visit);
    form.errors().is_empty().then_some((name?, lead))
}

fn taken(error: &sqlx::Error) -> bool {
    matches!(error, sqlx::Error::Database(error) if error.constraint() == Some("area_name_once"))
}
