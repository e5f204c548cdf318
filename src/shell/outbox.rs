//! Work that goes on after an act: left in its transaction, done at least once.

use std::time::Duration;

use chrono::TimeDelta;
use sqlx::PgConnection;

use super::{App, Error, clock::Now};

/// Looked for even when nobody called: another process may have left work and died.
const LOOK: Duration = Duration::from_secs(5);
/// After a failure it is tried again later and later, up to an hour.
const LATEST: i64 = 3600;

pub(super) async fn put(
    db: &mut PgConnection,
    kind: &str,
    subject: i64,
    now: Now,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        insert into outbox (kind, subject, due_at)
        values ($1, $2, $3)
        ",
        kind,
        subject,
        now.0,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Work of a kind.
pub struct Job {
    /// The kind, as [`Act::leave`](super::act::Act::leave) was given it.
    pub kind: String,
    /// What it is about.
    pub subject: i64,
}

/// Does the work that is left, for ever; `work` does one job, which may have been done before.
pub async fn run<F>(app: App, work: impl Fn(App, Job) -> F)
where
    F: Future<Output = Result<(), Error>>,
{
    loop {
        match next(&app, &work).await {
            Ok(true) => {}
            Ok(false) => {
                let _ = tokio::time::timeout(LOOK, app.live.job()).await;
            }
            // the database is away; it was told where it failed
            Err(_) => tokio::time::sleep(LOOK).await,
        }
    }
}

/// Does one job that is due; says whether there was one.
#[expect(clippy::disallowed_methods, reason = "the row of a job is no protected record")]
async fn next<F>(app: &App, work: &impl Fn(App, Job) -> F) -> Result<bool, Error>
where
    F: Future<Output = Result<(), Error>>,
{
    // the lock on the row keeps other processes off while the work is done
    let mut transaction = app.db.begin().await?;
    let found = sqlx::query!(
        "
        select outbox_id, kind, subject, attempts
        from outbox
        where done_at is null
        and due_at <= $1
        order by due_at
        limit 1
        for update skip locked
        ",
        Now::read().0,
    )
    .fetch_optional(&mut *transaction)
    .await?;
    let Some(found) = found else { return Ok(false) };
    let done = work(app.clone(), Job { kind: found.kind, subject: found.subject }).await;
    let now = Now::read();
    let (done_at, failure) = match &done {
        Ok(()) => (Some(now.0), None),
        Err(error) => (None, Some(format!("{error:?}"))),
    };
    let wait = (1_i64 << found.attempts.clamp(0, 12)).min(LATEST);
    sqlx::query!(
        "
        update outbox
        set attempts = attempts + 1, done_at = $2, failure = $3, due_at = $4
        where outbox_id = $1
        ",
        found.outbox_id,
        done_at,
        failure,
        now.0 + TimeDelta::seconds(wait),
    )
    .execute(&mut *transaction)
    .await?;
    transaction.commit().await?;
    Ok(true)
}
