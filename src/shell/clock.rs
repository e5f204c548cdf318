//! The only clock: [`Now`] for journal and sessions, [`Today`] for law and calendar.

use std::time::SystemTime;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, SubsecRound, Utc};

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

    use super::Now;

    #[test]
    fn the_day_begins_at_midnight_in_china() {
        let at = |text: &str| Now(DateTime::parse_from_rfc3339(text).unwrap().to_utc()).date();
        assert_eq!(at("2026-03-17T15:59:59Z").to_string(), "2026-03-17");
        assert_eq!(at("2026-03-17T16:00:00Z").to_string(), "2026-03-18");
    }
}
