//! What tables about a place have in common: which rows there are, how a person is said.

use sqlx::PgConnection;

use crate::{
    persons::store as persons,
    shell::{
        ids::{PersonId, WorldId},
        mandate::AtPlace,
        table::{Cell, Line, Shown, Source},
        urls::{self, At},
    },
};

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

/// Lets the name lead to the person at the place of the list, and says days without their weekday.
pub fn person(line: &mut Line, days: &[&'static str]) {
    person_of(line, "code", days);
}

/// The same at the place whose code a column holds.
pub fn person_of(line: &mut Line, code: &str, days: &[&'static str]) {
    let world = WorldId(line.number("world_id"));
    let at = At { world, code: line.text(code).to_owned() };
    let person = PersonId(line.number("person_id"));
    line.lead("name", urls::of_person(&at.to(urls::PERSON_PAGE), person));
    for name in days {
        if let Cell::Day(on) = line.cell(name) {
            let on = on.to_string();
            line.show(name, Shown::text(on));
        }
    }
}
