//! The case file of an election: its rules, its stages and their gates, what changes live.

pub mod case;
mod facts;
pub mod forms;
mod live;
mod pages;
pub mod store;

use crate::shell::{
    mandate::{AtElection, AtPlace},
    routes::Routes,
    urls,
};

crate::duties! {
    /// Opens the election of a unit's committee.
    OpenElection = "open-election" over AtPlace: [TownOffice];
    /// Sees an election.
    SeeElection = "see-election" over AtElection: [
        CountyOffice, CountyOfficial, TownOffice, LeadingGroup, SteeringGroup, Commission, Recorder,
        Scrutineer,
    ];
}

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .post::<OpenElection, _>(urls::ELECTIONS, pages::open)
        .get::<SeeElection, _>(urls::COMMITTEE, pages::case)
        .get::<SeeElection, _>(urls::LIVE, live::live)
}
