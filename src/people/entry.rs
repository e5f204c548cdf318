//! Coming in by an entry link: the page that the paper leads to asks for the code, which opens a
//! session for the link's mandate only, until the link ends.

use askama::Template;
use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::cookie::{Cookie, CookieJar};
use chrono::{DateTime, Utc};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::{
    factor::digits,
    links::code_digest,
    pages::is_kept_out,
    store::{
        self, LogLine,
        links::{self, Brought},
    },
    throttle::{self, Tried},
};
use crate::{
    elections,
    shell::{
        App, Error,
        clock::{self, Now},
        device::Device,
        extract::Named,
        form::{Form, Typed},
        kept::Typist,
        session::{self, How},
        urls::{self, At},
        view::{View, Visit, cookie},
    },
};

/// The token that a path carries.
#[derive(Deserialize)]
pub struct TokenPath {
    token: String,
}

#[derive(Template)]
#[template(path = "people/enter.html")]
struct EnterPage {
    visit: Visit,
    form: Form,
    who: String,
    role: String,
    place: String,
    ends: String,
    open: bool,
    url: String,
}

fn page(visit: Visit, link: Brought, path: &TokenPath, mut form: Form) -> EnterPage {
    form.call_all(&[("one_time", "link-code")], &visit.words);
    EnterPage {
        role: visit.t(&format!("role-{}", link.role)),
        who: link.shown_as,
        place: link.place,
        ends: clock::shown(link.ends_at),
        open: link.open,
        url: urls::ENTER.replace("{token}", &path.token),
        form,
        visit,
    }
}

async fn brought(app: &App, path: &TokenPath) -> Result<Brought, Error> {
    let token = Sha256::digest(&path.token);
    let found = links::brought(&mut *app.db.acquire().await?, &token, Now::read()).await?;
    found.ok_or(Error::NotFound)
}

/// Says what the link opens, and asks for its code.
pub async fn enter_page(
    State(app): State<App>,
    visit: Visit,
    Named(path): Named<TokenPath>,
) -> Result<Response, Error> {
    let link = brought(&app, &path).await?;
    Ok(View(page(visit, link, &path, Form::default())).into_response())
}

/// Comes in by the code.
pub async fn enter(
    State(app): State<App>,
    visit: Visit,
    device: Device,
    Named(path): Named<TokenPath>,
    typed: Typed,
) -> Result<Response, Error> {
    let link = brought(&app, &path).await?;
    let now = Now::read();
    let id = link.entry_link_id;
    let mut form = Form::sent(typed.clone()).without("one_time");
    if !link.open {
        return Ok((StatusCode::GONE, View(page(visit, link, &path, form))).into_response());
    }
    let tried = Tried::link(id, visit.address);
    let mut db = app.db.acquire().await?;
    if let Some(wait) = throttle::take(&mut db, &tried, now).await? {
        let n = [("n", wait.seconds.to_string().into())];
        form.wrong("one_time", &visit.words, "link-throttled", &n);
        let page = View(page(visit, link, &path, form));
        let after = [(header::RETRY_AFTER, wait.seconds.to_string())];
        return Ok((StatusCode::TOO_MANY_REQUESTS, after, page).into_response());
    }
    let name = link.account.clone();
    let account_id = Some(link.account_id);
    let logged = |event| LogLine { event, account_id, name: &name, address: device.address };
    if code_digest(&app, id, &digits(typed.get("one_time"))) != link.code_digest {
        store::log(&mut db, &logged("link_refused"), now).await?;
        form.wrong("one_time", &visit.words, "link-code-wrong", &[]);
        return Ok((StatusCode::FORBIDDEN, View(page(visit, link, &path, form))).into_response());
    }
    throttle::give_back(&mut db, &tried).await?;
    if link.sample && is_kept_out(&app, &visit) {
        store::log(&mut db, &logged("refused_beyond"), now).await?;
        form.wrong("one_time", &visit.words, "sign-in-sample-beyond", &[]);
        return Ok((StatusCode::FORBIDDEN, View(page(visit, link, &path, form))).into_response());
    }
    // one device at a time
    links::end_sessions(&mut db, id).await?;
    let how = How::Link(id, link.ends_at);
    let cookie = session::begin(&mut db, link.account_id, &device, how, now).await?;
    let typist = Typist::of(&app.vault, link.account_id);
    links::used(&mut db, id, &device, now).await?;
    store::log(&mut db, &logged("link_entered"), now).await?;
    let by = entered_by(&path.token, now.0);
    let jar = CookieJar::new().add(cookie).add(typist.cookie()).add(by);
    Ok((jar, Redirect::to(urls::ENTERED)).into_response())
}

/// The cookie that says by which link a browser came in, and when; it outlives the session.
const ENTERED_BY: &str = "entered_by";

fn entered_by(token: &str, at: DateTime<Utc>) -> Cookie<'static> {
    cookie(ENTERED_BY, format!("{}.{token}", at.timestamp_micros()))
}

/// Takes that cookie away: whoever signs in or out does not come by a link any more.
pub(super) fn forget() -> Cookie<'static> {
    let mut cookie = cookie(ENTERED_BY, String::new());
    cookie.make_removal();
    cookie
}

/// What somebody is told who came in by a link and whose session has ended.
pub struct Over {
    /// Why: a key of words.
    pub why: &'static str,
    /// Where the code is asked for again, while the link opens.
    pub url: Option<String>,
}

/// Why the session is over that a link has opened in this browser; nothing where none has.
///
/// # Errors
/// Those of the database.
pub(super) async fn over(app: &App, jar: &CookieJar) -> Result<Option<Over>, Error> {
    let brought = jar.get(ENTERED_BY).and_then(|cookie| cookie.value().split_once('.'));
    let Some((at, token)) = brought else { return Ok(None) };
    let mut db = app.db.acquire().await?;
    let found = links::brought(&mut db, &Sha256::digest(token), Now::read()).await?;
    let Some(link) = found else { return Ok(None) };
    if !link.open {
        return Ok(Some(Over { why: "link-enter-over", url: None }));
    }
    let listed = links::list(&mut db, link.place_id).await?;
    let listed = listed.into_iter().find(|one| one.entry_link_id == link.entry_link_id);
    let last = listed.and_then(|one| one.used_at).map(|last| last.timestamp_micros());
    // this browser has the moment at which it came in itself
    let elsewhere = last.zip(at.parse().ok()).is_some_and(|(last, own): (i64, i64)| last > own);
    let why = if elsewhere { "link-over-taken" } else { "link-over-again" };
    Ok(Some(Over { why, url: Some(urls::ENTER.replace("{token}", token)) }))
}

/// Leads whoever came in by a link to the election, or to the unit where there is none yet.
pub async fn entered(State(app): State<App>, visit: Visit) -> Result<Response, Error> {
    let account = visit.account.as_ref().ok_or(Error::SignIn)?;
    let Some(mandate_id) = account.only else {
        return Ok(Redirect::to(urls::DESK).into_response());
    };
    let mut db = app.db.acquire().await?;
    let place = links::entered(&mut db, mandate_id).await?.ok_or(Error::NotFound)?;
    let election = elections::store::exists(&mut db, place.place_id).await?;
    let at = At { world: place.world_id, code: place.code };
    let page = if election { urls::COMMITTEE } else { urls::PLACE };
    Ok(Redirect::to(&at.to(page)).into_response())
}
