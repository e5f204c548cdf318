//! Candidates in the database.

use chrono::NaiveDate;
use law::body::Post;
use sqlx::PgConnection;

use crate::shell::ids::{CandidacyId, ElectionId, PersonId, RollEntryId, RoundId};

/// Somebody who stands for a post, or was written in.
pub struct Candidate {
    /// Key.
    pub candidacy_id: CandidacyId,
    /// Post.
    pub post: Post,
    /// Name as on the roll, or as written.
    pub name: String,
    /// f or m; a name that was written in has none.
    pub sex: Option<String>,
    /// Day of birth.
    pub birth_on: Option<NaiveDate>,
    /// A formal candidate.
    pub formal: bool,
    /// A voter of this election's roll.
    pub on_roll: bool,
    /// The order on the ballot.
    pub rank: i32,
    /// The person, whom the roll names once.
    pub roll_entry_id: Option<RollEntryId>,
    /// The same among all persons.
    pub person_id: Option<PersonId>,
}

/// Everybody who stands in a round, by post and rank.
///
/// # Errors
/// Those of the database.
pub async fn candidates(db: &mut PgConnection, round_id: RoundId) -> sqlx::Result<Vec<Candidate>> {
    let rows = sqlx::query!(
        r#"
        select candidacy_id, post, coalesce(roll_entry.name, written_name) as "name!",
            sex as "sex?", birth_on as "birth_on?", formal, rank, roll_entry_id,
            person_id as "person_id?"
        from candidacy
        left join roll_entry using (roll_entry_id)
        where round_id = $1
        order by rank
        "#,
        round_id as RoundId,
    )
    .fetch_all(db)
    .await?;
    let mut all: Vec<Candidate> = rows
        .into_iter()
        .filter_map(|row| {
            Some(Candidate {
                candidacy_id: row.candidacy_id,
                post: Post::from_word(&row.post)?,
                name: row.name,
                sex: row.sex,
                birth_on: row.birth_on,
                formal: row.formal,
                on_roll: row.roll_entry_id.is_some(),
                rank: row.rank,
                roll_entry_id: row.roll_entry_id,
                person_id: row.person_id,
            })
        })
        .collect();
    all.sort_by_key(|one| (one.post.rank(), one.rank));
    Ok(all)
}

/// Voters of an election's roll with a name, at most a few.
///
/// # Errors
/// Those of the database.
pub async fn named(
    db: &mut PgConnection,
    election_id: ElectionId,
    name: &str,
    birth_on: Option<NaiveDate>,
) -> sqlx::Result<Vec<RollEntryId>> {
    sqlx::query_scalar!(
        "
        select roll_entry_id
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

/// Adds a formal candidate at the end of a post's list.
///
/// # Errors
/// The person stands for this post already (`candidacy_once`); those of the database.
pub async fn add(
    db: &mut PgConnection,
    round_id: RoundId,
    roll_entry_id: RollEntryId,
    post: Post,
) -> sqlx::Result<CandidacyId> {
    sqlx::query_scalar!(
        "
        insert into candidacy (round_id, roll_entry_id, post, formal, rank)
        select $1, $2, $3, true, coalesce(max(rank), 0) + 1
        from candidacy
        where round_id = $1
        and post = $3
        returning candidacy_id
        ",
        round_id as RoundId,
        roll_entry_id as RollEntryId,
        post.word(),
    )
    .fetch_one(db)
    .await
}

/// Adds somebody who was written in, or finds the candidacy: a voter of the roll, or a name that is
/// nobody's there or nobody's yet.
///
/// # Errors
/// Those of the database.
pub async fn write_in(
    db: &mut PgConnection,
    round_id: RoundId,
    roll_entry_id: Option<RollEntryId>,
    name: &str,
    post: Post,
) -> sqlx::Result<CandidacyId> {
    let written_name = if roll_entry_id.is_some() { None } else { Some(name) };
    let known = sqlx::query_scalar!(
        "
        select candidacy_id
        from candidacy
        where round_id = $1
        and post = $2
        and roll_entry_id is not distinct from $3
        and written_name is not distinct from $4
        ",
        round_id as RoundId,
        post.word(),
        roll_entry_id as Option<RollEntryId>,
        written_name,
    )
    .fetch_optional(&mut *db)
    .await?;
    if let Some(known) = known {
        return Ok(known);
    }
    sqlx::query_scalar!(
        "
        insert into candidacy (round_id, roll_entry_id, written_name, post, formal, rank)
        select $1, $2, $3, $4, false, coalesce(max(rank), 0) + 1
        from candidacy
        where round_id = $1
        and post = $4
        returning candidacy_id
        ",
        round_id as RoundId,
        roll_entry_id as Option<RollEntryId>,
        written_name,
        post.word(),
    )
    .fetch_one(db)
    .await
}

/// Takes a candidate off the list; says whether there was one.
///
/// # Errors
/// Those of the database.
pub async fn remove(
    db: &mut PgConnection,
    round_id: RoundId,
    candidacy_id: CandidacyId,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "
        delete from candidacy
        where round_id = $1
        and candidacy_id = $2
        ",
        round_id as RoundId,
        candidacy_id as CandidacyId,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}
