//! The journal as a page: of an election and of the instance in the order of their chains, and of a
//! place with all that happened there and below it, whatever its chain.

mod content;
mod store;
mod table;

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
pub use content::{Notes, told};
pub use store::{at, of};
pub use table::{JOURNAL, PLACE_JOURNAL};

use crate::{
    elections::{check, head::Head},
    shell::{
        App, Error,
        extract::{AskedForm, Named},
        mandate::{AtElection, AtInstance, AtPlace, Mandate},
        routes::Routes,
        table::{Asked, FormatPath, Listed, Paths},
        trail::{TrailStep, trail},
        urls,
        view::{View, Visit},
    },
};

crate::duties! {
    /// Reads the journal of an election.
    ReadJournal = "read-journal" over AtElection: [
        CountyOffice, CivilDesk, TownOffice, LeadingGroup, GuidanceGroup, SteeringGroup,
        Commission, Scrutineer,
    ];
    /// Reads the journal of a place: all that happened there and below it.
    ReadPlaceJournal = "read-place-journal" over AtPlace: [CountyOffice, TownOffice, LeadingGroup];
    /// Reads the journal of the instance: places, accounts, upkeep.
    ReadInstanceJournal = "read-instance-journal" over AtInstance: [Administrator];
}

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<ReadJournal, _>(urls::JOURNAL, journal)
        .get::<ReadJournal, _>(urls::JOURNAL_FILE, file)
        .get::<ReadPlaceJournal, _>(urls::PLACE_JOURNAL, place)
        .get::<ReadPlaceJournal, _>(urls::PLACE_JOURNAL_FILE, place_file)
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
#[template(path = "journal_pages/place.html")]
struct PlacePage {
    visit: Visit,
    trail: Vec<TrailStep>,
    name: String,
    list: Listed,
}

/// What happened at a place and below it.
async fn place(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<ReadPlaceJournal>,
    AskedForm(typed): AskedForm,
) -> Result<Response, Error> {
    let AtPlace { at, name, place_id, .. } = &mandate.over;
    let mut db = app.db.acquire().await?;
    let source = store::at(&mut db, *place_id).await?;
    let paths = Paths { page: at.to(urls::PLACE_JOURNAL), files: at.to(urls::PLACE_JOURNAL_FILE) };
    let asked = Asked::read(&PLACE_JOURNAL, source, &typed, &visit.words);
    let list = asked.list(&mut db, &paths).await?;
    let trail = trail(&mut db, &mandate.over, &visit).await?;
    Ok(View(PlacePage { trail, name: name.clone(), list, visit }).into_response())
}

/// The same as a file.
async fn place_file(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<ReadPlaceJournal>,
    Named(path): Named<FormatPath>,
    AskedForm(typed): AskedForm,
) -> Result<Response, Error> {
    let source = store::at(&mut *app.db.acquire().await?, mandate.over.place_id).await?;
    let asked = Asked::read(&PLACE_JOURNAL, source, &typed, &visit.words);
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
