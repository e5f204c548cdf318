//! Rolls in the database. Entries are struck, never deleted: what is asked of a roll is asked of those
//! that stand.

mod corrections;
mod days;
mod draft;
mod notices;
mod objections;
mod undoing;

use chrono::NaiveDate;
use law::body::Sex;
use sha2::{Digest, Sha256};
use sqlx::PgConnection;

pub use corrections::{
    Change, Correction, Elsewhere, NewCorrection, Was, correct, corrections, elsewhere, standing,
};
pub use days::{LastDone, last_done};
pub use draft::{Doubt, clear, doubtful};
pub use notices::{Notice, Told, Unposted, notices, post, told, unposted};
pub use objections::{
    Anew, Former, NewObjection, Objection, decide, decide_anew, filed, former, object, objection,
    objections,
};
pub use undoing::undo;

use super::file::Line;
use crate::shell::{
    Error,
    act::Act,
    ids::{CycleId, ElectionId, PlaceId, RollEntryId, RollId, WorldId},
    mandate::AtElection,
};

/// Adds voters to the roll of an election; each becomes a person.
///
/// # Errors
/// Those of the database.
pub async fn add(act: &mut Act<'_>, at: &AtElection, lines: &[Line]) -> Result<(), Error> {
    let roll_id = roll_for_update(act, at.election_id).await?;
    let persons: Vec<i64> = sqlx::query_scalar!(
        r#"
        select nextval(pg_get_serial_sequence('person', 'person_id')) as "id!"
        from generate_series(1, $1::bigint)
        "#,
        i64::try_from(lines.len()).unwrap_or(i64::MAX),
    )
    .fetch_all(&mut **act)
    .await?;
    let names: Vec<String> = lines.iter().map(|one| one.name.clone()).collect();
    let sexes: Vec<String> = lines.iter().map(|one| sex(one.sex).to_owned()).collect();
    let births: Vec<NaiveDate> = lines.iter().map(|one| one.birth_on).collect();
    let groups: Vec<i32> = lines.iter().map(|one| one.group_no).collect();
    let categories: Vec<String> = lines.iter().map(|one| one.category.to_owned()).collect();
    sqlx::query!(
        "
        insert into person (person_id, world_id, place_id, name, sex, birth_on, group_no)
        overriding system value
        select person_id, $1, $2, name, sex, birth_on, group_no
        from unnest($3::bigint[], $4::text[], $5::text[], $6::date[], $7::int[])
            as line (person_id, name, sex, birth_on, group_no)
        ",
        at.unit.at.world as WorldId,
        at.unit.place_id as PlaceId,
        &persons,
        &names,
        &sexes,
        &births,
        &groups,
    )
    .execute(&mut **act)
    .await?;
    sqlx::query!(
        "
        insert into roll_entry (roll_id, person_id, cycle_id, group_no, category, name, sex, birth_on)
        select $1, person_id, $2, group_no, category, name, sex, birth_on
        from unnest($3::bigint[], $4::int[], $5::text[], $6::text[], $7::text[], $8::date[])
            as line (person_id, group_no, category, name, sex, birth_on)
        ",
        roll_id as RollId,
        at.cycle_id as CycleId,
        &persons,
        &groups,
        &categories,
        &names,
        &sexes,
        &births,
    )
    .execute(&mut **act)
    .await?;
    Ok(())
}

fn sex(sex: Sex) -> &'static str {
    match sex {
        Sex::Woman => "f",
        Sex::Man => "m",
    }
}

/// The roll of an election, made when it is missing; locked.
///
/// # Errors
/// Those of the database.
pub async fn roll_for_update(
    db: &mut PgConnection,
    election_id: ElectionId,
) -> sqlx::Result<RollId> {
    sqlx::query!(
        "
        insert into roll (election_id, version)
        values ($1, 1)
        on conflict on constraint roll_once do nothing
        ",
        election_id as ElectionId,
    )
    .execute(&mut *db)
    .await?;
    sqlx::query_scalar!(
        "
        select roll_id
        from roll
        where election_id = $1
        order by version desc
        limit 1
        for update
        ",
        election_id as ElectionId,
    )
    .fetch_one(db)
    .await
}

/// Voters with the same name and birth as somebody in a file, who stand on the roll already.
///
/// # Errors
/// Those of the database.
pub async fn known(
    db: &mut PgConnection,
    election_id: ElectionId,
    lines: &[Line],
) -> sqlx::Result<Vec<(String, NaiveDate)>> {
    let names: Vec<String> = lines.iter().map(|one| one.name.clone()).collect();
    let births: Vec<NaiveDate> = lines.iter().map(|one| one.birth_on).collect();
    let rows = sqlx::query!(
        r#"
        select roll_entry.name, roll_entry.birth_on
        from roll
        join roll_entry using (roll_id)
        join unnest($2::text[], $3::date[]) as line (name, birth_on)
            on line.name = roll_entry.name and line.birth_on = roll_entry.birth_on
        where election_id = $1
        and struck_by is null
        "#,
        election_id as ElectionId,
        &names,
        &births,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.name, row.birth_on)).collect())
}

/// A voter of the roll.
pub struct Voter {
    /// Place on the roll.
    pub roll_entry_id: crate::shell::ids::RollEntryId,
    /// Group.
    pub group_no: i32,
    /// Name.
    pub name: String,
    /// f or m.
    pub sex: String,
    /// Day of birth.
    pub birth_on: NaiveDate,
    /// a, b or c.
    pub category: String,
}

/// Numbers of a roll.
pub struct Numbers {
    /// Everybody.
    pub voters: i64,
    /// Women.
    pub women: i64,
    /// Groups.
    pub groups: i64,
    /// The digest of the sealed roll.
    pub digest: Option<String>,
}

/// The numbers of a roll.
///
/// # Errors
/// Those of the database.
pub async fn numbers(db: &mut PgConnection, election_id: ElectionId) -> sqlx::Result<Numbers> {
    sqlx::query_as!(
        Numbers,
        r#"
        select count(roll_entry_id) as "voters!", count(*) filter (where sex = 'f') as "women!",
            count(distinct group_no) as "groups!", max(roll.digest) as digest
        from roll
        left join roll_entry on roll_entry.roll_id = roll.roll_id and struck_by is null
        where election_id = $1
        "#,
        election_id as ElectionId,
    )
    .fetch_one(db)
    .await
}

/// A digest over the entries of a roll in their order.
///
/// # Errors
/// Those of the database.
pub async fn digest(db: &mut PgConnection, election_id: ElectionId) -> sqlx::Result<String> {
    let rows = sqlx::query!(
        "
        select roll_entry_id, group_no, category, name, sex, birth_on
        from roll_entry
        where roll_id = (
            select roll_id
            from roll
            where election_id = $1
            order by version desc
            limit 1
        )
        and struck_by is null
        order by group_no, roll_entry_id
        ",
        election_id as ElectionId,
    )
    .fetch_all(db)
    .await?;
    let mut digest = Sha256::new();
    for row in rows {
        // the entry, not the person: two records of one person may be merged later
        let entry: RollEntryId = row.roll_entry_id;
        // names hold no control characters, so that a line cannot be taken for two
        digest.update(format!(
            "{entry}\t{}\t{}\t{}\t{}\t{}\n",
            row.group_no, row.category, row.name, row.sex, row.birth_on
        ));
    }
    Ok(hex::encode(digest.finalize()))
}

/// Freezes the roll with its digest.
///
/// # Errors
/// Those of the database.
pub async fn seal(db: &mut PgConnection, election_id: ElectionId) -> sqlx::Result<String> {
    let roll_id = roll_for_update(db, election_id).await?;
    let digest = digest(db, election_id).await?;
    sqlx::query!("update roll set digest = $2 where roll_id = $1", roll_id as RollId, digest)
        .execute(db)
        .await?;
    Ok(digest)
}
