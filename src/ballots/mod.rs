//! Ballots as papers: a ledger from the printer to the box, in numbers only. Who had which ballot is
//! nowhere.

mod lines;
mod pages;
pub mod store;
mod take_back;

use crate::shell::{mandate::AtElection, routes::Routes, urls};

crate::duties! {
    /// Sees the ledger of ballots.
    SeeLedger = "see-ledger" over AtElection: [
        CountyOffice, CountyOfficial, TownOffice, LeadingGroup, SteeringGroup, Commission, Scrutineer,
    ];
    /// Keeps the ledger and closes the vote.
    KeepLedger = "keep-ledger" over AtElection: [Commission];
}

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<SeeLedger, _>(urls::BALLOTS, pages::ledger)
        .post::<KeepLedger, _>(urls::BALLOTS, pages::enter)
        .get::<KeepLedger, _>(urls::BALLOTS_TAKE_BACK, take_back::page)
        .post::<KeepLedger, _>(urls::BALLOTS_TAKE_BACK, take_back::take_back)
        .post::<KeepLedger, _>(urls::BALLOTS_CLOSE, pages::close)
}
