//! Accounts: who signs in, how often it may be tried, who entrusts whom.

mod accounts;
pub mod factor;
mod links;
mod races;
mod rights;
mod sessions;
mod set_up;
mod sign_in;

use reqwest::StatusCode;
use scraper::{Html, Selector};

use crate::house::app::{Answer, TestApp, Visitor};

/// A password that nobody has given.
const NEW: &str = "a meadow behind seven mills";

/// The temporary password that a page shows.
fn given(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let page = Html::parse_document(&answer.text());
    let found = page.select(&Selector::parse(".given").expect("a selector")).next();
    found.expect("a temporary password").text().collect()
}

/// Tries to sign in.
async fn tried(visitor: &Visitor, account: &str, password: &str) -> Answer {
    visitor.post("/sign-in", &[("account", account), ("password", password)]).await
}

/// The key of an account.
async fn id(app: &TestApp, name: &str) -> i64 {
    app.number(&format!("select account_id from account where name = '{name}'")).await
}

/// An entry of the form of a new account.
fn form<'a>(name: &'a str, role: &'a str, code: &'a str, on: &'a str) -> [(&'a str, &'a str); 6] {
    [
        ("account", name),
        ("shown_as", "王小明"),
        ("role", role),
        ("code", code),
        ("from_on", on),
        ("until_on", ""),
    ]
}

/// Changes the database as time would.
async fn change(app: &TestApp, statement: &str) {
    let statement = sqlx::AssertSqlSafe(statement.to_owned());
    sqlx::Executor::execute(&app.app.db, statement).await.expect("a change");
}

/// Waits until somebody waits for what another transaction has locked.
async fn held_up(app: &TestApp) {
    let waiting = "select count(*) from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'";
    for _ in 0..600 {
        if app.number(waiting).await > 0 {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("nobody waits");
}

/// The texts of what a selector names.
fn pieces(page: &str, selector: &str) -> Vec<String> {
    let selector = Selector::parse(selector).expect("a selector");
    let page = Html::parse_document(page);
    page.select(&selector).map(|one| one.text().collect::<String>().trim().to_owned()).collect()
}

/// Names and values of the hidden fields of a page's own form.
fn hidden(page: &str) -> Vec<(String, String)> {
    let selector = Selector::parse("main form input[type=hidden]").expect("a selector");
    let attribute =
        |one: scraper::ElementRef<'_>, name| one.value().attr(name).unwrap_or_default().to_owned();
    let page = Html::parse_document(page);
    page.select(&selector).map(|one| (attribute(one, "name"), attribute(one, "value"))).collect()
}

/// The value of a hidden field.
fn value(page: &str, name: &str) -> String {
    let found = hidden(page).into_iter().find(|(field, _)| field == name);
    found.unwrap_or_else(|| panic!("no {name} in {page}")).1
}

/// Today in China.
fn today() -> String {
    huanjie::shell::clock::Now::read().date().to_string()
}
