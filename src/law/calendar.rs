//! The statutory calendar of an election day.
