//! What was done with a paper decision: its versions with their scans, checks, withdrawals.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

use super::Standing;
use crate::shell::{
    Error,
    act::Act,
    ids::{AccountId, PaperDecisionId},
    mandate::Role,
};

/// A version of a paper decision.
pub struct Version {
    /// Its number, from 1.
    pub version: i32,
    /// Who decided.
    pub body: String,
    /// The meeting.
    pub meeting: Option<String>,
    /// The document's number.
    pub document_number: Option<String>,
    /// The day on the paper.
    pub decided_on: NaiveDate,
    /// What it decides.
    pub decides: String,
    /// The campaign's day on which it was entered.
    pub entered_on: NaiveDate,
    /// How the person is shown who entered it.
    pub by: String,
    /// In which role.
    pub role: String,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
}

/// The versions of a decision, the last one first.
///
/// # Errors
/// Those of the database.
pub async fn versions(
    db: &mut PgConnection,
    paper_decision_id: PaperDecisionId,
) -> sqlx::Result<Vec<Version>> {
    sqlx::query_as!(
        Version,
        "
        select version, body, meeting, document_number, decided_on, decides, entered_on,
            shown_as as by, role, recorded_at
        from paper_decision_version
        join account using (account_id)
        where paper_decision_id = $1
        order by version desc
        ",
        paper_decision_id as PaperDecisionId,
    )
    .fetch_all(db)
    .await
}

/// A file of a version's scan.
pub struct Scan {
    /// Of which version.
    pub version: i32,
    /// Its number, from 1.
    pub ordinal: i32,
    /// What it is.
    pub media_type: String,
    /// Its size in bytes.
    pub bytes: i32,
}

/// The scans of all versions of a decision.
///
/// # Errors
/// Those of the database.
pub async fn scans(
    db: &mut PgConnection,
    paper_decision_id: PaperDecisionId,
) -> sqlx::Result<Vec<Scan>> {
    sqlx::query_as!(
        Scan,
        r#"
        select version, ordinal, media_type, octet_length(bytes) as "bytes!"
        from paper_decision_scan
        join attachment using (sha256)
        where paper_decision_id = $1
        order by version, ordinal
        "#,
        paper_decision_id as PaperDecisionId,
    )
    .fetch_all(db)
    .await
}

/// What a file of a scan is, and its bytes.
///
/// # Errors
/// There is none; those of the database.
pub async fn scan(
    db: &mut PgConnection,
    paper_decision_id: PaperDecisionId,
    version: i32,
    ordinal: i32,
) -> sqlx::Result<(String, Vec<u8>)> {
    let row = sqlx::query!(
        "
        select media_type, bytes
        from paper_decision_scan
        join attachment using (sha256)
        where paper_decision_id = $1
        and version = $2
        and ordinal = $3
        ",
        paper_decision_id as PaperDecisionId,
        version,
        ordinal,
    )
    .fetch_one(db)
    .await?;
    Ok((row.media_type, row.bytes))
}

/// Adds a file to a version's scan.
pub(super) async fn add_scan(
    db: &mut PgConnection,
    paper_decision_id: PaperDecisionId,
    version: i32,
    ordinal: i32,
    sha256: &[u8],
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        insert into paper_decision_scan (paper_decision_id, version, ordinal, sha256)
        values ($1, $2, $3, $4)
        ",
        paper_decision_id as PaperDecisionId,
        version,
        ordinal,
        sha256,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Gives a version the scans of the one before.
pub(super) async fn keep_scans(
    db: &mut PgConnection,
    paper_decision_id: PaperDecisionId,
    version: i32,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        insert into paper_decision_scan (paper_decision_id, version, ordinal, sha256)
        select paper_decision_id, $2, ordinal, sha256
        from paper_decision_scan
        where paper_decision_id = $1
        and version = $2 - 1
        ",
        paper_decision_id as PaperDecisionId,
        version,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// What somebody found when he checked a version.
pub struct Check {
    /// Of which version.
    pub version: i32,
    /// It says what the scan says; else it was given back.
    pub agreed: bool,
    /// Why it was given back.
    pub reason: Option<String>,
    /// How the person is shown.
    pub by: String,
    /// In which role.
    pub role: String,
    /// When.
    pub recorded_at: DateTime<Utc>,
}

/// The checks of a decision.
///
/// # Errors
/// Those of the database.
pub async fn checks(
    db: &mut PgConnection,
    paper_decision_id: PaperDecisionId,
) -> sqlx::Result<Vec<Check>> {
    sqlx::query_as!(
        Check,
        "
        select version, agreed, reason, shown_as as by, role, recorded_at
        from paper_decision_check
        join account using (account_id)
        where paper_decision_id = $1
        ",
        paper_decision_id as PaperDecisionId,
    )
    .fetch_all(db)
    .await
}

/// Keeps what somebody found; `reason` says why it is given back.
///
/// # Errors
/// The enterer himself (`paper_decision_check_second_person`); those of the database.
pub async fn check(
    act: &mut Act<'_>,
    standing: &Standing,
    role: Role,
    reason: Option<&str>,
) -> Result<(), Error> {
    let (account_id, now) = (act.account_id()?, act.now());
    sqlx::query!(
        "
        insert into paper_decision_check (
            paper_decision_id, version, entered_by, account_id, role, agreed, reason, recorded_at
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        ",
        standing.paper_decision_id as PaperDecisionId,
        standing.version,
        standing.entered_by as AccountId,
        account_id as AccountId,
        role.word(),
        reason.is_none(),
        reason,
        now.0,
    )
    .execute(&mut **act)
    .await?;
    Ok(())
}

/// A request to withdraw a decision, with its answer.
pub struct Withdrawal {
    /// Why.
    pub reason: String,
    /// How the person is shown who asks.
    pub by: String,
    /// In which role.
    pub role: String,
    /// When.
    pub recorded_at: DateTime<Utc>,
    /// Whether it was agreed to; `None` while it waits.
    pub agreed: Option<bool>,
    /// Why it was declined.
    pub declined: Option<String>,
    /// How the person is shown who answered.
    pub answered_by: Option<String>,
    /// When that was recorded.
    pub answered_at: Option<DateTime<Utc>>,
}

/// The requests to withdraw a decision, the last one first.
///
/// # Errors
/// Those of the database.
pub async fn withdrawals(
    db: &mut PgConnection,
    paper_decision_id: PaperDecisionId,
) -> sqlx::Result<Vec<Withdrawal>> {
    sqlx::query_as!(
        Withdrawal,
        r#"
        select asked.reason, asker.shown_as as by, asked.role, asked.recorded_at,
            answer.agreed as "agreed?", answer.reason as "declined?",
            answerer.shown_as as "answered_by?", answer.recorded_at as "answered_at?"
        from paper_decision_withdrawal as asked
        join account as asker on asker.account_id = asked.account_id
        left join paper_decision_withdrawal_answer as answer using (paper_decision_withdrawal_id)
        left join account as answerer on answerer.account_id = answer.account_id
        where paper_decision_id = $1
        order by paper_decision_withdrawal_id desc
        "#,
        paper_decision_id as PaperDecisionId,
    )
    .fetch_all(db)
    .await
}

/// Asks to withdraw a decision that was checked.
///
/// # Errors
/// Those of the database.
pub async fn ask_withdrawal(
    act: &mut Act<'_>,
    standing: &Standing,
    role: Role,
    reason: &str,
) -> Result<(), Error> {
    let (account_id, now) = (act.account_id()?, act.now());
    sqlx::query!(
        "
        insert into paper_decision_withdrawal (
            paper_decision_id, version, entered_by, checked_by, account_id, role, reason,
            recorded_at
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        ",
        standing.paper_decision_id as PaperDecisionId,
        standing.version,
        standing.entered_by as AccountId,
        standing.checked_by as Option<AccountId>,
        account_id as AccountId,
        role.word(),
        reason,
        now.0,
    )
    .execute(&mut **act)
    .await?;
    Ok(())
}

/// Answers the request that waits; `reason` says why nothing comes of it.
///
/// # Errors
/// Agreeing by who had a hand in it (`paper_decision_withdrawal_answer_second_person`); those of the
/// database.
pub async fn answer_withdrawal(
    act: &mut Act<'_>,
    standing: &Standing,
    role: Role,
    agreed: bool,
    reason: Option<&str>,
) -> Result<(), Error> {
    let (account_id, now) = (act.account_id()?, act.now());
    sqlx::query!(
        "
        insert into paper_decision_withdrawal_answer (
            paper_decision_withdrawal_id, entered_by, checked_by, asked_by, account_id, role, agreed,
            reason, recorded_at
        )
        select withdrawal_id, entered_by, checked_by, asked_by, $2, $3, $4, $5, $6
        from paper_standing
        where paper_decision_id = $1
        and state = 'withdrawal-asked'
        ",
        standing.paper_decision_id as PaperDecisionId,
        account_id as AccountId,
        role.word(),
        agreed,
        reason,
        now.0,
    )
    .execute(&mut **act)
    .await?;
    Ok(())
}
