//! The open cases of a place: records that may be of one person.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use sqlx::PgConnection;

use super::{
    DecideSame,
    pages::{Line, line},
    store::{self, cases, list, suspicions},
};
use crate::shell::{
    App, Error, above,
    ids::{PersonId, PlaceId},
    mandate::{AtPlace, Mandate},
    urls,
    view::{View, Visit},
};

/// Cases on one page.
const MOST: i64 = 200;

#[derive(Template)]
#[template(path = "persons/cases.html")]
struct CasesPage {
    visit: Visit,
    place: AtPlace,
    cases: Vec<CaseLine>,
    list_url: String,
    /// Those with a record elsewhere, and where they are decided, for who decides there.
    across: Vec<(String, Option<String>)>,
}

struct CaseLine {
    url: String,
    grounds: String,
    one: Line,
    other: Line,
}

/// The open cases of which both records lie at a place or below it.
pub async fn list(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<DecideSame>,
) -> Result<Response, Error> {
    let place = mandate.over;
    let (w, world) = (visit.words, place.at.world);
    let mut db = app.db.acquire().await?;
    let places = store::within(&mut db, place.place_id).await?;
    let open = cases::open(&mut db, world, &places, MOST).await?;
    let ids: Vec<PersonId> = open.iter().flat_map(|case| [case.one_id, case.other_id]).collect();
    let listed = list::listed(&mut db, &ids).await?;
    let of = |id: PersonId| listed.iter().find(|one| one.person_id == id).cloned();
    let path = place.at.to(urls::PERSON_CASE);
    let across = across(&mut db, &visit, &place, &places).await?;
    let lines = open.iter().filter_map(|case| {
        Some(CaseLine {
            url: urls::of_person_case(&path, case.person_case_id),
            grounds: w.text(&format!("case-grounds-{}", case.grounds)),
            one: line(of(case.one_id)?, world, &w),
            other: line(of(case.other_id)?, world, &w),
        })
    });
    let cases = lines.collect();
    let list_url = place.at.to(urls::PERSONS);
    Ok(View(CasesPage { visit, place, cases, list_url, across }).into_response())
}

/// What is told of cases that have a record at the place and one elsewhere: how many, and who decides about them.
async fn across(
    db: &mut PgConnection,
    visit: &Visit,
    place: &AtPlace,
    places: &[PlaceId],
) -> sqlx::Result<Vec<(String, Option<String>)>> {
    let n = suspicions::across(db, place.at.world, places).await?;
    let mut told = Vec::new();
    if n.in_town > 0 {
        let town = above::town::<DecideSame>(db, visit, place).await?;
        let url = town.map(|town| town.at.to(urls::PERSON_CASES));
        told.push((visit.n("case-across-town", n.in_town), url));
    }
    if n.beyond > 0 {
        told.push((visit.n("case-across-county", n.beyond), None));
    }
    Ok(told)
}
