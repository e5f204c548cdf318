//! Places in the database.

pub mod dates;

use chrono::NaiveDate;
use sqlx::PgConnection;

use crate::shell::ids::{PlaceId, WorldId};

/// The places right below one.
///
/// # Errors
/// Those of the database.
pub async fn below(db: &mut PgConnection, place_id: PlaceId) -> sqlx::Result<Vec<PlaceId>> {
    sqlx::query_scalar!(
        "
        select place_id
        from place
        where parent_id = $1
        ",
        place_id as PlaceId,
    )
    .fetch_all(db)
    .await
}

/// What a new place is like.
pub struct NewPlace<'a> {
    /// Its world.
    pub world_id: WorldId,
    /// The place above it; none for a county.
    pub parent_id: Option<PlaceId>,
    /// county, town or unit.
    pub level: &'a str,
    /// village or community, of a unit.
    pub kind: Option<&'a str>,
    /// Its name.
    pub name: &'a str,
    /// Its division code.
    pub code: &'a str,
    /// From when the code is valid.
    pub from_on: NaiveDate,
}

/// Adds a place with its code.
///
/// # Errors
/// Those of the database; the code is taken (`place_code_once`).
pub async fn add(db: &mut PgConnection, new: &NewPlace<'_>) -> sqlx::Result<PlaceId> {
    let place_id = sqlx::query_scalar!(
        "
        insert into place (world_id, parent_id, level, kind, name)
        values ($1, $2, $3, $4, $5)
        returning place_id
        ",
        new.world_id as WorldId,
        new.parent_id as Option<PlaceId>,
        new.level,
        new.kind,
        new.name,
    )
    .fetch_one(&mut *db)
    .await?;
    sqlx::query!(
        "
        insert into place_code (world_id, place_id, code, valid)
        values ($1, $2, $3, daterange($4, null))
        ",
        new.world_id as WorldId,
        place_id as PlaceId,
        new.code,
        new.from_on,
    )
    .execute(db)
    .await?;
    Ok(place_id)
}

/// Makes the live world, of a database that has none.
///
/// # Errors
/// Those of the database.
pub async fn live_world(db: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query!(
        "
        insert into world (world_id, kind)
        values (1, 'live')
        on conflict do nothing
        "
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Makes the rehearsal of the sample, of a database that has no places: always of the same number,
/// so that its addresses are known.
///
/// # Errors
/// Those of the database; there is a rehearsal already.
pub async fn first_rehearsal(db: &mut PgConnection) -> sqlx::Result<WorldId> {
    let world_id = WorldId(2);
    sqlx::query!(
        "
        insert into world (world_id, kind)
        values ($1, 'rehearsal')
        ",
        world_id as WorldId,
    )
    .execute(&mut *db)
    .await?;
    // the next one goes on from there
    sqlx::query_scalar!(r#"select nextval('world_number') as "number!""#).fetch_one(db).await?;
    Ok(world_id)
}

/// Whether there are any places.
///
/// # Errors
/// Those of the database.
pub async fn any(db: &mut PgConnection) -> sqlx::Result<bool> {
    sqlx::query_scalar!(r#"select exists (select from place) as "any!""#).fetch_one(db).await
}

/// The place of a division code that is valid now.
///
/// # Errors
/// Those of the database.
pub async fn by_code(
    db: &mut PgConnection,
    world_id: WorldId,
    code: &str,
) -> sqlx::Result<Option<PlaceId>> {
    sqlx::query_scalar!(
        "
        select place_id
        from place_code
        where world_id = $1
        and code = $2
        and upper_inf(valid)
        ",
        world_id as WorldId,
        code,
    )
    .fetch_optional(db)
    .await
}
