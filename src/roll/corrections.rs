//! Correcting the roll without an objection: what the commission finds itself.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use law::stage::Stage;

use super::{
    SealRoll,
    changes::{self, Choices},
    store::{self, NewCorrection},
    untold,
};
use crate::{
    elections::{self, case::Case, check, head::Head},
    shell::{
        App, Error,
        act::Act,
        flash::{Done, Flash},
        form::{Form, Typed},
        journal::{Event, Stream},
        mandate::{AtElection, Mandate},
        urls,
        view::{Refused, View, Visit},
        words::Words,
    },
};

#[derive(Template)]
#[template(path = "roll/correct.html")]
struct CorrectPage {
    visit: Visit,
    head: Head,
    open: bool,
    posted: bool,
    /// What no notice has told yet, each in words.
    untold: Vec<String>,
    choices: Choices,
    form: Form,
    url: String,
    back: String,
}

/// The form of a correction.
pub async fn page(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SealRoll>,
) -> Result<Response, Error> {
    Ok(View(shown(&app, visit, &mandate.over, Form::default()).await?).into_response())
}

async fn shown(
    app: &App,
    visit: Visit,
    at: &AtElection,
    mut form: Form,
) -> Result<CorrectPage, Error> {
    let w = visit.words;
    let mut db = app.db.acquire().await?;
    let (case, head) = check::headed(&mut db, at, &visit).await?;
    form.suggest("made_on", case.today().0.to_string());
    form.call_all(&changes::LABELS, &w);
    form.call("made_on", &w.text("correction-made-on"));
    Ok(CorrectPage {
        head,
        open: correctable(&case).is_ok(),
        posted: case.facts.roll.posted_on.is_some(),
        untold: untold::told(&mut db, at.election_id, &w).await?,
        choices: Choices::new(&w),
        form,
        url: at.to(urls::ROLL_CORRECT),
        back: at.to(urls::ROLL),
        visit,
    })
}

/// Refuses once the roll is sealed.
fn correctable(case: &Case) -> Result<(), Error> {
    if case.stage() == Some(Stage::Roll) { Ok(()) } else { case.open(Stage::Objections) }
}

/// Notes where a day lies after today, or before another one.
pub fn between(
    form: &mut Form,
    name: &str,
    on: NaiveDate,
    (today, from, early): (NaiveDate, Option<NaiveDate>, &str),
    words: &Words,
) {
    if on > today {
        form.wrong(name, words, "form-later-than-today", &[]);
    }
    if from.is_some_and(|from| on < from) {
        form.wrong(name, words, early, &[]);
    }
}

/// Corrects the roll.
pub async fn correct(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SealRoll>,
    typed: Typed,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let w = visit.words;
    let mut form = Form::sent(typed);
    let mut act = Act::begin(&app, &mandate).await?;
    let case = elections::store::case_for_share(&mut act, at).await?;
    correctable(&case)?;
    store::roll_for_update(&mut act, at.election_id).await?;
    let election_on = case.facts.election_on;
    let change = changes::change(&mut form, &mut act, at, election_on, &w).await?;
    let grounds = form.text("grounds", 1000, &w);
    let made_on = form.date("made_on", &w);
    let posted_on = case.facts.roll.posted_on;
    // what was begun as a change of a draft is no 补正 without another word
    if form.value("seen") == "before" && posted_on.is_some() {
        drop(act);
        form.wrong("change", &w, "correction-posted-meanwhile", &[]);
        let page = shown(&app, visit, at, form).await?;
        return Ok(Refused(StatusCode::CONFLICT, page).into_response());
    }
    if let Some(on) = made_on {
        let bounds = (case.today().0, posted_on, "objection-before-posting");
        case.is_near(&mut form, "made_on", on, &w);
        between(&mut form, "made_on", on, bounds, &w);
    }
    let (Some(change), Some(grounds), Some(made_on), true) =
        (change, grounds, made_on, form.errors().is_empty())
    else {
        drop(act);
        let page = shown(&app, visit, at, form).await?;
        return Ok(Refused(StatusCode::BAD_REQUEST, page).into_response());
    };
    let after_posting = posted_on.is_some();
    let new = NewCorrection {
        objection_id: None,
        made_on,
        after_posting,
        grounds: &grounds,
        undoes: None,
    };
    store::correct(&mut act, at, &new, &change).await?;
    let event = Event::new("roll_corrected").note("change", change.word());
    act.commit(Stream::Election(at.election_id), event).await?;
    Ok(Done(at.to(urls::ROLL), Flash::new("done-roll-corrected")).into_response())
}
