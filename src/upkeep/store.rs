//! What the administrator sees of the database.

use chrono::{DateTime, Utc};
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
pub async fn try_again(db: &mut PgConnection, now: Now) -> sqlx::Result<bool> {
    let waiting = sqlx::query!(
        "
        update outbox
        set due_at = $1
        where done_at is null
        and attempts > 0
        and due_at > $1::timestamptz + interval '1 second'
        ",
        now.0,
    )
    .execute(db)
    .await?;
    Ok(waiting.rows_affected() > 0)
}

/// The events that the security log has; from one to the next by the index, however many rows there
/// are.
///
/// # Errors
/// Those of the database.
pub async fn events(db: &mut PgConnection) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar!(
        r#"
        with recursive found as (
            select min(event) as event
            from security_log
            union all
            select (
                select min(event)
                from security_log
                where event > found.event
            )
            from found
            where found.event is not null
        )
        select event as "event!"
        from found
        where event is not null
        "#
    )
    .fetch_all(db)
    .await
}
