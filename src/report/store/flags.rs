//! Units in which an election may not go smoothly, and why.

use chrono::NaiveDate;
use sqlx::PgConnection;

use crate::shell::ids::{FlagId, PlaceId, WorldId};

/// A flag that stands.
#[derive(Clone, Debug)]
pub struct Flag {
    /// Key.
    pub flag_id: FlagId,
    /// The unit.
    pub place_id: PlaceId,
    /// Its name.
    pub place: String,
    /// Its division code.
    pub code: String,
    /// Of [`crate::report::sets::GROUNDS`].
    pub grounds: String,
    /// What the matter is.
    pub note: String,
    /// Since when.
    pub since_on: NaiveDate,
}

/// The flags that stand at a place and the units below it.
///
/// # Errors
/// Those of the database.
pub async fn of(db: &mut PgConnection, place_id: PlaceId) -> sqlx::Result<Vec<Flag>> {
    sqlx::query_as!(
        Flag,
        "
        select unit_flag_id as flag_id, place_id, name as place, code, grounds, note, since_on
        from place
        join place_code using (place_id)
        join unit_flag using (place_id)
        where (place_id = $1 or parent_id = $1)
        and upper_inf(valid)
        and until_on is null
        order by code, unit_flag_id
        ",
        place_id as PlaceId,
    )
    .fetch_all(db)
    .await
}

/// Flags a unit.
///
/// # Errors
/// Those of the database; it has such a flag already (`unit_flag_once`).
pub async fn add(
    db: &mut PgConnection,
    (world_id, place_id): (WorldId, PlaceId),
    (grounds, note): (&str, &str),
    since_on: NaiveDate,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        insert into unit_flag (world_id, place_id, grounds, note, since_on)
        values ($1, $2, $3, $4, $5)
        ",
        world_id as WorldId,
        place_id as PlaceId,
        grounds,
        note,
        since_on,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Ends a flag of a unit; says whether it stood.
///
/// # Errors
/// Those of the database; the day lies before the first (`unit_flag_period`).
pub async fn end(
    db: &mut PgConnection,
    place_id: PlaceId,
    flag_id: FlagId,
    until_on: NaiveDate,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "
        update unit_flag
        set until_on = $3
        where place_id = $1
        and unit_flag_id = $2
        and until_on is null
        ",
        place_id as PlaceId,
        flag_id as FlagId,
        until_on,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}
