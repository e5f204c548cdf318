//! The ledger as a page, entering movements, closing the vote.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use law::{facts::BallotFacts, stage::Stage};
use uuid::Uuid;

use super::{
    KeepLedger, SeeLedger,
    lines::{Hours, Line, lines, writable},
    store,
};
use crate::{
    elections::{
        self,
        check::{self, Passed},
        head::Head,
    },
    shell::{
        App, Error,
        act::Act,
        flash::{Done, Flash},
        form::{Form, SEEN, Typed},
        gates::GateLine,
        journal::{self, Event, Stream},
        mandate::{AtElection, Mandate},
        urls,
        view::{Invalid, Refused, View, Visit},
        words::Words,
    },
};

/// What an entry says.
const FIELDS: [&str; 5] = ["kind", "quantity", "channel", "hour", "reason"];
/// The field by which more ballots collected than issued, or issued than printed, are said to be what
/// was counted.
const BEYOND: &str = "beyond";
/// The events of the ledger.
pub(super) const MOVED: &str = "ballots_moved";
/// The same, of counter-entries.
pub(super) const TAKEN_BACK: &str = "ballots_taken_back";

#[derive(Template)]
#[template(path = "ballots/ledger.html")]
struct LedgerPage {
    visit: Visit,
    head: Head,
    gate: Vec<GateLine>,
    open: bool,
    /// The vote is closed, and the sheet not signed yet.
    late: bool,
    entry_key: String,
    /// The visitor may enter ballots and close the vote.
    keeps: bool,
    sums: Vec<(String, i64)>,
    /// Ballots issued, by channel; nothing where there is one.
    by_channel: Vec<(String, i64)>,
    movements: Vec<Line>,
    kinds: Vec<(&'static str, String)>,
    channels: Vec<(&'static str, String)>,
    form: Form,
    enter_url: String,
    close_url: String,
}

/// The ledger with its balance.
pub async fn ledger(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SeeLedger>,
) -> Result<Response, Error> {
    Ok(View(page(&app, visit, &mandate.over, None).await?).into_response())
}

async fn page(
    app: &App,
    visit: Visit,
    at: &AtElection,
    form: Option<Form>,
) -> Result<LedgerPage, Error> {
    let w = visit.words;
    let mut db = app.db.acquire().await?;
    let (case, head) = check::headed(&mut db, at, &visit).await?;
    let round_id = elections::store::round(&mut db, at.election_id).await?;
    let movements = store::ledger(&mut db, round_id).await?;
    let stream = Stream::Election(at.election_id);
    let table = ("ballot_movement", "ballot_movement_id");
    let real = journal::recorded_hours(&mut db, stream, &[MOVED, TAKEN_BACK], table).await?;
    let rehearsed = if at.unit.rehearses() {
        store::rehearsed_on(&mut db, at.election_id).await?
    } else {
        HashMap::new()
    };
    let hours = Hours { real, rehearsed };
    let late = case.stage() == Some(Stage::Count);
    let open = case.stage() == Some(Stage::Voting);
    let kind = |word: &str| w.text(&format!("ballots-{word}"));
    let channel = |word: &str| w.text(&format!("channel-{word}"));
    let quantities = movements.iter().filter(|one| one.counts());
    let quantities = quantities.map(|one| (one.kind.as_str(), i64::from(one.quantity)));
    let sums = store::by_kind(&quantities).map(|(word, sum)| (kind(word), sum));
    let mut form = form.unwrap_or_default();
    form.suggest("on", case.today().0.to_string());
    form.suggest("entry_key", Uuid::new_v4().to_string());
    form.show(movements.len());
    form.call_all(
        &[
            ("kind", "ledger-kind"),
            ("quantity", "ledger-quantity"),
            ("channel", "ledger-channel"),
            ("hour", "ledger-hour"),
            ("reason", "ledger-reason"),
            ("on", "ledger-close-on"),
        ],
        &w,
    );
    Ok(LedgerPage {
        keeps: head.held.may::<KeepLedger>(),
        head,
        gate: case.gate_lines(Stage::Voting, &w),
        open,
        late,
        // a form that comes back keeps its key: what is sent again is the same entry
        entry_key: form.value("entry_key").to_owned(),
        sums: sums.into(),
        by_channel: by_channel(&movements).map(|(word, n)| (channel(word), n)).collect(),
        movements: lines(&movements, &hours, open || late, at, &w),
        kinds: store::KINDS.into_iter().map(|word| (word, kind(word))).collect(),
        channels: store::CHANNELS.into_iter().map(|word| (word, channel(word))).collect(),
        form,
        enter_url: at.to(urls::BALLOTS),
        close_url: at.to(urls::BALLOTS_CLOSE),
        visit,
    })
}

/// Ballots issued by every channel that the ledger names.
fn by_channel(ledger: &[store::Line]) -> impl Iterator<Item = (&'static str, i64)> {
    store::CHANNELS.into_iter().filter_map(move |channel| {
        let of = ledger.iter().filter(|one| one.channel.as_deref() == Some(channel));
        let of = of.filter(|one| one.counts());
        let mut of = of.map(|one| i64::from(one.quantity)).peekable();
        of.peek()?;
        Some((channel, of.sum()))
    })
}

async fn invalid(app: &App, visit: Visit, at: &AtElection, form: Form) -> Result<Response, Error> {
    Ok(Invalid(page(app, visit, at, Some(form)).await?).into_response())
}

/// Enters a movement of ballots; the same sent twice is taken once.
pub async fn enter(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepLedger>,
    typed: Typed,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let w = visit.words;
    let mut form = Form::sent(typed);
    let entry = form.entry(&FIELDS)?;
    let movement = movement(&mut form, &w);
    let done = |form: &Form| {
        let kind = w.text(&format!("ballots-{}", form.value("kind")));
        let flash = Flash::new("done-ballots").with("kind", kind).with("n", form.value("quantity"));
        Done(at.to(urls::BALLOTS), flash).into_response()
    };
    let mut act = Act::begin(&app, &mandate).await?;
    let round_id = elections::store::round(&mut act, at.election_id).await?;
    // what is summed and compared below is what stands until the end of the act
    store::lock(&mut act, round_id).await?;
    let case = elections::store::case_for_share(&mut act, at).await?;
    let mut before = store::entered(&mut act, &entry).await?;
    if before.is_none() {
        let late = writable(&case)?;
        // two people may count the same ballots at once: the second is asked
        if let (Ok(lines), Some(movement)) = (form.value(SEEN).parse(), &movement)
            && store::is_there_after(&mut act, round_id, lines, movement).await?
        {
            drop(act);
            let form = form.unseen("quantity", &w, "ledger-same-line");
            let page = page(&app, visit, at, Some(form)).await?;
            return Ok(Refused(StatusCode::CONFLICT, page).into_response());
        }
        let reason = if late { form.text("reason", 1000, &w) } else { None };
        beyond(&mut form, movement.as_ref(), &case.facts.ballots, &w);
        let (Some(movement), true) = (movement, form.errors().is_empty()) else {
            drop(act);
            return invalid(&app, visit, at, form).await;
        };
        let sent = store::Sent { entry: &entry, reason: reason.as_deref(), late };
        if store::enter(&mut act, round_id, &movement, &sent).await? {
            let mut event = Event::new(MOVED).note("ballots", &movement.kind);
            if let Some(channel) = &movement.channel {
                event = event.note("channel", channel);
            }
            let event = event.note("quantity", movement.quantity);
            act.commit(Stream::Election(at.election_id), event).await?;
            return Ok(done(&form));
        }
        // the same at the same moment
        before = store::entered(&mut act, &entry).await?;
    }
    drop(act);
    if before.as_ref() == Some(&entry.digest) {
        return Ok(done(&form));
    }
    form.wrong("entry_key", &w, "form-other-content", &[]);
    let page = page(&app, visit, at, Some(form)).await?;
    Ok(Refused(StatusCode::CONFLICT, page).into_response())
}

/// Reads a movement; what is wrong is noted at its field.
fn movement(form: &mut Form, words: &Words) -> Option<store::Movement> {
    let kind = form.word("kind", |word| store::KINDS.into_iter().find(|one| *one == word), words);
    let quantity = form.whole("quantity", 1, 1_000_000, words);
    let channel = if kind == Some("issued") {
        form.word("channel", |word| store::CHANNELS.into_iter().find(|one| *one == word), words)
    } else {
        if kind.is_some() && !form.value("channel").is_empty() {
            // dropped without a word it would seem to have been taken
            form.wrong("channel", words, "ledger-no-channel", &[]);
        }
        None
    };
    let hour = if form.value("hour").is_empty() { None } else { form.whole("hour", 0, 23, words) };
    let signed = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
    Some(store::Movement {
        kind: kind?.to_owned(),
        channel: channel.map(str::to_owned),
        hour: hour.map(signed),
        quantity: signed(quantity?),
    })
}

/// Asks before more ballots are collected than were issued, which makes the vote void (C-02), and before
/// more are issued than were printed: a slip of the pen more often.
fn beyond(
    form: &mut Form,
    movement: Option<&store::Movement>,
    ballots: &BallotFacts,
    words: &Words,
) {
    let Some(movement) = movement else { return };
    let (before, most, key) = match movement.kind.as_str() {
        "collected" => (ballots.collected, ballots.issued, "ledger-beyond"),
        "issued" => (ballots.issued, ballots.printed, "ledger-beyond-printed"),
        _ => return,
    };
    let sum = i64::from(before) + i64::from(movement.quantity);
    let most = i64::from(most);
    if sum > most && form.value(BEYOND) != "1" {
        form.wrong(BEYOND, words, key, &[("sum", sum.into()), ("most", most.into())]);
    }
}

/// Closes the vote: the boxes are in, the ledger balances.
pub async fn close(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepLedger>,
    typed: Typed,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let mut form = Form::sent(typed);
    let mut act = Act::begin(&app, &mandate).await?;
    let passed = check::passed(&mut act, at, Stage::Voting, &mut form, &visit).await?;
    let on = match passed {
        Passed::Closes(_, on) => on,
        Passed::Changed(page) => return Ok(page),
        Passed::Wrong => {
            drop(act);
            return invalid(&app, visit, at, form).await;
        }
    };
    elections::store::close(&mut act, at, Stage::Voting, on).await?;
    let event = Event::new("voting_closed").note("closed_on", on);
    act.commit(Stream::Election(at.election_id), event).await?;
    Ok(Done(at.to(urls::BALLOTS), Flash::new("done-voting-closed")).into_response())
}
