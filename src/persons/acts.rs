//! What is entered on a person's page: telephones, whereabouts, calls, kin.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use law::kin::Relation;
use serde::Deserialize;

use super::{
    CallPersons, KeepPersons, forms,
    person::{PersonPath, refused},
    secret, sets,
    store::{
        self, Person,
        contacts::{self, Contact, NewPhone, Whereabouts},
        kin, list,
    },
    whom,
};
use crate::shell::{
    App, Error,
    act::Act,
    extract::Named,
    flash::{Done, Flash},
    form::{Form, Typed},
    ids::{ContactId, KinshipId, PersonId, PhoneId},
    journal::{Event, Stream},
    mandate::{AtPlace, Duty, Mandate},
    urls,
    view::Visit,
    words::Words,
};

/// What somebody enters about a person who stands: the form, and the act that waits for it.
pub(super) struct Entry<'a> {
    app: &'a App,
    visit: Visit,
    pub(super) at: AtPlace,
    person_id: PersonId,
    birth_on: NaiveDate,
    pub(super) form: Form,
    pub(super) act: Act<'a>,
}

impl<'a> Entry<'a> {
    pub(super) async fn begin<D: Duty<Over = AtPlace>>(
        app: &'a App,
        visit: Visit,
        mandate: Mandate<D>,
        person_id: PersonId,
        typed: Typed,
    ) -> Result<Self, Error> {
        let (act, person) = begin_of(app, &mandate, person_id).await?;
        let (at, birth_on, form) = (mandate.over, person.birth_on, Form::sent(typed));
        Ok(Self { app, visit, at, person_id, birth_on, form, act })
    }

    /// Nothing is kept; the page shows the form with what is wrong.
    pub(super) async fn refused(self) -> Result<Response, Error> {
        drop(self.act);
        refused(self.app, self.visit, self.at, self.person_id, self.form).await
    }

    /// The page shows the form with one thing that the database has found wrong.
    pub(super) async fn wrong(mut self, field: &str, key: &str) -> Result<Response, Error> {
        self.form.wrong(field, &self.visit.words, key, &[]);
        self.refused().await
    }

    pub(super) async fn done(
        self,
        event: &'static str,
        flash: &'static str,
    ) -> Result<Response, Error> {
        self.told(event, Flash::new(flash)).await
    }

    async fn told(self, event: &'static str, flash: Flash) -> Result<Response, Error> {
        self.act.commit(Stream::Instance, Event::new(event)).await?;
        let url = urls::of_person(&self.at.at.to(urls::PERSON_PAGE), self.person_id);
        Ok(Done(url, flash).into_response())
    }
}

/// Begins an act on a person who stands.
pub(super) async fn begin<'a, D: Duty<Over = AtPlace>>(
    app: &'a App,
    mandate: &Mandate<D>,
    person_id: PersonId,
) -> Result<Act<'a>, Error> {
    Ok(begin_of(app, mandate, person_id).await?.0)
}

pub(super) async fn begin_of<'a, D: Duty<Over = AtPlace>>(
    app: &'a App,
    mandate: &Mandate<D>,
    person_id: PersonId,
) -> Result<(Act<'a>, Person), Error> {
    let mut act = Act::begin(app, mandate).await?;
    let person = store::find_for_update(&mut act, mandate.over.place_id, person_id).await?;
    Ok((act, person))
}

/// Ends it: on the person's page.
pub(super) async fn end(
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
pub(super) fn there(done: bool) -> Result<(), Error> {
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
    let words = visit.words;
    let mut entry = Entry::begin(&app, visit, mandate, path.person, typed).await?;
    let Entry { form, act, .. } = &mut entry;
    let number = form.text("phone", 40, &words);
    let number = number.and_then(|typed| {
        let number = secret::phone(&typed);
        if number.is_none() {
            form.wrong("phone", &words, "person-phone-wrong", &[]);
        }
        number
    });
    let note = forms::text_if_any(form, "phone_note", 60, &words);
    let Some(number) = number.filter(|_| form.errors().is_empty()) else {
        return entry.refused().await;
    };
    let number = secret::seal_phone(&app.vault, &number)?;
    let new = NewPhone { person_id: path.person, number, note };
    if contacts::add_phones(act, &[new]).await? == 0 {
        return entry.wrong("phone", "person-phone-there").await;
    }
    entry.done("phone_added", "done-phone-added").await
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
    let words = visit.words;
    let mut entry = Entry::begin(&app, visit, mandate, path.person, typed).await?;
    let Entry { form, act, at, birth_on, .. } = &mut entry;
    let today = at.today.0;
    let away = form.word("away", |word| sets::find(sets::AWAY, word), &words);
    let since = if form.value("since").is_empty() {
        None
    } else {
        forms::day(form, "since", today, &words)
    };
    forms::alive(form, "since", (since, *birth_on), &words);
    let where_now = forms::text_if_any(form, "where_now", 200, &words);
    let ask = forms::text_if_any(form, "ask", 200, &words);
    let Some(away) = away.filter(|_| form.errors().is_empty()) else {
        return entry.refused().await;
    };
    // whoever is there is nowhere else, since no day; the fields still hold what was said before
    let (since, where_now) = if away == "here" { (None, None) } else { (since, where_now) };
    let now = Whereabouts { away: away.to_owned(), since, where_now, ask };
    contacts::set_whereabouts(act, path.person, &now).await?;
    entry.done("whereabouts_set", "done-whereabouts").await
}

/// Enters a call; without a day it was today, without a name it was whoever enters it.
pub async fn call(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<CallPersons>,
    Named(path): Named<PersonPath>,
    typed: Typed,
) -> Result<Response, Error> {
    let words = visit.words;
    let caller = mandate.account.name.clone();
    let mut entry = Entry::begin(&app, visit, mandate, path.person, typed).await?;
    let Entry { form, act, at, birth_on, .. } = &mut entry;
    let today = at.today.0;
    form.fill("called_on", today.to_string());
    form.fill("called_by", caller);
    let called_on = forms::day(form, "called_on", today, &words);
    forms::alive(form, "called_on", (called_on, *birth_on), &words);
    let called_by = form.text("called_by", 60, &words);
    let outcome = form.word("outcome", |word| sets::find(sets::OUTCOMES, word), &words);
    let note = forms::text_if_any(form, "call_note", 500, &words);
    let (Some(called_on), Some(called_by), Some(outcome), true) =
        (called_on, called_by, outcome, form.errors().is_empty())
    else {
        return entry.refused().await;
    };
    let contact = Contact { called_on, called_by, outcome: outcome.to_owned(), note };
    let account_id = act.account_id()?;
    contacts::add_contact(act, path.person, &contact, account_id).await?;
    entry.done("contact_entered", "done-contact").await
}

/// The call that a path names.
#[derive(Deserialize)]
pub struct CallPath {
    person: PersonId,
    call: ContactId,
}

/// Takes a call away that was entered by mistake, or twice.
pub async fn remove_call(
    State(app): State<App>,
    mandate: Mandate<CallPersons>,
    Named(path): Named<CallPath>,
) -> Result<Response, Error> {
    let mut act = begin(&app, &mandate, path.person).await?;
    there(contacts::remove_contact(&mut act, path.person, path.call).await?)?;
    end(act, &mandate.over, path.person, "contact_removed", "done-contact-removed").await
}

/// Records kin: somebody of the world, found by name and day of birth.
pub async fn add_kin(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepPersons>,
    Named(path): Named<PersonPath>,
    typed: Typed,
) -> Result<Response, Error> {
    let words = visit.words;
    let mut act = Act::begin(&app, &mandate).await?;
    let person = store::find(&mut act, mandate.over.place_id, path.person).await?;
    let (at, form) = (mandate.over, Form::sent(typed));
    let Person { person_id, birth_on, .. } = person;
    let mut entry = Entry { app: &app, visit, at, person_id, birth_on, form, act };
    let Entry { form, act, at, .. } = &mut entry;
    let relation = form.word("relation", Relation::from_word, &words);
    let kin = whom::who(act, form, whom::KIN, at, path.person, &words).await?;
    if let (Some(relation), Some(kin)) = (relation, kin) {
        // both at once, in the order of their keys: neither is tied to somebody else meanwhile
        store::lock(act, &[path.person, kin]).await?;
        possible(act, form, (kin, relation, path.person), &words).await?;
    }
    let (Some(relation), Some(kin), true) = (relation, kin, form.errors().is_empty()) else {
        return entry.refused().await;
    };
    match kin::add(act, kin, relation, path.person).await {
        Err(sqlx::Error::Database(error)) if error.constraint() == Some("kinship_once") => {
            return entry.wrong("kin_name", "person-kin-there").await;
        }
        added => added?,
    }
    let flash = match list::listed(&mut entry.act, &[kin]).await?.into_iter().next() {
        // who was meant by a name is to be seen at once
        Some(one) => Flash::new("done-kin-added")
            .with("name", one.name)
            .with("birth", one.birth_on)
            .with("place", one.place.unwrap_or_else(|| words.text("page-none"))),
        None => return Err(Error::NotFound),
    };
    entry.told("kin_added", flash).await
}

/// Years by which a parent, also by adoption or marriage, is older at the least; a grandparent by twice as many.
const GENERATION: i32 = 10;

/// Whether two can be kin so: nobody has two spouses, those are of both sexes, and who is above is older.
async fn possible(
    act: &mut Act<'_>,
    form: &mut Form,
    (one, relation, other): (PersonId, Relation, PersonId),
    words: &Words,
) -> Result<(), Error> {
    let older = match relation {
        Relation::Spouse => {
            if let Some(name) = kin::spouse(act, one, other).await? {
                form.wrong("relation", words, "person-kin-spouse", &[("name", name.into())]);
            } else if kin::same_sex(act, one, other).await? {
                form.wrong("relation", words, "person-kin-same-sex", &[]);
            }
            None
        }
        Relation::Parent => Some((one, other, GENERATION)),
        Relation::Grandparent => Some((one, other, 2 * GENERATION)),
        Relation::Child => Some((other, one, GENERATION)),
        Relation::Grandchild => Some((other, one, 2 * GENERATION)),
        _ => None,
    };
    if let Some((older, younger, years)) = older
        && !kin::older(act, older, younger, years).await?
    {
        form.wrong("relation", words, "person-kin-younger", &[("years", years.into())]);
    }
    Ok(())
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
