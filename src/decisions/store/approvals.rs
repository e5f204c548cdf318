//! Special approvals in the database: what is asked, and its answer.

use chrono::NaiveDate;
use law::{
    body::Post,
    reason::Op,
    stage::{Compared, Requirement, Stage, What},
};
use sqlx::PgConnection;

use super::state;
use crate::{
    decisions::special::{Answer, Answered, PaperOf, Special},
    shell::{
        Error,
        act::Act,
        clock::Today,
        ids::{AccountId, ApprovalId, ElectionId, PaperDecisionId, PlaceId},
        mandate::Role,
    },
};

/// A special approval as it is asked for.
pub struct NewApproval<'a> {
    /// In which election.
    pub election_id: ElectionId,
    /// Of which stage.
    pub stage: Stage,
    /// What fails.
    pub requirement: &'a Requirement<'a>,
    /// Why it should pass.
    pub reason: &'a str,
    /// The paper that it rests on.
    pub paper: Option<PaperDecisionId>,
    /// In which role it is asked for.
    pub role: Role,
    /// The campaign's day.
    pub today: Today,
}

/// Keeps what somebody asks for.
///
/// # Errors
/// Those of the database.
pub async fn ask(act: &mut Act<'_>, new: &NewApproval<'_>) -> Result<ApprovalId, Error> {
    let (account_id, now) = (act.account_id()?, act.now());
    let one = new.requirement;
    let (op, numbers, days) = match one.compared {
        Compared::Numbers { left, op, right } => (op, Some((left, right)), None),
        Compared::Days { happened, op, limit } => (op, None, Some((happened, limit))),
        // what is merely done or not is in the order of the stages, which nobody approves away
        Compared::Done(_) => return Err(Error::conflict("approval-not-needed")),
    };
    let approval_id = sqlx::query_scalar!(
        "
        insert into special_approval (
            election_id, stage, what, rule, post, op, left_number, right_number, happened_on,
            limit_on, reason, paper_decision_id, account_id, role, asked_on, recorded_at
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
        returning special_approval_id
        ",
        new.election_id as ElectionId,
        new.stage.word(),
        one.what.key(),
        one.rule.0,
        one.post.map(Post::word),
        op.sign(),
        numbers.map(|(left, _)| left),
        numbers.map(|(_, right)| right),
        days.map(|(happened, _)| happened),
        days.map(|(_, limit)| limit),
        new.reason,
        new.paper as Option<PaperDecisionId>,
        account_id as AccountId,
        new.role.word(),
        new.today.0,
        now.0,
    )
    .fetch_one(&mut **act)
    .await?;
    Ok(approval_id)
}

/// Answers what somebody asked for.
///
/// # Errors
/// Agreeing with oneself, or by who stands no higher (constraints of `special_approval_answer`);
/// those of the database.
pub async fn answer(
    act: &mut Act<'_>,
    special: &Special,
    (answer, reason): (Answer, Option<&str>),
    (role, today): (Role, Today),
) -> Result<(), Error> {
    let (account_id, now) = (act.account_id()?, act.now());
    sqlx::query!(
        "
        insert into special_approval_answer (
            special_approval_id, asked_by, asked_role, account_id, role, answer, reason,
            answered_on, recorded_at
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ",
        special.approval_id as ApprovalId,
        special.asked_by as AccountId,
        special.role.word(),
        account_id as AccountId,
        role.word(),
        answer.word(),
        reason,
        today.0,
        now.0,
    )
    .execute(&mut **act)
    .await?;
    Ok(())
}

/// All special approvals of an election, the oldest first.
///
/// # Errors
/// Those of the database.
pub async fn of_election(
    db: &mut PgConnection,
    election_id: ElectionId,
) -> Result<Vec<Special>, Error> {
    let rows = sqlx::query_as!(
        Row,
        r#"
        select special_approval_id, stage, what, rule, post, op, left_number, right_number,
            happened_on, limit_on, asked.reason, asked.account_id as asked_by,
            asker.shown_as as asked_name, asked.role as asked_role, asked_on,
            asked.paper_decision_id, paper_standing.state as "paper_state?",
            answer.answer as "answer?", answer.reason as "answer_reason?",
            answerer.shown_as as "answer_name?", answer.role as "answer_role?",
            answer.answered_on as "answered_on?"
        from special_approval as asked
        join account as asker on asker.account_id = asked.account_id
        left join paper_standing on paper_standing.paper_decision_id = asked.paper_decision_id
        left join special_approval_answer as answer using (special_approval_id)
        left join account as answerer on answerer.account_id = answer.account_id
        where asked.election_id = $1
        order by special_approval_id
        "#,
        election_id as ElectionId,
    )
    .fetch_all(db)
    .await?;
    // a requirement that this program knows no more covers nothing and is not shown
    rows.into_iter().filter_map(Row::special).collect()
}

/// A special approval as the database has it.
struct Row {
    special_approval_id: ApprovalId,
    stage: String,
    what: String,
    rule: String,
    post: Option<String>,
    op: String,
    left_number: Option<i64>,
    right_number: Option<i64>,
    happened_on: Option<NaiveDate>,
    limit_on: Option<NaiveDate>,
    reason: String,
    asked_by: AccountId,
    asked_name: String,
    asked_role: String,
    asked_on: NaiveDate,
    paper_decision_id: Option<PaperDecisionId>,
    paper_state: Option<String>,
    answer: Option<String>,
    answer_reason: Option<String>,
    answer_name: Option<String>,
    answer_role: Option<String>,
    answered_on: Option<NaiveDate>,
}

impl Row {
    fn special(self) -> Option<Result<Special, Error>> {
        let op = [Op::More, Op::AtLeast, Op::AtMost, Op::Equal];
        let op = op.into_iter().find(|op| op.sign() == self.op)?;
        let compared =
            match (self.left_number.zip(self.right_number), self.happened_on.zip(self.limit_on)) {
                (Some((left, right)), _) => Compared::Numbers { left, op, right },
                (_, Some((happened, limit))) => Compared::Days { happened, op, limit },
                _ => return None,
            };
        let paper = self.paper_decision_id.zip(self.paper_state);
        let paper = paper.map(|(paper_decision_id, word)| {
            state(&word).map(|state| PaperOf { paper_decision_id, state })
        });
        let answered = self.answer.and_then(|word| {
            Some(Answered {
                answer: Answer::from_word(&word)?,
                by: self.answer_name?,
                role: Role::from_word(&self.answer_role?)?,
                on: self.answered_on?,
                reason: self.answer_reason,
            })
        });
        let special = Special {
            approval_id: self.special_approval_id,
            stage: Stage::from_word(&self.stage)?,
            what: What::from_key(&self.what)?,
            rule: self.rule,
            post: self.post.as_deref().and_then(Post::from_word),
            compared,
            reason: self.reason,
            asked_by: self.asked_by,
            by: self.asked_name,
            role: Role::from_word(&self.asked_role)?,
            asked_on: self.asked_on,
            paper: None,
            answered,
        };
        Some(match paper.transpose() {
            Ok(paper) => Ok(Special { paper, ..special }),
            Err(error) => Err(error),
        })
    }
}

/// A special approval in the list of a place.
pub struct Listed {
    /// Its key.
    pub approval_id: ApprovalId,
    /// The unit.
    pub place: String,
    /// Its code.
    pub code: String,
    /// The word of its stage.
    pub stage: String,
    /// What it lets pass.
    pub rule: String,
    /// Why.
    pub reason: String,
    /// The campaign's day on which it was asked for.
    pub asked_on: NaiveDate,
    /// How the person is shown who asked.
    pub by: String,
    /// The answer's word; `None` while it waits.
    pub answer: Option<String>,
    /// It waits, and was asked for by somebody else, who stands lower than this role.
    pub mine: bool,
}

/// Special approvals at a place and what lies below it: what waits for the visitor first, then the
/// newest. `after` rows are passed over.
///
/// # Errors
/// Those of the database.
pub async fn list(
    db: &mut PgConnection,
    place_id: PlaceId,
    (account_id, role): (AccountId, Option<Role>),
    (after, most): (i64, i64),
) -> sqlx::Result<Vec<Listed>> {
    sqlx::query_as!(
        Listed,
        r#"
        with recursive below as (
            select place_id
            from place
            where place_id = $1
            union all
            select place.place_id
            from place
            join below on place.parent_id = below.place_id
        )
        select asked.special_approval_id as approval_id, place.name as place, place_code.code, stage,
            rule, asked.reason, asked_on, shown_as as by, answer.answer as "answer?",
            (
                answer.answer is null
                and asked.account_id <> $2
                and (
                    $3::text = 'county_office'
                    or $3 = 'leading_group' and asked.role <> 'leading_group'
                )
            ) is true as "mine!"
        from below
        join election using (place_id)
        join special_approval as asked using (election_id)
        join place using (place_id)
        join place_code on place_code.place_id = place.place_id and upper_inf(place_code.valid)
        join account using (account_id)
        left join special_approval_answer as answer using (special_approval_id)
        order by 10 desc, answer.answer is null desc, asked.special_approval_id desc
        offset $4
        limit $5
        "#,
        place_id as PlaceId,
        account_id as AccountId,
        role.map(Role::word),
        after,
        most,
    )
    .fetch_all(db)
    .await
}

/// The papers that a special approval of an election may rest on: what they decide, by key.
///
/// # Errors
/// Those of the database.
pub async fn papers(
    db: &mut PgConnection,
    election_id: ElectionId,
) -> sqlx::Result<Vec<(PaperDecisionId, String, String)>> {
    let rows = sqlx::query!(
        r#"
        select paper_standing.paper_decision_id as "paper_decision_id!", body, decides
        from paper_standing
        join paper_decision_version using (paper_decision_id, version)
        where paper_standing.election_id = $1
        and state in ('waiting', 'checked')
        order by paper_standing.paper_decision_id desc
        "#,
        election_id as ElectionId,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.paper_decision_id, row.body, row.decides)).collect())
}
