//! Ballots as papers: a ledger from the printer to the box, in numbers only. Who had which ballot is
//! nowhere.

mod lines;
mod pages;
pub mod store;
mod take_back;

use law::stage::Stage;

use crate::{
    elections::check,
    shell::{
        mandate::{AtElection, Mandate},
        routes::Routes,
        urls,
    },
};

crate::duties! {
    /// Sees the ledger of ballots.
    SeeLedger = "see-ledger" over AtElection: [
        CountyOffice, CivilDesk, CountyOfficial, TownOffice, LeadingGroup, GuidanceGroup,
        SteeringGroup, Commission, Scrutineer,
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
        .get::<KeepLedger, _>(
            urls::BALLOTS_CLOSE,
            |app, visit, mandate: Mandate<KeepLedger>, asked| {
                check::page(app, visit, mandate.over, asked, Stage::Voting)
            },
        )
        .post::<KeepLedger, _>(urls::BALLOTS_CLOSE, pages::close)
}
