//! Signing in and out; the language.

use askama::Template;
use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::cookie::{Cookie, CookieJar};
use serde::Deserialize;
use sqlx::{Connection, PgConnection};

use super::{
    entry::{self, Over},
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
    kept::{self, Carried, KEPT, Typist},
    session::{self, How},
    urls::{self, inside},
    view::{LANGUAGE, LARGE, View, Visit, cookie},
    words::{FluentValue, Lang, Words},
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
    /// The link by which somebody was there, whose session has ended.
    pub over: Option<Over>,
}

impl SignInPage {
    /// The page with a form, and what it carries.
    pub fn new(visit: Visit, form: Form) -> Self {
        Self { visit: visit.carrying(&form), form, empty: false, over: None }
    }
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
    jar: CookieJar,
    Asked(next): Asked<Next>,
) -> Result<Response, Error> {
    let empty = !store::any(&mut *app.db.acquire().await?).await?;
    let over = if visit.account.is_none() { entry::over(&app, &jar).await? } else { None };
    let form = Form::new(&[("next", next.next)]);
    Ok(View(SignInPage { empty, over, ..SignInPage::new(visit, form) }).into_response())
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
    let good = password::verify(typed.get("password").to_owned(), hash.clone()).await?;
    let mut db = app.db.acquire().await?;
    if good {
        throttle::give_back(&mut db, &tried).await?;
        throttle::forget(&mut db, now).await?;
        if sample && is_kept_out(&app, &visit) {
            store::log(&mut db, &line("refused_beyond"), now).await?;
            return Ok(refused(visit, typed, StatusCode::FORBIDDEN, "sign-in-sample-beyond", &[]));
        }
    }
    let verified = account_id.zip(hash).filter(|_| good);
    let Some((account_id, hash)) = verified else {
        // the answer says no more to anybody; the log is for the administrator
        let locked = store::locked(&mut db, &name).await?;
        let refusal = match locked {
            Some(account_id) => {
                let event = "refused_locked";
                LogLine { event, account_id: Some(account_id), name: &name, address: visit.address }
            }
            None => line("refused"),
        };
        store::log(&mut db, &refusal, now).await?;
        return Ok(refused(visit, typed, StatusCode::FORBIDDEN, "sign-in-refused", &[]));
    };
    drop(db);
    let known = Known { account_id, name: &name, how: How::Password };
    let_in(&app, visit, &device, &known, &hash, typed).await
}

/// Begins the session, or asks for the second factor: only where the hash that the password was
/// verified by is still that of the account.
async fn let_in(
    app: &App,
    visit: Visit,
    device: &Device,
    known: &Known<'_>,
    hash: &str,
    typed: Typed,
) -> Result<Response, Error> {
    let account_id = known.account_id;
    let mut db = app.db.acquire().await?;
    // what is protected changes by acts; how somebody signs in is not
    let mut begun = db.begin().await?;
    if !store::has_password(&mut begun, account_id, hash).await? {
        begun.rollback().await?;
        let (event, name, address) = ("refused", known.name, device.address);
        let line = LogLine { event, account_id: Some(account_id), name, address };
        store::log(&mut db, &line, Now::read()).await?;
        return Ok(refused(visit, typed, StatusCode::FORBIDDEN, "sign-in-refused", &[]));
    }
    if let Some(factor) = factors::of(&mut begun, account_id).await? {
        let answer = second::ask(app, &mut begun, visit, account_id, &factor, typed).await?;
        begun.commit().await?;
        return Ok(answer);
    }
    let session = begin(&mut begun, device, known).await?;
    begun.commit().await?;
    drop(db);
    go_on(app, visit, session, known, &typed).await
}

/// Whether an account of the sample is kept out: it serves this machine, and others only where
/// whoever starts the program says so.
pub(super) fn is_kept_out(app: &App, visit: &Visit) -> bool {
    let elsewhere = visit.address.is_some_and(|address| !address.is_loopback());
    elsewhere && !app.instance.policy().sample_beyond
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

/// Begins the session; gives its cookie.
pub(super) async fn begin(
    db: &mut PgConnection,
    device: &Device,
    known: &Known<'_>,
) -> sqlx::Result<Cookie<'static>> {
    let now = Now::read();
    let session = session::begin(db, known.account_id, device, known.how, now).await?;
    let line = LogLine {
        event: "signed_in",
        account_id: Some(known.account_id),
        name: known.name,
        address: device.address,
    };
    store::log(db, &line, now).await?;
    Ok(session)
}

/// Goes on where somebody wanted to go, in the session that has begun.
pub(super) async fn go_on(
    app: &App,
    visit: Visit,
    session: Cookie<'static>,
    known: &Known<'_>,
    typed: &Typed,
) -> Result<Response, Error> {
    let typist = Typist::of(&app.vault, known.account_id);
    let jar = CookieJar::new().add(session).add(typist.cookie()).add(entry::forget());
    let next = inside(typed.get("next"));
    // a form that came after the session goes on now
    match Carried::read(typed.get(KEPT), &app.vault, known.account_id) {
        Carried::Own(sent) => {
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
    let mut db = app.db.acquire().await?;
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
    (status, View(SignInPage::new(visit, form))).into_response()
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
    let jar = CookieJar::new().add(session::forget()).add(entry::forget());
    Ok((jar, Redirect::to(urls::SIGN_IN)).into_response())
}

/// Chooses the language and goes back.
pub async fn choose_language(
    State(app): State<App>,
    mut visit: Visit,
    jar: CookieJar,
    typed: Typed,
) -> Result<Response, Error> {
    let tag: String = typed.get(LANGUAGE).chars().take(10).collect();
    if let Some(lang) = Lang::from_tag(&tag) {
        visit.words = Words::new(lang);
    }
    chosen(&app, visit, &jar, cookie(LANGUAGE, tag), typed).await
}

/// Goes back with what was chosen; a page that carries a form cannot be asked for again, and is shown
/// anew.
async fn chosen(
    app: &App,
    visit: Visit,
    jar: &CookieJar,
    chosen: Cookie<'static>,
    typed: Typed,
) -> Result<Response, Error> {
    let form = Form::sent(typed);
    let set = CookieJar::new().add(chosen);
    if kept::hidden(&form).is_empty() {
        return Ok((set, Redirect::to(inside(form.value("next")))).into_response());
    }
    Ok((set, carry::shown_again(app, visit, jar, form).await?).into_response())
}

/// Chooses large or plain type and goes back.
pub async fn choose_type_size(
    State(app): State<App>,
    mut visit: Visit,
    jar: CookieJar,
    typed: Typed,
) -> Result<Response, Error> {
    visit.large = typed.get(LARGE) == "1";
    let size = cookie(LARGE, if visit.large { "1" } else { "0" }.to_owned());
    chosen(&app, visit, &jar, size, typed).await
}
