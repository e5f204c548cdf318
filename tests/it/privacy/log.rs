//! The whole log, at its finest, while an election is walked.

use std::{fs, sync::Mutex};

use law::stage::Stage;
use reqwest::StatusCode;

use crate::house::{
    again,
    app::{PASSWORD, TestApp, UNIT},
    election::{Walk, day, election_day, key, voter},
    folder::Folder,
};

/// Nothing else in a log looks like these.
const VOTER: &str = "司徒紫萱";
const ADDED: &str = "上官云霄";
const MATTER: &str = "漏登了隔壁的老太太";
const TYPED: &str = "hunter2-in-the-wrong-field";
const FIGURE: &str = "734561982";
const PERSON: &str = "欧阳紫陌";
const IDNO: &str = "330902197105063121";
const PHONE: &str = "13857200451";

#[tokio::test]
async fn the_log_holds_no_name_password_or_figure() {
    let folder = Folder::new();
    // a process of its own: other tests neither write into its log nor change what is logged
    let mut process = again::start("privacy::log::walks_and_logs", &folder);
    let status = tokio::task::spawn_blocking(move || process.wait()).await;
    let text = fs::read_to_string(folder.join("log")).expect("a log");
    assert!(status.expect("waited").expect("a status").success(), "{text}");
    assert!(text.contains("insert into sheet_figure"), "statements are logged");
    assert!(text.contains("a request failed"), "faults are logged");
    let voter = voter(7);
    let shown = "commission的名字";
    let births = ["1988-06-12", "1941-09-13", "1971-05-06"];
    let asked = form_urlencoded::byte_serialize(PERSON.as_bytes()).collect::<String>();
    let persons = [PERSON, &asked, IDNO, PHONE];
    for secret in [VOTER, ADDED, MATTER, TYPED, FIGURE, PASSWORD, &voter, shown]
        .into_iter()
        .chain(births)
        .chain(persons)
    {
        let line = text.lines().find(|line| line.contains(secret));
        assert!(line.is_none(), "{secret} in the log: {}", line.unwrap_or_default());
    }
}

#[tokio::test]
#[ignore = "started by a test as a process of its own"]
async fn walks_and_logs() {
    let Some(folder) = again::folder() else { return };
    let log = fs::File::create(folder.join("log")).expect("a file");
    tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_ansi(false)
        .with_writer(Mutex::new(log))
        .init();
    walked().await;
}

/// A path with everything that must not be told, and with faults.
async fn walked() {
    let app = TestApp::start().await;
    let walk = Walk::new(&app).await;
    let wrong = [("account", TYPED), ("password", TYPED), ("next", "")];
    assert_eq!(app.nobody().post("/sign-in", &wrong).await.status, StatusCode::FORBIDDEN);
    walk.open(election_day()).await;
    let file = format!("姓名,性别,出生日期,组别,类别\n{VOTER},女,1988-06-12,1,a\n");
    walk.office.upload(&walk.path("/roll/import"), file.as_bytes()).await;
    walk.office.upload(&walk.path("/roll/import"), file.as_bytes()).await;
    walk.to(Stage::Objections).await;
    let on = day(-18);
    let key = key();
    let form = [("entry_key", &*key), ("filed_on", &*on), ("filed_by", VOTER), ("matter", MATTER)];
    walk.office.done(&walk.path("/roll/objections"), &form).await;
    let objection = app.number("select objection_id from objection").await;
    let decide = walk.path(&format!("/roll/objections/{objection}/decide"));
    let form = [
        ("decided_on", &*on),
        ("decision", "upheld"),
        ("grounds", MATTER),
        ("change", "add"),
        ("name", ADDED),
        ("sex", "f"),
        ("birth_on", "1941-09-13"),
        ("group", "1"),
        ("category", "a"),
    ];
    walk.commission.done(&decide, &form).await;
    walk.through(Stage::Objections).await;
    stands(&app, &walk).await;
    is_kept(&app, &walk).await;
    faults(&app, &walk).await;
}

/// The voter is listed, listed again and taken off.
async fn stands(app: &TestApp, walk: &Walk<'_>) {
    let form = [("name", VOTER), ("post", "member"), ("birth_on", "1988-06-12")];
    walk.commission.done(&walk.path("/candidates"), &form).await;
    let again = walk.commission.post(&walk.path("/candidates"), &form).await;
    assert_eq!(again.status, StatusCode::BAD_REQUEST, "listed already");
    let one = app.number("select max(candidacy_id) from candidacy").await;
    walk.commission.done(&walk.path(&format!("/candidates/{one}/remove")), &[]).await;
}

/// Somebody is added, looked for by name and number, called, and the number shown.
async fn is_kept(app: &TestApp, walk: &Walk<'_>) {
    let persons = format!("/{UNIT}/persons");
    let form = [("name", PERSON), ("sex", "f"), ("birth_on", "1971-05-06"), ("idno", IDNO)];
    let page = walk.commission.post(&format!("{persons}/new"), &form).await;
    let page = page.location.expect("a page");
    let twice = walk.commission.post(&format!("{persons}/new"), &form).await;
    assert_eq!(twice.status, StatusCode::BAD_REQUEST, "the number is taken");
    walk.commission.done(&format!("{page}/phones"), &[("phone", PHONE)]).await;
    let found = walk.commission.post(&format!("{persons}/number"), &[("idno", IDNO)]).await;
    assert_eq!(found.location.as_ref(), Some(&page));
    let asked = form_urlencoded::byte_serialize(PERSON.as_bytes()).collect::<String>();
    let found = walk.commission.get(&format!("{persons}?name={asked}")).await;
    assert!(found.text().contains(&page));
    let shown = walk.commission.post(&format!("{page}/number"), &[("reason", MATTER)]).await;
    assert!(shown.text().contains(IDNO));
    // a fault of ours
    let away = "alter table person rename column idno_cipher to gone";
    sqlx::query(away).execute(&app.app.db).await.expect("a renamed column");
    let answer = walk.commission.get(&page).await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    let back = "alter table person rename column gone to idno_cipher";
    sqlx::query(back).execute(&app.app.db).await.expect("a renamed column");
}

/// A fault of ours while figures are entered.
async fn faults(app: &TestApp, walk: &Walk<'_>) {
    walk.through(Stage::Candidates).await;
    walk.through(Stage::Voting).await;
    let mut figures = walk.figures().await;
    figures.insert("ballots.issued".to_owned(), FIGURE.to_owned());
    figures.insert("written-name-1".to_owned(), VOTER.to_owned());
    walk.enter(&walk.recorder1, &figures).await;
    let away = "alter table sheet_figure rename column value to gone";
    sqlx::query(away).execute(&app.app.db).await.expect("a renamed column");
    let form = crate::house::election::entry(&uuid::Uuid::new_v4().to_string(), &figures);
    let form = crate::house::election::pairs(&form);
    let answer = walk.recorder2.post(&walk.path("/sheet"), &form).await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(!answer.text().contains("sheet_figure"), "a visitor sees a reference, not the source");
}
