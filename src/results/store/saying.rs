//! Keeping who is meant by a name written in: what one person says, and what another one answers.

use chrono::NaiveDate;
use law::tally::Field;

use super::meant::{Choice, Part};
use crate::shell::{
    Error,
    act::Act,
    ids::{AccountId, RollEntryId, RoundId},
};

/// What is said of a line.
pub struct NewChoice<'a> {
    /// The line.
    pub field: &'a Field,
    /// Its votes.
    pub votes: u32,
    /// Whose they are; their sum is the votes of the line.
    pub parts: &'a [Part],
    /// The day on paper.
    pub chosen_on: NaiveDate,
    /// Why.
    pub reason: &'a str,
}

/// Keeps who is meant by a line, as a new version, which waits for another person's answer.
///
/// # Errors
/// Those of the database.
pub async fn choose(
    act: &mut Act<'_>,
    round_id: RoundId,
    new: &NewChoice<'_>,
) -> Result<(), Error> {
    let account_id = act.account_id()?;
    let field = new.field.to_string();
    let only = match new.parts {
        [(only, _)] => *only,
        _ => None,
    };
    let version = sqlx::query_scalar!(
        "
        insert into written_choice (
            round_id, field, version, roll_entry_id, chosen_on, account_id, reason, votes
        )
        select $1, $2, coalesce(max(version), 0) + 1, $3, $4, $5, $6, $7
        from written_choice
        where round_id = $1
        and field = $2
        returning version
        ",
        round_id as RoundId,
        field,
        only as Option<RollEntryId>,
        new.chosen_on,
        account_id as AccountId,
        new.reason,
        signed(new.votes),
    )
    .fetch_one(&mut **act)
    .await?;
    let of_voters = new.parts.iter().filter_map(|(voter, votes)| Some((voter.as_ref()?.0, *votes)));
    let (voters, shares): (Vec<i64>, Vec<i32>) =
        of_voters.map(|(voter, votes)| (voter, signed(votes))).unzip();
    sqlx::query!(
        "
        insert into written_share (round_id, field, version, roll_entry_id, votes)
        select $1, $2, $3, roll_entry_id, votes
        from unnest($4::bigint[], $5::integer[]) as share (roll_entry_id, votes)
        ",
        round_id as RoundId,
        field,
        version,
        &voters,
        &shares,
    )
    .execute(&mut **act)
    .await?;
    Ok(())
}

fn signed(votes: u32) -> i32 {
    i32::try_from(votes).unwrap_or(i32::MAX)
}

/// Answers what somebody said of a line.
///
/// # Errors
/// Agreeing with oneself (`written_answer_two_persons`); those of the database.
pub async fn answer(
    act: &mut Act<'_>,
    round_id: RoundId,
    choice: &Choice,
    agreed: bool,
) -> Result<(), Error> {
    let account_id = act.account_id()?;
    sqlx::query!(
        "
        insert into written_answer (round_id, field, version, chosen_by, account_id, agreed)
        values ($1, $2, $3, $4, $5, $6)
        ",
        round_id as RoundId,
        choice.field,
        choice.version,
        choice.account_id as AccountId,
        account_id as AccountId,
        agreed,
    )
    .execute(&mut **act)
    .await?;
    Ok(())
}
