//! Accounts: who signs in, how often it may be tried, who entrusts whom.

mod accounts;
mod rights;
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

/// Today in China.
fn today() -> String {
    huanjie::shell::clock::Now::read().date().to_string()
}
