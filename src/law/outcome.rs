//! From a count record to the legal outcome (decide.md).
