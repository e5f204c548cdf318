//! The second page of signing in: asks whoever has a second factor for its code. Until it is right
//! there is no session, only a cookie that says whose password was right.

use askama::Template;
use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::cookie::{Cookie, CookieJar};
use chrono::TimeDelta;
use sha2::{Digest, Sha256};
use sqlx::{Connection, PgConnection};

use super::{
    factor,
    pages::{self, Known, Next, SignInPage},
    store::{
        self, LogLine,
        factors::{self, Factor, Waiting},
    },
    throttle::{self, Tried},
};
use crate::shell::{
    App, Error, chance,
    clock::Now,
    device::Device,
    extract::Asked,
    form::{Form, Typed},
    ids::AccountId,
    kept::{Carried, KEPT},
    session::How,
    urls,
    view::{View, Visit, cookie},
};

/// The cookie of somebody whose code is awaited.
const NAME: &str = "sign_in";
/// Says that a form is carried by the page that asks for the code.
const ASKED: &str = "code_asked";
/// How long it is awaited: a card may lie in a drawer.
const LENGTH: TimeDelta = TimeDelta::minutes(10);

#[derive(Template)]
#[template(path = "people/code.html")]
struct CodePage {
    visit: Visit,
    form: Form,
    /// The number of the next code of a card; none for an app.
    next: Option<i32>,
    /// All codes of the card were used.
    used_up: bool,
}

impl CodePage {
    fn new(visit: Visit, form: Form, factor: &Factor) -> Self {
        let used_up = factor.kind == "card" && factor.next.is_none();
        let mut visit = visit.carrying(&form);
        if !visit.carried.is_empty() {
            visit.carried.push((ASKED.to_owned(), "1".to_owned()));
        }
        Self { visit, form, next: factor.next, used_up }
    }
}

/// Asks for the code after the right password, with what the sign-in carries.
pub(super) async fn ask(
    app: &App,
    db: &mut PgConnection,
    visit: Visit,
    account_id: AccountId,
    factor: &Factor,
    typed: Typed,
) -> Result<Response, Error> {
    let secret: [u8; 32] = chance::bytes();
    let now = Now::read();
    factors::wait(db, &Sha256::digest(secret), account_id, now.0 + LENGTH, now).await?;
    let jar = CookieJar::new().add(cookie(NAME, hex::encode(secret)));
    if !matches!(Carried::read(typed.get(KEPT), &app.vault, account_id), Carried::Nothing) {
        let form = Form::sent(typed.without("password"));
        return Ok((jar, View(CodePage::new(visit, form, factor))).into_response());
    }
    let next = form_urlencoded::byte_serialize(urls::inside(typed.get("next")).as_bytes());
    let to = format!("{}?next={}", urls::SIGN_IN_CODE, next.collect::<String>());
    Ok((jar, Redirect::to(&to)).into_response())
}

/// Asks for the code.
pub async fn code_page(
    State(app): State<App>,
    visit: Visit,
    jar: CookieJar,
    Asked(next): Asked<Next>,
) -> Result<Response, Error> {
    let mut db = app.db.acquire().await?;
    let waiting = waiting(&mut db, &jar).await?;
    let Some((_, waiting)) = waiting else {
        return Ok(Redirect::to(urls::SIGN_IN).into_response());
    };
    let factor = factors::of(&mut db, waiting.account_id).await?;
    let Some(factor) = factor else { return Ok(Redirect::to(urls::SIGN_IN).into_response()) };
    let form = Form::new(&[("next", next.next)]);
    Ok(View(CodePage::new(visit, form, &factor)).into_response())
}

/// Signs in by the code.
pub async fn sign_in(
    State(app): State<App>,
    visit: Visit,
    device: Device,
    jar: CookieJar,
    typed: Typed,
) -> Result<Response, Error> {
    let now = Now::read();
    let mut db = app.db.acquire().await?;
    let Some((digest, waiting)) = waiting(&mut db, &jar).await? else {
        return Ok(too_late(visit, typed));
    };
    let account_id = waiting.account_id;
    let line = |event| LogLine {
        event,
        account_id: Some(account_id),
        name: &waiting.name,
        address: visit.address,
    };
    let tried = Tried::code(account_id, visit.address);
    if let Some(wait) = throttle::take(&mut db, &tried, now).await? {
        if wait.tell {
            store::log(&mut db, &line("throttled"), now).await?;
        }
        let page = again(&mut db, visit, account_id, typed, Wrong::Wait(wait.seconds)).await?;
        return Ok(([(header::RETRY_AFTER, wait.seconds.to_string())], page).into_response());
    }
    // whoever sends the same cookie and code twice at once gets one session, and none who waits
    // while the password is set anew: that ends the wait
    let mut begun = db.begin().await?;
    let good = store::open_for_update(&mut begun, account_id).await?
        && factor::take(&app, &mut begun, account_id, typed.get("one_time"), now).await?
        && factors::waited(&mut begun, &digest).await?;
    if !good {
        // a code that was taken is gone
        begun.commit().await?;
        store::log(&mut db, &line("factor_refused"), now).await?;
        return again(&mut db, visit, account_id, typed, Wrong::Code).await;
    }
    let known = Known { account_id, name: &waiting.name, how: How::Code };
    let session = pages::begin(&mut begun, &device, &known).await?;
    begun.commit().await?;
    throttle::give_back(&mut db, &tried).await?;
    drop(db);
    let answer = pages::go_on(&app, visit, session, &known, &typed).await?;
    Ok((CookieJar::new().add(forget()), answer).into_response())
}

/// Whether what is carried comes from the page that asks for the code.
pub(super) fn is_asked(form: &Form) -> bool {
    form.has(ASKED)
}

/// That page once more, with what it carries.
pub(super) async fn shown_again(
    app: &App,
    visit: Visit,
    jar: &CookieJar,
    form: Form,
) -> Result<Response, Error> {
    let mut db = app.db.acquire().await?;
    let factor = match waiting(&mut db, jar).await? {
        Some((_, waiting)) => factors::of(&mut db, waiting.account_id).await?,
        None => None,
    };
    Ok(match factor {
        Some(factor) => View(CodePage::new(visit, form, &factor)).into_response(),
        None => View(SignInPage::new(visit, form)).into_response(),
    })
}

/// Whose code the browser is asked for, with the digest of its cookie.
async fn waiting(
    db: &mut PgConnection,
    jar: &CookieJar,
) -> sqlx::Result<Option<(Vec<u8>, Waiting)>> {
    let secret = jar.get(NAME).and_then(|cookie| hex::decode(cookie.value()).ok());
    let Some(secret) = secret else { return Ok(None) };
    let digest = Sha256::digest(&secret).to_vec();
    let waiting = factors::waiting(db, &digest, Now::read()).await?;
    Ok(waiting.map(|waiting| (digest, waiting)))
}

/// The page again, without the code, with everything that is carried.
async fn again(
    db: &mut PgConnection,
    visit: Visit,
    account_id: AccountId,
    typed: Typed,
    wrong: Wrong,
) -> Result<Response, Error> {
    let Some(factor) = factors::of(db, account_id).await? else {
        return Ok(too_late(visit, typed));
    };
    let mut form = Form::sent(typed.without("one_time"));
    form.call_all(&[("one_time", "code-label")], &visit.words);
    let status = match wrong {
        Wrong::Code => {
            form.wrong("one_time", &visit.words, "code-refused", &[]);
            StatusCode::FORBIDDEN
        }
        Wrong::Wait(seconds) => {
            let n = [("n", seconds.to_string().into())];
            form.wrong("one_time", &visit.words, "code-throttled", &n);
            StatusCode::TOO_MANY_REQUESTS
        }
    };
    Ok((status, View(CodePage::new(visit, form, &factor))).into_response())
}

/// Why the page is shown again.
#[derive(Clone, Copy)]
enum Wrong {
    Code,
    /// It was tried too often; for so many seconds nothing is looked at.
    Wait(i64),
}

/// The first page again: it took too long, or the browser keeps no cookies.
fn too_late(visit: Visit, typed: Typed) -> Response {
    let typed = typed.without("one_time");
    pages::refused(visit, typed, StatusCode::FORBIDDEN, "code-too-late", &[])
}

fn forget() -> Cookie<'static> {
    let mut cookie = cookie(NAME, String::new());
    cookie.make_removal();
    cookie
}
