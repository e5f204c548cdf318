//! The journal as a page, of an election, of a town's campaign and of the instance: who did what and when, in the order of
//! the chain.

mod content;
mod table;

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use sqlx::PgConnection;

pub use table::{JOURNAL, of};

use crate::{
    elections::{self, check, head::Head},
    shell::{
        App, Error,
        extract::{AskedForm, Named},
        mandate::{AtElection, AtInstance, AtPlace, Mandate},
        routes::Routes,
        table::{Asked, FormatPath, Listed, Paths, Source},
        trail::{TrailStep, trail},
        urls,
        view::{View, Visit},
    },
};

crate::duties! {
    /// Reads the journal of an election.
    ReadJournal = "read-journal" over AtElection: [
        CountyOffice, TownOffice, LeadingGroup, SteeringGroup, Commission, Scrutineer,
    ];
    /// Reads the journal of a town's campaign: its date, decisions that belong to no election.
    ReadTownJournal = "read-town-journal" over AtPlace: [CountyOffice, TownOffice, LeadingGroup];
    /// Reads the journal of the instance: places, accounts, upkeep.
    ReadInstanceJournal = "read-instance-journal" over AtInstance: [Administrator];
}

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<ReadJournal, _>(urls::JOURNAL, journal)
        .get::<ReadJournal, _>(urls::JOURNAL_FILE, file)
        .get::<ReadTownJournal, _>(urls::TOWN_JOURNAL, town)
        .get::<ReadTownJournal, _>(urls::TOWN_JOURNAL_FILE, town_file)
        .get::<ReadInstanceJournal, _>(urls::INSTANCE_JOURNAL, instance)
        .get::<ReadInstanceJournal, _>(urls::INSTANCE_JOURNAL_FILE, instance_file)
}

#[derive(Template)]
#[template(path = "journal_pages/journal.html")]
struct JournalPage {
    visit: Visit,
    head: Head,
    list: Listed,
}

/// What happened in an election.
async fn journal(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<ReadJournal>,
    AskedForm(typed): AskedForm,
) -> Result<Response, Error> {
    let at = mandate.over;
    let mut db = app.db.acquire().await?;
    let (_, head) = check::headed(&mut db, &at, &visit).await?;
    let source = of(&mut db, "election", at.election_id.0).await?;
    let paths = Paths { page: at.to(urls::JOURNAL), files: at.to(urls::JOURNAL_FILE) };
    let list = Asked::read(&JOURNAL, source, &typed, &visit.words).list(&mut db, &paths).await?;
    Ok(View(JournalPage { visit, head, list }).into_response())
}

/// The same as a file.
async fn file(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<ReadJournal>,
    Named(path): Named<FormatPath>,
    AskedForm(typed): AskedForm,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let source = of(&mut *app.db.acquire().await?, "election", at.election_id.0).await?;
    let asked = Asked::read(&JOURNAL, source, &typed, &visit.words);
    asked.file(&app, path.format, &at.unit.name).await
}

#[derive(Template)]
#[template(path = "journal_pages/town.html")]
struct TownPage {
    visit: Visit,
    trail: Vec<TrailStep>,
    list: Listed,
}

/// The rows of the town's newest campaign; none where there was no campaign yet.
async fn of_town(db: &mut PgConnection, place: &AtPlace) -> Result<Source, Error> {
    if place.level != "town" {
        return Err(Error::NotFound);
    }
    let campaign = elections::store::opening::campaign_of(db, place.place_id).await?;
    let campaign_id = campaign.map_or(0, |campaign| campaign.campaign_id.0);
    Ok(of(db, "campaign", campaign_id).await?)
}

/// What happened in a town's campaign besides its elections.
async fn town(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<ReadTownJournal>,
    AskedForm(typed): AskedForm,
) -> Result<Response, Error> {
    let at = &mandate.over.at;
    let mut db = app.db.acquire().await?;
    let source = of_town(&mut db, &mandate.over).await?;
    let paths = Paths { page: at.to(urls::TOWN_JOURNAL), files: at.to(urls::TOWN_JOURNAL_FILE) };
    let list = Asked::read(&JOURNAL, source, &typed, &visit.words).list(&mut db, &paths).await?;
    let trail = trail(&mut db, &mandate.over, &visit).await?;
    Ok(View(TownPage { visit, trail, list }).into_response())
}

/// The same as a file.
async fn town_file(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<ReadTownJournal>,
    Named(path): Named<FormatPath>,
    AskedForm(typed): AskedForm,
) -> Result<Response, Error> {
    let source = of_town(&mut *app.db.acquire().await?, &mandate.over).await?;
    let asked = Asked::read(&JOURNAL, source, &typed, &visit.words);
    asked.file(&app, path.format, &mandate.over.name).await
}

#[derive(Template)]
#[template(path = "journal_pages/instance.html")]
struct InstancePage {
    visit: Visit,
    list: Listed,
}

/// What happened to places, accounts and the instance itself.
async fn instance(
    State(app): State<App>,
    visit: Visit,
    _: Mandate<ReadInstanceJournal>,
    AskedForm(typed): AskedForm,
) -> Result<Response, Error> {
    let mut db = app.db.acquire().await?;
    let source = of(&mut db, "instance", 0).await?;
    let page = urls::INSTANCE_JOURNAL.to_owned();
    let paths = Paths { page, files: urls::INSTANCE_JOURNAL_FILE.to_owned() };
    let list = Asked::read(&JOURNAL, source, &typed, &visit.words).list(&mut db, &paths).await?;
    Ok(View(InstancePage { visit, list }).into_response())
}

/// The same as a file.
async fn instance_file(
    State(app): State<App>,
    visit: Visit,
    _: Mandate<ReadInstanceJournal>,
    Named(path): Named<FormatPath>,
    AskedForm(typed): AskedForm,
) -> Result<Response, Error> {
    let source = of(&mut *app.db.acquire().await?, "instance", 0).await?;
    let asked = Asked::read(&JOURNAL, source, &typed, &visit.words);
    asked.file(&app, path.format, &visit.t("people-instance")).await
}
