//! Rehearsals: one begins as a copy of a town, in a world of its own where nothing real is touched;
//! when it has served it is thrown away with all that was done in it.

use std::fmt::Write;

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use chrono::Datelike;
use sqlx::PgConnection;

use super::{
    BeginRehearsal, DiscardRehearsal,
    adding::at_level,
    ask::{Ask, AskPage},
    store::worlds::{self, Held},
};
use crate::{
    elections::store::opening::{self as elections, NewCampaign},
    shell::{
        App, Error,
        act::Act,
        flash::{Done, Flash},
        form::{Form, Typed},
        ids::AccountId,
        journal::{Event, Stream},
        mandate::{AtPlace, Duty, Mandate, Role},
        statistics,
        urls::{self, At},
        view::Visit,
    },
};

const BEGIN: Ask =
    Ask { title: "rehearsal-begin", lead: "rehearsal-begin-lead", button: "rehearsal-begin-do" };
const DISCARD: Ask = Ask {
    title: "rehearsal-discard",
    lead: "rehearsal-discard-lead",
    button: "rehearsal-discard-do",
};

/// How the database says that there is no such rehearsal.
const NO_DATA_FOUND: &str = "P0002";

/// Who is entrusted in the rehearsal with what he is entrusted with here.
const PARTS: [&str; 2] = ["everybody", "myself"];

fn begin_form(visit: Visit, town: &AtPlace, form: Form) -> AskPage {
    let parts = PARTS.map(|one| (one.to_owned(), visit.t(&format!("rehearsal-part-{one}"))));
    AskPage::new(visit, town, town.at.to(urls::REHEARSALS_OF), &BEGIN, form)
        .hidden("newest")
        .field("date", "today_on", "rehearsal-date", "rehearsal-begin-hint")
        .field("number", "term_no", "election-term", "election-term-hint")
        .choice("part", "rehearsal-part", "rehearsal-part-hint", parts.into())
}

/// Asks for the date of a rehearsal, and who takes part.
pub async fn begin_page(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<BeginRehearsal>,
) -> Result<Response, Error> {
    let town = &mandate.over;
    at_level(town, "town")?;
    let mut db = app.db.acquire().await?;
    let term = elections::campaign_of(&mut db, town.place_id).await?;
    let newest = worlds::newest(&mut db, town.place_id).await?;
    let form = Form::new(&[
        ("newest", newest.to_string()),
        ("today_on", town.today.0.to_string()),
        ("term_no", term.map(|term| term.term_no.to_string()).unwrap_or_default()),
        ("part", PARTS[0].to_owned()),
    ]);
    Ok(begin_form(visit, town, form).shown())
}

/// Copies the town to a world of its own.
pub async fn begin(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<BeginRehearsal>,
    typed: Typed,
) -> Result<Response, Error> {
    let town = &mandate.over;
    at_level(town, "town")?;
    let mut form = Form::sent(typed);
    let w = visit.words;
    let on = form.date("today_on", &w);
    let term_no = form.whole("term_no", 1, 99, &w).and_then(|term| i32::try_from(term).ok());
    let part = form.word("part", |word| PARTS.into_iter().find(|one| *one == word), &w);
    let (Some(today_on), Some(term_no), Some(part)) = (on, term_no, part) else {
        return Ok(begin_form(visit, town, form).refused());
    };
    let mut act = Act::begin(&app, &mandate).await?;
    // a form that is sent twice begins one
    let newest = worlds::newest_for_update(&mut act, town.place_id).await?;
    if form.value("newest") != newest.to_string() {
        return Err(Error::conflict("error-rehearsal-begun"));
    }
    let only: Option<AccountId> = if part == "myself" { Some(act.account_id()?) } else { None };
    let on = act.now().date();
    let begun = worlds::begin(&mut act, (town.at.world, town.place_id), only, on).await?;
    let campaign = NewCampaign {
        world_id: begun.world_id,
        county_id: begun.county_id,
        town_id: begun.town_id,
        year: today_on.year(),
        term_no,
        today_on,
    };
    elections::rehearse(&mut act, &campaign).await?;
    let event = Event::new("rehearsal_begun").note("world", begun.world_id);
    act.commit(Stream::Instance, event).await?;
    statistics::count(&app.db, None).await;
    let at = At { world: begun.world_id, code: town.at.code.clone() };
    let flash = Flash::new("done-rehearsal-begun").with("name", &town.name);
    Ok(Done(at.to(urls::PLACE), flash).into_response())
}

fn discard_form(visit: Visit, place: &AtPlace, held: &Held, form: Form) -> AskPage {
    let facts = [
        ("rehearsal-holds-towns", held.towns),
        ("rehearsal-holds-units", held.units),
        ("rehearsal-holds-persons", held.persons),
        ("rehearsal-holds-elections", held.elections),
        ("rehearsal-holds-accounts", held.accounts),
    ];
    let facts = facts.map(|(key, n)| (visit.t(key), n.to_string()));
    AskPage::new(visit, place, place.at.to(urls::REHEARSAL_DISCARD), &DISCARD, form)
        .told(facts.into())
        .tick("sure", "rehearsal-discard-sure")
}

/// Whether the rehearsal may be thrown away: by the town whose it is, and by the county where it
/// is one of several towns.
async fn may(db: &mut PgConnection, mandate: &Mandate<DiscardRehearsal>) -> Result<Held, Error> {
    let place = &mandate.over;
    if !place.rehearses() {
        return Err(Error::conflict("error-rehearsal-none"));
    }
    let held = worlds::held(db, place.at.world).await?;
    if held.towns > 1 && mandate.role != Role::CountyOffice {
        return Err(Error::Forbidden {
            duty: DiscardRehearsal::NAME,
            roles: &[Role::CountyOffice],
            place: Some(Box::new(place.clone())),
        });
    }
    Ok(held)
}

/// Tells what goes, and asks once more.
pub async fn discard_page(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<DiscardRehearsal>,
) -> Result<Response, Error> {
    let held = may(&mut *app.db.acquire().await?, &mandate).await?;
    Ok(discard_form(visit, &mandate.over, &held, Form::default()).shown())
}

/// Throws the rehearsal away.
pub async fn discard(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<DiscardRehearsal>,
    typed: Typed,
) -> Result<Response, Error> {
    let place = &mandate.over;
    let mut form = Form::sent(typed);
    let mut act = Act::begin(&app, &mandate).await?;
    let held = may(&mut act, &mandate).await?;
    if form.value("sure") != "1" {
        drop(act);
        form.wrong("sure", &visit.words, "rehearsal-discard-tick", &[]);
        return Ok(discard_form(visit, place, &held, form).refused());
    }
    let at = act.now().0;
    let withheld = match worlds::discard(&mut act, place.at.world, at).await {
        Err(sqlx::Error::Database(error)) if error.is_foreign_key_violation() => {
            return Err(Error::conflict("error-at-once"));
        }
        // somebody else was first
        Err(sqlx::Error::Database(error)) if error.code().as_deref() == Some(NO_DATA_FOUND) => {
            return Err(Error::NotFound);
        }
        discarded => discarded?,
    };
    let mut rows = String::new();
    for (stream, seq) in withheld {
        // a text takes whatever is written
        let _ = write!(rows, "{stream}:{seq} ");
    }
    let event = Event::new("rehearsal_discarded").note("world", place.at.world);
    act.commit(Stream::Instance, event.note("withheld", rows.trim_end())).await?;
    let flash = Flash::new("done-rehearsal-discarded").with("name", &place.name);
    Ok(Done(urls::DESK.to_owned(), flash).into_response())
}
