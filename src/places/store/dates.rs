//! The dates of rehearsals in the database.

use chrono::NaiveDate;
use sqlx::PgConnection;

use crate::shell::ids::{CampaignId, PlaceId};

/// The newest campaign of a town, or of the town that a unit lies in; nobody else moves its date
/// until the end of the act.
///
/// # Errors
/// Those of the database.
pub async fn campaign_for_update(
    db: &mut PgConnection,
    place_id: PlaceId,
) -> sqlx::Result<Option<CampaignId>> {
    sqlx::query_scalar!(
        "
        select campaign_id
        from place
        join campaign on town_id in (place.place_id, place.parent_id)
        where place.place_id = $1
        order by campaign_id desc
        limit 1
        for update of campaign
        ",
        place_id as PlaceId,
    )
    .fetch_optional(db)
    .await
}

/// The latest day on which a stage of a campaign was closed.
///
/// # Errors
/// Those of the database.
pub async fn last_closed(
    db: &mut PgConnection,
    campaign_id: CampaignId,
) -> sqlx::Result<Option<NaiveDate>> {
    sqlx::query_scalar!(
        "
        select max(coalesce(
            (
                select closed_on
                from stage_correction
                where stage_correction.election_id = stage_entry.election_id
                and stage_correction.stage = stage_entry.stage
                order by stage_correction_id desc
                limit 1
            ),
            closed_on
        ))
        from election
        join stage_entry using (election_id)
        where campaign_id = $1
        ",
        campaign_id as CampaignId,
    )
    .fetch_one(db)
    .await
}

/// Sets the date of a rehearsal.
///
/// # Errors
/// Those of the database.
pub async fn set(
    db: &mut PgConnection,
    campaign_id: CampaignId,
    today_on: NaiveDate,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update campaign
        set today_on = $2
        where campaign_id = $1
        ",
        campaign_id as CampaignId,
        today_on,
    )
    .execute(db)
    .await?;
    Ok(())
}
