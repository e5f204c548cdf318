//! Back-ups as people make them: beside the serving program, checked, restored elsewhere, and by the
//! browser.

use std::{fs, path::Path, time::Duration};

use huanjie::shell::{journal::verify::verify, mandate::Role, private_postgres::PrivatePostgres};
use reqwest::StatusCode;
use sqlx::{ConnectOptions, Connection, Row};

use crate::{
    house::{app::TestApp, folder::Folder},
    people::factor::code,
    serve::program::{PASSWORD, Program, Visitor, beside, database, huanjie},
};

const PASSPHRASE: &str = "a passphrase of tests";

/// A command on a data folder that must end with a status; gives what it said.
fn told(folder: &Path, args: &[&str], status: i32) -> String {
    // as somebody types or pastes it: by the browser a space around it does not count either
    let (said, ended) = beside(folder, args, &format!(" {PASSPHRASE} \n"));
    assert_eq!(ended, Some(status), "{args:?}: {said}");
    said
}

async fn accounts(folder: &Path) -> i64 {
    count(folder, "account").await
}

/// How many sessions there are, and how many links that somebody can come in by.
async fn left_open(folder: &Path) -> [i64; 2] {
    [count(folder, "session").await, count(folder, "entry_secret").await]
}

async fn count(folder: &Path, table: &str) -> i64 {
    let mut db = database(folder).await;
    let query = sqlx::AssertSqlSafe(format!("select count(*) from {table}"));
    let row = sqlx::query(query).fetch_one(&mut db).await;
    let count = row.expect("a count").get(0);
    db.close().await.expect("an end");
    count
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_backed_up_while_people_worked_is_restored_elsewhere() {
    let folder = Folder::new();
    let program = tokio::task::block_in_place(|| Program::start(&folder));
    let office = Visitor::sign_in(&program.address, "office-xiaosha", PASSWORD).await;
    let file = folder.join("all.tar");
    let name = file.to_str().expect("a path");
    let run = |args: &[&str], status| tokio::task::block_in_place(|| told(&folder, args, status));

    let (short, status) =
        tokio::task::block_in_place(|| beside(&folder, &["backup", name], "short\n"));
    assert_eq!(status, Some(2), "{short}");
    assert!(short.contains("fewer than 12") && !file.exists(), "{short}");
    let link = [("mandate", ""), ("shown_as", "王小明"), ("role", "recorder"), ("hours", "6")];
    let made = office.send(&program.address, "/r/2/330902102201/entry-links", &link).await;
    assert_eq!(made.expect("an answer").status(), 200, "an entry link");
    assert_eq!(left_open(&folder).await, [1, 1], "a session, and a link");
    let made = run(&["backup", name], 0);
    assert!(made.contains("Back-up made"), "{made}");
    // what comes after the moment of the back-up is not in it
    let form = [("name", "新村"), ("kind", "village"), ("code", "330902102299")];
    office.post(&program.address, "/r/2/330902102/units", &form).await;
    assert!(run(&["backup", name], 2).contains("is there already"), "no file is lost");
    let left: Vec<_> = fs::read_dir(&*folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"))
        .filter(|name| name.contains("all.tar"))
        .collect();
    assert_eq!(left, ["all.tar"], "no parts are left");
    let bytes = fs::read(&file).expect("a file");
    let key = fs::read(folder.join("keys/journal.key")).expect("a key");
    assert!(!bytes.windows(32).any(|window| window == key), "the key is sealed");

    let checked = run(&["backup", "--check", name], 0);
    assert!(checked.contains("can be restored") && checked.contains("opens the keys"), "{checked}");
    assert!(run(&["restore", name], 2).contains("in use"), "a serving program keeps its data");

    let elsewhere = Folder::new();
    let said = tokio::task::block_in_place(|| told(&elsewhere, &["restore", name], 0));
    assert!(said.contains("Restored"), "{said}");
    assert_eq!(fs::read(elsewhere.join("keys/journal.key")).expect("a key"), key);
    // a second time it would lose what was done since
    let again = tokio::task::block_in_place(|| told(&elsewhere, &["restore", name], 2));
    assert!(again.contains("not empty"), "{again}");
    let replaced =
        tokio::task::block_in_place(|| told(&elsewhere, &["restore", "--replace", name], 0));
    assert!(replaced.contains("kept as huanjie_before_"), "{replaced}");
    assert!(
        tokio::task::block_in_place(|| told(&elsewhere, &["verify"], 0)).contains("As written")
    );
    let other = tokio::task::block_in_place(|| Program::start(&elsewhere));
    assert_eq!(accounts(&elsewhere).await, accounts(&folder).await);
    // who was signed in then, or had a link, may have been thrown out since
    assert_eq!(left_open(&elsewhere).await, [0, 0]);
    assert_eq!(office.open(&other.address, "/r/2/330902102201").await.status(), 303);
    let office = Visitor::sign_in(&other.address, "office-xiaosha", PASSWORD).await;
    assert_eq!(office.open(&other.address, "/r/2/330902102201").await.status(), 200);
    assert_eq!(office.open(&other.address, "/r/2/330902102299").await.status(), 404);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_damaged_back_up_is_told_and_changes_nothing() {
    let folder = Folder::new();
    let program = tokio::task::block_in_place(|| Program::start(&folder));
    let file = folder.join("all.tar");
    let name = file.to_str().expect("a path").to_owned();
    tokio::task::block_in_place(|| told(&folder, &["backup", &name], 0));
    drop(program);
    let whole = fs::read(&file).expect("a file");
    let elsewhere = Folder::new();
    let refused = |bytes: &[u8], part: &str| {
        let bad = elsewhere.join("bad.tar");
        fs::write(&bad, bytes).expect("a file");
        let bad = bad.to_str().expect("a path");
        for args in [&["backup", "--check", bad][..], &["restore", bad]] {
            let said = tokio::task::block_in_place(|| told(&elsewhere, args, 2));
            assert!(said.contains(part), "{args:?}: {said}");
        }
        assert!(!elsewhere.join("keys").exists(), "nothing was restored");
    };
    refused(b"no archive at all", "no back-up");
    refused(&whole[..whole.len() / 2], "damaged");
    let mut flipped = whole.clone();
    let middle = flipped.len() / 2;
    flipped[middle] ^= 1;
    refused(&flipped, "damaged");
    let newer = String::from_utf8_lossy(&whole[..8192]).contains("\"schema\": 2026");
    assert!(newer, "the manifest tells the version of the schema");
    let mut newer = whole.clone();
    let at = whole.windows(14).position(|window| window == b"\"schema\": 2026").map(|at| at + 10);
    newer[at.unwrap_or_else(|| panic!("the version"))] = b'9';
    refused(&newer, "too old for it");
    // another passphrase opens nothing
    let args = ["restore", &*name];
    let (said, status) =
        tokio::task::block_in_place(|| beside(&elsewhere, &args, "another passphrase\n"));
    assert_eq!(status, Some(2), "{said}");
    assert!(said.contains("does not open"), "{said}");
    // by the environment as well, and never by an argument
    let done = huanjie()
        .env("HUANJIE_BACKUP_PASSPHRASE", PASSPHRASE)
        .args(["backup", "--check", "--lang", "en", &name])
        .output()
        .expect("the program starts");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_administrator_makes_checks_and_takes_a_back_up_by_the_browser() {
    let app = TestApp::start().await;
    app.person("admin", &[(Role::Administrator, "none")]).await;
    let admin = app.visitor("admin").await;
    let short = [("passphrase", "short"), ("again", "short")];
    let answer = admin.post("/upkeep/backups", &short).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.text().contains("口令不足 12 个字符"), "{}", answer.text());
    let other = [("passphrase", PASSPHRASE), ("again", "something else")];
    assert!(admin.post("/upkeep/backups", &other).await.text().contains("不一致"));
    admin.done("/upkeep/backups", &[("passphrase", PASSPHRASE), ("again", PASSPHRASE)]).await;
    let page = ended(&admin).await;
    assert!(page.contains("已完成") && !page.contains(PASSPHRASE), "{page}");
    let name = page.split("/upkeep/backups/").nth(1).and_then(|rest| rest.split('/').next());
    let name = name.expect("a back-up in the list").to_owned();

    admin.done(&format!("/upkeep/backups/{name}/check"), &[("passphrase", PASSPHRASE)]).await;
    let page = ended(&admin).await;
    assert!(page.contains("可以恢复") && page.contains("口令可以打开密钥"), "{page}");
    let taken = admin.post(&format!("/upkeep/backups/{name}/download"), &[]).await;
    assert_eq!((taken.status, taken.kind.as_str()), (StatusCode::OK, "application/x-tar"));
    assert!(taken.body.windows(13).any(|window| window == b"manifest.json"));
    for outside in ["..%2Fkeys%2Fjournal.key", "huanjie-20000101-000000.tar"] {
        let answer = admin.post(&format!("/upkeep/backups/{outside}/download"), &[]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{outside}");
    }
    let events = app
        .texts(
            "select event || ' ' || actor_name from journal where event like 'backup%'
            order by stream_id, seq",
        )
        .await;
    let expected = ["backup_made", "backup_checked", "backup_downloaded"];
    assert_eq!(events, expected.map(|event| format!("{event} admin的名字")));
    let heads = app.app.heads.all().expect("heads");
    assert_eq!(verify(&app.app.db, &heads).await.expect("a report").bad, None);
    let office = app.visitor("office").await;
    let form = [("passphrase", PASSPHRASE), ("again", PASSPHRASE)];
    assert_eq!(office.post("/upkeep/backups", &form).await.status, StatusCode::FORBIDDEN);
}

/// The page when the work on it has ended.
async fn ended(admin: &crate::house::app::Visitor) -> String {
    for _ in 0..600 {
        let page = admin.get("/upkeep/backups").await.text();
        if !page.contains("查看进度") {
            return page;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("the work does not end");
}

/// A server that is not ours, by a role with a password that may make databases and no more, and
/// the address of one of its databases.
async fn foreign(server: &PrivatePostgres) -> impl Fn(&str) -> String + use<> {
    let options = server.options("postgres");
    let mut db = sqlx::PgConnection::connect_with(&options).await.expect("a connection");
    let row = sqlx::query("show hba_file").fetch_one(&mut db).await.expect("a setting");
    let rules: String = row.get(0);
    let before = fs::read_to_string(&rules).expect("rules");
    fs::write(&rules, format!("local all town scram-sha-256\n{before}")).expect("rules");
    for statement in [
        "create role town login createdb password 'p@ss: w/rd%'",
        "create database first owner town",
        "create database second owner town",
        "select pg_reload_conf()",
    ] {
        sqlx::query(statement).execute(&mut db).await.expect(statement);
    }
    db.close().await.expect("an end");
    move |name| {
        let town = options.clone().username("town").password("p@ss: w/rd%").database(name);
        town.to_url_lossy().to_string()
    }
}

/// The secret of an app that was set up for the office of the sample's town.
async fn by_app(office: &Visitor, address: &str) -> String {
    let page = office.open(address, "/me/factor/app").await.text().await.expect("a page");
    let secret =
        page.split(r#"name="secret" value=""#).nth(1).and_then(|one| one.split('"').next());
    let secret = secret.expect("a secret").to_owned();
    let form = [("secret", &*secret), ("one_time", &*code(&secret, 0)), ("present", PASSWORD)];
    office.post(address, "/me/factor/app", &form).await;
    secret
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_there_already_is_backed_up_with_its_sealed_numbers_and_second_factors() {
    let own = Folder::new();
    let server = PrivatePostgres::start(&own).await.expect("a server");
    let url = foreign(&server).await;
    let (first, second) = (url("first"), url("second"));
    let folder = Folder::new();
    let program =
        tokio::task::block_in_place(|| Program::start_with(&folder, &["--database-url", &first]));
    assert!(!folder.join("postgres").exists(), "no server of our own");
    let address = &program.address;
    let office = Visitor::sign_in(address, "office-xiaosha", PASSWORD).await;
    let secret = by_app(&office, address).await;
    let village = "/r/2/330902102201";
    let idno = crate::persons::number("1971-05-06", 312);
    let person = [("name", "王秀英"), ("sex", "f"), ("birth_on", "1971-05-06"), ("idno", &*idno)];
    let made = office.send(address, &format!("{village}/persons/new"), &person).await;
    let made = made.expect("an answer");
    let page = made.headers()["location"].to_str().expect("a page").to_owned();
    let file = folder.join("all.tar");
    let name = file.to_str().expect("a path");
    let run = |folder: &Path, args: &[&str]| tokio::task::block_in_place(|| told(folder, args, 0));
    run(&folder, &["backup", name, "--database-url", &first]);
    let bytes = fs::read(&file).expect("a file");
    for key in ["journal.key", "persons.key"] {
        let key = fs::read(folder.join("keys").join(key)).expect("a key");
        assert!(!bytes.windows(key.len()).any(|window| window == key), "the key is sealed");
    }
    let checked = run(&folder, &["backup", "--check", name, "--database-url", &first]);
    assert!(checked.contains("opens the keys"), "{checked}");

    let elsewhere = Folder::new();
    let said = run(&elsewhere, &["restore", name, "--database-url", &second]);
    assert!(said.contains("Restored"), "{said}");
    assert!(run(&elsewhere, &["verify", "--database-url", &second]).contains("As written"));
    drop(program);
    let other = tokio::task::block_in_place(|| {
        Program::start_with(&elsewhere, &["--database-url", &second])
    });
    let address = &other.address;
    let clerk = Visitor::sign_in(address, "office-xiaosha", PASSWORD).await;
    let shut = clerk.open(address, village).await;
    assert_ne!(shut.status(), 200, "the password alone is not enough");
    let entered = clerk.second(address, &code(&secret, 1)).await;
    let showing = [("reason", "核对户口簿")];
    let shown = entered.send(address, &format!("{page}/number"), &showing).await;
    let shown = shown.expect("an answer").text().await.expect("a page");
    assert!(shown.contains(&idno), "{shown}");
    drop(other);
    server.stop().await;
}
