//! What the records of a town add up to: the figures of its reports, each with the records behind it,
//! beside what was reported before; and the units in which an election may not go smoothly.

pub mod away;
mod figures;
mod flags;
mod households;
mod officers;
mod posts;
mod reported;
mod reserves;
mod sets;
pub mod store;
pub mod tables;

pub use figures::{Figures, figures};
pub use flags::{FlagLine, flags};

use crate::{
    persons::{CallPersons, SeePersons},
    places::SeePlace,
    shell::{mandate::AtPlace, routes::Routes, table::listing, urls},
};
use away::Away;
use households::Households;
use officers::Officers;
use posts::Posts;
use reserves::Reserves;

crate::duties! {
    /// Flags units in which an election may not go smoothly.
    FlagUnits = "mark-units" over AtPlace: [TownOffice, SteeringGroup];
    /// Enters what was reported before.
    KeepReported = "keep-reported" over AtPlace: [TownOffice];
}

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<SeePersons, _>(urls::OFFICERS, listing::page::<Officers>)
        .get::<SeePersons, _>(urls::OFFICERS_FILE, listing::file::<Officers>)
        .get::<SeePersons, _>(urls::POSTS, listing::page::<Posts>)
        .get::<SeePersons, _>(urls::POSTS_FILE, listing::file::<Posts>)
        .get::<SeePlace, _>(urls::HOUSEHOLDS, listing::page::<Households>)
        .get::<SeePlace, _>(urls::HOUSEHOLDS_FILE, listing::file::<Households>)
        .get::<CallPersons, _>(urls::AWAY, listing::page::<Away>)
        .get::<CallPersons, _>(urls::AWAY_FILE, listing::file::<Away>)
        .get::<SeePersons, _>(urls::RESERVES, listing::page::<Reserves>)
        .get::<SeePersons, _>(urls::RESERVES_FILE, listing::file::<Reserves>)
        .get::<FlagUnits, _>(urls::FLAGS, flags::ask)
        .post::<FlagUnits, _>(urls::FLAGS, flags::add)
        .get::<FlagUnits, _>(urls::FLAG_END, flags::ask_end)
        .post::<FlagUnits, _>(urls::FLAG_END, flags::end)
        .get::<KeepReported, _>(urls::REPORTED, reported::ask)
        .post::<KeepReported, _>(urls::REPORTED, reported::add)
}
