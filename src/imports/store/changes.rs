//! What lines would change of what is there, old and new by column, so that whoever decides sees it: a
//! constant number of statements for a file, by keys.

use sqlx::PgConnection;

use crate::{imports::kinds::Kind, shell::ids::ImportId};

/// Looks at every line that was checked; one about something new has no changes at all. Gives a digest of
/// what is told of all lines: another one where anything else would come of them.
///
/// # Errors
/// Those of the database.
pub async fn find(db: &mut PgConnection, import_id: ImportId, kind: Kind) -> sqlx::Result<String> {
    of_kind(db, import_id, kind).await?;
    sqlx::query_scalar!(
        r#"
        select encode(sha256(convert_to(coalesce(string_agg(told, '' order by line), ''), 'UTF8')), 'hex')
            as "digest!"
        from (
            -- so that little of a line is held, however much it changes
            select line, md5(concat_ws(' ', line, bar, found <> '[]', changes)) as told
            from import_line
            where import_id = $1
        ) as lines
        "#,
        import_id as ImportId,
    )
    .fetch_one(db)
    .await
}

async fn of_kind(db: &mut PgConnection, import_id: ImportId, kind: Kind) -> sqlx::Result<()> {
    match kind {
        Kind::Units => units(db, import_id).await,
        Kind::Households => figures(db, import_id).await,
        Kind::Persons => persons(db, import_id).await,
        Kind::Members => {
            persons(db, import_id).await?;
            members(db, import_id).await
        }
        Kind::Officers => {
            persons(db, import_id).await?;
            offices(db, import_id).await
        }
        Kind::Roll => {
            persons(db, import_id).await?;
            voters(db, import_id).await
        }
    }
}

#[expect(clippy::too_many_lines, reason = "one statement")]
async fn persons(db: &mut PgConnection, import_id: ImportId) -> sqlx::Result<()> {
    sqlx::query!(
        "
        with told as (
            select line,
                jsonb_agg(
                    jsonb_build_object('column', said.name, 'old', said.old, 'new', said.new)
                    order by said.place
                ) filter (where said.old is distinct from said.new and not beyond) as changes
            from import_line
            join person as own on own.person_id = target_id
            left join place as old_place on old_place.place_id = own.place_id
            left join place as new_place on new_place.place_id = coalesce(
                (given ->> 'moved')::bigint, own.place_id, (given ->> 'place')::bigint
            )
            left join whereabouts on whereabouts.person_id = target_id
            cross join lateral (
                values
                    -- numbers are shown nowhere: only that one comes
                    (
                        1, 'idno', '',
                        case when own.idno_digest is null and import_line.idno_digest is not null
                            then '+' else '' end
                    ),
                    (2, 'unit', old_place.name, new_place.name),
                    (3, 'group', own.group_no::text, coalesce(given ->> 'group', own.group_no::text)),
                    (4, 'nationality', own.nationality, coalesce(given ->> 'nationality', own.nationality)),
                    (5, 'education', own.education, coalesce(given ->> 'education', own.education)),
                    (6, 'politics', own.politics, coalesce(given ->> 'politics', own.politics)),
                    (
                        7, 'reserve_since', own.reserve_since::text,
                        coalesce(given ->> 'reserve_since', own.reserve_since::text)
                    ),
                    -- another period than what is there replaces it
                    (
                        8, 'reserve_until', own.reserve_until::text,
                        coalesce(
                            given ->> 'reserve_until',
                            case when coalesce(
                                given ->> 'reserve_since' = own.reserve_since::text,
                                not given ? 'reserve_since'
                            ) then own.reserve_until::text end
                        )
                    ),
                    (
                        9, 'official_since', own.official_since::text,
                        coalesce(given ->> 'official_since', own.official_since::text)
                    ),
                    (
                        10, 'official_until', own.official_until::text,
                        coalesce(
                            given ->> 'official_until',
                            case when coalesce(
                                given ->> 'official_since' = own.official_since::text,
                                not given ? 'official_since'
                            ) then own.official_until::text end
                        )
                    ),
                    (11, 'away', away, coalesce(given ->> 'away', away)),
                    (
                        12, 'where_now', where_now,
                        case when given ->> 'away' = 'here' then null
                            else coalesce(given ->> 'where_now', where_now) end
                    ),
                    (
                        13, 'phone', '',
                        case when exists (
                            select
                            from (
                                select phone_digest as digest
                                where phone_digest is not null
                                union all
                                select decode(more ->> 'digest', 'hex')
                                from jsonb_array_elements(more_phones) as more
                            ) as given_phone
                            where not exists (
                                select
                                from phone
                                where phone.person_id = target_id
                                and number_digest = given_phone.digest
                            )
                        ) then '+' else '' end
                    )
            ) as said (place, name, old, new)
            where import_id = $1
            and found = '[]'
            and bar < 2
            group by line
        )
        update import_line
        set changes = coalesce(told.changes, '[]')
        from told
        where import_line.import_id = $1
        and import_line.line = told.line
        ",
        import_id as ImportId,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Who becomes a member, whose state changes, and what follows for the politics of a person.
async fn members(db: &mut PgConnection, import_id: ImportId) -> sqlx::Result<()> {
    sqlx::query!(
        "
        with told as (
            select line,
                jsonb_agg(
                    jsonb_build_object('column', said.name, 'old', said.old, 'new', said.new)
                    order by said.place
                ) filter (where said.old is distinct from said.new) as changes
            from import_line
            join person as own on own.person_id = target_id
            join organisation on organisation_id = (given ->> 'organisation')::bigint
            left join member_now on member_now.person_id = target_id
            cross join lateral (
                select coalesce(given ->> 'standing', member_now.standing, standing_of(import_line, own.politics))
                        as standing,
                    coalesce(given ->> 'presence', member_now.presence, 'here') as presence
            ) as new
            cross join lateral (
                values
                    (
                        1, 'organisation',
                        case when member_now.person_id is not null then organisation.name end,
                        organisation.name
                    ),
                    (2, 'standing', member_now.standing, new.standing),
                    (3, 'presence', member_now.presence, new.presence),
                    (
                        4, 'politics', own.politics,
                        case new.standing when 'probationary' then 'probationary' else 'party' end
                    )
            ) as said (place, name, old, new)
            where import_id = $1
            and changes is not null
            group by line
        )
        update import_line
        set changes = import_line.changes || coalesce(told.changes, '[]')
        from told
        where import_line.import_id = $1
        and import_line.line = told.line
        ",
        import_id as ImportId,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A post that comes, or what is said of one of which nobody knew it, also that it ended.
async fn offices(db: &mut PgConnection, import_id: ImportId) -> sqlx::Result<()> {
    sqlx::query!(
        "
        with told as (
            select line,
                jsonb_agg(
                    jsonb_build_object('column', said.name, 'old', said.old, 'new', said.new)
                    order by said.place
                ) filter (where said.old is distinct from said.new) as changes
            from import_line
            left join office using (office_id)
            left join organisation as own on own.organisation_id = office.organisation_id
            left join organisation as said_one on said_one.organisation_id = import_line.held_in
            cross join lateral (
                values
                    (1, 'post', office.post, given ->> 'post'),
                    (2, 'term', term_no::text, coalesce(term_no::text, given ->> 'term')),
                    (3, 'from_on', from_on::text, coalesce(from_on::text, given ->> 'from_on')),
                    (4, 'until_on', until_on::text, coalesce(until_on::text, given ->> 'until_on')),
                    (5, 'organisation', own.name, coalesce(own.name, said_one.name))
            ) as said (place, name, old, new)
            where import_id = $1
            and changes is not null
            group by line
        )
        update import_line
        set changes = import_line.changes || coalesce(told.changes, '[]')
        from told
        where import_line.import_id = $1
        and import_line.line = told.line
        ",
        import_id as ImportId,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Who comes on the roll; nothing of the person changes by that (`alters`).
async fn voters(db: &mut PgConnection, import_id: ImportId) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update import_line
        set changes = changes || jsonb_build_array(jsonb_build_object(
            'column', 'category', 'old', null, 'new', coalesce(given ->> 'category', 'a')
        ))
        from import
        where import_line.import_id = $1
        and import.import_id = $1
        and changes is not null
        and not exists (
            select
            from roll_entry
            join roll using (roll_id)
            where roll.election_id = import.election_id
            and roll_entry.person_id = target_id
            and struck_by is null
        )
        ",
        import_id as ImportId,
    )
    .execute(db)
    .await?;
    Ok(())
}

async fn units(db: &mut PgConnection, import_id: ImportId) -> sqlx::Result<()> {
    sqlx::query!(
        "
        with told as (
            select line,
                jsonb_agg(
                    jsonb_build_object('column', said.name, 'old', said.old, 'new', said.new)
                    order by said.place
                ) filter (where said.old is distinct from said.new) as changes
            from import_line
            join place on place_id = target_id
            cross join lateral (
                values
                    (1, 'unit_name', place.name, given ->> 'unit_name'),
                    (2, 'unit_kind', place.kind, given ->> 'unit_kind')
            ) as said (place, name, old, new)
            where import_id = $1
            and found = '[]'
            and bar = 0
            group by line
        )
        update import_line
        set changes = coalesce(told.changes, '[]')
        from told
        where import_line.import_id = $1
        and import_line.line = told.line
        ",
        import_id as ImportId,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// What was counted of the same place on the same day is replaced.
async fn figures(db: &mut PgConnection, import_id: ImportId) -> sqlx::Result<()> {
    sqlx::query!(
        "
        with told as (
            select line,
                jsonb_agg(
                    jsonb_build_object('column', said.name, 'old', said.old, 'new', said.new)
                    order by said.place
                ) filter (where said.old is distinct from said.new) as changes
            from import_line
            join lateral (
                select households, people, source
                from place_figure
                where place_id = target_id
                and counted_on = (given ->> 'counted_on')::date
                order by place_figure_id desc
                limit 1
            ) as former on true
            cross join lateral (
                values
                    (1, 'households', former.households::text, given ->> 'households'),
                    (2, 'people', former.people::text, given ->> 'people'),
                    (3, 'source', former.source, coalesce(given ->> 'source', former.source))
            ) as said (place, name, old, new)
            where import_id = $1
            and found = '[]'
            and bar = 0
            group by line
        )
        update import_line
        set changes = coalesce(told.changes, '[]')
        from told
        where import_line.import_id = $1
        and import_line.line = told.line
        ",
        import_id as ImportId,
    )
    .execute(db)
    .await?;
    Ok(())
}
