//! What the command line and the file of holidays say about days.

use std::fs;

use chrono::{Datelike, NaiveDate};
use clap::ArgMatches;
use law::calendar::{Anchors, Step, WorkingDays};

use crate::commands::Failure;

/// A date, `YYYY-MM-DD`.
pub fn day(text: &str) -> Result<NaiveDate, &'static str> {
    let day = text.parse::<NaiveDate>().ok();
    // four digits, so that tables stay aligned and the date fits every format
    day.filter(|day| text.len() == 10 && day.year() >= 1).ok_or("YYYY-MM-DD")
}

/// A division code; the first two digits are the province.
pub fn division_code(text: &str) -> Result<String, &'static str> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let known = digits && [2, 6, 9, 12].contains(&text.len());
    known.then(|| text.to_owned()).ok_or("2, 6, 9 or 12 digits")
}

/// `roll_posted=2008-04-18`.
pub fn happened(text: &str) -> Result<(Step, NaiveDate), &'static str> {
    let (step, date) = text.split_once('=').ok_or("STEP=YYYY-MM-DD")?;
    let step = Step::from_word(step).ok_or("no such step")?;
    Ok((step, day(date)?))
}

/// What is known of the election.
///
/// # Errors
/// A file of holidays that cannot be read, or the first line of it that is no day.
pub fn anchors(matches: &ArgMatches, day: NaiveDate) -> Result<Anchors, Failure> {
    let named = [
        ("roll-posted", Step::RollPosted),
        ("term-end", Step::TermEnd),
        ("party-meeting", Step::PartyMeeting),
    ];
    let mut happened: Vec<_> = named
        .into_iter()
        .filter_map(|(name, step)| Some((step, *matches.get_one(name)?)))
        .collect();
    happened.extend(matches.get_many::<(Step, NaiveDate)>("happened").unwrap_or_default());
    let working = match matches.get_one::<String>("holidays") {
        None => WorkingDays::default(),
        Some(file) => {
            let text = fs::read_to_string(file).map_err(|error| Failure::reading(file, &error))?;
            holidays(&text).map_err(|line| {
                Failure::new("error-holidays").with("file", file.clone()).with("line", line)
            })?
        }
    };
    Ok(Anchors { day, happened, working })
}

/// A day off on each line, a make-up workday with `+` before it; `#` begins a comment. The error
/// is the number of the first line that is neither.
fn holidays(text: &str) -> Result<WorkingDays, usize> {
    let mut working = WorkingDays::default();
    for (index, line) in text.lines().enumerate() {
        let line = line.split('#').next().unwrap_or_default().trim();
        if line.is_empty() {
            continue;
        }
        let (set, date) = match line.strip_prefix('+') {
            Some(date) => (&mut working.makeup, date),
            None => (&mut working.holidays, line),
        };
        set.insert(day(date.trim()).map_err(|_| index + 1)?);
    }
    Ok(working)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_holidays_lists_days_off_and_days_of_make_up_work() {
        let text = "# 五一\n2008-05-01  # 劳动节\n2008-05-02\n\n+ 2008-05-04\n";
        let working = holidays(text).unwrap();
        assert_eq!(
            working.holidays,
            ["2008-05-01", "2008-05-02"].map(|text| day(text).unwrap()).into()
        );
        assert_eq!(working.makeup, [day("2008-05-04").unwrap()].into());
        assert_eq!(holidays("2008-05-01\n2008-5-2\n"), Err(2));
    }

    #[test]
    fn a_day_has_four_digits_of_the_year() {
        assert!(day("2008-05-08").is_ok());
        for text in
            ["2008-5-8", "+12008-05-08", "2008-02-30", "20080508", "-008-05-08", "0000-01-01"]
        {
            assert!(day(text).is_err(), "{text}");
        }
    }

    #[test]
    fn what_happened_is_a_step_and_a_day() {
        let posted = happened("roll_posted=2008-04-18").unwrap();
        assert_eq!(posted, (Step::RollPosted, day("2008-04-18").unwrap()));
        assert!(happened("roll=2008-04-18").is_err());
        assert!(happened("roll_posted").is_err());
        assert!(happened("roll_posted=18.4.2008").is_err());
    }
}
