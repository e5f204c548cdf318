//! A file of voters that is taken at once where nothing is wrong with it, and not at all otherwise.
//! The room of imports reads and takes it; there it can be looked at first, and lines left out. What is
//! only to be checked is taken: the roll lists what looks mistaken.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use law::stage::Stage;
use sqlx::PgConnection;

use super::{
    KeepRoll,
    pages::{doubtful, refused},
};
use crate::{
    elections,
    imports::{
        kinds::Kind,
        reader::Limits,
        sight,
        store::{
            self, SentBy,
            lines::{self, Which},
        },
        take::Choice,
        task::{Failure, Source, Task},
    },
    shell::{
        App, Error,
        clock::Now,
        extract::Upload,
        flash::{Done, Flash},
        mandate::Mandate,
        urls,
        vault::Vault,
        view::Visit,
    },
};

/// Lines with problems that are told.
const TOLD: i64 = 500;

/// Brings in a file of voters: all of it or nothing.
pub async fn import(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepRoll>,
    upload: Upload,
) -> Result<Response, Error> {
    let (file_name, bytes) = upload.bytes().await?;
    let at = &mandate.over;
    {
        let mut db = app.db.acquire().await?;
        elections::store::case(&mut db, at.clone()).await?.open(Stage::Roll)?;
    }
    let sender = SentBy { account_id: Some(mandate.account.account_id), file_name };
    let task = Task::begin(&app, Kind::Roll, &at.unit, Some(at.clone()), &sender).await?;
    task.read(Source::Bytes(bytes), Limits::BROWSER).await?;
    let mut db = app.db.acquire().await?;
    let (problems, wrong) = problems(&mut db, &app.vault, &task, &visit).await?;
    if wrong {
        drop(db);
        return refused(&app, visit, at, problems).await;
    }
    store::claim(&mut db, task.import_id, Now::read()).await?;
    drop(db);
    match task.take((&mandate).into(), Choice::default()).await? {
        Ok(outcome) => {
            let mut db = app.db.acquire().await?;
            let case = elections::store::case(&mut db, at.clone()).await?;
            let doubts = doubtful(&mut db, &case).await?.first().map_or(0, |one| one.all);
            let done = match (doubts, outcome.entries) {
                (0, 0) => "done-roll-same",
                (0, _) => "done-roll-import",
                _ => "done-roll-import-doubtful",
            };
            let flash = Flash::new(done).with("n", outcome.entries).with("doubts", doubts);
            Ok(Done(at.to(urls::ROLL), flash).into_response())
        }
        Err(failure) => {
            let said = failure.text(&visit.words);
            refused(&app, visit, at, vec![said]).await
        }
    }
}

/// Everything that is told of a file, in words, and whether something of it is wrong.
async fn problems(
    db: &mut PgConnection,
    vault: &Vault,
    task: &Task,
    visit: &Visit,
) -> Result<(Vec<String>, bool), Error> {
    let words = &visit.words;
    let read = store::find(db, task.place.place_id, task.import_id).await?;
    if let Some(failure) = read.failure {
        let failure: Failure = serde_json::from_value(failure)?;
        return Ok((vec![failure.text(words)], true));
    }
    let counts = lines::counts(db, task.import_id).await?;
    let places = sight::places(db, visit, &task.place).await?;
    let kept = lines::after(db, vault, task.import_id, (0, TOLD), Which::Told, &places).await?;
    let told = kept
        .iter()
        .flat_map(|line| line.problems.iter().map(|problem| problem.told(line.line, words)));
    Ok((told.collect(), counts.wrong + counts.numbers > 0))
}
