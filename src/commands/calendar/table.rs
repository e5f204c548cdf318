//! The calendar in words: a table for people, and the parts of it that other formats share.

use std::fmt::Write as _;

use chrono::NaiveDate;
use law::{
    calendar::{Direction, Line, Side, Span, Standing, Step, Verdict},
    rules::Rules,
};

use crate::{
    commands::{output, said::Said},
    shell::words::{FluentValue, Words},
};

/// The rules, warnings about them, then a line for each limit.
pub fn page(rules: &Rules, day: NaiveDate, lines: &[Line], words: &Words) -> String {
    let mut text = head(rules, day, words);
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
    rows.extend(lines.iter().map(|line| row(line, judged, words)));
    text.push_str(&output::table(&rows));
    text
}

fn head(rules: &Rules, day: NaiveDate, words: &Words) -> String {
    let ids: Vec<_> = [Some(rules.pack), rules.overlay].into_iter().flatten().collect();
    let mut names: Vec<_> = ids.iter().map(|pack| pack.id.clone()).collect();
    names.extend(
        rules
            .local()
            .map(|local| words.text_with("calendar-local", &[("place", local.place().into())])),
    );
    let head = [("day", day.to_string().into()), ("rules", names.join(" + ").into())];
    let mut text = words.text_with("calendar-head", &head);
    text.push('\n');
    for pack in ids.iter().filter(|pack| !pack.in_force(day)) {
        let about = [("id", FluentValue::from(pack.id.as_str()))];
        text.push_str(&words.text_with("calendar-not-in-force", &about));
        text.push('\n');
    }
    if rules.draft_on(day) {
        text.push_str(&words.text("packs-draft"));
        text.push('\n');
        for pack in &ids {
            if let Some(from) = pack.unread_from.filter(|from| *from <= day) {
                let unread = Said::in_one(words).unread(from);
                let _ = writeln!(text, "{} {unread}", pack.id);
            }
        }
    }
    text.push('\n');
    text
}

fn row(line: &Line, judged: bool, words: &Words) -> Vec<String> {
    let date = |date: Option<NaiveDate>| date.map(|date| date.to_string());
    let mut row = vec![date(line.date).unwrap_or_else(|| words.text("calendar-no-date"))];
    if judged {
        row.push(date(line.happened).unwrap_or_default());
        row.push(line.verdict.map(|known| verdict(known, words)).unwrap_or_default());
    }
    row.push(layer(line, words));
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

/// In force or guidance, and whether by a draft.
pub fn layer(line: &Line, words: &Words) -> String {
    words.text(match (line.layer, line.draft) {
        (Standing::InForce, false) => "calendar-in-force",
        (Standing::InForce, true) => "calendar-in-force-draft",
        (Standing::Guidance, _) => "calendar-guidance",
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

fn verdict(verdict: Verdict, words: &Words) -> String {
    let (key, days) = match verdict {
        Verdict::OnTime { days_left: None } => ("calendar-on-time", 0),
        Verdict::OnTime { days_left: Some(days) } => ("calendar-days-left", days),
        Verdict::LastDay => ("calendar-last-day", 0),
        Verdict::Late { days } => ("calendar-late", days),
        Verdict::TooEarly { days } => ("calendar-too-early", days),
    };
    words.text_with(key, &[("days", days.into())])
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
