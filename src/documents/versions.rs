//! All versions of the papers of a result: when each was made, by what it is known, why there is
//! another one. What was posted once can be read as long as the election is kept.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use chrono::TimeDelta;

use super::{
    SeePapers,
    store::versions::{self, Renumbered, Version},
};
use crate::{
    elections::{check, head::Head},
    shell::{
        App, Error, gates,
        mandate::{AtElection, Mandate},
        urls,
        view::{View, Visit},
        words::Words,
    },
};

#[derive(Template)]
#[template(path = "documents/versions.html")]
struct VersionsPage {
    visit: Visit,
    head: Head,
    papers: Vec<Paper>,
    back: String,
}

/// A kind of paper with its versions, the newest first.
struct Paper {
    name: String,
    versions: Vec<Line>,
}

struct Line {
    url: String,
    version: String,
    issued_on: String,
    printed: String,
    code: String,
    sha256: String,
    draft: bool,
    why: Vec<String>,
}

/// The versions.
pub(super) async fn list(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SeePapers>,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let w = visit.words;
    let mut db = app.db.acquire().await?;
    let (_, head) = check::headed(&mut db, at, &visit).await?;
    let all = versions::versions(&mut db, at.election_id).await?;
    let renumbered = versions::renumbered(&mut db, at.election_id).await?;
    let mut papers: Vec<Paper> = Vec::new();
    for (place, one) in all.iter().enumerate() {
        let name = w.text(&format!("paper-{}", one.kind));
        let before = all.get(place + 1).filter(|before| before.kind == one.kind);
        let line = line(one, before, &renumbered, at, &w);
        match papers.last_mut().filter(|paper| paper.name == name) {
            Some(paper) => paper.versions.push(line),
            None => papers.push(Paper { name, versions: vec![line] }),
        }
    }
    let back = at.to(urls::OUTCOME);
    Ok(View(VersionsPage { visit, head, papers, back }).into_response())
}

fn line(
    one: &Version,
    before: Option<&Version>,
    renumbered: &[Renumbered],
    at: &AtElection,
    words: &Words,
) -> Line {
    let url = at.to(urls::PAPER_VERSION).replace("{kind}", &one.kind);
    let code = one.content_digest.get(..8).unwrap_or(&one.content_digest).to_uppercase();
    let (first, second) = code.split_at(code.len() / 2);
    let printed = one.printed_at.map(|at| at + TimeDelta::hours(8));
    Line {
        url: url.replace("{version}", &one.version.to_string()),
        version: words.text_with("papers-version", &[("n", one.version.into())]),
        issued_on: gates::day(one.issued_on, words),
        printed: printed.map(|at| at.format("%Y-%m-%d %H:%M").to_string()).unwrap_or_default(),
        code: format!("{first}-{second}"),
        sha256: one.sha256.clone(),
        draft: one.draft,
        why: why(one, before, renumbered, words),
    }
}

/// Why there is a version: what happened since the one before.
fn why(
    one: &Version,
    before: Option<&Version>,
    renumbered: &[Renumbered],
    words: &Words,
) -> Vec<String> {
    let Some(before) = before else { return vec![words.text("papers-first")] };
    let mut told: Vec<String> = Vec::new();
    let numbers = before.announcement_no.zip(one.announcement_no);
    if let Some((former, number)) = numbers.filter(|(former, number)| former != number) {
        let mut given = renumbered.iter().rev();
        let given = given.find(|given| given.number == number);
        let reason = given.map(|given| given.reason.as_str()).unwrap_or_default();
        let by = given.map(|given| given.by.as_str()).unwrap_or_default();
        let variables = [
            ("former", former.into()),
            ("number", number.into()),
            ("reason", reason.into()),
            ("by", by.into()),
        ];
        told.push(words.text_with("papers-renumbered", &variables));
    }
    let events = one.events.iter().filter(|event| *event != "papers_numbered");
    told.extend(events.map(|event| words.text(&format!("event-{event}"))));
    if told.is_empty() {
        told.push(words.text("papers-form-changed"));
    }
    told
}
