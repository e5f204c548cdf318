//! Counties, towns and units: where everything lies, and which division code means which place.

pub(crate) mod pages;
mod rehearsal;
pub mod store;
pub mod units;

use crate::shell::{mandate::AtPlace, routes::Routes, urls};

crate::duties! {
    /// Sees a place and what lies below it.
    SeePlace = "see-place" over AtPlace: [
        CountyOffice, CountyOfficial, TownOffice, LeadingGroup, SteeringGroup, Commission, Recorder,
        Scrutineer, Screen,
    ];
    /// Sets and moves the date of a rehearsal.
    MoveDate = "move-date" over AtPlace: [TownOffice];
    /// Adds units to a town.
    KeepPlaces = "keep-places" over AtPlace: [TownOffice];
}

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<SeePlace, _>(urls::PLACE, pages::place)
        .get::<MoveDate, _>(urls::REHEARSAL_DATE, rehearsal::page)
        .post::<MoveDate, _>(urls::REHEARSAL_DATE, rehearsal::move_date)
        .get::<SeePlace, _>(urls::UNITS_FILE, units::file)
        .post::<KeepPlaces, _>(urls::UNITS, pages::add_unit)
}
