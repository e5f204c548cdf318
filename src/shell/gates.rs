//! Gates and stage rails in words: what the law's functions answer, for pages.

use std::cmp::Ordering;

use chrono::NaiveDate;
use law::{
    body::Post,
    reason::{Op, RuleId},
    source::Source,
    stage::{Compared, Gate, RailLine, Requirement, Stage, State, Strength, What},
};

use super::words::{FluentValue, Lang, Words};

/// A requirement of a gate, in words.
#[derive(Clone, Debug)]
pub struct GateLine {
    /// The word of its strength: block, warning, late.
    pub strength: &'static str,
    /// The strength in words.
    pub strength_text: String,
    /// Whether it holds.
    pub holds: bool,
    /// It fails only by the day, which nobody has entered yet.
    pub by_day: bool,
    /// What it says.
    pub text: String,
    /// The compared numbers or days.
    pub compared: String,
    /// Rule and article.
    pub source: String,
    /// Who does what is missing, and on which page; a room says it.
    pub way: Option<String>,
    /// The special approval 特批 that lets it pass, or that somebody asks for.
    pub special: Option<Special>,
}

/// A special approval beside a requirement that fails.
#[derive(Clone, Debug)]
pub struct Special {
    /// Who, when, why.
    pub text: String,
    /// Its page.
    pub url: String,
    /// It was agreed to: the requirement keeps the stage open no more.
    pub agreed: bool,
}

impl GateLine {
    /// Whether a special approval lets it pass though it fails.
    pub fn is_approved(&self) -> bool {
        self.special.as_ref().is_some_and(|special| special.agreed)
    }
}

/// The requirements of a gate in words.
pub fn lines(gate: &Gate, words: &Words) -> Vec<GateLine> {
    gate.requirements.iter().map(|one| line(one, gate.election_on, words)).collect()
}

fn line(one: &Requirement, election_on: NaiveDate, words: &Words) -> GateLine {
    // what is entered late holds, and is told all the same
    let holds = one.holds && one.strength != Strength::LateEntry;
    GateLine {
        strength: one.strength.word(),
        strength_text: words.text(&format!("strength-{}", one.strength.word())),
        holds: one.holds,
        by_day: false,
        text: said(holds, (one.what, one.post, one.compared), election_on, words),
        compared: compared(one.what, one.compared),
        source: cited(one.source, one.rule, words),
        way: None,
        special: None,
    }
}

/// What a requirement says of its post and of what was compared, where it holds and where it fails.
pub fn said(
    holds: bool,
    (what, post, compared): (What, Option<Post>, Compared),
    election_on: NaiveDate,
    words: &Words,
) -> String {
    let post = post.map(|post| words.text(&format!("post-{}", post.word())));
    let mut variables: Vec<(&str, FluentValue)> = vec![("post", post.unwrap_or_default().into())];
    match compared {
        Compared::Numbers { left, right, .. } => {
            variables.extend([("left", left.into()), ("right", right.into())]);
            if what == What::Turnout {
                // more than half is asked as twice the voters
                variables.push(("voted", (left / 2).into()));
            }
        }
        Compared::Days { happened, limit, .. } => variables.extend([
            ("happened", day(happened, words).into()),
            ("limit", day(limit, words).into()),
            ("days", (election_on - limit).num_days().into()),
        ]),
        Compared::Done(_) => {}
    }
    let says = if holds { "holds" } else { "gate" };
    words.text_with(&format!("{says}-{}", what.key()), &variables)
}

/// What was compared, as numbers or days with the sign of how they stand.
pub fn compared(what: What, compared: Compared) -> String {
    match compared {
        Compared::Numbers { left, op, right } => {
            let stands = stands(op, left.cmp(&right));
            if what == What::Turnout {
                format!("2 × {} = {left} {stands} {right}", left / 2)
            } else {
                format!("{left} {stands} {right}")
            }
        }
        Compared::Days { happened, op, limit } => {
            format!("{happened} {} {limit}", stands(op, happened.cmp(&limit)))
        }
        Compared::Done(_) => String::new(),
    }
}

/// A law with the rule that was judged by it; of what no law says the rule is told by its name.
pub fn cited(source: &Source, rule: RuleId, words: &Words) -> String {
    let law = cite(source, words);
    if source.law != "reports" {
        return format!("{law} · {}", rule.0);
    }
    let title = law::registry::find(rule.0).map(|rule| match words.lang() {
        Lang::ZhCn => rule.title.zh.as_str(),
        Lang::En => rule.title.en.as_str(),
    });
    format!("{law} · {}", title.unwrap_or(rule.0))
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
pub fn stands(op: Op, order: Ordering) -> &'static str {
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
    /// Its last day, where a rule sets one.
    pub due: Option<RailDue>,
}

/// The last day of a stage.
#[derive(Clone, Debug)]
pub struct RailDue {
    /// The day, and what ends on it.
    pub text: String,
    /// The article that sets it.
    pub source: Option<String>,
    /// That it has passed while the stage is open.
    pub overdue: Option<String>,
    /// That the stage was closed after it.
    pub late: Option<String>,
}

impl RailDue {
    /// Both in one line.
    pub fn whole(&self, words: &Words) -> String {
        let Some(source) = &self.source else { return self.text.clone() };
        let variables = [("day", self.text.as_str().into()), ("source", source.as_str().into())];
        words.text_with("rail-cited", &variables)
    }
}

/// The rail of an election on that day, in words, as it stands today.
pub fn rail(
    lines: &[RailLine],
    (election_on, today): (NaiveDate, NaiveDate),
    words: &Words,
) -> Vec<RailStep> {
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
            let name = words.text(&format!("stage-{}", line.stage.word()));
            let due = due(line, (election_on, today), words);
            RailStep { stage: line.stage.word(), name, state, state_text, due }
        })
        .collect()
}

/// The last day of a stage; where no rule sets one, the day that is planned for it.
fn due(
    line: &RailLine,
    (election_on, today): (NaiveDate, NaiveDate),
    words: &Words,
) -> Option<RailDue> {
    let told = |key: &str, on: NaiveDate| words.text_with(key, &[("day", day(on, words).into())]);
    let ends = line.due.map(|due| ("rail-due", due));
    if let Some((key, due)) = ends.or_else(|| Some(("rail-period", line.period?))) {
        let source = cited(due.source, due.rule, words);
        let overdue =
            line.overdue(today).map(|n| words.text_with("desk-overdue", &[("n", n.into())]));
        let late = line.late().map(|n| words.text_with("rail-late", &[("n", n.into())]));
        return Some(RailDue { text: told(key, due.on), source: Some(source), overdue, late });
    }
    let key = match line.stage {
        Stage::Voting | Stage::Count | Stage::Outcome => "rail-planned",
        Stage::Candidates => "rail-before",
        Stage::Roll | Stage::Objections => return None,
    };
    Some(RailDue { text: told(key, election_on), source: None, overdue: None, late: None })
}

/// Whether a requirement only warns.
pub fn warns(one: &Requirement) -> bool {
    one.strength == Strength::Warning && !one.holds
}
