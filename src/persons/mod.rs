//! Persons: who is who, stored once; kin, telephones, where they are and who called, posts over the
//! terms, suspected duplicates. Accounts, with which somebody signs in, are [`crate::people`].

mod acts;
mod compare;
mod death;
mod edit;
mod fitting;
pub mod forms;
pub mod home;
mod lines;
mod meanwhile;
mod moving;
mod pages;
mod person;
mod posts;
mod reveal;
mod same;
pub mod secret;
pub mod sets;
pub mod store;
mod suspected;
pub mod table;
pub mod unlikely;
mod whom;

pub use lines::{facts, place_of};

use crate::shell::{mandate::AtPlace, routes::Routes, urls};

crate::duties! {
    /// Sees who belongs to a place, but for telephone numbers.
    SeePersons = "see-persons" over AtPlace: [
        CountyOffice, OrganisationDesk, CivilDesk, CountyOfficial, TownOffice, LeadingGroup,
        GuidanceGroup, AuditGroup, SteeringGroup, Commission, Branch,
    ];
    /// Adds persons, changes what is said of them, finds them by identity number.
    KeepPersons = "keep-persons" over AtPlace: [TownOffice, Commission];
    /// Sees telephone numbers, calls, enters where people are.
    CallPersons = "reach-persons" over AtPlace: [TownOffice, SteeringGroup, Commission];
    /// Has an identity number shown in full.
    ShowNumber = "show-number" over AtPlace: [TownOffice, Commission];
    /// Decides whether two records are of one person.
    DecideSame = "settle-duplicates" over AtPlace: [CountyOffice, TownOffice, Commission];
}

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<SeePersons, _>(urls::PERSONS, pages::list)
        .get::<SeePersons, _>(urls::PERSONS_FILE, table::file)
        .post::<KeepPersons, _>(urls::PERSONS_NUMBER, pages::by_number)
        .get::<KeepPersons, _>(urls::PERSONS_NEW, edit::new_page)
        .post::<KeepPersons, _>(urls::PERSONS_NEW, edit::add)
        .get::<DecideSame, _>(urls::PERSON_CASES, suspected::list)
        .get::<DecideSame, _>(urls::PERSON_CASE, same::case)
        .post::<DecideSame, _>(urls::PERSON_CASE, same::decide)
        .get::<SeePersons, _>(urls::PERSON_PAGE, person::person)
        .get::<KeepPersons, _>(urls::PERSON_EDIT, edit::edit_page)
        .post::<KeepPersons, _>(urls::PERSON_EDIT, edit::change)
        .post::<ShowNumber, _>(urls::PERSON_NUMBER, reveal::show)
        .post::<CallPersons, _>(urls::PERSON_PHONES, acts::add_phone)
        .post::<CallPersons, _>(urls::PHONE_REMOVE, acts::remove_phone)
        .post::<CallPersons, _>(urls::PERSON_WHERE, acts::set_whereabouts)
        .post::<CallPersons, _>(urls::PERSON_CALLS, acts::call)
        .post::<CallPersons, _>(urls::CALL_REMOVE, acts::remove_call)
        .post::<KeepPersons, _>(urls::PERSON_KIN, acts::add_kin)
        .post::<KeepPersons, _>(urls::KIN_REMOVE, acts::remove_kin)
        .post::<KeepPersons, _>(urls::PERSON_OFFICES, posts::add_office)
        .post::<KeepPersons, _>(urls::OFFICE_END, posts::end_office)
        .post::<KeepPersons, _>(urls::OFFICE_REMOVE, posts::remove_office)
        .post::<KeepPersons, _>(urls::PERSON_DEATH, death::enter)
        .post::<KeepPersons, _>(urls::DEATH_TAKEN_BACK, death::take_back)
        .post::<KeepPersons, _>(urls::PERSON_SAME, same::ask)
}
