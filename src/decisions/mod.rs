//! Decisions that take two persons: what a body decided on paper, entered afterwards 回填 and checked
//! 复核 by another person with the scan in view; and special approvals 特批 past what keeps a stage
//! open. Both are listed for a place and for an election, what waits for the visitor first.

mod approvals;
mod ask;
mod check;
mod enter;
mod forms;
pub mod lines;
mod pages;
mod paper;
mod scans;
pub mod special;
pub mod store;
pub mod waiting;
mod withdraw;

use law::approval::{Hand, PersonId, Refusal, Standing};

use crate::shell::{
    Error,
    files::SCAN,
    ids::AccountId,
    mandate::{AtElection, AtPlace, Role},
    routes::Routes,
    urls,
};

crate::duties! {
    /// Sees the decisions at a place, with their scans.
    SeeDecisions = "see-decisions" over AtPlace: [
        CountyOffice, OrganisationDesk, CivilDesk, CountyOfficial, TownOffice, LeadingGroup,
        GuidanceGroup, AuditGroup, PetitionsGroup, SteeringGroup, Commission, Branch,
    ];
    /// Enters what was decided on paper, corrects it.
    EnterDecision = "enter-decision" over AtPlace: [TownOffice, Commission, CountyOffice];
    /// Checks what another person entered; asks to withdraw it, and answers that.
    CheckDecision = "review-decision" over AtPlace: [
        CountyOffice, LeadingGroup, TownOffice, Commission,
    ];
    /// Sees the decisions of an election and its special approvals.
    SeeApprovals = "see-approvals" over AtElection: [
        CountyOffice, CivilDesk, CountyOfficial, TownOffice, LeadingGroup, GuidanceGroup,
        PetitionsGroup, SteeringGroup, Commission,
    ];
    /// Asks for a special approval.
    AskApproval = "ask-approval" over AtElection: [TownOffice, Commission, LeadingGroup];
    /// Agrees to a special approval that another person asks for, or declines it.
    AnswerApproval = "answer-approval" over AtElection: [CountyOffice, LeadingGroup];
}

/// Bytes of a form with its scans.
const UPLOAD: usize = 2 * SCAN + 1024 * 1024;

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new()
        .get::<SeeDecisions, _>(urls::DECISIONS, pages::at_place)
        .get::<EnterDecision, _>(urls::DECISION_NEW, enter::page)
        .upload::<EnterDecision, _>(urls::DECISION_NEW, UPLOAD, enter::enter)
        .get::<SeeDecisions, _>(urls::DECISION, paper::page)
        .get::<SeeDecisions, _>(urls::DECISION_SCAN, scans::scan)
        .get::<EnterDecision, _>(urls::DECISION_CORRECT, enter::correct_page)
        .upload::<EnterDecision, _>(urls::DECISION_CORRECT, UPLOAD, enter::correct)
        .post::<CheckDecision, _>(urls::DECISION_CHECK, check::check)
        .post::<CheckDecision, _>(urls::DECISION_RETURN, check::give_back)
        .post::<CheckDecision, _>(urls::DECISION_WITHDRAW, withdraw::ask)
        .post::<CheckDecision, _>(urls::WITHDRAWAL_AGREE, withdraw::agree)
        .post::<CheckDecision, _>(urls::WITHDRAWAL_DECLINE, withdraw::decline)
        .get::<SeeApprovals, _>(urls::ELECTION_DECISIONS, pages::of_election)
        .get::<AskApproval, _>(urls::APPROVALS, ask::page)
        .post::<AskApproval, _>(urls::APPROVALS, ask::ask)
        .get::<SeeApprovals, _>(urls::APPROVAL, approvals::page)
        .post::<AnswerApproval, _>(urls::APPROVAL_AGREE, approvals::agree)
        .post::<AnswerApproval, _>(urls::APPROVAL_DECLINE, approvals::decline)
        .post::<AskApproval, _>(urls::APPROVAL_TAKE_BACK, approvals::take_back)
}

/// Signs of a reason.
const REASON: usize = 1000;

fn person(account_id: AccountId) -> PersonId {
    PersonId(account_id.0)
}

/// How high a role stands; one of no standing stands with the commission.
fn standing(role: Role) -> Standing {
    match role {
        Role::CountyOffice => Standing::CountyOffice,
        Role::LeadingGroup => Standing::LeadingGroup,
        Role::TownOffice => Standing::TownOffice,
        _ => Standing::Commission,
    }
}

/// Somebody in a role, as the law weighs it.
fn hand(account_id: AccountId, role: Role) -> Hand {
    Hand { person: person(account_id), standing: standing(role) }
}

/// What the law refuses, in words.
fn refused(refusal: Refusal) -> Error {
    Error::conflict(match refusal {
        Refusal::SamePerson => "decisions-same-person",
        Refusal::NotHigher => "decisions-not-higher",
        Refusal::HadAHand => "decisions-had-a-hand",
        Refusal::NotNow => "decisions-not-now",
    })
}
