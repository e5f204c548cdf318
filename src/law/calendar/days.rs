//! Counting of days, months and working days (Civil Code art. 201; law.md section 0).
//!
//! "选举日的 n 日前" is at the latest day − n; "自…之日起 n 日内" ends on event + n, the event's
//! own day not counted. Months end on the same day of the month, on its last day where that is
//! missing (Civil Code art. 202).

use std::collections::BTreeSet;

use chrono::{Days, Months, NaiveDate};
use serde::Serialize;

/// The length of a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(tag = "unit", content = "number", rename_all = "snake_case")]
pub enum Span {
    /// Calendar days.
    Days(u32),
    /// Days on which offices work.
    WorkingDays(u32),
    /// Calendar months.
    Months(u32),
}

/// On which side of its event a limit lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Counted back from the event.
    Before,
    /// Counted on from the event.
    After,
}

/// The working days: Monday to Friday, but for the holidays and with the make-up workdays 调休
/// that the caller lists. No year's list is built in, since the State Council sets each year's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkingDays {
    /// Days off that would be working days.
    pub holidays: BTreeSet<NaiveDate>,
    /// Days of work that would be days off; they outweigh the holidays.
    pub makeup: BTreeSet<NaiveDate>,
}

impl Span {
    /// The day that lies this span before or after an event; `None` beyond the last representable
    /// date.
    ///
    /// Working days before an event are those that lie wholly between the day and the event.
    pub fn from(self, event: NaiveDate, side: Side, working: &WorkingDays) -> Option<NaiveDate> {
        match (self, side) {
            (Self::Days(days), Side::Before) => event.checked_sub_days(Days::new(days.into())),
            (Self::Days(days), Side::After) => event.checked_add_days(Days::new(days.into())),
            (Self::Months(months), Side::Before) => event.checked_sub_months(Months::new(months)),
            (Self::Months(months), Side::After) => event.checked_add_months(Months::new(months)),
            (Self::WorkingDays(days), Side::Before) => working.wholly_before(event, days),
            (Self::WorkingDays(days), Side::After) => working.after(event, days),
        }
    }
}

impl WorkingDays {
    /// Whether offices work on that day.
    pub fn works(&self, day: NaiveDate) -> bool {
        use chrono::{
            Datelike,
            Weekday::{Sat, Sun},
        };
        let weekend = matches!(day.weekday(), Sat | Sun);
        self.makeup.contains(&day) || (!weekend && !self.holidays.contains(&day))
    }

    /// The latest day after which that many working days pass before the event.
    fn wholly_before(&self, event: NaiveDate, days: u32) -> Option<NaiveDate> {
        let mut day = event.pred_opt()?;
        for _ in 0..days {
            while !self.works(day) {
                day = day.pred_opt()?;
            }
            day = day.pred_opt()?;
        }
        Some(day)
    }

    /// The last of that many working days after the event.
    fn after(&self, event: NaiveDate, days: u32) -> Option<NaiveDate> {
        let mut day = event;
        for _ in 0..days {
            day = day.succ_opt()?;
            while !self.works(day) {
                day = day.succ_opt()?;
            }
        }
        Some(day)
    }
}
