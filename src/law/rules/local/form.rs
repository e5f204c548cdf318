//! Reading the form of a local layer. All that is wrong with it is told, not the first alone: what
//! cannot be read stands as a stopgap in the layer, which the problem noted keeps from being used.

use std::collections::BTreeMap;

use toml::{Table, Value};

use super::{LocalError, LocalProblem, Measure, Warning, Wording};

/// A layer as it was read.
#[derive(Default)]
pub(super) struct File {
    pub place: Option<String>,
    pub values: BTreeMap<String, FileValue>,
    pub warnings: Vec<Warning>,
    pub wording: BTreeMap<String, Wording>,
    pub issuers: BTreeMap<String, Wording>,
    /// Documents by the drafts that they bring into force.
    pub adopts: BTreeMap<String, String>,
}

/// A value with its document.
pub(super) struct FileValue {
    /// None where it is missing.
    pub value: Option<Value>,
    pub document: String,
}

/// Reads a layer and notes what is wrong with its form.
///
/// # Errors
/// A text that is not TOML.
pub(super) fn read(text: &str) -> Result<(File, Vec<LocalError>), LocalError> {
    let mut root: Table = toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(text.len(), |span| span.start);
        LocalError { path: String::new(), problem: not_toml(text, at) }
    })?;
    let mut form = Form { errors: Vec::new() };
    form.known(&root, "", &["place", "values", "warnings", "wording", "issuers", "adopts"]);
    // no stopgap: a place that cannot be read lies in no province
    let place = form.read(&mut root, "", "place", LocalProblem::NotText, |value| match value {
        Value::String(text) => Some(text),
        _ => None,
    });
    let mut file = File { place, ..File::default() };
    for (name, path, mut entry) in form.entries(&mut root, "values", &["value", "document"]) {
        let value = entry.remove("value");
        if value.is_none() {
            form.problem(below(&path, "value"), LocalProblem::Missing);
        }
        let document = form.text(&mut entry, &path, "document");
        file.values.insert(name, FileValue { value, document });
    }
    file.warnings = form.warnings(&mut root);
    for (table, to) in [("wording", &mut file.wording), ("issuers", &mut file.issuers)] {
        for (name, path, mut entry) in form.entries(&mut root, table, &["value", "document"]) {
            let value = form.text(&mut entry, &path, "value");
            let document = form.text(&mut entry, &path, "document");
            to.insert(name, Wording { value, document });
        }
    }
    for (id, path, mut entry) in form.entries(&mut root, "adopts", &["document"]) {
        let document = form.text(&mut entry, &path, "document");
        file.adopts.insert(id, document);
    }
    Ok((file, form.errors))
}

/// Where the text stops being TOML, both counted from 1.
fn not_toml(text: &str, at: usize) -> LocalProblem {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    LocalProblem::NotToml { line, column }
}

fn below(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

struct Form {
    errors: Vec<LocalError>,
}

impl Form {
    fn problem(&mut self, path: String, problem: LocalProblem) {
        self.errors.push(LocalError { path, problem });
    }

    /// Notes the fields that do not belong to a table.
    fn known(&mut self, table: &Table, path: &str, names: &[&str]) {
        for name in table.keys().filter(|name| !names.contains(&name.as_str())) {
            self.problem(below(path, name), LocalProblem::UnknownField);
        }
    }

    /// A field that must be there and be of its kind.
    fn read<T>(
        &mut self,
        table: &mut Table,
        path: &str,
        name: &str,
        wrong: LocalProblem,
        kind: impl FnOnce(Value) -> Option<T>,
    ) -> Option<T> {
        let problem = match table.remove(name) {
            None => LocalProblem::Missing,
            Some(value) => match kind(value) {
                Some(value) => return Some(value),
                None => wrong,
            },
        };
        self.problem(below(path, name), problem);
        None
    }

    /// A text; the stopgap is a text that nothing else is equal to.
    fn text(&mut self, table: &mut Table, path: &str, name: &str) -> String {
        let read = self.read(table, path, name, LocalProblem::NotText, |value| match value {
            Value::String(text) => Some(text),
            _ => None,
        });
        read.unwrap_or_else(|| below(path, name))
    }

    /// The tables in a table, each with its name and path.
    fn entries(
        &mut self,
        root: &mut Table,
        table: &str,
        fields: &[&str],
    ) -> Vec<(String, String, Table)> {
        let all = match root.remove(table) {
            None => return Vec::new(),
            Some(Value::Table(all)) => all,
            Some(_) => {
                self.problem(table.to_owned(), LocalProblem::NotTable);
                return Vec::new();
            }
        };
        let mut entries = Vec::new();
        for (name, value) in all {
            let path = below(table, &name);
            if let Value::Table(entry) = value {
                self.known(&entry, &path, fields);
                entries.push((name, path, entry));
            } else {
                self.problem(path, LocalProblem::NotTable);
            }
        }
        entries
    }

    fn warnings(&mut self, root: &mut Table) -> Vec<Warning> {
        let all = match root.remove("warnings") {
            None => return Vec::new(),
            Some(Value::Array(all)) => all,
            Some(_) => {
                self.problem("warnings".to_owned(), LocalProblem::NotList);
                return Vec::new();
            }
        };
        let one =
            |(index, value): (usize, Value)| self.warning(&format!("warnings[{index}]"), value);
        all.into_iter().enumerate().map(one).collect()
    }

    /// A warning; a stopgap too keeps the places of those behind it.
    fn warning(&mut self, path: &str, value: Value) -> Warning {
        let Value::Table(mut entry) = value else {
            self.problem(path.to_owned(), LocalProblem::NotTable);
            let (id, document) = (path.to_owned(), path.to_owned());
            return Warning { id, measure: Measure::AgeAtMost, limit: 0, document };
        };
        self.known(&entry, path, &["id", "measure", "limit", "document"]);
        let id = self.text(&mut entry, path, "id");
        let measure = match entry.get("measure") {
            Some(Value::String(_)) => LocalProblem::UnknownMeasure,
            _ => LocalProblem::NotText,
        };
        let measure =
            self.read(&mut entry, path, "measure", measure, |value| value.try_into().ok());
        let number = match entry.get("limit") {
            Some(Value::Integer(_)) => LocalProblem::Misfit,
            _ => LocalProblem::NotWhole,
        };
        let limit = self.read(&mut entry, path, "limit", number, |value| {
            value.as_integer().and_then(|number| u32::try_from(number).ok())
        });
        Warning {
            id,
            measure: measure.unwrap_or(Measure::AgeAtMost),
            limit: limit.unwrap_or_default(),
            document: self.text(&mut entry, path, "document"),
        }
    }
}
