//! What the command line and the file of holidays say about the days of an election.

use std::{collections::BTreeSet, fs};

use chrono::NaiveDate;
use clap::ArgMatches;
use law::calendar::{Anchors, Step, WorkingDays};

use crate::{
    commands::{
        Failure,
        given::{Fault, day},
    },
    shell::words::Words,
};

/// The steps that several persons or several votes take; every other one happens once.
const REPEATED: &[Step] = &[
    Step::Objection,
    Step::Decision,
    Step::SelfNomination,
    Step::SpeechRequest,
    Step::ProxyPapers,
    Step::Withdrawal,
    Step::AbsenceNotice,
    Step::AnotherElection,
    Step::VoidDeclared,
    Step::Rerun,
    Step::Petition,
    Step::RecallVote,
    Step::RecallVoteByTown,
    Step::Resignation,
    Step::ResignationDecided,
    Step::ResignationPosted,
    Step::Exit,
    Step::ExitAuditPosted,
    Step::Vacancy,
    Step::ByElection,
];

/// `roll_posted=2008-04-18`.
///
/// # Errors
/// No `=`, no such step, no day.
pub fn happened(text: &str) -> Result<(Step, NaiveDate), Fault> {
    let (step, date) = text.split_once(['=', '＝']).ok_or(Fault::NoPair)?;
    let step = step.trim();
    let found = Step::from_word(step).ok_or_else(|| Fault::Step(step.to_owned()))?;
    Ok((found, day(date)?))
}

/// What is known of the election.
///
/// # Errors
/// An event that happens once and is given twice; a file of holidays that cannot be read, or the
/// first line of it that is no day.
pub fn anchors(matches: &ArgMatches, day: NaiveDate, words: &Words) -> Result<Anchors, Failure> {
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
    let mut once = BTreeSet::new();
    let single = happened.iter().map(|(step, _)| *step).filter(|step| !REPEATED.contains(step));
    if let Some(twice) = single.into_iter().find(|step| !once.insert(*step)) {
        let step = format!("{} {}", twice.word(), super::table::step(twice, words));
        return Err(Failure::new("error-happened-twice").with("step", step));
    }
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
        set.insert(day(date).map_err(|_| index + 1)?);
    }
    Ok(working)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_holidays_lists_days_off_and_days_of_make_up_work() {
        let text = "# 五一\n2008-05-01  # 劳动节\n2008年5月2日\n\n+ 2008-05-04\n";
        let working = holidays(text).unwrap();
        assert_eq!(
            working.holidays,
            ["2008-05-01", "2008-05-02"].map(|text| day(text).unwrap()).into()
        );
        assert_eq!(working.makeup, [day("2008-05-04").unwrap()].into());
        assert_eq!(holidays("2008-05-01\n2008-5\n"), Err(2));
    }

    #[test]
    fn what_happened_is_a_step_and_a_day() {
        let posted = happened("roll_posted=2008-04-18").unwrap();
        assert_eq!(posted, (Step::RollPosted, day("2008-04-18").unwrap()));
        assert_eq!(happened("roll=2008-04-18"), Err(Fault::Step("roll".into())));
        assert_eq!(happened("roll_posted"), Err(Fault::NoPair));
        assert_eq!(happened("roll_posted=18.4.2008"), Err(Fault::Form));
        assert_eq!(happened("roll_posted=2008-04-31"), Err(Fault::NoSuchDay));
    }
}
