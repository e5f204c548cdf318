//! `huanjie calendar`: the statutory calendar of an election day, in force and as guidance, and
//! whether what happened was on time.

mod given;
mod table;

use std::process::ExitCode;

use chrono::NaiveDate;
use clap::{Arg, ArgAction, ArgMatches, Command};
use law::{
    body::Body,
    calendar::{Line, Step, calendar},
    rules::{Rules, choose},
};
use serde_json::json;

use super::{
    Failure,
    calendar_ics::{Event, ics},
    output,
    packs::layers,
};
use crate::shell::words::Words;

/// The command line of `calendar`.
pub fn command(words: &Words) -> Command {
    let option = |name: &'static str, key, value| {
        Arg::new(name).long(name).value_name(words.text(value)).help(words.text(key))
    };
    let date = |name, key| option(name, key, "value-name-day").value_parser(given::day);
    let flag = |name: &'static str, key| {
        Arg::new(name).long(name).action(ArgAction::SetTrue).help(words.text(key))
    };
    let body = option("body", "calendar-body", "value-name-body");
    Command::new("calendar")
        .about(words.text("calendar-about"))
        .after_help(steps(words))
        .arg(body.value_parser(Body::ALL.map(Body::word)).required(true))
        .arg(date("day", "packs-day").required(true))
        .arg(
            option("pack", "calendar-pack", "packs-column-id")
                .required_unless_present("province")
                .conflicts_with("province"),
        )
        .arg(option("overlay", "calendar-overlay", "packs-column-id").conflicts_with("province"))
        .arg(
            option("province", "calendar-province", "value-name-code")
                .value_parser(given::division_code),
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
        .arg(flag("json", "packs-json").conflicts_with("ics"))
        .arg(flag("ics", "calendar-ics"))
}

/// The steps that `--happened` knows, for the help.
fn steps(words: &Words) -> String {
    let rows: Vec<_> = Step::ALL
        .iter()
        .map(|step| vec![format!("  {}", step.word()), table::step(*step, words)])
        .collect();
    format!("{}\n{}", words.text("calendar-steps"), output::table(&rows))
}

/// Prints the calendar as a table, as JSON or as an iCalendar file.
///
/// # Errors
/// Rules that cannot be put together or are made for other bodies, files that cannot be read,
/// dates beyond the calendar, unwritable output.
pub fn run(matches: &ArgMatches, words: &Words) -> Result<ExitCode, Failure> {
    let (body, day) = asked(matches)?;
    let rules = rules(matches, body, day, words)?;
    let anchors = given::anchors(matches, day)?;
    let lines = calendar(&rules, body, &anchors).map_err(|error| {
        let step = table::step(error.step, words);
        Failure::new("error-calendar-range").with("step", step)
    })?;
    let text = if matches.get_flag("json") {
        as_json(&rules, body, day, &lines)
    } else if matches.get_flag("ics") {
        ics(&lines, day, |line| event(line, words))
    } else {
        table::page(&rules, day, &lines, words)
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
    let chosen = text("province")
        .map(|code| choose(body, code, day).ok_or_else(|| Failure::new("error-no-pack-governs")));
    let (pack, overlay) = match chosen.transpose()? {
        Some(chosen) => (chosen.pack.id.as_str(), chosen.overlay.map(|pack| pack.id.as_str())),
        None => (text("pack").unwrap_or_default(), text("overlay")),
    };
    let rules = layers::rules(pack, overlay, text("local"), words)?;
    if rules.pack.family != body.family() {
        let pack = rules.pack.id.clone();
        return Err(Failure::new("error-pack-of-other-bodies").with("id", pack));
    }
    Ok(rules)
}

fn as_json(rules: &Rules, body: Body, day: NaiveDate, lines: &[Line]) -> String {
    let all = json!({
        "body": body,
        "day": day,
        "pack": rules.pack.id,
        "overlay": rules.overlay.map(|pack| &pack.id),
        "local": rules.local().map(law::rules::LocalRules::place),
        "draft": rules.draft_on(day),
        "lines": lines,
    });
    format!("{all:#}\n")
}

fn event(line: &Line, words: &Words) -> Event {
    let limit = table::limit(line, words);
    let (rule, source) = (line.rule.0, table::source(line, words));
    Event {
        summary: table::step(line.step, words),
        description: format!("{limit}\n{rule} {source}"),
        category: table::layer(line, words),
    }
}
