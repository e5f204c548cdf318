//! Who stands for what with how many votes: the tables that filling works on.

use std::borrow::Cow;

use super::{
    ids::Ids,
    record::{Base, Candidate, Record},
};
use crate::{
    body::{Family, Post, Round, Sex},
    rules::parameters::{AnotherBar, Participants},
};

/// What votes must reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bar {
    /// No bar: the most votes win.
    None,
    /// 2x > B.
    Half(i64),
    /// 3x ≥ B.
    Third(i64),
}

impl Bar {
    pub fn reached(self, votes: i64) -> bool {
        match self {
            Self::None => true,
            Self::Half(base) => 2 * votes > base,
            Self::Third(base) => 3 * votes >= base,
        }
    }
}

/// Place of a person in the list of candidates.
pub(super) type Place = u32;

/// Votes and orders of a record.
pub(super) struct Standing<'r, 'a> {
    pub record: &'r Record<'a>,
    /// Votes by place and [`Post::rank`], carried down where that applies (C-14): no more than
    /// 3,000,000,000.
    votes: Vec<[u32; 3]>,
    /// By [`Post::rank`]: all who can take the post, most votes first, then in the record's order.
    pub order: [Vec<Place>; 3],
    /// Elected in an earlier round.
    pub already: Vec<bool>,
}

impl<'r, 'a> Standing<'r, 'a> {
    pub fn new(record: &'r Record<'a>) -> Self {
        let voting = matches!(record.round, Round::First | Round::Another);
        let carry = voting && record.parameters.carry_down && record.body.family() != Family::Party;
        let votes: Vec<[u32; 3]> = record
            .candidates
            .iter()
            .map(|one| {
                let mut votes = [0; 3];
                for (post, number) in one.votes.named() {
                    votes[post.rank()] = number;
                }
                if carry {
                    votes[1] += votes[0];
                    votes[2] += votes[1];
                }
                votes
            })
            .collect();
        let mut standing =
            Self { record, votes, order: Default::default(), already: already(record) };
        for post in record.body.posts() {
            standing.order[post.rank()] = standing.ordered(*post);
        }
        standing
    }

    /// Everybody with a vote for a post who could be elected to it in a further election.
    pub fn voted(&self, post: Post) -> Cow<'_, [Place]> {
        if self.record.round == Round::TieRevote {
            Cow::Owned(self.order_of(post, |place, _| self.votes(place, post.rank()) > 0))
        } else {
            Cow::Borrowed(&self.order[post.rank()])
        }
    }

    fn ordered(&self, post: Post) -> Vec<Place> {
        if !self.record.seats.iter().any(|entry| entry.post == post) {
            return Vec::new();
        }
        if self.record.round == Round::TieRevote {
            self.order_of(post, |_, one| one.formal.contains(post))
        } else {
            self.order_of(post, |place, _| self.votes(place, post.rank()) > 0)
        }
    }

    fn order_of(&self, post: Post, stands: impl Fn(Place, &Candidate) -> bool) -> Vec<Place> {
        let recall = self.record.round == Round::Recall;
        let mut order: Vec<Place> = (0..)
            .zip(&self.record.candidates)
            .filter(|&(place, one)| {
                stands(place, one) && one.eligible && (recall || !self.already[place as usize])
            })
            .map(|(place, _)| place)
            .collect();
        // stable: equal votes stay in the record's order
        order.sort_by_key(|&place| std::cmp::Reverse(self.votes(place, post.rank())));
        order
    }

    /// Votes of a person for the post of that rank.
    pub fn votes(&self, place: Place, rank: usize) -> i64 {
        self.votes[place as usize][rank].into()
    }

    pub fn is_woman(&self, place: Place) -> bool {
        self.record.candidates[place as usize].sex == Sex::Woman
    }

    /// Base B of the bar: invalid and blank ballots stay in it (C-06).
    pub fn base(&self) -> i64 {
        let parameters = &self.record.parameters;
        i64::from(match self.record.base {
            Base::Villagers { .. } if parameters.participants == Participants::Issued => {
                self.record.ballots.issued
            }
            Base::Villagers { .. } => self.record.ballots.collected,
            Base::Residents { present, .. } => present,
            Base::Party { full_members, exempt, present } => {
                if self.record.round == Round::PreElection && parameters.pre_election_should {
                    full_members - exempt
                } else {
                    present
                }
            }
        })
    }

    /// The bar of a round, among those who can take an entry of seats.
    pub fn bar(&self, mut takers: impl Iterator<Item = i64>) -> Bar {
        let base = self.base();
        let half = Bar::Half(base);
        match self.record.round {
            Round::TieRevote => Bar::None,
            Round::Another if self.record.body.family() != Family::Party => {
                let halves = self.record.parameters.another_bar == AnotherBar::HalfThenThird;
                if halves && takers.any(|votes| half.reached(votes)) {
                    half
                } else {
                    Bar::Third(base)
                }
            }
            _ => half,
        }
    }
}

fn already(record: &Record) -> Vec<bool> {
    let (elected, people) = (&record.already_elected, &record.candidates);
    let mut already = vec![false; people.len()];
    // a table of the fewer: either list of a hostile record may have a million entries
    if elected.len() > people.len() {
        let places = Ids::of_candidates(people);
        for place in elected.iter().filter_map(|one| places.get(&one.candidate)) {
            already[place as usize] = true;
        }
    } else if !elected.is_empty() {
        let ids = Ids::of_elected(elected);
        for (flag, one) in already.iter_mut().zip(people) {
            *flag = ids.get(&one.id).is_some();
        }
    }
    already
}
