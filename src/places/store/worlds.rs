//! Rehearsals in the database: a world that begins as a copy of a town, and that is thrown away as a
//! whole.
//!
//! Rows are copied as they are, with new keys in place of the old ones: a column that a later
//! migration adds is copied without a line here.

mod members;
mod people;
mod town;

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

use crate::shell::ids::{AccountId, PlaceId, StreamId, WorldId};

/// Old keys, and the new ones of their copies.
struct Map {
    old: Vec<i64>,
    new: Vec<i64>,
}

impl Map {
    fn of<T>(rows: &[T], keys: impl Fn(&T) -> (i64, i64)) -> Self {
        let (old, new) = rows.iter().map(keys).unzip();
        Self { old, new }
    }

    fn copy(&self, old: PlaceId) -> sqlx::Result<PlaceId> {
        let at = self.old.iter().position(|one| *one == old.0);
        at.and_then(|at| self.new.get(at)).map(|new| PlaceId(*new)).ok_or(sqlx::Error::RowNotFound)
    }
}

/// A rehearsal that was begun.
pub struct Begun {
    /// Its world.
    pub world_id: WorldId,
    /// The copy of the county.
    pub county_id: PlaceId,
    /// The copy of the town.
    pub town_id: PlaceId,
}

/// The newest rehearsal that a town was copied to; no other is begun until the end of the act.
///
/// # Errors
/// Those of the database.
pub async fn newest_for_update(db: &mut PgConnection, town_id: PlaceId) -> sqlx::Result<i64> {
    sqlx::query!(
        "select 1 as locked from place where place_id = $1 for update",
        town_id as PlaceId,
    )
    .fetch_one(&mut *db)
    .await?;
    newest(db, town_id).await
}

/// The newest rehearsal of the world that a town lies in; 0 where there is none.
///
/// # Errors
/// Those of the database.
pub async fn newest(db: &mut PgConnection, town_id: PlaceId) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"
        select coalesce(max(world.world_id), 0) as "newest!"
        from place
        join world on world.copied_from = place.world_id
        where place_id = $1
        "#,
        town_id as PlaceId,
    )
    .fetch_one(db)
    .await
}

/// Copies a town with everything that is known of it and of its people to a world of its own, and
/// entrusts there, from a day on, whoever is entrusted here: everybody, or one account.
///
/// # Errors
/// Those of the database.
pub async fn begin(
    db: &mut PgConnection,
    (from, town_id): (WorldId, PlaceId),
    only: Option<AccountId>,
    on: NaiveDate,
) -> sqlx::Result<Begun> {
    let world_id = sqlx::query_scalar!(
        "
        insert into world (world_id, kind, copied_from)
        values (nextval('world_number'), 'rehearsal', $1)
        returning world_id
        ",
        from as WorldId,
    )
    .fetch_one(&mut *db)
    .await?;
    let county_id = super::above(db, town_id).await?;
    let rows = sqlx::query!(
        r#"
        select place_id, nextval(pg_get_serial_sequence('place', 'place_id')::regclass) as "new!"
        from (
            select place_id
            from place
            where place_id in ($1, $2)
            or parent_id = $1
            order by place_id
        ) as listed
        "#,
        town_id as PlaceId,
        county_id as PlaceId,
    )
    .fetch_all(&mut *db)
    .await?;
    let places = Map::of(&rows, |row| (row.place_id.0, row.new));
    let begun =
        Begun { world_id, county_id: places.copy(county_id)?, town_id: places.copy(town_id)? };
    let organisations = town::copy(db, &begun, &places).await?;
    let persons = people::copy(db, &begun, &places, &organisations).await?;
    members::copy(db, &begun, &organisations, &persons).await?;
    people::entrust(db, &places, only, on).await?;
    Ok(begun)
}

/// What a rehearsal holds, for whoever is about to throw it away.
pub struct Held {
    /// Its towns.
    pub towns: i64,
    /// Its villages and communities.
    pub units: i64,
    /// Its persons.
    pub persons: i64,
    /// Its elections.
    pub elections: i64,
    /// Accounts that are entrusted there.
    pub accounts: i64,
}

/// What a rehearsal holds.
///
/// # Errors
/// Those of the database.
pub async fn held(db: &mut PgConnection, world_id: WorldId) -> sqlx::Result<Held> {
    sqlx::query_as!(
        Held,
        r#"
        select count(*) filter (where level = 'town') as "towns!",
            count(*) filter (
                where level = 'unit'
                and exists (
                    select
                    from place_code
                    where place_code.place_id = place.place_id
                    and upper_inf(valid)
                )
            ) as "units!",
            (
                select count(*)
                from person
                where place_id = any (array(select place_id from place where world_id = $1))
                and merged_into is null
            ) as "persons!",
            (
                select count(*)
                from election
                join place using (place_id)
                where world_id = $1
            ) as "elections!",
            (
                select count(distinct account_id)
                from mandate
                join place using (place_id)
                where world_id = $1
            ) as "accounts!"
        from place
        where world_id = $1
        "#,
        world_id as WorldId,
    )
    .fetch_one(db)
    .await
}

/// Throws a rehearsal away; gives the rows of the journal whose payload went with it.
///
/// # Errors
/// Those of the database; somebody adds to it at the same time (a foreign key).
pub async fn discard(
    db: &mut PgConnection,
    world_id: WorldId,
    at: DateTime<Utc>,
) -> sqlx::Result<Vec<(StreamId, i64)>> {
    let withheld = sqlx::query!(
        r#"select stream_id as "stream_id!", seq as "seq!" from discard_world($1)"#,
        world_id as WorldId,
    )
    .fetch_all(&mut *db)
    .await?;
    sqlx::query!(
        "
        update world
        set discarded_at = $2
        where world_id = $1
        ",
        world_id as WorldId,
        at,
    )
    .execute(db)
    .await?;
    Ok(withheld.into_iter().map(|row| (StreamId(row.stream_id), row.seq)).collect())
}
