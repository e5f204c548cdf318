//! Where somebody belongs who is not found at a place: whoever moved away is named there still by posts, rolls
//! and the Party.

use axum::response::{IntoResponse, Redirect, Response};
use sqlx::PgConnection;

use super::{
    KeepPersons, SeePersons,
    store::{self, located},
};
use crate::shell::{
    Error,
    error::roles_at,
    ids::PersonId,
    mandate::{AtPlace, Duty},
    urls,
    view::Visit,
};

/// Where a person belongs.
pub struct Home {
    /// The place.
    pub place: AtPlace,
    /// The place above it.
    above: String,
    /// The person's page there, where the visitor sees it.
    pub page: Option<String>,
}

/// Where a person of the world of a place belongs.
///
/// # Errors
/// Those of the database.
pub async fn of(
    db: &mut PgConnection,
    visit: &Visit,
    place: &AtPlace,
    person_id: PersonId,
) -> sqlx::Result<Option<Home>> {
    let Some((there, above)) = located::of_person(db, place, person_id).await? else {
        return Ok(None);
    };
    let sees = visit.held(db, there.place_id).await?.may::<SeePersons>();
    let page = sees.then(|| urls::of_person(&there.at.to(urls::PERSON_PAGE), person_id));
    Ok(Some(Home { place: there, above, page }))
}

/// Leads on who asks at a place for a person that belongs elsewhere; `None` where the person is found there, or
/// nowhere.
///
/// # Errors
/// The person's page is not for the visitor; those of the database.
pub async fn lead(
    db: &mut PgConnection,
    visit: &Visit,
    place: &AtPlace,
    person_id: PersonId,
) -> Result<Option<Response>, Error> {
    match store::find(db, place.place_id, person_id).await {
        Err(sqlx::Error::RowNotFound) => {}
        Err(error) => return Err(error.into()),
        Ok(_) => return Ok(None),
    }
    let Some(home) = of(db, visit, place, person_id).await? else { return Ok(None) };
    let there = home.page.as_deref().map(Redirect::to).ok_or_else(|| home.told(visit))?;
    Ok(Some(there.into_response()))
}

impl Home {
    /// What whoever does not see the page is told instead: where the person belongs and who keeps it there,
    /// and nothing of the person.
    pub fn told(&self, visit: &Visit) -> Error {
        let who = roles_at(KeepPersons::ROLES, Some(&self.place), &visit.words);
        let (place, above) = (self.place.name.clone(), self.above.clone());
        Error::Elsewhere("person-elsewhere", vec![("place", place), ("above", above), ("who", who)])
    }
}
