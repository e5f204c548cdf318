//! An identity number in full: an act with a reason, and the only page that shows one.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};

use super::{
    ShowNumber,
    person::{PersonPath, refused},
    secret,
    store::{self, showings},
};
use crate::shell::{
    App, Error,
    act::Act,
    extract::Named,
    form::{Form, Typed},
    journal::{Event, Stream},
    mandate::Mandate,
    urls,
    view::{View, Visit},
};

/// The number is the answer to the form itself and stands nowhere else.
#[derive(Template)]
#[template(path = "persons/number.html")]
struct NumberPage {
    visit: Visit,
    name: String,
    number: String,
    /// The 15 digits that were written.
    original: Option<String>,
    url: String,
}

/// Shows an identity number in full, and keeps who saw it and why.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<ShowNumber>,
    Named(path): Named<PersonPath>,
    typed: Typed,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let mut form = Form::sent(typed);
    let mut act = Act::begin(&app, &mandate).await?;
    let person = store::find(&mut act, at.place_id, path.person).await?;
    let cipher = person.idno_cipher.ok_or(Error::conflict("person-number-none"))?;
    let Some(reason) = form.text("reason", 200, &visit.words) else {
        drop(act);
        return refused(&app, visit, mandate.over, path.person, form).await;
    };
    let read = secret::open_number(&app.vault, &cipher)?;
    let (account_id, today) = (act.account_id()?, act.now().date());
    showings::add(&mut act, path.person, account_id, today, &reason).await?;
    act.commit(Stream::Instance, Event::new("identity_shown")).await?;
    let page = NumberPage {
        name: person.name,
        number: read.number.reveal().to_owned(),
        original: read.original.map(|original| original.reveal().to_owned()),
        url: urls::of_person(&at.at.to(urls::PERSON_PAGE), path.person),
        visit,
    };
    Ok(View(page).into_response())
}
