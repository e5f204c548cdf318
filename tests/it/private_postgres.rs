//! A database server of our own, on real servers in folders of the tests.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Child, id},
    time::Duration,
};

use huanjie::shell::private_postgres::{NAME, PrivatePostgres, StartError, running};
use nix::{
    sys::signal::{Signal, kill},
    unistd::{Pid, geteuid},
};
use sqlx::{Connection, Executor, PgConnection, Row, postgres::PgConnectOptions};
use tokio::time::sleep;

use crate::house::{again, folder::Folder};

#[tokio::test]
async fn a_second_start_finds_the_data_of_the_first() {
    let folder = Folder::new();
    let postgres = PrivatePostgres::start(&folder).await.expect("a first start");
    ask(&postgres, "create table village (name text)").await;
    ask(&postgres, "insert into village values ('東村')").await;
    postgres.stop().await;

    let postgres = PrivatePostgres::start(&folder).await.expect("a second start");
    assert_eq!(ask(&postgres, "select name from village").await, ["東村"]);
    postgres.stop().await;
}

#[tokio::test]
async fn a_new_database_is_durable_and_speaks_unicode_by_its_socket_only() {
    let folder = Folder::new();
    let postgres = PrivatePostgres::start(&folder.join("below/it")).await.expect("a start");
    for (setting, value) in [
        ("fsync", "on"),
        ("synchronous_commit", "on"),
        ("full_page_writes", "on"),
        ("data_checksums", "on"),
        ("listen_addresses", ""),
        ("server_encoding", "UTF8"),
        ("max_connections", "100"),
    ] {
        assert_eq!(ask(&postgres, &format!("show {setting}")).await, [value], "{setting}");
    }
    // by code point: 李 U+674E before 王 U+738B
    let sorted = "select name from (values ('王'), ('李')) as t(name) order by name";
    assert_eq!(ask(&postgres, sorted).await, ["李", "王"]);

    let by_address: PgConnectOptions = postgres.url(NAME).parse().expect("an address");
    assert_eq!(ask_by(&by_address, "select current_database()::text").await, [NAME]);
    let mode = |path: &str| {
        let found = fs::metadata(folder.join("below/it").join(path)).expect("a folder");
        found.permissions().mode() & 0o777
    };
    assert_eq!((mode("postgres"), mode("run"), mode("postgres.log")), (0o700, 0o700, 0o600));
    postgres.stop().await;
}

#[tokio::test]
async fn the_log_holds_no_value_of_a_statement() {
    let folder = Folder::new();
    let postgres = PrivatePostgres::start(&folder).await.expect("a start");
    let mut connection = connect(&postgres.options(NAME)).await;
    connection.execute("create table person (idno text primary key)").await.expect("a table");
    let number = "330902199001010017";
    for refused in [0, 1] {
        let insert = sqlx::query("insert into person values ($1)").bind(number);
        assert_eq!(insert.execute(&mut connection).await.is_err(), refused == 1);
    }
    let wrong = sqlx::query("select cast($1 as date)").bind(number).execute(&mut connection).await;
    assert!(wrong.is_err());
    drop(connection);
    postgres.stop().await;
    let log = fs::read_to_string(folder.join("postgres.log")).expect("a log");
    assert!(log.contains("ready to accept connections"), "{log}");
    assert!(!log.contains(number) && !log.contains("ERROR"), "{log}");
}

#[tokio::test]
async fn a_killed_server_is_started_again() {
    let folder = Folder::new();
    let postgres = PrivatePostgres::start(&folder).await.expect("a start");
    ask(&postgres, "create table kept (number int)").await;
    for _ in 0..2 {
        let first = postgres.pid();
        // a session that works does not notice the end of its server by itself
        let mut busy = connect(&postgres.options(NAME)).await;
        let endless = "select count(*) from generate_series(1, 1000000000000)";
        let busy = tokio::spawn(async move { busy.execute(endless).await.is_err() });
        sleep(Duration::from_millis(100)).await;
        tokio::select! {
            () = postgres.watch() => unreachable!("watches forever"),
            () = async {
                slay(first);
                until(|| ![0, first].contains(&postgres.pid())).await;
                let mut again = PgConnection::connect_with(&postgres.options(NAME)).await;
                while again.is_err() {
                    sleep(Duration::from_millis(20)).await;
                    again = PgConnection::connect_with(&postgres.options(NAME)).await;
                }
                let mut again = again.expect("a connection");
                again.execute("insert into kept values (1)").await.expect("the table is there");
                assert!(busy.await.expect("an end"), "its session ended with it");
            } => {}
        }
    }
    assert_eq!(ask(&postgres, "select count(*)::text from kept").await, ["2"]);
    postgres.stop().await;
}

#[tokio::test]
async fn what_a_killed_process_leaves_running_is_taken_over() {
    let folder = Folder::new();
    let mut other = other_process(&folder).await;
    let orphan = server_of(&folder);
    ask_by(&options_beside(&folder), "create table kept (number int)").await;
    other.kill().expect("a killed process");
    other.wait().expect("its end");
    assert!(lives(orphan), "the server outlives the process");

    let postgres = PrivatePostgres::start(&folder).await.expect("a start");
    assert_ne!(postgres.pid(), orphan);
    assert!(!lives(orphan), "one server at a time");
    assert_eq!(ask(&postgres, "select count(*)::text from kept").await, ["0"]);
    postgres.stop().await;
}

#[tokio::test]
async fn a_second_process_on_the_folder_is_told_of_the_first() {
    let folder = Folder::new();
    let mut other = other_process(&folder).await;
    let refused = PrivatePostgres::start(&folder).await.expect_err("one process on a folder");
    let StartError::InUse { pid, .. } = refused else { panic!("{refused:?}") };
    assert_eq!(pid, other.id().to_string());
    other.kill().expect("a killed process");
    other.wait().expect("its end");
    PrivatePostgres::start(&folder).await.expect("a start after it").stop().await;
}

#[tokio::test]
async fn a_command_beside_the_server_finds_it_as_long_as_it_lives() {
    let folder = Folder::new();
    assert!(running(&folder, NAME).is_none());
    let postgres = PrivatePostgres::start(&folder).await.expect("a start");
    assert_eq!(ask_by(&options_beside(&folder), "select 'found'").await, ["found"]);
    postgres.stop().await;
    assert!(running(&folder, NAME).is_none());
}

#[tokio::test]
async fn a_dropped_server_is_stopped() {
    let folder = Folder::new();
    let postgres = PrivatePostgres::start(&folder).await.expect("a start");
    let pid = postgres.pid();
    assert!(lives(pid));
    drop(postgres);
    assert!(!lives(pid));
    assert!(!folder.join("postgres/postmaster.pid").exists(), "it ended in order");
}

#[tokio::test]
async fn a_long_folder_has_its_socket_elsewhere() {
    let folder = Folder::new();
    let long = folder.join("村".repeat(30)).join("a, \"b\"");
    let postgres = PrivatePostgres::start(&long).await.expect("a start");
    let socket = postgres.options(NAME).get_socket().expect("a socket").clone();
    assert!(!socket.starts_with(&long) && socket.is_dir(), "{}", socket.display());
    assert_eq!(ask(&postgres, "select 'answers'").await, ["answers"]);
    postgres.stop().await;
    assert!(!socket.exists(), "its folder is removed");
}

#[tokio::test]
async fn a_folder_with_a_comma_and_quotes_has_its_socket_in_it() {
    let folder = Folder::new();
    let own = folder.join("a, \"b\" 村");
    let postgres = PrivatePostgres::start(&own).await.expect("a start");
    assert_eq!(postgres.options(NAME).get_socket(), Some(&own.join("run")));
    let by_address: PgConnectOptions = postgres.url(NAME).parse().expect("an address");
    assert_eq!(ask_by(&by_address, "select 'answers'").await, ["answers"]);
    postgres.stop().await;
}

#[tokio::test]
async fn data_of_another_version_is_refused_with_both_versions() {
    let folder = Folder::new();
    fs::create_dir(folder.join("postgres")).expect("a folder");
    fs::write(folder.join("postgres/PG_VERSION"), "9.6\n").expect("a file");
    let refused = PrivatePostgres::start(&folder).await.expect_err("another version");
    let StartError::OtherVersion { data, installed, .. } = refused else { panic!("{refused:?}") };
    assert_eq!(data, "9.6");
    assert!(installed.split(", ").all(|one| one.parse::<u32>().is_ok()), "{installed}");
}

#[tokio::test]
async fn a_folder_whose_making_was_killed_is_made_anew() {
    let folder = Folder::new();
    let mut other = again::start("private_postgres::holds_a_server", &folder);
    until(|| folder.join("postgres.new/PG_VERSION").exists()).await;
    other.kill().expect("a killed process");
    other.wait().expect("its end");
    assert!(!folder.join("postgres").exists(), "killed before the data was whole");

    let postgres = PrivatePostgres::start(&folder).await.expect("a start");
    assert_eq!(ask(&postgres, "select 'answers'").await, ["answers"]);
    assert!(!folder.join("postgres.new").exists());
    postgres.stop().await;
}

#[tokio::test]
async fn a_process_that_took_the_number_of_a_dead_server_is_left_alone() {
    let folder = Folder::new();
    PrivatePostgres::start(&folder).await.expect("a start").stop().await;
    // neither this process nor its parents, which the server itself knows not to be one
    let mut other = std::process::Command::new("sleep").arg("60").spawn().expect("a process");
    let stale = format!("{}\n{}\n1\n5432\n\n\n", other.id(), folder.join("postgres").display());
    fs::write(folder.join("postgres/postmaster.pid"), stale).expect("a file");
    let postgres = PrivatePostgres::start(&folder).await.expect("a start");
    assert!(other.try_wait().expect("a state").is_none(), "it was not killed");
    other.kill().expect("a killed process");
    other.wait().expect("its end");
    postgres.stop().await;
}

#[tokio::test]
async fn a_file_in_the_way_and_half_a_database_are_refused() {
    let folder = Folder::new();
    fs::write(folder.join("file"), "").expect("a file");
    for path in [folder.join("file"), folder.join("file/below")] {
        let refused = PrivatePostgres::start(&path).await.expect_err("a file");
        assert!(matches!(refused, StartError::InTheWay { .. }), "{refused:?}");
    }
    fs::create_dir(folder.join("postgres")).expect("a folder");
    fs::write(folder.join("postgres/base"), "").expect("a file");
    let refused = PrivatePostgres::start(&folder).await.expect_err("half a database");
    assert!(matches!(refused, StartError::Damaged { .. }), "{refused:?}");
}

#[tokio::test]
async fn a_folder_that_is_closed_is_refused() {
    let folder = Folder::new();
    fs::set_permissions(&*folder, fs::Permissions::from_mode(0o600)).expect("a mode");
    let refused = PrivatePostgres::start(&folder.join("below")).await.expect_err("closed");
    // root enters; the server's user, who is another, does not
    let closed = matches!(refused, StartError::Closed { .. });
    let itself = matches!(refused, StartError::Refused { .. });
    assert!(if geteuid().is_root() { closed } else { itself }, "{refused:?}");
    fs::set_permissions(&*folder, fs::Permissions::from_mode(0o700)).expect("a mode");
}

#[tokio::test]
async fn a_broken_setting_is_told_from_the_log() {
    let folder = Folder::new();
    PrivatePostgres::start(&folder).await.expect("a start").stop().await;
    let settings = folder.join("postgres/postgresql.conf");
    let broken = fs::read_to_string(&settings).expect("settings") + "\nno_such_setting = 1\n";
    fs::write(settings, broken).expect("settings");
    let refused = PrivatePostgres::start(&folder).await.expect_err("a broken setting");
    let StartError::Ended { log, reason } = refused else { panic!("{refused:?}") };
    assert_eq!(log, folder.join("postgres.log"));
    assert!(reason.contains("postgresql.conf"), "{reason}");
}

/// The other process: holds a server until it is killed.
#[tokio::test]
#[ignore = "started by other tests as a process of its own"]
async fn holds_a_server() {
    let Some(folder) = again::folder() else { return };
    let postgres = PrivatePostgres::start(&folder).await.expect("a start");
    fs::write(folder.join("ready"), "").expect("a file");
    postgres.watch().await;
}

async fn other_process(folder: &Path) -> Child {
    let other = again::start("private_postgres::holds_a_server", folder);
    until(|| folder.join("ready").exists()).await;
    other
}

fn options_beside(folder: &Path) -> PgConnectOptions {
    running(folder, NAME).expect("a running server")
}

fn server_of(folder: &Path) -> u32 {
    let told = fs::read_to_string(folder.join("postgres/postmaster.pid")).expect("a server");
    told.lines().next().and_then(|line| line.parse().ok()).expect("a process")
}

async fn connect(options: &PgConnectOptions) -> PgConnection {
    PgConnection::connect_with(options).await.expect("a connection")
}

async fn ask(postgres: &PrivatePostgres, statement: &str) -> Vec<String> {
    ask_by(&postgres.options(NAME), statement).await
}

/// The first column of all rows, which is text.
async fn ask_by(options: &PgConnectOptions, statement: &str) -> Vec<String> {
    let mut connection = connect(options).await;
    let rows = sqlx::raw_sql(sqlx::AssertSqlSafe(statement)).fetch_all(&mut connection).await;
    rows.expect(statement).iter().map(|row| row.get(0)).collect()
}

/// Waits for it, at most a minute.
async fn until(there: impl Fn() -> bool) {
    for _ in 0..12_000 {
        if there() {
            return;
        }
        sleep(Duration::from_millis(5)).await;
    }
    panic!("waited a minute");
}

fn pid(process: u32) -> Pid {
    assert!(process > 1 && process != id());
    Pid::from_raw(i32::try_from(process).expect("a process"))
}

fn slay(process: u32) {
    kill(pid(process), Signal::SIGKILL).expect("a process to kill");
}

/// Whether a process runs; one that ended and that nobody has asked about runs no more.
fn lives(process: u32) -> bool {
    let state = std::process::Command::new("ps")
        .args(["-o", "stat=", "-p", &process.to_string()])
        .output()
        .expect("ps");
    !matches!(state.stdout.first(), None | Some(b'Z'))
}
