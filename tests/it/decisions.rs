//! Paper decisions: entered by one, checked by another, with the scan in view. Through the router.

mod special;
mod uploads;

use std::collections::BTreeMap;

use huanjie::{
    decisions::waiting::waiting,
    shell::{
        act::{Act, Actor},
        clock::Now,
        ids::AccountId,
        journal::verify::{Report, verify},
        mandate::Role,
        words::{Lang, Words},
    },
};
use reqwest::{Method, StatusCode};

use crate::house::{
    app::{Answer, OTHER_TOWN, SIBLING, TOWN, TestApp, UNIT, Visitor},
    election::{Walk, election_day, key},
};

/// A PDF as far as anybody here looks.
pub const PDF: &[u8] = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";
/// A picture, the same.
pub const JPEG: &[u8] = b"\xff\xd8\xff\xe0\0\x10JFIF....\xff\xd9";

/// What is decided in tests; stands nowhere else.
const DECIDES: &str = "同意增辉村延期三天公布选民名单";

/// A form with the fields of a decision.
pub fn paper() -> BTreeMap<&'static str, String> {
    BTreeMap::from([
        ("entry_key", key()),
        ("decided_by", "小沙镇换届选举工作领导小组".to_owned()),
        ("meeting", "第三次会议".to_owned()),
        ("document_number", "沙换届〔2025〕7号".to_owned()),
        ("decided_on", "2025-02-20".to_owned()),
        ("decides", DECIDES.to_owned()),
    ])
}

/// Sends a form with files: their names and contents.
pub async fn send(
    who: &Visitor,
    path: &str,
    fields: &BTreeMap<&'static str, String>,
    files: &[(&str, &[u8])],
) -> Answer {
    let mut body = Vec::new();
    for (name, text) in fields {
        let head = format!("--edge\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(text.as_bytes());
        body.extend_from_slice(b"\r\n");
    }
    for (name, bytes) in files {
        let head = format!(
            "--edge\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
            content-type: application/pdf\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--edge--\r\n");
    who.send(Method::POST, path, "multipart/form-data; boundary=edge", body).await
}

/// Enters a decision at a place; gives its address.
pub async fn enters(who: &Visitor, code: &str, fields: &BTreeMap<&'static str, String>) -> String {
    let answer = send(who, &format!("/{code}/decisions/new"), fields, &[("a.pdf", PDF)]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    answer.location.expect("an address")
}

/// Checks a version of a decision.
pub async fn checks(who: &Visitor, path: &str, version: &str) -> Answer {
    who.post(&format!("{path}/check"), &[("version", version), ("seen", "1")]).await
}

async fn refused(app: &TestApp, answer: Answer, before: &[String], why: &str) {
    assert_eq!(answer.status, StatusCode::CONFLICT, "{why}: {}", answer.text());
    assert_eq!(app.state().await, before, "{why}");
}

#[tokio::test]
async fn what_one_person_entered_counts_when_another_has_checked_it() {
    let app = TestApp::start().await;
    let (office, leader) = (app.visitor("office").await, app.visitor("leader").await);
    let path = enters(&office, TOWN, &paper()).await;
    let own = office.get(&path).await.text();
    assert!(own.contains("待复核") && own.contains(DECIDES));
    assert!(!office.get(&path).await.has(&format!("form[action='{path}/check']")));
    let before = app.state().await;
    refused(&app, checks(&office, &path, "1").await, &before, "the enterer himself").await;
    let unseen = leader.post(&format!("{path}/check"), &[("version", "1")]).await;
    assert_eq!(unseen.status, StatusCode::BAD_REQUEST, "the scan was not looked at");
    assert_eq!(app.state().await, before);

    let list = leader.get(&format!("/{TOWN}/decisions")).await.text();
    assert!(list.contains("等您办理"), "{list}");
    assert_eq!(checks(&leader, &path, "1").await.status, StatusCode::SEE_OTHER);
    let page = leader.get(&path).await.text();
    assert!(page.contains("已复核") && page.contains("leader的名字"));
    let list = leader.get(&format!("/{TOWN}/decisions")).await.text();
    assert!(!list.contains("等您办理") && list.contains(DECIDES));
    let before = app.state().await;
    let county = app.visitor("county").await;
    refused(&app, checks(&county, &path, "1").await, &before, "checked already").await;
}

#[tokio::test]
async fn the_database_itself_refuses_a_check_by_whoever_entered() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    enters(&office, TOWN, &paper()).await;
    let mut act = Act::begin(&app.app, Actor::Console).await.expect("an act");
    let done = sqlx::query(
        "insert into paper_decision_check (
            paper_decision_id, version, entered_by, account_id, role, agreed, recorded_at
        )
        select paper_decision_id, version, account_id, account_id, 'county_office', true, now()
        from paper_decision_version",
    )
    .execute(&mut *act)
    .await;
    let error = done.expect_err("a constraint").into_database_error().expect("of the database");
    assert_eq!(error.constraint(), Some("paper_decision_check_second_person"));
}

#[tokio::test]
async fn what_was_returned_is_corrected_and_the_version_before_stays() {
    let app = TestApp::start().await;
    let (office, county) = (app.visitor("office").await, app.visitor("county").await);
    let path = enters(&office, TOWN, &paper()).await;
    let silent = county.post(&format!("{path}/return"), &[("version", "1"), ("reason", "")]).await;
    assert_eq!(silent.status, StatusCode::BAD_REQUEST, "a reason is needed");
    let form = [("version", "1"), ("reason", "文号与扫描件不一致")];
    county.done(&format!("{path}/return"), &form).await;
    let before = app.state().await;
    refused(&app, checks(&county, &path, "1").await, &before, "returned already").await;
    let correct = format!("{path}/correct");
    let shown = office.get(&correct).await.text();
    assert!(shown.contains("文号与扫描件不一致") && shown.contains("沙换届〔2025〕7号"));

    let number = "沙换届〔2025〕8号";
    let mut fields = paper();
    fields.insert("document_number", number.to_owned());
    fields.insert("version", "1".to_owned());
    let answer = send(&office, &correct, &fields, &[]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let again = send(&office, &correct, &fields, &[]).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "the same sent twice is answered as before");
    assert_eq!(app.number("select count(*) from paper_decision_version").await, 2);
    assert_eq!(app.number("select count(*) from paper_decision_scan").await, 2, "the scan stays");
    assert_eq!(app.number("select count(*) from attachment").await, 1, "stored once");
    let page = county.get(&path).await.text();
    assert!(page.contains(number) && page.contains("沙换届〔2025〕7号"), "both versions");

    let before = app.state().await;
    refused(&app, checks(&county, &path, "1").await, &before, "another version was seen").await;
    assert_eq!(checks(&county, &path, "2").await.status, StatusCode::SEE_OTHER);
    assert_eq!(office.get(&correct).await.status, StatusCode::CONFLICT, "checked: no correction");
    let report = verify(&app.app.db, &[]).await.expect("a report");
    let whole = Report { rows: 0, records: 0, heads: 0, files: 0, ..report.clone() };
    assert_eq!(whole, Report::default(), "the journal tells every row");
    assert_eq!(report.files, 1);
}

#[tokio::test]
async fn of_two_who_check_at_once_one_is_told_that_it_is_done() {
    let app = TestApp::start().await;
    let other = app.again().await;
    let office = app.visitor("office").await;
    let (leader, county) = (app.visitor("leader").await, other.visitor("county").await);
    for _ in 0..5 {
        let path = enters(&office, TOWN, &paper()).await;
        let give_back = format!("{path}/return");
        let form = [("version", "1"), ("reason", "看不清")];
        let (one, two) = tokio::join!(checks(&leader, &path, "1"), county.post(&give_back, &form));
        let mut statuses = [one.status, two.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [StatusCode::SEE_OTHER, StatusCode::CONFLICT]);
    }
    assert_eq!(app.number("select count(*) from paper_decision_check").await, 5);
}

#[tokio::test]
async fn a_decision_entered_after_its_day_is_marked_and_none_is_of_tomorrow() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let path = enters(&office, TOWN, &paper()).await;
    assert!(office.get(&path).await.text().contains("补录"));
    let today = Now::read().date();
    let mut fields = paper();
    fields.insert("decided_on", today.to_string());
    let path = enters(&office, TOWN, &fields).await;
    assert!(!office.get(&path).await.text().contains("补录"));
    let before = app.state().await;
    for (name, text) in [
        ("decided_on", today.succ_opt().expect("a day").to_string()),
        ("decided_on", String::new()),
        ("decided_by", String::new()),
        ("decides", "长".repeat(1001)),
        ("meeting", "长".repeat(121)),
    ] {
        let mut fields = paper();
        fields.insert(name, text);
        let new = format!("/{TOWN}/decisions/new");
        let answer = send(&office, &new, &fields, &[("a.pdf", PDF)]).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{name}");
        assert!(answer.text().contains("沙换届〔2025〕7号"), "nothing typed is lost");
    }
    // neither meeting nor number: nobody finds the paper
    let mut fields = paper();
    fields.insert("meeting", String::new());
    fields.insert("document_number", String::new());
    let new = format!("/{TOWN}/decisions/new");
    let answer = send(&office, &new, &fields, &[("a.pdf", PDF)]).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert_eq!(app.state().await, before);
}

#[tokio::test]
async fn a_correction_does_not_make_late_what_was_entered_in_time() {
    let app = TestApp::start().await;
    let (office, county) = (app.visitor("office").await, app.visitor("county").await);
    let mut fields = paper();
    fields.insert("decided_on", Now::read().date().to_string());
    let path = enters(&office, TOWN, &fields).await;
    county.done(&format!("{path}/return"), &[("version", "1"), ("reason", "缺页")]).await;
    // the correction comes three days later
    app.console("paper_decision_corrected", async |act| {
        let later = "insert into paper_decision_version (paper_decision_id, version, body, meeting,
                document_number, decided_on, decides, entered_on, account_id, role, recorded_at,
                entry_key, digest)
            select paper_decision_id, 2, body, meeting, document_number, decided_on, decides,
                entered_on + 3, account_id, role, recorded_at, gen_random_uuid(), digest
            from paper_decision_version";
        sqlx::query(later).execute(&mut **act).await.expect("a version");
    })
    .await;
    for page in [path.clone(), format!("/{TOWN}/decisions")] {
        let text = office.get(&page).await.text();
        assert!(text.contains(DECIDES) && !text.contains("补录"), "{page}: {text}");
    }
    enters(&office, TOWN, &paper()).await;
    assert!(office.get(&format!("/{TOWN}/decisions")).await.text().contains("补录"), "and one is");
}

#[tokio::test]
async fn the_same_decision_sent_twice_is_one_and_another_under_its_key_is_refused() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let fields = paper();
    let (one, two) = tokio::join!(enters(&office, TOWN, &fields), enters(&office, TOWN, &fields));
    assert_eq!(one, two);
    assert_eq!(app.number("select count(*) from paper_decision").await, 1);
    let mut other = fields.clone();
    other.insert("decides", "别的".to_owned());
    let before = app.state().await;
    let answer = send(&office, &format!("/{TOWN}/decisions/new"), &other, &[("a.pdf", PDF)]).await;
    refused(&app, answer, &before, "other content").await;
}

#[tokio::test]
async fn a_checked_decision_is_withdrawn_by_two_of_whom_one_had_no_hand_in_it() {
    let app = TestApp::start().await;
    app.person("office2", &[(Role::TownOffice, TOWN)]).await;
    let (office, leader) = (app.visitor("office").await, app.visitor("leader").await);
    let (county, office2) = (app.visitor("county").await, app.visitor("office2").await);
    let path = enters(&office, TOWN, &paper()).await;
    let withdraw = format!("{path}/withdraw");
    let (agree, decline) =
        (format!("{path}/withdrawal/agree"), format!("{path}/withdrawal/decline"));
    let before = app.state().await;
    let form = [("reason", "录错了会议")];
    refused(&app, county.post(&withdraw, &form).await, &before, "not checked yet").await;
    assert_eq!(checks(&leader, &path, "1").await.status, StatusCode::SEE_OTHER);
    let silent = county.post(&withdraw, &[("reason", " ")]).await;
    assert_eq!(silent.status, StatusCode::BAD_REQUEST, "a reason is needed");
    office.done(&withdraw, &form).await;
    let before = app.state().await;
    refused(&app, office.post(&agree, &[]).await, &before, "whoever asks").await;
    refused(&app, leader.post(&agree, &[]).await, &before, "whoever checked").await;
    // taken back by whoever asked, asked for once more, declined with a reason
    office.done(&decline, &[]).await;
    office.done(&withdraw, &form).await;
    assert_eq!(county.post(&decline, &[]).await.status, StatusCode::BAD_REQUEST);
    county.done(&decline, &[("reason", "会议没有错")]).await;
    assert!(office.get(&path).await.text().contains("会议没有错"));
    county.done(&withdraw, &form).await;
    let before = app.state().await;
    refused(&app, office.post(&agree, &[]).await, &before, "whoever entered").await;
    office2.done(&agree, &[]).await;
    let page = office.get(&path).await.text();
    assert!(page.contains("已撤销") && page.contains(DECIDES), "it stays to be seen");
    let before = app.state().await;
    refused(&app, office2.post(&agree, &[]).await, &before, "once").await;
}

#[tokio::test]
async fn decisions_are_seen_and_made_at_their_place_alone() {
    let app = TestApp::start().await;
    let walk = Walk::new(&app).await;
    walk.open(election_day()).await;
    app.person("neighbour", &[(Role::Commission, SIBLING)]).await;
    app.person("far", &[(Role::TownOffice, OTHER_TOWN)]).await;
    let mut fields = paper();
    fields.insert("about", "election".to_owned());
    let path = enters(&walk.commission, UNIT, &fields).await;
    let commission2 = app.visitor("commission2").await;
    let foreign = path.replace(UNIT, SIBLING);
    assert_eq!(walk.office.get(&foreign).await.status, StatusCode::NOT_FOUND);
    for name in ["neighbour", "far"] {
        let who = app.visitor(name).await;
        let scan = format!("{path}/scans/1/1");
        for page in [&path, &scan, &format!("/{UNIT}/decisions")] {
            assert_eq!(who.get(page).await.status, StatusCode::FORBIDDEN, "{name} {page}");
        }
        assert_eq!(checks(&who, &path, "1").await.status, StatusCode::FORBIDDEN);
        let there = who.get(&foreign).await.status;
        assert!(there == StatusCode::NOT_FOUND || there == StatusCode::FORBIDDEN);
    }
    // the town sees what lies below it; the election has its own page
    for (who, page) in [
        (&walk.office, format!("/{TOWN}/decisions")),
        (&walk.office, format!("/{UNIT}/decisions")),
        (&walk.commission, walk.path("/decisions")),
    ] {
        let text = who.get(&page).await.text();
        assert!(text.contains(DECIDES) && text.contains("增辉村"), "{page}: {text}");
    }
    assert_eq!(checks(&commission2, &path, "1").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn everybody_is_told_what_waits_for_him() {
    let app = TestApp::start().await;
    let walk = Walk::new(&app).await;
    walk.open(election_day()).await;
    let tasks = async |name: &str| {
        let id = app.number(&format!("select account_id from account where name = '{name}'")).await;
        let mut db = app.app.db.acquire().await.expect("a connection");
        let on = Now::read().date();
        waiting(&mut db, AccountId(id), on).await.expect("tasks")
    };
    let count = async |name: &str| tasks(name).await.len();
    let path = enters(&walk.office, TOWN, &paper()).await;
    for (name, tasks) in
        [("leader", 1), ("county", 1), ("office", 0), ("commission", 0), ("recorder1", 0)]
    {
        assert_eq!(count(name).await, tasks, "{name}");
    }
    let own = &tasks("leader").await[0];
    assert_eq!((own.url(), own.matter.as_str()), (path.clone(), DECIDES));
    assert_eq!(own.text(&Words::new(Lang::En)), "A decision on paper waits for your check");
    let leader = app.visitor("leader").await;
    leader.done(&format!("{path}/return"), &[("version", "1"), ("reason", "看不清")]).await;
    assert_eq!((count("leader").await, count("office").await), (0, 1), "goes back to the office");
}
