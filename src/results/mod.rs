//! The outcome: computed by the law's function from the definitive figures, declared by the
//! commission; where the two differ, with a reason.

mod explain;
mod names;
mod namesakes;
mod pages;
pub mod reasons;
pub mod record;
pub mod store;

pub use explain::missed;

use crate::{
    documents::PrintPapers,
    shell::{mandate::AtElection, routes::Routes, urls},
};

crate::duties! {
    /// Sees the outcome.
    SeeOutcome = "see-outcome" over AtElection: [
        CountyOffice, OrganisationDesk, CivilDesk, CountyOfficial, TownOffice, LeadingGroup,
        GuidanceGroup, AuditGroup, PetitionsGroup, SteeringGroup, Commission, Branch, Recorder,
        Scrutineer, Screen,
    ];
    /// Declares the outcome.
    Declare = "declare" over AtElection: [Commission];
    /// Proposes which voter is meant by a name that several bear.
    NameVoter = "name-voter" over AtElection: [Commission, Scrutineer];
    /// Agrees to what another person proposes of such a name, and has the outcome computed anew.
    ConfirmName = "confirm-name" over AtElection: [Commission];
}

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<SeeOutcome, _>(urls::OUTCOME, pages::outcome)
        .get::<Declare, _>(urls::OUTCOME_DECLARE, pages::check_declare)
        .post::<Declare, _>(urls::OUTCOME_DECLARE, pages::declare)
        .post::<PrintPapers, _>(urls::PAPERS_NUMBER, pages::number)
        .get::<NameVoter, _>(urls::OUTCOME_NAME, names::page)
        .post::<NameVoter, _>(urls::OUTCOME_NAME, names::choose)
        .post::<NameVoter, _>(urls::OUTCOME_NAME_ANSWER, names::answer)
        .post::<ConfirmName, _>(urls::OUTCOME_ANEW, names::anew)
}
