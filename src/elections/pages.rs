//! The case file, and opening an election.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};

use super::{OpenElection, SeeElection, case::Head, forms, store};
use crate::{
    places,
    shell::{
        App, Error,
        act::Act,
        flash::{Done, Flash},
        form::{Form, Typed},
        gates::GateLine,
        journal::{Event, Stream},
        mandate::Mandate,
        urls,
        view::{View, Visit},
    },
};

#[derive(Template)]
#[template(path = "elections/case.html")]
struct CasePage {
    visit: Visit,
    head: Head,
    gate: Vec<GateLine>,
    seats: Vec<(String, u32)>,
    frozen_on: Option<String>,
    digest: String,
    total: u32,
}

/// Where the election is, what is next, who must act.
pub async fn case(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SeeElection>,
) -> Result<Response, Error> {
    let mut db = app.db.acquire().await?;
    let case = store::case(&mut db, mandate.over).await?;
    let w = visit.words;
    let page = CasePage {
        head: case.head(&w),
        gate: case.next_gate(&w),
        seats: case
            .facts
            .posts
            .iter()
            .map(|one| (w.text(&format!("post-{}", one.post.word())), one.seats))
            .collect(),
        frozen_on: case.frozen_on.map(|on| crate::shell::gates::day(on, &w)),
        digest: case.rules.digest(),
        total: case.facts.posts.iter().map(|one| one.seats).sum(),
        visit,
    };
    Ok(View(page).into_response())
}

/// Opens the election of a unit's committee.
pub async fn open(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<OpenElection>,
    typed: Typed,
) -> Result<Response, Error> {
    let unit = &mandate.over;
    let mut form = Form::sent(typed);
    let w = visit.words;
    let Some(new) = forms::parse(&mut form, &w) else {
        return places::pages::refused(&app, visit, mandate.over, form).await;
    };
    let Some(body) = store::body_of(unit) else {
        return Err(Error::BadRequest("error-not-a-unit"));
    };
    if store::rules_on(body, &unit.at.code, new.election_on).is_none() {
        form.wrong("election_on", &w, "election-no-rules", &[]);
        return places::pages::refused(&app, visit, mandate.over, form).await;
    }
    let mut act = Act::begin(&app, &mandate).await?;
    let election_id = store::open(&mut act, unit, body, &new).await?;
    act.commit(Stream::Election(election_id), Event::new("election_opened")).await?;
    Ok(Done(unit.at.to(urls::COMMITTEE), Flash::new("done-election")).into_response())
}
