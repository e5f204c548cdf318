//! Accounts: who signs in, and with which mandates they were entrusted.

mod accounts;
mod entrusting;
mod forms;
mod keeping;
pub mod kept;
mod own;
mod pages;
pub mod password;
mod rights;
pub mod set_up;
pub mod store;
mod throttle;

use crate::shell::{
    mandate::AtInstance,
    routes::{Access, Routes},
    urls,
};

crate::duties! {
    /// Sees the accounts within the own places.
    SeePeople = "see-people" over AtInstance: [
        Administrator, CountyOffice, CountyOfficial, TownOffice, LeadingGroup, Commission,
    ];
    /// Makes accounts within the own places, entrusts them with roles, gives passwords.
    KeepPeople = "keep-people" over AtInstance: [Administrator, CountyOffice, TownOffice, Commission];
}

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .open_get(urls::SIGN_IN, Access::Public, pages::sign_in_page)
        .open_post(urls::SIGN_IN, Access::Public, pages::sign_in)
        .open_post(urls::SIGN_OUT, Access::Public, pages::sign_out)
        .open_get(urls::SET_UP, Access::Public, set_up::set_up_page)
        .open_post(urls::SET_UP, Access::Public, set_up::set_up)
        .open_post(urls::LANGUAGE, Access::Public, pages::choose_language)
        .open_get(urls::OWN_PASSWORD, Access::SignedIn, own::password_page)
        .open_post(urls::OWN_PASSWORD, Access::SignedIn, own::change_password)
        .get::<SeePeople, _>(urls::PEOPLE, accounts::list)
        .get::<KeepPeople, _>(urls::PEOPLE_NEW, keeping::new_page)
        .post::<KeepPeople, _>(urls::PEOPLE_NEW, keeping::add)
        .get::<SeePeople, _>(urls::PERSON, accounts::person)
        .post::<KeepPeople, _>(urls::PERSON_MANDATES, keeping::give_role)
        .post::<KeepPeople, _>(urls::MANDATE_END, keeping::end_role)
        .post::<KeepPeople, _>(urls::PERSON_PASSWORD, keeping::give_password)
        .post::<KeepPeople, _>(urls::PERSON_LOCK, keeping::lock)
        .post::<KeepPeople, _>(urls::PERSON_UNLOCK, keeping::unlock)
}
