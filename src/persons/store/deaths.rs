//! Who died, and what ends with it.
//!
//! However it is told, on the page of the person or as the end of a post or a membership, by a form or a
//! list: with the day end the membership of the Party, what was asked for it, all posts, and that somebody
//! is a reserve cadre or a college-graduate village official.

use chrono::NaiveDate;
use sqlx::PgConnection;

use crate::shell::ids::PersonId;

/// Enters on which day a person died.
///
/// # Errors
/// Those of the database; the day lies before the birth (`person_died`).
pub async fn enter(db: &mut PgConnection, person_id: PersonId, on: NaiveDate) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update person
        set died_on = $2
        where person_id = $1
        ",
        person_id as PersonId,
        on,
    )
    .execute(&mut *db)
    .await?;
    follow(db, &[person_id]).await
}

/// Whoever has a post or a membership that ended by death has died that day; all else ends with it. What
/// ended already stays.
///
/// # Errors
/// Those of the database.
pub async fn follow(db: &mut PgConnection, persons: &[PersonId]) -> sqlx::Result<()> {
    told(db, persons).await?;
    sqlx::query!(
        "
        update member_exemption
        set ended_on = greatest(asked_on, died_on)
        from membership
        join person using (person_id)
        where member_exemption.membership_id = membership.membership_id
        and person_id = any ($1)
        and died_on is not null
        and ended_on is null
        ",
        persons as &[PersonId],
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "
        update membership
        set until_on = greatest(from_on, died_on), ended = 'died'
        from person
        where person.person_id = membership.person_id
        and membership.person_id = any ($1)
        and died_on is not null
        and until_on is null
        ",
        persons as &[PersonId],
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "
        update office
        set until_on = greatest(from_on, died_on), ended = 'died'
        from person
        where person.person_id = office.person_id
        and office.person_id = any ($1)
        and died_on is not null
        and until_on is null
        ",
        persons as &[PersonId],
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Says of those of some persons who died when it was, and ends what is said of them as cadres.
async fn told(db: &mut PgConnection, persons: &[PersonId]) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update person
        set died_on = said.day, reserve_until = said.reserve_until, official_until = said.official_until
        from (
            select person_id, day,
                case when reserve_since is null then reserve_until
                    else greatest(reserve_since, least(reserve_until, day)) end as reserve_until,
                case when official_since is null then official_until
                    else greatest(official_since, least(official_until, day)) end as official_until
            from person
            cross join lateral (
                select coalesce(died_on, min(until_on)) as day
                from (
                    select until_on
                    from office
                    where office.person_id = person.person_id
                    and ended = 'died'
                    union all
                    select until_on
                    from membership
                    where membership.person_id = person.person_id
                    and ended = 'died'
                ) as one
            ) as known
            where person_id = any ($1)
            and day is not null
        ) as said
        where person.person_id = said.person_id
        and (person.died_on, person.reserve_until, person.official_until)
            is distinct from (said.day, said.reserve_until, said.official_until)
        ",
        persons as &[PersonId],
    )
    .execute(db)
    .await?;
    Ok(())
}

/// What goes on again once a death that was entered by mistake is taken back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Again {
    /// Memberships of the Party: one or none.
    pub memberships: u64,
    /// Posts.
    pub posts: u64,
    /// Posts at the head of a body that somebody else holds by now: they stay ended.
    pub taken: u64,
}

/// An organisation of the Party that was dissolved since somebody died as a member of it, or while holding
/// a post in it: its name and that day. Nobody dissolves the others until the act ends.
///
/// # Errors
/// Those of the database.
pub async fn dissolved_for_share(
    db: &mut PgConnection,
    person_id: PersonId,
) -> sqlx::Result<Option<(String, NaiveDate)>> {
    let all = sqlx::query!(
        "
        select name, dissolved_on
        from organisation
        where organisation_id in (
            select organisation_id
            from membership
            where person_id = $1
            and ended = 'died'
            union all
            select organisation_id
            from office
            where person_id = $1
            and ended = 'died'
        )
        order by organisation_id
        for share
        ",
        person_id as PersonId,
    )
    .fetch_all(db)
    .await?;
    Ok(all.into_iter().find_map(|one| Some((one.name, one.dissolved_on?))))
}

/// Takes back that a person died; what ended with it goes on, but for what somebody else holds by now.
///
/// # Errors
/// Those of the database.
pub async fn take_back(db: &mut PgConnection, person_id: PersonId) -> sqlx::Result<Again> {
    exempt_again(db, person_id).await?;
    let memberships = sqlx::query!(
        "
        update membership
        set until_on = null, ended = null, reason = null
        where person_id = $1
        and ended = 'died'
        ",
        person_id as PersonId,
    )
    .execute(&mut *db)
    .await?;
    let taken = sqlx::query!(
        "
        update office
        set ended = 'other'
        where person_id = $1
        and ended = 'died'
        and post in ('secretary', 'director')
        and exists (
            select
            from office as other
            where (other.place_id, other.body, other.post) = (office.place_id, office.body, office.post)
            and held_in(other) is not distinct from held_in(office)
            and other.until_on is null
        )
        ",
        person_id as PersonId,
    )
    .execute(&mut *db)
    .await?;
    let posts = sqlx::query!(
        "
        update office
        set until_on = null, ended = null
        where person_id = $1
        and ended = 'died'
        ",
        person_id as PersonId,
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "
        update person
        set died_on = null, reserve_until = nullif(reserve_until, died_on),
            official_until = nullif(official_until, died_on)
        where person_id = $1
        ",
        person_id as PersonId,
    )
    .execute(db)
    .await?;
    Ok(Again {
        memberships: memberships.rows_affected(),
        posts: posts.rows_affected(),
        taken: taken.rows_affected(),
    })
}

/// What was asked for a member who died goes on with the membership: the last exemption, where it ended so and
/// nobody had ended it by itself.
async fn exempt_again(db: &mut PgConnection, person_id: PersonId) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update member_exemption
        set ended_on = null
        from membership
        join person using (person_id)
        where member_exemption.membership_id = membership.membership_id
        and person_id = $1
        and ended = 'died'
        and ended_on = greatest(asked_on, died_on)
        and ended_apart is not true
        and not exists (
            select
            from member_exemption as later
            where later.membership_id = member_exemption.membership_id
            and later.member_exemption_id > member_exemption.member_exemption_id
        )
        ",
        person_id as PersonId,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The first day on which a person can have died by what is registered: a post, a membership or a time as
/// a cadre began then.
///
/// # Errors
/// Those of the database.
pub async fn not_before(
    db: &mut PgConnection,
    person_id: PersonId,
) -> sqlx::Result<Option<NaiveDate>> {
    sqlx::query_scalar!(
        r#"
        select max(on_day) as "on_day"
        from (
            select greatest(birth_on, reserve_since, official_since) as on_day
            from person
            where person_id = $1
            union all
            select greatest(from_on, until_on)
            from office
            where person_id = $1
            and coalesce(ended, '') <> 'died'
            union all
            select greatest(from_on, until_on)
            from membership
            where person_id = $1
            and coalesce(ended, '') <> 'died'
        ) as one
        "#,
        person_id as PersonId,
    )
    .fetch_one(db)
    .await
}

/// A unit on whose roll a person stands, while that can be changed.
#[derive(Clone, Debug)]
pub struct Stands {
    /// Its name.
    pub name: String,
    /// Its division code.
    pub code: String,
}

/// The rolls that are not sealed on which a person stands.
///
/// # Errors
/// Those of the database.
pub async fn stands(db: &mut PgConnection, person_id: PersonId) -> sqlx::Result<Vec<Stands>> {
    sqlx::query_as!(
        Stands,
        "
        select place.name, code
        from roll_entry
        join roll using (roll_id)
        join election using (election_id)
        join place on place.place_id = election.place_id
        join place_code on place_code.place_id = place.place_id and upper_inf(valid)
        where person_id = $1
        and struck_by is null
        and digest is null
        order by code
        ",
        person_id as PersonId,
    )
    .fetch_all(db)
    .await
}
