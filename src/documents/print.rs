//! Setting the papers of a declared result: the job `print_result`.

use std::sync::LazyLock;

use press::{Fonts, Press, PressError, Template};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{data, store};
use crate::{
    elections, nomination, results,
    shell::{
        App, Error,
        act::{Act, Actor},
        ids::ElectionId,
        journal::{Event, Stream},
    },
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
pub async fn result(app: &App, election_id: ElectionId) -> Result<(), Error> {
    let mut act = Act::begin(app, Actor::Job("print_result")).await?;
    let placed = store::election(&mut act, election_id).await?;
    let case = elections::store::case_for_share(&mut act, &placed.at).await?;
    let outcome = results::store::outcome(&mut act, election_id).await?.ok_or(Error::NotFound)?;
    let round_id = elections::store::round(&mut act, election_id).await?;
    let listed = nomination::store::candidates(&mut act, round_id).await?;
    let declared_on = outcome.declared_on.ok_or(Error::NotFound)?;
    let subject = data::Subject {
        placed: &placed,
        case: &case,
        outcome: &outcome,
        listed: &listed,
        declared_on,
    };
    let announcement = data::announcement(&subject)?;
    let report = data::report(&subject)?;
    let now = act.now();
    let head = app.heads.sign(&mut act, Stream::Election(election_id), now).await?;
    let mut printed = 0;
    for (kind, source, data) in
        [("result_announcement", ANNOUNCEMENT, announcement), ("result_report", REPORT, report)]
    {
        let digest = digest(source, &data)?;
        let newest = store::newest(&mut act, election_id, kind).await?;
        if newest.as_ref().is_some_and(|(_, before)| *before == digest) {
            continue;
        }
        let version = newest.map_or(0, |(version, _)| version) + 1;
        let data = data::stamped(data, version, &digest);
        let pdf = tokio::task::spawn_blocking(move || set(kind, source, &data, declared_on)).await;
        let pdf = pdf
            .map_err(|error| Error::internal(&error))?
            .map_err(|error| Error::internal(&error))?;
        let paper = store::NewPaper {
            election_id,
            kind,
            version,
            digest: &digest,
            pdf: &pdf,
            head: &head,
            issued_on: declared_on,
        };
        store::keep(&mut act, &paper).await?;
        printed += 1;
    }
    if printed == 0 {
        return Ok(());
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
