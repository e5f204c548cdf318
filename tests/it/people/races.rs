//! What goes on while the password of the same account is set by somebody else.

use reqwest::StatusCode;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, Postgres, Transaction};

use super::{NEW, factor, held_up, tried};
use crate::house::app::{PASSWORD, TestApp};

/// Begins as somebody who gives the office a new password: its account is locked first.
async fn gives(db: &mut PgConnection) -> Transaction<'_, Postgres> {
    let mut giving = db.begin().await.expect("a transaction");
    let locked = "select account_id from account where name = 'office' for update";
    giving.execute(locked).await.expect("a lock");
    giving
}

/// Goes on: another password, and nobody is signed in any more.
async fn given(mut giving: Transaction<'_, Postgres>) {
    for what in [
        "update credential set password_hash = password_hash || 'x', must_change = true where",
        "delete from sign_in_step where",
        "delete from session where",
    ] {
        let office = "account_id = (select account_id from account where name = 'office')";
        giving.execute(AssertSqlSafe(format!("{what} {office}"))).await.expect("a change");
    }
    giving.commit().await.expect("a commit");
}

#[tokio::test]
async fn a_sign_in_does_not_outlast_the_password_that_it_was_verified_by() {
    let app = TestApp::start().await;
    let mut db = app.app.db.acquire().await.expect("a connection");
    let giving = gives(&mut db).await;
    let visitor = app.nobody();
    let meanwhile = async {
        held_up(&app).await;
        given(giving).await;
    };
    let (answer, ()) = tokio::join!(tried(&visitor, "office", PASSWORD), meanwhile);
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert_eq!(app.number("select count(*) from session").await, 0);
    let log = "select event from security_log order by security_log_id";
    assert_eq!(app.texts(log).await, ["refused"]);
}

#[tokio::test]
async fn a_code_opens_nothing_after_the_password_was_given_anew() {
    let app = TestApp::guarded().await;
    let secret = factor::by_app(&app.visitor("office").await).await;
    factor::fresh(&app).await;
    let visitor = factor::first(&app, "office").await;
    let mut db = app.app.db.acquire().await.expect("a connection");
    let giving = gives(&mut db).await;
    let code = factor::code(&secret, 0);
    let meanwhile = async {
        held_up(&app).await;
        given(giving).await;
    };
    let (answer, ()) = tokio::join!(factor::second(&visitor, &code), meanwhile);
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert_eq!(app.number("select count(*) from session").await, 0);
}

#[tokio::test]
async fn a_change_of_the_own_password_or_factor_does_not_undo_one_that_was_given() {
    let app = TestApp::start().await;
    let anew = [("present", PASSWORD), ("password", NEW), ("again", NEW)];
    for (path, form) in [("/me/password", &anew[..]), ("/me/factor/card", &anew[..1])] {
        let office = app.visitor("office").await;
        let mut db = app.app.db.acquire().await.expect("a connection");
        let giving = gives(&mut db).await;
        let meanwhile = async {
            held_up(&app).await;
            given(giving).await;
        };
        let (answer, ()) = tokio::join!(office.post(path, form), meanwhile);
        let asked = answer.location.as_deref().is_some_and(|to| to.starts_with("/sign-in"));
        assert!(asked || answer.status == StatusCode::UNAUTHORIZED, "{path}: {}", answer.text());
        let given = "select count(*) from credential where password_hash like '%x' and must_change";
        assert_eq!(app.number(given).await, 1, "{path}");
        assert_eq!(app.number("select count(*) from factor").await, 0, "{path}");
        app.password_of_all().await;
    }
}
