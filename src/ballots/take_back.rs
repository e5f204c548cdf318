//! Taking a wrong line of the ledger back: a counter-entry that points to it, with a reason.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use law::facts::BallotFacts;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    KeepLedger,
    lines::{Hours, Line, lines, take_back_url, writable},
    pages::TAKEN_BACK,
    store,
};
use crate::{
    elections::{self, check, head::Head},
    shell::{
        App, Error,
        act::Act,
        extract::Named,
        flash::{Done, Flash},
        form::{Form, Typed},
        ids::MovementId,
        journal::{Event, Stream},
        mandate::{AtElection, Mandate},
        urls,
        view::{Refused, View, Visit},
        words::Words,
    },
};

#[derive(Template)]
#[template(path = "ballots/take_back.html")]
struct TakeBackPage {
    visit: Visit,
    head: Head,
    line: Line,
    late: bool,
    form: Form,
    entry_key: String,
    url: String,
    back: String,
}

/// The line of the ledger that a path names.
#[derive(Deserialize)]
pub struct About {
    movement: MovementId,
}

/// The line, and why it is taken back.
pub async fn page(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepLedger>,
    Named(named): Named<About>,
) -> Result<Response, Error> {
    let page = shown(&app, visit, &mandate.over, named.movement, Form::default()).await?;
    Ok(View(page).into_response())
}

async fn shown(
    app: &App,
    visit: Visit,
    at: &AtElection,
    movement_id: MovementId,
    mut form: Form,
) -> Result<TakeBackPage, Error> {
    let w = visit.words;
    let mut db = app.db.acquire().await?;
    let (case, head) = check::headed(&mut db, at, &visit).await?;
    let round_id = elections::store::round(&mut db, at.election_id).await?;
    let kept = store::ledger(&mut db, round_id).await?;
    let place = kept.iter().position(|one| one.movement_id == movement_id);
    let place = place.ok_or(Error::NotFound)?;
    let late = writable(&case)?;
    form.suggest("entry_key", Uuid::new_v4().to_string());
    form.call("reason", &w.text("ledger-reason"));
    Ok(TakeBackPage {
        head,
        line: lines(&kept, &Hours::default(), true, at, &w).swap_remove(place),
        late,
        entry_key: form.value("entry_key").to_owned(),
        form,
        url: take_back_url(at, movement_id),
        back: at.to(urls::BALLOTS),
        visit,
    })
}

/// Notes where fewer ballots would be printed than were issued: what is right is entered first, then the
/// wrong line taken back.
fn covered(form: &mut Form, line: Option<&store::Line>, ballots: &BallotFacts, words: &Words) {
    let Some(line) = line.filter(|line| line.kind == "printed" && line.counts()) else { return };
    let left = i64::from(ballots.printed) - i64::from(line.quantity);
    let issued = i64::from(ballots.issued);
    if left < issued {
        let variables = [("left", left.into()), ("issued", issued.into())];
        form.wrong("reason", words, "ledger-take-back-below", &variables);
    }
}

/// Takes a line back; the same sent twice is taken once.
pub async fn take_back(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepLedger>,
    Named(named): Named<About>,
    typed: Typed,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let w = visit.words;
    let mut form = Form::sent(typed);
    let entry = form.entry(&["reason"])?;
    let done = || Done(at.to(urls::BALLOTS), Flash::new("done-ballots-taken-back")).into_response();
    let mut act = Act::begin(&app, &mandate).await?;
    let round_id = elections::store::round(&mut act, at.election_id).await?;
    // what is compared below is what stands until the end of the act
    store::lock(&mut act, round_id).await?;
    let case = elections::store::case_for_share(&mut act, at).await?;
    if let Some(before) = store::entered(&mut act, &entry).await? {
        drop(act);
        if before == entry.digest {
            return Ok(done());
        }
        form.wrong("entry_key", &w, "form-other-content", &[]);
        let page = shown(&app, visit, at, named.movement, form).await?;
        return Ok(Refused(StatusCode::CONFLICT, page).into_response());
    }
    let late = writable(&case)?;
    let reason = form.text("reason", 1000, &w);
    let kept = store::ledger(&mut act, round_id).await?;
    let line = kept.iter().find(|one| one.movement_id == named.movement);
    covered(&mut form, line, &case.facts.ballots, &w);
    let (Some(reason), true) = (reason, form.errors().is_empty()) else {
        drop(act);
        let page = shown(&app, visit, at, named.movement, form).await?;
        return Ok(Refused(StatusCode::BAD_REQUEST, page).into_response());
    };
    let sent = store::Sent { entry: &entry, reason: Some(&reason), late };
    if !store::take_back(&mut act, round_id, named.movement, &sent).await? {
        // the same at the same moment, or somebody else
        let same = store::entered(&mut act, &entry).await?.is_some_and(|one| one == entry.digest);
        if same {
            return Ok(done());
        }
        drop(act);
        form.wrong("reason", &w, "error-taken-back", &[]);
        let page = shown(&app, visit, at, named.movement, form).await?;
        return Ok(Refused(StatusCode::CONFLICT, page).into_response());
    }
    let mut event = Event::new(TAKEN_BACK).note("reason", &reason);
    if let Some(place) = kept.iter().position(|one| one.movement_id == named.movement) {
        let line = &kept[place];
        event = event.note("ballots", &line.kind).note("quantity", line.quantity);
        event = event.note("line", place + 1);
    }
    act.commit(Stream::Election(at.election_id), event).await?;
    Ok(done())
}
