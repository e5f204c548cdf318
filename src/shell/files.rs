//! Files kept in the database by their content, so that every process and every back-up has them.

use sha2::{Digest, Sha256};
use sqlx::PgConnection;

/// Keeps a file; gives its digest. The same content is kept once.
///
/// # Errors
/// Those of the database.
pub async fn keep(db: &mut PgConnection, media_type: &str, bytes: &[u8]) -> sqlx::Result<Vec<u8>> {
    let sha256 = Sha256::digest(bytes).to_vec();
    sqlx::query!(
        "
        insert into attachment (sha256, media_type, bytes)
        values ($1, $2, $3)
        on conflict do nothing
        ",
        &sha256,
        media_type,
        bytes,
    )
    .execute(db)
    .await?;
    Ok(sha256)
}

/// The bytes of a file.
///
/// # Errors
/// Those of the database; no such file.
pub async fn bytes(db: &mut PgConnection, sha256: &[u8]) -> sqlx::Result<Vec<u8>> {
    sqlx::query_scalar!("select bytes from attachment where sha256 = $1", sha256)
        .fetch_one(db)
        .await
}
