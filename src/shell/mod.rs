//! What every room stands on.

pub mod words;
