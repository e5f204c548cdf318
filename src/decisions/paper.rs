//! The page of a paper decision: what was entered, the scan beside it, what was done with it, and
//! what the visitor can do.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use law::approval::{State as Stands, Step};

use super::{
    CheckDecision, EnterDecision, SeeDecisions,
    enter::{Which, of},
    lines::{tone, when},
    pages::way,
    person,
    store::{self, Standing},
};
use crate::shell::{
    App, Error,
    clock::shown,
    error::roles_at,
    extract::Named,
    files::Scan,
    form::Form,
    gates,
    ids::PaperDecisionId,
    mandate::{AtPlace, Duty, Held, Mandate},
    trail::TrailStep,
    urls,
    view::{Invalid, View, Visit},
    words::Words,
};

#[derive(Template)]
#[template(path = "decisions/paper.html")]
struct PaperPage {
    visit: Visit,
    place: AtPlace,
    trail: Vec<TrailStep>,
    state: &'static str,
    state_text: String,
    tone: &'static str,
    /// The last version first.
    versions: Vec<VersionLine>,
    withdrawals: Vec<WithdrawalLine>,
    can: Can,
    form: Form,
}

/// A version with its scans and its check.
struct VersionLine {
    number: i32,
    facts: Vec<(String, String)>,
    /// Entered after the day it was decided on.
    late: Option<String>,
    entered: String,
    scans: Vec<ScanLine>,
    checked: Option<String>,
    returned: Option<String>,
}

struct ScanLine {
    url: String,
    name: String,
    size: String,
    picture: bool,
}

struct WithdrawalLine {
    asked: String,
    reason: String,
    answered: Option<String>,
    declined: Option<String>,
}

/// Where the visitor does what can be done now.
#[derive(Default)]
struct Can {
    check: Option<String>,
    give_back: Option<String>,
    correct: Option<String>,
    withdraw: Option<String>,
    agree: Option<String>,
    decline: Option<String>,
    /// Declining is taking back the own request.
    takes_back: bool,
    /// Who has to act where the visitor cannot.
    who: Option<String>,
    version: i32,
}

/// A paper decision.
pub async fn page(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SeeDecisions>,
    Named(which): Named<Which>,
) -> Result<Response, Error> {
    let page = shown_page(&app, visit, mandate.over, which.decision, Form::default()).await?;
    Ok(View(page).into_response())
}

/// The page with a form that was refused.
///
/// # Errors
/// Those of the database.
pub(super) async fn invalid(
    app: &App,
    visit: Visit,
    place: AtPlace,
    paper_decision_id: PaperDecisionId,
    form: Form,
) -> Result<Response, Error> {
    Ok(Invalid(shown_page(app, visit, place, paper_decision_id, form).await?).into_response())
}

async fn shown_page(
    app: &App,
    visit: Visit,
    place: AtPlace,
    paper_decision_id: PaperDecisionId,
    mut form: Form,
) -> Result<PaperPage, Error> {
    let w = visit.words;
    form.call_all(&[("reason", "page-reason"), ("seen", "decisions-seen-label")], &w);
    let mut db = app.db.acquire().await?;
    let standing = store::standing(&mut db, place.place_id, paper_decision_id).await?;
    let held = visit.held(&mut db, place.place_id).await?;
    let mut scans = store::scans(&mut db, paper_decision_id).await?;
    let checks = store::checks(&mut db, paper_decision_id).await?;
    let versions = store::versions(&mut db, paper_decision_id).await?;
    // a correction does not make late what was entered in time
    let first_on = versions.iter().map(|version| version.entered_on).min();
    let versions = versions.into_iter().map(|version| {
        let own: Vec<_> = scans.extract_if(.., |scan| scan.version == version.version).collect();
        let check = checks.iter().find(|check| check.version == version.version);
        version_line(version, first_on, (&own, check), (&place, paper_decision_id), &w)
    });
    let versions = versions.collect();
    let withdrawals = store::withdrawals(&mut db, paper_decision_id).await?;
    let trail = way(&mut db, &place, &visit).await?;
    let state = standing.paper.state;
    let me = visit.account.as_ref().ok_or(Error::SignIn)?.account_id;
    Ok(PaperPage {
        state: state.word(),
        state_text: w.text(&format!("decisions-state-{}", state.word())),
        tone: tone(state),
        versions,
        withdrawals: withdrawals.iter().map(|one| withdrawal_line(one, &w)).collect(),
        can: can(&standing, &held, person(me), &place, &w),
        trail,
        form,
        place,
        visit,
    })
}

/// What the visitor can do, by the law's own function.
fn can(
    standing: &Standing,
    held: &Held,
    me: law::approval::PersonId,
    place: &AtPlace,
    words: &Words,
) -> Can {
    let url = |path: &str| of(place, path, standing.paper_decision_id);
    let checks = held.may::<CheckDecision>();
    let may =
        |step, path: &str| (checks && standing.paper.after(step, me).is_ok()).then(|| url(path));
    let corrects = held.may::<EnterDecision>() && standing.paper.after(Step::Correct, me).is_ok();
    let (check, agree) =
        (may(Step::Check, urls::DECISION_CHECK), may(Step::Withdraw, urls::WITHDRAWAL_AGREE));
    let waits = match standing.paper.state {
        Stands::Waiting => check.is_none(),
        Stands::WithdrawalAsked => agree.is_none(),
        Stands::Returned | Stands::Checked | Stands::Withdrawn => false,
    };
    Can {
        check,
        give_back: may(Step::Return, urls::DECISION_RETURN),
        correct: corrects.then(|| url(urls::DECISION_CORRECT)),
        withdraw: may(Step::Ask, urls::DECISION_WITHDRAW),
        agree,
        decline: may(Step::Decline, urls::WITHDRAWAL_DECLINE),
        takes_back: standing.paper.asked_by == Some(me),
        who: waits.then(|| roles_at(CheckDecision::ROLES, Some(place), words)),
        version: standing.version,
    }
}

fn version_line(
    one: store::Version,
    first_on: Option<NaiveDate>,
    (scans, check): (&[store::Scan], Option<&store::Check>),
    (place, paper_decision_id): (&AtPlace, PaperDecisionId),
    words: &Words,
) -> VersionLine {
    let entered = when("decisions-entered", (&one.by, &one.role, one.recorded_at), words);
    let late = first_on.filter(|first_on| one.decided_on < *first_on);
    let late = late.map(|on| [("on", gates::day(on, words).into())]);
    let fields = [
        ("decisions-body", Some(one.body)),
        ("decisions-meeting", one.meeting),
        ("decisions-document-number", one.document_number),
        ("decisions-decided-on", Some(gates::day(one.decided_on, words))),
        ("decisions-decides", Some(one.decides)),
    ];
    let told = |check: &store::Check| {
        let key = if check.agreed { "decisions-checked" } else { "decisions-returned" };
        when(key, (&check.by, &check.role, check.recorded_at), words)
    };
    let file = |scan: &store::Scan| {
        let kind = Scan::from_media_type(&scan.media_type);
        let ending = kind.map(Scan::ending).unwrap_or_default();
        ScanLine {
            url: of(place, urls::DECISION_SCAN, paper_decision_id)
                .replace("{version}", &scan.version.to_string())
                .replace("{ordinal}", &scan.ordinal.to_string()),
            name: words.text_with(
                "decisions-scan-name",
                &[("n", scan.ordinal.into()), ("kind", ending.to_uppercase().into())],
            ),
            size: format!("{} KB", (scan.bytes + 1023) / 1024),
            picture: kind.is_some_and(Scan::is_picture),
        }
    };
    VersionLine {
        number: one.version,
        facts: fields
            .into_iter()
            .filter_map(|(key, text)| Some((words.text(key), text?)))
            .collect(),
        late: late.map(|late| words.text_with("decisions-late", &late)),
        entered,
        scans: scans.iter().map(file).collect(),
        checked: check.map(told),
        returned: check.and_then(|check| check.reason.clone()),
    }
}

fn withdrawal_line(one: &store::Withdrawal, words: &Words) -> WithdrawalLine {
    let answered = one.agreed.zip(one.answered_by.as_ref()).zip(one.answered_at);
    let answered = answered.map(|((agreed, by), at)| {
        let key =
            if agreed { "decisions-withdrawal-agreed" } else { "decisions-withdrawal-declined" };
        let variables = [("by", by.as_str().into()), ("at", shown(at).into())];
        words.text_with(key, &variables)
    });
    WithdrawalLine {
        asked: when("decisions-withdrawal-asked", (&one.by, &one.role, one.recorded_at), words),
        reason: one.reason.clone(),
        answered,
        declined: one.declined.clone(),
    }
}
