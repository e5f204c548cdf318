//! Whom a line is about, and whether two lines are about one person.
//!
//! Whoever has the identity number is meant, else whoever of the same place has name, sex and day of
//! birth, where neither record denies it by a number. A line that is a merged record's, as old lists say
//! it, is about the one that was kept; that one's name, sex and day of birth stay. Others who may be the
//! same person become cases when the line is taken.

use sqlx::PgConnection;

use super::Reach;
use crate::{
    imports::kinds::Kind,
    shell::ids::{ImportId, PlaceId, WorldId},
};

/// Finds the persons of all lines.
pub(super) async fn look(
    db: &mut PgConnection,
    import_id: ImportId,
    kind: Kind,
    reach: &Reach,
) -> sqlx::Result<()> {
    if !kind.repeats() {
        number_twice(db, import_id).await?;
    }
    by_number(db, import_id, reach).await?;
    denied(db, import_id, reach).await?;
    let records = matches!(kind, Kind::Members | Kind::Officers);
    by_name(db, import_id, reach, records).await?;
    if !kind.repeats() {
        same_twice(db, import_id).await?;
    }
    Ok(())
}

async fn number_twice(db: &mut PgConnection, import_id: ImportId) -> sqlx::Result<()> {
    sqlx::query!(
        "
        with numbered as (
            select line, first_value(line) over (partition by idno_digest order by line) as first
            from import_line
            where import_id = $1
            and idno_digest is not null
        )
        update import_line
        set found = found || jsonb_build_array(jsonb_build_object(
            'column', 'idno', 'key', 'import-found-number-twice', 'value', first::text
        ))
        from numbered
        where import_line.import_id = $1
        and import_line.line = numbered.line
        and numbered.first < numbered.line
        ",
        import_id as ImportId,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Whoever has the number is meant, and must be called so, or have been before a merger, and be in reach, or
/// be known here by a record. A line is not about who is out of reach: what else there is of that one follows
/// from it, and is not told.
async fn by_number(db: &mut PgConnection, import_id: ImportId, reach: &Reach) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update import_line
        set target_id = case
                when person.place_id <> all ($3) and not by_record(import_line, person.person_id)
                then null
                else person.person_id
            end,
            beyond = coalesce(person.place_id <> all ($3), false),
            found = found || case
                when person.place_id <> all ($3) and not by_record(import_line, person.person_id)
                then jsonb_build_array(jsonb_build_object(
                    'column', 'idno', 'key', 'import-found-number-elsewhere', 'value', '',
                    'person', person.person_id
                ))
                when name_key(person.name) <> name_key(given ->> 'name') and not exists (
                    select
                    from person as merged
                    where merged.merged_into = person.person_id
                    and name_key(merged.name) = name_key(given ->> 'name')
                )
                then jsonb_build_array(jsonb_build_object(
                    'column', 'idno', 'key', 'import-found-other-name', 'value', person.name
                ))
                else '[]'
            end
        from person
        where import_id = $1
        and import_line.idno_digest is not null
        and person.world_id = $2
        and person.idno_digest = import_line.idno_digest
        and person.merged_into is null
        ",
        import_id as ImportId,
        reach.world_id as WorldId,
        &reach.places as &[PlaceId],
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A number that was refused for saying another sex or birth than its line, and is somebody's: taken without
/// it the line would make a second person of that one.
async fn denied(db: &mut PgConnection, import_id: ImportId, reach: &Reach) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update import_line
        set found = found || jsonb_build_array(jsonb_build_object(
            'column', 'idno', 'key', 'import-found-number-registered', 'value', '',
            'person', person.person_id
        ))
        from person
        where import_id = $1
        and denied_digest is not null
        and person.world_id = $2
        and person.idno_digest = denied_digest
        and person.merged_into is null
        ",
        import_id as ImportId,
        reach.world_id as WorldId,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Whoever of the same place has name, sex and day of birth, or had them before a merger, where neither
/// record denies it by a number. With `records`, else who is a member of that organisation or of one of that
/// place, or holds or held a post there: members and officers often live in another unit. Who differs in the
/// sex alone is told: somebody is to look. Of several who are there the one of the group is meant; else a line without a number says not which.
#[expect(clippy::too_many_lines, reason = "one statement")]
async fn by_name(
    db: &mut PgConnection,
    import_id: ImportId,
    reach: &Reach,
    records: bool,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        with asked as materialized (
            select line, given, idno_digest, name_key(given ->> 'name') collate "C" as key,
                (given ->> 'birth')::date as birth_on, given ->> 'sex' as sex,
                (given ->> 'place')::bigint as place_id
            from import_line
            where import_id = $1
            and target_id is null
            and bar < 2
        ), same as (
            select line, kept.person_id, kept.place_id <> all ($3) as beyond,
                known.place_id = asked.place_id and known.sex = asked.sex as here,
                known.place_id = asked.place_id and known.sex = asked.sex
                    and kept.group_no = (given ->> 'group')::int as in_group,
                known.sex <> asked.sex and (known.place_id = any ($3) or $4 and exists (
                    select from membership
                    where (person_id, organisation_id)
                        = (kept.person_id, (given ->> 'organisation')::bigint)
                    and until_on is null
                ) or $4 and exists (
                    select from office
                    where (person_id, place_id) = (kept.person_id, asked.place_id)
                )) as other_sex,
                $4 and known.sex = asked.sex and (exists (
                    select from membership
                    join organisation using (organisation_id)
                    where person_id = kept.person_id
                    and until_on is null
                    and (
                        organisation_id = (given ->> 'organisation')::bigint
                        or organisation.place_id = asked.place_id
                    )
                ) or exists (
                    select from office
                    where (person_id, place_id) = (kept.person_id, asked.place_id)
                )) as recorded
            from asked
            -- one line after the other by the index, also while the database knows nothing of its tables
            cross join lateral (
                (
                    select person_id as kept_id, world_id, sex, place_id
                    from person
                    where name_key(name) collate "C" = asked.key
                    and birth_on = asked.birth_on
                    and merged_into is null
                    offset 0
                )
                union all
                (
                    select merged_into, world_id, sex, place_id
                    from person
                    where name_key(name) collate "C" = asked.key
                    and birth_on = asked.birth_on
                    and merged_into is not null
                    offset 0
                )
            ) as known
            cross join lateral (
                select person_id, place_id, group_no, idno_digest
                from person
                where person_id = known.kept_id
                offset 0
            ) as kept
            where known.world_id = $2
            and (kept.idno_digest is null or asked.idno_digest is null)
        ), counted as (
            select line, min(person_id) filter (where here) as here,
                count(distinct person_id) filter (where here) as those_here,
                min(person_id) filter (where in_group) as in_group,
                count(distinct person_id) filter (where in_group) as those_in_group,
                min(person_id) filter (where recorded) as recorded,
                count(distinct person_id) filter (where recorded) as those_recorded,
                bool_or(beyond) filter (where here) as here_beyond,
                bool_or(beyond) filter (where recorded) as recorded_beyond,
                bool_or(beyond) filter (where in_group) as group_beyond,
                bool_or(other_sex) as other_sex
            from same
            group by line
        ), chosen as (
            select *,
                case
                    when those_here = 1 then here
                    when those_recorded = 1 then recorded
                    when those_in_group = 1 then in_group
                end as person_id,
                coalesce(case
                    when those_here = 1 then here_beyond
                    when those_recorded = 1 then recorded_beyond
                    when those_in_group = 1 then group_beyond
                end, false) as beyond
            from counted
        ), one as (
            select line, person_id, beyond, those_here, other_sex and person_id is null as other_sex,
                -- but for a record here only a merger leads out of reach
                case
                    when beyond and not coalesce(those_recorded = 1 and recorded = person_id, false)
                    then 'import-found-merged-elsewhere'
                    when those_here > 1 and person_id is null then 'import-found-several'
                end as key
            from chosen
        )
        update import_line
        set target_id = one.person_id, beyond = one.beyond,
            found = found || case
                when key is null then '[]'
                else jsonb_build_array(jsonb_build_object(
                    'column', '', 'key', key, 'value', those_here::text,
                    'person', case when one.beyond then one.person_id end
                ))
            end,
            noted = case
                when other_sex then jsonb_build_array(jsonb_build_object(
                    'column', 'sex', 'key', 'import-warn-other-sex', 'value', ''
                ))
            end
        from one
        where import_line.import_id = $1
        and import_line.line = one.line
        and (
            person_id is not null
            or key is not null and idno_digest is null
            or other_sex
        )
        "#,
        import_id as ImportId,
        reach.world_id as WorldId,
        &reach.places as &[PlaceId],
        records,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Two lines of one person: by whom they are about, else by name, sex, day of birth and place where
/// not both have a number, or are about somebody else each.
async fn same_twice(db: &mut PgConnection, import_id: ImportId) -> sqlx::Result<()> {
    sqlx::query!(
        "
        with named as (
            select line, idno_digest, target_id,
                first_value(line) over same as first,
                first_value(idno_digest) over same as first_digest,
                first_value(target_id) over same as first_target,
                first_value(line) over target as first_of_target
            from import_line
            where import_id = $1
            and bar < 2
            and found = '[]'
            window same as (
                partition by name_key(given ->> 'name'), given ->> 'sex', given ->> 'birth',
                    given ->> 'place'
                order by line
            ),
            target as (partition by target_id order by line)
        )
        update import_line
        set found = found || jsonb_build_array(jsonb_build_object(
            'column', '', 'key', 'import-found-same-person', 'value',
            case when named.target_id is null then first else least(first, first_of_target) end::text
        ))
        from named
        where import_line.import_id = $1
        and import_line.line = named.line
        and (
            named.first < named.line and (named.idno_digest is null or named.first_digest is null)
                and coalesce(named.target_id = named.first_target, true)
            or named.target_id is not null and named.first_of_target < named.line
        )
        ",
        import_id as ImportId,
    )
    .execute(db)
    .await?;
    Ok(())
}
