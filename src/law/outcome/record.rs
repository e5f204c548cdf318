//! The count record (decide.md section 1) as typed values.

use std::borrow::Cow;

use crate::{
    body::{Body, Electorate, Post, Round, Sex},
    rules::{Key, Parameters, Rules},
};

/// The electors and those present; numbers of persons or households.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// Villagers: those on the roll.
    Villagers {
        /// N, on the roll.
        registered: u32,
    },
    /// Residents: those on the roll and those who came.
    Residents {
        /// Voters, households or delegates on the roll.
        registered: u32,
        /// Present at the meeting or voting.
        present: u32,
        /// Who is counted.
        electorate: Electorate,
    },
    /// Party: electors, consented exemptions, present.
    Party {
        /// Full members with the vote.
        full_members: u32,
        /// Exempted by consent and vote (P-12).
        exempt: u32,
        /// Present electors.
        present: u32,
    },
}

/// Numbers of ballots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ballots {
    /// Issued.
    pub issued: u32,
    /// Collected.
    pub collected: u32,
    /// Invalid, among those collected.
    pub invalid: u32,
    /// Blank, among those collected.
    pub blank: u32,
}

impl Ballots {
    /// Collected − invalid − blank.
    pub fn valid(&self) -> i64 {
        i64::from(self.collected) - i64::from(self.invalid) - i64::from(self.blank)
    }
}

/// Seats of a post that are up for election.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seats {
    /// The post.
    pub post: Post,
    /// How many, at least 1.
    pub seats: u32,
    /// Only women can take them.
    pub women_only: bool,
}

/// Somebody elected in an earlier round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlreadyElected<'a> {
    /// Id of the person.
    pub candidate: Cow<'a, str>,
    /// The post held.
    pub post: Post,
    /// Sex.
    pub sex: Sex,
}

/// Votes by post; a post that is not named has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Votes([u32; 4]);

/// Stands for a post that is not named: half as large as an `Option`, in records of a million
/// people.
const NOT_NAMED: u32 = u32::MAX;

impl Default for Votes {
    fn default() -> Self {
        Self([NOT_NAMED; 4])
    }
}

fn place(post: Post) -> usize {
    match post {
        Post::Director => 0,
        Post::Secretary => 1,
        Post::Deputy => 2,
        Post::Member => 3,
    }
}

impl Votes {
    /// The number for a post, where it is named.
    pub fn get(&self, post: Post) -> Option<u32> {
        Some(self.0[place(post)]).filter(|votes| *votes != NOT_NAMED)
    }

    /// Sets the number for a post; what is beyond all bounds anyway stays so.
    pub fn set(&mut self, post: Post, votes: u32) {
        self.0[place(post)] = votes.min(NOT_NAMED - 1);
    }

    /// The posts named, highest first, with their numbers.
    pub fn named(&self) -> impl Iterator<Item = (Post, u32)> + '_ {
        Post::ALL.into_iter().filter_map(|post| self.get(post).map(|votes| (post, votes)))
    }
}

/// A set of posts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Posts([bool; 4]);

impl Posts {
    /// Adds a post.
    pub fn insert(&mut self, post: Post) {
        self.0[place(post)] = true;
    }

    /// Whether a post is among them.
    pub fn contains(self, post: Post) -> bool {
        self.0[place(post)]
    }

    /// The posts, highest first.
    pub fn iter(self) -> impl Iterator<Item = Post> {
        Post::ALL.into_iter().filter(move |post| self.contains(*post))
    }
}

impl FromIterator<Post> for Posts {
    fn from_iter<I: IntoIterator<Item = Post>>(posts: I) -> Self {
        let mut set = Self::default();
        posts.into_iter().for_each(|post| set.insert(post));
        set
    }
}

/// A candidate or a written-in person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate<'a> {
    /// Id within the record.
    pub id: Cow<'a, str>,
    /// Sex.
    pub sex: Sex,
    /// Posts for which the person is a formal candidate; empty for a write-in.
    pub formal: Posts,
    /// A voter of this unit; votes for others are shown and not counted (C-07).
    pub eligible: bool,
    /// Ids of near kin in the degrees of the pack.
    pub kin: Vec<Cow<'a, str>>,
    /// Votes in favour.
    pub votes: Votes,
    /// Votes against, Party only.
    pub against: Votes,
    /// Abstentions, Party only.
    pub abstain: Votes,
}

/// A count record: everything the outcome depends on.
#[derive(Clone, Debug)]
pub struct Record<'a> {
    /// Pack, overlay and local layer.
    pub rules: Cow<'a, Rules>,
    /// The parameters as used: of the rules, with the record's own changes.
    pub parameters: Parameters,
    /// The body that is elected.
    pub body: Body,
    /// The round.
    pub round: Round,
    /// Electors and present.
    pub base: Base,
    /// Ballots.
    pub ballots: Ballots,
    /// Seats in order of rank.
    pub seats: Vec<Seats>,
    /// Elected in earlier rounds.
    pub already_elected: Vec<AlreadyElected<'a>>,
    /// Everybody who stands or was voted for.
    pub candidates: Vec<Candidate<'a>>,
}

impl Record<'_> {
    /// The roll, where a recall needs more than half of it and not of those voting (V-81, VC98).
    pub(super) fn registered_bar(&self) -> Option<i64> {
        match (self.base, self.rules.word(Key::RecallBar)) {
            (Base::Villagers { registered }, Some(("registered", _))) => Some(registered.into()),
            _ => None,
        }
    }
}
