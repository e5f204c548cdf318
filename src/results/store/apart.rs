//! What tells voters of one name apart: the group; in one group the month of birth, then its day; in
//! the end the place among them on the roll. No more than is needed is told.

use chrono::{Datelike, NaiveDate};
use law::body::Sex;
use sqlx::PgConnection;

use super::names::{Bearer, of_names};
use crate::{
    nomination::store::Candidate,
    shell::ids::{ElectionId, RollEntryId},
};

/// What tells somebody from namesakes on the roll.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Apart {
    /// The group.
    pub group_no: i32,
    /// The birth, where a namesake is of the same group.
    pub birth: Option<Birth>,
    /// The place among those of the name on the roll, where nothing else tells them apart.
    pub place: Option<usize>,
    /// The sex, where a namesake of the same group and month is of the other one.
    pub sex: Option<Sex>,
    /// The place among those of the name on the roll, where group, month and sex tell nobody apart: for
    /// papers, on which no day of birth stands.
    pub posted: Option<usize>,
}

/// How much of a birth is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Birth {
    /// Year and month.
    Month(NaiveDate),
    /// The day, where a namesake is of the same month.
    Day(NaiveDate),
}

/// Those of the candidates who have namesakes on the roll, by their lines of it.
///
/// # Errors
/// Those of the database.
pub async fn apart(
    db: &mut PgConnection,
    election_id: ElectionId,
    listed: &[Candidate],
) -> sqlx::Result<Vec<(RollEntryId, Apart)>> {
    let on_roll = listed.iter().filter(|one| one.on_roll);
    let names: Vec<String> = on_roll.map(|one| one.name.clone()).collect();
    let bearers = of_names(db, election_id, &names).await?;
    Ok(told_apart(&bearers))
}

fn told_apart(bearers: &[Bearer]) -> Vec<(RollEntryId, Apart)> {
    let all: Vec<&Bearer> = bearers.iter().collect();
    all.iter().filter_map(|one| Some((one.roll_entry_id, of(&all, one)?))).collect()
}

/// What tells a voter from the others of the name; nothing where there are none.
pub fn of(bearers: &[&Bearer], one: &Bearer) -> Option<Apart> {
    let same: Vec<&&Bearer> = bearers.iter().filter(|other| other.name == one.name).collect();
    let others = || same.iter().filter(|other| other.roll_entry_id != one.roll_entry_id);
    others().next()?;
    let group = |other: &Bearer| other.group_no == one.group_no;
    let month = |other: &Bearer| {
        let on = |of: &Bearer| (of.birth_on.year(), of.birth_on.month());
        group(other) && on(other) == on(one)
    };
    let birth = if others().any(|other| month(other)) {
        Some(Birth::Day(one.birth_on))
    } else {
        others().any(|other| group(other)).then_some(Birth::Month(one.birth_on))
    };
    let alike = others().any(|other| group(other) && other.birth_on == one.birth_on);
    let at = same.iter().position(|other| other.roll_entry_id == one.roll_entry_id);
    let at = at.map(|at| at + 1);
    let of_month = || others().filter(|other| month(other));
    let sex = if one.sex == "f" { Sex::Woman } else { Sex::Man };
    Some(Apart {
        group_no: one.group_no,
        birth,
        place: at.filter(|_| alike),
        sex: of_month().any(|other| other.sex != one.sex).then_some(sex),
        posted: at.filter(|_| of_month().any(|other| other.sex == one.sex)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bearer(id: i64, name: &str, group_no: i32, birth_on: &str) -> Bearer {
        Bearer {
            roll_entry_id: RollEntryId(id),
            name: name.to_owned(),
            sex: "f".to_owned(),
            birth_on: birth_on.parse().expect("a day"),
            group_no,
            idno_cipher: None,
        }
    }

    #[test]
    fn namesakes_are_told_apart_by_no_more_than_is_needed() {
        let all = [
            bearer(1, "甲", 1, "1970-05-01"),
            bearer(2, "甲", 2, "1970-05-01"),
            bearer(3, "甲", 3, "1970-05-01"),
            bearer(4, "甲", 3, "1981-06-02"),
            bearer(5, "甲", 3, "1981-06-09"),
            bearer(6, "甲", 4, "1981-06-02"),
            bearer(7, "甲", 4, "1981-06-02"),
            bearer(8, "乙", 4, "1981-06-02"),
            Bearer { sex: "m".to_owned(), ..bearer(9, "丙", 1, "1975-03-02") },
            bearer(10, "丙", 1, "1975-03-09"),
        ];
        let day = |on: &str| on.parse::<NaiveDate>().expect("a day");
        let expected = [
            (1, 1, None, None, None),
            (2, 2, None, None, None),
            (3, 3, Some(Birth::Month(day("1970-05-01"))), None, None),
            (4, 3, Some(Birth::Day(day("1981-06-02"))), None, Some(4)),
            (5, 3, Some(Birth::Day(day("1981-06-09"))), None, Some(5)),
            (6, 4, Some(Birth::Day(day("1981-06-02"))), Some(6), Some(6)),
            (7, 4, Some(Birth::Day(day("1981-06-02"))), Some(7), Some(7)),
            (9, 1, Some(Birth::Day(day("1975-03-02"))), None, None),
            (10, 1, Some(Birth::Day(day("1975-03-09"))), None, None),
        ];
        let expected = expected.map(|(id, group_no, birth, place, posted)| {
            let sex = match id {
                9 => Some(Sex::Man),
                10 => Some(Sex::Woman),
                _ => None,
            };
            (RollEntryId(id), Apart { group_no, birth, place, sex, posted })
        });
        assert_eq!(told_apart(&all), expected);
    }
}
