//! Notices of corrections 补正公告: made of what no notice has told, and printed for the wall.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use law::stage::Stage;
use serde::Deserialize;

use super::{
    SealRoll, SeeRoll,
    corrections::between,
    pages,
    store::{self, Was},
};
use crate::{
    documents, elections,
    shell::{
        App, Error,
        act::Act,
        extract::Named,
        flash::{Done, Flash},
        form::{Form, Typed},
        journal::{Event, Stream},
        mandate::{AtElection, Mandate},
        urls,
        view::{View, Visit},
        words::{Lang, Words},
    },
};

/// A notice as it hangs on the wall: in Chinese whatever the visitor reads.
#[derive(Template)]
#[template(path = "roll/notice.html")]
struct NoticePage {
    visit: Visit,
    /// The words of the notice.
    zh: Words,
    unit: String,
    heading: String,
    number: String,
    lead: String,
    added: Vec<String>,
    struck: Vec<String>,
    corrected: Vec<String>,
    total: String,
    issuer: String,
    posted_on: String,
    back: String,
}

/// Which notice.
#[derive(Deserialize)]
pub struct Which {
    number: i32,
}

/// A notice, to be printed.
pub async fn notice(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SeeRoll>,
    Named(which): Named<Which>,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let zh = Words::new(Lang::ZhCn);
    let mut db = app.db.acquire().await?;
    let notices = store::notices(&mut db, at.election_id).await?;
    let notice = notices.into_iter().find(|one| one.number == which.number);
    let notice = notice.ok_or(Error::NotFound)?;
    let told = store::told(&mut db, at.election_id, notice.number).await?;
    let placed = documents::store::election(&mut db, at.election_id).await?;
    let term = documents::number::chinese(placed.term_no.unsigned_abs());
    let of_term = |key: &str| {
        let unit = at.unit.name.as_str();
        zh.text_with(key, &[("unit", unit.into()), ("term", term.as_str().into())])
    };
    let (mut added, mut struck, mut corrected) = (Vec::new(), Vec::new(), Vec::new());
    for line in told {
        match (line.struck, line.added) {
            (None, Some(is)) => added.push(entry(&is, true, &zh)),
            (Some(was), None) => struck.push(entry(&was, false, &zh)),
            (Some(was), Some(is)) => {
                let (was, is) = differing(&was, &is, &zh);
                corrected.push(
                    zh.text_with(
                        "notice-corrected-line",
                        &[("was", was.into()), ("is", is.into())],
                    ),
                );
            }
            (None, None) => {}
        }
    }
    let page = NoticePage {
        heading: of_term("notice-heading"),
        lead: of_term("notice-lead"),
        issuer: of_term("notice-issuer"),
        number: zh.text_with("notice-number", &[("n", notice.number.to_string().into())]),
        total: zh.text_with("notice-total", &[("n", notice.voters.to_string().into())]),
        posted_on: on_paper(notice.posted_on, &zh),
        added,
        struck,
        corrected,
        unit: at.unit.name.clone(),
        back: at.to(urls::ROLL),
        zh,
        visit,
    };
    Ok(View(page).into_response())
}

/// An entry as a notice tells it: no day of birth stands on the wall.
fn entry(was: &Was, category: bool, zh: &Words) -> String {
    let group = zh.text_with("correction-group", &[("n", was.group_no.to_string().into())]);
    if category {
        let category = zh.text(&format!("roll-category-{}", was.category));
        format!("{}（{group}，{category}）", was.name)
    } else {
        format!("{}（{group}）", was.name)
    }
}

/// An entry before and after: the name, and of the rest what differs; the day of birth to the month.
fn differing(was: &Was, is: &Was, zh: &Words) -> (String, String) {
    let told = |one: &Was| {
        let mut parts = Vec::new();
        if was.sex != is.sex {
            parts.push(zh.text(&format!("sex-{}", one.sex)));
        }
        if was.birth_on != is.birth_on {
            parts.push(zh.text_with("notice-born", &[("on", month(one.birth_on, zh).into())]));
        }
        parts.push(zh.text_with("correction-group", &[("n", one.group_no.to_string().into())]));
        if was.category != is.category {
            parts.push(zh.text(&format!("roll-category-{}", one.category)));
        }
        format!("{}（{}）", one.name, parts.join("，"))
    };
    (told(was), told(is))
}

fn month(on: NaiveDate, zh: &Words) -> String {
    let [year, month] = [on.format("%Y"), on.format("%-m")].map(|part| part.to_string());
    zh.text_with("notice-month", &[("year", year.into()), ("month", month.into())])
}

fn on_paper(on: NaiveDate, zh: &Words) -> String {
    let part = |format| on.format(format).to_string().into();
    let variables = [("year", part("%Y")), ("month", part("%-m")), ("day", part("%-d"))];
    zh.text_with("notice-day", &variables)
}

/// Makes the next notice.
pub async fn post(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SealRoll>,
    typed: Typed,
) -> Result<Response, Error> {
    let at: &AtElection = &mandate.over;
    let w = visit.words;
    let (mut form, on) = Form::dated(typed, "posted_on", &w);
    let mut act = Act::begin(&app, &mandate).await?;
    let case = elections::store::case_for_share(&mut act, at).await?;
    case.open(Stage::Objections)?;
    store::roll_for_update(&mut act, at.election_id).await?;
    let unposted = store::unposted(&mut act, at.election_id).await?;
    if let Some(on) = on {
        case.is_near(&mut form, "posted_on", on, &w);
        let bounds = (case.today().0, unposted.last_on, "notice-before-correction");
        between(&mut form, "posted_on", on, bounds, &w);
    }
    let (Some(on), true) = (on, form.errors().is_empty()) else {
        drop(act);
        return pages::again(&app, visit, at, form, StatusCode::BAD_REQUEST).await;
    };
    let number = store::post(&mut act, at.election_id, on).await?;
    let number = number.ok_or(Error::conflict("notice-nothing"))?;
    let event = Event::new("notice_posted").note("number", number);
    act.commit(Stream::Election(at.election_id), event).await?;
    let page = at.to(urls::CORRECTION_NOTICE).replace("{number}", &number.to_string());
    Ok(Done(page, Flash::new("done-notice")).into_response())
}
