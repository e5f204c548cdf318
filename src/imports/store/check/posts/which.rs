//! Which post a line is about: in which organisation of the Party, and of those that are there.

use sqlx::PgConnection;

use crate::shell::ids::ImportId;

/// In which organisation of the Party a post is held: the one that the line says, else the only one of the
/// place in which the person holds or held it, else the one that leads the place. Where the post says of what
/// kind, 支部委员 or 总支委员, and the place has such, one of another is not meant, and the only one of that kind is.
///
/// # Errors
/// Those of the database.
pub async fn held_in(db: &mut PgConnection, import_id: ImportId) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update import_line
        set held_in = coalesce(
            (given ->> 'organisation')::bigint,
            (
                select case when count(distinct organisation.organisation_id) = 1
                    then min(organisation.organisation_id) end
                from office
                join organisation on organisation.organisation_id = held_in(office)
                where person_id = target_id
                and office.place_id = place.place_id
                and body = 'party'
                and post = given ->> 'post'
                and coalesce(organisation.kind = given ->> 'branch_kind', true)
            ),
            (
                select organisation_id
                from organisation
                where organisation_id = leading_organisation(place.place_id)
                and (
                    coalesce(organisation.kind = given ->> 'branch_kind', true)
                    or not exists (
                        select
                        from organisation as fitting
                        where fitting.place_id = place.place_id
                        and fitting.kind = given ->> 'branch_kind'
                        and fitting.dissolved_on is null
                    )
                )
            ),
            (
                select case when count(*) = 1 then min(organisation_id) end
                from organisation
                where organisation.place_id = place.place_id
                and organisation.kind = given ->> 'branch_kind'
                and dissolved_on is null
                and place.level = 'unit'
            )
        )
        from place
        where import_id = $1
        and given ->> 'body' = 'party'
        and place.place_id = (given ->> 'place')::bigint
        ",
        import_id as ImportId,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A post of the Party of which nobody knows in which organisation of the place it is held: there are several, or
/// none, or none of the kind that the post says. What is registered so stays, and what ended may have been in one
/// that is no more.
///
/// # Errors
/// Those of the database.
#[expect(clippy::too_many_lines, reason = "one statement")]
pub async fn unnamed(db: &mut PgConnection, import_id: ImportId) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        with told as (
            select line, names, fits
            from import_line
            join place on place.place_id = (given ->> 'place')::bigint
            cross join lateral (
                select bool_or(fits) as fits,
                    string_agg(name, ' / ' order by rank) filter (where rank <= 5)
                    || case when count(*) > 5 then ' …' else '' end as names
                from (
                    select name, fits, row_number() over (order by organisation_id) as rank
                    from organisation
                    cross join lateral (
                        select coalesce(organisation.kind = given ->> 'branch_kind', true) as fits,
                            -- where there is none of the kind all are told
                            bool_or(other.kind = given ->> 'branch_kind') as any_fits
                        from organisation as other
                        where other.place_id = place.place_id
                        and other.dissolved_on is null
                    ) as kinds
                    where organisation.place_id = place.place_id
                    and organisation.kind <> 'town_committee'
                    and dissolved_on is null
                    and (fits or not any_fits)
                ) as own
            ) as there
            where import_id = $1
            and given ->> 'body' = 'party'
            and held_in is null
            and not given ? 'until_on'
            and place.level = 'unit'
            and not found @> '[{"key": "import-found-number-elsewhere"}]'
            -- what is wrong with the one that is named is told already
            and not problems @> '[{"column": "organisation"}]'
            and not exists (
                select
                from office
                where person_id = target_id
                and office.place_id = place.place_id
                and body = 'party'
                and post = given ->> 'post'
                and until_on is null
                and coalesce(
                    given ->> 'branch_kind' = (
                        select organisation.kind from organisation where organisation_id = held_in(office)
                    ),
                    true
                )
            )
        )
        update import_line
        set found = found || jsonb_build_array(jsonb_build_object(
            'column', 'organisation', 'value', coalesce(names, ''), 'key',
            case when names is null then 'import-found-no-organisation'
                when fits then 'import-found-several-organisations'
                else 'import-found-organisation-kind' end
        ))
        from told
        where import_line.import_id = $1
        and import_line.line = told.line
        "#,
        import_id as ImportId,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The post that a line is about, where it is there: nothing that both know contradicts, and it ended on the
/// day that the line says, or is held still. Of several lines one is sure to be about it, whatever their order
/// in the file: one that says that it is held, else the latest, that which says most. What nobody knew it says,
/// or those that agree with it; a line that contradicts, or ends what is held, is about another post.
///
/// # Errors
/// Those of the database.
#[expect(clippy::too_many_lines, reason = "one statement")]
pub async fn meant(db: &mut PgConnection, import_id: ImportId) -> sqlx::Result<()> {
    sqlx::query!(
        "
        with about as materialized (
            select line, (given ->> 'term')::int as given_no, (given ->> 'from_on')::date as given_from,
                (given ->> 'until_on')::date as given_until, import_line.held_in, own.*
            from import_line
            cross join lateral (
                select office_id, term_no, from_on, until_on
                from office
                where person_id = target_id
                and place_id = (given ->> 'place')::bigint
                and body = given ->> 'body'
                and post = given ->> 'post'
                and coalesce(term_no = (given ->> 'term')::int, true)
                and coalesce(from_on = (given ->> 'from_on')::date, true)
                and coalesce(held_in(office) = import_line.held_in, true)
                and (
                    until_on is not distinct from (given ->> 'until_on')::date
                    or until_on is null and coalesce(from_on <= (given ->> 'until_on')::date, true)
                )
                -- what both know goes before what only one knows, then the latest
                order by until_on nulls last,
                    held_in(office) is not distinct from import_line.held_in desc,
                    term_no = (given ->> 'term')::int desc nulls last,
                    from_on = (given ->> 'from_on')::date desc nulls last, from_on desc nulls last,
                    term_no desc nulls last, office_id desc
                limit 1
            ) as own
            where import_id = $1
            and bar < 2
            and found = '[]'
        ), ranked as (
            select *, row_number() over best as rank, first_value(given_no) over best as base_no,
                first_value(given_from) over best as base_from,
                first_value(given_until) over best as base_until, first_value(held_in) over best as base_in
            from about
            window best as (
                partition by office_id
                order by given_until desc nulls first, num_nonnulls(given_no, given_from) desc,
                    given_no desc nulls last, given_from desc nulls last, line
            )
        ), known as (
            -- side by side, not by joining them to themselves, which compares each with each
            select line, office_id, given_no, given_from,
                coalesce(
                    term_no, (array_agg(given_no) filter (where given_no is not null) over agreeing)[1]
                ) as term_no,
                coalesce(
                    from_on, (array_agg(given_from) filter (where given_from is not null) over agreeing)[1]
                ) as from_on
            from ranked
            where given_until is not distinct from base_until
            and coalesce(given_no = base_no, true)
            and coalesce(given_from = base_from, true)
            and coalesce(held_in = base_in, true)
            window agreeing as (
                partition by office_id order by rank
                rows between unbounded preceding and unbounded following
            )
        )
        update import_line
        set office_id = known.office_id
        from known
        where import_line.import_id = $1
        and import_line.line = known.line
        and coalesce(known.term_no = given_no, true)
        and coalesce(known.from_on = given_from, true)
        ",
        import_id as ImportId,
    )
    .execute(db)
    .await?;
    Ok(())
}
