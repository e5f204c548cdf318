//! Tries to sign in, by kind and digest of their subject: when a subject has all its tries again.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;

use crate::shell::clock::Now;

/// What tries are counted under: a kind, and the digest of its subject.
pub type Subject<'a> = (&'static str, &'a [u8; 32]);

/// Takes a try where one is left of so many at once: the subject is whole again one interval later
/// than before. Tells whether there was one.
///
/// # Errors
/// Those of the database.
pub async fn take(
    db: &mut PgConnection,
    (kind, subject): Subject<'_>,
    (every, at_once): (TimeDelta, i32),
    now: Now,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "
        insert into sign_in_attempt as tried (kind, subject, whole_at)
        values ($1, $2, $4)
        on conflict (kind, subject) do update
        set whole_at = greatest(tried.whole_at, $3) + ($4 - $3)
        where greatest(tried.whole_at, $3) + ($4 - $3) <= $5
        ",
        kind,
        subject,
        now.0,
        now.0 + every,
        now.0 + every * at_once,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Gives all tries of a subject back.
///
/// # Errors
/// Those of the database.
pub async fn give_back_all(
    db: &mut PgConnection,
    (kind, subject): Subject<'_>,
) -> sqlx::Result<()> {
    sqlx::query!("delete from sign_in_attempt where kind = $1 and subject = $2", kind, subject)
        .execute(db)
        .await?;
    Ok(())
}

/// Gives one back, which would have come back after so many seconds.
///
/// # Errors
/// Those of the database.
pub async fn give_back_one(
    db: &mut PgConnection,
    (kind, subject): Subject<'_>,
    every: f64,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update sign_in_attempt
        set whole_at = whole_at - make_interval(secs => $3)
        where kind = $1
        and subject = $2
        ",
        kind,
        subject,
        every,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Forgets those who have all their tries again.
///
/// # Errors
/// Those of the database.
pub async fn forget(db: &mut PgConnection, now: Now) -> sqlx::Result<()> {
    sqlx::query!("delete from sign_in_attempt where whole_at < $1", now.0).execute(db).await?;
    Ok(())
}

/// Notes that a subject was told of, unless it was since some time; tells whether it is to be told.
///
/// # Errors
/// Those of the database.
pub async fn tell(
    db: &mut PgConnection,
    (kind, subject): Subject<'_>,
    now: Now,
    since: DateTime<Utc>,
) -> sqlx::Result<bool> {
    let told = sqlx::query!(
        "
        update sign_in_attempt
        set told_at = $3
        where kind = $1
        and subject = $2
        and (told_at is null or told_at <= $4)
        ",
        kind,
        subject,
        now.0,
        since,
    )
    .execute(db)
    .await?;
    Ok(told.rows_affected() == 1)
}

/// When a subject has all its tries again.
///
/// # Errors
/// Those of the database.
pub async fn whole_at(
    db: &mut PgConnection,
    (kind, subject): Subject<'_>,
) -> sqlx::Result<Option<DateTime<Utc>>> {
    sqlx::query_scalar!(
        "select whole_at from sign_in_attempt where kind = $1 and subject = $2",
        kind,
        subject,
    )
    .fetch_optional(db)
    .await
}
