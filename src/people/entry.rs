//! Coming in by an entry link: the page that the paper leads to asks for the code, which opens a
//! session for the link's mandate only, until the link ends.

use askama::Template;
use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::cookie::CookieJar;
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
        view::{View, Visit},
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
        store::log(&mut db, &logged("link_refused"), now).await?;
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
    Ok((CookieJar::new().add(cookie).add(typist.cookie()), Redirect::to(urls::ENTERED))
        .into_response())
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
