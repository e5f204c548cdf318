//! Deciding an objection anew, and further corrections by one decision while the roll is not sealed.

use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use law::stage::Stage;

use super::{
    SealRoll, changes,
    corrections::between,
    objections::{About, Decision, Step, decision, may_anew, shown},
    store::{self, Anew, NewCorrection, Objection},
};
use crate::{
    elections::{self, case::Case},
    shell::{
        App, Error,
        act::Act,
        extract::Named,
        flash::{Done, Flash},
        form::{Form, Typed},
        gates,
        ids::ObjectionId,
        journal::{Event, Stream},
        mandate::{AtElection, Mandate},
        urls,
        view::{Refused, View, Visit},
        words::Words,
    },
};

/// Why an objection is decided anew: the commission was mistaken, or the town orders it.
pub const CAUSES: [&str; 2] = ["mistake", "town"];

/// Where an objection and its decision are seen.
fn seen(at: &AtElection, objection_id: ObjectionId) -> String {
    at.to(urls::OBJECTION_DECIDE).replace("{objection}", &objection_id.to_string())
}

/// An objection that was decided.
async fn decided(
    act: &mut Act<'_>,
    at: &AtElection,
    objection_id: ObjectionId,
) -> Result<Objection, Error> {
    let found = store::objection(act, at.election_id, objection_id).await?;
    let found = found.ok_or(Error::NotFound)?;
    if found.decided_on.is_some() {
        Ok(found)
    } else {
        Err(Error::conflict("error-objection-undecided"))
    }
}

/// Refuses once the decision stands for good.
fn may(case: &Case, found: &Objection) -> Result<(), Error> {
    if may_anew(case, found) { Ok(()) } else { case.open(Stage::Objections) }
}

/// A decided objection, and how it is decided anew.
pub async fn page(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SealRoll>,
    Named(named): Named<About>,
) -> Result<Response, Error> {
    let form = Form::default();
    let page = shown(&app, visit, &mandate.over, named.objection, Step::Anew, form).await?;
    Ok(View(page).into_response())
}

/// Decides anew: the former decision stays on record, what it made of the roll is undone, and what
/// the new one asks is made, all in one act.
pub async fn anew(
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
    store::roll_for_update(&mut act, at.election_id).await?;
    let found = decided(&mut act, at, named.objection).await?;
    may(&case, &found)?;
    let former = store::former(&mut act, at.election_id).await?;
    let times = former.iter().filter(|one| one.objection_id == named.objection).count();
    if !form.is_seen(times) {
        drop(act);
        let form = form.unseen("decision", &w, "objection-anew-meanwhile");
        let page = shown(&app, visit, at, named.objection, Step::Anew, form).await?;
        return Ok(Refused(StatusCode::CONFLICT, page).into_response());
    }
    let given = form.word("cause", |word| CAUSES.into_iter().find(|one| *one == word), &w);
    let reason = form.text("reason", 1000, &w);
    // the new decision is read against the roll as the former one found it; where the form is not
    // taken, nothing of this is kept
    let undone = store::undo(
        &mut act,
        at,
        &NewCorrection {
            objection_id: Some(named.objection),
            made_on: form.value("decided_on").parse().unwrap_or(case.today().0),
            after_posting: true,
            grounds: reason.as_deref().unwrap_or("-"),
            undoes: None,
        },
        named.objection,
    )
    .await?;
    let new = decision(&mut form, &mut act, &case, &found, &w).await?;
    follows(&mut form, given, found.decided_on, &w);
    let new = new.filter(|_| form.errors().is_empty());
    let (Some(new), Some(given), Some(reason)) = (new, given, reason) else {
        drop(act);
        let page = shown(&app, visit, at, named.objection, Step::Anew, form).await?;
        return Ok(Refused(StatusCode::BAD_REQUEST, page).into_response());
    };
    let Decision { on, word, grounds, change } = new;
    let said = (word, grounds.as_deref());
    let why = Anew { cause: given, reason: &reason };
    store::decide_anew(&mut act, at.election_id, named.objection, on, said, &why).await?;
    if let (Some(change), Some(grounds)) = (&change, &grounds) {
        let new = NewCorrection {
            objection_id: Some(named.objection),
            made_on: on,
            after_posting: true,
            grounds,
            undoes: None,
        };
        store::correct(&mut act, at, &new, change).await?;
    }
    let event = Event::new("objection_decided_anew").note("undone", undone);
    act.commit(Stream::Election(at.election_id), event).await?;
    let flash = Flash::new("done-objection-anew").with("n", undone);
    Ok(Done(seen(at, named.objection), flash).into_response())
}

/// Notes a day before that of the former decision, where the town orders another one: nobody orders
/// what was not decided yet. Of a decision that was mistaken the day may be what was mistaken.
fn follows(form: &mut Form, cause: Option<&str>, former_on: Option<NaiveDate>, words: &Words) {
    let on = form.value("decided_on").parse::<NaiveDate>().ok();
    let early = on.zip(former_on).filter(|(on, former)| cause == Some("town") && on < former);
    if let Some((_, former)) = early {
        let day = [("day", gates::day(former, words).into())];
        form.wrong("decided_on", words, "objection-anew-before-former", &day);
    }
}

/// An objection that was upheld, and how it corrects the roll further.
pub async fn more_page(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SealRoll>,
    Named(named): Named<About>,
) -> Result<Response, Error> {
    let form = Form::default();
    let page = shown(&app, visit, &mandate.over, named.objection, Step::More, form).await?;
    Ok(View(page).into_response())
}

/// Corrects another entry by a decision that was made: an objection may concern several voters.
pub async fn more(
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
    case.open(Stage::Objections)?;
    store::roll_for_update(&mut act, at.election_id).await?;
    let found = decided(&mut act, at, named.objection).await?;
    if found.decision.as_deref() != Some("upheld") {
        return Err(Error::conflict("error-objection-not-upheld"));
    }
    let election_on = case.facts.election_on;
    let change = changes::change(&mut form, &mut act, at, election_on, &w).await?;
    let grounds = form.text("grounds", 1000, &w);
    let made_on = form.date("made_on", &w);
    if let Some(on) = made_on {
        let bounds = (case.today().0, found.decided_on, "correction-before-decision");
        case.is_near(&mut form, "made_on", on, &w);
        between(&mut form, "made_on", on, bounds, &w);
    }
    let (Some(change), Some(grounds), Some(made_on), true) =
        (change, grounds, made_on, form.errors().is_empty())
    else {
        drop(act);
        let page = shown(&app, visit, at, named.objection, Step::More, form).await?;
        return Ok(Refused(StatusCode::BAD_REQUEST, page).into_response());
    };
    let objection_id = Some(named.objection);
    let new = NewCorrection {
        objection_id,
        made_on,
        after_posting: true,
        grounds: &grounds,
        undoes: None,
    };
    store::correct(&mut act, at, &new, &change).await?;
    act.commit(Stream::Election(at.election_id), Event::new("roll_corrected")).await?;
    Ok(Done(seen(at, named.objection), Flash::new("done-roll-corrected")).into_response())
}
