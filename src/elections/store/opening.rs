//! Opening elections, with their cycles and campaigns where these are missing.

use chrono::{Datelike, NaiveDate};
use law::body::Body;
use sqlx::PgConnection;

use crate::{
    elections::forms::NewElection,
    places::store as places,
    shell::{
        Error,
        act::Act,
        ids::{CampaignId, CycleId, ElectionId, PlaceId, RoundId, WorldId},
        mandate::AtPlace,
    },
};

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
    places::unchanged_for_update(act, unit).await?;
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

/// The town's campaign is of another term: a key of words, with that term.
pub const OTHER_TERM: &str = "error-other-term";

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
        return Err(Error::Conflict(OTHER_TERM, vec![("term", term)]));
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
