//! Who is on the roll on election day, the base that quorums are taken of, who is added when the
//! day moves, and persons who stand on two rolls.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use crate::{
    body::Electorate,
    rules::{Key, Rules},
    seats::count,
};

mod age;
mod eligibility;
mod facts;

pub use age::{added_by_postponement, reaches_age};
pub use eligibility::{Category, Eligibility, Finding, Missing, Verdict, Why, eligibility};
pub use facts::{Claim, Consent, Facts, Ground, Hukou, Residence};

/// An entry of a sealed roll, as far as the base needs it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RollEntry {
    /// The day on which the person told that he or she will be away on election day.
    pub absence_told_on: Option<NaiveDate>,
}

/// The base of quorums and bars.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base {
    /// Persons (households, delegates) in the base.
    pub number: i64,
    /// Entries that left it by notice in time, by index.
    pub left: Vec<usize>,
}

/// V-05, R-10: the base out of the entries of a roll.
///
/// Registered villagers stay in it even when absent. Of a community in which all residents vote,
/// those who told their absence in time leave it, where the rules know that; households and
/// delegates always stay, present or not. `electorate` is `None` for villages.
pub fn base(
    rules: &Rules,
    electorate: Option<Electorate>,
    election_day: NaiveDate,
    entries: &[RollEntry],
) -> Base {
    let notice = match electorate {
        Some(Electorate::AllResidents) => last_notice(rules, election_day),
        _ => None,
    };
    let in_time = |entry: &RollEntry| {
        notice.zip(entry.absence_told_on).is_some_and(|(last, told)| told <= last)
    };
    let left: Vec<usize> = entries
        .iter()
        .enumerate()
        .filter_map(|(index, entry)| in_time(entry).then_some(index))
        .collect();
    Base { number: count(entries.len() - left.len()), left }
}

/// V-04: persons who stand more than once on the rolls of a cycle, with every roll in the order
/// of the entries. `entries` are pairs of person and roll over all units.
pub fn on_several_rolls<P: Copy + Ord, R: Copy>(entries: &[(P, R)]) -> Vec<(P, Vec<R>)> {
    let mut rolls: BTreeMap<P, Vec<R>> = BTreeMap::new();
    for (person, roll) in entries {
        rolls.entry(*person).or_default().push(*roll);
    }
    rolls.into_iter().filter(|(_, rolls)| rolls.len() > 1).collect()
}

fn last_notice(rules: &Rules, election_day: NaiveDate) -> Option<NaiveDate> {
    let (days, _) = rules.whole(Key::AbsenceNoticeBeforeDays)?;
    election_day.checked_sub_days(Days::new(u64::try_from(days).ok()?))
}

#[cfg(test)]
mod tests;
