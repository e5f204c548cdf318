//! Places in the database.

pub mod areas;
pub mod codes;
pub mod cooperatives;
pub mod dates;
pub mod figures;
pub mod groups;
pub mod history;
pub mod organisations;
pub mod worlds;

use chrono::NaiveDate;
use sqlx::PgConnection;

use crate::shell::{
    Error,
    ids::{AreaId, PlaceId, WorldId},
    mandate::AtPlace,
};

/// Keeps others from changing what is known of a place until the end of the act; gives its name and
/// kind.
///
/// # Errors
/// Those of the database.
pub async fn lock(
    db: &mut PgConnection,
    place_id: PlaceId,
) -> sqlx::Result<(String, Option<String>)> {
    let row = sqlx::query!(
        "select name, kind from place where place_id = $1 for update",
        place_id as PlaceId,
    )
    .fetch_one(db)
    .await?;
    Ok((row.name, row.kind))
}

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
    let place_id = add_place(db, new).await?;
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

/// Adds a place without its code.
async fn add_place(db: &mut PgConnection, new: &NewPlace<'_>) -> sqlx::Result<PlaceId> {
    sqlx::query_scalar!(
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
    .fetch_one(db)
    .await
}

/// Where a unit lies within its town.
pub struct Lies {
    /// The name of its area.
    pub area: Option<String>,
    /// Who leads that.
    pub lead: Option<String>,
    /// The name of the community that it lies in.
    pub within: Option<String>,
    /// The code of that.
    pub within_code: Option<String>,
}

/// Where a unit lies within its town.
///
/// # Errors
/// Those of the database.
pub async fn lies(db: &mut PgConnection, place_id: PlaceId) -> sqlx::Result<Lies> {
    sqlx::query_as!(
        Lies,
        r#"
        select area.name as "area?", area.lead as "lead?", around.name as "within?",
            place_code.code as "within_code?"
        from place
        left join area using (area_id)
        left join place as around on around.place_id = place.within_id
        left join place_code on place_code.place_id = around.place_id and upper_inf(valid)
        where place.place_id = $1
        "#,
        place_id as PlaceId,
    )
    .fetch_one(db)
    .await
}

/// A unit to choose.
pub struct Unit {
    /// Its key.
    pub place_id: PlaceId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// village or community.
    pub kind: String,
}

/// The units of a town besides one, by code.
///
/// # Errors
/// Those of the database.
pub async fn siblings(db: &mut PgConnection, place_id: PlaceId) -> sqlx::Result<Vec<Unit>> {
    sqlx::query_as!(
        Unit,
        r#"
        select sibling.place_id, code, sibling.name, sibling.kind as "kind!"
        from place
        join place as sibling on sibling.parent_id = place.parent_id
        join place_code on place_code.place_id = sibling.place_id
        where place.place_id = $1
        and sibling.place_id <> place.place_id
        and upper_inf(valid)
        order by code
        "#,
        place_id as PlaceId,
    )
    .fetch_all(db)
    .await
}

/// Locks places until the end of the act, always in the same order: who merges, changes or elects
/// there waits.
///
/// # Errors
/// Those of the database.
pub async fn lock_all(db: &mut PgConnection, places: &[PlaceId]) -> sqlx::Result<()> {
    let ids: Vec<i64> = places.iter().map(|place| place.0).collect();
    sqlx::query!(
        "select 1 as locked from place where place_id = any ($1) order by place_id for update",
        &ids,
    )
    .fetch_all(db)
    .await?;
    Ok(())
}

/// Locks a place until the end of the act, where its kind is still the one that was found: which body
/// is elected goes by it.
///
/// # Errors
/// Somebody has changed it; those of the database.
pub async fn unchanged_for_update(db: &mut PgConnection, place: &AtPlace) -> Result<(), Error> {
    let kind = sqlx::query_scalar!(
        "select kind from place where place_id = $1 for update",
        place.place_id as PlaceId,
    )
    .fetch_one(db)
    .await?;
    if kind == place.kind { Ok(()) } else { Err(Error::conflict("error-at-once")) }
}

/// What can be changed of a place besides its code.
pub struct Change<'a> {
    /// Its name.
    pub name: &'a str,
    /// village or community, of a unit.
    pub kind: Option<&'a str>,
    /// The area that a unit lies in.
    pub area_id: Option<AreaId>,
    /// The community that a village lies in.
    pub within_id: Option<PlaceId>,
}

/// Changes a place.
///
/// # Errors
/// Those of the database; a village lies in it, so that it stays a community.
pub async fn change(
    db: &mut PgConnection,
    place_id: PlaceId,
    change: &Change<'_>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update place
        set name = $2, kind = $3, area_id = $4, within_id = $5
        where place_id = $1
        ",
        place_id as PlaceId,
        change.name,
        change.kind,
        change.area_id as Option<AreaId>,
        change.within_id as Option<PlaceId>,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The place above one.
///
/// # Errors
/// Those of the database; there is none.
pub async fn above(db: &mut PgConnection, place_id: PlaceId) -> sqlx::Result<PlaceId> {
    let above = sqlx::query_scalar!(
        "select parent_id from place where place_id = $1",
        place_id as PlaceId,
    )
    .fetch_one(db)
    .await?;
    above.ok_or(sqlx::Error::RowNotFound)
}

/// Whether anything lies within a community.
///
/// # Errors
/// Those of the database.
pub async fn holds_any(db: &mut PgConnection, place_id: PlaceId) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from place where within_id = $1) as "holds!""#,
        place_id as PlaceId,
    )
    .fetch_one(db)
    .await
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

/// The counties, those of rehearsals as well, each with its world.
///
/// # Errors
/// Those of the database.
pub async fn counties(db: &mut PgConnection) -> sqlx::Result<Vec<(PlaceId, WorldId)>> {
    let rows = sqlx::query!(
        r#"
        select place_id, place.world_id
        from place
        join world using (world_id)
        where level = 'county'
        and discarded_at is null
        "#
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.place_id, row.world_id)).collect())
}

/// Whether there are any places.
///
/// # Errors
/// Those of the database.
pub async fn any(db: &mut PgConnection) -> sqlx::Result<bool> {
    sqlx::query_scalar!(r#"select exists (select from place) as "any!""#).fetch_one(db).await
}

/// The code of another unit that is called the same: of a town, or of that in which a unit lies.
///
/// # Errors
/// Those of the database.
pub async fn called(
    db: &mut PgConnection,
    name: &str,
    (town_id, but): (Option<PlaceId>, Option<PlaceId>),
) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!(
        "
        select code
        from place
        join place_code using (place_id)
        where parent_id = coalesce($1, (select parent_id from place where place_id = $3))
        and name_key(name) = name_key($2)
        and place_id is distinct from $3
        and upper_inf(valid)
        limit 1
        ",
        town_id as Option<PlaceId>,
        name,
        but as Option<PlaceId>,
    )
    .fetch_optional(db)
    .await
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
