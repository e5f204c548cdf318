//! The program as a process serves it, over a database of the test's own, and the people who use
//! it. A second [`TestApp`] over the same database is a second process.

use std::{
    net::SocketAddr,
    sync::{Arc, LazyLock},
    time::Duration,
};

use axum::{Extension, extract::ConnectInfo};
use huanjie::{
    documents,
    people::{password, store as people},
    places::store::{self as places, NewPlace},
    server,
    shell::{
        App, Instance, Policy,
        act::{Act, Actor},
        ids::WorldId,
        journal::{Event, Stream, heads::Heads, verify::verify},
        live::Live,
        mandate::Role,
        outbox,
        tls::Https,
        vault::Vault,
        view::Peer,
    },
};
use reqwest::{Client, Method, Response, StatusCode, header, redirect};
use sqlx::{AssertSqlSafe, Row, postgres::PgPoolOptions};
use tokio::net::TcpListener;

use super::{folder::Folder, postgres};
use crate::journal_pages::told_in_words;

/// The unit that elects.
pub const UNIT: &str = "330902102201";
/// Another village of the same town.
pub const SIBLING: &str = "330902102202";
/// Its town.
pub const TOWN: &str = "330902102";
/// Its county.
pub const COUNTY: &str = "330902";
/// Another town of the same county.
pub const OTHER_TOWN: &str = "330902103";
/// A village of that town.
pub const OTHER: &str = "330902103201";

/// The password of everybody.
pub const PASSWORD: &str = "correct horse battery";

/// Hashed once a process: it is made to take long.
static HASH: LazyLock<String> = LazyLock::new(|| password::hash(PASSWORD).expect("a hash"));

/// Account, role, place of those who walk an election through.
const PEOPLE: [(&str, Role, &str); 11] = [
    ("county", Role::CountyOffice, COUNTY),
    ("official", Role::CountyOfficial, COUNTY),
    ("office", Role::TownOffice, TOWN),
    ("leader", Role::LeadingGroup, TOWN),
    ("steering", Role::SteeringGroup, UNIT),
    ("commission", Role::Commission, UNIT),
    ("commission2", Role::Commission, UNIT),
    ("recorder1", Role::Recorder, UNIT),
    ("recorder2", Role::Recorder, UNIT),
    ("recorder3", Role::Recorder, UNIT),
    ("scrutineer", Role::Scrutineer, UNIT),
];

/// A process of the program.
pub struct TestApp {
    /// What its handlers reach.
    pub app: App,
    /// Where it listens.
    pub address: SocketAddr,
    folder: Arc<Folder>,
}

impl TestApp {
    /// A process over an empty database of the test's own, with places and people.
    pub async fn start() -> Self {
        let db = postgres::database().await;
        let app = Self::over(&db, Arc::new(Folder::new())).await;
        app.settle().await;
        app
    }

    /// The same, where offices need a second factor.
    pub async fn guarded() -> Self {
        let db = postgres::database().await;
        let app = Self::by(&db, Arc::new(Folder::new()), Policy::default()).await;
        app.settle().await;
        app
    }

    /// Another process over the same database, with other decisions about signing in.
    pub async fn again_by(&self, policy: Policy) -> Self {
        Self::by(&self.app.db, Arc::clone(&self.folder), policy).await
    }

    /// Another process over the same database, whose visitors all come from another machine.
    pub async fn elsewhere(&self, policy: Policy) -> Self {
        let peer = Peer::at("192.0.2.7:40000".parse().expect("an address"));
        Self::from(&self.app.db, Arc::clone(&self.folder), policy, Some(peer)).await
    }

    /// A process over a database in which there is nobody and nothing.
    pub async fn empty() -> Self {
        Self::over(&postgres::database().await, Arc::new(Folder::new())).await
    }

    /// Another process over the same database, with the same data folder.
    pub async fn again(&self) -> Self {
        Self::over(&self.app.db, Arc::clone(&self.folder)).await
    }

    /// Nobody needs a second factor: most tests are about other things.
    async fn over(db: &sqlx::PgPool, folder: Arc<Folder>) -> Self {
        Self::by(db, folder, Policy { lan: true, ..Policy::default() }).await
    }

    async fn by(db: &sqlx::PgPool, folder: Arc<Folder>, policy: Policy) -> Self {
        Self::from(db, folder, policy, None).await
    }

    async fn from(
        db: &sqlx::PgPool,
        folder: Arc<Folder>,
        policy: Policy,
        peer: Option<Peer>,
    ) -> Self {
        let options = db.connect_options().as_ref().clone();
        let pool = PgPoolOptions::new().max_connections(12);
        let db = pool.connect_with(options).await.expect("connections");
        let live = Live::start(db.clone());
        let heads = Heads::open(&folder.join("keys")).expect("a key");
        let vault = Vault::open(&folder.join("keys")).expect("a key");
        let instance = Instance::with(&folder, Https::Off, policy);
        let app = App { db, live, heads, vault, instance };
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let service = server::router(app.clone());
        let service = match peer {
            Some(peer) => service.layer(Extension(ConnectInfo(peer))),
            None => service,
        };
        let service = service.into_make_service_with_connect_info::<Peer>();
        tokio::spawn(async move { axum::serve(listener, service).await });
        tokio::spawn(outbox::run(app.clone(), documents::job));
        Self { app, address, folder }
    }

    /// Makes the places and the people.
    async fn settle(&self) {
        self.console("places_made", async |act| {
            places::live_world(act).await.expect("a world");
            let from_on = act.now().date();
            let mut made: Vec<(&str, _)> = Vec::new();
            for (code, level, kind, name) in [
                (COUNTY, "county", None, "定海区"),
                (TOWN, "town", None, "小沙镇"),
                (OTHER_TOWN, "town", None, "双桥镇"),
                (UNIT, "unit", Some("village"), "增辉村"),
                (SIBLING, "unit", Some("village"), "毛峙村"),
                (OTHER, "unit", Some("village"), "石礁村"),
            ] {
                let above = made.iter().filter(|(of, _)| code.starts_with(of));
                let parent_id = above.max_by_key(|(of, _)| of.len()).map(|(_, id)| *id);
                let world_id = WorldId(1);
                let new = NewPlace { world_id, parent_id, level, kind, name, code, from_on };
                made.push((code, places::add(act, &new).await.expect("a place")));
            }
        })
        .await;
        for (name, role, code) in PEOPLE {
            self.person(name, &[(role, code)]).await;
        }
    }

    /// Adds an account with roles over places; without a place that of the instance.
    pub async fn person(&self, name: &str, roles: &[(Role, &str)]) {
        self.person_of(1, name, roles).await;
    }

    /// Adds an account with roles over places of a world.
    pub async fn person_of(&self, world: i64, name: &str, roles: &[(Role, &str)]) {
        self.console("account_added", async |act| {
            let shown = format!("{name}的名字");
            let account = people::add_account(act, name, &shown, &HASH).await.expect("an account");
            let on = act.now().date();
            for (role, code) in roles {
                let place = places::by_code(act, WorldId(world), code).await.expect("an answer");
                people::entrust(act, account, *role, place, on).await.expect("a mandate");
            }
        })
        .await;
    }

    /// The day on which elections of the live world are.
    pub fn today() -> chrono::NaiveDate {
        huanjie::shell::clock::Now::read().date()
    }

    /// A result whose papers could not be printed, and are tried again in an hour.
    pub async fn failed_print(&self, election: i64) {
        let statement = "insert into outbox (kind, subject, due_at, attempts, failure)
            values ('print_result', $1, now() + interval '1 hour', 1, 'no fonts')";
        sqlx::query(statement).bind(election).execute(&self.app.db).await.expect("a job");
    }

    /// An act of somebody at the command line.
    pub async fn console(&self, event: &'static str, work: impl AsyncFnOnce(&mut Act<'_>)) {
        let mut act = Act::begin(&self.app, Actor::Console).await.expect("an act");
        work(&mut act).await;
        act.commit(Stream::Instance, Event::new(event)).await.expect("a commit");
    }

    /// Somebody who has signed in.
    pub async fn visitor(&self, name: &str) -> Visitor {
        let visitor = self.nobody();
        let form = [("account", name), ("password", PASSWORD), ("next", "")];
        let answer = visitor.post("/sign-in", &form).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{name} signs in: {}", answer.text());
        visitor
    }

    /// Somebody who has not.
    pub fn nobody(&self) -> Visitor {
        let client = Client::builder().cookie_store(true).redirect(redirect::Policy::none());
        Visitor { client: client.build().expect("a client"), address: self.address, header: None }
    }

    /// Everybody who is there has the password of tests.
    pub async fn password_of_all(&self) {
        let given = sqlx::query("update credential set password_hash = $1, must_change = false");
        given.bind(&*HASH).execute(&self.app.db).await.expect("passwords");
    }

    /// One number of the database.
    pub async fn number(&self, query: &str) -> i64 {
        let row = sqlx::query(AssertSqlSafe(query.to_owned())).fetch_one(&self.app.db).await;
        let row = row.expect(query);
        row.try_get::<i64, _>(0).unwrap_or_else(|_| row.get::<i32, _>(0).into())
    }

    /// One column of texts of the database.
    pub async fn texts(&self, query: &str) -> Vec<String> {
        let rows = sqlx::query(AssertSqlSafe(query.to_owned())).fetch_all(&self.app.db).await;
        rows.expect(query).iter().map(|row| row.get(0)).collect()
    }

    /// What every table holds, but for who signed in and files that were looked at: equal before and after what changes nothing.
    pub async fn state(&self) -> Vec<String> {
        let tables = self
            .texts(
                "select relname::text from pg_class
                where relkind = 'r' and relnamespace = 'public'::regnamespace
                and relname not in ('session', 'security_log', 'sign_in_attempt', 'sign_in_step', 'import',
                    'import_line', '_sqlx_migrations')
                order by relname",
            )
            .await;
        let of = |table: &String| {
            format!(
                "select '{table} ' || count(*) || ' ' ||
                    coalesce(md5(string_agg(kept::text, ' ' order by kept::text)), '')
                from {table} as kept"
            )
        };
        let parts: Vec<String> = tables.iter().map(of).collect();
        let mut state = self.texts(&parts.join(" union all ")).await;
        // the database reads tables in parallel, and answers in any order
        state.sort();
        state
    }
}

/// Tables and journal agree, and what the journal holds can be read.
pub async fn verified(app: &TestApp) {
    let heads = app.app.heads.all().expect("heads");
    let report = verify(&app.app.db, &heads).await.expect("a report");
    assert_eq!(report.bad, None);
    told_in_words(app).await;
}

/// A person at a browser.
#[derive(Clone)]
pub struct Visitor {
    client: Client,
    address: SocketAddr,
    header: Option<(&'static str, &'static str)>,
}

/// What the program answered.
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// After how many seconds it may be tried again.
    pub retry_after: Option<u64>,
    /// Where to go on.
    pub location: Option<String>,
    /// The kind of content.
    pub kind: String,
    /// How it is to be kept as a file.
    pub disposition: Option<String>,
    /// All headers.
    pub headers: header::HeaderMap,
    /// The content.
    pub body: Vec<u8>,
}

impl Answer {
    async fn of(response: Response) -> Self {
        let header = |name| response.headers().get(name).and_then(|value| value.to_str().ok());
        Self {
            status: response.status(),
            retry_after: header(header::RETRY_AFTER).and_then(|after| after.parse().ok()),
            location: header(header::LOCATION).map(str::to_owned),
            disposition: header(header::CONTENT_DISPOSITION).map(str::to_owned),
            kind: header(header::CONTENT_TYPE).unwrap_or_default().to_owned(),
            headers: response.headers().clone(),
            body: response.bytes().await.expect("a body").to_vec(),
        }
    }

    /// The content as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Whether a page has what a selector names.
    pub fn has(&self, selector: &str) -> bool {
        let selector = scraper::Selector::parse(selector).expect("a selector");
        scraper::Html::parse_document(&self.text()).select(&selector).next().is_some()
    }
}

impl Visitor {
    /// Opens a page.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, "", Vec::new()).await
    }

    /// Sends a form.
    pub async fn post(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        let mut body = form_urlencoded::Serializer::new(String::new());
        body.extend_pairs(form);
        let kind = "application/x-www-form-urlencoded";
        self.send(Method::POST, path, kind, body.finish().into_bytes()).await
    }

    /// Sends a file, as the field `file` of a form.
    pub async fn upload(&self, path: &str, file: &[u8]) -> Answer {
        let mut body = b"--edge\r\ncontent-disposition: form-data; name=\"file\"; \
            filename=\"roll.csv\"\r\n\r\n"
            .to_vec();
        body.extend_from_slice(file);
        body.extend_from_slice(b"\r\n--edge--\r\n");
        self.send(Method::POST, path, "multipart/form-data; boundary=edge", body).await
    }

    /// Sends anything.
    pub async fn send(&self, method: Method, path: &str, kind: &str, body: Vec<u8>) -> Answer {
        let mut request = self.client.request(method, format!("http://{}{path}", self.address));
        if let Some((name, value)) = self.header {
            request = request.header(name, value);
        }
        if !kind.is_empty() {
            request = request.header(header::CONTENT_TYPE, kind).body(body);
        }
        Answer::of(request.send().await.expect("an answer")).await
    }

    /// Asks with an empty form; the content, which may never end, is not read.
    pub async fn status(
        &self,
        method: Method,
        path: &str,
        kind: &str,
    ) -> (StatusCode, Option<String>) {
        let request = self.client.request(method, format!("http://{}{path}", self.address));
        let request = if kind.is_empty() {
            request
        } else {
            request.header(header::CONTENT_TYPE, kind).body(Vec::new())
        };
        let response = request.send().await.expect("an answer");
        let location = response.headers().get(header::LOCATION);
        let location = location.and_then(|value| value.to_str().ok()).map(str::to_owned);
        (response.status(), location)
    }

    /// The same browser at another process.
    pub fn at(&self, app: &TestApp) -> Self {
        Self { address: app.address, ..self.clone() }
    }

    /// The same with a header of the browser's.
    pub fn with_header(&self, name: &'static str, value: &'static str) -> Self {
        Self { header: Some((name, value)), ..self.clone() }
    }

    /// Opens a page of live changes.
    pub async fn live(&self, path: &str) -> LivePage {
        let request = self.client.get(format!("http://{}{path}", self.address));
        let response = request.send().await.expect("an answer");
        assert_eq!(response.status(), StatusCode::OK);
        LivePage { response, heard: String::new() }
    }

    /// What the page that asks before something is closed shows, as its form sends it.
    pub async fn seen(&self, page: &str) -> String {
        let page = self.get(page).await.text();
        let seen = page.split(r#"name="seen" value=""#).nth(1);
        seen.and_then(|one| one.split('"').next()).unwrap_or_default().to_owned()
    }

    /// Closes a stage from the page that asks once more, with the day of the form.
    pub async fn closing(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        let day = |(name, _): &&(&str, &str)| matches!(*name, "on" | "posted_on");
        let (name, on) = form.iter().find(day).expect("a day");
        let seen = self.seen(&format!("{path}?{name}={on}")).await;
        self.post(path, &[form, &[("seen", &*seen)]].concat()).await
    }

    /// The same, which must be accepted.
    pub async fn closes(&self, path: &str, form: &[(&str, &str)]) {
        let answer = self.closing(path, form).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path} {form:?}: {}", answer.text());
    }

    /// Sends a form that must be accepted.
    pub async fn done(&self, path: &str, form: &[(&str, &str)]) {
        let answer = self.post(path, form).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path} {form:?}: {}", answer.text());
    }
}

/// A page on which changes are told.
pub struct LivePage {
    response: Response,
    /// All that was told.
    pub heard: String,
}

impl LivePage {
    /// Whether a change is told within a time from now on.
    pub async fn changes_within(&mut self, time: Duration) -> bool {
        let heard = async {
            while let Ok(Some(chunk)) = self.response.chunk().await {
                let chunk = String::from_utf8_lossy(&chunk).into_owned();
                self.heard.push_str(&chunk);
                // browsers pass over an event without data
                if chunk.contains("event: changed\ndata: ") {
                    return true;
                }
            }
            false
        };
        tokio::time::timeout(time, heard).await.unwrap_or(false)
    }
}
