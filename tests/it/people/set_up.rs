//! The first administrator, made with the token on the console.

use huanjie::people::set_up;
use reqwest::StatusCode;

use super::{NEW, tried};
use crate::house::app::TestApp;

fn form<'a>(token: &'a str, account: &'a str, password: &'a str) -> [(&'a str, &'a str); 5] {
    let shown = ("shown_as", "管理员");
    [("token", token), ("account", account), shown, ("password", password), ("again", password)]
}

#[tokio::test]
async fn the_first_administrator_is_made_once_by_who_reads_the_console() {
    let app = TestApp::empty().await;
    let token = set_up::token(&app.app).await.expect("an answer").expect("a token");
    let visitor = app.nobody();
    assert!(visitor.get("/sign-in").await.text().contains("/set-up"), "the way is shown");
    assert_eq!(visitor.get("/set-up").await.status, StatusCode::OK);

    let before = app.state().await;
    let other = "0".repeat(32);
    for (token, account, password, field) in [
        (other.as_str(), "admin", NEW, "token"),
        ("", "admin", NEW, "token"),
        (token.as_str(), "Not a name", NEW, "account"),
        (token.as_str(), "admin", "short", "password"),
        (token.as_str(), "admin", "password1234", "password"),
    ] {
        let answer = visitor.post("/set-up", &form(token, account, password)).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{field}");
        let text = answer.text();
        assert!(text.contains(&format!("href=\"#{field}\"")), "{field}: {text}");
        assert!(!text.contains(password), "no password is shown again");
    }
    assert_eq!(app.state().await, before);

    visitor.done("/set-up", &form(&token, "Admin", NEW)).await;
    assert_eq!(visitor.get("/people").await.status, StatusCode::OK, "and is signed in");
    assert_eq!(tried(&app.nobody(), "admin", NEW).await.status, StatusCode::SEE_OTHER);
    // afterwards there is no such page, and no token
    let nobody = app.nobody();
    assert_eq!(nobody.get("/set-up").await.status, StatusCode::NOT_FOUND);
    let again = nobody.post("/set-up", &form(&token, "other", NEW)).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
    assert_eq!(set_up::token(&app.app).await.expect("an answer"), None);
    assert_eq!(app.number("select count(*) from set_up_token").await, 0);
    assert_eq!(app.texts("select event from journal").await, ["instance_set_up"]);
    assert!(!nobody.get("/sign-in").await.text().contains("/set-up"));
}

#[tokio::test]
async fn of_two_at_once_one_becomes_the_administrator() {
    let app = TestApp::empty().await;
    let token = set_up::token(&app.app).await.expect("an answer").expect("a token");
    let (one, other) = (app.nobody(), app.again().await.nobody());
    let forms = (form(&token, "first", NEW), form(&token, "second", NEW));
    let (one, other) = tokio::join!(one.post("/set-up", &forms.0), other.post("/set-up", &forms.1));
    let mut answers = [one.status, other.status];
    answers.sort();
    assert_eq!(answers, [StatusCode::SEE_OTHER, StatusCode::NOT_FOUND]);
    assert_eq!(app.number("select count(*) from account").await, 1);
}

#[tokio::test]
async fn a_token_is_not_guessed_endlessly() {
    let app = TestApp::empty().await;
    set_up::token(&app.app).await.expect("an answer").expect("a token");
    let visitor = app.nobody();
    for n in 0..20 {
        let answer = visitor.post("/set-up", &form(&format!("{n:032}"), "admin", NEW)).await;
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            assert!(n >= 5, "{n}");
            return;
        }
    }
    panic!("nobody said to wait");
}
