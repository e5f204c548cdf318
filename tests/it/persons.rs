//! Persons: numbers that only the key opens, lists that an index leads to, two records that become one.

pub mod at_once;
mod comparing;
mod deaths;
mod likely;
mod merging;
mod moving;
pub mod pages;
pub mod plans;
mod posts;
mod records;
mod whom;

use chrono::NaiveDate;
use huanjie::{
    persons::{
        secret,
        store::{Data, New, Period},
    },
    places::store as places,
    shell::{
        act::Act,
        ids::{PlaceId, WorldId},
        vault::Vault,
    },
};
use law::{body::Sex, identity::Parsed};

/// A date.
pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// A valid identity number of 18 characters for somebody born in the 1900s; the sequence of three
/// digits is odd for men.
pub fn number(birth: &str, sequence: u32) -> String {
    let short = format!("330902{}{sequence:03}", &birth.replace('-', "")[2..]);
    Parsed::read(&short).expect("fifteen digits").number.reveal().to_owned()
}

/// A person as it is added.
pub fn new(name: &str, sex: Sex, birth: &str, place_id: Option<PlaceId>) -> New {
    let data = Data {
        name: name.to_owned(),
        sex,
        birth_on: day(birth),
        place_id,
        group_no: None,
        nationality: None,
        education: None,
        politics: None,
        official: Period::default(),
        reserve: Period::default(),
    };
    New { data, number: None }
}

/// The same with an identity number.
pub fn with_number(vault: &Vault, new: New, number: &str) -> New {
    let read = Parsed::read(number).expect("a number");
    New { number: Some(secret::seal_number(vault, &read).expect("sealed")), ..new }
}

/// A place by its code.
pub async fn place(act: &mut Act<'_>, code: &str) -> PlaceId {
    let found = places::by_code(act, WorldId(1), code).await.expect("an answer");
    found.expect("a place")
}
