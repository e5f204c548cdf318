//! Organisations as a tree, and how many members they have.

use chrono::NaiveDate;
use sqlx::PgConnection;

use crate::shell::ids::{OrganisationId, PlaceId};

/// An organisation with the place that it hangs on.
#[derive(Clone, Debug)]
pub struct Node {
    /// Key.
    pub organisation_id: OrganisationId,
    /// The one above it.
    pub parent_id: Option<OrganisationId>,
    /// `town_committee`, `general_branch` or `branch`.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// The place that it hangs on.
    pub place: String,
    /// That place's division code.
    pub code: String,
    /// Since when it is no more.
    pub dissolved_on: Option<NaiveDate>,
}

impl Node {
    /// Whether it is there still, or is the one that is looked at: what is no more has no members, and
    /// nothing stands under it.
    pub fn stands_beside(&self, looked_at: &Self) -> bool {
        self.dissolved_on.is_none() || self.organisation_id == looked_at.organisation_id
    }
}

/// The organisations of some places, each after those above it.
///
/// # Errors
/// Those of the database.
pub async fn of(db: &mut PgConnection, places: &[PlaceId]) -> sqlx::Result<Vec<Node>> {
    sqlx::query_as!(
        Node,
        "
        select organisation_id, organisation.parent_id, organisation.kind, organisation.name,
            place.name as place, code, dissolved_on
        from organisation
        join place using (place_id)
        join place_code using (place_id)
        where organisation.place_id = any ($1)
        and upper_inf(valid)
        order by organisation_id
        ",
        places as &[PlaceId],
    )
    .fetch_all(db)
    .await
}

/// Since when an organisation is no more; nobody dissolves it until the act ends, so that somebody can be
/// a member of it.
///
/// # Errors
/// There is none; those of the database.
pub async fn dissolved_for_share(
    db: &mut PgConnection,
    organisation_id: OrganisationId,
) -> sqlx::Result<Option<NaiveDate>> {
    sqlx::query_scalar!(
        "
        select dissolved_on
        from organisation
        where organisation_id = $1
        for share
        ",
        organisation_id as OrganisationId,
    )
    .fetch_one(db)
    .await
}

/// How many members of an organisation are in one state.
#[derive(Clone, Debug)]
pub struct Group {
    /// The organisation.
    pub organisation_id: OrganisationId,
    /// Of [`crate::party::sets::STANDINGS`].
    pub standing: String,
    /// Of [`crate::party::sets::PRESENCES`].
    pub presence: String,
    /// Of [`crate::party::sets::GROUNDS`].
    pub grounds: Option<String>,
    /// The organisation above has consented to the exemption.
    pub consented: bool,
    /// The members' meeting has voted for it.
    pub voted: bool,
    /// How many.
    pub members: i64,
}

/// How the members of some organisations stand.
///
/// # Errors
/// Those of the database.
pub async fn groups(
    db: &mut PgConnection,
    organisations: &[OrganisationId],
) -> sqlx::Result<Vec<Group>> {
    sqlx::query_as!(
        Group,
        r#"
        select organisation_id as "organisation_id!", standing as "standing!",
            presence as "presence!", grounds, consented as "consented!", voted as "voted!",
            count(*) as "members!"
        from member_now
        where organisation_id = any ($1)
        group by organisation_id, standing, presence, grounds, consented, voted
        "#,
        organisations as &[OrganisationId],
    )
    .fetch_all(db)
    .await
}

/// The name of the organisation above one, which may hang on another place.
///
/// # Errors
/// Those of the database.
pub async fn above(
    db: &mut PgConnection,
    organisation_id: OrganisationId,
) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!(
        "
        select above.name
        from organisation
        join organisation as above on above.organisation_id = organisation.parent_id
        where organisation.organisation_id = $1
        ",
        organisation_id as OrganisationId,
    )
    .fetch_optional(db)
    .await
}
