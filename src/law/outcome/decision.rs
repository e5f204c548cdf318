//! The decision (decide.md section 4).

use super::{record::Votes, validity::Check};
use crate::{
    body::{Body, Post},
    rules::Parameters,
};

/// What has to happen next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// The commission declares the result.
    Declare,
    /// A re-vote among those with equal votes.
    TieRevote,
    /// Another election for the empty seats.
    AnotherElection,
    /// The committee may convene with empty seats, or go on electing.
    MayConvene,
    /// The whole vote is void and is held again.
    Rerun,
    /// Another election was void and is repeated.
    Repeat,
}

impl Next {
    /// The word used in decisions.
    pub fn word(self) -> &'static str {
        match self {
            Self::Declare => "declare",
            Self::TieRevote => "tie_revote",
            Self::AnotherElection => "another_election",
            Self::MayConvene => "may_convene",
            Self::Rerun => "rerun",
            Self::Repeat => "repeat",
        }
    }

    /// What a word of a decision means.
    pub fn from_word(word: &str) -> Option<Self> {
        let all = [
            Self::Declare,
            Self::TieRevote,
            Self::AnotherElection,
            Self::MayConvene,
            Self::Rerun,
            Self::Repeat,
        ];
        all.into_iter().find(|one| one.word() == word)
    }

    /// Whether people have to vote once more before the election is over.
    pub fn votes_again(self) -> bool {
        !matches!(self, Self::Declare | Self::MayConvene)
    }
}

/// Why persons tie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TieReason {
    /// Equal votes across the last seat.
    LastSeat,
    /// Near kin with equal votes for one post.
    Kin,
}

impl TieReason {
    /// The word used in decisions.
    pub fn word(self) -> &'static str {
        match self {
            Self::LastSeat => "last_seat",
            Self::Kin => "kin",
        }
    }
}

/// Somebody elected (or recalled).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elected<'r> {
    /// Id of the person.
    pub candidate: &'r str,
    /// The post.
    pub post: Post,
    /// Votes, carried down where that applies.
    pub votes: i64,
    /// Seated by a seat kept for women.
    pub women_seat: bool,
}

/// Persons who contest seats with equal votes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tie<'r> {
    /// The post.
    pub post: Post,
    /// Seats that they contest.
    pub seats: i64,
    /// Ids, in the order of the record.
    pub candidates: Vec<&'r str>,
    /// Only women can take them.
    pub women_only: bool,
    /// Why.
    pub reason: TieReason,
}

/// Somebody who gave way to near kin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KinExcluded<'r> {
    /// Id of the person.
    pub candidate: &'r str,
    /// The post that the votes were enough for.
    pub post: Post,
    /// Id of the kin who stays.
    pub kin_of: &'r str,
}

/// Empty seats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vacancy {
    /// The post.
    pub post: Post,
    /// How many.
    pub seats: i64,
    /// Kept for women.
    pub women_only: bool,
}

/// Votes of a person as counted from the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TallyLine<'r> {
    /// Id of the person.
    pub candidate: &'r str,
    /// Votes by post, before carry-down.
    pub votes: Votes,
    /// Whether they count (C-07).
    pub counted: bool,
}

/// Who stands in the next vote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextCandidates<'r> {
    /// The post.
    pub post: Post,
    /// Ids.
    pub candidates: Vec<&'r str>,
    /// Only women can take the seats.
    pub women_only: bool,
}

/// Numbers of ballots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BallotNumbers {
    /// Issued.
    pub issued: u32,
    /// Collected.
    pub collected: u32,
    /// Valid.
    pub valid: i64,
    /// Invalid.
    pub invalid: u32,
    /// Blank.
    pub blank: u32,
}

/// The parameters that apply to the body, as used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UsedParameters(pub(super) Parameters, pub(super) Body);

/// The legal outcome of a count record, `huanjie-decision/1`.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "the fields of decide.md section 4")]
pub struct Decision<'r> {
    /// Always `huanjie-decision/1`.
    pub format: &'static str,
    /// Pack.
    pub pack: &'r str,
    /// Overlay.
    pub overlay: Option<&'r str>,
    /// True where pack or overlay is a draft.
    pub draft: bool,
    /// Parameters as used.
    pub parameters: UsedParameters,
    /// Whether the vote is valid.
    pub valid: bool,
    /// Every comparison that was made.
    pub checks: Vec<Check<'r>>,
    /// Ballots.
    pub ballots: BallotNumbers,
    /// By rank of post, votes descending, order of the record.
    pub elected: Vec<Elected<'r>>,
    /// Re-votes that are needed.
    pub ties: Vec<Tie<'r>>,
    /// Who gave way to near kin.
    pub kin_excluded: Vec<KinExcluded<'r>>,
    /// Empty seats.
    pub vacant: Vec<Vacancy>,
    /// Votes of everybody.
    pub tally: Vec<TallyLine<'r>>,
    /// What happens next.
    pub next: Next,
    /// Whether the committee may convene with its empty seats (C-12).
    pub may_convene: bool,
    /// Whether the Party's seats may be reduced (P-23).
    pub may_reduce_seats: bool,
    /// Who stands next.
    pub next_candidates: Vec<NextCandidates<'r>>,
}
