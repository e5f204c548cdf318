//! Adding places: counties by the administrator, towns by the county's office, units by the town's.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};

use super::{
    KeepPlaces, KeepTowns, MakeCounties,
    ask::{Ask, AskPage},
    store::{self, NewPlace},
};
use crate::shell::{
    App, Error,
    act::Act,
    flash::{Done, Flash},
    form::{Form, Typed},
    ids::WorldId,
    journal::{Event, Stream},
    mandate::{AtPlace, Mandate},
    urls::{self, At},
    view::Visit,
};

const UNIT: Ask =
    Ask { title: "place-add-unit", lead: "place-add-unit-lead", button: "place-add-unit-do" };
const TOWN: Ask =
    Ask { title: "place-add-town", lead: "place-add-town-lead", button: "place-add-unit-do" };
const COUNTY: Ask =
    Ask { title: "place-add-county", lead: "place-add-county-lead", button: "place-add-unit-do" };

/// Kinds of units.
pub const KINDS: [&str; 2] = ["village", "community"];

/// Kinds of units to choose from.
pub fn kinds(visit: &Visit) -> Vec<(String, String)> {
    KINDS.map(|word| (word.to_owned(), visit.t(&format!("place-{word}")))).into()
}

/// Refuses what is not done at places of this level.
///
/// # Errors
/// [`Error::NotFound`].
pub fn at_level(place: &AtPlace, level: &str) -> Result<(), Error> {
    if place.level == level { Ok(()) } else { Err(Error::NotFound) }
}

fn unit_form(visit: Visit, town: &AtPlace, form: Form) -> AskPage {
    let kinds = kinds(&visit);
    AskPage::new(visit, town, town.at.to(urls::UNITS), &UNIT, form)
        .field("text", "name", "place-name", "")
        .choice("kind", "place-kind", "", kinds)
        .field("number", "code", "place-code", "place-code-hint")
}

/// Asks for a unit.
pub async fn unit_page(visit: Visit, mandate: Mandate<KeepPlaces>) -> Result<Response, Error> {
    at_level(&mandate.over, "town")?;
    Ok(unit_form(visit, &mandate.over, Form::default()).shown())
}

/// Adds a unit to a town.
pub async fn add_unit(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepPlaces>,
    typed: Typed,
) -> Result<Response, Error> {
    let town = &mandate.over;
    at_level(town, "town")?;
    let mut form = Form::sent(typed);
    let w = visit.words;
    let name = form.text("name", 60, &w);
    let kind = form.word("kind", |word| KINDS.into_iter().find(|one| *one == word), &w);
    let code = code(&mut form, &town.at.code, 12, &visit);
    let (Some(name), Some(kind), Some(code)) = (name, kind, code) else {
        return Ok(unit_form(visit, town, form).refused());
    };
    let mut act = Act::begin(&app, &mandate).await?;
    // of two units that are given one name at once
    store::lock(&mut act, town.place_id).await?;
    if let Some(other) = store::called(&mut act, &name, (Some(town.place_id), None)).await? {
        drop(act);
        form.wrong("name", &w, "unit-name-taken", &[("code", other.into())]);
        return Ok(unit_form(visit, town, form).refused());
    }
    let new = NewPlace {
        world_id: town.at.world,
        parent_id: Some(town.place_id),
        level: "unit",
        kind: Some(kind),
        name: &name,
        code: &code,
        from_on: town.today.0,
    };
    if !added(act, &new, "unit_added").await? {
        form.wrong("code", &w, "unit-code-taken", &[]);
        return Ok(unit_form(visit, town, form).refused());
    }
    Ok(done(town.at.world, code, &name))
}

fn town_form(visit: Visit, county: &AtPlace, form: Form) -> AskPage {
    AskPage::new(visit, county, county.at.to(urls::TOWNS), &TOWN, form)
        .field("text", "name", "place-name", "")
        .field("number", "code", "place-code", "place-town-code-hint")
}

/// Asks for a town.
pub async fn town_page(visit: Visit, mandate: Mandate<KeepTowns>) -> Result<Response, Error> {
    at_level(&mandate.over, "county")?;
    Ok(town_form(visit, &mandate.over, Form::default()).shown())
}

/// Adds a town to a county.
pub async fn add_town(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepTowns>,
    typed: Typed,
) -> Result<Response, Error> {
    let county = &mandate.over;
    at_level(county, "county")?;
    let mut form = Form::sent(typed);
    let w = visit.words;
    let name = form.text("name", 60, &w);
    let code = code(&mut form, &county.at.code, 9, &visit);
    let (Some(name), Some(code)) = (name, code) else {
        return Ok(town_form(visit, county, form).refused());
    };
    let mut act = Act::begin(&app, &mandate).await?;
    // two codes at once would wait for each other, and one be sent away instead of told
    store::lock(&mut act, county.place_id).await?;
    let new = NewPlace {
        world_id: county.at.world,
        parent_id: Some(county.place_id),
        level: "town",
        kind: None,
        name: &name,
        code: &code,
        from_on: county.today.0,
    };
    if !added(act, &new, "town_added").await? {
        form.wrong("code", &w, "unit-code-taken", &[]);
        return Ok(town_form(visit, county, form).refused());
    }
    Ok(done(county.at.world, code, &name))
}

fn county_form(visit: Visit, form: Form) -> AskPage {
    let back = (urls::DESK.to_owned(), visit.t("desk-title"));
    AskPage::about(visit, back, urls::COUNTIES.to_owned(), &COUNTY, form)
        .field("text", "name", "place-name", "")
        .field("number", "code", "place-code", "place-county-code-hint")
}

/// Asks for a county.
pub async fn county_page(visit: Visit, _: Mandate<MakeCounties>) -> Response {
    county_form(visit, Form::default()).shown()
}

/// Adds a county to the live world: without one nobody can be entrusted with anything.
pub async fn add_county(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<MakeCounties>,
    typed: Typed,
) -> Result<Response, Error> {
    let mut form = Form::sent(typed);
    let w = visit.words;
    let name = form.text("name", 60, &w);
    let code = code(&mut form, "", 6, &visit);
    let (Some(name), Some(code)) = (name, code) else {
        return Ok(county_form(visit, form).refused());
    };
    let mut act = Act::begin(&app, &mandate).await?;
    store::live_world(&mut act).await?;
    let new = NewPlace {
        world_id: WorldId(1),
        parent_id: None,
        level: "county",
        kind: None,
        name: &name,
        code: &code,
        from_on: act.now().date(),
    };
    if !added(act, &new, "county_added").await? {
        form.wrong("code", &w, "unit-code-taken", &[]);
        return Ok(county_form(visit, form).refused());
    }
    // what lies there is not for the administrator to see
    let flash = Flash::new("done-unit").with("name", name);
    Ok(Done(urls::DESK.to_owned(), flash).into_response())
}

/// A division code of so many digits that begins with that of the place above.
pub fn code(form: &mut Form, above: &str, length: usize, visit: &Visit) -> Option<String> {
    let code = form.value("code").to_owned();
    let digits = code.len() == length && code.bytes().all(|one| one.is_ascii_digit());
    if digits && code.starts_with(above) {
        return Some(code);
    }
    let variables = [("n", length.into()), ("above", above.to_owned().into())];
    let key = if above.is_empty() { "place-code-digits" } else { "unit-code-wrong" };
    form.wrong("code", &visit.words, key, &variables);
    None
}

/// Adds a place; gives whether its code was free.
async fn added(mut act: Act<'_>, new: &NewPlace<'_>, event: &'static str) -> Result<bool, Error> {
    match store::add(&mut act, new).await {
        Err(sqlx::Error::Database(error)) if error.constraint() == Some("place_code_once") => {
            return Ok(false);
        }
        done => done?,
    };
    act.commit(Stream::Instance, Event::new(event)).await?;
    Ok(true)
}

fn done(world: WorldId, code: String, name: &str) -> Response {
    let at = At { world, code };
    Done(at.to(urls::PLACE), Flash::new("done-unit").with("name", name)).into_response()
}
