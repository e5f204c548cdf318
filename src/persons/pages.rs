//! The persons of a place, found by name or by identity number.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use super::{
    DecideSame, KeepPersons, SeePersons, forms, secret,
    store::{
        self, cases,
        list::{self, Listed, Search},
    },
};
use crate::shell::{
    App, Error,
    extract::Asked,
    form::{Form, Typed},
    ids::{PersonId, WorldId},
    mandate::{AtPlace, Mandate},
    urls::{self, At},
    view::{Invalid, View, Visit},
    words::Words,
};

/// Persons on one page.
const SIZE: i64 = 100;

#[derive(Template)]
#[template(path = "persons/list.html")]
struct ListPage {
    visit: Visit,
    place: AtPlace,
    /// A name that is looked for.
    name: String,
    form: Form,
    lines: Vec<Line>,
    /// How many belong here; not told of a county, whose persons would have to be counted.
    count: Option<i64>,
    keeps: bool,
    decides: bool,
    /// Open cases of two records that may be of one person.
    cases: usize,
    /// The list after the last person shown.
    later: Option<String>,
    begun: bool,
}

impl ListPage {
    fn to(&self, path: &str) -> String {
        self.place.at.to(path)
    }

    /// What the list and the posts are called, and where their files are; as many as the list finds.
    fn files(&self) -> Vec<(&'static str, String, String)> {
        let query = if self.name.is_empty() {
            String::new()
        } else {
            let mut query = form_urlencoded::Serializer::new(String::new());
            format!("?{}", query.append_pair("name", &self.name).finish())
        };
        let file = |path: &str, format: &str| {
            format!("{}{query}", self.to(path).replace("{format}", format))
        };
        let files =
            [("persons-title", urls::PERSONS_FILE), ("persons-offices", urls::OFFICERS_FILE)];
        files.map(|(key, path)| (key, file(path, "xlsx"), file(path, "csv"))).into()
    }
}

/// A line of the list.
pub(super) struct Line {
    /// The person's page.
    pub url: String,
    /// Name.
    pub name: String,
    /// Sex, in words.
    pub sex: String,
    /// Day of birth.
    pub birth_on: String,
    /// Whether the identity number is there.
    pub has_number: bool,
    /// Where the person belongs.
    pub place: String,
    /// Where the person is, in words.
    pub away: String,
}

/// A person as a line of a list.
pub(super) fn line(one: Listed, world: WorldId, words: &Words) -> Line {
    let code = one.code.unwrap_or_default();
    let place = one.place.unwrap_or_default();
    let place = match one.group_no {
        Some(group) => {
            let variables = [("place", place.into()), ("n", group.to_string().into())];
            words.text_with("person-place-group", &variables)
        }
        None => place,
    };
    Line {
        url: urls::of_person(&At { world, code }.to(urls::PERSON_PAGE), one.person_id),
        sex: words.text(&format!("sex-{}", one.sex)),
        birth_on: one.birth_on.to_string(),
        has_number: one.has_number,
        away: one.away.map(|away| words.text(&format!("away-{away}"))).unwrap_or_default(),
        name: one.name,
        place,
    }
}

/// Which persons.
#[derive(Default, Deserialize)]
pub struct Which {
    #[serde(default)]
    name: String,
    after: Option<PersonId>,
}

/// The persons of a place and all below it.
pub async fn list(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SeePersons>,
    Asked(which): Asked<Which>,
) -> Result<Response, Error> {
    Ok(View(page(&app, visit, mandate.over, which, Form::default()).await?).into_response())
}

async fn page(
    app: &App,
    visit: Visit,
    place: AtPlace,
    which: Which,
    mut form: Form,
) -> Result<ListPage, Error> {
    let name = which.name.trim().to_owned();
    if name.contains('\0') || name.chars().count() > 60 {
        return Err(Error::BadRequest("error-query"));
    }
    form.call_all(&forms::LABELS, &visit.words);
    form.suggest("name", name.clone());
    let mut db = app.db.acquire().await?;
    let held = visit.held(&mut db, place.place_id).await?;
    let world_id = place.at.world;
    let places = store::within(&mut db, place.place_id).await?;
    let (after, most) = (which.after, SIZE + 1);
    let search = Search { world_id, places: &places, name: &name, after, most };
    let mut found = list::search(&mut db, &search).await?;
    let more = found.len() > usize::try_from(SIZE).unwrap_or(usize::MAX);
    found.truncate(usize::try_from(SIZE).unwrap_or(usize::MAX));
    let later = found.last().filter(|_| more).map(|last| {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("name", &name).append_pair("after", &last.person_id.to_string());
        format!("{}?{}", place.at.to(urls::PERSONS), query.finish())
    });
    let count = match place.level.as_str() {
        "county" => None,
        _ => Some(list::count(&mut db, &places).await?),
    };
    let decides = held.may::<DecideSame>();
    let cases =
        if decides { cases::open(&mut db, world_id, &places, SIZE).await?.len() } else { 0 };
    let lines = found.into_iter().map(|one| line(one, world_id, &visit.words)).collect();
    let (keeps, begun) = (held.may::<KeepPersons>(), which.after.is_some());
    Ok(ListPage { visit, place, name, form, lines, count, keeps, decides, cases, later, begun })
}

/// Leads to whoever has an identity number; it stands in no address.
pub async fn by_number(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepPersons>,
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
        let digest = secret::digest_of(&app.vault, &read.number);
        let found = store::by_numbers(&mut db, place.at.world, &[digest]).await?;
        for person_id in found.into_values() {
            // elsewhere it is as if there were none
            match store::find(&mut db, place.place_id, person_id).await {
                Ok(_) => {
                    let url = urls::of_person(&place.at.to(urls::PERSON_PAGE), person_id);
                    return Ok(axum::response::Redirect::to(&url).into_response());
                }
                Err(sqlx::Error::RowNotFound) => {}
                Err(error) => return Err(error.into()),
            }
        }
        form.wrong("idno", &words, "person-number-nobody", &[("place", place.name.clone().into())]);
    }
    let page = page(&app, visit, place, Which::default(), form).await?;
    Ok(Invalid(page).into_response())
}
