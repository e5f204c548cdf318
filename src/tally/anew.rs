//! Opening a sheet again and beginning it anew: one person asks with a reason, another agrees.

use std::collections::BTreeSet;

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use law::tally::{Ended, Field, Refusal, State as Standing};
use serde::Deserialize;

use super::{
    AskAnew,
    lines::Labels,
    pages,
    requests::{self, Earlier, Request},
    sheet::{self, Asked, Kept},
    store,
};
use crate::{
    elections::{self, case::Case},
    shell::{
        App, Error,
        act::Act,
        extract,
        flash::{Done, Flash},
        form::{Form, Typed},
        ids::{AccountId, SheetRequestId},
        journal::{Event, Stream},
        kept::OPEN,
        mandate::{AtElection, Mandate},
        urls,
        view::Visit,
    },
};

/// What the page shows of all this.
#[derive(Default)]
pub struct Anew {
    /// Where to ask; `None` where nothing can be asked for now.
    pub ask_url: Option<String>,
    /// What can be asked for, with its words.
    pub kinds: Vec<(&'static str, String)>,
    /// Names and labels of the fields that can be opened, and whether they were chosen.
    pub fields: Vec<(String, String, bool)>,
    /// What waits for its answer.
    pub waiting: Option<Waiting>,
    /// The sheets before.
    pub earlier: Vec<EarlierLine>,
}

/// A request that waits.
pub struct Waiting {
    /// What is asked, and for which fields.
    pub text: String,
    /// Why.
    pub reason: String,
    /// Where to agree; `None` for whoever asked.
    pub agree_url: Option<String>,
    /// Where to say no, or to take it back.
    pub drop_url: String,
}

/// A sheet before.
pub struct EarlierLine {
    /// What was asked, by whom, with whom, when.
    pub text: String,
    /// Why.
    pub reason: String,
    /// Fields with the figure then and in the next sheet.
    pub changed: Vec<(String, String, String)>,
}

/// What one person may see: `kept` the sheet, `earlier` only when it is definitive.
pub fn seen(
    case: &Case,
    me: AccountId,
    kept: &Kept,
    waiting: Option<Request>,
    earlier: &[Earlier],
    labels: &Labels<'_>,
    form: &Form,
) -> Anew {
    let w = labels.words;
    let at = &case.at;
    let state = kept.sheet.state(&kept.setting);
    let can = |kind| possible(kind, state) && case.facts.declared_on.is_none();
    let kinds = [Asked::Reopened, Asked::StartedOver].into_iter().filter(|kind| can(*kind));
    let kinds: Vec<_> =
        kinds.map(|kind| (kind.word(), w.text(&format!("sheet-ask-{}", kind.word())))).collect();
    let waiting = waiting.map(|request| {
        let url =
            |path: &str| at.to(path).replace("{request}", &request.sheet_request_id.to_string());
        let fields: Vec<String> = request.fields.iter().map(|field| labels.whole(field)).collect();
        let what = w.text(&format!("sheet-{}", request.kind.word()));
        let variables = [
            ("by", request.by.clone().into()),
            ("what", what.into()),
            ("fields", fields.join(" · ").into()),
            ("n", fields.len().into()),
        ];
        Waiting {
            text: w.text_with("sheet-asked", &variables),
            reason: request.reason.clone(),
            agree_url: (request.account_id != me).then(|| url(urls::SHEET_REQUEST_AGREE)),
            drop_url: url(urls::SHEET_REQUEST_DROP),
        }
    });
    Anew {
        ask_url: (waiting.is_none() && !kinds.is_empty()).then(|| at.to(urls::SHEET_REQUESTS)),
        fields: if can(Asked::Reopened) { fields(kept, labels, form) } else { Vec::new() },
        kinds,
        waiting,
        earlier: earlier.iter().map(|one| line(one, labels)).collect(),
    }
}

/// Whether something can be asked in a state; the law's function judges when it is agreed to.
fn possible(kind: Asked, state: Standing) -> bool {
    match kind {
        Asked::Reopened => !matches!(state, Standing::Empty | Standing::FirstEntered),
        Asked::StartedOver => !matches!(state, Standing::Empty | Standing::Definitive),
    }
}

/// The fields that can be opened; rows that were written in tell names, therefore only definitive
/// ones.
fn fields(kept: &Kept, labels: &Labels<'_>, form: &Form) -> Vec<(String, String, bool)> {
    let printed = kept.sheet.form().fields();
    let written = kept.sheet.definitive().into_iter().flat_map(|figures| figures.keys().cloned());
    let all: BTreeSet<Field> = printed.into_iter().chain(written).collect();
    labels
        .ordered(all)
        .into_iter()
        .map(|field| {
            let name = format!("{OPEN}{field}");
            let chosen = form.has(&name);
            (name, labels.whole(&field), chosen)
        })
        .collect()
}

fn line(one: &Earlier, labels: &Labels<'_>) -> EarlierLine {
    let w = labels.words;
    let figure = |value: Option<i32>| value.map_or_else(|| "—".to_owned(), |one| one.to_string());
    let variables = [
        ("by", one.by.clone().into()),
        ("with", one.with.clone().into()),
        ("what", w.text(&format!("sheet-{}", one.kind.word())).into()),
        ("on", one.recorded_at.date().to_string().into()),
    ];
    EarlierLine {
        text: w.text_with("sheet-earlier", &variables),
        reason: one.reason.clone(),
        changed: one
            .changed
            .iter()
            .map(|(field, old, next)| (labels.whole(field), figure(*old), figure(*next)))
            .collect(),
    }
}

/// A request among the parts of a path.
#[derive(Deserialize)]
pub struct Named {
    request: SheetRequestId,
}

/// What the fields of asking are called.
const ASKED: [(&str, &str); 3] =
    [("kind", "sheet-ask-kind"), ("fields", "sheet-ask-fields"), ("reason", "sheet-reason")];

/// Asks to open a sheet again or to begin it anew.
pub async fn ask(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<AskAnew>,
    typed: Typed,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let w = visit.words;
    let mut form = Form::sent(typed);
    let kind = form.word("kind", Asked::from_word, &w);
    let reason = form.text("reason", 1000, &w);
    let fields = opened(&form, kind);
    form.call_all(&ASKED, &w);
    if kind == Some(Asked::Reopened) && fields.is_empty() {
        form.wrong("fields", &w, "sheet-ask-no-field", &[]);
    }
    let mut act = Act::begin(&app, &mandate).await?;
    let (_, kept) = locked(&mut act, at).await?;
    let (Some(kind), Some(reason), true) = (kind, reason, form.errors().is_empty()) else {
        drop(act);
        return pages::invalid(&app, visit, at, mandate.account.account_id, form).await;
    };
    if requests::waiting(&mut act, kept.sheet_id).await?.is_some() {
        return Err(Error::conflict("sheet-asked-already"));
    }
    if !possible(kind, kept.sheet.state(&kept.setting)) {
        return Err(Error::conflict("sheet-not-now"));
    }
    if let Some(foreign) = fields.iter().find(|field| !kept.sheet.form().admits(field)) {
        return Err(pages::refused(&Refusal::NoField(foreign.clone())));
    }
    // what was opened before stays open in the sheet that follows
    let fields = match kind {
        Asked::Reopened => fields.union(&kept.sheet.kept().opened).cloned().collect(),
        Asked::StartedOver => BTreeSet::new(),
    };
    requests::ask(&mut act, kept.sheet_id, kind, &reason, &fields).await?;
    act.commit(Stream::Election(at.election_id), Event::new("sheet_asked")).await?;
    Ok(Done(at.to(urls::SHEET), Flash::new("done-sheet-asked")).into_response())
}

/// The fields that were chosen to be opened.
fn opened(form: &Form, kind: Option<Asked>) -> BTreeSet<Field> {
    let chosen = form.all().filter_map(|(name, _)| name.strip_prefix(OPEN)?.parse().ok());
    if kind == Some(Asked::Reopened) { chosen.collect() } else { BTreeSet::new() }
}

/// Agrees: a new sheet follows this one, which stays as it was.
pub async fn agree(
    State(app): State<App>,
    mandate: Mandate<AskAnew>,
    extract::Named(named): extract::Named<Named>,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let mut act = Act::begin(&app, &mandate).await?;
    let (_, kept) = locked(&mut act, at).await?;
    let request = asked(&mut act, &kept, named).await?;
    let Kept { sheet_id, mut sheet, setting } = kept;
    let ended = Ended {
        by: sheet::enterer(request.account_id),
        with: sheet::enterer(mandate.account.account_id),
        reason: request.reason.clone(),
    };
    let done = match request.kind {
        Asked::Reopened => sheet.reopen(&setting, &ended, request.fields.clone()),
        Asked::StartedOver => sheet.start_over(&setting, &ended),
    };
    done.map_err(|refusal| match refusal {
        Refusal::SamePerson => Error::conflict("sheet-agree-other"),
        other => pages::refused(&other),
    })?;
    requests::answer(&mut act, &request, true).await?;
    requests::follow(&mut act, &request, sheet_id, sheet.kept()).await?;
    let (event, done) = match request.kind {
        Asked::Reopened => ("sheet_reopened", "done-sheet-reopened"),
        Asked::StartedOver => ("sheet_started_over", "done-sheet-started-over"),
    };
    act.commit(Stream::Election(at.election_id), Event::new(event)).await?;
    Ok(Done(at.to(urls::SHEET), Flash::new(done)).into_response())
}

/// Takes the request back, or says no to it: the sheet stays as it is.
pub async fn drop_it(
    State(app): State<App>,
    mandate: Mandate<AskAnew>,
    extract::Named(named): extract::Named<Named>,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let mut act = Act::begin(&app, &mandate).await?;
    let (_, kept) = locked(&mut act, at).await?;
    let request = asked(&mut act, &kept, named).await?;
    requests::answer(&mut act, &request, false).await?;
    act.commit(Stream::Election(at.election_id), Event::new("sheet_request_dropped")).await?;
    Ok(Done(at.to(urls::SHEET), Flash::new("done-sheet-request-dropped")).into_response())
}

/// The case and its last sheet, locked; before the result is declared.
async fn locked(act: &mut Act<'_>, at: &AtElection) -> Result<(Case, Kept), Error> {
    let case = elections::store::case_for_update(act, at).await?;
    if case.facts.ballots.closed_on.is_none() || case.facts.declared_on.is_some() {
        return Err(Error::conflict("error-stage"));
    }
    store::sheet_for_update(act, at.election_id).await?;
    let kept = store::sheet(act, &case).await?.ok_or(Error::NotFound)?;
    Ok((case, kept))
}

/// The request that waits for its answer, if it is still the named one.
async fn asked(act: &mut Act<'_>, kept: &Kept, named: Named) -> Result<Request, Error> {
    requests::waiting(act, kept.sheet_id)
        .await?
        .filter(|request| request.sheet_request_id == named.request)
        .ok_or(Error::conflict("sheet-request-gone"))
}
