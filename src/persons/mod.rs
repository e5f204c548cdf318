//! Persons: who is who, stored once; kin, telephones, where they are and who called, posts over the
//! terms, suspected duplicates. Accounts, with which somebody signs in, are [`crate::people`].

pub mod secret;
pub mod sets;
pub mod store;
