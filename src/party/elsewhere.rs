//! Where a member's page leads to: the page of the person, wherever that belongs, and the town, where a
//! member moves to a branch of another village.

use sqlx::PgConnection;

use super::{KeepMembers, store::members::Member};
use crate::{
    persons::{self, home},
    shell::{Error, above, mandate::AtPlace, urls, view::Visit},
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
    let page = urls::of_person(&place.at.to(urls::PERSON_PAGE), member.person_id);
    match persons::store::find(db, place.place_id, member.person_id).await {
        Ok(_) => leads.person_url = Some(page),
        Err(sqlx::Error::RowNotFound) => {
            if let Some(home) = home::of(db, visit, place, member.person_id).await? {
                leads.person_url = home.page;
                leads.belongs = Some(visit.n("member-belongs", home.place.name));
            }
        }
        Err(error) => return Err(error.into()),
    }
    if place.level != "unit" {
        return Ok(leads);
    }
    if let Some(town) = above::town::<KeepMembers>(db, visit, place).await? {
        let url = town.at.to(urls::MEMBER);
        let url = url.replace("{organisation}", &member.organisation_id.to_string());
        leads.town_url = Some(url.replace("{membership}", &member.membership_id.to_string()));
    } else {
        let who = above::in_towns::<KeepMembers>(&visit.words);
        leads.moved_by = Some(visit.n("member-moved-by", who));
    }
    Ok(leads)
}
