//! Sessions: listed, ended, warned of their end, put off.

use huanjie::shell::{Policy, mandate::Role};
use reqwest::{Method, StatusCode};

use super::{change, pieces, tried};
use crate::house::app::{PASSWORD, TOWN, TestApp, UNIT};

const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:109.0) Gecko/20100101 Firefox/115.0";

#[tokio::test]
async fn the_own_sessions_are_listed_with_their_browser_and_ended() {
    let app = TestApp::start().await;
    let one = app.visitor("commission").await;
    let other = app.nobody().with_header("user-agent", FIREFOX);
    assert_eq!(tried(&other, "commission", PASSWORD).await.status, StatusCode::SEE_OTHER);
    app.visitor("commission2").await;
    let page = one.get("/me").await;
    let rows = pieces(&page.text(), "tbody tr");
    assert_eq!(rows.len(), 2, "not those of others");
    assert!(rows[0].contains("火狐（Linux）") && rows[0].contains("127.0.0.1"), "{rows:?}");
    assert!(rows[1].contains("本机当前登录") && !rows[0].contains("本机当前登录"));
    let number = async |name: &str| {
        let query = format!(
            "select max(session_id) from session join account using (account_id) where name = '{name}'"
        );
        app.number(&query).await
    };
    let foreign = format!("/me/sessions/{}/end", number("commission2").await);
    assert_eq!(one.post(&foreign, &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(other.get("/").await.status, StatusCode::OK);
    one.done(&format!("/me/sessions/{}/end", number("commission").await), &[]).await;
    assert_eq!(other.get("/").await.location.as_deref(), Some("/sign-in?next=%2F"));
    assert_eq!(one.get("/").await.status, StatusCode::OK);
    let other = app.visitor("commission").await;
    one.done("/me/sessions/end", &[]).await;
    for visitor in [&one, &other] {
        assert_eq!(visitor.get("/").await.location.as_deref(), Some("/sign-in?next=%2F"));
    }
    assert_eq!(app.number("select count(*) from session").await, 1, "the other account's stays");
    let log = "select count(*) from security_log where event = 'sessions_ended'";
    assert_eq!(app.number(log).await, 2);
}

#[tokio::test]
async fn an_office_that_nobody_works_in_is_signed_out_and_a_recorder_is_not() {
    let app = TestApp::start().await;
    app.person("guide", &[(Role::SteeringGroup, TOWN)]).await;
    let (office, recorder) = (app.visitor("office").await, app.visitor("recorder1").await);
    let guide = app.visitor("guide").await;
    let ago = async |minutes: i32| {
        change(&app, &format!("update session set seen_at = now() - interval '{minutes} minutes'"))
            .await;
    };
    ago(59).await;
    assert_eq!(office.get("/").await.status, StatusCode::OK);
    let seen = "select count(*) from session where seen_at > now() - interval '1 minute'";
    assert_eq!(app.number(seen).await, 1, "which is noted");
    ago(61).await;
    for visitor in [&office, &guide] {
        assert_eq!(visitor.get("/").await.location.as_deref(), Some("/sign-in?next=%2F"));
    }
    let form = [("name", "新村"), ("kind", "village"), ("code", "330902102203")];
    let late = office.post("/330902102/units", &form).await;
    assert_eq!(late.status, StatusCode::UNAUTHORIZED, "and what was typed is carried");
    assert!(late.has("form[action='/sign-in'] input[name=kept]"), "{}", late.text());
    assert_eq!(recorder.get("/").await.status, StatusCode::OK);
    ago(600).await;
    assert_eq!(recorder.get("/").await.status, StatusCode::OK);
    // as whoever starts the program decides
    let office = app.visitor("office").await;
    ago(61).await;
    let never = app.again_by(Policy { lan: true, idle: None, ..Policy::default() }).await;
    let there = office.at(&never);
    assert_eq!(there.get("/").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_page_that_asks_by_itself_is_nobody_at_work_and_a_minute_is_written_once() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let seen = "select extract(epoch from seen_at)::bigint from session";
    let old = "update session set seen_at = now() - interval '30 minutes'";
    change(&app, old).await;
    let before = app.number(seen).await;
    let page = office.with_header("x-by-itself", "1");
    assert_eq!(page.get("/").await.status, StatusCode::OK);
    let left = page.get("/me/sessions/left").await.text().parse::<i64>().expect("seconds");
    assert!((1700..=1800).contains(&left), "{left}");
    let live = office.with_header("accept", "text/event-stream");
    assert_eq!(live.get(&format!("/{UNIT}")).await.status, StatusCode::OK);
    assert_eq!(app.number(seen).await, before, "nobody is at work");
    office.get("/").await;
    let noted = app.texts("select seen_at::text from session").await;
    assert!(app.number(seen).await > before);
    office.get("/").await;
    assert_eq!(app.texts("select seen_at::text from session").await, noted, "once a minute");
}

#[tokio::test]
async fn the_end_is_told_before_it_comes_and_put_off_by_a_button() {
    let app = TestApp::start().await;
    let recorder = app.visitor("recorder1").await;
    let form = "form.ending[action=\"/me/sessions/extend\"][target=_blank] button";
    let page = recorder.get("/").await;
    assert!(page.has(form) && !page.has("form.ending.soon"));
    change(&app, "update session set ends_at = now() + interval '9 minutes'").await;
    assert!(recorder.get("/").await.has("form.ending.soon"), "without a script as well");
    recorder.done("/me/sessions/extend", &[]).await;
    assert!(!recorder.get("/").await.has("form.ending.soon"));
    let left = async || {
        let left = recorder.get("/me/sessions/left").await.text();
        left.parse::<i64>().expect("seconds")
    };
    assert!((7100..=7200).contains(&left().await), "{}", left().await);
    // a day in all
    change(
        &app,
        "update session set began_at = now() - interval '23 hours 30 minutes',
            ends_at = now() + interval '5 minutes'",
    )
    .await;
    recorder.done("/me/sessions/extend", &[]).await;
    assert!((1700..=1800).contains(&left().await), "{}", left().await);
    assert!(!recorder.get("/").await.has(form), "it cannot be put off any more");
    // it never makes the session shorter
    let office = app.visitor("office").await;
    let before = app.texts("select max(ends_at)::text from session").await;
    office.done("/me/sessions/extend", &[]).await;
    assert_eq!(app.texts("select max(ends_at)::text from session").await, before);
}

#[tokio::test]
async fn nobody_is_asked_how_long_a_session_lasts() {
    let app = TestApp::start().await;
    let (status, location) = app.nobody().status(Method::GET, "/me/sessions/left", "").await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert!(location.is_some_and(|location| location.starts_with("/sign-in")));
}
