//! Entry links in the database.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

use crate::shell::{
    clock::Now,
    device::Device,
    ids::{AccountId, EntryLinkId, MandateId, PlaceId, WorldId},
    mandate::Role,
};

/// Somebody for whom a link can be made: who holds a role at a unit.
pub struct Holder {
    /// The mandate.
    pub mandate_id: MandateId,
    /// The role's word.
    pub role: String,
    /// Who.
    pub shown_as: String,
}

/// Who holds one of these roles at a place itself.
///
/// # Errors
/// Those of the database.
pub async fn holders(
    db: &mut PgConnection,
    place_id: PlaceId,
    roles: &[Role],
    on: NaiveDate,
) -> sqlx::Result<Vec<Holder>> {
    let words: Vec<String> = roles.iter().map(|role| role.word().to_owned()).collect();
    sqlx::query_as!(
        Holder,
        "
        select mandate_id, role, shown_as
        from mandate
        join account using (account_id)
        where place_id = $1
        and role = any ($2)
        and from_on <= $3
        and (revoked_on is null or revoked_on > $3)
        and disabled_on is null
        order by role, shown_as, mandate_id
        ",
        place_id as PlaceId,
        &words,
        on,
    )
    .fetch_all(db)
    .await
}

/// Whether somebody of a name holds a role over a place already; nobody gets one there until the end
/// of the act.
///
/// # Errors
/// Those of the database.
pub async fn is_there_for_update(
    db: &mut PgConnection,
    place_id: PlaceId,
    shown_as: &str,
    on: NaiveDate,
) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        "select place_id from place where place_id = $1 for update",
        place_id as PlaceId
    )
    .fetch_one(&mut *db)
    .await?;
    sqlx::query_scalar!(
        r#"
        with recursive above as (
            select place_id, parent_id
            from place
            where place_id = $1
            union all
            select place.place_id, place.parent_id
            from place
            join above on place.place_id = above.parent_id
        )
        select exists (
            select
            from mandate
            join account using (account_id)
            where place_id in (select place_id from above)
            and translate(lower(shown_as), ' 　', '') = translate(lower($2), ' 　', '')
            and (revoked_on is null or revoked_on > $3)
        ) as "there!"
        "#,
        place_id as PlaceId,
        shown_as,
        on,
    )
    .fetch_one(db)
    .await
}

/// Somebody who comes in by links only: an account without a password, with a role at a place.
///
/// # Errors
/// Those of the database.
pub async fn add_holder(
    db: &mut PgConnection,
    name: &str,
    shown_as: &str,
    role: Role,
    place_id: PlaceId,
    on: NaiveDate,
) -> sqlx::Result<MandateId> {
    let account_id = sqlx::query_scalar!(
        "
        insert into account (name, shown_as)
        values ($1, $2)
        returning account_id
        ",
        name,
        shown_as,
    )
    .fetch_one(&mut *db)
    .await?;
    sqlx::query_scalar!(
        "
        insert into mandate (account_id, role, place_id, from_on)
        values ($1, $2, $3, $4)
        returning mandate_id
        ",
        account_id as AccountId,
        role.word(),
        place_id as PlaceId,
        on,
    )
    .fetch_one(db)
    .await
}

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
