//! The accounts within somebody's places: the list, and one of them.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use serde::Deserialize;

use super::{
    KeepPeople, SeePeople, rights,
    store::{
        accounts::{self as store, Held, Listed},
        offered,
    },
    table::ACCOUNTS,
};
use crate::shell::{
    App, Error,
    clock::{self, Now},
    extract::{AskedForm, Named},
    form::Form,
    gates,
    ids::AccountId,
    mandate::{Duty, Mandate, Role},
    table, urls,
    view::{Refused, View, Visit},
    words::Words,
};

/// The account that a path names.
#[derive(Deserialize)]
pub struct AccountPath {
    /// Its key.
    pub account: AccountId,
}

#[derive(Template)]
#[template(path = "people/list.html")]
struct ListPage {
    visit: Visit,
    list: table::Listed,
    keeps: bool,
}

/// Who can sign in within the places of somebody, and when each last did.
pub async fn list(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SeePeople>,
    AskedForm(asked): AskedForm,
) -> Result<Response, Error> {
    let on = Now::read().date();
    let looking = mandate.account.account_id;
    let mut db = app.db.acquire().await?;
    let source = super::table::seen(looking, on, app.instance.policy().lan);
    let asked = table::Asked::read(&ACCOUNTS, source, &asked, &visit.words);
    let list = asked.list(&mut db, &super::table::paths()).await?;
    let roles = store::roles(&mut db, looking, on).await?;
    let keeps = rights::offered(&roles).next().is_some();
    Ok(View(ListPage { visit, list, keeps }).into_response())
}

/// The key of words for what keeps an account from being used; empty where nothing does.
fn state(one: &Listed) -> &'static str {
    if one.disabled_on.is_some() {
        "people-locked"
    } else if one.must_change {
        "people-temporary"
    } else {
        ""
    }
}

/// Whether somebody holds a role that needs a second factor: one that reaches further than a unit.
fn is_guarded(held: &[Held], on: NaiveDate) -> bool {
    held.iter().any(|held| held.holds(on) && held.level.as_deref() != Some("unit"))
}

/// What the second factor of an account is, in words.
fn factor(one: &Listed, guarded: bool, words: &Words) -> String {
    match one.factor.as_deref() {
        Some("app") => words.text("people-factor-app"),
        Some(_) => words.text_with("people-factor-card", &[("n", one.codes_left.into())]),
        None if one.sample => words.text("people-factor-sample"),
        None if guarded => words.text("people-factor-missing"),
        None => words.text("people-factor-none"),
    }
}

fn last(one: &Listed, words: &Words) -> String {
    one.last_at.map_or_else(|| words.text("people-never"), clock::shown)
}

/// A role and where it is held, in words.
pub(super) fn role_and_place(role: &str, place: Option<&str>, words: &Words) -> String {
    let role = words.text(&format!("role-{role}"));
    match place {
        Some(place) => {
            words.text_with("people-role-at", &[("role", role.into()), ("place", place.into())])
        }
        None => role,
    }
}

#[derive(Template)]
#[template(path = "people/person.html")]
struct PersonPage {
    visit: Visit,
    shown_as: String,
    name: String,
    last: String,
    factor: String,
    has_factor: bool,
    state: &'static str,
    locked: bool,
    mandates: Vec<MandateLine>,
    form: Form,
    roles: Vec<(&'static str, String)>,
    /// Where a role can be given.
    places: Vec<offered::Offered>,
    /// Whether password and lock are in the hands of who looks.
    keeps: bool,
    url: String,
}

struct MandateLine {
    role: String,
    place: String,
    period: String,
    over: bool,
    /// Where it is ended, by whom who may.
    end: Option<String>,
}

/// An account, with what may be done to it.
pub async fn person(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SeePeople>,
    Named(path): Named<AccountPath>,
) -> Result<Response, Error> {
    let on = Now::read().date();
    let form = Form::new(&[("from_on", on.to_string())]);
    person_page(&app, visit, mandate.account.account_id, path.account, form, StatusCode::OK).await
}

/// The page of an account, with the form as it was sent.
pub(super) async fn person_page(
    app: &App,
    visit: Visit,
    looking: AccountId,
    account_id: AccountId,
    mut form: Form,
    status: StatusCode,
) -> Result<Response, Error> {
    call(&mut form, &visit.words);
    let on = Now::read().date();
    let mut db = app.db.acquire().await?;
    let one = store::seen(&mut db, looking, SeePeople::ROLES, account_id, on).await?;
    let one = one.ok_or(Error::NotFound)?;
    let held = store::held(&mut db, looking, &[account_id], on).await?;
    let roles = store::roles(&mut db, looking, on).await?;
    let own = looking == account_id;
    let offered = if own { Vec::new() } else { rights::offered(&roles).collect() };
    let places =
        if offered.is_empty() { Vec::new() } else { offered::places(&mut db, looking, on).await? };
    let guarded = is_guarded(&held, on) && !app.instance.policy().lan;
    let page = PersonPage {
        factor: factor(&one, guarded, &visit.words),
        has_factor: one.factor.is_some(),
        keeps: keeps(looking, account_id, &held, on),
        mandates: held.iter().map(|held| line(held, own, on, &visit.words)).collect(),
        roles: options(offered, &visit.words),
        places,
        last: last(&one, &visit.words),
        state: state(&one),
        locked: one.disabled_on.is_some(),
        shown_as: one.shown_as,
        name: one.name,
        url: urls::of_account(urls::PERSON, account_id),
        form,
        visit,
    };
    Ok(Refused(status, page).into_response())
}

/// What the fields about a role are called.
pub(super) fn call(form: &mut Form, words: &Words) {
    let labels = [
        ("account", "people-account"),
        ("shown_as", "people-shown-as"),
        ("role", "people-role"),
        ("code", "people-place"),
        ("from_on", "people-from"),
        ("until_on", "people-until"),
    ];
    form.call_all(&labels, words);
}

/// Roles to choose from, in words.
pub(super) fn options(
    roles: impl IntoIterator<Item = Role>,
    words: &Words,
) -> Vec<(&'static str, String)> {
    let option = |role: Role| (role.word(), words.text(&format!("role-{}", role.word())));
    roles.into_iter().map(option).collect()
}

fn line(held: &Held, own: bool, on: NaiveDate, words: &Words) -> MandateLine {
    let until = held.revoked_on.and_then(|revoked_on| revoked_on.pred_opt());
    let from = gates::day(held.from_on, words);
    let may = !own && !held.ended(on) && may_end(held);
    let end = urls::of_account(urls::MANDATE_END, held.account_id);
    MandateLine {
        role: words.text(&format!("role-{}", held.role)),
        place: held.place.clone().unwrap_or_else(|| words.text("people-instance")),
        period: match until {
            // ended before it began
            Some(until) if until < held.from_on => words.text("people-never-held"),
            Some(until) => words.text_with(
                "people-period",
                &[("from", from.into()), ("until", gates::day(until, words).into())],
            ),
            None => words.text_with("people-since", &[("from", from.into())]),
        },
        over: held.ended(on),
        end: may.then(|| end.replace("{mandate}", &held.mandate_id.to_string())),
    }
}

/// Whether who looks may end a role.
pub(super) fn may_end(held: &Held) -> bool {
    Role::from_word(&held.role).is_some_and(|role| rights::may_give(&held.over(), role))
}

/// Whether password and lock of an account are in somebody's hands: all its roles are, those that
/// are over where it has no other.
pub(super) fn keeps(
    looking: AccountId,
    account_id: AccountId,
    held: &[Held],
    on: NaiveDate,
) -> bool {
    let over = held.iter().all(|one| one.ended(on));
    let counted = held.iter().filter(|one| over || !one.ended(on));
    looking != account_id && counted.into_iter().all(may_end)
}

/// The roles of an account that somebody is about to change, locked until the end of the act; only
/// where he sees it and it is not his own.
pub(super) async fn held_for_update(
    db: &mut sqlx::PgConnection,
    looking: AccountId,
    account_id: AccountId,
    on: NaiveDate,
) -> Result<(Listed, Vec<Held>), Error> {
    store::account_for_update(db, account_id).await?;
    let one = store::seen(db, looking, SeePeople::ROLES, account_id, on).await?;
    let one = one.ok_or(Error::NotFound)?;
    if looking == account_id {
        return Err(Error::Forbidden {
            duty: KeepPeople::NAME,
            roles: KeepPeople::ROLES,
            place: None,
        });
    }
    Ok((one, store::held(db, looking, &[account_id], on).await?))
}
