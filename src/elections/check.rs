//! "Check your answers" before a stage is closed, which cannot be undone: the day with its weekday,
//! the gate judged for that day, what it means, one button; and the reading of that day when the
//! button is pressed. All stages close through here.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use law::stage::Stage;
use sqlx::PgConnection;

use super::{
    case::Case,
    changes,
    head::{self, Head, head},
    store,
};
use crate::shell::{
    App, Error,
    act::Act,
    clock,
    extract::AskedForm,
    form::Form,
    gates::{self, GateLine},
    mandate::AtElection,
    urls,
    view::{Invalid, Refused, View, Visit},
    words::Words,
};

pub use super::seen::Seen;
pub use crate::shell::form::SEEN;

#[derive(Template)]
#[template(path = "elections/check.html")]
struct CheckPage {
    visit: Visit,
    head: Head,
    form: Form,
    title: String,
    seen: Seen,
    /// What it means.
    means: String,
    /// What the button says.
    button: String,
    /// The day in words; none while none is given.
    on: Option<String>,
    gate: Vec<GateLine>,
    passes: bool,
    /// The rules are a draft: posting the roll asks for a word.
    draft: bool,
    /// Where a special approval is asked for past what blocks on that day.
    ask_url: Option<String>,
    url: String,
    back: String,
}

/// The page that asks once more before a stage is closed.
///
/// # Errors
/// The stage is not open; those of the database.
pub async fn page(
    State(app): State<App>,
    visit: Visit,
    at: AtElection,
    AskedForm(typed): AskedForm,
    stage: Stage,
) -> Result<Response, Error> {
    let mut db = app.db.acquire().await?;
    let case = store::case(&mut db, at).await?;
    let head = head(&mut db, &case, &visit).await?;
    open(&mut db, &case, stage, &visit.words).await?;
    let seen = Seen::now(&mut db, &case, stage, &visit.words).await?;
    drop(db);
    answer(visit, &case, head, Form::sent(typed), stage, seen)
}

/// The same for an election whose facts are as they will be when the button is pressed, and for a
/// form in which something may be wrong already.
///
/// # Errors
/// The page cannot be made.
pub fn answer(
    visit: Visit,
    case: &Case,
    head: Head,
    mut form: Form,
    stage: Stage,
    seen: Seen,
) -> Result<Response, Error> {
    let w = visit.words;
    let asked = form.has("on");
    form.suggest("on", case.today().0.to_string());
    form.call_all(&[("on", "page-day"), (DRAFT, "draft-reason")], &w);
    let on = form.date("on", &w).filter(|on| case.is_near(&mut form, "on", *on, &w));
    let gate = on.map(|on| case.gate(stage, on));
    let word = stage.word();
    // what the rules are is settled when they are frozen, with the posted roll
    let draft = stage == Stage::Roll && case.is_draft();
    let url = at_closing(stage);
    let page = CheckPage {
        seen,
        title: w.text(&format!("check-{word}")),
        means: w.text(&format!("means-{word}")),
        button: w.text(&if draft {
            "confirm-roll-draft".to_owned()
        } else {
            format!("confirm-{word}")
        }),
        draft,
        on: on.map(|on| gates::day(on, &w)),
        passes: gate.as_ref().is_some_and(law::stage::Gate::passes),
        ask_url: ask_url(case, &head, gate.as_ref(), on),
        gate: gate.as_ref().map(|gate| case.told(gate, &w)).unwrap_or_default(),
        url: case.at.to(url),
        back: case.at.to(head::page(stage)),
        visit,
        head,
        form,
    };
    if !page.form.errors().is_empty() {
        return Ok(Invalid(page).into_response());
    }
    let refused = asked && !page.passes || page.seen.since.is_some();
    if refused {
        return Ok(Refused(StatusCode::CONFLICT, page).into_response());
    }
    Ok(View(page).into_response())
}

/// The field of why the roll is posted under rules that are a draft.
const DRAFT: &str = "draft_reason";

/// Reads why the roll is posted although its rules are a draft; nothing is asked where they are none.
pub fn draft_reason(case: &Case, form: &mut Form, words: &Words) -> Option<String> {
    if case.is_draft() { form.text(DRAFT, 1000, words) } else { None }
}

fn ask_url(
    case: &Case,
    head: &Head,
    gate: Option<&law::stage::Gate>,
    on: Option<NaiveDate>,
) -> Option<String> {
    let url = head::ask_url(case, gate?, &head.held)?;
    Some(format!("{url}?on={}", on?))
}

/// Where a stage is closed.
fn at_closing(stage: Stage) -> &'static str {
    match stage {
        Stage::Roll => urls::ROLL_POST,
        Stage::Objections => urls::ROLL_SEAL,
        Stage::Candidates => urls::CANDIDATES_POST,
        Stage::Voting => urls::BALLOTS_CLOSE,
        Stage::Count => urls::SHEET_FINISH,
        Stage::Outcome => urls::OUTCOME_DECLARE,
    }
}

/// Refuses to close a stage that is not open; of one that somebody has closed it says who: two people who
/// do the same at once learn of each other.
async fn open(
    db: &mut PgConnection,
    case: &Case,
    stage: Stage,
    words: &Words,
) -> Result<(), Error> {
    let Err(refused) = case.open(stage) else { return Ok(()) };
    if case.facts.closed_on(stage).is_none() {
        return Err(refused);
    }
    let Some((who, at)) = changes::closed_by(db, case.at.election_id, stage).await? else {
        return Err(refused);
    };
    let stage = words.text(&format!("stage-{}", stage.word()));
    let told = vec![("who", who), ("at", clock::shown(at)), ("stage", stage)];
    Err(Error::Conflict("error-stage-closed-by", told))
}

/// Whether a stage can be closed by a form.
#[expect(clippy::large_enum_variant, reason = "one of them lives, for one request")]
pub enum Passed {
    /// On this day; nobody else changes the election until the act is done.
    Closes(Case, NaiveDate),
    /// What is wrong with the day stands in the form.
    Wrong,
    /// What is closed is not what the form was sent for: the page that shows it anew.
    Changed(Response),
}

/// Passes the gate of a stage on the day that a form gives, for what its page has shown.
///
/// # Errors
/// The stage is not open, its gate does not pass; those of the database.
pub async fn passed(
    act: &mut Act<'_>,
    at: &AtElection,
    stage: Stage,
    form: &mut Form,
    visit: &Visit,
) -> Result<Passed, Error> {
    let case = store::case_for_update(act, at).await?;
    open(act, &case, stage, &visit.words).await?;
    let Some(on) = judged(&case, stage, form, visit)? else { return Ok(Passed::Wrong) };
    let other = Seen::other(act, &case, stage, form, &visit.words).await?;
    let Some(seen) = other else { return Ok(Passed::Closes(case, on)) };
    let head = head(act, &case, visit).await?;
    let page = answer(visit.clone(), &case, head, form.clone(), stage, seen)?;
    Ok(Passed::Changed(page))
}

/// The day of a form on which the gate of a stage passes; `None` leaves what is wrong with it there.
///
/// # Errors
/// The gate does not pass.
pub fn judged(
    case: &Case,
    stage: Stage,
    form: &mut Form,
    visit: &Visit,
) -> Result<Option<NaiveDate>, Error> {
    let w = &visit.words;
    let Some(on) = form.date("on", w) else { return Ok(None) };
    if !case.is_near(form, "on", on, w) {
        return Ok(None);
    }
    case.pass(&case.gate(stage, on), w)?;
    Ok(Some(on))
}

/// An election with the head of its pages.
///
/// # Errors
/// Those of the database.
pub async fn headed(
    db: &mut PgConnection,
    at: &AtElection,
    visit: &Visit,
) -> Result<(Case, Head), Error> {
    let case = store::case(db, at.clone()).await?;
    let head = head(db, &case, visit).await?;
    Ok((case, head))
}
