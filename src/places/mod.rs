//! Counties, towns and units: where everything lies, which division code means which place, and what
//! is known of each: areas, groups, households, cooperatives, history, organisations.

mod adding;
mod areas;
pub mod ask;
mod changing;
mod cooperatives;
mod details;
mod figures;
mod groups;
mod history;
mod organisations;
pub(crate) mod pages;
mod rehearsal;
mod rehearsals;
pub mod store;
pub mod units;

use crate::shell::{
    mandate::{AtInstance, AtPlace},
    routes::Routes,
    urls,
};

crate::duties! {
    /// Sees a place and what lies below it.
    SeePlace = "see-place" over AtPlace: [
        CountyOffice, OrganisationDesk, CivilDesk, CountyOfficial, TownOffice, LeadingGroup,
        GuidanceGroup, AuditGroup, PetitionsGroup, SteeringGroup, Commission, Branch, Recorder,
        Scrutineer, Screen,
    ];
    /// Sets and moves the date of a rehearsal.
    MoveDate = "move-date" over AtPlace: [TownOffice];
    /// Begins a rehearsal as a copy of a town.
    BeginRehearsal = "begin-rehearsal" over AtPlace: [CountyOffice, TownOffice];
    /// Throws a rehearsal away; one of several towns is the county's.
    DiscardRehearsal = "discard-rehearsal" over AtPlace: [CountyOffice, TownOffice];
    /// Adds units to a town, and keeps what is known of them.
    KeepPlaces = "keep-places" over AtPlace: [TownOffice];
    /// Adds towns to a county.
    KeepTowns = "keep-towns" over AtPlace: [CountyOffice];
    /// Changes names and codes; those of towns are the county's.
    ChangePlaces = "change-places" over AtPlace: [CountyOffice, TownOffice];
    /// Adds counties.
    MakeCounties = "make-counties" over AtInstance: [Administrator];
}

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<SeePlace, _>(urls::PLACE, pages::place)
        .get::<MoveDate, _>(urls::REHEARSAL_DATE, rehearsal::page)
        .post::<MoveDate, _>(urls::REHEARSAL_DATE, rehearsal::move_date)
        .get::<BeginRehearsal, _>(urls::REHEARSALS_OF, rehearsals::begin_page)
        .post::<BeginRehearsal, _>(urls::REHEARSALS_OF, rehearsals::begin)
        .get::<DiscardRehearsal, _>(urls::REHEARSAL_DISCARD, rehearsals::discard_page)
        .post::<DiscardRehearsal, _>(urls::REHEARSAL_DISCARD, rehearsals::discard)
        .get::<SeePlace, _>(urls::UNITS_FILE, units::file)
        .get::<MakeCounties, _>(urls::COUNTIES, adding::county_page)
        .post::<MakeCounties, _>(urls::COUNTIES, adding::add_county)
        .get::<KeepTowns, _>(urls::TOWNS, adding::town_page)
        .post::<KeepTowns, _>(urls::TOWNS, adding::add_town)
        .get::<KeepPlaces, _>(urls::UNITS, adding::unit_page)
        .post::<KeepPlaces, _>(urls::UNITS, adding::add_unit)
        .get::<ChangePlaces, _>(urls::PLACE_EDIT, changing::edit_page)
        .post::<ChangePlaces, _>(urls::PLACE_EDIT, changing::edit)
        .get::<ChangePlaces, _>(urls::PLACE_CODE, changing::code_page)
        .post::<ChangePlaces, _>(urls::PLACE_CODE, changing::change_code)
        .merge(parts())
}

/// What is known of a place.
fn parts() -> Routes {
    Routes::new()
        .get::<KeepPlaces, _>(urls::AREAS, areas::new_page)
        .post::<KeepPlaces, _>(urls::AREAS, areas::add)
        .get::<KeepPlaces, _>(urls::AREA, areas::change_page)
        .post::<KeepPlaces, _>(urls::AREA, areas::change)
        .post::<KeepPlaces, _>(urls::AREA_REMOVE, areas::remove)
        .get::<KeepPlaces, _>(urls::GROUPS, groups::new_page)
        .post::<KeepPlaces, _>(urls::GROUPS, groups::add)
        .get::<KeepPlaces, _>(urls::GROUP, groups::change_page)
        .post::<KeepPlaces, _>(urls::GROUP, groups::change)
        .get::<KeepPlaces, _>(urls::FIGURES, figures::page)
        .post::<KeepPlaces, _>(urls::FIGURES, figures::add)
        .get::<KeepPlaces, _>(urls::COOPERATIVES, cooperatives::new_page)
        .post::<KeepPlaces, _>(urls::COOPERATIVES, cooperatives::add)
        .get::<KeepPlaces, _>(urls::COOPERATIVE, cooperatives::change_page)
        .post::<KeepPlaces, _>(urls::COOPERATIVE, cooperatives::change)
        .get::<KeepPlaces, _>(urls::MERGE, history::merge_page)
        .post::<KeepPlaces, _>(urls::MERGE, history::merge)
        .get::<KeepPlaces, _>(urls::HISTORY, history::note_page)
        .post::<KeepPlaces, _>(urls::HISTORY, history::note)
        .post::<KeepPlaces, _>(urls::FORMER_REMOVE, history::remove)
        .get::<KeepPlaces, _>(urls::ORGANISATIONS, organisations::page)
        .post::<KeepPlaces, _>(urls::ORGANISATIONS, organisations::add)
        .get::<KeepPlaces, _>(urls::ORGANISATION_CHANGE, organisations::change_page)
        .post::<KeepPlaces, _>(urls::ORGANISATION_CHANGE, organisations::change)
}
