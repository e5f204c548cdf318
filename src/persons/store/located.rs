//! Where persons can belong: the places at and below one, to choose from and by code or name.

use sqlx::PgConnection;

use crate::shell::{
    ids::{PersonId, PlaceId, WorldId},
    mandate::AtPlace,
    urls::At,
};

/// A place to choose from.
pub struct Offered {
    /// Division code.
    pub code: String,
    /// Name.
    pub name: String,
}

/// A town and what lies below it.
pub struct Town {
    /// Its key.
    pub town_id: PlaceId,
    /// It and all below.
    pub places: Vec<PlaceId>,
}

/// A place and all else of its town; of a county all of it.
///
/// # Errors
/// There is none; those of the database.
pub async fn of_town(db: &mut PgConnection, place_id: PlaceId) -> sqlx::Result<Town> {
    let town_id = sqlx::query_scalar!(
        r#"
        select case when level = 'unit' then parent_id else place_id end as "town_id!: PlaceId"
        from place
        where place_id = $1
        "#,
        place_id as PlaceId,
    )
    .fetch_one(&mut *db)
    .await?;
    Ok(Town { town_id, places: super::within(db, town_id).await? })
}

/// Where a person belongs, and the name of the place above: of the same town as a place that asks, or named there
/// by a post, a membership, a roll or kin. Of nobody else in the world it is told.
///
/// # Errors
/// Those of the database.
#[expect(clippy::too_many_lines, reason = "one statement")]
pub async fn of_person(
    db: &mut PgConnection,
    at: &AtPlace,
    person_id: PersonId,
) -> sqlx::Result<Option<(AtPlace, String)>> {
    let found = sqlx::query!(
        r#"
        select place.place_id as "place_id: PlaceId", code, place.level, place.kind, place.name,
            coalesce(above.name, '') as "above!"
        from person
        join place using (place_id)
        join place_code using (place_id)
        left join place as above on above.place_id = place.parent_id
        where person_id = $1
        and person.world_id = $2
        and upper_inf(valid)
        and (
            $3 in (place.place_id, place.parent_id)
            or place.parent_id = (select parent_id from place where place_id = $3)
            or exists (
                select
                from (
                    select office.place_id
                    from office
                    where office.person_id = $1
                    union all
                    select organisation.place_id
                    from membership
                    join organisation using (organisation_id)
                    where membership.person_id = $1
                    union all
                    select election.place_id
                    from roll_entry
                    join roll using (roll_id)
                    join election using (election_id)
                    where roll_entry.person_id = $1
                    union all
                    select kin.place_id
                    from kinship
                    join person as kin on kin.person_id = any (array[a_id, b_id])
                    where a_id = $1 or b_id = $1
                ) as named
                join place as by using (place_id)
                where $3 in (by.place_id, by.parent_id)
            )
        )
        "#,
        person_id as PersonId,
        at.at.world as WorldId,
        at.place_id as PlaceId,
    )
    .fetch_optional(db)
    .await?;
    Ok(found.map(|one| {
        let there = AtPlace {
            place_id: one.place_id,
            at: At { world: at.at.world, code: one.code },
            level: one.level,
            kind: one.kind,
            name: one.name,
            today: at.today,
        };
        (there, one.above)
    }))
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
