//! What is entered on a person's page: telephones, whereabouts, calls, kin, posts.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use law::kin::Relation;
use serde::Deserialize;

use super::{
    CallPersons, KeepPersons, forms,
    person::{PersonPath, refused},
    secret, sets,
    store::{
        self,
        contacts::{self, Contact, NewPhone, Whereabouts},
        kin, list,
        offices::{self, NewOffice},
    },
};
use crate::shell::{
    App, Error,
    act::Act,
    extract::Named,
    flash::{Done, Flash},
    form::{Form, Typed},
    ids::{KinshipId, OfficeId, PersonId, PhoneId},
    journal::{Event, Stream},
    mandate::{AtPlace, Duty, Mandate},
    urls,
    view::Visit,
};

/// Begins an act on a person who stands.
async fn begin<'a, D: Duty<Over = AtPlace>>(
    app: &'a App,
    mandate: &Mandate<D>,
    person_id: PersonId,
) -> Result<Act<'a>, Error> {
    let mut act = Act::begin(app, mandate).await?;
    store::find_for_update(&mut act, mandate.over.place_id, person_id).await?;
    Ok(act)
}

async fn end(
    act: Act<'_>,
    at: &AtPlace,
    person_id: PersonId,
    event: &'static str,
    flash: &'static str,
) -> Result<Response, Error> {
    act.commit(Stream::Instance, Event::new(event)).await?;
    let url = urls::of_person(&at.at.to(urls::PERSON_PAGE), person_id);
    Ok(Done(url, Flash::new(flash)).into_response())
}

/// What somebody else has taken away or ended meanwhile is not there any more.
fn there(done: bool) -> Result<(), Error> {
    if done { Ok(()) } else { Err(Error::conflict("error-gone")) }
}

/// Adds a telephone.
pub async fn add_phone(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<CallPersons>,
    Named(path): Named<PersonPath>,
    typed: Typed,
) -> Result<Response, Error> {
    let mut form = Form::sent(typed);
    let words = visit.words;
    let mut act = begin(&app, &mandate, path.person).await?;
    let number = form.text("phone", 40, &words);
    let number = number.and_then(|typed| {
        let number = secret::phone(&typed);
        if number.is_none() {
            form.wrong("phone", &words, "person-phone-wrong", &[]);
        }
        number
    });
    let note = forms::text_if_any(&mut form, "phone_note", 60, &words);
    let Some(number) = number.filter(|_| form.errors().is_empty()) else {
        drop(act);
        return refused(&app, visit, mandate.over, path.person, form).await;
    };
    let number = secret::seal_phone(&app.vault, &number)?;
    let new = NewPhone { person_id: path.person, number, note };
    if contacts::add_phones(&mut act, &[new]).await? == 0 {
        drop(act);
        form.wrong("phone", &words, "person-phone-there", &[]);
        return refused(&app, visit, mandate.over, path.person, form).await;
    }
    end(act, &mandate.over, path.person, "phone_added", "done-phone-added").await
}

/// The telephone that a path names.
#[derive(Deserialize)]
pub struct PhonePath {
    person: PersonId,
    phone: PhoneId,
}

/// Takes a telephone away.
pub async fn remove_phone(
    State(app): State<App>,
    mandate: Mandate<CallPersons>,
    Named(path): Named<PhonePath>,
) -> Result<Response, Error> {
    let mut act = begin(&app, &mandate, path.person).await?;
    there(contacts::remove_phone(&mut act, path.person, path.phone).await?)?;
    end(act, &mandate.over, path.person, "phone_removed", "done-phone-removed").await
}

/// Says where a person is now.
pub async fn set_whereabouts(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<CallPersons>,
    Named(path): Named<PersonPath>,
    typed: Typed,
) -> Result<Response, Error> {
    let mut form = Form::sent(typed);
    let words = visit.words;
    let mut act = begin(&app, &mandate, path.person).await?;
    let today = mandate.over.today.0;
    let away = form.word("away", |word| sets::find(sets::AWAY, word), &words);
    let since = if form.value("since").is_empty() {
        None
    } else {
        forms::day(&mut form, "since", today, &words)
    };
    let where_now = forms::text_if_any(&mut form, "where_now", 200, &words);
    let ask = forms::text_if_any(&mut form, "ask", 200, &words);
    let Some(away) = away.filter(|_| form.errors().is_empty()) else {
        drop(act);
        return refused(&app, visit, mandate.over, path.person, form).await;
    };
    let now = Whereabouts { away: away.to_owned(), since, where_now, ask };
    contacts::set_whereabouts(&mut act, path.person, &now).await?;
    end(act, &mandate.over, path.person, "whereabouts_set", "done-whereabouts").await
}

/// Enters a call; without a day it was today, without a name it was whoever enters it.
pub async fn call(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<CallPersons>,
    Named(path): Named<PersonPath>,
    typed: Typed,
) -> Result<Response, Error> {
    let mut form = Form::sent(typed);
    let words = visit.words;
    let mut act = begin(&app, &mandate, path.person).await?;
    let today = mandate.over.today.0;
    form.fill("called_on", today.to_string());
    form.fill("called_by", mandate.account.name.clone());
    let called_on = forms::day(&mut form, "called_on", today, &words);
    let called_by = form.text("called_by", 60, &words);
    let outcome = form.word("outcome", |word| sets::find(sets::OUTCOMES, word), &words);
    let note = forms::text_if_any(&mut form, "call_note", 500, &words);
    let (Some(called_on), Some(called_by), Some(outcome), true) =
        (called_on, called_by, outcome, form.errors().is_empty())
    else {
        drop(act);
        return refused(&app, visit, mandate.over, path.person, form).await;
    };
    let contact = Contact { called_on, called_by, outcome: outcome.to_owned(), note };
    let account_id = act.account_id()?;
    contacts::add_contact(&mut act, path.person, &contact, account_id).await?;
    end(act, &mandate.over, path.person, "contact_entered", "done-contact").await
}

/// Records kin: somebody of the world, found by name and day of birth.
pub async fn add_kin(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepPersons>,
    Named(path): Named<PersonPath>,
    typed: Typed,
) -> Result<Response, Error> {
    let mut form = Form::sent(typed);
    let words = visit.words;
    let mut act = begin(&app, &mandate, path.person).await?;
    let relation = form.word("relation", Relation::from_word, &words);
    let fields = ("kin_name", "kin_birth_on");
    let kin = who(&mut act, &mut form, fields, &mandate.over, path.person, &visit).await?;
    let (Some(relation), Some(kin), true) = (relation, kin, form.errors().is_empty()) else {
        drop(act);
        return refused(&app, visit, mandate.over, path.person, form).await;
    };
    match kin::add(&mut act, kin, relation, path.person).await {
        Err(sqlx::Error::Database(error)) if error.constraint() == Some("kinship_once") => {
            drop(act);
            form.wrong("kin_name", &words, "person-kin-there", &[]);
            return refused(&app, visit, mandate.over, path.person, form).await;
        }
        added => added?,
    }
    end(act, &mandate.over, path.person, "kin_added", "done-kin-added").await
}

/// Somebody else who is meant by a name, and by a day of birth where several bear it.
pub(super) async fn who(
    act: &mut Act<'_>,
    form: &mut Form,
    (name_field, birth_field): (&str, &str),
    at: &AtPlace,
    but: PersonId,
    visit: &Visit,
) -> Result<Option<PersonId>, Error> {
    let words = &visit.words;
    let name = forms::name(form, name_field, words);
    let birth_on = form.date_if_any(birth_field, words);
    let Some(name) = name else { return Ok(None) };
    let found = list::named(act, at.at.world, &name, birth_on).await?;
    let found: Vec<PersonId> = found.into_iter().filter(|one| *one != but).collect();
    match found[..] {
        [one] => Ok(Some(one)),
        [] => {
            form.wrong(name_field, words, "person-nobody", &[]);
            Ok(None)
        }
        _ => {
            form.wrong(birth_field, words, "person-several", &[]);
            Ok(None)
        }
    }
}

/// The tie that a path names.
#[derive(Deserialize)]
pub struct KinPath {
    person: PersonId,
    kinship: KinshipId,
}

/// Takes a tie away that was recorded by mistake.
pub async fn remove_kin(
    State(app): State<App>,
    mandate: Mandate<KeepPersons>,
    Named(path): Named<KinPath>,
) -> Result<Response, Error> {
    let mut act = begin(&app, &mandate, path.person).await?;
    there(kin::remove(&mut act, path.person, path.kinship).await?)?;
    end(act, &mandate.over, path.person, "kin_removed", "done-kin-removed").await
}

/// Adds a post that a person holds or held.
pub async fn add_office(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepPersons>,
    Named(path): Named<PersonPath>,
    typed: Typed,
) -> Result<Response, Error> {
    let mut form = Form::sent(typed);
    let words = visit.words;
    let mut act = begin(&app, &mandate, path.person).await?;
    let place_id = forms::place(&mut act, &mut form, &mandate.over, &words).await?;
    let body = form.word("body", |word| sets::find(sets::BODIES, word), &words);
    let post = form.word("post_held", |word| sets::find(sets::POSTS, word), &words);
    let term_no = forms::whole_if_any(&mut form, "term_no", 99, &words);
    let from_on = form.date_if_any("from_on", &words);
    let until_on = form.date_if_any("until_on", &words);
    let ended = forms::word_if_any(&mut form, "left", sets::ENDS, &words);
    if until_on.is_some() != ended.is_some() && form.errors().is_empty() {
        form.wrong("left", &words, "person-ended-both", &[]);
    }
    if until_on.is_some_and(|until| from_on.is_some_and(|from| until < from)) {
        form.wrong("until_on", &words, "people-until-before", &[]);
    }
    let (Some(place_id), Some(body), Some(post), true) =
        (place_id, body, post, form.errors().is_empty())
    else {
        drop(act);
        return refused(&app, visit, mandate.over, path.person, form).await;
    };
    let (person_id, ended) = (path.person, until_on.zip(ended));
    let new = NewOffice { person_id, place_id, body, post, term_no, from_on, ended };
    offices::add(&mut act, &[new]).await?;
    end(act, &mandate.over, path.person, "office_added", "done-office-added").await
}

/// Ends a post that a person holds.
pub async fn end_office(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepPersons>,
    Named(path): Named<PersonPath>,
    typed: Typed,
) -> Result<Response, Error> {
    let mut form = Form::sent(typed);
    let words = visit.words;
    let mut act = begin(&app, &mandate, path.person).await?;
    let office = form.key::<i64>("office", &words).map(OfficeId);
    let until_on = form.date("ended_on", &words);
    let ended = form.word("ended", |word| sets::find(sets::ENDS, word), &words);
    let (Some(office), Some(until_on), Some(ended)) = (office, until_on, ended) else {
        drop(act);
        return refused(&app, visit, mandate.over, path.person, form).await;
    };
    match offices::end(&mut act, path.person, office, until_on, ended).await {
        Err(sqlx::Error::Database(error)) if error.constraint() == Some("office_period") => {
            drop(act);
            form.wrong("ended_on", &words, "people-until-before", &[]);
            return refused(&app, visit, mandate.over, path.person, form).await;
        }
        done => there(done?)?,
    }
    end(act, &mandate.over, path.person, "office_ended", "done-office-ended").await
}

/// The post that a path names.
#[derive(Deserialize)]
pub struct OfficePath {
    person: PersonId,
    office: OfficeId,
}

/// Takes away a post that was entered by mistake.
pub async fn remove_office(
    State(app): State<App>,
    mandate: Mandate<KeepPersons>,
    Named(path): Named<OfficePath>,
) -> Result<Response, Error> {
    let mut act = begin(&app, &mandate, path.person).await?;
    there(offices::remove(&mut act, path.person, path.office).await?)?;
    end(act, &mandate.over, path.person, "office_removed", "done-office-removed").await
}
