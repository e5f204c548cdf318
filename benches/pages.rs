//! A town of 500 units in use: the desk and the table of units under load, others' pages while
//! everybody signs in at once, and what a change costs with one open page and with a thousand.
//! `./dev bench pages`.

#![expect(clippy::expect_used, clippy::print_stdout, reason = "a benchmark may stop and tells")]
#![expect(clippy::disallowed_methods, reason = "a benchmark measures time")]

use std::{
    env, fs,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use huanjie::{
    people::password,
    server,
    shell::{
        App, Instance, Policy,
        act::{Act, Actor},
        db,
        journal::{Event, Stream, heads::Heads},
        live::Live,
        private_postgres::{NAME, PrivatePostgres},
        tls::Https,
        vault::Vault,
        view::Peer,
    },
};
use reqwest::{Client, Response, redirect};
use sqlx::{Connection, Executor, PgConnection};
use tokio::{net::TcpListener, task::JoinHandle};
use tracing_subscriber::{Layer, layer::Context, prelude::*};
use uuid::Uuid;

/// How long each load lasts.
const LASTS: Duration = Duration::from_secs(5);
const CONNECTIONS: usize = 8;
const UNITS: i64 = 500;
/// People who sign in at once, each once a second.
const CROWD: usize = 50;
const LISTENERS: usize = 1000;
const PASSWORD: &str = "lotus river 2026 stone";
const TOWN: &str = "330902102";
const UNIT: &str = "330902102301";

/// Counts the statements that are sent to the database.
struct Counter(Arc<AtomicUsize>);

impl<S: tracing::Subscriber> Layer<S> for Counter {
    fn on_event(&self, event: &tracing::Event<'_>, _: Context<'_, S>) {
        if event.metadata().target() == "sqlx::query" {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }
}

#[tokio::main]
async fn main() {
    let statements = Arc::new(AtomicUsize::new(0));
    tracing_subscriber::registry().with(Counter(Arc::clone(&statements))).init();
    let folder = env::temp_dir().join(format!("huanjie-bench-{}", Uuid::new_v4().simple()));
    fs::create_dir_all(&folder).expect("a folder for the data");
    let database = PrivatePostgres::start(&folder).await.expect("a server");
    let options = database.options(NAME);
    db::make_role(&options).await.expect("the role");
    db::migrate(&options).await.expect("the schema");
    let pool = db::pool(options.clone()).await.expect("connections");
    let (heads, vault) = (Heads::open(&folder.join("keys")), Vault::open(&folder.join("keys")));
    let (heads, vault) = (heads.expect("keys"), vault.expect("a key"));
    let policy = Policy { lan: true, ..Policy::default() };
    let instance = Instance::with(&folder, Https::Off, policy);
    let app = App { live: Live::start(pool.clone()), db: pool, heads, vault, instance };
    fill(&app).await;
    // as the database does by itself within a minute
    let mut owner = PgConnection::connect_with(&options).await.expect("a connection");
    owner.execute("analyze").await.expect("counted");
    owner.close().await.expect("closed");
    let address = serve(&app).await;
    let office = sign_in(address, "office").await;

    println!("{:<44} {:>8} {:>9} {:>9}", "page", "a second", "p50 ms", "p99 ms");
    let desk = format!("http://{address}/");
    let town = format!("http://{address}/{TOWN}");
    let text = office.get(&desk).send().await.expect("a desk").text().await.expect("text");
    let style = text.split('"').find(|part| part.contains("/static/app.") && part.contains(".css"));
    let style = format!("http://{address}{}", style.expect("a style"));
    for (name, url) in [("desk", &desk), ("table of 500 units", &town), ("static file", &style)] {
        let before = statements.load(Ordering::Relaxed);
        office.get(url).send().await.expect("an answer").bytes().await.expect("bytes");
        let asked = statements.load(Ordering::Relaxed) - before;
        told(&format!("{name} ({asked} statements)"), load(&office, url).await);
    }
    let (flood, entered) = flood(address);
    told("table of 500 units while 50 sign in a second", load(&office, &town).await);
    flood.abort();
    println!("{:<44} {:>8}", "  of whom were let in", entered.load(Ordering::Relaxed));

    // an election begins with an act of its own
    change(&app).await;
    println!("\n{:<12} {:>16} {:>22}", "open pages", "bytes for each", "statements for all");
    for listeners in [1, LISTENERS] {
        changes(&app, &office, address, listeners, &statements).await;
    }
    app.db.close().await;
    database.stop().await;
    fs::remove_dir_all(&folder).expect("the folder goes");
}

/// A town with its units, each with an open election, its office, and a crowd of recorders.
async fn fill(app: &App) {
    let hash = password::hash(PASSWORD).expect("a hash");
    let mut act = Act::begin(app, Actor::Console).await.expect("an act");
    for statement in [
        "insert into world (world_id, kind) values (1, 'live')",
        "insert into place (world_id, level, name) values (1, 'county', '定海区')",
        "insert into place (world_id, parent_id, level, name)
            select 1, place_id, 'town', '小沙镇' from place",
        "insert into place (world_id, parent_id, level, kind, name)
            select 1, place_id, 'unit', 'village', '第' || number || '村'
            from place, generate_series(1, $1::bigint) as number
            where level = 'town'",
        "insert into place_code (world_id, place_id, code, valid)
            select 1, place_id, case level when 'county' then '330902' when 'town' then '330902102'
                else '330902102' || 300 + substring(name from '[0-9]+')::integer end,
                daterange('2020-01-01', null)
            from place where $1 > 0",
        "insert into cycle (world_id, county_id, kind, year)
            select 1, place_id, 'general', 2025 from place where level = 'county' and $1 > 0",
        "insert into campaign (cycle_id, town_id, term_no)
            select cycle_id, place_id, 12 from cycle, place where level = 'town' and $1 > 0",
        "insert into election (campaign_id, place_id, body, kind, election_on)
            select campaign_id, place_id, 'villagers_committee', 'general', '2025-03-18'
            from campaign, place where level = 'unit' and $1 > 0",
        "insert into round (election_id, ordinal, kind)
            select election_id, 1, 'first' from election where $1 > 0",
        "insert into account (name, shown_as)
            select 'office', '小沙镇选举办' where $1 > 0
            union all select 'crowd' || number, '计票员' || number from generate_series(1, 50) as number",
        "insert into mandate (account_id, role, place_id, from_on)
            select account_id, case account.name when 'office' then 'town_office' else 'recorder' end,
                place.place_id, '2020-01-01'
            from account join place
            on place.name = case account.name when 'office' then '小沙镇' else '第1村' end
            where $1 > 0",
    ] {
        // statements without a number of units take it as well
        let statement = if statement.contains("$1") { statement.to_owned() } else {
            format!("with units as (select $1::bigint) {statement}")
        };
        let done = sqlx::query(sqlx::AssertSqlSafe(statement.clone())).bind(UNITS);
        done.execute(&mut *act).await.expect(&statement);
    }
    sqlx::query(
        "insert into credential (account_id, password_hash) select account_id, $1 from account",
    )
    .bind(&hash)
    .execute(&mut *act)
    .await
    .expect("passwords");
    act.commit(Stream::Instance, Event::new("places_made")).await.expect("a commit");
}

async fn serve(app: &App) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let service = server::router(app.clone()).into_make_service_with_connect_info::<Peer>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    address
}

async fn sign_in(address: SocketAddr, account: &str) -> Client {
    let client = Client::builder().cookie_store(true).redirect(redirect::Policy::none());
    let client = client.build().expect("a client");
    let form = [("account", account), ("password", PASSWORD)];
    let answer = client.post(format!("http://{address}/sign-in")).form(&form).send().await;
    let status = answer.expect("an answer").status();
    assert_eq!(status, reqwest::StatusCode::SEE_OTHER, "{account} signs in");
    client
}

fn told(name: &str, mut took: Vec<Duration>) {
    took.sort_unstable();
    let at = |share: usize| {
        let micros = took[(took.len() - 1) * share / 100].as_micros();
        format!("{}.{:02}", micros / 1000, micros % 1000 / 10)
    };
    let rate = took.len() as u64 / LASTS.as_secs();
    println!("{name:<44} {rate:>8} {:>9} {:>9}", at(50), at(99));
}

/// How long each request took, on so many connections at once.
async fn load(client: &Client, url: &str) -> Vec<Duration> {
    let until = Instant::now() + LASTS;
    let connections = (0..CONNECTIONS).map(|_| {
        let (client, url) = (client.clone(), url.to_owned());
        tokio::spawn(async move {
            let mut took = Vec::new();
            while Instant::now() < until {
                let began = Instant::now();
                let answer = client.get(&url).send().await.expect("an answer");
                assert!(answer.status().is_success(), "{url}: {}", answer.status());
                answer.bytes().await.expect("bytes");
                took.push(began.elapsed());
            }
            took
        })
    });
    let mut all = Vec::new();
    for connection in connections.collect::<Vec<_>>() {
        all.extend(connection.await.expect("a connection ends"));
    }
    all
}

/// Fifty people a second sign in until it is stopped, all with the right password, so that no
/// throttle spares the program its work; and how many were let in.
fn flood(address: SocketAddr) -> (JoinHandle<()>, Arc<AtomicUsize>) {
    let entered = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&entered);
    let flood = tokio::spawn(async move {
        let client =
            Client::builder().redirect(redirect::Policy::none()).build().expect("a client");
        let mut pace = tokio::time::interval(Duration::from_secs(1) / 50);
        for number in (1..=CROWD).cycle() {
            pace.tick().await;
            let (client, counted) = (client.clone(), Arc::clone(&counted));
            tokio::spawn(async move {
                let account = format!("crowd{number}");
                let form = [("account", &*account), ("password", PASSWORD)];
                let asked = client.post(format!("http://{address}/sign-in")).form(&form).send();
                if asked.await.is_ok_and(|answer| answer.status() == reqwest::StatusCode::SEE_OTHER)
                {
                    counted.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
    });
    (flood, entered)
}

/// Changes made while pages are open.
const CHANGES: usize = 10;

/// What a change sends to each open page, and how many statements all of them together cost.
async fn changes(
    app: &App,
    office: &Client,
    address: SocketAddr,
    listeners: usize,
    statements: &AtomicUsize,
) {
    let heard = Arc::new(AtomicUsize::new(0));
    let ends = Arc::new(AtomicBool::new(false));
    let url = format!("http://{address}/{UNIT}/committee/live");
    let mut pages = Vec::new();
    for _ in 0..listeners {
        let answer = office.get(&url).send().await.expect("an answer");
        assert!(answer.status().is_success(), "{}", answer.status());
        pages.push(tokio::spawn(listen(answer, Arc::clone(&heard), Arc::clone(&ends))));
    }
    // what the pages were opened with is over
    tokio::time::sleep(Duration::from_secs(1)).await;
    let (bytes, asked) = (heard.load(Ordering::Relaxed), statements.load(Ordering::Relaxed));
    for _ in 0..CHANGES {
        change(app).await;
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
    let bytes = (heard.load(Ordering::Relaxed) - bytes) / CHANGES / listeners;
    let asked = (statements.load(Ordering::Relaxed) - asked) / CHANGES;
    println!("{listeners:<12} {bytes:>16} {asked:>22}");
    ends.store(true, Ordering::Relaxed);
    for page in pages {
        page.abort();
    }
}

async fn listen(mut page: Response, heard: Arc<AtomicUsize>, ends: Arc<AtomicBool>) {
    while let Ok(Some(chunk)) = page.chunk().await {
        if ends.load(Ordering::Relaxed) {
            return;
        }
        heard.fetch_add(chunk.len(), Ordering::Relaxed);
    }
}

/// The smallest act in the election of the unit.
async fn change(app: &App) {
    let mut act = Act::begin(app, Actor::Console).await.expect("an act");
    let election_id = sqlx::query_scalar::<_, i64>(
        "update round set voted_on = coalesce(voted_on, '2025-03-18') + 1
        from election join place_code using (place_id)
        where round.election_id = election.election_id and code = '330902102301'
        returning election.election_id",
    )
    .fetch_one(&mut *act)
    .await
    .expect("a change");
    let stream = Stream::Election(huanjie::shell::ids::ElectionId(election_id));
    act.commit(stream, Event::new("stage_corrected")).await.expect("a commit");
}
