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
    kept as carry, password, second,
    store::{self, LogLine, factors},
    throttle::{self, Tried},
};
use crate::shell::{
    App, Error,
    clock::Now,
    device::Device,
    extract::Asked,
    flash::{Done, Flash},
    form::{Form, Typed},
    ids::AccountId,
    kept::{Carried, KEPT, Typist},
    session::{self, How},
    urls::{self, inside},
    view::{LANGUAGE, LARGE, View, Visit, cookie},
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
    /// The address.
    #[serde(default)]
    pub next: String,
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

/// Signs in; whoever has a second factor is asked for it on a second page.
pub async fn sign_in(
    State(app): State<App>,
    visit: Visit,
    device: Device,
    typed: Typed,
) -> Result<Response, Error> {
    let now = Now::read();
    let name = typed.get("account").to_lowercase();
    let tried = Tried::new(&name, visit.address);
    let mut db = app.db.acquire().await?;
    let wait = throttle::take(&mut db, &tried, now).await?;
    let credential = store::credential(&mut db, &name).await?;
    let sample = credential.as_ref().is_some_and(|found| found.sample);
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
    if sample && is_elsewhere(&visit) && !app.instance.policy().sample_beyond {
        store::log(&mut db, &line("refused"), now).await?;
        return Ok(refused(visit, typed, StatusCode::FORBIDDEN, "sign-in-sample-beyond", &[]));
    }
    if let Some(factor) = factors::of(&mut db, account_id).await? {
        return second::ask(&app, &mut db, visit, account_id, &factor, typed).await;
    }
    drop(db);
    let known = Known { account_id, name: &name, how: How::Password };
    go_on(&app, visit, &device, &known, &typed).await
}

/// Whether somebody sits at another machine than this one.
fn is_elsewhere(visit: &Visit) -> bool {
    visit.address.is_some_and(|address| !address.is_loopback())
}

/// Somebody who has shown who he is.
pub(super) struct Known<'a> {
    /// The account.
    pub account_id: AccountId,
    /// Its name.
    pub name: &'a str,
    /// How.
    pub how: How,
}

/// So few codes of a card are left that it is time for a new one.
const FEW: i64 = 3;

/// Begins the session, and goes on where somebody wanted to go.
pub(super) async fn go_on(
    app: &App,
    visit: Visit,
    device: &Device,
    known: &Known<'_>,
    typed: &Typed,
) -> Result<Response, Error> {
    let now = Now::read();
    let mut db = app.db.acquire().await?;
    let session = session::begin(&mut db, known.account_id, device, known.how, now).await?;
    let line = LogLine {
        event: "signed_in",
        account_id: Some(known.account_id),
        name: known.name,
        address: device.address,
    };
    store::log(&mut db, &line, now).await?;
    let typist = Typist::of(&app.vault, known.account_id);
    let jar = CookieJar::new().add(session).add(typist.cookie());
    let next = inside(typed.get("next"));
    // a form that came after the session goes on now
    match Carried::read(typed.get(KEPT), &app.vault, known.account_id) {
        Carried::Own(sent) => {
            drop(db);
            let token = session::token(&jar).ok_or(Error::SignIn)?;
            let account = session::signed_in(app, &token).await?.ok_or(Error::SignIn)?;
            let page = carry::go_on(app, visit, account, sent, next).await?;
            return Ok((jar, page).into_response());
        }
        Carried::Others => {
            let told = Flash::new("done-kept-others");
            return Ok((jar, Done(urls::DESK.to_owned(), told)).into_response());
        }
        Carried::Nothing => {}
    }
    let factor =
        if known.how == How::Code { factors::of(&mut db, known.account_id).await? } else { None };
    let few = factor.filter(|factor| factor.kind == "card" && factor.left <= FEW);
    Ok(match few {
        Some(factor) => {
            let told = Flash::new("done-card-few").with("n", factor.left);
            (jar, Done(next.to_owned(), told)).into_response()
        }
        None => (jar, Redirect::to(next)).into_response(),
    })
}

/// The same for a name that there is and one that there is not.
fn told_to_wait(visit: Visit, typed: Typed, seconds: i64) -> Response {
    let wait = [("n", seconds.to_string().into())];
    let page = refused(visit, typed, StatusCode::TOO_MANY_REQUESTS, "sign-in-throttled", &wait);
    ([(header::RETRY_AFTER, seconds.to_string())], page).into_response()
}

/// The form again, without the password.
pub(super) fn refused(
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

/// Chooses large or plain type and goes back.
pub async fn choose_type_size(typed: Typed) -> Response {
    let chosen = cookie(LARGE, if typed.get(LARGE) == "1" { "1" } else { "0" }.to_owned());
    (CookieJar::new().add(chosen), Redirect::to(inside(typed.get("next")))).into_response()
}
