//! Paper decisions in the database: versions, scans, checks, withdrawals. Rows are added, never
//! changed.

pub mod approvals;
mod history;
pub mod waiting;

use chrono::{DateTime, NaiveDate, Utc};
use law::approval::{Paper, State};
use sqlx::PgConnection;

use super::{forms::NewPaper, person};
use crate::shell::{
    Error,
    act::Act,
    clock::Today,
    files,
    form::Entry,
    ids::{AccountId, CampaignId, ElectionId, PaperDecisionId, PlaceId},
    journal::Stream,
    mandate::{AtPlace, Role},
};

pub use history::{
    Check, Scan, Version, Withdrawal, answer_withdrawal, ask_withdrawal, check, checks, scan,
    scans, versions, withdrawals,
};

/// What a place's decisions belong to.
pub struct Frame {
    /// The town's newest campaign.
    pub campaign_id: Option<CampaignId>,
    /// The date that it sees.
    pub today: Today,
    /// The newest election of the unit's committee, and its day.
    pub election: Option<(ElectionId, NaiveDate)>,
}

impl Frame {
    /// The chain that tells of a decision: of its election, else of the campaign.
    pub fn stream(&self, election_id: Option<ElectionId>) -> Stream {
        match (election_id, self.campaign_id) {
            (Some(election_id), _) => Stream::Election(election_id),
            (None, Some(campaign_id)) => Stream::Campaign(campaign_id),
            (None, None) => Stream::Instance,
        }
    }
}

/// What a place's decisions belong to.
///
/// # Errors
/// Those of the database.
pub async fn frame(db: &mut PgConnection, place: &AtPlace) -> sqlx::Result<Frame> {
    let campaign = sqlx::query_scalar!(
        "
        select campaign_id
        from place
        join campaign on campaign.town_id in (place.place_id, place.parent_id)
        where place_id = $1
        order by campaign_id desc
        limit 1
        ",
        place.place_id as PlaceId,
    )
    .fetch_optional(&mut *db)
    .await?;
    let election = sqlx::query!(
        "
        select election_id, election_on
        from election
        where place_id = $1
        and body in ('villagers_committee', 'residents_committee')
        and kind = 'general'
        order by election_on desc, election_id desc
        limit 1
        ",
        place.place_id as PlaceId,
    )
    .fetch_optional(db)
    .await?;
    Ok(Frame {
        today: place.today,
        campaign_id: campaign,
        election: election.map(|one| (one.election_id, one.election_on)),
    })
}

/// Where a paper decision stands, and whose it is.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    /// Its key.
    pub paper_decision_id: PaperDecisionId,
    /// The election that it is about.
    pub election_id: Option<ElectionId>,
    /// Its last version.
    pub version: i32,
    /// Who did what with it.
    pub paper: Paper,
    /// Who entered the last version.
    pub entered_by: AccountId,
    /// Who checked it.
    pub checked_by: Option<AccountId>,
    /// Who asks to withdraw it.
    pub asked_by: Option<AccountId>,
}

/// The state of a word; the view knows no other.
pub(super) fn state(word: &str) -> Result<State, Error> {
    let found = State::ALL.into_iter().find(|state| state.word() == word);
    found.ok_or(Error::NotFound)
}

/// A paper decision of a place.
///
/// # Errors
/// There is none; those of the database.
pub async fn standing(
    db: &mut PgConnection,
    place_id: PlaceId,
    paper_decision_id: PaperDecisionId,
) -> Result<Standing, Error> {
    let row = sqlx::query!(
        r#"
        select election_id as "election_id?", version as "version!", entered_by as "entered_by!",
            checked_by as "checked_by?", asked_by as "asked_by?", state as "state!"
        from paper_standing
        where paper_decision_id = $1
        and place_id = $2
        "#,
        paper_decision_id as PaperDecisionId,
        place_id as PlaceId,
    )
    .fetch_one(db)
    .await?;
    let state = state(&row.state)?;
    Ok(Standing {
        paper_decision_id,
        election_id: row.election_id,
        version: row.version,
        paper: Paper {
            state,
            entered_by: person(row.entered_by),
            checked_by: row.checked_by.map(person),
            asked_by: row.asked_by.map(person),
        },
        entered_by: row.entered_by,
        checked_by: row.checked_by,
        asked_by: row.asked_by,
    })
}

/// The same for an act: nobody else does anything with it meanwhile, and no stage of its election is
/// closed.
///
/// # Errors
/// As [`standing`].
pub async fn standing_for_update(
    db: &mut PgConnection,
    place_id: PlaceId,
    paper_decision_id: PaperDecisionId,
) -> Result<Standing, Error> {
    sqlx::query!(
        "
        select 1 as locked
        from election
        where election_id = (
            select election_id
            from paper_decision
            where paper_decision_id = $1
            and place_id = $2
        )
        for share
        ",
        paper_decision_id as PaperDecisionId,
        place_id as PlaceId,
    )
    .fetch_optional(&mut *db)
    .await?;
    sqlx::query!(
        "
        select 1 as locked
        from paper_decision
        where paper_decision_id = $1
        and place_id = $2
        for update
        ",
        paper_decision_id as PaperDecisionId,
        place_id as PlaceId,
    )
    .fetch_one(&mut *db)
    .await?;
    standing(db, place_id, paper_decision_id).await
}

/// What was entered with a key before: the decision, and the digest over what was sent.
///
/// # Errors
/// Those of the database.
pub async fn entered(
    db: &mut PgConnection,
    entry: &Entry,
) -> sqlx::Result<Option<(PaperDecisionId, Vec<u8>)>> {
    let row = sqlx::query!(
        "select paper_decision_id, digest from paper_decision_version where entry_key = $1",
        entry.key,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| (row.paper_decision_id, row.digest)))
}

/// A paper decision that has no version yet.
///
/// # Errors
/// Those of the database.
pub async fn begin(
    act: &mut Act<'_>,
    place_id: PlaceId,
    election_id: Option<ElectionId>,
) -> sqlx::Result<PaperDecisionId> {
    sqlx::query_scalar!(
        "
        insert into paper_decision (place_id, election_id)
        values ($1, $2)
        returning paper_decision_id
        ",
        place_id as PlaceId,
        election_id as Option<ElectionId>,
    )
    .fetch_one(&mut **act)
    .await
}

/// A version as it is entered.
pub struct NewVersion<'a> {
    /// Of which decision.
    pub paper_decision_id: PaperDecisionId,
    /// Its number.
    pub version: i32,
    /// What was typed.
    pub new: &'a NewPaper,
    /// The campaign's day.
    pub today: Today,
    /// In which role.
    pub role: Role,
    /// What tells it from another one.
    pub entry: &'a Entry,
}

/// Enters a version, with its scans; without new ones those of the version before stay. Gives
/// whether it was entered: somebody may have sent the same at the same moment.
///
/// # Errors
/// Those of the database.
pub async fn enter(
    act: &mut Act<'_>,
    version: &NewVersion<'_>,
    scans: &[(files::Scan, Vec<u8>)],
) -> Result<bool, Error> {
    let (account_id, now) = (act.account_id()?, act.now());
    let &NewVersion { paper_decision_id, version, new, today, role, entry } = version;
    let entered = sqlx::query!(
        "
        insert into paper_decision_version (
            paper_decision_id, version, body, meeting, document_number, decided_on, decides,
            entered_on, account_id, role, recorded_at, entry_key, digest
        )
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        on conflict on constraint paper_decision_version_entry_key do nothing
        ",
        paper_decision_id as PaperDecisionId,
        version,
        new.body,
        new.meeting,
        new.document_number,
        new.decided_on,
        new.decides,
        today.0,
        account_id as AccountId,
        role.word(),
        now.0,
        entry.key,
        entry.digest,
    )
    .execute(&mut **act)
    .await?;
    if entered.rows_affected() == 0 {
        return Ok(false);
    }
    if scans.is_empty() {
        history::keep_scans(act, paper_decision_id, version).await?;
    }
    for ((kind, bytes), ordinal) in scans.iter().zip(1..) {
        let sha256 = files::keep(act, kind.media_type(), bytes).await?;
        history::add_scan(act, paper_decision_id, version, ordinal, &sha256).await?;
    }
    Ok(true)
}

/// A paper decision in a list.
pub struct Listed {
    /// Its key.
    pub paper_decision_id: PaperDecisionId,
    /// The place that it was entered at.
    pub place: String,
    /// The code of that place.
    pub code: String,
    /// Where it stands.
    pub state: String,
    /// Who decided.
    pub body: String,
    /// The meeting.
    pub meeting: Option<String>,
    /// The document's number.
    pub document_number: Option<String>,
    /// The day on the paper.
    pub decided_on: NaiveDate,
    /// What it decides.
    pub decides: String,
    /// When it was first entered, by the campaign's day; a correction does not make it late.
    pub entered_on: NaiveDate,
    /// Who entered the last version.
    pub entered_by: AccountId,
    /// How that person is shown.
    pub by: String,
    /// When the last version was recorded.
    pub recorded_at: DateTime<Utc>,
    /// It waits for the visitor, if he may check.
    pub mine: bool,
}

/// Which decisions a list has.
pub struct Which {
    /// Those of a place and of what lies below it.
    pub place_id: PlaceId,
    /// Those of this election alone.
    pub election_id: Option<ElectionId>,
    /// For whom: what waits for him comes first.
    pub account_id: AccountId,
    /// Rows to pass over.
    pub after: i64,
    /// Rows to give.
    pub most: i64,
}

/// Paper decisions: what waits for the visitor first, then the newest.
///
/// # Errors
/// Those of the database.
pub async fn list(db: &mut PgConnection, which: &Which) -> sqlx::Result<Vec<Listed>> {
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
        select paper_standing.paper_decision_id as "paper_decision_id!", place.name as place,
            place_code.code, state as "state!", last.body, last.meeting, last.document_number,
            last.decided_on, last.decides, first.entered_on, entered_by as "entered_by!", account.shown_as as by, last.recorded_at,
            (
                state = 'waiting' and entered_by <> $3
                or state = 'withdrawal-asked' and $3 not in (entered_by, checked_by, asked_by)
            ) as "mine!"
        from paper_standing
        join below on below.place_id = paper_standing.place_id
        join place on place.place_id = paper_standing.place_id
        join place_code on place_code.place_id = place.place_id and upper_inf(place_code.valid)
        join paper_decision_version as last using (paper_decision_id, version)
        join paper_decision_version as first
            on first.paper_decision_id = paper_standing.paper_decision_id and first.version = 1
        join account on account.account_id = entered_by
        where $2::bigint is null
        or paper_standing.election_id = $2
        order by 14 desc, paper_standing.paper_decision_id desc
        offset $4
        limit $5
        "#,
        which.place_id as PlaceId,
        which.election_id as Option<ElectionId>,
        which.account_id as AccountId,
        which.after,
        which.most,
    )
    .fetch_all(db)
    .await
}
