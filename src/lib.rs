//! `huanjie` runs a town's grass-roots general election end to end.
//!
//! Rooms: [`shell`] is what every room stands on, [`commands`] the command line.

pub mod commands;
pub mod shell;
