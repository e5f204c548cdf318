//! Members of the Party in the database: the newest state of each is the view `member_now`.

pub mod ends;
pub mod exemptions;
pub mod members;
pub mod tree;
