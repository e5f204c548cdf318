//! The tally sheet as a page: what one person may see of it.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use law::{
    stage::Stage,
    tally::{Figures, Ledger, Refusal, State as Standing},
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
    sums::{self, Sum},
};
use crate::{
    elections::{self, case::Case, check, head::Head},
    nomination,
    shell::{
        App, Error,
        form::Form,
        gates::GateLine,
        ids::AccountId,
        mandate::{AtElection, Mandate, Role},
        urls,
        view::{Invalid, Refused, View, Visit},
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
    /// What is added up while it is typed.
    sums: Vec<Sum>,
    written: Vec<WrittenLine>,
    posts: Vec<(&'static str, String)>,
    form: Form,
    findings: Vec<FindingLine>,
    mistakes: Mistakes,
    anew: Anew,
    /// The forms hold what somebody has sent, which no change takes away.
    typed: bool,
    urls: Urls,
}

impl SheetPage {
    /// Whether a finding can be explained.
    fn asks(&self) -> bool {
        self.findings.iter().any(|finding| !finding.blocks)
    }

    /// The sums below the lines of a group.
    fn sums_of(&self, group: &Group) -> impl Iterator<Item = &Sum> {
        self.sums.iter().filter(move |sum| sum.post == group.post)
    }

    /// Whether a line below the fold has something in it, or was asked for.
    fn unfolded(&self) -> bool {
        forms::unfolded(&self.form)
    }

    /// Lines for persons written in that are shown at once, and those below the fold.
    fn lines_written(&self) -> (&[WrittenLine], &[WrittenLine]) {
        self.written.split_at(forms::SHOWN.min(self.written.len()))
    }
}

/// What does not add up in an entry that was sent.
#[derive(Default)]
struct Mistakes {
    lines: Vec<FindingLine>,
    /// What says that it was looked at.
    seen: String,
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
    let ledger = store::ledger(&mut db, round_id).await?;
    let labels = Labels { candidates: &candidates, words: &w };
    let me = sheet::enterer(account_id);
    let state = kept.as_ref().map_or(Standing::Empty, |kept| kept.sheet.state(&kept.setting));
    let own = kept.as_ref().and_then(|kept| kept.sheet.status_for(me, &kept.setting).own);
    let open = case.stage() == Some(Stage::Count);
    let waiting = matches!(state, Standing::Empty | Standing::FirstEntered);
    let may_enter = open && waiting && own.is_none() && head.held.may::<EnterSheet>();
    let definitive = kept.as_ref().and_then(|kept| kept.sheet.definitive());
    let shown = definitive.or_else(|| own.map(|own| &own.figures));
    let (groups, sums) = match shown {
        None if !may_enter => Default::default(),
        None => empty(&case, &labels, &ledger)?,
        Some(figures) => (labels.groups(figures.keys().cloned(), shown), Vec::new()),
    };
    let again = own.zip(kept.as_ref()).map_or_else(Vec::new, |(own, kept)| {
        labels.again(kept.sheet.correctable(&kept.setting), &own.figures)
    });
    let typed = form.is_some();
    let mut form = form.unwrap_or_default();
    form.suggest("on", day(&mut db, &case).await?.to_string());
    let written = written_lines(&mut form, &w);
    complete(&mut form, &groups, &again);
    let early = kept.is_none() && !open;
    let seen = Seen::of(definitive.is_some(), own.map(|_| waiting), may_enter, early);
    let sent = lost(seen, &labels, &form);
    let findings = kept.as_ref().filter(|_| shown.is_some());
    let findings = findings.map(|kept| labels.findings(kept)).unwrap_or_default();
    let kept = kept.as_ref();
    let anew = asked(&mut db, &case, &head, account_id, kept, &labels, &form).await?;
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
        sums,
        written,
        posts: posts(&case, &w),
        form,
        findings,
        mistakes: Mistakes::default(),
        typed,
        urls: Urls::of(at),
        visit,
    })
}

/// The day of the count, which a sheet that was opened again keeps.
async fn day(db: &mut PgConnection, case: &Case) -> Result<NaiveDate, Error> {
    let counted_on = elections::store::closed_once(db, &case.at, Stage::Count).await?;
    Ok(counted_on.unwrap_or(case.today().0))
}

/// What was sent and not taken, where no form shows it.
fn lost(seen: Seen, labels: &Labels<'_>, form: &Form) -> Vec<(String, String)> {
    let lost = seen != Seen::Entry && form.error("entry_key").is_some();
    if lost { labels.sent(form) } else { Vec::new() }
}

/// The lines of a sheet that nobody has filled in, and what is added up in them.
fn empty(
    case: &Case,
    labels: &Labels<'_>,
    ledger: &Ledger,
) -> Result<(Vec<Group>, Vec<Sum>), Error> {
    let paper = sheet::form(case, labels.candidates, ledger)?;
    Ok((labels.groups(paper.fields(), None), sums::of(paper.layout(), labels.words)))
}

/// What is asked for the sheet, and what became of earlier ones once its figures are definitive.
async fn asked(
    db: &mut PgConnection,
    case: &Case,
    head: &Head,
    account_id: AccountId,
    kept: Option<&Kept>,
    labels: &Labels<'_>,
    form: &Form,
) -> Result<Anew, Error> {
    // why persons ask to correct a sheet is not for the hall
    let hall = head.held.role::<SeeSheet>() == Some(Role::Screen);
    let Some(kept) = kept.filter(|_| !hall) else { return Ok(Anew::default()) };
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

/// The lines for persons written in; their fields are named in the summary of errors.
fn written_lines(form: &mut Form, words: &Words) -> Vec<WrittenLine> {
    let written: Vec<WrittenLine> = forms::lines(form).into_iter().map(WrittenLine::new).collect();
    for line in &written {
        let number = [("n", line.number.to_string().into())];
        for (name, key) in [
            (&line.name, "sheet-written-name"),
            (&line.post, "sheet-written-post"),
            (&line.votes, "sheet-written-votes"),
        ] {
            form.call(name, &words.text_with(key, &number));
        }
    }
    written
}

impl SheetPage {
    /// Where the page goes on when more lines are asked for.
    fn next_line(&self) -> String {
        let last = self.written.last().map_or(0, |line| line.number);
        WrittenLine::new(last.saturating_add(1)).name
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

/// The form again, once, with what does not add up in it: whoever looked at the paper sends it again.
/// Nothing is said of another entry.
pub(super) async fn mistaken(
    app: &App,
    visit: Visit,
    at: &AtElection,
    account_id: AccountId,
    mut form: Form,
    (mistakes, figures): (Vec<FindingLine>, &Figures),
) -> Result<Response, Error> {
    form.call("mistakes", &visit.t("sheet-mistakes"));
    form.wrong("mistakes", &visit.words, "sheet-mistakes-look", &[]);
    let page = page(app, visit, at, account_id, Some(form)).await?;
    let mistakes = Mistakes { lines: mistakes, seen: forms::looked_at(figures) };
    Ok(Invalid(SheetPage { mistakes, ..page }).into_response())
}

/// The form again with more lines for persons written in; nothing is kept of it.
pub(super) async fn more_lines(
    app: &App,
    visit: Visit,
    at: &AtElection,
    account_id: AccountId,
    form: Form,
) -> Result<Response, Error> {
    // taken or not: what was typed stands on this page alone
    let page = page(app, visit, at, account_id, Some(form)).await?;
    Ok(Refused(StatusCode::OK, page).into_response())
}

/// The same key for something else, or an entry that others came before: nothing is taken, everything
/// typed is shown again, with a new key and the reason, a key of words.
pub(super) async fn other(
    app: &App,
    visit: Visit,
    at: &AtElection,
    account_id: AccountId,
    form: Form,
    why: &str,
) -> Result<Response, Error> {
    let mut form = form.without("entry_key");
    form.wrong("entry_key", &visit.words, why, &[]);
    let page = page(app, visit, at, account_id, Some(form)).await?;
    Ok(Refused(StatusCode::CONFLICT, page).into_response())
}
