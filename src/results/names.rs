//! Who is meant by a name written in that several voters of the roll bear. The law leaves what is
//! doubtful on a paper to the scrutineers and the commission, with a minute (C-05, C-07): they say it
//! here with a reason, and the outcome is computed anew in the same act.

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
    NameVoter,
    explain::{self, NameLine},
    store::{
        self,
        names::{NewChoice, Shared, Written},
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
        ids::RollEntryId,
        journal::{Event, Stream},
        mandate::{AtElection, Mandate},
        urls,
        view::{View, Visit},
        words::Words,
    },
    tally,
};

/// The word for none of those who bear the name.
const NONE: &str = "none";

#[derive(Template)]
#[template(path = "results/name.html")]
struct NamePage {
    visit: Visit,
    head: Head,
    line: NameLine,
    options: Vec<(String, String)>,
    open: bool,
    form: Form,
    url: String,
    back: String,
}

/// The line of the sheet that a path names.
#[derive(Deserialize)]
pub struct Line {
    line: String,
}

/// Where it is said who is meant by a line.
pub fn url(at: &AtElection, field: &str) -> String {
    at.to(urls::OUTCOME_NAME).replace("{line}", &in_path(field))
}

/// A line as a part of a path; a name has no blanks, which a path writes otherwise than a form.
fn in_path(field: &str) -> String {
    form_urlencoded::byte_serialize(field.as_bytes()).collect()
}

/// Those who bear the name, and what was said.
pub async fn page(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<NameVoter>,
    Named(named): Named<Line>,
) -> Result<Response, Error> {
    let page = shown(&app, visit, &mandate.over, &named.line, Form::default()).await?;
    Ok(View(page).into_response())
}

async fn written(db: &mut PgConnection, at: &AtElection) -> Result<Written, Error> {
    let round_id = elections::store::round(db, at.election_id).await?;
    store::names::of_round(db, at.election_id, round_id).await
}

fn of_line<'a>(shared: &'a [Shared<'a>], line: &str) -> Result<&'a Shared<'a>, Error> {
    let found = shared.iter().find(|one| one.field.to_string() == line);
    found.ok_or(Error::NotFound)
}

async fn shown(
    app: &App,
    visit: Visit,
    at: &AtElection,
    line: &str,
    mut form: Form,
) -> Result<NamePage, Error> {
    let w = visit.words;
    let mut db = app.db.acquire().await?;
    let (case, head) = check::headed(&mut db, at, &visit).await?;
    let written = written(&mut db, at).await?;
    let shared = written.shared();
    let one = of_line(&shared, line)?;
    let last = one.standing().map(|choice| word(choice.roll_entry_id));
    if let Some(last) = last {
        form.suggest("meant", last);
    }
    form.suggest("on", case.today().0.to_string());
    form.show(one.choices.len());
    form.call_all(&[("meant", "names-meant"), ("reason", "page-reason"), ("on", "page-day")], &w);
    Ok(NamePage {
        head,
        options: options(one, &w),
        line: explain::name_line(one, &w),
        open: case.stage() == Some(Stage::Outcome),
        form,
        url: url(at, line),
        back: at.to(urls::OUTCOME),
        visit,
    })
}

fn word(meant: Option<RollEntryId>) -> String {
    meant.map_or_else(|| NONE.to_owned(), |id| id.to_string())
}

fn options(one: &Shared<'_>, words: &Words) -> Vec<(String, String)> {
    let voters = one
        .bearers
        .iter()
        .map(|voter| (word(Some(voter.roll_entry_id)), explain::bearer(voter, words)));
    voters.chain([(NONE.to_owned(), words.text("names-none"))]).collect()
}

/// What somebody said, as it was typed.
struct Said {
    meant: Option<RollEntryId>,
    on: chrono::NaiveDate,
    reason: String,
}

fn said(form: &mut Form, one: &Shared<'_>, case: &Case, words: &Words) -> Option<Said> {
    let of_word = |typed: &str| {
        let all = one.bearers.iter().map(|voter| Some(voter.roll_entry_id)).chain([None]);
        all.into_iter().find(|meant| word(*meant) == typed)
    };
    let meant = form.word("meant", of_word, words);
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
    let (Some(meant), Some(reason), Some(on)) = (meant, reason, on) else { return None };
    form.errors().is_empty().then_some(Said { meant, on, reason })
}

/// Keeps who is meant, and computes the outcome anew.
pub async fn choose(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<NameVoter>,
    Named(named): Named<Line>,
    typed: Typed,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let w = visit.words;
    let mut form = Form::sent(typed);
    let mut act = Act::begin(&app, &mandate).await?;
    let case = elections::store::case_for_update(&mut act, at).await?;
    case.open(Stage::Outcome)?;
    let written = written(&mut act, at).await?;
    let shared = written.shared();
    let one = of_line(&shared, &named.line)?;
    let Some(said) = said(&mut form, one, &case, &w) else {
        drop(act);
        let page = shown(&app, visit, at, &named.line, form).await?;
        return Ok((StatusCode::BAD_REQUEST, View(page)).into_response());
    };
    let done = || Done(at.to(urls::OUTCOME), Flash::new("done-name-said")).into_response();
    let same = one.standing().is_some_and(|last| {
        last.by == mandate.account.name
            && (last.roll_entry_id, last.chosen_on, &last.reason)
                == (said.meant, said.on, &said.reason)
    });
    if same {
        // the answer to the first was lost on its way
        return Ok(done());
    }
    if !form.is_seen(one.choices.len()) {
        drop(act);
        let form = form.unseen("meant", &w, "names-said-meanwhile");
        let page = shown(&app, visit, at, &named.line, form).await?;
        return Ok((StatusCode::CONFLICT, View(page)).into_response());
    }
    let new = NewChoice {
        field: one.field,
        votes: one.votes,
        roll_entry_id: said.meant,
        chosen_on: said.on,
        reason: &said.reason,
    };
    let round_id = elections::store::round(&mut act, at.election_id).await?;
    store::names::choose(&mut act, round_id, &new).await?;
    let figures = figures(&mut act, &case).await?;
    store::decide(&mut act, &case, &figures).await.map_err(|error| match error {
        // with the votes of a candidate of that name more than there were ballots
        Error::Conflict("outcome-impossible", _) => Error::conflict("names-impossible"),
        other => other,
    })?;
    act.commit(Stream::Election(at.election_id), Event::new("name_said")).await?;
    Ok(done())
}

async fn figures(db: &mut PgConnection, case: &Case) -> Result<Figures, Error> {
    let kept = tally::store::sheet(db, case).await?;
    let figures = kept.as_ref().and_then(|kept| kept.sheet.definitive());
    figures.cloned().ok_or(Error::NotFound)
}

#[cfg(test)]
mod tests {
    use super::in_path;

    #[test]
    fn a_name_with_signs_of_addresses_stays_one_part_of_a_path() {
        let line = in_path("written.member.阿依古丽·买/买?提+");
        assert!(line.starts_with("written.member.%E9%98%BF"), "{line}");
        assert!(!line.contains(['/', '?', '+']), "{line}");
    }
}
