//! The outcome as a person would explain it, and its declaration.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use law::stage::Stage;
use sqlx::PgConnection;

use super::{
    ConfirmName, Declare, NameVoter, SeeOutcome,
    explain::{self, Around, Explained, Verdict, explain},
    names,
    namesakes::{self, NameLine},
    record::person_id,
    store,
};
use crate::{
    documents::{self, PrintPapers, SeePapers, blanks::Blanks},
    elections::{
        self,
        case::Case,
        check::{self, Passed},
        head::Head,
    },
    nomination,
    shell::{
        App, Error,
        act::Act,
        extract::AskedForm,
        flash::{Done, Flash},
        form::{Form, Typed},
        gates::GateLine,
        journal::{Event, Stream},
        mandate::{AtElection, Mandate, Role},
        urls,
        view::{Invalid, Refused, View, Visit},
        words::Words,
    },
};

#[derive(Template)]
#[template(path = "results/outcome.html")]
pub(super) struct OutcomePage {
    visit: Visit,
    head: Head,
    gate: Vec<GateLine>,
    open: bool,
    /// The visitor may declare.
    declares: bool,
    form: Form,
    declare_url: String,
    /// Where the outcome is computed anew, for who may.
    anew_url: Option<String>,
    outcome: Option<Explained>,
    /// Names that several voters bear, each with the address where it is said who is meant.
    names: Vec<(NameLine, Option<String>)>,
    papers: Vec<PaperLine>,
    /// Where the announcement's number is set, for who may.
    number_url: Option<String>,
    /// Papers that are being printed, and whether that has failed.
    waiting: Option<(String, bool)>,
    again_url: String,
    /// All versions of the papers, for who may open them.
    versions_url: Option<String>,
    /// The result is declared: another number needs a reason.
    declared: bool,
    /// What the report form leaves empty, for who declares or prints.
    blanks: Option<Blanks>,
}

/// A paper that was printed.
struct PaperLine {
    url: String,
    name: String,
    version: String,
    /// A check of the form failed.
    draft: bool,
}

impl PaperLine {
    fn of(paper: &documents::store::Printed, at: &AtElection, words: &Words) -> Self {
        Self {
            url: at.to(urls::PAPER).replace("{kind}", &paper.kind),
            name: words.text(&format!("paper-{}", paper.kind)),
            version: words.text_with("papers-version", &[("n", paper.version.into())]),
            draft: paper.draft,
        }
    }
}

/// The outcome with every compared number.
pub async fn outcome(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SeeOutcome>,
) -> Result<Response, Error> {
    Ok(View(page(&app, visit, &mandate.over, None).await?).into_response())
}

pub(super) async fn page(
    app: &App,
    visit: Visit,
    at: &AtElection,
    form: Option<Form>,
) -> Result<OutcomePage, Error> {
    let w = visit.words;
    let mut db = app.db.acquire().await?;
    let (case, head) = check::headed(&mut db, at, &visit).await?;
    let (explained, written) = explained(&mut db, &case, &w).await?;
    let papers = documents::store::printed(&mut db, at.election_id).await?;
    let number = documents::store::versions::announcement_no(&mut db, at.election_id).await?;
    let waiting = documents::store::waiting(&mut db, at.election_id).await?;
    let waiting = waiting.map(|one| told(&one, &w));
    let prints = head.held.may::<PrintPapers>() || head.held.may::<Declare>();
    let blanks = if prints && explained.is_some() {
        let round_id = elections::store::round(&mut db, at.election_id).await?;
        let listed = nomination::store::candidates(&mut db, round_id).await?;
        Some(documents::blanks::blanks(&mut db, &case, &listed, &head.held, &w).await?)
    } else {
        None
    };
    let mut form = form.unwrap_or_default();
    form.suggest("on", case.today().0.to_string());
    form.suggest("number", number.to_string());
    form.show(number);
    form.call_all(
        &[
            ("on", "outcome-declare-on"),
            ("number", "papers-number"),
            ("reason", "papers-number-reason"),
        ],
        &w,
    );
    let open = case.stage() == Some(Stage::Outcome);
    let says = open && head.held.may::<NameVoter>();
    let confirms = head.held.may::<ConfirmName>();
    let counted_on = case.facts.count.closed_on;
    // what hangs in the hall does not say what persons say of each other, nor leads to papers
    let hall = head.held.role::<SeeOutcome>() == Some(Role::Screen);
    let names =
        if hall { Vec::new() } else { namesakes::lines(&written, counted_on, &app.vault, &w)? };
    let names = names.into_iter().map(|line| {
        let url = line.line_id.filter(|_| says).map(|id| names::url(at, id));
        (line, url)
    });
    Ok(OutcomePage {
        declares: head.held.may::<Declare>(),
        names: names.collect(),
        versions_url: head.held.may::<SeePapers>().then(|| at.to(urls::PAPERS)),
        number_url: head.held.may::<PrintPapers>().then(|| at.to(urls::PAPERS_NUMBER)),
        head,
        gate: case.gate_lines(Stage::Outcome, &w),
        open,
        form,
        anew_url: (open && confirms).then(|| at.to(urls::OUTCOME_ANEW)),
        declare_url: at.to(urls::OUTCOME_DECLARE),
        outcome: explained,
        waiting,
        again_url: at.to(urls::PAPERS_AGAIN),
        declared: case.facts.declared_on.is_some(),
        blanks,
        papers: papers.iter().map(|paper| PaperLine::of(paper, at, &w)).collect(),
        visit,
    })
}

/// The outcome in words, and the names written in.
async fn explained(
    db: &mut PgConnection,
    case: &Case,
    words: &Words,
) -> Result<(Option<Explained>, store::names::Written), Error> {
    let election_id = case.at.election_id;
    // that of a sheet which was opened again is none any more
    let outcome = store::outcome(db, election_id).await?;
    let outcome = outcome.filter(|_| case.facts.count.decided);
    let round_id = elections::store::round(db, election_id).await?;
    let listed = nomination::store::candidates(db, round_id).await?;
    let written = store::names::of_round(db, election_id, round_id).await?;
    let apart = store::apart::apart(db, election_id, &listed).await?;
    let kin = store::kin::of_listed(db, case, &listed).await?;
    let around = Around { listed: &listed, apart: &apart, written: &written, kin: &kin };
    let told = outcome.map(|outcome| explain(&outcome, &around, words)).transpose()?;
    Ok((told, written))
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

/// Asks once more before the result is declared, and shows who is elected by what is declared then.
pub async fn check_declare(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<Declare>,
    AskedForm(typed): AskedForm,
) -> Result<Response, Error> {
    let mut db = app.db.acquire().await?;
    let (case, head) = check::headed(&mut db, &mandate.over, &visit).await?;
    case.open(Stage::Outcome)?;
    let (told, _) = explained(&mut db, &case, &visit.words).await?;
    drop(db);
    if told.as_ref().is_some_and(|told| told.kin_since) {
        return Err(Error::conflict("outcome-kin-since"));
    }
    let seen = told.map(|told| explain::seen(told, &visit.words)).unwrap_or_default();
    check::answer(visit, &case, head, Form::sent(typed), Stage::Outcome, seen)
}

/// Declares the computed outcome, if it is the one that was shown; its papers are printed afterwards.
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
    let (case, on) = match passed {
        Passed::Closes(case, on) => (case, on),
        Passed::Changed(page) => return Ok(page),
        Passed::Wrong => {
            drop(act);
            return Ok(Invalid(page(&app, visit, at, Some(form)).await?).into_response());
        }
    };
    let outcome = store::outcome(&mut act, at.election_id).await?.ok_or(Error::NotFound)?;
    // it is computed anew when a sheet was opened again, or when it is said whom a name means
    if form.value(check::SEEN) != outcome.digest {
        return Err(Error::conflict("outcome-seen-other"));
    }
    let round_id = elections::store::round(&mut act, at.election_id).await?;
    let listed = nomination::store::candidates(&mut act, round_id).await?;
    let kin = store::kin::of_listed(&mut act, &case, &listed).await?;
    if !store::kin::is_known(outcome.count()?.record(), &kin) {
        return Err(Error::conflict("outcome-kin-since"));
    }
    let seats = seats(&outcome, &listed)?;
    store::declare(&mut act, outcome.decision_id, on, &seats).await?;
    elections::store::close(&mut act, at, Stage::Outcome, on).await?;
    act.leave("print_result", at.election_id.0).await?;
    let event = Event::new("result_declared").note("closed_on", on);
    act.commit(Stream::Election(at.election_id), event).await?;
    Ok(Done(at.to(urls::OUTCOME), Flash::new("done-declared")).into_response())
}

/// Sets the number of the announcement; what is printed already is printed anew with it.
pub async fn number(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<PrintPapers>,
    typed: Typed,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let mut form = Form::sent(typed);
    let number = form.whole("number", 1, 999, &visit.words).and_then(|one| i32::try_from(one).ok());
    let mut act = Act::begin(&app, &mandate).await?;
    let case = elections::store::case_for_update(&mut act, at).await?;
    // what was announced under a number is announced anew under another: the papers say why
    let declared = case.facts.declared_on.is_some();
    let reason = if declared { form.text("reason", 1000, &visit.words) } else { None };
    let Some(number) = number.filter(|_| !declared || reason.is_some()) else {
        drop(act);
        return Ok(Invalid(page(&app, visit, at, Some(form)).await?).into_response());
    };
    let before = documents::store::versions::announcement_no(&mut act, at.election_id).await?;
    if before == number {
        return Ok(Done(at.to(urls::OUTCOME), Flash::new("done-nothing-changed")).into_response());
    }
    if !form.is_seen(before) {
        drop(act);
        let form = form.unseen("number", &visit.words, "papers-number-meanwhile");
        let page = page(&app, visit, at, Some(form)).await?;
        return Ok(Refused(StatusCode::CONFLICT, page).into_response());
    }
    let new = documents::store::versions::Renumbering {
        former: before,
        number,
        reason: reason.as_deref(),
    };
    documents::store::versions::number(&mut act, at.election_id, &new).await?;
    if declared {
        act.leave("print_result", at.election_id.0).await?;
    }
    let event = Event::new("papers_numbered").note("number", number);
    act.commit(Stream::Election(at.election_id), event).await?;
    Ok(Done(at.to(urls::OUTCOME), Flash::new("done-numbered")).into_response())
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
