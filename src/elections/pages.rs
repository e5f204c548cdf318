//! The case file, and opening an election.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};

use chrono::NaiveDate;
use law::{rules::Key, stage::Stage};

use super::{
    OpenElection, SeeElection,
    case::Case,
    changes::{self, Former},
    check, forms,
    head::Head,
    store::{self, opening::OTHER_TERM},
};
use crate::{
    decisions::lines::{Line, special},
    places,
    shell::{
        App, Error,
        act::Act,
        flash::{Done, Flash},
        form::{Form, Typed},
        gates::{self, GateLine},
        journal::{Event, Stream},
        mandate::Mandate,
        urls,
        view::{View, Visit},
        words::Words,
    },
};

#[derive(Template)]
#[template(path = "elections/case.html")]
struct CasePage {
    visit: Visit,
    head: Head,
    gate: Vec<GateLine>,
    seats: Vec<(String, u32)>,
    frozen_on: Option<String>,
    /// The rules are a draft.
    draft: bool,
    /// Why the roll was posted all the same.
    draft_reason: Option<String>,
    digest: String,
    total: u32,
    closed: Vec<ClosedLine>,
    /// Election days that no longer hold, in words.
    former_days: Vec<String>,
    /// Where the election day is moved, for who may.
    move_url: Option<String>,
    /// Where the seats are changed, for who may.
    seats_url: Option<String>,
    /// What the law says about another day once the roll is posted.
    postponed: Option<String>,
    /// Special approvals, the newest first.
    specials: Vec<Line>,
}

/// A closed stage with its day, those before it, and where it is corrected.
struct ClosedLine {
    name: String,
    on: String,
    former: Vec<String>,
    url: Option<String>,
}

fn closed(case: &Case, former: &[Former], corrects: bool, words: &Words) -> Vec<ClosedLine> {
    let closed =
        Stage::ALL.into_iter().filter_map(|stage| Some((stage, case.facts.closed_on(stage)?)));
    let line = |(stage, on): (Stage, NaiveDate)| ClosedLine {
        name: words.text(&format!("stage-{}", stage.word())),
        on: gates::day(on, words),
        former: told(former, Some(stage), words),
        url: corrects.then(|| case.at.to(urls::STAGE_CORRECT).replace("{stage}", stage.word())),
    };
    closed.map(line).collect()
}

/// The days of a stage that no longer hold, or of the election, each with the reason.
fn told(former: &[Former], stage: Option<Stage>, words: &Words) -> Vec<String> {
    let of = former.iter().filter(|one| one.stage.as_deref() == stage.map(Stage::word));
    of.map(|one| {
        let [before, after] = [one.before_on, one.after_on].map(|on| gates::day(on, words));
        let variables = [
            ("before", before.into()),
            ("after", after.into()),
            ("reason", one.reason.as_str().into()),
        ];
        words.text_with("correction-former", &variables)
    })
    .collect()
}

/// V-23: what another election day would be once the roll is posted, which is not carried yet.
fn postponed(case: &Case, words: &Words) -> Option<String> {
    if case.facts.roll.posted_on.is_none() || case.facts.declared_on.is_some() {
        return None;
    }
    let text = words.text("day-postponed");
    let limit = case.rules.whole(Key::ShiftMonths).map(|(months, source)| {
        let source = format!("{} · {}", gates::cite(source, words), Key::ShiftMonths.rule());
        words.text_with("day-shift", &[("n", months.into()), ("source", source.into())])
    });
    Some([Some(text), limit].into_iter().flatten().collect::<Vec<_>>().join(" "))
}

/// Where the election is, what is next, who must act.
pub async fn case(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SeeElection>,
) -> Result<Response, Error> {
    let mut db = app.db.acquire().await?;
    let (case, head) = check::headed(&mut db, &mandate.over, &visit).await?;
    let w = visit.words;
    let former = changes::former(&mut db, case.at.election_id).await?;
    let corrects = head.corrects() && case.facts.declared_on.is_none();
    let page = CasePage {
        closed: closed(&case, &former, corrects, &w),
        former_days: told(&former, None, &w),
        move_url: (corrects && case.facts.roll.posted_on.is_none())
            .then(|| case.at.to(urls::ELECTION_DAY)),
        seats_url: (corrects && case.facts.candidates.posted_on.is_none())
            .then(|| case.at.to(urls::ELECTION_SEATS)),
        postponed: postponed(&case, &w),
        specials: case.specials.iter().rev().map(|one| special(one, &case, false, &w)).collect(),
        head,
        gate: case.next_gate(&w),
        seats: case
            .facts
            .posts
            .iter()
            .map(|one| (w.text(&format!("post-{}", one.post.word())), one.seats))
            .collect(),
        frozen_on: case.frozen_on.map(|on| gates::day(on, &w)),
        draft: case.is_draft(),
        draft_reason: case.draft_reason.clone(),
        digest: case.rules.digest(),
        total: case.facts.posts.iter().map(|one| one.seats).sum(),
        visit,
    };
    Ok(View(page).into_response())
}

/// Opens the election of a unit's committee.
pub async fn open(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<OpenElection>,
    typed: Typed,
) -> Result<Response, Error> {
    let unit = &mandate.over;
    let mut form = Form::sent(typed);
    let w = visit.words;
    let Some(new) = forms::parse(&mut form, &w) else {
        return places::pages::refused(&app, visit, mandate.over, form).await;
    };
    let Some(body) = store::body_of(unit) else {
        return Err(Error::BadRequest("error-not-a-unit"));
    };
    let Some(rules) = store::rules_on(body, &unit.at.code, new.election_on) else {
        form.wrong("election_on", &w, "election-no-rules", &[]);
        return places::pages::refused(&app, visit, mandate.over, form).await;
    };
    if !forms::lawful(&mut form, &new.seats, rules, &w) {
        return places::pages::refused(&app, visit, mandate.over, form).await;
    }
    if !forms::past(&mut form, new.election_on, unit.today.0, &w) {
        return places::pages::refused(&app, visit, mandate.over, form).await;
    }
    let draft = rules.draft_on(new.election_on);
    let mut act = Act::begin(&app, &mandate).await?;
    let opened = store::opening::open(&mut act, unit, body, &new).await;
    if let Err(Error::Conflict(OTHER_TERM, variables)) = &opened {
        drop(act);
        let variables: Vec<_> =
            variables.iter().map(|(name, term)| (*name, term.as_str().into())).collect();
        form.wrong("term_no", &w, OTHER_TERM, &variables);
        return places::pages::refused(&app, visit, mandate.over, form).await;
    }
    let election_id = opened?;
    act.commit(Stream::Election(election_id), Event::new("election_opened")).await?;
    let done = if draft { "done-election-draft" } else { "done-election" };
    Ok(Done(unit.at.to(urls::COMMITTEE), Flash::new(done)).into_response())
}
