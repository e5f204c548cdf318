//! A form that was sent when nobody was signed in any more, or by somebody who has to do something
//! else first: the answer is the page of that, which carries the form along and lets it go on
//! afterwards.

use axum::{
    extract::{Request, State},
    http::StatusCode,
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::cookie::CookieJar;

use super::{entry, own, own_factor, pages::SignInPage, second};
use crate::shell::{
    App, Error,
    form::Form,
    kept::{self, Carried, KEPT, Sending, Sent, Typist},
    session::SignedIn,
    urls,
    view::{First, View, Visit},
};

/// Asks whoever sent a form to sign in first, to change the password or to set up a second factor.
pub async fn first_things_first(
    State(app): State<App>,
    visit: Visit,
    request: Request,
    next: Next,
) -> Response {
    let sending = Sending::of(request.extensions());
    if let Some(First(to)) = request.extensions().get::<First>() {
        let typed = sending.sent().filter(|sent| !sent.is_empty());
        let (Some(sent), Some(account)) = (typed, visit.account.clone()) else {
            return Redirect::to(to).into_response();
        };
        let back = visit.path.clone();
        return match go_on(&app, visit, account, sent, &back).await {
            Ok(page) => (StatusCode::FORBIDDEN, page).into_response(),
            Err(error) => error.into_response(),
        };
    }
    let jar = CookieJar::from_headers(request.headers());
    let typist = Typist::brought(&jar);
    let response = next.run(request).await;
    match (response.extensions().get::<Error>(), sending.sent()) {
        (Some(Error::SignIn), Some(sent)) => {
            match asked_first(&app, visit, &jar, &sent, typist).await {
                Ok(page) => page,
                Err(error) => error.into_response(),
            }
        }
        _ => response,
    }
}

/// Asks whoever was typing to sign in, or to come in again by the link.
async fn asked_first(
    app: &App,
    visit: Visit,
    jar: &CookieJar,
    sent: &Sent,
    typist: Option<Typist>,
) -> Result<Response, Error> {
    let form = asking(app, sent, typist, &visit.path)?;
    let over = entry::over(app, jar).await?;
    let page = SignInPage { over, ..SignInPage::new(visit, form) };
    Ok((StatusCode::UNAUTHORIZED, View(page)).into_response())
}

/// The page that carries a form once more, where its language or size was chosen.
pub(super) async fn shown_again(
    app: &App,
    visit: Visit,
    jar: &CookieJar,
    form: Form,
) -> Result<Response, Error> {
    if let Some(account) = visit.account.clone() {
        let back = urls::inside(form.value("next")).to_owned();
        return match carried(app, &form, &account) {
            Some(sent) => go_on(app, visit, account, sent, &back).await,
            None => Ok(Redirect::to(&back).into_response()),
        };
    }
    if second::is_asked(&form) {
        return second::shown_again(app, visit, jar, form).await;
    }
    let over = entry::over(app, jar).await?;
    Ok(View(SignInPage { over, ..SignInPage::new(visit, form) }).into_response())
}

/// The form of a page that carries another.
fn asking(app: &App, sent: &Sent, typist: Option<Typist>, next: &str) -> Result<Form, Error> {
    let mut form = Form::new(&[("next", next.to_owned())]);
    for (name, text) in sent.hidden(&app.vault, typist)? {
        form.suggest(&name, text);
    }
    Ok(form)
}

/// What a form has carried for the account that sends it.
pub(super) fn carried(app: &App, form: &Form, account: &SignedIn) -> Option<Sent> {
    match Carried::read(form.value(KEPT), &app.vault, account.account_id) {
        Carried::Own(sent) => Some(sent),
        Carried::Others | Carried::Nothing => None,
    }
}

/// Where a carried form goes on: at what its account has to do first, else at its own button.
pub(super) async fn go_on(
    app: &App,
    mut visit: Visit,
    account: SignedIn,
    sent: Sent,
    back: &str,
) -> Result<Response, Error> {
    let (must_change, must_factor) = (account.must_change, account.must_factor);
    let of = Typist::of(&app.vault, account.account_id);
    visit.account = Some(account);
    let form = asking(app, &sent, Some(of), back)?;
    if !must_change && !must_factor {
        return Ok(kept::page(visit.carrying(&form), sent, back));
    }
    if must_change {
        return Ok(View(own::page(visit, form)?).into_response());
    }
    Ok(View(own_factor::page(app, visit, form).await?).into_response())
}
