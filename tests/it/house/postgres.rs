//! An empty database for every test, on one private server for all of them.
//!
//! The server is kept by a process of its own, which the first test that wants a database starts,
//! so that a runner with a process a test has one server as well. Every process of tests holds
//! the file `users` as long as it lives, however it ends; the keeper stops and removes the server
//! when nobody has held it for a while. A database lives as long as the connection named after
//! it, which its test holds.

use std::{
    env,
    fs::{self, File, TryLockError},
    future::pending,
    hash::{DefaultHasher, Hash, Hasher},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::Child,
    time::Duration,
};

use huanjie::shell::private_postgres::{NAME, PrivatePostgres, StartError, running};
use sqlx::{
    AssertSqlSafe, Connection, Executor, PgConnection, PgPool, Row,
    migrate::Migrator,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use tokio::{sync::OnceCell, time::sleep};
use uuid::Uuid;

use super::again;

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// For how many seconds nobody may want the server before it is removed.
const IDLE: u32 = 10;

/// An empty database with all migrations, for one test; it is removed when the test is over.
pub async fn database() -> PgPool {
    static SERVER: OnceCell<Server> = OnceCell::const_new();
    let server = SERVER.get_or_init(Server::find).await;
    let name = format!("test_{}", Uuid::new_v4().simple());
    let options = server.options.clone();
    let mut held = connect(&options.clone().application_name(&name)).await;
    let template = template(&mut held, &options).await;
    run(&mut held, &format!("create database {name} template {template}")).await;
    // ends with the runtime of the test
    tokio::spawn(async move {
        let _held = held;
        pending::<()>().await;
    });
    let pool = PgPoolOptions::new().max_connections(5);
    pool.connect_with(options.database(&name)).await.expect("an own database")
}

/// The one server, wanted as long as this process lives.
struct Server {
    options: PgConnectOptions,
    _wanted: File,
}

impl Server {
    async fn find() -> Self {
        let folder = folder();
        fs::create_dir_all(&folder).expect("a folder");
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).expect("a mode");
        let wanted = tokio::task::spawn_blocking({
            let folder = folder.clone();
            move || {
                // waits while a keeper that is no longer wanted removes the server
                let file = users(&folder);
                file.lock_shared().expect("a lock");
                file
            }
        });
        let wanted = wanted.await.expect("a lock");
        let mut keeper: Option<Child> = None;
        for _ in 0..3000 {
            if let Some(options) = running(&folder.join("server"), "postgres")
                && PgConnection::connect_with(&options).await.is_ok()
            {
                return Self { options, _wanted: wanted };
            }
            // two keepers may be started at once: the later one ends
            if keeper.as_mut().is_none_or(|keeper| keeper.try_wait().is_ok_and(|end| end.is_some()))
            {
                keeper = Some(again::start("house::postgres::keeps_the_server", &folder));
            }
            sleep(Duration::from_millis(20)).await;
        }
        panic!("no server: {}", fs::read_to_string(folder.join("refused")).unwrap_or_default());
    }
}

/// One folder for each folder of builds and each user.
fn folder() -> PathBuf {
    let mut hasher = DefaultHasher::new();
    (env!("CARGO_TARGET_TMPDIR"), nix::unistd::geteuid().as_raw()).hash(&mut hasher);
    env::temp_dir().join(format!("huanjie-tests-{:016x}", hasher.finish()))
}

fn users(folder: &Path) -> File {
    let mut options = File::options();
    options.read(true).write(true).create(true).truncate(false);
    options.open(folder.join("users")).expect("a file")
}

/// The name of a database with all migrations, made by the first who needs it.
async fn template(connection: &mut PgConnection, options: &PgConnectOptions) -> String {
    let mut hasher = DefaultHasher::new();
    for migration in MIGRATIONS.iter() {
        (migration.version, &migration.checksum).hash(&mut hasher);
    }
    let name = format!("migrated_{:016x}", hasher.finish());
    run(connection, "select pg_advisory_lock(1)").await;
    let there = format!("select datname::text from pg_database where datname = '{name}'");
    if names(connection, &there).await.is_empty() {
        // one that was killed at it leaves a half
        let making = format!("{name}_making");
        run(connection, &format!("drop database if exists {making} with (force)")).await;
        run(connection, &format!("create database {making}")).await;
        let mut new = connect(&options.clone().database(&making)).await;
        MIGRATIONS.run(&mut new).await.expect("migrations");
        new.close().await.expect("an end");
        run(connection, &format!("alter database {making} rename to {name}")).await;
    }
    run(connection, "select pg_advisory_unlock(1)").await;
    name
}

/// The keeper: runs until nobody wants the server.
#[tokio::test]
#[ignore = "started by tests as a process of its own"]
async fn keeps_the_server() {
    let Some(folder) = again::folder() else { return };
    let own = folder.join("server");
    let postgres = match PrivatePostgres::start(&own).await {
        Ok(postgres) => postgres,
        // another keeper was quicker
        Err(StartError::InUse { .. }) => return,
        Err(error) => {
            fs::write(folder.join("refused"), error.to_string()).expect("a file");
            // what a crash of the machine left cannot be trusted without fsync
            let _ = fs::remove_dir_all(&own);
            panic!("{error}");
        }
    };
    let wanted = users(&folder);
    let mut connection = connect(&postgres.options(NAME)).await;
    for setting in ["fsync", "synchronous_commit", "full_page_writes"] {
        run(&mut connection, &format!("alter system set {setting} = off")).await;
    }
    run(&mut connection, "select pg_reload_conf()").await;
    let mut idle = 0;
    while idle < IDLE {
        sleep(Duration::from_secs(1)).await;
        drop_left(&mut connection).await;
        idle = match wanted.try_lock() {
            Ok(()) if idle + 1 < IDLE => {
                wanted.unlock().expect("an unlocked file");
                idle + 1
            }
            // whoever comes now waits until the server is removed
            Ok(()) => IDLE,
            Err(TryLockError::WouldBlock) => 0,
            Err(TryLockError::Error(error)) => panic!("{error}"),
        };
    }
    postgres.stop().await;
    fs::remove_dir_all(&own).expect("a removed folder");
}

/// Drops the databases whose tests are over.
async fn drop_left(connection: &mut PgConnection) {
    let left = "select datname::text from pg_database where datname like 'test\\_%'
        and datname not in (select application_name from pg_stat_activity)";
    for name in names(connection, left).await {
        run(connection, &format!("drop database {name} with (force)")).await;
    }
}

async fn connect(options: &PgConnectOptions) -> PgConnection {
    PgConnection::connect_with(options).await.expect("a connection")
}

async fn run(connection: &mut PgConnection, statement: &str) {
    let statement = AssertSqlSafe(statement.to_owned());
    connection.execute(statement).await.expect("a statement that is accepted");
}

async fn names(connection: &mut PgConnection, statement: &str) -> Vec<String> {
    let rows = connection.fetch_all(AssertSqlSafe(statement.to_owned())).await.expect("rows");
    rows.iter().map(|row| row.get(0)).collect()
}

#[tokio::test]
async fn every_test_has_an_empty_database_of_its_own() {
    let (first, second) = tokio::join!(database(), database());
    first.execute("create table scratch (number int)").await.expect("a table");
    assert!(second.execute("select * from scratch").await.is_err(), "another database");
    let migrated = "select count(*) from _sqlx_migrations where success";
    for pool in [first, second] {
        let row = pool.fetch_one(migrated).await.expect("a count");
        let expected = i64::try_from(MIGRATIONS.iter().count()).expect("a count");
        assert_eq!(row.get::<i64, _>(0), expected);
    }
}

#[test]
fn the_database_of_a_test_is_removed_after_it() {
    let runtime = || tokio::runtime::Runtime::new().expect("a runtime");
    let name = runtime().block_on(async {
        let pool = database().await;
        let row = pool.fetch_one("select current_database()::text").await.expect("a name");
        row.get::<String, _>(0)
    });
    runtime().block_on(async {
        let pool = database().await;
        let left = format!("select datname::text from pg_database where datname = '{name}'");
        for _ in 0..300 {
            if pool.fetch_all(AssertSqlSafe(left.clone())).await.expect("rows").is_empty() {
                return;
            }
            sleep(Duration::from_millis(100)).await;
        }
        panic!("{name} is still there");
    });
}
