//! Putting pack, overlay and local rules together for a look at the values in force.

use std::{fs::File, io::Read, sync::Arc};

use law::rules::{
    LocalError, LocalRules, Pack, Rules,
    local::{LocalProblem, Measure},
};

use crate::{
    commands::{Failure, given, output, said::Said},
    shell::words::{FluentValue, Words},
};

/// Bytes of a local layer at most: a few dozen values and warnings are a few thousand.
const LONGEST: u64 = 1 << 20;

/// The rules of a national pack, with an overlay and a file of local rules where given.
///
/// # Errors
/// An unknown or unfitting overlay; a file that cannot be read; every problem of the local rules.
pub fn rules(
    pack: &'static Pack,
    overlay: Option<&str>,
    local: Option<&str>,
    words: &Words,
) -> Result<Rules, Failure> {
    let overlay = overlay.map(|id| given::overlay(id, pack.family)).transpose()?;
    let over = overlay.map(|over| over.id.as_str());
    let rules = Rules::shipped(&pack.id, over)
        .cloned()
        .ok_or_else(|| Failure::new("error-wrong-overlay").with("id", pack.id.clone()))?;
    let Some(file) = local else { return Ok(rules) };
    let mut text = String::new();
    let read = File::open(file).and_then(|file| file.take(LONGEST + 1).read_to_string(&mut text));
    if read.map_err(|error| Failure::reading(file, &error))? as u64 > LONGEST {
        return Err(Failure::new("error-local-long").with("file", file.to_owned()));
    }
    let layer = LocalRules::parse(&text, &rules).map_err(|errors| problems(&errors, words))?;
    // it was validated against these rules just now
    rules
        .with_local(Arc::new(layer))
        .map_err(|_| Failure::new("error-foreign-local").with("file", file.to_owned()))
}

/// Every problem of a local layer, a line each.
fn problems(errors: &[LocalError], words: &Words) -> Failure {
    let head = Failure::new("error-local-file").with("count", errors.len());
    errors.iter().fold(head, |failure, error| {
        let path = if error.path.is_empty() {
            words.text("local-whole-file")
        } else {
            clipped(&output::visible(&error.path))
        };
        let line = Failure::new("error-local")
            .with("path", path)
            .with("problem", problem(&error.problem, words));
        failure.and(line)
    })
}

/// Signs of a path that are shown; a name of the file may be as long as the file.
const SHOWN: usize = 80;

fn clipped(path: &str) -> String {
    match path.char_indices().nth(SHOWN) {
        None => path.to_owned(),
        Some((at, _)) => format!("{}…", &path[..at]),
    }
}

fn problem(problem: &LocalProblem, words: &Words) -> String {
    let key = match problem {
        LocalProblem::NotToml { line, column } => {
            let [line, column] = [line, column].map(|number| FluentValue::from(number.to_string()));
            return words.text_with("local-not-toml", &[("line", line), ("column", column)]);
        }
        LocalProblem::UnknownMeasure => {
            let known = Measure::WORDS.join(&words.text("value-separator"));
            return words.text_with("local-unknown-measure", &[("known", known.into())]);
        }
        LocalProblem::Lowers { source } => {
            let source = Said::in_one(words).source(source);
            return words.text_with("local-lowers", &[("source", source.into())]);
        }
        LocalProblem::FixedByLaw { source } => {
            let source = Said::in_one(words).source(source);
            return words.text_with("local-fixed", &[("source", source.into())]);
        }
        LocalProblem::Contradicts { other } => {
            let name = format!("key-{}", other.name());
            let other = format!("{} {}", other.name(), words.text(&name));
            return words.text_with("local-contradicts", &[("other", other.into())]);
        }
        LocalProblem::Missing => "local-missing",
        LocalProblem::UnknownField => "local-unknown-field",
        LocalProblem::NotTable => "local-not-table",
        LocalProblem::NotList => "local-not-list",
        LocalProblem::NotText => "local-not-text",
        LocalProblem::NotWhole => "local-not-whole",
        LocalProblem::LawOnly => "local-law-only",
        LocalProblem::OtherBodies => "local-other-bodies",
        LocalProblem::OtherProvince => "local-other-province",
        LocalProblem::Place => "local-place",
        LocalProblem::UnknownKey => "local-unknown-key",
        LocalProblem::Misfit => "local-misfit",
        LocalProblem::NoDocument => "local-no-document",
        LocalProblem::UnknownNotice => "local-unknown-notice",
        LocalProblem::Empty => "local-empty",
        LocalProblem::Twice => "local-twice",
        LocalProblem::NotADraft => "local-not-a-draft",
    };
    words.text(key)
}
