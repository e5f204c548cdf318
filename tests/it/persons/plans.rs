//! However many persons there are, an index leads to each page: no query of persons reads them all.

use huanjie::{
    persons::store::{
        self, cases,
        list::{self, Search},
        suspicions,
    },
    places::store as places,
    report::away::{ABSENT, Away},
    shell::{
        ids::{PersonId, PlaceId, WorldId},
        mandate::{AtPlace, PlacePath},
        table::{Asked, Listing},
        words::{Lang, Words},
    },
};
use sqlx::{AssertSqlSafe, Executor, PgConnection, Row};

use crate::{
    house::app::{COUNTY, TOWN, TestApp, UNIT},
    table::typed,
};

const PERSONS: i64 = 200_000;
/// Of so many persons one begins a pair that may be of one.
const A_CASE: i64 = 50;
const WORLD: WorldId = WorldId(1);

/// A county of persons, half of them in its towns at large and some in one village.
pub async fn peopled(app: &TestApp) -> Vec<PlaceId> {
    let mut db = app.app.db.acquire().await.expect("a connection");
    // made of nothing: no act, no journal
    db.execute("set session_replication_role = replica").await.expect("a setting");
    let fill = format!(
        "insert into place (world_id, parent_id, level, kind, name)
            select 1, place_id, 'unit', 'village', '村' || n
            from place, generate_series(1, 100) as n where place.name = '双桥镇';
        insert into place_code (world_id, place_id, code, valid)
            select 1, place_id, '330902103' || (300 + substr(name, 2)::int), daterange('2020-01-01', null)
            from place where name like '村%';
        insert into person (world_id, place_id, name, sex, birth_on, group_no, idno_cipher, idno_digest)
            select 1, place_id,
                substr('王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗', (n % 20 + 1)::int, 1)
                || substr('伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华', (n / 20 % 24 + 1)::int, 1)
                || substr('伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华', (n / 480 % 24 + 1)::int, 1),
                case when n % 2 = 0 then 'f' else 'm' end, date '1940-01-01' + (n * 7 % 25000)::int,
                (n % 12 + 1)::int, sha256(n::text::bytea), sha256(n::text::bytea)
            from generate_series(1, {PERSONS}) as n
            join lateral (
                select place_id from place where level = 'unit' offset n % 103 limit 1
            ) as unit on true;
        insert into person_case (world_id, one_id, other_id, grounds, found_on)
            select 1, person_id, person_id + 1, 'same_birth', '2026-11-20'
            from person where person_id % {A_CASE} = 0;"
    );
    db.execute(AssertSqlSafe(fill)).await.expect("persons");
    db.execute("set session_replication_role = origin").await.expect("a setting");
    db.execute("analyze").await.expect("statistics");
    // this connection's own reading is counted now, not while another's is looked at
    scans(&mut db).await;
    let county = places::by_code(&mut db, WORLD, COUNTY).await.expect("found").expect("a county");
    store::within(&mut db, county).await.expect("places")
}

/// How often a table was read from end to end.
pub async fn scans(db: &mut PgConnection) -> i64 {
    db.execute("select pg_stat_force_next_flush()").await.expect("flushed");
    db.execute("select pg_stat_clear_snapshot()").await.expect("cleared");
    let query = "select seq_scan from pg_stat_user_tables where relname = 'person'";
    db.fetch_one(query).await.expect("a row").get(0)
}

#[tokio::test]
async fn a_county_is_searched_by_index() {
    let app = TestApp::start().await;
    let county = peopled(&app).await;
    let mut db = app.app.db.acquire().await.expect("a connection");
    let unit = places::by_code(&mut db, WORLD, UNIT).await.expect("found").expect("a unit");
    let town = places::by_code(&mut db, WORLD, TOWN).await.expect("found").expect("a town");
    let town = store::within(&mut db, town).await.expect("places");
    let before = scans(&mut db).await;
    // prepared statements are planned without their values after five times
    for _ in 0..7 {
        for places in [&county[..], &town, &[unit]] {
            for name in ["", "王", "王伟", "秀英", "王秀英"] {
                let search = Search { world_id: WORLD, places, name, after: None, most: 50 };
                let found = list::search(&mut db, &search).await.expect("found");
                assert!(found.len() <= 50, "{name}");
                assert!(!found.is_empty() || places.len() < county.len(), "{name}");
                assert!(found.iter().all(|one| one.name.contains(name)), "{name}");
                let after = found.last().map(|one| one.person_id);
                list::search(&mut db, &Search { after, ..search }).await.expect("found");
                list::namesakes(&mut db, places, name, None).await.expect("found");
            }
            cases::open(&mut db, WORLD, places, 50).await.expect("cases");
        }
        let digests: Vec<Vec<u8>> = vec![vec![0; 32]; 100];
        store::by_numbers(&mut db, WORLD, &digests).await.expect("found");
        // a county's desk, and a person's page
        let (from, reach) = (county[0], county.iter().map(|place| (*place, county[0])));
        let waiting = cases::waiting(&mut db, &reach.collect::<Vec<_>>()).await.expect("counted");
        assert!(waiting[&from] > PERSONS / A_CASE - 2, "{waiting:?}");
        suspicions::of(&mut db, PersonId(A_CASE)).await.expect("cases");
        let some: Vec<PersonId> = (1..50).map(PersonId).collect();
        list::listed(&mut db, &some).await.expect("found");
    }
    assert_eq!(scans(&mut db).await, before, "no query read all persons");
    // what is counted is counted: a test that could not fail would be none
    db.execute("select count(*) from person where group_no = 3").await.expect("read");
    assert!(scans(&mut db).await > before);
}

#[tokio::test]
async fn who_is_away_is_found_by_index() {
    let app = TestApp::start().await;
    peopled(&app).await;
    let mut db = app.app.db.acquire().await.expect("a connection");
    // of a fifth it was said where they are, of a tenth that they are away; a tenth is in the Party
    db.execute(
        "set session_replication_role = replica;
        insert into whereabouts (person_id, away)
            select person_id, case when person_id % 10 = 0 then 'long' else 'here' end
            from person where person_id % 5 = 0;
        insert into membership (world_id, organisation_id, person_id)
            select 1, 1, person_id from person where person_id % 10 = 1;
        insert into member_state (membership_id, standing, presence, since_on)
            select membership_id, 'full', case when membership_id % 5 = 0 then 'mobile' else 'here' end,
                '2026-01-01'
            from membership;
        insert into phone (person_id, number_cipher, number_digest)
            select person_id, '', sha256(person_id::text::bytea) from person;
        set session_replication_role = origin;
        analyze",
    )
    .await
    .expect("whereabouts");
    let words = Words::new(Lang::ZhCn);
    for code in [UNIT, TOWN] {
        let path = PlacePath::of(WORLD, code);
        let place = AtPlace::find(&app.app, &path).await.expect("a place");
        for query in ["", "sort=-called_on&away=long"] {
            let source = Away::source(&mut db, &place).await.expect("a source");
            let asked = Asked::read(&ABSENT, source, &typed(query), &words);
            let plan = asked.plan(&mut db).await.expect("a plan").join("\n");
            assert!(!plan.contains("Seq Scan on person "), "{code} {query}\n{plan}");
            assert!(plan.contains("using whereabouts_away"), "{code} {query}\n{plan}");
            assert!(!plan.contains("Seq Scan on phone"), "{code} {query}\n{plan}");
        }
    }
}

#[tokio::test]
async fn a_list_goes_on_where_it_ended() {
    let app = TestApp::start().await;
    let county = peopled(&app).await;
    let mut db = app.app.db.acquire().await.expect("a connection");
    for places in [&county[..], &county[county.len() - 1..]] {
        for (name, most) in [("王", 60), ("秀英", 60)] {
            let whole = Search { world_id: WORLD, places, name, after: None, most: 150 };
            let whole = list::search(&mut db, &whole).await.expect("found");
            let mut parts = Vec::new();
            let mut after = None;
            while parts.len() < whole.len() {
                let search = Search { world_id: WORLD, places, name, after, most };
                let found = list::search(&mut db, &search).await.expect("found");
                assert!(!found.is_empty());
                after = found.last().map(|one| one.person_id);
                parts.extend(found.into_iter().map(|one| one.person_id));
            }
            let whole: Vec<PersonId> = whole.iter().map(|one| one.person_id).collect();
            assert_eq!(parts[..whole.len()], whole[..], "{name}");
        }
    }
}

#[tokio::test]
async fn every_query_of_persons_can_be_planned_by_index() {
    let app = TestApp::start().await;
    peopled(&app).await;
    let mut db = app.app.db.acquire().await.expect("a connection");
    db.execute("set plan_cache_mode = force_generic_plan").await.expect("a setting");
    let mut planned = 0;
    for entry in std::fs::read_dir(crate::house::source::root().join(".sqlx")).expect("a folder") {
        let text = std::fs::read_to_string(entry.expect("an entry").path()).expect("a file");
        let kept: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let query = kept["query"].as_str().expect("a query").to_owned();
        if !reads_persons(&query) {
            continue;
        }
        let count = kept["describe"]["parameters"]["Left"].as_array().map_or(0, Vec::len);
        let nulls = vec!["null"; count].join(", ");
        let (name, given) =
            (format!("q{planned}"), if count > 0 { format!("({nulls})") } else { String::new() });
        db.execute(AssertSqlSafe(format!("prepare {name} as {query}"))).await.expect(&query);
        let explain = format!("explain execute {name}{given}");
        let rows = db.fetch_all(AssertSqlSafe(explain)).await.expect(&query);
        let plan: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
        let plan = plan.join("\n");
        assert!(!plan.contains("Seq Scan on person "), "{query}\n{plan}");
        planned += 1;
    }
    assert!(planned > 10, "{planned}");
}

/// Whether a query asks for persons.
fn reads_persons(query: &str) -> bool {
    let words: Vec<&str> = query.split_whitespace().collect();
    words.windows(2).any(|two| {
        ["from", "join", "update", "into"].contains(&two[0]) && two[1].trim_matches(',') == "person"
    })
}
