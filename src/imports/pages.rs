//! A list that is being brought in: how far it is, what is wrong, what is decided, what became of it.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::State,
    http::HeaderName,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::{Map, Value};
use sqlx::PgConnection;

use super::{
    BringIn,
    kinds::Kind,
    shown::{
        AlikeLine, BESIDE, ProblemLine, SumLine, alike_lines, beside, changed, first_line, read_as,
        sum_line, told_of,
    },
    sight,
    store::{
        self, Import, alike, changing,
        lines::{self, Coming, Counts, Kept, Which},
        told,
    },
    take::Outcome,
    task::{Failure, KeptHeads},
};
use crate::{
    persons::{DecideSame, table::IMPORT},
    shell::{
        App, Error, above, clock,
        clock::Now,
        extract::Named,
        form::{Form, SEEN},
        ids::{ImportId, PlaceId},
        mandate::{AtPlace, Mandate},
        urls,
        view::{View, Visit},
        words::Words,
    },
};

/// Problems that are told on the page; all are in the file.
const TOLD: usize = 1000;
/// The first lines that are shown.
const FIRST: i64 = 20;
/// Lines that change something and are shown.
const CHANGING: i64 = 200;
/// Lines that look like somebody and are shown.
const ALIKE: i64 = 100;
/// What is told of lines that no column says the unit of, and how the page says it, once.
const UNASKED: &str = "import-found-no-unit-column";
const NO_COLUMN: &str = "import-no-unit-column";
/// A page that shows how far the work is comes again by itself.
const REFRESH: HeaderName = HeaderName::from_static("refresh");

#[derive(Template)]
#[template(path = "imports/import.html")]
pub(super) struct ImportPage {
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
    /// Sheets and columns that were not read.
    unread: Option<String>,
    unknown: Option<String>,
    /// No column says where the lines belong.
    unasked: Option<String>,
    /// Rows that stand beside the list.
    beside: Option<String>,
    counts: Counts,
    coming: Coming,
    alike: i64,
    /// The first lines that look like somebody.
    alike_lines: Vec<AlikeLine>,
    sums: Vec<SumLine>,
    /// Everything that is told.
    wrong: i64,
    problems: Vec<ProblemLine>,
    more: i64,
    /// Lines that change what is there: number, whom or what, and old → new.
    changing: Vec<(i64, String, Vec<String>)>,
    heads: Vec<String>,
    /// The first lines: as they were read, and their cells.
    first: Vec<(i64, Vec<String>, Vec<String>)>,
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
    alike_xlsx: String,
    alike_csv: String,
    changes_xlsx: String,
    changes_csv: String,
    /// Where what was brought in stands.
    result: String,
    /// Where pairs of records are compared: also those over several units at the town, for who does it there.
    cases: String,
    /// The persons of it who have no identity number.
    without: String,
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

/// What a page has shown of an import, as its form carries it.
pub(super) fn seen(counts: &Counts, import: &Import) -> String {
    format!("{} {} {}", counts.wrong, counts.numbers, import.shown)
}

/// The page of an import, with a form that is begun or refused.
pub(super) async fn page(
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
    let places = sight::places(&mut db, &visit, &place).await?;
    let mut lines = Lines::of(&mut db, app, &import, state, &places).await?;
    let unasked = lines.take_unasked();
    let kind = Kind::from_word(&import.kind).ok_or(Error::NotFound)?;
    let above = above::town::<DecideSame>(&mut db, &visit, &place).await?.map(|town| town.at);
    let cases = above.as_ref().unwrap_or(&place.at).to(urls::PERSON_CASES);
    let first = lines.first.iter().map(|line| {
        let (number, cells) = first_line(line, &heads);
        let read = lines.read.get(&number).map(|given| read_as(given, kind, &w));
        (number, read.unwrap_or_default(), cells)
    });
    let first = first.collect();
    form.call_all(&[("numbers", "import-numbers"), ("leave", "import-leave")], &w);
    form.suggest(SEEN, seen(&lines.counts, &import));
    let [unread, unknown] = heads.passed_over(&w);
    let problems: Vec<ProblemLine> = lines.told.iter().flat_map(|line| told_of(line, &w)).collect();
    let shown = i64::try_from(problems.len().min(TOLD)).unwrap_or(i64::MAX);
    let wrong = lines.sums.iter().map(|(_, n)| n).sum::<i64>();
    let sums = lines.sums.iter().filter_map(|(problem, n)| sum_line(problem, *n, &w));
    Ok(ImportPage {
        changing: changing(&mut db, &import, state, &w).await?,
        alike_lines: looking(&mut db, &import, state, (&place, &places), &w).await?,
        kind: kind.word(),
        when: clock::shown(import.began_at),
        sender: import.sender.clone().unwrap_or_else(|| w.text("import-by-console")),
        file: import.file_name.clone(),
        done: import.done,
        total: import.total.unwrap_or_default(),
        failure: failure(&import, &w),
        alike: import.alike,
        unread,
        unknown,
        beside: beside(&lines.beside, lines.counts.beside, &w),
        unasked: (unasked > 0).then(|| w.text_with(NO_COLUMN, &[("n", unasked.into())])),
        sums: sums.collect(),
        wrong,
        more: wrong - shown,
        problems: problems.into_iter().take(TOLD).collect(),
        first,
        heads: heads.heads,
        outcome: import.outcome.and_then(|outcome| serde_json::from_value(outcome).ok()),
        urls: Urls { cases, ..Urls::of(&place, import_id, &import.kind) },
        counts: lines.counts,
        coming: lines.coming,
        state,
        form,
        visit,
        place,
    })
}

/// What stands in the lines that wait or were taken.
#[derive(Default)]
struct Lines {
    counts: Counts,
    coming: Coming,
    /// How often each kind of problem is there.
    sums: Vec<(Value, i64)>,
    /// Those of which something is told: once they are taken only those that were not.
    told: Vec<Kept>,
    first: Vec<Kept>,
    /// What those say, as they were read.
    read: HashMap<i64, Map<String, Value>>,
    /// The first rows that stand beside the list.
    beside: Vec<(i64, String)>,
}

impl Lines {
    async fn of(
        db: &mut PgConnection,
        app: &App,
        import: &Import,
        state: &str,
        places: &[PlaceId],
    ) -> Result<Self, Error> {
        let which = match state {
            "ready" => Which::Told,
            "done" => Which::Left,
            _ => return Ok(Self::default()),
        };
        let import_id = import.import_id;
        let most = i64::try_from(TOLD).unwrap_or(i64::MAX);
        let vault = &app.vault;
        let mut all = Self::default();
        if which == Which::Told {
            all.first = lines::after(db, vault, import_id, (0, FIRST), Which::All, places).await?;
            all.read =
                told::read_as(db, import_id, FIRST, import.kind == Kind::Members.word()).await?;
            all.coming = lines::coming(db, import_id).await?;
        }
        Ok(Self {
            counts: lines::counts(db, import_id).await?,
            sums: told::summed(db, import_id, which).await?,
            told: lines::after(db, vault, import_id, (0, most), which, places).await?,
            beside: told::beside(db, import_id, BESIDE).await?,
            ..all
        })
    }
}

impl Lines {
    /// Takes out what is told once of the list and not of each line: that no column says where they belong.
    /// Gives of how many lines.
    fn take_unasked(&mut self) -> i64 {
        let unasked = |problem: &Value| problem.get("key").is_some_and(|key| key == UNASKED);
        let lines = self.sums.iter().filter(|(problem, _)| unasked(problem)).map(|(_, n)| n).sum();
        self.sums.retain(|(problem, _)| !unasked(problem));
        for line in &mut self.told {
            line.problems.retain(|problem| problem.key != UNASKED);
        }
        lines
    }
}

impl Urls {
    fn of(place: &AtPlace, import_id: ImportId, kind: &str) -> Self {
        let to = |path: &str| urls::of_import(&place.at.to(path), import_id);
        let (file, alike) = (to(urls::IMPORT_REJECTED), to(urls::IMPORT_ALIKE));
        let changes = to(urls::IMPORT_CHANGES);
        let persons = format!("{}?{IMPORT}={import_id}", place.at.to(urls::PERSONS));
        let without = format!("{persons}&number=lacks");
        let result = match kind {
            "roll" => place.at.to(urls::ROLL),
            "units" | "households" => place.at.to(urls::PLACE),
            _ => persons,
        };
        Self {
            lists: place.at.to(urls::IMPORTS),
            take: to(urls::IMPORT_TAKE),
            xlsx: file.replace("{format}", "xlsx"),
            csv: file.replace("{format}", "csv"),
            alike_xlsx: alike.replace("{format}", "xlsx"),
            alike_csv: alike.replace("{format}", "csv"),
            changes_xlsx: changes.replace("{format}", "xlsx"),
            changes_csv: changes.replace("{format}", "csv"),
            result,
            cases: place.at.to(urls::PERSON_CASES),
            without,
        }
    }
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
    let lines = changing::after(db, import.import_id, (0, CHANGING)).await?;
    Ok(lines.into_iter().filter_map(|one| changed(one, &import.kind, words)).collect())
}

/// The lines that look like somebody, while it is decided about them.
async fn looking(
    db: &mut PgConnection,
    import: &Import,
    state: &str,
    (place, places): (&AtPlace, &[PlaceId]),
    words: &Words,
) -> sqlx::Result<Vec<AlikeLine>> {
    if state != "ready" || import.alike == 0 {
        return Ok(Vec::new());
    }
    let lines = alike::after(db, import.import_id, (0, ALIKE), places).await?;
    Ok(alike_lines(lines, place.at.world, words))
}
