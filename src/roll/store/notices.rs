//! Notices of corrections 补正公告: what is posted on the wall after the roll was.

use chrono::NaiveDate;
use sqlx::PgConnection;

use super::{Was, roll_for_update};
use crate::shell::{
    act::Act,
    ids::{ElectionId, RollId},
};

/// A notice that was made.
pub struct Notice {
    /// Its number after that of the roll's notice, from 1.
    pub number: i32,
    /// The day of its posting.
    pub posted_on: NaiveDate,
    /// Voters on the roll with everything that the notice tells.
    pub voters: i32,
}

/// What no notice has told.
pub struct Unposted {
    /// How many corrections.
    pub count: i64,
    /// The day of the last one.
    pub last_on: Option<NaiveDate>,
}

/// Corrections after the posting that no notice has told and nothing has undone before.
///
/// # Errors
/// Those of the database.
pub async fn unposted(db: &mut PgConnection, election_id: ElectionId) -> sqlx::Result<Unposted> {
    sqlx::query_as!(
        Unposted,
        r#"
        select count(*) as "count!", max(made_on) as last_on
        from roll
        join correction_unposted using (roll_id)
        where election_id = $1
        "#,
        election_id as ElectionId,
    )
    .fetch_one(db)
    .await
}

/// Makes the next notice of everything that none has told; gives its number, or nothing where there
/// is nothing to tell.
///
/// # Errors
/// Those of the database.
pub async fn post(
    act: &mut Act<'_>,
    election_id: ElectionId,
    posted_on: NaiveDate,
) -> sqlx::Result<Option<i32>> {
    let roll_id = roll_for_update(act, election_id).await?;
    if unposted(act, election_id).await?.count == 0 {
        return Ok(None);
    }
    let notice = sqlx::query!(
        r#"
        insert into correction_notice (roll_id, number, posted_on, voters)
        select $1, (select count(*) + 1 from correction_notice where roll_id = $1), $2, count(*)
        from roll_entry
        where roll_id = $1
        and struck_by is null
        returning correction_notice_id as "correction_notice_id: i64", number
        "#,
        roll_id as RollId,
        posted_on,
    )
    .fetch_one(&mut **act)
    .await?;
    sqlx::query!(
        "
        insert into correction_notice_line (roll_correction_id, correction_notice_id)
        select roll_correction_id, $2
        from correction_unposted
        where roll_id = $1
        ",
        roll_id as RollId,
        notice.correction_notice_id,
    )
    .execute(&mut **act)
    .await?;
    Ok(Some(notice.number))
}

/// The notices of a roll, in their order.
///
/// # Errors
/// Those of the database.
pub async fn notices(db: &mut PgConnection, election_id: ElectionId) -> sqlx::Result<Vec<Notice>> {
    sqlx::query_as!(
        Notice,
        "
        select number, posted_on, voters
        from roll
        join correction_notice using (roll_id)
        where election_id = $1
        order by number
        ",
        election_id as ElectionId,
    )
    .fetch_all(db)
    .await
}

/// A line of a notice: what stood, and what stands.
pub struct Told {
    /// Before the correction; nothing where somebody was added.
    pub struck: Option<Was>,
    /// After it; nothing where somebody was struck.
    pub added: Option<Was>,
}

/// What a notice tells, in the order of the corrections.
///
/// # Errors
/// Those of the database.
pub async fn told(
    db: &mut PgConnection,
    election_id: ElectionId,
    number: i32,
) -> sqlx::Result<Vec<Told>> {
    let rows = sqlx::query!(
        r#"
        select struck.name as "struck_name?", struck.sex as "struck_sex?",
            struck.birth_on as "struck_birth_on?", struck.group_no as "struck_group_no?",
            struck.category as "struck_category?",
            added.name as "added_name?", added.sex as "added_sex?",
            added.birth_on as "added_birth_on?", added.group_no as "added_group_no?",
            added.category as "added_category?"
        from roll
        join correction_notice using (roll_id)
        join correction_notice_line using (correction_notice_id)
        left join roll_entry as struck on struck.struck_by = roll_correction_id
        left join roll_entry as added on added.added_by = roll_correction_id
        where election_id = $1
        and number = $2
        order by roll_correction_id
        "#,
        election_id as ElectionId,
        number,
    )
    .fetch_all(db)
    .await?;
    let told = rows.into_iter().map(|row| Told {
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
    Ok(told.collect())
}
