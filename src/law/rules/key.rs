//! The names of all values that packs may set, with their kinds and the rule that each belongs to.
//!
//! Not every value is read by a function yet: some are shown with their article and await the
//! feature that will read them.
//!
//! A value that no statute varies is still here when a pack sets it: the code reads parameters,
//! never constants, where law.md says "variant".

use serde::Serialize;

/// What kind of value a key holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyKind {
    /// A whole number with its unit and lawful bounds for any layer.
    Whole(Unit, u32, u32),
    /// Yes or no.
    Flag,
    /// One of these words.
    Word(&'static [&'static str]),
    /// Some of these words.
    Words(&'static [&'static str]),
    /// A share such as `> 1/2`.
    Share,
}

/// Unit of a whole number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Calendar days.
    Days,
    /// Days on which offices work.
    WorkingDays,
    /// Calendar months.
    Months,
    /// Years.
    Years,
    /// Persons, seats, mandates, households, absences.
    Count,
    /// Hundredths.
    Percent,
}

/// Which way a value may be moved by a local layer where the law fixes it.
///
/// A stricter value may burden the offices or the list of candidates. What would shorten a right
/// of voters or candidates (a longer lead for proxies or withdrawals, fewer mandates, more kin
/// kept from office, a higher bar of a vote) is never stricter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tighter {
    /// A larger number (or a greater share) is stricter.
    Higher,
    /// A smaller number is stricter.
    Lower,
    /// "Yes" is stricter.
    Yes,
    /// "No" is stricter.
    No,
    /// A word further to the right in the list of words is stricter.
    Later,
    /// Fewer words are stricter.
    Fewer,
    /// More words are stricter.
    More,
    /// There is no stricter value: what the law fixes stays.
    Never,
    /// Only pack or overlay may set it: it opens an exception to what the law fixes, or keeps
    /// people off the roll where the law does not.
    LawOnly,
}

impl Unit {
    /// Whether it measures time.
    pub fn is_time(self) -> bool {
        matches!(self, Self::Days | Self::WorkingDays | Self::Months | Self::Years)
    }
}

macro_rules! keys {
    ($($variant:ident $name:literal $rule:literal $kind:expr, $tighter:ident;)*) => {
        /// The name of a value.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Key {
            $(#[doc = concat!("`", $name, "`, a value of rule ", $rule)] $variant,)*
        }

        impl Key {
            /// All keys, in the order in which they are shown.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name in packs and messages.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The rule that the value belongs to.
            pub fn rule(self) -> &'static str {
                match self { $(Self::$variant => $rule,)* }
            }

            /// Kind, unit and bounds.
            pub fn kind(self) -> KeyKind {
                #[allow(clippy::enum_glob_use, reason = "keeps the table of keys readable")]
                use {KeyKind::*, Unit::*};
                match self { $(Self::$variant => $kind,)* }
            }

            /// Which way is stricter.
            pub fn tighter(self) -> Tighter {
                match self { $(Self::$variant => Tighter::$tighter,)* }
            }
        }
    };
}

/// Degrees of kin that packs name.
pub const KIN: &[&str] = &[
    "spouse",
    "parent",
    "child",
    "sibling",
    "grandparent",
    "grandchild",
    "parent_in_law",
    "child_in_law",
    "other_lineal",
];

const QUORUM: &[&str] = &["half", "two_thirds"];

keys! {
    // outcome (decide.md section 2)
    Participants "participants" "C-01" Word(&["collected", "issued"]), Never;
    Difference "difference" "C-16" Word(&["not_required", "required"]), Later;
    Overvote "overvote" "C-03" Word(&["ballot", "section"]), Never;
    TwoPosts "two_posts" "C-04" Word(&["ballot", "name"]), Never;
    Illegible "illegible" "C-05" Word(&["ballot", "part"]), Never;
    CarryDown "carry_down" "C-14" Flag, Never;
    WomenSeat "women_seat" "C-15" Flag, Yes;
    KinAvoidance "kin_avoidance" "V-24" Flag, Never;
    AnotherBar "another_bar" "C-11" Word(&["third", "half_then_third"]), Never;
    MayConvene "may_convene" "C-12" Word(&["three", "director_and_more_than_three"]), Later;
    Quorum "quorum" "R-05" Word(QUORUM), Never;
    DelegatesQuorum "delegates_quorum" "R-05" Word(QUORUM), Never;
    PartyQuorum "party_quorum" "P-11" Word(&["at_least", "more_than"]), Later;
    PartyBallots "party_ballots" "P-18" Word(&["issued", "present"]), Later;
    PreElectionBase "pre_election_base" "P-20" Word(&["present", "should"]), Never;

    // electorate and roll
    VotingAge "voting_age" "V-01" Whole(Years, 16, 21), Never;
    AwayHukouDeclares "away_hukou_declares" "V-05" Flag, Never;
    CategoryCGrounds "category_c_grounds" "V-03" Words(&["residence", "work", "spouse", "collective_rights", "talent", "stable_stay", "former_hukou"]), Never;
    CategoryCMonths "category_c_months" "V-03" Whole(Months, 0, 36), Never;
    CategoryCConsent "category_c_consent" "V-03" Flag, Never;
    HukouProof "hukou_proof" "V-03" Flag, LawOnly;
    IncapableLeave "incapable_leave" "V-02" Flag, LawOnly;
    UnreachableLeave "unreachable_leave" "V-02" Flag, LawOnly;
    RollBeforeDays "roll_before_days" "V-06" Whole(Days, 1, 90), Higher;
    ObjectionDays "objection_days" "V-07" Whole(Days, 1, 30), Higher;
    ObjectionBeforeDays "objection_before_days" "V-07" Whole(Days, 1, 30), Never;
    DecisionDays "decision_days" "V-08" Whole(Days, 1, 30), Lower;
    DecisionBeforeDays "decision_before_days" "V-08" Whole(Days, 1, 30), Higher;
    AbsenceNoticeBeforeDays "absence_notice_before_days" "R-10" Whole(Days, 1, 30), Never;
    ResidenceMonths "residence_months" "R-04" Whole(Months, 0, 36), Never;

    // commission
    CommissionBy "commission_by" "V-10" Words(&["villagers_meeting", "reps_meeting", "group_meetings"]), Fewer;
    CommissionMin "commission_min" "V-11" Whole(Count, 3, 15), Higher;
    CommissionMax "commission_max" "V-11" Whole(Count, 3, 15), Lower;
    CommissionOdd "commission_odd" "V-11" Flag, Yes;
    CommissionLeaveOn "commission_leave_on" "V-12" Word(&["formal_candidate", "nominated", "nominated_or_self"]), Later;
    CommissionLeaveKin "commission_leave_kin" "V-13" Words(KIN), More;
    CommissionAbsences "commission_absences" "V-15" Whole(Count, 1, 9), Never;
    CommissionKin "commission_kin" "V-11" Words(KIN), More;

    // seats and candidates
    SeatsMin "seats_min" "V-20" Whole(Count, 1, 15), Higher;
    SeatsMax "seats_max" "V-20" Whole(Count, 1, 15), Lower;
    SeatsMaxLarge "seats_max_large" "V-20" Whole(Count, 1, 15), LawOnly;
    SeatsException "seats_exception" "R-02" Flag, LawOnly;
    WomenMember "women_member" "V-21" Word(&["appropriate", "required"]), Later;
    SmallNationality "small_nationality" "V-21" Flag, Yes;
    TermYears "term_years" "V-22" Whole(Years, 1, 6), Never;
    ShiftMonths "shift_months" "V-23" Whole(Months, 1, 24), Lower;
    AvoidanceKin "avoidance_kin" "V-24" Words(KIN), Never;
    NominationQuorum "nomination_quorum" "V-31" Share, Higher;
    JointNominators "joint_nominators" "V-32" Whole(Count, 1, 100), Never;
    NominatingResidents "nominating_residents" "R-07" Whole(Count, 1, 100), Never;
    NominatingHouseholds "nominating_households" "R-07" Whole(Count, 1, 100), Never;
    OfficersMore "officers_more" "V-33" Whole(Count, 0, 9), Higher;
    OfficersMoreMax "officers_more_max" "V-33" Whole(Count, 1, 9), Lower;
    MembersMore "members_more" "V-33" Whole(Count, 0, 9), Higher;
    MembersMoreMax "members_more_max" "V-33" Whole(Count, 1, 9), Lower;
    EqualNumberAllowed "equal_number_allowed" "R-08" Flag, No;
    FormalListBeforeDays "formal_list_before_days" "V-35" Whole(Days, 1, 60), Higher;
    WithdrawalBeforeDays "withdrawal_before_days" "V-36" Whole(Days, 1, 30), Never;
    WithdrawalAfterListDays "withdrawal_after_list_days" "V-36" Whole(Days, 1, 30), Never;
    SelfNominationBeforeDays "self_nomination_before_days" "V-37" Whole(Days, 1, 60), Never;
    WomenLine "women_line" "V-38" Flag, Yes;
    SpeechBeforeDays "speech_before_days" "V-40" Whole(Days, 1, 30), Never;

    // voting day
    ArrangementsBeforeDays "arrangements_before_days" "V-51" Whole(Days, 1, 30), Higher;
    StaffKin "staff_kin" "V-52" Words(KIN), More;
    MobileStaffMin "mobile_staff_min" "V-53" Whole(Count, 1, 9), Higher;
    ProxyAgent "proxy_agent" "V-54" Word(&["any_voter", "near_kin"]), Never;
    ProxyKin "proxy_kin" "V-54" Words(KIN), Never;
    ProxyMax "proxy_max" "V-55" Whole(Count, 1, 9), Never;
    ProxyCandidate "proxy_candidate" "V-56" Flag, Never;
    ProxyBeforeDays "proxy_before_days" "V-57" Whole(Days, 0, 30), Never;
    ProxyListBeforeDays "proxy_list_before_days" "V-57" Whole(Days, 0, 30), Higher;
    ProxyUnpostedVoid "proxy_unposted_void" "V-57" Flag, Never;
    BlankBallots "blank_ballots" "C-06" Word(&["own", "valid", "invalid"]), Never;

    // after the vote
    AnotherWithinDays "another_within_days" "C-11" Whole(Days, 0, 180), Lower;
    RerunWithinDays "rerun_within_days" "C-16" Whole(Days, 1, 180), Lower;
    ResultListDays "result_list_days" "C-17" Whole(Days, 0, 30), Lower;
    BallotsKeptYears "ballots_kept_years" "C-19" Whole(Years, 1, 30), Higher;
    HandoverDays "handover_days" "V-70" Whole(Days, 0, 60), Lower;
    AuditBefore "audit_before" "V-71" Flag, Yes;
    AuditExitDays "audit_exit_days" "V-71" Whole(Days, 1, 180), Lower;
    AuditListBeforeDays "audit_list_before_days" "V-71" Whole(Days, 0, 60), Higher;
    SupervisionMin "supervision_min" "V-72" Whole(Count, 1, 9), Higher;
    SupervisionMax "supervision_max" "V-72" Whole(Count, 1, 9), Lower;
    SupervisionOdd "supervision_odd" "V-72" Flag, Yes;
    SupervisionKin "supervision_kin" "V-72" Words(KIN), Never;
    RepsShare "reps_share" "V-73" Share, Higher;
    WomenRepsShare "women_reps_share" "V-73" Share, Higher;
    RepHouseholdsMin "rep_households_min" "V-73" Whole(Count, 1, 100), Never;
    RepHouseholdsMax "rep_households_max" "V-73" Whole(Count, 1, 100), Never;
    VillagersMeetingAdults "villagers_meeting_adults" "V-74" Share, Higher;
    VillagersMeetingHouseholds "villagers_meeting_households" "V-74" Share, Higher;
    RepsMeeting "reps_meeting" "V-74" Share, Higher;
    GroupMeetingAdults "group_meeting_adults" "V-74" Share, Higher;
    GroupMeetingHouseholds "group_meeting_households" "V-74" Share, Higher;
    MeetingPasses "meeting_passes" "V-74" Share, Higher;
    RecallVoters "recall_voters" "V-80" Share, Never;
    RecallReps "recall_reps" "V-80" Share, LawOnly;
    RecallBar "recall_bar" "V-81" Word(&["voting", "registered"]), Never;
    RecallWithinDays "recall_within_days" "V-82" Whole(Days, 1, 180), Lower;
    RecallTownDays "recall_town_days" "V-82" Whole(Days, 1, 180), Lower;
    ByElectionMonths "by_election_months" "V-83" Whole(Months, 1, 12), Lower;
    ResignationDays "resignation_days" "V-85" Whole(Days, 1, 60), Lower;
    ResignationPostDays "resignation_post_days" "V-85" Whole(Days, 1, 60), Lower;
    GroupLeadersDays "group_leaders_days" "V-74" Whole(Days, 1, 90), Lower;
    DelegatesPerGroupMin "delegates_per_group_min" "R-09" Whole(Count, 1, 50), Never;
    DelegatesPerGroupMax "delegates_per_group_max" "R-09" Whole(Count, 1, 50), Never;

    // Party
    BranchMin "branch_min" "P-02" Whole(Count, 1, 1000), Never;
    GeneralBranchMin "general_branch_min" "P-02" Whole(Count, 1, 1000), Never;
    PartyCommitteeMin "party_committee_min" "P-02" Whole(Count, 1, 1000), Never;
    BranchCommitteeFrom "branch_committee_from" "P-03" Whole(Count, 1, 100), Never;
    BranchSeatsMin "branch_seats_min" "P-04" Whole(Count, 1, 15), Higher;
    BranchSeatsUsual "branch_seats_usual" "P-04" Whole(Count, 1, 15), Lower;
    BranchSeatsMax "branch_seats_max" "P-04" Whole(Count, 1, 15), Lower;
    GeneralSeatsMin "general_seats_min" "P-04" Whole(Count, 1, 15), Higher;
    GeneralSeatsUsual "general_seats_usual" "P-04" Whole(Count, 1, 15), Lower;
    GeneralSeatsMax "general_seats_max" "P-04" Whole(Count, 1, 15), Lower;
    CommitteeSeatsMin "committee_seats_min" "P-04" Whole(Count, 1, 15), Higher;
    CommitteeSeatsUsual "committee_seats_usual" "P-04" Whole(Count, 1, 15), Lower;
    CommitteeSeatsMax "committee_seats_max" "P-04" Whole(Count, 1, 15), Lower;
    CongressMin "congress_min" "P-07" Whole(Count, 1, 5000), Never;
    DelegatesMin "delegates_min" "P-08" Whole(Count, 1, 1000), Never;
    DelegatesUsual "delegates_usual" "P-08" Whole(Count, 1, 1000), Never;
    DelegatesMax "delegates_max" "P-08" Whole(Count, 1, 1000), Lower;
    DifferencePercent "difference_percent" "P-09" Whole(Percent, 0, 100), Higher;
    PlenaryQuorum "plenary_quorum" "P-25" Share, LawOnly;
    SecretaryDirectMore "secretary_direct_more" "P-26" Whole(Count, 0, 3), Higher;
    ReminderMonths "reminder_months" "P-28" Whole(Months, 1, 12), Higher;
    ResolveMonths "resolve_months" "P-28" Whole(Months, 1, 12), Never;
    RequestMonths "request_months" "P-28" Whole(Months, 1, 12), Higher;
    PushQuorum "push_quorum" "P-29" Share, Higher;
    PushRule "push_rule" "P-29" Word(&["both_over_half", "common", "weighted"]), Never;
    PushBar "push_bar" "P-29" Share, Higher;
    PushMembersPercent "push_members_percent" "P-29" Whole(Percent, 0, 100), Never;
    PushNamesPerPost "push_names_per_post" "P-29" Whole(Count, 1, 9), Never;
    PublicityWorkingDays "publicity_working_days" "P-30" Whole(WorkingDays, 1, 30), Higher;
    DetainedSuspended "detained_suspended" "P-01" Flag, Never;
}

impl Key {
    /// The term in days that this limit, counted from election day, could cut short.
    pub fn cuts(self) -> Option<Self> {
        match self {
            Self::ObjectionBeforeDays => Some(Self::ObjectionDays),
            Self::DecisionBeforeDays => Some(Self::DecisionDays),
            _ => None,
        }
    }

    /// The key of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|key| key.name() == name)
    }
}

impl Serialize for Key {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}
