//! Where a member's page leads to: the page of the person, wherever that belongs, and the town, where a
//! member moves to a branch of another village.

use sqlx::PgConnection;

use super::{KeepMembers, store::members::Member};
use crate::{
    persons::{
        SeePersons,
        store::{self as persons, located},
    },
    shell::{
        Error,
        error::roles_at,
        mandate::{AtPlace, Duty, Role},
        urls::{self, At},
        view::Visit,
    },
};

/// What a member's page leads to.
#[derive(Default)]
pub struct Elsewhere {
    /// The page of the person, where the visitor sees it.
    pub person_url: Option<String>,
    /// Where the person belongs, in words, where that lies beyond the place.
    pub belongs: Option<String>,
    /// The same page at the town, where all its branches are offered; for who moves members there.
    pub town_url: Option<String>,
    /// Who moves the member to a branch of another unit, in words, where the visitor does not.
    pub moved_by: Option<String>,
}

/// What a member's page at a place leads to.
///
/// # Errors
/// Those of the database.
pub async fn of(
    db: &mut PgConnection,
    visit: &Visit,
    place: &AtPlace,
    member: &Member,
) -> Result<Elsewhere, Error> {
    let mut leads = Elsewhere::default();
    let page = |at: &At| urls::of_person(&at.to(urls::PERSON_PAGE), member.person_id);
    match persons::find(db, place.place_id, member.person_id).await {
        Ok(_) => leads.person_url = Some(page(&place.at)),
        Err(sqlx::Error::RowNotFound) => {
            let world = place.at.world;
            if let Some(home) = located::of_person(db, world, member.person_id).await? {
                if visit.held(db, home.place_id).await?.may::<SeePersons>() {
                    leads.person_url = Some(page(&At { world, code: home.code }));
                }
                let person = persons::find(db, home.place_id, member.person_id).await?;
                leads.belongs = person.place.map(|place| visit.n("member-belongs", place));
            }
        }
        Err(error) => return Err(error.into()),
    }
    if place.level != "unit" {
        return Ok(leads);
    }
    match located::above(db, place.place_id).await? {
        Some(town) if visit.held(db, town.place_id).await?.may::<KeepMembers>() => {
            let at = At { world: place.at.world, code: town.code };
            let url = at
                .to(urls::MEMBER)
                .replace("{organisation}", &member.organisation_id.to_string())
                .replace("{membership}", &member.membership_id.to_string());
            leads.town_url = Some(url);
        }
        _ => {
            let above = |role: &Role| role.levels().contains(&"town");
            let roles: Vec<Role> = KeepMembers::ROLES.iter().copied().filter(above).collect();
            let who = roles_at(&roles, None, &visit.words);
            leads.moved_by = Some(visit.n("member-moved-by", who));
        }
    }
    Ok(leads)
}
