//! Taking everybody off a roll that is not posted: a wrong file is replaced by a right one.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use law::stage::Stage;

use super::{KeepRoll, store};
use crate::{
    elections::{self, check, head::Head},
    shell::{
        App, Error,
        act::Act,
        flash::{Done, Flash},
        form::{Form, Typed},
        journal::{Event, Stream},
        mandate::{AtElection, Mandate},
        urls,
        view::{Refused, View, Visit},
    },
};

/// Signs of a reason.
const REASON: usize = 500;

#[derive(Template)]
#[template(path = "roll/clear.html")]
struct ClearPage {
    visit: Visit,
    head: Head,
    numbers: store::Numbers,
    form: Form,
    url: String,
    back: String,
}

async fn shown(
    app: &App,
    visit: Visit,
    at: &AtElection,
    mut form: Form,
) -> Result<ClearPage, Error> {
    let mut db = app.db.acquire().await?;
    let (case, head) = check::headed(&mut db, at, &visit).await?;
    case.open(Stage::Roll)?;
    let numbers = store::numbers(&mut db, at.election_id).await?;
    form.call("reason", &visit.t("page-reason"));
    let (url, back) = (at.to(urls::ROLL_CLEAR), at.to(urls::ROLL));
    Ok(ClearPage { visit, head, numbers, form, url, back })
}

/// Says who would be taken off, and asks why.
pub async fn page(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepRoll>,
) -> Result<Response, Error> {
    Ok(View(shown(&app, visit, &mandate.over, Form::default()).await?).into_response())
}

/// Takes everybody off; what was seen is what goes.
pub async fn clear(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepRoll>,
    typed: Typed,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let w = visit.words;
    let mut form = Form::sent(typed);
    let mut act = Act::begin(&app, &mandate).await?;
    let case = elections::store::case_for_share(&mut act, at).await?;
    case.open(Stage::Roll)?;
    store::roll_for_update(&mut act, at.election_id).await?;
    let voters = store::numbers(&mut act, at.election_id).await?.voters;
    if voters == 0 {
        return Err(Error::conflict("roll-clear-nobody"));
    }
    let reason = form.text("reason", REASON, &w);
    let same = form.value("seen").parse() == Ok(voters);
    if !same {
        form.wrong("reason", &w, "roll-clear-other", &[("n", voters.into())]);
    }
    let (Some(reason), true) = (reason, same) else {
        drop(act);
        let status = if same { StatusCode::BAD_REQUEST } else { StatusCode::CONFLICT };
        let page = shown(&app, visit, at, form).await?;
        return Ok(Refused(status, page).into_response());
    };
    store::clear(&mut act, at.election_id).await?;
    let event = Event::new("roll_cleared").note("voters", voters).note("reason", reason);
    act.commit(Stream::Election(at.election_id), event).await?;
    let flash = Flash::new("done-roll-cleared").with("n", voters);
    Ok(Done(at.to(urls::ROLL), flash).into_response())
}
