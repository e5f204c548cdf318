//! The case file of an election: its rules, its stages and their gates, what changes live.

pub mod case;
mod changes;
pub mod check;
mod correct;
mod doubts;
mod facts;
pub mod forms;
pub mod head;
mod live;
pub mod own;
mod pages;
pub mod redate;
mod seats;
mod seen;
pub mod standing;
pub mod store;
mod ways;

use crate::shell::{
    mandate::{AtElection, AtPlace},
    routes::Routes,
    urls,
};

crate::duties! {
    /// Opens the election of a unit's committee.
    OpenElection = "open-election" over AtPlace: [TownOffice];
    /// Corrects days that were entered wrongly, and moves the election day.
    CorrectDays = "correct-days" over AtElection: [TownOffice];
    /// Sees an election.
    SeeElection = "see-election" over AtElection: [
        CountyOffice, OrganisationDesk, CivilDesk, CountyOfficial, TownOffice, LeadingGroup,
        GuidanceGroup, AuditGroup, PetitionsGroup, SteeringGroup, Commission, Branch, Recorder,
        Scrutineer, Screen,
    ];
}

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .post::<OpenElection, _>(urls::ELECTIONS, pages::open)
        .get::<SeeElection, _>(urls::COMMITTEE, pages::case)
        .get::<CorrectDays, _>(urls::STAGE_CORRECT, correct::stage_page)
        .post::<CorrectDays, _>(urls::STAGE_CORRECT, correct::stage)
        .get::<CorrectDays, _>(urls::ELECTION_DAY, correct::day_page)
        .post::<CorrectDays, _>(urls::ELECTION_DAY, correct::day)
        .get::<CorrectDays, _>(urls::ELECTION_SEATS, seats::page)
        .post::<CorrectDays, _>(urls::ELECTION_SEATS, seats::change)
        .get::<SeeElection, _>(urls::LIVE, live::live)
}
