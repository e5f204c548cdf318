//! Organisations of the Party in the database.

use chrono::NaiveDate;
use sqlx::PgConnection;

use crate::shell::ids::{OrganisationId, PlaceId, WorldId};

/// An organisation.
pub struct Organisation {
    /// Its key.
    pub organisation_id: OrganisationId,
    /// The one above it.
    pub parent_id: Option<OrganisationId>,
    /// `town_committee`, `general_branch` or `branch`.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// The place that it hangs on.
    pub place_id: PlaceId,
    /// Its name.
    pub place: String,
    /// Since when it is no more.
    pub dissolved_on: Option<NaiveDate>,
}

/// The organisations of a place, and of a town those of its units as well: each above those below
/// it.
///
/// # Errors
/// Those of the database.
pub async fn list(db: &mut PgConnection, place_id: PlaceId) -> sqlx::Result<Vec<Organisation>> {
    sqlx::query_as!(
        Organisation,
        "
        select organisation_id, organisation.parent_id, organisation.kind, organisation.name,
            place.place_id, place.name as place, dissolved_on
        from place
        join organisation using (place_id)
        where place.place_id = $1
        or place.parent_id = $1
        order by organisation_id
        ",
        place_id as PlaceId,
    )
    .fetch_all(db)
    .await
}

/// Those that an organisation of a place can stand under: of the place, of what it lies within and
/// of its town.
///
/// # Errors
/// Those of the database.
pub async fn above(db: &mut PgConnection, place_id: PlaceId) -> sqlx::Result<Vec<Organisation>> {
    sqlx::query_as!(
        Organisation,
        "
        select organisation_id, organisation.parent_id, organisation.kind, organisation.name,
            around.place_id, around.name as place, dissolved_on
        from place
        join place as around on around.place_id in (place.place_id, place.within_id, place.parent_id)
        join organisation on organisation.place_id = around.place_id
        where place.place_id = $1
        and organisation.kind <> 'branch'
        and dissolved_on is null
        order by organisation_id
        ",
        place_id as PlaceId,
    )
    .fetch_all(db)
    .await
}

/// What a new organisation is like.
pub struct NewOrganisation<'a> {
    /// Its world.
    pub world_id: WorldId,
    /// The place that it hangs on.
    pub place_id: PlaceId,
    /// The one above it; none for a town committee.
    pub parent_id: Option<OrganisationId>,
    /// `town_committee`, `general_branch` or `branch`.
    pub kind: &'a str,
    /// Its name.
    pub name: &'a str,
}

/// Adds an organisation.
///
/// # Errors
/// Those of the database.
pub async fn add(db: &mut PgConnection, new: &NewOrganisation<'_>) -> sqlx::Result<OrganisationId> {
    sqlx::query_scalar!(
        "
        insert into organisation (world_id, place_id, parent_id, kind, name)
        values ($1, $2, $3, $4, $5)
        returning organisation_id
        ",
        new.world_id as WorldId,
        new.place_id as PlaceId,
        new.parent_id as Option<OrganisationId>,
        new.kind,
        new.name,
    )
    .fetch_one(db)
    .await
}

/// Whether another organisation that stands on a place is called so.
///
/// # Errors
/// Those of the database.
pub async fn named(
    db: &mut PgConnection,
    place_id: PlaceId,
    name: &str,
    but: Option<OrganisationId>,
) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"
        select exists (
            select
            from organisation
            where place_id = $1
            and name_key(name) = name_key($2)
            and organisation_id is distinct from $3
            and dissolved_on is null
        ) as "named!"
        "#,
        place_id as PlaceId,
        name,
        but as Option<OrganisationId>,
    )
    .fetch_one(db)
    .await
}

/// An organisation that hangs on a place itself; nobody else changes it until the end of the act.
///
/// # Errors
/// Those of the database; the place has no such organisation.
pub async fn find_for_update(
    db: &mut PgConnection,
    place_id: PlaceId,
    organisation_id: OrganisationId,
) -> sqlx::Result<Organisation> {
    sqlx::query_as!(
        Organisation,
        "
        select organisation_id, organisation.parent_id, organisation.kind, organisation.name,
            place.place_id, place.name as place, dissolved_on
        from organisation
        join place using (place_id)
        where place_id = $1
        and organisation_id = $2
        for update of organisation
        ",
        place_id as PlaceId,
        organisation_id as OrganisationId,
    )
    .fetch_one(db)
    .await
}

/// What an organisation holds, and when it last held anything.
pub struct Held {
    /// Organisations below it that are not dissolved.
    pub below: i64,
    /// Members.
    pub members: i64,
    /// Posts in it that are held.
    pub posts: i64,
    /// The last day of which something is known: a member joined, left or was in another state, a post
    /// began or ended, one below it was dissolved. What was entered by mistake says nothing.
    pub last_on: Option<NaiveDate>,
}

/// What an organisation holds.
///
/// # Errors
/// Those of the database.
pub async fn holds(db: &mut PgConnection, organisation_id: OrganisationId) -> sqlx::Result<Held> {
    sqlx::query_as!(
        Held,
        r#"
        with was as materialized (
            select membership_id, from_on, until_on
            from membership
            where organisation_id = $1
            and coalesce(ended, '') not in ('mistaken', 'merged')
        ), post as materialized (
            select from_on, until_on
            from organisation
            join office using (place_id)
            where organisation.organisation_id = $1
            and body = 'party'
            and held_in(office) = $1
        )
        select
            (
                select count(*)
                from organisation
                where parent_id = $1
                and dissolved_on is null
            ) as "below!",
            (
                select count(*)
                from membership
                where organisation_id = $1
                and until_on is null
            ) as "members!",
            (
                select count(*)
                from post
                where until_on is null
            ) as "posts!",
            greatest(
                (select max(greatest(from_on, until_on)) from was),
                (select max(since_on) from was join member_state using (membership_id)),
                (select max(greatest(from_on, until_on)) from post),
                (select max(dissolved_on) from organisation where parent_id = $1)
            ) as last_on
        "#,
        organisation_id as OrganisationId,
    )
    .fetch_one(db)
    .await
}

/// All that stand under an organisation, over any number of steps, and itself.
///
/// # Errors
/// Those of the database.
pub async fn below(
    db: &mut PgConnection,
    organisation_id: OrganisationId,
) -> sqlx::Result<Vec<OrganisationId>> {
    sqlx::query_scalar!(
        r#"
        with recursive below as (
            select organisation_id
            from organisation
            where organisation_id = $1
            union
            select organisation.organisation_id
            from organisation
            join below on organisation.parent_id = below.organisation_id
        )
        select organisation_id as "organisation_id!: OrganisationId"
        from below
        "#,
        organisation_id as OrganisationId,
    )
    .fetch_all(db)
    .await
}

/// Changes name, place in the tree, and whether an organisation is there.
///
/// # Errors
/// Those of the database.
pub async fn change(
    db: &mut PgConnection,
    organisation_id: OrganisationId,
    name: &str,
    parent_id: Option<OrganisationId>,
    dissolved_on: Option<NaiveDate>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update organisation
        set name = $2, parent_id = $3, dissolved_on = $4
        where organisation_id = $1
        ",
        organisation_id as OrganisationId,
        name,
        parent_id as Option<OrganisationId>,
        dissolved_on,
    )
    .execute(db)
    .await?;
    Ok(())
}
