//! Objections: filed, decided, withdrawn. One that is upheld changes the roll in the same act.
//!
//! V-08 (VC18 article 14) wants every objection decided and the decision posted, also one that was filed
//! late and therefore kept nobody from sealing the roll (V-07): it can be decided after the sealing.
//! What is sealed stays as it is all the same: ballots and turnout go by it.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use law::stage::Stage;
use serde::Deserialize;

use super::{
    KeepRoll, SealRoll, anew,
    changes::{self, Choices},
    corrections::between,
    lines::{CorrectionLine, ObjectionLine, correction_line, objection_line},
    pages,
    store::{self, Change, NewCorrection, NewObjection},
    untold,
};
use crate::{
    elections::{self, case::Case, check, head::Head},
    shell::{
        App, Error,
        act::Act,
        extract::Named,
        flash::{Done, Flash},
        form::{Form, Typed},
        ids::ObjectionId,
        journal::{Event, Stream},
        mandate::{AtElection, Mandate},
        urls,
        view::{Refused, View, Visit},
        words::Words,
    },
};

/// How an objection can end.
const DECISIONS: [&str; 3] = ["upheld", "rejected", "withdrawn"];

/// What the fields of a decision are called.
const DECIDED: [(&str, &str); 5] = [
    ("cause", "objection-cause"),
    ("reason", "objection-anew-reason"),
    ("decision", "objection-decided"),
    ("grounds", "correction-grounds"),
    ("decided_on", "objection-decided-on"),
];

#[derive(Template)]
#[template(path = "roll/decide.html")]
pub(super) struct DecidePage {
    visit: Visit,
    head: Head,
    line: ObjectionLine,
    /// What it made of the roll.
    corrections: Vec<CorrectionLine>,
    step: Step,
    /// What no notice has told yet, each in words.
    untold: Vec<String>,
    /// The roll is sealed: a decision changes it no more.
    sealed: bool,
    /// Where it is decided anew, and corrects further, while it can.
    ways: Option<(String, Option<String>)>,
    causes: Vec<(&'static str, String)>,
    decisions: Vec<(&'static str, String)>,
    choices: Choices,
    form: Form,
    url: String,
    back: String,
}

/// Files an objection; the same sent twice is taken once.
pub async fn object(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepRoll>,
    typed: Typed,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let w = visit.words;
    let mut form = Form::sent(typed);
    let entry = form.entry(&["filed_on", "filed_by", "matter"])?;
    let done = || Done(at.to(urls::ROLL), Flash::new("done-objection")).into_response();
    let filed_on = form.date("filed_on", &w);
    let filed_by = form.text("filed_by", 60, &w);
    let matter = form.text("matter", 1000, &w);
    let mut act = Act::begin(&app, &mandate).await?;
    let case = elections::store::case_for_share(&mut act, at).await?;
    let mut before = store::filed(&mut act, &entry).await?;
    if before.is_none() {
        case.open(Stage::Objections)?;
        if let Some(on) = filed_on {
            let posted_on = case.facts.roll.posted_on;
            let bounds = (case.today().0, posted_on, "objection-before-posting");
            case.is_near(&mut form, "filed_on", on, &w);
            between(&mut form, "filed_on", on, bounds, &w);
        }
        let (Some(filed_on), Some(filed_by), Some(matter), true) =
            (filed_on, filed_by, matter, form.errors().is_empty())
        else {
            drop(act);
            return pages::again(&app, visit, at, form, StatusCode::BAD_REQUEST).await;
        };
        let new = NewObjection { filed_on, filed_by: &filed_by, matter: &matter };
        if store::object(&mut act, at.election_id, &new, &entry).await? {
            act.commit(Stream::Election(at.election_id), Event::new("objection_filed")).await?;
            return Ok(done());
        }
        // the same at the same moment
        before = store::filed(&mut act, &entry).await?;
    }
    drop(act);
    if before.as_ref() == Some(&entry.digest) {
        return Ok(done());
    }
    form.wrong("entry_key", &w, "form-other-content", &[]);
    pages::again(&app, visit, at, form, StatusCode::CONFLICT).await
}

/// The objection that a path names.
#[derive(Deserialize)]
pub struct About {
    /// Its key.
    pub objection: ObjectionId,
}

/// What is done with an objection on its page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// It is seen, and decided while it waits.
    First,
    /// It is decided anew.
    Anew,
    /// It corrects another entry.
    More,
}

/// An objection, and what to decide.
pub async fn page(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SealRoll>,
    Named(named): Named<About>,
) -> Result<Response, Error> {
    let page =
        shown(&app, visit, &mandate.over, named.objection, Step::First, Form::default()).await?;
    Ok(View(page).into_response())
}

/// The page of an objection at a step.
///
/// # Errors
/// There is none, or the step is not one for it; those of the database.
pub(super) async fn shown(
    app: &App,
    visit: Visit,
    at: &AtElection,
    objection_id: ObjectionId,
    step: Step,
    mut form: Form,
) -> Result<DecidePage, Error> {
    let w = visit.words;
    let mut db = app.db.acquire().await?;
    let (case, head) = check::headed(&mut db, at, &visit).await?;
    let objection = store::objection(&mut db, at.election_id, objection_id).await?;
    let objection = objection.ok_or(Error::NotFound)?;
    let former = store::former(&mut db, at.election_id).await?;
    let mut corrections = store::corrections(&mut db, at.election_id).await?;
    corrections.retain(|one| one.objection_id == Some(objection_id));
    let upheld = objection.decision.as_deref() == Some("upheld");
    let open = case.stage() == Some(Stage::Objections);
    match step {
        Step::First => {}
        Step::Anew if may_anew(&case, &objection) => {}
        Step::More if open && upheld => {}
        Step::Anew | Step::More => return Err(Error::conflict("error-stage")),
    }
    let to = |path: &str| at.to(path).replace("{objection}", &objection_id.to_string());
    let ways = (may_anew(&case, &objection) && step == Step::First)
        .then(|| (to(urls::OBJECTION_ANEW), (open && upheld).then(|| to(urls::OBJECTION_CORRECT))));
    let times = former.iter().filter(|one| one.objection_id == objection_id).count();
    form.show(times);
    form.suggest("made_on", case.today().0.to_string());
    form.suggest("decided_on", case.today().0.to_string());
    // in the order of the page, which the summary of errors follows
    if step != Step::More {
        form.call_all(&DECIDED, &w);
    }
    form.call_all(&changes::LABELS, &w);
    form.call("made_on", &w.text("correction-made-on"));
    let untold = if open { untold::told(&mut db, at.election_id, &w).await? } else { Vec::new() };
    Ok(DecidePage {
        untold,
        head,
        decisions: DECISIONS.map(|word| (word, w.text(&format!("objection-{word}")))).into(),
        choices: Choices::new(&w),
        url: to(match step {
            Step::First => urls::OBJECTION_DECIDE,
            Step::Anew => urls::OBJECTION_ANEW,
            Step::More => urls::OBJECTION_CORRECT,
        }),
        causes: anew::CAUSES.map(|word| (word, w.text(&format!("objection-cause-{word}")))).into(),
        corrections: corrections.into_iter().map(|one| correction_line(one, None, &w)).collect(),
        step,
        ways,
        back: if step == Step::First { at.to(urls::ROLL) } else { to(urls::OBJECTION_DECIDE) },
        sealed: is_sealed(&case),
        line: objection_line(objection, &former, &case, &w),
        form,
        visit,
    })
}

/// Whether the roll is sealed: what was left open then is decided without changing it.
pub(super) fn is_sealed(case: &Case) -> bool {
    case.facts.closed_on(Stage::Objections).is_some()
}

/// Whether a decision can be made anew: until the roll is sealed, and one that was entered after that
/// at any time, because neither it nor the next changes the roll.
pub(super) fn may_anew(case: &Case, objection: &store::Objection) -> bool {
    let open = case.stage() == Some(Stage::Objections);
    objection.decided_on.is_some() && (open || objection.decided_sealed)
}

/// A decision as it was typed.
pub struct Decision {
    /// The day.
    pub on: chrono::NaiveDate,
    /// One of [`DECISIONS`].
    pub word: &'static str,
    /// Why.
    pub grounds: Option<String>,
    /// What it makes of the roll.
    pub change: Option<Change>,
}

/// Reads a decision; what is wrong is noted at its field.
///
/// # Errors
/// Those of the database.
pub(super) async fn decision(
    form: &mut Form,
    act: &mut Act<'_>,
    case: &Case,
    objection: &store::Objection,
    words: &Words,
) -> Result<Option<Decision>, Error> {
    let word = form.word("decision", |word| DECISIONS.into_iter().find(|one| *one == word), words);
    let on = form.date("decided_on", words);
    if let Some(on) = on {
        let early = "objection-decided-before-filed";
        let bounds = (case.today().0, Some(objection.filed_on), early);
        case.is_near(form, "decided_on", on, words);
        between(form, "decided_on", on, bounds, words);
    }
    let change = if word == Some("upheld") && !is_sealed(case) {
        changes::change(form, act, &case.at, case.facts.election_on, words).await?
    } else {
        None
    };
    // who withdraws need not say why
    let grounds = if word == Some("withdrawn") && form.value("grounds").is_empty() {
        None
    } else {
        form.text("grounds", 1000, words)
    };
    let (Some(on), Some(word), true) = (on, word, form.errors().is_empty()) else {
        return Ok(None);
    };
    Ok(Some(Decision { on, word, grounds, change }))
}

/// Decides an objection; where it is upheld, the roll is changed with it.
pub async fn decide(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SealRoll>,
    Named(named): Named<About>,
    typed: Typed,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let w = visit.words;
    let mut form = Form::sent(typed);
    let mut act = Act::begin(&app, &mandate).await?;
    let case = elections::store::case_for_share(&mut act, at).await?;
    let sealed = is_sealed(&case);
    if !sealed {
        case.open(Stage::Objections)?;
    }
    store::roll_for_update(&mut act, at.election_id).await?;
    let found = store::objection(&mut act, at.election_id, named.objection).await?;
    let Some(found) = found.filter(|one| one.decided_on.is_none()) else {
        return Err(Error::conflict("error-objection-decided"));
    };
    let Some(Decision { on, word, grounds, change }) =
        decision(&mut form, &mut act, &case, &found, &w).await?
    else {
        drop(act);
        let page = shown(&app, visit, at, named.objection, Step::First, form).await?;
        return Ok(Refused(StatusCode::BAD_REQUEST, page).into_response());
    };
    let kept = store::NewDecision { on, word, grounds: grounds.as_deref(), sealed };
    if !store::decide(&mut act, at.election_id, named.objection, &kept).await? {
        return Err(Error::conflict("error-objection-decided"));
    }
    if let (Some(change), Some(grounds)) = (&change, &grounds) {
        let objection_id = Some(named.objection);
        let new =
            NewCorrection { objection_id, made_on: on, after_posting: true, grounds, undoes: None };
        store::correct(&mut act, at, &new, change).await?;
    }
    let (event, flash) = match word {
        "withdrawn" => ("objection_withdrawn", "done-objection-withdrawn"),
        "upheld" if sealed => ("objection_decided_sealed", "done-objection-upheld-sealed"),
        "upheld" => ("objection_decided", "done-objection-upheld"),
        _ if sealed => ("objection_decided_sealed", "done-objection-decided"),
        _ => ("objection_decided", "done-objection-decided"),
    };
    act.commit(Stream::Election(at.election_id), Event::new(event)).await?;
    // one that was upheld may concern others too: its page asks
    let next = if word == "upheld" && !sealed {
        at.to(urls::OBJECTION_DECIDE).replace("{objection}", &named.objection.to_string())
    } else {
        at.to(urls::ROLL)
    };
    Ok(Done(next, Flash::new(flash)).into_response())
}
