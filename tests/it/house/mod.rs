//! What the tests stand on.

pub mod again;
pub mod app;
pub mod election;
pub mod folder;
pub mod postgres;
pub mod source;
