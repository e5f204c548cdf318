//! Members of the Party: which branch they belong to, in which state, who need not be counted among
//! those who should attend.

pub mod sets;
pub mod store;
