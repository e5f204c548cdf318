//! Where many elections stand at once, for desks and tables of places: which stage is open, by when.
//! A constant number of queries, however many elections; only what the law's rail asks for is read.

use std::collections::HashMap;

use chrono::NaiveDate;
use law::{
    body::Body,
    facts::{
        BallotFacts, CandidateFacts, CountFacts, Facts, ObjectionFacts, RollFacts, SheetFacts,
    },
    outcome::decision::Next,
    rules::Rules,
    stage::{self, Compared, Stage, State, What},
};
use sqlx::PgConnection;

use super::store;
use crate::shell::{
    clock::{Now, Today},
    gates,
    ids::{ElectionId, PlaceId},
    words::Words,
};

/// Where an election stands.
pub struct Standing {
    /// Which one.
    pub election_id: ElectionId,
    /// The unit.
    pub place_id: PlaceId,
    /// The body that is elected.
    pub body: Body,
    /// The day of the election.
    pub election_on: NaiveDate,
    /// The campaign's day.
    pub today: Today,
    /// Pack and overlay; none where the frozen ones are not those of this program.
    pub rules: Option<&'static Rules>,
    /// Whether somebody is on the roll.
    pub has_voters: bool,
    /// Objections that wait for a decision.
    pub objections: usize,
    /// The stage that is open; none when all are closed.
    pub open: Option<Stage>,
    /// What a declared result has left: none where everything is done, or nothing is declared yet.
    pub again: Option<Next>,
    /// The last day of closing it, where a rule sets one.
    pub due_on: Option<NaiveDate>,
    /// The first day on which the roll may be sealed, while objections may still be filed.
    pub not_before: Option<NaiveDate>,
}

impl Standing {
    /// How many days ago the election day was, where the result is not declared.
    pub fn passed(&self) -> Option<i64> {
        passed(self.election_on, self.today, self.open)
    }
}

/// How many days ago an election day was, while a stage is open: the result is not declared. The desk
/// and the case file ask this one.
pub fn passed(election_on: NaiveDate, today: Today, open: Option<Stage>) -> Option<i64> {
    open?;
    Some((today.0 - election_on).num_days()).filter(|days| *days > 0)
}

/// The same in words.
pub fn passed_text(election_on: NaiveDate, days: i64, words: &Words) -> String {
    let day = gates::day(election_on, words);
    words.text_with("next-day-passed", &[("day", day.into()), ("n", days.into())])
}

/// The current committee elections of these places; those without one are left out.
///
/// # Errors
/// Those of the database.
#[expect(clippy::too_many_lines, reason = "one query")]
pub async fn standings(
    db: &mut PgConnection,
    places: &[PlaceId],
) -> sqlx::Result<HashMap<PlaceId, Standing>> {
    let places: Vec<i64> = places.iter().map(|id| id.0).collect();
    let rows = sqlx::query_as!(
        Row,
        r#"
        select distinct on (election.place_id) election.election_id, election.place_id,
            place_code.code, election.body, election.election_on, campaign.today_on,
            pack as "pack?", overlay as "overlay?", digest as "digest?",
            exists (
                select
                from roll
                join roll_entry using (roll_id)
                where roll.election_id = election.election_id
                and struck_by is null
            ) as "has_voters!",
            coalesce(
                (
                    select sheet_sign_off.sheet_id is not null
                    from round
                    join vote_count using (round_id)
                    join sheet using (vote_count_id)
                    left join sheet_sign_off using (sheet_id)
                    where round.election_id = election.election_id
                    order by round.ordinal desc, sheet.sheet_id desc
                    limit 1
                ),
                false
            ) as "signed!",
            (
                select decision.outcome::json ->> 'next'
                from round
                join decision using (round_id)
                join declaration using (decision_id)
                where round.election_id = election.election_id
                order by round.ordinal desc, decision.version desc
                limit 1
            ) as "next?"
        from election
        join campaign using (campaign_id)
        join place_code on place_code.place_id = election.place_id and upper_inf(place_code.valid)
        left join election_rules using (election_id)
        where election.place_id = any ($1)
        and election.body in ('villagers_committee', 'residents_committee')
        and election.kind = 'general'
        order by election.place_id, election.election_on desc, election.election_id desc
        "#,
        &places,
    )
    .fetch_all(&mut *db)
    .await?;
    let ids: Vec<i64> = rows.iter().map(|row| row.election_id.0).collect();
    let mut closed = closed(db, &ids).await?;
    let mut waiting = waiting(db, &ids).await?;
    let now = Now::read();
    let standing = |row: Row| {
        let closed = closed.remove(&row.election_id).unwrap_or_default();
        let objections = waiting.remove(&row.election_id).unwrap_or_default();
        Some((row.place_id, row.standing(&closed, &objections, now)?))
    };
    Ok(rows.into_iter().filter_map(standing).collect())
}

/// The days on which stages were closed, the newest that was entered for each.
type Closed = HashMap<String, NaiveDate>;

async fn closed(db: &mut PgConnection, ids: &[i64]) -> sqlx::Result<HashMap<ElectionId, Closed>> {
    let rows = sqlx::query!(
        r#"
        select stage_entry.election_id, stage_entry.stage,
            coalesce(corrected.closed_on, stage_entry.closed_on) as "closed_on!"
        from stage_entry
        left join (
            select distinct on (election_id, stage) election_id, stage, closed_on
            from stage_correction
            where election_id = any ($1)
            order by election_id, stage, stage_correction_id desc
        ) as corrected using (election_id, stage)
        where stage_entry.election_id = any ($1)
        "#,
        ids,
    )
    .fetch_all(db)
    .await?;
    let mut closed: HashMap<ElectionId, Closed> = HashMap::new();
    for row in rows {
        closed.entry(row.election_id).or_default().insert(row.stage, row.closed_on);
    }
    Ok(closed)
}

/// The days on which objections were filed that wait for a decision.
async fn waiting(
    db: &mut PgConnection,
    ids: &[i64],
) -> sqlx::Result<HashMap<ElectionId, Vec<NaiveDate>>> {
    let rows = sqlx::query!(
        "
        select roll.election_id, filed_on
        from roll
        join objection using (roll_id)
        where roll.election_id = any ($1)
        and decision is null
        order by objection_id
        ",
        ids,
    )
    .fetch_all(db)
    .await?;
    let mut waiting: HashMap<ElectionId, Vec<NaiveDate>> = HashMap::new();
    for row in rows {
        waiting.entry(row.election_id).or_default().push(row.filed_on);
    }
    Ok(waiting)
}

struct Row {
    election_id: ElectionId,
    place_id: PlaceId,
    code: String,
    body: String,
    election_on: NaiveDate,
    today_on: Option<NaiveDate>,
    pack: Option<String>,
    overlay: Option<String>,
    digest: Option<String>,
    has_voters: bool,
    signed: bool,
    next: Option<String>,
}

/// What a declared result has left, where people have to vote once more.
///
/// # Errors
/// Those of the database.
pub async fn again(db: &mut PgConnection, election_id: ElectionId) -> sqlx::Result<Option<Next>> {
    let next = sqlx::query_scalar!(
        r#"
        select decision.outcome::json ->> 'next' as "next!"
        from round
        join decision using (round_id)
        join declaration using (decision_id)
        where round.election_id = $1
        order by round.ordinal desc, decision.version desc
        limit 1
        "#,
        election_id as ElectionId,
    )
    .fetch_optional(db)
    .await?;
    Ok(left(next.as_deref()))
}

fn left(next: Option<&str>) -> Option<Next> {
    next.and_then(Next::from_word).filter(|next| next.votes_again())
}

impl Row {
    fn standing(self, closed: &Closed, objections: &[NaiveDate], now: Now) -> Option<Standing> {
        let body = Body::from_word(&self.body)?;
        let today = Today::new(self.today_on, now);
        let rules = match &self.pack {
            Some(pack) => store::frozen(pack, self.overlay.as_deref(), self.digest.as_deref()),
            None => store::rules_on(body, &self.code, self.election_on),
        };
        let facts = self.facts(body, closed, objections);
        let open = Stage::now(&facts);
        let rail = rules.map(|rules| stage::rail(&facts, rules)).unwrap_or_default();
        let due = rail.iter().find(|line| line.state == State::Now).and_then(|line| line.due);
        let not_before = rules
            .filter(|_| open == Some(Stage::Objections))
            .and_then(|rules| objections_over(&facts, rules, today));
        Some(Standing {
            election_id: self.election_id,
            place_id: self.place_id,
            body,
            election_on: self.election_on,
            today,
            rules,
            has_voters: self.has_voters,
            objections: objections.len(),
            open,
            again: left(self.next.as_deref()),
            due_on: due.map(|due| due.on),
            not_before,
        })
    }

    /// What the rail asks for, and nothing else.
    fn facts(&self, body: Body, closed: &Closed, objections: &[NaiveDate]) -> Facts {
        let closed = |stage: Stage| closed.get(stage.word()).copied();
        let objections = objections.iter();
        let objections = objections
            .map(|on| ObjectionFacts { filed_on: *on, decided_on: None, first_decided_on: None })
            .collect();
        let sheet = if self.signed { SheetFacts::Definitive } else { SheetFacts::None };
        Facts {
            body,
            election_on: self.election_on,
            roll: RollFacts {
                posted_on: closed(Stage::Roll),
                sealed_on: closed(Stage::Objections),
                objections,
                ..RollFacts::default()
            },
            posts: Vec::new(),
            candidates: CandidateFacts {
                posted_on: closed(Stage::Candidates),
                ..CandidateFacts::default()
            },
            ballots: BallotFacts { closed_on: closed(Stage::Voting), ..BallotFacts::default() },
            // opening the sheet again opens the stage again; its day stays
            count: CountFacts {
                sheet,
                closed_on: closed(Stage::Count).filter(|_| self.signed),
                ..CountFacts::default()
            },
            declared_on: closed(Stage::Outcome),
            approvals: Vec::new(),
        }
    }
}

/// The first day after the time of objections, while it lies ahead.
fn objections_over(facts: &Facts, rules: &Rules, today: Today) -> Option<NaiveDate> {
    let gate = stage::gate(Stage::Objections, facts, rules, today.0, today.0);
    let over = gate.failing().find(|one| one.what == What::ObjectionsOver)?;
    match over.compared {
        Compared::Days { limit, .. } => limit.succ_opt(),
        _ => None,
    }
}
