//! `huanjie help [COMMAND]`: the same as `--help`; clap's own is in English only.

use std::process::ExitCode;

use clap::{Arg, ArgMatches, Command};

use super::{Failure, program, usage};
use crate::shell::words::Words;

/// The command line of `help`.
pub fn command(words: &Words) -> Command {
    Command::new("help").about(words.text("help-about")).arg(
        Arg::new("COMMAND")
            .value_name(words.text("value-name-command"))
            .help(words.text("help-command")),
    )
}

/// Prints the help of the program or of a command.
///
/// # Errors
/// Output that cannot be written. An unknown command is told as on the command line.
pub fn run(matches: &ArgMatches, words: &Words) -> Result<ExitCode, Failure> {
    let command = matches.get_one::<String>("COMMAND").map(String::as_str);
    let args = ["huanjie"].into_iter().chain(command).chain(["--help"]);
    match program(words).try_get_matches_from(args) {
        // --help always ends in what clap calls an error
        Ok(_) => Ok(ExitCode::SUCCESS),
        Err(error) => usage::answer(&error, None, words),
    }
}
