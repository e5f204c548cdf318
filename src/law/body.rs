//! The bodies that are elected, their posts, and the rounds of an election.
//!
//! Every name is the word used in records and packs (`decide.md` section 1).

use serde::{Deserialize, Serialize};

/// A body that is elected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Body {
    /// 村民委员会, elected by the registered villagers.
    VillagersCommittee,
    /// 居民委员会, elected by residents, households or group delegates.
    ResidentsCommittee,
    /// 党支部委员会 or 党总支部委员会, elected by the full members.
    PartyCommittee,
    /// The first plenary of a Party committee, which elects its secretary and deputy.
    PartyPlenary,
}

/// The branch of law a body falls under; rule packs are made for one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// Villagers' committees.
    Villagers,
    /// Residents' committees.
    Residents,
    /// Party organisations.
    Party,
}

impl Family {
    /// The word used in packs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Villagers => "villagers",
            Self::Residents => "residents",
            Self::Party => "party",
        }
    }
}

impl Body {
    /// All bodies.
    pub const ALL: [Self; 4] = [
        Self::VillagersCommittee,
        Self::ResidentsCommittee,
        Self::PartyCommittee,
        Self::PartyPlenary,
    ];

    /// The word used in records.
    pub fn word(self) -> &'static str {
        match self {
            Self::VillagersCommittee => "villagers_committee",
            Self::ResidentsCommittee => "residents_committee",
            Self::PartyCommittee => "party_committee",
            Self::PartyPlenary => "party_plenary",
        }
    }

    /// The body of that word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|body| body.word() == word)
    }

    /// The branch of law.
    pub fn family(self) -> Family {
        match self {
            Self::VillagersCommittee => Family::Villagers,
            Self::ResidentsCommittee => Family::Residents,
            Self::PartyCommittee | Self::PartyPlenary => Family::Party,
        }
    }

    /// The posts of this body, highest first.
    pub fn posts(self) -> &'static [Post] {
        match self {
            Self::VillagersCommittee | Self::ResidentsCommittee => {
                &[Post::Director, Post::Deputy, Post::Member]
            }
            Self::PartyCommittee => &[Post::Secretary, Post::Deputy, Post::Member],
            Self::PartyPlenary => &[Post::Secretary, Post::Deputy],
        }
    }

    /// Whether an election of this body has such a round.
    pub fn has_round(self, round: Round) -> bool {
        match round {
            Round::First | Round::Another | Round::TieRevote => true,
            Round::Recall => self.family() == Family::Villagers,
            Round::PreElection => self.family() == Family::Party,
        }
    }
}

/// A post that is filled by election.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Post {
    /// 主任 of a villagers' or residents' committee.
    Director,
    /// 书记 of a Party committee.
    Secretary,
    /// 副主任 or 副书记.
    Deputy,
    /// 委员.
    Member,
}

impl Post {
    /// All posts.
    pub const ALL: [Self; 4] = [Self::Director, Self::Secretary, Self::Deputy, Self::Member];

    /// The word used in records.
    pub fn word(self) -> &'static str {
        match self {
            Self::Director => "director",
            Self::Secretary => "secretary",
            Self::Deputy => "deputy",
            Self::Member => "member",
        }
    }

    /// The post of that word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|post| post.word() == word)
    }

    /// 0 for the head of a body, 1 for deputies, 2 for members: an index into per-post arrays.
    pub fn rank(self) -> usize {
        match self {
            Self::Director | Self::Secretary => 0,
            Self::Deputy => 1,
            Self::Member => 2,
        }
    }
}

/// A round of voting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Round {
    /// The first vote, and a re-run of a void one (重新选举).
    First,
    /// 另行选举: another election for seats that stayed empty.
    Another,
    /// 再次投票: a re-vote among those with equal votes.
    TieRevote,
    /// 罢免: recall of serving members of a villagers' committee.
    Recall,
    /// 预选: the pre-election that fixes the formal candidates of a Party committee.
    PreElection,
}

impl Round {
    /// All rounds.
    pub const ALL: [Self; 5] =
        [Self::First, Self::Another, Self::TieRevote, Self::Recall, Self::PreElection];

    /// The word used in records.
    pub fn word(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Another => "another",
            Self::TieRevote => "tie_revote",
            Self::Recall => "recall",
            Self::PreElection => "pre_election",
        }
    }

    /// The round of that word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|round| round.word() == word)
    }
}

/// Who votes for a residents' committee.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Electorate {
    /// Mode a: all residents with the vote.
    AllResidents,
    /// Mode b: one representative of each household.
    HouseholdReps,
    /// Mode c: the delegates of the residents' groups.
    GroupDelegates,
}

impl Electorate {
    /// The electorate of that word.
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "all_residents" => Some(Self::AllResidents),
            "household_reps" => Some(Self::HouseholdReps),
            "group_delegates" => Some(Self::GroupDelegates),
            _ => None,
        }
    }
}

/// Sex, as on the identity card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Sex {
    /// 女
    #[serde(rename = "f")]
    Woman,
    /// 男
    #[serde(rename = "m")]
    Man,
}

impl Sex {
    /// The sex of that letter, `f` or `m`.
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "f" => Some(Self::Woman),
            "m" => Some(Self::Man),
            _ => None,
        }
    }
}
