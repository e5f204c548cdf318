//! The election commission.
