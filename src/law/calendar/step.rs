//! The steps of an election that have dates, and the events that limits run from.

use serde::{Serialize, Serializer};

macro_rules! steps {
    ($($(#[doc = $doc:literal])+ $variant:ident $word:literal;)*) => {
        /// A dated step of an election, or an event from which a limit runs.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Step {
            $($(#[doc = $doc])+ $variant,)*
        }

        impl Step {
            /// All steps, roughly in the order of an election.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word used on the command line and in records.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }
    };
}

steps! {
    /// The higher Party organisation reminds the branch that its term ends.
    PartyReminder "party_reminder";
    /// The outgoing Party committee resolves on the election.
    PartyResolution "party_resolution";
    /// The request 换届请示 is filed with the higher Party organisation.
    PartyRequest "party_request";
    /// The preliminary candidates are posted for publicity 公示.
    PublicityPosted "publicity_posted";
    /// The publicity of the preliminary candidates ends.
    PublicityClosed "publicity_closed";
    /// The members' meeting 党员大会 of the Party organisation.
    PartyMeeting "party_meeting";
    /// The result of the exit audit 离任审计 is posted.
    AuditPosted "audit_posted";
    /// The notice that fixes the election day.
    ElectionDayNotice "election_day_notice";
    /// The election commission is elected and its list posted.
    Commission "commission";
    /// The notice that opens the registration.
    RegistrationNotice "registration_notice";
    /// The roll of voters is posted.
    RollPosted "roll_posted";
    /// An objection to the roll is filed.
    Objection "objection";
    /// An objection is decided and the decision posted.
    Decision "decision";
    /// Representatives and group leaders are announced.
    Representatives "representatives";
    /// The notice of nomination.
    NominationNotice "nomination_notice";
    /// The list of preliminary candidates is posted.
    PreliminaryList "preliminary_list";
    /// Self-nomination 自荐 closes.
    SelfNomination "self_nomination";
    /// The list of formal candidates is posted.
    FormalList "formal_list";
    /// Time, place, way and staff of the vote are announced.
    Arrangements "arrangements";
    /// A candidate asks to make a speech.
    SpeechRequest "speech_request";
    /// Written proxies are filed.
    ProxyPapers "proxy_papers";
    /// A candidate withdraws in writing.
    Withdrawal "withdrawal";
    /// An absentee gives notice to leave the base.
    AbsenceNotice "absence_notice";
    /// The list of proxies is posted.
    ProxyList "proxy_list";
    /// Boxes, booths and ballots are checked.
    Checks "checks";
    /// The rules for invalid ballots are posted.
    BallotRules "ballot_rules";
    /// The vote: election day 选举日.
    Vote "vote";
    /// Boxes are opened together and counted in public.
    Count "count";
    /// The result is announced on the spot.
    ResultAnnounced "result_announced";
    /// The ballots are sealed.
    BallotsSealed "ballots_sealed";
    /// The list of the elected is posted.
    ResultPosted "result_posted";
    /// Another election 另行选举 for the seats that stayed empty.
    AnotherElection "another_election";
    /// The vote is declared void.
    VoidDeclared "void_declared";
    /// The re-run 重新选举 of a void vote.
    Rerun "rerun";
    /// The new committee comes into being 产生.
    Formed "formed";
    /// The handover 工作移交 is done.
    Handover "handover";
    /// Group leaders are elected.
    GroupLeaders "group_leaders";
    /// The term of office ends.
    TermEnd "term_end";
    /// A petition for recall is received.
    Petition "petition";
    /// The vote on a recall, held by the committee.
    RecallVote "recall_vote";
    /// The vote on a recall, held by the town in its place.
    RecallVoteByTown "recall_vote_by_town";
    /// A member resigns in writing.
    Resignation "resignation";
    /// A resignation is decided.
    ResignationDecided "resignation_decided";
    /// The decision on a resignation is posted.
    ResignationPosted "resignation_posted";
    /// A member leaves office before the term ends.
    Exit "exit";
    /// The result of the audit of a member who left in mid-term is posted.
    ExitAuditPosted "exit_audit_posted";
    /// Vacancies leave fewer members than may work.
    Vacancy "vacancy";
    /// A by-election 补选.
    ByElection "by_election";
}

impl Step {
    /// The step of that word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|step| step.word() == word)
    }
}

impl Serialize for Step {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}
