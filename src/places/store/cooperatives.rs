//! Economic cooperatives of units in the database.

use chrono::NaiveDate;
use sqlx::PgConnection;

use crate::shell::ids::{CooperativeId, PlaceId, WorldId};

/// A cooperative.
pub struct Cooperative {
    /// Its key.
    pub cooperative_id: CooperativeId,
    /// What is known of it.
    pub known: Known,
}

/// What is known of a cooperative.
pub struct Known {
    /// Its name.
    pub name: String,
    /// Its members.
    pub members: Option<i32>,
    /// Its income of a year, in yuan, and the year.
    pub income: Option<(i64, i32)>,
    /// Since when it is no more.
    pub dissolved_on: Option<NaiveDate>,
}

/// The cooperatives of a unit, with those of the units that it was made of.
///
/// # Errors
/// Those of the database.
pub async fn list(db: &mut PgConnection, place_id: PlaceId) -> sqlx::Result<Vec<Cooperative>> {
    let rows = sqlx::query!(
        "
        select cooperative_id, name, members, income, income_year, dissolved_on
        from cooperative
        where place_id in (select places_before($1))
        order by dissolved_on nulls first, cooperative_id
        ",
        place_id as PlaceId,
    )
    .fetch_all(db)
    .await?;
    let cooperative = rows.into_iter().map(|row| Cooperative {
        cooperative_id: row.cooperative_id,
        known: Known {
            name: row.name,
            members: row.members,
            income: row.income.zip(row.income_year),
            dissolved_on: row.dissolved_on,
        },
    });
    Ok(cooperative.collect())
}

/// Adds a cooperative.
///
/// # Errors
/// Those of the database; the name is taken (`cooperative_name_once`).
pub async fn add(
    db: &mut PgConnection,
    (world_id, place_id): (WorldId, PlaceId),
    known: &Known,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        insert into cooperative (
            world_id, place_id, name, members, income, income_year, dissolved_on
        )
        values ($1, $2, $3, $4, $5, $6, $7)
        ",
        world_id as WorldId,
        place_id as PlaceId,
        known.name,
        known.members,
        known.income.map(|(income, _)| income),
        known.income.map(|(_, year)| year),
        known.dissolved_on,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Changes what is known of a cooperative.
///
/// # Errors
/// Those of the database; the name is taken (`cooperative_name_once`).
pub async fn change(
    db: &mut PgConnection,
    cooperative_id: CooperativeId,
    known: &Known,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update cooperative
        set name = $2, members = $3, income = $4, income_year = $5, dissolved_on = $6
        where cooperative_id = $1
        ",
        cooperative_id as CooperativeId,
        known.name,
        known.members,
        known.income.map(|(income, _)| income),
        known.income.map(|(_, year)| year),
        known.dissolved_on,
    )
    .execute(db)
    .await?;
    Ok(())
}
