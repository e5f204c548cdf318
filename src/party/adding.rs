//! Adding a member to a branch: somebody who is registered is found by name or identity number, then
//! the state is given.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use chrono::NaiveDate;
use law::roll::reaches_age;
use serde::Deserialize;
use sqlx::PgConnection;

use super::{
    KeepMembers,
    organisation::{OrganisationPath, branch},
    sets,
    store::{
        members::{self, NewMember, State as MemberState},
        tree,
    },
    tree::of,
};
use crate::{
    persons::{
        facts, forms, place_of, secret,
        store::{
            self as persons,
            list::{self, Search},
        },
    },
    places::ask::{Ask, AskPage, past},
    shell::{
        App, Error,
        act::Act,
        extract::{Asked, Named},
        flash::{Done, Flash},
        form::{Form, Typed},
        ids::{OrganisationId, PersonId},
        journal::{Event, Stream},
        mandate::{AtPlace, Mandate},
        urls,
        view::{Refused, Visit},
        words::Words,
    },
};

/// Persons that are shown of those found.
const MOST: i64 = 50;

#[derive(Template)]
#[template(path = "party/find.html")]
struct FindPage {
    visit: Visit,
    place: AtPlace,
    branch: String,
    back: String,
    find_url: String,
    number_url: String,
    new_url: String,
    name: String,
    form: Form,
    found: Vec<FoundLine>,
}

/// Somebody who was found.
struct FoundLine {
    name: String,
    sex: String,
    birth_on: String,
    place: String,
    /// Where the person is added; `None` for who is a member already.
    add: Option<String>,
}

/// What is looked for.
#[derive(Default, Deserialize)]
pub struct Which {
    #[serde(default)]
    name: String,
}

/// Looks for a person by name.
pub async fn find(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepMembers>,
    Named(path): Named<OrganisationPath>,
    Asked(which): Asked<Which>,
) -> Result<Response, Error> {
    let mut form = Form::default();
    form.suggest("name", which.name);
    let status = StatusCode::OK;
    find_page(&app, visit, mandate.over, path.organisation, (form, status)).await
}

async fn find_page(
    app: &App,
    visit: Visit,
    place: AtPlace,
    organisation_id: OrganisationId,
    (mut form, status): (Form, StatusCode),
) -> Result<Response, Error> {
    let name = form.value("name").to_owned();
    if name.contains('\0') || name.chars().count() > 60 {
        return Err(Error::BadRequest("error-query"));
    }
    form.call_all(&[("name", "person-name"), ("idno", "person-number")], &visit.words);
    let mut db = app.db.acquire().await?;
    let (node, _) = branch(&mut db, &place, organisation_id, &visit.words).await?;
    let found = if name.is_empty() {
        Vec::new()
    } else {
        found(&mut db, &place, organisation_id, &name, &visit.words).await?
    };
    let page = FindPage {
        back: of(&place, urls::ORGANISATION, organisation_id),
        find_url: of(&place, urls::MEMBER_FIND, organisation_id),
        number_url: of(&place, urls::MEMBER_NUMBER, organisation_id),
        new_url: place.at.to(urls::PERSONS_NEW),
        branch: node.name,
        visit,
        place,
        name,
        form,
        found,
    };
    Ok(Refused(status, page).into_response())
}

async fn found(
    db: &mut PgConnection,
    place: &AtPlace,
    organisation_id: OrganisationId,
    name: &str,
    words: &Words,
) -> sqlx::Result<Vec<FoundLine>> {
    let places = persons::within(db, place.place_id).await?;
    let world_id = place.at.world;
    let search = Search { world_id, places: &places, name, after: None, most: MOST };
    let found = list::search(db, &search).await?;
    let ids: Vec<PersonId> = found.iter().map(|one| one.person_id).collect();
    let there = members::of_persons(db, &ids).await?;
    let lines = found.into_iter().map(|one| {
        let member = there.iter().any(|(person_id, ..)| *person_id == one.person_id);
        FoundLine {
            add: (!member).then(|| add_url(place, organisation_id, one.person_id)),
            sex: words.text(&format!("sex-{}", one.sex)),
            birth_on: one.birth_on.to_string(),
            place: place_of(one.place, one.group_no, words),
            name: one.name,
        }
    });
    Ok(lines.collect())
}

fn add_url(place: &AtPlace, organisation_id: OrganisationId, person_id: PersonId) -> String {
    urls::of_person(&of(place, urls::MEMBER_ADD, organisation_id), person_id)
}

/// Leads to whoever has an identity number; it stands in no address.
pub async fn by_number(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepMembers>,
    Named(path): Named<OrganisationPath>,
    typed: Typed,
) -> Result<Response, Error> {
    let place = mandate.over;
    let mut form = Form::sent(typed);
    let words = visit.words;
    if form.value("idno").is_empty() {
        form.wrong("idno", &words, "form-required", &[]);
    }
    if let Some(read) = forms::number(&mut form, "idno", &words) {
        let mut db = app.db.acquire().await?;
        branch(&mut db, &place, path.organisation, &words).await?;
        let digest = secret::digest_of(&app.vault, &read.number);
        let found = persons::by_numbers(&mut db, place.at.world, &[digest]).await?;
        for person_id in found.into_values() {
            // elsewhere it is as if there were none
            match persons::find(&mut db, place.place_id, person_id).await {
                Ok(_) => {
                    let url = add_url(&place, path.organisation, person_id);
                    return Ok(Redirect::to(&url).into_response());
                }
                Err(sqlx::Error::RowNotFound) => {}
                Err(error) => return Err(error.into()),
            }
        }
        form.wrong("idno", &words, "person-number-nobody", &[("place", place.name.clone().into())]);
    }
    let status = StatusCode::BAD_REQUEST;
    find_page(&app, visit, place, path.organisation, (form, status)).await
}

/// The branch and the person that a path names.
#[derive(Clone, Copy, Deserialize)]
pub struct AddPath {
    organisation: OrganisationId,
    person: PersonId,
}

const ASK: Ask = Ask { title: "member-add", lead: "member-add-lead", button: "member-add-do" };

fn form_page(
    visit: Visit,
    place: &AtPlace,
    path: AddPath,
    Who { name, branch, facts }: Who,
    form: Form,
) -> AskPage {
    let variables = [("name", name.clone().into()), ("branch", branch.clone().into())];
    let title = visit.words.text_with("member-add-who", &variables);
    let back = (of(place, urls::ORGANISATION, path.organisation), branch.clone());
    let standings = options(sets::STANDINGS, "standing-", &visit);
    let presences = options(sets::PRESENCES, "presence-", &visit);
    AskPage::about(visit, back, add_url(place, path.organisation, path.person), &ASK, form)
        .titled(title)
        .told(facts)
        .choice("standing", "member-standing", "", standings)
        .choice("presence", "member-presence", "member-presence-hint", presences)
        .field("date", "from_on", "member-from", "member-from-hint")
        .field("date", "since_on", "member-since", "member-since-hint")
        .field("text", "reason", "page-reason", "page-if-any")
}

/// The words of a set, for a choice; their keys begin with `key`.
pub fn options(set: &[&'static str], key: &str, visit: &Visit) -> Vec<(String, String)> {
    set.iter().map(|word| ((*word).to_owned(), visit.t(&format!("{key}{word}")))).collect()
}

/// Somebody who can join a branch.
struct Who {
    name: String,
    branch: String,
    /// What tells the person apart from others of the name.
    facts: Vec<(String, String)>,
}

/// A person and a branch, where the one can join the other.
async fn who(
    db: &mut PgConnection,
    place: &AtPlace,
    path: AddPath,
    words: &Words,
) -> Result<Who, Error> {
    let (node, _) = branch(db, place, path.organisation, words).await?;
    let person = persons::find(db, place.place_id, path.person).await?;
    if person.merged_into.is_some() {
        return Err(Error::conflict("person-merged-already"));
    }
    if person.died_on.is_some() {
        return Err(Error::conflict("person-died-already"));
    }
    if !members::of_persons(db, &[path.person]).await?.is_empty() {
        return Err(Error::conflict("member-there"));
    }
    Ok(Who { facts: facts(&person, words), name: person.name, branch: node.name })
}

/// Asks for the state of a new member.
pub async fn ask(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepMembers>,
    Named(path): Named<AddPath>,
) -> Result<Response, Error> {
    let place = &mandate.over;
    let who = who(&mut *app.db.acquire().await?, place, path, &visit.words).await?;
    let suggested = [
        ("standing", "full".to_owned()),
        ("presence", "here".to_owned()),
        ("since_on", place.today.0.to_string()),
    ];
    Ok(form_page(visit, place, path, who, Form::new(&suggested)).shown())
}

/// Adds a member.
pub async fn add(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepMembers>,
    Named(path): Named<AddPath>,
    typed: Typed,
) -> Result<Response, Error> {
    let place = &mandate.over;
    let mut form = Form::sent(typed);
    let mut act = Act::begin(&app, &mandate).await?;
    let person = persons::find_for_update(&mut act, place.place_id, path.person).await?;
    // nobody dissolves the branch from here on
    tree::dissolved_for_share(&mut act, path.organisation).await?;
    let who = who(&mut act, place, path, &visit.words).await?;
    let state = state(&mut form, "reason", place, &visit);
    let from_on = day_if_any(&mut form, "from_on", place, &visit);
    of_age(&mut form, "from_on", (from_on, person.birth_on), &visit);
    let since_on = state.as_ref().map(|state| state.since_on);
    of_age(&mut form, "since_on", (since_on, person.birth_on), &visit);
    let Some(state) = state.filter(|_| form.errors().is_empty()) else {
        drop(act);
        return Ok(form_page(visit, place, path, who, form).refused());
    };
    let new =
        NewMember { organisation_id: path.organisation, person_id: path.person, from_on, state };
    match members::add(&mut act, place.at.world, &[new]).await {
        Err(sqlx::Error::Database(error)) if error.constraint() == Some("membership_once") => {
            return Err(Error::conflict("member-there"));
        }
        added => added?,
    };
    act.commit(Stream::Instance, Event::new("member_added")).await?;
    let flash = Flash::new("done-member-added").with("name", who.name).with("branch", who.branch);
    Ok(Done(of(place, urls::ORGANISATION, path.organisation), flash).into_response())
}

/// Whether somebody was old enough on a day to be a member.
pub fn of_age(
    form: &mut Form,
    field: &str,
    (on, birth_on): (Option<NaiveDate>, NaiveDate),
    visit: &Visit,
) {
    if on.is_some() && on < reaches_age(birth_on, 18) {
        let born = birth_on.to_string().into();
        form.wrong(field, &visit.words, "member-under-age", &[("birth", born)]);
    }
}

fn day_if_any(form: &mut Form, name: &str, place: &AtPlace, visit: &Visit) -> Option<NaiveDate> {
    if form.value(name).is_empty() { None } else { past(form, name, place, visit) }
}

/// The state that a form gives.
pub fn state(form: &mut Form, reason: &str, place: &AtPlace, visit: &Visit) -> Option<MemberState> {
    let w = &visit.words;
    let standing = form.word("standing", |word| sets::find(sets::STANDINGS, word), w);
    let presence = form.word("presence", |word| sets::find(sets::PRESENCES, word), w);
    let since_on = past(form, "since_on", place, visit);
    let reason = forms::text_if_any(form, reason, 200, w);
    Some(MemberState { standing: standing?, presence: presence?, since_on: since_on?, reason })
}
