//! Typed ids: a key of one table cannot be passed for that of another.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, sqlx::Type)]
        #[serde(transparent)]
        #[sqlx(transparent)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

ids! {
    /// A world: 1 is the live one, others are rehearsals.
    WorldId,
    /// A county, town or unit.
    PlaceId,
    /// A part of a town.
    AreaId,
    /// A group of a unit.
    GroupId,
    /// An economic cooperative of a unit.
    CooperativeId,
    /// An organisation of the Party.
    OrganisationId,
    /// A person's belonging to such an organisation.
    MembershipId,
    /// Why a member need not be counted among those who should attend.
    ExemptionId,
    /// Why the election of a unit may not go smoothly.
    FlagId,
    /// A person.
    PersonId,
    /// A telephone number of a person.
    PhoneId,
    /// A call to a person.
    ContactId,
    /// Two persons who are kin.
    KinshipId,
    /// A post that a person holds or held.
    OfficeId,
    /// Two records that may be of one person.
    PersonCaseId,
    /// A list that is being brought in.
    ImportId,
    /// Somebody who can sign in.
    AccountId,
    /// A browser in which somebody is signed in.
    SessionId,
    /// A role over a place that somebody was entrusted with.
    MandateId,
    /// A short-lived way in for a recorder or a screen.
    EntryLinkId,
    /// A county's election of a year.
    CycleId,
    /// A town's part of a cycle.
    CampaignId,
    /// The election of one body in one unit.
    ElectionId,
    /// A vote within an election.
    RoundId,
    /// A roll of an election.
    RollId,
    /// A line of a roll.
    RollEntryId,
    /// An objection to a roll.
    ObjectionId,
    /// A correction of a roll.
    CorrectionId,
    /// Ballots that went a way.
    MovementId,
    /// Somebody who stands for a post in a round.
    CandidacyId,
    /// The count of a round.
    VoteCountId,
    /// A tally sheet.
    SheetId,
    /// One person's entry of a tally sheet.
    SheetEntryId,
    /// What somebody asks for a tally sheet: to open it again, to begin anew.
    SheetRequestId,
    /// A computed outcome.
    DecisionId,
    /// A declared outcome.
    DeclarationId,
    /// A paper of an election.
    DocumentId,
    /// What a body decided on paper, entered afterwards.
    PaperDecisionId,
    /// A special approval past a requirement that blocks.
    ApprovalId,
    /// A chain of the journal.
    StreamId,
}
