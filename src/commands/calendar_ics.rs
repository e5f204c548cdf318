//! The calendar as an iCalendar file (RFC 5545): all-day events with identifiers that stay.
//!
//! Written by hand: the crate `icalendar` switches on chrono's clock and makes random identifiers.

use std::{collections::BTreeMap, fmt::Write as _};

use chrono::{Datelike, NaiveDate};
use law::{
    body::Body,
    calendar::{Direction, Line, Side, Span, Standing},
};

/// Whose election it is.
#[derive(Clone, Copy)]
pub struct Unit<'a> {
    /// The body that is elected.
    pub body: Body,
    /// The name of the village or community, which keeps the calendars of two apart.
    pub name: Option<&'a str>,
}

/// The words of an event.
pub struct Event {
    /// What is to be done.
    pub summary: String,
    /// The limit, its rule and its source.
    pub description: String,
    /// In force or guidance.
    pub category: String,
}

/// The dated lines as events, stamped with the election day since there is no clock.
///
/// Dates outside the years 1 to 9999 cannot be written in this format and are left out. The
/// identifier says who sets which limit for whom, not the date, so that a program that reads the
/// calendar again moves its events when the election day moves. Where the same limit comes several
/// times (for each objection) all but the first have a number.
pub fn ics(
    lines: &[Line],
    day: NaiveDate,
    unit: Unit<'_>,
    words: impl Fn(&Line) -> Event,
) -> String {
    let mut text = String::new();
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//huanjie//calendar//EN"] {
        push(&mut text, line);
    }
    push(&mut text, "CALSCALE:GREGORIAN");
    push(&mut text, "METHOD:PUBLISH");
    let stamp = basic(day).unwrap_or_else(|| "19700101".into());
    let mut taken = BTreeMap::<String, u32>::new();
    for line in lines {
        let Some(date) = line.date.and_then(basic) else { continue };
        let mut uid = identifier(line, unit);
        let times = taken.entry(uid.clone()).or_default();
        *times += 1;
        if *times > 1 {
            let _ = write!(uid, "-{times}");
        }
        let mut said = words(line);
        if let Some(name) = unit.name {
            said.summary = format!("{name} {}", said.summary);
        }
        event(&mut text, &format!("{uid}@huanjie"), &stamp, &date, line.layer, &said);
    }
    push(&mut text, "END:VCALENDAR");
    text
}

/// Pack, step, the limit with its source, body and name.
fn identifier(line: &Line, unit: Unit<'_>) -> String {
    let setter = match (&line.pack, line.layer) {
        (Some(pack), _) => pack,
        (None, Standing::InForce) => "local",
        (None, Standing::Guidance) => "practice",
    };
    let span = match line.span {
        Span::Days(number) => format!("{number}d"),
        Span::WorkingDays(number) => format!("{number}w"),
        Span::Months(number) => format!("{number}m"),
    };
    let direction = match line.direction {
        Direction::Latest => "by",
        Direction::Earliest => "from",
        Direction::OnTheDay => "on",
    };
    let side = match line.side {
        Side::Before => "before",
        Side::After => "after",
    };
    let source = format!("{}-{}", line.source.law, line.source.article);
    let limit = format!("{direction}-{span}-{side}-{}", line.from.word());
    let parts = [setter, line.step.word(), &limit, &source, unit.body.word()];
    let parts = parts.into_iter().chain(unit.name);
    parts.map(plain).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

/// Letters, digits and underlines, all else as a hyphen.
fn plain(text: &str) -> String {
    let sign = |letter: char| if letter.is_alphanumeric() || letter == '_' { letter } else { '-' };
    text.trim().chars().map(sign).collect::<String>().trim_matches('-').to_owned()
}

fn event(text: &mut String, uid: &str, stamp: &str, date: &str, layer: Standing, words: &Event) {
    push(text, "BEGIN:VEVENT");
    push(text, &format!("UID:{}", escaped(uid)));
    push(text, &format!("DTSTAMP:{stamp}T000000Z"));
    push(text, &format!("DTSTART;VALUE=DATE:{date}"));
    push(text, &format!("SUMMARY:{}", escaped(&words.summary)));
    push(text, &format!("DESCRIPTION:{}", escaped(&words.description)));
    push(text, &format!("CATEGORIES:{}", escaped(&words.category)));
    let status = if layer == Standing::InForce { "CONFIRMED" } else { "TENTATIVE" };
    push(text, &format!("STATUS:{status}"));
    push(text, "TRANSP:TRANSPARENT");
    push(text, "END:VEVENT");
}

/// `20080508`.
fn basic(date: NaiveDate) -> Option<String> {
    let (year, month, day) = (date.year(), date.month(), date.day());
    (1..=9999).contains(&year).then(|| format!("{year:04}{month:02}{day:02}"))
}

/// A text value: commas, semicolons, backslashes and line ends escaped, other controls left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => escaped.extend(['\\', letter]),
            '\n' => escaped.push_str("\\n"),
            letter if letter.is_control() => {}
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// A content line: at most 75 octets to a line, characters kept whole, ends with CRLF.
fn push(text: &mut String, line: &str) {
    let mut octets = 0;
    for letter in line.chars() {
        if octets + letter.len_utf8() > 75 {
            text.push_str("\r\n ");
            octets = 1;
        }
        text.push(letter);
        octets += letter.len_utf8();
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use law::{
        body::{Body, Family},
        calendar::{Anchors, Step, WorkingDays, calendar},
        rules::Rules,
    };

    use super::*;

    fn lines() -> Vec<Line> {
        lines_of(day())
    }

    fn lines_of(day: NaiveDate) -> Vec<Line> {
        let rules = Rules::new(Family::Villagers, "VC98", None).unwrap();
        let anchors = Anchors {
            day,
            happened: vec![(Step::Objection, day), (Step::Objection, day)],
            working: WorkingDays::default(),
        };
        calendar(&rules, Body::VillagersCommittee, &anchors).unwrap()
    }

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2008, 5, 8).unwrap()
    }

    fn said(summary: &str) -> Event {
        Event {
            summary: summary.into(),
            description: "名单".repeat(40),
            category: "in force".into(),
        }
    }

    fn written() -> String {
        on(day(), None)
    }

    fn on(day: NaiveDate, name: Option<&str>) -> String {
        ics(&lines_of(day), day, unit(name), |line| said(line.step.word()))
    }

    fn unit(name: Option<&str>) -> Unit<'_> {
        Unit { body: Body::VillagersCommittee, name }
    }

    fn uids(text: &str) -> Vec<String> {
        unfolded(text).into_iter().filter(|line| line.starts_with("UID:")).collect()
    }

    /// The content lines with their folds taken out, as a reader of RFC 5545 does.
    fn unfolded(text: &str) -> Vec<String> {
        text.replace("\r\n ", "").split_terminator("\r\n").map(str::to_owned).collect()
    }

    #[test]
    fn every_line_ends_in_crlf_and_holds_at_most_75_octets_of_whole_characters() {
        let text = written();
        assert!(text.ends_with("END:VCALENDAR\r\n"));
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
        assert!(text.split("\r\n").all(|line| line.len() <= 75));
        assert!(text.split("\r\n").any(|line| line.len() > 72 && !line.is_ascii()));
        let description = format!("DESCRIPTION:{}", "名单".repeat(40));
        assert!(unfolded(&text).contains(&description));
    }

    #[test]
    fn a_line_of_exactly_75_octets_is_not_folded() {
        let fold = |line: &str| {
            let mut text = String::new();
            push(&mut text, line);
            text
        };
        assert_eq!(fold(&"x".repeat(75)), format!("{}\r\n", "x".repeat(75)));
        assert_eq!(fold(&"x".repeat(76)), format!("{}\r\n x\r\n", "x".repeat(75)));
        assert_eq!(
            fold(&"x".repeat(150)),
            format!("{}\r\n {}\r\n x\r\n", "x".repeat(75), "x".repeat(74))
        );
        assert_eq!(
            fold(&format!("{}选", "x".repeat(73))),
            format!("{}\r\n 选\r\n", "x".repeat(73))
        );
    }

    #[test]
    fn events_are_all_day_and_stamped_with_the_election_day() {
        let lines = unfolded(&written());
        let has = |line: &str| lines.iter().any(|known| known == line);
        assert!(has("DTSTART;VALUE=DATE:20080508"));
        let vote = "UID:VC98-vote-on-0d-after-vote-VC98-14-villagers_committee@huanjie";
        assert!(has(vote), "{lines:?}");
        let stamps: Vec<_> = lines.iter().filter(|line| line.starts_with("DTSTAMP")).collect();
        assert!(stamps.iter().all(|stamp| *stamp == "DTSTAMP:20080508T000000Z"));
        assert_eq!(stamps.len(), lines.iter().filter(|line| *line == "BEGIN:VEVENT").count());
    }

    #[test]
    fn identifiers_are_stable_and_differ() {
        let first = uids(&written());
        assert_eq!(first, uids(&written()));
        let mut apart = first.clone();
        apart.sort();
        apart.dedup();
        assert_eq!(apart.len(), first.len());
        assert!(first.iter().any(|uid| uid.ends_with("-2@huanjie")), "{first:?}");
    }

    #[test]
    fn identifiers_stay_when_the_day_moves_and_differ_by_unit() {
        let sorted = |text: &str| {
            let mut uids = uids(text);
            uids.sort();
            uids
        };
        let later = NaiveDate::from_ymd_opt(2008, 6, 20).unwrap();
        assert_eq!(sorted(&on(day(), None)), sorted(&on(later, None)));
        let (one, other) = (uids(&on(day(), Some("松溪村"))), uids(&on(day(), Some("竹溪 村"))));
        assert!(one.iter().all(|uid| !other.contains(uid)));
        assert!(other.iter().all(|uid| uid.contains("-villagers_committee-竹溪-村")), "{other:?}");
        assert!(on(day(), Some("松溪村")).contains("SUMMARY:松溪村 vote\r\n"));
    }

    #[test]
    fn texts_are_escaped() {
        let text = "a,b;c\\d\r\ne\u{7}";
        assert_eq!(escaped(text), "a\\,b\\;c\\\\d\\ne");
        let lines = unfolded(&ics(&lines(), day(), unit(None), |_| said(text)));
        assert!(lines.contains(&"SUMMARY:a\\,b\\;c\\\\d\\ne".to_owned()));
    }

    #[test]
    fn lines_without_a_date_and_years_of_five_digits_are_left_out() {
        let mut lines = lines();
        let undated = lines.iter().filter(|line| line.date.is_none()).count();
        let all = lines.len();
        let events = |lines: &[Line]| {
            ics(lines, day(), unit(None), |_| said("x")).matches("BEGIN:VEVENT").count()
        };
        assert_eq!(events(&lines), all - undated);
        lines[0].date = NaiveDate::from_ymd_opt(10_000, 1, 1);
        assert_eq!(events(&lines), all - undated - 1);
    }

    #[test]
    fn guidance_is_tentative() {
        let text = written();
        assert!(text.contains("STATUS:CONFIRMED\r\n"));
        assert!(text.contains("STATUS:TENTATIVE\r\n"));
    }
}
