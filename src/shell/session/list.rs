//! The sessions of an account, for whoever they belong to.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::shell::{
    clock::Now,
    ids::{AccountId, SessionId},
};

/// A session in a list.
pub struct Listed {
    /// Its number.
    pub session_id: SessionId,
    /// When somebody signed in.
    pub began_at: DateTime<Utc>,
    /// The last request, to the minute.
    pub seen_at: DateTime<Utc>,
    /// The address of the machine.
    pub address: String,
    /// Browser and system in two words.
    pub browser: String,
}

/// The sessions of an account that have not ended, the newest first.
///
/// # Errors
/// Those of the database.
pub async fn list(
    db: &mut PgConnection,
    account_id: AccountId,
    now: Now,
) -> sqlx::Result<Vec<Listed>> {
    sqlx::query_as!(
        Listed,
        "
        select session_id, began_at, seen_at, address, browser
        from session
        where account_id = $1
        and ends_at > $2
        order by began_at desc, session_id desc
        ",
        account_id as AccountId,
        now.0,
    )
    .fetch_all(db)
    .await
}

/// Ends a session of an account by its number; says whether there was one.
///
/// # Errors
/// Those of the database.
pub async fn end_numbered(
    db: &mut PgConnection,
    account_id: AccountId,
    session_id: SessionId,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "delete from session where account_id = $1 and session_id = $2",
        account_id as AccountId,
        session_id as SessionId,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}
