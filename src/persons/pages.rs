//! The persons of a place, found by name or by identity number.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use sqlx::PgConnection;

use super::{
    CallPersons, DecideSame, KeepPersons, SeePersons, forms,
    lines::place_of,
    secret,
    store::{self, cases, list},
    table,
};
use crate::shell::{
    App, Error, clock,
    extract::AskedForm,
    form::{Form, Typed},
    ids::{ImportId, WorldId},
    mandate::{AtPlace, Mandate},
    table::{Asked, Listed},
    urls::{self, At},
    view::{Invalid, View, Visit},
    words::Words,
};

/// Open cases that are counted at most.
const SIZE: i64 = 100;

#[derive(Template)]
#[template(path = "persons/list.html")]
struct ListPage {
    visit: Visit,
    place: AtPlace,
    /// Whom a number is looked for of.
    form: Form,
    /// Of a county only once a name is looked for.
    list: Option<Listed>,
    /// That only the persons of an import are listed, in words.
    brought: Option<String>,
    /// Whether there is anybody, or somebody is looked for.
    some: bool,
    keeps: bool,
    /// The list of those who are away, for who calls them.
    away_url: Option<String>,
    decides: bool,
    /// Open cases of two records that may be of one person.
    cases: usize,
}

impl ListPage {
    fn to(&self, path: &str) -> String {
        self.place.at.to(path)
    }
}

/// A person as a line of a list that is no table.
pub(super) struct Line {
    /// The person's page.
    pub url: String,
    /// Name.
    pub name: String,
    /// Sex, in words.
    pub sex: String,
    /// Day of birth.
    pub birth_on: String,
    /// Where the person belongs.
    pub place: String,
}

/// A person as a line of a list.
pub(super) fn line(one: list::Listed, world: WorldId, words: &Words) -> Line {
    let code = one.code.unwrap_or_default();
    let place = place_of(one.place, one.group_no, words);
    Line {
        url: urls::of_person(&At { world, code }.to(urls::PERSON_PAGE), one.person_id),
        sex: words.text(&format!("sex-{}", one.sex)),
        birth_on: one.birth_on.to_string(),
        name: one.name,
        place,
    }
}

/// The persons of a place and all below it.
pub async fn list(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SeePersons>,
    AskedForm(asked): AskedForm,
) -> Result<Response, Error> {
    Ok(View(page(&app, visit, mandate.over, &asked, Form::default()).await?).into_response())
}

async fn page(
    app: &App,
    visit: Visit,
    place: AtPlace,
    asked: &Typed,
    mut form: Form,
) -> Result<ListPage, Error> {
    form.call_all(&forms::LABELS, &visit.words);
    form.suggest("name", table::name(asked));
    let mut db = app.db.acquire().await?;
    let held = visit.held(&mut db, place.place_id).await?;
    let list = if table::lists(&place, asked) {
        let source = table::of(&mut db, &place, asked).await?;
        let asked = Asked::read(&table::PERSONS, source, asked, &visit.words);
        Some(asked.list(&mut db, &table::paths(&place.at)).await?)
    } else {
        None
    };
    let brought = match table::import(asked) {
        Some(import_id) => Some(brought(&mut db, &place, import_id, &visit.words).await?),
        None => None,
    };
    let decides = held.may::<DecideSame>();
    let places = store::within(&mut db, place.place_id).await?;
    let cases =
        if decides { cases::open(&mut db, place.at.world, &places, SIZE).await?.len() } else { 0 };
    let shown = list.as_ref().is_none_or(|list| list.filtered || !list.lines.is_empty());
    let some = shown || !form.errors().is_empty();
    let keeps = held.may::<KeepPersons>();
    let away_url = held.may::<CallPersons>().then(|| place.at.to(urls::AWAY));
    Ok(ListPage { visit, place, form, list, brought, some, keeps, away_url, decides, cases })
}

/// Which import it is whose persons are listed.
async fn brought(
    db: &mut PgConnection,
    place: &AtPlace,
    import_id: ImportId,
    words: &Words,
) -> sqlx::Result<String> {
    let Some(one) = list::brought(db, place.place_id, import_id).await? else {
        return Ok(words.text("persons-import-gone"));
    };
    let who = one.sender.unwrap_or_else(|| words.text("import-by-console"));
    let variables = [
        ("file", one.file_name.into()),
        ("when", clock::shown(one.began_at).into()),
        ("who", who.into()),
    ];
    Ok(words.text_with("persons-import-of", &variables))
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
    let page = page(&app, visit, place, &Typed::default(), form).await?;
    Ok(Invalid(page).into_response())
}
