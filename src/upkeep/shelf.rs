//! Back-ups by the browser: they lie in a folder of the data folder, which is their only list. Making
//! and checking take a while: one such work at a time, told on the page.

use std::{
    fs,
    path::{Path as FilePath, PathBuf},
};

use askama::Template;
use axum::{
    body::Body,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use chrono::{DateTime, TimeDelta, Utc};
use futures_util::stream;
use tokio::{fs::File, io::AsyncReadExt};

use super::{
    KeepBackups,
    backup::{self, Passphrase, Trouble, check as checking},
    pages::moment,
};
use crate::shell::{
    App, Error,
    act::{Act, Actor},
    clock::{self, Now},
    extract::Named,
    form::{Form, Typed},
    instance::{Outcome, Work},
    journal::{Event, Stream},
    mandate::Mandate,
    urls,
    view::{Refused, View, Visit},
};

/// What is read of a file at a time.
const CHUNK: usize = 128 * 1024;

#[derive(Template)]
#[template(path = "upkeep/backups.html")]
struct BackupsPage {
    visit: Visit,
    form: Form,
    rows: Vec<Line>,
    work: Option<Told>,
}

struct Line {
    name: String,
    made: String,
    mb: u64,
    rows: String,
    check_url: String,
    download_url: String,
}

/// Work that goes on, or the last that ended.
struct Told {
    text: String,
    running: bool,
    good: bool,
}

fn shelf(app: &App) -> PathBuf {
    app.instance.folder().join("backups")
}

/// The back-ups that are there.
pub async fn backups(
    State(app): State<App>,
    visit: Visit,
    _: Mandate<KeepBackups>,
) -> Result<Response, Error> {
    Ok(View(page(&app, visit, Form::default()).await?).into_response())
}

async fn page(app: &App, visit: Visit, mut form: Form) -> Result<BackupsPage, Error> {
    form.call_all(
        &[("passphrase", "backups-passphrase"), ("again", "backups-passphrase-again")],
        &visit.words,
    );
    let folder = shelf(app);
    let names = tokio::task::spawn_blocking(move || names(&folder)).await;
    let mut rows = Vec::new();
    for (name, bytes) in names.map_err(|error| Error::internal(&error))? {
        // one that cannot be read is listed nevertheless: somebody looks for it
        let manifest = checking::manifest(&shelf(app).join(&name)).await.ok();
        rows.push(Line {
            made: manifest.as_ref().map(|one| moment(one.made_at)).unwrap_or_default(),
            rows: manifest
                .map_or_else(|| visit.t("backups-unreadable"), |one| one.rows().to_string()),
            mb: bytes.div_ceil(1024 * 1024),
            check_url: urls::BACKUP_CHECK.replace("{name}", &name),
            download_url: urls::BACKUP_DOWNLOAD.replace("{name}", &name),
            name,
        });
    }
    let work = app.instance.work().map(|work| told(&work, &visit));
    Ok(BackupsPage { visit, form, rows, work })
}

/// When the newest back-up of the folder was made; its name tells.
///
/// # Errors
/// The process is ending.
pub async fn newest_back_up(app: &App) -> Result<Option<DateTime<Utc>>, Error> {
    let folder = shelf(app);
    let names = tokio::task::spawn_blocking(move || names(&folder)).await;
    let names = names.map_err(|error| Error::internal(&error))?;
    let made_at = |(name, _): &(String, u64)| {
        clock::of_stamp(name.strip_prefix("huanjie-")?.strip_suffix(".tar")?)
    };
    Ok(names.iter().find_map(made_at))
}

/// Names and lengths of the back-ups, the newest first.
fn names(folder: &FilePath) -> Vec<(String, u64)> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<(String, u64)> = entries
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let bytes = entry.metadata().ok().filter(fs::Metadata::is_file)?.len();
            is_name(&name).then_some((name, bytes))
        })
        .collect();
    names.sort_by(|one, other| other.0.cmp(&one.0));
    names
}

/// How old something unfinished is before nobody can be at work on it any more.
const STALE: TimeDelta = TimeDelta::hours(24);

/// Removes what a process that was ended left of a back-up or of restoring one: it fills the disk,
/// and may hold keys that nothing seals.
pub fn clear_unfinished(folder: &FilePath) {
    let latest = Now::read().0 - STALE;
    for folder in [folder.to_owned(), folder.join("backups")] {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let name = entry.file_name().into_string().unwrap_or_default();
            let changed = entry.metadata().and_then(|found| found.modified());
            let old = changed.is_ok_and(|at| DateTime::<Utc>::from(at) < latest);
            if !is_unfinished(&name) || !old {
                continue;
            }
            let path = entry.path();
            let done =
                if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
            if let Err(error) = done {
                tracing::warn!(%error, "an unfinished back-up could not be removed");
            }
        }
    }
}

/// A name of the parts of a back-up, or of one that is not whole.
fn is_unfinished(name: &str) -> bool {
    if let Some(random) = name.strip_prefix("backup-") {
        return random.len() == 16 && random.bytes().all(|one| one.is_ascii_hexdigit());
    }
    let (stem, rest) = name.split_at(name.find(".tar").map_or(0, |at| at + 4));
    is_name(stem) && (rest == ".partial" || rest.starts_with(".parts-"))
}

/// A name that we give: nothing else of the folder, and nothing outside of it, can be asked for.
fn is_name(name: &str) -> bool {
    let stem = name.strip_prefix("huanjie-").and_then(|rest| rest.strip_suffix(".tar"));
    stem.is_some_and(|stem| {
        stem.len() == 15 && stem.bytes().all(|one| one.is_ascii_digit() || one == b'-')
    })
}

fn told(work: &Work, visit: &Visit) -> Told {
    let words = |key: &str, variables: &[(&'static str, String)]| {
        let variables: Vec<_> =
            variables.iter().map(|(name, value)| (*name, value.as_str().into())).collect();
        visit.words.text_with(key, &variables)
    };
    match &work.outcome {
        None => {
            let name = ("name", work.subject.clone());
            let since = ("since", moment(work.began.0));
            Told { text: words(work.kind, &[name, since]), running: true, good: true }
        }
        Some(outcome) => Told {
            text: if outcome.good {
                words(outcome.key, &outcome.variables)
            } else {
                let why = words(outcome.key, &outcome.variables);
                words("backups-failed-at", &[("name", work.subject.clone()), ("why", why)])
            },
            running: false,
            good: outcome.good,
        },
    }
}

/// Begins to make a back-up; people go on working.
pub async fn make(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepBackups>,
    typed: Typed,
) -> Result<Response, Error> {
    let passphrase = Passphrase::new(typed.get("passphrase"));
    let same = typed.get("passphrase") == typed.get("again");
    let mut form = Form::sent(typed.without("passphrase").without("again"));
    if !passphrase.is_long() {
        form.wrong("passphrase", &visit.words, "error-backup-passphrase-short", &[]);
    } else if !same {
        form.wrong("again", &visit.words, "backups-not-same", &[]);
    }
    if !form.errors().is_empty() {
        let page = page(&app, visit, form).await?;
        return Ok(Refused(StatusCode::BAD_REQUEST, page).into_response());
    }
    let folder = shelf(&app);
    make_folder(&folder).map_err(|error| Error::internal(&error))?;
    let name = format!("huanjie-{}.tar", clock::stamp(Now::read().0));
    if !app.instance.begin("backups-making", &name) {
        return Err(Error::conflict("backups-busy"));
    }
    let actor = Actor::from(&mandate);
    tokio::spawn(async move {
        let made = backup::make(&app, actor, &folder.join(&name), &passphrase).await;
        app.instance.end(match made {
            Ok(made) => Outcome::good(
                "backups-made",
                vec![
                    ("name", name),
                    ("rows", made.manifest.rows().to_string()),
                    ("sha256", made.sha256),
                ],
            ),
            Err(trouble) => failed(&trouble),
        });
    });
    // the page says itself what goes on, and then what came of it
    Ok(Redirect::to(urls::BACKUPS).into_response())
}

fn make_folder(folder: &FilePath) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

fn failed(trouble: &Trouble) -> Outcome {
    Outcome::bad(trouble.key(), trouble.variables())
}

/// The file of a back-up that a path names.
fn named(app: &App, name: &str) -> Result<PathBuf, Error> {
    let path = shelf(app).join(name);
    if is_name(name) && path.is_file() { Ok(path) } else { Err(Error::NotFound) }
}

/// Begins to check a back-up by restoring it into a server that is thrown away.
pub async fn check(
    State(app): State<App>,
    mandate: Mandate<KeepBackups>,
    Named(name): Named<String>,
    typed: Typed,
) -> Result<Response, Error> {
    let path = named(&app, &name)?;
    let passphrase = Passphrase::new(typed.get("passphrase"));
    let passphrase = (!passphrase.is_empty()).then_some(passphrase);
    if !app.instance.begin("backups-checking", &name) {
        return Err(Error::conflict("backups-busy"));
    }
    let actor = Actor::from(&mandate);
    tokio::spawn(async move {
        let checked = checking::check(&path, passphrase.as_ref()).await;
        // a passphrase that was mistyped says nothing of the back-up
        let found = match &checked {
            Ok(_) => "true",
            Err(Trouble::Passphrase) => "passphrase",
            Err(_) => "false",
        };
        let outcome = match checked {
            Ok(checked) => {
                let key = if checked.keys { "backups-checked" } else { "backups-checked-keyless" };
                let rows = ("rows", checked.manifest.rows().to_string());
                let journal = ("journal", checked.report.rows.to_string());
                Outcome::good(key, vec![("name", name.clone()), rows, journal])
            }
            Err(trouble) => failed(&trouble),
        };
        app.instance.end(outcome);
        journalled(&app, actor, "backup_checked", &name, Some(found)).await
    });
    Ok(Redirect::to(urls::BACKUPS).into_response())
}

/// Writes down what was done with a back-up.
async fn journalled(
    app: &App,
    actor: Actor,
    event: &'static str,
    name: &str,
    found: Option<&str>,
) -> Result<(), Error> {
    let mut event = Event::new(event).note("name", name);
    if let Some(found) = found {
        event = event.note("good", found);
    }
    Act::begin(app, actor).await?.commit(Stream::Instance, event).await
}

/// Gives a back-up away; a form, since it is journalled who took it.
pub async fn download(
    State(app): State<App>,
    mandate: Mandate<KeepBackups>,
    Named(name): Named<String>,
) -> Result<Response, Error> {
    let path = named(&app, &name)?;
    let file = File::open(&path).await.map_err(|error| Error::internal(&error))?;
    let length = file.metadata().await.map_err(|error| Error::internal(&error))?.len();
    journalled(&app, Actor::from(&mandate), "backup_downloaded", &name, None).await?;
    let chunks = stream::try_unfold(file, async |mut file| {
        let mut chunk = vec![0; CHUNK];
        let read = file.read(&mut chunk).await?;
        chunk.truncate(read);
        Ok::<_, std::io::Error>((read > 0).then_some((chunk, file)))
    });
    let headers = [
        (header::CONTENT_TYPE, "application/x-tar".to_owned()),
        (header::CONTENT_LENGTH, length.to_string()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, Body::from_stream(chunks)).into_response())
}

#[cfg(test)]
mod tests {
    use super::{is_name, is_unfinished};

    #[test]
    fn only_what_is_unfinished_is_cleared_away() {
        for name in [
            "huanjie-20261124-091500.tar.partial",
            "huanjie-20261124-091500.tar.parts-71",
            "backup-0123456789abcdef",
        ] {
            assert!(is_unfinished(name), "{name}");
        }
        for other in
            ["huanjie-20261124-091500.tar", "notes.partial", "x.tar.parts-71", "backup-keys", ""]
        {
            assert!(!is_unfinished(other), "{other}");
        }
    }

    #[test]
    fn only_names_that_we_give_are_asked_for() {
        assert!(is_name("huanjie-20261124-091500.tar"));
        for other in
            ["../keys/journal.key", "huanjie-..%2F.tar", "huanjie-20261124-091500.tar.partial", ""]
        {
            assert!(!is_name(other), "{other}");
        }
    }
}
