//! `huanjie rules`: the registry of rules, how far the program carries each, and the totals.

use std::process::ExitCode;

use clap::{Arg, ArgAction, ArgMatches, Command};
use law::registry::{self, Rule, Status};
use serde_json::{Value as Json, json};

use super::{Failure, output, said::Said};
use crate::shell::words::Words;

/// The command line of `rules`.
pub fn command(words: &Words) -> Command {
    Command::new("rules")
        .about(words.text("rules-about"))
        .arg(
            Arg::new("ID")
                .num_args(0..)
                .value_name(words.text("value-name-id"))
                .help(words.text("rules-id")),
        )
        .arg(
            Arg::new("status")
                .long("status")
                .value_name(words.text("value-name-status"))
                .value_parser(Status::ALL.map(Status::word))
                .help(words.text("rules-status")),
        )
        .arg(
            Arg::new("json").long("json").action(ArgAction::SetTrue).help(words.text("packs-json")),
        )
}

/// Prints the rules asked for.
///
/// # Errors
/// An id that is no rule's; output that cannot be written.
pub fn run(matches: &ArgMatches, words: &Words) -> Result<ExitCode, Failure> {
    let ids: Vec<&String> = matches.get_many("ID").unwrap_or_default().collect();
    let mut rules: Vec<&Rule> = if ids.is_empty() {
        registry::all().iter().collect()
    } else {
        ids.into_iter().map(|id| find(id)).collect::<Result<_, _>>()?
    };
    if let Some(status) = matches.get_one::<String>("status") {
        rules.retain(|rule| rule.status.word() == status);
    }
    let text = if matches.get_flag("json") { as_json(&rules) } else { table(&rules, words) };
    output::write(&text).map(|()| ExitCode::SUCCESS)
}

fn find(id: &str) -> Result<&'static Rule, Failure> {
    let known = || registry::all().iter();
    known().find(|rule| rule.id.eq_ignore_ascii_case(id)).ok_or_else(|| {
        Failure::unknown("error-unknown-rule", id, known().map(|rule| rule.id.as_str()))
    })
}

fn table(rules: &[&Rule], words: &Words) -> String {
    let said = Said::in_one(words);
    let heads =
        ["packs-column-id", "rules-column-status", "rules-column-source", "packs-column-title"];
    let mut lines = vec![heads.map(|head| words.text(head)).to_vec()];
    lines.extend(rules.iter().map(|rule| {
        let status = words.text(status_key(rule.status));
        vec![rule.id.clone(), status, said.source(&rule.source), said.both(&rule.title)]
    }));
    let totals = Status::ALL.map(|status| {
        let count = rules.iter().filter(|rule| rule.status == status).count();
        vec![words.text(status_key(status)), count.to_string()]
    });
    let all = [vec![words.text("rules-total"), rules.len().to_string()]];
    let sums: Vec<_> = totals.into_iter().chain(all).collect();
    let legend = said.legend(rules.iter().map(|rule| rule.source.law.as_str()));
    format!("{}{legend}\n{}", output::table(&lines), output::table(&sums))
}

fn status_key(status: Status) -> &'static str {
    match status {
        Status::Computed => "status-computed",
        Status::Recorded => "status-recorded",
        Status::NotYet => "status-not_yet",
    }
}

fn as_json(rules: &[&Rule]) -> String {
    let all: Json = rules
        .iter()
        .map(|rule| {
            json!({
                "id": rule.id,
                "title": rule.title,
                "status": rule.status,
                "module": rule.module,
                "source": rule.source,
            })
        })
        .collect();
    format!("{all:#}\n")
}
