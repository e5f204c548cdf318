//! Withdrawing a decision that was checked: one person asks with a reason, another one agrees who
//! had no hand in it.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use law::approval::Step;

use super::{CheckDecision, REASON, enter::Which, paper, person, refused, store};
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

/// Asks to withdraw it.
pub async fn ask(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<CheckDecision>,
    Named(which): Named<Which>,
    typed: Typed,
) -> Result<Response, Error> {
    act(&app, visit, &mandate, &which, Form::sent(typed), Step::Ask).await
}

/// Agrees: the decision does not count any more, and stays to be seen.
pub async fn agree(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<CheckDecision>,
    Named(which): Named<Which>,
    typed: Typed,
) -> Result<Response, Error> {
    act(&app, visit, &mandate, &which, Form::sent(typed), Step::Withdraw).await
}

/// Says no, or takes back what was asked.
pub async fn decline(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<CheckDecision>,
    Named(which): Named<Which>,
    typed: Typed,
) -> Result<Response, Error> {
    act(&app, visit, &mandate, &which, Form::sent(typed), Step::Decline).await
}

async fn act(
    app: &App,
    visit: Visit,
    mandate: &Mandate<CheckDecision>,
    which: &Which,
    mut form: Form,
    step: Step,
) -> Result<Response, Error> {
    let (place, me) = (&mandate.over, mandate.account.account_id);
    let mut act = Act::begin(app, mandate).await?;
    let standing = store::standing_for_update(&mut act, place.place_id, which.decision).await?;
    standing.paper.after(step, person(me)).map_err(refused)?;
    // whoever takes back what he asked for needs no reason
    let takes_back = step == Step::Decline && standing.asked_by == Some(me);
    let reason = match step {
        Step::Withdraw => None,
        _ if takes_back => None,
        _ => form.text("reason", REASON, &visit.words),
    };
    if !form.errors().is_empty() {
        drop(act);
        return paper::invalid(app, visit, place.clone(), which.decision, form).await;
    }
    let role = mandate.role;
    let (event, done) = match step {
        Step::Ask => {
            let reason = reason.as_deref().unwrap_or_default();
            store::ask_withdrawal(&mut act, &standing, role, reason).await?;
            ("paper_decision_withdrawal_asked", "done-withdrawal-asked")
        }
        Step::Withdraw => {
            store::answer_withdrawal(&mut act, &standing, role, true, None).await?;
            ("paper_decision_withdrawn", "done-withdrawn")
        }
        _ => {
            store::answer_withdrawal(&mut act, &standing, role, false, reason.as_deref()).await?;
            ("paper_decision_withdrawal_declined", "done-withdrawal-declined")
        }
    };
    let frame = store::frame(&mut act, place).await?;
    act.commit(frame.stream(standing.election_id), Event::new(event)).await?;
    Ok(Done(which.at(place, urls::DECISION), Flash::new(done)).into_response())
}
