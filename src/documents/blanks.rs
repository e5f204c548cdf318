//! What the report form has a dash for, since no record tells it, and where it is entered: told on the
//! page of the outcome before anything is printed.

use sqlx::PgConnection;

use super::{data::cells, store::known};
use crate::{
    elections::case::Case,
    nomination::store::Candidate,
    persons::KeepPersons,
    places::KeepPlaces,
    shell::{mandate::Held, urls, words::Words},
};

/// Something that no record tells.
pub struct Blank {
    /// What.
    pub text: String,
    /// Where it is entered.
    pub place: String,
    /// The same as an address, for who may.
    pub url: Option<String>,
}

/// What no record tells, of the unit and of persons.
pub struct Blanks {
    /// Of the unit and the ballots.
    pub unit: Vec<Blank>,
    /// Of persons, each once.
    pub persons: Vec<Blank>,
}

/// What no record tells of the report form of an election.
///
/// # Errors
/// Those of the database.
pub async fn blanks(
    db: &mut PgConnection,
    case: &Case,
    listed: &[Candidate],
    held: &Held,
    words: &Words,
) -> sqlx::Result<Blanks> {
    let known = known::of(db, case, listed).await?;
    let at = &case.at.unit.at;
    let line = |text: String, place: &str, url: Option<String>| Blank {
        text,
        place: words.text(place),
        url,
    };
    let of_unit = |missing: bool, key: &str, place: &str, url: Option<String>| {
        missing.then(|| line(words.text(key), place, url))
    };
    let places = held.may::<KeepPlaces>().then(|| at.to(urls::FIGURES));
    let offices = held.may::<KeepPersons>().then(|| at.to(urls::PERSONS));
    let unit = [
        of_unit(known.population.is_none(), "blanks-population", "blanks-at-figures", places),
        of_unit(!known.posts, "blanks-former", "blanks-at-offices", offices.clone()),
        of_unit(!known.secretary, "blanks-party", "blanks-at-offices", offices),
        of_unit(true, "blanks-disposal", "blanks-at-pen", None),
    ];
    let mut persons: Vec<(i64, Blank)> = Vec::new();
    for one in listed {
        let missing = cells::missing(one, &known);
        let Some(person_id) = one.person_id.filter(|_| !missing.is_empty()) else { continue };
        if persons.iter().any(|(other, _)| *other == person_id.0) {
            continue;
        }
        let cells: Vec<String> = missing.iter().map(|cell| words.text(cell.key())).collect();
        let cells = cells.join(&words.text("blanks-and"));
        let variables = [("name", one.name.as_str().into()), ("cells", cells.into())];
        let text = words.text_with("blanks-person", &variables);
        let edit = urls::PERSON_EDIT.replace("{person}", &person_id.to_string());
        let url = held.may::<KeepPersons>().then(|| at.to(&edit));
        persons.push((person_id.0, line(text, "blanks-at-person", url)));
    }
    Ok(Blanks {
        unit: unit.into_iter().flatten().collect(),
        persons: persons.into_iter().map(|(_, blank)| blank).collect(),
    })
}
