//! Adding a person and changing what is said of one.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use sqlx::PgConnection;

use super::{
    KeepPersons, fitting, forms, home, meanwhile, moving,
    pages::{Line, line},
    person::PersonPath,
    secret, sets,
    store::{self, New, Person, cases, deaths, list, located, suspicions},
    unlikely,
};
use crate::places::store as places;
use crate::shell::{
    App, Error,
    act::Act,
    extract::Named,
    flash::{Done, Flash},
    form::{Form, SEEN, Typed},
    ids::PersonId,
    journal::{Event, Stream},
    mandate::{AtPlace, Mandate},
    urls,
    vault::{Sealed, Vault},
    view::{Invalid, Refused, View, Visit},
    words::Words,
};

#[derive(Template)]
#[template(path = "persons/edit.html")]
struct EditPage {
    visit: Visit,
    place: AtPlace,
    form: Form,
    url: String,
    /// The person's page; the list where somebody is added.
    back: String,
    /// Who is changed; empty for somebody new.
    who: String,
    /// The number that is there, masked.
    masked: Option<String>,
    /// Somebody else has the number: his page.
    taken: Option<(String, String)>,
    /// Who is registered already just as typed; without a page who belongs beyond the place.
    alike: Vec<Line>,
    /// Who moves the person to another unit, in words, where that is not done here.
    moved_by: Option<String>,
    /// Where the person can belong.
    places: Vec<located::Offered>,
    sexes: Vec<(&'static str, String)>,
    nationality: Vec<(&'static str, String)>,
    education: Vec<(&'static str, String)>,
    politics: Vec<(&'static str, String)>,
}

/// The words of a set, for a choice; their keys begin with `key`.
pub(super) fn options(
    set: &[&'static str],
    key: &str,
    words: &Words,
) -> Vec<(&'static str, String)> {
    set.iter().map(|word| (*word, words.text(&format!("{key}{word}")))).collect()
}

impl EditPage {
    /// Who moves somebody here who is registered in another unit, in words, where somebody alike is.
    fn moves(&self) -> Option<String> {
        let elsewhere = self.alike.iter().any(|one| one.url.is_empty());
        moving::who(&self.place, &self.visit.words).filter(|_| elsewhere)
    }

    async fn new(
        app: &App,
        visit: Visit,
        place: AtPlace,
        person: Option<(&Person, Option<String>)>,
        mut form: Form,
    ) -> Result<Self, Error> {
        let w = visit.words;
        let mut db = app.db.acquire().await?;
        form.call_all(&forms::LABELS, &w);
        let (url, back) = match person {
            Some((person, _)) => (
                urls::of_person(&place.at.to(urls::PERSON_EDIT), person.person_id),
                urls::of_person(&place.at.to(urls::PERSON_PAGE), person.person_id),
            ),
            None => (place.at.to(urls::PERSONS_NEW), place.at.to(urls::PERSONS)),
        };
        let moved_by = moving::who(&place, &w).filter(|_| person.is_some());
        let (who, masked) = match person {
            Some((person, masked)) => (person.name.clone(), masked),
            None => (String::new(), None),
        };
        Ok(Self {
            places: located::offered(&mut db, place.place_id).await?,
            sexes: options(&["f", "m"], "sex-", &w),
            nationality: options(sets::NATIONALITY, "nationality-", &w),
            education: options(sets::EDUCATION, "education-", &w),
            politics: options(sets::POLITICS, "politics-", &w),
            moved_by,
            taken: None,
            alike: Vec::new(),
            visit,
            place,
            form,
            url,
            back,
            who,
            masked,
        })
    }
}

/// Asks who is added.
pub async fn new_page(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepPersons>,
) -> Result<Response, Error> {
    let mut form = Form::default();
    if mandate.over.level == "unit" {
        // of a town it is asked in which unit
        form.suggest("code", &*mandate.over.at.code);
    }
    Ok(View(EditPage::new(&app, visit, mandate.over, None, form).await?).into_response())
}

/// Adds a person.
pub async fn add(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepPersons>,
    typed: Typed,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let mut form = Form::sent(typed);
    let words = visit.words;
    let mut act = Act::begin(&app, &mandate).await?;
    let today = at.today.0;
    let place_id = forms::place(&mut act, &mut form, at, &words).await?;
    let typed = forms::person(&mut form, place_id, today, &words);
    let mut typed = forms::in_group(&mut act, &mut form, typed, &words).await?;
    if let Some(data) = typed.as_ref().map(|typed| &typed.data) {
        unlikely::ask(&mut form, data, None, today, &words);
        typed = typed.filter(|_| form.errors().is_empty());
    }
    let Some(typed) = typed else {
        drop(act);
        let page = EditPage::new(&app, visit, mandate.over, None, form).await?;
        return Ok(Invalid(page).into_response());
    };
    let (alike, ids) = alike(&mut act, at, &typed, &words).await?;
    // what was ticked of others, before the name was changed, says nothing of these
    let another = form.value("alike") == "1" && form.is_seen(&ids);
    if !alike.is_empty() && !another {
        drop(act);
        form = form.without(SEEN);
        form.show(&ids);
        form.wrong("alike", &words, "person-alike-tick", &[]);
        let page =
            EditPage { alike, ..EditPage::new(&app, visit, mandate.over, None, form).await? };
        return Ok(Invalid(page).into_response());
    }
    let number = sealed(&app.vault, &typed)?;
    let new = New { data: typed.data, number };
    let added = store::add(&mut act, at.at.world, std::slice::from_ref(&new)).await;
    let person_id = match added {
        Err(error) if taken(&error) => {
            drop(act);
            let page = EditPage::new(&app, visit, at.clone(), None, form).await?;
            return again(&app, page, new.number.as_ref()).await;
        }
        added => *added?.first().ok_or(Error::NotFound)?,
    };
    let suspected = suspected(&mut act, at, person_id).await?;
    act.commit(Stream::Instance, Event::new("person_added")).await?;
    let keys = ["done-person-added", "done-person-added-suspected"];
    Ok(done(at, person_id, keys, &new.data.name, suspected).into_response())
}

/// Who is registered already with the same name, sex and day of birth in the same town, until the act ends:
/// of two who are entered at once the second one waits. Two who have numbers are told apart by those. With
/// their keys, as the form says to whom it was compared.
async fn alike(
    db: &mut PgConnection,
    at: &AtPlace,
    typed: &forms::Typed,
    words: &Words,
) -> Result<(Vec<Line>, String), Error> {
    let data = &typed.data;
    let place_id = data.place_id.unwrap_or(at.place_id);
    let town = located::of_town(db, place_id).await?;
    places::lock_all(db, &[place_id, town.town_id]).await?;
    let same = list::namesakes(db, &town.places, &data.name, Some(data.birth_on)).await?;
    let (mut there, mut ids) = (Vec::new(), Vec::new());
    for mut one in list::listed(db, &same).await? {
        let told_apart = typed.number.is_some() && one.has_number;
        if told_apart || one.sex != store::letter(data.sex) {
            continue;
        }
        let shown = one.code.as_deref().is_some_and(|code| code.starts_with(&at.at.code));
        if !shown {
            one.group_no = None; // beyond one's own places nothing but the village is told
        }
        ids.push(one.person_id.to_string());
        let mut one = line(one, at.at.world, words);
        if !shown {
            one.url.clear();
        }
        there.push(one);
    }
    Ok((there, ids.join(" ")))
}

/// How many records may be of the same person, looked for anew.
async fn suspected(
    db: &mut PgConnection,
    at: &AtPlace,
    person_id: PersonId,
) -> sqlx::Result<usize> {
    cases::look(db, at.at.world, &[person_id], at.today.0).await?;
    Ok(suspicions::of(db, person_id).await?.len())
}

fn sealed(vault: &Vault, typed: &forms::Typed) -> Result<Option<Sealed>, Error> {
    typed.number.as_ref().map(|read| secret::seal_number(vault, read)).transpose()
}

fn taken(error: &sqlx::Error) -> bool {
    error.as_database_error().and_then(|error| error.constraint()) == Some("person_idno_once")
}

/// The form again: the number is somebody else's, who is named where he is among one's own.
async fn again(app: &App, mut page: EditPage, number: Option<&Sealed>) -> Result<Response, Error> {
    let mut db = app.db.acquire().await?;
    let digests: Vec<Vec<u8>> = number.iter().map(|one| one.digest.clone()).collect();
    let found = store::by_numbers(&mut db, page.place.at.world, &digests).await?;
    for person_id in found.into_values() {
        if let Ok(one) = store::find(&mut db, page.place.place_id, person_id).await {
            let url = urls::of_person(&page.place.at.to(urls::PERSON_PAGE), person_id);
            page.taken = Some((url, one.name));
        }
    }
    let key = if page.taken.is_some() { "person-number-taken" } else { "person-number-elsewhere" };
    let words = page.visit.words;
    page.form.wrong("idno", &words, key, &[]);
    Ok(Invalid(page).into_response())
}

/// To the person's page; with how many records may be of the same person, where there are any.
fn done(
    at: &AtPlace,
    person_id: PersonId,
    [plain, suspects]: [&'static str; 2],
    name: &str,
    suspected: usize,
) -> Done {
    let url = urls::of_person(&at.at.to(urls::PERSON_PAGE), person_id);
    let flash = Flash::new(if suspected == 0 { plain } else { suspects }).with("name", name);
    Done(url, if suspected == 0 { flash } else { flash.with("n", suspected) })
}

/// Asks what is changed of a person.
pub async fn edit_page(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepPersons>,
    Named(path): Named<PersonPath>,
) -> Result<Response, Error> {
    let mut db = app.db.acquire().await?;
    if let Some(there) = home::lead(&mut db, &visit, &mandate.over, path.person).await? {
        return Ok(there);
    }
    let person = store::find(&mut db, mandate.over.place_id, path.person).await?;
    standing(&person)?;
    let masked = masked(&app.vault, &person)?;
    let mut form = filled(&person);
    form.show(meanwhile::shown(&person));
    drop(db);
    let page = EditPage::new(&app, visit, mandate.over, Some((&person, masked)), form).await?;
    Ok(View(page).into_response())
}

fn standing(person: &Person) -> Result<(), Error> {
    if person.merged_into.is_some() {
        Err(Error::conflict("person-merged-already"))
    } else {
        Ok(())
    }
}

/// The identity number of a person without what tells it.
pub(super) fn masked(vault: &Vault, person: &Person) -> Result<Option<String>, Error> {
    let cipher = person.idno_cipher.as_deref();
    cipher.map(|cipher| Ok(secret::open_number(vault, cipher)?.number.masked())).transpose()
}

/// What a form shows of a person.
pub(super) fn filled(person: &Person) -> Form {
    let day = |on: Option<NaiveDate>| on.map(|on| on.to_string()).unwrap_or_default();
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    Form::new(&[
        ("name", person.name.clone()),
        ("sex", person.sex.clone()),
        ("birth_on", person.birth_on.to_string()),
        ("code", text(&person.code)),
        ("group", person.group_no.map(|no| no.to_string()).unwrap_or_default()),
        ("nationality", text(&person.nationality)),
        ("education", text(&person.education)),
        ("politics", text(&person.politics)),
        ("official_since", day(person.official_since)),
        ("official_until", day(person.official_until)),
        ("reserve_since", day(person.reserve_since)),
        ("reserve_until", day(person.reserve_until)),
    ])
}

/// Changes what is said of a person. The number stays unless another is typed or it is taken away.
pub async fn change(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepPersons>,
    Named(path): Named<PersonPath>,
    typed: Typed,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let mut form = Form::sent(typed);
    let words = visit.words;
    let mut act = Act::begin(&app, &mandate).await?;
    let today = at.today.0;
    let person = store::find_for_update(&mut act, at.place_id, path.person).await?;
    if !form.is_seen(meanwhile::shown(&person)) {
        drop(act);
        let masked = masked(&app.vault, &person)?;
        let form = meanwhile::told(form, &person, &words);
        let page = EditPage::new(&app, visit, at.clone(), Some((&person, masked)), form).await?;
        return Ok(Refused(StatusCode::CONFLICT, page).into_response());
    }
    let place_id = forms::place(&mut act, &mut form, at, &words).await?;
    let mut typed = forms::person(&mut form, place_id, today, &words);
    let emptied = typed.as_mut().is_some_and(|one| moving::ungrouped(&person, &mut one.data));
    // a group that was dissolved since stays with whoever was in it
    let same = |one: &forms::Typed| {
        (one.data.place_id, one.data.group_no) == (person.place_id, person.group_no)
    };
    if !typed.as_ref().is_some_and(same) {
        typed = forms::in_group(&mut act, &mut form, typed, &words).await?;
    }
    fitting::politics(&mut act, &mut form, &person, &words).await?;
    if let Some(typed) = &typed {
        unlikely::ask(&mut form, &typed.data, Some(&person), today, &words);
    }
    let typed = match typed {
        Some(typed) if fitting::kept_fits(&app.vault, &person, &typed, &mut form, &words)? => typed,
        _ => {
            drop(act);
            let masked = masked(&app.vault, &person)?;
            let page =
                EditPage::new(&app, visit, mandate.over, Some((&person, masked)), form).await?;
            return Ok(Invalid(page).into_response());
        }
    };
    let number = sealed(&app.vault, &typed)?;
    if number.is_some() || fitting::clears(&form) {
        let set = store::set_number(&mut act, path.person, number.as_ref()).await;
        if set.as_ref().is_err_and(taken) {
            drop(act);
            let masked = masked(&app.vault, &person)?;
            let page =
                EditPage::new(&app, visit, at.clone(), Some((&person, masked)), form).await?;
            return again(&app, page, number.as_ref()).await;
        }
        set?;
    }
    store::change(&mut act, path.person, &typed.data).await?;
    deaths::follow(&mut act, &[path.person]).await?; // who died is no cadre any more
    let suspected = suspected(&mut act, at, path.person).await?;
    let moved = moving::told(&mut act, at, (&person, emptied, suspected), &words).await?;
    act.commit(Stream::Instance, Event::new("person_changed")).await?;
    let keys = ["done-person-changed", "done-person-changed-suspected"];
    let Done(url, flash) = done(at, path.person, keys, &typed.data.name, suspected);
    Ok(Done(url, moved.unwrap_or(flash)).into_response())
}
