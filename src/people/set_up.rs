//! The first administrator: while nobody can sign in, whoever reads the token on the console makes
//! one; afterwards there is no such page.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::cookie::CookieJar;
use chrono::TimeDelta;
use sha2::{Digest, Sha256};

use super::{
    password,
    store::{self, LogLine, set_up as tokens},
    throttle::{self, Tried},
};
use crate::shell::{
    App, Error,
    act::{Act, Actor},
    chance,
    clock::Now,
    device::Device,
    form::{Form, Typed},
    journal::{Event, Stream},
    kept::Typist,
    mandate::Role,
    session::{self, How},
    urls,
    view::{Refused, View, Visit},
};

/// Tokens of processes that ended long ago are forgotten.
const KEPT: TimeDelta = TimeDelta::days(7);

/// A token for the console, where nobody can sign in yet.
///
/// # Errors
/// Those of the database.
pub async fn token(app: &App) -> Result<Option<String>, Error> {
    let mut db = app.db.acquire().await?;
    if store::any(&mut db).await? {
        return Ok(None);
    }
    let secret: [u8; 16] = chance::bytes();
    let token = hex::encode(secret);
    let now = Now::read();
    tokens::keep(&mut db, &digest(&token), now, now.0 - KEPT).await?;
    Ok(Some(token))
}

#[derive(Template)]
#[template(path = "people/set_up.html")]
struct SetUpPage {
    visit: Visit,
    form: Form,
}

/// Asks for the token and for the first administrator.
pub(super) async fn set_up_page(State(app): State<App>, visit: Visit) -> Result<Response, Error> {
    let mut db = app.db.acquire().await?;
    if store::any(&mut db).await? {
        return Err(Error::NotFound);
    }
    Ok(View(SetUpPage { visit, form: Form::default() }).into_response())
}

/// Makes the first administrator, who is signed in with it.
pub(super) async fn set_up(
    State(app): State<App>,
    visit: Visit,
    device: Device,
    typed: Typed,
) -> Result<Response, Error> {
    let known = may(&app, &visit, &typed).await?;
    let mut form = Form::sent(typed);
    let words = visit.words;
    if !known {
        form.wrong("token", &words, "set-up-token-wrong", &[]);
    }
    let name = super::forms::account_name(&mut form, &words);
    let shown_as = form.text("shown_as", 60, &words);
    let names = [form.value("account").to_owned(), form.value("shown_as").to_owned()];
    let given = super::forms::new_password(&mut form, &names, &words);
    let (Some(name), Some(shown_as), Some(given), true) = (name, shown_as, given, known) else {
        return Ok(again(visit, form));
    };
    let hash = password::hash_apart(given).await?;
    let mut act = Act::begin(&app, Actor::Console).await?;
    if store::any_for_update(&mut act).await? {
        return Err(Error::NotFound);
    }
    let now = act.now();
    let account_id = store::add_account(&mut act, &name, &shown_as, &hash).await?;
    store::entrust(&mut act, account_id, Role::Administrator, None, now.date()).await?;
    tokens::forget(&mut act).await?;
    let line = LogLine {
        event: "signed_in",
        account_id: Some(account_id),
        name: &name,
        address: visit.address,
    };
    store::log(&mut act, &line, now).await?;
    let session = session::begin(&mut act, account_id, &device, How::Password, now).await?;
    act.commit(Stream::Instance, Event::new("instance_set_up")).await?;
    let jar = CookieJar::new().add(session).add(Typist::of(&app.vault, account_id).cookie());
    Ok((jar, Redirect::to(urls::DESK)).into_response())
}

fn again(visit: Visit, form: Form) -> Response {
    let mut form = form.without("password").without("again");
    form.call_all(
        &[
            ("token", "set-up-token"),
            ("account", "people-account"),
            ("shown_as", "people-shown-as"),
            ("password", "password-new"),
            ("again", "password-again"),
        ],
        &visit.words,
    );
    Refused(StatusCode::BAD_REQUEST, SetUpPage { visit, form }).into_response()
}

/// Whether the token is that of a console; not for ever to be tried.
async fn may(app: &App, visit: &Visit, typed: &Typed) -> Result<bool, Error> {
    let mut db = app.db.acquire().await?;
    if store::any(&mut db).await? {
        return Err(Error::NotFound);
    }
    // no account can have this name
    let tried = Tried::new("the first administrator", visit.address);
    if let Some(wait) = throttle::take(&mut db, &tried, Now::read()).await? {
        return Err(Error::TooMany("error-too-many", vec![("n", wait.seconds.to_string())]));
    }
    let known = tokens::is_known(&mut db, &digest(typed.get("token"))).await?;
    if known {
        throttle::give_back(&mut db, &tried).await?;
    }
    Ok(known)
}

fn digest(token: &str) -> Vec<u8> {
    Sha256::digest(token.trim()).to_vec()
}
