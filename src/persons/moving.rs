//! Moving a person to another unit: from which page it is done, and what stays where it was.
//!
//! Where a person belongs is one thing; a membership of the Party is transferred, a post ends and a roll is
//! changed by acts of their own, so none of them follows.

use sqlx::PgConnection;

use super::{
    KeepPersons,
    lines::office_text,
    store::{self, Person, deaths, located, offices},
};
use crate::party::store::members;
use crate::shell::{
    error::roles_at,
    flash::Flash,
    ids::PersonId,
    mandate::{AtPlace, Duty, Role},
    urls,
    view::Visit,
    words::Words,
};

/// The page on which a visitor changes a person: at the place, or at the town of a unit, whose office can
/// move the person to another one.
///
/// # Errors
/// Those of the database.
pub async fn page(
    db: &mut PgConnection,
    visit: &Visit,
    place: &AtPlace,
    person_id: PersonId,
) -> sqlx::Result<String> {
    let mut at = place.at.clone();
    if place.level == "unit"
        && let Some(town) = located::above(db, place.place_id).await?
        && visit.held(db, town.place_id).await?.may::<KeepPersons>()
    {
        at.code = town.code;
    }
    Ok(urls::of_person(&at.to(urls::PERSON_EDIT), person_id))
}

/// Who moves a person of a unit to another one, in words; `None` where that is done here.
pub fn who(place: &AtPlace, w: &Words) -> Option<String> {
    let above = |role: &Role| role.levels().contains(&"town");
    let roles: Vec<Role> = KeepPersons::ROLES.iter().copied().filter(above).collect();
    (place.level == "unit").then(|| roles_at(&roles, None, w))
}

/// What is told of somebody who was moved from where he was before: the membership, posts and rolls that
/// stayed there. `None` where nothing did.
///
/// # Errors
/// Those of the database.
pub async fn told(
    db: &mut PgConnection,
    at: &AtPlace,
    before: &Person,
    w: &Words,
) -> sqlx::Result<Option<Flash>> {
    let now = store::find(db, at.place_id, before.person_id).await?;
    if now.place_id == before.place_id {
        return Ok(None);
    }
    let code = now.code.as_deref().unwrap_or_default();
    // what hangs on the unit or on the town above it is where the person is
    let elsewhere = |at: &str| !code.starts_with(at);
    let mut stays = Vec::new();
    if let Some(one) =
        members::of_person(db, now.person_id).await?.filter(|one| elsewhere(&one.code))
    {
        let standing = w.text(&format!("standing-{}", one.standing));
        let variables = [("branch", one.name.into()), ("standing", standing.into())];
        stays.push(w.text_with("person-member", &variables));
    }
    for one in offices::of(db, now.person_id).await? {
        if one.until_on.is_none() && one.code.as_deref().is_some_and(elsewhere) {
            stays.push(office_text(&one, w));
        }
    }
    for one in deaths::stands(db, now.person_id).await? {
        if elsewhere(&one.code) {
            stays.push(w.text_with("person-on-roll", &[("n", one.name.into())]));
        }
    }
    Ok((!stays.is_empty()).then(|| {
        Flash::new("done-person-moved")
            .with("name", &now.name)
            .with("place", now.place.clone().unwrap_or_default())
            .with("stays", stays.join(&w.text("import-and")))
    }))
}
