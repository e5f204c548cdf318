//! Members of the Party: which branch they belong to, in which state, who need not be counted among
//! those who should attend. What an organisation is, and where it hangs, is known to
//! [`crate::places`].

mod acts;
mod adding;
mod base;
mod elsewhere;
mod exempting;
mod listed;
mod member;
mod organisation;
pub mod sets;
pub mod store;
mod table;
mod tree;

use crate::shell::{mandate::AtPlace, routes::Routes, table::listing, urls};
use listed::Organisations;
use table::Members;

crate::duties! {
    /// Sees the members of the Party.
    SeeMembers = "see-members" over AtPlace: [
        CountyOffice, OrganisationDesk, CountyOfficial, TownOffice, LeadingGroup, GuidanceGroup,
        SteeringGroup, Commission, Branch,
    ];
    /// Adds members to branches, changes their state, moves them.
    KeepMembers = "keep-members" over AtPlace: [
        TownOffice, Commission, Branch,
    ];
    /// Consents, for the organisation above, that a member need not be counted.
    ConsentToExempt = "consent-to-exempt" over AtPlace: [TownOffice];
}

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<SeeMembers, _>(urls::PARTY, tree::page)
        .get::<SeeMembers, _>(urls::ORGANISATIONS_LISTED, listing::page::<Organisations>)
        .get::<SeeMembers, _>(urls::ORGANISATIONS_FILE, listing::file::<Organisations>)
        .get::<SeeMembers, _>(urls::MEMBERS, listing::page::<Members>)
        .get::<SeeMembers, _>(urls::MEMBERS_FILE, listing::file::<Members>)
        .get::<SeeMembers, _>(urls::ORGANISATION, organisation::page)
        .get::<SeeMembers, _>(urls::ORGANISATION_FILE, organisation::file)
        .get::<KeepMembers, _>(urls::MEMBER_FIND, adding::find)
        .post::<KeepMembers, _>(urls::MEMBER_NUMBER, adding::by_number)
        .get::<KeepMembers, _>(urls::MEMBER_ADD, adding::ask)
        .post::<KeepMembers, _>(urls::MEMBER_ADD, adding::add)
        .get::<SeeMembers, _>(urls::MEMBER, member::page)
        .post::<KeepMembers, _>(urls::MEMBER_STATE, acts::change_state)
        .post::<KeepMembers, _>(urls::MEMBER_MOVE, acts::move_away)
        .post::<KeepMembers, _>(urls::MEMBER_END, acts::end)
        .post::<KeepMembers, _>(urls::EXEMPTION, exempting::ask)
        .post::<ConsentToExempt, _>(urls::EXEMPTION_CONSENT, exempting::consent)
        .post::<KeepMembers, _>(urls::EXEMPTION_VOTE, exempting::vote)
        .post::<KeepMembers, _>(urls::EXEMPTION_END, exempting::end)
}
