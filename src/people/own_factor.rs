//! The own second factor: by an app, or by a printed card of codes. Whoever sets one up types the
//! present password, so that nobody does it in a session that was left open.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use sqlx::{Connection, PgConnection};

use super::{
    factor::{self, Shared},
    kept as carry, own,
    store::{self, LogLine, factors},
};
use crate::shell::{
    App, Error,
    clock::{self, Now},
    flash::{Done, Flash},
    form::{Form, Typed},
    kept::{self, Sent},
    qr,
    session::{self, SignedIn},
    urls,
    view::{Invalid, Refused, View, Visit},
    words::Words,
};

#[derive(Template)]
#[template(path = "people/factor.html")]
pub(super) struct FactorPage {
    visit: Visit,
    form: Form,
    /// Nothing else is open before one is set up.
    must: bool,
    state: String,
}

/// Which second factor there is, and the ways to another.
pub async fn factor_page(State(app): State<App>, visit: Visit) -> Result<Response, Error> {
    Ok(View(page(&app, visit, Form::default()).await?).into_response())
}

/// The page with a form.
pub(super) async fn page(app: &App, visit: Visit, mut form: Form) -> Result<FactorPage, Error> {
    let account = visit.account.as_ref().ok_or(Error::SignIn)?;
    form.call_all(&[("present", "password-present")], &visit.words);
    let factor = factors::of(&mut *app.db.acquire().await?, account.account_id).await?;
    let state = state(factor.as_ref(), &visit.words);
    let must = account.must_factor;
    Ok(FactorPage { must, visit: visit.carrying(&form), form, state })
}

/// What somebody's second factor is, in words.
pub(super) fn state(factor: Option<&factors::Factor>, words: &Words) -> String {
    match factor {
        None => words.text("factor-none"),
        Some(one) if one.kind == "app" => {
            words.text_with("factor-app-since", &[("day", clock::shown(one.set_at).into())])
        }
        Some(one) => words.text_with("factor-card-left", &[("n", one.left.into())]),
    }
}

#[derive(Template)]
#[template(path = "people/factor_app.html")]
struct AppPage {
    visit: Visit,
    form: Form,
    drawn: String,
    /// The secret in groups of four.
    groups: String,
}

/// Shows a new secret, and asks for a code that the app makes of it. Nothing is kept before.
pub async fn app_page(visit: Visit) -> Result<Response, Error> {
    let account = visit.account.as_ref().ok_or(Error::SignIn)?;
    let shared = Shared::new(&account.account)?;
    Ok(View(shown(visit, &shared, Form::default())?).into_response())
}

fn shown(visit: Visit, shared: &Shared, form: Form) -> Result<AppPage, Error> {
    let mut form = form.without("present").without("one_time");
    form.call_all(
        &[("one_time", "factor-app-code"), ("present", "password-present")],
        &visit.words,
    );
    let text = shared.text();
    let drawn = qr::svg(&shared.address()?, &visit.t("factor-app-image"))?;
    let signs: Vec<char> = text.chars().collect();
    let groups: Vec<String> = signs.chunks(4).map(|group| group.iter().collect()).collect();
    form.suggest("secret", text);
    Ok(AppPage { visit: visit.carrying(&form), form, drawn, groups: groups.join(" ") })
}

/// An app becomes the second factor.
pub async fn set_app(
    State(app): State<App>,
    visit: Visit,
    typed: Typed,
) -> Result<Response, Error> {
    let account = visit.account.clone().ok_or(Error::SignIn)?;
    let now = Now::read();
    let mut form = Form::sent(typed);
    if !form.has("secret") && kept::is_carried(&form) {
        // the way to this page of somebody whose form is carried; nothing is set yet
        let shared = Shared::new(&account.account)?;
        return Ok(View(shown(visit, &shared, form)?).into_response());
    }
    let shared = Shared::read(form.value("secret"), &account.account);
    let shared = shared.ok_or(Error::BadRequest("error-form"))?;
    let step = shared.step(form.value("one_time"), now);
    if step.is_none() {
        form.wrong("one_time", &visit.words, "factor-code-wrong", &[]);
    }
    let Some(step) = step else { return Ok(Invalid(shown(visit, &shared, form)?).into_response()) };
    let verified = own::verified(&app, &visit, &account, form.value("present")).await?;
    let Some(verified) = verified else {
        form.wrong("present", &visit.words, "password-present-wrong", &[]);
        return Ok(Invalid(shown(visit, &shared, form)?).into_response());
    };
    let sealed = shared.sealed(&app.vault, account.account_id)?;
    let mut db = app.db.acquire().await?;
    let mut begun = db.begin().await?;
    own::still(&mut begun, &account, &verified).await?;
    factors::set_app(&mut begun, account.account_id, &sealed, step, now).await?;
    set(&mut begun, &visit, &account, now).await?;
    begun.commit().await?;
    drop(db);
    let done = Flash::new("done-factor-app");
    if let Some(sent) = carry::carried(&app, &form, &account) {
        let mut account = account;
        account.must_factor = false;
        let visit = Visit { flash: Some(done), ..visit };
        return carry::go_on(&app, visit, account, sent, form.value("next")).await;
    }
    Ok(Done(urls::DESK.to_owned(), done).into_response())
}

#[derive(Template)]
#[template(path = "people/card.html")]
struct CardPage {
    visit: Visit,
    name: String,
    on: String,
    /// Each in two halves.
    codes: Vec<String>,
    /// A form that waits for being sent.
    sent: Option<Sent>,
    told: Vec<(String, String)>,
}

/// A new card becomes the second factor. Its codes are the answer to the form itself and stand
/// nowhere else.
pub async fn set_card(
    State(app): State<App>,
    visit: Visit,
    typed: Typed,
) -> Result<Response, Error> {
    let account = visit.account.clone().ok_or(Error::SignIn)?;
    let now = Now::read();
    let form = Form::sent(typed.clone());
    let verified = own::verified(&app, &visit, &account, typed.get("present")).await?;
    let Some(verified) = verified else {
        let mut form = form.without("present");
        form.wrong("present", &visit.words, "password-present-wrong", &[]);
        let page = page(&app, visit, form).await?;
        return Ok(Refused(StatusCode::BAD_REQUEST, page).into_response());
    };
    let (codes, digests) = factor::new_card(&app.vault, account.account_id);
    let mut db = app.db.acquire().await?;
    let mut begun = db.begin().await?;
    own::still(&mut begun, &account, &verified).await?;
    factors::set_card(&mut begun, account.account_id, &digests, now).await?;
    set(&mut begun, &visit, &account, now).await?;
    begun.commit().await?;
    let halves = codes.iter().map(|code| format!("{} {}", &code[..4], &code[4..]));
    let sent = carry::carried(&app, &form, &account);
    let told = sent.as_ref().map(|sent| sent.told(&visit.words)).unwrap_or_default();
    let (name, on, codes) = (account.account, clock::shown(now.0), halves.collect());
    let page = CardPage { visit, name, on, codes, sent, told };
    Ok(View(page).into_response())
}

/// What follows either, at one stroke with it: this session goes on, all others end.
async fn set(
    db: &mut PgConnection,
    visit: &Visit,
    account: &SignedIn,
    now: Now,
) -> sqlx::Result<()> {
    session::proven(db, account).await?;
    session::end_others(db, account).await?;
    let line = LogLine {
        event: "factor_set",
        account_id: Some(account.account_id),
        name: &account.account,
        address: visit.address,
    };
    store::log(db, &line, now).await
}
