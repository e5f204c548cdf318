//! A notice of corrections 补正公告 as it hangs on the wall, and its page.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use serde::Deserialize;
use sqlx::PgConnection;

use super::{
    SealRoll, SeeRoll,
    notices::may_change,
    store::{self, Told, Was},
};
use crate::{
    documents, elections,
    shell::{
        App, Error,
        extract::Named,
        gates,
        mandate::{AtElection, Mandate},
        urls,
        view::{View, Visit},
        words::{Lang, Words},
    },
};

/// What stands on the wall: in Chinese whatever the visitor reads.
pub struct Paper {
    /// The words of the notice.
    pub(super) zh: Words,
    pub(super) heading: String,
    pub(super) number: String,
    pub(super) lead: String,
    pub(super) added: Vec<String>,
    pub(super) struck: Vec<String>,
    pub(super) corrected: Vec<String>,
    pub(super) total: String,
    pub(super) issuer: String,
    pub(super) posted_on: String,
}

impl Paper {
    /// The paper of a notice with a number, a day and a total.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn of(
        db: &mut PgConnection,
        at: &AtElection,
        notice: &store::Notice,
        told: Vec<Told>,
    ) -> Result<Self, Error> {
        let zh = Words::new(Lang::ZhCn);
        let placed = documents::store::election(db, at.election_id).await?;
        let term = documents::number::chinese(placed.term_no.unsigned_abs());
        let of_term = |key: &str| {
            let unit = at.unit.name.as_str();
            zh.text_with(key, &[("unit", unit.into()), ("term", term.as_str().into())])
        };
        let with = |key: &str, n: i32| zh.text_with(key, &[("n", n.to_string().into())]);
        let mut paper = Self {
            heading: of_term("notice-heading"),
            lead: of_term("notice-lead"),
            issuer: of_term("notice-issuer"),
            number: with("notice-number", notice.number),
            total: with("notice-total", notice.voters),
            posted_on: on_paper(notice.posted_on, &zh),
            added: Vec::new(),
            struck: Vec::new(),
            corrected: Vec::new(),
            zh,
        };
        paper.tell(told);
        Ok(paper)
    }

    fn tell(&mut self, told: Vec<Told>) {
        let zh = &self.zh;
        for line in told {
            match (line.struck, line.added) {
                (None, Some(is)) => self.added.push(entry(&is, true, zh)),
                (Some(was), None) => self.struck.push(entry(&was, false, zh)),
                (Some(was), Some(is)) => {
                    let (was, is) = differing(&was, &is, zh);
                    let variables = [("was", was.into()), ("is", is.into())];
                    self.corrected.push(zh.text_with("notice-corrected-line", &variables));
                }
                (None, None) => {}
            }
        }
    }
}

#[derive(Template)]
#[template(path = "roll/notice.html")]
struct NoticePage {
    visit: Visit,
    unit: String,
    paper: Paper,
    withdrawn: bool,
    /// What was done to it, each in words.
    changes: Vec<String>,
    /// Where its day is corrected and where it is withdrawn, for whoever may now.
    day_url: Option<String>,
    withdraw_url: Option<String>,
    back: String,
}

/// Which notice.
#[derive(Deserialize)]
pub struct Which {
    /// Its number.
    pub number: i32,
}

/// The address of something that is done to a notice.
pub fn url(at: &AtElection, of: &str, number: i32) -> String {
    at.to(of).replace("{number}", &number.to_string())
}

/// A notice, to be printed.
pub async fn page(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SeeRoll>,
    Named(which): Named<Which>,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let w = visit.words;
    let mut db = app.db.acquire().await?;
    let notices = store::notices(&mut db, at.election_id).await?;
    let last = notices.iter().rfind(|one| !one.withdrawn).map(|one| one.number);
    let notice = notices.into_iter().find(|one| one.number == which.number);
    let notice = notice.ok_or(Error::NotFound)?;
    let lines = store::lines(&mut db, at.election_id, notice.number).await?;
    let told = store::told(&mut db, &lines).await?;
    let changes = store::notice_changes(&mut db, at.election_id, notice.number).await?;
    let case = elections::store::case(&mut db, at.clone()).await?;
    let head = elections::head::head(&mut db, &case, &visit).await?;
    let open = may_change(&case, &notice).is_ok() && head.held.may::<SealRoll>();
    let to = |of| (open && last == Some(which.number)).then(|| url(at, of, which.number));
    let page = NoticePage {
        paper: Paper::of(&mut db, at, &notice, told).await?,
        withdrawn: notice.withdrawn,
        changes: changes.iter().map(|one| change(one, &w)).collect(),
        day_url: to(urls::NOTICE_DAY),
        withdraw_url: to(urls::NOTICE_WITHDRAW),
        unit: at.unit.name.clone(),
        back: at.to(urls::ROLL),
        visit,
    };
    Ok(View(page).into_response())
}

/// What was done to a notice, in words.
fn change(one: &store::NoticeChange, words: &Words) -> String {
    let reason = ("reason", one.reason.as_str().into());
    let before = ("before", gates::day(one.former_on, words).into());
    match one.posted_on {
        Some(on) => {
            let after = ("after", gates::day(on, words).into());
            words.text_with("notice-day-corrected", &[before, after, reason])
        }
        None => words.text_with("notice-withdrawn-why", &[reason]),
    }
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
