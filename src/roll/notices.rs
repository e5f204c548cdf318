//! Notices of corrections 补正公告: each tells what was corrected until its day and no notice has told,
//! once somebody has read what it will say; they follow one another by number and by day.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use law::stage::Stage;
use sha2::{Digest, Sha256};
use sqlx::PgConnection;

use super::{
    SealRoll,
    notice::{self, Paper},
    objections,
    store::{self, Line, Notice, Untold},
    untold,
};
use crate::{
    elections::{self, case::Case, head::Head},
    shell::{
        App, Error,
        act::Act,
        extract::AskedForm,
        flash::{Done, Flash},
        form::{Form, SEEN, Typed},
        gates,
        journal::{Event, Stream},
        mandate::Mandate,
        urls,
        view::{Invalid, Refused, View, Visit},
        words::Words,
    },
};

#[derive(Template)]
#[template(path = "roll/notice_check.html")]
struct CheckPage {
    visit: Visit,
    head: Head,
    form: Form,
    number: i32,
    /// The day in words, and what will hang on the wall; none while the day cannot be taken.
    on: Option<(String, Paper)>,
    /// What was corrected after the day, each in words: a further notice tells it.
    later: Vec<String>,
    /// What is told has changed since it was shown.
    changed: bool,
    /// The roll is sealed.
    sealed: bool,
    seen: String,
    url: String,
    back: String,
}

/// What the next notice can be made of.
struct Next {
    number: i32,
    untold: Vec<Untold>,
    /// The same, each with the day from which it can be told.
    lines: Vec<Line>,
    /// On the roll with all of it.
    voters: i64,
    order: Order,
}

/// What a notice of a day tells.
struct Tells {
    lines: Vec<Line>,
    /// What was corrected after that day: the next notice tells it.
    later: Vec<Line>,
    /// On the roll with what it tells.
    voters: i32,
}

impl Next {
    /// # Errors
    /// There is nothing to tell; those of the database.
    async fn of(db: &mut PgConnection, case: &Case) -> Result<Self, Error> {
        let election_id = case.at.election_id;
        let untold = store::untold(db, election_id).await?;
        let lines = untold::dated(&untold);
        let first = untold::first(&lines).ok_or(Error::conflict("notice-nothing"))?;
        let notices = store::notices(db, election_id).await?;
        let previous = notices.iter().rfind(|one| !one.withdrawn);
        Ok(Self {
            number: i32::try_from(notices.len()).unwrap_or(i32::MAX).saturating_add(1),
            order: Order::of(case, previous, (first, "notice-nothing-yet")),
            voters: store::numbers(db, election_id).await?.voters,
            untold,
            lines,
        })
    }

    /// What the notice tells on a day: what was corrected until then, and nothing that came later.
    fn on(&self, day: NaiveDate) -> Tells {
        let (lines, later): (Vec<Line>, Vec<Line>) =
            self.lines.iter().copied().partition(|line| line.made_on <= day);
        let voters = self.voters - untold::more(&self.untold, &later);
        Tells { lines, later, voters: i32::try_from(voters).unwrap_or(i32::MAX) }
    }

    /// What a page has shown of it.
    fn token(&self, tells: &Tells) -> String {
        let mut digest = Sha256::new();
        digest.update(format!("{} {} {:?}\n", self.number, tells.voters, self.order.previous));
        for line in &tells.lines {
            digest.update(format!("{}\n", line.correction));
        }
        hex::encode(&digest.finalize()[..16])
    }
}

/// Refuses while the roll is not posted. What was corrected before the sealing is told after it too: a
/// notice changes nothing of the roll, and the wall is owed it all the same (V-08).
pub(super) fn may(case: &Case) -> Result<(), Error> {
    if objections::is_sealed(case) { Ok(()) } else { case.open(Stage::Objections) }
}

/// Refuses what is done to a notice once the roll is sealed; one that was made after it is behind nothing.
pub(super) fn may_change(case: &Case, notice: &Notice) -> Result<(), Error> {
    if notice.after_sealing { Ok(()) } else { case.open(Stage::Objections) }
}

/// The days between which that of a notice lies.
pub struct Order {
    today: NaiveDate,
    roll_on: Option<NaiveDate>,
    /// The day before which it cannot tell what it tells, and the key of saying so.
    corrected: (NaiveDate, &'static str),
    previous: Option<(i32, NaiveDate)>,
}

impl Order {
    /// Those of a notice that follows another one and tells what was corrected on a day.
    pub fn of(
        case: &Case,
        previous: Option<&Notice>,
        corrected: (NaiveDate, &'static str),
    ) -> Self {
        Self {
            today: case.today().0,
            roll_on: case.facts.roll.posted_on,
            corrected,
            previous: previous.map(|one| (one.number, one.posted_on)),
        }
    }

    /// Notes what is wrong with a day: of several days that it precedes, the last one is told.
    pub fn hold(&self, form: &mut Form, on: NaiveDate, words: &Words) {
        if on > self.today {
            let today = [("today", gates::day(self.today, words).into())];
            form.wrong("posted_on", words, "notice-after-today", &today);
        }
        let previous = self.previous.map(|(number, day)| (day, "notice-before-notice", number));
        let roll = self.roll_on.map(|day| (day, "notice-before-roll", 0));
        let (day, key) = self.corrected;
        let others = [roll, Some((day, key, 0)), previous].into_iter().flatten();
        let last = others.max_by_key(|(day, ..)| *day);
        if let Some((day, key, number)) = last.filter(|(day, ..)| on < *day) {
            let day = gates::day(day, words).into();
            form.wrong("posted_on", words, key, &[("day", day), ("n", number.to_string().into())]);
        }
    }
}

/// The page that asks once more, for a form in which something may be wrong.
async fn shown(
    db: &mut PgConnection,
    visit: Visit,
    case: &Case,
    next: &Next,
    (mut form, changed): (Form, bool),
) -> Result<CheckPage, Error> {
    let w = visit.words;
    let at = &case.at;
    let head = elections::head::head(db, case, &visit).await?;
    form.call("posted_on", &w.text("notice-posted-on"));
    let on = if form.errors().is_empty() { form.date("posted_on", &w) } else { None };
    let (mut seen, mut later) = (String::new(), Vec::new());
    let on = match on {
        Some(posted_on) => {
            let tells = next.on(posted_on);
            (seen, later) = (next.token(&tells), tells.later);
            let voters = tells.voters;
            let notice = Notice {
                number: next.number,
                posted_on,
                voters,
                withdrawn: false,
                after_sealing: objections::is_sealed(case),
            };
            let told = store::told(db, &tells.lines).await?;
            Some((gates::day(posted_on, &w), Paper::of(db, at, &notice, told).await?))
        }
        None => None,
    };
    Ok(CheckPage {
        number: next.number,
        on,
        later: untold::said(db, at.election_id, &later, &w).await?,
        changed,
        sealed: objections::is_sealed(case),
        seen,
        url: at.to(urls::CORRECTION_NOTICES),
        back: at.to(urls::ROLL),
        visit,
        head,
        form,
    })
}

/// The day of a form, where a notice can have it.
fn day(form: &mut Form, case: &Case, next: &Next, words: &Words) -> Option<NaiveDate> {
    let on = form.date("posted_on", words)?;
    if case.is_near(form, "posted_on", on, words) {
        next.order.hold(form, on, words);
    }
    form.errors().is_empty().then_some(on)
}

/// Shows what the next notice will say, and asks.
pub async fn check(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SealRoll>,
    AskedForm(typed): AskedForm,
) -> Result<Response, Error> {
    let mut db = app.db.acquire().await?;
    let case = elections::store::case(&mut db, mandate.over.clone()).await?;
    may(&case)?;
    let next = Next::of(&mut db, &case).await?;
    let mut form = Form::sent(typed);
    form.suggest("posted_on", case.today().0.to_string());
    let right = day(&mut form, &case, &next, &visit.words).is_some();
    let page = shown(&mut db, visit, &case, &next, (form, false)).await?;
    Ok(if right { View(page).into_response() } else { Invalid(page).into_response() })
}

/// Makes the next notice, of what was shown.
pub async fn post(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SealRoll>,
    typed: Typed,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let w = visit.words;
    let mut form = Form::sent(typed);
    let mut act = Act::begin(&app, &mandate).await?;
    let case = elections::store::case_for_share(&mut act, at).await?;
    may(&case)?;
    store::roll_for_update(&mut act, at.election_id).await?;
    let next = Next::of(&mut act, &case).await?;
    let Some(on) = day(&mut form, &case, &next, &w) else {
        let page = shown(&mut act, visit, &case, &next, (form, false)).await?;
        return Ok(Invalid(page).into_response());
    };
    // a notice that nobody has read is not made
    let tells = next.on(on);
    if form.value(SEEN) != next.token(&tells) {
        let page = shown(&mut act, visit, &case, &next, (form, true)).await?;
        return Ok(Refused(StatusCode::CONFLICT, page).into_response());
    }
    let sealed = objections::is_sealed(&case);
    let made = (on, tells.voters);
    let number = store::post(&mut act, at.election_id, made, sealed, &tells.lines).await?;
    let event = Event::new("notice_posted").note("number", number);
    act.commit(Stream::Election(at.election_id), event).await?;
    let page = notice::url(at, urls::CORRECTION_NOTICE, number);
    Ok(Done(page, Flash::new("done-notice")).into_response())
}
