//! `huanjie import`: a list brought in from the command line, as by the browser.

use std::{fs::File, io::Write, path::PathBuf, pin::Pin, process::ExitCode, time::Duration};

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use law::stage::Stage;
use tokio::time::{Instant, interval_at};

use super::{
    Failure,
    database::{Database, app, database_args, runtime},
};
use crate::{
    elections,
    imports::{
        kinds::Kind,
        reader::Limits,
        shown::{BESIDE, alike_lines, beside},
        store::{
            self, SentBy, alike,
            lines::{self, Which},
            told,
        },
        take::{Choice, Outcome},
        task::{self, KeptHeads, Source, Task},
    },
    shell::{
        App, Error,
        act::Actor,
        clock::Now,
        extract,
        ids::WorldId,
        mandate::{AtElection, AtPlace, PlacePath, Scope},
        table::csv_text,
        words::Words,
    },
};

/// Status where nothing was brought in because something is wrong.
const WRONG: u8 = 1;
/// Lines that are told at once.
const CHUNK: i64 = 1000;

/// How often it is said how far a long list is.
const WATCHED: Duration = Duration::from_secs(2);

/// The command line of `import`.
pub fn command(words: &Words) -> Command {
    let flag = |name: &'static str, help: &str| {
        Arg::new(name).long(name).action(ArgAction::SetTrue).help(words.text(help))
    };
    Command::new("import")
        .about(words.text("import-cli-about"))
        .after_help(words.text("import-cli-after"))
        .arg(
            Arg::new("KIND")
                .required(true)
                .value_name(words.text("value-name-kind"))
                .value_parser(Kind::ALL.map(Kind::word))
                .help(words.text("import-cli-kind")),
        )
        .arg(
            Arg::new("FILE")
                .required(true)
                .value_name(words.text("value-name-file"))
                .value_parser(value_parser!(PathBuf))
                .help(words.text("import-cli-file")),
        )
        .arg(
            Arg::new("place")
                .long("place")
                .required(true)
                .value_name(words.text("value-name-code"))
                .help(words.text("import-cli-place")),
        )
        .arg(
            Arg::new("world")
                .long("world")
                .value_name("N")
                .value_parser(value_parser!(i64))
                .help(words.text("import-cli-world")),
        )
        .arg(flag("leave-out", "import-cli-leave"))
        .arg(flag("supply", "import-cli-supply"))
        .arg(
            Arg::new("rejected")
                .long("rejected")
                .value_name(words.text("value-name-file"))
                .value_parser(value_parser!(PathBuf))
                .help(words.text("import-cli-rejected")),
        )
        .args(database_args(words))
}

/// Brings a list in; tells every problem by line and column.
///
/// # Errors
/// The file cannot be read, there is no such place, the database cannot be used.
pub fn run(matches: &ArgMatches, words: &Words) -> Result<ExitCode, Failure> {
    runtime()?.block_on(bring(matches, words))
}

async fn bring(matches: &ArgMatches, words: &Words) -> Result<ExitCode, Failure> {
    let database = Database::join(matches).await?;
    let app = app(&database).await?;
    let done = brought(&app, matches, words).await;
    app.db.close().await;
    database.close().await;
    done
}

#[expect(clippy::needless_pass_by_value, reason = "the errors of calls are mapped by it")]
fn failed(error: Error) -> Failure {
    Failure::new("error-import").with("reason", format!("{error:?}"))
}

async fn brought(app: &App, matches: &ArgMatches, words: &Words) -> Result<ExitCode, Failure> {
    let path = matches.get_one::<PathBuf>("FILE").cloned().unwrap_or_default();
    let shown = path.display().to_string();
    let file = File::open(&path).map_err(|error| Failure::reading(&shown, &error))?;
    let task = task(app, matches).await?;
    let read = Box::pin(task.read(Source::File(file), Limits::CONSOLE));
    watched(&task, words, read).await.map_err(failed)?;
    let mut db = app.db.acquire().await.map_err(|error| failed(error.into()))?;
    let read = store::find(&mut db, task.place.place_id, task.import_id).await;
    let read = read.map_err(|error| failed(error.into()))?;
    if let Some(failure) = read.failure {
        let failure: task::Failure =
            serde_json::from_value(failure).map_err(|error| failed(error.into()))?;
        say(&failure.text(words))?;
        say(&words.text("import-cli-nothing"))?;
        return Ok(ExitCode::from(WRONG));
    }
    let heads: KeptHeads = serde_json::from_value(read.heads).unwrap_or_default();
    problems(&task, matches, &heads, words).await?;
    if read.alike > 0 {
        say(&words.text_with("import-alike-lines", &[("n", read.alike.to_string().into())]))?;
        looking(&task, words).await?;
    }
    for passed_over in heads.passed_over(words).iter().flatten() {
        say(passed_over)?;
    }
    let counts = lines::counts(&mut db, task.import_id).await;
    let counts = counts.map_err(|error| failed(error.into()))?;
    let rows = told::beside(&mut db, task.import_id, BESIDE).await;
    let rows = rows.map_err(|error| failed(error.into()))?;
    drop(db);
    if let Some(said) = beside(&rows, counts.beside, words) {
        say(&said)?;
    }
    let numbered = [
        ("lines", counts.lines.to_string().into()),
        ("right", counts.right.to_string().into()),
        ("warned", counts.warned.to_string().into()),
        ("numbers", counts.numbers.to_string().into()),
        ("wrong", counts.wrong.to_string().into()),
    ];
    say(&words.text_with("import-cli-counts", &numbered))?;
    if task.kind == Kind::Members && counts.standings > 0 {
        let n = [("n", counts.standings.to_string().into())];
        say(&words.text_with("import-cli-standings", &n))?;
    }
    let (supply, leave) = (matches.get_flag("supply"), matches.get_flag("leave-out"));
    let left = counts.wrong + if supply { 0 } else { counts.numbers };
    if left > 0 && !leave || left == counts.lines {
        say(&words.text("import-cli-nothing"))?;
        return Ok(ExitCode::from(WRONG));
    }
    taken(&task, Choice { supply, left, shown: None }, words).await
}

/// Does what may take long, and says beside the output how far it is.
async fn watched<F: Future>(task: &Task, words: &Words, mut work: Pin<Box<F>>) -> F::Output {
    let mut ticks = interval_at(Instant::now() + WATCHED, WATCHED);
    loop {
        tokio::select! {
            done = &mut work => return done,
            _ = ticks.tick() => {
                // what cannot be told is missed, the work goes on
                let Ok(mut db) = task.app.db.acquire().await else { continue };
                let found = store::find(&mut db, task.place.place_id, task.import_id).await;
                let Ok(import) = found else { continue };
                let total = import.total.unwrap_or_default();
                let done = [("n", import.done.into()), ("total", total.to_string().into())];
                let taking = import.state == "taking";
                let key = if taking { "import-cli-taking" } else { "import-reading" };
                let _ = writeln!(std::io::stderr(), "{}", words.text_with(key, &done));
            }
        }
    }
}

async fn taken(task: &Task, choice: Choice, words: &Words) -> Result<ExitCode, Failure> {
    let mut db = task.app.db.acquire().await.map_err(|error| failed(error.into()))?;
    let claimed = store::claim(&mut db, task.import_id, Now::read()).await;
    claimed.map_err(|error| failed(error.into()))?;
    drop(db);
    match watched(task, words, Box::pin(task.take(Actor::Console, choice))).await.map_err(failed)? {
        Ok(outcome) => {
            say(&outcome_told(&outcome, words))?;
            Ok(ExitCode::SUCCESS)
        }
        Err(failure) => {
            say(&failure.text(words))?;
            say(&words.text("import-cli-nothing"))?;
            Ok(ExitCode::from(WRONG))
        }
    }
}

fn outcome_told(outcome: &Outcome, words: &Words) -> String {
    let numbers = [
        ("lines", outcome.lines.to_string()),
        ("added", outcome.added.to_string()),
        ("changed", outcome.changed.to_string()),
        ("same", outcome.same.unwrap_or_default().to_string()),
        ("entries", outcome.entries.to_string()),
        ("left", outcome.left.to_string()),
        ("suspected", outcome.suspected.to_string()),
    ];
    let numbers: Vec<_> = numbers.iter().map(|(name, n)| (*name, n.as_str().into())).collect();
    words.text_with("import-cli-done", &numbers)
}

fn say(text: &str) -> Result<(), Failure> {
    writeln!(std::io::stdout(), "{text}").map_err(|error| Failure::writing(&error))
}

/// What is meant by the command line.
async fn task(app: &App, matches: &ArgMatches) -> Result<Task, Failure> {
    let asked = matches.get_one::<String>("KIND").map(String::as_str).unwrap_or_default();
    let kind = Kind::from_word(asked).ok_or(Failure::new("error-missing-command"))?;
    let code = matches.get_one::<String>("place").cloned().unwrap_or_default();
    let world = WorldId(matches.get_one::<i64>("world").copied().unwrap_or(1));
    let place = match AtPlace::find(app, &PlacePath::of(world, &code)).await {
        Err(Error::NotFound) => return Err(Failure::new("error-no-place").with("code", code)),
        found => found.map_err(failed)?,
    };
    if !kind.at(&place.level) {
        return Err(Failure::new("import-cli-not-there"));
    }
    let election = match kind {
        Kind::Roll => Some(roll(app, &place).await?),
        _ => None,
    };
    let path = matches.get_one::<PathBuf>("FILE").map(|path| path.display().to_string());
    let file_name = extract::shown_name(&path.unwrap_or_default());
    let sender = SentBy { account_id: None, file_name };
    Task::begin(app, kind, &place, election, &sender).await.map_err(failed)
}

async fn roll(app: &App, place: &AtPlace) -> Result<AtElection, Failure> {
    let none = || Failure::new("import-cli-no-roll");
    let at = match AtElection::within(app, Some(place.clone())).await {
        Err(Error::NotFound) => return Err(none()),
        found => found.map_err(failed)?,
    };
    let mut db = app.db.acquire().await.map_err(|error| failed(error.into()))?;
    let case = elections::store::case(&mut db, at.clone()).await.map_err(failed)?;
    if case.stage() == Some(Stage::Roll) { Ok(at) } else { Err(none()) }
}

/// Tells every problem, and writes the lines that have one where that is asked.
async fn problems(
    task: &Task,
    matches: &ArgMatches,
    heads: &KeptHeads,
    words: &Words,
) -> Result<(), Failure> {
    let mut file = match matches.get_one::<PathBuf>("rejected") {
        Some(path) => {
            let shown = path.display().to_string();
            let mut file = File::create(path).map_err(|error| Failure::reading(&shown, &error))?;
            // by the mark spreadsheets know that it is UTF-8
            file.write_all("\u{feff}".as_bytes()).map_err(|error| Failure::writing(&error))?;
            let mut file = csv::WriterBuilder::new().flexible(true).from_writer(file);
            let told = words.text("import-problem-head");
            let labels = heads.heads.iter().chain([&told]);
            file.write_record(labels.map(|label| csv_text(label)))
                .map_err(|error| writing(&error))?;
            Some(file)
        }
        None => None,
    };
    let places = task.reach().await.map_err(failed)?.places;
    let mut after = 0;
    loop {
        let mut db = task.app.db.acquire().await.map_err(|error| failed(error.into()))?;
        let (vault, next) = (&task.app.vault, (after, CHUNK));
        let kept = lines::after(&mut db, vault, task.import_id, next, Which::Told, &places).await;
        let kept = kept.map_err(failed)?;
        drop(db);
        let Some(last) = kept.last() else { break };
        after = last.line;
        for line in &kept {
            for problem in &line.problems {
                say(&problem.told(line.line, words))?;
            }
            if let Some(file) = &mut file {
                let mut cells = line.cells.clone();
                cells.resize(heads.heads.len(), String::new());
                cells.push(line.told(words));
                file.write_record(cells.iter().map(|cell| csv_text(cell)))
                    .map_err(|error| writing(&error))?;
            }
        }
    }
    if let Some(mut file) = file {
        file.flush().map_err(|error| Failure::writing(&error))?;
    }
    Ok(())
}

/// Tells the lines that look like somebody, as the page does.
async fn looking(task: &Task, words: &Words) -> Result<(), Failure> {
    let places = task.reach().await.map_err(failed)?.places;
    let mut after = 0;
    loop {
        let mut db = task.app.db.acquire().await.map_err(|error| failed(error.into()))?;
        let found = alike::after(&mut db, task.import_id, (after, CHUNK), &places).await;
        let found = found.map_err(|error| failed(error.into()))?;
        let Some(last) = found.last() else { return Ok(()) };
        after = last.line;
        for one in alike_lines(found, task.place.at.world, words) {
            let variables = [
                ("line", one.line.to_string().into()),
                ("said", one.said.as_str().into()),
                ("known", one.known_as(words).into()),
            ];
            say(&words.text_with("import-cli-alike", &variables))?;
        }
    }
}

fn writing(error: &csv::Error) -> Failure {
    Failure::new("error-writing").with("reason", error.to_string())
}
