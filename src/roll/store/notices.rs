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
    /// The day of its posting, as it was corrected last.
    pub posted_on: NaiveDate,
    /// Voters on the roll with everything that the notice tells.
    pub voters: i32,
    /// It was withdrawn 作废: it keeps its number, and what it told is not told.
    pub withdrawn: bool,
    /// It was made when the roll was sealed already.
    pub after_sealing: bool,
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

/// Makes the next notice, of corrections that none has told; gives its number.
///
/// # Errors
/// Those of the database.
pub async fn post(
    act: &mut Act<'_>,
    election_id: ElectionId,
    (posted_on, voters): (NaiveDate, i32),
    after_sealing: bool,
    lines: &[Line],
) -> sqlx::Result<i32> {
    let roll_id = roll_for_update(act, election_id).await?;
    let corrections: Vec<i64> = lines.iter().map(|line| line.correction).collect();
    let notice = sqlx::query!(
        r#"
        insert into correction_notice (roll_id, number, posted_on, voters, after_sealing)
        select $1, count(*) + 1, $2, $3, $4
        from correction_notice
        where roll_id = $1
        returning correction_notice_id as "correction_notice_id: i64", number
        "#,
        roll_id as RollId,
        posted_on,
        voters,
        after_sealing,
    )
    .fetch_one(&mut **act)
    .await?;
    sqlx::query!(
        "
        insert into correction_notice_line (roll_correction_id, correction_notice_id)
        select roll_correction_id, $2
        from correction_unposted
        where roll_id = $1
        and roll_correction_id = any ($3)
        ",
        roll_id as RollId,
        notice.correction_notice_id,
        &corrections,
    )
    .execute(&mut **act)
    .await?;
    Ok(notice.number)
}

/// The notices of a roll, in their order, with those that were withdrawn.
///
/// # Errors
/// Those of the database.
pub async fn notices(db: &mut PgConnection, election_id: ElectionId) -> sqlx::Result<Vec<Notice>> {
    sqlx::query_as!(
        Notice,
        r#"
        select number as "number!", posted_on as "posted_on!", voters as "voters!",
            withdrawn as "withdrawn!", after_sealing as "after_sealing!"
        from roll
        join correction_notice_now using (roll_id)
        where election_id = $1
        order by number
        "#,
        election_id as ElectionId,
    )
    .fetch_all(db)
    .await
}

/// A correction that a notice tells or is to tell.
#[derive(Clone, Copy)]
pub struct Line {
    /// Its key.
    pub correction: i64,
    /// The day on which it was made.
    pub made_on: NaiveDate,
}

/// A correction that no notice has told.
pub struct Untold {
    /// Its key.
    pub correction: i64,
    /// The day on which it was made.
    pub made_on: NaiveDate,
    /// add, strike or correct.
    pub kind: String,
    /// The correction that made the entry which this one strikes or corrects.
    pub follows: Option<i64>,
}

/// The corrections that no notice has told, in their order.
///
/// # Errors
/// Those of the database.
pub async fn untold(db: &mut PgConnection, election_id: ElectionId) -> sqlx::Result<Vec<Untold>> {
    sqlx::query_as!(
        Untold,
        r#"
        select unposted.roll_correction_id as "correction!: i64", unposted.made_on as "made_on!",
            roll_correction.kind, struck.added_by as "follows: i64"
        from roll
        join correction_unposted as unposted using (roll_id)
        join roll_correction using (roll_correction_id)
        left join roll_entry as struck on struck.struck_by = unposted.roll_correction_id
        where election_id = $1
        order by unposted.roll_correction_id
        "#,
        election_id as ElectionId,
    )
    .fetch_all(db)
    .await
}

/// The corrections that a notice tells, in their order.
///
/// # Errors
/// Those of the database.
pub async fn lines(
    db: &mut PgConnection,
    election_id: ElectionId,
    number: i32,
) -> sqlx::Result<Vec<Line>> {
    sqlx::query_as!(
        Line,
        r#"
        select roll_correction_id as "correction!: i64",
            correction_made_on(roll_correction) as "made_on!"
        from roll
        join correction_notice using (roll_id)
        join correction_notice_line using (correction_notice_id)
        join roll_correction using (roll_correction_id)
        where election_id = $1
        and number = $2
        order by roll_correction_id
        "#,
        election_id as ElectionId,
        number,
    )
    .fetch_all(db)
    .await
}

/// What was done to a notice after it was made.
pub struct NoticeChange {
    /// The day that it had.
    pub former_on: NaiveDate,
    /// The day that it has; none where it was withdrawn.
    pub posted_on: Option<NaiveDate>,
    /// Why.
    pub reason: String,
}

/// What was done to a notice, in its order.
///
/// # Errors
/// Those of the database.
pub async fn notice_changes(
    db: &mut PgConnection,
    election_id: ElectionId,
    number: i32,
) -> sqlx::Result<Vec<NoticeChange>> {
    sqlx::query_as!(
        NoticeChange,
        r#"
        select former_on, change.posted_on, reason
        from roll
        join correction_notice using (roll_id)
        join correction_notice_change as change using (correction_notice_id)
        where election_id = $1
        and number = $2
        order by correction_notice_change_id
        "#,
        election_id as ElectionId,
        number,
    )
    .fetch_all(db)
    .await
}

/// Corrects the day of a notice, or withdraws it where there is no other day.
///
/// # Errors
/// Those of the database.
pub async fn change_notice(
    act: &mut Act<'_>,
    election_id: ElectionId,
    number: i32,
    posted_on: Option<NaiveDate>,
    reason: &str,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        insert into correction_notice_change (correction_notice_id, former_on, posted_on, reason)
        select correction_notice_id, posted_on, $3, $4
        from roll
        join correction_notice_now using (roll_id)
        where election_id = $1
        and number = $2
        ",
        election_id as ElectionId,
        number,
        posted_on,
        reason,
    )
    .execute(&mut **act)
    .await?;
    Ok(())
}

/// A line of a notice: what stood, and what stands.
#[derive(Debug, PartialEq, Eq)]
pub struct Told {
    /// Before the correction; nothing where somebody was added.
    pub struck: Option<Was>,
    /// After it; nothing where somebody was struck.
    pub added: Option<Was>,
}

/// What a notice says of corrections, in their order, as one change of an entry ([`net`]).
///
/// # Errors
/// Those of the database.
pub async fn told(db: &mut PgConnection, lines: &[Line]) -> sqlx::Result<Vec<Told>> {
    let corrections: Vec<i64> = lines.iter().map(|line| line.correction).collect();
    let rows = sqlx::query!(
        r#"
        select correction.id as "id!", struck.added_by as "follows?: i64",
            struck.name as "struck_name?", struck.sex as "struck_sex?",
            struck.birth_on as "struck_birth_on?", struck.group_no as "struck_group_no?",
            struck.category as "struck_category?",
            added.name as "added_name?", added.sex as "added_sex?",
            added.birth_on as "added_birth_on?", added.group_no as "added_group_no?",
            added.category as "added_category?"
        from unnest($1::bigint[]) as correction (id)
        left join roll_entry as struck on struck.struck_by = correction.id
        left join roll_entry as added on added.added_by = correction.id
        order by correction.id
        "#,
        &corrections,
    )
    .fetch_all(db)
    .await?;
    let told = rows.into_iter().map(|row| {
        let struck = Was::of(
            row.struck_name,
            row.struck_sex,
            row.struck_birth_on,
            row.struck_group_no,
            row.struck_category,
        );
        let added = Was::of(
            row.added_name,
            row.added_sex,
            row.added_birth_on,
            row.added_group_no,
            row.added_category,
        );
        (row.id, row.follows, Told { struck, added })
    });
    Ok(net(told))
}

/// Each entry once, from what the wall says of it to what stands now: what several corrections made of
/// one entry is one change, or none. The wall has never shown what stood in between.
fn net(corrections: impl Iterator<Item = (i64, Option<i64>, Told)>) -> Vec<Told> {
    let mut entries: Vec<(i64, Told)> = Vec::new();
    for (id, follows, told) in corrections {
        match entries.iter_mut().find(|(last, _)| Some(*last) == follows) {
            Some((last, before)) => {
                *last = id;
                before.added = told.added;
            }
            None => entries.push((id, told)),
        }
    }
    entries.into_iter().map(|(_, told)| told).filter(|told| told.struck != told.added).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn was(name: &str) -> Was {
        Was {
            name: name.to_owned(),
            sex: "f".to_owned(),
            birth_on: NaiveDate::from_ymd_opt(1970, 1, 1).expect("a day"),
            group_no: 1,
            category: "a".to_owned(),
        }
    }

    #[test]
    fn a_notice_tells_an_entry_once_as_it_was_on_the_wall_and_as_it_is() {
        let told = |struck: Option<&str>, added: Option<&str>| Told {
            struck: struck.map(was),
            added: added.map(was),
        };
        let corrections = [
            (1, None, told(None, Some("added"))),
            (2, Some(90), told(Some("first"), Some("between"))),
            (3, Some(2), told(Some("between"), Some("last"))),
            (4, Some(91), told(Some("same"), Some("other"))),
            (5, Some(4), told(Some("other"), Some("same"))),
            (6, None, told(None, Some("gone"))),
            (7, Some(6), told(Some("gone"), None)),
            (8, Some(1), told(Some("added"), Some("corrected"))),
            (9, Some(92), told(Some("struck"), None)),
        ];
        let expected = [
            told(None, Some("corrected")),
            told(Some("first"), Some("last")),
            told(Some("struck"), None),
        ];
        assert_eq!(net(corrections.into_iter()), expected);
    }
}
