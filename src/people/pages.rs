//! Signing in and out; the language.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::cookie::CookieJar;
use serde::Deserialize;

use super::{password, store};
use crate::shell::{
    App, Error,
    clock::Now,
    extract::Asked,
    form::{Form, Typed},
    kept::{self, Sent},
    session,
    urls::{self, inside},
    view::{LANGUAGE, View, Visit, cookie},
};

#[derive(Template)]
#[template(path = "people/sign_in.html")]
pub(super) struct SignInPage {
    /// Who is asked.
    pub visit: Visit,
    /// What was typed, and what is carried.
    pub form: Form,
}

/// Where to go on after signing in.
#[derive(Deserialize)]
pub struct Next {
    #[serde(default)]
    next: String,
}

/// Asks for account and password.
pub async fn sign_in_page(visit: Visit, Asked(next): Asked<Next>) -> Response {
    View(SignInPage { visit, form: Form::new(&[("next", next.next)]) }).into_response()
}

/// Signs in.
pub async fn sign_in(
    State(app): State<App>,
    visit: Visit,
    typed: Typed,
) -> Result<Response, Error> {
    let now = Now::read();
    let name = typed.get("account").to_lowercase();
    let mut db = app.db.acquire().await?;
    let credential = store::credential(&mut db, &name).await?;
    // no connection is held while the password is checked
    drop(db);
    let (account_id, hash) = match credential {
        Some(credential) => (Some(credential.account_id), Some(credential.password_hash)),
        None => (None, None),
    };
    let good = password::verify(typed.get("password").to_owned(), hash).await?;
    let mut db = app.db.acquire().await?;
    let Some(account_id) = account_id.filter(|_| good) else {
        // what was typed may be a password in the wrong field: only names of accounts are kept
        let known = if account_id.is_some() { name.as_str() } else { "" };
        store::log(&mut db, "refused", account_id, known, now).await?;
        let mut form = Form::sent(typed.without("password"));
        form.call_all(&[("account", "sign-in-account")], &visit.words);
        form.wrong("account", &visit.words, "sign-in-refused", &[]);
        return Ok((StatusCode::FORBIDDEN, View(SignInPage { visit, form })).into_response());
    };
    let session = session::begin(&mut db, account_id, now).await?;
    store::log(&mut db, "signed_in", Some(account_id), &name, now).await?;
    let jar = CookieJar::new().add(session);
    // a form that came after the session goes on now
    let answer = match Sent::carried(&typed) {
        Some(sent) => kept::page(visit, sent, typed.get("next")),
        None => Redirect::to(inside(typed.get("next"))).into_response(),
    };
    Ok((jar, answer).into_response())
}

/// Signs out.
pub async fn sign_out(
    State(app): State<App>,
    visit: Visit,
    jar: CookieJar,
) -> Result<Response, Error> {
    let mut db = app.db.acquire().await?;
    if let Some(token) = session::token(&jar) {
        session::end(&mut db, &token).await?;
    }
    if let Some(account) = visit.account {
        store::log(&mut db, "signed_out", Some(account.account_id), &account.account, Now::read())
            .await?;
    }
    Ok((CookieJar::new().add(session::forget()), Redirect::to(urls::SIGN_IN)).into_response())
}

/// Chooses the language and goes back.
pub async fn choose_language(typed: Typed) -> Response {
    let chosen = cookie(LANGUAGE, typed.get(LANGUAGE).chars().take(10).collect());
    (CookieJar::new().add(chosen), Redirect::to(inside(typed.get("next")))).into_response()
}
