//! Degrees of kin.
