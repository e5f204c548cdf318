//! What persons of a list are: voters of a roll, officers, members.

use chrono::NaiveDate;
use sqlx::PgConnection;

use super::{Did, Slice};
use crate::shell::ids::{CycleId, ImportId, PersonId, RollId, WorldId};

/// Puts the persons of a slice on a roll who do not stand on it; gives the lines that did it.
///
/// # Errors
/// Those of the database.
pub async fn add_voters(
    db: &mut PgConnection,
    import_id: ImportId,
    (roll_id, cycle_id): (RollId, CycleId),
    slice: Slice,
) -> sqlx::Result<Vec<i64>> {
    sqlx::query_scalar!(
        "
        with listed as materialized (
            select *
            from import_line
            where import_id = $1
            and line between $4 and $5
            and target_id is not null
            and not exists (
                select
                from roll_entry
                where roll_entry.cycle_id = $3
                and roll_entry.person_id = target_id
                and roll_entry.roll_id = $2
                and struck_by is null
            )
        ), added as (
            insert into roll_entry (
                roll_id, person_id, cycle_id, group_no, category, name, sex, birth_on
            )
            select $2, target_id, $3, (given ->> 'group')::int, coalesce(given ->> 'category', 'a'),
                given ->> 'name', given ->> 'sex', (given ->> 'birth')::date
            from listed
            order by line
        )
        select line
        from listed
        ",
        import_id as ImportId,
        roll_id as RollId,
        cycle_id as CycleId,
        slice.first,
        slice.last,
    )
    .fetch_all(db)
    .await
}

/// Says of the posts that are there what a line knows and nobody knew, also that they ended, and adds those
/// that are not there, each once; gives how many, and the lines that did it.
///
/// # Errors
/// Those of the database.
pub async fn add_offices(
    db: &mut PgConnection,
    import_id: ImportId,
    slice: Slice,
) -> sqlx::Result<(u64, Vec<i64>)> {
    let mut lines = fill_offices(db, import_id, slice).await?;
    lines.extend(new_offices(db, import_id, slice).await?);
    Ok((u64::try_from(lines.len()).unwrap_or(u64::MAX), lines))
}

/// Lines of one post do not contradict each other (`check::posts`).
async fn fill_offices(
    db: &mut PgConnection,
    import_id: ImportId,
    slice: Slice,
) -> sqlx::Result<Vec<i64>> {
    sqlx::query_scalar!(
        "
        with said as materialized (
            select line, office_id, (given ->> 'term')::int as term_no,
                (given ->> 'from_on')::date as from_on, (given ->> 'until_on')::date as until_on,
                given ->> 'ended' as ended, import_line.held_in
            from import_line
            join office using (office_id)
            where import_id = $1
            and line between $2 and $3
            and target_id is not null
            and (
                term_no is null and given ? 'term'
                or from_on is null and given ? 'from_on'
                or until_on is null and given ? 'until_on'
                or organisation_id is null and import_line.held_in is not null
            )
        ), filled as (
            update office
            set term_no = coalesce(office.term_no, one.term_no),
                from_on = coalesce(office.from_on, one.from_on),
                until_on = coalesce(office.until_on, one.until_on),
                ended = coalesce(office.ended, one.ended),
                organisation_id = coalesce(office.organisation_id, one.held_in)
            from (
                select office_id, min(term_no) as term_no, min(from_on) as from_on,
                    min(until_on) as until_on, min(held_in) as held_in,
                    (array_agg(ended order by line) filter (where ended is not null))[1] as ended
                from said
                group by office_id
            ) as one
            where office.office_id = one.office_id
        )
        select line
        from said
        ",
        import_id as ImportId,
        slice.first,
        slice.last,
    )
    .fetch_all(db)
    .await
}

/// Of lines that say the same of the same post the first makes it, and none that says less than another.
/// They are counted side by side: comparing each with each takes long where the database knows nothing of
/// lines that were just brought in.
#[expect(clippy::too_many_lines, reason = "one statement")]
async fn new_offices(
    db: &mut PgConnection,
    import_id: ImportId,
    slice: Slice,
) -> sqlx::Result<Vec<i64>> {
    sqlx::query_scalar!(
        "
        with said as (
            select line, target_id, (given ->> 'place')::bigint as place_id, given ->> 'body' as body,
                given ->> 'post' as post, (given ->> 'term')::int as term_no,
                (given ->> 'from_on')::date as from_on, (given ->> 'until_on')::date as until_on,
                given ->> 'ended' as ended, coalesce(given ->> 'term', given ->> 'from_on') as says,
                held_in,
                (
                    target_id, given -> 'place', given -> 'body', given -> 'post', given -> 'until_on', held_in
                ) as post_key
            from import_line
            where import_id = $1
            and line between $2 and $3
            and target_id is not null
            and office_id is null
        ), counted as (
            select *, row_number() over (partition by post_key, term_no, from_on order by line) as nth,
                count(from_on) over (partition by post_key, term_no) as days,
                count(term_no) over (partition by post_key, from_on) as terms,
                count(says) over (partition by post_key) as more
            from said
        ), wanted as materialized (
            select *
            from counted
            where nth = 1
            and case num_nonnulls(term_no, from_on)
                when 2 then true
                when 0 then more = 0
                else case when term_no is null then terms = 0 else days = 0 end
            end
            -- by an earlier slice
            and not exists (
                select
                from office
                where office.person_id = target_id
                and office.place_id = counted.place_id
                and office.body = counted.body
                and office.post = counted.post
                and held_in(office) is not distinct from counted.held_in
                and (office.term_no, office.from_on, office.until_on)
                    is not distinct from (counted.term_no, counted.from_on, counted.until_on)
            )
        ), added as (
            insert into office (
                person_id, place_id, body, post, term_no, from_on, until_on, ended, organisation_id
            )
            select target_id, place_id, body, post, term_no, from_on, until_on, ended, held_in
            from wanted
            order by line
        )
        select line
        from wanted
        ",
        import_id as ImportId,
        slice.first,
        slice.last,
    )
    .fetch_all(db)
    .await
}

/// Adds the members of a slice who are none of their organisation yet; gives them with their lines.
///
/// # Errors
/// Those of the database; somebody became a member elsewhere meanwhile (`membership_once`).
pub async fn add_members(
    db: &mut PgConnection,
    import_id: ImportId,
    world_id: WorldId,
    slice: Slice,
    today: NaiveDate,
) -> sqlx::Result<Vec<Did>> {
    let added = sqlx::query_as!(
        Did,
        r#"
        with joining as materialized (
            select *
            from import_line
            where import_id = $1
            and line between $2 and $3
            and target_id is not null
            and not exists (
                select
                from membership
                where person_id = target_id
                and until_on is null
            )
        ), added as (
            insert into membership (world_id, organisation_id, person_id, from_on)
            select $4, (given ->> 'organisation')::bigint, target_id, (given ->> 'member_from')::date
            from joining
            order by line
        )
        select line, target_id as "person_id!: PersonId"
        from joining
        "#,
        import_id as ImportId,
        slice.first,
        slice.last,
        world_id as WorldId,
    )
    .fetch_all(&mut *db)
    .await?;
    sqlx::query!(
        "
        insert into member_state (membership_id, standing, presence, since_on)
        select membership_id, standing_of(import_line, politics),
            coalesce(given ->> 'presence', 'here'), coalesce((given ->> 'member_from')::date, $4)
        from import_line
        join membership on person_id = target_id and until_on is null
        join person using (person_id)
        where import_id = $1
        and line between $2 and $3
        and not exists (
            select
            from member_state
            where member_state.membership_id = membership.membership_id
        )
        order by line
        ",
        import_id as ImportId,
        slice.first,
        slice.last,
        today,
    )
    .execute(&mut *db)
    .await?;
    Ok(added)
}

/// What is said of the state of members who were there, where it is another one, from today on; gives of
/// whom, and by which line.
///
/// # Errors
/// Those of the database.
pub async fn change_states(
    db: &mut PgConnection,
    import_id: ImportId,
    slice: Slice,
    today: NaiveDate,
) -> sqlx::Result<Vec<Did>> {
    sqlx::query_as!(
        Did,
        r#"
        with said as materialized (
            select line, target_id, membership_id, greatest(since_on, $4) as since_on,
                coalesce(given ->> 'standing', standing) as standing,
                coalesce(given ->> 'presence', presence) as presence
            from import_line
            join member_now on person_id = target_id
            where import_id = $1
            and line between $2 and $3
            and (
                given ->> 'standing' is not null and given ->> 'standing' <> standing
                or given ->> 'presence' is not null and given ->> 'presence' <> presence
            )
        ), added as (
            insert into member_state (membership_id, standing, presence, since_on)
            select membership_id, standing, presence, since_on
            from said
            order by line
        )
        select line, target_id as "person_id!: PersonId"
        from said
        "#,
        import_id as ImportId,
        slice.first,
        slice.last,
        today,
    )
    .fetch_all(db)
    .await
}

/// What is said of the politics of members follows; gives of whom it was something else, by which line.
///
/// # Errors
/// Those of the database.
pub async fn say_politics(
    db: &mut PgConnection,
    import_id: ImportId,
    slice: Slice,
) -> sqlx::Result<Vec<Did>> {
    sqlx::query_as!(
        Did,
        r#"
        update person
        set politics = said.politics
        from (
            select target_id, line,
                case standing when 'probationary' then 'probationary' else 'party' end as politics
            from import_line
            join member_now on member_now.person_id = target_id
            where import_id = $1
            and line between $2 and $3
            and target_id is not null
        ) as said
        where person.person_id = said.target_id
        and person.politics is distinct from said.politics
        returning said.line, person.person_id as "person_id: PersonId"
        "#,
        import_id as ImportId,
        slice.first,
        slice.last,
    )
    .fetch_all(db)
    .await
}
