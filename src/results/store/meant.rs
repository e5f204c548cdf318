//! Whose the votes of a line are on which a name was written in: what was said of it, and what counts.

use chrono::NaiveDate;
use law::tally::Field;

use super::names::Bearer;
use crate::shell::ids::{AccountId, RollEntryId};

/// Whom a line of the sheet is said to mean: one proposes it, another one answers.
pub struct Choice {
    /// The line.
    pub field: String,
    /// From 1.
    pub version: i32,
    /// The votes of the line by whose they are.
    pub parts: Vec<Part>,
    /// The votes of the line when it was said.
    pub votes: Option<i32>,
    /// The day on paper.
    pub chosen_on: NaiveDate,
    /// Why.
    pub reason: String,
    /// Who says so.
    pub account_id: AccountId,
    /// How that person is shown.
    pub by: String,
    /// What another one answered, and how that one is shown.
    pub answer: Option<(bool, String)>,
}

/// Votes of a line for one voter; `None` is nobody of the roll.
pub type Part = (Option<RollEntryId>, u32);

impl Choice {
    /// Whether another person agreed.
    pub fn is_agreed(&self) -> bool {
        self.answer.as_ref().is_some_and(|(agreed, _)| *agreed)
    }

    /// A line whose votes were changed tells of other papers than those that were looked at.
    pub fn is_of(&self, votes: u32) -> bool {
        self.votes.is_some_and(|of| u32::try_from(of) == Ok(votes))
    }
}

/// All votes of a line by whose they are: the shares, and what is left for nobody of the roll; without
/// shares all are of the one voter, or nobody's.
pub(super) fn parts(shares: &[Part], only: Option<RollEntryId>, whole: u32) -> Vec<Part> {
    if shares.is_empty() {
        return vec![(only, whole)];
    }
    let rest = whole.saturating_sub(shares.iter().map(|(_, votes)| *votes).sum());
    let rest = (rest > 0).then_some((None, rest));
    shares.iter().copied().chain(rest).collect()
}

/// Whose the votes of a line are: of the voter who alone bears the name, or of those who were said to
/// be meant, by two persons; else nobody's.
pub(super) fn of_line(
    (field, votes): (&Field, u32),
    bearers: &[Bearer],
    choices: &[Choice],
) -> Vec<Part> {
    let nobody = vec![(None, votes)];
    let Some(name) = written(field) else { return nobody };
    let mut bearing = bearers.iter().filter(|one| one.name == name);
    match (bearing.next(), bearing.next()) {
        (Some(only), None) => vec![(Some(only.roll_entry_id), votes)],
        (Some(_), Some(_)) => {
            let text = field.to_string();
            let agreed = choices.iter().rfind(|one| one.field == text && one.is_agreed());
            agreed.filter(|one| one.is_of(votes)).map_or(nobody, |one| one.parts.clone())
        }
        (None, _) => nobody,
    }
}

/// The name of a line on which one was written in.
pub(super) fn written(field: &Field) -> Option<&str> {
    match field {
        Field::Written(_, name) => Some(name.as_str()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bearer(id: i64, name: &str) -> Bearer {
        Bearer {
            roll_entry_id: RollEntryId(id),
            name: name.to_owned(),
            sex: "f".to_owned(),
            birth_on: NaiveDate::default(),
            group_no: 1,
            idno_cipher: None,
        }
    }

    fn choice(field: &str, version: i32, parts: &[(Option<i64>, u32)]) -> Choice {
        Choice {
            field: field.to_owned(),
            version,
            parts: parts.iter().map(|(id, votes)| (id.map(RollEntryId), *votes)).collect(),
            votes: Some(34),
            chosen_on: NaiveDate::default(),
            reason: String::new(),
            account_id: AccountId(1),
            by: String::new(),
            answer: Some((true, String::new())),
        }
    }

    fn of(id: i64, votes: u32) -> Part {
        (Some(RollEntryId(id)), votes)
    }

    #[test]
    fn a_name_means_who_alone_bears_it_or_who_was_agreed_last() {
        let field: Field = "written.member.甲".parse().expect("a field");
        let alone = [bearer(1, "甲"), bearer(2, "乙")];
        assert_eq!(of_line((&field, 34), &alone, &[]), [of(1, 34)]);
        assert_eq!(of_line((&field, 34), &alone[1..], &[]), [(None, 34)]);
        let two = [bearer(1, "甲"), bearer(2, "甲")];
        assert_eq!(of_line((&field, 34), &two, &[]), [(None, 34)]);
        let mut said = vec![
            choice("written.member.甲", 1, &[(Some(1), 34)]),
            choice("written.member.甲", 2, &[(Some(2), 34)]),
            choice("written.deputy.甲", 1, &[(Some(1), 34)]),
        ];
        assert_eq!(of_line((&field, 34), &two, &said), [of(2, 34)]);
        // what nobody else has agreed to does not count, nor what was declined
        for answer in [None, Some((false, String::new()))] {
            said[1].answer = answer;
            assert_eq!(of_line((&field, 34), &two, &said), [of(1, 34)]);
        }
        let none = [choice("written.member.甲", 1, &[(None, 34)])];
        assert_eq!(of_line((&field, 34), &two, &none), [(None, 34)]);
        // the votes of the line were changed since
        assert_eq!(of_line((&field, 33), &two, &said), [(None, 33)]);
        // a choice of before an objection was upheld says nothing where there is one left
        assert_eq!(of_line((&field, 34), &alone, &none), [of(1, 34)]);
        let divided = [choice("written.member.甲", 1, &[(Some(1), 20), (Some(2), 14)])];
        assert_eq!(of_line((&field, 34), &two, &divided), [of(1, 20), of(2, 14)]);
    }

    #[test]
    fn what_no_share_has_is_nobodys() {
        assert_eq!(parts(&[of(1, 20), of(2, 10)], None, 34), [of(1, 20), of(2, 10), (None, 4)]);
        assert_eq!(parts(&[of(1, 34)], Some(RollEntryId(1)), 34), [of(1, 34)]);
        // of before shares were kept
        assert_eq!(parts(&[], Some(RollEntryId(1)), 34), [of(1, 34)]);
        assert_eq!(parts(&[], None, 34), [(None, 34)]);
    }
}
