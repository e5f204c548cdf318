//! Tasks in words: what, where, whose, by when.

use super::{
    store::Reached,
    tasks::{Kind, Task, When},
};
use crate::{
    elections::standing::passed_text,
    shell::{error::roles_at, gates, urls, words::Words},
    tally::sheet::Asked,
};

/// What is told of a list before it asks to be told all.
const FIRST: usize = 20;

/// A task, or what waits for somebody else.
pub struct Line {
    /// The unit, or the town where it is about several.
    pub place: String,
    /// The place above it.
    pub above: String,
    /// Where it is done, or seen.
    pub url: String,
    /// What is to be done.
    pub what: String,
    /// By whom.
    pub who: String,
    /// By when.
    pub when: String,
    /// The day of that.
    pub day: String,
    /// That the election day has passed and the result is not declared.
    pub passed: Option<String>,
    /// overdue, today, soon, later or none, for the look.
    pub state: &'static str,
}

/// The first lines of a list, or all of them.
pub struct Lines {
    /// The lines.
    pub shown: Vec<Line>,
    /// How many there are.
    pub all: usize,
}

impl Lines {
    /// Whether some are not shown.
    pub fn cut(&self) -> bool {
        self.shown.len() < self.all
    }
}

/// Tasks with the place each lies at.
pub type Placed<'a> = Vec<(&'a Reached, Task)>;

/// Tasks in the order of their days, in words.
pub fn lines(mut tasks: Placed<'_>, all: bool, words: &Words) -> Lines {
    // by code where the day is the same: the sort keeps their order
    tasks.sort_by_key(|(_, task)| task.order());
    let first = if all { tasks.len() } else { FIRST };
    let shown = tasks.iter().take(first).map(|(place, task)| line(place, task, words)).collect();
    Lines { shown, all: tasks.len() }
}

fn line(place: &Reached, task: &Task, words: &Words) -> Line {
    let (when, state) = when(task.when, words);
    // where one of two does it, the page's head leads to the form
    let anchor = if task.mine { anchor(task.kind) } else { "" };
    let path = if task.mine { task.path } else { seen(task) };
    let day = match task.when {
        When::From(_) => None,
        _ => task.due_on,
    };
    Line {
        place: placed(place, words),
        above: place.above.clone(),
        url: format!("{}{anchor}", place.at.to(path)),
        what: what(task, words),
        who: roles_at(task.who, None, words),
        when,
        passed: task.passed.map(|(day, days)| passed_text(day, days, words)),
        day: day.map(|on| gates::day(on, words)).unwrap_or_default(),
        state,
    }
}

/// The name of a place, with the mark of a rehearsal.
pub fn placed(place: &Reached, words: &Words) -> String {
    match place.at.world.0 {
        1 => place.name.clone(),
        _ => words.text_with("desk-rehearsal", &[("n", place.name.as_str().into())]),
    }
}

/// What somebody looks at who does not do it: everybody who looks on may open the case file.
fn seen(task: &Task) -> &'static str {
    if matches!(task.kind, Kind::Open(_)) { urls::PLACE } else { urls::COMMITTEE }
}

fn anchor(kind: Kind) -> &'static str {
    match kind {
        Kind::Prepare => "#bring",
        Kind::Decide(_) => "#objections",
        Kind::Agree(_) => "#waiting",
        Kind::Enter | Kind::Second | Kind::Sign | Kind::Close(_) | Kind::Seal => "#close",
        // all of the page is about it
        _ => "",
    }
}

fn what(task: &Task, words: &Words) -> String {
    let n = |key: &str, n: usize| words.text_with(key, &[("n", n.into())]);
    match task.kind {
        Kind::Open(units) => n("desk-open", units),
        Kind::Prepare => words.text("next-roll-prepare"),
        Kind::Close(stage) => words.text(&format!("next-{}", stage.word())),
        Kind::Decide(objections) => n("desk-decide", objections),
        Kind::Seal => words.text("desk-seal"),
        Kind::Enter => words.text("desk-enter"),
        Kind::Second => words.text("desk-second"),
        Kind::Other => words.text("next-awaited"),
        Kind::Differ => words.text("desk-differ"),
        Kind::Faulty => words.text("desk-faulty"),
        Kind::Explain => words.text("desk-explain"),
        Kind::Sign => words.text("desk-sign"),
        Kind::Compare => words.text("desk-compare"),
        Kind::Agree(_) if !task.mine => words.text("desk-agree-other"),
        Kind::Agree(Asked::Reopened) => words.text("desk-agree-reopened"),
        Kind::Agree(Asked::StartedOver) => words.text("desk-agree-started_over"),
        Kind::Again(next) => words.text(&format!("next-{}", next.word())),
        Kind::Print => words.text("desk-print"),
    }
}

/// By when, in words, and the state for the look.
pub fn when(when: When, words: &Words) -> (String, &'static str) {
    let n = |key: &str, n: i64| words.text_with(key, &[("n", n.into())]);
    match when {
        When::Overdue(days) => (n("desk-overdue", days), "overdue"),
        When::Today => (words.text("desk-today"), "today"),
        When::In(days) if days <= 7 => (n("desk-in", days), "soon"),
        When::In(days) => (n("desk-in", days), "later"),
        When::NoDate => (words.text("desk-no-date"), "none"),
        When::From(on) => {
            let day = gates::day(on, words);
            (words.text_with("desk-from", &[("day", day.into())]), "none")
        }
    }
}
