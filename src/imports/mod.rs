//! What offices keep in spreadsheets, brought in: units, households, persons, members, officers, rolls.
//!
//! A file is read into lines that wait (`task`), looked at with all that is wrong by line and column
//! (`pages`), and taken in one transaction (`take`). What can be brought in is data (`kinds`); reading
//! a file knows nothing of it (`reader`).

mod beside;
mod cell;
pub mod change;
mod decide;
mod files;
mod header;
pub mod kinds;
pub mod line;
mod lists;
mod pages;
pub mod reader;
mod rows;
pub mod shown;
pub mod sight;
pub mod store;
pub mod take;
pub mod task;
pub mod value;

use crate::shell::{mandate::AtPlace, routes::Routes, urls};

crate::duties! {
    /// Brings in lists.
    BringIn = "bring-in-lists" over AtPlace: [TownOffice, Commission];
}

/// Bytes of a form with a file: what is larger than a file may be is read and thrown away, so that the
/// answer arrives.
const SENT: usize = 256 * 1024 * 1024;

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<BringIn, _>(urls::IMPORTS, lists::page)
        .upload::<BringIn, _>(urls::IMPORTS, SENT, lists::send)
        .get::<BringIn, _>(urls::IMPORT_TEMPLATE, files::template)
        .get::<BringIn, _>(urls::IMPORT, pages::import)
        .post::<BringIn, _>(urls::IMPORT_TAKE, decide::take)
        .get::<BringIn, _>(urls::IMPORT_REJECTED, files::rejected)
        .get::<BringIn, _>(urls::IMPORT_ALIKE, files::alike)
        .get::<BringIn, _>(urls::IMPORT_CHANGES, files::changes)
}
