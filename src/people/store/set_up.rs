//! Tokens of the console, with which the first administrator is made.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::shell::clock::Now;

/// Keeps the digest of a token, and forgets those made before some time.
///
/// # Errors
/// Those of the database.
pub async fn keep(
    db: &mut PgConnection,
    digest: &[u8],
    now: Now,
    before: DateTime<Utc>,
) -> sqlx::Result<()> {
    sqlx::query!("delete from set_up_token where made_at < $1", before).execute(&mut *db).await?;
    sqlx::query!("insert into set_up_token (digest, made_at) values ($1, $2)", digest, now.0)
        .execute(db)
        .await?;
    Ok(())
}

/// Whether there is a token of a digest.
///
/// # Errors
/// Those of the database.
pub async fn is_known(db: &mut PgConnection, digest: &[u8]) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (select from set_up_token where digest = $1) as "known!""#,
        digest,
    )
    .fetch_one(db)
    .await
}

/// Forgets all of them.
///
/// # Errors
/// Those of the database.
pub async fn forget(db: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query!("delete from set_up_token").execute(db).await?;
    Ok(())
}
