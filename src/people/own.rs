//! The own account: its password.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};

use super::{
    forms, kept, password,
    store::{self, LogLine, accounts},
    throttle::{self, Tried},
};
use crate::shell::{
    App, Error,
    clock::Now,
    flash::{Done, Flash},
    form::{Form, Typed},
    session::{self, SignedIn},
    urls,
    view::{View, Visit},
};

#[derive(Template)]
#[template(path = "people/password.html")]
pub(super) struct PasswordPage {
    visit: Visit,
    form: Form,
    /// Whether nothing else is open before it is changed.
    must: bool,
}

/// Asks for the present password and a new one.
pub async fn password_page(visit: Visit) -> Result<Response, Error> {
    Ok(View(page(visit, Form::default())?).into_response())
}

/// The page with a form.
pub(super) fn page(visit: Visit, form: Form) -> Result<PasswordPage, Error> {
    let must = visit.account.as_ref().ok_or(Error::SignIn)?.must_change;
    Ok(PasswordPage { visit, form, must })
}

/// Changes the own password; all other sessions of the account end.
pub async fn change_password(
    State(app): State<App>,
    visit: Visit,
    typed: Typed,
) -> Result<Response, Error> {
    let account = visit.account.clone().ok_or(Error::SignIn)?;
    let now = Now::read();
    let present = typed.get("present").to_owned();
    let mut form = Form::sent(typed);
    let words = visit.words;
    let names = [account.account.clone(), account.name.clone()];
    let new = forms::new_password(&mut form, &names, &words);
    if new.as_ref() == Some(&present) {
        form.wrong("password", &words, "password-as-before", &[]);
    }
    let Some(new) = new.filter(|_| form.errors().is_empty()) else {
        return Ok(again(visit, &account, form));
    };
    if !is_present(&app, &visit, &account, &present).await? {
        form.wrong("present", &words, "password-present-wrong", &[]);
        return Ok(again(visit, &account, form));
    }
    let hash = password::hash_apart(new).await?;
    let mut db = app.db.acquire().await?;
    accounts::set_password(&mut db, account.account_id, &hash, false).await?;
    session::end_others(&mut db, &account).await?;
    let line = LogLine {
        event: "password_changed",
        account_id: Some(account.account_id),
        name: &account.account,
        address: visit.address,
    };
    store::log(&mut db, &line, now).await?;
    drop(db);
    let done = Flash::new("done-password");
    if let Some(sent) = kept::carried(&app, &form, &account) {
        let mut account = account;
        account.must_change = false;
        let visit = Visit { flash: Some(done), ..visit };
        return kept::go_on(&app, visit, account, sent, form.value("next")).await;
    }
    Ok(Done(urls::DESK.to_owned(), done).into_response())
}

/// Whether this is the present password; a session that somebody left open is not to be guessed
/// from either.
///
/// # Errors
/// It was tried too often.
pub(super) async fn is_present(
    app: &App,
    visit: &Visit,
    account: &SignedIn,
    present: &str,
) -> Result<bool, Error> {
    if present.is_empty() {
        return Ok(false);
    }
    let tried = Tried::new(&account.account, visit.address);
    let mut db = app.db.acquire().await?;
    if let Some(wait) = throttle::take(&mut db, &tried, Now::read()).await? {
        return Err(Error::TooMany("error-too-many", vec![("n", wait.seconds.to_string())]));
    }
    let hash = store::credential(&mut db, &account.account).await?;
    // no connection is held while the password is checked
    drop(db);
    let hash = hash.map(|found| found.password_hash);
    let good = password::verify(present.to_owned(), hash).await?;
    if good {
        throttle::give_back(&mut *app.db.acquire().await?, &tried).await?;
    }
    Ok(good)
}

/// The form again, without any password.
fn again(visit: Visit, account: &SignedIn, form: Form) -> Response {
    let mut form = form.without("present").without("password").without("again");
    form.call_all(
        &[
            ("present", "password-present"),
            ("password", "password-new"),
            ("again", "password-again"),
        ],
        &visit.words,
    );
    let page = PasswordPage { visit, form, must: account.must_change };
    (StatusCode::BAD_REQUEST, View(page)).into_response()
}
