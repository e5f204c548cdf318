//! Gates and stage rails in words: what the law's functions answer, for pages.

use std::cmp::Ordering;

use chrono::NaiveDate;
use law::{
    reason::Op,
    source::Source,
    stage::{Compared, Gate, RailLine, Requirement, State, Strength, What},
};

use super::words::{FluentValue, Words};

/// A requirement of a gate, in words.
#[derive(Clone, Debug)]
pub struct GateLine {
    /// The word of its strength: block, warning, late.
    pub strength: &'static str,
    /// The strength in words.
    pub strength_text: String,
    /// Whether it holds.
    pub holds: bool,
    /// What it says.
    pub text: String,
    /// The compared numbers or days.
    pub compared: String,
    /// Rule and article.
    pub source: String,
    /// Who does what is missing, and on which page; a room says it.
    pub way: Option<String>,
}

/// The requirements of a gate in words.
pub fn lines(gate: &Gate, words: &Words) -> Vec<GateLine> {
    gate.requirements.iter().map(|one| line(one, gate.election_on, words)).collect()
}

fn line(one: &Requirement, election_on: NaiveDate, words: &Words) -> GateLine {
    let mut variables: Vec<(&str, FluentValue)> = Vec::new();
    let post = one.post.map(|post| words.text(&format!("post-{}", post.word())));
    variables.push(("post", post.unwrap_or_default().into()));
    let compared = match one.compared {
        Compared::Numbers { left, op, right } => {
            variables.push(("left", left.into()));
            variables.push(("right", right.into()));
            if one.what == What::Turnout {
                // more than half is asked as twice the voters
                let voted = left / 2;
                variables.push(("voted", voted.into()));
                format!("2 × {voted} = {left} {} {right}", stands(op, left.cmp(&right)))
            } else {
                format!("{left} {} {right}", stands(op, left.cmp(&right)))
            }
        }
        Compared::Days { happened, op, limit } => {
            variables.push(("happened", day(happened, words).into()));
            variables.push(("limit", day(limit, words).into()));
            variables.push(("days", (election_on - limit).num_days().into()));
            format!("{happened} {} {limit}", stands(op, happened.cmp(&limit)))
        }
        Compared::Done(_) => String::new(),
    };
    // what is entered late holds, and is told all the same
    let says = if one.holds && one.strength != Strength::LateEntry { "holds" } else { "gate" };
    GateLine {
        strength: one.strength.word(),
        strength_text: words.text(&format!("strength-{}", one.strength.word())),
        holds: one.holds,
        text: words.text_with(&format!("{says}-{}", one.what.key()), &variables),
        compared,
        source: format!("{} · {}", cite(one.source, words), one.rule.0),
        way: None,
    }
}

/// A law by its name, and its article.
pub fn cite(source: &Source, words: &Words) -> String {
    let key = format!("law-{}", source.law);
    let law = if words.has(&key) { words.text(&key) } else { source.law.clone() };
    if source.article.is_empty() || source.law == "reports" {
        return law;
    }
    let article = [("article", source.article.as_str().into())];
    format!("{law} {}", words.text_with("packs-article", &article))
}

/// How two sides stand to each other: the comparison that was asked where it holds, else what is true
/// instead. A wrong formula beside a sentence would be read as a slip.
fn stands(op: Op, order: Ordering) -> &'static str {
    match (op, order) {
        (Op::AtLeast, Ordering::Greater | Ordering::Equal) => "≥",
        (Op::AtMost | Op::More, Ordering::Less | Ordering::Equal) => "≤",
        (Op::Equal, Ordering::Less | Ordering::Greater) => "≠",
        (_, Ordering::Less) => "<",
        (_, Ordering::Equal) => "=",
        (_, Ordering::Greater) => ">",
    }
}

/// A date with its weekday.
pub fn day(day: NaiveDate, words: &Words) -> String {
    let weekday =
        words.text(&format!("weekday-{}", chrono::Datelike::weekday(&day).number_from_monday()));
    words.text_with("day", &[("date", day.to_string().into()), ("weekday", weekday.into())])
}

/// A stage of the rail, in words.
#[derive(Clone, Debug)]
pub struct RailStep {
    /// The word of the stage.
    pub stage: &'static str,
    /// Its name.
    pub name: String,
    /// done, now or later.
    pub state: &'static str,
    /// The state in words, with its day.
    pub state_text: String,
    /// Its last lawful day with the article, where a rule sets one.
    pub due: Option<String>,
}

/// The rail in words.
pub fn rail(lines: &[RailLine], words: &Words) -> Vec<RailStep> {
    lines
        .iter()
        .map(|line| {
            let (state, state_text) = match line.state {
                State::Done(on) => {
                    ("done", words.text_with("rail-done", &[("day", day(on, words).into())]))
                }
                State::Now => ("now", words.text("rail-now")),
                State::Later => ("later", words.text("rail-later")),
            };
            let due = line.due.as_ref().map(|due| {
                let source = format!("{} · {}", cite(due.source, words), due.rule.0);
                let variables = [("day", day(due.on, words).into()), ("source", source.into())];
                words.text_with("rail-due", &variables)
            });
            let name = words.text(&format!("stage-{}", line.stage.word()));
            RailStep { stage: line.stage.word(), name, state, state_text, due }
        })
        .collect()
}

/// Whether a requirement only warns.
pub fn warns(one: &Requirement) -> bool {
    one.strength == Strength::Warning && !one.holds
}
