//! The security log: who signed in, was refused, signed out.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};

use super::{SeeUpkeep, store};
use crate::shell::{
    App, Error,
    extract::{AskedForm, Named},
    mandate::Mandate,
    table::{Asked, Column, FormatPath, Kind, Line, Listed, Paths, Source, Table},
    urls,
    view::{View, Visit},
    words::Words,
};

/// The newest rows first.
pub static SECURITY: Table = Table {
    name: "security",
    title: "page-security",
    none: "security-none",
    people: false,
    columns: &[
        Column::new("happened_at", "security-time", Kind::Moment)
            .heads()
            .sorts(&["security_log_id"])
            .filters(),
        Column::new("event", "security-event", Kind::Word("security-event-", &[])).filters(),
        Column::new("account", "security-account", Kind::Text)
            .or("security-unknown")
            .sorts(&["account"])
            .filters(),
        Column::new("address", "security-address", Kind::Text).filters(),
    ],
    sorted: "-happened_at",
    key: "security_log_id",
    tell,
};

fn tell(_: &mut Line, _: &Words) {}

/// All rows; the account is nothing where no account has the name that was typed.
pub fn rows(events: Vec<String>) -> Source {
    let source = Source::new(
        "
        select security_log_id, happened_at, event, nullif(account_name, '') as account, address
        from security_log
        ",
    );
    source.choose("event", events)
}

#[derive(Template)]
#[template(path = "upkeep/security.html")]
struct SecurityPage {
    visit: Visit,
    list: Listed,
}

/// The security log.
pub(super) async fn log(
    State(app): State<App>,
    visit: Visit,
    _: Mandate<SeeUpkeep>,
    AskedForm(typed): AskedForm,
) -> Result<Response, Error> {
    let mut db = app.db.acquire().await?;
    let source = rows(store::events(&mut db).await?);
    let page = urls::SECURITY.to_owned();
    let paths = Paths { page, files: urls::SECURITY_FILE.to_owned() };
    let list = Asked::read(&SECURITY, source, &typed, &visit.words).list(&mut db, &paths).await?;
    Ok(View(SecurityPage { visit, list }).into_response())
}

/// The same as a file.
pub(super) async fn file(
    State(app): State<App>,
    visit: Visit,
    _: Mandate<SeeUpkeep>,
    Named(path): Named<FormatPath>,
    AskedForm(typed): AskedForm,
) -> Result<Response, Error> {
    let source = rows(store::events(&mut *app.db.acquire().await?).await?);
    let asked = Asked::read(&SECURITY, source, &typed, &visit.words);
    asked.file(&app, path.format, "").await
}
