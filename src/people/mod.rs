//! Accounts: who signs in, and with which mandates they were entrusted.

mod accounts;
mod check;
mod entrusting;
mod entry;
mod factor;
mod forms;
mod keeping;
pub mod kept;
mod links;
mod own;
mod own_factor;
mod own_sessions;
mod pages;
pub mod password;
mod rights;
mod second;
pub mod set_up;
pub mod store;
pub mod table;
mod throttle;

use crate::shell::{
    mandate::{AtInstance, AtPlace},
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
    /// Makes links by which recorders and screens come in, and revokes them.
    KeepLinks = "keep-links" over AtPlace: [TownOffice, Commission];
}

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .open_get(urls::SIGN_IN, Access::Public, pages::sign_in_page)
        .open_post(urls::SIGN_IN, Access::Public, pages::sign_in)
        .open_get(urls::SIGN_IN_CODE, Access::Public, second::code_page)
        .open_post(urls::SIGN_IN_CODE, Access::Public, second::sign_in)
        .open_post(urls::SIGN_OUT, Access::Public, pages::sign_out)
        .open_get(urls::SET_UP, Access::Public, set_up::set_up_page)
        .open_post(urls::SET_UP, Access::Public, set_up::set_up)
        .open_post(urls::LANGUAGE, Access::Public, pages::choose_language)
        .open_get(urls::ENTER, Access::Public, entry::enter_page)
        .open_post(urls::ENTER, Access::Public, entry::enter)
        .open_get(urls::ENTERED, Access::SignedIn, entry::entered)
        .get::<KeepLinks, _>(urls::ENTRY_LINKS, links::list)
        .post::<KeepLinks, _>(urls::ENTRY_LINKS, links::make)
        .get::<KeepLinks, _>(urls::ENTRY_LINK_REVOKE, links::revoke_page)
        .post::<KeepLinks, _>(urls::ENTRY_LINK_REVOKE, links::revoke)
        .open_get(urls::OWN, Access::SignedIn, own_sessions::own_page)
        .open_post(urls::SESSION_END, Access::SignedIn, own_sessions::end_session)
        .open_post(urls::SESSIONS_END, Access::SignedIn, own_sessions::end_sessions)
        .open_post(urls::SESSION_EXTEND, Access::SignedIn, own_sessions::extend)
        .open_get(urls::SESSION_LEFT, Access::SignedIn, own_sessions::left)
        .open_get(urls::OWN_FACTOR, Access::SignedIn, own_factor::factor_page)
        .open_get(urls::OWN_FACTOR_APP, Access::SignedIn, own_factor::app_page)
        .open_post(urls::OWN_FACTOR_APP, Access::SignedIn, own_factor::set_app)
        .open_post(urls::OWN_FACTOR_CARD, Access::SignedIn, own_factor::set_card)
        .open_get(urls::OWN_PASSWORD, Access::SignedIn, own::password_page)
        .open_post(urls::OWN_PASSWORD, Access::SignedIn, own::change_password)
        .open_post(urls::TYPE_SIZE, Access::Public, pages::choose_type_size)
        .get::<SeePeople, _>(urls::PEOPLE, accounts::list)
        .get::<SeePeople, _>(urls::PEOPLE_FILE, table::file)
        .get::<KeepPeople, _>(urls::PEOPLE_NEW, keeping::new_page)
        .post::<KeepPeople, _>(urls::PEOPLE_NEW, keeping::add)
        .get::<SeePeople, _>(urls::PERSON, accounts::person)
        .post::<KeepPeople, _>(urls::PERSON_MANDATES, keeping::give_role)
        .get::<KeepPeople, _>(urls::MANDATE_END, check::end_role)
        .post::<KeepPeople, _>(urls::MANDATE_END, keeping::end_role)
        .get::<KeepPeople, _>(urls::PERSON_PASSWORD, check::give_password)
        .post::<KeepPeople, _>(urls::PERSON_PASSWORD, keeping::give_password)
        .get::<KeepPeople, _>(urls::PERSON_FACTOR_REMOVE, check::remove_factor)
        .post::<KeepPeople, _>(urls::PERSON_FACTOR_REMOVE, keeping::remove_factor)
        .get::<KeepPeople, _>(urls::PERSON_LOCK, check::lock)
        .post::<KeepPeople, _>(urls::PERSON_LOCK, keeping::lock)
        .post::<KeepPeople, _>(urls::PERSON_UNLOCK, keeping::unlock)
}
