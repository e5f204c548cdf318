//! Units beside each other and beside those that are there, and what was counted of them.

use sqlx::PgConnection;

use super::Reach;
use crate::shell::ids::{ImportId, PlaceId, WorldId};

/// A unit with the code is meant; it must lie in the town, and be called like no other one of it.
///
/// # Errors
/// Those of the database.
pub async fn units(db: &mut PgConnection, import_id: ImportId, reach: &Reach) -> sqlx::Result<()> {
    sqlx::query!(
        "
        with coded as (
            select line, first_value(line) over (partition by given ->> 'unit_code' order by line)
                as first
            from import_line
            where import_id = $1
            and given ? 'unit_code'
        )
        update import_line
        set found = found || jsonb_build_array(jsonb_build_object(
            'column', 'unit_code', 'key', 'import-found-twice', 'value', first::text
        ))
        from coded
        where import_line.import_id = $1
        and import_line.line = coded.line
        and coded.first < coded.line
        ",
        import_id as ImportId,
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "
        update import_line
        set target_id = place.place_id,
            found = found || case
                when place.parent_id = $3 then '[]'
                else jsonb_build_array(jsonb_build_object(
                    'column', 'unit_code', 'key', 'import-found-code-taken', 'value', ''
                ))
            end
        from place_code
        join place using (place_id)
        where import_id = $1
        and place_code.world_id = $2
        and code = given ->> 'unit_code'
        and upper_inf(valid)
        ",
        import_id as ImportId,
        reach.world_id as WorldId,
        reach.place_id as PlaceId,
    )
    .execute(&mut *db)
    .await?;
    unit_seats(db, import_id).await?;
    unit_kinds(db, import_id).await?;
    unit_names(db, import_id, reach).await
}

/// A committee names the unit that is there, however that is called: its name stays.
async fn unit_seats(db: &mut PgConnection, import_id: ImportId) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update import_line
        set given = given || jsonb_build_object('unit_name', name)
        from place
        where import_id = $1
        and place_id = target_id
        and given ? 'unit_seated'
        and unit_key(name, kind) = unit_key(given ->> 'unit_name', given ->> 'unit_kind')
        ",
        import_id as ImportId,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The kind of a unit stays where it says more than a word: a village lies within a community, has
/// villages within it, or elects already.
async fn unit_kinds(db: &mut PgConnection, import_id: ImportId) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update import_line
        set found = found || jsonb_build_array(jsonb_build_object(
            'column', 'unit_kind', 'key', 'import-found-kind-held', 'value', ''
        ))
        from place
        where import_id = $1
        and place.place_id = target_id
        and kind <> given ->> 'unit_kind'
        and (
            within_id is not null
            or exists (select from place as part where part.within_id = place.place_id)
            or exists (select from election where election.place_id = place.place_id)
        )
        ",
        import_id as ImportId,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// No two units of a town are called the same: neither two of the file, nor one of it like another that
/// is there and is not called otherwise by the file. What is called so already stays.
async fn unit_names(db: &mut PgConnection, import_id: ImportId, reach: &Reach) -> sqlx::Result<()> {
    sqlx::query!(
        "
        with named as (
            select line, target_id, key, first_value(line) over (partition by key order by line) as first,
                exists (
                    select
                    from place
                    where place_id = target_id
                    and name_key(name) = name_key(given ->> 'unit_name')
                ) as stays
            from import_line
            cross join lateral unit_key(given ->> 'unit_name', given ->> 'unit_kind') as key
            where import_id = $1
            and given ? 'unit_name'
            and bar = 0
            and found = '[]'
        ), known as (
            select named.line, min(code) as code
            from named
            join place on place.parent_id = $2
                and unit_key(place.name, place.kind) = named.key
                and place.place_id is distinct from named.target_id
            join place_code on place_code.place_id = place.place_id and upper_inf(valid)
            where not exists (
                select
                from named as other
                where other.target_id = place.place_id
                and other.key <> unit_key(place.name, place.kind)
            )
            group by named.line
        )
        update import_line
        set found = found || jsonb_build_array(jsonb_build_object(
            'column', 'unit_name',
            'key', case when known.code is null then 'import-found-twice' else 'import-found-name-taken' end,
            'value', coalesce(known.code, named.first::text)
        ))
        from named
        left join known using (line)
        where import_line.import_id = $1
        and import_line.line = named.line
        and not stays
        and (named.first < named.line or known.code is not null)
        ",
        import_id as ImportId,
        reach.place_id as PlaceId,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Households and people of a unit are told once of a day. A line that is wrong tells nothing of it.
///
/// # Errors
/// Those of the database.
pub async fn households(db: &mut PgConnection, import_id: ImportId) -> sqlx::Result<()> {
    sqlx::query!(
        "
        with placed as (
            select line,
                first_value(line) over (
                    partition by given ->> 'place', given ->> 'counted_on', bar order by line
                ) as first
            from import_line
            where import_id = $1
            and given ? 'place'
        )
        update import_line
        set target_id = (given ->> 'place')::bigint,
            found = case
                when placed.first < placed.line then jsonb_build_array(jsonb_build_object(
                    'column', '', 'key', 'import-found-twice', 'value', first::text
                ))
                else '[]'
            end
        from placed
        where import_line.import_id = $1
        and import_line.line = placed.line
        ",
        import_id as ImportId,
    )
    .execute(db)
    .await?;
    Ok(())
}
