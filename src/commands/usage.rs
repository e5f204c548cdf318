//! Help and the errors of the command line, which clap words in English only, in both languages.

use std::{
    io::{IsTerminal as _, Write as _},
    process::ExitCode,
};

use clap::{
    Arg, ArgAction, Command,
    error::{ContextKind, ContextValue, Error, ErrorKind},
};

use super::{Failure, failure::UNUSABLE, given::Fault, output};
use crate::shell::words::{FluentValue, Words};

/// A command line with all of clap's own headings and hints in the chosen language.
pub fn worded(command: Command, words: &Words) -> Command {
    let help = Arg::new("help")
        .short('h')
        .long("help")
        .action(ArgAction::Help)
        .help(words.text("cli-help"));
    command
        .disable_help_flag(true)
        .arg(help)
        .help_template(format!(
            "{{about-with-newline}}\n{}\n\n{{all-args}}{{after-help}}",
            words.text("help-usage")
        ))
        .subcommand_help_heading(words.text("help-commands"))
        .subcommand_value_name(words.text("value-name-command"))
        .mut_args(|arg| worded_arg(arg, words))
        .mut_subcommands(|command| worded(command, words))
}

fn worded_arg(arg: Arg, words: &Words) -> Arg {
    let heading = if arg.is_positional() { "help-arguments" } else { "help-options" };
    let arg = arg.help_heading(words.text(heading));
    if !arg.get_action().takes_values() {
        let help = told(&arg, [("help-env", env(&arg))], words);
        return arg.hide_env(true).help(help);
    }
    let possible = arg.get_possible_values();
    let possible = list(possible.iter().map(clap::builder::PossibleValue::get_name));
    let preset = list(arg.get_default_values().iter().filter_map(|value| value.to_str()));
    let parts = [("help-one-of", possible), ("help-default", preset), ("help-env", env(&arg))];
    let help = told(&arg, parts, words);
    arg.hide_possible_values(true).hide_default_value(true).hide_env(true).help(help)
}

/// The variable of the environment that stands in for an argument.
fn env(arg: &Arg) -> String {
    arg.get_env().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The help of an argument with what clap would add to it in English.
fn told<const N: usize>(arg: &Arg, parts: [(&str, String); N], words: &Words) -> String {
    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
    let parts = parts.into_iter().filter(|(_, values)| !values.is_empty());
    parts.fold(help, |help, (key, values)| {
        help + &words.text_with(key, &[("values", values.into())])
    })
}

/// What the program says to a command line that clap did not hand on: help, version, an error
/// with a hint at the help of the command that was asked for.
///
/// # Errors
/// Output that cannot be written.
pub fn answer(
    error: &Error,
    command: Option<&'static str>,
    words: &Words,
) -> Result<ExitCode, Failure> {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let text = rendered(error, words, std::io::stdout().is_terminal());
            output::write(&text).map(|()| ExitCode::SUCCESS)
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            tell(&rendered(error, words, std::io::stderr().is_terminal()));
            Ok(ExitCode::from(UNUSABLE))
        }
        _ => {
            tell(&format!("{}\n{}\n", sentence(error, words), see_help(command, words)));
            Ok(ExitCode::from(UNUSABLE))
        }
    }
}

/// Where the help is.
fn see_help(command: Option<&'static str>, words: &Words) -> String {
    let program = command.map_or_else(|| "huanjie".to_owned(), |name| format!("huanjie {name}"));
    words.text_with("usage-see-help", &[("program", program.into())])
}

fn tell(text: &str) {
    // nobody is left to tell when standard error is closed
    let _ = std::io::stderr().write_all(text.as_bytes());
}

fn rendered(error: &Error, words: &Words, terminal: bool) -> String {
    let styled = error.render();
    let text = if terminal { styled.ansi().to_string() } else { styled.to_string() };
    // the one word that clap offers no place for
    text.replace("[OPTIONS]", &format!("[{}]", words.text("value-name-options")))
}

/// The error as a sentence, with what was meant where clap has a guess.
fn sentence(error: &Error, words: &Words) -> String {
    let of = |kind| error.get(kind).map(plain).unwrap_or_default();
    let argument = of(ContextKind::InvalidArg);
    let value = of(ContextKind::InvalidValue);
    let command = of(ContextKind::InvalidSubcommand);
    let key = match error.kind() {
        ErrorKind::UnknownArgument => "usage-unknown-argument",
        ErrorKind::InvalidSubcommand => "usage-unknown-command",
        ErrorKind::MissingSubcommand => "error-missing-command",
        ErrorKind::MissingRequiredArgument => "usage-missing-argument",
        ErrorKind::InvalidValue if value.is_empty() => "usage-missing-value",
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => "usage-invalid-value",
        ErrorKind::ArgumentConflict => "usage-conflict",
        ErrorKind::InvalidUtf8 => "usage-not-utf8",
        _ => "usage-wrong-number",
    };
    let mut text = words.text_with(
        key,
        &[
            ("argument", argument.into()),
            ("value", value.into()),
            ("command", command.into()),
            ("other", of(ContextKind::PriorArg).into()),
        ],
    );
    if let Some(fault) =
        std::error::Error::source(error).and_then(|one| one.downcast_ref::<Fault>())
    {
        text.push('\n');
        text.push_str(&fault.said(words));
    }
    let suggested =
        [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let guess = suggested.into_iter().map(of).find(|guess| !guess.is_empty());
    let hints =
        [("usage-suggestion", guess), ("usage-possible", Some(of(ContextKind::ValidValue)))];
    for (key, values) in hints {
        if let Some(values) = values.filter(|values| !values.is_empty()) {
            text.push('\n');
            text.push_str(&words.text_with(key, &[("values", FluentValue::from(values))]));
        }
    }
    text
}

fn plain(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => list(texts.iter().map(String::as_str)),
        ContextValue::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

fn list<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    texts.collect::<Vec<_>>().join(", ")
}
