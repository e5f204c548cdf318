//! Setting the papers of a declared result: the job `print_result`.

use std::sync::LazyLock;

use chrono::NaiveDate;
use press::{Fonts, Press, PressError, Template};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::{
    checks,
    data::{self, Copy},
    store,
};
use crate::{
    elections, nomination, results,
    shell::{
        App, Error,
        act::{Act, Actor},
        ids::ElectionId,
        journal::{Event, Stream},
    },
    tally,
};

const BASE: &str = include_str!("../../templates/documents/base.typ");
const ANNOUNCEMENT: &str = include_str!("../../templates/documents/result_announcement.typ");
const REPORT: &str = include_str!("../../templates/documents/result_report.typ");

static PRESS: LazyLock<Result<Press, PressError>> = LazyLock::new(|| Press::new(&Fonts::default()));

/// Finds the fonts; at start, so that nobody waits for a paper in vain.
///
/// # Errors
/// What is missing.
pub fn ready() -> Result<(), &'static PressError> {
    PRESS.as_ref().map(|_| ())
}

/// Papers of a declared result that are not there with this content.
struct Due {
    declared_on: NaiveDate,
    draft: bool,
    number: i32,
    papers: Vec<New>,
}

/// One of them.
struct New {
    kind: &'static str,
    source: &'static str,
    data: Value,
    version: i32,
    digest: String,
}

/// Whether the records say something of a declared result that its newest papers do not.
///
/// # Errors
/// Nothing is declared; those of the database.
pub async fn is_due(act: &mut Act<'_>, election_id: ElectionId) -> Result<bool, Error> {
    Ok(!due(act, election_id).await?.papers.is_empty())
}

async fn due(act: &mut Act<'_>, election_id: ElectionId) -> Result<Due, Error> {
    let placed = store::election(act, election_id).await?;
    let case = elections::store::case_for_share(act, &placed.at).await?;
    let outcome = results::store::outcome(act, election_id).await?.ok_or(Error::NotFound)?;
    let declared_on = outcome.declared_on.ok_or(Error::NotFound)?;
    let round_id = elections::store::round(act, election_id).await?;
    let listed = nomination::store::candidates(act, round_id).await?;
    let apart = results::store::apart::apart(act, election_id, &listed).await?;
    let known = store::known::of(act, &case, &listed).await?;
    let kept = tally::store::sheet(act, &case).await?.ok_or(Error::NotFound)?;
    let channels = checks::channels(&kept, kept.sheet.definitive().ok_or(Error::NotFound)?);
    let failed = checks::failed(&kept, &listed)?;
    let number = store::versions::announcement_no(act, election_id).await?;
    let subject = data::Subject {
        placed: &placed,
        case: &case,
        outcome: &outcome,
        listed: &listed,
        apart: &apart,
        known: &known,
        channels: &channels,
        failed: &failed,
        number,
        declared_on,
    };
    let all = [
        ("result_announcement", ANNOUNCEMENT, data::announcement(&subject, Copy::Archive)?),
        ("result_announcement_wall", ANNOUNCEMENT, data::announcement(&subject, Copy::Wall)?),
        ("result_report", REPORT, data::report(&subject)?),
    ];
    let mut papers = Vec::new();
    for (kind, source, data) in all {
        let digest = digest(source, data.clone())?;
        let newest = store::newest(act, election_id, kind).await?;
        if newest.as_ref().is_none_or(|(_, before)| *before != digest) {
            let version = newest.map_or(0, |(version, _)| version) + 1;
            papers.push(New { kind, source, data, version, digest });
        }
    }
    Ok(Due { declared_on, draft: !failed.is_empty(), number, papers })
}

/// Sets announcement and report form of a declared result, unless they are there with this content.
///
/// # Errors
/// Those of the database and of the press.
pub async fn result(app: &App, election_id: ElectionId) -> Result<(), Error> {
    let mut act = Act::begin(app, Actor::Job("print_result")).await?;
    let due = due(&mut act, election_id).await?;
    if due.papers.is_empty() {
        return Ok(());
    }
    let now = act.now();
    let head = app.heads.sign(&mut act, Stream::Election(election_id), now).await?;
    let issued_on = due.declared_on;
    for New { kind, source, data, version, digest } in due.papers {
        let data = data::stamped(data, version, &digest, (&head, now.date()));
        let pdf = tokio::task::spawn_blocking(move || set(kind, source, &data, issued_on)).await;
        let pdf = pdf.map_err(|error| Error::internal(&error))?;
        let paper = store::NewPaper {
            election_id,
            kind,
            version,
            digest: &digest,
            pdf: &pdf.map_err(|error| Error::internal(&error))?,
            head: &head,
            issued_on,
            draft: due.draft,
            number: (kind != "result_report").then_some(due.number),
        };
        store::keep(&mut act, &paper).await?;
    }
    act.commit(Stream::Election(election_id), Event::new("papers_printed")).await
}

fn set(
    kind: &'static str,
    source: &'static str,
    data: &Value,
    on: NaiveDate,
) -> Result<Vec<u8>, PressError> {
    let press = match &*PRESS {
        Ok(press) => press,
        // fonts that were missing at start may have been installed since
        Err(_) => &Press::new(&Fonts::default())?,
    };
    let shared = [("/base.typ", BASE)];
    press.pdf(&Template { name: kind, source, shared: &shared }, data, on)
}

/// What of the data tells which copy it is.
const COPIES: [&str; 2] = ["archive", "wall"];

/// Over the canonical content and the template. Two copies of one paper have one code: what hangs on
/// the wall is compared with what lies in the archive.
fn digest(source: &str, mut data: Value) -> Result<String, Error> {
    if let Some(content) = data.as_object_mut() {
        content.retain(|name, _| !COPIES.contains(&&**name));
    }
    let digest = Sha256::new().chain_update(BASE).chain_update(source);
    Ok(hex::encode(digest.chain_update(serde_json::to_vec(&data)?).finalize()))
}
