//! `huanjie decide`: the outcome of one record, or of a line of records each.
//!
//! One JSON document a record on standard output: the decision, or all problems with their paths;
//! `--explain` puts the same into words.
//! Status 0 when every record was decided, also when a vote is void; 2 when one was malformed or
//! impossible.

mod explain;

use std::{
    fs::File,
    io::{self, BufRead, BufReader, BufWriter, Read, Write},
    process::ExitCode,
};

use clap::{Arg, ArgAction, ArgMatches, Command};
use law::outcome::{Count, write};

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
    let mut printer = Printer { out: BufWriter::with_capacity(CHUNK, stdout), words, good: true };
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

/// Bytes read or written at once.
const CHUNK: usize = 1 << 16;

fn open(file: &str) -> io::Result<BufReader<Box<dyn Read>>> {
    let input: Box<dyn Read> = match file {
        "-" => Box::new(io::stdin().lock()),
        path => Box::new(File::open(path)?),
    };
    Ok(BufReader::with_capacity(CHUNK, input))
}

fn lines(
    mut input: BufReader<impl Read>,
    file: &str,
    printer: &mut Printer,
) -> Result<(), Failure> {
    let mut line = Vec::new();
    for number in 1.. {
        if !input.buffer().contains(&b'\n') {
            // whoever asks may wait for the answers before sending more
            printer.out.flush().map_err(|error| Failure::writing(&error))?;
        }
        line.clear();
        match input.read_until(b'\n', &mut line) {
            Ok(0) => return Ok(()),
            Ok(_) => {
                // a record that breaks off breaks off in its line
                let record = line.strip_suffix(b"\n").unwrap_or(&line);
                printer.print(record, Some(number)).map_err(|error| Failure::writing(&error))?;
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
            Ok(count) => write::decision(&count.decide(), &mut self.out)?,
            Err(problems) => {
                self.good = false;
                let word = |key, whole| worded(key, line.filter(|_| whole), self.words);
                write::problems(&problems, &word, &mut self.out)?;
            }
        }
        self.out.write_all(b"\n")
    }
}

/// The message of a problem, in which its numbers stand as `{a}` and `{b}`; of a whole record that
/// is a line of many with the number of that line. A line's own number of lines says nothing.
fn worded(key: &str, line: Option<u64>, words: &Words) -> String {
    let numbers = [("a", FluentValue::from("{a}")), ("b", FluentValue::from("{b}"))];
    let text = |key: &str| words.text_with(key, &numbers);
    let problem = match (key, line) {
        ("not-json", Some(_)) => text("problem-not-json-at"),
        _ => text(&format!("problem-{key}")),
    };
    match line {
        None => problem,
        Some(line) => {
            let parts = [("line", line.to_string().into()), ("problem", problem.into())];
            words.text_with("problem-of-line", &parts)
        }
    }
}
