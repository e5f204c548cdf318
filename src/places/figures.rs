//! Households and people of a unit, each time with the day and who says so; old figures stay.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};

use super::{
    KeepPlaces,
    adding::at_level,
    ask::{Ask, AskPage, past},
    store::figures::{self, Figure},
};
use crate::shell::{
    App, Error,
    act::Act,
    flash::{Done, Flash},
    form::{Form, Typed},
    journal::{Event, Stream},
    mandate::{AtPlace, Mandate},
    urls,
    view::Visit,
};

const ASK: Ask = Ask { title: "figure-add", lead: "figure-lead", button: "figure-do" };

fn form_page(visit: Visit, unit: &AtPlace, form: Form) -> AskPage {
    AskPage::new(visit, unit, unit.at.to(urls::FIGURES), &ASK, form)
        .field("date", "counted_on", "figure-counted-on", "")
        .field("number", "households", "figure-households", "figure-households-hint")
        .field("number", "people", "figure-people", "")
        .field("text", "source", "figure-source", "figure-source-hint")
}

/// Asks for figures.
pub async fn page(visit: Visit, mandate: Mandate<KeepPlaces>) -> Result<Response, Error> {
    at_level(&mandate.over, "unit")?;
    Ok(form_page(visit, &mandate.over, Form::default()).shown())
}

/// Adds figures.
pub async fn add(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepPlaces>,
    typed: Typed,
) -> Result<Response, Error> {
    let unit = &mandate.over;
    at_level(unit, "unit")?;
    let mut form = Form::sent(typed);
    let Some(figure) = parse(&mut form, unit, &visit) else {
        return Ok(form_page(visit, unit, form).refused());
    };
    let mut act = Act::begin(&app, &mandate).await?;
    figures::add(&mut act, (unit.at.world, unit.place_id), &figure).await?;
    act.commit(Stream::Instance, Event::new("figures_added")).await?;
    Ok(Done(unit.at.to(urls::PLACE), Flash::new("done-figures")).into_response())
}

fn parse(form: &mut Form, unit: &AtPlace, visit: &Visit) -> Option<Figure> {
    let w = &visit.words;
    let counted_on = past(form, "counted_on", unit, visit);
    let households = form.whole("households", 0, 1_000_000, w);
    let people = form.whole("people", 0, 10_000_000, w);
    let source = form.text("source", 120, w);
    if let (Some(households), Some(people)) = (households, people)
        && households > people
    {
        form.wrong("households", w, "figure-more-households", &[]);
        return None;
    }
    Some(Figure {
        counted_on: counted_on?,
        households: i32::try_from(households?).ok()?,
        people: i32::try_from(people?).ok()?,
        source: source?,
    })
}
