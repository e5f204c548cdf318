//! The days on which something was done to a roll, as its gates ask for them.

use chrono::NaiveDate;
use sqlx::PgConnection;

use crate::shell::ids::ElectionId;

/// The last days on which something was done to a roll.
#[derive(Default)]
pub struct LastDone {
    /// A correction before the posting.
    pub prepared_on: Option<NaiveDate>,
    /// A correction after it.
    pub corrected_on: Option<NaiveDate>,
    /// A notice of corrections that was made before the sealing and not withdrawn.
    pub noticed_on: Option<NaiveDate>,
    /// An objection was decided, decided anew or withdrawn, before the roll was sealed.
    pub settled_on: Option<NaiveDate>,
}

/// What was done last; corrections of entries that were thrown away with a draft count no more.
///
/// # Errors
/// Those of the database.
pub async fn last_done(db: &mut PgConnection, election_id: ElectionId) -> sqlx::Result<LastDone> {
    let found = sqlx::query_as!(
        LastDone,
        "
        select
            (
                select max(correction_made_on(roll_correction))
                from roll_correction
                where roll_correction.roll_id = roll.roll_id
                and not after_posting
                and exists (
                    select
                    from roll_entry
                    where added_by = roll_correction_id
                    or struck_by = roll_correction_id
                )
            ) as prepared_on,
            (
                select max(correction_made_on(roll_correction))
                from roll_correction
                where roll_correction.roll_id = roll.roll_id
                and after_posting
            ) as corrected_on,
            (
                select max(posted_on)
                from correction_notice_now as notice
                where notice.roll_id = roll.roll_id
                and not withdrawn
                -- what is told after the sealing does not ask for a later sealing
                and not after_sealing
            ) as noticed_on,
            (
                select max(greatest(objection.decided_on, former_decision.decided_on))
                from objection
                -- one that was a mistake holds no day: the day may have been what was mistaken
                left join former_decision
                on former_decision.objection_id = objection.objection_id
                and cause <> 'mistake'
                where objection.roll_id = roll.roll_id
                and decided_sealed is null
            ) as settled_on
        from roll
        where election_id = $1
        order by version desc
        limit 1
        ",
        election_id as ElectionId,
    )
    .fetch_optional(db)
    .await?;
    Ok(found.unwrap_or_default())
}
