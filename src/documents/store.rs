//! Papers in the database.

pub mod known;
pub mod versions;

use std::collections::HashSet;

use chrono::NaiveDate;
use sqlx::PgConnection;

use crate::shell::{
    clock::{Now, Today},
    files,
    ids::{DocumentId, ElectionId, WorldId},
    journal::heads::Head,
    mandate::{AtElection, AtPlace},
    urls::At,
};

/// A paper that an election has, in its newest version.
pub struct Printed {
    /// The kind.
    pub kind: String,
    /// The version.
    pub version: i32,
    /// A check of the form failed: no more than a draft.
    pub draft: bool,
}

/// The papers that an election has.
///
/// # Errors
/// Those of the database.
pub async fn printed(db: &mut PgConnection, election_id: ElectionId) -> sqlx::Result<Vec<Printed>> {
    sqlx::query_as!(
        Printed,
        r#"
        select distinct on (kind) kind, version, coalesce(draft, false) as "draft!"
        from document
        join document_version using (document_id)
        where election_id = $1
        order by kind, version desc
        "#,
        election_id as ElectionId,
    )
    .fetch_all(db)
    .await
}

/// A paper that is not printed yet.
pub struct Waiting {
    /// How often it was tried in vain.
    pub attempts: i32,
    /// When it is tried next.
    pub due_at: chrono::DateTime<chrono::Utc>,
}

/// The work of printing that an election's papers wait for.
///
/// # Errors
/// Those of the database.
pub async fn waiting(
    db: &mut PgConnection,
    election_id: ElectionId,
) -> sqlx::Result<Option<Waiting>> {
    sqlx::query_as!(
        Waiting,
        "
        select attempts, due_at
        from outbox
        where kind = 'print_result'
        and subject = $1
        and done_at is null
        order by attempts desc
        limit 1
        ",
        election_id.0,
    )
    .fetch_optional(db)
    .await
}

/// Lets the papers of an election be printed at once; says whether there were any to print.
///
/// # Errors
/// Those of the database.
pub async fn print_now(
    db: &mut PgConnection,
    election_id: ElectionId,
    now: Now,
) -> sqlx::Result<bool> {
    let waiting = sqlx::query!(
        "
        update outbox
        set due_at = $2
        where kind = 'print_result'
        and subject = $1
        and done_at is null
        and due_at > $2::timestamptz + interval '1 second'
        ",
        election_id.0,
        now.0,
    )
    .execute(db)
    .await?;
    Ok(waiting.rows_affected() > 0)
}

/// A version of a paper; without one the newest.
///
/// # Errors
/// There is none; those of the database.
pub async fn pdf(
    db: &mut PgConnection,
    election_id: ElectionId,
    kind: &str,
    version: Option<i32>,
) -> sqlx::Result<Vec<u8>> {
    let sha256 = sqlx::query_scalar!(
        "
        select pdf_sha256
        from document
        join document_version using (document_id)
        where election_id = $1
        and kind = $2
        and ($3::integer is null or version = $3)
        order by version desc
        limit 1
        ",
        election_id as ElectionId,
        kind,
        version,
    )
    .fetch_one(&mut *db)
    .await?;
    files::bytes(db, &sha256).await
}

/// The newest version of a kind of paper, with its digest.
///
/// # Errors
/// Those of the database.
pub async fn newest(
    db: &mut PgConnection,
    election_id: ElectionId,
    kind: &str,
) -> sqlx::Result<Option<(i32, String)>> {
    let row = sqlx::query!(
        "
        select version, content_digest
        from document
        join document_version using (document_id)
        where election_id = $1
        and kind = $2
        order by version desc
        limit 1
        ",
        election_id as ElectionId,
        kind,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| (row.version, row.content_digest)))
}

/// A paper that was set.
pub struct NewPaper<'a> {
    /// Which election.
    pub election_id: ElectionId,
    /// Its kind.
    pub kind: &'static str,
    /// Its version, from 1.
    pub version: i32,
    /// The digest of content and template.
    pub digest: &'a str,
    /// The PDF.
    pub pdf: &'a [u8],
    /// The head of the journal that it states.
    pub head: &'a Head,
    /// The day it is of.
    pub issued_on: NaiveDate,
    /// A check of the form failed.
    pub draft: bool,
    /// The number of the announcement that it states; the report has none.
    pub number: Option<i32>,
}

/// Keeps a paper.
///
/// # Errors
/// Those of the database.
pub async fn keep(db: &mut PgConnection, new: &NewPaper<'_>) -> sqlx::Result<()> {
    let sha256 = files::keep(db, "application/pdf", new.pdf).await?;
    sqlx::query!(
        "
        insert into document (election_id, kind)
        values ($1, $2)
        on conflict on constraint document_once do nothing
        ",
        new.election_id as ElectionId,
        new.kind,
    )
    .execute(&mut *db)
    .await?;
    let document_id = sqlx::query_scalar!(
        "
        select document_id
        from document
        where election_id = $1
        and kind = $2
        for update
        ",
        new.election_id as ElectionId,
        new.kind,
    )
    .fetch_one(&mut *db)
    .await?;
    sqlx::query!(
        "
        insert into document_version (
            document_id, version, content_digest, pdf_sha256, stream_seq, stream_hash, issued_on,
            draft, announcement_no
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ",
        document_id as DocumentId,
        new.version,
        new.digest,
        &sha256,
        new.head.seq,
        &new.head.hash,
        new.issued_on,
        new.draft.then_some(true),
        new.number,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// An election with what papers say of its places.
pub struct Placed {
    /// The election.
    pub at: AtElection,
    /// The county's name.
    pub county: String,
    /// The town's name.
    pub town: String,
    /// The term.
    pub term_no: i32,
}

/// Finds an election for a job.
///
/// # Errors
/// There is none; those of the database.
pub async fn election(
    db: &mut PgConnection,
    election_id: ElectionId,
) -> Result<Placed, crate::shell::Error> {
    let row = sqlx::query!(
        r#"
        select election.campaign_id, cycle_id, body, today_on, term_no,
            unit.place_id, unit.world_id, unit.level, unit.kind, unit.name, place_code.code,
            town.name as town, county.name as county
        from election
        join campaign using (campaign_id)
        join place as unit on unit.place_id = election.place_id
        join place_code on place_code.place_id = unit.place_id and upper_inf(place_code.valid)
        join place as town on town.place_id = unit.parent_id
        join place as county on county.place_id = town.parent_id
        where election_id = $1
        "#,
        election_id as ElectionId,
    )
    .fetch_one(db)
    .await?;
    let world: WorldId = row.world_id;
    let today = Today::new(row.today_on, Now::read());
    let unit = AtPlace {
        place_id: row.place_id,
        at: At { world, code: row.code },
        level: row.level,
        kind: row.kind,
        name: row.name,
        today,
    };
    let body = law::body::Body::from_word(&row.body).ok_or(crate::shell::Error::NotFound)?;
    let at = AtElection {
        election_id,
        campaign_id: row.campaign_id,
        cycle_id: row.cycle_id,
        unit,
        body,
        today,
    };
    Ok(Placed { at, county: row.county, town: row.town, term_no: row.term_no })
}

/// Those of these elections whose papers could not be printed so far.
///
/// # Errors
/// Those of the database.
pub async fn unprinted(
    db: &mut PgConnection,
    elections: &[ElectionId],
) -> sqlx::Result<HashSet<ElectionId>> {
    let ids: Vec<i64> = elections.iter().map(|id| id.0).collect();
    let subjects = sqlx::query_scalar!(
        "
        select subject
        from outbox
        where kind = 'print_result'
        and done_at is null
        and attempts > 0
        and subject = any ($1)
        ",
        &ids,
    )
    .fetch_all(db)
    .await?;
    Ok(subjects.into_iter().map(ElectionId).collect())
}
