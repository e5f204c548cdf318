//! The law of grass-roots elections as pure functions: no I/O, no clock, no SQL.
//!
//! Callers pass plain values and dates; every answer is a value, every refusal carries the rule,
//! the compared integers and the article. All arithmetic is in integers.

pub mod approval;
pub mod body;
pub mod calendar;
pub mod commission;
pub mod facts;
pub mod identity;
pub mod kin;
pub mod meeting;
pub mod outcome;
pub mod party;
pub mod reason;
pub mod registry;
pub mod roll;
pub mod rules;
pub mod seats;
pub mod source;
pub mod stage;
pub mod tally;
