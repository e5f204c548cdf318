//! The parameters of the outcome (decide.md section 2) as a typed value.

use super::{Key, Rules};
use crate::{
    body::{Body, Electorate, Family},
    reason::RuleId,
};

/// What stands for "those who voted" (C-01, C-08).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Participants {
    /// Ballots collected.
    Collected,
    /// Ballots issued.
    Issued,
}

/// How far an error on a ballot reaches (C-03, C-05).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The whole ballot is invalid.
    Ballot,
    /// Only the section (the part of one post) falls.
    Section,
}

/// The bar of another election (C-11).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnotherBar {
    /// 3x ≥ V.
    Third,
    /// 2x > V; only if nobody reaches that, 3x ≥ V.
    HalfThenThird,
}

/// When a committee with empty seats may convene (C-12).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MayConvene {
    /// Three are elected.
    Three,
    /// The director and more than three are elected.
    DirectorAndMoreThanThree,
}

/// Quorum of residents' meetings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quorum {
    /// 2·present > base.
    Half,
    /// 3·present ≥ 2·base.
    TwoThirds,
}

/// Every parameter of the outcome, each with the value of pack, overlay and local layer until a
/// record overrides it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a yes or no of decide.md section 2")]
pub struct Parameters {
    /// Those who voted.
    pub participants: Participants,
    /// Whether a post needs more formal candidates than seats (C-16), for the Party P-09.
    pub difference: bool,
    /// More marks than seats (C-03).
    pub overvote: Reach,
    /// One person marked for two posts (C-04): `Section` drops the person's marks only.
    pub two_posts: Reach,
    /// An illegible part (C-05).
    pub illegible: Reach,
    /// Votes for a higher post count for a lower one (C-14).
    pub carry_down: bool,
    /// A member seat is kept for a woman (C-15).
    pub women_seat: bool,
    /// Near kin may not serve together (V-24).
    pub kin_avoidance: bool,
    /// Bar of another election (C-11).
    pub another_bar: AnotherBar,
    /// Convening with empty seats (C-12).
    pub may_convene: MayConvene,
    /// Quorum of residents.
    pub quorum: Quorum,
    /// Quorum of group delegates where the record does not say otherwise.
    pub delegates_quorum: Quorum,
    /// P-11: `true` when exactly four fifths are enough.
    pub party_quorum_at_least: bool,
    /// P-18: `true` when ballots are compared with those present, `false` with those issued.
    pub party_ballots_present: bool,
    /// P-20: `true` when the base of a pre-election is the should-attend number.
    pub pre_election_should: bool,
}

fn quorum(word: &str) -> Quorum {
    if word == "two_thirds" { Quorum::TwoThirds } else { Quorum::Half }
}

fn reach(word: &str) -> Reach {
    if word == "ballot" { Reach::Ballot } else { Reach::Section }
}

impl Parameters {
    /// The defaults of decide.md section 2 under these rules.
    pub fn of(rules: &Rules, body: Body) -> Self {
        let word = |key, default| rules.word(key).map_or(default, |(word, _)| word);
        let flag = |key| rules.flag(key).is_some_and(|(flag, _)| flag);
        let required = if body.family() == Family::Residents { "not_required" } else { "required" };
        let half_or_more = word(Key::Quorum, "half");
        Self {
            participants: if word(Key::Participants, "collected") == "issued" {
                Participants::Issued
            } else {
                Participants::Collected
            },
            difference: word(Key::Difference, required) == "required",
            overvote: reach(word(Key::Overvote, "ballot")),
            two_posts: reach(word(Key::TwoPosts, "name")),
            illegible: reach(word(Key::Illegible, "part")),
            carry_down: flag(Key::CarryDown),
            women_seat: flag(Key::WomenSeat),
            kin_avoidance: flag(Key::KinAvoidance),
            another_bar: if word(Key::AnotherBar, "third") == "third" {
                AnotherBar::Third
            } else {
                AnotherBar::HalfThenThird
            },
            may_convene: if word(Key::MayConvene, "three") == "three" {
                MayConvene::Three
            } else {
                MayConvene::DirectorAndMoreThanThree
            },
            quorum: quorum(half_or_more),
            delegates_quorum: quorum(word(Key::DelegatesQuorum, half_or_more)),
            party_quorum_at_least: word(Key::PartyQuorum, "at_least") == "at_least",
            party_ballots_present: word(Key::PartyBallots, "present") == "present",
            pre_election_should: word(Key::PreElectionBase, "present") == "should",
        }
    }

    /// The quorum for an electorate.
    #[must_use]
    pub fn for_electorate(mut self, electorate: Electorate) -> Self {
        if electorate == Electorate::GroupDelegates {
            self.quorum = self.delegates_quorum;
        }
        self
    }

    /// The rule behind a key, for citations.
    pub fn rule(key: Key) -> RuleId {
        RuleId(key.rule())
    }
}
