//! Seats that were entered wrongly, while the formal list is not posted: the list and the ballots are
//! made for as many.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use law::body::Post;

use super::{CorrectDays, case::Case, changes, check, forms, head::Head, store};
use crate::shell::{
    App, Error,
    act::Act,
    flash::{Done, Flash},
    form::{Form, Typed},
    journal::{Event, Stream},
    mandate::{AtElection, Mandate},
    urls,
    view::{Invalid, Refused, View, Visit},
    words::Words,
};

/// Signs of a reason.
const REASON: usize = 500;

#[derive(Template)]
#[template(path = "elections/seats.html")]
struct SeatsPage {
    visit: Visit,
    head: Head,
    form: Form,
    /// The seats that hold, in words.
    now: String,
    url: String,
}

/// Refuses once the formal list is posted.
fn open(case: &Case) -> Result<(), Error> {
    if case.facts.candidates.posted_on.is_some() {
        return Err(Error::conflict("seats-list-posted"));
    }
    Ok(())
}

/// The seats of the posts that can be given here, in the order of the form.
fn seats(case: &Case) -> [(&'static str, Post, u32); 3] {
    forms::POSTS.map(|(name, post)| {
        let found = case.facts.posts.iter().find(|one| one.post == post);
        (name, post, found.map_or(0, |one| one.seats))
    })
}

/// The seats as the page has shown them.
fn seen(seats: &[(&'static str, Post, u32)]) -> String {
    seats.iter().map(|(_, _, seats)| seats.to_string()).collect::<Vec<_>>().join(" ")
}

/// Seats in words.
fn told(seats: &[(&'static str, Post, u32)], words: &Words) -> String {
    let one = |(_, post, seats): &(&str, Post, u32)| {
        let post = words.text(&format!("post-{}", post.word()));
        words.text_with("seats-one", &[("post", post.into()), ("n", (*seats).into())])
    };
    seats.iter().map(one).collect::<Vec<_>>().join(&words.text("seats-and"))
}

/// Seats as the journal keeps them, which says them in the language of whoever reads.
fn noted(seats: &[(&'static str, Post, u32)]) -> String {
    let one = |(_, post, seats): &(&str, Post, u32)| format!("{}:{seats}", post.word());
    seats.iter().map(one).collect::<Vec<_>>().join(" ")
}

async fn shown(
    app: &App,
    visit: Visit,
    at: &AtElection,
    mut form: Form,
) -> Result<SeatsPage, Error> {
    let w = visit.words;
    let mut db = app.db.acquire().await?;
    let (case, head) = check::headed(&mut db, at, &visit).await?;
    open(&case)?;
    let now = seats(&case);
    for (name, post, seats) in now {
        form.suggest(name, seats.to_string());
        form.call(name, &w.text(&format!("post-{}", post.word())));
    }
    form.show(seen(&now));
    form.call("reason", &w.text("page-reason"));
    Ok(SeatsPage { now: told(&now, &w), url: at.to(urls::ELECTION_SEATS), head, form, visit })
}

/// Asks for the right seats.
pub async fn page(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<CorrectDays>,
) -> Result<Response, Error> {
    Ok(View(shown(&app, visit, &mandate.over, Form::default()).await?).into_response())
}

/// Enters other seats.
pub async fn change(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<CorrectDays>,
    typed: Typed,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let w = visit.words;
    let mut form = Form::sent(typed);
    let mut act = Act::begin(&app, &mandate).await?;
    let case = store::case_for_update(&mut act, at).await?;
    open(&case)?;
    let before = seats(&case);
    if !form.is_seen(seen(&before)) {
        drop(act);
        let form = form.unseen("director", &w, "form-changed-meanwhile");
        let page = shown(&app, visit, at, form).await?;
        return Ok(Refused(StatusCode::CONFLICT, page).into_response());
    }
    let given = forms::seats(&mut form, &w);
    let after = before.map(|(name, post, _)| {
        let found = given.iter().flatten().find(|(of, _)| *of == post);
        (name, post, found.map_or(0, |(_, seats)| *seats))
    });
    if given.is_some() && after == before {
        form.wrong("director", &w, "seats-same", &[]);
    }
    if let Some(given) = &given {
        forms::lawful(&mut form, given, case.rules, &w);
    }
    for (name, post, seats) in after {
        let listed = case.facts.posts.iter().any(|one| one.post == post && one.formal > 0);
        if given.is_some() && seats == 0 && listed {
            form.wrong(name, &w, "seats-listed", &[]);
        }
    }
    let reason = form.text("reason", REASON, &w);
    let (Some(given), Some(reason), true) = (given, reason, form.errors().is_empty()) else {
        drop(act);
        return Ok(Invalid(shown(&app, visit, at, form).await?).into_response());
    };
    let round_id = store::round(&mut act, at.election_id).await?;
    changes::seats(&mut act, round_id, &given).await?;
    let event = Event::new("seats_changed").note("seats_before", noted(&before));
    let event = event.note("seats_after", noted(&after)).note("reason", reason);
    act.commit(Stream::Election(at.election_id), event).await?;
    Ok(Done(at.to(urls::COMMITTEE), Flash::new("done-seats")).into_response())
}
