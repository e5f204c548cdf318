//! A record as far as it could be read: what was wrong is noted and left out.

use std::borrow::Cow;

use serde::de::DeserializeSeed;
use serde_json::value::RawValue;

use super::{
    json::{At, Seen},
    problem::{Log, Path},
    reader::{BALLOTS, IdsReader},
    record::{AlreadyElected, Base, Candidate, Posts, Record, Seats, Votes},
};
use crate::body::{Body, Electorate, Post, Round, Sex};

/// What could be read of a record.
#[derive(Default)]
pub(super) struct Draft<'a> {
    pub pack: Option<Cow<'a, str>>,
    /// The overlay's id; `None` when absent, null or unreadable.
    pub overlay: Option<Cow<'a, str>>,
    /// Whether the overlay could be read (or is absent).
    pub overlay_read: bool,
    pub body: Option<Body>,
    pub round: Option<Round>,
    pub base: Option<DraftBase>,
    pub ballots: DraftBallots,
    /// Which fields of `ballots` stand in the record; `None` when there is no such object.
    pub ballots_seen: Option<Seen>,
    pub seats: Option<Vec<DraftSeats>>,
    pub already_elected: Vec<DraftElected<'a>>,
    /// Whether `already_elected` is a list (or absent).
    pub already_read: bool,
    pub candidates: Option<Vec<DraftCandidate<'a>>>,
    /// Name and value of each parameter.
    pub parameters: Vec<(Cow<'a, str>, &'a RawValue)>,
    pub ballots_read: Option<&'a RawValue>,
}

#[derive(Default)]
pub(super) struct DraftBase {
    pub seen: Seen,
    /// registered, present, (electorate), `full_members`, exempt: as in [`BASE`].
    pub numbers: [Option<u32>; 5],
    pub electorate: Option<Electorate>,
}

/// issued, collected, invalid, blank: as in [`BALLOTS`].
#[derive(Clone, Copy, Default)]
pub(super) struct DraftBallots(pub [Option<u32>; 4]);

#[derive(Default)]
pub(super) struct DraftSeats {
    pub post: Option<Post>,
    pub seats: Option<u32>,
    pub women_only: bool,
    /// Whether `women_only` could be read (or is absent).
    pub readable: bool,
}

#[derive(Default)]
pub(super) struct DraftElected<'a> {
    pub candidate: Option<Cow<'a, str>>,
    pub post: Option<Post>,
    pub sex: Option<Sex>,
}

#[derive(Default)]
pub(super) struct DraftCandidate<'a> {
    pub id: Option<Cow<'a, str>>,
    pub sex: Option<Sex>,
    pub formal: DraftPosts,
    pub eligible: bool,
    pub kin: DraftKin<'a>,
    pub votes: DraftVotes,
    pub against: DraftVotes,
    pub abstain: DraftVotes,
    pub seen: CandidateSeen,
    /// Whether an object stood there at all.
    pub is_object: bool,
}

/// Which of the fields that are not for every record stand there.
#[derive(Clone, Copy, Default)]
pub(super) struct CandidateSeen {
    pub votes: bool,
    pub against: bool,
    pub abstain: bool,
}

/// Votes for one post as far as they could be read.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Named {
    /// The post is not named.
    #[default]
    No,
    /// Something that is no number stands there.
    Unreadable,
    Votes(u32),
}

/// The posts of a list, `None` for what is no post.
pub(super) enum DraftPosts {
    /// Each once, highest first, as nearly always.
    InOrder(Posts),
    /// Any other list.
    List(Vec<Option<Post>>),
}

impl Default for DraftPosts {
    fn default() -> Self {
        Self::InOrder(Posts::default())
    }
}

impl DraftPosts {
    /// Adds what stands next in the list.
    pub fn push(&mut self, post: Option<Post>) {
        match (&mut *self, post) {
            (Self::List(list), _) => list.push(post),
            (Self::InOrder(posts), Some(post)) if posts.iter().all(|higher| higher < post) => {
                posts.insert(post);
            }
            (Self::InOrder(posts), _) => {
                *self = Self::List(posts.iter().map(Some).chain([post]).collect());
            }
        }
    }

    /// The list as it stands in the record.
    pub fn listed(&self) -> impl Iterator<Item = Option<Post>> {
        let (posts, list) = match self {
            Self::InOrder(posts) => (*posts, &[][..]),
            Self::List(list) => (Posts::default(), &list[..]),
        };
        posts.iter().map(Some).chain(list.iter().copied())
    }
}

/// Near kin of a candidate: the text of the list is read where the ids are wanted, because ids of
/// one letter would take six times the memory of their text.
#[derive(Default)]
pub(super) enum DraftKin<'a> {
    /// The field is absent.
    #[default]
    Absent,
    /// What stands in the record.
    Raw(&'a RawValue),
    /// Those of a record that is typed already.
    Typed(Vec<Cow<'a, str>>),
}

impl<'a> DraftKin<'a> {
    /// Gives every id that can be read with its path to `each`; notes what cannot.
    pub fn read(
        &self,
        log: &mut Log,
        at: &Path,
        mut each: impl FnMut(Cow<'a, str>, &mut Log, &Path),
    ) {
        match self {
            Self::Absent => {}
            Self::Raw(raw) => {
                let mut deserializer = serde_json::Deserializer::from_str(raw.get());
                // the text has been read as a value before: nothing in it is no JSON
                let _ = At(IdsReader(each), log, at).deserialize(&mut deserializer);
            }
            Self::Typed(ids) => {
                for (index, id) in ids.iter().enumerate() {
                    each(id.clone(), log, &at.item(index));
                }
            }
        }
    }

    /// The ids, of a record in which nothing is wrong.
    pub fn ids(self) -> Vec<Cow<'a, str>> {
        if let Self::Typed(ids) = self {
            return ids;
        }
        let mut ids = Vec::new();
        self.read(&mut Log::default(), &Path::Root, |id, _, _| ids.push(id));
        ids
    }
}

/// Votes by [`Post::ALL`], as numbers with two marks above all that a record may hold.
#[derive(Clone, Copy)]
pub(super) struct DraftVotes(pub [u32; 4]);

pub(super) const NOT_NAMED: u32 = u32::MAX;
pub(super) const UNREADABLE: u32 = u32::MAX - 1;

impl Default for DraftVotes {
    fn default() -> Self {
        Self([NOT_NAMED; 4])
    }
}

impl DraftVotes {
    pub fn get(&self, post: Post) -> Named {
        let index = Post::ALL.iter().position(|known| *known == post);
        index.map_or(Named::No, |index| self.at(index))
    }

    fn at(&self, index: usize) -> Named {
        match self.0[index] {
            NOT_NAMED => Named::No,
            UNREADABLE => Named::Unreadable,
            votes => Named::Votes(votes),
        }
    }

    pub fn number(&self, post: Post) -> Option<u32> {
        match self.get(post) {
            Named::Votes(votes) => Some(votes),
            _ => None,
        }
    }

    fn of(votes: &Votes) -> Self {
        Self(
            Post::ALL
                .map(|post| votes.get(post).map_or(NOT_NAMED, |votes| votes.min(UNREADABLE - 1))),
        )
    }

    /// The votes when every number could be read.
    pub fn votes(&self) -> Option<Votes> {
        let mut votes = Votes::default();
        for (index, post) in Post::ALL.into_iter().enumerate() {
            match self.at(index) {
                Named::No => {}
                Named::Unreadable => return None,
                Named::Votes(number) => votes.set(post, number),
            }
        }
        Some(votes)
    }
}

impl<'a> Draft<'a> {
    /// A record that is typed already, for the same checks.
    pub fn of(record: &Record<'a>) -> Self {
        let ballots = record.ballots;
        let numbers = [ballots.issued, ballots.collected, ballots.invalid, ballots.blank];
        Self {
            pack: Some(record.rules.pack.id.clone().into()),
            overlay: record.rules.overlay.map(|overlay| overlay.id.clone().into()),
            overlay_read: true,
            body: Some(record.body),
            round: Some(record.round),
            base: Some(DraftBase::of(record.base)),
            ballots: DraftBallots(numbers.map(Some)),
            ballots_seen: Some(Seen::all(BALLOTS.len())),
            seats: Some(record.seats.iter().copied().map(DraftSeats::of).collect()),
            already_read: true,
            already_elected: record.already_elected.iter().map(DraftElected::of).collect(),
            candidates: Some(record.candidates.iter().map(DraftCandidate::of).collect()),
            parameters: Vec::new(),
            ballots_read: None,
        }
    }
}

impl DraftBase {
    fn of(base: Base) -> Self {
        let mut draft = Self::default();
        let mut set = |index: usize, number: u32| {
            draft.seen.set(index);
            draft.numbers[index] = Some(number);
        };
        match base {
            Base::Villagers { registered } => set(0, registered),
            Base::Residents { registered, present, electorate } => {
                set(0, registered);
                set(1, present);
                draft.seen.set(2);
                draft.electorate = Some(electorate);
            }
            Base::Party { full_members, exempt, present } => {
                set(1, present);
                set(3, full_members);
                set(4, exempt);
            }
        }
        draft
    }
}

impl DraftSeats {
    fn of(seats: Seats) -> Self {
        Self {
            post: Some(seats.post),
            seats: Some(seats.seats),
            women_only: seats.women_only,
            readable: true,
        }
    }
}

impl<'a> DraftElected<'a> {
    fn of(elected: &AlreadyElected<'a>) -> Self {
        Self {
            candidate: Some(elected.candidate.clone()),
            post: Some(elected.post),
            sex: Some(elected.sex),
        }
    }
}

impl<'a> DraftCandidate<'a> {
    fn of(candidate: &Candidate<'a>) -> Self {
        let against = candidate.against != Votes::default();
        let abstain = candidate.abstain != Votes::default();
        Self {
            id: Some(candidate.id.clone()),
            sex: Some(candidate.sex),
            formal: DraftPosts::InOrder(candidate.formal),
            eligible: candidate.eligible,
            kin: DraftKin::Typed(candidate.kin.clone()),
            votes: DraftVotes::of(&candidate.votes),
            against: DraftVotes::of(&candidate.against),
            abstain: DraftVotes::of(&candidate.abstain),
            seen: CandidateSeen { votes: true, against, abstain },
            is_object: true,
        }
    }
}
