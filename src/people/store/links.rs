//! Entry links in the database: who may have one (`holders`), those that there are, and what comes of
//! one that is brought (`entering`).

mod entering;
mod holders;

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

pub use entering::{Brought, Entered, brought, end_sessions, entered, used};
pub use holders::{Holder, add_holder, holders, is_there_for_update};

use crate::shell::{
    clock::Now,
    ids::{AccountId, EntryLinkId, MandateId, PlaceId},
};

/// Makes a link for a mandate.
///
/// # Errors
/// Those of the database.
pub async fn add(
    db: &mut PgConnection,
    mandate_id: MandateId,
    made_by: AccountId,
    ends_at: DateTime<Utc>,
    now: Now,
) -> sqlx::Result<EntryLinkId> {
    sqlx::query_scalar!(
        "
        insert into entry_link (mandate_id, made_by, made_at, ends_at)
        values ($1, $2, $3, $4)
        returning entry_link_id
        ",
        mandate_id as MandateId,
        made_by as AccountId,
        now.0,
        ends_at,
    )
    .fetch_one(db)
    .await
}

/// The account that comes in by a link, and its name.
///
/// # Errors
/// Those of the database.
pub async fn account_of(
    db: &mut PgConnection,
    entry_link_id: EntryLinkId,
) -> sqlx::Result<(AccountId, String)> {
    let row = sqlx::query!(
        r#"
        select account_id as "account_id!: AccountId", account.name
        from entry_link
        join mandate using (mandate_id)
        join account using (account_id)
        where entry_link_id = $1
        "#,
        entry_link_id as EntryLinkId,
    )
    .fetch_one(db)
    .await?;
    Ok((row.account_id, row.name))
}

/// Keeps what opens a link, as digests.
///
/// # Errors
/// Those of the database.
pub async fn keep_secret(
    db: &mut PgConnection,
    entry_link_id: EntryLinkId,
    token: &[u8],
    code: &[u8],
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        insert into entry_secret (entry_link_id, token_digest, code_digest)
        values ($1, $2, $3)
        ",
        entry_link_id as EntryLinkId,
        token,
        code,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A link in the list of a place.
pub struct Listed {
    /// The link.
    pub entry_link_id: EntryLinkId,
    /// The role's word.
    pub role: String,
    /// For whom.
    pub shown_as: String,
    /// By whom.
    pub made_by: String,
    /// When.
    pub made_at: DateTime<Utc>,
    /// Until when it opens.
    pub ends_at: DateTime<Utc>,
    /// Since when it opens no longer.
    pub revoked_at: Option<DateTime<Utc>>,
    /// How often somebody came in by it.
    pub uses: i64,
    /// When last.
    pub used_at: Option<DateTime<Utc>>,
    /// From which machine.
    pub address: Option<String>,
    /// With which browser.
    pub browser: Option<String>,
}

/// The newest links of a place.
///
/// # Errors
/// Those of the database.
pub async fn list(db: &mut PgConnection, place_id: PlaceId) -> sqlx::Result<Vec<Listed>> {
    sqlx::query_as!(
        Listed,
        r#"
        select entry_link.entry_link_id, mandate.role, account.shown_as, maker.shown_as as made_by,
            made_at, ends_at, revoked_at, uses.uses as "uses!", last.used_at as "used_at?",
            last.address as "address?", last.browser as "browser?"
        from entry_link
        join mandate using (mandate_id)
        join account on account.account_id = mandate.account_id
        join account as maker on maker.account_id = entry_link.made_by
        cross join lateral (
            select count(*) as uses
            from entry_use
            where entry_use.entry_link_id = entry_link.entry_link_id
        ) as uses
        left join lateral (
            select used_at, address, browser
            from entry_use
            where entry_use.entry_link_id = entry_link.entry_link_id
            order by used_at desc
            limit 1
        ) as last on true
        where mandate.place_id = $1
        order by entry_link.entry_link_id desc
        limit 100
        "#,
        place_id as PlaceId,
    )
    .fetch_all(db)
    .await
}

/// Lets a link of a place open no longer, and ends what it has opened; says whether it still did.
///
/// # Errors
/// Those of the database.
pub async fn revoke(
    db: &mut PgConnection,
    place_id: PlaceId,
    entry_link_id: EntryLinkId,
    now: Now,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "
        update entry_link
        set revoked_at = $3
        from mandate
        where entry_link_id = $2
        and mandate.mandate_id = entry_link.mandate_id
        and mandate.place_id = $1
        and revoked_at is null
        and ends_at > $3
        ",
        place_id as PlaceId,
        entry_link_id as EntryLinkId,
        now.0,
    )
    .execute(&mut *db)
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    end_sessions(db, entry_link_id).await?;
    Ok(true)
}
