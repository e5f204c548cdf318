//! Why a command could not do its work, as keys of words: told on standard error, status 2.

use std::{
    io::{self, ErrorKind, Write},
    process::ExitCode,
};

use super::output::visible_lines;
use crate::{
    shell::{
        private_postgres::StartError,
        words::{FluentValue, Words},
    },
    upkeep::backup::Trouble,
};

/// Status of a command line or data that cannot be used.
pub const UNUSABLE: u8 = 2;

/// Why a command could not do its work.
#[derive(Debug)]
pub enum Failure {
    /// One line or several, told to the person.
    Told(Vec<Line>),
    /// The reader of standard output went away (`huanjie packs | head -1`): the rest is not
    /// wanted, which is no failure.
    Unread,
}

/// One line of a failure: a key of the words and its variables.
#[derive(Debug)]
pub struct Line {
    key: &'static str,
    variables: Vec<(&'static str, FluentValue<'static>)>,
}

impl Failure {
    /// A failure of one line without variables.
    pub fn new(key: &'static str) -> Self {
        Self::Told(vec![Line { key, variables: Vec::new() }])
    }

    /// A failure of one line that comes with its variables.
    pub fn told(key: &'static str, variables: Vec<(&'static str, String)>) -> Self {
        variables.into_iter().fold(Self::new(key), |told, (name, value)| told.with(name, value))
    }

    /// The same failure with a variable of its last line.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<FluentValue<'static>>) -> Self {
        if let Self::Told(lines) = &mut self
            && let Some(line) = lines.last_mut()
        {
            line.variables.push((name, value.into()));
        }
        self
    }

    /// The lines of both, this one's first.
    #[must_use]
    pub fn and(self, next: Self) -> Self {
        match (self, next) {
            (Self::Told(mut lines), Self::Told(more)) => {
                lines.extend(more);
                Self::Told(lines)
            }
            (Self::Unread, other) | (other, Self::Unread) => other,
        }
    }

    /// An id that is not among those known, with the nearest of them (at most two letters away).
    pub fn unknown<'a>(key: &'static str, id: &str, known: impl Iterator<Item = &'a str>) -> Self {
        let failure = Self::new(key).with("id", id.to_owned());
        let near = nearest(id, known);
        if near.is_empty() {
            return failure;
        }
        failure.and(Self::new("error-nearest").with("ids", near.join(", ")))
    }

    /// A file (or standard input, `-`) could not be read.
    pub fn reading(file: &str, error: &io::Error) -> Self {
        let key = match error.kind() {
            ErrorKind::NotFound => "error-not-found",
            ErrorKind::IsADirectory => "error-is-a-directory",
            ErrorKind::PermissionDenied => "error-no-permission",
            ErrorKind::InvalidData => "error-not-text",
            _ => {
                let failure = Self::new("error-reading").with("reason", error.to_string());
                return failure.with("file", file.to_owned());
            }
        };
        Self::new(key).with("file", file.to_owned())
    }

    /// Standard output could not be written.
    pub fn writing(error: &io::Error) -> Self {
        match error.kind() {
            ErrorKind::BrokenPipe => Self::Unread,
            ErrorKind::StorageFull => Self::new("error-storage-full"),
            _ => Self::new("error-writing").with("reason", error.to_string()),
        }
    }

    /// Writes the lines and gives the status of the program.
    pub fn tell(&self, words: &Words, to: &mut impl Write) -> ExitCode {
        let Self::Told(lines) = self else { return ExitCode::SUCCESS };
        for line in lines {
            let variables: Vec<_> =
                line.variables.iter().map(|(name, value)| (*name, shown(value))).collect();
            // nobody is left to tell when standard error is closed
            let _ = writeln!(to, "{}", words.text_with(line.key, &variables));
        }
        ExitCode::from(UNUSABLE)
    }
}

/// A value whose text may come from a file or the command line, as it can be shown.
fn shown(value: &FluentValue<'static>) -> FluentValue<'static> {
    match value {
        FluentValue::String(text) => visible_lines(text).into(),
        other => other.clone(),
    }
}

impl From<StartError> for Failure {
    /// A database server of our own does not start.
    fn from(error: StartError) -> Self {
        Self::told(error.key(), error.variables())
    }
}

impl From<Trouble> for Failure {
    /// A back-up cannot be made, checked or restored.
    fn from(trouble: Trouble) -> Self {
        Self::told(trouble.key(), trouble.variables())
    }
}

/// The nearest of the words known (at most two letters away), else those that hold it as a part
/// of at least three letters; capitals do not count.
pub fn nearest<'a>(wanted: &str, known: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let lower = wanted.to_lowercase();
    let known: Vec<&str> = known.collect();
    let near: Vec<_> = known
        .iter()
        .map(|word| (strsim::damerau_levenshtein(&lower, &word.to_lowercase()), *word))
        .filter(|(distance, _)| *distance <= 2)
        .collect();
    let Some(best) = near.iter().map(|(distance, _)| *distance).min() else {
        let part = |word: &&str| lower.len() >= 3 && word.to_lowercase().contains(&lower);
        return known.into_iter().filter(part).collect();
    };
    near.into_iter().filter(|(distance, _)| *distance == best).map(|(_, word)| word).collect()
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_mistyped_word_has_its_nearest_and_a_part_its_whole() {
        let known = || ["roll_posted", "rerun", "VC18", "VC10", "VC98"].into_iter();
        assert_eq!(nearest("rol_posted", known()), ["roll_posted"]);
        assert_eq!(nearest("vc17", known()), ["VC18", "VC10"]);
        assert_eq!(nearest("Roll", known()), ["roll_posted"]);
        assert_eq!(nearest("pq", known()), [""; 0]);
    }
}
