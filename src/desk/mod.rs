//! The desk: what waits for the signed-in person today, what runs under his eyes, and the head of
//! every page that leads there. Its tasks are no records of their own: they follow from what the
//! elections lack, so that none is ever left behind. A constant number of queries, for one unit as
//! for five hundred.

mod instance;
mod lines;
mod live;
mod navigation;
mod own;
mod pages;
mod store;
mod tasks;

pub use navigation::{Navigation, navigation};

use crate::shell::{
    routes::{Access, Routes},
    urls,
};

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new().open_get(urls::DESK, Access::SignedIn, pages::desk).open_get(
        urls::DESK_LIVE,
        Access::SignedIn,
        live::live,
    )
}
