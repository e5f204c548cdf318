//! Imports in the database: what was read of a file, and how far it is.

pub mod alike;
pub mod changes;
pub mod changing;
pub mod check;
pub mod known;
pub mod lines;
pub mod take;
pub mod told;

use std::time::Duration;

use chrono::{DateTime, Days, Utc};
use serde_json::Value;
use sqlx::PgConnection;

use crate::shell::{
    clock::Now,
    ids::{AccountId, ElectionId, ImportId, PlaceId, WorldId},
};

/// Days after which what was read goes.
const DAYS: Days = Days::new(7);
/// Seconds after which a process that was not heard of has ended.
const SILENT: i64 = 60;
/// How often a process that works is heard of.
pub const HEARD: Duration = Duration::from_secs(15);

/// A list that is being brought in.
#[derive(Clone, Debug)]
pub struct Import {
    /// Key.
    pub import_id: ImportId,
    /// The election whose roll it is for.
    pub election_id: Option<ElectionId>,
    /// Of [`super::kinds::Kind`].
    pub kind: String,
    /// When it was sent.
    pub began_at: DateTime<Utc>,
    /// When the process that works on it was last heard of.
    pub beat_at: DateTime<Utc>,
    /// reading, ready, taking, done or failed.
    pub state: String,
    /// Why it could not be read or taken.
    pub failure: Option<Value>,
    /// The heads of the file.
    pub heads: Value,
    /// Lines read, then lines taken.
    pub done: i64,
    /// How many lines there are, once they are being taken.
    pub total: Option<i64>,
    /// What became of it.
    pub outcome: Option<Value>,
    /// Lines that look like somebody who is there already and may be another.
    pub alike: i64,
    /// A digest of what was told of all lines.
    pub shown: String,
    /// How the file was called.
    pub file_name: String,
    /// Who sent it; nobody by name at the command line.
    pub sender: Option<String>,
}

/// Who sends a file, and how it is called.
#[derive(Clone, Debug, Default)]
pub struct SentBy {
    /// Nobody at the command line.
    pub account_id: Option<AccountId>,
    /// The name of the file.
    pub file_name: String,
}

impl Import {
    /// Whether a process works on it.
    pub fn works(&self, now: Now) -> bool {
        ["reading", "taking"].contains(&self.state.as_str()) && !self.broke_off(now)
    }

    /// Whether the process that worked on it has ended before it was done.
    pub fn broke_off(&self, now: Now) -> bool {
        ["reading", "taking"].contains(&self.state.as_str())
            && (now.0 - self.beat_at).num_seconds() > SILENT
    }
}

/// Begins an import; those that are old go.
///
/// # Errors
/// Those of the database.
pub async fn begin(
    db: &mut PgConnection,
    (world_id, place_id, election_id): (WorldId, PlaceId, Option<ElectionId>),
    kind: &str,
    sender: &SentBy,
    now: Now,
) -> sqlx::Result<ImportId> {
    sqlx::query!("delete from import where began_at < $1", now.0 - DAYS).execute(&mut *db).await?;
    sqlx::query_scalar!(
        "
        insert into import (
            world_id, place_id, election_id, kind, account_id, file_name, began_at, beat_at
        )
        values ($1, $2, $3, $4, $5, $6, $7, $7)
        returning import_id
        ",
        world_id as WorldId,
        place_id as PlaceId,
        election_id as Option<ElectionId>,
        kind,
        sender.account_id as Option<AccountId>,
        sender.file_name,
        now.0,
    )
    .fetch_one(db)
    .await
}

/// An import of a place.
///
/// # Errors
/// There is none; those of the database.
pub async fn find(
    db: &mut PgConnection,
    place_id: PlaceId,
    import_id: ImportId,
) -> sqlx::Result<Import> {
    sqlx::query_as!(
        Import,
        r#"
        select import_id, election_id, kind, began_at, beat_at, state, failure, heads, done, total, outcome,
            coalesce(alike, 0) as "alike!", coalesce(shown, '') as "shown!",
            coalesce(file_name, '') as "file_name!", account.shown_as as "sender?"
        from import
        left join account using (account_id)
        where import_id = $1
        and place_id = $2
        "#,
        import_id as ImportId,
        place_id as PlaceId,
    )
    .fetch_one(db)
    .await
}

/// Imports of a place, the latest first: so many after some.
///
/// # Errors
/// Those of the database.
pub async fn latest(
    db: &mut PgConnection,
    place_id: PlaceId,
    (after, most): (i64, i64),
) -> sqlx::Result<Vec<Import>> {
    sqlx::query_as!(
        Import,
        r#"
        select import_id, election_id, kind, began_at, beat_at, state, failure, heads, done, total, outcome,
            coalesce(alike, 0) as "alike!", coalesce(shown, '') as "shown!",
            coalesce(file_name, '') as "file_name!", account.shown_as as "sender?"
        from import
        left join account using (account_id)
        where place_id = $1
        order by import_id desc
        offset $2
        limit $3
        "#,
        place_id as PlaceId,
        after,
        most,
    )
    .fetch_all(db)
    .await
}

/// Tells that the work goes on, and how far it is.
///
/// # Errors
/// Those of the database.
pub async fn beat(
    db: &mut PgConnection,
    import_id: ImportId,
    done: i64,
    now: Now,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update import
        set done = $2, beat_at = $3
        where import_id = $1
        ",
        import_id as ImportId,
        done,
        now.0,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The process works on it still, however long the database takes.
///
/// # Errors
/// Those of the database.
pub async fn lives(db: &mut PgConnection, import_id: ImportId, now: Now) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update import
        set beat_at = $2
        where import_id = $1
        ",
        import_id as ImportId,
        now.0,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The file was read.
///
/// # Errors
/// Those of the database.
pub async fn ready(db: &mut PgConnection, import_id: ImportId, heads: &Value) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update import
        set state = 'ready', heads = $2
        where import_id = $1
        and state = 'reading'
        ",
        import_id as ImportId,
        heads,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// What is told of all lines, as a digest.
///
/// # Errors
/// Those of the database.
pub async fn shown(db: &mut PgConnection, import_id: ImportId, shown: &str) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update import
        set shown = $2
        where import_id = $1
        ",
        import_id as ImportId,
        shown,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// It cannot be read or taken.
///
/// # Errors
/// Those of the database.
pub async fn failed(
    db: &mut PgConnection,
    import_id: ImportId,
    failure: &Value,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update import
        set state = 'failed', failure = $2
        where import_id = $1
        and state <> 'done'
        ",
        import_id as ImportId,
        failure,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// It waits for another decision: something changed since it was looked at.
///
/// # Errors
/// Those of the database.
pub async fn waits(
    db: &mut PgConnection,
    import_id: ImportId,
    failure: &Value,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update import
        set state = 'ready', failure = $2
        where import_id = $1
        and state = 'taking'
        ",
        import_id as ImportId,
        failure,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Takes the work of bringing in upon oneself; gives whether nobody else has it. Who was not heard of
/// for long has ended.
///
/// # Errors
/// Those of the database.
pub async fn claim(db: &mut PgConnection, import_id: ImportId, now: Now) -> sqlx::Result<bool> {
    let silent = now.0 - chrono::TimeDelta::seconds(SILENT);
    let done = sqlx::query!(
        "
        update import
        set state = 'taking', failure = null, done = 0, beat_at = $2,
            total = (select count(*) from import_line where import_line.import_id = $1 and bar < 3)
        where import_id = $1
        and (state = 'ready' or state = 'taking' and beat_at < $3)
        ",
        import_id as ImportId,
        now.0,
        silent,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Keeps every other process from bringing the same in until the transaction ends; gives whether
/// none does, and it was not done yet.
///
/// # Errors
/// Those of the database.
pub async fn alone(db: &mut PgConnection, import_id: ImportId) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"
        select pg_try_advisory_xact_lock(hashtext('import'), (import_id % 2147483647)::int) as "alone!"
        from import
        where import_id = $1
        and state = 'taking'
        "#,
        import_id as ImportId,
    )
    .fetch_optional(db)
    .await
    .map(|alone| alone == Some(true))
}

/// It was brought in; part of the act.
///
/// # Errors
/// Those of the database.
pub async fn done(db: &mut PgConnection, import_id: ImportId, outcome: &Value) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update import
        set state = 'done', outcome = $2
        where import_id = $1
        ",
        import_id as ImportId,
        outcome,
    )
    .execute(db)
    .await?;
    Ok(())
}
