//! The outcome as a person would explain it, and its declaration.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use law::{
    outcome::{Decision, decision::Next},
    reason::Op,
    stage::Stage,
};

use super::{Declare, SeeOutcome, record::person_id, store};
use crate::{
    documents,
    elections::{self, check, head::Head},
    nomination,
    shell::{
        App, Error,
        act::Act,
        flash::{Done, Flash},
        form::{Form, Typed},
        gates::{self, GateLine},
        journal::{Event, Stream},
        mandate::{AtElection, Mandate},
        urls,
        view::{Invalid, View, Visit},
        words::Words,
    },
};

#[derive(Template)]
#[template(path = "results/outcome.html")]
struct OutcomePage {
    visit: Visit,
    head: Head,
    gate: Vec<GateLine>,
    open: bool,
    /// The visitor may declare.
    declares: bool,
    form: Form,
    declare_url: String,
    outcome: Option<Explained>,
    papers: Vec<(String, String)>,
    /// Papers that are being printed, and whether that has failed.
    waiting: Option<(String, bool)>,
    again_url: String,
}

/// A decision in words.
struct Explained {
    valid: bool,
    next: String,
    checks: Vec<CheckLine>,
    people: Vec<PersonLine>,
    vacant: Vec<String>,
    ties: Vec<String>,
    figures: Vec<(String, String)>,
    declared_on: Option<String>,
    digest: String,
}

struct CheckLine {
    holds: bool,
    text: String,
    numbers: String,
    source: String,
}

struct PersonLine {
    name: String,
    post: String,
    votes: u32,
    elected: bool,
    counted: bool,
}

/// The outcome with every compared number.
pub async fn outcome(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SeeOutcome>,
) -> Result<Response, Error> {
    Ok(View(page(&app, visit, &mandate.over, None).await?).into_response())
}

async fn page(
    app: &App,
    visit: Visit,
    at: &AtElection,
    form: Option<Form>,
) -> Result<OutcomePage, Error> {
    let w = visit.words;
    let mut db = app.db.acquire().await?;
    let (case, head) = check::headed(&mut db, at, &visit).await?;
    // that of a sheet which was opened again is none any more
    let outcome = store::outcome(&mut db, at.election_id).await?;
    let outcome = outcome.filter(|_| case.facts.count.decided);
    let round_id = elections::store::round(&mut db, at.election_id).await?;
    let listed = nomination::store::candidates(&mut db, round_id).await?;
    let papers = documents::store::printed(&mut db, at.election_id).await?;
    let waiting = documents::store::waiting(&mut db, at.election_id).await?;
    let waiting = waiting.map(|one| told(&one, &w));
    let explained = match &outcome {
        Some(outcome) => Some(explain(outcome, &listed, &w)?),
        None => None,
    };
    let mut form = form.unwrap_or_default();
    form.suggest("on", case.today().0.to_string());
    form.call_all(&[("on", "outcome-declare-on")], &w);
    Ok(OutcomePage {
        declares: head.held.may::<Declare>(),
        head,
        gate: case.gate_lines(Stage::Outcome, &w),
        open: case.stage() == Some(Stage::Outcome),
        form,
        declare_url: at.to(urls::OUTCOME_DECLARE),
        outcome: explained,
        waiting,
        again_url: at.to(urls::PAPERS_AGAIN),
        papers: papers
            .into_iter()
            .map(|kind| {
                (at.to(urls::PAPER).replace("{kind}", &kind), w.text(&format!("paper-{kind}")))
            })
            .collect(),
        visit,
    })
}

/// How far the printing is.
fn told(waiting: &documents::store::Waiting, words: &Words) -> (String, bool) {
    if waiting.attempts == 0 {
        return (words.text("papers-printing"), false);
    }
    let next = (waiting.due_at + chrono::TimeDelta::hours(8)).format("%H:%M:%S").to_string();
    let variables = [("n", waiting.attempts.into()), ("next", next.into())];
    (words.text_with("papers-failed", &variables), true)
}

fn explain(
    outcome: &store::Outcome,
    listed: &[nomination::store::Candidate],
    words: &Words,
) -> Result<Explained, Error> {
    // a record that was kept has been decided before
    let count = outcome.count()?;
    let decision = count.decide();
    let name = |id: &str| {
        let one = listed.iter().find(|one| person_id(one.roll_entry_id, one.candidacy_id) == id);
        one.map_or_else(|| id.to_owned(), |one| one.name.clone())
    };
    let post = |post: law::body::Post| words.text(&format!("post-{}", post.word()));
    let people = listed.iter().map(|one| {
        let id = person_id(one.roll_entry_id, one.candidacy_id);
        let elected =
            decision.elected.iter().any(|seat| seat.candidate == id && seat.post == one.post);
        let tally = decision.tally.iter().find(|line| line.candidate == id);
        PersonLine {
            name: one.name.clone(),
            post: post(one.post),
            votes: tally.and_then(|line| line.votes.get(one.post)).unwrap_or_default(),
            elected,
            counted: tally.is_some_and(|line| line.counted),
        }
    });
    let people = people.collect();
    let seats = |one: &law::outcome::decision::Vacancy| {
        let variables = [("post", post(one.post).into()), ("n", one.seats.into())];
        let key = if one.women_only { "outcome-vacant-women" } else { "outcome-vacant" };
        words.text_with(key, &variables)
    };
    Ok(Explained {
        valid: decision.valid,
        next: words.text(&format!("outcome-next-{}", next(decision.next))),
        checks: checks(&decision, &name, words),
        people,
        vacant: decision.vacant.iter().map(seats).collect(),
        ties: decision
            .ties
            .iter()
            .map(|tie| {
                let names: Vec<String> = tie.candidates.iter().map(|id| name(id)).collect();
                format!("{}: {} ({})", post(tie.post), names.join(" · "), tie.seats)
            })
            .collect(),
        figures: figures(&decision, words),
        declared_on: outcome.declared_on.map(|on| gates::day(on, words)),
        digest: outcome.digest.clone(),
    })
}

fn checks(decision: &Decision, name: &dyn Fn(&str) -> String, words: &Words) -> Vec<CheckLine> {
    let line = |check: &law::outcome::validity::Check| {
        let who = check.candidate.map(name);
        let post = check.post.map(|post| words.text(&format!("post-{}", post.word())));
        let about: Vec<String> = post.into_iter().chain(who).collect();
        let sign = match check.op {
            Op::AtLeast => "≥",
            Op::AtMost => "≤",
            other => other.sign(),
        };
        CheckLine {
            holds: check.holds,
            text: if about.is_empty() {
                words.text("outcome-whole-vote")
            } else {
                about.join(" · ")
            },
            numbers: format!("{} {sign} {}", check.left, check.right),
            source: format!("{} · {}", gates::cite(check.source, words), check.rule.0),
        }
    };
    decision.checks.iter().map(line).collect()
}

fn figures(decision: &Decision, words: &Words) -> Vec<(String, String)> {
    let ballots = decision.ballots;
    [
        ("issued", ballots.issued.to_string()),
        ("collected", ballots.collected.to_string()),
        ("valid", ballots.valid.to_string()),
        ("invalid", ballots.invalid.to_string()),
        ("blank", ballots.blank.to_string()),
    ]
    .into_iter()
    .map(|(word, number)| (words.text(&format!("ballots-{word}")), number))
    .collect()
}

fn next(next: Next) -> &'static str {
    match next {
        Next::Declare => "declare",
        Next::TieRevote => "tie_revote",
        Next::AnotherElection => "another_election",
        Next::MayConvene => "may_convene",
        Next::Rerun => "rerun",
        Next::Repeat => "repeat",
    }
}

/// Declares the computed outcome; its papers are printed afterwards.
pub async fn declare(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<Declare>,
    typed: Typed,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let mut form = Form::sent(typed);
    let mut act = Act::begin(&app, &mandate).await?;
    let passed = check::passed(&mut act, at, Stage::Outcome, &mut form, &visit).await?;
    let Some((_, on)) = passed else {
        drop(act);
        return Ok(Invalid(page(&app, visit, at, Some(form)).await?).into_response());
    };
    let outcome = store::outcome(&mut act, at.election_id).await?.ok_or(Error::NotFound)?;
    let round_id = elections::store::round(&mut act, at.election_id).await?;
    let listed = nomination::store::candidates(&mut act, round_id).await?;
    let seats = seats(&outcome, &listed)?;
    store::declare(&mut act, outcome.decision_id, on, &seats).await?;
    elections::store::close(&mut act, at, Stage::Outcome, on).await?;
    act.leave("print_result", at.election_id.0).await?;
    act.commit(Stream::Election(at.election_id), Event::new("result_declared")).await?;
    Ok(Done(at.to(urls::OUTCOME), Flash::new("done-declared")).into_response())
}

fn seats(
    outcome: &store::Outcome,
    listed: &[nomination::store::Candidate],
) -> Result<Vec<(crate::shell::ids::CandidacyId, i32)>, Error> {
    let count = outcome.count()?;
    let decision = count.decide();
    let seat = |seat: &law::outcome::decision::Elected| {
        let one = listed.iter().find(|one| {
            one.post == seat.post
                && person_id(one.roll_entry_id, one.candidacy_id) == seat.candidate
        })?;
        Some((one.candidacy_id, i32::try_from(seat.votes).ok()?))
    };
    decision
        .elected
        .iter()
        .map(|one| seat(one).ok_or(Error::conflict("outcome-impossible")))
        .collect()
}
