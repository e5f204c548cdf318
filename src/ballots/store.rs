//! The ledger in the database.

use std::collections::HashMap;

use chrono::NaiveDate;
use sqlx::PgConnection;

use crate::shell::{
    form::Entry,
    ids::{ElectionId, MovementId, RoundId},
};

/// Kinds of movements, in the order of a ballot's life.
/// What a scribe wrote is a part of what was issued.
pub const KINDS: [&str; 6] = ["printed", "issued", "scribed", "spoiled", "unused", "collected"];
/// Ways of issuing, as on the tally sheet.
pub const CHANNELS: [&str; 4] = ["hall", "station", "mobile", "proxy"];

/// Ballots that went a way.
pub struct Movement {
    /// One of [`KINDS`].
    pub kind: String,
    /// One of [`CHANNELS`], of ballots issued.
    pub channel: Option<String>,
    /// The hour of the day, the finest time that is kept.
    pub hour: Option<i32>,
    /// How many.
    pub quantity: i32,
}

/// How an entry of the ledger came in.
pub struct Sent<'a> {
    /// Its key and content.
    pub entry: &'a Entry,
    /// Why, where the ledger asks.
    pub reason: Option<&'a str>,
    /// After the vote was closed.
    pub late: bool,
}

/// What an entry key stands for already.
///
/// # Errors
/// Those of the database.
pub async fn entered(db: &mut PgConnection, entry: &Entry) -> sqlx::Result<Option<Vec<u8>>> {
    sqlx::query_scalar!(
        r#"select digest as "digest!" from ballot_movement where entry_key = $1"#,
        entry.key,
    )
    .fetch_optional(db)
    .await
}

/// Keeps others from entering movements until the end of the act.
///
/// # Errors
/// Those of the database.
pub async fn lock(db: &mut PgConnection, round_id: RoundId) -> sqlx::Result<()> {
    sqlx::query!(
        "select 1 as locked from round where round_id = $1 for no key update",
        round_id as RoundId,
    )
    .fetch_one(db)
    .await?;
    Ok(())
}

/// Whether a line of a ledger after so many says the same and counts.
///
/// # Errors
/// Those of the database.
pub async fn is_there_after(
    db: &mut PgConnection,
    round_id: RoundId,
    lines: i64,
    new: &Movement,
) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"
        select exists (
            select
            from (
                select ballot_movement_id
                from ballot_movement
                where round_id = $1
                order by ballot_movement_id
                offset $2
            ) as later
            join ballot_standing using (ballot_movement_id)
            where kind = $3
            and channel is not distinct from $4
            and hour is not distinct from $5
            and quantity = $6
        ) as "there!"
        "#,
        round_id as RoundId,
        lines,
        new.kind,
        new.channel,
        new.hour,
        new.quantity,
    )
    .fetch_one(db)
    .await
}

/// Enters a movement; says whether its key was new.
///
/// # Errors
/// Those of the database.
pub async fn enter(
    db: &mut PgConnection,
    round_id: RoundId,
    new: &Movement,
    sent: &Sent<'_>,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "
        insert into ballot_movement (
            round_id, kind, channel, hour, quantity, entry_key, digest, reason, late
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        on conflict on constraint ballot_movement_entry_key do nothing
        ",
        round_id as RoundId,
        new.kind,
        new.channel,
        new.hour,
        new.quantity,
        sent.entry.key,
        &sent.entry.digest,
        sent.reason,
        sent.late.then_some(true),
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes a movement back by a counter-entry; says whether it was there and nobody had done so.
///
/// # Errors
/// Those of the database.
pub async fn take_back(
    db: &mut PgConnection,
    round_id: RoundId,
    movement_id: MovementId,
    sent: &Sent<'_>,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "
        insert into ballot_movement (
            round_id, kind, channel, hour, quantity, entry_key, digest, reason, late, takes_back
        )
        select round_id, kind, channel, hour, quantity, $3, $4, $5, $6, ballot_movement_id
        from ballot_movement
        where round_id = $1
        and ballot_movement_id = $2
        and takes_back is null
        on conflict do nothing
        ",
        round_id as RoundId,
        movement_id as MovementId,
        sent.entry.key,
        &sent.entry.digest,
        sent.reason,
        sent.late.then_some(true),
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Ballots that went one way.
pub struct Sum {
    /// The round.
    pub round_id: RoundId,
    /// One of [`KINDS`].
    pub kind: String,
    /// One of [`CHANNELS`], of ballots issued.
    pub channel: Option<String>,
    /// How many, without what was taken back.
    pub quantity: i64,
}

/// What the ledgers of rounds add up to, by every kind and channel that they have ever named.
///
/// # Errors
/// Those of the database.
pub async fn sums(db: &mut PgConnection, rounds: &[i64]) -> sqlx::Result<Vec<Sum>> {
    sqlx::query_as!(
        Sum,
        r#"
        select movement.round_id, movement.kind, movement.channel,
            coalesce(sum(standing.quantity), 0) as "quantity!"
        from ballot_movement as movement
        left join ballot_standing as standing using (ballot_movement_id)
        where movement.round_id = any ($1)
        group by movement.round_id, movement.kind, movement.channel
        "#,
        rounds,
    )
    .fetch_all(db)
    .await
}

/// Every kind of the ledger with what it adds up to, from quantities with their kinds.
pub fn by_kind<'a>(
    quantities: &(impl Iterator<Item = (&'a str, i64)> + Clone),
) -> [(&'static str, i64); KINDS.len()] {
    KINDS.map(|kind| {
        let of = quantities.clone().filter(|(of, _)| *of == kind);
        (kind, of.map(|(_, quantity)| quantity).sum())
    })
}

/// A line of the ledger.
pub struct Line {
    /// Its key.
    pub movement_id: MovementId,
    /// One of [`KINDS`].
    pub kind: String,
    /// One of [`CHANNELS`], of ballots issued.
    pub channel: Option<String>,
    /// The hour of the day.
    pub hour: Option<i32>,
    /// How many.
    pub quantity: i32,
    /// Why it was entered, where the ledger asks.
    pub reason: Option<String>,
    /// The line that it takes back.
    pub takes_back: Option<MovementId>,
    /// Another line takes it back.
    pub taken_back: bool,
    /// Entered after the vote was closed.
    pub late: bool,
}

impl Line {
    /// Whether it counts: neither taken back nor a counter-entry.
    pub fn counts(&self) -> bool {
        !self.taken_back && self.takes_back.is_none()
    }
}

/// The ledger, in the order entered, with what was taken back.
///
/// # Errors
/// Those of the database.
pub async fn ledger(db: &mut PgConnection, round_id: RoundId) -> sqlx::Result<Vec<Line>> {
    sqlx::query_as!(
        Line,
        r#"
        select movement.ballot_movement_id as movement_id, movement.kind, movement.channel,
            movement.hour, movement.quantity, movement.reason, movement.takes_back,
            counter.ballot_movement_id is not null as "taken_back!",
            movement.late is not null as "late!"
        from ballot_movement as movement
        left join ballot_movement as counter
            on counter.takes_back = movement.ballot_movement_id
        where movement.round_id = $1
        order by movement.ballot_movement_id
        "#,
        round_id as RoundId,
    )
    .fetch_all(db)
    .await
}

/// The days of a rehearsal on which lines of its ledger were recorded, by their keys: the last one
/// that its town had set by then. The ledger itself holds no day, so that the journal is asked.
///
/// # Errors
/// Those of the database.
pub async fn rehearsed_on(
    db: &mut PgConnection,
    election_id: ElectionId,
) -> sqlx::Result<HashMap<i64, NaiveDate>> {
    let rows = sqlx::query!(
        r#"
        with moved as (
            select recorded_at, (noted.row ->> 'today_on')::date as today_on
            from election
            join stream on stream.kind = 'campaign' and stream.subject = election.campaign_id
            join journal using (stream_id)
            join journal_payload using (stream_id, seq)
            cross join lateral jsonb_path_query(
                convert_from(bytes, 'UTF8')::jsonb,
                '$.changes[*] ? (@.relation == "campaign").rows[*]'
            ) as noted (row)
            where election_id = $1
            and event = 'rehearsal_date_moved'
        )
        select (noted.row ->> 'ballot_movement_id')::bigint as "id!", day.today_on as "on!"
        from stream
        join journal using (stream_id)
        join journal_payload using (stream_id, seq)
        cross join lateral jsonb_path_query(
            convert_from(bytes, 'UTF8')::jsonb,
            '$.changes[*] ? (@.relation == "ballot_movement" && @.operation == "insert").rows[*]'
        ) as noted (row)
        cross join lateral (
            select moved.today_on
            from moved
            where moved.recorded_at <= journal.recorded_at
            order by moved.recorded_at desc
            limit 1
        ) as day
        where kind = 'election'
        and subject = $1
        and event in ('ballots_moved', 'ballots_taken_back')
        "#,
        election_id as ElectionId,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.on)).collect())
}
