//! Days that were entered wrongly, in the database: the old day stays, the newest one holds.

use chrono::{DateTime, NaiveDate, Utc};
use law::{body::Post, stage::Stage};
use sqlx::PgConnection;

use crate::shell::{
    Error,
    act::Act,
    ids::{AccountId, ElectionId, RoundId},
};

/// The stages that are closed, by their words, each with the day that holds.
///
/// # Errors
/// Those of the database.
pub async fn closed(
    db: &mut PgConnection,
    election_id: ElectionId,
) -> sqlx::Result<Vec<(String, NaiveDate)>> {
    let rows = sqlx::query!(
        r#"
        select stage, coalesce(
            (
                select closed_on
                from stage_correction
                where stage_correction.election_id = stage_entry.election_id
                and stage_correction.stage = stage_entry.stage
                order by stage_correction_id desc
                limit 1
            ),
            closed_on
        ) as "closed_on!"
        from stage_entry
        where election_id = $1
        "#,
        election_id as ElectionId,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.stage, row.closed_on)).collect())
}

/// Who closed a stage, and when it was entered.
///
/// # Errors
/// Those of the database.
pub async fn closed_by(
    db: &mut PgConnection,
    election_id: ElectionId,
    stage: Stage,
) -> sqlx::Result<Option<(String, DateTime<Utc>)>> {
    let row = sqlx::query!(
        "
        select shown_as, recorded_at
        from stage_entry
        join account using (account_id)
        where election_id = $1
        and stage = $2
        ",
        election_id as ElectionId,
        stage.word(),
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| (row.shown_as, row.recorded_at)))
}

/// A day that no longer holds.
pub struct Former {
    /// The word of the stage; `None` is the election day.
    pub stage: Option<String>,
    /// The day that was entered before.
    pub before_on: NaiveDate,
    /// The day that was entered instead.
    pub after_on: NaiveDate,
    /// Why.
    pub reason: String,
}

/// Every day that was corrected, the oldest first.
///
/// # Errors
/// Those of the database.
pub async fn former(db: &mut PgConnection, election_id: ElectionId) -> sqlx::Result<Vec<Former>> {
    sqlx::query_as!(
        Former,
        r#"
        select stage as "stage?", before_on as "before_on!", after_on as "after_on!", reason as "reason!"
        from (
            select null as stage, before_on, after_on, reason, recorded_at
            from election_day_change
            where election_id = $1
            union all
            select
                stage_correction.stage,
                lag(stage_correction.closed_on, 1, stage_entry.closed_on) over (
                    partition by stage_correction.stage
                    order by stage_correction_id
                ),
                stage_correction.closed_on,
                reason,
                stage_correction.recorded_at
            from stage_correction
            join stage_entry using (election_id, stage)
            where election_id = $1
        ) as corrected
        order by recorded_at
        "#,
        election_id as ElectionId,
    )
    .fetch_all(db)
    .await
}

/// Enters another day for a stage that is closed.
///
/// # Errors
/// Those of the database.
pub async fn correct(
    act: &mut Act<'_>,
    election_id: ElectionId,
    stage: Stage,
    on: NaiveDate,
    reason: &str,
) -> Result<(), Error> {
    let (account_id, now) = (act.account_id()?, act.now());
    sqlx::query!(
        "
        insert into stage_correction (election_id, stage, closed_on, reason, recorded_at, account_id)
        values ($1, $2, $3, $4, $5, $6)
        ",
        election_id as ElectionId,
        stage.word(),
        on,
        reason,
        now.0,
        account_id as AccountId,
    )
    .execute(&mut **act)
    .await?;
    Ok(())
}

/// Moves the election day.
///
/// # Errors
/// Those of the database.
pub async fn move_day(
    act: &mut Act<'_>,
    election_id: ElectionId,
    before_on: NaiveDate,
    after_on: NaiveDate,
    reason: &str,
) -> Result<(), Error> {
    let (account_id, now) = (act.account_id()?, act.now());
    sqlx::query!(
        "
        insert into election_day_change (
            election_id, before_on, after_on, reason, recorded_at, account_id
        )
        values ($1, $2, $3, $4, $5, $6)
        ",
        election_id as ElectionId,
        before_on,
        after_on,
        reason,
        now.0,
        account_id as AccountId,
    )
    .execute(&mut **act)
    .await?;
    sqlx::query!(
        "
        update election
        set election_on = $2
        where election_id = $1
        ",
        election_id as ElectionId,
        after_on,
    )
    .execute(&mut **act)
    .await?;
    Ok(())
}

/// Gives a round other seats.
///
/// # Errors
/// Those of the database.
pub async fn seats(
    act: &mut Act<'_>,
    round_id: RoundId,
    seats: &[(Post, u32)],
) -> Result<(), Error> {
    let posts: Vec<String> = seats.iter().map(|(post, _)| post.word().to_owned()).collect();
    let numbers: Vec<i32> =
        seats.iter().map(|(_, seats)| i32::try_from(*seats).unwrap_or(i32::MAX)).collect();
    sqlx::query!(
        "
        delete from round_seat
        where round_id = $1
        and post <> all ($2)
        ",
        round_id as RoundId,
        &posts,
    )
    .execute(&mut **act)
    .await?;
    sqlx::query!(
        "
        insert into round_seat (round_id, post, seats)
        select $1, post, seats
        from unnest($2::text[], $3::int[]) as given (post, seats)
        on conflict (round_id, post, women_only) do update
        set seats = excluded.seats
        where round_seat.seats <> excluded.seats
        ",
        round_id as RoundId,
        &posts,
        &numbers,
    )
    .execute(&mut **act)
    .await?;
    Ok(())
}

/// The days of birth of everybody on the roll.
///
/// # Errors
/// Those of the database.
pub async fn births(
    db: &mut PgConnection,
    election_id: ElectionId,
) -> sqlx::Result<Vec<NaiveDate>> {
    sqlx::query_scalar!(
        "
        select birth_on
        from roll
        join roll_entry using (roll_id)
        where election_id = $1
        ",
        election_id as ElectionId,
    )
    .fetch_all(db)
    .await
}

/// Whether an account has entered the sheet of an election's newest round.
///
/// # Errors
/// Those of the database.
pub async fn has_entered(
    db: &mut PgConnection,
    election_id: ElectionId,
    account_id: AccountId,
) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"
        select exists (
            select
            from round
            join vote_count using (round_id)
            join sheet using (vote_count_id)
            join sheet_entry using (sheet_id)
            where election_id = $1
            and account_id = $2
        ) as "entered!"
        "#,
        election_id as ElectionId,
        account_id as AccountId,
    )
    .fetch_one(db)
    .await
}

/// The number of the last row of an election's journal.
///
/// # Errors
/// Those of the database.
pub async fn head(db: &mut PgConnection, election_id: ElectionId) -> sqlx::Result<i64> {
    let found = sqlx::query_scalar!(
        "
        select head_seq
        from stream
        where kind = 'election'
        and subject = $1
        ",
        election_id.0,
    )
    .fetch_optional(db)
    .await?;
    Ok(found.unwrap_or_default())
}

/// Who did what in an election after a row of its journal: names and events.
///
/// # Errors
/// Those of the database.
pub async fn since(
    db: &mut PgConnection,
    election_id: ElectionId,
    seq: i64,
) -> sqlx::Result<Vec<(String, String)>> {
    let rows = sqlx::query!(
        "
        select actor_name, event
        from stream
        join journal using (stream_id)
        where kind = 'election'
        and subject = $1
        and seq > $2
        order by seq
        limit 1000
        ",
        election_id.0,
        seq,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.actor_name, row.event)).collect())
}
