//! Mending the day of a correction that no notice has told yet.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use law::stage::Stage;
use serde::Deserialize;
use sqlx::PgConnection;

use super::{
    SealRoll,
    corrections::between,
    store::{self, Correction},
};
use crate::{
    elections::{
        self,
        case::Case,
        check,
        redate::{REASON, RedatePage},
    },
    shell::{
        App, Error,
        act::Act,
        extract::Named,
        flash::{Done, Flash},
        form::{Form, Typed},
        gates,
        ids::CorrectionId,
        journal::{Event, Stream},
        mandate::{AtElection, Mandate},
        urls,
        view::{Invalid, View, Visit},
    },
};

/// Which correction.
#[derive(Clone, Copy, Deserialize)]
pub struct Which {
    correction: CorrectionId,
}

/// Where the day of a correction is mended.
pub fn url(at: &AtElection, correction: CorrectionId) -> String {
    at.to(urls::CORRECTION_DAY).replace("{correction}", &correction.to_string())
}

/// Whether the day of a correction can be mended: while its stage is open, and nothing on the wall tells
/// it.
pub fn mendable(case: &Case, one: &Correction) -> Result<(), Error> {
    case.open(if one.after_posting { Stage::Objections } else { Stage::Roll })?;
    if one.told.is_some() { Err(Error::conflict("correction-told")) } else { Ok(()) }
}

/// A correction whose day can be mended.
async fn find(
    db: &mut PgConnection,
    case: &Case,
    correction: CorrectionId,
) -> Result<Correction, Error> {
    let all = store::corrections(db, case.at.election_id).await?;
    let one = all.into_iter().find(|one| one.correction_id == correction);
    let one = one.ok_or(Error::NotFound)?;
    mendable(case, &one)?;
    Ok(one)
}

async fn shown(
    app: &App,
    visit: Visit,
    at: &AtElection,
    correction: CorrectionId,
    mut form: Form,
) -> Result<RedatePage, Error> {
    let w = visit.words;
    let mut db = app.db.acquire().await?;
    let (case, head) = check::headed(&mut db, at, &visit).await?;
    let one = find(&mut db, &case, correction).await?;
    form.suggest("made_on", one.made_on.to_string());
    form.call_all(&[("made_on", "correction-made-on"), ("reason", "page-reason")], &w);
    let (label, hint) = (w.text("correction-made-on"), w.text("correction-day-hint"));
    Ok(RedatePage {
        title: w.text("correction-day-title"),
        lead: w.text("correction-day-lead"),
        on: gates::day(one.made_on, &w),
        field: Some(("made_on", label, hint)),
        button: w.text("correction-day-do"),
        url: url(at, correction),
        back: (at.to(urls::ROLL), w.text("page-back-unchanged")),
        visit,
        head,
        form,
    })
}

/// Asks for the right day of a correction.
pub async fn page(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SealRoll>,
    Named(which): Named<Which>,
) -> Result<Response, Error> {
    let page = shown(&app, visit, &mandate.over, which.correction, Form::default()).await?;
    Ok(View(page).into_response())
}

/// Mends it.
pub async fn mend(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SealRoll>,
    Named(which): Named<Which>,
    typed: Typed,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let w = visit.words;
    let (mut form, on) = Form::dated(typed, "made_on", &w);
    let reason = form.text("reason", REASON, &w);
    let mut act = Act::begin(&app, &mandate).await?;
    let case = elections::store::case_for_share(&mut act, at).await?;
    store::roll_for_update(&mut act, at.election_id).await?;
    let one = find(&mut act, &case, which.correction).await?;
    if on == Some(one.made_on) {
        form.wrong("made_on", &w, "correction-same", &[]);
    }
    if let Some(on) = on.filter(|on| case.is_near(&mut form, "made_on", *on, &w)) {
        let posted_on = case.facts.roll.posted_on.filter(|_| one.after_posting);
        let decided_on = match one.objection_id.filter(|_| !one.undone) {
            Some(of) => store::objection(&mut act, at.election_id, of).await?,
            None => None,
        };
        let decided_on = decided_on.and_then(|objection| objection.decided_on);
        let (least, key) = match decided_on.filter(|day| Some(*day) > posted_on) {
            Some(day) => (Some(day), "correction-before-decision"),
            None => (posted_on, "objection-before-posting"),
        };
        between(&mut form, "made_on", on, (case.today().0, least, key), &w);
    }
    let (Some(on), Some(reason), true) = (on, reason, form.errors().is_empty()) else {
        drop(act);
        let page = shown(&app, visit, at, which.correction, form).await?;
        return Ok(Invalid(page).into_response());
    };
    store::redate(&mut act, which.correction, (one.made_on, on), &reason).await?;
    let event = Event::new("roll_correction_redated").note("before", one.made_on);
    let event = event.note("after", on).note("reason", reason);
    act.commit(Stream::Election(at.election_id), event).await?;
    Ok(Done(at.to(urls::ROLL), Flash::new("done-correction-day")).into_response())
}
