//! A page that is one table about a place.

use askama::Template;
use axum::response::{IntoResponse, Response};
use sqlx::PgConnection;

use crate::{
    persons::store as persons,
    shell::{
        App, Error,
        form::Typed,
        mandate::AtPlace,
        table::{Asked, Cell, Line, Listed, Paths, Shown, Source, Table},
        trail::{TrailStep, trail},
        urls::{self, At},
        view::{View, Visit},
    },
};

#[derive(Template)]
#[template(path = "report/table.html")]
struct TablePage {
    visit: Visit,
    trail: Vec<TrailStep>,
    place: AtPlace,
    title: String,
    lead: String,
    list: Listed,
}

/// The rows of a query that takes the places below one, and the day there.
///
/// # Errors
/// Those of the database.
pub async fn source(
    db: &mut PgConnection,
    place: &AtPlace,
    sql: &'static str,
) -> sqlx::Result<Source> {
    let places = persons::within(db, place.place_id).await?;
    let places: Vec<i64> = places.into_iter().map(|id| id.0).collect();
    Ok(Source::new(sql).bind(places).bind(place.today.0))
}

/// Shows a table: its rows, what it is about, where it stands.
///
/// # Errors
/// Those of the database.
pub async fn shown(
    app: &App,
    visit: Visit,
    place: AtPlace,
    (table, source): (&'static Table, Source),
    (lead, paths): (&'static str, Paths),
    asked: &Typed,
) -> Result<Response, Error> {
    let mut db = app.db.acquire().await?;
    let trail = trail(&mut db, &place, &visit).await?;
    let list = Asked::read(table, source, asked, &visit.words).list(&mut db, &paths).await?;
    let title = visit.t(table.title);
    let day = place.today.0.to_string();
    let lead =
        visit.words.text_with(lead, &[("place", place.name.clone().into()), ("day", day.into())]);
    Ok(View(TablePage { visit, trail, place, title, lead, list }).into_response())
}

/// Lets the name lead to the person, and says days without their weekday.
pub fn person(line: &mut Line, days: &[&'static str]) {
    let world = crate::shell::ids::WorldId(line.number("world_id"));
    let at = At { world, code: line.text("code").to_owned() };
    let person = crate::shell::ids::PersonId(line.number("person_id"));
    line.lead("name", urls::of_person(&at.to(urls::PERSON_PAGE), person));
    for name in days {
        if let Cell::Day(on) = line.cell(name) {
            let on = on.to_string();
            line.show(name, Shown::text(on));
        }
    }
}
