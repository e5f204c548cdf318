//! Checking 复核 what another person entered: it says what the scan says, or goes back with a reason.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use law::approval::Step;

use super::{
    CheckDecision, REASON,
    enter::{Which, same_version},
    paper, person, refused, store,
};
use crate::shell::{
    App, Error,
    act::Act,
    extract::Named,
    flash::{Done, Flash},
    form::{Form, Typed},
    journal::Event,
    mandate::Mandate,
    urls,
    view::Visit,
};

/// Finds that the last version says what its scan says: the decision counts.
pub async fn check(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<CheckDecision>,
    Named(which): Named<Which>,
    typed: Typed,
) -> Result<Response, Error> {
    let mut form = Form::sent(typed);
    if form.value("seen").is_empty() {
        form.wrong("seen", &visit.words, "decisions-seen-needed", &[]);
    }
    answer(&app, visit, &mandate, &which, form, Step::Check).await
}

/// Gives it back.
pub async fn give_back(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<CheckDecision>,
    Named(which): Named<Which>,
    typed: Typed,
) -> Result<Response, Error> {
    let mut form = Form::sent(typed);
    form.text("reason", REASON, &visit.words);
    answer(&app, visit, &mandate, &which, form, Step::Return).await
}

async fn answer(
    app: &App,
    visit: Visit,
    mandate: &Mandate<CheckDecision>,
    which: &Which,
    form: Form,
    step: Step,
) -> Result<Response, Error> {
    let place = &mandate.over;
    let mut act = Act::begin(app, mandate).await?;
    let standing = store::standing_for_update(&mut act, place.place_id, which.decision).await?;
    standing.paper.after(step, person(mandate.account.account_id)).map_err(refused)?;
    same_version(&standing, &form)?;
    if !form.errors().is_empty() {
        drop(act);
        return paper::invalid(app, visit, place.clone(), which.decision, form).await;
    }
    let (event, done, reason) = match step {
        Step::Return => {
            let reason = Some(form.value("reason"));
            ("paper_decision_returned", "done-paper-decision-returned", reason)
        }
        _ => ("paper_decision_checked", "done-paper-decision-checked", None),
    };
    store::check(&mut act, &standing, mandate.role, reason).await?;
    let frame = store::frame(&mut act, place).await?;
    act.commit(frame.stream(standing.election_id), Event::new(event)).await?;
    Ok(Done(which.at(place, urls::DECISION), Flash::new(done)).into_response())
}
