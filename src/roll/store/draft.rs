//! A roll while it is a draft: taking everybody off it, and what of it looks mistaken.

use chrono::NaiveDate;
use sqlx::PgConnection;

use super::roll_for_update;
use crate::{
    persons,
    shell::{
        act::Act,
        ids::{ElectionId, PersonId, PlaceId, RollId},
    },
};

/// Takes everybody off a roll that is not posted, with the persons whom this roll brought in and of
/// whom nothing else is kept. What was thrown away stays in the journal.
///
/// # Errors
/// Those of the database.
pub async fn clear(act: &mut Act<'_>, election_id: ElectionId) -> sqlx::Result<()> {
    let roll_id = roll_for_update(act, election_id).await?;
    let persons = sqlx::query_scalar!(
        r#"
        delete from roll_entry
        where roll_id = $1
        returning person_id as "person_id: PersonId"
        "#,
        roll_id as RollId,
    )
    .fetch_all(&mut **act)
    .await?;
    persons::store::unused::remove(act, &persons, roll_id).await
}

/// An entry of a roll that looks mistaken, and why.
pub struct Doubt {
    /// Name.
    pub name: String,
    /// Day of birth.
    pub birth_on: NaiveDate,
    /// Group.
    pub group_no: i32,
    /// Older than anybody becomes.
    pub old: bool,
    /// The unit has no such group.
    pub group: bool,
    /// Digits or Latin letters in the name.
    pub sign: bool,
    /// How many there are, whether given or not.
    pub all: i64,
}

/// Years that hardly anybody lives.
const OLD: u32 = 110;

/// Entries of a roll that look mistaken, the first `most` of them.
///
/// # Errors
/// Those of the database.
pub async fn doubtful(
    db: &mut PgConnection,
    election_id: ElectionId,
    place_id: PlaceId,
    election_on: NaiveDate,
    most: i64,
) -> sqlx::Result<Vec<Doubt>> {
    let oldest = election_on - chrono::Months::new(12 * OLD);
    sqlx::query_as!(
        Doubt,
        r#"
        with entry as (
            select roll_entry_id, name, birth_on, group_no, birth_on < $3 as old,
                exists (
                    select
                    from unit_group
                    where place_id = $2
                )
                and not exists (
                    select
                    from unit_group
                    where place_id = $2
                    and number = group_no
                ) as other,
                name ~ '[0-9A-Za-z]' as sign
            from roll_entry
            where roll_id = (
                select roll_id
                from roll
                where election_id = $1
                order by version desc
                limit 1
            )
            and struck_by is null
        )
        select name as "name!", birth_on as "birth_on!", group_no as "group_no!", old as "old!",
            other as "group!", sign as "sign!", count(*) over () as "all!"
        from entry
        where old
        or other
        or sign
        order by group_no, roll_entry_id
        limit $4
        "#,
        election_id as ElectionId,
        place_id as PlaceId,
        oldest,
        most,
    )
    .fetch_all(db)
    .await
}
