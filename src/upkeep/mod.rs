//! Upkeep of the instance, by its administrator: how it fares, back-ups, who signed in. None of it
//! reaches into an election.

pub mod backup;
mod pages;
pub mod security;
mod shelf;
pub mod store;

pub use shelf::{clear_unfinished, newest_back_up};

use crate::shell::{mandate::AtInstance, routes::Routes, urls};

crate::duties! {
    /// Sees how the instance fares, and who signed in.
    SeeUpkeep = "see-upkeep" over AtInstance: [Administrator];
    /// Makes, checks and takes away back-ups.
    KeepBackups = "keep-backups" over AtInstance: [Administrator];
}

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<SeeUpkeep, _>(urls::UPKEEP, pages::upkeep)
        .post::<SeeUpkeep, _>(urls::UPKEEP_AGAIN, pages::again)
        .get::<SeeUpkeep, _>(urls::SECURITY, security::log)
        .get::<SeeUpkeep, _>(urls::SECURITY_FILE, security::file)
        .get::<KeepBackups, _>(urls::BACKUPS, shelf::backups)
        .post::<KeepBackups, _>(urls::BACKUPS, shelf::make)
        .post::<KeepBackups, _>(urls::BACKUP_CHECK, shelf::check)
        .post::<KeepBackups, _>(urls::BACKUP_DOWNLOAD, shelf::download)
}
