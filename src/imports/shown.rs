//! Lines of an import as its page shows them.

use std::iter;

use serde_json::{Map, Value};

use super::{
    change::Change,
    kinds::Kind,
    line::Problem,
    store::{alike::Alike, changing::Changing, lines::Kept},
    task::KeptHeads,
};
use crate::shell::{
    ids::WorldId,
    urls::{self, At},
    words::Words,
};

/// Rows beside the list that are named.
pub const BESIDE: i64 = 200;

/// Characters of a cell that are shown.
const CELL: usize = 24;

/// How often the same is wrong in one column.
pub struct SumLine {
    pub(super) column: String,
    pub(super) said: String,
    pub(super) warns: bool,
    pub(super) n: i64,
}

/// What is wrong in a line.
pub struct ProblemLine {
    pub(super) line: i64,
    pub(super) column: String,
    pub(super) said: String,
    /// It only asks somebody to look once more.
    pub(super) warns: bool,
}

/// A line that looks like somebody who is registered.
pub struct AlikeLine {
    /// Its number.
    pub line: i64,
    /// Name, day of birth and place, as it says.
    pub said: String,
    /// Whom it looks like, with an address where the reader may see it.
    pub(super) known: Vec<(String, Option<String>)>,
}

impl AlikeLine {
    /// Everybody whom it looks like, in words.
    pub fn known_as(&self, words: &Words) -> String {
        let known: Vec<&str> = self.known.iter().map(|(said, _)| &**said).collect();
        known.join(&words.text("import-and"))
    }
}

/// Which rows stand beside the list and are not brought in: so many, of which the first ones are named.
pub fn beside(rows: &[(i64, String)], n: i64, words: &Words) -> Option<String> {
    let named = rows.iter().map(|(line, value)| {
        let variables = [("line", line.to_string().into()), ("value", value.as_str().into())];
        words.text_with("import-beside-row", &variables)
    });
    let named = named.collect::<Vec<_>>().join(&words.text("import-and"));
    let more = usize::try_from(n).is_ok_and(|n| n > rows.len());
    let named =
        if more { words.text_with("import-beside-more", &[("rows", named.into())]) } else { named };
    (n > 0).then(|| words.text_with("import-beside", &[("n", n.into()), ("rows", named.into())]))
}

/// What is wrong in a line, one after the other.
pub fn told_of(line: &Kept, words: &Words) -> Vec<ProblemLine> {
    let told = line.problems.iter().map(|problem| ProblemLine {
        line: line.line,
        column: problem.column(words),
        said: problem.said(words),
        warns: problem.warns(),
    });
    told.collect()
}

/// A line that changes something, in words.
pub fn changed(one: Changing, kind: &str, words: &Words) -> Option<(i64, String, Vec<String>)> {
    let kind = Kind::from_word(kind)?;
    let told = one.changes.iter().map(|change| change.told(kind, words)).collect();
    Some((one.line, one.name, told))
}

/// How often the same is wrong in one column.
pub fn sum_line(problem: &serde_json::Value, n: i64, words: &Words) -> Option<SumLine> {
    let column = problem.get("column")?.as_str()?.to_owned();
    let key = problem.get("key")?.as_str()?.to_owned();
    let today = problem.get("today").and_then(|on| on.as_str()?.parse().ok());
    let problem = Problem { column, key, value: "…".to_owned(), today, person: None };
    let (column, said) = (problem.column(words), problem.said(words));
    Some(SumLine { column, said, warns: problem.warns(), n })
}

/// What a line says, as it was read, in the order of the template; numbers of persons are left out, and who it is
/// about stands beside it.
pub fn read_as(given: &Map<String, Value>, kind: Kind, words: &Words) -> Vec<String> {
    let columns = kind.columns().iter().filter(|column| column.name != "name");
    let said = columns.filter_map(|column| {
        let new = match given.get(column.name)? {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            _ => return None,
        };
        let column = column.name.to_owned();
        Change { column, old: None, new: Some(new) }.said(kind, words)
    });
    said.collect()
}

/// A line as it stood; numbers of persons are shown nowhere in full.
pub fn first_line(line: &Kept, heads: &KeptHeads) -> (i64, Vec<String>) {
    let cell = |at: usize| {
        let cell = line.cells.get(at).map_or("", String::as_str);
        let short: String = cell.chars().take(CELL).collect();
        if heads.secret(at) && !cell.is_empty() {
            let start: String = cell.chars().take(3).collect();
            format!("{start}…")
        } else if short.len() < cell.len() {
            format!("{short}…")
        } else {
            short
        }
    };
    (line.line, (0..heads.heads.len()).map(cell).collect())
}

/// Lines that look like somebody: of each everybody whom it looks like.
pub fn alike_lines(found: Vec<Alike>, world: WorldId, words: &Words) -> Vec<AlikeLine> {
    let mut lines: Vec<AlikeLine> = Vec::new();
    let others = || (words.text("import-alike-others"), None);
    for one in found {
        let known = if one.known.within {
            let place = one.known.place.as_deref().unwrap_or_default();
            let at = At { world, code: one.known.code.clone() };
            let url = urls::of_person(&at.to(urls::PERSON_PAGE), one.known.person_id);
            let said = who(&one.known.name, &one.known.birth_on.to_string(), place);
            (said, Some(url))
        } else {
            // who belongs elsewhere is not shown to everybody
            (words.text("import-alike-elsewhere"), None)
        };
        if let Some(last) = lines.last_mut().filter(|last| last.line == one.line) {
            // that there are more is said at the end
            let at = last.known.len() - usize::from(one.more);
            last.known.insert(at, known);
        } else {
            let said = who(&one.name, &one.birth_on.to_string(), &one.place);
            let known = iter::once(known).chain(one.more.then(others)).collect();
            lines.push(AlikeLine { line: one.line, said, known });
        }
    }
    lines
}

fn who(name: &str, birth_on: &str, place: &str) -> String {
    let parts = [name, birth_on, place].into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" · ")
}
