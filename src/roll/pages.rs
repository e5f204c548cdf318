//! The roll as a page, and what is done with it.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use law::stage::Stage;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{
    KeepRoll, SealRoll, SeeRoll, correction_day,
    lines::{CorrectionLine, ObjectionLine, correction_line, objection_line},
    notice, notices, store, voters,
};
use crate::{
    elections::{
        self,
        case::Case,
        check::{self, Passed},
        head::{self, Head},
    },
    shell::{
        App, Error,
        act::Act,
        extract::AskedForm,
        flash::{Done, Flash},
        form::{Form, Typed},
        gates::{self, GateLine},
        journal::{Event, Stream},
        mandate::{AtElection, Mandate},
        table::{Asked, Listed},
        urls,
        view::{self, Invalid, View, Visit},
        words::Words,
    },
};

/// Those who are listed of voters that seem to stand on another roll.
const TWICE: i64 = 100;
/// Those who are listed of entries that look mistaken.
const DOUBTFUL: i64 = 100;

#[derive(Template)]
#[template(path = "roll/roll.html")]
struct RollPage {
    visit: Visit,
    head: Head,
    gate: Vec<GateLine>,
    stage: &'static str,
    /// The visitor may bring in voters and register objections.
    keeps: bool,
    /// The visitor may post and seal the roll, and decide.
    seals: bool,
    numbers: store::Numbers,
    list: Listed,
    objections: Vec<ObjectionLine>,
    corrections: Vec<CorrectionLine>,
    /// Addresses and names of the notices of corrections.
    notices: Vec<(String, String)>,
    /// Corrections that no notice has told.
    unposted: i64,
    /// A notice can be made of them.
    tells: bool,
    /// Who seems to stand on another unit's roll too.
    elsewhere: Vec<store::Elsewhere>,
    /// Entries that look mistaken, each after why.
    doubts: Vec<(String, store::Doubt)>,
    entry_key: String,
    problems: Vec<String>,
    form: Form,
    urls: Urls,
}

struct Urls {
    import: String,
    /// Where a file is looked at before it is taken.
    look: String,
    clear: String,
    post: String,
    object: String,
    correct: String,
    notices: String,
    seal: String,
}

impl Urls {
    fn of(at: &AtElection) -> Self {
        Self {
            import: at.to(urls::ROLL_IMPORT),
            look: format!("{}?kind=roll", at.to(urls::IMPORTS)),
            clear: at.to(urls::ROLL_CLEAR),
            post: at.to(urls::ROLL_POST),
            object: at.to(urls::OBJECTIONS),
            correct: at.to(urls::ROLL_CORRECT),
            notices: at.to(urls::CORRECTION_NOTICES),
            seal: at.to(urls::ROLL_SEAL),
        }
    }
}

/// What the fields are called.
const LABELS: [(&str, &str); 5] = [
    ("on", "page-day"),
    ("filed_on", "objection-filed-on"),
    ("filed_by", "objection-filed-by"),
    ("matter", "objection-matter"),
    ("posted_on", "notice-posted-on"),
];

/// What an act that was refused leaves on the page.
#[derive(Default)]
struct Refused {
    form: Form,
    problems: Vec<String>,
}

/// The roll.
pub async fn roll(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SeeRoll>,
    AskedForm(asked): AskedForm,
) -> Result<Response, Error> {
    let page = page(&app, visit, &mandate.over, Refused::default(), &asked).await?;
    Ok(View(page).into_response())
}

async fn page(
    app: &App,
    visit: Visit,
    at: &AtElection,
    refused: Refused,
    asked: &Typed,
) -> Result<RollPage, Error> {
    let w = visit.words;
    let mut db = app.db.acquire().await?;
    let (case, head) = check::headed(&mut db, at, &visit).await?;
    let numbers = store::numbers(&mut db, at.election_id).await?;
    let list = Asked::read(&voters::VOTERS, voters::of(at.election_id), asked, &w)
        .list(&mut db, &voters::paths(at))
        .await?;
    let objections = store::objections(&mut db, at.election_id).await?;
    let former = store::former(&mut db, at.election_id).await?;
    let now = case.stage();
    let stage = now.filter(|stage| matches!(stage, Stage::Roll | Stage::Objections));
    let today = case.today().0.to_string();
    let Refused { mut form, problems } = refused;
    let objections =
        objections.into_iter().map(|one| objection_line(one, &former, &case, &w)).collect();
    let corrections = store::corrections(&mut db, at.election_id).await?;
    let notices = store::notices(&mut db, at.election_id).await?;
    let untold = store::untold(&mut db, at.election_id).await?;
    let elsewhere = match stage {
        Some(_) => store::elsewhere(&mut db, at.election_id, TWICE).await?,
        None => Vec::new(),
    };
    let doubts = match stage {
        Some(_) => doubtful(&mut db, &case).await?,
        None => Vec::new(),
    };
    form.suggest("entry_key", Uuid::new_v4().to_string());
    form.call_all(&LABELS, &w);
    for day in ["on", "filed_on", "posted_on"] {
        form.suggest(day, &*today);
    }
    let seals = head.held.may::<SealRoll>();
    Ok(RollPage {
        keeps: head.held.may::<KeepRoll>(),
        seals,
        head,
        gate: stage.map(|stage| case.gate_lines(stage, &w)).unwrap_or_default(),
        stage: stage.map_or("", Stage::word),
        numbers,
        list,
        objections,
        corrections: corrected(corrections, &untold, &case, seals, &w),
        notices: notices.iter().map(|one| notice_link(one, at, &w)).collect(),
        tells: seals && notices::may(&case).is_ok(),
        unposted: i64::try_from(untold.len()).unwrap_or(i64::MAX),
        elsewhere,
        doubts: doubts.into_iter().map(|one| (doubt(&one, &w), one)).collect(),
        // a form that comes back keeps its key: what is sent again is the same entry
        entry_key: form.value("entry_key").to_owned(),
        problems,
        form,
        urls: Urls::of(at),
        visit,
    })
}

/// The entries of a roll that look mistaken.
pub(super) async fn doubtful(
    db: &mut PgConnection,
    case: &Case,
) -> sqlx::Result<Vec<store::Doubt>> {
    let (at, election_on) = (&case.at, case.facts.election_on);
    store::doubtful(db, at.election_id, at.unit.place_id, election_on, DOUBTFUL).await
}

/// Why an entry looks mistaken, in words.
fn doubt(one: &store::Doubt, words: &Words) -> String {
    let why = [(one.old, "doubt-old"), (one.group, "doubt-group"), (one.sign, "doubt-sign")];
    let why = why.into_iter().filter(|(so, _)| *so).map(|(_, key)| words.text(key));
    why.collect::<Vec<_>>().join(&words.text("doubt-and"))
}

/// The corrections with the way to mend their days, and whether a notice is to tell them; of a draft that
/// was thrown away nothing is left to be told.
fn corrected(
    corrections: Vec<store::Correction>,
    untold: &[store::Untold],
    case: &Case,
    seals: bool,
    words: &Words,
) -> Vec<CorrectionLine> {
    let there = corrections.into_iter().filter(|one| one.struck.is_some() || one.added.is_some());
    let lines = there.map(|one| {
        let mends = seals && correction_day::mendable(case, &one).is_ok();
        let day_url = mends.then(|| correction_day::url(&case.at, one.correction_id));
        let waits = untold.iter().any(|of| of.correction == one.correction_id.0);
        let mut line = correction_line(one, day_url, words);
        if waits {
            line.wall = Some(("warn", words.text("correction-untold")));
        }
        line
    });
    lines.collect()
}

/// Address and name of a notice of corrections.
fn notice_link(one: &store::Notice, at: &AtElection, words: &Words) -> (String, String) {
    let number = one.number.to_string();
    let variables =
        [("n", number.as_str().into()), ("day", gates::day(one.posted_on, words).into())];
    let url = notice::url(at, urls::CORRECTION_NOTICE, one.number);
    let key = if one.withdrawn { "notice-link-withdrawn" } else { "notice-link" };
    (url, words.text_with(key, &variables))
}

async fn invalid(app: &App, visit: Visit, at: &AtElection, form: Form) -> Result<Response, Error> {
    again(app, visit, at, form, StatusCode::BAD_REQUEST).await
}

/// The roll with a form that was not taken.
pub(super) async fn again(
    app: &App,
    visit: Visit,
    at: &AtElection,
    form: Form,
    status: StatusCode,
) -> Result<Response, Error> {
    let refused = Refused { form, ..Refused::default() };
    let page = page(app, visit, at, refused, &Typed::default()).await?;
    Ok(view::Refused(status, page).into_response())
}

/// The roll with what is wrong in a file that was not taken.
pub(super) async fn refused(
    app: &App,
    visit: Visit,
    at: &AtElection,
    problems: Vec<String>,
) -> Result<Response, Error> {
    let refused = Refused { problems, ..Refused::default() };
    let page = page(app, visit, at, refused, &Typed::default()).await?;
    Ok(Invalid(page).into_response())
}

/// Posts the roll: closes its preparation, freezes the rules.
pub async fn post(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SealRoll>,
    typed: Typed,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let mut form = Form::sent(typed);
    let mut act = Act::begin(&app, &mandate).await?;
    let passed = check::passed(&mut act, at, Stage::Roll, &mut form, &visit).await?;
    let (case, on) = match passed {
        Passed::Closes(case, on) => (case, on),
        Passed::Changed(page) => return Ok(page),
        Passed::Wrong => {
            drop(act);
            return invalid(&app, visit, at, form).await;
        }
    };
    let reason = check::draft_reason(&case, &mut form, &visit.words);
    if !form.errors().is_empty() {
        let head = head::head(&mut act, &case, &visit).await?;
        let seen = check::Seen::now(&mut act, &case, Stage::Roll, &visit.words).await?;
        drop(act);
        return check::answer(visit, &case, head, form, Stage::Roll, seen);
    }
    elections::store::freeze(&mut act, &case, on, reason.as_deref()).await?;
    elections::store::close(&mut act, at, Stage::Roll, on).await?;
    let event = Event::new("roll_posted").note("closed_on", on);
    act.commit(Stream::Election(at.election_id), event).await?;
    Ok(Done(at.to(urls::ROLL), Flash::new("done-roll-posted")).into_response())
}

/// Freezes the roll with its digest.
pub async fn seal(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SealRoll>,
    typed: Typed,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let mut form = Form::sent(typed);
    let mut act = Act::begin(&app, &mandate).await?;
    let passed = check::passed(&mut act, at, Stage::Objections, &mut form, &visit).await?;
    let on = match passed {
        Passed::Closes(_, on) => on,
        Passed::Changed(page) => return Ok(page),
        Passed::Wrong => {
            drop(act);
            return invalid(&app, visit, at, form).await;
        }
    };
    let digest = store::seal(&mut act, at.election_id).await?;
    elections::store::close(&mut act, at, Stage::Objections, on).await?;
    let event = Event::new("roll_sealed").note("digest", digest);
    let event = event.note("closed_on", on);
    act.commit(Stream::Election(at.election_id), event).await?;
    Ok(Done(at.to(urls::ROLL), Flash::new("done-roll-sealed")).into_response())
}
