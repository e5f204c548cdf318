//! Signing in and out; the language.

use askama::Template;
use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::cookie::CookieJar;
use serde::Deserialize;

use super::{
    password,
    store::{self, LogLine},
    throttle::{self, Tried},
};
use crate::shell::{
    App, Error,
    clock::Now,
    extract::Asked,
    form::{Form, Typed},
    kept::{self, Sent},
    session,
    urls::{self, inside},
    view::{LANGUAGE, View, Visit, cookie},
    words::FluentValue,
};

#[derive(Template)]
#[template(path = "people/sign_in.html")]
pub(super) struct SignInPage {
    /// Who is asked.
    pub visit: Visit,
    /// What was typed, and what is carried.
    pub form: Form,
    /// Nobody can sign in yet.
    pub empty: bool,
}

/// Where to go on after signing in.
#[derive(Deserialize)]
pub struct Next {
    #[serde(default)]
    next: String,
}

/// Asks for account and password.
pub async fn sign_in_page(
    State(app): State<App>,
    visit: Visit,
    Asked(next): Asked<Next>,
) -> Result<Response, Error> {
    let empty = !store::any(&mut *app.db.acquire().await?).await?;
    let form = Form::new(&[("next", next.next)]);
    Ok(View(SignInPage { visit, form, empty }).into_response())
}

/// Signs in.
pub async fn sign_in(
    State(app): State<App>,
    visit: Visit,
    typed: Typed,
) -> Result<Response, Error> {
    let now = Now::read();
    let name = typed.get("account").to_lowercase();
    let tried = Tried::new(&name, visit.address);
    let mut db = app.db.acquire().await?;
    let wait = throttle::take(&mut db, &tried, now).await?;
    let credential = store::credential(&mut db, &name).await?;
    let (account_id, hash) =
        credential.map(|found| (found.account_id, found.password_hash)).unzip();
    // what was typed may be a password in the wrong field: only names of accounts are kept
    let known = if account_id.is_some() { name.as_str() } else { "" };
    let line = |event| LogLine { event, account_id, name: known, address: visit.address };
    if let Some(wait) = wait {
        if wait.tell {
            store::log(&mut db, &line("throttled"), now).await?;
        }
        return Ok(told_to_wait(visit, typed, wait.seconds));
    }
    // no connection is held while the password is checked
    drop(db);
    let good = password::verify(typed.get("password").to_owned(), hash).await?;
    let mut db = app.db.acquire().await?;
    let Some(account_id) = account_id.filter(|_| good) else {
        store::log(&mut db, &line("refused"), now).await?;
        return Ok(refused(visit, typed, StatusCode::FORBIDDEN, "sign-in-refused", &[]));
    };
    throttle::give_back(&mut db, &tried).await?;
    throttle::forget(&mut db, now).await?;
    let session = session::begin(&mut db, account_id, now).await?;
    store::log(&mut db, &line("signed_in"), now).await?;
    let jar = CookieJar::new().add(session);
    // a form that came after the session goes on now
    let answer = match Sent::carried(&typed) {
        Some(sent) => kept::page(visit, sent, typed.get("next")),
        None => Redirect::to(inside(typed.get("next"))).into_response(),
    };
    Ok((jar, answer).into_response())
}

/// The same for a name that there is and one that there is not.
fn told_to_wait(visit: Visit, typed: Typed, seconds: i64) -> Response {
    let wait = [("n", seconds.to_string().into())];
    let page = refused(visit, typed, StatusCode::TOO_MANY_REQUESTS, "sign-in-throttled", &wait);
    ([(header::RETRY_AFTER, seconds.to_string())], page).into_response()
}

/// The form again, without the password.
fn refused(
    visit: Visit,
    typed: Typed,
    status: StatusCode,
    key: &str,
    variables: &[(&str, FluentValue<'_>)],
) -> Response {
    let mut form = Form::sent(typed.without("password"));
    form.call_all(&[("account", "sign-in-account")], &visit.words);
    form.wrong("account", &visit.words, key, variables);
    (status, View(SignInPage { visit, form, empty: false })).into_response()
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
        let line = LogLine {
            event: "signed_out",
            account_id: Some(account.account_id),
            name: &account.account,
            address: visit.address,
        };
        store::log(&mut db, &line, Now::read()).await?;
    }
    Ok((CookieJar::new().add(session::forget()), Redirect::to(urls::SIGN_IN)).into_response())
}

/// Chooses the language and goes back.
pub async fn choose_language(typed: Typed) -> Response {
    let chosen = cookie(LANGUAGE, typed.get(LANGUAGE).chars().take(10).collect());
    (CookieJar::new().add(chosen), Redirect::to(inside(typed.get("next")))).into_response()
}
