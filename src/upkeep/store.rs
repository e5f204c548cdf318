//! What the administrator sees of the database.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sqlx::PgConnection;

use crate::shell::clock::Now;

/// Work that failed and is tried again.
pub struct Failed {
    /// What work.
    pub kind: String,
    /// How often it was tried.
    pub attempts: i32,
    /// When it is tried next.
    pub due_at: DateTime<Utc>,
    /// What the log says of it.
    pub failure: String,
}

/// Work that failed, the longest waiting first.
///
/// # Errors
/// Those of the database.
pub async fn failed(db: &mut PgConnection) -> sqlx::Result<Vec<Failed>> {
    sqlx::query_as!(
        Failed,
        r#"
        select kind, attempts, due_at, coalesce(failure, '') as "failure!"
        from outbox
        where done_at is null
        and attempts > 0
        order by outbox_id
        limit 100
        "#
    )
    .fetch_all(db)
    .await
}

/// Lets work that failed be done at once.
///
/// # Errors
/// Those of the database.
pub async fn try_again(db: &mut PgConnection, now: Now) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update outbox
        set due_at = $1
        where done_at is null
        and attempts > 0
        and due_at > $1
        ",
        now.0,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A row of the security log.
pub struct Entry {
    /// Its number.
    pub number: i64,
    /// When.
    pub happened_at: DateTime<Utc>,
    /// What.
    pub event: String,
    /// Whose account; empty where no account has the name that was typed.
    pub account: String,
}

/// What is looked for in the security log; an empty text is everything.
#[derive(Default)]
pub struct Wanted {
    /// A part of the account's name.
    pub account: String,
    /// The event.
    pub event: String,
    /// The day in China.
    pub day: Option<NaiveDate>,
    /// Rows before this number.
    pub before: i64,
}

/// The newest rows of the security log that are looked for.
///
/// # Errors
/// Those of the database.
pub async fn security(
    db: &mut PgConnection,
    wanted: &Wanted,
    most: i64,
) -> sqlx::Result<Vec<Entry>> {
    // days begin at midnight in China
    let from = wanted.day.and_then(|day| day.and_hms_opt(0, 0, 0));
    let from = from.map(|from| from.and_utc() - TimeDelta::hours(8));
    sqlx::query_as!(
        Entry,
        r#"
        select security_log_id as number, happened_at, event, account_name as account
        from security_log
        where security_log_id < $1
        and ($2 = '' or position($2 in account_name) > 0)
        and ($3 = '' or event = $3)
        and ($4::timestamptz is null or happened_at >= $4 and happened_at < $4 + interval '1 day')
        order by security_log_id desc
        limit $5
        "#,
        wanted.before,
        wanted.account,
        wanted.event,
        from,
        most,
    )
    .fetch_all(db)
    .await
}

/// The events that the security log has.
///
/// # Errors
/// Those of the database.
pub async fn events(db: &mut PgConnection) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar!("select distinct event from security_log order by event")
        .fetch_all(db)
        .await
}
