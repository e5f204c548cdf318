//! `huanjie decide`: the outcome of one record, or of a line of records each.

use clap::{Arg, ArgAction, Command};

use crate::shell::words::Words;

/// The command line of `decide`.
pub fn command(words: &Words) -> Command {
    Command::new("decide")
        .about(words.text("decide-about"))
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
}
