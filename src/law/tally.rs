//! Double entry of tally sheets.
