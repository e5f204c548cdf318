//! The way out of what a gate finds missing: who does it, and on which page.

use law::stage::What;

use super::CorrectDays;
use crate::{
    ballots::KeepLedger,
    nomination::ListCandidates,
    results::{ConfirmName, NameVoter},
    roll::{KeepRoll, SealRoll},
    shell::{
        error::roles_at,
        mandate::{AtPlace, Duty, Role},
        words::Words,
    },
    tally::{AskAnew, EnterSheet},
};

/// Who does what is missing and on which page, in words; nothing where only the day can be wrong.
pub(super) fn way(what: What, place: &AtPlace, words: &Words) -> Option<String> {
    let (roles, page) = of(what)?;
    let who = roles_at(roles, Some(place), words);
    let variables = [("who", who.into()), ("page", words.text(page).into())];
    Some(words.text_with("way-out", &variables))
}

/// The roles, and the key of the page's name.
fn of(what: What) -> Option<(&'static [Role], &'static str)> {
    match what {
        What::RollHasVoters => Some((KeepRoll::ROLES, "page-roll")),
        What::OnOneRoll
        | What::RollPosted
        | What::ObjectionsDecided
        | What::CorrectionsPosted
        | What::ObjectionFiledLate
        | What::RollSealed => Some((SealRoll::ROLES, "page-roll")),
        // a day that lies too late is mended by moving the election, if at all
        What::RollPostedInTime => Some((CorrectDays::ROLES, "case-title")),
        What::MoreCandidates
        | What::EnoughCandidates
        | What::NotTooManyCandidates
        | What::CandidatesOnRoll
        | What::CandidatesForOnePost
        | What::ListPosted => Some((ListCandidates::ROLES, "page-candidates")),
        What::BallotsPrinted
        | What::BallotsIssued
        | What::BallotsCollected
        | What::BallotsAddUp
        | What::CollectedWithinPrinted
        | What::CollectedWithinIssued
        | What::VotingClosed => Some((KeepLedger::ROLES, "page-ballots")),
        What::SheetDefinitive
        | What::SheetIssued
        | What::SheetCollected
        | What::CountClosed
        | What::OutcomeDecided => Some((EnterSheet::ROLES, "page-sheet")),
        What::WrittenNamesClear => Some((NameVoter::ROLES, "page-outcome")),
        What::WrittenNamesConfirmed => Some((ConfirmName::ROLES, "page-outcome")),
        What::SheetRequestsAnswered => Some((AskAnew::ROLES, "page-sheet")),
        What::BodyCarried
        | What::CorrectedBefore
        | What::NoticedBefore
        | What::SettledBefore
        | What::ObjectionsOver
        | What::DecisionInTime
        | What::SeatsSet
        | What::SeatsWithin
        | What::ListPostedInTime
        | What::VotedOnTheDay
        | What::Turnout
        | What::CountedOnTheDay
        | What::NamesSaidOnTheDay
        | What::DeclaredAfterVote
        | What::ResultPostedInTime
        | What::InOrder
        | What::NotInFuture
        | What::EnteredLate => None,
    }
}
