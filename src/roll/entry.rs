//! An entry of a roll as it is written.

use chrono::NaiveDate;
use law::{body::Sex, tally::WrittenName};

/// A voter as entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Name as it is compared: without blanks, with one kind of dot.
    pub name: String,
    /// Sex.
    pub sex: Sex,
    /// Day of birth.
    pub birth_on: NaiveDate,
    /// Villagers' group.
    pub group_no: i32,
    /// a: registered and living here; b: away and declared; c: admitted by the meeting (V-03).
    pub category: &'static str,
}

/// A name as it stands on rolls, the same way as names that are written in; `None` when nothing is
/// left of it.
pub fn name(text: &str) -> Option<String> {
    WrittenName::new(text).map(|name| name.as_str().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_kept_as_they_are_compared() {
        assert_eq!(name("艾 力\u{30fb}买买提").as_deref(), Some("艾力\u{b7}买买提"));
        assert_eq!(name("艾 力\u{2022}买买提\u{200b}").as_deref(), Some("艾力\u{b7}买买提"));
        assert_eq!(name(" \u{200b}"), None);
    }
}
