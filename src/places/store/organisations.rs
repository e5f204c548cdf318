//! Organisations of the Party in the database.

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
    pub place: String,
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
            place.name as place
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
            around.name as place
        from place
        join place as around on around.place_id in (place.place_id, place.within_id, place.parent_id)
        join organisation on organisation.place_id = around.place_id
        where place.place_id = $1
        and organisation.kind <> 'branch'
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
