//! Economic cooperatives of a unit: a unit that was made of several may have several.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use super::{
    KeepPlaces,
    adding::at_level,
    ask::{Ask, AskPage, past, whole_if_any},
    store::{
        self,
        cooperatives::{self, Cooperative, Known},
    },
};
use crate::shell::{
    App, Error,
    act::Act,
    extract::Named,
    flash::{Done, Flash},
    form::{Form, MEANWHILE, Typed},
    ids::CooperativeId,
    journal::{Event, Stream},
    mandate::{AtPlace, Mandate},
    urls,
    view::Visit,
};

const NEW: Ask =
    Ask { title: "cooperative-add", lead: "cooperative-lead", button: "cooperative-do" };
const CHANGE: Ask =
    Ask { title: "cooperative-change", lead: "cooperative-lead", button: "cooperative-do" };

/// The cooperative that a path names.
#[derive(Deserialize)]
pub struct CooperativePath {
    cooperative: CooperativeId,
}

fn fields(visit: Visit, unit: &AtPlace, url: String, ask: &Ask, form: Form) -> AskPage {
    AskPage::new(visit, unit, url, ask, form)
        .field("text", "name", "place-name", "cooperative-name-hint")
        .field("number", "members", "cooperative-members", "page-if-any")
        .field("number", "income", "cooperative-income", "cooperative-income-hint")
        .field("number", "income_year", "cooperative-income-year", "")
        .field("date", "dissolved_on", "place-dissolved-on", "place-dissolved-hint")
}

fn new_form(visit: Visit, unit: &AtPlace, form: Form) -> AskPage {
    fields(visit, unit, unit.at.to(urls::COOPERATIVES), &NEW, form)
}

fn change_form(visit: Visit, unit: &AtPlace, id: CooperativeId, form: Form) -> AskPage {
    let url = unit.at.to(urls::COOPERATIVE).replace("{cooperative}", &id.to_string());
    fields(visit, unit, url, &CHANGE, form)
}

/// Asks for a cooperative.
pub async fn new_page(visit: Visit, mandate: Mandate<KeepPlaces>) -> Result<Response, Error> {
    at_level(&mandate.over, "unit")?;
    Ok(new_form(visit, &mandate.over, Form::default()).shown())
}

/// Adds a cooperative.
pub async fn add(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepPlaces>,
    typed: Typed,
) -> Result<Response, Error> {
    at_level(&mandate.over, "unit")?;
    keep(&app, visit, &mandate, None, typed).await
}

/// Asks for what is known of a cooperative.
pub async fn change_page(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepPlaces>,
    Named(path): Named<CooperativePath>,
) -> Result<Response, Error> {
    let unit = &mandate.over;
    let one = find(&mut *app.db.acquire().await?, unit, path.cooperative).await?.known;
    Ok(change_form(visit, unit, path.cooperative, filled(&one).showing()).shown())
}

fn filled(one: &Known) -> Form {
    Form::new(&[
        ("name", one.name.clone()),
        ("members", one.members.map(|members| members.to_string()).unwrap_or_default()),
        ("income", one.income.map(|(income, _)| income.to_string()).unwrap_or_default()),
        ("income_year", one.income.map(|(_, year)| year.to_string()).unwrap_or_default()),
        ("dissolved_on", one.dissolved_on.map(|on| on.to_string()).unwrap_or_default()),
    ])
}

/// Changes a cooperative.
pub async fn change(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepPlaces>,
    Named(path): Named<CooperativePath>,
    typed: Typed,
) -> Result<Response, Error> {
    keep(&app, visit, &mandate, Some(path.cooperative), typed).await
}

/// Adds a cooperative, or changes one.
async fn keep(
    app: &App,
    visit: Visit,
    mandate: &Mandate<KeepPlaces>,
    id: Option<CooperativeId>,
    typed: Typed,
) -> Result<Response, Error> {
    let unit = &mandate.over;
    let mut form = Form::sent(typed);
    let asks = |visit: Visit, form: Form| match id {
        Some(id) => change_form(visit, unit, id, form),
        None => new_form(visit, unit, form),
    };
    let mut act = Act::begin(app, mandate).await?;
    if let Some(id) = id {
        store::lock(&mut act, unit.place_id).await?;
        let kept = filled(&find(&mut act, unit, id).await?.known);
        if !form.is_seen(kept.fingerprint()) {
            drop(act);
            let form = form.unseen("name", &visit.words, MEANWHILE);
            return Ok(change_form(visit, unit, id, form).changed());
        }
    }
    let Some(known) = parse(&mut form, unit, &visit) else {
        drop(act);
        return Ok(asks(visit, form).refused());
    };
    let kept = match id {
        Some(id) => cooperatives::change(&mut act, id, &known).await,
        None => cooperatives::add(&mut act, (unit.at.world, unit.place_id), &known).await,
    };
    match kept {
        Err(error) if taken(&error) => {
            drop(act);
            form.wrong("name", &visit.words, "cooperative-taken", &[]);
            return Ok(asks(visit, form).refused());
        }
        kept => kept?,
    }
    let event = if id.is_some() { "cooperative_changed" } else { "cooperative_added" };
    act.commit(Stream::Instance, Event::new(event)).await?;
    let flash = Flash::new("done-cooperative").with("name", &known.name);
    Ok(Done(unit.at.to(urls::PLACE), flash).into_response())
}

/// A cooperative of the unit, or of one that it was made of; of another there is none.
async fn find(
    db: &mut sqlx::PgConnection,
    unit: &AtPlace,
    id: CooperativeId,
) -> Result<Cooperative, Error> {
    at_level(unit, "unit")?;
    let all = cooperatives::list(db, unit.place_id).await?;
    all.into_iter().find(|one| one.cooperative_id == id).ok_or(Error::NotFound)
}

fn parse(form: &mut Form, unit: &AtPlace, visit: &Visit) -> Option<Known> {
    let name = form.text("name", 60, &visit.words);
    let members = whole_if_any(form, "members", (0, 1_000_000), visit);
    let income = whole_if_any(form, "income", (0, 2_000_000_000), visit);
    let year = whole_if_any(form, "income_year", (1950, 2200), visit);
    let empty = [form.value("income").is_empty(), form.value("income_year").is_empty()];
    if let [true, false] | [false, true] = empty {
        let missing = if empty[0] { "income" } else { "income_year" };
        form.wrong(missing, &visit.words, "cooperative-income-both", &[]);
    }
    let open = form.value("dissolved_on").is_empty();
    let dissolved_on = if open { None } else { past(form, "dissolved_on", unit, visit) };
    if !form.errors().is_empty() {
        return None;
    }
    let income = income.map(i64::from).zip(year);
    Some(Known { name: name?, members, income, dissolved_on })
}

fn taken(error: &sqlx::Error) -> bool {
    matches!(
        error,
        sqlx::Error::Database(error) if error.constraint() == Some("cooperative_name_once")
    )
}
