//! `huanjie calendar`: the statutory calendar of an election day, in force and as guidance, and
//! whether what happened was on time.

mod given;
mod table;

use std::process::ExitCode;

use chrono::NaiveDate;
use clap::{Arg, ArgAction, ArgMatches, Command};
use law::{
    body::Body,
    calendar::{Direction, Line, Standing, Step, calendar, unjudged},
    rules::{Pack, Rules, choose},
};
use serde_json::json;

use super::{
    Failure,
    calendar_ics::{Event, Unit, ics},
    given as values, output,
    packs::{layers, no_overlay},
};
use crate::shell::words::Words;

/// The command line of `calendar`.
pub fn command(words: &Words) -> Command {
    let option = |name: &'static str, key, value| {
        Arg::new(name).long(name).value_name(words.text(value)).help(words.text(key))
    };
    let date = |name, key| option(name, key, "value-name-day").value_parser(values::day);
    let flag = |name: &'static str, key| {
        Arg::new(name).long(name).action(ArgAction::SetTrue).help(words.text(key))
    };
    let body = option("body", "calendar-body", "value-name-body");
    Command::new("calendar")
        .about(words.text("calendar-about"))
        .after_help(steps(words))
        .arg(body.alias("for-body").value_parser(Body::ALL.map(Body::word)).required(true))
        .arg(date("day", "packs-day").required(true))
        .arg(option("pack", "calendar-pack", "value-name-id").conflicts_with("place"))
        .arg(option("overlay", "calendar-overlay", "value-name-id").conflicts_with("place"))
        .arg(
            option("place", "calendar-province", "value-name-code")
                .alias("province")
                .value_parser(values::division_code),
        )
        .arg(option("local", "packs-local", "value-name-file"))
        .arg(date("roll-posted", "calendar-roll-posted"))
        .arg(date("term-end", "calendar-term-end"))
        .arg(date("party-meeting", "calendar-party-meeting"))
        .arg(
            option("happened", "calendar-happened", "calendar-value-happened")
                .value_parser(given::happened)
                .action(ArgAction::Append),
        )
        .arg(option("holidays", "calendar-holidays", "value-name-file"))
        .arg(flag("in-force", "calendar-only-in-force"))
        .arg(flag("json", "packs-json").conflicts_with("ics"))
        .arg(flag("ics", "calendar-ics"))
        .arg(option("name", "calendar-name", "value-name-name").requires("ics"))
}

/// The steps that `--happened` knows, for the help.
fn steps(words: &Words) -> String {
    let rows: Vec<_> = Step::ALL
        .iter()
        .map(|step| vec![format!("  {}", step.word()), table::step(*step, words)])
        .collect();
    let how = words.text("calendar-happened-how");
    format!("{how}\n\n{}\n{}", words.text("calendar-steps"), output::table(&rows))
}

/// Prints the calendar as a table, as JSON or as an iCalendar file.
///
/// # Errors
/// Rules that cannot be put together or are made for other bodies, files that cannot be read,
/// dates beyond the calendar, unwritable output.
pub fn run(matches: &ArgMatches, words: &Words) -> Result<ExitCode, Failure> {
    let (body, day) = asked(matches)?;
    let rules = rules(matches, body, day, words)?;
    let anchors = given::anchors(matches, day, words)?;
    let mut lines = calendar(&rules, body, &anchors).map_err(|error| {
        let step = table::step(error.step, words);
        Failure::new("error-calendar-range").with("step", step)
    })?;
    if matches.get_flag("in-force") {
        lines.retain(|line| line.layer == Standing::InForce);
    }
    let left = unjudged(&lines, &anchors);
    let text = if matches.get_flag("json") {
        as_json(&rules, body, day, &lines, &left)
    } else if matches.get_flag("ics") {
        let name = matches.get_one::<String>("name").map(String::as_str);
        ics(&lines, day, Unit { body, name }, |line| event(&rules, day, line, words))
    } else {
        let silent = matches.contains_id("place") && rules.overlay.is_none();
        let note = no_overlay(body.family()).filter(|_| silent);
        table::page(&rules, day, &lines, &left, note, words)
    };
    output::write(&text).map(|()| ExitCode::SUCCESS)
}

fn asked(matches: &ArgMatches) -> Result<(Body, NaiveDate), Failure> {
    let body = matches.get_one::<String>("body").and_then(|word| Body::from_word(word));
    // clap demands both before this
    body.zip(matches.get_one("day").copied()).ok_or_else(|| Failure::new("error-missing-command"))
}

fn rules(
    matches: &ArgMatches,
    body: Body,
    day: NaiveDate,
    words: &Words,
) -> Result<Rules, Failure> {
    let text = |name: &str| matches.get_one::<String>(name).map(String::as_str);
    let (pack, overlay) = match (text("place"), text("pack")) {
        (Some(code), _) => {
            let chosen = choose(body, code, day);
            let chosen = chosen.ok_or_else(|| Failure::new("error-no-pack-governs"))?;
            (chosen.pack, chosen.overlay.map(|pack| pack.id.as_str()))
        }
        (None, Some(id)) => (values::national(id, Some(body.family()))?, text("overlay")),
        (None, None) => return Err(Failure::new("error-no-rules-chosen")),
    };
    layers::rules(pack, overlay, text("local"), words)
}

/// The chosen pack and overlay that are not in force on the day.
fn out_of_force(rules: &Rules, day: NaiveDate) -> Vec<&str> {
    let packs = [Some(rules.pack), rules.overlay].into_iter().flatten();
    packs.filter(|pack: &&Pack| !pack.in_force(day)).map(|pack| pack.id.as_str()).collect()
}

fn as_json(
    rules: &Rules,
    body: Body,
    day: NaiveDate,
    lines: &[Line],
    left: &[(Step, NaiveDate)],
) -> String {
    let left = left.iter().map(|(step, happened)| json!({ "step": step, "happened": happened }));
    let all = json!({
        "body": body,
        "day": day,
        "pack": rules.pack.id,
        "overlay": rules.overlay.map(|pack| &pack.id),
        "local": rules.local().map(law::rules::LocalRules::place),
        "draft": rules.draft_on(day),
        "not_in_force": out_of_force(rules, day),
        "lines": lines,
        "unjudged": left.collect::<Vec<_>>(),
    });
    format!("{all:#}\n")
}

fn event(rules: &Rules, day: NaiveDate, line: &Line, words: &Words) -> Event {
    let limit = table::limit(line, words);
    let (rule, source) = (line.rule.0, table::source(line, words));
    let step = table::step(line.step, words);
    let key = match line.direction {
        Direction::Latest => Some("calendar-event-latest"),
        Direction::Earliest => Some("calendar-event-earliest"),
        Direction::OnTheDay => None,
    };
    let mut summary = match key {
        Some(key) => words.text_with(key, &[("step", step.into())]),
        None => step,
    };
    if line.layer == Standing::Guidance {
        summary = words.text_with("calendar-event-guidance", &[("event", summary.into())]);
    }
    Event {
        summary,
        description: format!("{limit}\n{rule} {source}"),
        category: table::layer(line, &out_of_force(rules, day), words),
    }
}
