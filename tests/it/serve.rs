//! Serving as those meet it who start it: what keeps it from starting is told in a sentence, it ends
//! in order, and starts again at once.

#![expect(clippy::disallowed_methods, reason = "how long it takes is told")]

pub mod program;

use std::{
    fs,
    net::TcpListener,
    path::Path,
    process::Stdio,
    time::{Duration, Instant},
};

use nix::{sys::signal::kill, unistd::Pid};
use sqlx::{Connection, Executor};

use crate::{
    house::{folder::Folder, postgres::database as empty_database},
    serve::program::{PASSWORD, Program, Visitor, beside, database, huanjie},
};

/// What a start that cannot succeed says on standard error: status 2, one sentence, no panic.
fn refused(folder: &Path, args: &[&str], variables: &[(&str, &str)]) -> String {
    let done = huanjie()
        .envs(variables.iter().copied())
        .args(["serve", "--lang", "en", "--data"])
        .arg(folder)
        .args(args)
        .stdin(Stdio::null())
        .output()
        .expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    let (out, said) = (text(done.stdout), text(done.stderr));
    assert_eq!(done.status.code(), Some(2), "{args:?}\n{out}{said}");
    assert_eq!(out, "", "{args:?}");
    assert!(!said.contains("panicked") && !said.contains('⟦'), "{args:?}\n{said}");
    said
}

/// The same, where one line says it all.
fn sentence(folder: &Path, args: &[&str], variables: &[(&str, &str)]) -> String {
    let said = refused(folder, args, variables);
    assert_eq!(said.trim_end().lines().count(), 1, "{args:?}\n{said}");
    said.trim_end().to_owned()
}

#[test]
fn a_port_that_is_taken_is_named() {
    let folder = Folder::new();
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    let said = sentence(&folder, &["--listen", &address], &[]);
    assert!(said.contains("port is taken") && said.contains(&address), "{said}");
    assert!(!folder.join("postgres").exists(), "told before anything is made");
    let chinese = huanjie()
        .args(["serve", "--lang", "zh-CN", "--listen", &address, "--data"])
        .arg(&*folder)
        .output()
        .expect("the program starts");
    let chinese = String::from_utf8(chinese.stderr).expect("UTF-8");
    assert!(chinese.contains("端口已被占用"), "{chinese}");
}

#[test]
fn what_cannot_be_meant_on_the_command_line_is_told() {
    let folder = Folder::new();
    for (args, part) in [
        (&["--listne", "127.0.0.1:0"][..], "--listne"),
        (&["--listen", "8080"], "8080"),
        (&["--listen", "127.0.0.1:99999"], "99999"),
        (&["something"], "something"),
    ] {
        let said = refused(&folder, args, &[]);
        assert!(said.contains(part) && said.contains("huanjie serve --help"), "{said}");
    }
    for (args, part) in [
        (&["--listen", "0.0.0.0:0"][..], "--plain-http"),
        (&["--listen", "0.0.0.0:0", "--plain-http", "--sample"], "--sample"),
        (&["--listen", "192.0.2.1:8080", "--plain-http"], "192.0.2.1"),
    ] {
        let said = sentence(&folder, args, &[]);
        assert!(said.contains(part), "{said}");
    }
}

#[test]
fn a_database_that_cannot_be_reached_is_told_without_its_secret() {
    let folder = Folder::new();
    let nobody =
        TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address");
    let urls = [
        format!("postgres://clerk:hidden-secret@{nobody}/huanjie"),
        "postgres://clerk:hidden-secret@nowhere.invalid/huanjie".to_owned(),
        "postgres://clerk:hidden-secret@localhost/huanjie?host=/nowhere".to_owned(),
        "postgres://clerk:hidden-secret@:port/".to_owned(),
        "mysql://clerk:hidden-secret@localhost/huanjie".to_owned(),
    ];
    let asked = |args: &[&str], variables: &[(&str, &str)]| {
        let began = Instant::now();
        let said = sentence(&folder, &[&["--listen", "127.0.0.1:0"], args].concat(), variables);
        assert!(said.contains("database") || said.contains("DATABASE_URL"), "{said}");
        assert!(!said.contains("secret"), "{said}");
        assert!(began.elapsed() < Duration::from_secs(20), "{args:?} {variables:?}");
    };
    // a server may be just starting: each is asked for a while
    std::thread::scope(|scope| {
        for url in &urls {
            scope.spawn(|| asked(&["--database-url", url], &[]));
            scope.spawn(|| asked(&[], &[("DATABASE_URL", url)]));
        }
    });
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_schema_of_a_newer_program_is_refused_with_its_version() {
    let pool = empty_database().await;
    let newer =
        "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
        values (29990101000000, 'later', true, '\\x00', 0)";
    pool.execute(newer).await.expect("a newer schema");
    let options = pool.connect_options();
    let socket = options.get_socket().expect("a socket").display().to_string();
    let name = options.get_database().expect("a name");
    let url = format!("postgres:///{name}?host={}&user=huanjie", socket.replace('/', "%2F"));
    let folder = Folder::new();
    let listen = ["--listen", "127.0.0.1:0"];
    let said =
        tokio::task::block_in_place(|| sentence(&folder, &listen, &[("DATABASE_URL", &url)]));
    assert!(said.contains("29990101000000") && said.contains("newer"), "{said}");
}

#[test]
fn a_folder_that_is_a_file_is_told() {
    let folder = Folder::new();
    let file = folder.join("data");
    fs::write(&file, "").expect("a file");
    for path in [file.clone(), file.join("below")] {
        let said = sentence(&path, &["--listen", "127.0.0.1:0"], &[]);
        assert!(said.contains(&file.display().to_string()) && said.contains("a file"), "{said}");
    }
}

#[test]
fn keys_that_cannot_be_used_are_told() {
    let folder = Folder::new();
    fs::create_dir(folder.join("keys")).expect("a folder");
    fs::write(folder.join("keys/journal.key"), "too short").expect("a file");
    let said = sentence(&folder, &["--listen", "127.0.0.1:0"], &[]);
    assert!(said.contains("keys"), "{said}");
    assert!(!folder.join("postgres/postmaster.pid").exists(), "the database was stopped");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_ends_in_order_while_pages_are_open_and_starts_again_within_ten_seconds() {
    let folder = Folder::new();
    let mut program = tokio::task::block_in_place(|| Program::start(&folder));
    let said = tokio::task::block_in_place(|| sentence(&folder, &["--listen", "127.0.0.1:0"], &[]));
    assert!(said.contains("in use") && said.contains(&program.id().to_string()), "{said}");

    let office = Visitor::sign_in(&program.address, "office-xiaosha", PASSWORD).await;
    let form = [
        ("election_on", "2008-05-08"),
        ("term_no", "8"),
        ("director", "1"),
        ("deputy", "1"),
        ("member", "3"),
    ];
    office.post(&program.address, "/r/2/330902102201/elections", &form).await;
    let mut changes = office.open(&program.address, "/r/2/330902102201/committee/live").await;
    assert_eq!(changes.headers()["content-type"], "text/event-stream");
    let postgres = program.postgres().expect("a database server");

    let began = Instant::now();
    let ended = tokio::task::block_in_place(|| program.terminate(Duration::from_secs(25)));
    println!("ended in {:?}", began.elapsed());
    assert_eq!(ended.expect("an end while a page is open").code(), Some(0));
    assert!(began.elapsed() < Duration::from_secs(5), "no page keeps it: {:?}", began.elapsed());
    assert_eq!(changes.chunk().await.expect("an end, no break"), None);
    assert!(kill(Pid::from_raw(postgres), None).is_err(), "the database was stopped");
    assert!(!folder.join("postgres/postmaster.pid").exists(), "it ended in order");

    let began = Instant::now();
    let program = tokio::task::block_in_place(|| Program::start(&folder));
    let took = began.elapsed();
    println!("second start in {took:?}");
    assert!(took < Duration::from_secs(10), "{took:?}");
    let ready = office.open(&program.address, "/readyz").await;
    let ready = ready.text().await.expect("a text");
    assert!(ready.starts_with("ready\ndatabase: answers\n"), "{ready}");
    assert!(ready.contains("role: own role") && ready.contains("outbox: 0 waiting"), "{ready}");
    // the session outlives the program
    assert_eq!(office.open(&program.address, "/r/2/330902102201/committee").await.status(), 200);
}

#[test]
fn it_takes_as_many_open_files_as_the_system_lets_it_have() {
    let folder = Folder::new();
    let program = Program::start_narrow(&folder, 300);
    let limits = fs::read_to_string(format!("/proc/{}/limits", program.id())).expect("limits");
    let files = limits.lines().find_map(|line| line.strip_prefix("Max open files"));
    let (soft, hard) = files.and_then(|line| line.trim().split_once(' ')).expect("two limits");
    assert_ne!(soft, "300", "{limits}");
    assert_eq!(hard.split_whitespace().next(), Some(soft), "{limits}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn verify_tells_by_its_status_what_it_found() {
    let folder = Folder::new();
    let program = tokio::task::block_in_place(|| Program::start(&folder));
    let verify = || tokio::task::block_in_place(|| beside(&folder, &["verify"], ""));
    assert_eq!(verify().1, Some(0));
    let mut db = database(&folder).await;
    db.execute("delete from journal_payload").await.expect("a removed payload");
    let (said, status) = verify();
    assert_eq!(status, Some(3), "{said}");
    assert!(said.contains("cannot be proven"), "{said}");
    db.execute("begin; set local session_replication_role = replica; update journal set event = 'x'; commit")
        .await
        .expect("an edit");
    db.close().await.expect("an end");
    let (said, status) = verify();
    assert_eq!(status, Some(1), "{said}");
    assert!(said.contains("instance 0, row 1"), "{said}");
    drop(program);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn verify_makes_nothing_and_names_what_it_cannot_read() {
    let folder = Folder::new();
    let verify = || tokio::task::block_in_place(|| beside(&folder, &["verify"], ""));
    let (said, status) = verify();
    assert_eq!(status, Some(2), "{said}");
    assert!(said.contains("keys/journal.key"), "{said}");
    assert_eq!(fs::read_dir(&*folder).expect("a folder").count(), 0, "nothing was made");

    let program = tokio::task::block_in_place(|| Program::start(&folder));
    let (said, status) = verify();
    assert_eq!(status, Some(0), "{said}");
    assert!(said.contains("0 signed heads compared"), "{said}");
    let list = folder.join("keys/heads.jsonl");
    fs::write(&list, "{}\n").expect("a bad line");
    let (said, status) = verify();
    assert_eq!(status, Some(2), "{said}");
    assert!(said.contains("Line 1 of") && said.contains("heads.jsonl"), "{said}");
    fs::remove_file(&list).expect("a missing list");
    assert!(verify().0.contains("There is no"), "a missing list is no empty one");
    assert!(!list.exists(), "and is not made");
    drop(program);
}
