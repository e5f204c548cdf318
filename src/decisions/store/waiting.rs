//! What waits for somebody, wherever he has a role, by one query.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

use crate::{
    decisions::{AnswerApproval, CheckDecision},
    shell::{
        ids::{AccountId, WorldId},
        mandate::{Duty, Role},
    },
};

/// Something that waits for somebody.
pub struct Task {
    /// check, withdrawal, returned or approval.
    pub kind: String,
    /// The decision or the approval.
    pub id: i64,
    /// The place.
    pub place: String,
    /// Its world.
    pub world_id: WorldId,
    /// Its code.
    pub code: String,
    /// What a decision decides, or why an approval is asked for.
    pub matter: String,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// Decisions that somebody is to check or to correct, withdrawals and special approvals that he is to
/// answer; the longest waiting first.
///
/// # Errors
/// Those of the database.
#[expect(clippy::too_many_lines, reason = "one query")]
pub async fn waiting(
    db: &mut PgConnection,
    account_id: AccountId,
    on: NaiveDate,
) -> sqlx::Result<Vec<Task>> {
    let words = |roles: &[Role]| roles.iter().map(|role| role.word().to_owned()).collect();
    let (checks, answers): (Vec<String>, Vec<String>) =
        (words(CheckDecision::ROLES), words(AnswerApproval::ROLES));
    sqlx::query_as!(
        Task,
        r#"
        with recursive reach as (
            select place_id, role
            from mandate
            where account_id = $1
            and place_id is not null
            and from_on <= $2
            and (revoked_on is null or revoked_on > $2)
            and role = any ($3::text[] || $4::text[])
            union
            select place.place_id, reach.role
            from place
            join reach on place.parent_id = reach.place_id
        ), task as (
            select
                case state
                    when 'waiting' then 'check'
                    when 'returned' then 'returned'
                    else 'withdrawal'
                end as kind,
                paper_decision_id as id, place_id, decides as matter, recorded_at
            from paper_standing
            join paper_decision_version using (paper_decision_id, version)
            where place_id in (select place_id from reach where role = any ($3::text[]))
            and (
                state = 'waiting' and entered_by <> $1
                or state = 'returned' and entered_by = $1
                or state = 'withdrawal-asked' and $1 not in (entered_by, checked_by, asked_by)
            )
            union all
            select 'approval', special_approval_id, place_id, reason, recorded_at
            from special_approval as asked
            join election using (election_id)
            where not exists (
                select
                from special_approval_answer
                where special_approval_answer.special_approval_id = asked.special_approval_id
            )
            and asked.account_id <> $1
            and exists (
                select
                from reach
                where reach.place_id = election.place_id
                and role = any ($4::text[])
                and (role = 'county_office' or asked.role <> 'leading_group')
            )
            -- once the stage is closed there is nothing to let pass
            and not exists (
                select
                from stage_entry
                where stage_entry.election_id = asked.election_id
                and stage_entry.stage = asked.stage
            )
        )
        select task.kind as "kind!", id as "id!", place.name as place, place.world_id, place_code.code,
            matter as "matter!", recorded_at as "since!"
        from task
        join place using (place_id)
        join place_code on place_code.place_id = place.place_id and upper_inf(place_code.valid)
        order by recorded_at
        "#,
        account_id as AccountId,
        on,
        &checks,
        &answers,
    )
    .fetch_all(db)
    .await
}
