//! Where somebody belongs who is not found at a place: whoever moved away is named there still by posts, rolls
//! and the Party.

use sqlx::PgConnection;

use super::{KeepPersons, SeePersons, store::located};
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

impl Home {
    /// What whoever does not see the page is told instead: where the person belongs and who keeps it there,
    /// and nothing of the person.
    pub fn told(&self, visit: &Visit) -> Error {
        let who = roles_at(KeepPersons::ROLES, Some(&self.place), &visit.words);
        let (place, above) = (self.place.name.clone(), self.above.clone());
        Error::Elsewhere("person-elsewhere", vec![("place", place), ("above", above), ("who", who)])
    }
}
