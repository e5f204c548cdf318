//! Rolls in the database. Entries are struck, never deleted: what is asked of a roll is asked of those
//! that stand.

mod corrections;
mod days;
mod draft;
mod elsewhere;
mod notices;
mod objections;
mod undoing;

use chrono::NaiveDate;
use law::body::Sex;
use sha2::{Digest, Sha256};
use sqlx::PgConnection;

pub use corrections::{
    Change, Correction, NewCorrection, Was, correct, corrections, redate, standing,
};
pub use days::{LastDone, last_done};
pub use draft::{Doubt, clear, doubtful};
pub use elsewhere::{Elsewhere, elsewhere};
pub use notices::{
    Line, Notice, NoticeChange, Told, Unposted, Untold, change_notice, lines, notice_changes,
    notices, post, told, unposted, untold,
};
pub use objections::{
    Anew, Former, NewDecision, NewObjection, Objection, decide, decide_anew, filed, former, object,
    objection, objections,
};
pub use undoing::undo;

use crate::shell::ids::{ElectionId, RollEntryId, RollId};

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
