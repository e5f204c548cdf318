//! Versions of papers, what lies between them, and the numbers that announcements were given.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

use crate::shell::{
    Error,
    act::Act,
    ids::{AccountId, ElectionId},
};

/// The number of the announcement of a result in the model (forms.md section 4), which follows the
/// fifteen that a village has posted before it.
const MODEL_NO: i32 = 16;

/// The number of an election's announcement of the result: the one that it was given, or was printed
/// with. Before that the number is a preset. Every village numbers its own announcements, by the plan of
/// its town, so that the same announcement has the same number in all of them: the preset is the number
/// that the town's last announcement of a result was printed with, in the first village that of the
/// model.
///
/// # Errors
/// Those of the database.
pub async fn announcement_no(db: &mut PgConnection, election_id: ElectionId) -> sqlx::Result<i32> {
    let number = sqlx::query_scalar!(
        "
        select coalesce(
            announcement_no,
            (
                select printed.announcement_no
                from document
                join document_version as printed using (document_id)
                where document.election_id = own.election_id
                and printed.announcement_no is not null
                order by version desc
                limit 1
            ),
            (
                select printed.announcement_no
                from election as other
                join document on document.election_id = other.election_id
                join document_version as printed using (document_id)
                where other.campaign_id = own.campaign_id
                and other.body = own.body
                and printed.announcement_no is not null
                order by issued_on desc, document_id desc, version desc
                limit 1
            )
        )
        from election as own
        where election_id = $1
        ",
        election_id as ElectionId,
    )
    .fetch_one(db)
    .await?;
    Ok(number.unwrap_or(MODEL_NO))
}

/// Another number for an announcement, and why where it was printed already.
pub struct Renumbering<'a> {
    /// The number before.
    pub former: i32,
    /// The number.
    pub number: i32,
    /// Why.
    pub reason: Option<&'a str>,
}

/// Sets the number of an election's announcement of the result.
///
/// # Errors
/// Those of the database.
pub async fn number(
    act: &mut Act<'_>,
    election_id: ElectionId,
    new: &Renumbering<'_>,
) -> Result<(), Error> {
    sqlx::query!(
        "update election set announcement_no = $2 where election_id = $1",
        election_id as ElectionId,
        new.number,
    )
    .execute(&mut **act)
    .await?;
    let Some(reason) = new.reason else { return Ok(()) };
    let account_id = act.account_id()?;
    sqlx::query!(
        "
        insert into announcement_number (
            election_id, version, former, number, reason, account_id
        )
        select $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5
        from announcement_number
        where election_id = $1
        ",
        election_id as ElectionId,
        new.former,
        new.number,
        reason,
        account_id as AccountId,
    )
    .execute(&mut **act)
    .await?;
    Ok(())
}

/// An announcement that was numbered anew after it was printed.
pub struct Renumbered {
    /// The number before.
    pub former: i32,
    /// The number.
    pub number: i32,
    /// Why.
    pub reason: String,
    /// Who did it.
    pub by: String,
}

/// The numbers that an election's announcement was given anew, the oldest first.
///
/// # Errors
/// Those of the database.
pub async fn renumbered(
    db: &mut PgConnection,
    election_id: ElectionId,
) -> sqlx::Result<Vec<Renumbered>> {
    sqlx::query_as!(
        Renumbered,
        "
        select former, number, reason, shown_as as by
        from announcement_number
        join account using (account_id)
        where election_id = $1
        order by version
        ",
        election_id as ElectionId,
    )
    .fetch_all(db)
    .await
}

/// A version of a paper.
pub struct Version {
    /// The kind of paper.
    pub kind: String,
    /// The version, from 1.
    pub version: i32,
    /// The day that the paper bears.
    pub issued_on: NaiveDate,
    /// When it was made.
    pub printed_at: Option<DateTime<Utc>>,
    /// The digest of the file.
    pub sha256: String,
    /// The digest of content and template, of which the paper states the beginning.
    pub content_digest: String,
    /// A check of the form failed.
    pub draft: bool,
    /// The number of the announcement that it states.
    pub announcement_no: Option<i32>,
    /// What happened in the election between the version before and this one, by the journal.
    pub events: Vec<String>,
}

/// All versions of an election's papers, kind by kind, the newest first.
///
/// # Errors
/// Those of the database.
pub async fn versions(
    db: &mut PgConnection,
    election_id: ElectionId,
) -> sqlx::Result<Vec<Version>> {
    sqlx::query_as!(
        Version,
        r#"
        with paper as (
            select kind, version, issued_on, encode(pdf_sha256, 'hex') as sha256, content_digest,
                coalesce(draft, false) as draft, announcement_no, stream_seq,
                lag(stream_seq) over (partition by document_id order by version) as former_seq
            from document
            join document_version using (document_id)
            where election_id = $1
        )
        select kind, version, issued_on, sha256 as "sha256!", content_digest, draft as "draft!",
            announcement_no,
            (
                select recorded_at
                from stream
                join journal using (stream_id)
                where stream.kind = 'election'
                and subject = $2
                and seq > stream_seq
                and event = 'papers_printed'
                order by seq
                limit 1
            ) as printed_at,
            array(
                select event
                from stream
                join journal using (stream_id)
                where stream.kind = 'election'
                and subject = $2
                and seq > former_seq
                and seq <= stream_seq
                and event not in ('papers_printed', 'papers_retried')
                order by seq
            ) as "events!"
        from paper
        order by kind, version desc
        "#,
        election_id as ElectionId,
        election_id.0,
    )
    .fetch_all(db)
    .await
}
