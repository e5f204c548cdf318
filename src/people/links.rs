//! Entry links of a unit: for a recorder or a screen, for some hours, on paper. The link alone opens
//! nothing: its code is told apart. A link is somebody's, so that what is entered by it is his, and
//! two links of one person are one person in the double entry of a sheet.

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, header},
    response::{IntoResponse, Response},
};
use chrono::TimeDelta;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::{
    KeepLinks,
    store::LogLine,
    store::links::{self as store, Holder, Listed},
};
use crate::places::ask::{Ask, AskPage};
use crate::shell::{
    App, Error,
    act::Act,
    chance,
    clock::{self, Now},
    device,
    extract::Named,
    flash::{Done, Flash},
    form::{Form, Typed},
    ids::{EntryLinkId, MandateId},
    journal::{Event, Stream},
    mandate::{AtPlace, Mandate, Role},
    qr,
    tls::Https,
    urls,
    vault::Kind,
    view::{Invalid, View, Visit},
    words::Words,
};

/// Who comes in by links.
const ROLES: [Role; 2] = [Role::Recorder, Role::Screen];
/// For how many hours; the day of a count at most.
const HOURS: [u32; 4] = [2, 6, 14, 24];
/// Digits of the code that is told apart.
const DIGITS: usize = 6;

#[derive(Template)]
#[template(path = "people/links.html")]
struct LinksPage {
    visit: Visit,
    place: String,
    place_url: String,
    url: String,
    form: Form,
    holders: Vec<(String, String)>,
    roles: Vec<(&'static str, String)>,
    hours: Vec<(String, String)>,
    lines: Vec<Line>,
}

struct Line {
    who: String,
    role: String,
    made: String,
    ends: String,
    used: String,
    state: &'static str,
    /// Where it is revoked, while it opens.
    revoke: Option<String>,
}

/// The links of a unit, and the form for a new one.
pub async fn list(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepLinks>,
) -> Result<Response, Error> {
    let form = Form::new(&[("hours", HOURS[1].to_string())]);
    Ok(View(page(&app, visit, &mandate.over, form).await?).into_response())
}

async fn page(
    app: &App,
    visit: Visit,
    place: &AtPlace,
    mut form: Form,
) -> Result<LinksPage, Error> {
    let labels = [
        ("mandate", "link-who"),
        ("shown_as", "link-name"),
        ("role", "link-role"),
        ("hours", "link-hours"),
    ];
    form.call_all(&labels, &visit.words);
    let now = Now::read();
    let mut db = app.db.acquire().await?;
    let holders = store::holders(&mut db, place.place_id, &ROLES, now.date()).await?;
    let listed = store::list(&mut db, place.place_id).await?;
    let words = visit.words;
    let option =
        |one: &Holder| (one.mandate_id.to_string(), as_role(&one.shown_as, &one.role, &words));
    let hour = |n: u32| (n.to_string(), words.text_with("link-hours-n", &[("n", n.into())]));
    Ok(LinksPage {
        place: place.name.clone(),
        place_url: place.at.to(urls::PLACE),
        url: place.at.to(urls::ENTRY_LINKS),
        holders: holders.iter().map(option).collect(),
        roles: super::accounts::options(ROLES, &words),
        hours: HOURS.map(hour).into(),
        lines: listed.into_iter().map(|one| line(one, place, now, &words)).collect(),
        form,
        visit,
    })
}

fn as_role(name: &str, role: &str, words: &Words) -> String {
    let role = words.text(&format!("role-{role}"));
    words.text_with("link-as", &[("name", name.into()), ("role", role.into())])
}

fn line(one: Listed, place: &AtPlace, now: Now, words: &Words) -> Line {
    let open = one.revoked_at.is_none() && one.ends_at > now.0;
    let used = one.used_at.map_or_else(
        || words.text("link-unused"),
        |at| {
            let browser = device::told(&one.browser.unwrap_or_default(), words);
            let variables = [
                ("n", one.uses.into()),
                ("at", clock::shown(at).into()),
                ("address", one.address.unwrap_or_default().into()),
                ("browser", browser.into()),
            ];
            words.text_with("link-used", &variables)
        },
    );
    let made = [("name", one.made_by.into()), ("at", clock::shown(one.made_at).into())];
    let revoke = place.at.to(urls::ENTRY_LINK_REVOKE);
    Line {
        who: one.shown_as,
        role: words.text(&format!("role-{}", one.role)),
        made: words.text_with("link-made-by", &made),
        ends: clock::shown(one.ends_at),
        used,
        state: match one.revoked_at {
            Some(_) => "link-revoked",
            None if open => "link-open",
            None => "link-over",
        },
        revoke: open.then(|| revoke.replace("{link}", &one.entry_link_id.to_string())),
    }
}

/// The new link on paper, with its code for the screen only. It is the answer to the form itself and
/// stands nowhere else.
#[derive(Template)]
#[template(path = "people/link_made.html")]
struct MadePage {
    visit: Visit,
    place: String,
    who: String,
    ends: String,
    address: String,
    drawn: String,
    code: String,
    url: String,
    /// The address is that of this machine, which no other reaches.
    own_machine: bool,
}

/// Makes a link, for somebody who is there or for somebody new.
pub async fn make(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepLinks>,
    headers: HeaderMap,
    typed: Typed,
) -> Result<Response, Error> {
    let place = &mandate.over;
    if place.level != "unit" {
        return Err(Error::BadRequest("error-not-a-unit"));
    }
    let words = visit.words;
    let mut form = Form::sent(typed);
    let hours =
        form.word("hours", |word| HOURS.into_iter().find(|n| n.to_string() == word), &words);
    let mut act = Act::begin(&app, &mandate).await?;
    let holder = holder(&mut act, &mut form, place, &words).await?;
    let (Some(hours), Some(holder)) = (hours, holder) else {
        drop(act);
        return Ok(Invalid(page(&app, visit, place, form).await?).into_response());
    };
    let now = act.now();
    let ends_at = now.0 + TimeDelta::hours(hours.into());
    let link = store::add(&mut act, holder.mandate_id, mandate.account.account_id, ends_at, now);
    let link = link.await?;
    let token = hex::encode(chance::bytes::<16>());
    let code = chance::word(b"0123456789", DIGITS);
    let digest = code_digest(&app, link, &code);
    store::keep_secret(&mut act, link, &Sha256::digest(&token), &digest).await?;
    log(&mut act, link, "link_made", &visit).await?;
    act.commit(Stream::Instance, Event::new("entry_link_made")).await?;
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let scheme = if app.instance.https() == Https::Off { "http" } else { "https" };
    let address = format!("{scheme}://{host}{}", urls::ENTER.replace("{token}", &token));
    let made = MadePage {
        place: place.name.clone(),
        who: as_role(&holder.shown_as, &holder.role, &words),
        ends: clock::shown(ends_at),
        drawn: qr::svg(&address, &words.text("link-image"))?,
        own_machine: ["127.0.0.1", "localhost", "[::1]"].iter().any(|own| host.starts_with(own)),
        url: place.at.to(urls::ENTRY_LINKS),
        address,
        code,
        visit,
    };
    Ok(View(made).into_response())
}

/// What the code of a link is compared with.
pub(super) fn code_digest(app: &App, link: EntryLinkId, code: &str) -> Vec<u8> {
    app.vault.digest(Kind::EntryLink, &format!("{link} {code}"))
}

/// For whom the link is; `None` leaves errors in the form.
async fn holder(
    act: &mut Act<'_>,
    form: &mut Form,
    place: &AtPlace,
    words: &Words,
) -> Result<Option<Holder>, Error> {
    let on = act.now().date();
    if !form.value("mandate").is_empty() {
        let chosen = form.value("mandate").parse().ok().map(MandateId);
        let holders = store::holders(act, place.place_id, &ROLES, on).await?;
        let found = holders.into_iter().find(|one| Some(one.mandate_id) == chosen);
        if found.is_none() {
            form.wrong("mandate", words, "form-choose", &[]);
        }
        return Ok(found);
    }
    let shown_as = form.text("shown_as", 60, words);
    let role = form.word("role", |word| ROLES.into_iter().find(|role| role.word() == word), words);
    let (Some(shown_as), Some(role)) = (shown_as, role) else { return Ok(None) };
    if store::is_there_for_update(act, place.place_id, &shown_as, on).await? {
        form.wrong("shown_as", words, "link-person-there", &[]);
        return Ok(None);
    }
    let name = format!("link-{}", chance::word(b"abcdefghjkmnpqrstuvwxyz23456789", 8));
    let mandate = store::add_holder(act, &name, &shown_as, role, place.place_id, on).await?;
    Ok(Some(Holder { mandate_id: mandate, role: role.word().to_owned(), shown_as }))
}

/// The link that a path names.
#[derive(Deserialize)]
pub struct LinkPath {
    link: EntryLinkId,
}

const REVOKE: Ask = Ask { title: "link-revoke", lead: "link-revoke-lead", button: "link-revoke" };

/// Asks once more before a link opens no longer.
pub async fn revoke_page(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepLinks>,
    Named(path): Named<LinkPath>,
) -> Result<Response, Error> {
    let place = &mandate.over;
    let mut db = app.db.acquire().await?;
    let listed = store::list(&mut db, place.place_id).await?;
    drop(db);
    let one = listed.into_iter().find(|one| one.entry_link_id == path.link);
    let one = line(one.ok_or(Error::NotFound)?, place, Now::read(), &visit.words);
    let url = one.revoke.ok_or_else(|| Error::conflict("error-gone"))?;
    let facts = [("link-who", one.who), ("link-role", one.role), ("link-made-title", one.made)];
    let also = [("link-ends", one.ends), ("link-used-title", one.used)];
    let facts = facts.into_iter().chain(also).map(|(key, said)| (visit.t(key), said)).collect();
    let back = (place.at.to(urls::ENTRY_LINKS), visit.t("link-title"));
    Ok(AskPage::about(visit, back, url, &REVOKE, Form::default()).told(facts).shown())
}

/// Lets a link open no longer; whoever is in by it is signed out.
pub async fn revoke(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepLinks>,
    Named(path): Named<LinkPath>,
) -> Result<Response, Error> {
    let mut act = Act::begin(&app, &mandate).await?;
    let now = act.now();
    if !store::revoke(&mut act, mandate.over.place_id, path.link, now).await? {
        return Err(Error::conflict("error-gone"));
    }
    log(&mut act, path.link, "link_revoked", &visit).await?;
    act.commit(Stream::Instance, Event::new("entry_link_revoked")).await?;
    let url = mandate.over.at.to(urls::ENTRY_LINKS);
    Ok(Done(url, Flash::new("done-link-revoked")).into_response())
}

/// Writes into the security log what became of a link, under the account that comes in by it.
async fn log(
    act: &mut Act<'_>,
    link: EntryLinkId,
    event: &'static str,
    visit: &Visit,
) -> Result<(), Error> {
    let (account_id, name) = store::account_of(act, link).await?;
    let now = act.now();
    let told = LogLine { event, account_id: Some(account_id), name: &name, address: visit.address };
    Ok(super::store::log(act, &told, now).await?)
}
