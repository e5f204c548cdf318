//! Places to hold a role at: by their code, and all within somebody's reach to choose from.

use chrono::NaiveDate;
use sqlx::PgConnection;

use crate::shell::ids::{AccountId, PlaceId};

/// A place to hold a role at.
pub struct Place {
    /// The place.
    pub place_id: PlaceId,
    /// county, town or unit.
    pub level: String,
}

/// The place of a division code: of the live world, else of the newest rehearsal that has it.
///
/// # Errors
/// Those of the database.
pub async fn place(db: &mut PgConnection, code: &str) -> sqlx::Result<Option<Place>> {
    sqlx::query_as!(
        Place,
        "
        select place.place_id, place.level
        from place_code
        join place using (world_id, place_id)
        join world using (world_id)
        where code = $1
        and upper_inf(valid)
        and discarded_at is null
        order by world_id = 1 desc, world_id desc
        limit 1
        ",
        code,
    )
    .fetch_optional(db)
    .await
}

/// A place to choose from.
pub struct Offered {
    /// Division code.
    pub code: String,
    /// Name.
    pub name: String,
}

/// The places over which an account holds a role on a day, with all below them, by code; of a code that
/// several worlds have, the place that [`place`] means.
///
/// # Errors
/// Those of the database.
pub async fn places(
    db: &mut PgConnection,
    account_id: AccountId,
    on: NaiveDate,
) -> sqlx::Result<Vec<Offered>> {
    sqlx::query_as!(
        Offered,
        "
        with recursive held as (
            select role, place_id
            from mandate
            where account_id = $1
            and from_on <= $2
            and (revoked_on is null or revoked_on > $2)
        ), below as (
            select place_id
            from place
            where place_id in (select place_id from held)
            or parent_id is null and exists (select from held where role = 'administrator')
            union
            select place.place_id
            from place
            join below on place.parent_id = below.place_id
        )
        select distinct on (code) code, name
        from below
        join place using (place_id)
        join place_code using (world_id, place_id)
        join world using (world_id)
        where upper_inf(valid)
        and discarded_at is null
        order by code, world_id = 1 desc, world_id desc
        ",
        account_id as AccountId,
        on,
    )
    .fetch_all(db)
    .await
}
