//! What every room stands on.

pub mod private_postgres;
pub mod words;
