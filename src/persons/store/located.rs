//! Where persons can belong: the places at and below one, to choose from and by code or name.

use sqlx::PgConnection;

use crate::shell::ids::{PersonId, PlaceId, WorldId};

/// A place to choose from.
pub struct Offered {
    /// Division code.
    pub code: String,
    /// Name.
    pub name: String,
}

/// A place that is led to.
pub struct Located {
    /// Its key.
    pub place_id: PlaceId,
    /// Division code.
    pub code: String,
}

/// The town of a unit, the county of a town.
///
/// # Errors
/// Those of the database.
pub async fn above(db: &mut PgConnection, place_id: PlaceId) -> sqlx::Result<Option<Located>> {
    sqlx::query_as!(
        Located,
        "
        select place_code.place_id, code
        from place
        join place_code on place_code.place_id = place.parent_id
        where place.place_id = $1
        and upper_inf(valid)
        ",
        place_id as PlaceId,
    )
    .fetch_optional(db)
    .await
}

/// Where a person of a world belongs.
///
/// # Errors
/// Those of the database.
pub async fn of_person(
    db: &mut PgConnection,
    world_id: WorldId,
    person_id: PersonId,
) -> sqlx::Result<Option<Located>> {
    sqlx::query_as!(
        Located,
        "
        select place_code.place_id, code
        from person
        join place_code on place_code.place_id = person.place_id
        where person_id = $1
        and person.world_id = $2
        and upper_inf(valid)
        ",
        person_id as PersonId,
        world_id as WorldId,
    )
    .fetch_optional(db)
    .await
}

/// A place and all below it, by code.
///
/// # Errors
/// Those of the database.
pub async fn offered(db: &mut PgConnection, place_id: PlaceId) -> sqlx::Result<Vec<Offered>> {
    let places = super::within(db, place_id).await?;
    sqlx::query_as!(
        Offered,
        "
        select code, name
        from place
        join place_code using (place_id)
        where place_id = any ($1)
        and upper_inf(valid)
        order by code
        ",
        &places as &[PlaceId],
    )
    .fetch_all(db)
    .await
}

/// The place of a code at or below one, or those of a name, with or without the word for a village.
///
/// # Errors
/// Those of the database.
pub async fn named(
    db: &mut PgConnection,
    place_id: PlaceId,
    typed: &str,
) -> sqlx::Result<Vec<PlaceId>> {
    let places = super::within(db, place_id).await?;
    sqlx::query_scalar!(
        r#"
        select place_id as "place_id: PlaceId"
        from place
        join place_code using (place_id)
        where place_id = any ($1)
        and upper_inf(valid)
        and (
            code = $2
            or name_key(name) = name_key($2)
            or kind is not null and unit_key(name, kind) = unit_key($2, kind)
        )
        "#,
        &places as &[PlaceId],
        typed,
    )
    .fetch_all(db)
    .await
}
