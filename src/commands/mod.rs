//! The commands of the program, a module each: `command` says what the command line looks like,
//! `run` does it.
//!
//! Texts come from the words of the chosen language, therefore clap is used through its builder.

pub mod account;
pub mod backup;
pub mod calendar;
pub mod calendar_ics;
pub mod database;
pub mod decide;
pub mod failure;
pub mod given;
pub mod help;
pub mod import;
pub mod language;
pub mod output;
pub mod packs;
pub mod restore;
pub mod rules;
pub mod said;
pub mod serve;
pub mod usage;
pub mod verify;

use std::{ffi::OsString, process::ExitCode};

use clap::{Arg, ArgAction, ArgMatches, Command};

pub use failure::Failure;

use crate::shell::words::{Lang, Words};

/// What a command is: its name, its command line, and what it does.
struct Entry {
    name: &'static str,
    command: fn(&Words) -> Command,
    run: fn(&ArgMatches, &Words) -> Result<ExitCode, Failure>,
}

/// All commands, in the order of the help.
const COMMANDS: &[Entry] = &[
    Entry { name: "decide", command: decide::command, run: decide::run },
    Entry { name: "calendar", command: calendar::command, run: calendar::run },
    Entry { name: "packs", command: packs::command, run: packs::run },
    Entry { name: "rules", command: rules::command, run: rules::run },
    Entry { name: "serve", command: serve::command, run: serve::run },
    Entry { name: "account", command: account::command, run: account::run },
    Entry { name: "import", command: import::command, run: import::run },
    Entry { name: "backup", command: backup::command, run: backup::run },
    Entry { name: "restore", command: restore::command, run: restore::run },
    Entry { name: "verify", command: verify::command, run: verify::run },
    Entry { name: "help", command: help::command, run: help::run },
];

/// Runs the program: finds the language, parses the command line, runs the command.
///
/// `variable` reads the environment. Status 0 is done, 2 a command line or data that cannot be
/// used; other statuses are a command's own.
pub fn run(args: Vec<OsString>, variable: impl Fn(&str) -> Option<String>) -> ExitCode {
    output::measure(variable("COLUMNS").as_deref());
    let words = Words::new(language::choose(&args, variable));
    let asked = args
        .iter()
        .skip(1)
        .find_map(|arg| COMMANDS.iter().map(|entry| entry.name).find(|name| arg == name));
    let done = match program(&words).try_get_matches_from(args) {
        Ok(matches) => dispatch(&matches, &words),
        Err(error) => usage::answer(&error, asked, &words),
    };
    done.unwrap_or_else(|failure| failure.tell(&words, &mut std::io::stderr()))
}

/// The whole command line in a language.
pub fn program(words: &Words) -> Command {
    let lang = Arg::new("lang")
        .long("lang")
        .global(true)
        .value_name(words.text("value-name-language"))
        .value_parser(Lang::ALL.map(Lang::tag))
        .help(words.text("cli-lang"));
    let version = Arg::new("version")
        .short('V')
        .long("version")
        .action(ArgAction::Version)
        .help(words.text("cli-version"));
    let commands = COMMANDS.iter().map(|entry| (entry.command)(words));
    let program = Command::new("huanjie")
        .about(words.text("cli-about"))
        .version(env!("CARGO_PKG_VERSION"))
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .arg(lang)
        .arg(version)
        .subcommands(commands);
    usage::worded(program, words)
}

fn dispatch(matches: &ArgMatches, words: &Words) -> Result<ExitCode, Failure> {
    let found = matches.subcommand().and_then(|(name, rest)| {
        COMMANDS.iter().find(|entry| entry.name == name).map(|entry| (entry, rest))
    });
    match found {
        Some((entry, rest)) => (entry.run)(rest, words),
        // clap demands a command before this
        None => Err(Failure::new("error-missing-command")),
    }
}
