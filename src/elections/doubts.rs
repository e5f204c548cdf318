//! What of a counted sheet is in doubt and keeps the result from being declared: names that several
//! voters bear, and requests to open the sheet again.

use law::facts::CountFacts;
use sqlx::PgConnection;

use crate::shell::{
    ids::{CycleId, ElectionId, RoundId},
    mandate::AtElection,
};

/// The facts of a count with its doubts.
///
/// # Errors
/// Those of the database.
pub(super) async fn of(
    db: &mut PgConnection,
    at: &AtElection,
    round_id: RoundId,
    count: CountFacts,
) -> sqlx::Result<CountFacts> {
    let open_requests = open_requests(db, round_id).await?;
    Ok(CountFacts { open_requests, ..names(db, at, round_id, count).await? })
}

/// Lines of the last sheet with a name that several voters bear: those of which two have not said who
/// is meant since they have their votes, those where a proposal waits, the last day of what counts.
#[expect(clippy::too_many_lines, reason = "one query")]
async fn names(
    db: &mut PgConnection,
    at: &AtElection,
    round_id: RoundId,
    count: CountFacts,
) -> sqlx::Result<CountFacts> {
    let row = sqlx::query!(
        r#"
        with line as (
            select distinct on (field) field, value
            from vote_count
            join sheet using (vote_count_id)
            join sheet_entry using (sheet_id)
            join sheet_figure using (sheet_entry_id)
            where round_id = $1
            and not exists (
                select
                from sheet as later
                where later.vote_count_id = sheet.vote_count_id
                and later.sheet_id > sheet.sheet_id
            )
            and sheet_entry.ordinal = 1
            and field like 'written.%'
            order by field, version desc
        )
        select
            count(*) filter (where agreed.votes is distinct from value) as "unclear!",
            count(*) filter (where last.votes = value and last.waits) as "waiting!",
            max(agreed.chosen_on) filter (where agreed.votes = value) as said_on
        from line
        left join lateral (
            select written_choice.votes, written_choice.chosen_on
            from written_choice
            join written_answer using (round_id, field, version)
            where round_id = $1
            and written_choice.field = line.field
            and agreed
            order by version desc
            limit 1
        ) as agreed on true
        left join lateral (
            select written_choice.votes, written_answer.version is null as waits
            from written_choice
            left join written_answer using (round_id, field, version)
            where round_id = $1
            and written_choice.field = line.field
            order by version desc
            limit 1
        ) as last on true
        where value > 0
        and (
            select count(*)
            from roll
            join roll_entry using (roll_id)
            where election_id = $2
            and cycle_id = $3
            and struck_by is null
            and name = substring(line.field from '^written\.[^.]+\.(.*)$')
        ) > 1
        "#,
        round_id as RoundId,
        at.election_id as ElectionId,
        at.cycle_id as CycleId,
    )
    .fetch_one(db)
    .await?;
    Ok(CountFacts {
        unclear_names: super::facts::number(row.unclear),
        open_choices: super::facts::number(row.waiting),
        names_said_on: row.said_on,
        ..count
    })
}

/// Requests for the last sheet that nobody has answered.
async fn open_requests(db: &mut PgConnection, round_id: RoundId) -> sqlx::Result<u32> {
    let count = sqlx::query_scalar!(
        r#"
        select count(*) as "count!"
        from vote_count
        join sheet using (vote_count_id)
        join sheet_request using (sheet_id)
        where round_id = $1
        and not exists (
            select
            from sheet as later
            where later.vote_count_id = sheet.vote_count_id
            and later.sheet_id > sheet.sheet_id
        )
        and not exists (
            select
            from sheet_answer
            where sheet_answer.sheet_request_id = sheet_request.sheet_request_id
        )
        "#,
        round_id as RoundId,
    )
    .fetch_one(db)
    .await?;
    Ok(super::facts::number(count))
}
