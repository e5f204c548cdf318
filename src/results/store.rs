//! Outcomes in the database.

use chrono::NaiveDate;
use law::{
    outcome::{Count, Decision, write},
    tally::{Field, Figures},
};
use sha2::{Digest, Sha256};
use sqlx::PgConnection;

use super::record;
use crate::{
    elections::{self, case::Case},
    nomination,
    shell::{
        Error,
        act::Act,
        ids::{CandidacyId, DecisionId, DeclarationId, ElectionId, RoundId},
    },
};

pub mod apart;
pub mod kin;
pub mod meant;
pub mod names;
pub mod saying;

/// Computes the outcome of definitive figures and keeps record and decision.
///
/// # Errors
/// Those of the database; figures that no count can have, which the checks of the sheet refuse.
pub async fn decide(act: &mut Act<'_>, case: &Case, figures: &Figures) -> Result<(), Error> {
    let round_id = elections::store::round(act, case.at.election_id).await?;
    let bearers = names::bearers(act, case.at.election_id, figures).await?;
    let choices = names::choices(act, round_id).await?;
    let mut taken: Vec<record::Taken<'_>> = Vec::new();
    for (field, votes) in figures {
        let Field::Written(post, name) = field else { continue };
        for (voter, votes) in meant::of_line((field, *votes), &bearers, &choices) {
            let id =
                nomination::store::write_in(act, round_id, voter, name.as_str(), *post).await?;
            taken.push((field, id, votes));
        }
    }
    let listed = nomination::store::candidates(act, round_id).await?;
    let kin = kin::of_listed(act, case, &listed).await?;
    let text = record::written(case, &listed, figures, &taken, &kin)?;
    let count =
        Count::from_json(text.as_bytes()).map_err(|_| Error::conflict("outcome-impossible"))?;
    let decision = written(&count.decide()).map_err(|error| Error::internal(&error))?;
    let digest = hex::encode(Sha256::new().chain_update(&text).chain_update(&decision).finalize());
    sqlx::query!(
        "
        insert into decision (round_id, version, record, outcome, digest)
        select $1, coalesce(max(version), 0) + 1, $2, $3, $4
        from decision
        where round_id = $1
        ",
        round_id as RoundId,
        text,
        decision,
        digest,
    )
    .execute(&mut **act)
    .await?;
    Ok(())
}

fn written(decision: &Decision) -> std::io::Result<String> {
    let mut bytes = Vec::new();
    write::decision(decision, &mut bytes)?;
    String::from_utf8(bytes).map_err(|_| std::io::ErrorKind::InvalidData.into())
}

/// A computed outcome with its declaration.
pub struct Outcome {
    /// Its key.
    pub decision_id: DecisionId,
    /// The count record.
    pub record: String,
    /// The decision.
    pub outcome: String,
    /// The digest over both.
    pub digest: String,
    /// When it was declared.
    pub declared_on: Option<NaiveDate>,
}

impl Outcome {
    /// The record, whose decision is still the one that was kept: an upgrade of the program never
    /// changes an outcome.
    ///
    /// # Errors
    /// The record cannot be read, or this program decides it otherwise.
    pub fn count(&self) -> Result<Count<'_>, Error> {
        let count = Count::from_json(self.record.as_bytes());
        let count = count.map_err(|_| Error::conflict("outcome-impossible"))?;
        let decided = written(&count.decide()).map_err(|error| Error::internal(&error))?;
        if decided == self.outcome { Ok(count) } else { Err(Error::conflict("outcome-changed")) }
    }
}

/// The newest outcome of an election's round.
///
/// # Errors
/// Those of the database.
pub async fn outcome(
    db: &mut PgConnection,
    election_id: ElectionId,
) -> sqlx::Result<Option<Outcome>> {
    sqlx::query_as!(
        Outcome,
        r#"
        select decision_id, record, outcome, decision.digest, declared_on as "declared_on?"
        from round
        join decision using (round_id)
        left join declaration using (decision_id)
        where election_id = $1
        order by round.ordinal desc, decision.version desc
        limit 1
        "#,
        election_id as ElectionId,
    )
    .fetch_optional(db)
    .await
}

/// Keeps what the commission declared.
///
/// # Errors
/// Declared already (`declaration_once`); those of the database.
pub async fn declare(
    db: &mut PgConnection,
    decision_id: DecisionId,
    on: NaiveDate,
    seats: &[(CandidacyId, i32)],
) -> sqlx::Result<()> {
    let declaration_id = sqlx::query_scalar!(
        "
        insert into declaration (decision_id, declared_on)
        values ($1, $2)
        returning declaration_id
        ",
        decision_id as DecisionId,
        on,
    )
    .fetch_one(&mut *db)
    .await?;
    for (candidacy_id, votes) in seats {
        sqlx::query!(
            "
            insert into declared_seat (declaration_id, candidacy_id, votes)
            values ($1, $2, $3)
            ",
            declaration_id as DeclarationId,
            *candidacy_id as CandidacyId,
            votes,
        )
        .execute(&mut *db)
        .await?;
    }
    Ok(())
}
