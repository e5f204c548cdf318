//! The count record of a definitive sheet (`huanjie-count/1`), for the law's function: anybody can
//! put the same text through `huanjie decide`.

use std::collections::{BTreeMap, BTreeSet};

use law::{
    body::Round,
    tally::{Answer, Ballots, Blank, Field, Figures},
};
use serde::Serialize;

use crate::{
    elections::case::Case,
    nomination::store::Candidate as Listed,
    shell::ids::{CandidacyId, RollEntryId},
};

#[derive(Serialize)]
struct Record<'a> {
    format: &'static str,
    pack: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    overlay: Option<&'a str>,
    body: &'static str,
    round: &'static str,
    base: Base,
    ballots: Papers,
    seats: Vec<Seats>,
    candidates: Vec<Person>,
}

#[derive(Serialize)]
struct Base {
    registered: u32,
}

#[derive(Serialize)]
struct Papers {
    issued: u32,
    collected: u32,
    invalid: u32,
    blank: u32,
}

#[derive(Serialize)]
struct Seats {
    post: &'static str,
    seats: u32,
}

#[derive(Serialize)]
struct Person {
    id: String,
    name: String,
    sex: String,
    eligible: bool,
    formal: Vec<&'static str>,
    votes: BTreeMap<&'static str, u64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    kin: Vec<String>,
}

/// Near kin in the degrees of the rules, by ids of the record.
pub type Kin = BTreeMap<String, Vec<String>>;

/// Votes of a written line of the sheet, and for which candidacy they were taken.
pub type Taken<'a> = (&'a Field, CandidacyId, u32);

/// The id of a person in the record: the line of the roll, or the name that was written.
pub fn person_id(roll_entry_id: Option<RollEntryId>, candidacy_id: CandidacyId) -> String {
    match roll_entry_id {
        Some(entry) => format!("voter-{entry}"),
        None => format!("written-{candidacy_id}"),
    }
}

/// Writes the record; `listed` holds the written-in persons too, `written` for whom the votes of each
/// written line of the sheet were taken.
///
/// # Errors
/// None that a record of ours can have.
pub fn written(
    case: &Case,
    listed: &[Listed],
    figures: &Figures,
    written: &[Taken<'_>],
    kin: &Kin,
) -> serde_json::Result<String> {
    let ballots = |which| figures.get(&Field::Ballots(which)).copied().unwrap_or_default();
    let (invalid, blank) = (ballots(Ballots::Invalid), ballots(Ballots::Blank));
    // the record has blank ballots apart, wherever the county's form counts them
    let alone = Blank::of(case.rules, case.at.body).invalid_alone(invalid.into(), blank.into());
    let seats = case.facts.posts.iter().map(|of| Seats { post: of.post.word(), seats: of.seats });
    serde_json::to_string(&Record {
        format: "huanjie-count/1",
        pack: &case.rules.pack.id,
        overlay: case.rules.overlay.map(|overlay| overlay.id.as_str()),
        body: case.at.body.word(),
        round: Round::First.word(),
        base: Base { registered: case.facts.roll.voters },
        ballots: Papers {
            issued: ballots(Ballots::Issued),
            collected: ballots(Ballots::Collected),
            invalid: u32::try_from(alone).unwrap_or_default(),
            blank,
        },
        seats: seats.collect(),
        candidates: people(listed, figures, written, kin),
    })
}

/// Everybody once, in the order of the ballot, with the votes for each post.
fn people(listed: &[Listed], figures: &Figures, written: &[Taken<'_>], kin: &Kin) -> Vec<Person> {
    let mut people: Vec<Person> = Vec::new();
    // whoever was written in on a sheet that was corrected since is nobody's choice
    let chosen = |one: &&Listed| one.formal || votes(one, figures, written) > 0;
    for one in listed.iter().filter(chosen) {
        let id = person_id(one.roll_entry_id, one.candidacy_id);
        let place = people.iter().position(|person| person.id == id).unwrap_or_else(|| {
            people.push(Person {
                id,
                name: one.name.clone(),
                // of somebody who is not on the roll the sex is unknown, and the votes do not count
                sex: one.sex.clone().unwrap_or_else(|| "m".to_owned()),
                eligible: one.on_roll,
                formal: Vec::new(),
                votes: BTreeMap::new(),
                kin: Vec::new(),
            });
            people.len() - 1
        });
        let person = &mut people[place];
        if one.formal {
            person.formal.push(one.post.word());
        }
        *person.votes.entry(one.post.word()).or_default() += votes(one, figures, written);
    }
    // whoever has no votes and does not stand is not in the record
    let there: BTreeSet<String> = people.iter().map(|person| person.id.clone()).collect();
    for person in &mut people {
        let of = kin.get(&person.id).into_iter().flatten();
        person.kin = of.filter(|id| there.contains(*id)).cloned().collect();
    }
    people
}

/// The votes of somebody for the post they stand for, printed and written in. A name that was
/// written in belongs to those for whom it was taken, not to everybody of that name.
fn votes(one: &Listed, figures: &Figures, written: &[Taken<'_>]) -> u64 {
    let belongs = |field: &Field| match field {
        Field::Votes(post, Answer::For, id) => {
            *post == one.post && id.as_str() == one.candidacy_id.to_string()
        }
        _ => false,
    };
    let printed = figures.iter().filter(|(field, _)| belongs(field)).map(|(_, votes)| *votes);
    let taken = written.iter().filter(|(_, id, _)| *id == one.candidacy_id);
    printed.chain(taken.map(|(_, _, votes)| *votes)).map(u64::from).sum()
}
