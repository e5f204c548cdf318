//! Entering afterwards what was decided on paper, and correcting what was given back.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use law::approval::Step;
use serde::Deserialize;
use uuid::Uuid;

use super::{
    EnterDecision, forms,
    pages::way,
    person, refused,
    store::{self, Frame, NewVersion, Standing},
};
use crate::shell::{
    App, Error,
    act::Act,
    extract::{Named, Sent, Upload},
    files,
    flash::{Done, Flash},
    form::Form,
    gates,
    ids::{ElectionId, PaperDecisionId},
    journal::Event,
    mandate::{AtPlace, Mandate},
    trail::TrailStep,
    urls,
    view::{Invalid, View, Visit},
    words::Words,
};

#[derive(Template)]
#[template(path = "decisions/enter.html")]
struct EnterPage {
    visit: Visit,
    place: AtPlace,
    trail: Vec<TrailStep>,
    form: Form,
    /// What it can be about; empty where there is no election, or it is about one already.
    abouts: Vec<(&'static str, String)>,
    /// The reason for which it was given back.
    returned: Option<String>,
    corrects: bool,
    url: String,
    back: String,
    /// Where that leads, in words.
    back_text: String,
}

/// A paper decision among the parts of a path.
#[derive(Deserialize)]
pub struct Which {
    pub(super) decision: PaperDecisionId,
}

impl Which {
    /// The address of a path of this decision.
    pub(super) fn at(&self, place: &AtPlace, path: &str) -> String {
        of(place, path, self.decision)
    }
}

/// The address of a path of a decision.
pub(super) fn of(place: &AtPlace, path: &str, paper_decision_id: PaperDecisionId) -> String {
    place.at.to(path).replace("{decision}", &paper_decision_id.to_string())
}

/// The form of a decision.
pub async fn page(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<EnterDecision>,
) -> Result<Response, Error> {
    let place = mandate.over;
    let mut db = app.db.acquire().await?;
    let frame = store::frame(&mut db, &place).await?;
    let trail = way(&mut db, &place, &visit).await?;
    Ok(View(empty(visit, place, trail, &frame, Form::default())).into_response())
}

fn empty(
    visit: Visit,
    place: AtPlace,
    trail: Vec<TrailStep>,
    frame: &Frame,
    mut form: Form,
) -> EnterPage {
    let w = visit.words;
    if frame.election.is_some() {
        form.suggest("about", "election");
    }
    prepare(&mut form, frame, &w);
    EnterPage {
        abouts: abouts(frame, &place, &w),
        returned: None,
        corrects: false,
        url: place.at.to(urls::DECISION_NEW),
        back: place.at.to(urls::PLACE),
        back_text: visit.n("decisions-back-place", &place.name),
        trail,
        visit,
        place,
        form,
    }
}

fn prepare(form: &mut Form, frame: &Frame, words: &Words) {
    form.suggest("entry_key", Uuid::new_v4().to_string());
    form.suggest("decided_on", frame.today.0.to_string());
    form.call_all(&forms::LABELS, words);
}

/// What a decision at a place can be about.
fn abouts(frame: &Frame, place: &AtPlace, words: &Words) -> Vec<(&'static str, String)> {
    let Some((_, on)) = frame.election else { return Vec::new() };
    let election = [("day", gates::day(on, words).into())];
    vec![
        ("election", words.text_with("decisions-about-election", &election)),
        ("place", words.text_with("decisions-about-place", &[("place", (&*place.name).into())])),
    ]
}

/// The election that a form says it is about, if any; leaves what is wrong in the form.
fn about(form: &mut Form, frame: &Frame, words: &Words) -> Option<ElectionId> {
    let (election_id, _) = frame.election?;
    let known = |word: &str| ["election", "place"].into_iter().find(|one| *one == word);
    form.word("about", known, words).filter(|word| *word == "election").map(|_| election_id)
}

/// Enters a decision.
pub async fn enter(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<EnterDecision>,
    upload: Upload,
) -> Result<Response, Error> {
    let w = visit.words;
    let place = &mandate.over;
    let mut sent = upload.form(files::SCAN).await?;
    let mut form = Form::sent(std::mem::take(&mut sent.typed));
    let entry = forms::entry(&form, &sent)?;
    let mut act = Act::begin(&app, &mandate).await?;
    if let Some(before) = store::entered(&mut act, &entry).await? {
        return again(before, &entry.digest, place);
    }
    let frame = store::frame(&mut act, place).await?;
    let election_id = about(&mut form, &frame, &w);
    let new = forms::parse(&mut form, frame.today, &w);
    let chosen = !sent.files.is_empty();
    let scans = forms::scans(&mut form, sent.files, sent.cut, true, &w);
    if chosen && scans.is_some() && !form.errors().is_empty() {
        form.wrong("file", &w, "kept-file-again", &[]);
    }
    let (Some(new), Some(scans), true) = (new, scans, form.errors().is_empty()) else {
        drop(act);
        let mut db = app.db.acquire().await?;
        let trail = way(&mut db, place, &visit).await?;
        let page = empty(visit, mandate.over, trail, &frame, form);
        return Ok(Invalid(page).into_response());
    };
    let paper_decision_id = store::begin(&mut act, place.place_id, election_id).await?;
    let version = NewVersion {
        paper_decision_id,
        version: 1,
        new: &new,
        today: frame.today,
        role: mandate.role,
        entry: &entry,
    };
    if !store::enter(&mut act, &version, &scans).await? {
        // the same at the same moment; the empty decision goes with the act
        drop(act);
        let mut db = app.db.acquire().await?;
        let before = store::entered(&mut db, &entry).await?;
        return again(before.ok_or(Error::conflict("error-at-once"))?, &entry.digest, place);
    }
    act.commit(frame.stream(election_id), Event::new("paper_decision_entered")).await?;
    Ok(entered(place, paper_decision_id))
}

fn entered(place: &AtPlace, paper_decision_id: PaperDecisionId) -> Response {
    let url = of(place, urls::DECISION, paper_decision_id);
    Done(url, Flash::new("done-paper-decision")).into_response()
}

/// The same key a second time: the same content is answered as before, another is a conflict.
fn again(
    (paper_decision_id, digest): (PaperDecisionId, Vec<u8>),
    sent: &[u8],
    place: &AtPlace,
) -> Result<Response, Error> {
    if digest == sent {
        Ok(entered(place, paper_decision_id))
    } else {
        Err(Error::conflict("form-other-content"))
    }
}

/// The form of a new version, with the last one in it.
pub async fn correct_page(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<EnterDecision>,
    Named(which): Named<Which>,
) -> Result<Response, Error> {
    let page = correcting(&app, visit, mandate.over, &which, Form::default()).await?;
    Ok(View(page).into_response())
}

async fn correcting(
    app: &App,
    visit: Visit,
    place: AtPlace,
    which: &Which,
    mut form: Form,
) -> Result<EnterPage, Error> {
    let w = visit.words;
    let mut db = app.db.acquire().await?;
    let standing = store::standing(&mut db, place.place_id, which.decision).await?;
    let by = visit.account.as_ref().ok_or(Error::SignIn)?.account_id;
    standing.paper.after(Step::Correct, person(by)).map_err(refused)?;
    let frame = store::frame(&mut db, &place).await?;
    let checks = store::checks(&mut db, which.decision).await?;
    let last = store::versions(&mut db, which.decision).await?;
    let last = last.into_iter().next().ok_or(Error::NotFound)?;
    form.suggest("version", standing.version.to_string());
    form.suggest("decided_by", last.body);
    form.suggest("meeting", last.meeting.unwrap_or_default());
    form.suggest("document_number", last.document_number.unwrap_or_default());
    form.suggest("decided_on", last.decided_on.to_string());
    form.suggest("decides", last.decides);
    prepare(&mut form, &frame, &w);
    let trail = way(&mut db, &place, &visit).await?;
    let returned = checks.into_iter().find(|check| check.version == standing.version);
    Ok(EnterPage {
        abouts: Vec::new(),
        returned: returned.and_then(|check| check.reason),
        corrects: true,
        url: which.at(&place, urls::DECISION_CORRECT),
        back: which.at(&place, urls::DECISION),
        back_text: visit.t("decisions-back-one"),
        trail,
        visit,
        place,
        form,
    })
}

/// Enters a new version, which goes to its check again.
pub async fn correct(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<EnterDecision>,
    Named(which): Named<Which>,
    upload: Upload,
) -> Result<Response, Error> {
    let w = visit.words;
    let place = &mandate.over;
    let mut sent = upload.form(files::SCAN).await?;
    let mut form = Form::sent(std::mem::take(&mut sent.typed));
    let entry = forms::entry(&form, &sent)?;
    let mut act = Act::begin(&app, &mandate).await?;
    let standing = store::standing_for_update(&mut act, place.place_id, which.decision).await?;
    if let Some(before) = store::entered(&mut act, &entry).await? {
        return again(before, &entry.digest, place);
    }
    standing.paper.after(Step::Correct, person(mandate.account.account_id)).map_err(refused)?;
    same_version(&standing, &form)?;
    let frame = store::frame(&mut act, place).await?;
    let new = forms::parse(&mut form, frame.today, &w);
    let Sent { files, cut, .. } = sent;
    let chosen = !files.is_empty();
    let scans = forms::scans(&mut form, files, cut, false, &w);
    if chosen && scans.is_some() && !form.errors().is_empty() {
        form.wrong("file", &w, "kept-file-again", &[]);
    }
    let (Some(new), Some(scans)) = (new, scans) else {
        drop(act);
        let page = correcting(&app, visit, mandate.over, &which, form).await?;
        return Ok(Invalid(page).into_response());
    };
    let version = NewVersion {
        paper_decision_id: which.decision,
        version: standing.version + 1,
        new: &new,
        today: frame.today,
        role: mandate.role,
        entry: &entry,
    };
    if !store::enter(&mut act, &version, &scans).await? {
        return Err(Error::conflict("error-at-once"));
    }
    let stream = frame.stream(standing.election_id);
    act.commit(stream, Event::new("paper_decision_corrected")).await?;
    Ok(Done(which.at(place, urls::DECISION), Flash::new("done-paper-decision-corrected"))
        .into_response())
}

/// What was seen is what stands there now: nobody has entered another version meanwhile.
///
/// # Errors
/// Somebody has.
pub(super) fn same_version(standing: &Standing, form: &Form) -> Result<(), Error> {
    if form.value("version") == standing.version.to_string() {
        Ok(())
    } else {
        Err(Error::conflict("decisions-other-version"))
    }
}
