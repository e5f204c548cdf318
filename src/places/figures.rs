//! Households and people of a unit, each time with the day and who says so; old figures stay.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};

use super::{
    KeepPlaces,
    adding::at_level,
    ask::{Ask, AskPage, past},
    store::{
        self,
        figures::{self, Figure},
    },
};
use crate::shell::{
    App, Error,
    act::Act,
    flash::{Done, Flash},
    form::{Form, SEEN, Typed},
    journal::{Event, Stream},
    mandate::{AtPlace, Mandate},
    urls,
    view::Visit,
};

const ASK: Ask = Ask { title: "figure-add", lead: "figure-lead", button: "figure-do" };

fn form_page(visit: Visit, unit: &AtPlace, form: Form) -> AskPage {
    let asks = form.error("replace").is_some() || form.is("replace", "1");
    let page = AskPage::new(visit, unit, unit.at.to(urls::FIGURES), &ASK, form)
        .field("date", "counted_on", "figure-counted-on", "")
        .field("number", "households", "figure-households", "figure-households-hint")
        .field("number", "people", "figure-people", "")
        .field("text", "source", "figure-source", "figure-source-hint");
    if asks { page.tick("replace", "figure-replace") } else { page }
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
    store::lock(&mut act, unit.place_id).await?;
    let former = figures::on(&mut act, unit.place_id, figure.counted_on).await?;
    if let Some(former) = &former
        && let Some(form) = asked(&form, former, &figure, &visit)
    {
        drop(act);
        return Ok(form_page(visit, unit, form).refused());
    }
    figures::add(&mut act, (unit.at.world, unit.place_id), &figure).await?;
    let event = if former.is_some() { "figures_replaced" } else { "figures_added" };
    act.commit(Stream::Instance, Event::new(event)).await?;
    Ok(Done(unit.at.to(urls::PLACE), Flash::new("done-figures")).into_response())
}

/// What is asked before other figures of the same day are replaced: only what somebody has read, old and
/// new, and said so of, is replaced.
fn asked(form: &Form, former: &Figure, figure: &Figure, visit: &Visit) -> Option<Form> {
    if former == figure {
        let mut form = form.clone();
        form.wrong("counted_on", &visit.words, "figure-there", &[]);
        return Some(form);
    }
    let both = [("old", told(former)), ("new", told(figure))];
    let both = Form::new(&both).fingerprint();
    if form.is("replace", "1") && form.has(SEEN) && form.is_seen(&both) {
        return None;
    }
    let (day, old) = (figure.counted_on.to_string(), former.source.as_str());
    let told = [
        ("day", day.into()),
        ("households", former.households.to_string().into()),
        ("new_households", figure.households.to_string().into()),
        ("people", former.people.to_string().into()),
        ("new_people", figure.people.to_string().into()),
        ("source", old.to_owned().into()),
        ("new_source", figure.source.clone().into()),
    ];
    let mut form = form.clone().without("replace").without(SEEN);
    form.show(both);
    form.wrong("replace", &visit.words, "figure-replace-ask", &told);
    Some(form)
}

/// Figures as they are held to what was shown of them.
fn told(figure: &Figure) -> String {
    let Figure { counted_on, households, people, source } = figure;
    format!("{counted_on} {households} {people} {source}")
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
