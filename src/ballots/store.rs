//! The ledger in the database.

use sqlx::PgConnection;

use crate::shell::ids::RoundId;

/// Kinds of movements, in the order of a ballot's life.
pub const KINDS: [&str; 5] = ["printed", "issued", "spoiled", "unused", "collected"];
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

/// Enters a movement.
///
/// # Errors
/// Those of the database.
pub async fn enter(db: &mut PgConnection, round_id: RoundId, new: &Movement) -> sqlx::Result<()> {
    sqlx::query!(
        "
        insert into ballot_movement (round_id, kind, channel, hour, quantity)
        values ($1, $2, $3, $4, $5)
        ",
        round_id as RoundId,
        new.kind,
        new.channel,
        new.hour,
        new.quantity,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The ledger, in the order entered.
///
/// # Errors
/// Those of the database.
pub async fn ledger(db: &mut PgConnection, round_id: RoundId) -> sqlx::Result<Vec<Movement>> {
    sqlx::query_as!(
        Movement,
        "
        select kind, channel, hour, quantity
        from ballot_movement
        where round_id = $1
        order by ballot_movement_id
        ",
        round_id as RoundId,
    )
    .fetch_all(db)
    .await
}
