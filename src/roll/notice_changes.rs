//! What can still be done to the last notice of corrections while the roll is not sealed, or to one that was
//! made after the sealing: its day is corrected, or it is withdrawn 作废. It keeps its number either way:
//! it hung on the wall.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use sqlx::PgConnection;

use super::{
    SealRoll,
    notice::{Which, url},
    notices::{Order, may_change},
    store::{self, Notice},
};
use crate::{
    elections::{
        self,
        case::Case,
        check,
        redate::{REASON, RedatePage},
    },
    shell::{
        App, Error,
        act::Act,
        extract::Named,
        flash::{Done, Flash},
        form::{Form, Typed},
        gates,
        journal::{Event, Stream},
        mandate::{AtElection, Mandate},
        urls,
        view::{Invalid, View, Visit},
    },
};

/// The last notice, with the one before it, which its day may not precede.
struct Last {
    notice: Notice,
    before: Option<Notice>,
}

impl Last {
    /// # Errors
    /// The roll is sealed; the notice is not the last one; those of the database.
    async fn of(db: &mut PgConnection, case: &Case, number: i32) -> Result<Self, Error> {
        let mut notices = store::notices(db, case.at.election_id).await?;
        if !notices.iter().any(|one| one.number == number) {
            return Err(Error::NotFound);
        }
        notices.retain(|one| !one.withdrawn);
        let notice = notices.pop().filter(|one| one.number == number);
        let notice = notice.ok_or(Error::conflict("notice-not-last"))?;
        may_change(case, &notice)?;
        Ok(Self { notice, before: notices.pop() })
    }
}

async fn shown(
    app: &App,
    visit: Visit,
    at: &AtElection,
    (number, day): (i32, bool),
    mut form: Form,
) -> Result<RedatePage, Error> {
    let w = visit.words;
    let mut db = app.db.acquire().await?;
    let (case, head) = check::headed(&mut db, at, &visit).await?;
    let last = Last::of(&mut db, &case, number).await?;
    form.suggest("posted_on", last.notice.posted_on.to_string());
    form.call_all(&[("posted_on", "notice-posted-on"), ("reason", "page-reason")], &w);
    let (title, lead, button, to) = if day {
        ("notice-day-title", "notice-day-lead", "notice-day-do", urls::NOTICE_DAY)
    } else {
        let to = urls::NOTICE_WITHDRAW;
        ("notice-withdraw-title", "notice-withdraw-lead", "notice-withdraw", to)
    };
    let (label, hint) = (w.text("notice-posted-on"), w.text("notice-posted-on-hint"));
    Ok(RedatePage {
        title: w.text_with(title, &[("n", number.to_string().into())]),
        lead: w.text(lead),
        on: gates::day(last.notice.posted_on, &w),
        field: day.then_some(("posted_on", label, hint)),
        button: w.text(button),
        url: url(at, to, number),
        back: (url(at, urls::CORRECTION_NOTICE, number), w.text("notice-back")),
        visit,
        head,
        form,
    })
}

/// Asks for the right day of the last notice.
pub async fn day_page(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SealRoll>,
    Named(which): Named<Which>,
) -> Result<Response, Error> {
    let of = (which.number, true);
    Ok(View(shown(&app, visit, &mandate.over, of, Form::default()).await?).into_response())
}

/// Corrects the day of the last notice.
pub async fn day(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SealRoll>,
    Named(which): Named<Which>,
    typed: Typed,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let w = visit.words;
    let (mut form, on) = Form::dated(typed, "posted_on", &w);
    let reason = form.text("reason", REASON, &w);
    let mut act = Act::begin(&app, &mandate).await?;
    let case = elections::store::case_for_share(&mut act, at).await?;
    store::roll_for_update(&mut act, at.election_id).await?;
    let last = Last::of(&mut act, &case, which.number).await?;
    let before = last.notice.posted_on;
    if on == Some(before) {
        form.wrong("posted_on", &w, "correction-same", &[]);
    }
    if let Some(on) = on.filter(|on| case.is_near(&mut form, "posted_on", *on, &w)) {
        let lines = store::lines(&mut act, at.election_id, which.number).await?;
        let told_on = lines.iter().map(|line| line.made_on).max().unwrap_or(before);
        let corrected = (told_on, "notice-before-correction");
        Order::of(&case, last.before.as_ref(), corrected).hold(&mut form, on, &w);
    }
    let (Some(on), Some(reason), true) = (on, reason, form.errors().is_empty()) else {
        drop(act);
        let page = shown(&app, visit, at, (which.number, true), form).await?;
        return Ok(Invalid(page).into_response());
    };
    store::change_notice(&mut act, at.election_id, which.number, Some(on), &reason).await?;
    let event = Event::new("notice_day_corrected").note("number", which.number);
    let event = event.note("before", before).note("after", on).note("reason", reason);
    act.commit(Stream::Election(at.election_id), event).await?;
    let page = url(at, urls::CORRECTION_NOTICE, which.number);
    Ok(Done(page, Flash::new("done-notice-day")).into_response())
}

/// Asks why the last notice is withdrawn.
pub async fn withdraw_page(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SealRoll>,
    Named(which): Named<Which>,
) -> Result<Response, Error> {
    let of = (which.number, false);
    Ok(View(shown(&app, visit, &mandate.over, of, Form::default()).await?).into_response())
}

/// Withdraws the last notice; what it told is to be told again.
pub async fn withdraw(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SealRoll>,
    Named(which): Named<Which>,
    typed: Typed,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let mut form = Form::sent(typed);
    let mut act = Act::begin(&app, &mandate).await?;
    let case = elections::store::case_for_share(&mut act, at).await?;
    store::roll_for_update(&mut act, at.election_id).await?;
    Last::of(&mut act, &case, which.number).await?;
    let Some(reason) = form.text("reason", REASON, &visit.words) else {
        drop(act);
        let page = shown(&app, visit, at, (which.number, false), form).await?;
        return Ok(Invalid(page).into_response());
    };
    store::change_notice(&mut act, at.election_id, which.number, None, &reason).await?;
    let event = Event::new("notice_withdrawn").note("number", which.number).note("reason", reason);
    act.commit(Stream::Election(at.election_id), event).await?;
    let page = url(at, urls::CORRECTION_NOTICE, which.number);
    Ok(Done(page, Flash::new("done-notice-withdrawn")).into_response())
}
