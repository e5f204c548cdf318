//! Who belongs to which organisation, and in which state.
//!
//! States are only added: the latest day counts, of one day what was entered last. A membership ends
//! on a day; whoever moves has a new one in the other organisation.

use chrono::NaiveDate;
use sqlx::PgConnection;

use crate::shell::ids::{MembershipId, OrganisationId, PersonId, WorldId};

/// The state of a member from a day on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// Of [`crate::party::sets::STANDINGS`].
    pub standing: &'static str,
    /// Of [`crate::party::sets::PRESENCES`].
    pub presence: &'static str,
    /// From when.
    pub since_on: NaiveDate,
    /// Why.
    pub reason: Option<String>,
}

/// A member as it is added to a branch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewMember {
    /// Where: a branch, for those above have no members but those of their branches.
    pub organisation_id: OrganisationId,
    /// Who.
    pub person_id: PersonId,
    /// Since when in this organisation.
    pub from_on: Option<NaiveDate>,
    /// The first state.
    pub state: State,
}

/// Adds members in two statements; gives their keys in the same order. What is said of the politics of
/// the persons follows.
///
/// # Errors
/// Those of the database; somebody is a member of an organisation already (`membership_once`).
pub async fn add(
    db: &mut PgConnection,
    world_id: WorldId,
    new: &[NewMember],
) -> sqlx::Result<Vec<MembershipId>> {
    let ids = next_ids(&mut *db, new.len()).await?;
    let organisations: Vec<OrganisationId> = new.iter().map(|one| one.organisation_id).collect();
    let persons: Vec<PersonId> = new.iter().map(|one| one.person_id).collect();
    let from: Vec<Option<NaiveDate>> = new.iter().map(|one| one.from_on).collect();
    sqlx::query!(
        "
        insert into membership (membership_id, world_id, organisation_id, person_id, from_on)
        overriding system value
        select membership_id, $1, organisation_id, person_id, from_on
        from unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::date[])
            as line (membership_id, organisation_id, person_id, from_on)
        ",
        world_id as WorldId,
        &ids as &[MembershipId],
        &organisations as &[OrganisationId],
        &persons as &[PersonId],
        &from as &[Option<NaiveDate>],
    )
    .execute(&mut *db)
    .await?;
    let states: Vec<(MembershipId, &State)> =
        ids.iter().copied().zip(new.iter().map(|one| &one.state)).collect();
    add_states(db, &states).await?;
    Ok(ids)
}

async fn next_ids(db: &mut PgConnection, count: usize) -> sqlx::Result<Vec<MembershipId>> {
    sqlx::query_scalar!(
        r#"
        select nextval(pg_get_serial_sequence('membership', 'membership_id'))
            as "id!: MembershipId"
        from generate_series(1, $1::bigint)
        "#,
        i64::try_from(count).unwrap_or(i64::MAX),
    )
    .fetch_all(db)
    .await
}

/// Adds states in one statement. What is said of the politics of the persons follows.
///
/// # Errors
/// Those of the database.
pub async fn add_states(db: &mut PgConnection, new: &[(MembershipId, &State)]) -> sqlx::Result<()> {
    let ids: Vec<MembershipId> = new.iter().map(|(id, _)| *id).collect();
    let standings: Vec<&str> = new.iter().map(|(_, one)| one.standing).collect();
    let presences: Vec<&str> = new.iter().map(|(_, one)| one.presence).collect();
    let since: Vec<NaiveDate> = new.iter().map(|(_, one)| one.since_on).collect();
    let reasons: Vec<Option<&str>> = new.iter().map(|(_, one)| one.reason.as_deref()).collect();
    sqlx::query!(
        "
        insert into member_state (membership_id, standing, presence, since_on, reason)
        select membership_id, standing, presence, since_on, reason
        from unnest($1::bigint[], $2::text[], $3::text[], $4::date[], $5::text[])
            as line (membership_id, standing, presence, since_on, reason)
        ",
        &ids as &[MembershipId],
        &standings as &[&str],
        &presences as &[&str],
        &since,
        &reasons as &[Option<&str>],
    )
    .execute(&mut *db)
    .await?;
    let persons = sqlx::query_scalar!(
        r#"
        select person_id as "person_id: PersonId"
        from membership
        where membership_id = any ($1)
        "#,
        &ids as &[MembershipId],
    )
    .fetch_all(&mut *db)
    .await?;
    follow(db, &persons).await
}

/// Of persons who are members it is said that they are, or that they are on probation.
///
/// # Errors
/// Those of the database.
pub async fn follow(db: &mut PgConnection, persons: &[PersonId]) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update person
        set politics = said.politics
        from (
            select person_id,
                case standing when 'probationary' then 'probationary' else 'party' end as politics
            from member_now
            where person_id = any ($1)
        ) as said
        where person.person_id = said.person_id
        and person.politics is distinct from said.politics
        ",
        persons as &[PersonId],
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Where some persons are members.
///
/// # Errors
/// Those of the database.
pub async fn of_persons(
    db: &mut PgConnection,
    persons: &[PersonId],
) -> sqlx::Result<Vec<(PersonId, MembershipId, OrganisationId)>> {
    let rows = sqlx::query!(
        "
        select person_id, membership_id, organisation_id
        from membership
        where person_id = any ($1)
        and until_on is null
        ",
        persons as &[PersonId],
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.person_id, row.membership_id, row.organisation_id))
        .collect())
}

/// Where a person is a member.
#[derive(Clone, Debug)]
pub struct Belongs {
    /// The membership.
    pub membership_id: MembershipId,
    /// The organisation.
    pub organisation_id: OrganisationId,
    /// Its name.
    pub name: String,
    /// The division code of the place that it hangs on.
    pub code: String,
    /// Of [`crate::party::sets::STANDINGS`].
    pub standing: String,
    /// Of [`crate::party::sets::PRESENCES`].
    pub presence: String,
}

/// Where a person is a member now.
///
/// # Errors
/// Those of the database.
pub async fn of_person(
    db: &mut PgConnection,
    person_id: PersonId,
) -> sqlx::Result<Option<Belongs>> {
    sqlx::query_as!(
        Belongs,
        r#"
        select membership_id as "membership_id!", organisation_id as "organisation_id!",
            organisation.name, code, standing as "standing!", presence as "presence!"
        from member_now
        join organisation using (organisation_id)
        join place_code using (place_id)
        where person_id = $1
        and upper_inf(valid)
        "#,
        person_id as PersonId,
    )
    .fetch_optional(db)
    .await
}

/// A member as it stands.
#[derive(Clone, Debug)]
pub struct Member {
    /// Key.
    pub membership_id: MembershipId,
    /// The organisation.
    pub organisation_id: OrganisationId,
    /// Who.
    pub person_id: PersonId,
    /// The person's name.
    pub name: String,
    /// f or m.
    pub sex: String,
    /// Day of birth.
    pub birth_on: NaiveDate,
    /// In this organisation since.
    pub from_on: Option<NaiveDate>,
    /// Until.
    pub until_on: Option<NaiveDate>,
    /// How it ended.
    pub ended: Option<String>,
    /// Why it ended.
    pub reason: Option<String>,
}

/// A member of an organisation, also one whose membership has ended.
///
/// # Errors
/// There is none; those of the database.
pub async fn find(
    db: &mut PgConnection,
    organisation_id: OrganisationId,
    membership_id: MembershipId,
) -> sqlx::Result<Member> {
    sqlx::query_as!(
        Member,
        "
        select membership_id, organisation_id, person_id, name, sex, birth_on, from_on, until_on,
            ended, reason
        from membership
        join person using (person_id)
        where organisation_id = $1
        and membership_id = $2
        ",
        organisation_id as OrganisationId,
        membership_id as MembershipId,
    )
    .fetch_one(db)
    .await
}

/// The same where it lasts, locked for a change.
///
/// # Errors
/// There is none that lasts; those of the database.
pub async fn find_for_update(
    db: &mut PgConnection,
    organisation_id: OrganisationId,
    membership_id: MembershipId,
) -> sqlx::Result<Member> {
    sqlx::query!(
        "
        select membership_id
        from membership
        where membership_id = $1
        and until_on is null
        for update
        ",
        membership_id as MembershipId,
    )
    .fetch_one(&mut *db)
    .await?;
    find(db, organisation_id, membership_id).await
}

/// A state that a member was in.
#[derive(Clone, Debug)]
pub struct Was {
    /// Of [`crate::party::sets::STANDINGS`].
    pub standing: String,
    /// Of [`crate::party::sets::PRESENCES`].
    pub presence: String,
    /// From when.
    pub since_on: NaiveDate,
    /// Why.
    pub reason: Option<String>,
}

/// The states of a member, the one that counts first.
///
/// # Errors
/// Those of the database.
pub async fn states(db: &mut PgConnection, membership_id: MembershipId) -> sqlx::Result<Vec<Was>> {
    sqlx::query_as!(
        Was,
        "
        select standing, presence, since_on, reason
        from member_state
        where membership_id = $1
        order by since_on desc, member_state_id desc
        ",
        membership_id as MembershipId,
    )
    .fetch_all(db)
    .await
}
