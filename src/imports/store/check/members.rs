//! Members of the Party: lines beside the memberships that are there.

use chrono::NaiveDate;
use sqlx::PgConnection;

use crate::shell::ids::ImportId;

/// Looks at the members of a file: whoever is one of another organisation, is of another standing that does
/// not go back, or was one and is not.
///
/// # Errors
/// Those of the database.
pub async fn look(db: &mut PgConnection, import_id: ImportId) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update import_line
        set found = found || jsonb_build_array(jsonb_build_object(
            'column', 'organisation', 'key', 'import-found-member-elsewhere', 'value', organisation.name
        ))
        from membership
        join organisation using (organisation_id)
        where import_id = $1
        and membership.person_id = target_id
        and until_on is null
        and organisation_id <> (given ->> 'organisation')::bigint
        ",
        import_id as ImportId,
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "
        update import_line
        set found = found || jsonb_build_array(jsonb_build_object(
            'column', 'standing', 'key', 'import-found-full', 'value', ''
        ))
        from member_now
        where import_id = $1
        and member_now.person_id = target_id
        and given ->> 'standing' = 'probationary'
        and standing <> 'probationary'
        ",
        import_id as ImportId,
    )
    .execute(&mut *db)
    .await?;
    dissolved(db, import_id).await?;
    former(db, import_id).await
}

/// An organisation of the Party that is no more takes no members and has no posts: it was dissolved since the
/// file was read, or somebody held a post in it before.
///
/// # Errors
/// Those of the database.
pub async fn dissolved(db: &mut PgConnection, import_id: ImportId) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update import_line
        set found = found || jsonb_build_array(jsonb_build_object(
            'column', 'organisation', 'key', 'import-found-branch-dissolved', 'value', dissolved_on::text
        ))
        from organisation
        where import_id = $1
        and organisation_id = coalesce(held_in, (given ->> 'organisation')::bigint)
        and dissolved_on is not null
        and not given ? 'until_on'
        ",
        import_id as ImportId,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Who was a member comes back from a day on that lies after that, which an old list does not say. Nobody
/// does who died ([`died`]).
async fn former(db: &mut PgConnection, import_id: ImportId) -> sqlx::Result<()> {
    sqlx::query!(
        "
        with former as (
            select line, max(until_on) as until_on
            from import_line
            join membership on person_id = target_id
            join person using (person_id)
            where import_id = $1
            and ended not in ('mistaken', 'merged')
            and died_on is null
            and not exists (
                select
                from membership as lasting
                where lasting.person_id = target_id
                and lasting.until_on is null
            )
            group by line
        )
        update import_line
        set found = found || jsonb_build_array(jsonb_build_object(
            'column', 'member_from', 'key', 'import-found-member-ended', 'value', former.until_on::text
        ))
        from former
        where import_line.import_id = $1
        and import_line.line = former.line
        and coalesce((given ->> 'member_from')::date < until_on, true)
        ",
        import_id as ImportId,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// What is said of the politics of a member follows from the membership: who leaves the Party, or is no
/// longer on probation, is entered there.
///
/// # Errors
/// Those of the database.
pub async fn politics(db: &mut PgConnection, import_id: ImportId) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update import_line
        set found = found || jsonb_build_array(jsonb_build_object(
            'column', 'politics', 'value', '', 'key',
            case when given ->> 'politics' in ('party', 'probationary') then 'import-found-member-standing'
                else 'import-found-member-leaves' end
        ))
        from member_now
        join person using (person_id)
        where import_id = $1
        and member_now.person_id = target_id
        and given ->> 'politics' is distinct from person.politics
        and given ->> 'politics'
            <> case standing when 'probationary' then 'probationary' else 'party' end
        -- of who belongs elsewhere nothing is entered of it
        and not beyond
        ",
        import_id as ImportId,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Who is made a full member before the year of probation is over (Party constitution, article 7): somebody
/// is to look.
///
/// # Errors
/// Those of the database.
pub async fn probation(
    db: &mut PgConnection,
    import_id: ImportId,
    today: NaiveDate,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update import_line
        set noted = coalesce(noted, '[]') || jsonb_build_array(jsonb_build_object(
            'column', 'standing', 'key', 'import-warn-probation', 'value', begun.since_on::text
        ))
        from member_now
        cross join lateral (
            select min(since_on) as since_on
            from member_state
            where member_state.membership_id = member_now.membership_id
            and member_state.standing = 'probationary'
        ) as begun
        where import_id = $1
        and member_now.person_id = target_id
        and found = '[]'
        and given ->> 'standing' = 'full'
        and standing = 'probationary'
        and begun.since_on + interval '1 year' > $2::date
        ",
        import_id as ImportId,
        today,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A post in the Party of who is registered as no member of any branch, or as a probationary one, who cannot be
/// elected (Party constitution, article 7): somebody is to look.
///
/// # Errors
/// Those of the database.
pub async fn holders(db: &mut PgConnection, import_id: ImportId) -> sqlx::Result<()> {
    sqlx::query!(
        "
        with told as (
            select line,
                case
                    when standing = 'probationary' then 'import-warn-probationary-post'
                    when standing is null then 'import-warn-no-membership'
                end as key
            from import_line
            left join member_now on member_now.person_id = target_id
            where import_id = $1
            and bar < 2
            and found = '[]'
            and given ->> 'body' = 'party'
            and not given ? 'until_on'
            -- where somebody else is a member is not told
            and not beyond
        )
        update import_line
        set noted = coalesce(noted, '[]') || jsonb_build_array(jsonb_build_object(
            'column', 'post', 'key', key, 'value', ''
        ))
        from told
        where import_line.import_id = $1
        and import_line.line = told.line
        and key is not null
        ",
        import_id as ImportId,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A post that somebody is said to hold, or a membership of somebody, who died.
///
/// # Errors
/// Those of the database.
pub async fn died(db: &mut PgConnection, import_id: ImportId) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update import_line
        set found = found || jsonb_build_array(jsonb_build_object(
            'column', '', 'key', 'import-found-member-died', 'value', died_on::text
        ))
        from person
        where import_id = $1
        and person.person_id = target_id
        and died_on is not null
        and not given ? 'until_on'
        and found = '[]'
        ",
        import_id as ImportId,
    )
    .execute(db)
    .await?;
    Ok(())
}
