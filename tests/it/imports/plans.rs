//! Lines are looked at by indexes, however many persons there are.

use huanjie::{
    imports::{
        kinds::Kind,
        reader::Limits,
        store::{SentBy, check},
        task::{Source, Task},
    },
    persons::table,
    shell::{
        ids::WorldId,
        mandate::{AtPlace, PlacePath},
        table::Asked,
        words::{Lang, Words},
    },
};
use sqlx::Executor;

use crate::{
    house::app::{TestApp, UNIT},
    persons::plans::{peopled, scans},
    table::typed,
};

#[tokio::test]
async fn duplicates_in_a_county_are_found_by_index() {
    let app = TestApp::start().await;
    peopled(&app).await;
    merged(&app).await;
    let place = AtPlace::find(&app.app, &PlacePath::of(WorldId(1), UNIT)).await.expect("a unit");
    let task = Task::begin(&app.app, Kind::Persons, &place, None, &SentBy::default())
        .await
        .expect("an import");
    let line = |n: u32| format!("王伟{n},男,1980-01-{:02},第{}组\n", n % 28 + 1, n % 12 + 1);
    let file = "姓名,性别,出生日期,组别\n".to_owned() + &(0..500).map(line).collect::<String>();
    let mut db = app.app.db.acquire().await.expect("a connection");
    let before = scans(&mut db).await;
    task.read(Source::Bytes(file.into_bytes()), Limits::BROWSER).await.expect("read");
    let reach = task.reach().await.expect("a reach");
    // prepared statements are planned without their values after five times
    for _ in 0..7 {
        check::all(&mut db, task.import_id, Kind::Persons, &reach).await.expect("checked");
    }
    assert_eq!(scans(&mut db).await, before, "no query read all persons");
    // and so are the persons of an import listed
    let words = Words::new(Lang::ZhCn);
    for name in ["", "王伟"] {
        let typed = typed(&format!("import={}&name={name}", task.import_id));
        let source = table::of(&mut db, &place, &typed).await.expect("a source");
        let asked = Asked::read(&table::PERSONS, source, &typed, &words);
        let plan = asked.plan(&mut db).await.expect("a plan").join("\n");
        assert!(!plan.contains("Seq Scan on person ") && plan.contains("person_pkey"), "{plan}");
    }
}

/// Some of the persons were merged into others, so that the names of old lists lead to them.
async fn merged(app: &TestApp) {
    let mut db = app.app.db.acquire().await.expect("a connection");
    db.execute(
        "set session_replication_role = replica;
        update person set merged_into = person_id - 1 where person_id % 20 = 0;
        set session_replication_role = origin;
        analyze person",
    )
    .await
    .expect("merged");
    // this connection's own reading is counted now, not while another's is looked at
    scans(&mut db).await;
}

#[tokio::test]
async fn what_was_read_is_counted_at_once_and_is_read_too_where_nothing_can_be_counted() {
    let app = TestApp::start().await;
    let place = AtPlace::find(&app.app, &PlacePath::of(WorldId(1), UNIT)).await.expect("a unit");
    let line = |n: u32| format!("王伟{n},男,1980-01-01\n");
    let file = "姓名,性别,出生日期\n".to_owned() + &(0..300).map(line).collect::<String>();
    for lines in [300, 600] {
        let task = Task::begin(&app.app, Kind::Persons, &place, None, &SentBy::default())
            .await
            .expect("begun");
        task.read(Source::Bytes(file.clone().into_bytes()), Limits::BROWSER).await.expect("read");
        let ready = "select count(*) from import where state = 'ready'";
        assert_eq!(app.number(ready).await, lines / 300);
        // the second time nobody counts
        let counted = "select reltuples::bigint from pg_class where relname = 'import_line'";
        assert_eq!(app.number(counted).await, 300);
        sqlx::query("drop function if exists count_tables")
            .execute(&app.app.db)
            .await
            .expect("a function less");
    }
}
