//! The security log: who signed in, was refused, signed out.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use super::{SeeUpkeep, pages::moment, store};
use crate::shell::{
    App, Error,
    form::Form,
    mandate::Mandate,
    urls,
    view::{View, Visit},
};

/// Rows on one page.
const SIZE: i64 = 100;

#[derive(Template)]
#[template(path = "upkeep/security.html")]
struct SecurityPage {
    visit: Visit,
    form: Form,
    events: Vec<(String, String)>,
    rows: Vec<Line>,
    older: Option<String>,
}

struct Line {
    at: String,
    event: String,
    account: String,
}

/// What stands in the address.
#[derive(Deserialize)]
pub struct Asked {
    #[serde(default)]
    account: String,
    #[serde(default)]
    event: String,
    #[serde(default)]
    day: String,
    before: Option<i64>,
}

/// The newest rows first.
pub async fn log(
    State(app): State<App>,
    visit: Visit,
    _: Mandate<SeeUpkeep>,
    Query(asked): Query<Asked>,
) -> Result<Response, Error> {
    let w = visit.words;
    let mut form = Form::new(&[
        ("account", asked.account.clone()),
        ("event", asked.event.clone()),
        ("day", asked.day.clone()),
    ]);
    form.call_all(&[("day", "security-day")], &w);
    let day = if asked.day.trim().is_empty() { None } else { form.date("day", &w) };
    let wanted = store::Wanted {
        account: asked.account.trim().to_lowercase(),
        event: asked.event,
        day,
        before: asked.before.unwrap_or(i64::MAX),
    };
    let mut db = app.db.acquire().await?;
    // a day that cannot be read finds nothing rather than everything
    let rows = if form.errors().is_empty() {
        store::security(&mut db, &wanted, SIZE).await?
    } else {
        Vec::new()
    };
    let full = i64::try_from(rows.len()).is_ok_and(|rows| rows == SIZE);
    let older = rows.last().filter(|_| full).map(|last| older(&wanted, &form, last.number));
    let named = |event: &str| {
        let key = format!("security-event-{event}");
        if w.has(&key) { w.text(&key) } else { event.to_owned() }
    };
    let events = store::events(&mut db).await?;
    let events = events.into_iter().map(|event| (event.clone(), named(&event))).collect();
    let rows = rows.into_iter().map(|row| Line {
        at: moment(row.happened_at),
        event: named(&row.event),
        account: row.account,
    });
    Ok(View(SecurityPage { rows: rows.collect(), form, events, older, visit }).into_response())
}

/// The address of the rows before a number.
fn older(wanted: &store::Wanted, form: &Form, before: i64) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("account", &wanted.account).append_pair("event", &wanted.event);
    query.append_pair("day", form.value("day")).append_pair("before", &before.to_string());
    format!("{}?{}", urls::SECURITY, query.finish())
}
