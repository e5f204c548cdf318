//! Papers made of the data: the announcement of the result and the report form, as PDF.
//!
//! A paper is set after the act that it tells of, as a job: its data are the records, its version,
//! digest and the signed head of the journal are kept with it.

pub mod blanks;
pub mod checks;
pub mod data;
pub mod number;
#[cfg(feature = "press")]
pub mod print;
#[cfg(not(feature = "press"))]
#[path = "no_print.rs"]
pub mod print;
pub mod store;
mod versions;

use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use crate::{
    results,
    shell::{
        App, Error,
        act::Act,
        extract::Named,
        flash::{Done, Flash},
        ids::ElectionId,
        journal::{Event, Stream},
        mandate::{AtElection, Mandate},
        outbox::Job,
        routes::Routes,
        urls,
    },
};

crate::duties! {
    /// Opens the papers of an election.
    SeePapers = "see-papers" over AtElection: [
        CountyOffice, CivilDesk, CountyOfficial, TownOffice, LeadingGroup, GuidanceGroup,
        PetitionsGroup, SteeringGroup, Commission, Scrutineer,
    ];
    /// Lets papers that could not be printed be printed at once.
    PrintPapers = "print-papers" over AtElection: [TownOffice, Commission];
}

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<SeePapers, _>(urls::PAPERS, versions::list)
        .get::<SeePapers, _>(urls::PAPER, paper)
        .get::<SeePapers, _>(urls::PAPER_VERSION, paper)
        .post::<PrintPapers, _>(urls::PAPERS_AGAIN, again)
}

/// Does a job that an act has left.
///
/// # Errors
/// Those of the job; it is tried again later.
pub async fn job(app: App, job: Job) -> Result<(), Error> {
    match job.kind.as_str() {
        "print_result" => print::result(&app, ElectionId(job.subject)).await,
        _ => Err(Error::NotFound),
    }
}

/// Tries at once to print what could not be printed before; where nothing waits, prints anew what the
/// records say otherwise since.
async fn again(State(app): State<App>, mandate: Mandate<PrintPapers>) -> Result<Response, Error> {
    let at = &mandate.over;
    let mut act = Act::begin(&app, &mandate).await?;
    let now = act.now();
    let event = if store::print_now(&mut act, at.election_id, now).await? {
        act.wake_jobs();
        "papers_retried"
    } else {
        let declared = results::store::outcome(&mut act, at.election_id).await?;
        let declared = declared.is_some_and(|outcome| outcome.declared_on.is_some());
        let waits = store::waiting(&mut act, at.election_id).await?.is_some();
        if !declared || waits || !print::is_due(&mut act, at.election_id).await? {
            return Err(Error::conflict("papers-none-waiting"));
        }
        act.leave("print_result", at.election_id.0).await?;
        "papers_asked_anew"
    };
    act.commit(Stream::Election(at.election_id), Event::new(event)).await?;
    Ok(Done(at.to(urls::OUTCOME), Flash::new("done-papers-again")).into_response())
}

/// The paper that a path names.
#[derive(Deserialize)]
pub struct Which {
    kind: String,
    /// The newest where a path names none.
    version: Option<i32>,
}

/// A paper as PDF.
async fn paper(
    State(app): State<App>,
    mandate: Mandate<SeePapers>,
    Named(paper): Named<Which>,
) -> Result<Response, Error> {
    let mut db = app.db.acquire().await?;
    let bytes = store::pdf(&mut db, mandate.over.election_id, &paper.kind, paper.version).await?;
    let name = format!(
        "inline; filename=\"{}-{}{}.pdf\"",
        mandate.over.unit.at.code,
        paper.kind.replace(|sign: char| !sign.is_ascii_alphanumeric(), "-"),
        paper.version.map(|version| format!("-{version}")).unwrap_or_default()
    );
    let headers = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}
