//! Bringing in: what stands in the lines becomes records, many lines a statement.
//!
//! `supply` says whether lines are taken whose identity number alone is wrong. Empty cells change
//! nothing of what is there.

mod persons;
mod posts;

use chrono::NaiveDate;
use sqlx::PgConnection;

pub use persons::{add_persons, change_persons, dead, reach_persons};
pub use posts::{add_members, add_offices, add_voters, change_states, say_politics};

use crate::shell::ids::{ImportId, PersonId, PlaceId, WorldId};

/// Lines that are taken with one statement, by their numbers, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slice {
    /// The first.
    pub first: i64,
    /// The last.
    pub last: i64,
}

/// A line that something came of, and the person it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Did {
    /// The line.
    pub line: i64,
    /// Who was added or changed, or got something.
    pub person_id: PersonId,
}

/// Divides the lines into slices of so many.
///
/// # Errors
/// Those of the database.
pub async fn slices(
    db: &mut PgConnection,
    import_id: ImportId,
    size: i64,
) -> sqlx::Result<Vec<Slice>> {
    sqlx::query_as!(
        Slice,
        r#"
        select min(line) as "first!", max(line) as "last!"
        from (
            select line, (row_number() over (order by line) - 1) / $2 as slice
            from import_line
            where import_id = $1
        ) as numbered
        group by slice
        order by slice
        "#,
        import_id as ImportId,
        size,
    )
    .fetch_all(db)
    .await
}

/// Keeps the places that lines name from getting posts, or being changed, by anybody else until the act ends.
/// Always in the same order; who only refers to a place, as a list of persons does, need not wait.
///
/// # Errors
/// Those of the database.
pub async fn lock_places(db: &mut PgConnection, import_id: ImportId) -> sqlx::Result<()> {
    sqlx::query!(
        "
        select 1 as locked
        from place
        where place_id in (
            select (given ->> 'place')::bigint
            from import_line
            where import_id = $1
        )
        order by place_id
        for no key update
        ",
        import_id as ImportId,
    )
    .fetch_all(db)
    .await?;
    Ok(())
}

/// Keeps the organisations that lines name from being dissolved by anybody else until the act ends.
///
/// # Errors
/// Those of the database.
pub async fn lock_organisations(db: &mut PgConnection, import_id: ImportId) -> sqlx::Result<()> {
    sqlx::query!(
        "
        select 1 as locked
        from organisation
        where organisation_id in (
            select (given ->> 'organisation')::bigint
            from import_line
            where import_id = $1
        )
        order by organisation_id
        for share
        ",
        import_id as ImportId,
    )
    .fetch_all(db)
    .await?;
    Ok(())
}

/// The lines of a slice that are taken and of which it was told what they change.
///
/// # Errors
/// Those of the database.
pub async fn changing(
    db: &mut PgConnection,
    import_id: ImportId,
    slice: Slice,
) -> sqlx::Result<Vec<i64>> {
    sqlx::query_scalar!(
        "
        select line
        from import_line
        where import_id = $1
        and line between $2 and $3
        and target_id is not null
        and alters(import_line) <> '[]'
        ",
        import_id as ImportId,
        slice.first,
        slice.last,
    )
    .fetch_all(db)
    .await
}

/// Lines that are not taken are about nobody any more; those that are taken and are about nobody yet
/// get a new key each, lines of one person the same.
///
/// Without joining the lines to themselves: of lines that were just brought in the database has no
/// statistics, and would compare each with each.
///
/// # Errors
/// Those of the database.
pub async fn number(
    db: &mut PgConnection,
    import_id: ImportId,
    supply: bool,
    sequence: &str,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update import_line
        set target_id = null
        where import_id = $1
        and target_id is not null
        and not (found = '[]' and (bar = 0 or bar = 1 and $2))
        ",
        import_id as ImportId,
        supply,
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "
        with lines as (
            select line, nextval($3::text::regclass) as target_id,
                coalesce(
                    encode(idno_digest, 'hex'),
                    concat_ws(' ', name_key(given ->> 'name'), given ->> 'sex', given ->> 'birth',
                        given ->> 'place', given ->> 'unit_code')
                ) as same
            from import_line
            where import_id = $1
            and target_id is null
            and found = '[]'
            and (bar = 0 or bar = 1 and $2)
        ), numbered as (
            select line, first_value(target_id) over who as target_id,
                first_value(line) over who = line as fresh
            from lines
            window who as (partition by same order by line)
        )
        update import_line
        set target_id = numbered.target_id, fresh = numbered.fresh
        from numbered
        where import_line.import_id = $1
        and import_line.line = numbered.line
        ",
        import_id as ImportId,
        supply,
        sequence,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Adds units with their codes, and gives those that are there their names; gives how many of each.
///
/// # Errors
/// Those of the database; a code was given to another meanwhile (`place_code_once`).
pub async fn add_units(
    db: &mut PgConnection,
    import_id: ImportId,
    (world_id, town_id): (WorldId, PlaceId),
    from_on: NaiveDate,
) -> sqlx::Result<(u64, u64)> {
    let changed = sqlx::query!(
        "
        update place
        set name = given ->> 'unit_name', kind = given ->> 'unit_kind'
        from import_line
        where import_id = $1
        and place_id = target_id
        and not fresh
        and (name, kind) is distinct from (given ->> 'unit_name', given ->> 'unit_kind')
        ",
        import_id as ImportId,
    )
    .execute(&mut *db)
    .await?;
    let added = sqlx::query!(
        "
        insert into place (place_id, world_id, parent_id, level, kind, name)
        overriding system value
        select target_id, $2, $3, 'unit', given ->> 'unit_kind', given ->> 'unit_name'
        from import_line
        where import_id = $1
        and fresh
        order by line
        ",
        import_id as ImportId,
        world_id as WorldId,
        town_id as PlaceId,
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "
        insert into place_code (world_id, place_id, code, valid)
        select $2, target_id, given ->> 'unit_code', daterange($3, null)
        from import_line
        where import_id = $1
        and fresh
        order by line
        ",
        import_id as ImportId,
        world_id as WorldId,
        from_on,
    )
    .execute(db)
    .await?;
    Ok((added.rows_affected(), changed.rows_affected()))
}

/// Adds what was counted of units; of what was counted of the same unit on the same day that counts which was
/// entered last, as was told beforehand. Gives how many are of a new day, and how many of one that was there.
///
/// # Errors
/// Those of the database.
pub async fn add_figures(
    db: &mut PgConnection,
    import_id: ImportId,
    world_id: WorldId,
    source: &str,
) -> sqlx::Result<(u64, u64)> {
    let rows = sqlx::query_scalar!(
        r#"
        with said as materialized (
            select line, target_id, (given ->> 'counted_on')::date as counted_on,
                (given ->> 'households')::int as households, (given ->> 'people')::int as people,
                coalesce(given ->> 'source', former.source, $3) as source,
                former.source is not null as replaces
            from import_line
            left join lateral (
                select households, people, source
                from place_figure
                where place_figure.place_id = target_id
                and place_figure.counted_on = (given ->> 'counted_on')::date
                order by place_figure_id desc
                limit 1
            ) as former on true
            where import_id = $1
            and target_id is not null
            and (former.households, former.people, former.source) is distinct from (
                (given ->> 'households')::int, (given ->> 'people')::int,
                coalesce(given ->> 'source', former.source, $3)
            )
        ), added as (
            insert into place_figure (world_id, place_id, counted_on, households, people, source)
            select $2, target_id, counted_on, households, people, source
            from said
            order by line
        )
        select replaces as "replaces!"
        from said
        "#,
        import_id as ImportId,
        world_id as WorldId,
        source,
    )
    .fetch_all(db)
    .await?;
    let changed = rows.iter().filter(|replaces| **replaces).count();
    let count = |lines: usize| u64::try_from(lines).unwrap_or(u64::MAX);
    Ok((count(rows.len() - changed), count(changed)))
}
