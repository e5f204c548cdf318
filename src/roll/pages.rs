//! The roll as a page, and what is done with it.

use askama::Template;
use axum::{
    extract::{Multipart, Path, Query, State, multipart::MultipartError},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use law::stage::Stage;
use serde::Deserialize;

use super::{
    KeepRoll, SealRoll, SeeRoll, file,
    lines::{DECISIONS, ObjectionLine, objection_line},
    store,
};
use crate::{
    elections::{self, case::Head},
    shell::{
        App, Error,
        act::Act,
        flash::{Done, Flash},
        form::{Form, Typed},
        gates::GateLine,
        ids::ObjectionId,
        journal::{Event, Stream},
        mandate::{AtElection, Mandate},
        urls,
        view::{View, Visit},
    },
};

/// Voters on one page.
const SIZE: i64 = 200;

#[derive(Template)]
#[template(path = "roll/roll.html")]
struct RollPage {
    visit: Visit,
    head: Head,
    gate: Vec<GateLine>,
    stage: &'static str,
    numbers: store::Numbers,
    voters: Vec<Line>,
    objections: Vec<ObjectionLine>,
    decisions: Vec<(&'static str, String)>,
    problems: Vec<String>,
    form: Form,
    urls: Urls,
    /// The page shown of how many; empty where there is but one.
    pages: String,
    earlier: Option<String>,
    later: Option<String>,
}

struct Urls {
    import: String,
    post: String,
    object: String,
    seal: String,
}

struct Line {
    number: i64,
    voter: store::Voter,
    sex: String,
    category: String,
}

/// What the fields are called.
const LABELS: [(&str, &str); 6] = [
    ("on", "page-day"),
    ("filed_on", "objection-filed-on"),
    ("filed_by", "objection-filed-by"),
    ("matter", "objection-matter"),
    ("decision", "objection-decided"),
    ("decided_on", "objection-decided-on"),
];

/// What an act that was refused leaves on the page.
#[derive(Default)]
struct Refused {
    form: Form,
    /// The objection that the form is about.
    about: Option<ObjectionId>,
    problems: Vec<String>,
}

/// Which page of the roll.
#[derive(Deserialize)]
pub struct Which {
    #[serde(default)]
    page: i64,
}

/// The roll.
pub async fn roll(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SeeRoll>,
    Query(which): Query<Which>,
) -> Result<Response, Error> {
    let page = page(&app, visit, &mandate.over, Refused::default(), which.page.max(0)).await?;
    Ok(View(page).into_response())
}

async fn page(
    app: &App,
    visit: Visit,
    at: &AtElection,
    refused: Refused,
    page: i64,
) -> Result<RollPage, Error> {
    let w = visit.words;
    let mut db = app.db.acquire().await?;
    let case = elections::store::case(&mut db, at.clone()).await?;
    let numbers = store::numbers(&mut db, at.election_id).await?;
    let voters = store::voters(&mut db, at.election_id, page, SIZE).await?;
    let objections = store::objections(&mut db, at.election_id).await?;
    let now = case.stage();
    let stage = now.filter(|stage| matches!(stage, Stage::Roll | Stage::Objections));
    let today = case.today().0.to_string();
    let Refused { mut form, about, problems } = refused;
    let decide = |one| objection_line(one, at, &form, about, &today, &w);
    let objections = objections.into_iter().map(decide).collect();
    form.suggest("on", &*today);
    form.call_all(&LABELS, &w);
    form.suggest("filed_on", &*today);
    let pages = numbers.voters.saturating_add(SIZE - 1) / SIZE;
    let to = |page: i64| format!("{}?page={page}", at.to(urls::ROLL));
    Ok(RollPage {
        head: case.head(&w),
        gate: stage.map(|stage| case.gate_lines(stage, &w)).unwrap_or_default(),
        stage: stage.map_or("", Stage::word),
        pages: if pages > 1 {
            format!("{} / {pages}", page.saturating_add(1))
        } else {
            String::new()
        },
        earlier: (page > 0).then(|| to(page - 1)),
        later: (page < pages - 1).then(|| to(page.saturating_add(1))),
        numbers,
        voters: voters
            .into_iter()
            .zip(page.saturating_mul(SIZE).saturating_add(1)..)
            .map(|(voter, number)| Line {
                number,
                sex: w.text(&format!("sex-{}", voter.sex)),
                category: w.text(&format!("roll-category-{}", voter.category)),
                voter,
            })
            .collect(),
        objections,
        decisions: DECISIONS.map(|word| (word, w.text(&format!("objection-{word}")))).into(),
        problems,
        form,
        urls: Urls {
            import: at.to(urls::ROLL_IMPORT),
            post: at.to(urls::ROLL_POST),
            object: at.to(urls::OBJECTIONS),
            seal: at.to(urls::ROLL_SEAL),
        },
        visit,
    })
}

async fn invalid(app: &App, visit: Visit, at: &AtElection, form: Form) -> Result<Response, Error> {
    let refused = Refused { form, ..Refused::default() };
    let page = page(app, visit, at, refused, 0).await?;
    Ok((StatusCode::BAD_REQUEST, View(page)).into_response())
}

/// Brings in a file of voters: all of it or nothing.
pub async fn import(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepRoll>,
    upload: Multipart,
) -> Result<Response, Error> {
    let bytes = uploaded(upload).await?;
    let at = &mandate.over;
    let mut act = Act::begin(&app, &mandate).await?;
    let case = elections::store::case_for_share(&mut act, at).await?;
    case.open(Stage::Roll)?;
    let election_on = case.facts.election_on;
    let read = tokio::task::spawn_blocking(move || file::read(&bytes, election_on)).await;
    let lines = match read.map_err(|error| Error::internal(&error))? {
        Ok(lines) => lines,
        Err(problems) => return refused(&app, visit, act, at, problems).await,
    };
    // the same file sent twice at once is not taken twice
    store::roll_for_update(&mut act, at.election_id).await?;
    let known = store::known(&mut act, at.election_id, &lines).await?;
    if !known.is_empty() {
        let problems = lines
            .iter()
            .filter(|line| known.contains(&(line.name.clone(), line.birth_on)))
            .map(|line| file::Problem {
                line: line.number,
                column: "",
                key: "roll-there-already",
                value: line.name.clone(),
            })
            .collect();
        return refused(&app, visit, act, at, problems).await;
    }
    store::add(&mut act, at, &lines).await?;
    let count = lines.len();
    act.commit(Stream::Election(at.election_id), Event::new("roll_imported").note("voters", count))
        .await?;
    Ok(Done(at.to(urls::ROLL), Flash::new("done-roll-import").with("n", count)).into_response())
}

async fn refused(
    app: &App,
    visit: Visit,
    act: Act<'_>,
    at: &AtElection,
    problems: Vec<file::Problem>,
) -> Result<Response, Error> {
    drop(act);
    let problems = problems.iter().map(|one| one.text(&visit.words)).collect();
    let refused = Refused { problems, ..Refused::default() };
    let page = page(app, visit, at, refused, 0).await?;
    Ok((StatusCode::BAD_REQUEST, View(page)).into_response())
}

async fn uploaded(mut upload: Multipart) -> Result<Vec<u8>, Error> {
    let wrong = |error: MultipartError| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Error::BadRequest("error-too-large"),
        _ => Error::BadRequest("error-form"),
    };
    while let Some(field) = upload.next_field().await.map_err(wrong)? {
        if field.name() == Some("file") {
            return Ok(field.bytes().await.map_err(wrong)?.to_vec());
        }
    }
    Err(Error::BadRequest("error-form"))
}

/// Posts the roll: closes its preparation, freezes the rules.
pub async fn post(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SealRoll>,
    typed: Typed,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let (form, on) = dated(typed, "on", &visit);
    let Some(on) = on else { return invalid(&app, visit, at, form).await };
    let mut act = Act::begin(&app, &mandate).await?;
    let case = elections::store::case_for_update(&mut act, at).await?;
    case.pass(Stage::Roll, on, &visit.words)?;
    elections::store::freeze(&mut act, &case, on).await?;
    elections::store::close(&mut act, at, Stage::Roll, on).await?;
    act.commit(Stream::Election(at.election_id), Event::new("roll_posted")).await?;
    Ok(Done(at.to(urls::ROLL), Flash::new("done-roll-posted")).into_response())
}

/// Files an objection.
pub async fn object(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepRoll>,
    typed: Typed,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let w = visit.words;
    let (mut form, filed_on) = dated(typed, "filed_on", &visit);
    let filed_by = form.text("filed_by", 60, &w);
    let matter = form.text("matter", 1000, &w);
    let mut act = Act::begin(&app, &mandate).await?;
    let case = elections::store::case_for_share(&mut act, at).await?;
    case.open(Stage::Objections)?;
    if let Some(on) = filed_on {
        later_than_today(&mut form, "filed_on", on, case.today().0, &visit);
        if case.facts.roll.posted_on.is_some_and(|posted| on < posted) {
            form.wrong("filed_on", &w, "objection-before-posting", &[]);
        }
    }
    let (Some(filed_on), Some(filed_by), Some(matter), true) =
        (filed_on, filed_by, matter, form.errors().is_empty())
    else {
        drop(act);
        return invalid(&app, visit, at, form).await;
    };
    store::object(&mut act, at.election_id, filed_on, &filed_by, &matter).await?;
    act.commit(Stream::Election(at.election_id), Event::new("objection_filed")).await?;
    Ok(Done(at.to(urls::ROLL), Flash::new("done-objection")).into_response())
}

/// The objection that a path names.
#[derive(Deserialize)]
pub struct Named {
    objection: ObjectionId,
}

/// Decides an objection.
pub async fn decide(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SealRoll>,
    Path(named): Path<Named>,
    typed: Typed,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let w = visit.words;
    let (mut form, on) = dated(typed, "decided_on", &visit);
    let decision = form.word("decision", |word| DECISIONS.into_iter().find(|one| *one == word), &w);
    let mut act = Act::begin(&app, &mandate).await?;
    let case = elections::store::case_for_share(&mut act, at).await?;
    case.open(Stage::Objections)?;
    if let Some(on) = on {
        later_than_today(&mut form, "decided_on", on, case.today().0, &visit);
    }
    let (Some(on), Some(decision), true) = (on, decision, form.errors().is_empty()) else {
        drop(act);
        let refused = Refused { form, about: Some(named.objection), ..Refused::default() };
        let page = page(&app, visit, at, refused, 0).await?;
        return Ok((StatusCode::BAD_REQUEST, View(page)).into_response());
    };
    match store::decide(&mut act, at.election_id, named.objection, on, decision).await {
        Err(sqlx::Error::Database(error)) if error.constraint() == Some("objection_order") => {
            drop(act);
            form.wrong("decided_on", &w, "objection-decided-before-filed", &[]);
            return invalid(&app, visit, at, form).await;
        }
        done => {
            if !done? {
                return Err(Error::conflict("error-objection-decided"));
            }
        }
    }
    act.commit(Stream::Election(at.election_id), Event::new("objection_decided")).await?;
    Ok(Done(at.to(urls::ROLL), Flash::new("done-objection-decided")).into_response())
}

/// Freezes the roll with its digest.
pub async fn seal(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SealRoll>,
    typed: Typed,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let (form, on) = dated(typed, "on", &visit);
    let Some(on) = on else { return invalid(&app, visit, at, form).await };
    let mut act = Act::begin(&app, &mandate).await?;
    let case = elections::store::case_for_update(&mut act, at).await?;
    case.pass(Stage::Objections, on, &visit.words)?;
    let digest = store::seal(&mut act, at.election_id).await?;
    elections::store::close(&mut act, at, Stage::Objections, on).await?;
    act.commit(Stream::Election(at.election_id), Event::new("roll_sealed").note("digest", digest))
        .await?;
    Ok(Done(at.to(urls::ROLL), Flash::new("done-roll-sealed")).into_response())
}

/// A form with one date.
fn dated(typed: Typed, name: &str, visit: &Visit) -> (Form, Option<NaiveDate>) {
    let mut form = Form::sent(typed);
    let on = form.date(name, &visit.words);
    (form, on)
}

/// What happened cannot lie ahead.
fn later_than_today(form: &mut Form, name: &str, on: NaiveDate, today: NaiveDate, visit: &Visit) {
    if on > today {
        form.wrong(name, &visit.words, "form-later-than-today", &[]);
    }
}
