//! What gates ask for, by name.

use crate::{reason::RuleId, tally::DOUBLE_ENTRY};

/// A requirement of a gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum What {
    /// The stages of this body are there.
    BodyCarried,
    /// Somebody is on the roll.
    RollHasVoters,
    /// The roll is posted on the last day or before it.
    RollPostedInTime,
    /// Nobody is on two rolls.
    OnOneRoll,
    /// The roll is posted.
    RollPosted,
    /// The time of objections has passed.
    ObjectionsOver,
    /// Every objection is decided.
    ObjectionsDecided,
    /// An objection was decided on the last day or before it.
    DecisionInTime,
    /// Every correction after the posting was told by a notice.
    CorrectionsPosted,
    /// The roll was not corrected after the day.
    CorrectedBefore,
    /// No notice of corrections was posted after the day.
    NoticedBefore,
    /// No objection was decided or withdrawn after the day.
    SettledBefore,
    /// An objection that waits was filed on the last day or before it.
    ObjectionFiledLate,
    /// The roll is sealed.
    RollSealed,
    /// There are seats to fill.
    SeatsSet,
    /// No more seats than the law allows.
    SeatsWithin,
    /// More candidates than seats.
    MoreCandidates,
    /// As many more as the province asks.
    EnoughCandidates,
    /// No more than the province allows.
    NotTooManyCandidates,
    /// The formal list is posted on the last day or before it.
    ListPostedInTime,
    /// Every formal candidate is on the roll.
    CandidatesOnRoll,
    /// Nobody is a formal candidate for two posts.
    CandidatesForOnePost,
    /// The formal list is posted.
    ListPosted,
    /// The vote was held on election day.
    VotedOnTheDay,
    /// The ledger says how many ballots were printed.
    BallotsPrinted,
    /// The ledger says how many ballots were issued.
    BallotsIssued,
    /// The ledger says how many ballots were collected.
    BallotsCollected,
    /// The ballots printed are those issued, left over and spoiled.
    BallotsAddUp,
    /// No more ballots collected than printed.
    CollectedWithinPrinted,
    /// No more ballots collected than issued.
    CollectedWithinIssued,
    /// More than half of the voters took part.
    Turnout,
    /// Voting is closed.
    VotingClosed,
    /// The ballots were counted on election day.
    CountedOnTheDay,
    /// The sheet is definitive.
    SheetDefinitive,
    /// Nobody's request to open the sheet again or to begin it anew waits for an answer.
    SheetRequestsAnswered,
    /// The sheet and the ledger have the same number of ballots issued.
    SheetIssued,
    /// The sheet and the ledger have the same number of ballots collected.
    SheetCollected,
    /// The count is closed.
    CountClosed,
    /// The outcome is computed.
    OutcomeDecided,
    /// Of every name written in that several voters bear it is said who is meant.
    WrittenNamesClear,
    /// Nobody's proposal of who is meant waits for another person's answer.
    WrittenNamesConfirmed,
    /// It was said on the day of the count.
    NamesSaidOnTheDay,
    /// The result is not declared before election day.
    DeclaredAfterVote,
    /// The elected are posted on the last day or before it.
    ResultPostedInTime,
    /// The stage is not closed before the one that goes before it.
    InOrder,
    /// Nothing lawful happens in the future.
    NotInFuture,
    /// The event was entered after its day.
    EnteredLate,
}

impl What {
    /// All requirements, in the order of an election.
    pub const ALL: [Self; 47] = [
        Self::BodyCarried,
        Self::RollHasVoters,
        Self::RollPostedInTime,
        Self::OnOneRoll,
        Self::RollPosted,
        Self::ObjectionsOver,
        Self::ObjectionsDecided,
        Self::DecisionInTime,
        Self::CorrectionsPosted,
        Self::CorrectedBefore,
        Self::NoticedBefore,
        Self::SettledBefore,
        Self::ObjectionFiledLate,
        Self::RollSealed,
        Self::SeatsSet,
        Self::SeatsWithin,
        Self::MoreCandidates,
        Self::EnoughCandidates,
        Self::NotTooManyCandidates,
        Self::ListPostedInTime,
        Self::CandidatesOnRoll,
        Self::CandidatesForOnePost,
        Self::ListPosted,
        Self::VotedOnTheDay,
        Self::BallotsPrinted,
        Self::BallotsIssued,
        Self::BallotsCollected,
        Self::BallotsAddUp,
        Self::CollectedWithinPrinted,
        Self::CollectedWithinIssued,
        Self::Turnout,
        Self::VotingClosed,
        Self::CountedOnTheDay,
        Self::SheetDefinitive,
        Self::SheetRequestsAnswered,
        Self::SheetIssued,
        Self::SheetCollected,
        Self::CountClosed,
        Self::OutcomeDecided,
        Self::WrittenNamesClear,
        Self::WrittenNamesConfirmed,
        Self::NamesSaidOnTheDay,
        Self::DeclaredAfterVote,
        Self::ResultPostedInTime,
        Self::InOrder,
        Self::NotInFuture,
        Self::EnteredLate,
    ];

    /// The word that stands after `gate-` in the words.
    ///
    /// Its text may use `left` and `right` where numbers are compared, `happened` and `limit`
    /// where days are (and `days`, those from the limit to election day), `voted` where the
    /// turnout is, and `post` where the requirement is about one.
    pub fn key(self) -> &'static str {
        match self {
            Self::BodyCarried => "body-carried",
            Self::RollHasVoters => "roll-has-voters",
            Self::RollPostedInTime => "roll-posted-in-time",
            Self::OnOneRoll => "on-one-roll",
            Self::RollPosted => "roll-posted",
            Self::ObjectionsOver => "objections-over",
            Self::ObjectionsDecided => "objections-decided",
            Self::DecisionInTime => "decision-in-time",
            Self::CorrectionsPosted => "corrections-posted",
            Self::CorrectedBefore => "corrected-before",
            Self::NoticedBefore => "noticed-before",
            Self::SettledBefore => "settled-before",
            Self::ObjectionFiledLate => "objection-filed-late",
            Self::RollSealed => "roll-sealed",
            Self::SeatsSet => "seats-set",
            Self::SeatsWithin => "seats-within",
            Self::MoreCandidates => "more-candidates",
            Self::EnoughCandidates => "enough-candidates",
            Self::NotTooManyCandidates => "not-too-many-candidates",
            Self::ListPostedInTime => "list-posted-in-time",
            Self::CandidatesOnRoll => "candidates-on-roll",
            Self::CandidatesForOnePost => "candidates-for-one-post",
            Self::ListPosted => "list-posted",
            Self::VotedOnTheDay => "voted-on-the-day",
            Self::BallotsPrinted => "ballots-printed",
            Self::BallotsIssued => "ballots-issued",
            Self::BallotsCollected => "ballots-collected",
            Self::BallotsAddUp => "ballots-add-up",
            Self::CollectedWithinPrinted => "collected-within-printed",
            Self::CollectedWithinIssued => "collected-within-issued",
            Self::Turnout => "turnout",
            Self::VotingClosed => "voting-closed",
            Self::CountedOnTheDay => "counted-on-the-day",
            Self::SheetDefinitive => "sheet-definitive",
            Self::SheetRequestsAnswered => "sheet-requests-answered",
            Self::SheetIssued => "sheet-issued",
            Self::SheetCollected => "sheet-collected",
            Self::CountClosed => "count-closed",
            Self::OutcomeDecided => "outcome-decided",
            Self::WrittenNamesClear => "written-names-clear",
            Self::WrittenNamesConfirmed => "written-names-confirmed",
            Self::NamesSaidOnTheDay => "names-said-on-the-day",
            Self::DeclaredAfterVote => "declared-after-vote",
            Self::ResultPostedInTime => "result-posted-in-time",
            Self::InOrder => "in-order",
            Self::NotInFuture => "not-in-future",
            Self::EnteredLate => "entered-late",
        }
    }

    /// The requirement of that key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|what| what.key() == key)
    }

    /// The rule behind it, where no limit of the calendar names its own. What merely keeps the
    /// stages in order is X-7: procedures are not simplified.
    pub(super) fn rule(self) -> RuleId {
        match self {
            Self::RollHasVoters => RuleId("V-05"),
            Self::RollPostedInTime => RuleId("V-06"),
            Self::OnOneRoll => RuleId("V-04"),
            Self::ObjectionsOver | Self::ObjectionFiledLate => RuleId("V-07"),
            Self::ObjectionsDecided | Self::DecisionInTime | Self::CorrectionsPosted => {
                RuleId("V-08")
            }
            Self::SeatsSet | Self::SeatsWithin => RuleId("V-20"),
            Self::MoreCandidates | Self::EnoughCandidates | Self::NotTooManyCandidates => {
                RuleId("V-33")
            }
            Self::ListPostedInTime => RuleId("V-35"),
            Self::CandidatesOnRoll => RuleId("V-30"),
            Self::CandidatesForOnePost => RuleId("V-34"),
            Self::VotedOnTheDay => RuleId("V-50"),
            Self::BallotsPrinted
            | Self::BallotsIssued
            | Self::BallotsCollected
            | Self::BallotsAddUp
            | Self::CollectedWithinPrinted
            | Self::CollectedWithinIssued
            | Self::SheetIssued
            | Self::SheetCollected => RuleId("C-02"),
            Self::Turnout => RuleId("C-01"),
            Self::CountedOnTheDay | Self::NamesSaidOnTheDay => RuleId("V-60"),
            Self::SheetDefinitive | Self::SheetRequestsAnswered => DOUBLE_ENTRY,
            Self::WrittenNamesConfirmed => RuleId("C-05"),
            Self::WrittenNamesClear => RuleId("C-07"),
            Self::DeclaredAfterVote | Self::ResultPostedInTime => RuleId("C-17"),
            Self::BodyCarried
            | Self::RollPosted
            | Self::RollSealed
            | Self::ListPosted
            | Self::VotingClosed
            | Self::CountClosed
            | Self::OutcomeDecided
            | Self::CorrectedBefore
            | Self::NoticedBefore
            | Self::SettledBefore
            | Self::InOrder
            | Self::NotInFuture
            | Self::EnteredLate => RuleId("X-7"),
        }
    }
}
