//! Groups of units in the database.

use chrono::NaiveDate;
use sqlx::PgConnection;

use crate::shell::ids::{GroupId, PlaceId, WorldId};

/// A group of a unit.
pub struct Group {
    /// Its key.
    pub unit_group_id: GroupId,
    /// Its number within the unit.
    pub number: i32,
    /// Its name, where it has one besides the number.
    pub name: Option<String>,
    /// Since when it is no more.
    pub dissolved_on: Option<NaiveDate>,
}

/// The groups of a unit by number.
///
/// # Errors
/// Those of the database.
pub async fn list(db: &mut PgConnection, place_id: PlaceId) -> sqlx::Result<Vec<Group>> {
    sqlx::query_as!(
        Group,
        "
        select unit_group_id, number, name, dissolved_on
        from unit_group
        where place_id = $1
        order by number
        ",
        place_id as PlaceId,
    )
    .fetch_all(db)
    .await
}

/// Whether a unit has a group of that number; where nobody has entered its groups, it may.
///
/// # Errors
/// Those of the database.
pub async fn may_have(db: &mut PgConnection, place_id: PlaceId, number: i32) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"
        select coalesce(bool_or(number = $2), true) as "has!"
        from unit_group
        where place_id = $1
        and dissolved_on is null
        "#,
        place_id as PlaceId,
        number,
    )
    .fetch_one(db)
    .await
}

/// Adds so many groups, numbered on from the last one.
///
/// # Errors
/// Those of the database; somebody else adds some (`unit_group_once`), there are more than 999.
pub async fn add(
    db: &mut PgConnection,
    (world_id, place_id): (WorldId, PlaceId),
    count: i32,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        insert into unit_group (world_id, place_id, number)
        select $1::bigint, $2::bigint, number
        from (
            select coalesce(max(number), 0) as last
            from unit_group
            where place_id = $2
        ) as former
        cross join generate_series(former.last + 1, former.last + $3) as number
        ",
        world_id as WorldId,
        place_id as PlaceId,
        count,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Changes a group.
///
/// # Errors
/// Those of the database.
pub async fn change(
    db: &mut PgConnection,
    group_id: GroupId,
    name: Option<&str>,
    dissolved_on: Option<NaiveDate>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update unit_group
        set name = $2, dissolved_on = $3
        where unit_group_id = $1
        ",
        group_id as GroupId,
        name,
        dissolved_on,
    )
    .execute(db)
    .await?;
    Ok(())
}
