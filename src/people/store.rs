//! Accounts and mandates in the database.

pub mod accounts;
pub mod attempts;
pub mod factors;
pub mod links;
pub mod offered;
pub mod set_up;

use std::net::IpAddr;

use chrono::NaiveDate;
use sqlx::{Executor, PgConnection};

use crate::shell::{
    clock::Now,
    ids::{AccountId, PlaceId},
    mandate::Role,
};

/// An account that somebody tries to sign in with.
pub struct Credential {
    /// The account.
    pub account_id: AccountId,
    /// The hash of its password.
    pub password_hash: String,
    /// Whether it is one of the sample.
    pub sample: bool,
}

/// The account of a name, unless it is disabled.
///
/// # Errors
/// Those of the database.
pub async fn credential(db: &mut PgConnection, name: &str) -> sqlx::Result<Option<Credential>> {
    sqlx::query_as!(
        Credential,
        r#"
        select account_id, password_hash, coalesce(sample, false) as "sample!"
        from account
        join credential using (account_id)
        where name = $1
        and disabled_on is null
        "#,
        name,
    )
    .fetch_optional(db)
    .await
}

/// The account of a name that is disabled.
///
/// # Errors
/// Those of the database.
pub async fn locked(db: &mut PgConnection, name: &str) -> sqlx::Result<Option<AccountId>> {
    sqlx::query_scalar!(
        r#"
        select account_id as "account_id!: AccountId"
        from account
        where name = $1
        and disabled_on is not null
        "#,
        name,
    )
    .fetch_optional(db)
    .await
}

/// Whether an account may sign in; nobody locks it, gives it a password or takes its second factor
/// until the end of the transaction.
///
/// # Errors
/// Those of the database.
pub async fn open_for_update(db: &mut PgConnection, account_id: AccountId) -> sqlx::Result<bool> {
    // whoever changes how somebody signs in locks the account first; what refers to it is let be
    let found = sqlx::query_scalar!(
        "
        select account_id
        from account
        where account_id = $1
        and disabled_on is null
        for no key update
        ",
        account_id as AccountId,
    )
    .fetch_optional(db)
    .await?;
    Ok(found.is_some())
}

/// The same, and whether its password still is the one of a hash that somebody was verified by: it
/// takes a while, in which another may have been set.
///
/// # Errors
/// Those of the database.
pub async fn has_password(
    db: &mut PgConnection,
    account_id: AccountId,
    password_hash: &str,
) -> sqlx::Result<bool> {
    if !open_for_update(db, account_id).await? {
        return Ok(false);
    }
    // asked apart, so that it sees what was set while the lock was waited for
    sqlx::query_scalar!(
        r#"
        select exists (
            select
            from credential
            where account_id = $1
            and password_hash = $2
        ) as "has!"
        "#,
        account_id as AccountId,
        password_hash,
    )
    .fetch_one(db)
    .await
}

/// A line of the security log.
pub struct LogLine<'a> {
    /// What happened.
    pub event: &'static str,
    /// The account that it happened to.
    pub account_id: Option<AccountId>,
    /// Its name; empty where there is no such account.
    pub name: &'a str,
    /// The machine that asked.
    pub address: Option<IpAddr>,
}

/// Writes who signed in, was refused, signed out, and the like.
///
/// # Errors
/// Those of the database.
pub async fn log(db: &mut PgConnection, line: &LogLine<'_>, now: Now) -> sqlx::Result<()> {
    sqlx::query!(
        "
        insert into security_log (happened_at, event, account_id, account_name, address)
        values ($1, $2, $3, $4, $5)
        ",
        now.0,
        line.event,
        line.account_id as Option<AccountId>,
        line.name,
        line.address.map(|address| address.to_string()).unwrap_or_default(),
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Whether anybody can sign in.
///
/// # Errors
/// Those of the database.
pub async fn any(db: &mut PgConnection) -> sqlx::Result<bool> {
    sqlx::query_scalar!(r#"select exists (select from account) as "any!""#).fetch_one(db).await
}

/// The same, and nobody is added meanwhile.
///
/// # Errors
/// Those of the database.
pub async fn any_for_update(db: &mut PgConnection) -> sqlx::Result<bool> {
    db.execute("lock table account in share row exclusive mode").await?;
    any(db).await
}

/// Adds an account.
///
/// # Errors
/// Those of the database; the name is taken (`account_name`) or has another form.
pub async fn add_account(
    db: &mut PgConnection,
    name: &str,
    shown_as: &str,
    password_hash: &str,
) -> sqlx::Result<AccountId> {
    let account_id = add_without_password(&mut *db, name, shown_as).await?;
    sqlx::query!(
        "
        insert into credential (account_id, password_hash)
        values ($1, $2)
        ",
        account_id as AccountId,
        password_hash,
    )
    .execute(db)
    .await?;
    Ok(account_id)
}

/// A new account that nobody signs in to: it comes in by links, or gets a password later.
///
/// # Errors
/// Those of the database.
pub async fn add_without_password(
    db: &mut PgConnection,
    name: &str,
    shown_as: &str,
) -> sqlx::Result<AccountId> {
    sqlx::query_scalar!(
        "
        insert into account (name, shown_as)
        values ($1, $2)
        returning account_id
        ",
        name,
        shown_as,
    )
    .fetch_one(db)
    .await
}

/// Marks accounts as those of the sample; gives how many were not marked yet.
///
/// # Errors
/// Those of the database.
pub async fn mark_sample(db: &mut PgConnection, names: &[String]) -> sqlx::Result<u64> {
    let done = sqlx::query!(
        "
        update account
        set sample = true
        where name = any ($1)
        and sample is null
        ",
        names,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}

/// Entrusts an account with a role, over a place and what lies below it.
///
/// # Errors
/// Those of the database.
pub async fn entrust(
    db: &mut PgConnection,
    account_id: AccountId,
    role: Role,
    place_id: Option<PlaceId>,
    from_on: NaiveDate,
) -> sqlx::Result<()> {
    entrust_until(db, account_id, role, place_id, from_on, None).await
}

/// The same up to a day, which is the first without it.
///
/// # Errors
/// Those of the database; the account has the role already (`mandate_once`).
pub async fn entrust_until(
    db: &mut PgConnection,
    account_id: AccountId,
    role: Role,
    place_id: Option<PlaceId>,
    from_on: NaiveDate,
    revoked_on: Option<NaiveDate>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        insert into mandate (account_id, role, place_id, from_on, revoked_on)
        values ($1, $2, $3, $4, $5)
        ",
        account_id as AccountId,
        role.word(),
        place_id as Option<PlaceId>,
        from_on,
        revoked_on,
    )
    .execute(db)
    .await?;
    Ok(())
}
