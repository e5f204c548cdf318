//! The list of candidates as a page, and what is done with it.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use law::{body::Post, stage::Stage, tally::WrittenName};
use serde::Deserialize;

use super::{ListCandidates, SeeCandidates, store};
use crate::{
    elections::{
        self,
        check::{self, Passed},
        head::Head,
    },
    places::ask::{Ask, AskPage},
    shell::{
        App, Error,
        act::Act,
        extract::Named,
        flash::{Done, Flash},
        form::{Form, Typed},
        gates::{self, GateLine},
        ids::CandidacyId,
        journal::{Event, Stream},
        mandate::{AtElection, Mandate, Role},
        urls,
        view::{Invalid, Refused, View, Visit},
    },
};

#[derive(Template)]
#[template(path = "nomination/candidates.html")]
struct CandidatesPage {
    visit: Visit,
    head: Head,
    gate: Vec<GateLine>,
    open: bool,
    /// The visitor may list and post.
    lists: bool,
    /// The page hangs in the hall.
    hall: bool,
    posts: Vec<PostLines>,
    choices: Vec<(&'static str, String)>,
    form: Form,
    add_url: String,
    post_url: String,
}

struct PostLines {
    name: String,
    seats: u32,
    candidates: Vec<Line>,
}

struct Line {
    name: String,
    sex: String,
    birth_on: String,
    remove_url: String,
}

/// The formal candidates by post.
pub async fn candidates(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SeeCandidates>,
) -> Result<Response, Error> {
    Ok(View(page(&app, visit, &mandate.over, None).await?).into_response())
}

async fn page(
    app: &App,
    visit: Visit,
    at: &AtElection,
    form: Option<Form>,
) -> Result<CandidatesPage, Error> {
    let w = visit.words;
    let mut db = app.db.acquire().await?;
    let (case, head) = check::headed(&mut db, at, &visit).await?;
    let round_id = elections::store::round(&mut db, at.election_id).await?;
    let candidates = store::candidates(&mut db, round_id).await?;
    // what hangs in the hall says who stands, and no more
    let hall = head.held.role::<SeeCandidates>() == Some(Role::Screen);
    let line = |one: &store::Candidate| Line {
        name: one.name.clone(),
        sex: one.sex.as_deref().map(|sex| w.text(&format!("sex-{sex}"))).unwrap_or_default(),
        birth_on: one
            .birth_on
            .filter(|_| !hall)
            .map(|on| on.format("%Y-%m").to_string())
            .unwrap_or_default(),
        remove_url: at
            .to(urls::CANDIDATE_REMOVE)
            .replace("{candidacy}", &one.candidacy_id.to_string()),
    };
    let posts = case.facts.posts.iter().map(|of| PostLines {
        name: w.text(&format!("post-{}", of.post.word())),
        seats: of.seats,
        candidates: candidates
            .iter()
            .filter(|one| one.formal && one.post == of.post)
            .map(line)
            .collect(),
    });
    let mut form = form.unwrap_or_default();
    form.suggest("on", case.today().0.to_string());
    form.call_all(
        &[
            ("post", "candidate-post"),
            ("name", "candidate-name"),
            ("birth_on", "candidate-birth-on"),
            ("on", "candidate-post-on"),
        ],
        &w,
    );
    Ok(CandidatesPage {
        hall,
        lists: head.held.may::<ListCandidates>(),
        head,
        gate: case.gate_lines(Stage::Candidates, &w),
        open: case.stage() == Some(Stage::Candidates),
        posts: posts.collect(),
        choices: case
            .facts
            .posts
            .iter()
            .map(|of| (of.post.word(), w.text(&format!("post-{}", of.post.word()))))
            .collect(),
        form,
        add_url: at.to(urls::CANDIDATES),
        post_url: at.to(urls::CANDIDATES_POST),
        visit,
    })
}

async fn invalid(app: &App, visit: Visit, at: &AtElection, form: Form) -> Result<Response, Error> {
    Ok(Invalid(page(app, visit, at, Some(form)).await?).into_response())
}

/// Adds a formal candidate by the name on the roll.
pub async fn add(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<ListCandidates>,
    typed: Typed,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let w = visit.words;
    let mut form = Form::sent(typed);
    let name = form.text("name", 60, &w);
    let birth_on = if form.value("birth_on").is_empty() { None } else { form.date("birth_on", &w) };
    let mut act = Act::begin(&app, &mandate).await?;
    let case = elections::store::case_for_share(&mut act, at).await?;
    case.open(Stage::Candidates)?;
    let elected = |word: &str| {
        Post::from_word(word).filter(|post| case.facts.posts.iter().any(|of| of.post == *post))
    };
    let post = form.word("post", elected, &w);
    let round_id = elections::store::round(&mut act, at.election_id).await?;
    let (Some(name), Some(post), true) = (name, post, form.errors().is_empty()) else {
        drop(act);
        return invalid(&app, visit, at, form).await;
    };
    // as names stand on the roll
    let name = WrittenName::new(&name).map(|name| name.as_str().to_owned()).unwrap_or_default();
    let voters = store::named(&mut act, at.election_id, &name, birth_on).await?;
    let [voter] = voters[..] else {
        let key = if voters.is_empty() { "candidate-not-on-roll" } else { "candidate-several" };
        form.wrong("name", &w, key, &[]);
        drop(act);
        return invalid(&app, visit, at, form).await;
    };
    match store::add(&mut act, round_id, voter, post).await {
        Err(sqlx::Error::Database(error)) if error.constraint() == Some("candidacy_once") => {
            form.wrong("name", &w, "candidate-there-already", &[]);
            drop(act);
            let page = page(&app, visit, at, Some(form)).await?;
            return Ok(Refused(StatusCode::CONFLICT, page).into_response());
        }
        // somebody else has listed one at the same moment, and has the place
        Err(sqlx::Error::Database(error)) if error.constraint() == Some("candidacy_rank") => {
            return Err(Error::conflict("error-at-once"));
        }
        done => done?,
    };
    let event = Event::new("candidate_listed").note("candidate", &name).note("post", post.word());
    act.commit(Stream::Election(at.election_id), event).await?;
    Ok(Done(at.to(urls::CANDIDATES), Flash::new("done-candidate").with("name", name))
        .into_response())
}

const REMOVE: Ask = Ask {
    title: "candidate-remove-title",
    lead: "candidate-remove-lead",
    button: "candidate-remove",
};

/// Asks once more before a candidate is taken off the list.
pub async fn remove_page(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<ListCandidates>,
    Named(which): Named<Which>,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let mut db = app.db.acquire().await?;
    let case = elections::store::case(&mut db, at.clone()).await?;
    case.open(Stage::Candidates)?;
    let round_id = elections::store::round(&mut db, at.election_id).await?;
    let listed = store::candidates(&mut db, round_id).await?;
    drop(db);
    let one = listed.into_iter().find(|one| one.candidacy_id == which.candidacy && one.formal);
    let one = one.ok_or_else(|| Error::conflict("error-gone"))?;
    let facts = vec![
        (visit.t("candidate-name"), one.name),
        (visit.t("candidate-post"), visit.t(&format!("post-{}", one.post.word()))),
    ];
    let url = at.to(urls::CANDIDATE_REMOVE);
    let url = url.replace("{candidacy}", &one.candidacy_id.to_string());
    let back = (at.to(urls::CANDIDATES), visit.t("candidate-list"));
    Ok(AskPage::about(visit, back, url, &REMOVE, Form::default()).told(facts).shown())
}

/// The candidate that a path names.
#[derive(Deserialize)]
pub struct Which {
    candidacy: CandidacyId,
}

/// Takes a candidate off the list before it is posted.
pub async fn remove(
    State(app): State<App>,
    mandate: Mandate<ListCandidates>,
    Named(which): Named<Which>,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let mut act = Act::begin(&app, &mandate).await?;
    let case = elections::store::case_for_share(&mut act, at).await?;
    case.open(Stage::Candidates)?;
    let round_id = elections::store::round(&mut act, at.election_id).await?;
    let listed = store::candidates(&mut act, round_id).await?;
    let listed = listed.into_iter().find(|one| one.candidacy_id == which.candidacy);
    if !store::remove(&mut act, round_id, which.candidacy).await? {
        return Err(Error::conflict("error-gone"));
    }
    let name = listed.map(|one| one.name).unwrap_or_default();
    let event = Event::new("candidate_removed").note("candidate", name);
    act.commit(Stream::Election(at.election_id), event).await?;
    Ok(Done(at.to(urls::CANDIDATES), Flash::new("done-candidate-removed")).into_response())
}

/// Posts the list.
pub async fn post(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<ListCandidates>,
    typed: Typed,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let mut form = Form::sent(typed);
    let mut act = Act::begin(&app, &mandate).await?;
    let passed = check::passed(&mut act, at, Stage::Candidates, &mut form, &visit).await?;
    let on = match passed {
        Passed::Closes(_, on) => on,
        Passed::Changed(page) => return Ok(page),
        Passed::Wrong => {
            drop(act);
            return invalid(&app, visit, at, form).await;
        }
    };
    elections::store::close(&mut act, at, Stage::Candidates, on).await?;
    let event = Event::new("candidates_posted").note("closed_on", on);
    act.commit(Stream::Election(at.election_id), event).await?;
    let text = gates::day(on, &visit.words);
    Ok(Done(at.to(urls::CANDIDATES), Flash::new("done-candidates-posted").with("day", text))
        .into_response())
}
