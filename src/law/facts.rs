//! What is known of an election, as plain values: the program gathers them once, and the gates of
//! the stages judge them ([`crate::stage`]).
//!
//! Every day is the day on paper, never the day on which it was typed.

use chrono::NaiveDate;

use crate::{
    body::{Body, Post},
    stage::{Approval, Stage},
};

/// What is known of one election.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The body that is elected.
    pub body: Body,
    /// Election day 选举日.
    pub election_on: NaiveDate,
    /// The roll of voters.
    pub roll: RollFacts,
    /// The posts to be filled.
    pub posts: Vec<PostFacts>,
    /// The formal list.
    pub candidates: CandidateFacts,
    /// The ledger of ballots.
    pub ballots: BallotFacts,
    /// The count.
    pub count: CountFacts,
    /// When the result was declared.
    pub declared_on: Option<NaiveDate>,
    /// Special approvals that were agreed to.
    pub approvals: Vec<Approval>,
}

/// The roll of voters 选民名单.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RollFacts {
    /// Persons on the roll, N of the rules.
    pub voters: u32,
    /// When it was posted.
    pub posted_on: Option<NaiveDate>,
    /// Objections that were not withdrawn, in the order of filing.
    pub objections: Vec<ObjectionFacts>,
    /// Persons on it whose name, sex and day of birth stand on another unit's roll of the cycle too:
    /// perhaps the same persons, perhaps others.
    pub on_other_rolls: u32,
    /// Corrections after the posting that no notice has told.
    pub corrections_unposted: u32,
    /// The day of the last correction before the posting.
    pub prepared_on: Option<NaiveDate>,
    /// The day of the last correction after it.
    pub corrected_on: Option<NaiveDate>,
    /// The day of the last notice of corrections.
    pub noticed_on: Option<NaiveDate>,
    /// The last day on which an objection was decided, decided anew or withdrawn.
    pub settled_on: Option<NaiveDate>,
    /// When it was sealed.
    pub sealed_on: Option<NaiveDate>,
}

/// An objection 申诉 to the roll.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ObjectionFacts {
    /// When it was filed.
    pub filed_on: NaiveDate,
    /// When it was decided and the decision posted.
    pub decided_on: Option<NaiveDate>,
    /// When it was decided at first, where it was decided anew since.
    pub first_decided_on: Option<NaiveDate>,
}

/// A post to be filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PostFacts {
    /// The post.
    pub post: Post,
    /// Its seats 应选名额.
    pub seats: u32,
    /// Formal candidates for it.
    pub formal: u32,
}

/// The formal list 正式候选人名单.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CandidateFacts {
    /// When it was posted.
    pub posted_on: Option<NaiveDate>,
    /// Formal candidates who are not on the roll.
    pub not_on_roll: u32,
    /// Persons who are formal candidates for two posts or more.
    pub for_two_posts: u32,
}

/// The ledger of ballots, in ballots.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BallotFacts {
    /// Printed 印制.
    pub printed: u32,
    /// Issued 发出, through all channels.
    pub issued: u32,
    /// Left over 剩余.
    pub unused: u32,
    /// Soiled and made void 污损作废.
    pub spoiled: u32,
    /// Collected 收回, V of the rules.
    pub collected: u32,
    /// When voting closed.
    pub closed_on: Option<NaiveDate>,
}

/// The count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CountFacts {
    /// Where the sheet stands; where several sheets are counted, the one that lags most.
    pub sheet: SheetFacts,
    /// Ballots issued as the sheet states them; `None` where it does not, or is not known yet.
    pub issued: Option<u32>,
    /// Ballots collected, the same.
    pub collected: Option<u32>,
    /// When the count was closed.
    pub closed_on: Option<NaiveDate>,
    /// The outcome was computed from the definitive sheet.
    pub decided: bool,
    /// Lines of the definitive sheet with a name written in that several voters of the roll bear,
    /// of which nobody has said who is meant.
    pub unclear_names: u32,
    /// Proposals of who is meant that nobody else has answered.
    pub open_choices: u32,
    /// The last day on which it was said, of what counts now.
    pub names_said_on: Option<NaiveDate>,
    /// Requests to open the last sheet again or to begin it anew that nobody has answered.
    pub open_requests: u32,
}

/// Where a sheet stands that two people enter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SheetFacts {
    /// Nobody has entered it.
    #[default]
    None,
    /// One person has.
    First,
    /// Both have.
    Both,
    /// The figures count.
    Definitive,
}

impl Facts {
    /// The same election with another day on which a stage was closed.
    #[must_use]
    pub fn corrected(&self, stage: Stage, on: NaiveDate) -> Self {
        let mut facts = self.clone();
        let day = match stage {
            Stage::Roll => &mut facts.roll.posted_on,
            Stage::Objections => &mut facts.roll.sealed_on,
            Stage::Candidates => &mut facts.candidates.posted_on,
            Stage::Voting => &mut facts.ballots.closed_on,
            Stage::Count => &mut facts.count.closed_on,
            Stage::Outcome => &mut facts.declared_on,
        };
        *day = Some(on);
        facts
    }

    /// The day on which a stage was closed; `None` while it is open.
    pub fn closed_on(&self, stage: Stage) -> Option<NaiveDate> {
        match stage {
            Stage::Roll => self.roll.posted_on,
            Stage::Objections => self.roll.sealed_on,
            Stage::Candidates => self.candidates.posted_on,
            Stage::Voting => self.ballots.closed_on,
            Stage::Count => self.count.closed_on,
            Stage::Outcome => self.declared_on,
        }
    }
}
