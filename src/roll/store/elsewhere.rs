//! Who stands on the rolls of two units at once.

use chrono::NaiveDate;
use sqlx::PgConnection;

use crate::shell::ids::ElectionId;

/// Somebody who stands, by name, sex and day of birth, on another unit's roll as well.
pub struct Elsewhere {
    /// Name.
    pub name: String,
    /// Day of birth.
    pub birth_on: NaiveDate,
    /// Group on this roll.
    pub group_no: i32,
    /// The other unit.
    pub unit: String,
}

/// Who of a roll seems to stand on another unit's too (V-04), the first `most` of them.
///
/// # Errors
/// Those of the database.
pub async fn elsewhere(
    db: &mut PgConnection,
    election_id: ElectionId,
    most: i64,
) -> sqlx::Result<Vec<Elsewhere>> {
    sqlx::query_as!(
        Elsewhere,
        "
        select own.name, own.birth_on, own.group_no, place.name as unit
        from election
        join roll using (election_id)
        join roll_entry as own using (roll_id)
        join roll_entry as other
            on other.cycle_id = own.cycle_id
            and other.name = own.name
            and other.birth_on = own.birth_on
            and other.sex = own.sex
        join roll as other_roll on other_roll.roll_id = other.roll_id
        join election as other_election on other_election.election_id = other_roll.election_id
        join place on place.place_id = other_election.place_id
        where election.election_id = $1
        and own.struck_by is null
        and other.struck_by is null
        and other_election.place_id <> election.place_id
        order by own.group_no, own.roll_entry_id, place.name
        limit $2
        ",
        election_id as ElectionId,
        most,
    )
    .fetch_all(db)
    .await
}
