//! The limits of law.md section 3 as data: which step, how long before or after which event, and
//! the value of the packs that says so. Numbers stand here only where no pack can hold them.

use super::{
    Direction,
    days::Side::{self, After, Before},
    step::Step,
};
use crate::{body::Family, rules::Key, source::Tag};

/// What sets the length of a limit.
#[derive(Clone, Copy, Debug)]
pub(super) enum Amount {
    /// A whole number with its unit.
    Of(Key),
    /// A second limit that follows the first.
    Sum(Key, Key),
    /// The day before, where the flag is set.
    DayBefore(Key),
    /// The day itself, by the rule of that id.
    SameDay(&'static str),
}

/// A limit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub step: Step,
    pub amount: Amount,
    pub side: Side,
    pub from: Step,
    pub direction: Direction,
}

/// A limit that custom or a rule outside the packs sets: never in force.
#[derive(Clone, Copy, Debug)]
pub(super) struct Practice {
    pub family: Option<Family>,
    pub step: Step,
    pub days: u32,
    pub side: Side,
    pub from: Step,
    pub rule: &'static str,
    pub law: &'static str,
    pub article: &'static str,
    pub tag: Tag,
}

const fn latest(step: Step, key: Key, side: Side, from: Step) -> Row {
    Row { step, amount: Amount::Of(key), side, from, direction: Direction::Latest }
}

const fn earliest(step: Step, key: Key, side: Side, from: Step) -> Row {
    Row { step, amount: Amount::Of(key), side, from, direction: Direction::Earliest }
}

const fn same_day(step: Step, rule: &'static str) -> Row {
    let amount = Amount::SameDay(rule);
    Row { step, amount, side: After, from: Step::Vote, direction: Direction::OnTheDay }
}

/// The limits that packs, overlays and local rules set, in the order of an election.
pub(super) const ROWS: &[Row] = &[
    latest(Step::PartyReminder, Key::ReminderMonths, Before, Step::TermEnd),
    earliest(Step::PartyResolution, Key::ResolveMonths, Before, Step::PartyMeeting),
    // the request rests on the resolution, so that one has the same last day
    latest(Step::PartyResolution, Key::RequestMonths, Before, Step::PartyMeeting),
    latest(Step::PartyRequest, Key::RequestMonths, Before, Step::PartyMeeting),
    latest(Step::PublicityPosted, Key::PublicityWorkingDays, Before, Step::PartyMeeting),
    earliest(Step::PublicityClosed, Key::PublicityWorkingDays, After, Step::PublicityPosted),
    latest(Step::AuditPosted, Key::AuditListBeforeDays, Before, Step::Commission),
    Row {
        step: Step::AuditPosted,
        amount: Amount::DayBefore(Key::AuditBefore),
        side: Before,
        from: Step::Vote,
        direction: Direction::Latest,
    },
    latest(Step::RollPosted, Key::RollBeforeDays, Before, Step::Vote),
    latest(Step::Objection, Key::ObjectionDays, After, Step::RollPosted),
    latest(Step::Objection, Key::ObjectionBeforeDays, Before, Step::Vote),
    latest(Step::Decision, Key::DecisionDays, After, Step::Objection),
    latest(Step::Decision, Key::DecisionBeforeDays, Before, Step::Vote),
    latest(Step::SelfNomination, Key::SelfNominationBeforeDays, Before, Step::Vote),
    latest(Step::FormalList, Key::FormalListBeforeDays, Before, Step::Vote),
    latest(Step::Arrangements, Key::ArrangementsBeforeDays, Before, Step::Vote),
    latest(Step::SpeechRequest, Key::SpeechBeforeDays, Before, Step::Vote),
    latest(Step::ProxyPapers, Key::ProxyBeforeDays, Before, Step::Vote),
    latest(Step::Withdrawal, Key::WithdrawalBeforeDays, Before, Step::Vote),
    latest(Step::Withdrawal, Key::WithdrawalAfterListDays, After, Step::FormalList),
    latest(Step::AbsenceNotice, Key::AbsenceNoticeBeforeDays, Before, Step::Vote),
    latest(Step::ProxyList, Key::ProxyListBeforeDays, Before, Step::Vote),
    earliest(Step::Vote, Key::ShiftMonths, Before, Step::TermEnd),
    latest(Step::Vote, Key::ShiftMonths, After, Step::TermEnd),
    same_day(Step::Vote, "V-50"),
    same_day(Step::Count, "V-60"),
    same_day(Step::ResultAnnounced, "C-17"),
    same_day(Step::BallotsSealed, "C-19"),
    latest(Step::ResultPosted, Key::ResultListDays, After, Step::Vote),
    latest(Step::AnotherElection, Key::AnotherWithinDays, After, Step::Vote),
    latest(Step::Rerun, Key::RerunWithinDays, After, Step::VoidDeclared),
    latest(Step::Handover, Key::HandoverDays, After, Step::Formed),
    latest(Step::GroupLeaders, Key::GroupLeadersDays, After, Step::Formed),
    latest(Step::RecallVote, Key::RecallWithinDays, After, Step::Petition),
    Row {
        step: Step::RecallVoteByTown,
        amount: Amount::Sum(Key::RecallWithinDays, Key::RecallTownDays),
        side: After,
        from: Step::Petition,
        direction: Direction::Latest,
    },
    latest(Step::ResignationDecided, Key::ResignationDays, After, Step::Resignation),
    latest(Step::ResignationPosted, Key::ResignationPostDays, After, Step::ResignationDecided),
    latest(Step::ExitAuditPosted, Key::AuditExitDays, After, Step::Exit),
    latest(Step::ByElection, Key::ByElectionMonths, After, Step::Vacancy),
];

const fn before_vote(step: Step, days: u32, rule: &'static str, law: &'static str) -> Practice {
    Practice {
        family: Some(Family::Villagers),
        step,
        days,
        side: Before,
        from: Step::Vote,
        rule,
        law,
        article: "",
        tag: Tag::E,
    }
}

/// Local practice and rules outside the packs. `FJ21`: the plan of a Fujian district of 2021;
/// `VC-x`: older provincial election rules; `RC-x`: local residents' rules; `CQ13`: Chongqing's
/// 实施《村民委员会组织法》办法 of 2013; `GC13`: the rules of procedure 民发〔2013〕76号.
pub(super) const PRACTICE: &[Practice] = &[
    before_vote(Step::ElectionDayNotice, 34, "X-5", "FJ21"),
    before_vote(Step::Commission, 34, "V-16", "FJ21"),
    before_vote(Step::RegistrationNotice, 34, "V-03", "FJ21"),
    before_vote(Step::Representatives, 16, "V-73", "FJ21"),
    before_vote(Step::NominationNotice, 15, "V-30", "FJ21"),
    before_vote(Step::PreliminaryList, 13, "V-31", "FJ21"),
    before_vote(Step::Checks, 1, "V-50", "FJ21"),
    before_vote(Step::BallotRules, 1, "C-05", "FJ21"),
    before_vote(Step::Objection, 10, "V-07", "VC-x"),
    before_vote(Step::Objection, 3, "V-07", "VC-x"),
    before_vote(Step::Decision, 7, "V-08", "VC-x"),
    before_vote(Step::Decision, 5, "V-08", "VC-x"),
    before_vote(Step::FormalList, 10, "V-35", "VC-x"),
    before_vote(Step::FormalList, 7, "V-35", "VC-x"),
    before_vote(Step::FormalList, 3, "V-35", "VC-x"),
    // before stage V2 of law.md, the commission, so that the voters know the accounts when they
    // elect it; the Act itself, which binds beside it, asks only for a day before the vote
    Practice {
        from: Step::Commission,
        article: "35",
        tag: Tag::V,
        ..before_vote(Step::AuditPosted, 1, "V-71", "VC18")
    },
    Practice {
        from: Step::Commission,
        article: "37",
        tag: Tag::V,
        ..before_vote(Step::AuditPosted, 3, "V-71", "CQ13")
    },
    Practice { side: After, tag: Tag::M, ..before_vote(Step::AnotherElection, 10, "C-11", "GC13") },
    // of shortfalls the residents' Act is silent, C-11 is the default
    Practice {
        family: Some(Family::Residents),
        side: After,
        tag: Tag::M,
        ..before_vote(Step::AnotherElection, 10, "R-15", "GC13")
    },
    Practice {
        family: Some(Family::Residents),
        article: "14",
        ..before_vote(Step::AbsenceNotice, 2, "R-10", "RC-x")
    },
    // the Party's election comes first
    Practice { family: None, tag: Tag::S, ..before_vote(Step::PartyMeeting, 1, "X-1", "reports") },
];

impl Amount {
    /// The key that decides, where one does.
    pub(super) fn key(self) -> Option<Key> {
        match self {
            Self::Of(key) | Self::Sum(_, key) | Self::DayBefore(key) => Some(key),
            Self::SameDay(_) => None,
        }
    }
}

impl Row {
    /// The rule of law.md behind the limit for a branch of law.
    pub(super) fn rule(&self, family: Family) -> &'static str {
        match (self.step, self.amount, family) {
            (Step::RollPosted | Step::FormalList, _, Family::Residents) => "R-11",
            (Step::Vote, Amount::Of(_), Family::Party) => "P-06",
            (Step::Vote, Amount::SameDay(_), Family::Residents) => "R-05",
            (Step::Vote, Amount::SameDay(_), Family::Party) => "P-11",
            (_, Amount::SameDay(rule), _) => rule,
            (_, amount, _) => amount.key().map_or("", Key::rule),
        }
    }

    /// Whether the limit belongs to the Party's procedure.
    pub(super) fn of_the_party(&self) -> bool {
        matches!(
            self.step,
            Step::PartyReminder
                | Step::PartyResolution
                | Step::PartyRequest
                | Step::PublicityPosted
                | Step::PublicityClosed
        )
    }
}
