//! Making accounts, entrusting them with roles, giving passwords, locking.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use super::{
    KeepPeople,
    accounts::{self, AccountPath},
    entrusting::{self, NewMandate},
    forms, password,
    store::{self, LogLine, accounts as kept, offered},
};
use crate::shell::{
    App, Error,
    act::Act,
    clock::Now,
    extract::Named,
    flash::{Done, Flash},
    form::{Form, Typed},
    ids::{AccountId, MandateId},
    journal::{Event, Stream},
    mandate::{Duty, Mandate, Role},
    session, urls,
    view::{Refused, View, Visit},
};

type AtAccount = Named<AccountPath>;

#[derive(Template)]
#[template(path = "people/new.html")]
struct NewPage {
    visit: Visit,
    form: Form,
    roles: Vec<(&'static str, String)>,
    places: Vec<offered::Offered>,
}

/// Asks who is to have an account.
pub async fn new_page(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepPeople>,
) -> Result<Response, Error> {
    let form = Form::new(&[("from_on", Now::read().date().to_string())]);
    let page = page(&app, visit, mandate.account.account_id, form).await?;
    Ok(View(page).into_response())
}

async fn page(
    app: &App,
    visit: Visit,
    looking: AccountId,
    mut form: Form,
) -> Result<NewPage, Error> {
    accounts::call(&mut form, &visit.words);
    let on = Now::read().date();
    let mut db = app.db.acquire().await?;
    let roles = kept::roles(&mut db, looking, on).await?;
    let places = offered::places(&mut db, looking, on).await?;
    let roles = accounts::options(super::rights::offered(&roles), &visit.words);
    Ok(NewPage { visit, form, roles, places })
}

/// The temporary password of an account. It is the answer to the form itself and stands nowhere
/// else: a page that is led to would need to keep it.
#[derive(Template)]
#[template(path = "people/given.html")]
struct GivenPage {
    visit: Visit,
    shown_as: String,
    name: String,
    password: String,
    url: String,
}

/// Makes an account with a role; its temporary password is shown once.
pub async fn add(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepPeople>,
    typed: Typed,
) -> Result<Response, Error> {
    let looking = mandate.account.account_id;
    let mut form = Form::sent(typed);
    let words = visit.words;
    let name = forms::account_name(&mut form, &words);
    let shown_as = form.text("shown_as", 60, &words);
    let password = password::temporary();
    let hash = password::hash_apart(password.clone()).await?;
    let mut act = Act::begin(&app, &mandate).await?;
    let on = act.now().date();
    let given = entrusting::parse(&mut act, &mut form, looking, on, &words).await?;
    let (Some(name), Some(shown_as), Some(given)) = (name, shown_as, given) else {
        drop(act);
        return again(&app, visit, looking, form).await;
    };
    let account_id = match store::add_account(&mut act, &name, &shown_as, &hash).await {
        Err(sqlx::Error::Database(error)) if error.constraint() == Some("account_name") => {
            drop(act);
            form.wrong("account", &words, "people-account-taken", &[]);
            return again(&app, visit, looking, form).await;
        }
        added => added?,
    };
    kept::set_password(&mut act, account_id, &hash, true).await?;
    entrust(&mut act, account_id, &given).await?;
    act.commit(Stream::Instance, Event::new("account_added")).await?;
    let url = urls::of_account(urls::PERSON, account_id);
    Ok(View(GivenPage { visit, shown_as, name, password, url }).into_response())
}

async fn again(app: &App, visit: Visit, looking: AccountId, form: Form) -> Result<Response, Error> {
    let page = page(app, visit, looking, form).await?;
    Ok(Refused(StatusCode::BAD_REQUEST, page).into_response())
}

async fn entrust(act: &mut Act<'_>, account_id: AccountId, given: &NewMandate) -> sqlx::Result<()> {
    let after = given.until_on.and_then(|until_on| until_on.succ_opt());
    store::entrust_until(act, account_id, given.role, given.place_id, given.from_on, after).await
}

/// Entrusts an account with one more role.
pub async fn give_role(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepPeople>,
    path: AtAccount,
    typed: Typed,
) -> Result<Response, Error> {
    let Named(AccountPath { account }) = path;
    let looking = mandate.account.account_id;
    let mut form = Form::sent(typed);
    let words = visit.words;
    let mut act = Act::begin(&app, &mandate).await?;
    let on = act.now().date();
    let (_, held) = accounts::held_for_update(&mut act, looking, account, on).await?;
    let given = entrusting::parse(&mut act, &mut form, looking, on, &words).await?;
    let other = held.iter().filter(|one| !one.ended(on));
    let mut others = other.filter_map(|one| Role::from_word(&one.role));
    let given = given.filter(|given| {
        let fits = others.all(|other| super::rights::go_together(other, given.role));
        if !fits {
            form.wrong("role", &words, "people-not-together", &[]);
        }
        fits
    });
    let Some(given) = given else {
        drop(act);
        let status = StatusCode::BAD_REQUEST;
        return accounts::person_page(&app, visit, looking, account, form, status).await;
    };
    match entrust(&mut act, account, &given).await {
        Err(sqlx::Error::Database(error)) if error.constraint() == Some("mandate_once") => {
            drop(act);
            form.wrong("role", &words, "people-role-there", &[]);
            let status = StatusCode::BAD_REQUEST;
            return accounts::person_page(&app, visit, looking, account, form, status).await;
        }
        done => done?,
    }
    act.commit(Stream::Instance, Event::new("mandate_given")).await?;
    let url = urls::of_account(urls::PERSON, account);
    Ok(Done(url, Flash::new("done-mandate-given")).into_response())
}

/// The role that a path names.
#[derive(Deserialize)]
pub struct MandatePath {
    /// Whose.
    pub account: AccountId,
    /// The role.
    pub mandate: MandateId,
}

/// Ends a role from today on.
pub async fn end_role(
    State(app): State<App>,
    mandate: Mandate<KeepPeople>,
    Named(path): Named<MandatePath>,
) -> Result<Response, Error> {
    let mut act = Act::begin(&app, &mandate).await?;
    let on = act.now().date();
    let looking = mandate.account.account_id;
    let (_, held) = accounts::held_for_update(&mut act, looking, path.account, on).await?;
    let one = held.iter().find(|one| one.mandate_id == path.mandate).ok_or(Error::NotFound)?;
    if !accounts::may_end(one) {
        return Err(Error::Forbidden {
            duty: KeepPeople::NAME,
            roles: KeepPeople::ROLES,
            place: None,
        });
    }
    if one.ended(on) {
        return Err(Error::conflict("people-ended-already"));
    }
    kept::end_mandate(&mut act, path.mandate, on).await?;
    act.commit(Stream::Instance, Event::new("mandate_ended")).await?;
    let url = urls::of_account(urls::PERSON, path.account);
    Ok(Done(url, Flash::new("done-mandate-ended")).into_response())
}

/// Begins an act on an account whose password and lock are in the hands of who acts; gives the names
/// shown and used to sign in.
async fn keep<'a>(
    app: &'a App,
    mandate: &Mandate<KeepPeople>,
    account: AccountId,
) -> Result<(Act<'a>, kept::Listed), Error> {
    let mut act = Act::begin(app, mandate).await?;
    let on = act.now().date();
    let looking = mandate.account.account_id;
    let (one, held) = accounts::held_for_update(&mut act, looking, account, on).await?;
    act.concerns(held.iter().filter(|one| !one.ended(on)).filter_map(|one| one.place_id));
    if accounts::keeps(looking, account, &held, on) {
        Ok((act, one))
    } else {
        Err(Error::Forbidden { duty: KeepPeople::NAME, roles: KeepPeople::ROLES, place: None })
    }
}

/// Gives a temporary password, shown once; whoever uses the account is signed out.
pub async fn give_password(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepPeople>,
    path: AtAccount,
    typed: Typed,
) -> Result<Response, Error> {
    let Named(AccountPath { account }) = path;
    let password = password::temporary();
    let hash = password::hash_apart(password.clone()).await?;
    let (mut act, one) = keep(&app, &mandate, account).await?;
    // the one that somebody else hands over right now would be void
    if !Form::sent(typed).is_seen(kept::passwords_given(&mut act, account).await?) {
        return Err(Error::conflict("people-password-meanwhile"));
    }
    kept::set_password(&mut act, account, &hash, true).await?;
    signed_out(&mut act, &one, "password_given", &visit).await?;
    let event = Event::new("password_given").note("account", account);
    act.commit(Stream::Instance, event).await?;
    let url = urls::of_account(urls::PERSON, account);
    let page = GivenPage { visit, shown_as: one.shown_as, name: one.name, password, url };
    Ok(View(page).into_response())
}

/// Takes the second factor from an account whose person has lost it; whoever uses the account is
/// signed out.
pub async fn remove_factor(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepPeople>,
    path: AtAccount,
) -> Result<Response, Error> {
    let Named(AccountPath { account }) = path;
    let (mut act, one) = keep(&app, &mandate, account).await?;
    if !store::factors::remove(&mut act, account).await? {
        return Err(Error::conflict("people-no-factor"));
    }
    signed_out(&mut act, &one, "factor_removed", &visit).await?;
    let event = Event::new("factor_removed").note("account", account);
    act.commit(Stream::Instance, event).await?;
    let url = urls::of_account(urls::PERSON, account);
    Ok(Done(url, Flash::new("done-factor-removed")).into_response())
}

/// Keeps an account from signing in; whoever uses it is signed out.
pub async fn lock(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepPeople>,
    path: AtAccount,
) -> Result<Response, Error> {
    let Named(AccountPath { account }) = path;
    let (mut act, one) = keep(&app, &mandate, account).await?;
    if one.disabled_on.is_some() {
        return Err(Error::conflict("people-locked-already"));
    }
    let on = act.now().date();
    kept::lock(&mut act, account, Some(on)).await?;
    signed_out(&mut act, &one, "sessions_ended", &visit).await?;
    act.commit(Stream::Instance, Event::new("account_locked")).await?;
    let url = urls::of_account(urls::PERSON, account);
    Ok(Done(url, Flash::new("done-account-locked")).into_response())
}

/// Lets an account sign in again.
pub async fn unlock(
    State(app): State<App>,
    mandate: Mandate<KeepPeople>,
    path: AtAccount,
) -> Result<Response, Error> {
    let Named(AccountPath { account }) = path;
    let (mut act, one) = keep(&app, &mandate, account).await?;
    if one.disabled_on.is_none() {
        return Err(Error::conflict("people-unlocked-already"));
    }
    kept::lock(&mut act, account, None).await?;
    act.commit(Stream::Instance, Event::new("account_unlocked")).await?;
    let url = urls::of_account(urls::PERSON, account);
    Ok(Done(url, Flash::new("done-account-unlocked")).into_response())
}

async fn signed_out(
    act: &mut Act<'_>,
    one: &kept::Listed,
    event: &'static str,
    visit: &Visit,
) -> sqlx::Result<()> {
    let now = act.now();
    session::end_all(act, one.account_id).await?;
    let account_id = Some(one.account_id);
    let line = LogLine { event, account_id, name: &one.name, address: visit.address };
    store::log(act, &line, now).await
}
