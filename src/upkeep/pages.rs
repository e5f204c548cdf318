//! How the instance fares, and work that failed.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, TimeDelta, Utc};

use super::{SeeUpkeep, store};
use crate::shell::{
    App, Error,
    act::Act,
    db::Schema,
    flash::{Done, Flash},
    health::Health,
    journal::{Event, Stream},
    mandate::Mandate,
    urls,
    view::{View, Visit},
};

#[derive(Template)]
#[template(path = "upkeep/upkeep.html")]
struct UpkeepPage {
    visit: Visit,
    facts: Vec<Fact>,
    failed: Vec<FailedLine>,
}

/// Something that is well or not.
struct Fact {
    name: String,
    said: String,
    well: bool,
}

struct FailedLine {
    kind: String,
    attempts: i32,
    next: String,
    failure: String,
}

/// A moment as people in China read it.
pub(super) fn moment(at: DateTime<Utc>) -> String {
    (at + TimeDelta::hours(8)).format("%Y-%m-%d %H:%M:%S").to_string()
}

/// How the instance fares.
pub async fn upkeep(
    State(app): State<App>,
    visit: Visit,
    _: Mandate<SeeUpkeep>,
) -> Result<Response, Error> {
    let health = Health::ask(&app).await?;
    let mut db = app.db.acquire().await?;
    let failed = store::failed(&mut db).await?;
    let failed = failed.into_iter().map(|one| FailedLine {
        kind: visit.t(&format!("job-{}", one.kind)),
        attempts: one.attempts,
        next: moment(one.due_at),
        failure: one.failure,
    });
    let failed = failed.collect();
    Ok(View(UpkeepPage { facts: facts(&health, &visit), failed, visit }).into_response())
}

fn facts(health: &Health, visit: &Visit) -> Vec<Fact> {
    let fact = |key: &str, said: String, well: bool| Fact { name: visit.t(key), said, well };
    let schema = match health.schema {
        Schema::Current => visit.t("upkeep-schema-current"),
        _ => visit.t("upkeep-schema-other"),
    };
    let role = if health.one_role { "upkeep-role-one" } else { "upkeep-role-own" };
    let room = health.room.map_or_else(
        || visit.t("upkeep-room-unknown"),
        |room| visit.n("upkeep-room-free", room >> 20),
    );
    let outbox = visit.words.text_with(
        "upkeep-outbox-said",
        &[
            ("waiting", health.outbox.waiting.to_string().into()),
            ("failed", health.outbox.failed.to_string().into()),
        ],
    );
    vec![
        fact("upkeep-schema", schema, health.schema == Schema::Current),
        fact("upkeep-role", visit.t(role), !health.one_role),
        fact("upkeep-room", room, health.has_room()),
        fact("upkeep-outbox", outbox, health.outbox.failed == 0),
        fact("upkeep-sessions", health.sessions.to_string(), true),
    ]
}

/// Lets work that failed be done at once.
pub async fn again(State(app): State<App>, mandate: Mandate<SeeUpkeep>) -> Result<Response, Error> {
    let mut act = Act::begin(&app, &mandate).await?;
    if store::failed(&mut act).await?.is_empty() {
        return Err(Error::conflict("done-nothing-failed"));
    }
    let now = act.now();
    if !store::try_again(&mut act, now).await? {
        return Err(Error::conflict("error-at-once"));
    }
    act.wake_jobs();
    act.commit(Stream::Instance, Event::new("jobs_retried")).await?;
    Ok(Done(urls::UPKEEP.to_owned(), Flash::new("done-retried")).into_response())
}
