//! "Check your answers" before what cannot be undone to an account: a role ends, a password or a second
//! factor is taken, whoever uses the account is signed out. Each is a GET beside its POST.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};

use super::{
    KeepPeople, SeePeople,
    accounts::{self, AccountPath},
    keeping::MandatePath,
    store::accounts::{self as store, Held, Listed},
};
use crate::shell::{
    App, Error,
    clock::Now,
    extract::Named,
    gates,
    ids::AccountId,
    mandate::{Duty, Mandate},
    urls,
    view::{View, Visit},
};

#[derive(Template)]
#[template(path = "people/check.html")]
struct CheckPage {
    visit: Visit,
    /// What is about to be done.
    title: String,
    shown_as: String,
    name: String,
    /// The role that ends, and until when it holds.
    role: Option<(String, String)>,
    /// What it means.
    means: String,
    button: String,
    url: String,
    back: String,
    /// What its form is held to.
    seen: Option<i64>,
}

/// An account that is about to be changed, and its roles, for who may change it.
async fn kept(
    app: &App,
    mandate: &Mandate<KeepPeople>,
    account: AccountId,
    may: impl FnOnce(AccountId, &[Held]) -> bool,
) -> Result<(Listed, Vec<Held>), Error> {
    let on = Now::read().date();
    let looking = mandate.account.account_id;
    let mut db = app.db.acquire().await?;
    let one = store::seen(&mut db, looking, SeePeople::ROLES, account, on).await?;
    let one = one.ok_or(Error::NotFound)?;
    let held = store::held(&mut db, looking, &[account], on).await?;
    if looking != account && may(looking, &held) {
        Ok((one, held))
    } else {
        Err(Error::Forbidden { duty: KeepPeople::NAME, roles: KeepPeople::ROLES, place: None })
    }
}

/// Asks once more before a role ends.
pub async fn end_role(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepPeople>,
    Named(path): Named<MandatePath>,
) -> Result<Response, Error> {
    let may = |_, held: &[Held]| {
        let ours = held.iter().find(|one| one.mandate_id == path.mandate);
        ours.is_none_or(accounts::may_end)
    };
    let (one, held) = kept(&app, &mandate, path.account, may).await?;
    let ending = held.iter().find(|one| one.mandate_id == path.mandate).ok_or(Error::NotFound)?;
    let on = Now::read().date();
    if ending.ended(on) {
        return Err(Error::conflict("people-ended-already"));
    }
    let words = visit.words;
    let role = accounts::role_and_place(&ending.role, ending.place.as_deref(), &words);
    let page = CheckPage {
        title: words.text("people-end"),
        role: Some((role, gates::day(on, &words))),
        means: words.text("people-end-means"),
        button: words.text("people-end-do"),
        url: urls::of_account(urls::MANDATE_END, path.account)
            .replace("{mandate}", &path.mandate.to_string()),
        ..CheckPage::of(visit, one, path.account)
    };
    Ok(View(page).into_response())
}

impl CheckPage {
    fn of(visit: Visit, one: Listed, account: AccountId) -> Self {
        Self {
            visit,
            title: String::new(),
            shown_as: one.shown_as,
            name: one.name,
            role: None,
            means: String::new(),
            button: String::new(),
            url: String::new(),
            back: urls::of_account(urls::PERSON, account),
            seen: None,
        }
    }
}

/// What is done to a whole account: the keys of title, meaning and button.
async fn account_page(
    app: &App,
    visit: Visit,
    mandate: &Mandate<KeepPeople>,
    account: AccountId,
    path: &'static str,
    [title, means, button]: [&str; 3],
) -> Result<Response, Error> {
    let on = Now::read().date();
    let may = |looking, held: &[Held]| accounts::keeps(looking, account, held, on);
    let (one, _) = kept(app, mandate, account, may).await?;
    if path == urls::PERSON_LOCK && one.disabled_on.is_some() {
        return Err(Error::conflict("people-locked-already"));
    }
    if path == urls::PERSON_FACTOR_REMOVE && one.factor.is_none() {
        return Err(Error::conflict("people-no-factor"));
    }
    let seen = if path == urls::PERSON_PASSWORD {
        Some(store::passwords_given(&mut *app.db.acquire().await?, account).await?)
    } else {
        None
    };
    let words = visit.words;
    let page = CheckPage {
        seen,
        title: words.text(title),
        means: words.text(means),
        button: words.text(button),
        url: urls::of_account(path, account),
        ..CheckPage::of(visit, one, account)
    };
    Ok(View(page).into_response())
}

/// Asks once more before a temporary password is given.
pub async fn give_password(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepPeople>,
    Named(AccountPath { account }): Named<AccountPath>,
) -> Result<Response, Error> {
    let words = ["people-password", "people-password-lead", "people-password-do"];
    account_page(&app, visit, &mandate, account, urls::PERSON_PASSWORD, words).await
}

/// Asks once more before a second factor is taken.
pub async fn remove_factor(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepPeople>,
    Named(AccountPath { account }): Named<AccountPath>,
) -> Result<Response, Error> {
    let words = ["people-factor-remove", "people-factor-remove-lead", "people-factor-remove"];
    account_page(&app, visit, &mandate, account, urls::PERSON_FACTOR_REMOVE, words).await
}

/// Asks once more before an account is locked.
pub async fn lock(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepPeople>,
    Named(AccountPath { account }): Named<AccountPath>,
) -> Result<Response, Error> {
    let words = ["people-lock", "people-lock-lead", "people-lock"];
    account_page(&app, visit, &mandate, account, urls::PERSON_LOCK, words).await
}
