//! A link that somebody brings, and the session that it opens.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::shell::{
    clock::Now,
    device::Device,
    ids::{AccountId, EntryLinkId, MandateId, PlaceId, WorldId},
};

/// Ends the sessions that a link has opened.
///
/// # Errors
/// Those of the database.
pub async fn end_sessions(db: &mut PgConnection, entry_link_id: EntryLinkId) -> sqlx::Result<()> {
    sqlx::query!("delete from session where entry_link_id = $1", entry_link_id as EntryLinkId)
        .execute(db)
        .await?;
    Ok(())
}

/// A link that somebody brings.
pub struct Brought {
    /// The link.
    pub entry_link_id: EntryLinkId,
    /// As whom it opens.
    pub account_id: AccountId,
    /// The name to sign in with, of the logs.
    pub account: String,
    /// The name shown.
    pub shown_as: String,
    /// The role's word.
    pub role: String,
    /// The place.
    pub place_id: PlaceId,
    /// Its name.
    pub place: String,
    /// Its division code.
    pub code: String,
    /// Its world.
    pub world_id: WorldId,
    /// Until when.
    pub ends_at: DateTime<Utc>,
    /// What its code is compared with.
    pub code_digest: Vec<u8>,
    /// Whether it opens now.
    pub open: bool,
    /// Whether the account is one of the sample.
    pub sample: bool,
}

/// The link of a token.
///
/// # Errors
/// Those of the database.
pub async fn brought(
    db: &mut PgConnection,
    token: &[u8],
    now: Now,
) -> sqlx::Result<Option<Brought>> {
    sqlx::query_as!(
        Brought,
        r#"
        select entry_link.entry_link_id, mandate.account_id, account.name as account,
            account.shown_as, mandate.role, place.place_id, place.name as place, place_code.code,
            place.world_id, entry_link.ends_at, code_digest,
            (
                revoked_at is null
                and ends_at > $2
                and disabled_on is null
                and (revoked_on is null or revoked_on > $3)
            ) as "open!",
            coalesce(account.sample, false) as "sample!"
        from entry_secret
        join entry_link using (entry_link_id)
        join mandate using (mandate_id)
        join account on account.account_id = mandate.account_id
        join place on place.place_id = mandate.place_id
        join place_code on place_code.place_id = place.place_id and upper_inf(place_code.valid)
        where token_digest = $1
        "#,
        token,
        now.0,
        now.date(),
    )
    .fetch_optional(db)
    .await
}

/// Notes that somebody came in by a link.
///
/// # Errors
/// Those of the database.
pub async fn used(
    db: &mut PgConnection,
    entry_link_id: EntryLinkId,
    device: &Device,
    now: Now,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        insert into entry_use (entry_link_id, used_at, address, browser)
        values ($1, $2, $3, $4)
        ",
        entry_link_id as EntryLinkId,
        now.0,
        device.address(),
        device.browser,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Where a session that a link has opened belongs.
pub struct Entered {
    /// The place.
    pub place_id: PlaceId,
    /// Its division code.
    pub code: String,
    /// Its world.
    pub world_id: WorldId,
}

/// The place of a mandate.
///
/// # Errors
/// Those of the database.
pub async fn entered(
    db: &mut PgConnection,
    mandate_id: MandateId,
) -> sqlx::Result<Option<Entered>> {
    sqlx::query_as!(
        Entered,
        "
        select place.place_id, place_code.code, place.world_id
        from mandate
        join place using (place_id)
        join place_code using (place_id)
        where mandate_id = $1
        and upper_inf(place_code.valid)
        ",
        mandate_id as MandateId,
    )
    .fetch_optional(db)
    .await
}
