//! Who is meant by a name written in that several voters of the roll bear. The law leaves what is
//! doubtful on a paper to the scrutineers, who raise it, and the commission, which decides, with a
//! minute (C-05, C-07): one says it here with a reason, votes divided where the papers mean several,
//! another one of the commission agrees, and the outcome is computed anew in the same act.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use law::{stage::Stage, tally::Figures};
use serde::Deserialize;
use sqlx::PgConnection;

use super::{
    ConfirmName, NameVoter,
    namesakes::{self, NameLine},
    store::{
        self,
        meant::Part,
        names::{Shared, Written},
        saying::NewChoice,
    },
};
use crate::{
    elections::{self, case::Case, check, head::Head},
    shell::{
        App, Error,
        act::Act,
        extract::Named,
        flash::{Done, Flash},
        form::{Form, Typed},
        ids::{AccountId, CandidacyId, RollEntryId},
        journal::{Event, Stream},
        mandate::{AtElection, Mandate},
        urls,
        view::{Refused, View, Visit},
        words::Words,
    },
    tally,
};

/// The field of the votes that are nobody's of the roll.
const NOBODY: &str = "votes.nobody";

#[derive(Template)]
#[template(path = "results/name.html")]
struct NamePage {
    visit: Visit,
    head: Head,
    line: NameLine,
    /// The bearers, each with the field of his votes.
    fields: Vec<(String, String)>,
    open: bool,
    /// What waits for an answer: its version, and whether the visitor may agree.
    waiting: Option<(i32, bool)>,
    form: Form,
    url: String,
    answer_url: String,
    back: String,
}

/// The line of the sheet that a path names, by the candidacy of the name alone.
#[derive(Deserialize)]
pub struct Line {
    line: CandidacyId,
}

/// Where it is said who is meant by a line.
pub fn url(at: &AtElection, line: CandidacyId) -> String {
    at.to(urls::OUTCOME_NAME).replace("{line}", &line.to_string())
}

fn answer_url(at: &AtElection, line: CandidacyId) -> String {
    at.to(urls::OUTCOME_NAME_ANSWER).replace("{line}", &line.to_string())
}

/// Those who bear the name, and what was said.
pub async fn page(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<NameVoter>,
    Named(named): Named<Line>,
) -> Result<Response, Error> {
    let me = mandate.account.account_id;
    let page = shown(&app, visit, (&mandate.over, me), named.line, Form::default()).await?;
    Ok(View(page).into_response())
}

async fn written(db: &mut PgConnection, at: &AtElection) -> Result<Written, Error> {
    let round_id = elections::store::round(db, at.election_id).await?;
    store::names::of_round(db, at.election_id, round_id).await
}

fn of_line<'a>(shared: &'a [Shared<'a>], line: CandidacyId) -> Result<&'a Shared<'a>, Error> {
    shared.iter().find(|one| one.line_id == Some(line)).ok_or(Error::NotFound)
}

/// The field of a bearer's votes.
fn field(voter: Option<RollEntryId>) -> String {
    voter.map_or_else(|| NOBODY.to_owned(), |id| format!("votes.{id}"))
}

/// All to whom votes of a line can be given, nobody last.
fn all(one: &Shared<'_>) -> Vec<Option<RollEntryId>> {
    one.bearers.iter().map(|voter| Some(voter.roll_entry_id)).chain([None]).collect()
}

async fn shown(
    app: &App,
    visit: Visit,
    (at, me): (&AtElection, AccountId),
    line: CandidacyId,
    mut form: Form,
) -> Result<NamePage, Error> {
    let w = visit.words;
    let mut db = app.db.acquire().await?;
    let (case, head) = check::headed(&mut db, at, &visit).await?;
    let written = written(&mut db, at).await?;
    let shared = written.shared();
    let one = of_line(&shared, line)?;
    let parts = one.standing().map(|choice| choice.parts.clone()).unwrap_or_default();
    for (voter, votes) in parts {
        form.suggest(&field(voter), votes.to_string());
    }
    form.show(one.choices.len());
    form.suggest("on", case.facts.count.closed_on.unwrap_or(case.today().0).to_string());
    let bearers = one.bearers.iter().map(|voter| {
        let text = namesakes::bearer(voter, &one.bearers, &app.vault, &w)?;
        Ok((field(Some(voter.roll_entry_id)), text))
    });
    let mut fields = bearers.collect::<Result<Vec<_>, Error>>()?;
    fields.push((NOBODY.to_owned(), w.text("names-none")));
    for (name, text) in &fields {
        form.call(name, text);
    }
    form.call_all(&[("reason", "page-reason"), ("on", "page-day")], &w);
    let waiting = one.waiting();
    let may = |by: AccountId| by != me && head.held.may::<ConfirmName>();
    Ok(NamePage {
        waiting: waiting.map(|choice| (choice.version, may(choice.account_id))),
        head,
        fields,
        line: namesakes::name_line(one, case.facts.count.closed_on, &app.vault, &w)?,
        open: case.stage() == Some(Stage::Outcome),
        form,
        url: url(at, line),
        answer_url: answer_url(at, line),
        back: at.to(urls::OUTCOME),
        visit,
    })
}

/// What somebody said, as it was typed.
struct Said {
    parts: Vec<Part>,
    on: chrono::NaiveDate,
    reason: String,
}

fn said(form: &mut Form, one: &Shared<'_>, case: &Case, words: &Words) -> Option<Said> {
    let parts = divided(form, one, words);
    let reason = form.text("reason", 1000, words);
    let on = form.date("on", words);
    if let Some(on) = on
        && case.is_near(form, "on", on, words)
    {
        if on > case.today().0 {
            form.wrong("on", words, "form-later-than-today", &[]);
        } else if on < case.facts.election_on {
            form.wrong("on", words, "names-before-vote", &[]);
        }
    }
    let (Some(parts), Some(reason), Some(on)) = (parts, reason, on) else { return None };
    form.errors().is_empty().then_some(Said { parts, on, reason })
}

/// The votes of the line by whose they are; all of them, and no more.
fn divided(form: &mut Form, one: &Shared<'_>, words: &Words) -> Option<Vec<Part>> {
    let mut read: BTreeMap<Option<RollEntryId>, u32> = BTreeMap::new();
    let mut whole = true;
    for voter in all(one) {
        let name = field(voter);
        if form.value(&name).is_empty() {
            continue;
        }
        if let Some(votes) = form.whole(&name, 0, one.votes, words) {
            read.insert(voter, votes);
        } else {
            whole = false;
        }
    }
    let sum: u32 = read.values().fold(0, |sum, votes| sum.saturating_add(*votes));
    if whole && sum != one.votes {
        let first = all(one).first().map(|voter| field(*voter)).unwrap_or_default();
        let variables = [("sum", sum.into()), ("n", one.votes.into())];
        form.wrong(&first, words, "names-sum", &variables);
        whole = false;
    }
    // in the order of the roll, nobody last
    let given = all(one).into_iter().filter_map(|voter| Some((voter, *read.get(&voter)?)));
    whole.then(|| given.filter(|(_, votes)| *votes > 0).collect())
}

/// Keeps who is meant; it counts once another person agrees.
pub async fn choose(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<NameVoter>,
    Named(named): Named<Line>,
    typed: Typed,
) -> Result<Response, Error> {
    let (at, me) = (&mandate.over, mandate.account.account_id);
    let w = visit.words;
    let mut form = Form::sent(typed);
    let mut act = Act::begin(&app, &mandate).await?;
    let case = elections::store::case_for_update(&mut act, at).await?;
    case.open(Stage::Outcome)?;
    let written = written(&mut act, at).await?;
    let shared = written.shared();
    let one = of_line(&shared, named.line)?;
    let Some(said) = said(&mut form, one, &case, &w) else {
        drop(act);
        let page = shown(&app, visit, (at, me), named.line, form).await?;
        return Ok(Refused(StatusCode::BAD_REQUEST, page).into_response());
    };
    let done = || Done(url(at, named.line), Flash::new("done-name-proposed")).into_response();
    if let Some(last) = one.waiting() {
        let same = (&last.parts, last.chosen_on, &last.reason, last.account_id)
            == (&said.parts, said.on, &said.reason, me);
        // the answer to the first was lost on its way
        return if same { Ok(done()) } else { Err(Error::conflict("names-waiting")) };
    }
    if !form.is_seen(one.choices.len()) {
        drop(act);
        let form = form.unseen("reason", &w, "names-said-meanwhile");
        let page = shown(&app, visit, (at, me), named.line, form).await?;
        return Ok(Refused(StatusCode::CONFLICT, page).into_response());
    }
    let new = NewChoice {
        field: one.field,
        votes: one.votes,
        parts: &said.parts,
        chosen_on: said.on,
        reason: &said.reason,
    };
    let round_id = elections::store::round(&mut act, at.election_id).await?;
    store::saying::choose(&mut act, round_id, &new).await?;
    act.commit(Stream::Election(at.election_id), Event::new("name_proposed")).await?;
    Ok(done())
}

/// Another person agrees to who is meant, and the outcome is computed anew; or says no, as may
/// whoever proposed it.
pub async fn answer(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<NameVoter>,
    Named(named): Named<Line>,
    typed: Typed,
) -> Result<Response, Error> {
    let (at, me) = (&mandate.over, mandate.account.account_id);
    let agreed = match typed.get("answer") {
        "agree" => true,
        "decline" => false,
        _ => return Err(Error::BadRequest("error-form")),
    };
    let mut act = Act::begin(&app, &mandate).await?;
    let case = elections::store::case_for_update(&mut act, at).await?;
    case.open(Stage::Outcome)?;
    let written = written(&mut act, at).await?;
    let shared = written.shared();
    let one = of_line(&shared, named.line)?;
    // what was seen, and nothing that was said meanwhile
    let seen = one.waiting().filter(|choice| typed.get("version") == choice.version.to_string());
    let choice = seen.ok_or(Error::conflict("names-none-waiting"))?;
    if agreed {
        if choice.account_id == me {
            return Err(Error::conflict("names-own"));
        }
        may_confirm(&mut act, &visit, at).await?;
    }
    let round_id = elections::store::round(&mut act, at.election_id).await?;
    store::saying::answer(&mut act, round_id, choice, agreed).await?;
    if agreed {
        let figures = figures(&mut act, &case).await?;
        store::decide(&mut act, &case, &figures).await.map_err(|error| match error {
            // with the votes of a candidate of that name more than there were ballots
            Error::Conflict("outcome-impossible", _) => Error::conflict("names-impossible"),
            other => other,
        })?;
    }
    let event = if agreed { "name_said" } else { "name_declined" };
    act.commit(Stream::Election(at.election_id), Event::new(event)).await?;
    let flash = if agreed { "done-name-said" } else { "done-name-declined" };
    Ok(Done(at.to(urls::OUTCOME), Flash::new(flash)).into_response())
}

/// C-05: the commission decides; scrutineers raise what is doubtful.
async fn may_confirm(db: &mut PgConnection, visit: &Visit, at: &AtElection) -> Result<(), Error> {
    let held = visit.held(db, at.unit.place_id).await?;
    if held.may::<ConfirmName>() {
        Ok(())
    } else {
        Err(Error::conflict("names-commission-decides"))
    }
}

/// Computes the outcome anew, after kin were recorded or taken away.
pub async fn anew(
    State(app): State<App>,
    mandate: Mandate<ConfirmName>,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let mut act = Act::begin(&app, &mandate).await?;
    let case = elections::store::case_for_update(&mut act, at).await?;
    case.open(Stage::Outcome)?;
    let figures = figures(&mut act, &case).await?;
    let digest = async |act: &mut Act<'_>| {
        let outcome = store::outcome(act, at.election_id).await?;
        Ok::<_, Error>(outcome.map(|outcome| outcome.digest))
    };
    let before = digest(&mut act).await?;
    store::decide(&mut act, &case, &figures).await?;
    if digest(&mut act).await? == before {
        return Err(Error::conflict("outcome-anew-done"));
    }
    act.commit(Stream::Election(at.election_id), Event::new("outcome_anew")).await?;
    Ok(Done(at.to(urls::OUTCOME), Flash::new("done-outcome-anew")).into_response())
}

async fn figures(db: &mut PgConnection, case: &Case) -> Result<Figures, Error> {
    let kept = tally::store::sheet(db, case).await?;
    let figures = kept.as_ref().and_then(|kept| kept.sheet.definitive());
    figures.cloned().ok_or(Error::NotFound)
}
