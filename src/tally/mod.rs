//! Tally sheets: entered twice by two people who do not see each other's figures, compared field by
//! field, corrected from the paper, signed off; opened again or begun anew where two people agree. Ballots that are read one by one are kept beside.
//!
//! No figure of a sheet leaves its two enterers until it is definitive.

mod anew;
mod entries;
pub mod forms;
pub mod lines;
mod pages;
pub mod requests;
pub mod sheet;
mod signing;
pub mod standing;
pub mod store;
mod sums;

use crate::shell::{mandate::AtElection, routes::Routes, urls};

crate::duties! {
    /// Sees where the sheet stands; its figures when they are definitive.
    SeeSheet = "see-sheet" over AtElection: [
        CountyOffice, CivilDesk, TownOffice, LeadingGroup, GuidanceGroup, SteeringGroup,
        Commission, Recorder, Scrutineer, Screen,
    ];
    /// Enters, corrects and signs a sheet.
    EnterSheet = "enter-sheet" over AtElection: [SteeringGroup, Recorder];
    /// Asks to open a sheet again or to begin it anew, and agrees when another one asks.
    AskAnew = "ask-anew" over AtElection: [
        TownOffice, SteeringGroup, Commission, Recorder, Scrutineer,
    ];
}

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<SeeSheet, _>(urls::SHEET, pages::sheet)
        .post::<EnterSheet, _>(urls::SHEET, entries::enter)
        .post::<EnterSheet, _>(urls::SHEET_CORRECT, entries::correct)
        .post::<EnterSheet, _>(urls::SHEET_EXPLAIN, entries::explain)
        .get::<EnterSheet, _>(urls::SHEET_FINISH, signing::check_finish)
        .post::<EnterSheet, _>(urls::SHEET_FINISH, signing::finish)
        .post::<AskAnew, _>(urls::SHEET_REQUESTS, anew::ask)
        .post::<AskAnew, _>(urls::SHEET_REQUEST_AGREE, anew::agree)
        .post::<AskAnew, _>(urls::SHEET_REQUEST_DROP, anew::drop_it)
}
