//! Ballots that are read one by one, in the database; the benchmark of durable saves keeps them, no page
//! does yet.

use sqlx::PgConnection;
use uuid::Uuid;

use crate::shell::ids::{CandidacyId, VoteCountId};

/// A ballot as it was read.
pub struct Reading<'a> {
    /// Sent with it, so that the same sent twice is known.
    pub entry_key: Uuid,
    /// Over its content.
    pub digest: &'a [u8],
    /// marked, blank or invalid.
    pub standing: &'static str,
    /// Who was marked.
    pub marks: &'a [CandidacyId],
}

/// Keeps a ballot that was read; the key of its row is random and tells nothing.
///
/// # Errors
/// The same key again (`ballot_entry_key`); those of the database.
pub async fn read(
    db: &mut PgConnection,
    vote_count_id: VoteCountId,
    reading: &Reading<'_>,
) -> sqlx::Result<()> {
    let ballot_id = Uuid::new_v4();
    sqlx::query!(
        "
        insert into ballot (ballot_id, vote_count_id, entry_key, digest)
        values ($1, $2, $3, $4)
        ",
        ballot_id,
        vote_count_id as VoteCountId,
        reading.entry_key,
        reading.digest,
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "
        insert into reading (ballot_id, version, standing)
        values ($1, 1, $2)
        ",
        ballot_id,
        reading.standing,
    )
    .execute(&mut *db)
    .await?;
    let marks: Vec<i64> = reading.marks.iter().map(|one| one.0).collect();
    sqlx::query!(
        "
        insert into mark (ballot_id, version, candidacy_id)
        select $1, 1, candidacy_id
        from unnest($2::bigint[]) as candidacy_id
        ",
        ballot_id,
        &marks,
    )
    .execute(db)
    .await?;
    Ok(())
}
