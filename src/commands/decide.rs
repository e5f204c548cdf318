//! `huanjie decide`: the outcome of one record, or of a line of records each.
//!
//! One JSON document a record on standard output: the decision, or all problems with their paths;
//! `--explain` puts the same into words.
//! Status 0 when every record was decided, also when a vote is void; 2 when one was malformed or
//! impossible.

mod explain;

use std::{
    collections::HashMap,
    fs::File,
    io::{self, BufRead, BufReader, BufWriter, Read, Write},
    process::ExitCode,
};

use clap::{Arg, ArgAction, ArgMatches, Command};
use law::outcome::{Count, Problem, What};
use serde::{Serialize, Serializer, ser::SerializeSeq};

use super::{Failure, failure::UNUSABLE};
use crate::shell::words::{FluentValue, Words};

/// The command line of `decide`.
pub fn command(words: &Words) -> Command {
    Command::new("decide")
        .about(words.text("decide-about"))
        .after_help(words.text("decide-status"))
        .arg(
            Arg::new("FILE")
                .value_name(words.text("value-name-file"))
                .help(words.text("decide-file")),
        )
        .arg(
            Arg::new("jsonl")
                .long("jsonl")
                .action(ArgAction::SetTrue)
                .help(words.text("decide-jsonl")),
        )
        .arg(
            Arg::new("explain")
                .long("explain")
                .action(ArgAction::SetTrue)
                .conflicts_with("jsonl")
                .help(words.text("decide-explain")),
        )
}

/// Decides the record of a file (standard input without one or with `-`), or one record a line.
///
/// # Errors
/// A file that cannot be read, an output that cannot be written.
pub fn run(matches: &ArgMatches, words: &Words) -> Result<ExitCode, Failure> {
    let file = matches.get_one::<String>("FILE").map_or("-", String::as_str);
    let input = open(file).map_err(|error| Failure::reading(file, &error))?;
    let stdout = io::stdout().lock();
    let mut printer = Printer { out: BufWriter::with_capacity(1 << 16, stdout), words, good: true };
    if matches.get_flag("jsonl") {
        lines(input, file, &mut printer)?;
    } else {
        let mut record = Vec::new();
        let mut input = input;
        input.read_to_end(&mut record).map_err(|error| Failure::reading(file, &error))?;
        let explains = matches.get_flag("explain");
        let done = if explains { printer.explain(&record) } else { printer.print(&record, None) };
        done.map_err(|error| Failure::writing(&error))?;
    }
    printer.out.flush().map_err(|error| Failure::writing(&error))?;
    Ok(if printer.good { ExitCode::SUCCESS } else { ExitCode::from(UNUSABLE) })
}

fn open(file: &str) -> io::Result<Box<dyn BufRead>> {
    Ok(match file {
        "-" => Box::new(BufReader::new(io::stdin().lock())),
        path => Box::new(BufReader::with_capacity(1 << 16, File::open(path)?)),
    })
}

fn lines(mut input: impl BufRead, file: &str, printer: &mut Printer) -> Result<(), Failure> {
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        match input.read_until(b'\n', &mut line) {
            Ok(0) => return Ok(()),
            Ok(_) => {
                printer.print(&line, Some(number)).map_err(|error| Failure::writing(&error))?;
            }
            Err(error) => return Err(Failure::reading(file, &error)),
        }
    }
    Ok(())
}

struct Printer<'w> {
    out: BufWriter<io::StdoutLock<'static>>,
    words: &'w Words,
    /// No record was malformed or impossible so far.
    good: bool,
}

impl Printer<'_> {
    fn explain(&mut self, record: &[u8]) -> io::Result<()> {
        let text = match Count::from_json(record) {
            Ok(count) => {
                let names = serde_json::from_slice(record).unwrap_or_default();
                explain::page(&count, &count.decide(), &names, self.words)
            }
            Err(problems) => {
                self.good = false;
                explain::problems(&problems, self.words)
            }
        };
        self.out.write_all(text.as_bytes())
    }

    /// One record; of a line of many with its number.
    fn print(&mut self, record: &[u8], line: Option<u64>) -> io::Result<()> {
        match Count::from_json(record) {
            Ok(count) => serde_json::to_writer(&mut self.out, &count.decide())?,
            Err(problems) => {
                self.good = false;
                let errors =
                    Errors { errors: Worded { problems: &problems, line, words: self.words } };
                serde_json::to_writer(&mut self.out, &errors)?;
            }
        }
        self.out.write_all(b"\n")
    }
}

#[derive(Serialize)]
struct Errors<'p> {
    errors: Worded<'p>,
}

/// Problems with their messages in a language.
struct Worded<'p> {
    problems: &'p [Problem],
    /// The line of the record, told where the record as a whole is at fault.
    line: Option<u64>,
    words: &'p Words,
}

impl Worded<'_> {
    fn of_the_line(&self, line: u64, problem: &Problem) -> String {
        let message = match problem.what {
            // a record is one line, so that its own number of lines says nothing
            What::NotJson(_, column) => {
                let column = [("b", FluentValue::from(column.to_string()))];
                self.words.text_with("problem-not-json-at", &column)
            }
            _ => worded(problem.what.key(), &problem.what.numbers(), self.words),
        };
        let parts = [("line", line.to_string().into()), ("problem", message.into())];
        self.words.text_with("problem-of-line", &parts)
    }
}

#[derive(Serialize)]
struct Error<'p> {
    path: &'p str,
    message: &'p str,
}

impl Serialize for Worded<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.problems.len()))?;
        // most problems of a large record read alike, and wording one takes longer than finding it
        let mut plain: HashMap<&str, String> = HashMap::new();
        for problem in self.problems {
            let (path, numbers) = (problem.path.as_str(), problem.what.numbers());
            if let Some(line) = self.line.filter(|_| path.is_empty()) {
                let message = self.of_the_line(line, problem);
                list.serialize_element(&Error { path, message: &message })?;
            } else if numbers.is_empty() {
                let key = problem.what.key();
                let message = plain.entry(key).or_insert_with(|| worded(key, &[], self.words));
                list.serialize_element(&Error { path, message })?;
            } else {
                let message = worded(problem.what.key(), &numbers, self.words);
                list.serialize_element(&Error { path, message: &message })?;
            }
        }
        list.end()
    }
}

fn worded(key: &str, numbers: &[i64], words: &Words) -> String {
    // as text: a number would get separators that depend on the language
    let variables: Vec<_> = ["a", "b"]
        .into_iter()
        .zip(numbers)
        .map(|(name, number)| (name, FluentValue::from(number.to_string())))
        .collect();
    words.text_with(&format!("problem-{key}"), &variables)
}
