//! Changing places: name, kind, where a unit lies; and the code, whose old one leads on.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use sqlx::PgConnection;

use super::{
    ChangePlaces,
    adding::{self, KINDS, kinds},
    ask::{Ask, AskPage, past, text_if_any},
    store::{self, Change, areas, codes},
};
use crate::{
    elections,
    shell::{
        App, Error,
        act::Act,
        flash::{Done, Flash},
        form::{Form, MEANWHILE, Typed},
        gates,
        ids::{AreaId, PlaceId},
        journal::{Event, Stream},
        mandate::{AtPlace, Duty, Mandate, Role},
        urls::{self, At},
        view::Visit,
    },
};

const EDIT: Ask = Ask { title: "edit-title", lead: "edit-lead", button: "edit-do" };
const CODE: Ask = Ask { title: "code-change", lead: "code-lead", button: "code-do" };

/// Towns and the county are the county's to change.
fn may(mandate: &Mandate<ChangePlaces>) -> Result<(), Error> {
    if mandate.over.level == "unit" || mandate.role == Role::CountyOffice {
        return Ok(());
    }
    Err(Error::Forbidden {
        duty: ChangePlaces::NAME,
        roles: &[Role::CountyOffice],
        place: Some(Box::new(mandate.over.clone())),
    })
}

/// What a unit can lie in.
#[derive(Default)]
struct Around {
    areas: Vec<areas::Area>,
    communities: Vec<store::Unit>,
}

impl Around {
    async fn of(db: &mut PgConnection, place: &AtPlace) -> sqlx::Result<Self> {
        if place.level != "unit" {
            return Ok(Self::default());
        }
        let mut communities = store::siblings(db, place.place_id).await?;
        let town_id = store::above(db, place.place_id).await?;
        communities.retain(|unit| unit.kind == "community");
        Ok(Self { areas: areas::list(db, town_id).await?, communities })
    }

    fn area(&self, name: &str) -> Option<AreaId> {
        self.areas.iter().find(|area| area.name == name).map(|area| area.area_id)
    }

    fn community(&self, code: &str) -> Option<PlaceId> {
        self.communities.iter().find(|unit| unit.code == code).map(|unit| unit.place_id)
    }
}

fn edit_form(visit: Visit, place: &AtPlace, around: &Around, form: Form) -> AskPage {
    let kinds = kinds(&visit);
    let page = AskPage::new(visit, place, place.at.to(urls::PLACE_EDIT), &EDIT, form).field(
        "text",
        "name",
        "place-name",
        "",
    );
    if place.level != "unit" {
        return page;
    }
    let areas = around.areas.iter().map(|area| (area.name.clone(), area.name.clone()));
    let communities = around.communities.iter();
    let communities = communities.map(|unit| (unit.code.clone(), unit.name.clone()));
    page.choice("kind", "place-kind", "", kinds)
        .choice("area", "area-title", "edit-area-hint", areas.collect())
        .choice("within", "place-within", "edit-within-hint", communities.collect())
}

/// Asks for what is to be changed.
pub async fn edit_page(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<ChangePlaces>,
) -> Result<Response, Error> {
    may(&mandate)?;
    let place = &mandate.over;
    let mut db = app.db.acquire().await?;
    let around = Around::of(&mut db, place).await?;
    let lies = store::lies(&mut db, place.place_id).await?;
    let form = filled((place.name.clone(), place.kind.clone()), lies);
    Ok(edit_form(visit, place, &around, form.showing()).shown())
}

fn filled((name, kind): (String, Option<String>), lies: store::Lies) -> Form {
    Form::new(&[
        ("name", name),
        ("kind", kind.unwrap_or_default()),
        ("area", lies.area.unwrap_or_default()),
        ("within", lies.within_code.unwrap_or_default()),
    ])
}

/// Changes a place.
pub async fn edit(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<ChangePlaces>,
    typed: Typed,
) -> Result<Response, Error> {
    may(&mandate)?;
    let place = &mandate.over;
    let mut form = Form::sent(typed);
    let mut act = Act::begin(&app, &mandate).await?;
    if place.level == "unit" {
        // of two units that are given one name at once: the town's row comes first
        let town_id = store::above(&mut act, place.place_id).await?;
        store::lock(&mut act, town_id).await?;
    }
    let kept = store::lock(&mut act, place.place_id).await?;
    let around = Around::of(&mut act, place).await?;
    let kept = filled(kept, store::lies(&mut act, place.place_id).await?);
    if !form.is_seen(kept.fingerprint()) {
        drop(act);
        let form = form.unseen("name", &visit.words, MEANWHILE);
        return Ok(edit_form(visit, place, &around, form).changed());
    }
    let name = form.text("name", 60, &visit.words);
    let mut change = Change { name: "", kind: None, area_id: None, within_id: None };
    if place.level == "unit" {
        lies(&mut act, place, &around, &mut form, &visit, &mut change).await?;
        named(&mut act, place, name.as_deref(), &mut form, &visit).await?;
    }
    let (Some(name), true) = (name, form.errors().is_empty()) else {
        drop(act);
        return Ok(edit_form(visit, place, &around, form).refused());
    };
    store::change(&mut act, place.place_id, &Change { name: &name, ..change }).await?;
    act.commit(Stream::Instance, Event::new("place_changed")).await?;
    let flash = Flash::new("done-place-changed").with("name", name);
    Ok(Done(place.at.to(urls::PLACE), flash).into_response())
}

/// No other unit of the town is called the same.
async fn named(
    act: &mut Act<'_>,
    place: &AtPlace,
    name: Option<&str>,
    form: &mut Form,
    visit: &Visit,
) -> Result<(), Error> {
    let Some(name) = name.filter(|name| *name != place.name) else { return Ok(()) };
    if let Some(code) = store::called(act, name, (None, Some(place.place_id))).await? {
        form.wrong("name", &visit.words, "unit-name-taken", &[("code", code.into())]);
    }
    Ok(())
}

/// Kind of a unit, and where it lies.
async fn lies(
    act: &mut Act<'_>,
    place: &AtPlace,
    around: &Around,
    form: &mut Form,
    visit: &Visit,
    change: &mut Change<'_>,
) -> Result<(), Error> {
    let w = &visit.words;
    change.kind = form.word("kind", |word| KINDS.into_iter().find(|one| *one == word), w);
    let village = change.kind == Some("village");
    if change.kind.is_some() && change.kind != place.kind.as_deref() {
        // which body is elected goes by the kind
        if elections::store::exists(act, place.place_id).await? {
            form.wrong("kind", w, "edit-kind-elects", &[]);
        } else if village && store::holds_any(act, place.place_id).await? {
            form.wrong("kind", w, "edit-kind-holds", &[]);
        }
    }
    let area = form.value("area").to_owned();
    change.area_id = around.area(&area);
    if !area.is_empty() && change.area_id.is_none() {
        form.wrong("area", w, "form-choose", &[]);
    }
    let within = form.value("within").to_owned();
    change.within_id = around.community(&within);
    if !within.is_empty() && change.within_id.is_none() {
        form.wrong("within", w, "form-choose", &[]);
    } else if change.within_id.is_some() && !village {
        form.wrong("within", w, "edit-within-village", &[]);
    }
    Ok(())
}

fn code_form(visit: Visit, place: &AtPlace, form: Form) -> AskPage {
    AskPage::new(visit, place, place.at.to(urls::PLACE_CODE), &CODE, form)
        .field("number", "code", "code-new", "code-new-hint")
        .field("date", "valid_on", "code-valid-on", "")
        .field("text", "document_no", "page-document-no", "page-if-any")
}

/// Asks for the new code.
pub async fn code_page(visit: Visit, mandate: Mandate<ChangePlaces>) -> Result<Response, Error> {
    may(&mandate)?;
    above(&mandate.over)?;
    Ok(code_form(visit, &mandate.over, Form::default()).shown())
}

/// What the code of a place begins with. The code of a county is not changed: it would be another.
fn above(place: &AtPlace) -> Result<(String, usize), Error> {
    let code = &place.at.code;
    match (&*place.level, code.len()) {
        ("unit", 12) => Ok((code[..9].to_owned(), 12)),
        ("town", 9) => Ok((code[..6].to_owned(), 9)),
        _ => Err(Error::NotFound),
    }
}

/// Gives a place a new code from a day on, and with a town all its units.
pub async fn change_code(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<ChangePlaces>,
    typed: Typed,
) -> Result<Response, Error> {
    may(&mandate)?;
    let place = &mandate.over;
    let (begins, length) = above(place)?;
    let mut form = Form::sent(typed);
    let w = visit.words;
    let code = adding::code(&mut form, &begins, length, &visit);
    let code = code.filter(|code| *code != place.at.code);
    if code.is_none() && form.error("code").is_none() {
        form.wrong("code", &w, "code-same", &[]);
    }
    let on = past(&mut form, "valid_on", place, &visit);
    let document_no = text_if_any(&mut form, "document_no", &visit);
    let (Some(code), Some(on), true) = (code, on, form.errors().is_empty()) else {
        return Ok(code_form(visit, place, form).refused());
    };
    let mut act = Act::begin(&app, &mandate).await?;
    let held = codes::held_for_update(&mut act, place.place_id).await?;
    let old = &place.at.code;
    let places = held.iter().filter_map(|one| {
        Some((one.place_id, format!("{code}{}", one.code.strip_prefix(old.as_str())?)))
    });
    let places: Vec<(PlaceId, String)> = places.collect();
    // somebody else has given it another code since this address was asked for
    if !places.iter().any(|(place_id, _)| *place_id == place.place_id) {
        return Err(Error::conflict("error-at-once"));
    }
    if let Some(from_on) =
        held.iter().filter_map(|one| one.from_on).max().filter(|from| on <= *from)
    {
        drop(act);
        form.wrong("valid_on", &w, "code-before", &[("day", gates::day(from_on, &w).into())]);
        return Ok(code_form(visit, place, form).refused());
    }
    match codes::change(&mut act, &places, on, document_no.as_deref()).await {
        Err(sqlx::Error::Database(error)) if error.constraint() == Some("place_code_once") => {
            drop(act);
            form.wrong("code", &w, "unit-code-taken", &[]);
            return Ok(code_form(visit, place, form).refused());
        }
        done => done?,
    }
    act.commit(Stream::Instance, Event::new("code_changed")).await?;
    let flash = Flash::new("done-code").with("code", &code);
    let at = At { world: place.at.world, code };
    Ok(Done(at.to(urls::PLACE), flash).into_response())
}
