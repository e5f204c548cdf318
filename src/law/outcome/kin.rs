//! Kin avoidance (V-24): of two near kin the higher post stays, then the one with more votes.
//!
//! From the top, post by post, votes descending: whoever is near kin of an already elected person,
//! of one elected to a higher post, or of one with more votes for the same post is out for the
//! whole vote, and the posts are filled again. Filling a post again after that never unseats
//! somebody with more votes than the one who is out, and among seats of one kind, open or kept for
//! women, whoever follows has fewer votes than all who sit there. So whoever has passed stays, and
//! a post is settled before the next one is looked at.

use std::collections::HashMap;

use super::{
    filling::{Entry, Filling},
    ids::Ids,
    record::Record,
    standing::Place,
};
use crate::body::Round;

/// A person who gave way.
pub(super) struct GivenWay {
    pub place: Place,
    pub rank: usize,
    pub kin_of: KinOf,
}

/// For whom somebody gives way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KinOf {
    /// A person of the list of candidates.
    Candidate(Place),
    /// A person of the list of those already elected.
    Already(usize),
}

/// Near kin among the persons of a record.
pub(super) struct Kin {
    /// Near kin by place in the list of candidates.
    of: Vec<Vec<Place>>,
    /// Near kin by place in the list of candidates and by place in that of those already elected.
    already: Vec<(Place, usize)>,
}

impl Kin {
    /// Kinship is symmetric even when it is written on one side only; `None` when nobody has kin.
    pub fn of(record: &Record) -> Option<Self> {
        if record.candidates.iter().all(|one| one.kin.is_empty()) {
            return None;
        }
        let people = record.candidates.len();
        let mut kin = Self { of: vec![Vec::new(); people], already: Vec::new() };
        let places = Ids::of_candidates(&record.candidates);
        let elected = Ids::of_elected(&record.already_elected);
        for (place, one) in (0..).zip(&record.candidates) {
            for id in &one.kin {
                if let Some(other) = places.get(id) {
                    kin.of[place as usize].push(other);
                    kin.of[other as usize].push(place);
                    kin.already.extend(elected.get(&one.id).map(|index| (other, index as usize)));
                }
                kin.already.extend(elected.get(id).map(|index| (place, index as usize)));
            }
        }
        kin.already.sort_unstable();
        Some(kin)
    }

    fn already_of(&self, place: Place) -> impl Iterator<Item = usize> + '_ {
        let from = self.already.partition_point(|&(other, _)| other < place);
        let of_place = self.already[from..].iter().take_while(move |&&(other, _)| other == place);
        of_place.map(|&(_, index)| index)
    }

    /// The first already elected person for whom somebody gives way at a post.
    fn already_before(&self, place: Place, rank: usize, record: &Record) -> Option<usize> {
        // a re-vote for a higher post stands against a lower officer; what follows is not decided
        // here (decide.md section 5)
        let stays = |index: &usize| {
            record.round != Round::TieRevote || record.already_elected[*index].post.rank() <= rank
        };
        self.already_of(place).find(stays)
    }

    /// Whether a person is near kin of somebody in a set, or of an already elected person.
    pub fn of_any(&self, place: Place, set: &[bool]) -> bool {
        self.already_of(place).next().is_some()
            || self.of[place as usize].iter().any(|&other| set[other as usize])
    }
}

/// A person who is elected or tied at the post that is looked at.
#[derive(Clone, Copy)]
struct Met {
    place: Place,
    /// `None` in a tie for the last seat.
    entry: Option<Entry>,
    /// On a seat kept for women.
    kept: bool,
}

/// Who has passed, and whom that bars.
struct Settling<'k> {
    kin: &'k Kin,
    /// The first near kin who is seated: place, rank, votes.
    barred: Vec<Option<(Place, usize, i64)>>,
    seated: Vec<bool>,
    given_way: Vec<GivenWay>,
}

/// Fills all posts so that no two near kin are seated; who gave way, from the top.
pub(super) fn settle(filling: &mut Filling, kin: &Kin) -> Vec<GivenWay> {
    let people = filling.standing.record.candidates.len();
    let mut settling = Settling {
        kin,
        barred: vec![None; people],
        seated: vec![false; people],
        given_way: Vec::new(),
    };
    filling.start_again();
    for rank in 0..3 {
        filling.fill(rank);
        while settling.look(filling, rank) {
            filling.fill(rank);
        }
    }
    let mut given_way = settling.given_way;
    let standing = filling.standing;
    given_way.sort_by_key(|one| {
        (one.rank, std::cmp::Reverse(standing.votes(one.place, one.rank)), one.place)
    });
    given_way
}

impl Settling<'_> {
    /// Looks at a filled post once; true when somebody gave way or a tie arose.
    fn look(&mut self, filling: &mut Filling, rank: usize) -> bool {
        let filled = &filling.filled[rank];
        let elected = filled.elected.iter().map(|&(place, entry, kept)| Met {
            place,
            entry: Some(entry),
            kept,
        });
        let tied = filled.ties.iter().flat_map(|tie| &tie.persons);
        let tied = tied.map(|&place| Met { place, entry: None, kept: false });
        let mut persons: Vec<Met> = elected.chain(tied).collect();
        let standing = filling.standing;
        let votes = |one: &Met| standing.votes(one.place, rank);
        persons.sort_by_key(|one| (std::cmp::Reverse(votes(one)), one.place));
        // whether somebody left an open seat, or one kept for women
        let mut left = [false; 2];
        for group in persons.chunk_by(|one, other| votes(one) == votes(other)) {
            // after a change, those in a tie may have become seated, and whoever follows into
            // seats of one kind may have more votes than those in seats of the other: look again
            let tied = group.iter().any(|one| one.entry.is_none());
            let across = group.iter().any(|one| left[usize::from(!one.kept)]);
            if across || (tied && left != [false; 2]) {
                break;
            }
            if self.group(filling, rank, group) {
                for one in group {
                    left[usize::from(one.kept)] = true;
                }
                if tied {
                    break;
                }
            }
        }
        left != [false; 2]
    }

    /// Persons with equal votes: who gives way, which kin tie, who is seated.
    fn group(&mut self, filling: &mut Filling, rank: usize, group: &[Met]) -> bool {
        let record = filling.standing.record;
        let mut seated: Vec<(Place, Entry)> = Vec::new();
        let mut changed = false;
        for &Met { place, entry, .. } in group {
            if self.seated[place as usize] {
                continue;
            }
            let votes = filling.standing.votes(place, rank);
            let already = self.kin.already_before(place, rank, record).map(KinOf::Already);
            let before = self.barred[place as usize]
                .filter(|&(_, held, more)| held < rank || more > votes)
                .map(|(other, ..)| KinOf::Candidate(other));
            if let Some(kin_of) = already.or(before) {
                filling.exclude(place);
                self.given_way.push(GivenWay { place, rank, kin_of });
                changed = true;
            } else if let Some(entry) = entry {
                seated.push((place, entry));
            }
        }
        if changed && group.iter().any(|one| one.entry.is_none()) {
            return true;
        }
        changed |= self.tie_equals(filling, rank, &mut seated);
        for (place, _) in seated {
            self.seat(place, rank, filling.standing.votes(place, rank));
        }
        changed
    }

    /// Two elected kin with equal votes both leave elected for a tie of one seat.
    fn tie_equals(
        &mut self,
        filling: &mut Filling,
        rank: usize,
        seated: &mut Vec<(Place, Entry)>,
    ) -> bool {
        if seated.len() < 2 {
            return false;
        }
        // by place: position in the group, for those who may still meet kin
        let mut waiting: HashMap<Place, usize> = HashMap::new();
        let mut leaving = vec![false; seated.len()];
        for (index, &(place, entry)) in seated.iter().enumerate() {
            let kin = self.kin.of[place as usize].iter();
            let earliest = kin.filter_map(|other| waiting.get(other).copied()).min();
            match earliest {
                None => drop(waiting.insert(place, index)),
                Some(earlier) => {
                    let (other, other_entry) = seated[earlier];
                    waiting.remove(&other);
                    leaving[earlier] = true;
                    leaving[index] = true;
                    let women = entry == Entry::Women && other_entry == Entry::Women;
                    let entry = if women { Entry::Women } else { Entry::Open };
                    filling.tie_kin(rank, [other, place], entry);
                }
            }
        }
        let changed = leaving.contains(&true);
        let mut leaving = leaving.into_iter();
        seated.retain(|_| !leaving.next().unwrap_or(false));
        changed
    }

    fn seat(&mut self, place: Place, rank: usize, votes: i64) {
        self.seated[place as usize] = true;
        for &other in &self.kin.of[place as usize] {
            self.barred[other as usize].get_or_insert((place, rank, votes));
        }
    }
}
