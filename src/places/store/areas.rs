//! Areas of towns in the database.

use sqlx::PgConnection;

use crate::shell::ids::{AreaId, PlaceId, WorldId};

/// An area of a town.
pub struct Area {
    /// Its key.
    pub area_id: AreaId,
    /// Its name.
    pub name: String,
    /// Who leads it.
    pub lead: Option<String>,
    /// Names of the units that lie in it, in the order of their codes.
    pub units: Vec<String>,
    /// Their division codes.
    pub codes: Vec<String>,
}

/// The areas of a town, in the order of their making.
///
/// # Errors
/// Those of the database.
pub async fn list(db: &mut PgConnection, town_id: PlaceId) -> sqlx::Result<Vec<Area>> {
    sqlx::query_as!(
        Area,
        r#"
        select area_id, area.name, lead, coalesce(units, '{}') as "units!", coalesce(codes, '{}') as "codes!"
        from area
        left join lateral (
            select array_agg(place.name order by code) as units, array_agg(code order by code) as codes
            from place
            join place_code using (place_id)
            where place.area_id = area.area_id
            and upper_inf(valid)
        ) as lies on true
        where town_id = $1
        order by area_id
        "#,
        town_id as PlaceId,
    )
    .fetch_all(db)
    .await
}

/// Adds an area.
///
/// # Errors
/// Those of the database; the name is taken (`area_name_once`).
pub async fn add(
    db: &mut PgConnection,
    (world_id, town_id): (WorldId, PlaceId),
    name: &str,
    lead: Option<&str>,
) -> sqlx::Result<AreaId> {
    sqlx::query_scalar!(
        "
        insert into area (world_id, town_id, name, lead)
        values ($1, $2, $3, $4)
        returning area_id
        ",
        world_id as WorldId,
        town_id as PlaceId,
        name,
        lead,
    )
    .fetch_one(db)
    .await
}

/// Changes name and lead of an area.
///
/// # Errors
/// Those of the database; the name is taken (`area_name_once`).
pub async fn change(
    db: &mut PgConnection,
    area_id: AreaId,
    name: &str,
    lead: Option<&str>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update area
        set name = $2, lead = $3
        where area_id = $1
        ",
        area_id as AreaId,
        name,
        lead,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Takes an area away; former units, which have no code any more, lie nowhere then.
///
/// # Errors
/// Those of the database; a unit lies in it (a foreign key).
pub async fn remove(db: &mut PgConnection, area_id: AreaId) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update place
        set area_id = null
        where area_id = $1
        and not exists (
            select
            from place_code
            where place_code.place_id = place.place_id
            and upper_inf(valid)
        )
        ",
        area_id as AreaId,
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!("delete from area where area_id = $1", area_id as AreaId).execute(db).await?;
    Ok(())
}
