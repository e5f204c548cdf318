//! Lines of persons: who is new, who was there, how they are reached.

use std::collections::HashMap;

use sqlx::PgConnection;

use super::{Did, Slice};
use crate::shell::ids::{ImportId, PersonId, RollId, WorldId};

/// Adds the persons of a slice who are new, with the roll that brings them in, if one does; gives each
/// with the line that made it.
///
/// # Errors
/// Those of the database; somebody got one of the identity numbers meanwhile (`person_idno_once`).
pub async fn add_persons(
    db: &mut PgConnection,
    import_id: ImportId,
    (world_id, roll_id): (WorldId, Option<RollId>),
    slice: Slice,
) -> sqlx::Result<Vec<Did>> {
    sqlx::query_as!(
        Did,
        r#"
        with said as materialized (
            select *
            from import_line
            where import_id = $1
            and line between $3 and $4
            and fresh
        ), added as (
            insert into person (
                person_id, world_id, place_id, name, sex, birth_on, group_no, nationality, education,
                politics, reserve_since, reserve_until, official_since, official_until, idno_cipher,
                idno_digest, brought_by
            )
            overriding system value
            select target_id, $2, (given ->> 'place')::bigint, given ->> 'name', given ->> 'sex',
                (given ->> 'birth')::date, (given ->> 'group')::int, given ->> 'nationality',
                given ->> 'education', given ->> 'politics', (given ->> 'reserve_since')::date,
                (given ->> 'reserve_until')::date, (given ->> 'official_since')::date,
                (given ->> 'official_until')::date, idno_cipher, idno_digest, $5
            from said
        )
        select line, target_id as "person_id!: PersonId"
        from said
        "#,
        import_id as ImportId,
        world_id as WorldId,
        slice.first,
        slice.last,
        roll_id as Option<RollId>,
    )
    .fetch_all(db)
    .await
}

/// Changes what is said of those who were there; gives whom, and by which line. Whom a roll has brought
/// in and another list names is no longer that roll's alone.
///
/// # Errors
/// Those of the database; somebody got one of the identity numbers meanwhile (`person_idno_once`).
#[expect(clippy::too_many_lines, reason = "one statement")]
pub async fn change_persons(
    db: &mut PgConnection,
    import_id: ImportId,
    roll_id: Option<RollId>,
    slice: Slice,
) -> sqlx::Result<Vec<Did>> {
    let rows = sqlx::query!(
        r#"
        update person
        set place_id = said.place_id, group_no = said.group_no, nationality = said.nationality,
            education = said.education, politics = said.politics, reserve_since = said.reserve_since,
            reserve_until = said.reserve_until, official_since = said.official_since,
            official_until = said.official_until, idno_cipher = said.idno_cipher,
            idno_digest = said.idno_digest, brought_by = said.brought_by
        from (
            select target_id, line, coalesce(own.idno_cipher, given_cipher) as idno_cipher,
                nullif(own.brought_by, nullif(own.brought_by, $4)) as brought_by, new.*,
                -- that no roll alone names a person any more is no change that anybody is told
                (
                    own.place_id, own.group_no, own.nationality, own.education, own.politics,
                    own.reserve_since, own.reserve_until, own.official_since, own.official_until,
                    own.idno_digest
                ) is distinct from (
                    new.place_id, new.group_no, new.nationality, new.education, new.politics,
                    new.reserve_since, new.reserve_until, new.official_since, new.official_until,
                    new.idno_digest
                ) as differs
            from (
                -- of several lines of a person the last one that says something counts
                select target_id,
                    coalesce(
                        max(line) filter (
                            where given ?| array[
                                'moved', 'group', 'nationality', 'education', 'politics', 'reserve_since',
                                'reserve_until', 'official_since', 'official_until'
                            ]
                        ),
                        max(line)
                    ) as line,
                    (array_agg((given ->> 'moved')::bigint order by line desc)
                        filter (where given ? 'moved'))[1] as moved,
                    (array_agg((given ->> 'place')::bigint order by line desc))[1] as place,
                    (array_agg((given ->> 'group')::int order by line desc)
                        filter (where given ? 'group'))[1] as given_group,
                    (array_agg(given ->> 'nationality' order by line desc)
                        filter (where given ? 'nationality'))[1] as given_nationality,
                    (array_agg(given ->> 'education' order by line desc)
                        filter (where given ? 'education'))[1] as given_education,
                    (array_agg(given ->> 'politics' order by line desc)
                        filter (where given ? 'politics'))[1] as given_politics,
                    max((given ->> 'reserve_since')::date) as given_reserve_since,
                    max((given ->> 'reserve_until')::date) as given_reserve_until,
                    max((given ->> 'official_since')::date) as given_official_since,
                    max((given ->> 'official_until')::date) as given_official_until,
                    (array_agg(import_line.idno_cipher order by line desc)
                        filter (where import_line.idno_cipher is not null))[1] as given_cipher,
                    (array_agg(import_line.idno_digest order by line desc)
                        filter (where import_line.idno_digest is not null))[1] as given_digest
                from import_line
                where import_id = $1
                and line between $2 and $3
                and target_id is not null
                and not fresh
                and not beyond
                group by target_id
            ) as given
            join person as own on own.person_id = target_id
            cross join lateral (
                select coalesce(moved, own.place_id, place) as place_id,
                    coalesce(given_group, own.group_no) as group_no,
                    coalesce(given_nationality, own.nationality) as nationality,
                    coalesce(given_education, own.education) as education,
                    coalesce(given_politics, own.politics) as politics,
                    coalesce(given_reserve_since, own.reserve_since) as reserve_since,
                    -- another period than what is there replaces it
                    coalesce(
                        given_reserve_until,
                        case when coalesce(given_reserve_since = own.reserve_since, given_reserve_since is null)
                            then own.reserve_until end
                    ) as reserve_until,
                    coalesce(given_official_since, own.official_since) as official_since,
                    coalesce(
                        given_official_until,
                        case when coalesce(given_official_since = own.official_since, given_official_since is null)
                            then own.official_until end
                    ) as official_until,
                    coalesce(own.idno_digest, given_digest) as idno_digest
            ) as new
        ) as said
        where person.person_id = said.target_id
        and (
            person.place_id, person.group_no, person.nationality, person.education, person.politics,
            person.reserve_since, person.reserve_until, person.official_since, person.official_until,
            person.idno_digest, person.brought_by
        ) is distinct from (
            said.place_id, said.group_no, said.nationality, said.education, said.politics,
            said.reserve_since, said.reserve_until, said.official_since, said.official_until,
            said.idno_digest, said.brought_by
        )
        returning case when said.differs then said.line end as line,
            person.person_id as "person_id: PersonId"
        "#,
        import_id as ImportId,
        slice.first,
        slice.last,
        roll_id as Option<RollId>,
    )
    .fetch_all(db)
    .await?;
    let told =
        rows.into_iter().filter_map(|row| Some(Did { line: row.line?, person_id: row.person_id }));
    Ok(told.collect())
}

/// Adds the telephones of a slice that are not there, and says who is away; gives of whom either is new,
/// and by which line.
///
/// # Errors
/// Those of the database.
pub async fn reach_persons(
    db: &mut PgConnection,
    import_id: ImportId,
    slice: Slice,
) -> sqlx::Result<Vec<Did>> {
    let mut reached = phones(db, import_id, slice).await?;
    reached.extend(whereabouts(db, import_id, slice).await?);
    Ok(reached)
}

#[expect(clippy::too_many_lines, reason = "two statements")]
async fn phones(
    db: &mut PgConnection,
    import_id: ImportId,
    slice: Slice,
) -> sqlx::Result<Vec<Did>> {
    let added = sqlx::query!(
        r#"
        insert into phone (person_id, number_cipher, number_digest)
        select target_id, cipher, digest
        from (
            select line, target_id, phone_cipher as cipher, phone_digest as digest, 0::bigint as place
            from import_line
            where import_id = $1
            and line between $2 and $3
            and target_id is not null
            and not beyond
            and phone_digest is not null
            union all
            select line, target_id, decode(more ->> 'cipher', 'hex'), decode(more ->> 'digest', 'hex'),
                place
            from import_line
            cross join jsonb_array_elements(more_phones) with ordinality as more_phone (more, place)
            where import_id = $1
            and line between $2 and $3
            and target_id is not null
            and not beyond
        ) as given_phone
        order by line, place
        on conflict on constraint phone_once do nothing
        returning person_id as "person_id: PersonId", number_digest
        "#,
        import_id as ImportId,
        slice.first,
        slice.last,
    )
    .fetch_all(&mut *db)
    .await?;
    if added.is_empty() {
        return Ok(Vec::new());
    }
    let said = sqlx::query!(
        r#"
        select line as "line!", target_id as "person_id!: PersonId", digest as "digest!"
        from (
            select line, target_id, phone_digest as digest
            from import_line
            where import_id = $1
            and line between $2 and $3
            and target_id is not null
            and not beyond
            and phone_digest is not null
            union all
            select line, target_id, decode(more ->> 'digest', 'hex')
            from import_line
            cross join jsonb_array_elements(more_phones) as more
            where import_id = $1
            and line between $2 and $3
            and target_id is not null
            and not beyond
        ) as given_phone
        order by line desc
        "#,
        import_id as ImportId,
        slice.first,
        slice.last,
    )
    .fetch_all(db)
    .await?;
    // of several lines that say the same the first one did it
    let lines: HashMap<_, _> =
        said.into_iter().map(|row| ((row.person_id, row.digest), row.line)).collect();
    let did = added.into_iter().filter_map(|row| {
        let line = *lines.get(&(row.person_id, row.number_digest))?;
        Some(Did { line, person_id: row.person_id })
    });
    Ok(did.collect())
}

/// No list in which a person stands on several lines says who is away.
async fn whereabouts(
    db: &mut PgConnection,
    import_id: ImportId,
    slice: Slice,
) -> sqlx::Result<Vec<Did>> {
    let said = sqlx::query_scalar!(
        r#"
        insert into whereabouts (person_id, away, where_now)
        select distinct on (target_id) target_id, given ->> 'away',
            case when given ->> 'away' <> 'here' then given ->> 'where_now' end
        from import_line
        where import_id = $1
        and line between $2 and $3
        and target_id is not null
        and given ? 'away'
        order by target_id, line desc
        on conflict (person_id) do update
        set away = excluded.away,
            -- whoever is back is nowhere else, since no day
            where_now = case when excluded.away <> 'here'
                then coalesce(excluded.where_now, whereabouts.where_now) end,
            since = case when excluded.away <> 'here' then whereabouts.since end
        where whereabouts.away is distinct from excluded.away
        or (excluded.away = 'here' and num_nonnulls(whereabouts.where_now, whereabouts.since) > 0)
        or (excluded.away <> 'here' and excluded.where_now <> whereabouts.where_now)
        or (excluded.where_now is not null and whereabouts.where_now is null)
        returning person_id
        "#,
        import_id as ImportId,
        slice.first,
        slice.last,
    )
    .fetch_all(&mut *db)
    .await?;
    if said.is_empty() {
        return Ok(Vec::new());
    }
    sqlx::query_as!(
        Did,
        r#"
        select line, target_id as "person_id!: PersonId"
        from import_line
        where import_id = $1
        and line between $2 and $3
        and target_id = any ($4)
        "#,
        import_id as ImportId,
        slice.first,
        slice.last,
        &said as &[PersonId],
    )
    .fetch_all(db)
    .await
}

/// Whom the lines of a slice are about of those who died: by what stood before, or by what the lines say.
///
/// # Errors
/// Those of the database.
pub async fn dead(
    db: &mut PgConnection,
    import_id: ImportId,
    slice: Slice,
) -> sqlx::Result<Vec<PersonId>> {
    sqlx::query_scalar!(
        r#"
        select distinct target_id as "person_id!: PersonId"
        from import_line
        cross join lateral (
            select died_on
            from person
            where person_id = target_id
            offset 0
        ) as person
        where import_id = $1
        and line between $2 and $3
        and target_id is not null
        and (died_on is not null or given ->> 'ended' = 'died')
        "#,
        import_id as ImportId,
        slice.first,
        slice.last,
    )
    .fetch_all(db)
    .await
}
