//! How the instance fares, in a few lines, on the desk of its administrator.

use super::store;
use crate::{
    people, places,
    shell::{
        App, Error,
        clock::{self, Now},
        mandate::Role,
        urls,
        view::Visit,
    },
    upkeep,
};

/// A back-up that is older than so many days needs a look.
const OLD: i64 = 7;

/// Something that is well or not.
pub struct Fact {
    /// What.
    pub name: String,
    /// What was found.
    pub said: String,
    /// Whether it is well.
    pub well: bool,
    /// Where it is looked after.
    pub url: &'static str,
    /// What is to be done about it, where it is not well.
    pub todo: String,
}

/// Counties and whether somebody runs their offices, the last back-up, work that failed, accounts that were never used.
///
/// # Errors
/// Those of the database.
pub async fn facts(app: &App, visit: &Visit) -> Result<Vec<Fact>, Error> {
    let mut db = app.db.acquire().await?;
    let failed = upkeep::store::failed(&mut db).await?.len();
    let counties = places::store::counties(&mut db).await?;
    let on = Now::read().date();
    // whoever began a rehearsal is in charge of it
    let live = counties.iter().filter(|(_, world)| world.0 == 1);
    let live: Vec<_> = live.map(|(place, _)| *place).collect();
    let unkept = store::unkept(&mut db, &live, Role::CountyOffice, on).await?;
    let unused = people::store::accounts::never_signed_in(&mut db).await?;
    drop(db);
    let made_at = upkeep::newest_back_up(app).await?;
    let fresh = made_at.is_some_and(|at| (Now::read().0 - at).num_days() < OLD);
    Ok(vec![
        // without one nobody can be entrusted with anything
        Fact {
            name: visit.t("desk-counties"),
            said: counties.len().to_string(),
            well: !counties.is_empty(),
            url: urls::COUNTIES,
            todo: visit.t("place-add-county"),
        },
        // the county's office gives accounts to all below it
        Fact {
            name: visit.t("desk-unkept"),
            said: unkept.to_string(),
            well: unkept == 0,
            url: urls::PEOPLE_NEW,
            todo: visit.t("desk-first-people"),
        },
        Fact {
            name: visit.t("desk-backup"),
            said: made_at.map_or_else(|| visit.t("desk-backup-none"), clock::shown),
            // while there is nothing, nothing is lost
            well: fresh || counties.is_empty(),
            url: urls::BACKUPS,
            todo: visit.t("desk-backup-do"),
        },
        Fact {
            name: visit.t("upkeep-failed"),
            said: failed.to_string(),
            well: failed == 0,
            url: urls::UPKEEP,
            todo: visit.t("desk-failed-do"),
        },
        // nothing is wrong with an account that was just given
        Fact {
            name: visit.t("desk-unused"),
            said: unused.to_string(),
            well: true,
            url: urls::PEOPLE,
            todo: String::new(),
        },
    ])
}
