//! `huanjie packs`: the rule packs that ship with the program, one of them with every value and
//! its article, the values in force under an overlay and local rules, and which pack governs.

mod json;
pub mod layers;
mod show;

use std::process::ExitCode;

use chrono::NaiveDate;
use clap::{Arg, ArgAction, ArgMatches, Command};
use law::{
    body::{Body, Family},
    rules::{Pack, choose},
};

use super::{Failure, given, output, said::Said};
use crate::shell::words::Words;

/// The command line of `packs`.
pub fn command(words: &Words) -> Command {
    let option = |name: &'static str, key, value| {
        Arg::new(name).long(name).value_name(words.text(value)).help(words.text(key))
    };
    Command::new("packs")
        .about(words.text("packs-about"))
        .arg(
            Arg::new("ID")
                .value_name(words.text("value-name-id"))
                .help(words.text("packs-id"))
                .conflicts_with("body"),
        )
        .arg(option("overlay", "packs-overlay", "value-name-id").requires("ID"))
        .arg(option("local", "packs-local", "value-name-file").requires("ID"))
        .arg(
            option("body", "packs-for-body", "value-name-body")
                .alias("for-body")
                .value_parser(Body::ALL.map(Body::word))
                .requires("place")
                .requires("day"),
        )
        .arg(
            option("place", "packs-place", "value-name-code")
                .alias("province")
                .value_parser(given::division_code)
                .requires("body"),
        )
        .arg(option("day", "packs-day", "value-name-day").value_parser(given::day).requires("body"))
        .arg(
            Arg::new("json").long("json").action(ArgAction::SetTrue).help(words.text("packs-json")),
        )
}

/// Lists, shows or chooses packs.
///
/// # Errors
/// Unknown ids, layers that do not fit, a day on which no pack governs, unwritable output.
pub fn run(matches: &ArgMatches, words: &Words) -> Result<ExitCode, Failure> {
    let json = matches.get_flag("json");
    let text = |name: &str| matches.get_one::<String>(name).map(String::as_str);
    let said = Said::of(matches, words);
    let text = match (text("ID"), text("overlay"), text("local")) {
        (None, ..) => match asked(matches) {
            Some((body, place, day)) => governing(body, place, day, json, words)?,
            None if json => json::list(),
            None => list(words),
        },
        (Some(id), None, None) => {
            let pack = given::pack(id)?;
            if json { json::pack(pack) } else { show::pack(pack, &said) }
        }
        (Some(id), overlay, local) => {
            let rules = layers::rules(given::national(id, None)?, overlay, local, words)?;
            if json { json::rules(&rules) } else { show::rules(&rules, &said) }
        }
    };
    output::write(&text).map(|()| ExitCode::SUCCESS)
}

fn asked(matches: &ArgMatches) -> Option<(Body, &str, NaiveDate)> {
    let body = Body::from_word(matches.get_one::<String>("body")?)?;
    Some((body, matches.get_one::<String>("place")?, *matches.get_one("day")?))
}

fn list(words: &Words) -> String {
    let said = Said::in_one(words);
    let heads = [
        "packs-column-id",
        "packs-column-title",
        "packs-column-family",
        "packs-column-validity",
        "packs-column-province",
        "packs-column-draft",
        "packs-column-digest",
    ];
    let mut rows = vec![heads.map(|head| words.text(head)).to_vec()];
    rows.extend(Pack::all().iter().map(|pack| {
        vec![
            pack.id.clone(),
            said.both(&pack.title),
            said.family(pack.family),
            said.validity(pack),
            pack.province.clone().unwrap_or_default(),
            draft_mark(pack, &said),
            pack.digest().chars().take(12).collect(),
        ]
    }));
    output::table(&rows)
}

fn draft_mark(pack: &Pack, said: &Said) -> String {
    match pack.unread_from {
        _ if pack.draft => said.text("packs-draft-mark"),
        Some(day) => said.text_with("packs-draft-mark-from", &[("day", day.to_string().into())]),
        None => String::new(),
    }
}

fn governing(
    body: Body,
    place: &str,
    day: NaiveDate,
    json: bool,
    words: &Words,
) -> Result<String, Failure> {
    let chosen = choose(body, place, day).ok_or_else(|| Failure::new("error-no-pack-governs"))?;
    if json {
        return Ok(json::chosen(&chosen));
    }
    let said = Said::in_one(words);
    let without = no_overlay(body.family()).unwrap_or("packs-no-overlay");
    let row = |head, pack: Option<&Pack>| {
        let Some(pack) = pack else {
            return vec![said.text(head), "—".into(), said.text(without)];
        };
        let mut row = vec![said.text(head), pack.id.clone(), said.both(&pack.title)];
        row.extend(pack.draft_on(day).then(|| {
            let unread = pack.unread_from.filter(|_| !pack.draft);
            unread.map_or_else(|| said.text("packs-draft"), |from| said.unread(from))
        }));
        row
    };
    Ok(output::table(&[
        row("packs-pack", Some(chosen.pack)),
        row("packs-overlay-label", chosen.overlay),
    ]))
}

/// What to say where no overlay governs: this program may not carry the province's rules. The
/// Party has none anywhere.
pub fn no_overlay(family: Family) -> Option<&'static str> {
    (family != Family::Party).then_some("packs-overlay-not-carried")
}
