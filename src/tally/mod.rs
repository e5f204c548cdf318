//! Tally sheets: entered twice by two people who do not see each other's figures, compared field by
//! field, corrected from the paper, signed off. Ballots that are read one by one are kept beside.
//!
//! No figure of a sheet leaves its two enterers until it is definitive.

pub mod forms;
mod lines;
mod pages;
pub mod sheet;
pub mod store;

use crate::shell::{mandate::AtElection, routes::Routes, urls};

crate::duties! {
    /// Sees where the sheet stands; its figures when they are definitive.
    SeeSheet = "see-sheet" over AtElection: [
        CountyOffice, TownOffice, LeadingGroup, SteeringGroup, Commission, Recorder, Scrutineer,
    ];
    /// Enters, corrects and signs a sheet.
    EnterSheet = "enter-sheet" over AtElection: [SteeringGroup, Recorder];
}

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<SeeSheet, _>(urls::SHEET, pages::sheet)
        .post::<EnterSheet, _>(urls::SHEET, pages::enter)
        .post::<EnterSheet, _>(urls::SHEET_CORRECT, pages::correct)
        .post::<EnterSheet, _>(urls::SHEET_EXPLAIN, pages::explain)
        .get::<EnterSheet, _>(urls::SHEET_FINISH, pages::check_finish)
        .post::<EnterSheet, _>(urls::SHEET_FINISH, pages::finish)
}
