//! The only clock: [`Now`] for journal and sessions, [`Today`] for law and calendar.

use std::time::SystemTime;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, SubsecRound, TimeZone, Utc};

/// China Standard Time, all year (Asia/Shanghai), in seconds east of Greenwich.
const SHANGHAI: i32 = 8 * 3600;

/// The real moment, in microseconds as the database keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Now(pub DateTime<Utc>);

impl Now {
    /// Reads the clock.
    #[expect(clippy::disallowed_methods, reason = "the one place where time comes in")]
    pub fn read() -> Self {
        Self(DateTime::<Utc>::from(SystemTime::now()).trunc_subsecs(6))
    }

    /// The date in China.
    pub fn date(self) -> NaiveDate {
        match FixedOffset::east_opt(SHANGHAI) {
            Some(zone) => self.0.with_timezone(&zone).date_naive(),
            None => self.0.date_naive(),
        }
    }
}

/// A moment as clocks in China show it.
pub fn in_china(at: DateTime<Utc>) -> NaiveDateTime {
    match FixedOffset::east_opt(SHANGHAI) {
        Some(zone) => at.with_timezone(&zone).naive_local(),
        None => at.naive_utc(),
    }
}

/// A moment as pages show it: date and time in China.
pub fn shown(at: DateTime<Utc>) -> String {
    in_china(at).format("%Y-%m-%d %H:%M").to_string()
}

/// The same as a part of the name of a file.
pub fn stamp(at: DateTime<Utc>) -> String {
    in_china(at).format("%Y%m%d-%H%M%S").to_string()
}

/// The moment of such a part.
pub fn of_stamp(stamp: &str) -> Option<DateTime<Utc>> {
    let local = NaiveDateTime::parse_from_str(stamp, "%Y%m%d-%H%M%S").ok()?;
    FixedOffset::east_opt(SHANGHAI)?.from_local_datetime(&local).single().map(|at| at.to_utc())
}

/// The same to the second.
pub fn to_the_second(at: DateTime<Utc>) -> String {
    in_china(at).format("%Y-%m-%d %H:%M:%S").to_string()
}

/// The hour of a moment in China.
pub fn hour(at: DateTime<Utc>) -> String {
    shown(at).split_off(11)
}

/// The date that law and calendar see: the real one, or that which a rehearsal has set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Today(pub NaiveDate);

impl Today {
    /// The rehearsal's date, else that of the real moment.
    pub fn new(set: Option<NaiveDate>, now: Now) -> Self {
        Self(set.unwrap_or_else(|| now.date()))
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::{Now, of_stamp, stamp};

    #[test]
    fn names_of_files_have_the_time_of_china() {
        let at = DateTime::parse_from_rfc3339("2026-03-17T16:00:00Z").unwrap().to_utc();
        assert_eq!(stamp(at), "20260318-000000");
        assert_eq!(of_stamp("20260318-000000"), Some(at));
        assert_eq!(of_stamp("20260318"), None);
    }

    #[test]
    fn the_day_begins_at_midnight_in_china() {
        let at = |text: &str| Now(DateTime::parse_from_rfc3339(text).unwrap().to_utc()).date();
        assert_eq!(at("2026-03-17T15:59:59Z").to_string(), "2026-03-17");
        assert_eq!(at("2026-03-17T16:00:00Z").to_string(), "2026-03-18");
    }
}
