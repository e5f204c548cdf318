//! What the report form says of a person from the records. What no record tells is a
//! dash; the page of the outcome says so before anything is printed.

use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::{
    documents::store::known::{Held, Known, LATELY, Person},
    nomination::store::Candidate,
    shell::words::{Lang, Words},
};

/// Of somebody who is on no record and on no roll nothing can be told.
const NOTHING: &str = "—";

/// What of a person's cells no record tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// 民族
    Nationality,
    /// 政治面貌
    Politics,
    /// 文化程度
    Education,
}

impl Cell {
    const ALL: [Self; 3] = [Self::Nationality, Self::Politics, Self::Education];

    /// The key of its name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Nationality => "person-nationality",
            Self::Politics => "person-politics",
            Self::Education => "person-education",
        }
    }

    fn of(self, person: &Person) -> Option<String> {
        match self {
            Self::Nationality => Some(format!("nationality-{}", person.nationality.as_ref()?)),
            Self::Education => Some(format!("education-{}", person.education.as_ref()?)),
            // who is a member by the lists of the Party is one, whatever else was entered
            Self::Politics => Some(match person.standing.as_deref() {
                Some("probationary") => "politics-probationary".to_owned(),
                Some(_) => "politics-party".to_owned(),
                None => format!("politics-{}", person.politics.as_ref()?),
            }),
        }
    }
}

/// The cells of which no record tells for somebody of the roll.
pub fn missing(one: &Candidate, known: &Known) -> Vec<Cell> {
    let Some(person) = known.of(one.person_id) else { return Vec::new() };
    Cell::ALL.into_iter().filter(|cell| cell.of(person).is_none()).collect()
}

/// Adds to a line of the form what the records know of its person.
pub(super) fn fill(cells: &mut Value, one: &Candidate, known: &Known, election_on: NaiveDate) {
    let words = Words::new(Lang::ZhCn);
    let person = known.of(one.person_id);
    let said = |cell: Cell| match person {
        None => Some(NOTHING.to_owned()),
        // 中专（技校、职高） is 中专 in a cell
        Some(person) => cell.of(person).map(|key| {
            let text = words.text(&key);
            text.split('（').next().unwrap_or(&text).to_owned()
        }),
    };
    cells["ethnicity"] = json!(said(Cell::Nationality));
    cells["affiliation"] = json!(said(Cell::Politics));
    cells["education"] = json!(said(Cell::Education));
    cells["former_post"] = json!(match person {
        None => Some(NOTHING.to_owned()),
        Some(person) => former(person, known, election_on),
    });
    for name in ["sex", "born"] {
        if cells[name].is_null() {
            cells[name] = json!(NOTHING);
        }
    }
}

/// The posts that somebody held in the unit until the election; nothing where the unit's posts are
/// not on record.
fn former(person: &Person, known: &Known, election_on: NaiveDate) -> Option<String> {
    let until = |one: &&Held| {
        one.from_on.is_none_or(|from| from < election_on)
            && one.until_on.is_none_or(|until| until >= election_on - LATELY)
    };
    let mut held: Vec<&Held> = person.held.iter().filter(until).collect();
    held.sort_by_key(|one| BODIES.iter().position(|body| *body == one.body));
    let mut told: Vec<String> = Vec::new();
    for name in held.into_iter().map(|one| post(&one.body, &one.post)) {
        if !told.contains(&name) {
            told.push(name);
        }
    }
    told.truncate(2);
    if told.is_empty() { known.posts.then(|| "无".to_owned()) } else { Some(told.join("、")) }
}

/// In the order in which they are told.
const BODIES: [&str; 6] =
    ["villagers_committee", "residents_committee", "party", "supervision", "cooperative", "groups"];

/// A post as the form calls it: those of the committee by their own name.
fn post(body: &str, post: &str) -> String {
    let words = Words::new(Lang::ZhCn);
    let name = words.text(&format!("held-post-{post}"));
    match (body, post) {
        ("party", "member") => format!("支部{name}"),
        ("supervision", _) => format!("村监委{name}"),
        ("cooperative", _) => format!("合作社{name}"),
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(body: &str, post: &str, from: i32, until: Option<i32>) -> Held {
        let day = |year| NaiveDate::from_ymd_opt(year, 3, 1).expect("a day");
        Held::new(body, post, Some(day(from)), until.map(day))
    }

    fn on() -> NaiveDate {
        NaiveDate::from_ymd_opt(2025, 3, 18).expect("a day")
    }

    #[test]
    fn the_former_post_is_the_one_held_until_the_election() {
        let known = Known { posts: true, ..Known::default() };
        let person = |held: Vec<Held>| Person { held, ..Person::default() };
        for (held, told) in [
            (vec![held("villagers_committee", "member", 2020, None)], Some("委员")),
            // the term was over shortly before
            (vec![held("villagers_committee", "deputy", 2020, Some(2025))], Some("副主任")),
            (vec![held("villagers_committee", "deputy", 2017, Some(2020))], Some("无")),
            // elected after it
            (vec![held("villagers_committee", "director", 2026, None)], Some("无")),
            (
                vec![
                    held("groups", "group_leader", 2020, None),
                    held("party", "secretary", 2020, None),
                    held("villagers_committee", "director", 2020, None),
                ],
                Some("主任、书记"),
            ),
            (vec![held("party", "member", 2020, None)], Some("支部委员")),
            (Vec::new(), Some("无")),
        ] {
            assert_eq!(former(&person(held), &known, on()).as_deref(), told);
        }
        assert_eq!(former(&person(Vec::new()), &Known::default(), on()), None, "nobody knows");
    }

    #[test]
    fn a_member_of_the_party_is_one_whatever_was_entered() {
        let person = |politics: Option<&str>, standing: Option<&str>| Person {
            politics: politics.map(str::to_owned),
            standing: standing.map(str::to_owned),
            ..Person::default()
        };
        for (politics, standing, key) in [
            (Some("masses"), Some("full"), Some("politics-party")),
            (None, Some("disciplinary_probation"), Some("politics-party")),
            (None, Some("probationary"), Some("politics-probationary")),
            (Some("league"), None, Some("politics-league")),
            (None, None, None),
        ] {
            assert_eq!(Cell::Politics.of(&person(politics, standing)).as_deref(), key);
        }
    }
}
