//! `huanjie` runs a town's grass-roots general election end to end.
//!
//! Rooms: [`shell`] is what every room stands on, [`commands`] the command line; [`people`] who
//! signs in, [`desk`] what waits for them, [`persons`] who is who, [`imports`] lists brought in,
//! [`party`] who belongs to which
//! organisation of the Party, [`places`] where, [`report`] what all this adds up to,
//! [`elections`] the case file with its stages, [`roll`] the voters, [`nomination`] the candidates, [`ballots`] the papers, [`tally`] the
//! sheets, [`results`] the outcome, [`decisions`] what two
//! persons decide, [`documents`] what is printed, [`journal_pages`] who did what,
//! [`upkeep`] back-ups and how the instance fares.

pub mod ballots;
pub mod commands;
pub mod decisions;
pub mod desk;
pub mod documents;
pub mod elections;
pub mod imports;
pub mod journal_pages;
pub mod nomination;
pub mod party;
pub mod people;
pub mod persons;
pub mod places;
pub mod report;
pub mod results;
pub mod roll;
pub mod sample;
pub mod server;
pub mod shell;
pub mod tally;
pub mod upkeep;

use shell::{
    routes::{Access, Routes},
    statics, urls,
};

/// Every route of the program.
pub fn routes() -> Routes {
    Routes::new()
        .open_get(statics::PATH, Access::Public, statics::file)
        .open_get(urls::HEALTH, Access::Public, server::health)
        .open_get(urls::READY, Access::Public, server::ready)
        .merge(people::routes())
        .merge(persons::routes())
        .merge(imports::routes())
        .merge(party::routes())
        .merge(report::routes())
        .merge(desk::routes())
        .merge(places::routes())
        .merge(elections::routes())
        .merge(roll::routes())
        .merge(nomination::routes())
        .merge(ballots::routes())
        .merge(tally::routes())
        .merge(results::routes())
        .merge(decisions::routes())
        .merge(documents::routes())
        .merge(journal_pages::routes())
        .merge(upkeep::routes())
}
