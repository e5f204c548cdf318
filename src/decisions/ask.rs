//! Asking for a special approval 特批: what keeps the open stage open on a day, one of it chosen, and
//! why it should pass. What nobody may approve away is told with its reason.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use law::{
    approval::Standing,
    body::Post,
    stage::{CannotAsk, Requirement, Stage, What},
};

use super::{
    AnswerApproval, AskApproval, REASON, standing,
    store::approvals::{self, NewApproval},
};
use crate::{
    elections::{self, case::Case, check, head::Head},
    shell::{
        App, Error,
        act::Act,
        error::roles_at,
        extract::AskedForm,
        flash::{Done, Flash},
        form::{Form, Typed},
        gates,
        ids::PaperDecisionId,
        journal::{Event, Stream},
        mandate::{AtElection, Duty, Mandate, Role},
        urls,
        view::{Refused, View, Visit},
        words::Words,
    },
};

#[derive(Template)]
#[template(path = "decisions/ask.html")]
struct AskPage {
    visit: Visit,
    head: Head,
    form: Form,
    stage: String,
    /// The day that is judged; none where none can be.
    on: Option<String>,
    /// What can be approved, by its word.
    choices: Vec<(String, String)>,
    /// What cannot, each with the reason.
    nevers: Vec<(String, String)>,
    papers: Vec<(String, String)>,
    /// Who answers.
    who: String,
    url: String,
    back: String,
}

/// What the fields are called.
const LABELS: [(&str, &str); 4] = [
    ("on", "page-day"),
    ("what", "approval-what"),
    ("reason", "page-reason"),
    ("paper", "approval-paper"),
];

/// The word of a requirement in the form: its key, and its post after a stroke.
fn word(one: &Requirement<'_>) -> String {
    match one.post {
        Some(post) => format!("{}/{}", one.what.key(), post.word()),
        None => one.what.key().to_owned(),
    }
}

/// The requirement of a word.
fn from_word(word: &str) -> Option<(What, Option<Post>)> {
    match word.split_once('/') {
        Some((key, post)) => Some((What::from_key(key)?, Some(Post::from_word(post)?))),
        None => Some((What::from_key(word)?, None)),
    }
}

/// What keeps the open stage open on a day, and the form.
pub async fn page(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<AskApproval>,
    AskedForm(typed): AskedForm,
) -> Result<Response, Error> {
    let page = asking(&app, visit, &mandate, Form::sent(typed)).await?;
    Ok(View(page).into_response())
}

async fn asking(
    app: &App,
    visit: Visit,
    mandate: &Mandate<AskApproval>,
    mut form: Form,
) -> Result<AskPage, Error> {
    let (w, at) = (visit.words, &mandate.over);
    let mut db = app.db.acquire().await?;
    let (case, head) = check::headed(&mut db, at, &visit).await?;
    let stage = case.stage().ok_or(Error::conflict("error-stage"))?;
    let papers = approvals::papers(&mut db, at.election_id).await?;
    form.suggest("on", case.today().0.to_string());
    form.call_all(&LABELS, &w);
    let on = if form.error("on").is_some() { None } else { form.date("on", &w) };
    let gate = on.map(|on| case.gate(stage, on));
    let blocking: Vec<_> = gate.iter().flat_map(law::stage::Gate::blocking).collect();
    let told = |one: &Requirement<'_>| {
        let election_on = case.facts.election_on;
        let sentence = gates::said(false, (one.what, one.post, one.compared), election_on, &w);
        let compared = gates::compared(one.what, one.compared);
        let compared = if compared.is_empty() { compared } else { format!("（{compared}）") };
        format!("{} {sentence}{compared}", one.rule.0)
    };
    let never = |one: &&Requirement<'_>| {
        let never = one.what.never()?;
        Some((told(one), w.text(&format!("approval-never-{}", never.word()))))
    };
    let open = blocking.iter().filter(|one| one.what.never().is_none());
    Ok(AskPage {
        stage: w.text(&format!("stage-{}", stage.word())),
        on: on.map(|on| gates::day(on, &w)),
        choices: open.map(|one| (word(one), told(one))).collect(),
        nevers: blocking.iter().filter_map(never).collect(),
        papers: papers.into_iter().map(paper).collect(),
        who: roles_at(answering(mandate.role), Some(&at.unit), &w),
        url: at.to(urls::APPROVALS),
        back: at.to(elections::head::page(stage)),
        visit,
        head,
        form,
    })
}

fn paper((id, body, decides): (PaperDecisionId, String, String)) -> (String, String) {
    let short: String = decides.chars().take(40).collect();
    (id.to_string(), format!("{body} · {short}"))
}

/// The roles that may answer somebody in a role: those that stand higher.
fn answering(role: Role) -> &'static [Role] {
    if standing(role) < Standing::LeadingGroup {
        AnswerApproval::ROLES
    } else {
        &[Role::CountyOffice]
    }
}

/// Asks for it.
pub async fn ask(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<AskApproval>,
    typed: Typed,
) -> Result<Response, Error> {
    let (w, at) = (visit.words, &mandate.over);
    let mut form = Form::sent(typed);
    let mut act = Act::begin(&app, &mandate).await?;
    let case = elections::store::case_for_update(&mut act, at).await?;
    let stage = case.stage().ok_or(Error::conflict("error-stage"))?;
    let on = form.date("on", &w).filter(|on| case.is_near(&mut form, "on", *on, &w));
    let what = form.word("what", from_word, &w);
    let reason = form.text("reason", REASON, &w);
    let paper = paper_of(&mut act, &mut form, at, &w).await?;
    let (Some(on), Some((what, post)), Some(reason), true) =
        (on, what, reason, form.errors().is_empty())
    else {
        drop(act);
        let page = asking(&app, visit, &mandate, form).await?;
        return Ok(Refused(StatusCode::BAD_REQUEST, page).into_response());
    };
    let gate = case.gate(stage, on);
    let requirement = gate.asked(what, post).map_err(|cannot| refused(cannot, &w))?;
    once(&case, stage, what, post)?;
    let new = NewApproval {
        election_id: at.election_id,
        stage,
        requirement,
        reason: &reason,
        paper,
        role: mandate.role,
        today: case.today(),
    };
    let approval_id = approvals::ask(&mut act, &new).await?;
    let event = Event::new("approval_asked").note("stage", stage.word());
    act.commit(Stream::Election(at.election_id), event).await?;
    let url = at.to(urls::APPROVAL).replace("{approval}", &approval_id.to_string());
    Ok(Done(url, Flash::new("done-approval-asked")).into_response())
}

/// The paper that a form names, if any.
async fn paper_of(
    act: &mut Act<'_>,
    form: &mut Form,
    at: &AtElection,
    words: &Words,
) -> Result<Option<PaperDecisionId>, Error> {
    if form.value("paper").is_empty() {
        return Ok(None);
    }
    let papers = approvals::papers(act, at.election_id).await?;
    let known = |word: &str| papers.iter().map(|one| one.0).find(|id| id.to_string() == word);
    Ok(form.word("paper", known, words))
}

/// Refuses what waits already.
fn once(case: &Case, stage: Stage, what: What, post: Option<Post>) -> Result<(), Error> {
    let waits = case.specials.iter().any(|one| {
        one.answered.is_none() && (one.stage, one.what, one.post) == (stage, what, post)
    });
    if waits { Err(Error::conflict("approval-asked-already")) } else { Ok(()) }
}

/// Why it cannot be asked for, in words.
fn refused(cannot: CannotAsk, words: &Words) -> Error {
    match cannot {
        CannotAsk::Never(never) => {
            let why = words.text(&format!("approval-never-{}", never.word()));
            Error::Conflict("approval-never", vec![("why", why)])
        }
        CannotAsk::NotNeeded => Error::conflict("approval-not-needed"),
        CannotAsk::Approved => Error::conflict("approval-there"),
    }
}
