//! What is suspected of a person, and where it is decided.

use sqlx::PgConnection;

use crate::shell::ids::{PersonCaseId, PersonId, PlaceId, WorldId};

/// An open case of a person, and where it can be decided.
#[derive(Clone, Debug)]
pub struct Suspicion {
    /// The case.
    pub person_case_id: PersonCaseId,
    /// `same_birth`, `near_birth` or asked.
    pub grounds: String,
    /// The lowest place that has both records; none where one of them belongs nowhere.
    pub above: Option<Above>,
}

/// A place that has both records of a case below it, or is that of both.
#[derive(Clone, Debug)]
pub struct Above {
    /// Key.
    pub place_id: PlaceId,
    /// Division code.
    pub code: String,
    /// county, town or unit.
    pub level: String,
    /// Name.
    pub name: String,
}

/// The open cases of a person, each with the lowest place that has both records.
///
/// # Errors
/// Those of the database.
pub async fn of(db: &mut PgConnection, person_id: PersonId) -> sqlx::Result<Vec<Suspicion>> {
    let rows = sqlx::query!(
        r#"
        with recursive suspected as (
            select person_case_id, grounds, one.place_id as one_at, other.place_id as other_at
            from person_case
            join person as one on one.person_id = one_id
            join person as other on other.person_id = other_id
            where decision is null
            and (one_id = $1 or other_id = $1)
        ), above as (
            select person_case_id, of_other, place_id, parent_id, 0 as steps
            from suspected
            cross join lateral (values (false, one_at), (true, other_at)) as side (of_other, at)
            join place on place_id = at
            union all
            select person_case_id, of_other, place.place_id, place.parent_id, steps + 1
            from above
            join place on place.place_id = above.parent_id
        ), lowest as (
            select distinct on (person_case_id) person_case_id, one.place_id
            from above as one
            join above as other using (person_case_id, place_id)
            where not one.of_other
            and other.of_other
            order by person_case_id, one.steps
        )
        select person_case_id, grounds, place.place_id as "place_id?", code as "code?",
            level as "level?", name as "name?"
        from suspected
        left join lowest using (person_case_id)
        left join place on place.place_id = lowest.place_id
        left join place_code on place_code.place_id = place.place_id and upper_inf(valid)
        order by person_case_id
        "#,
        person_id as PersonId,
    )
    .fetch_all(db)
    .await?;
    let suspicions = rows.into_iter().map(|row| Suspicion {
        person_case_id: row.person_case_id,
        grounds: row.grounds,
        above: row
            .place_id
            .zip(row.code)
            .zip(row.level.zip(row.name))
            .map(|((place_id, code), (level, name))| Above { place_id, code, level, name }),
    });
    Ok(suspicions.collect())
}

/// Open cases of which one record lies at some places and the other elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Across {
    /// Within the same town.
    pub in_town: i64,
    /// Beyond it, or nobody knows where.
    pub beyond: i64,
}

/// How many open cases have one record at some places and the other elsewhere.
///
/// # Errors
/// Those of the database.
pub async fn across(
    db: &mut PgConnection,
    world_id: WorldId,
    places: &[PlaceId],
) -> sqlx::Result<Across> {
    sqlx::query_as!(
        Across,
        r#"
        select count(*) filter (where in_town) as "in_town!",
            count(*) filter (where not in_town) as "beyond!"
        from person_case
        -- by the key: persons are many more
        cross join lateral (
            select place_id
            from person
            where person_id = one_id
            offset 0
        ) as one
        cross join lateral (
            select place_id
            from person
            where person_id = other_id
            offset 0
        ) as other
        left join place as one_place on one_place.place_id = one.place_id
        left join place as other_place on other_place.place_id = other.place_id
        cross join lateral (
            select coalesce(
                case one_place.level when 'unit' then one_place.parent_id else one_place.place_id end
                = case other_place.level when 'unit' then other_place.parent_id else other_place.place_id end,
                false
            ) as in_town
        ) as lies
        where person_case.world_id = $1
        and decision is null
        and coalesce(one.place_id = any ($2), false) <> coalesce(other.place_id = any ($2), false)
        "#,
        world_id as WorldId,
        places as &[PlaceId],
    )
    .fetch_one(db)
    .await
}
