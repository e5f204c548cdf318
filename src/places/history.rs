//! Which units became which: one becomes part of another, whose address its old one leads to; and
//! what was before anything was entered is noted.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use sqlx::PgConnection;

use super::{
    KeepPlaces,
    adding::at_level,
    ask::{Ask, AskPage, past, text_if_any},
    store::{
        self, NewPlace, Unit, codes,
        history::{self, Became},
    },
};
use crate::{
    elections,
    shell::{
        App, Error,
        act::Act,
        extract::Named,
        flash::{Done, Flash},
        form::{Form, Typed},
        ids::PlaceId,
        journal::{Event, Stream},
        mandate::{AtPlace, Mandate},
        urls::{self, At},
        view::Visit,
    },
};

const MERGE: Ask = Ask { title: "merge-title", lead: "merge-lead", button: "merge-do" };
const NOTE: Ask = Ask { title: "history-add", lead: "history-lead", button: "history-do" };

fn merge_form(visit: Visit, unit: &AtPlace, siblings: &[Unit], form: Form) -> AskPage {
    let options = siblings.iter().map(|one| (one.code.clone(), one.name.clone())).collect();
    AskPage::new(visit, unit, unit.at.to(urls::MERGE), &MERGE, form)
        .choice("into", "merge-into", "merge-into-hint", options)
        .field("date", "happened_on", "history-on", "")
        .field("text", "document_no", "page-document-no", "page-if-any")
}

/// Asks what the unit has become part of.
pub async fn merge_page(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepPlaces>,
) -> Result<Response, Error> {
    let unit = &mandate.over;
    at_level(unit, "unit")?;
    let siblings = store::siblings(&mut *app.db.acquire().await?, unit.place_id).await?;
    Ok(merge_form(visit, unit, &siblings, Form::default()).shown())
}

/// The unit becomes part of another: its code ends, its address leads there.
pub async fn merge(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepPlaces>,
    typed: Typed,
) -> Result<Response, Error> {
    let unit = &mandate.over;
    at_level(unit, "unit")?;
    let mut form = Form::sent(typed);
    let w = visit.words;
    let mut act = Act::begin(&app, &mandate).await?;
    let siblings = store::siblings(&mut act, unit.place_id).await?;
    let into = form.word("into", |code| siblings.iter().find(|one| one.code == code), &w);
    let on = past(&mut form, "happened_on", unit, &visit);
    let document_no = text_if_any(&mut form, "document_no", &visit);
    let (Some(into), Some(on), true) = (into, on, form.errors().is_empty()) else {
        drop(act);
        return Ok(merge_form(visit, unit, &siblings, form).refused());
    };
    // the other may have become part of a third since the list was read
    store::lock_all(&mut act, &[unit.place_id, into.place_id]).await?;
    let siblings_now = store::siblings(&mut act, unit.place_id).await?;
    if !siblings_now.iter().any(|one| one.place_id == into.place_id) {
        return Err(Error::conflict("error-at-once"));
    }
    if elections::store::opening::running_for_update(&mut act, unit.place_id).await? {
        return Err(Error::conflict("error-merge-running"));
    }
    if codes::held_for_update(&mut act, unit.place_id).await?.is_empty() {
        // somebody else has entered it since this address was asked for
        return Err(Error::conflict("error-at-once"));
    }
    if !history::end_code(&mut act, unit.place_id, on).await? {
        drop(act);
        form.wrong("happened_on", &w, "merge-before", &[]);
        return Ok(merge_form(visit, unit, &siblings, form).refused());
    }
    let became = Became { to_id: into.place_id, on, document_no };
    history::add(&mut act, (unit.at.world, unit.place_id), &became).await?;
    history::move_within(&mut act, unit.place_id, into.place_id).await?;
    act.commit(Stream::Instance, Event::new("unit_merged")).await?;
    let at = At { world: unit.at.world, code: into.code.clone() };
    let flash = Flash::new("done-unit-merged").with("name", &unit.name).with("into", &into.name);
    Ok(Done(at.to(urls::PLACE), flash).into_response())
}

/// What a former unit can have become: the unit, or one that it was made of.
async fn later(db: &mut PgConnection, unit: &AtPlace) -> sqlx::Result<Vec<(PlaceId, String)>> {
    let history = history::list(db, unit.place_id).await?;
    let formers = history.into_iter().map(|one| (one.from_id, one.from_name));
    let mut later: Vec<_> =
        [(unit.place_id, unit.name.clone())].into_iter().chain(formers).collect();
    later.sort_by_key(|(place_id, _)| (*place_id != unit.place_id, *place_id));
    later.dedup_by_key(|(place_id, _)| *place_id);
    Ok(later)
}

fn note_form(visit: Visit, unit: &AtPlace, later: &[(PlaceId, String)], form: Form) -> AskPage {
    let options = later.iter().map(|(id, name)| (id.to_string(), name.clone())).collect();
    AskPage::new(visit, unit, unit.at.to(urls::HISTORY), &NOTE, form)
        .field("text", "former", "history-former", "history-former-hint")
        .field("number", "former_code", "history-code", "history-code-hint")
        .choice("became", "history-became", "", options)
        .field("date", "happened_on", "history-on", "")
        .field("text", "document_no", "page-document-no", "page-if-any")
}

/// Asks for a former unit.
pub async fn note_page(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepPlaces>,
) -> Result<Response, Error> {
    let unit = &mandate.over;
    at_level(unit, "unit")?;
    let later = later(&mut *app.db.acquire().await?, unit).await?;
    let form = Form::new(&[("became", unit.place_id.to_string())]);
    Ok(note_form(visit, unit, &later, form).shown())
}

/// Notes a former unit.
pub async fn note(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepPlaces>,
    typed: Typed,
) -> Result<Response, Error> {
    let unit = &mandate.over;
    at_level(unit, "unit")?;
    let mut form = Form::sent(typed);
    let w = visit.words;
    let mut act = Act::begin(&app, &mandate).await?;
    let later = later(&mut act, unit).await?;
    let Some((name, code, became)) = parse(&mut form, unit, &later, &visit) else {
        drop(act);
        return Ok(note_form(visit, unit, &later, form).refused());
    };
    let former = NewPlace {
        world_id: unit.at.world,
        parent_id: Some(store::above(&mut act, unit.place_id).await?),
        level: "unit",
        kind: unit.kind.as_deref(),
        name: &name,
        code: &code,
        from_on: became.on,
    };
    match history::add_former(&mut act, &former, &became).await {
        Err(sqlx::Error::Database(error)) if error.constraint() == Some("place_code_once") => {
            drop(act);
            form.wrong("former_code", &w, "unit-code-taken", &[]);
            return Ok(note_form(visit, unit, &later, form).refused());
        }
        added => added?,
    };
    act.commit(Stream::Instance, Event::new("history_noted")).await?;
    Ok(Done(unit.at.to(urls::PLACE), Flash::new("done-history").with("name", name)).into_response())
}

/// Name and code of a former unit, and what became of it.
fn parse(
    form: &mut Form,
    unit: &AtPlace,
    later: &[(PlaceId, String)],
    visit: &Visit,
) -> Option<(String, String, Became)> {
    let w = &visit.words;
    let name = form.text("former", 60, w);
    let code = form.value("former_code").to_owned();
    let digits = code.len() == 12 && code.bytes().all(|one| one.is_ascii_digit());
    if !code.is_empty() && !digits {
        form.wrong("former_code", w, "place-code-digits", &[("n", 12.into())]);
    }
    let known = |word: &str| later.iter().map(|(id, _)| *id).find(|id| id.to_string() == word);
    let to_id = form.word("became", known, w);
    let on = past(form, "happened_on", unit, visit);
    let document_no = text_if_any(form, "document_no", visit);
    if !form.errors().is_empty() {
        return None;
    }
    Some((name?, code, Became { to_id: to_id?, on: on?, document_no }))
}

/// The former unit that a path names.
#[derive(Deserialize)]
pub struct FormerPath {
    former: PlaceId,
}

/// Takes a former unit off that was only noted; one that was kept here stays.
pub async fn remove(
    State(app): State<App>,
    mandate: Mandate<KeepPlaces>,
    Named(path): Named<FormerPath>,
) -> Result<Response, Error> {
    let unit = &mandate.over;
    at_level(unit, "unit")?;
    let mut act = Act::begin(&app, &mandate).await?;
    match history::remove_former(&mut act, unit.place_id, path.former).await {
        // a cooperative or something else hangs on it
        Err(sqlx::Error::Database(error)) if error.is_foreign_key_violation() => {
            return Err(Error::conflict("error-history-used"));
        }
        Ok(true) => {}
        Ok(false) => return Err(Error::conflict("error-gone")),
        Err(error) => return Err(error.into()),
    }
    act.commit(Stream::Instance, Event::new("history_removed")).await?;
    Ok(Done(unit.at.to(urls::PLACE), Flash::new("done-history-removed")).into_response())
}
