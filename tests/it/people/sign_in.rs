//! Signing in: how often it may be tried, and what an answer tells about an account.

use huanjie::{
    people::password::verifications,
    shell::{Policy, mandate::Role},
};
use reqwest::StatusCode;
use sqlx::{AssertSqlSafe, Executor};

use super::tried;
use crate::house::{
    again,
    app::{Answer, PASSWORD, TestApp, UNIT, Visitor},
    folder::Folder,
};

/// Tries until it has to wait; gives how often the password was looked at.
async fn tried_out(visitor: &Visitor, account: &str) -> (usize, Answer) {
    for times in 0..20 {
        let answer = tried(visitor, account, "a wrong password").await;
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            return (times, answer);
        }
        assert_eq!(answer.status, StatusCode::FORBIDDEN);
    }
    panic!("nobody said to wait");
}

#[tokio::test]
async fn an_account_has_a_few_tries_whether_it_exists_or_not() {
    let app = TestApp::start().await;
    // known and unknown names of the same length, so that the pages are equal but for the name
    let known = tried_out(&app.nobody(), "office").await;
    let unknown = tried_out(&app.nobody(), "nobody").await;
    assert_eq!(known.0, 6);
    assert_eq!(known.0, unknown.0);
    for (_, answer) in [&known, &unknown] {
        let wait = answer.retry_after.expect("when to try again");
        assert!((50..=60).contains(&wait), "{wait}");
    }
    // the right password waits as well: whoever guesses does not learn that it was right
    let right = tried(&app.nobody(), "office", PASSWORD).await;
    assert_eq!(right.status, StatusCode::TOO_MANY_REQUESTS);
    // and keeps the owner out at this address only
    let elsewhere = app.elsewhere(Policy { lan: true, ..Policy::default() }).await;
    assert_eq!(tried(&elsewhere.nobody(), "office", PASSWORD).await.status, StatusCode::SEE_OTHER);
    let still = tried(&app.nobody(), "office", PASSWORD).await;
    assert_eq!(still.status, StatusCode::TOO_MANY_REQUESTS, "which gives nothing back here");
    // another account signs in from the same hall
    assert_eq!(tried(&app.nobody(), "county", PASSWORD).await.status, StatusCode::SEE_OTHER);
    let log = app.texts("select event || ' ' || account_name || ' ' || address from security_log order by security_log_id").await;
    assert_eq!(log.iter().filter(|line| *line == "refused office 127.0.0.1").count(), 6);
    assert_eq!(log.iter().filter(|line| *line == "refused  127.0.0.1").count(), 6, "{log:?}");
    // a flood writes one line a minute
    assert_eq!(log.iter().filter(|line| *line == "throttled office 127.0.0.1").count(), 1);
    assert!(log.contains(&"signed_in county 127.0.0.1".to_owned()));
}

#[tokio::test]
async fn a_right_password_gives_the_tries_back() {
    let app = TestApp::start().await;
    let visitor = app.nobody();
    for _ in 0..3 {
        for _ in 0..4 {
            assert_eq!(tried(&visitor, "office", "wrong").await.status, StatusCode::FORBIDDEN);
        }
        assert_eq!(tried(&visitor, "office", PASSWORD).await.status, StatusCode::SEE_OTHER);
    }
    // of the address only the wrong ones count: 12 of its 60, each two seconds
    let left = "select extract(epoch from whole_at - now())::bigint from sign_in_attempt where kind = 'address'";
    let left = app.number(left).await;
    // they come back while the test runs
    assert!(left <= 24, "{left}");
    // and of the account from everywhere the same 12 of its 300, each twelve seconds
    let left = "select extract(epoch from whole_at - now())::bigint from sign_in_attempt where kind = 'account'";
    let left = app.number(left).await;
    assert!(left <= 144, "{left}");
    let kept = "select count(*) from sign_in_attempt where kind = 'account'";
    assert_eq!(app.number(kept).await, 1, "those from here are all given back");
}

#[tokio::test]
async fn an_account_is_not_guessed_endlessly_from_many_addresses() {
    let app = TestApp::start().await;
    let elsewhere = app.elsewhere(Policy { lan: true, ..Policy::default() }).await;
    let whole_in = async |seconds: i32| {
        let query = format!(
            "update sign_in_attempt set whole_at = now() + interval '{seconds} seconds'
            where subject = sha256('office'::bytea)"
        );
        let done = app.app.db.execute(AssertSqlSafe(query)).await.expect("another time");
        assert_eq!(done.rows_affected(), 1);
    };
    assert_eq!(tried(&app.nobody(), "office", "wrong").await.status, StatusCode::FORBIDDEN);
    // 300 tries from everywhere, each back after twelve seconds: half of them taken, then all
    whole_in(1800).await;
    assert_eq!(tried(&elsewhere.nobody(), "office", "wrong").await.status, StatusCode::FORBIDDEN);
    whole_in(3900).await;
    for process in [&app, &elsewhere] {
        let answer = tried(&process.nobody(), "office", PASSWORD).await;
        assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
        let wait = answer.retry_after.expect("when to try again");
        assert!((200..=312).contains(&wait), "{wait}");
    }
    assert_eq!(tried(&app.nobody(), "county", PASSWORD).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn tries_sent_at_once_do_not_slip_through() {
    let app = TestApp::start().await;
    let other = app.again().await;
    let tries = (0..24).map(|n| {
        let visitor = if n % 2 == 0 { app.nobody() } else { other.nobody() };
        async move { tried(&visitor, "office", "a wrong password").await.status }
    });
    let answers = futures_util::future::join_all(tries).await;
    let looked_at = answers.iter().filter(|status| **status == StatusCode::FORBIDDEN).count();
    assert_eq!(looked_at, 6, "{answers:?}");
}

#[tokio::test]
async fn a_hall_has_many_tries_and_one_machine_not_endlessly_many() {
    let app = TestApp::start().await;
    let whole_in = async |seconds: i32| {
        let query = format!(
            "update sign_in_attempt set whole_at = now() + interval '{seconds} seconds'
            where kind = 'address'"
        );
        app.app.db.execute(AssertSqlSafe(query)).await.expect("another time");
    };
    assert_eq!(tried(&app.nobody(), "name-1", "wrong").await.status, StatusCode::FORBIDDEN);
    // 60 tries, each back after two seconds: half of them taken, then all
    whole_in(60).await;
    assert_eq!(tried(&app.nobody(), "name-2", "wrong").await.status, StatusCode::FORBIDDEN);
    whole_in(180).await;
    let answer = tried(&app.nobody(), "name-3", "wrong").await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    let wait = answer.retry_after.expect("when to try again");
    assert!((30..=62).contains(&wait), "{wait}");
}

#[tokio::test]
async fn the_pages_for_known_and_unknown_accounts_are_the_same() {
    let app = TestApp::start().await;
    let known = tried(&app.nobody(), "office", "a wrong password").await;
    let unknown = tried(&app.nobody(), "nobody", "a wrong password").await;
    assert_eq!(known.status, unknown.status);
    assert_eq!(known.text().replace("office", "nobody"), unknown.text());
    assert!(!known.text().contains("a wrong password"));
}

#[tokio::test]
async fn sessions_that_have_ended_are_cleared_away() {
    let app = TestApp::start().await;
    let visitor = app.visitor("office").await;
    sqlx::query("update session set ends_at = now()").execute(&app.app.db).await.expect("an end");
    let answer = visitor.get("/").await;
    assert_eq!(answer.location.as_deref(), Some("/sign-in?next=%2F"));
    app.visitor("county").await;
    assert_eq!(app.number("select count(*) from session").await, 1);
}

#[tokio::test]
async fn each_try_verifies_one_password() {
    let folder = Folder::new();
    // a process of its own: other tests sign in as well
    let mut process = again::start("people::sign_in::counts_verifications", &folder);
    let status = tokio::task::spawn_blocking(move || process.wait()).await;
    assert!(status.expect("waited").expect("a status").success());
    assert!(folder.join("counted").exists(), "the test was found and ended");
}

#[tokio::test]
#[ignore = "started by a test as a process of its own"]
async fn counts_verifications() {
    let Some(folder) = again::folder() else { return };
    let app = TestApp::start().await;
    app.person("locked", &[(Role::Recorder, UNIT)]).await;
    app.console("account_locked", async |act| {
        sqlx::query("update account set disabled_on = '2026-01-01' where name = 'locked'")
            .execute(&mut **act)
            .await
            .expect("a locked account");
    })
    .await;
    let before = verifications();
    let names = ["nobody", "office", "locked", "", "not a name at all", "OFFICE"];
    for (n, name) in (1..).zip(names) {
        tried(&app.nobody(), name, "a wrong password").await;
        assert_eq!(verifications() - before, n, "{name}");
    }
    let log = "select event || ' ' || account_name from security_log order by security_log_id";
    let refused = ["refused ", "refused office", "refused_locked locked"];
    assert_eq!(app.texts(log).await[..3], refused);
    let before = verifications();
    app.visitor("county").await;
    assert_eq!(verifications() - before, 1);
    // the second factor is asked for after the password, and verifies none
    let commission = app.visitor("commission").await;
    super::factor::by_app(&commission).await;
    let before = verifications();
    tried(&app.nobody(), "commission", "a wrong password").await;
    assert_eq!(verifications() - before, 1);
    let asked = app.nobody();
    tried(&asked, "commission", PASSWORD).await;
    assert_eq!(verifications() - before, 2);
    asked.post("/sign-in/code", &[("one_time", "000000")]).await;
    assert_eq!(verifications() - before, 2);
    // who has to wait is not looked at at all
    tried_out(&app.nobody(), "office").await;
    let before = verifications();
    tried(&app.nobody(), "office", PASSWORD).await;
    assert_eq!(verifications(), before);
    std::fs::write(folder.join("counted"), "").expect("a file");
}
