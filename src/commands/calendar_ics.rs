//! The calendar as an iCalendar file (RFC 5545): all-day events with identifiers that stay.
//!
//! Written by hand: the crate `icalendar` switches on chrono's clock and makes random identifiers.

use std::{collections::BTreeMap, fmt::Write as _};

use chrono::{Datelike, NaiveDate};
use law::calendar::{Line, Standing};

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
/// identifier is made of pack, step and date; a second event of the same three has a number.
pub fn ics(lines: &[Line], day: NaiveDate, words: impl Fn(&Line) -> Event) -> String {
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
        let setter = match (&line.pack, line.layer) {
            (Some(pack), _) => pack,
            (None, Standing::InForce) => "local",
            (None, Standing::Guidance) => line.source.law.as_str(),
        };
        let mut uid = format!("{setter}-{}-{date}", line.step.word());
        let times = taken.entry(uid.clone()).or_default();
        *times += 1;
        if *times > 1 {
            let _ = write!(uid, "-{times}");
        }
        event(&mut text, &format!("{uid}@huanjie"), &stamp, &date, line.layer, &words(line));
    }
    push(&mut text, "END:VCALENDAR");
    text
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
        let rules = Rules::new(Family::Villagers, "VC98", None).unwrap();
        let anchors = Anchors {
            day: day(),
            happened: vec![(Step::Objection, day()), (Step::Objection, day())],
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
        ics(&lines(), day(), |line| said(line.step.word()))
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
        assert!(has("UID:VC98-vote-20080508@huanjie"));
        let stamps: Vec<_> = lines.iter().filter(|line| line.starts_with("DTSTAMP")).collect();
        assert!(stamps.iter().all(|stamp| *stamp == "DTSTAMP:20080508T000000Z"));
        assert_eq!(stamps.len(), lines.iter().filter(|line| *line == "BEGIN:VEVENT").count());
    }

    #[test]
    fn identifiers_are_stable_and_differ() {
        let uids = |text: &str| -> Vec<String> {
            unfolded(text).into_iter().filter(|line| line.starts_with("UID:")).collect()
        };
        let first = uids(&written());
        assert_eq!(first, uids(&written()));
        let mut apart = first.clone();
        apart.sort();
        apart.dedup();
        assert_eq!(apart.len(), first.len());
        assert!(first.iter().any(|uid| uid.ends_with("-2@huanjie")), "{first:?}");
    }

    #[test]
    fn texts_are_escaped() {
        let text = "a,b;c\\d\r\ne\u{7}";
        assert_eq!(escaped(text), "a\\,b\\;c\\\\d\\ne");
        let lines = unfolded(&ics(&lines(), day(), |_| said(text)));
        assert!(lines.contains(&"SUMMARY:a\\,b\\;c\\\\d\\ne".to_owned()));
    }

    #[test]
    fn lines_without_a_date_and_years_of_five_digits_are_left_out() {
        let mut lines = lines();
        let undated = lines.iter().filter(|line| line.date.is_none()).count();
        let all = lines.len();
        let events =
            |lines: &[Line]| ics(lines, day(), |_| said("x")).matches("BEGIN:VEVENT").count();
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
