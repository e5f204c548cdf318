//! Ages on election day (V-01, R-04).

use chrono::{Datelike, NaiveDate};

use crate::{
    reason::RuleId,
    rules::{Key, Rules},
    source::Source,
};

/// The first day on which somebody is of that age, in years; `None` beyond the calendar.
///
/// The birthday itself counts (birth ≤ D − 18 years). Somebody born on 29 February reaches the
/// age on 1 March of a year without that day: on 28 February the day of birth has not come round
/// yet, and Civil Code art. 202, which ends a period of years on the last day of the month when
/// the corresponding day is missing, ends it with the whole of 28 February.
pub fn reaches_age(birth: NaiveDate, years: u32) -> Option<NaiveDate> {
    let year = birth.year().checked_add(i32::try_from(years).ok()?)?;
    birth.with_year(year).or_else(|| NaiveDate::from_ymd_opt(year, 3, 1))
}

/// V-09: whether a postponement of election day brings somebody onto the roll, who was too young
/// on the old day and is of age on the new one; `None` where no layer sets the age.
pub fn added_by_postponement(
    rules: &Rules,
    birth: NaiveDate,
    old_day: NaiveDate,
    new_day: NaiveDate,
) -> Option<bool> {
    let (reaches, _) = of_age_on(rules, birth)?;
    Some(old_day < reaches && reaches <= new_day)
}

/// The day on which somebody comes of voting age, and who sets the age.
pub(super) fn of_age_on(rules: &Rules, birth: NaiveDate) -> Option<(NaiveDate, &Source)> {
    let (years, source) = rules.whole(Key::VotingAge)?;
    Some((reaches_age(birth, u32::try_from(years).ok()?)?, source))
}

pub(super) const V_01: RuleId = RuleId("V-01");
