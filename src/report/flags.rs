//! Units in which an election may not go smoothly: flagged with the reason, until it is settled.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use sqlx::PgConnection;

use super::{
    FlagUnits, sets,
    store::flags::{self, Flag},
};
use crate::{
    places::ask::{Ask, AskPage, past},
    shell::{
        App, Error,
        act::Act,
        extract::Named,
        flash::{Done, Flash},
        form::{Form, Typed},
        gates,
        ids::FlagId,
        journal::{Event, Stream},
        mandate::{AtPlace, Held, Mandate},
        urls::{self, At},
        view::Visit,
    },
};

/// A flag as a page tells it.
pub struct FlagLine {
    /// The unit.
    pub place: String,
    /// Its page.
    pub url: String,
    /// Why, in words.
    pub grounds: String,
    /// What the matter is.
    pub note: String,
    /// Since when, in words.
    pub since: String,
    /// Where it is ended, for who may.
    pub end: Option<String>,
}

/// The flags that stand at a place and below it.
///
/// # Errors
/// Those of the database.
pub async fn flags(
    db: &mut PgConnection,
    place: &AtPlace,
    held: &Held,
    visit: &Visit,
) -> sqlx::Result<Vec<FlagLine>> {
    let found = flags::of(db, place.place_id).await?;
    let ends = held.may::<FlagUnits>();
    Ok(found.into_iter().map(|flag| line(flag, place, ends, visit)).collect())
}

fn line(flag: Flag, place: &AtPlace, ends: bool, visit: &Visit) -> FlagLine {
    let at = At { world: place.at.world, code: flag.code };
    let end = at.to(urls::FLAG_END).replace("{flag}", &flag.flag_id.to_string());
    FlagLine {
        url: at.to(urls::PLACE),
        grounds: visit.t(&format!("flag-{}", flag.grounds)),
        since: visit.n("flag-since", gates::day(flag.since_on, &visit.words)),
        end: ends.then_some(end),
        place: flag.place,
        note: flag.note,
    }
}

const ADD: Ask = Ask { title: "flag-add", lead: "flag-lead", button: "flag-do" };
const END: Ask = Ask { title: "flag-end", lead: "flag-end-lead", button: "flag-end-do" };

fn add_form(visit: Visit, place: &AtPlace, form: Form) -> AskPage {
    let grounds = sets::GROUNDS.iter();
    let grounds = grounds.map(|one| ((*one).to_owned(), visit.t(&format!("flag-{one}")))).collect();
    AskPage::new(visit, place, place.at.to(urls::FLAGS), &ADD, form)
        .choice("grounds", "flag-grounds", "", grounds)
        .field("text", "note", "flag-note", "flag-note-hint")
        .field("date", "since_on", "flag-since-on", "")
}

fn at_unit(place: &AtPlace) -> Result<(), Error> {
    if place.level == "unit" { Ok(()) } else { Err(Error::NotFound) }
}

/// Asks why a unit is flagged.
pub async fn ask(visit: Visit, mandate: Mandate<FlagUnits>) -> Result<Response, Error> {
    at_unit(&mandate.over)?;
    let today = mandate.over.today.0.to_string();
    Ok(add_form(visit, &mandate.over, Form::new(&[("since_on", today)])).shown())
}

/// Flags a unit.
pub async fn add(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<FlagUnits>,
    typed: Typed,
) -> Result<Response, Error> {
    let place = &mandate.over;
    at_unit(place)?;
    let mut form = Form::sent(typed);
    let w = visit.words;
    let grounds = form.word("grounds", |word| sets::find(sets::GROUNDS, word), &w);
    let note = form.text("note", 500, &w);
    let since_on = past(&mut form, "since_on", place, &visit);
    let (Some(grounds), Some(note), Some(since_on)) = (grounds, note, since_on) else {
        return Ok(add_form(visit, place, form).refused());
    };
    let mut act = Act::begin(&app, &mandate).await?;
    let of = (place.at.world, place.place_id);
    match flags::add(&mut act, of, (grounds, &note), since_on).await {
        Err(sqlx::Error::Database(error)) if error.constraint() == Some("unit_flag_once") => {
            drop(act);
            form.wrong("grounds", &w, "flag-there", &[]);
            return Ok(add_form(visit, place, form).refused());
        }
        added => added?,
    }
    act.commit(Stream::Instance, Event::new("unit_flagged")).await?;
    let flash = Flash::new("done-flagged").with("name", &place.name);
    Ok(Done(place.at.to(urls::PLACE), flash).into_response())
}

/// The flag that a path names.
#[derive(Clone, Copy, Deserialize)]
pub struct FlagPath {
    flag: FlagId,
}

fn end_form(visit: Visit, place: &AtPlace, flag: &Flag, form: Form) -> AskPage {
    let url = place.at.to(urls::FLAG_END).replace("{flag}", &flag.flag_id.to_string());
    let title = format!("{}: {}", visit.t("flag-end"), visit.t(&format!("flag-{}", flag.grounds)));
    AskPage::new(visit, place, url, &END, form).titled(title).field(
        "date",
        "until_on",
        "flag-until-on",
        "",
    )
}

async fn find(db: &mut PgConnection, place: &AtPlace, path: FlagPath) -> Result<Flag, Error> {
    at_unit(place)?;
    let flags = flags::of(db, place.place_id).await?;
    flags.into_iter().find(|flag| flag.flag_id == path.flag).ok_or(Error::NotFound)
}

/// Asks since when a flag stands no more.
pub async fn ask_end(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<FlagUnits>,
    Named(path): Named<FlagPath>,
) -> Result<Response, Error> {
    let place = &mandate.over;
    let flag = find(&mut *app.db.acquire().await?, place, path).await?;
    let form = Form::new(&[("until_on", place.today.0.to_string())]);
    Ok(end_form(visit, place, &flag, form).shown())
}

/// Ends a flag.
pub async fn end(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<FlagUnits>,
    Named(path): Named<FlagPath>,
    typed: Typed,
) -> Result<Response, Error> {
    let place = &mandate.over;
    let mut form = Form::sent(typed);
    let mut act = Act::begin(&app, &mandate).await?;
    let flag = find(&mut act, place, path).await?;
    let until_on = past(&mut form, "until_on", place, &visit);
    if until_on.is_some_and(|on| on < flag.since_on) {
        form.wrong("until_on", &visit.words, "people-until-before", &[]);
    }
    let Some(until_on) = until_on.filter(|_| form.errors().is_empty()) else {
        drop(act);
        return Ok(end_form(visit, place, &flag, form).refused());
    };
    if !flags::end(&mut act, place.place_id, path.flag, until_on).await? {
        return Err(Error::conflict("error-gone"));
    }
    act.commit(Stream::Instance, Event::new("unit_flag_ended")).await?;
    let flash = Flash::new("done-flag-ended").with("name", &place.name);
    Ok(Done(place.at.to(urls::PLACE), flash).into_response())
}
