//! The places that somebody reaches, and the streams of their elections.

use std::collections::HashSet;

use chrono::NaiveDate;
use sqlx::PgConnection;

use crate::shell::{
    ids::{AccountId, PlaceId, StreamId, WorldId},
    mandate::{Held, Role},
    urls::At,
};

/// A place within somebody's reach.
pub struct Reached {
    /// Its key.
    pub place_id: PlaceId,
    /// Its address.
    pub at: At,
    /// county, town or unit.
    pub level: String,
    /// village or community, of a unit.
    pub kind: Option<String>,
    /// Its name.
    pub name: String,
    /// The place above it.
    pub above_id: Option<PlaceId>,
    /// The name of that place.
    pub above: String,
    /// The day that the town of a rehearsal has set.
    pub today_on: Option<NaiveDate>,
    /// The roles that are held over it.
    pub held: Held,
}

/// The places over which somebody holds a role on a day, and those below them, by code.
///
/// # Errors
/// Those of the database.
pub async fn reach(
    db: &mut PgConnection,
    account_id: AccountId,
    on: NaiveDate,
) -> sqlx::Result<Vec<Reached>> {
    let rows = sqlx::query!(
        r#"
        with recursive reach as (
            select place_id, role
            from mandate
            where account_id = $1
            and place_id is not null
            and from_on <= $2
            and (revoked_on is null or revoked_on > $2)
            union
            select place.place_id, reach.role
            from place
            join reach on place.parent_id = reach.place_id
        ), held as (
            select place_id, array_agg(role) as roles
            from reach
            group by place_id
        )
        select place.place_id, place.world_id, place.level, place.kind, place.name,
            place.parent_id as "above_id: PlaceId", above.name as "above?", place_code.code,
            held.roles as "roles!",
            (
                select max(today_on)
                from campaign
                where place.world_id <> 1
                and town_id in (place.place_id, place.parent_id)
            ) as today_on
        from held
        join place using (place_id)
        join place_code on place_code.place_id = place.place_id and upper_inf(place_code.valid)
        join world on world.world_id = place.world_id
        left join place as above on above.place_id = place.parent_id
        where world.discarded_at is null
        order by place.world_id, place_code.code
        "#,
        account_id as AccountId,
        on,
    )
    .fetch_all(db)
    .await?;
    let places = rows.into_iter().map(|row| {
        let world: WorldId = row.world_id;
        let roles = row.roles.iter().filter_map(|word| Role::from_word(word)).collect();
        Reached {
            place_id: row.place_id,
            at: At { world, code: row.code },
            level: row.level,
            kind: row.kind,
            name: row.name,
            above_id: row.above_id,
            above: row.above.unwrap_or_default(),
            today_on: row.today_on,
            held: Held::of(roles),
        }
    });
    Ok(places.collect())
}

/// The journal's streams of the elections of these places.
///
/// # Errors
/// Those of the database.
pub async fn streams(db: &mut PgConnection, places: &[PlaceId]) -> sqlx::Result<HashSet<StreamId>> {
    let places: Vec<i64> = places.iter().map(|id| id.0).collect();
    let streams = sqlx::query_scalar!(
        "
        select stream_id
        from election
        join stream on stream.kind = 'election' and stream.subject = election.election_id
        where place_id = any ($1)
        ",
        &places,
    )
    .fetch_all(db)
    .await?;
    Ok(streams.into_iter().collect())
}

/// How many of these places nobody looks after in a role.
///
/// # Errors
/// Those of the database.
pub async fn unkept(
    db: &mut PgConnection,
    places: &[PlaceId],
    role: Role,
    on: NaiveDate,
) -> sqlx::Result<i64> {
    let places: Vec<i64> = places.iter().map(|id| id.0).collect();
    sqlx::query_scalar!(
        r#"
        select count(*) as "unkept!"
        from unnest($1::bigint[]) as listed (place_id)
        where not exists (
            select
            from mandate
            where mandate.place_id = listed.place_id
            and role = $2
            and (revoked_on is null or revoked_on > $3)
        )
        "#,
        &places,
        role.word(),
        on,
    )
    .fetch_one(db)
    .await
}
