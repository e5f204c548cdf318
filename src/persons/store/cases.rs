//! Two records that may be of one person, until a clerk decides or they are alike no longer.
//!
//! Suspected are the same name and sex with the same day of birth anywhere, or within a town with one
//! that is near it: by up to 60 days, as a day of the lunar calendar lies from that of the solar one,
//! or the same day of the year before or after, as people count years. Two that both have an identity
//! number are two people.

use std::collections::HashMap;

use chrono::NaiveDate;
use sqlx::PgConnection;

use crate::shell::ids::{AccountId, PersonCaseId, PersonId, PlaceId, WorldId};

/// Looks for records that may be of the same persons as these. What is suspected already keeps its number,
/// what is so no longer has lapsed; decided cases stay. Says how many are new.
///
/// # Errors
/// Those of the database.
#[expect(clippy::too_many_lines, reason = "one statement")]
pub async fn look(
    db: &mut PgConnection,
    world_id: WorldId,
    persons: &[PersonId],
    found_on: NaiveDate,
) -> sqlx::Result<u64> {
    let done = sqlx::query!(
        r#"
        with found as materialized (
            select distinct least(own.person_id, other.person_id) as one_id,
                greatest(own.person_id, other.person_id) as other_id,
                case when own.birth_on = other.birth_on then 'same_birth' else 'near_birth' end as grounds
            from unnest($2::bigint[]) as looked (person_id)
            -- one person after the other by the key, also while the database knows nothing of its tables
            cross join lateral (
                select *
                from person
                where person_id = looked.person_id
                offset 0
            ) as own
            -- by name and stretches of days, which an index knows: names are borne by thousands
            cross join lateral (
                (
                    select *
                    from person
                    where name_key(name) collate "C" = name_key(own.name) collate "C"
                    and birth_on between own.birth_on - 60 and own.birth_on + 60
                    and merged_into is null
                    offset 0
                )
                union all
                (
                    select *
                    from person
                    where name_key(name) collate "C" = name_key(own.name) collate "C"
                    and birth_on in (
                        (own.birth_on - interval '1 year')::date, (own.birth_on + interval '1 year')::date
                    )
                    and to_char(birth_on, 'MMDD') = to_char(own.birth_on, 'MMDD')
                    and merged_into is null
                    offset 0
                )
            ) as other
            left join place as own_place on own_place.place_id = own.place_id
            left join place as other_place on other_place.place_id = other.place_id
            where own.world_id = $1
            and own.merged_into is null
            and other.world_id = own.world_id
            and other.person_id <> own.person_id
            and other.sex = own.sex
            and (own.idno_digest is null or other.idno_digest is null)
            and (
                own.birth_on = other.birth_on
                or own.place_id = other.place_id
                or own_place.parent_id = other_place.parent_id
            )
        ), lapsed as (
            update person_case
            set decision = 'lapsed', decided_on = $3
            where decision is null
            and grounds <> 'asked'
            and (one_id = any ($2) or other_id = any ($2))
            and not exists (
                select
                from found
                where found.one_id = person_case.one_id
                and found.other_id = person_case.other_id
            )
        )
        insert into person_case (world_id, one_id, other_id, grounds, found_on)
        select $1, one_id, other_id, grounds, $3
        from found
        on conflict on constraint person_case_once do update
        set grounds = excluded.grounds, found_on = excluded.found_on, decision = null, decided_on = null
        where person_case.decision = 'lapsed'
        or (person_case.decision is null and person_case.grounds not in ('asked', excluded.grounds))
        "#,
        world_id as WorldId,
        persons as &[PersonId],
        found_on,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}

/// A case.
#[derive(Clone, Debug)]
pub struct Case {
    /// Key.
    pub person_case_id: PersonCaseId,
    /// One record.
    pub one_id: PersonId,
    /// The other.
    pub other_id: PersonId,
    /// `same_birth`, `near_birth` or asked.
    pub grounds: String,
    /// When it was found.
    pub found_on: NaiveDate,
    /// same or different, once decided; lapsed where it holds no longer.
    pub decision: Option<String>,
    /// When.
    pub decided_on: Option<NaiveDate>,
    /// Why.
    pub reason: Option<String>,
    /// By whom.
    pub decided_by: Option<String>,
}

/// How many open cases wait at these places: pairs of a place and that from which it is looked after,
/// where both records must lie. Those from which none is are left out.
///
/// # Errors
/// Those of the database.
pub async fn waiting(
    db: &mut PgConnection,
    reach: &[(PlaceId, PlaceId)],
) -> sqlx::Result<HashMap<PlaceId, i64>> {
    let (places, from): (Vec<i64>, Vec<i64>) =
        reach.iter().map(|(place, from)| (place.0, from.0)).unzip();
    let rows = sqlx::query!(
        r#"
        with reach as materialized (
            select place_id, from_id
            from unnest($1::bigint[], $2::bigint[]) as given (place_id, from_id)
        ), suspected as (
            select one_id, other_id
            from person_case
            where decision is null
            and world_id in (
                select world_id
                from place
                where place_id = any ($2)
            )
        )
        select one_reach.from_id as "from_id!: PlaceId", count(*) as "n!"
        from suspected
        -- by the key: persons are many more
        cross join lateral (
            select place_id
            from person
            where person_id = one_id
            offset 0
        ) as one
        cross join lateral (
            select place_id
            from person
            where person_id = other_id
            offset 0
        ) as other
        join reach as one_reach on one_reach.place_id = one.place_id
        join reach as other_reach on other_reach.place_id = other.place_id
        where one_reach.from_id = other_reach.from_id
        group by one_reach.from_id
        "#,
        &places,
        &from,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.from_id, row.n)).collect())
}

/// The open cases of which both records belong to some places, oldest first.
///
/// # Errors
/// Those of the database.
pub async fn open(
    db: &mut PgConnection,
    world_id: WorldId,
    places: &[PlaceId],
    most: i64,
) -> sqlx::Result<Vec<Case>> {
    sqlx::query_as!(
        Case,
        r#"
        select person_case_id, one_id, other_id, grounds, found_on, decision, decided_on, reason,
            null as decided_by
        from person_case
        -- by the key: persons are many more
        cross join lateral (
            select place_id
            from person
            where person_id = one_id
            offset 0
        ) as one
        cross join lateral (
            select place_id
            from person
            where person_id = other_id
            offset 0
        ) as other
        where person_case.world_id = $1
        and decision is null
        and one.place_id = any ($2)
        and other.place_id = any ($2)
        order by person_case_id
        limit $3
        "#,
        world_id as WorldId,
        places as &[PlaceId],
        most,
    )
    .fetch_all(db)
    .await
}

/// All cases of a person, open ones first.
///
/// # Errors
/// Those of the database.
pub async fn of(db: &mut PgConnection, person_id: PersonId) -> sqlx::Result<Vec<Case>> {
    sqlx::query_as!(
        Case,
        r#"
        select person_case_id, one_id, other_id, grounds, found_on, decision, decided_on, reason,
            shown_as as "decided_by?"
        from person_case
        left join account using (account_id)
        where one_id = $1
        or other_id = $1
        order by decided_on nulls first, person_case_id
        "#,
        person_id as PersonId,
    )
    .fetch_all(db)
    .await
}

/// A case.
///
/// # Errors
/// There is none; those of the database.
pub async fn case(db: &mut PgConnection, person_case_id: PersonCaseId) -> sqlx::Result<Case> {
    sqlx::query_as!(
        Case,
        r#"
        select person_case_id, one_id, other_id, grounds, found_on, decision, decided_on, reason,
            shown_as as "decided_by?"
        from person_case
        left join account using (account_id)
        where person_case_id = $1
        "#,
        person_case_id as PersonCaseId,
    )
    .fetch_one(db)
    .await
}

/// Opens a case that somebody asks for; gives the one that is open already.
///
/// # Errors
/// Those of the database.
pub async fn ask(
    db: &mut PgConnection,
    world_id: WorldId,
    one: PersonId,
    other: PersonId,
    found_on: NaiveDate,
) -> sqlx::Result<PersonCaseId> {
    sqlx::query_scalar!(
        "
        insert into person_case (world_id, one_id, other_id, grounds, found_on)
        values ($1, $2, $3, 'asked', $4)
        on conflict on constraint person_case_once do update
        set decision = null, decided_on = null, reason = null, account_id = null,
            -- whatever else was the reason, it has been answered or holds no longer
            grounds = case when person_case.decision is null then person_case.grounds
                else excluded.grounds end
        returning person_case_id
        ",
        world_id as WorldId,
        one.min(other) as PersonId,
        one.max(other) as PersonId,
        found_on,
    )
    .fetch_one(db)
    .await
}

/// How a case is decided.
pub struct Decision<'a> {
    /// The case.
    pub person_case_id: PersonCaseId,
    /// Whether it is one person.
    pub same: bool,
    /// The day.
    pub decided_on: NaiveDate,
    /// Why.
    pub reason: &'a str,
    /// By whom.
    pub account_id: AccountId,
}

/// Decides an open case; says whether it was open.
///
/// # Errors
/// Those of the database.
pub async fn decide(db: &mut PgConnection, decision: &Decision<'_>) -> sqlx::Result<bool> {
    let word = if decision.same { "same" } else { "different" };
    let done = sqlx::query!(
        "
        update person_case
        set decision = $2, decided_on = $3, reason = $4, account_id = $5
        where person_case_id = $1
        and decision is null
        ",
        decision.person_case_id as PersonCaseId,
        word,
        decision.decided_on,
        decision.reason,
        decision.account_id as AccountId,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}
