//! Accounts: who signs in, and with which mandates they were entrusted.

pub mod kept;
mod pages;
pub mod password;
pub mod store;

use crate::shell::{
    routes::{Access, Routes},
    urls,
};

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .open_get(urls::SIGN_IN, Access::Public, pages::sign_in_page)
        .open_post(urls::SIGN_IN, Access::Public, pages::sign_in)
        .open_post(urls::SIGN_OUT, Access::Public, pages::sign_out)
        .open_post(urls::LANGUAGE, Access::Public, pages::choose_language)
}
