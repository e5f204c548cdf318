//! Groups of a unit, numbered within it.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use super::{
    KeepPlaces,
    adding::at_level,
    ask::{Ask, AskPage, past, text_if_any},
    store::{
        self,
        groups::{self, Group},
    },
};
use crate::shell::{
    App, Error,
    act::Act,
    extract::Named,
    flash::{Done, Flash},
    form::{Form, MEANWHILE, Typed},
    ids::GroupId,
    journal::{Event, Stream},
    mandate::{AtPlace, Mandate},
    urls,
    view::Visit,
};

const NEW: Ask = Ask { title: "group-add", lead: "group-add-lead", button: "group-add-do" };
const CHANGE: Ask = Ask { title: "group-title", lead: "group-change-lead", button: "edit-do" };

/// The group that a path names.
#[derive(Deserialize)]
pub struct GroupPath {
    group: GroupId,
}

fn new_form(visit: Visit, unit: &AtPlace, form: Form) -> AskPage {
    AskPage::new(visit, unit, unit.at.to(urls::GROUPS), &NEW, form).field(
        "number",
        "groups",
        "group-count",
        "group-count-hint",
    )
}

/// Asks how many groups there are to be added.
pub async fn new_page(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepPlaces>,
) -> Result<Response, Error> {
    let unit = &mandate.over;
    at_level(unit, "unit")?;
    let mut form = Form::default();
    form.show(groups::list(&mut *app.db.acquire().await?, unit.place_id).await?.len());
    Ok(new_form(visit, unit, form).shown())
}

/// Adds groups, numbered on from the last.
pub async fn add(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepPlaces>,
    typed: Typed,
) -> Result<Response, Error> {
    let unit = &mandate.over;
    at_level(unit, "unit")?;
    let mut form = Form::sent(typed);
    let count = form.whole("groups", 1, 50, &visit.words);
    let Some(count) = count.and_then(|count| i32::try_from(count).ok()) else {
        return Ok(new_form(visit, unit, form).refused());
    };
    let mut act = Act::begin(&app, &mandate).await?;
    store::lock(&mut act, unit.place_id).await?;
    if !form.is_seen(groups::list(&mut act, unit.place_id).await?.len()) {
        drop(act);
        let form = form.unseen("groups", &visit.words, MEANWHILE);
        return Ok(new_form(visit, unit, form).changed());
    }
    match groups::add(&mut act, (unit.at.world, unit.place_id), count).await {
        Err(sqlx::Error::Database(error)) if error.constraint() == Some("unit_group_number") => {
            drop(act);
            form.wrong("groups", &visit.words, "group-too-many", &[]);
            return Ok(new_form(visit, unit, form).refused());
        }
        Err(sqlx::Error::Database(error)) if error.constraint() == Some("unit_group_once") => {
            return Err(Error::conflict("error-at-once"));
        }
        added => added?,
    }
    act.commit(Stream::Instance, Event::new("groups_added")).await?;
    Ok(Done(unit.at.to(urls::PLACE), Flash::new("done-groups").with("n", count)).into_response())
}

fn change_form(visit: Visit, unit: &AtPlace, group: &Group, form: Form) -> AskPage {
    let url = unit.at.to(urls::GROUP).replace("{group}", &group.unit_group_id.to_string());
    let title = visit.n("group-number", group.number);
    AskPage::new(visit, unit, url, &CHANGE, form)
        .titled(title)
        .field("text", "group_name", "group-name", "group-name-hint")
        .field("date", "dissolved_on", "place-dissolved-on", "place-dissolved-hint")
}

/// Asks for the name of a group, and whether it was dissolved.
pub async fn change_page(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepPlaces>,
    Named(path): Named<GroupPath>,
) -> Result<Response, Error> {
    let unit = &mandate.over;
    let group = find(&mut *app.db.acquire().await?, unit, path.group).await?;
    Ok(change_form(visit, unit, &group, filled(&group).showing()).shown())
}

fn filled(group: &Group) -> Form {
    Form::new(&[
        ("group_name", group.name.clone().unwrap_or_default()),
        ("dissolved_on", group.dissolved_on.map(|on| on.to_string()).unwrap_or_default()),
    ])
}

/// Changes a group.
pub async fn change(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepPlaces>,
    Named(path): Named<GroupPath>,
    typed: Typed,
) -> Result<Response, Error> {
    let unit = &mandate.over;
    let mut form = Form::sent(typed);
    let mut act = Act::begin(&app, &mandate).await?;
    store::lock(&mut act, unit.place_id).await?;
    let group = find(&mut act, unit, path.group).await?;
    if !form.is_seen(filled(&group).fingerprint()) {
        drop(act);
        let form = form.unseen("group_name", &visit.words, MEANWHILE);
        return Ok(change_form(visit, unit, &group, form).changed());
    }
    // a form without its fields is none of ours
    if !form.has("group_name") {
        return Err(Error::BadRequest("error-form"));
    }
    let name = text_if_any(&mut form, "group_name", &visit);
    let open = form.value("dissolved_on").is_empty();
    let dissolved_on = if open { None } else { past(&mut form, "dissolved_on", unit, &visit) };
    if !form.errors().is_empty() {
        drop(act);
        return Ok(change_form(visit, unit, &group, form).refused());
    }
    groups::change(&mut act, path.group, name.as_deref(), dissolved_on).await?;
    act.commit(Stream::Instance, Event::new("group_changed")).await?;
    Ok(Done(unit.at.to(urls::PLACE), Flash::new("done-group").with("n", group.number))
        .into_response())
}

/// A group of the unit; of another there is none.
async fn find(
    db: &mut sqlx::PgConnection,
    unit: &AtPlace,
    group_id: GroupId,
) -> Result<Group, Error> {
    at_level(unit, "unit")?;
    let groups = groups::list(db, unit.place_id).await?;
    groups.into_iter().find(|group| group.unit_group_id == group_id).ok_or(Error::NotFound)
}
