//! The page of a special approval, and its answer by another person who stands higher.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use serde::Deserialize;

use super::{
    AnswerApproval, AskApproval, REASON, SeeApprovals, enter, hand, refused,
    special::{Answer, Special},
    store,
};
use crate::{
    elections::{self, case::Case, check, head::Head},
    shell::{
        App, Error,
        act::Act,
        extract::Named,
        flash::{Done, Flash},
        form::{Form, Typed},
        gates,
        ids::{AccountId, ApprovalId},
        journal::{Event, Stream},
        mandate::{AtElection, Mandate, Role},
        urls,
        view::{Invalid, View, Visit},
        words::Words,
    },
};

#[derive(Template)]
#[template(path = "decisions/approval.html")]
struct ApprovalPage {
    visit: Visit,
    head: Head,
    stage: String,
    sentence: String,
    compared: String,
    rule: String,
    reason: String,
    asked: String,
    state: String,
    tone: &'static str,
    answered: Option<String>,
    declined: Option<String>,
    /// The paper that it rests on: its state, its page.
    paper: Option<(String, String)>,
    form: Form,
    agree_url: Option<String>,
    decline_url: Option<String>,
    take_back_url: Option<String>,
    /// It waits, and the visitor cannot answer.
    waits: bool,
    back: String,
}

/// A special approval among the parts of a path.
#[derive(Deserialize)]
pub struct Which {
    approval: ApprovalId,
}

/// A special approval.
pub async fn page(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SeeApprovals>,
    Named(which): Named<Which>,
) -> Result<Response, Error> {
    let page = shown(&app, visit, &mandate.over, which.approval, Form::default()).await?;
    Ok(View(page).into_response())
}

async fn shown(
    app: &App,
    visit: Visit,
    at: &AtElection,
    approval_id: ApprovalId,
    mut form: Form,
) -> Result<ApprovalPage, Error> {
    let w = visit.words;
    form.call_all(&[("reason", "page-reason")], &w);
    let mut db = app.db.acquire().await?;
    let (case, head) = check::headed(&mut db, at, &visit).await?;
    let special = of(&case, approval_id)?;
    let me = visit.account.as_ref().ok_or(Error::SignIn)?.account_id;
    let open = special.answered.is_none() && case.stage() == Some(special.stage);
    let role = head.held.role::<AnswerApproval>();
    let by = hand(special.asked_by, special.role);
    let may = role.is_some_and(|role| law::approval::approve(by, hand(me, role)).is_ok());
    let own = special.asked_by == me && head.held.may::<AskApproval>();
    let url = |path: &str| at.to(path).replace("{approval}", &approval_id.to_string());
    let line = super::lines::special(special, &case, false, &w);
    let paper = special.paper.map(|paper| {
        let state = w.text(&format!("decisions-state-{}", paper.state.word()));
        (state, enter::of(&at.unit, urls::DECISION, paper.paper_decision_id))
    });
    let answered = special.answered.as_ref();
    Ok(ApprovalPage {
        stage: w.text(&format!("stage-{}", special.stage.word())),
        sentence: special.sentence(case.facts.election_on, &w),
        compared: gates::compared(special.what, special.compared),
        rule: special.rule.clone(),
        reason: special.reason.clone(),
        asked: told("approval-asked-by", (&special.by, special.role, special.asked_on), &w),
        state: line.state,
        tone: line.tone,
        answered: answered.map(|one| told("approval-answered-by", (&one.by, one.role, one.on), &w)),
        declined: answered.and_then(|one| one.reason.clone()),
        paper,
        agree_url: (open && may).then(|| url(urls::APPROVAL_AGREE)),
        decline_url: (open && may).then(|| url(urls::APPROVAL_DECLINE)),
        take_back_url: (special.answered.is_none() && own).then(|| url(urls::APPROVAL_TAKE_BACK)),
        waits: open && !may,
        back: at.to(urls::ELECTION_DECISIONS),
        visit,
        head,
        form,
    })
}

/// Who did something, in which role, on which day of the campaign.
fn told(key: &str, (by, role, on): (&str, Role, NaiveDate), words: &Words) -> String {
    let role = words.text(&format!("role-{}", role.word()));
    let day = gates::day(on, words);
    words.text_with(key, &[("by", by.into()), ("role", role.into()), ("on", day.into())])
}

fn of(case: &Case, approval_id: ApprovalId) -> Result<&Special, Error> {
    case.specials.iter().find(|one| one.approval_id == approval_id).ok_or(Error::NotFound)
}

/// Agrees: the stage can be closed past it, in public.
pub async fn agree(
    State(app): State<App>,
    mandate: Mandate<AnswerApproval>,
    Named(which): Named<Which>,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let mut act = Act::begin(&app, &mandate).await?;
    let me = (mandate.account.account_id, mandate.role);
    let (case, special) = answerable(&mut act, at, which.approval, me).await?;
    if special.paper.is_some_and(|paper| !paper.state.counts()) {
        return Err(Error::conflict("approval-paper-unchecked"));
    }
    let by = (mandate.role, case.today());
    store::approvals::answer(&mut act, &special, (Answer::Agreed, None), by).await?;
    done(act, at, &special, ("approval_agreed", "done-approval-agreed")).await
}

/// Declines, with the reason.
pub async fn decline(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<AnswerApproval>,
    Named(which): Named<Which>,
    typed: Typed,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let mut form = Form::sent(typed);
    let reason = form.text("reason", REASON, &visit.words);
    let mut act = Act::begin(&app, &mandate).await?;
    let me = (mandate.account.account_id, mandate.role);
    let (case, special) = answerable(&mut act, at, which.approval, me).await?;
    let Some(reason) = reason else {
        drop(act);
        let page = shown(&app, visit, at, which.approval, form).await?;
        return Ok(Invalid(page).into_response());
    };
    let by = (mandate.role, case.today());
    store::approvals::answer(&mut act, &special, (Answer::Declined, Some(&reason)), by).await?;
    done(act, at, &special, ("approval_declined", "done-approval-declined")).await
}

/// Takes the own request back.
pub async fn take_back(
    State(app): State<App>,
    mandate: Mandate<AskApproval>,
    Named(which): Named<Which>,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let mut act = Act::begin(&app, &mandate).await?;
    let case = elections::store::case_for_update(&mut act, at).await?;
    let special = of(&case, which.approval)?;
    if special.answered.is_some() {
        return Err(Error::conflict("approval-answered"));
    }
    if special.asked_by != mandate.account.account_id {
        return Err(Error::conflict("approval-not-own"));
    }
    let by = (mandate.role, case.today());
    store::approvals::answer(&mut act, special, (Answer::TakenBack, None), by).await?;
    done(act, at, special, ("approval_taken_back", "done-approval-taken-back")).await
}

/// The approval that waits for its answer, while its stage is open, by somebody who may give it.
async fn answerable(
    act: &mut Act<'_>,
    at: &AtElection,
    approval_id: ApprovalId,
    (me, role): (AccountId, Role),
) -> Result<(Case, Special), Error> {
    let case = elections::store::case_for_update(act, at).await?;
    let special = of(&case, approval_id)?.clone();
    if special.answered.is_some() {
        return Err(Error::conflict("approval-answered"));
    }
    law::approval::approve(hand(special.asked_by, special.role), hand(me, role))
        .map_err(refused)?;
    case.open(special.stage)?;
    Ok((case, special))
}

async fn done(
    act: Act<'_>,
    at: &AtElection,
    special: &Special,
    (event, flash): (&'static str, &'static str),
) -> Result<Response, Error> {
    let event = Event::new(event).note("stage", special.stage.word());
    act.commit(Stream::Election(at.election_id), event).await?;
    Ok(Done(special.url(at), Flash::new(flash)).into_response())
}
