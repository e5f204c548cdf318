//! Corrections of a roll: entries that are added, struck, or struck and added anew.

use chrono::NaiveDate;
use sqlx::PgConnection;

use super::{Voter, roll_for_update, sex};
use crate::{
    roll::entry::Line,
    shell::{
        Error,
        act::Act,
        ids::{
            CorrectionId, CycleId, ElectionId, ObjectionId, PersonId, PlaceId, RollEntryId, RollId,
            WorldId,
        },
        mandate::AtElection,
    },
};

/// What is done to a roll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Somebody is added.
    Add(Line),
    /// Somebody is struck.
    Strike(RollEntryId),
    /// What stands of somebody is corrected.
    Correct(RollEntryId, Line),
    /// Somebody who was struck stands again.
    Return(PersonId, Line),
}

impl Change {
    /// The word in the database.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Add(_) | Self::Return(..) => "add",
            Self::Strike(_) => "strike",
            Self::Correct(..) => "correct",
        }
    }
}

/// A correction as it is made.
#[derive(Clone, Copy)]
pub struct NewCorrection<'a> {
    /// The objection that was upheld.
    pub objection_id: Option<ObjectionId>,
    /// The day.
    pub made_on: NaiveDate,
    /// The roll was posted already.
    pub after_posting: bool,
    /// Why.
    pub grounds: &'a str,
    /// The correction that this one undoes.
    pub undoes: Option<CorrectionId>,
}

/// Voters of an election's roll with a name, at most a few.
///
/// # Errors
/// Those of the database.
pub async fn standing(
    db: &mut PgConnection,
    election_id: ElectionId,
    name: &str,
    birth_on: Option<NaiveDate>,
) -> sqlx::Result<Vec<Voter>> {
    sqlx::query_as!(
        Voter,
        "
        select roll_entry_id, group_no, name, sex, birth_on, category
        from roll
        join roll_entry using (roll_id)
        where election_id = $1
        and struck_by is null
        and name = $2
        and ($3::date is null or birth_on = $3)
        limit 3
        ",
        election_id as ElectionId,
        name,
        birth_on,
    )
    .fetch_all(db)
    .await
}

/// Corrects the roll of an election.
///
/// # Errors
/// The entry was struck meanwhile; those of the database.
pub async fn correct(
    act: &mut Act<'_>,
    at: &AtElection,
    new: &NewCorrection<'_>,
    change: &Change,
) -> Result<(), Error> {
    let roll_id = roll_for_update(act, at.election_id).await?;
    let correction_id = sqlx::query_scalar!(
        "
        insert into roll_correction (
            roll_id, objection_id, kind, made_on, after_posting, grounds, undoes
        )
        values ($1, $2, $3, $4, $5, $6, $7)
        returning roll_correction_id
        ",
        roll_id as RollId,
        new.objection_id as Option<ObjectionId>,
        change.word(),
        new.made_on,
        new.after_posting,
        new.grounds,
        new.undoes as Option<CorrectionId>,
    )
    .fetch_one(&mut **act)
    .await?;
    let (person_id, line) = match change {
        Change::Add(line) => (person(act, at, roll_id, line).await?, line),
        Change::Return(person_id, line) => (*person_id, line),
        Change::Strike(entry_id) => {
            strike(act, roll_id, *entry_id, correction_id).await?;
            return Ok(());
        }
        Change::Correct(entry_id, line) => {
            let person_id = strike(act, roll_id, *entry_id, correction_id).await?;
            rename(act, person_id, line).await?;
            (person_id, line)
        }
    };
    sqlx::query!(
        "
        insert into roll_entry (
            roll_id, person_id, cycle_id, group_no, category, name, sex, birth_on, added_by
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ",
        roll_id as RollId,
        person_id as PersonId,
        at.cycle_id as CycleId,
        line.group_no,
        line.category,
        line.name,
        sex(line.sex),
        line.birth_on,
        correction_id as CorrectionId,
    )
    .execute(&mut **act)
    .await?;
    Ok(())
}

async fn person(
    act: &mut Act<'_>,
    at: &AtElection,
    roll_id: RollId,
    line: &Line,
) -> sqlx::Result<PersonId> {
    sqlx::query_scalar!(
        "
        insert into person (world_id, place_id, name, sex, birth_on, group_no, brought_by)
        values ($1, $2, $3, $4, $5, $6, $7)
        returning person_id
        ",
        at.unit.at.world as WorldId,
        at.unit.place_id as PlaceId,
        line.name,
        sex(line.sex),
        line.birth_on,
        line.group_no,
        roll_id as RollId,
    )
    .fetch_one(&mut **act)
    .await
}

/// What was mistaken of the entry was mistaken of the person.
async fn rename(act: &mut Act<'_>, person_id: PersonId, line: &Line) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update person
        set name = $2, sex = $3, birth_on = $4
        where person_id = $1
        ",
        person_id as PersonId,
        line.name,
        sex(line.sex),
        line.birth_on,
    )
    .execute(&mut **act)
    .await?;
    Ok(())
}

async fn strike(
    act: &mut Act<'_>,
    roll_id: RollId,
    entry_id: RollEntryId,
    correction_id: CorrectionId,
) -> Result<PersonId, Error> {
    let struck = sqlx::query_scalar!(
        "
        update roll_entry
        set struck_by = $3
        where roll_id = $1
        and roll_entry_id = $2
        and struck_by is null
        returning person_id
        ",
        roll_id as RollId,
        entry_id as RollEntryId,
        correction_id as CorrectionId,
    )
    .fetch_optional(&mut **act)
    .await?;
    struck.ok_or(Error::conflict("error-at-once"))
}

/// What stood or stands of somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Was {
    /// Name.
    pub name: String,
    /// f or m.
    pub sex: String,
    /// Day of birth.
    pub birth_on: NaiveDate,
    /// Group.
    pub group_no: i32,
    /// a, b or c.
    pub category: String,
}

impl Was {
    /// An entry out of an outer join; nothing where there is none.
    pub(super) fn of(
        name: Option<String>,
        sex: Option<String>,
        birth_on: Option<NaiveDate>,
        group_no: Option<i32>,
        category: Option<String>,
    ) -> Option<Self> {
        let (name, sex, birth_on) = (name?, sex?, birth_on?);
        Some(Self { name, sex, birth_on, group_no: group_no?, category: category? })
    }
}

/// Gives a correction another day.
///
/// # Errors
/// Those of the database.
pub async fn redate(
    act: &mut Act<'_>,
    correction: CorrectionId,
    (former_on, made_on): (NaiveDate, NaiveDate),
    reason: &str,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        insert into roll_correction_day (roll_correction_id, former_on, made_on, reason)
        values ($1, $2, $3, $4)
        ",
        correction as CorrectionId,
        former_on,
        made_on,
        reason,
    )
    .execute(&mut **act)
    .await?;
    Ok(())
}

/// A correction that was made.
pub struct Correction {
    /// Its key.
    pub correction_id: CorrectionId,
    /// add, strike or correct.
    pub kind: String,
    /// The day that holds.
    pub made_on: NaiveDate,
    /// The roll was posted already.
    pub after_posting: bool,
    /// The number of the notice that tells it, which was not withdrawn.
    pub told: Option<i32>,
    /// Why.
    pub grounds: String,
    /// The objection that was upheld.
    pub objection_id: Option<ObjectionId>,
    /// Who filed it.
    pub filed_by: Option<String>,
    /// It undoes another one.
    pub undoes: bool,
    /// Another one undoes it.
    pub undone: bool,
    /// The entry that was struck.
    pub struck: Option<Was>,
    /// The entry that was added.
    pub added: Option<Was>,
}

/// The corrections of a roll, oldest first.
///
/// # Errors
/// Those of the database.
#[expect(clippy::too_many_lines, reason = "one statement")]
pub async fn corrections(
    db: &mut PgConnection,
    election_id: ElectionId,
) -> sqlx::Result<Vec<Correction>> {
    let rows = sqlx::query!(
        r#"
        select roll_correction_id, roll_correction.kind,
            correction_made_on(roll_correction) as "made_on!", after_posting,
            (
                select correction_notice.number
                from correction_told
                join correction_notice using (correction_notice_id)
                where correction_told.roll_correction_id = roll_correction.roll_correction_id
                limit 1
            ) as told, roll_correction.grounds,
            roll_correction.objection_id, filed_by as "filed_by?",
            undoes is not null as "undoes!",
            exists (
                select
                from roll_correction as counter
                where counter.undoes = roll_correction.roll_correction_id
            ) as "undone!",
            struck.name as "struck_name?", struck.sex as "struck_sex?",
            struck.birth_on as "struck_birth_on?", struck.group_no as "struck_group_no?",
            struck.category as "struck_category?",
            added.name as "added_name?", added.sex as "added_sex?",
            added.birth_on as "added_birth_on?", added.group_no as "added_group_no?",
            added.category as "added_category?"
        from roll
        join roll_correction using (roll_id)
        left join objection using (objection_id)
        left join roll_entry as struck on struck.struck_by = roll_correction_id
        left join roll_entry as added on added.added_by = roll_correction_id
        where election_id = $1
        order by roll_correction_id
        "#,
        election_id as ElectionId,
    )
    .fetch_all(db)
    .await?;
    let rows = rows.into_iter().map(|row| Correction {
        correction_id: row.roll_correction_id,
        kind: row.kind,
        made_on: row.made_on,
        after_posting: row.after_posting,
        told: row.told,
        grounds: row.grounds,
        objection_id: row.objection_id,
        filed_by: row.filed_by,
        undoes: row.undoes,
        undone: row.undone,
        struck: Was::of(
            row.struck_name,
            row.struck_sex,
            row.struck_birth_on,
            row.struck_group_no,
            row.struck_category,
        ),
        added: Was::of(
            row.added_name,
            row.added_sex,
            row.added_birth_on,
            row.added_group_no,
            row.added_category,
        ),
    });
    Ok(rows.collect())
}
