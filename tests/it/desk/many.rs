//! Many units: as many queries for sixty as for two, a list that is cut and can be asked for whole,
//! and pages that are told of changes.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use law::stage::Stage;
use tracing_subscriber::{Layer, layer::Context, prelude::*};

use super::{desk, desk_at};
use crate::house::{
    again,
    app::{TOWN, TestApp, Visitor},
    election::{Walk, day},
    folder::Folder,
};

/// Counts the statements that are sent to the database.
struct Counter(Arc<AtomicUsize>);

impl<S: tracing::Subscriber> Layer<S> for Counter {
    fn on_event(&self, event: &tracing::Event<'_>, _: Context<'_, S>) {
        if event.metadata().target() == "sqlx::query" {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }
}

/// How many statements a page takes; the least of some, since others look at the database too.
async fn queries(visitor: &Visitor, path: &str, counted: &AtomicUsize) -> usize {
    let mut least = usize::MAX;
    for _ in 0..4 {
        let before = counted.load(Ordering::Relaxed);
        let answer = visitor.get(path).await;
        assert!(answer.status.is_success(), "{path}: {}", answer.text());
        least = least.min(counted.load(Ordering::Relaxed) - before);
    }
    least
}

/// Adds so many villages to the town, each with an election, in the stage of its roll.
async fn villages(app: &TestApp, from: i64, to: i64) {
    app.console("villages_made", async |act| {
        for statement in [
            "insert into place (world_id, parent_id, level, kind, name)
                select 1, place_id, 'unit', 'village', '第' || number || '村'
                from place_code, generate_series($1::bigint, $2::bigint) as number
                where code = '330902102'",
            "insert into place_code (world_id, place_id, code, valid)
                select 1, place_id, '330902102' || 300 + number, daterange('2020-01-01', null)
                from generate_series($1::bigint, $2::bigint) as number
                join place on place.name = '第' || number || '村'",
            "insert into election (campaign_id, place_id, body, kind, election_on)
                select campaign_id, place_id, 'villagers_committee', 'general', '2025-03-18'
                from campaign, generate_series($1::bigint, $2::bigint) as number
                join place on place.name = '第' || number || '村'",
            "insert into round (election_id, ordinal, kind)
                select election_id, 1, 'first'
                from generate_series($1::bigint, $2::bigint) as number
                join place on place.name = '第' || number || '村'
                join election using (place_id)",
        ] {
            let done = sqlx::query(statement).bind(from).bind(to).execute(&mut **act).await;
            done.expect(statement);
        }
    })
    .await;
}

#[tokio::test]
async fn sixty_units_take_as_many_queries_as_two_and_the_lists_can_be_asked_for_whole() {
    let folder = Folder::new();
    // a process of its own: what is logged of other tests is not counted
    let mut process = again::start("desk::many::counts_queries", &folder);
    let status = tokio::task::spawn_blocking(move || process.wait()).await;
    let said = std::fs::read_to_string(folder.join("said")).unwrap_or_default();
    assert!(status.expect("waited").expect("a status").success(), "{said}");
    assert!(said.contains("as many"), "it came to its end: {said}");
}

#[tokio::test]
#[ignore = "started by a test as a process of its own"]
async fn counts_queries() {
    let Some(folder) = again::folder() else { return };
    let path = folder.join("said");
    let told = path.clone();
    // nobody reads what the process itself prints
    std::panic::set_hook(Box::new(move |panic| {
        let _ = std::fs::write(&told, panic.to_string());
    }));
    let counted = Arc::new(AtomicUsize::new(0));
    tracing_subscriber::registry().with(Counter(Arc::clone(&counted))).init();
    many(&counted).await;
    std::fs::write(path, "as many").expect("a file");
}

async fn many(counted: &AtomicUsize) {
    let app = TestApp::start().await;
    Walk::at(&app, Stage::Count).await;
    villages(&app, 1, 1).await;
    let office = app.visitor("office").await;
    let official = app.visitor("official").await;
    let pages = [(&office, "/"), (&official, "/"), (&office, &*format!("/{TOWN}"))];
    let mut few = Vec::new();
    for (visitor, path) in pages {
        few.push(queries(visitor, path, counted).await);
    }
    villages(&app, 2, 60).await;
    for ((visitor, path), few) in pages.into_iter().zip(few) {
        assert!(few > 2, "statements are counted: {few}");
        assert_eq!(queries(visitor, path, counted).await, few, "{path}");
    }
    cut(&office, &official).await;
}

/// The first lines of a list, and all of them.
async fn cut(office: &Visitor, official: &Visitor) {
    let first = desk(official).await;
    assert_eq!(first.eyes.len(), 20);
    assert!(first.text.contains("href=\"/?all=1\""));
    // sixty villages, the one that is counting, its sibling and the other town's that are not open
    assert_eq!(desk_at(official, "/?all=1").await.eyes.len(), 63);
    assert_eq!(desk(office).await.tasks.len(), 20);
    assert_eq!(desk_at(office, "/?all=1").await.tasks.len(), 61);
}

#[tokio::test]
async fn a_desk_is_told_of_changes_of_its_own_elections_only() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Objections).await;
    app.person("office2", &[(huanjie::shell::mandate::Role::TownOffice, "330902103")]).await;
    let mut own = app.visitor("official").await.live("/desk/live").await;
    let mut other = app.visitor("office2").await.live("/desk/live").await;
    walk.objects(&day(-18), "漏登").await;
    assert!(own.changes_within(Duration::from_secs(10)).await);
    assert!(!other.changes_within(Duration::from_secs(1)).await);
}
