//! The ledger as a page, entering movements, closing the vote.

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use law::stage::Stage;

use super::{KeepLedger, SeeLedger, store};
use crate::{
    elections::{self, check, head::Head},
    shell::{
        App, Error,
        act::Act,
        flash::{Done, Flash},
        form::{Form, Typed},
        gates::GateLine,
        journal::{Event, Stream},
        mandate::{AtElection, Mandate},
        urls,
        view::{Invalid, View, Visit},
    },
};

#[derive(Template)]
#[template(path = "ballots/ledger.html")]
struct LedgerPage {
    visit: Visit,
    head: Head,
    gate: Vec<GateLine>,
    open: bool,
    /// The visitor may enter ballots and close the vote.
    keeps: bool,
    sums: Vec<(String, u32)>,
    movements: Vec<Line>,
    kinds: Vec<(&'static str, String)>,
    channels: Vec<(&'static str, String)>,
    form: Form,
    enter_url: String,
    close_url: String,
}

struct Line {
    kind: String,
    channel: String,
    hour: String,
    quantity: i32,
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
    let kind = |word: &str| w.text(&format!("ballots-{word}"));
    let channel = |word: &str| w.text(&format!("channel-{word}"));
    let ballots = case.facts.ballots;
    let sums =
        [ballots.printed, ballots.issued, ballots.spoiled, ballots.unused, ballots.collected];
    let mut form = form.unwrap_or_default();
    form.suggest("on", case.today().0.to_string());
    form.call_all(
        &[
            ("kind", "ledger-kind"),
            ("quantity", "ledger-quantity"),
            ("channel", "ledger-channel"),
            ("hour", "ledger-hour"),
            ("on", "ledger-close-on"),
        ],
        &w,
    );
    Ok(LedgerPage {
        keeps: head.held.may::<KeepLedger>(),
        head,
        gate: case.gate_lines(Stage::Voting, &w),
        open: case.stage() == Some(Stage::Voting),
        sums: store::KINDS.into_iter().map(kind).zip(sums).collect(),
        movements: movements
            .into_iter()
            .map(|one| Line {
                kind: kind(&one.kind),
                channel: one.channel.as_deref().map(channel).unwrap_or_default(),
                hour: one
                    .hour
                    .map(|hour| w.text_with("hour", &[("hour", hour.to_string().into())]))
                    .unwrap_or_default(),
                quantity: one.quantity,
            })
            .collect(),
        kinds: store::KINDS.into_iter().map(|word| (word, kind(word))).collect(),
        channels: store::CHANNELS.into_iter().map(|word| (word, channel(word))).collect(),
        form,
        enter_url: at.to(urls::BALLOTS),
        close_url: at.to(urls::BALLOTS_CLOSE),
        visit,
    })
}

async fn invalid(app: &App, visit: Visit, at: &AtElection, form: Form) -> Result<Response, Error> {
    Ok(Invalid(page(app, visit, at, Some(form)).await?).into_response())
}

/// Enters a movement of ballots.
pub async fn enter(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<KeepLedger>,
    typed: Typed,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let w = visit.words;
    let mut form = Form::sent(typed);
    let kind = form.word("kind", |word| store::KINDS.into_iter().find(|one| *one == word), &w);
    let quantity = form.whole("quantity", 1, 1_000_000, &w);
    let issued = kind == Some("issued");
    let channel = if issued {
        form.word("channel", |word| store::CHANNELS.into_iter().find(|one| *one == word), &w)
    } else {
        None
    };
    let hour = if form.value("hour").is_empty() { None } else { form.whole("hour", 0, 23, &w) };
    let mut act = Act::begin(&app, &mandate).await?;
    let case = elections::store::case_for_share(&mut act, at).await?;
    case.open(Stage::Voting)?;
    let (Some(kind), Some(quantity), true) = (kind, quantity, form.errors().is_empty()) else {
        drop(act);
        return invalid(&app, visit, at, form).await;
    };
    let round_id = elections::store::round(&mut act, at.election_id).await?;
    let signed = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
    let movement = store::Movement {
        kind: kind.to_owned(),
        channel: channel.map(str::to_owned),
        hour: hour.map(signed),
        quantity: signed(quantity),
    };
    store::enter(&mut act, round_id, &movement).await?;
    act.commit(Stream::Election(at.election_id), Event::new("ballots_moved")).await?;
    let kind = w.text(&format!("ballots-{kind}"));
    let flash = Flash::new("done-ballots").with("kind", kind).with("n", quantity);
    Ok(Done(at.to(urls::BALLOTS), flash).into_response())
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
    let Some((_, on)) = passed else {
        drop(act);
        return invalid(&app, visit, at, form).await;
    };
    elections::store::close(&mut act, at, Stage::Voting, on).await?;
    act.commit(Stream::Election(at.election_id), Event::new("voting_closed")).await?;
    Ok(Done(at.to(urls::BALLOTS), Flash::new("done-voting-closed")).into_response())
}
