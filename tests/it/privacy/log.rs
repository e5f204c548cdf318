//! The log as the program writes it, while an election is walked.

use std::{collections::BTreeMap, fs, sync::Mutex, thread};

use huanjie::{commands::serve, shell::panics};
use law::stage::Stage;
use reqwest::StatusCode;
use tracing_subscriber::{Layer, layer::SubscriberExt, util::SubscriberInitExt};

use crate::{
    decisions::{self, paper},
    house::{
        again,
        app::{PASSWORD, TOWN, TestApp, UNIT},
        election::{Walk, day, election_day, entry, key, pairs, voter},
        folder::Folder,
    },
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
const CHOSEN: &str = "监票人认出这是年长的那位";
const DECIDES: &str = "同意把那位老人补进名单";
const NUMBERED: &str = "沙换届〔2025〕731号";
const WITHDRAWN: &str = "会议并没有这样决定";
const LINKED: &str = "慕容问天";
/// Days of birth of the two voters of one name.
const BIRTHS: [&str; 2] = ["1988-06-12", "1953-07-14"];
const BROKEN: &str = "宇文青岚 is not a number";

#[tokio::test]
async fn the_log_holds_no_name_password_or_figure() {
    let folder = Folder::new();
    // a process of its own: other tests neither write into its log nor change what is logged
    let mut process = again::start("privacy::log::walks_and_logs", &folder);
    let status = tokio::task::spawn_blocking(move || process.wait()).await;
    let text = fs::read_to_string(folder.join("log")).expect("a log");
    assert!(status.expect("waited").expect("a status").success(), "{text}");
    assert!(text.contains("a request failed"), "faults are logged");
    let broken = text.lines().find(|line| line.contains("the program broke off"));
    let broken = broken.expect("a line about it");
    assert!(broken.contains("tests/it/privacy/log.rs:") && broken.contains("a worker"), "{broken}");
    let voter = voter(7);
    let shown = "commission的名字";
    let births = ["1941-09-13", "1971-05-06"].into_iter().chain(BIRTHS);
    let handed = fs::read_to_string(folder.join("handed")).expect("what was handed over");
    let handed: Vec<&str> = handed.lines().collect();
    assert_eq!(handed.len(), 2, "token and code of an entry link");
    let asked = form_urlencoded::byte_serialize(PERSON.as_bytes()).collect::<String>();
    let persons = [PERSON, &asked, IDNO, PHONE];
    for secret in [VOTER, ADDED, MATTER, TYPED, FIGURE, BROKEN, PASSWORD, &voter, shown]
        .into_iter()
        .chain(births)
        .chain(persons)
        .chain([CHOSEN, DECIDES, NUMBERED, WITHDRAWN, LINKED])
        .chain(handed)
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
    let lines = tracing_subscriber::fmt::layer().with_ansi(false).with_writer(Mutex::new(log));
    tracing_subscriber::registry().with(lines.with_filter(serve::levels())).init();
    let handed = walked().await;
    fs::write(folder.join("handed"), handed.join("\n")).expect("a file");
    panics::tell_where();
    let worker = thread::Builder::new().name("a worker".to_owned());
    let broken = worker.spawn(|| panic!("{BROKEN}")).expect("a thread");
    assert!(broken.join().is_err());
}

/// A path with everything that must not be told, and with faults.
async fn walked() -> [String; 2] {
    let app = TestApp::start().await;
    let walk = Walk::new(&app).await;
    let wrong = [("account", TYPED), ("password", TYPED), ("next", "")];
    assert_eq!(app.nobody().post("/sign-in", &wrong).await.status, StatusCode::FORBIDDEN);
    walk.open(election_day()).await;
    let [young, old] = BIRTHS;
    let file =
        format!("姓名,性别,出生日期,组别,类别\n{VOTER},女,{young},1,a\n{VOTER},女,{old},2,a\n");
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
    declares(&app, &walk).await;
    decides(&app, &walk).await;
    enters(&app, &walk).await
}

/// The voter is listed, listed again and taken off.
async fn stands(app: &TestApp, walk: &Walk<'_>) {
    let form = [("name", VOTER), ("post", "member"), ("birth_on", "1988-06-12")];
    walk.commission.done(&walk.path("/candidates"), &form).await;
    let again = walk.commission.post(&walk.path("/candidates"), &form).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "listed already");
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
    let right = named(&walk.figures().await);
    let mut figures = right.clone();
    figures.insert("ballots.valid".to_owned(), FIGURE.to_owned());
    walk.enter(&walk.recorder1, &figures).await;
    let away = "alter table sheet_figure rename column value to gone";
    sqlx::query(away).execute(&app.app.db).await.expect("a renamed column");
    let form = entry(&key(), &figures);
    let answer = walk.recorder2.post(&walk.path("/sheet"), &pairs(&form)).await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert!(!answer.text().contains("sheet_figure"), "a visitor sees a reference, not the source");
    let back = "alter table sheet_figure rename column gone to value";
    sqlx::query(back).execute(&app.app.db).await.expect("a renamed column");
    // opened connections prepare their statements anew
    walk.enter(&walk.recorder2, &right).await;
    let form = [("ballots.valid", right["ballots.valid"].as_str())];
    walk.recorder1.done(&walk.path("/sheet/correct"), &form).await;
}

/// The figures of the paper with a name that two voters bear.
fn named(figures: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut figures = figures.clone();
    figures.insert("written-name-1".to_owned(), VOTER.to_owned());
    figures
}

/// The sheet is signed, it is said who is meant by a name, the result is declared and printed.
async fn declares(app: &TestApp, walk: &Walk<'_>) {
    walk.explain_all().await;
    walk.recorder1.done(&walk.path("/sheet/finish"), &[("on", &*day(0))]).await;
    let line = app.number("select max(candidacy_id) from candidacy where written_name is not null and post = 'director'");
    let line = walk.path(&format!("/outcome/names/{}", line.await));
    let asked = walk.commission.get(&line).await;
    assert_eq!(asked.status, StatusCode::OK, "{}", asked.text());
    // what the test asks is in the log as well
    let old = "select roll_entry_id from roll_entry where group_no = 2 order by birth_on limit 1";
    let old = format!("votes.{}", app.number(old).await);
    let votes = "select value from sheet_figure where field like 'written.director.%'
        order by version desc limit 1";
    let votes = app.number(votes).await.to_string();
    let on = day(0);
    let form = [(&*old, &*votes), ("reason", CHOSEN), ("on", &*on)];
    app.visitor("scrutineer").await.done(&line, &form).await;
    let version = app.number("select max(version) from written_choice").await.to_string();
    let form = [("version", &*version), ("answer", "agree")];
    walk.commission.done(&format!("{line}/answer"), &form).await;
    walk.through(Stage::Outcome).await;
    walk.printed().await;
    assert!(!walk.paper("result_report").await.is_empty());
}

/// A decision on paper with its scan: entered, looked at, returned, corrected, checked, withdrawn.
async fn decides(app: &TestApp, walk: &Walk<'_>) {
    let leader = app.visitor("leader").await;
    let mut fields = paper();
    fields.insert("decides", DECIDES.to_owned());
    fields.insert("document_number", NUMBERED.to_owned());
    let path = decisions::enters(&walk.office, TOWN, &fields).await;
    assert!(leader.get(&path).await.text().contains(DECIDES));
    let scan = leader.get(&format!("{path}/scans/1/1")).await;
    assert_eq!(scan.status, StatusCode::OK);
    leader.done(&format!("{path}/return"), &[("version", "1"), ("reason", WITHDRAWN)]).await;
    fields.insert("version", "1".to_owned());
    fields.insert("entry_key", key());
    let files: [(&str, &[u8]); 1] = [("b.jpg", decisions::JPEG)];
    let corrected =
        decisions::send(&walk.office, &format!("{path}/correct"), &fields, &files).await;
    assert_eq!(corrected.status, StatusCode::SEE_OTHER, "{}", corrected.text());
    assert_eq!(decisions::checks(&leader, &path, "2").await.status, StatusCode::SEE_OTHER);
    walk.office.done(&format!("{path}/withdraw"), &[("reason", WITHDRAWN)]).await;
}

/// Somebody comes in by an entry link; gives its token and its code.
async fn enters(app: &TestApp, walk: &Walk<'_>) -> [String; 2] {
    let links = format!("/{UNIT}/entry-links");
    let form = [("mandate", ""), ("shown_as", LINKED), ("role", "recorder"), ("hours", "6")];
    let made = walk.commission.post(&links, &form).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.text());
    let page = scraper::Html::parse_document(&made.text());
    let text = |selector: &str| {
        let selector = scraper::Selector::parse(selector).expect("a selector");
        let found = page.select(&selector).next().expect("a piece of the page");
        found.text().collect::<String>().trim().to_owned()
    };
    let (address, code) = (text("code.address"), text(".unprinted .given"));
    let token = address.split_once("/enter/").expect("an address").1.to_owned();
    let visitor = app.nobody();
    let enter = format!("/enter/{token}");
    assert_eq!(visitor.get(&enter).await.status, StatusCode::OK);
    let wrong = visitor.post(&enter, &[("one_time", "000000")]).await;
    assert_eq!(wrong.status, StatusCode::FORBIDDEN);
    visitor.done(&enter, &[("one_time", &code)]).await;
    assert_eq!(visitor.get(&walk.path("")).await.status, StatusCode::OK);
    // six digits stand in many numbers: with what surrounds them in a request or a value
    [token, format!("one_time={code}")]
}
