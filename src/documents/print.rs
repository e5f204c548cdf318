//! Setting the papers of a declared result: the job `print_result`.

use std::sync::LazyLock;

use press::{Fonts, Press, PressError, Template};
use serde::Serialize;
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

/// Sets announcement and report form of a declared result, unless they are there with this content.
///
/// # Errors
/// Those of the database and of the press.
#[expect(clippy::too_many_lines, reason = "one paper after the other")]
pub async fn result(app: &App, election_id: ElectionId) -> Result<(), Error> {
    let mut act = Act::begin(app, Actor::Job("print_result")).await?;
    let placed = store::election(&mut act, election_id).await?;
    let case = elections::store::case_for_share(&mut act, &placed.at).await?;
    let outcome = results::store::outcome(&mut act, election_id).await?.ok_or(Error::NotFound)?;
    let round_id = elections::store::round(&mut act, election_id).await?;
    let listed = nomination::store::candidates(&mut act, round_id).await?;
    let apart = results::store::apart::apart(&mut act, election_id, &listed).await?;
    let kept = tally::store::sheet(&mut act, &case).await?.ok_or(Error::NotFound)?;
    let channels = checks::channels(&kept, kept.sheet.definitive().ok_or(Error::NotFound)?);
    let failed = checks::failed(&kept, &listed)?;
    let declared_on = outcome.declared_on.ok_or(Error::NotFound)?;
    let subject = data::Subject {
        placed: &placed,
        case: &case,
        outcome: &outcome,
        listed: &listed,
        apart: &apart,
        channels: &channels,
        failed: &failed,
        number: store::versions::announcement_no(&mut act, election_id).await?,
        declared_on,
    };
    let papers = [
        ("result_announcement", ANNOUNCEMENT, data::announcement(&subject, Copy::Archive)?),
        ("result_announcement_wall", ANNOUNCEMENT, data::announcement(&subject, Copy::Wall)?),
        ("result_report", REPORT, data::report(&subject)?),
    ];
    let mut new = Vec::new();
    for (kind, source, data) in papers {
        let digest = digest(source, &data)?;
        let newest = store::newest(&mut act, election_id, kind).await?;
        if newest.as_ref().is_none_or(|(_, before)| *before != digest) {
            let version = newest.map_or(0, |(version, _)| version) + 1;
            new.push((kind, source, data, version, digest));
        }
    }
    if new.is_empty() {
        return Ok(());
    }
    let now = act.now();
    let head = app.heads.sign(&mut act, Stream::Election(election_id), now).await?;
    for (kind, source, data, version, digest) in new {
        let data = data::stamped(data, version, &digest, (&head, now.date()));
        let pdf = tokio::task::spawn_blocking(move || set(kind, source, &data, declared_on)).await;
        let pdf = pdf.map_err(|error| Error::internal(&error))?;
        let paper = store::NewPaper {
            election_id,
            kind,
            version,
            digest: &digest,
            pdf: &pdf.map_err(|error| Error::internal(&error))?,
            head: &head,
            issued_on: declared_on,
            draft: !failed.is_empty(),
            number: (kind != "result_report").then_some(subject.number),
        };
        store::keep(&mut act, &paper).await?;
    }
    act.commit(Stream::Election(election_id), Event::new("papers_printed")).await
}

fn set(
    kind: &'static str,
    source: &'static str,
    data: &serde_json::Value,
    on: chrono::NaiveDate,
) -> Result<Vec<u8>, PressError> {
    let press = match &*PRESS {
        Ok(press) => press,
        // fonts that were missing at start may have been installed since
        Err(_) => &Press::new(&Fonts::default())?,
    };
    let shared = [("/base.typ", BASE)];
    press.pdf(&Template { name: kind, source, shared: &shared }, data, on)
}

/// Over the canonical content and the template.
fn digest(source: &str, data: &impl Serialize) -> Result<String, Error> {
    let digest = Sha256::new().chain_update(BASE).chain_update(source);
    Ok(hex::encode(digest.chain_update(serde_json::to_vec(data)?).finalize()))
}
