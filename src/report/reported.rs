//! What a report told before: it stands beside what the records add up to.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};

use super::{
    KeepReported, sets,
    store::reported::{self, Reported},
};
use crate::{
    places::ask::{Ask, AskPage, past},
    shell::{
        App, Error,
        act::Act,
        flash::{Done, Flash},
        form::{Form, Typed},
        journal::{Event, Stream},
        mandate::{AtPlace, Mandate},
        urls,
        view::Visit,
    },
};

const ASK: Ask = Ask { title: "reported-add", lead: "reported-lead", button: "reported-do" };

fn form_page(visit: Visit, town: &AtPlace, form: Form) -> AskPage {
    let figures = sets::FIGURES.iter();
    let figures = figures.map(|one| ((*one).to_owned(), visit.t(&format!("figure-{one}"))));
    let figures = figures.collect();
    AskPage::new(visit, town, town.at.to(urls::REPORTED), &ASK, form)
        .choice("figure", "reported-figure", "", figures)
        .field("number", "value", "reported-value", "")
        .field("date", "reported_on", "reported-on", "")
        .field("text", "source", "reported-source", "reported-source-hint")
}

fn at_town(place: &AtPlace) -> Result<(), Error> {
    if place.level == "town" { Ok(()) } else { Err(Error::NotFound) }
}

/// Asks for a figure.
pub async fn ask(visit: Visit, mandate: Mandate<KeepReported>) -> Result<Response, Error> {
    at_town(&mandate.over)?;
    Ok(form_page(visit, &mandate.over, Form::default()).shown())
}

/// Adds a figure.
pub async fn add(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepReported>,
    typed: Typed,
) -> Result<Response, Error> {
    let town = &mandate.over;
    at_town(town)?;
    let mut form = Form::sent(typed);
    let Some(new) = parse(&mut form, town, &visit) else {
        return Ok(form_page(visit, town, form).refused());
    };
    let mut act = Act::begin(&app, &mandate).await?;
    reported::add(&mut act, (town.at.world, town.place_id), &new).await?;
    act.commit(Stream::Instance, Event::new("figure_reported")).await?;
    Ok(Done(town.at.to(urls::PLACE), Flash::new("done-reported")).into_response())
}

fn parse(form: &mut Form, town: &AtPlace, visit: &Visit) -> Option<Reported> {
    let w = &visit.words;
    let figure = form.word("figure", |word| sets::find(sets::FIGURES, word), w);
    let value = form.whole("value", 0, 10_000_000, w);
    let reported_on = past(form, "reported_on", town, visit);
    let source = form.text("source", 120, w);
    Some(Reported {
        figure: figure?.to_owned(),
        value: i32::try_from(value?).ok()?,
        reported_on: reported_on?,
        source: source?,
    })
}
