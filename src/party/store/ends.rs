//! The end of a membership, and what follows from it.

use chrono::NaiveDate;
use sqlx::PgConnection;

use crate::shell::ids::MembershipId;

/// How a membership ends.
pub struct End<'a> {
    /// When.
    pub until_on: NaiveDate,
    /// Of [`crate::party::sets::ENDS`].
    pub ended: &'static str,
    /// Why.
    pub reason: Option<&'a str>,
    /// What the person is then, of [`crate::party::sets::NO_MEMBER`], who is no member of the Party.
    pub politics: &'static str,
}

/// Ends a membership, and with it what was asked for it. Who leaves the Party is no member of it any more, nor who was entered as one by
/// mistake. Who died holds no posts any more, others none in the Party.
///
/// # Errors
/// Those of the database; the day lies before the first (`membership_period`), or before that of a post
/// (`office_period`).
pub async fn end(
    db: &mut PgConnection,
    membership_id: MembershipId,
    end: &End<'_>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update membership
        set until_on = $2, ended = $3, reason = $4
        where membership_id = $1
        and until_on is null
        ",
        membership_id as MembershipId,
        end.until_on,
        end.ended,
        end.reason,
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "
        update member_exemption
        set ended_on = greatest(asked_on, $2)
        where membership_id = $1
        and ended_on is null
        ",
        membership_id as MembershipId,
        end.until_on,
    )
    .execute(&mut *db)
    .await?;
    if ["left", "expelled", "mistaken"].contains(&end.ended) {
        says(db, membership_id, end.politics).await?;
    }
    match end.ended {
        // a member still, of another branch
        "moved" => Ok(()),
        "died" => posts_end(db, membership_id, end.until_on, "died").await,
        "expelled" => posts_end(db, membership_id, end.until_on, "removed").await,
        _ => posts_end(db, membership_id, end.until_on, "other").await,
    }
}

async fn says(
    db: &mut PgConnection,
    membership_id: MembershipId,
    politics: &str,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update person
        set politics = $2
        from membership
        where membership_id = $1
        and person.person_id = membership.person_id
        and politics is distinct from $2
        ",
        membership_id as MembershipId,
        politics,
    )
    .execute(db)
    .await?;
    Ok(())
}

async fn posts_end(
    db: &mut PgConnection,
    membership_id: MembershipId,
    on: NaiveDate,
    ended: &str,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update office
        set until_on = $2, ended = $3
        from membership
        where membership_id = $1
        and office.person_id = membership.person_id
        and office.until_on is null
        and ($3 = 'died' or body = 'party')
        ",
        membership_id as MembershipId,
        on,
        ended,
    )
    .execute(db)
    .await?;
    Ok(())
}
