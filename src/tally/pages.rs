//! The tally sheet as a page: blind entries, differences field by field, warnings, signing off.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use law::{
    stage::Stage,
    tally::{Field, Refusal, Sheet, State as Standing},
};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{
    AskAnew, EnterSheet, SeeSheet,
    anew::{self, Anew},
    forms,
    lines::{FindingLine, Group, Labels, Line, WrittenLine},
    requests,
    sheet::{self, Kept},
    store,
};
use crate::{
    elections::{
        self,
        case::Case,
        check,
        head::{self, Head},
    },
    nomination, results,
    shell::{
        App, Error,
        act::Act,
        extract::AskedForm,
        flash::{Done, Flash},
        form::{Form, Typed},
        gates::GateLine,
        ids::AccountId,
        journal::{Event, Stream},
        mandate::{AtElection, Mandate},
        urls,
        view::{Invalid, View, Visit},
        words::Words,
    },
};

#[derive(Template)]
#[template(path = "tally/sheet.html")]
struct SheetPage {
    visit: Visit,
    head: Head,
    gate: Vec<GateLine>,
    /// The word of the state.
    state: &'static str,
    state_text: String,
    seen: Seen,
    entry_key: String,
    /// The lines to enter, or the figures that may be seen.
    groups: Vec<Group>,
    /// What the signed-in person is to look at again.
    again: Vec<Line>,
    /// What was sent and not taken, where no form shows it.
    sent: Vec<(String, String)>,
    written: Vec<WrittenLine>,
    posts: Vec<(&'static str, String)>,
    form: Form,
    findings: Vec<FindingLine>,
    anew: Anew,
    urls: Urls,
}

/// What the signed-in person sees of the sheet.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    /// Not before the vote is closed.
    Early,
    /// The form of an entry.
    Entry,
    /// The own entry, while the other is awaited.
    Own,
    /// Own figures that differ or that the check names.
    Again,
    /// Where it stands, and no figure.
    State,
    /// The figures of all.
    Definitive,
}

impl Seen {
    /// `own` is there for who has entered the sheet, true while the other is awaited.
    fn of(definitive: bool, own: Option<bool>, may_enter: bool, early: bool) -> Self {
        match own {
            _ if definitive => Self::Definitive,
            Some(true) => Self::Own,
            Some(false) => Self::Again,
            None if may_enter => Self::Entry,
            None if early => Self::Early,
            None => Self::State,
        }
    }
}

struct Urls {
    enter: String,
    correct: String,
    explain: String,
    finish: String,
}

impl Urls {
    fn of(at: &AtElection) -> Self {
        Self {
            enter: at.to(urls::SHEET),
            correct: at.to(urls::SHEET_CORRECT),
            explain: at.to(urls::SHEET_EXPLAIN),
            finish: at.to(urls::SHEET_FINISH),
        }
    }
}

/// The sheet, as far as the signed-in person may see it.
pub async fn sheet(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SeeSheet>,
) -> Result<Response, Error> {
    let account_id = mandate.account.account_id;
    Ok(View(page(&app, visit, &mandate.over, account_id, None).await?).into_response())
}

async fn page(
    app: &App,
    visit: Visit,
    at: &AtElection,
    account_id: AccountId,
    form: Option<Form>,
) -> Result<SheetPage, Error> {
    let w = visit.words;
    let mut db = app.db.acquire().await?;
    let (mut case, head) = check::headed(&mut db, at, &visit).await?;
    let round_id = elections::store::round(&mut db, at.election_id).await?;
    let candidates = nomination::store::candidates(&mut db, round_id).await?;
    let kept = store::sheet(&mut db, &case).await?;
    let labels = Labels { candidates: &candidates, words: &w };
    let me = sheet::enterer(account_id);
    let state = kept.as_ref().map_or(Standing::Empty, |kept| kept.sheet.state(&kept.setting));
    let own = kept.as_ref().and_then(|kept| kept.sheet.status_for(me, &kept.setting).own);
    let open = case.stage() == Some(Stage::Count);
    let waiting = matches!(state, Standing::Empty | Standing::FirstEntered);
    let may_enter = open && waiting && own.is_none() && head.held.may::<EnterSheet>();
    let definitive = kept.as_ref().and_then(|kept| kept.sheet.definitive());
    let shown = definitive.or_else(|| own.map(|own| &own.figures));
    let groups = match shown {
        None if !may_enter => Vec::new(),
        None => labels.groups(sheet::form(&case, &candidates)?.fields(), None),
        Some(figures) => labels.groups(figures.keys().cloned(), shown),
    };
    let again = own
        .zip(kept.as_ref())
        .map(|(own, kept)| labels.again(kept.sheet.correctable(&kept.setting), &own.figures));
    let again = again.unwrap_or_default();
    let mut form = form.unwrap_or_default();
    let counted_on = elections::store::closed_once(&mut db, at, Stage::Count).await?;
    form.suggest("on", counted_on.unwrap_or(case.today().0).to_string());
    complete(&mut form, &groups, &again);
    let early = kept.is_none() && !open;
    let seen = Seen::of(definitive.is_some(), own.map(|_| waiting), may_enter, early);
    let lost = seen != Seen::Entry && form.error("entry_key").is_some();
    let sent = if lost { labels.sent(&form) } else { Vec::new() };
    let findings = kept.as_ref().filter(|_| shown.is_some());
    let findings = findings.map(|kept| labels.findings(kept)).unwrap_or_default();
    let anew = match &kept {
        Some(kept) => asked(&mut db, &case, &head, account_id, kept, &labels, &form).await?,
        None => Anew::default(),
    };
    Ok(SheetPage {
        anew,
        head,
        gate: sheet::gate(&mut case, own, state, &w),
        state: word(state),
        state_text: w.text(&format!("sheet-state-{}", word(state))),
        seen,
        // a form that comes back keeps its key: what is sent again is the same entry
        entry_key: form.value("entry_key").to_owned(),
        groups,
        again,
        sent,
        written: (1..=forms::WRITTEN).map(WrittenLine::new).collect(),
        posts: posts(&case, &w),
        form,
        findings,
        urls: Urls::of(at),
        visit,
    })
}

/// What is asked for the sheet, and what became of earlier ones once its figures are definitive.
async fn asked(
    db: &mut PgConnection,
    case: &Case,
    head: &Head,
    account_id: AccountId,
    kept: &Kept,
    labels: &Labels<'_>,
    form: &Form,
) -> Result<Anew, Error> {
    let waiting = requests::waiting(db, kept.sheet_id).await?;
    let earlier = if kept.sheet.definitive().is_some() {
        let round_id = elections::store::round(db, case.at.election_id).await?;
        requests::earlier(db, round_id).await?
    } else {
        Vec::new()
    };
    let mut anew = anew::seen(case, account_id, kept, waiting, &earlier, labels, form);
    if !head.held.may::<AskAnew>() {
        (anew.ask_url, anew.waiting) = (None, None);
    }
    Ok(anew)
}

fn posts(case: &Case, words: &Words) -> Vec<(&'static str, String)> {
    let words_of = |post: law::body::Post| words.text(&format!("post-{}", post.word()));
    case.facts.posts.iter().map(|of| (of.post.word(), words_of(of.post))).collect()
}

/// What was not sent: the key of a new entry, the own figures; and what the fields are called.
fn complete(form: &mut Form, groups: &[Group], again: &[Line]) {
    form.suggest("entry_key", Uuid::new_v4().to_string());
    for line in groups.iter().flat_map(|group| &group.lines).chain(again) {
        form.call(&line.name, &line.label);
    }
    for line in again {
        form.suggest(&line.name, &*line.value);
    }
}

fn word(state: Standing) -> &'static str {
    match state {
        Standing::Empty => "empty",
        Standing::FirstEntered => "first_entered",
        Standing::Differing => "differing",
        Standing::Faulty => "faulty",
        Standing::Unexplained => "unexplained",
        Standing::Agreed => "agreed",
        Standing::Definitive => "definitive",
    }
}

/// Why a sheet refuses, as an answer.
pub(super) fn refused(refusal: &Refusal) -> Error {
    Error::conflict(match refusal {
        Refusal::NotNow(..) => "sheet-not-now",
        Refusal::SamePerson => "sheet-same-person",
        Refusal::NotEnterer => "sheet-not-enterer",
        Refusal::NotOpen(_) | Refusal::Printed(_) | Refusal::NoField(_) => "sheet-not-open",
        Refusal::Unchanged(_) => "sheet-unchanged",
        Refusal::TooLarge(_) => "sheet-too-large",
        Refusal::NoWarning => "sheet-no-warning",
        Refusal::NoText | Refusal::NoFields => "sheet-no-text",
        Refusal::Impossible => "sheet-impossible",
    })
}

/// The form again, with what is wrong.
pub(super) async fn invalid(
    app: &App,
    visit: Visit,
    at: &AtElection,
    account_id: AccountId,
    form: Form,
) -> Result<Response, Error> {
    let page = page(app, visit, at, account_id, Some(form)).await?;
    Ok(Invalid(page).into_response())
}

/// The case and its sheet, locked for an act on it.
async fn locked(act: &mut Act<'_>, at: &AtElection) -> Result<(Case, Kept), Error> {
    let case = elections::store::case_for_share(act, at).await?;
    case.open(Stage::Count)?;
    store::sheet_for_update(act, at.election_id).await?;
    let kept = store::sheet(act, &case).await?.ok_or(Error::NotFound)?;
    Ok((case, kept))
}

/// Takes an entry; the same sent twice is taken once.
pub async fn enter(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<EnterSheet>,
    typed: Typed,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let account_id = mandate.account.account_id;
    let w = visit.words;
    let mut form = Form::sent(typed);
    let Some(key) = form.key::<Uuid>("entry_key", &w) else {
        return Err(Error::BadRequest("error-form"));
    };
    let mut act = Act::begin(&app, &mandate).await?;
    let case = elections::store::case_for_share(&mut act, at).await?;
    store::sheet_for_update(&mut act, at.election_id).await?;
    let kept = store::sheet(&mut act, &case).await?.ok_or(Error::NotFound)?;
    let figures = forms::figures(&mut form, kept.sheet.form(), &w);
    let sent = figures.as_ref().map(forms::digest);
    let done = || Done(at.to(urls::SHEET), Flash::new("done-sheet-entered")).into_response();
    if let Some(before) = store::entered(&mut act, key).await? {
        drop(act);
        // the answer to the first was lost on its way, or something else has the same key
        return if sent == Some(before) {
            Ok(done())
        } else {
            other(&app, visit, at, account_id, form).await
        };
    }
    case.open(Stage::Count)?;
    let (Some(figures), Some(digest)) = (figures, sent) else {
        drop(act);
        return invalid(&app, visit, at, account_id, form).await;
    };
    let Kept { sheet_id, mut sheet, setting } = kept;
    sheet
        .enter(&setting, sheet::enterer(account_id), figures.clone())
        .map_err(|one| refused(&one))?;
    store::enter(&mut act, sheet_id, account_id, key, &digest, &figures).await?;
    act.commit(Stream::Election(at.election_id), Event::new("sheet_entered")).await?;
    Ok(done())
}

/// The same key with other content: nothing is taken, everything typed is shown again.
async fn other(
    app: &App,
    visit: Visit,
    at: &AtElection,
    account_id: AccountId,
    mut form: Form,
) -> Result<Response, Error> {
    form.wrong("entry_key", &visit.words, "sheet-other-content", &[]);
    let page = page(app, visit, at, account_id, Some(form)).await?;
    Ok((StatusCode::CONFLICT, View(page)).into_response())
}

/// Corrects the own figures that differ, by looking at the paper.
pub async fn correct(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<EnterSheet>,
    typed: Typed,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let account_id = mandate.account.account_id;
    let w = visit.words;
    let mut form = Form::sent(typed);
    let mut act = Act::begin(&app, &mandate).await?;
    let (_, Kept { sheet_id, mut sheet, setting }) = locked(&mut act, at).await?;
    let me = sheet::enterer(account_id);
    let own = sheet.status_for(me, &setting).own.ok_or_else(|| refused(&Refusal::NotEnterer))?;
    let mut corrections: Vec<(Field, Option<u32>)> = Vec::new();
    for field in sheet.correctable(&setting) {
        let name = field.to_string();
        // what the page did not show is not taken away
        if !form.has(&name) {
            continue;
        }
        let written = matches!(field, Field::Written(..));
        let before = own.figures.get(&field).copied();
        let figure = match form.value(&name) {
            // a row that the other has written in and that is not on the paper
            "" if written || before.is_none() => None,
            _ => form.whole(&name, 0, law::tally::MAX_FIGURE, &w),
        };
        if form.error(&name).is_some() || figure == before {
            continue;
        }
        corrections.push((field, figure));
    }
    if !form.errors().is_empty() {
        drop(act);
        return invalid(&app, visit, at, account_id, form).await;
    }
    let corrected = corrections.len();
    if corrected == 0 {
        return Ok(Done(at.to(urls::SHEET), Flash::new("done-nothing-changed")).into_response());
    }
    sheet.correct_all(&setting, me, &corrections).map_err(|one| refused(&one))?;
    for (field, figure) in &corrections {
        store::correct(&mut act, sheet_id, account_id, field, *figure).await?;
    }
    act.commit(
        Stream::Election(at.election_id),
        Event::new("sheet_corrected").note("fields", corrected),
    )
    .await?;
    Ok(Done(at.to(urls::SHEET), Flash::new("done-sheet-corrected").with("n", corrected))
        .into_response())
}

/// Explains a warning.
pub async fn explain(
    State(app): State<App>,
    mandate: Mandate<EnterSheet>,
    typed: Typed,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let account_id = mandate.account.account_id;
    let mut act = Act::begin(&app, &mandate).await?;
    let (_, Kept { sheet_id, mut sheet, setting }) = locked(&mut act, at).await?;
    let key = typed.get("finding");
    let findings = sheet.findings(&setting).unwrap_or_default();
    let finding = findings.iter().find(|one| sheet::finding_key(one) == key);
    let finding = finding.ok_or_else(|| refused(&Refusal::NoWarning))?;
    let text: String = typed.get("explanation").chars().take(1000).collect();
    sheet
        .explain(&setting, sheet::enterer(account_id), finding, &text)
        .map_err(|one| refused(&one))?;
    store::explain(&mut act, sheet_id, account_id, key, &text).await?;
    act.commit(Stream::Election(at.election_id), Event::new("sheet_explained")).await?;
    Ok(Done(at.to(urls::SHEET), Flash::new("done-sheet-explained")).into_response())
}

/// A sheet that was signed off within an act that is not committed yet.
struct Signed {
    /// The case as it is then, so that the gate judges the signed figures.
    case: Case,
    sheet: Sheet,
    /// The day of the count, of a sheet that was opened again.
    counted_on: Option<NaiveDate>,
}

async fn signed(
    act: &mut Act<'_>,
    at: &AtElection,
    account_id: AccountId,
) -> Result<Signed, Error> {
    elections::store::case_for_update(act, at).await?;
    let (_, Kept { sheet_id, mut sheet, setting }) = locked(act, at).await?;
    let counted_on = elections::store::closed_once(act, at, Stage::Count).await?;
    sheet.finish(&setting, sheet::enterer(account_id)).map_err(|one| refused(&one))?;
    store::sign_off(act, sheet_id, account_id).await?;
    Ok(Signed { case: elections::store::case(act, at.clone()).await?, sheet, counted_on })
}

/// The paper was counted once, whatever is corrected in it: another day is wrong.
fn is_kept(counted_on: Option<NaiveDate>, on: NaiveDate, form: &mut Form, visit: &Visit) -> bool {
    let kept = counted_on.is_none_or(|day| day == on);
    if !kept {
        form.wrong("on", &visit.words, "sheet-day-kept", &[]);
    }
    kept
}

/// Asks once more before the sheet is signed off; nothing is kept of what is tried.
pub async fn check_finish(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<EnterSheet>,
    AskedForm(typed): AskedForm,
) -> Result<Response, Error> {
    let mut act = Act::begin(&app, &mandate).await?;
    let tried = signed(&mut act, &mandate.over, mandate.account.account_id).await?;
    let head = head::head(&mut act, &tried.case, &visit).await?;
    drop(act);
    let mut form = Form::sent(typed);
    if let Ok(on) = form.value("on").parse() {
        is_kept(tried.counted_on, on, &mut form, &visit);
    }
    check::answer(visit, &tried.case, head, form, Stage::Count)
}

/// Makes the figures definitive, closes the count and computes the outcome.
pub async fn finish(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<EnterSheet>,
    typed: Typed,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let account_id = mandate.account.account_id;
    let mut form = Form::sent(typed);
    let mut act = Act::begin(&app, &mandate).await?;
    let Signed { case, sheet, counted_on } = signed(&mut act, at, account_id).await?;
    let on = check::judged(&case, Stage::Count, &mut form, &visit)?;
    let Some(on) = on.filter(|on| is_kept(counted_on, *on, &mut form, &visit)) else {
        drop(act);
        return invalid(&app, visit, at, account_id, form).await;
    };
    if counted_on.is_none() {
        elections::store::close(&mut act, at, Stage::Count, on).await?;
    }
    let figures = sheet.definitive().ok_or(Error::NotFound)?;
    results::store::decide(&mut act, &case, figures).await?;
    act.commit(Stream::Election(at.election_id), Event::new("sheet_signed")).await?;
    Ok(Done(at.to(urls::OUTCOME), Flash::new("done-sheet-signed")).into_response())
}
