//! Elections in the database: the case, locking, closing of stages.

use chrono::NaiveDate;
use law::{
    body::Body,
    facts::Facts,
    rules::{self, Rules},
    stage::Stage,
};
use sqlx::PgConnection;

use super::{case::Case, changes, facts::facts};

pub mod opening;
use crate::{
    decisions::{special::Special, store::approvals},
    shell::{
        Error,
        act::Act,
        ids::{AccountId, ElectionId, PlaceId, RoundId, StreamId},
        mandate::{AtElection, AtPlace},
    },
};

/// The committee that a unit elects.
pub fn body_of(unit: &AtPlace) -> Option<Body> {
    body_of_kind(unit.kind.as_deref())
}

/// The committee that units of a kind elect.
pub fn body_of_kind(kind: Option<&str>) -> Option<Body> {
    match kind {
        Some("village") => Some(Body::VillagersCommittee),
        // residents' committees come with their own stages
        _ => None,
    }
}

/// Pack and overlay of a day.
pub fn rules_on(body: Body, code: &str, on: NaiveDate) -> Option<&'static Rules> {
    let chosen = rules::choose(body, code, on)?;
    Rules::shipped(&chosen.pack.id, chosen.overlay.map(|overlay| overlay.id.as_str()))
}

/// Pack and overlay that an election has frozen: an upgrade of the program never changes them.
pub(super) fn frozen(
    pack: &str,
    overlay: Option<&str>,
    digest: Option<&str>,
) -> Option<&'static Rules> {
    Rules::shipped(pack, overlay).filter(|rules| Some(&*rules.digest()) == digest)
}

/// Whether a place has an election of its committee.
///
/// # Errors
/// Those of the database.
pub async fn exists(db: &mut PgConnection, place_id: PlaceId) -> sqlx::Result<bool> {
    let found = sqlx::query_scalar!(
        "
        select 1
        from election
        where place_id = $1
        and body in ('villagers_committee', 'residents_committee')
        and kind = 'general'
        limit 1
        ",
        place_id as PlaceId,
    )
    .fetch_optional(db)
    .await?;
    Ok(found.is_some())
}

/// The election with its facts, as a page sees it.
///
/// # Errors
/// Those of the database; its frozen rules are no longer those of this program.
pub async fn case(db: &mut PgConnection, at: AtElection) -> Result<Case, Error> {
    let election = sqlx::query!(
        r#"
        select election_on, pack as "pack?", overlay as "overlay?", digest as "digest?",
            frozen_on as "frozen_on?", draft_reason as "draft_reason?"
        from election
        left join election_rules using (election_id)
        where election_id = $1
        "#,
        at.election_id as ElectionId,
    )
    .fetch_one(&mut *db)
    .await?;
    let rules = match &election.pack {
        Some(pack) => frozen(pack, election.overlay.as_deref(), election.digest.as_deref()),
        None => rules_on(at.body, &at.unit.at.code, election.election_on),
    };
    let rules = rules.ok_or(Error::conflict("error-rules-changed"))?;
    let facts = facts(db, &at, election.election_on).await?;
    let specials = approvals::of_election(db, at.election_id).await?;
    let facts =
        Facts { approvals: specials.iter().filter_map(Special::approval).collect(), ..facts };
    let (frozen_on, draft_reason) = (election.frozen_on, election.draft_reason);
    Ok(Case { at, facts, rules, frozen_on, draft_reason, specials })
}

/// The election for an act that closes a stage: nobody else changes it until the act is done.
///
/// # Errors
/// As [`case`].
pub async fn case_for_update(db: &mut PgConnection, at: &AtElection) -> Result<Case, Error> {
    sqlx::query!(
        "select 1 as locked from election where election_id = $1 for update",
        at.election_id as ElectionId,
    )
    .fetch_one(&mut *db)
    .await?;
    case(db, at.clone()).await
}

/// The election for an act that changes what a gate judges: no stage is closed meanwhile.
///
/// # Errors
/// As [`case`].
pub async fn case_for_share(db: &mut PgConnection, at: &AtElection) -> Result<Case, Error> {
    sqlx::query!(
        "select 1 as locked from election where election_id = $1 for share",
        at.election_id as ElectionId,
    )
    .fetch_one(&mut *db)
    .await?;
    case(db, at.clone()).await
}

/// The first round of an election.
///
/// # Errors
/// Those of the database.
pub async fn round(db: &mut PgConnection, election_id: ElectionId) -> sqlx::Result<RoundId> {
    sqlx::query_scalar!(
        "
        select round_id
        from round
        where election_id = $1
        order by ordinal desc
        limit 1
        ",
        election_id as ElectionId,
    )
    .fetch_one(db)
    .await
}

/// Notes that a stage was closed on a day, and who entered it.
///
/// # Errors
/// Those of the database.
pub async fn close(
    act: &mut Act<'_>,
    at: &AtElection,
    stage: Stage,
    on: NaiveDate,
) -> Result<(), Error> {
    let account_id = act.account_id()?;
    let now = act.now();
    sqlx::query!(
        "
        insert into stage_entry (election_id, stage, closed_on, recorded_at, account_id)
        values ($1, $2, $3, $4, $5)
        ",
        at.election_id as ElectionId,
        stage.word(),
        on,
        now.0,
        account_id as AccountId,
    )
    .execute(&mut **act)
    .await?;
    Ok(())
}

/// The day on which a stage was closed, also while it is open again.
///
/// # Errors
/// Those of the database.
pub async fn closed_once(
    db: &mut PgConnection,
    at: &AtElection,
    stage: Stage,
) -> sqlx::Result<Option<NaiveDate>> {
    let closed = changes::closed(db, at.election_id).await?;
    Ok(closed.into_iter().find(|(of, _)| of == stage.word()).map(|(_, on)| on))
}

/// Freezes the rules of an election, when its roll is posted.
///
/// # Errors
/// Those of the database.
pub async fn freeze(
    act: &mut Act<'_>,
    case: &Case,
    on: NaiveDate,
    draft_reason: Option<&str>,
) -> Result<(), Error> {
    sqlx::query!(
        "
        insert into election_rules (election_id, pack, overlay, digest, frozen_on, draft_reason)
        values ($1, $2, $3, $4, $5, $6)
        ",
        case.at.election_id as ElectionId,
        case.rules.pack.id,
        case.rules.overlay.map(|overlay| overlay.id.as_str()),
        case.rules.digest(),
        on,
        draft_reason,
    )
    .execute(&mut **act)
    .await?;
    Ok(())
}

/// The journal's stream of an election.
///
/// # Errors
/// Those of the database.
pub async fn stream(db: &mut PgConnection, election_id: ElectionId) -> sqlx::Result<StreamId> {
    sqlx::query_scalar!(
        "
        select stream_id
        from stream
        where kind = 'election'
        and subject = $1
        ",
        election_id.0,
    )
    .fetch_one(db)
    .await
}
