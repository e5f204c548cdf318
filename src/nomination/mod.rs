//! Formal candidates: taken from the sealed roll, posted in the order of the ballot.

mod pages;
pub mod store;

use law::stage::Stage;

use crate::{
    elections::check,
    shell::{
        mandate::{AtElection, Mandate},
        routes::Routes,
        urls,
    },
};

crate::duties! {
    /// Sees the candidates.
    SeeCandidates = "see-candidates" over AtElection: [
        CountyOffice, OrganisationDesk, CivilDesk, CountyOfficial, TownOffice, LeadingGroup,
        GuidanceGroup, AuditGroup, PetitionsGroup, SteeringGroup, Commission, Branch, Recorder,
        Scrutineer, Screen,
    ];
    /// Lists and posts the formal candidates.
    ListCandidates = "list-candidates" over AtElection: [Commission];
}

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<SeeCandidates, _>(urls::CANDIDATES, pages::candidates)
        .post::<ListCandidates, _>(urls::CANDIDATES, pages::add)
        .get::<ListCandidates, _>(urls::CANDIDATE_REMOVE, pages::remove_page)
        .post::<ListCandidates, _>(urls::CANDIDATE_REMOVE, pages::remove)
        .get::<ListCandidates, _>(
            urls::CANDIDATES_POST,
            |app, visit, mandate: Mandate<ListCandidates>, asked| {
                check::page(app, visit, mandate.over, asked, Stage::Candidates)
            },
        )
        .post::<ListCandidates, _>(urls::CANDIDATES_POST, pages::post)
}
