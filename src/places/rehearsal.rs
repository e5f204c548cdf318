//! The date of a town's rehearsal, which law and calendar see in place of the real one. The town's
//! office sets and moves it; the journal keeps real time. Of the live world there is no such date.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};

use super::{
    MoveDate,
    ask::{Ask, AskPage},
    store::dates,
};
use crate::shell::{
    App, Error,
    act::Act,
    flash::{Done, Flash},
    form::{Form, Typed},
    gates,
    journal::{Event, Stream},
    mandate::{AtPlace, Mandate},
    urls,
    view::Visit,
};

const ASK: Ask =
    Ask { title: "rehearsal-move-title", lead: "rehearsal-lead", button: "rehearsal-do" };

fn form_page(visit: Visit, place: &AtPlace, form: Form) -> AskPage {
    AskPage::new(visit, place, place.at.to(urls::REHEARSAL_DATE), &ASK, form).field(
        "date",
        "today_on",
        "rehearsal-date",
        "rehearsal-hint",
    )
}

/// Asks for the date.
pub async fn page(visit: Visit, mandate: Mandate<MoveDate>) -> Result<Response, Error> {
    let place = mandate.over;
    if !place.rehearses() {
        return Err(Error::conflict("error-no-rehearsal"));
    }
    let form = Form::new(&[("today_on", place.today.0.to_string())]);
    Ok(form_page(visit, &place, form).shown())
}

/// Sets the date; never before a day that something was closed on, which would lie ahead then.
pub async fn move_date(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<MoveDate>,
    typed: Typed,
) -> Result<Response, Error> {
    let place = &mandate.over;
    if !place.rehearses() {
        return Err(Error::conflict("error-no-rehearsal"));
    }
    let (mut form, on) = Form::dated(typed, "today_on", &visit.words);
    let Some(on) = on else {
        return Ok(form_page(visit, place, form).refused());
    };
    let mut act = Act::begin(&app, &mandate).await?;
    let campaign_id = dates::campaign_for_update(&mut act, place.place_id).await?;
    let campaign_id = campaign_id.ok_or(Error::conflict("error-no-campaign"))?;
    let closed = dates::last_closed(&mut act, campaign_id).await?;
    if let Some(closed) = closed.filter(|closed| on < *closed) {
        drop(act);
        let day = gates::day(closed, &visit.words);
        form.wrong("today_on", &visit.words, "rehearsal-before", &[("day", day.into())]);
        return Ok(form_page(visit, place, form).refused());
    }
    dates::set(&mut act, campaign_id, on).await?;
    act.commit(Stream::Campaign(campaign_id), Event::new("rehearsal_date_moved")).await?;
    let flash = Flash::new("done-rehearsal-date").with("day", gates::day(on, &visit.words));
    Ok(Done(place.at.to(urls::PLACE), flash).into_response())
}
