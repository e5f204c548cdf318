//! The own account: what opens it, and where it is signed in.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use axum_extra::extract::cookie::CookieJar;
use serde::Deserialize;
use sqlx::PgConnection;

use super::{
    own_factor,
    store::{self, LogLine, factors},
};
use crate::shell::{
    App, Error,
    clock::{self, Now},
    device,
    extract::Named,
    flash::{Done, Flash},
    ids::SessionId,
    session::{self, SignedIn},
    urls,
    view::{View, Visit},
};

#[derive(Template)]
#[template(path = "people/own.html")]
struct OwnPage {
    visit: Visit,
    name: String,
    account: String,
    factor: String,
    sessions: Vec<Line>,
}

struct Line {
    began: String,
    seen: String,
    address: String,
    browser: String,
    /// Where it is ended; none for the one that looks.
    end: Option<String>,
}

/// The own account.
pub async fn own_page(State(app): State<App>, visit: Visit) -> Result<Response, Error> {
    let account = visit.account.clone().ok_or(Error::SignIn)?;
    let mut db = app.db.acquire().await?;
    let factor = factors::of(&mut db, account.account_id).await?;
    let listed = session::list(&mut db, account.account_id, Now::read()).await?;
    let sessions = listed.into_iter().map(|one| {
        let own = one.session_id == account.session_id;
        let end = urls::SESSION_END.replace("{session}", &one.session_id.to_string());
        Line {
            began: clock::shown(one.began_at),
            seen: clock::shown(one.seen_at),
            address: one.address,
            browser: device::told(&one.browser, &visit.words),
            end: (!own).then_some(end),
        }
    });
    let page = OwnPage {
        sessions: sessions.collect(),
        factor: own_factor::state(factor.as_ref(), &visit.words),
        name: account.name,
        account: account.account,
        visit,
    };
    Ok(View(page).into_response())
}

/// The session that a path names.
#[derive(Deserialize)]
pub struct SessionPath {
    session: SessionId,
}

/// Ends one of the own sessions.
pub async fn end_session(
    State(app): State<App>,
    visit: Visit,
    Named(path): Named<SessionPath>,
) -> Result<Response, Error> {
    let account = visit.account.clone().ok_or(Error::SignIn)?;
    let mut db = app.db.acquire().await?;
    if !session::end_numbered(&mut db, account.account_id, path.session).await? {
        return Err(Error::NotFound);
    }
    log(&mut db, &visit, &account).await?;
    Ok(Done(urls::OWN.to_owned(), Flash::new("done-session-ended")).into_response())
}

/// Signs out everywhere, here as well.
pub async fn end_sessions(State(app): State<App>, visit: Visit) -> Result<Response, Error> {
    let account = visit.account.clone().ok_or(Error::SignIn)?;
    let mut db = app.db.acquire().await?;
    session::end_all(&mut db, account.account_id).await?;
    log(&mut db, &visit, &account).await?;
    let said = Done(urls::SIGN_IN.to_owned(), Flash::new("done-signed-out-everywhere"));
    Ok((CookieJar::new().add(session::forget()), said).into_response())
}

async fn log(db: &mut PgConnection, visit: &Visit, account: &SignedIn) -> sqlx::Result<()> {
    let line = LogLine {
        event: "sessions_ended",
        account_id: Some(account.account_id),
        name: &account.account,
        address: visit.address,
    };
    store::log(db, &line, Now::read()).await
}

/// Lets the session go on for longer.
pub async fn extend(State(app): State<App>, visit: Visit) -> Result<Response, Error> {
    let account = visit.account.clone().ok_or(Error::SignIn)?;
    session::extend(&mut *app.db.acquire().await?, &account, Now::read()).await?;
    Ok(Done(urls::OWN.to_owned(), Flash::new("done-session-extended")).into_response())
}

/// For how many seconds the session goes on, for the page that warns.
pub async fn left(visit: Visit) -> Result<String, Error> {
    let account = visit.account.as_ref().ok_or(Error::SignIn)?;
    Ok(account.ends().left().to_string())
}
