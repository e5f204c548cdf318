//! The calendar in words: a table for people, and the parts of it that other formats share.

use std::fmt::Write as _;

use chrono::NaiveDate;
use law::{
    calendar::{Direction, Line, Side, Span, Standing, Step, Verdict},
    rules::Rules,
};

use super::out_of_force;
use crate::{
    commands::{output, said::Said},
    shell::words::{FluentValue, Words},
};

/// The rules, warnings about them and a note, what happened and no limit judges (`left`), then a
/// line for each limit, then what the codes mean.
pub fn page(
    rules: &Rules,
    day: NaiveDate,
    lines: &[Line],
    left: &[(Step, NaiveDate)],
    note: Option<&str>,
    words: &Words,
) -> String {
    let others = out_of_force(rules, day);
    let mut text = head(rules, day, &others, note, words);
    for (left, happened) in left {
        let about = [("step", step(*left, words).into()), ("day", happened.to_string().into())];
        text.push_str(&words.text_with("calendar-unjudged", &about));
        text.push('\n');
    }
    text.push('\n');
    let judged = lines.iter().any(|line| line.happened.is_some());
    let mut heads = vec![
        "calendar-column-date",
        "calendar-column-layer",
        "calendar-column-step",
        "calendar-column-limit",
        "calendar-column-rule",
        "calendar-column-source",
    ];
    if judged {
        heads.splice(1..1, ["calendar-column-happened", "calendar-column-verdict"]);
    }
    let mut rows = vec![heads.into_iter().map(|head| words.text(head)).collect::<Vec<_>>()];
    rows.extend(lines.iter().map(|line| row(line, judged, &others, words)));
    text.push_str(&output::table(&rows));
    text + &Said::in_one(words).legend(lines.iter().map(|line| line.source.law.as_str()))
}

fn head(
    rules: &Rules,
    day: NaiveDate,
    others: &[&str],
    note: Option<&str>,
    words: &Words,
) -> String {
    let packs: Vec<_> = [Some(rules.pack), rules.overlay].into_iter().flatten().collect();
    let mut names: Vec<_> = packs.iter().map(|pack| pack.id.clone()).collect();
    names.extend(
        rules
            .local()
            .map(|local| words.text_with("calendar-local", &[("place", local.place().into())])),
    );
    let head = [("day", day.to_string().into()), ("rules", names.join(" + ").into())];
    let mut text = words.text_with("calendar-head", &head);
    text.push('\n');
    for id in others {
        let about = [("id", FluentValue::from(*id))];
        text.push_str(&words.text_with("calendar-not-in-force", &about));
        text.push('\n');
    }
    for key in rules.draft_on(day).then_some("packs-draft").into_iter().chain(note) {
        text.push_str(&words.text(key));
        text.push('\n');
    }
    for pack in packs {
        if let Some(from) = pack.unread_from.filter(|from| *from <= day) {
            let _ = writeln!(text, "{} {}", pack.id, Said::in_one(words).unread(from));
        }
    }
    text
}

fn row(line: &Line, judged: bool, others: &[&str], words: &Words) -> Vec<String> {
    let date = |date: Option<NaiveDate>| date.map(|date| date.to_string());
    let mut row = vec![date(line.date).unwrap_or_else(|| words.text("calendar-no-date"))];
    if judged {
        row.push(date(line.happened).unwrap_or_default());
        row.push(line.verdict.map(|known| verdict(known, line.layer, words)).unwrap_or_default());
    }
    row.push(layer(line, others, words));
    row.push(step(line.step, words));
    row.push(limit(line, words));
    row.push(line.rule.0.to_owned());
    row.push(source(line, words));
    row
}

/// The name of a step.
pub fn step(step: Step, words: &Words) -> String {
    words.text(&format!("calendar-step-{}", step.word()))
}

/// In force or guidance, and whether by a draft or by chosen rules that were not in force on that
/// day (`others`).
pub fn layer(line: &Line, others: &[&str], words: &Words) -> String {
    let other = line.pack.as_deref().is_some_and(|pack| others.contains(&pack));
    words.text(match (line.layer, line.draft, other) {
        (Standing::InForce, false, false) => "calendar-in-force",
        (Standing::InForce, true, false) => "calendar-in-force-draft",
        (Standing::InForce, false, true) => "calendar-in-force-other-day",
        (Standing::InForce, true, true) => "calendar-in-force-draft-other-day",
        (Standing::Guidance, ..) => "calendar-guidance",
    })
}

/// The limit in words, with the day it is counted from where that is only planned.
pub fn limit(line: &Line, words: &Words) -> String {
    let (key, number) = match line.span {
        Span::Days(number) => ("unit-days", number),
        Span::WorkingDays(number) => ("unit-working-days", number),
        Span::Months(number) => ("unit-months", number),
    };
    let span = words.text_with(key, &[("n", number.into())]);
    let from = step(line.from, words);
    let key = match (line.direction, line.side) {
        (Direction::Latest, _) if number == 0 => "calendar-latest-on",
        (Direction::Latest, Side::Before) => "calendar-latest-before",
        (Direction::Latest, Side::After) => "calendar-latest-after",
        (Direction::Earliest, Side::Before) => "calendar-earliest-before",
        (Direction::Earliest, Side::After) => "calendar-earliest-after",
        (Direction::OnTheDay, _) => "calendar-on-the-day",
    };
    let limit = words.text_with(key, &[("span", span.into()), ("from", from.into())]);
    match line.from_date.filter(|_| line.from_planned) {
        None => limit,
        Some(day) => {
            let parts = [("limit", limit.into()), ("day", day.to_string().into())];
            words.text_with("calendar-planned", &parts)
        }
    }
}

/// Law and article, and the other packs that say the same.
pub fn source(line: &Line, words: &Words) -> String {
    let source = Said::in_one(words).source(&line.source);
    if line.also.is_empty() {
        return source;
    }
    let also = line.also.join(&words.text("value-separator"));
    words.text_with("calendar-also", &[("source", source.into()), ("also", also.into())])
}

/// The judgement, with a mark where guidance judges.
fn verdict(verdict: Verdict, layer: Standing, words: &Words) -> String {
    let (key, days) = match verdict {
        Verdict::OnTime { days_left: None } => ("calendar-on-time", 0),
        Verdict::OnTime { days_left: Some(days) } => ("calendar-days-left", days),
        Verdict::LastDay => ("calendar-last-day", 0),
        Verdict::Late { days } => ("calendar-late", days),
        Verdict::TooEarly { days } => ("calendar-too-early", days),
    };
    let verdict = words.text_with(key, &[("days", days.into())]);
    match layer {
        Standing::InForce => verdict,
        Standing::Guidance => {
            words.text_with("calendar-verdict-guidance", &[("verdict", verdict.into())])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::words::Lang;

    #[test]
    fn every_step_is_named_in_both_languages() {
        for words in Lang::ALL.map(Words::new) {
            for step in Step::ALL {
                assert!(words.has(&format!("calendar-step-{}", step.word())), "{}", step.word());
            }
        }
    }
}
