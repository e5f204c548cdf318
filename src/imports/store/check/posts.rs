//! Posts beside each other and beside what is there: that one which has ended does not come back nor one that
//! is held a second time, and that of a body one person is at the head.

mod namesakes;
mod which;

use sqlx::PgConnection;

use super::members;
use crate::shell::ids::ImportId;

/// Looks at the posts of a file.
///
/// # Errors
/// Those of the database.
pub async fn look(db: &mut PgConnection, import_id: ImportId) -> sqlx::Result<()> {
    which::held_in(db, import_id).await?;
    bodies(db, import_id).await?;
    members::dissolved(db, import_id).await?;
    which::unnamed(db, import_id).await?;
    ended(db, import_id).await?;
    members::died(db, import_id).await?;
    terms(db, import_id).await?;
    since(db, import_id).await?;
    twice(db, import_id).await?;
    heads(db, import_id).await?;
    namesakes::look(db, import_id).await?;
    members::holders(db, import_id).await?;
    which::meant(db, import_id).await
}

/// A post of something that the place has not, or of the Party by who is no member. What ended may have been
/// before a village became a community, or before somebody left.
async fn bodies(db: &mut PgConnection, import_id: ImportId) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        with told as (
            select line,
                case
                    when place.level <> 'unit' and held_in is null
                    then case when given ? 'unit_unasked' then 'import-found-no-unit-column'
                        else 'import-found-no-unit' end
                    when given ? 'until_on' or bar = 2 then null
                    when (given ->> 'body', place.kind) in (
                        ('villagers_committee', 'community'), ('residents_committee', 'village')
                    ) then 'import-found-other-committee'
                    when given ->> 'body' = 'party'
                    and coalesce(given ->> 'politics', politics) not in ('party', 'probationary')
                    and not exists (
                        select
                        from membership
                        where membership.person_id = target_id
                        and until_on is null
                    ) then 'import-found-no-member'
                end as key
            from import_line
            join place on place.place_id = (given ->> 'place')::bigint
            left join person on person.person_id = target_id
            where import_id = $1
            -- what stands there, or that it is asked for, is told by itself
            and not jsonb_path_exists(
                problems,
                '$[*] ? (
                    @.column == "unit" || @.column == "code"
                    || @.column == "organisation" && !(@.key starts with "import-warn-")
                )'
            )
        )
        update import_line
        set found = found || jsonb_build_array(jsonb_build_object(
            'column', case when key ~ 'no-unit' then 'unit' else 'post' end, 'key', key,
            'value', ''
        ))
        from told
        where import_line.import_id = $1
        and import_line.line = told.line
        and key is not null
        "#,
        import_id as ImportId,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A post that is said to be held, and has ended by what is there.
async fn ended(db: &mut PgConnection, import_id: ImportId) -> sqlx::Result<()> {
    sqlx::query!(
        "
        with ended as (
            select line, max(until_on) as until_on
            from import_line
            join office on person_id = target_id
                and place_id = (given ->> 'place')::bigint
                and body = given ->> 'body'
                and post = given ->> 'post'
                and from_on = (given ->> 'from_on')::date
                and coalesce(term_no = (given ->> 'term')::int, true)
                and coalesce(held_in(office) = import_line.held_in, true)
            where import_id = $1
            and not given ? 'until_on'
            group by line
            having count(*) filter (where until_on is null) = 0
        )
        update import_line
        set found = found || jsonb_build_array(jsonb_build_object(
            'column', 'until_on', 'key', 'import-found-post-ended', 'value', until_on::text
        ))
        from ended
        where import_line.import_id = $1
        and import_line.line = ended.line
        ",
        import_id as ImportId,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A post of two terms that began on the same day: by what is there, else by an earlier line.
async fn terms(db: &mut PgConnection, import_id: ImportId) -> sqlx::Result<()> {
    sqlx::query!(
        "
        with said as materialized (
            select line, target_id, given, held_in, (given ->> 'term')::int as term_no,
                first_value((given ->> 'term')::int) over (
                    partition by
                        whose(import_line), given ->> 'place', given ->> 'body', given ->> 'post', held_in, given ->> 'from_on'
                    order by line
                ) as first_no
            from import_line
            where import_id = $1
            and bar < 2
            and given ?& array['term', 'from_on']
        ), told as (
            select line, coalesce(there.term_no, first_no) as term_no
            from said
            cross join lateral (
                select min(term_no) as term_no, bool_or(term_no = said.term_no) as same
                from office
                where person_id = target_id
                and place_id = (given ->> 'place')::bigint
                and body = given ->> 'body'
                and post = given ->> 'post'
                and from_on = (given ->> 'from_on')::date
                and coalesce(held_in(office) = said.held_in, true)
            ) as there
            where case
                when there.term_no is null then first_no <> said.term_no
                else not there.same
            end
        )
        update import_line
        set found = found || jsonb_build_array(jsonb_build_object(
            'column', 'term', 'key', 'import-found-post-term', 'value', told.term_no::text
        ))
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

/// A post that the person holds since another day by what is there, and that no line of the file ends: it
/// would be held twice.
async fn since(db: &mut PgConnection, import_id: ImportId) -> sqlx::Result<()> {
    sqlx::query!(
        "
        with said as (
            select line, target_id, given, held_in,
                -- not by joining the lines to themselves, which compares each with each
                jsonb_agg(given) filter (where given ? 'until_on') over (
                    partition by target_id, given ->> 'place', given ->> 'body', given ->> 'post', held_in
                ) as endings
            from import_line
            where import_id = $1
            and target_id is not null
            and bar < 2
            and found = '[]'
        ), held as (
            select line, min(from_on) as from_on
            from said
            join office on person_id = target_id
                and place_id = (given ->> 'place')::bigint
                and body = given ->> 'body'
                and post = given ->> 'post'
                and until_on is null
                and coalesce(term_no = (given ->> 'term')::int, true)
                and coalesce(held_in(office) = said.held_in, true)
            where given ? 'from_on'
            and not given ? 'until_on'
            and not exists (
                select
                from jsonb_array_elements(endings) as ending
                where coalesce(term_no = (ending ->> 'term')::int, true)
                and coalesce(from_on = (ending ->> 'from_on')::date, true)
                and coalesce(from_on <= (ending ->> 'until_on')::date, true)
            )
            group by line
            -- where nobody knows the day it is filled in
            having bool_and(coalesce(from_on <> (given ->> 'from_on')::date, false))
        )
        update import_line
        set found = found || jsonb_build_array(jsonb_build_object(
            'column', 'from_on', 'key', 'import-found-post-since', 'value', held.from_on::text
        ))
        from held
        where import_line.import_id = $1
        and import_line.line = held.line
        ",
        import_id as ImportId,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A post that by an earlier line the person holds since another day: it would be held twice. Of another term
/// it is another post; a line that says no term is about one of any.
async fn twice(db: &mut PgConnection, import_id: ImportId) -> sqlx::Result<()> {
    sqlx::query!(
        "
        with said as (
            select line, given ->> 'from_on' as from_on, given ->> 'term' as term_no,
                (
                    whose(import_line), given -> 'place', given -> 'body', given -> 'post', held_in
                ) as post_key
            from import_line
            where import_id = $1
            and bar < 2
            and found = '[]'
            and given ? 'from_on'
            and not given ? 'until_on'
        ), held as (
            select line, from_on,
                case
                    when term_no is not null then coalesce(
                        nullif(first_value(from_on) over of_term, from_on),
                        (array_agg(from_on) filter (where term_no is null) over of_post)[1]
                    )
                    when count(term_no) over of_day = 0 then first_value(from_on) over of_post
                end as first_on
            from said
            window of_post as (partition by post_key order by line),
                of_term as (partition by post_key, term_no order by line),
                of_day as (partition by post_key, from_on order by line)
        )
        update import_line
        set found = found || jsonb_build_array(jsonb_build_object(
            'column', 'from_on', 'key', 'import-found-post-since', 'value', held.first_on
        ))
        from held
        where import_line.import_id = $1
        and import_line.line = held.line
        and held.from_on <> held.first_on
        ",
        import_id as ImportId,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A second director of a committee or secretary of a Party organisation: of the file the first line holds,
/// and whoever is there unless the file ends that post. Who has the name and another day of birth may be the
/// one of the line: to end the post is no advice then.
#[expect(clippy::too_many_lines, reason = "one statement")]
async fn heads(db: &mut PgConnection, import_id: ImportId) -> sqlx::Result<()> {
    sqlx::query!(
        "
        with said as (
            select line, target_id, idno_digest, name_key(given ->> 'name') as key,
                given ->> 'birth' as birth, given ->> 'name' as name, given ->> 'sex' as sex,
                (given ->> 'place')::bigint as place_id, given ->> 'body' as body,
                given ->> 'post' as post, given ? 'until_on' as ended, held_in
            from import_line
            where import_id = $1
            and bar < 2
            and found = '[]'
            and given ->> 'post' in ('director', 'secretary')
        ), held as (
            select *, first_value(key || birth) over body as first_key,
                first_value(name) over body as first_name
            from said
            where not ended
            window body as (partition by place_id, body, post, held_in order by line)
        ), second as (
            select held.line, held.post,
                concat_ws(
                    ' · ', min(organisation.name), coalesce(min(person.name), min(held.first_name))
                ) as name,
                min(person.birth_on) filter (
                    where name_key(person.name) = held.key
                    and person.sex = held.sex
                    and person.birth_on::text <> held.birth
                    and (person.idno_digest is null or held.idno_digest is null)
                ) as birth_on
            from held
            left join office on office.place_id = held.place_id
                and office.body = held.body
                and office.post = held.post
                and held_in(office) is not distinct from held.held_in
                and office.until_on is null
                and office.person_id is distinct from held.target_id
                and not exists (
                    select
                    from said as ending
                    where ending.ended
                    and ending.target_id = office.person_id
                    and ending.place_id = office.place_id
                    and ending.body = office.body
                    and ending.post = office.post
                    and ending.held_in is not distinct from held.held_in
                )
            left join person on person.person_id = office.person_id
            left join organisation on organisation.organisation_id = held.held_in
            where office.office_id is not null
            or held.first_key <> held.key || held.birth
            group by held.line, held.post
        )
        update import_line
        set found = found || jsonb_build_array(jsonb_build_object(
            'column', case when birth_on is null then 'post' else 'birth' end,
            'value', coalesce(birth_on::text, second.name),
            'key', case
                when birth_on is not null then 'import-found-other-birth'
                when second.post = 'secretary' then 'import-found-secretary'
                else 'import-found-director'
            end
        ))
        from second
        where import_line.import_id = $1
        and import_line.line = second.line
        ",
        import_id as ImportId,
    )
    .execute(db)
    .await?;
    Ok(())
}
