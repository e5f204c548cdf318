//! Days that were entered wrongly: that of a closed stage, judged by the same gate as if it had been
//! closed on the right one; and the election day, while no roll is posted.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use law::{
    roll::reaches_age,
    stage::{self, Stage},
};
use serde::Deserialize;

use super::{
    CorrectDays,
    case::Case,
    changes, check,
    redate::{REASON, RedatePage},
    store,
};
use crate::{
    roll,
    shell::{
        App, Error,
        act::Act,
        extract::Named,
        flash::{Done, Flash},
        form::{Form, Typed},
        gates,
        journal::{Event, Stream},
        mandate::{AtElection, Mandate},
        urls,
        view::{Invalid, View, Visit},
    },
};

/// The stage that a path names.
#[derive(Deserialize)]
pub struct Which {
    stage: String,
}

impl Which {
    fn stage(&self) -> Result<Stage, Error> {
        Stage::from_word(&self.stage).ok_or(Error::NotFound)
    }
}

/// What is corrected: the day of a stage, or the election day.
#[derive(Clone, Copy)]
enum Of {
    Stage(Stage),
    Election,
}

impl Of {
    /// The day that holds.
    ///
    /// # Errors
    /// It cannot be corrected now.
    fn day(self, case: &Case) -> Result<chrono::NaiveDate, Error> {
        if case.facts.declared_on.is_some() {
            return Err(Error::conflict("correction-declared"));
        }
        match self {
            Self::Stage(stage) => case.facts.closed_on(stage).ok_or(Error::conflict("error-stage")),
            Self::Election if case.facts.roll.posted_on.is_some() => {
                Err(Error::conflict("day-roll-posted"))
            }
            Self::Election => Ok(case.facts.election_on),
        }
    }

    fn url(self, at: &AtElection) -> String {
        match self {
            Self::Stage(stage) => at.to(urls::STAGE_CORRECT).replace("{stage}", stage.word()),
            Self::Election => at.to(urls::ELECTION_DAY),
        }
    }
}

async fn page(
    app: &App,
    visit: Visit,
    at: &AtElection,
    of: Of,
    mut form: Form,
) -> Result<RedatePage, Error> {
    let w = visit.words;
    let mut db = app.db.acquire().await?;
    let (case, head) = check::headed(&mut db, at, &visit).await?;
    let day = of.day(&case)?;
    let (title, lead, label) = match of {
        Of::Stage(stage) => {
            let name = [("stage", w.text(&format!("stage-{}", stage.word())).into())];
            (w.text_with("correction-title", &name), w.text("correction-lead"), "correction-on")
        }
        Of::Election => (w.text("day-title"), w.text("day-lead"), "day-on"),
    };
    form.suggest("on", day.to_string());
    form.call_all(&[("on", label), ("reason", "page-reason")], &w);
    Ok(RedatePage {
        on: gates::day(day, &w),
        field: Some(("on", w.text(label), String::new())),
        button: w.text("correction-do"),
        url: of.url(at),
        back: (at.to(urls::COMMITTEE), w.text("correction-back")),
        title,
        lead,
        visit,
        head,
        form,
    })
}

/// Asks for the right day of a stage.
pub async fn stage_page(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<CorrectDays>,
    Named(which): Named<Which>,
) -> Result<Response, Error> {
    let of = Of::Stage(which.stage()?);
    Ok(View(page(&app, visit, &mandate.over, of, Form::default()).await?).into_response())
}

/// Enters the right day of a stage.
pub async fn stage(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<CorrectDays>,
    Named(which): Named<Which>,
    typed: Typed,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let w = visit.words;
    let stage = which.stage()?;
    let of = Of::Stage(stage);
    let (mut form, on) = Form::dated(typed, "on", &w);
    let reason = form.text("reason", REASON, &w);
    let mut act = Act::begin(&app, &mandate).await?;
    let case = store::case_for_update(&mut act, at).await?;
    let before = of.day(&case)?;
    let on = on.filter(|on| case.is_near(&mut form, "on", *on, &w));
    if on == Some(before) {
        form.wrong("on", &w, "correction-same", &[]);
    }
    let filed = case.facts.roll.objections.iter().map(|one| one.filed_on).min();
    if stage == Stage::Roll && on.zip(filed).is_some_and(|(on, filed)| filed < on) {
        form.wrong("on", &w, "correction-after-objection", &[]);
    }
    let corrected = roll::store::corrections(&mut act, at.election_id).await?;
    let corrected = corrected.iter().filter(|one| one.after_posting).map(|one| one.made_on).min();
    if stage == Stage::Roll && on.zip(corrected).is_some_and(|(on, corrected)| corrected < on) {
        form.wrong("on", &w, "correction-after-correction", &[]);
    }
    let (Some(on), Some(reason), true) = (on, reason, form.errors().is_empty()) else {
        drop(act);
        return Ok(Invalid(page(&app, visit, at, of, form).await?).into_response());
    };
    let judged = stage::correction(stage, &case.facts, case.rules, on, case.today().0);
    if !judged.iter().all(stage::Gate::passes) {
        return Err(Error::Gate(judged.iter().flat_map(|gate| case.told(gate, &w)).collect()));
    }
    changes::correct(&mut act, at.election_id, stage, on, &reason).await?;
    let event = Event::new("stage_corrected").note("stage", stage.word());
    let event = event.note("before", before).note("after", on);
    act.commit(Stream::Election(at.election_id), event).await?;
    Ok(Done(at.to(urls::COMMITTEE), Flash::new("done-correction")).into_response())
}

/// Asks for another election day.
pub async fn day_page(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<CorrectDays>,
) -> Result<Response, Error> {
    let page = page(&app, visit, &mandate.over, Of::Election, Form::default()).await?;
    Ok(View(page).into_response())
}

/// Moves the election day; rules are chosen again by it.
pub async fn day(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<CorrectDays>,
    typed: Typed,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let w = visit.words;
    let (mut form, on) = Form::dated(typed, "on", &w);
    let reason = form.text("reason", REASON, &w);
    let mut act = Act::begin(&app, &mandate).await?;
    let case = store::case_for_update(&mut act, at).await?;
    let before = Of::Election.day(&case)?;
    if on == Some(before) {
        form.wrong("on", &w, "correction-same", &[]);
    }
    if let Some(on) = on {
        if store::rules_on(at.body, &at.unit.at.code, on).is_none() {
            form.wrong("on", &w, "election-no-rules", &[]);
        }
        let births = changes::births(&mut act, at.election_id).await?;
        let young = |birth: &&chrono::NaiveDate| reaches_age(**birth, 18).is_none_or(|of| of > on);
        let young = births.iter().filter(young).count();
        if young > 0 {
            form.wrong("on", &w, "day-under-age", &[("n", young.to_string().into())]);
        }
    }
    let (Some(on), Some(reason), true) = (on, reason, form.errors().is_empty()) else {
        drop(act);
        let page = page(&app, visit, at, Of::Election, form).await?;
        return Ok(Invalid(page).into_response());
    };
    changes::move_day(&mut act, at.election_id, before, on, &reason).await?;
    let event = Event::new("election_day_moved").note("before", before).note("after", on);
    act.commit(Stream::Election(at.election_id), event).await?;
    Ok(Done(at.to(urls::COMMITTEE), Flash::new("done-day")).into_response())
}
