//! A list that is being brought in: how far it is, what is wrong, what is decided, what became of it.

use askama::Template;
use axum::{
    extract::State,
    http::HeaderName,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use sqlx::PgConnection;

use super::{
    BringIn,
    kinds::Kind,
    line::Problem,
    store::{
        self, Import, changes,
        lines::{self, Counts, Kept},
    },
    take::{Choice, Outcome},
    task::{Failure, KeptHeads, Task},
};
use crate::{
    persons::table::IMPORT,
    places::KeepPlaces,
    shell::{
        App, Error, clock,
        clock::Now,
        extract::Named,
        form::{Form, Typed},
        ids::ImportId,
        mandate::{AtElection, AtPlace, Mandate, Scope},
        urls,
        view::{Invalid, View, Visit},
        words::{Lang, Words},
    },
};

/// Problems that are told on the page; all are in the file.
const TOLD: usize = 1000;
/// The first lines that are shown.
const FIRST: i64 = 8;
/// Lines that change something and are shown.
const CHANGING: i64 = 200;
/// Characters of a cell that are shown.
const CELL: usize = 24;
/// A page that shows how far the work is comes again by itself.
const REFRESH: HeaderName = HeaderName::from_static("refresh");

#[derive(Template)]
#[template(path = "imports/import.html")]
struct ImportPage {
    visit: Visit,
    place: AtPlace,
    /// reading, ready, taking, done, failed; broken where the work was broken off.
    state: &'static str,
    kind: &'static str,
    when: String,
    /// How the file was called, and who sent it.
    file: String,
    sender: String,
    done: i64,
    /// Lines in all, once they are being taken.
    total: i64,
    failure: Option<String>,
    unknown: String,
    unread: String,
    counts: Counts,
    alike: i64,
    sums: Vec<SumLine>,
    problems: Vec<ProblemLine>,
    more: i64,
    /// Lines that change what is there: number, whom or what, and old → new.
    changing: Vec<(i64, String, Vec<String>)>,
    heads: Vec<String>,
    first: Vec<(i64, Vec<String>)>,
    outcome: Option<Outcome>,
    form: Form,
    urls: Urls,
}

impl ImportPage {
    /// Lines done, of how many.
    fn so_far(&self) -> String {
        format!("{} / {}", self.done, self.total)
    }

    /// A word of a closed set.
    fn word(&self, prefix: &str, word: &str) -> String {
        self.visit.t(&format!("{prefix}{word}"))
    }
}

struct Urls {
    lists: String,
    take: String,
    xlsx: String,
    csv: String,
    /// Where what was brought in stands.
    result: String,
}

struct SumLine {
    column: String,
    said: String,
    warns: bool,
    n: i64,
}

struct ProblemLine {
    line: i64,
    column: String,
    said: String,
    /// It only asks somebody to look once more.
    warns: bool,
}

/// The import that a path names.
#[derive(Deserialize)]
pub struct ImportPath {
    pub(super) import: ImportId,
}

/// An import.
pub async fn import(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<BringIn>,
    Named(path): Named<ImportPath>,
) -> Result<Response, Error> {
    let page = page(&app, visit, mandate.over, path.import, Form::default()).await?;
    let works = ["reading", "taking"].contains(&page.state);
    let view = View(page);
    Ok(if works { ([(REFRESH, "1")], view).into_response() } else { view.into_response() })
}

fn state(import: &Import, now: Now) -> &'static str {
    match import.state.as_str() {
        "failed" => "failed",
        "done" => "done",
        _ if import.broke_off(now) => "broken",
        "reading" => "reading",
        "taking" => "taking",
        _ => "ready",
    }
}

fn failure(import: &Import, words: &Words) -> Option<String> {
    let failure: Failure = serde_json::from_value(import.failure.clone()?).ok()?;
    Some(failure.text(words))
}

async fn page(
    app: &App,
    visit: Visit,
    place: AtPlace,
    import_id: ImportId,
    mut form: Form,
) -> Result<ImportPage, Error> {
    let w = visit.words;
    let mut db = app.db.acquire().await?;
    let import = store::find(&mut db, place.place_id, import_id).await?;
    let state = state(&import, Now::read());
    let heads: KeptHeads = serde_json::from_value(import.heads.clone()).unwrap_or_default();
    let looks = ["ready", "done"].contains(&state);
    let counts = if looks { lines::counts(&mut db, import_id).await? } else { Counts::default() };
    let sums = if looks { lines::summed(&mut db, import_id).await? } else { Vec::new() };
    let first = if state == "ready" {
        lines::after(&mut db, &app.vault, import_id, (0, FIRST), false).await?
    } else {
        Vec::new()
    };
    let told = i64::try_from(TOLD).unwrap_or(i64::MAX);
    let wrong = if looks {
        lines::after(&mut db, &app.vault, import_id, (0, told), true).await?
    } else {
        Vec::new()
    };
    form.call_all(&[("numbers", "import-numbers"), ("leave", "import-leave")], &w);
    form.suggest("seen", format!("{} {}", counts.wrong, counts.numbers));
    // what we wrote beside lines that were left out
    let told = Lang::ALL.map(|lang| Words::new(lang).text("import-problem-head"));
    let ours = |head: &&str| !told.iter().any(|told| told == head);
    let problems: Vec<ProblemLine> = wrong.iter().flat_map(|line| told_of(line, &w)).collect();
    let shown = i64::try_from(problems.len().min(TOLD)).unwrap_or(i64::MAX);
    Ok(ImportPage {
        changing: changing(&mut db, &import, state, &w).await?,
        kind: Kind::from_word(&import.kind).map_or("", Kind::word),
        when: clock::shown(import.began_at),
        sender: import.sender.clone().unwrap_or_else(|| w.text("import-by-console")),
        file: import.file_name.clone(),
        done: import.done,
        total: import.total.unwrap_or_default(),
        failure: failure(&import, &w),
        alike: import.alike,
        unread: heads.unread.join(&w.text("import-and")),
        unknown: heads
            .unknown()
            .into_iter()
            .filter(ours)
            .collect::<Vec<_>>()
            .join(&w.text("import-and")),
        sums: sums.into_iter().filter_map(|(problem, n)| sum_line(&problem, n, &w)).collect(),
        more: counts.problems - shown,
        problems: problems.into_iter().take(TOLD).collect(),
        first: first.iter().map(|line| first_line(line, &heads)).collect(),
        heads: heads.heads,
        outcome: import.outcome.and_then(|outcome| serde_json::from_value(outcome).ok()),
        urls: Urls::of(&place, import_id, &import.kind),
        state,
        counts,
        form,
        visit,
        place,
    })
}

impl Urls {
    fn of(place: &AtPlace, import_id: ImportId, kind: &str) -> Self {
        let to = |path: &str| urls::of_import(&place.at.to(path), import_id);
        let file = to(urls::IMPORT_REJECTED);
        let result = match kind {
            "roll" => place.at.to(urls::ROLL),
            "units" | "households" => place.at.to(urls::PLACE),
            _ => format!("{}?{IMPORT}={import_id}", place.at.to(urls::PERSONS)),
        };
        Self {
            lists: place.at.to(urls::IMPORTS),
            take: to(urls::IMPORT_TAKE),
            xlsx: file.replace("{format}", "xlsx"),
            csv: file.replace("{format}", "csv"),
            result,
        }
    }
}

fn told_of(line: &Kept, words: &Words) -> Vec<ProblemLine> {
    let told = line.problems.iter().map(|problem| ProblemLine {
        line: line.line,
        column: problem.column(words),
        said: problem.said(words),
        warns: problem.warns(),
    });
    told.collect()
}

/// The lines that change something, while it is decided about them.
async fn changing(
    db: &mut PgConnection,
    import: &Import,
    state: &str,
    words: &Words,
) -> sqlx::Result<Vec<(i64, String, Vec<String>)>> {
    if state != "ready" {
        return Ok(Vec::new());
    }
    let lines = changes::first(db, import.import_id, CHANGING).await?;
    Ok(lines.into_iter().filter_map(|one| changed(one, &import.kind, words)).collect())
}

/// A line that changes something, in words.
fn changed(
    one: changes::Changing,
    kind: &str,
    words: &Words,
) -> Option<(i64, String, Vec<String>)> {
    let kind = Kind::from_word(kind)?;
    let told = one.changes.iter().map(|change| change.told(kind, words)).collect();
    Some((one.line, one.name, told))
}

/// How often the same is wrong in one column.
fn sum_line(problem: &serde_json::Value, n: i64, words: &Words) -> Option<SumLine> {
    let column = problem.get("column")?.as_str()?.to_owned();
    let key = problem.get("key")?.as_str()?.to_owned();
    let today = problem.get("today").and_then(|on| on.as_str()?.parse().ok());
    let problem = Problem { column, key, value: "…".to_owned(), today };
    let (column, said) = (problem.column(words), problem.said(words));
    Some(SumLine { column, said, warns: problem.warns(), n })
}

/// A line as it stood; numbers of persons are shown nowhere in full.
fn first_line(line: &Kept, heads: &KeptHeads) -> (i64, Vec<String>) {
    let cell = |at: usize| {
        let cell = line.cells.get(at).map_or("", String::as_str);
        let short: String = cell.chars().take(CELL).collect();
        if heads.secret(at) && !cell.is_empty() {
            let start: String = cell.chars().take(3).collect();
            format!("{start}…")
        } else if short.len() < cell.len() {
            format!("{short}…")
        } else {
            short
        }
    };
    (line.line, (0..heads.heads.len()).map(cell).collect())
}

/// Takes what waits, as it was decided.
pub async fn take(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<BringIn>,
    Named(path): Named<ImportPath>,
    typed: Typed,
) -> Result<Response, Error> {
    let place = mandate.over.clone();
    let mut form = Form::sent(typed);
    let w = visit.words;
    let mut db = app.db.acquire().await?;
    let import = store::find(&mut db, place.place_id, path.import).await?;
    let kind = Kind::from_word(&import.kind).ok_or(Error::NotFound)?;
    let held = visit.held(&mut db, place.place_id).await?;
    if matches!(kind, Kind::Units | Kind::Households) && !held.may::<KeepPlaces>() {
        return Err(Error::NotFound);
    }
    let url = urls::of_import(&place.at.to(urls::IMPORT), path.import);
    if import.state == "done" || import.works(Now::read()) {
        // sent twice: it is taken once
        return Ok(Redirect::to(&url).into_response());
    }
    let counts = lines::counts(&mut db, path.import).await?;
    let supply = counts.numbers == 0
        || form.word(
            "numbers",
            |word| Some(word == "supply").filter(|_| ["supply", "leave"].contains(&word)),
            &w,
        ) == Some(true);
    let left = counts.wrong + if supply { 0 } else { counts.numbers };
    if counts.wrong > 0 && !form.is("leave", "1") {
        form.wrong("leave", &w, "import-leave-wanted", &[]);
    }
    if counts.lines == left {
        form.wrong("leave", &w, "import-nothing-right", &[]);
    }
    if form.errors().is_empty() && !form.is("seen", &format!("{} {}", counts.wrong, counts.numbers))
    {
        form.wrong("leave", &w, "import-changed", &[]);
    }
    if !form.errors().is_empty() {
        drop(db);
        let form = form.without("seen");
        return Ok(Invalid(page(&app, visit, place, path.import, form).await?).into_response());
    }
    let election = match kind {
        Kind::Roll => Some(AtElection::within(&app, Some(place.clone())).await?),
        _ => None,
    };
    if store::claim(&mut db, path.import, Now::read()).await? {
        let task = Task { app: app.clone(), import_id: path.import, kind, place, election };
        task.take_beside((&mandate).into(), Choice { supply, left });
    }
    Ok(Redirect::to(&url).into_response())
}
