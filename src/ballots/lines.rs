//! Lines of the ledger in words.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Timelike, Utc};
use law::stage::Stage;

use super::store;
use crate::{
    elections::case::Case,
    shell::{Error, ids::MovementId, mandate::AtElection, urls, words::Words},
};

/// A line of the ledger as the page shows it.
pub struct Line {
    /// Its place, from 1.
    pub number: usize,
    /// What.
    pub kind: String,
    /// Where issued.
    pub channel: String,
    /// At which hour.
    pub hour: String,
    /// How many.
    pub quantity: i32,
    /// When it was recorded, to the hour.
    pub recorded: String,
    /// Why, where the ledger asks.
    pub reason: String,
    /// The line that this one takes back.
    pub takes_back: Option<String>,
    /// The line that takes this one back.
    pub taken_back: Option<String>,
    /// Entered after the vote was closed.
    pub late: bool,
    /// Where it is taken back, while that can be.
    pub take_back_url: Option<String>,
}

/// Hours in which lines were recorded, and in a rehearsal its days.
#[derive(Default)]
pub struct Hours {
    /// Real time.
    pub real: HashMap<i64, DateTime<Utc>>,
    /// The day that the rehearsal had.
    pub rehearsed: HashMap<i64, NaiveDate>,
}

impl Hours {
    /// When a line was recorded, in words; empty where nobody knows.
    fn of(&self, id: MovementId, words: &Words) -> String {
        match (self.rehearsed.get(&id.0), self.real.get(&id.0)) {
            (Some(on), _) => words.text_with("ledger-rehearsed", &[("day", on.to_string().into())]),
            (None, Some(hour)) => recorded(*hour, words),
            (None, None) => String::new(),
        }
    }
}

/// The lines of a ledger; `open` while lines can be taken back.
pub fn lines(
    kept: &[store::Line],
    hours: &Hours,
    open: bool,
    at: &AtElection,
    words: &Words,
) -> Vec<Line> {
    let place = |id: MovementId| kept.iter().position(|one| one.movement_id == id);
    let number = |place: usize| (place + 1).to_string();
    let counter = |id: MovementId| kept.iter().position(|one| one.takes_back == Some(id));
    kept.iter()
        .zip(1..)
        .map(|(one, at_place)| Line {
            number: at_place,
            kind: words.text(&format!("ballots-{}", one.kind)),
            channel: one
                .channel
                .as_ref()
                .map(|channel| words.text(&format!("channel-{channel}")))
                .unwrap_or_default(),
            hour: one.hour.map(|hour| in_words(hour, words)).unwrap_or_default(),
            quantity: one.quantity,
            recorded: hours.of(one.movement_id, words),
            reason: one.reason.clone().unwrap_or_default(),
            takes_back: one.takes_back.and_then(place).map(number),
            taken_back: counter(one.movement_id).map(number),
            late: one.late,
            take_back_url: (open && one.counts()).then(|| take_back_url(at, one.movement_id)),
        })
        .collect()
}

/// Where a line is taken back.
pub fn take_back_url(at: &AtElection, movement_id: MovementId) -> String {
    at.to(urls::BALLOTS_TAKE_BACK).replace("{movement}", &movement_id.to_string())
}

fn in_words(hour: impl std::fmt::Display, words: &Words) -> String {
    words.text_with("hour", &[("hour", hour.to_string().into())])
}

/// An hour of real time, in China.
fn recorded(hour: DateTime<Utc>, words: &Words) -> String {
    let hour = hour + TimeDelta::hours(8);
    format!("{} {}", hour.format("%Y-%m-%d"), in_words(hour.hour(), words))
}

/// Whether the ledger can be written now, and whether that is late: after the vote was closed a
/// wrong ledger can be set right until the sheet is signed.
///
/// # Errors
/// Neither the vote nor the count is open.
pub fn writable(case: &Case) -> Result<bool, Error> {
    let late = case.stage() == Some(Stage::Count);
    if !late {
        case.open(Stage::Voting)?;
    }
    Ok(late)
}
