//! Voters beside the rolls that are there: one person stands on one roll of a cycle, once.

use sqlx::PgConnection;

use crate::shell::ids::{CycleId, ElectionId, ImportId};

/// Looks at the voters of a file.
///
/// # Errors
/// Those of the database.
pub async fn look(
    db: &mut PgConnection,
    import_id: ImportId,
    election_id: ElectionId,
    cycle_id: CycleId,
) -> sqlx::Result<()> {
    on_rolls(db, import_id, election_id, cycle_id).await?;
    as_registered(db, import_id, election_id).await?;
    undecided(db, import_id, election_id, cycle_id).await
}

/// Whoever stands on another roll of the cycle, or otherwise on this one: who stands there as the line
/// says is nothing wrong, and stays.
async fn on_rolls(
    db: &mut PgConnection,
    import_id: ImportId,
    election_id: ElectionId,
    cycle_id: CycleId,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update import_line
        set found = found || jsonb_build_array(jsonb_build_object(
            'column', case
                when roll.election_id <> $2 then ''
                when roll_entry.group_no is distinct from (given ->> 'group')::int then 'group'
                when roll_entry.category <> given ->> 'category' then 'category'
                else ''
            end,
            'value', case when roll.election_id <> $2 then place.name else '' end,
            'key', case
                when roll.election_id = $2 then 'import-found-on-roll'
                else 'import-found-other-roll'
            end
        ))
        from roll_entry
        join roll using (roll_id)
        join election on election.election_id = roll.election_id
        join place on place.place_id = election.place_id
        where import_id = $1
        and roll_entry.cycle_id = $3
        and roll_entry.person_id = target_id
        and struck_by is null
        and (
            roll.election_id <> $2
            or roll_entry.group_no is distinct from (given ->> 'group')::int
            or roll_entry.category <> coalesce(given ->> 'category', roll_entry.category)
            or name_key(roll_entry.name) <> name_key(given ->> 'name')
            or roll_entry.sex <> given ->> 'sex'
            or roll_entry.birth_on <> (given ->> 'birth')::date
        )
        ",
        import_id as ImportId,
        election_id as ElectionId,
        cycle_id as CycleId,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A roll says of whoever comes on it what the record of the person does: a line found by a merged record
/// may say what that one said.
async fn as_registered(
    db: &mut PgConnection,
    import_id: ImportId,
    election_id: ElectionId,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update import_line
        set found = found || jsonb_build_array(case
            when name_key(person.name) <> name_key(given ->> 'name') then jsonb_build_object(
                'column', 'name', 'key', 'import-found-otherwise', 'value', person.name
            )
            when birth_on::text <> given ->> 'birth' then jsonb_build_object(
                'column', 'birth', 'key', 'import-found-otherwise', 'value', birth_on::text
            )
            else jsonb_build_object('column', 'sex', 'key', 'import-found-other-sex', 'value', '')
        end)
        from person
        where import_id = $1
        and person.person_id = target_id
        and found = '[]'
        and bar < 2
        and (
            name_key(person.name) <> name_key(given ->> 'name')
            or birth_on::text <> given ->> 'birth'
            or sex <> given ->> 'sex'
        )
        and not exists (
            select
            from roll_entry
            join roll using (roll_id)
            where roll.election_id = $2
            and roll_entry.person_id = target_id
            and struck_by is null
        )
        ",
        import_id as ImportId,
        election_id as ElectionId,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Whoever may be one person with somebody on a roll, or of an earlier line, while nobody has decided: one
/// would be two voters, and two records on rolls can become one no more.
#[expect(clippy::too_many_lines, reason = "one statement")]
async fn undecided(
    db: &mut PgConnection,
    import_id: ImportId,
    election_id: ElectionId,
    cycle_id: CycleId,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        with said as materialized (
            select line, target_id
            from import_line
            where import_id = $1
            and target_id is not null
            and bar < 2
            and found = '[]'
        ), pairs as materialized (
            select line, other_id
            from said
            -- one line after the other by the index
            cross join lateral (
                (
                    select other_id
                    from person_case
                    where one_id = target_id
                    and decision is null
                    offset 0
                )
                union all
                (
                    select one_id
                    from person_case
                    where other_id = target_id
                    and decision is null
                    offset 0
                )
            ) as suspected
            -- who stands on this roll already stays
            where not exists (
                select
                from roll_entry
                join roll using (roll_id)
                where roll.election_id = $2
                and roll_entry.person_id = target_id
                and struck_by is null
            )
        ), told as (
            select pairs.line, min(earlier.line) as first
            from pairs
            left join said as earlier on earlier.target_id = other_id and earlier.line < pairs.line
            where earlier.line is not null
            or exists (
                select
                from roll_entry
                where roll_entry.cycle_id = $3
                and roll_entry.person_id = other_id
                and struck_by is null
            )
            group by pairs.line
        )
        update import_line
        set found = found || jsonb_build_array(jsonb_build_object(
            'column', '', 'value', coalesce(first::text, ''), 'key',
            case when first is null then 'import-found-undecided' else 'import-found-undecided-line' end
        ))
        from told
        where import_line.import_id = $1
        and import_line.line = told.line
        ",
        import_id as ImportId,
        election_id as ElectionId,
        cycle_id as CycleId,
    )
    .execute(db)
    .await?;
    Ok(())
}
