//! Elections in the database: opening, locking, closing of stages.

use chrono::{Datelike, NaiveDate};
use law::{
    body::Body,
    facts::Facts,
    rules::{self, Rules},
    stage::Stage,
};
use sqlx::PgConnection;

use super::{case::Case, changes, facts::facts, forms::NewElection};
use crate::{
    decisions::{special::Special, store::approvals},
    shell::{
        Error,
        act::Act,
        ids::{AccountId, CampaignId, CycleId, ElectionId, PlaceId, RoundId, StreamId, WorldId},
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

/// Opens the election of a unit's committee, with its cycle and campaign where they are missing.
///
/// # Errors
/// There is one already; those of the database.
pub async fn open(
    act: &mut Act<'_>,
    unit: &AtPlace,
    body: Body,
    new: &NewElection,
) -> Result<ElectionId, Error> {
    if running_for_update(act, unit.place_id).await? {
        return Err(Error::conflict("error-election-there"));
    }
    let campaign_id = campaign(act, unit, new).await?;
    let election_id = sqlx::query_scalar!(
        "
        insert into election (campaign_id, place_id, body, kind, election_on)
        values ($1, $2, $3, 'general', $4)
        on conflict on constraint election_once do nothing
        returning election_id
        ",
        campaign_id as CampaignId,
        unit.place_id as PlaceId,
        body.word(),
        new.election_on,
    )
    .fetch_optional(&mut **act)
    .await?
    .ok_or(Error::conflict("error-election-there"))?;
    let round_id = sqlx::query_scalar!(
        "
        insert into round (election_id, ordinal, kind)
        values ($1, 1, 'first')
        returning round_id
        ",
        election_id as ElectionId,
    )
    .fetch_one(&mut **act)
    .await?;
    for (post, seats) in &new.seats {
        sqlx::query!(
            "
            insert into round_seat (round_id, post, seats)
            values ($1, $2, $3)
            ",
            round_id as RoundId,
            post.word(),
            i32::try_from(*seats).unwrap_or(i32::MAX),
        )
        .execute(&mut **act)
        .await?;
    }
    Ok(election_id)
}

/// Whether an election of a unit's committee has not been declared yet; none is opened there until
/// the end of the act.
///
/// # Errors
/// Those of the database.
pub async fn running_for_update(db: &mut PgConnection, place_id: PlaceId) -> sqlx::Result<bool> {
    sqlx::query!(
        "select 1 as locked from place where place_id = $1 for update",
        place_id as PlaceId,
    )
    .fetch_one(&mut *db)
    .await?;
    running(db, place_id).await
}

async fn running(db: &mut PgConnection, place_id: PlaceId) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"
        select exists (
            select
            from election
            where place_id = $1
            and body in ('villagers_committee', 'residents_committee')
            and kind = 'general'
            and not exists (
                select
                from stage_entry
                where stage_entry.election_id = election.election_id
                and stage = 'outcome'
            )
        ) as "running!"
        "#,
        place_id as PlaceId,
    )
    .fetch_one(db)
    .await
}

async fn campaign(
    act: &mut Act<'_>,
    unit: &AtPlace,
    new: &NewElection,
) -> Result<CampaignId, Error> {
    let above = sqlx::query!(
        r#"
        select town.place_id as town_id, county.place_id as county_id
        from place as unit
        join place as town on town.place_id = unit.parent_id
        join place as county on county.place_id = town.parent_id
        where unit.place_id = $1
        "#,
        unit.place_id as PlaceId,
    )
    .fetch_one(&mut **act)
    .await?;
    let rehearsed = if unit.rehearses() { campaign_of(act, above.town_id).await? } else { None };
    let campaign = if let Some(campaign) = rehearsed {
        campaign
    } else {
        let year = new.election_on.year();
        let cycle_id = cycle(act, unit.at.world, above.county_id, year).await?;
        campaign_in(act, unit, cycle_id, above.town_id, new.term_no).await?
    };
    if i64::from(campaign.term_no) != i64::from(new.term_no) {
        let term = campaign.term_no.to_string();
        return Err(Error::Conflict("error-other-term", vec![("term", term)]));
    }
    Ok(campaign.campaign_id)
}

/// A town's part of a cycle.
pub struct Campaign {
    /// Its key.
    pub campaign_id: CampaignId,
    /// The term, from 1.
    pub term_no: i32,
}

/// A town's part of a cycle as the sample has it.
pub struct NewCampaign {
    /// The world.
    pub world_id: WorldId,
    /// The county.
    pub county_id: PlaceId,
    /// The town.
    pub town_id: PlaceId,
    /// The year of the cycle.
    pub year: i32,
    /// The term, from 1.
    pub term_no: i32,
    /// The date of the rehearsal.
    pub today_on: NaiveDate,
}

/// Adds the campaign of a rehearsal.
///
/// # Errors
/// Those of the database.
pub async fn rehearse(db: &mut PgConnection, new: &NewCampaign) -> sqlx::Result<()> {
    let cycle_id = cycle(db, new.world_id, new.county_id, new.year).await?;
    sqlx::query!(
        "
        insert into campaign (cycle_id, town_id, term_no, today_on)
        values ($1, $2, $3, $4)
        ",
        cycle_id as CycleId,
        new.town_id as PlaceId,
        new.term_no,
        new.today_on,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The newest campaign of a town; in a rehearsal its only one, whatever year it is moved to.
///
/// # Errors
/// Those of the database.
pub async fn campaign_of(
    db: &mut PgConnection,
    town_id: PlaceId,
) -> sqlx::Result<Option<Campaign>> {
    sqlx::query_as!(
        Campaign,
        "
        select campaign_id, term_no
        from campaign
        where town_id = $1
        order by campaign_id desc
        limit 1
        ",
        town_id as PlaceId,
    )
    .fetch_optional(db)
    .await
}

/// The campaign of a town in a cycle, made where it is missing. That of a rehearsal has a date of
/// its own from the beginning, which stands still until the office moves it.
async fn campaign_in(
    act: &mut Act<'_>,
    unit: &AtPlace,
    cycle_id: CycleId,
    town_id: PlaceId,
    term_no: u32,
) -> sqlx::Result<Campaign> {
    let today_on = unit.rehearses().then_some(unit.today.0);
    sqlx::query!(
        "
        insert into campaign (cycle_id, town_id, term_no, today_on)
        values ($1, $2, $3, $4)
        on conflict on constraint campaign_once do nothing
        ",
        cycle_id as CycleId,
        town_id as PlaceId,
        i32::try_from(term_no).unwrap_or(i32::MAX),
        today_on,
    )
    .execute(&mut **act)
    .await?;
    sqlx::query_as!(
        Campaign,
        "
        select campaign_id, term_no
        from campaign
        where cycle_id = $1
        and town_id = $2
        ",
        cycle_id as CycleId,
        town_id as PlaceId,
    )
    .fetch_one(&mut **act)
    .await
}

async fn cycle(
    db: &mut PgConnection,
    world_id: WorldId,
    county_id: PlaceId,
    year: i32,
) -> sqlx::Result<CycleId> {
    sqlx::query!(
        "
        insert into cycle (world_id, county_id, kind, year)
        values ($1, $2, 'general', $3)
        on conflict on constraint cycle_once do nothing
        ",
        world_id as WorldId,
        county_id as PlaceId,
        year,
    )
    .execute(&mut *db)
    .await?;
    sqlx::query_scalar!(
        "
        select cycle_id
        from cycle
        where county_id = $1
        and kind = 'general'
        and year = $2
        ",
        county_id as PlaceId,
        year,
    )
    .fetch_one(db)
    .await
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
