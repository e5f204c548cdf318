//! Identity numbers.
