//! The own account: its password.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use sqlx::{Connection, PgConnection};

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
    view::{Refused, View, Visit},
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
    Ok(PasswordPage { visit: visit.carrying(&form), form, must })
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
    let Some(verified) = verified(&app, &visit, &account, &present).await? else {
        form.wrong("present", &words, "password-present-wrong", &[]);
        return Ok(again(visit, &account, form));
    };
    let hash = password::hash_apart(new).await?;
    let mut db = app.db.acquire().await?;
    // what is protected changes by acts; how somebody signs in is not
    let mut begun = db.begin().await?;
    still(&mut begun, &account, &verified).await?;
    accounts::set_password(&mut begun, account.account_id, &hash, false).await?;
    session::end_others(&mut begun, &account).await?;
    let line = LogLine {
        event: "password_changed",
        account_id: Some(account.account_id),
        name: &account.account,
        address: visit.address,
    };
    store::log(&mut begun, &line, now).await?;
    begun.commit().await?;
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

/// The hash that the present password was verified by, where it is the right one; a session that
/// somebody left open is not to be guessed from either.
///
/// # Errors
/// It was tried too often.
pub(super) async fn verified(
    app: &App,
    visit: &Visit,
    account: &SignedIn,
    present: &str,
) -> Result<Option<String>, Error> {
    if present.is_empty() {
        return Ok(None);
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
    let good = password::verify(present.to_owned(), hash.clone()).await?;
    if good {
        throttle::give_back(&mut *app.db.acquire().await?, &tried).await?;
    }
    Ok(hash.filter(|_| good))
}

/// Locks the account; nobody has given it another password, ended the session or locked it since the
/// present password was verified.
///
/// # Errors
/// Somebody has: whoever it is signs in first.
pub(super) async fn still(
    db: &mut PgConnection,
    account: &SignedIn,
    verified: &str,
) -> Result<(), Error> {
    let same = store::has_password(db, account.account_id, verified).await?
        && session::lasts_for_update(db, account).await?;
    if same { Ok(()) } else { Err(Error::SignIn) }
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
    let page = PasswordPage { visit: visit.carrying(&form), form, must: account.must_change };
    Refused(StatusCode::BAD_REQUEST, page).into_response()
}
