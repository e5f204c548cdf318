//! Entry links: made by who keeps a unit's election, opened by a code, for one role only.

use std::collections::BTreeMap;

use huanjie::{
    people::store::accounts,
    shell::{Policy, journal::verify::verify, mandate::Role},
};
use law::stage::Stage;
use reqwest::StatusCode;

use super::{change, pieces};
use crate::house::{
    app::{Answer, OTHER, SIBLING, TestApp, UNIT, Visitor},
    election::{Walk, day, election_day, entry, key, pairs, voter},
};

/// A link as it was handed over.
struct Made {
    path: String,
    code: String,
}

fn path() -> String {
    format!("/{UNIT}/entry-links")
}

fn made(answer: &Answer) -> Made {
    let text = answer.text();
    assert_eq!(answer.status, StatusCode::OK, "{text}");
    assert!(answer.has("svg.qr[role=img]"), "as a QR code");
    let address = pieces(&text, "code.address").remove(0);
    let path = address.split_once("/enter/").expect("an address").1;
    let code = pieces(&text, ".unprinted .given").remove(0);
    Made { path: format!("/enter/{path}"), code }
}

/// A link for somebody new.
async fn new(keeper: &Visitor, name: &str, role: &str) -> Made {
    let form = [("mandate", ""), ("shown_as", name), ("role", role), ("hours", "6")];
    made(&keeper.post(&path(), &form).await)
}

/// A link for somebody who is there.
async fn again(app: &TestApp, keeper: &Visitor, name: &str) -> Made {
    let query = format!(
        "select mandate_id from mandate join account using (account_id) where shown_as = '{name}'"
    );
    let mandate = app.number(&query).await.to_string();
    let form = [("mandate", &*mandate), ("shown_as", ""), ("role", ""), ("hours", "2")];
    made(&keeper.post(&path(), &form).await)
}

async fn typed(visitor: &Visitor, link: &Made, code: &str) -> Answer {
    visitor.post(&link.path, &[("one_time", code)]).await
}

/// Somebody who came in by a link.
async fn entered(app: &TestApp, link: &Made) -> Visitor {
    let visitor = app.nobody();
    assert_eq!(visitor.get(&link.path).await.status, StatusCode::OK);
    let answer = typed(&visitor, link, &link.code).await;
    assert_eq!(answer.location.as_deref(), Some("/entered"), "{}", answer.text());
    visitor
}

#[tokio::test]
async fn a_link_opens_by_its_code_and_for_its_role_only() {
    let app = TestApp::start().await;
    Walk::new(&app).await.open(election_day()).await;
    let commission = app.visitor("commission").await;
    assert_eq!(commission.get(&path()).await.status, StatusCode::OK);
    let link = new(&commission, "王小明", "recorder").await;
    assert_eq!(link.code.len(), 6);
    let visitor = app.nobody();
    let page = visitor.get(&link.path).await;
    assert!(page.text().contains("王小明") && page.text().contains("增辉村"));
    for wrong in ["", "000000", &format!("{}0", link.code)] {
        let answer = typed(&visitor, &link, wrong).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{wrong}");
        assert!(answer.text().contains("href=\"#one_time\""));
    }
    assert_eq!(visitor.get(&format!("/{UNIT}")).await.status, StatusCode::SEE_OTHER, "no session");
    let visitor = entered(&app, &link).await;
    let case = format!("/{UNIT}/committee");
    assert_eq!(visitor.get("/entered").await.location.as_deref(), Some(&*case));
    assert_eq!(visitor.get(&case).await.status, StatusCode::OK);
    // nothing of an account, nor of another place
    for path in ["/", "/me", "/me/password", "/people", "/me/sessions/left"] {
        let answer = visitor.get(path).await;
        let there = answer.status == StatusCode::OK && path == "/me/sessions/left";
        assert!(there || answer.location.as_deref() == Some("/entered"), "{path}");
    }
    for code in [SIBLING, OTHER] {
        assert_eq!(visitor.get(&format!("/{code}")).await.status, StatusCode::FORBIDDEN, "{code}");
    }
    assert_eq!(visitor.get(&path()).await.status, StatusCode::FORBIDDEN);
    assert_eq!(app.nobody().get("/enter/0123").await.status, StatusCode::NOT_FOUND);
    // who used it when stands in the list, and in the list of accounts
    let rows = pieces(&commission.get(&path()).await.text(), "tbody tr");
    assert_eq!(rows.len(), 1);
    assert!(rows[0].contains("1 次") && rows[0].contains("127.0.0.1"), "{rows:?}");
    let people = pieces(&commission.get("/people").await.text(), "tbody tr").join("\n");
    assert!(people.contains("王小明"));
    let log = "select event from security_log where event like 'link%' order by security_log_id";
    assert_eq!(
        app.texts(log).await,
        ["link_made", "link_refused", "link_refused", "link_refused", "link_entered"]
    );
}

#[tokio::test]
async fn a_link_of_somebody_with_an_account_opens_one_of_his_roles() {
    let app = TestApp::start().await;
    Walk::new(&app).await.open(election_day()).await;
    app.person("both", &[(Role::Recorder, UNIT), (Role::Commission, SIBLING)]).await;
    let commission = app.visitor("commission").await;
    let link = again_of(&app, &commission, "both的名字").await;
    let visitor = entered(&app, &link).await;
    assert_eq!(visitor.get(&format!("/{UNIT}")).await.status, StatusCode::OK);
    assert_eq!(visitor.get(&format!("/{SIBLING}")).await.status, StatusCode::FORBIDDEN);
    assert_eq!(visitor.get("/people").await.location.as_deref(), Some("/entered"));
    assert_eq!(app.visitor("both").await.get(&format!("/{SIBLING}")).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_link_of_somebody_of_the_sample_opens_on_the_machine_itself_only() {
    let app = TestApp::start().await;
    app.console("sample_loaded", async |act| {
        huanjie::people::store::mark_sample(act, &["recorder1".to_owned()]).await.expect("a mark");
    })
    .await;
    let link = again(&app, &app.visitor("commission").await, "recorder1的名字").await;
    let away = app.elsewhere(Policy { lan: true, ..Policy::default() }).await.nobody();
    let wrong = typed(&away, &link, "000000").await;
    assert!(!wrong.text().contains("--sample-beyond"), "whoever has no code learns nothing");
    let answer = typed(&away, &link, &link.code).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert!(answer.text().contains("--sample-beyond"), "{}", answer.text());
    assert_eq!(app.number("select count(*) from session where entry_link_id > 0").await, 0);
    entered(&app, &link).await;
    let beyond = Policy { lan: true, sample_beyond: true, ..Policy::default() };
    let there = app.elsewhere(beyond).await.nobody();
    assert_eq!(typed(&there, &link, &link.code).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn somebody_whom_a_link_lets_in_is_no_account_that_nobody_uses() {
    let app = TestApp::start().await;
    let commission = app.visitor("commission").await;
    let unused = async || {
        let mut db = app.app.db.acquire().await.expect("a connection");
        accounts::never_signed_in(&mut db).await.expect("a number")
    };
    let before = unused().await;
    new(&commission, "王小明", "recorder").await;
    assert_eq!(unused().await, before, "there is no password to sign in with");
    let link = again(&app, &commission, "recorder1的名字").await;
    assert_eq!(unused().await, before);
    entered(&app, &link).await;
    assert_eq!(unused().await, before - 1, "that is a way of using it as well");
}

/// A link for the recorder of a name at the unit.
async fn again_of(app: &TestApp, keeper: &Visitor, name: &str) -> Made {
    let query = format!(
        "select mandate_id from mandate join account using (account_id)
        where shown_as = '{name}' and role = 'recorder'"
    );
    let mandate = app.number(&query).await.to_string();
    made(&keeper.post(&path(), &[("mandate", &*mandate), ("hours", "2")]).await)
}

#[tokio::test]
async fn two_links_of_one_person_are_one_person() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Count).await;
    let commission = app.visitor("commission").await;
    let first = new(&commission, "王小明", "recorder").await;
    let before = app.number("select count(*) from account").await;
    for name in ["王小明", " 王 小明 ", "recorder1的名字", "leader的名字"] {
        let form = [("mandate", ""), ("shown_as", name), ("role", "recorder"), ("hours", "6")];
        let answer = commission.post(&path(), &form).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{name}");
        assert!(answer.text().contains("href=\"#shown_as\""), "{name}");
    }
    assert_eq!(app.number("select count(*) from account").await, before);
    let second = again(&app, &commission, "王小明").await;
    let (one, two) = (entered(&app, &first).await, entered(&app, &second).await);
    let figures = walk.figures().await;
    enter(&walk, &one, &figures, StatusCode::SEE_OTHER).await;
    enter(&walk, &two, &figures, StatusCode::CONFLICT).await;
    assert_eq!(app.number("select count(*) from sheet_entry").await, 1);
    let other = new(&commission, "李四", "recorder").await;
    enter(&walk, &entered(&app, &other).await, &figures, StatusCode::SEE_OTHER).await;
    assert_eq!(app.number("select count(*) from sheet_entry").await, 2);
    let report = verify(&app.app.db, &[]).await.expect("a report");
    assert_eq!((report.bad, report.withheld, report.unproven), (None, 0, 0));
}

async fn enter(
    walk: &Walk<'_>,
    visitor: &Visitor,
    figures: &BTreeMap<String, String>,
    is: StatusCode,
) {
    let form = entry(&key(), figures);
    let answer = visitor.post(&walk.path("/sheet"), &pairs(&form)).await;
    assert_eq!(answer.status, is, "{}", answer.text());
}

#[tokio::test]
async fn a_screen_sees_and_changes_nothing() {
    let app = TestApp::start().await;
    let walk = Walk::new(&app).await;
    walk.open(election_day()).await;
    let commission = app.visitor("commission").await;
    let screen = entered(&app, &new(&commission, "大厅屏幕", "screen").await).await;
    let case = format!("/{UNIT}/committee");
    let page = screen.get(&case).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.has("body[data-live]") && !page.has("main form[method=post]"));
    let before = app.state().await;
    let routes = huanjie::routes();
    for row in routes.rows().iter().filter(|row| row.path.starts_with("/{code}")) {
        if row.method == "POST" {
            let path = row.path.replace("{code}", UNIT).replace("{stage}", "roll");
            let path = path.replace("{kind}", "result_report").replace("{name}", "0");
            let path = ["objection", "candidacy", "movement", "request", "link"]
                .iter()
                .fold(path, |path, part| path.replace(&format!("{{{part}}}"), "0"));
            assert_eq!(screen.post(&path, &[]).await.status, StatusCode::FORBIDDEN, "{path}");
        }
    }
    assert_eq!(app.state().await, before);
    for path in ["/roll", "/ballots", "/journal", "/papers"] {
        let answer = screen.get(&walk.path(path)).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
    }
}

#[tokio::test]
async fn a_screen_shows_candidates_count_and_result_and_nothing_about_persons() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Count).await;
    let screen = entered(&app, &new(&walk.commission, "大厅屏幕", "screen").await).await;
    let page = async |path: &str| {
        let answer = screen.get(&walk.path(path)).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert!(!answer.has("main form[method=post]") && answer.has("body[data-live]"), "{path}");
        answer.text()
    };
    let candidates = page("/candidates").await;
    assert!(candidates.contains(&voter(0)) && !candidates.contains("1980-01"), "{candidates}");
    assert!(walk.commission.get(&walk.path("/candidates")).await.text().contains("1980-01"));
    // the entries are the recorders' until they agree and are signed
    let figures = walk.figures().await;
    walk.enter(&walk.recorder1, &figures).await;
    assert!(!page("/sheet").await.contains(r#"data-part="figures""#));
    walk.enter(&walk.recorder2, &figures).await;
    assert!(!page("/sheet").await.contains(r#"data-part="figures""#));
    walk.explain_all().await;
    walk.recorder1.done(&walk.path("/sheet/finish"), &[("on", &*day(0))]).await;
    assert!(page("/sheet").await.contains(r#"data-part="figures""#));
    let result = page("/outcome").await;
    assert!(result.contains(&voter(0)), "{result}");
    assert!(!result.contains("/papers"), "no way to what it may not open: {result}");
}

#[tokio::test]
async fn revoking_a_link_asks_first() {
    let app = TestApp::start().await;
    let commission = app.visitor("commission").await;
    new(&commission, "王小明", "recorder").await;
    let number = app.number("select entry_link_id from entry_link").await;
    let revoke = format!("{}/{number}/revoke", path());
    let list = commission.get(&path()).await;
    assert!(list.has(&format!("main a[href='{revoke}']")), "{}", list.text());
    assert!(!list.has(&format!("main form[action='{revoke}']")));
    let before = app.state().await;
    let asked = commission.get(&revoke).await;
    assert!(asked.has(&format!("main form[method=post][action='{revoke}'] button")));
    assert!(asked.text().contains("王小明"), "{}", asked.text());
    assert_eq!(app.state().await, before);
    assert_eq!(commission.get(&format!("{}/0/revoke", path())).await.status, StatusCode::NOT_FOUND);
    commission.done(&revoke, &[]).await;
    assert_eq!(commission.get(&revoke).await.status, StatusCode::CONFLICT);
    let log = "
        select event
        from security_log
        join account using (account_id)
        where shown_as = '王小明'
        order by security_log_id
    ";
    assert_eq!(app.texts(log).await, ["link_made", "link_revoked"]);
}

#[tokio::test]
async fn a_link_ends_is_revoked_and_serves_one_device_at_a_time() {
    let app = TestApp::start().await;
    let commission = app.visitor("commission").await;
    let link = new(&commission, "王小明", "recorder").await;
    let unit = format!("/{UNIT}");
    let (one, two) = (entered(&app, &link).await, entered(&app, &link).await);
    assert_eq!(one.get(&unit).await.status, StatusCode::SEE_OTHER, "another device came in");
    assert_eq!(two.get(&unit).await.status, StatusCode::OK);
    let ends = app.number("select extract(epoch from ends_at - began_at)::bigint from session where entry_link_id is not null").await;
    assert!((21_000..=21_600).contains(&ends), "with the link: {ends}");
    two.post("/me/sessions/extend", &[]).await;
    let same = "select count(*) from session join entry_link using (entry_link_id, ends_at)";
    assert_eq!(app.number(same).await, 1, "it is not put off");

    let number = app.number("select entry_link_id from entry_link").await;
    let revoke = format!("{}/{number}/revoke", path());
    let elsewhere = format!("/{SIBLING}/entry-links/{number}/revoke");
    let office = app.visitor("office").await;
    assert_eq!(office.post(&elsewhere, &[]).await.status, StatusCode::CONFLICT);
    assert_eq!(
        app.visitor("steering").await.post(&revoke, &[]).await.status,
        StatusCode::FORBIDDEN
    );
    office.done(&revoke, &[]).await;
    assert_eq!(two.get(&unit).await.status, StatusCode::SEE_OTHER, "at once");
    assert_eq!(typed(&two, &link, &link.code).await.status, StatusCode::GONE);
    assert!(two.get(&link.path).await.has("main .next"), "and says so");
    assert_eq!(office.post(&revoke, &[]).await.status, StatusCode::CONFLICT);

    let link = again(&app, &commission, "王小明").await;
    let ended = entered(&app, &link).await;
    let role = app.number("select max(mandate_id) from mandate").await;
    let account = app.number("select account_id from account where shown_as = '王小明'").await;
    commission.done(&format!("/people/{account}/mandates/{role}/end"), &[]).await;
    assert_eq!(ended.get(&unit).await.status, StatusCode::FORBIDDEN, "its role is over");
    assert_eq!(typed(&app.nobody(), &link, &link.code).await.status, StatusCode::GONE);
    let link = new(&commission, "李四", "recorder").await;
    let time = "update session set ends_at = now() where entry_link_id is not null";
    let visitor = entered(&app, &link).await;
    change(&app, time).await;
    assert_eq!(visitor.get(&unit).await.status, StatusCode::SEE_OTHER);
    let events =
        app.texts("select event from journal where event like 'entry%' order by recorded_at").await;
    assert_eq!(
        events,
        ["entry_link_made", "entry_link_revoked", "entry_link_made", "entry_link_made"]
    );
}

#[tokio::test]
async fn whoever_came_by_a_link_is_led_back_to_it_when_the_session_has_ended() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Count).await;
    let link = new(&walk.commission, "王小明", "recorder").await;
    let sheet = walk.path("/sheet");
    let form = entry(&key(), &walk.figures().await);
    let one = entered(&app, &link).await;
    let to_link = format!("main .next a[href='{}']", link.path);
    // the session has ended by itself
    change(&app, "delete from session where entry_link_id is not null").await;
    let asked = one.post(&sheet, &pairs(&form)).await;
    assert_eq!(asked.status, StatusCode::UNAUTHORIZED);
    assert!(asked.has(&to_link) && asked.has("main details form[action='/sign-in']"));
    assert!(asked.text().contains("输入同一个入场码"), "{}", asked.text());
    assert!(asked.text().contains("刚才提交的内容没有保存"), "{}", asked.text());
    // another device has taken over
    typed(&one, &link, &link.code).await;
    let two = entered(&app, &link).await;
    let taken = one.post(&sheet, &pairs(&form)).await.text();
    assert!(taken.contains("另一台设备"), "{taken}");
    let page = one.get("/sign-in").await;
    assert!(page.has(&to_link) && page.text().contains("另一台设备"), "{}", page.text());
    assert_eq!(two.get(&sheet).await.status, StatusCode::OK);
    // the link opens no longer
    let number = app.number("select entry_link_id from entry_link").await;
    walk.commission.done(&format!("{}/{number}/revoke", path()), &[]).await;
    let over = two.post(&sheet, &pairs(&form)).await;
    assert!(!over.has(&to_link) && over.text().contains("此链接已经失效"), "{}", over.text());
    // whoever signs in or has never come by a link is asked as ever
    assert!(!app.nobody().get("/sign-in").await.has("main details"));
}

#[tokio::test]
async fn codes_of_links_are_not_guessed_endlessly() {
    let app = TestApp::start().await;
    let commission = app.visitor("commission").await;
    let link = new(&commission, "王小明", "recorder").await;
    let visitor = app.nobody();
    for _ in 0..6 {
        assert_eq!(typed(&visitor, &link, "000000").await.status, StatusCode::FORBIDDEN);
    }
    let answer = typed(&app.nobody(), &link, &link.code).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS, "the right one waits as well");
    assert!((50..=60).contains(&answer.retry_after.expect("when to try again")));
    let other = new(&commission, "李四", "recorder").await;
    entered(&app, &other).await;
}

#[tokio::test]
async fn what_is_typed_for_a_link_is_checked() {
    let app = TestApp::start().await;
    let commission = app.visitor("commission").await;
    let before = app.state().await;
    let foreign =
        app.number("select mandate_id from mandate where role = 'town_office'").await.to_string();
    for (mandate, name, role, hours, field) in [
        ("", "", "recorder", "6", "shown_as"),
        ("", "王小明", "", "6", "role"),
        ("", "王小明", "commission", "6", "role"),
        ("", "王小明", "recorder", "", "hours"),
        ("", "王小明", "recorder", "240", "hours"),
        (&*foreign, "", "", "6", "mandate"),
        ("0", "", "", "6", "mandate"),
        ("x", "", "", "6", "mandate"),
    ] {
        let form = [("mandate", mandate), ("shown_as", name), ("role", role), ("hours", hours)];
        let answer = commission.post(&path(), &form).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{form:?}");
        let text = answer.text();
        assert!(text.contains(&format!("href=\"#{field}\"")), "{field}: {text}");
    }
    let town = app.visitor("office").await;
    let form = [("shown_as", "王小明"), ("role", "screen"), ("hours", "6")];
    let answer = town.post("/330902102/entry-links", &form).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST, "of units only");
    assert_eq!(app.state().await, before);
}

#[tokio::test]
async fn neither_link_nor_code_stands_in_the_database() {
    let app = TestApp::start().await;
    let link = new(&app.visitor("commission").await, "王小明", "recorder").await;
    let token = link.path.strip_prefix("/enter/").expect("a token");
    let tables =
        "select table_name::text from information_schema.tables where table_schema = 'public'
        and table_type = 'BASE TABLE'";
    for table in app.texts(tables).await {
        let rows = app.texts(&format!("select kept::text from {table} as kept")).await.join("\n");
        assert!(!rows.contains(token), "{table}");
        assert!(!rows.contains(&hex::encode(token)), "{table}");
        if table == "journal_payload" || table == "entry_secret" {
            assert!(!rows.contains(&hex::encode(&link.code)), "{table}");
        }
    }
}
