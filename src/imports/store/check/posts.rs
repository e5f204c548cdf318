//! Posts beside each other and beside what is there: one that has ended does not come back, and a
//! committee has one director at a time.

use sqlx::PgConnection;

use crate::shell::ids::ImportId;

/// Looks at the posts of a file.
///
/// # Errors
/// Those of the database.
pub async fn look(db: &mut PgConnection, import_id: ImportId) -> sqlx::Result<()> {
    ended(db, import_id).await?;
    directors(db, import_id).await
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

/// A second director of a committee: of the file the first line holds, and whoever is there unless the
/// file ends that post.
async fn directors(db: &mut PgConnection, import_id: ImportId) -> sqlx::Result<()> {
    sqlx::query!(
        "
        with said as (
            select line, target_id, idno_digest, name_key(given ->> 'name') as key,
                given ->> 'birth' as birth, given ->> 'name' as name,
                (given ->> 'place')::bigint as place_id, given ->> 'body' as body,
                given ? 'until_on' as ended
            from import_line
            where import_id = $1
            and bar < 2
            and found = '[]'
            and given ->> 'post' = 'director'
        ), held as (
            select *, first_value(key || birth) over body as first_key,
                first_value(name) over body as first_name
            from said
            where not ended
            window body as (partition by place_id, body order by line)
        ), second as (
            select held.line, coalesce(min(person.name), min(held.first_name)) as name
            from held
            left join office on office.place_id = held.place_id
                and office.body = held.body
                and office.post = 'director'
                and office.until_on is null
                and office.person_id is distinct from held.target_id
                and not exists (
                    select
                    from said as ending
                    where ending.ended
                    and ending.target_id = office.person_id
                    and ending.place_id = office.place_id
                    and ending.body = office.body
                )
            left join person on person.person_id = office.person_id
            where office.office_id is not null
            or held.first_key <> held.key || held.birth
            group by held.line
        )
        update import_line
        set found = found || jsonb_build_array(jsonb_build_object(
            'column', 'post', 'key', 'import-found-director', 'value', second.name
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
