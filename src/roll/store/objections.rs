//! Objections to a roll.

use chrono::NaiveDate;
use sqlx::PgConnection;

use crate::shell::{
    form::Entry,
    ids::{ElectionId, ObjectionId},
};

/// An objection as it is filed.
pub struct NewObjection<'a> {
    /// The day.
    pub filed_on: NaiveDate,
    /// Who.
    pub filed_by: &'a str,
    /// What about.
    pub matter: &'a str,
}

/// What an entry key stands for already.
///
/// # Errors
/// Those of the database.
pub async fn filed(db: &mut PgConnection, entry: &Entry) -> sqlx::Result<Option<Vec<u8>>> {
    sqlx::query_scalar!(
        r#"select digest as "digest!" from objection where entry_key = $1"#,
        entry.key,
    )
    .fetch_optional(db)
    .await
}

/// Keeps an objection; says whether its key was new.
///
/// # Errors
/// Those of the database.
pub async fn object(
    db: &mut PgConnection,
    election_id: ElectionId,
    new: &NewObjection<'_>,
    entry: &Entry,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "
        insert into objection (roll_id, filed_on, filed_by, matter, entry_key, digest)
        select roll_id, $2, $3, $4, $5, $6
        from roll
        where election_id = $1
        order by version desc
        limit 1
        on conflict on constraint objection_entry_key do nothing
        ",
        election_id as ElectionId,
        new.filed_on,
        new.filed_by,
        new.matter,
        entry.key,
        &entry.digest,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// An objection to a roll.
pub struct Objection {
    /// Its key.
    pub objection_id: ObjectionId,
    /// The day it was filed.
    pub filed_on: NaiveDate,
    /// Who filed it.
    pub filed_by: String,
    /// What about.
    pub matter: String,
    /// The day it was decided or withdrawn.
    pub decided_on: Option<NaiveDate>,
    /// upheld, rejected or withdrawn.
    pub decision: Option<String>,
    /// Why.
    pub grounds: Option<String>,
    /// It was decided when the roll was sealed already.
    pub decided_sealed: bool,
}

/// The objections to a roll, oldest first.
///
/// # Errors
/// Those of the database.
pub async fn objections(
    db: &mut PgConnection,
    election_id: ElectionId,
) -> sqlx::Result<Vec<Objection>> {
    sqlx::query_as!(
        Objection,
        r#"
        select objection_id, filed_on, filed_by, matter, decided_on, decision, grounds,
            coalesce(decided_sealed, false) as "decided_sealed!"
        from roll
        join objection using (roll_id)
        where election_id = $1
        order by objection_id
        "#,
        election_id as ElectionId,
    )
    .fetch_all(db)
    .await
}

/// An objection of an election.
///
/// # Errors
/// Those of the database.
pub async fn objection(
    db: &mut PgConnection,
    election_id: ElectionId,
    objection_id: ObjectionId,
) -> sqlx::Result<Option<Objection>> {
    sqlx::query_as!(
        Objection,
        r#"
        select objection_id, filed_on, filed_by, matter, decided_on, decision, grounds,
            coalesce(decided_sealed, false) as "decided_sealed!"
        from roll
        join objection using (roll_id)
        where election_id = $1
        and objection_id = $2
        "#,
        election_id as ElectionId,
        objection_id as ObjectionId,
    )
    .fetch_optional(db)
    .await
}

/// A decision as it is kept.
pub struct NewDecision<'a> {
    /// The day.
    pub on: NaiveDate,
    /// upheld, rejected or withdrawn.
    pub word: &'a str,
    /// Why.
    pub grounds: Option<&'a str>,
    /// The roll is sealed already.
    pub sealed: bool,
}

/// Decides an objection; says whether there is one of this election that nobody has decided.
///
/// # Errors
/// Decided before it was filed (`objection_order`); those of the database.
pub async fn decide(
    db: &mut PgConnection,
    election_id: ElectionId,
    objection_id: ObjectionId,
    new: &NewDecision<'_>,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "
        update objection
        set decided_on = $3, decision = $4, grounds = $5, decided_sealed = $6
        from roll
        where roll.roll_id = objection.roll_id
        and roll.election_id = $1
        and objection_id = $2
        and objection.decided_on is null
        ",
        election_id as ElectionId,
        objection_id as ObjectionId,
        new.on,
        new.word,
        new.grounds,
        new.sealed.then_some(true),
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Why an objection is decided anew.
pub struct Anew<'a> {
    /// mistake or town.
    pub cause: &'static str,
    /// In words.
    pub reason: &'a str,
}

/// Decides an objection anew: the decision that it has becomes a former one.
///
/// # Errors
/// Decided before it was filed (`objection_order`); those of the database.
pub async fn decide_anew(
    db: &mut PgConnection,
    election_id: ElectionId,
    objection_id: ObjectionId,
    on: NaiveDate,
    (decision, grounds): (&str, Option<&str>),
    why: &Anew<'_>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        insert into former_decision (objection_id, decided_on, decision, grounds, cause, reason)
        select objection_id, decided_on, decision, grounds, $2, $3
        from objection
        where objection_id = $1
        ",
        objection_id as ObjectionId,
        why.cause,
        why.reason,
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "
        update objection
        set decided_on = $3, decision = $4, grounds = $5
        from roll
        where roll.roll_id = objection.roll_id
        and roll.election_id = $1
        and objection_id = $2
        ",
        election_id as ElectionId,
        objection_id as ObjectionId,
        on,
        decision,
        grounds,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A decision that no longer holds.
pub struct Former {
    /// Of which objection.
    pub objection_id: ObjectionId,
    /// The day.
    pub decided_on: NaiveDate,
    /// upheld, rejected or withdrawn.
    pub decision: String,
    /// Why it was so decided.
    pub grounds: Option<String>,
    /// mistake or town.
    pub cause: String,
    /// Why it was decided anew.
    pub reason: String,
}

/// The decisions on objections to a roll that no longer hold, oldest first.
///
/// # Errors
/// Those of the database.
pub async fn former(db: &mut PgConnection, election_id: ElectionId) -> sqlx::Result<Vec<Former>> {
    sqlx::query_as!(
        Former,
        "
        select objection_id, former_decision.decided_on, former_decision.decision,
            former_decision.grounds, cause, reason
        from roll
        join objection using (roll_id)
        join former_decision using (objection_id)
        where election_id = $1
        order by former_decision_id
        ",
        election_id as ElectionId,
    )
    .fetch_all(db)
    .await
}
