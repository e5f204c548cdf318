//! Reading ballots one by one (decide.md sections 3 and 5, C-03 to C-07).

use serde::de::{DeserializeSeed, MapAccess, SeqAccess};
use serde_json::value::RawValue;

use super::{
    draft::DraftCandidate,
    ids::Ids,
    json::{At, Container, Name, fields, text, whole},
    problem::{Log, Path, What},
    record::Seats,
};
use crate::{
    body::Post,
    rules::parameters::{Parameters, Reach},
};

/// One ballot as it is read out: marks by rank of post, as places in the list of candidates.
#[derive(Clone, Debug, Default)]
pub struct Ballot {
    /// The persons marked, by [`Post::rank`]; a name twice under one post is one mark.
    pub marks: [Vec<u32>; 3],
    /// Which parts cannot be read, by [`Post::rank`].
    pub illegible: [bool; 3],
}

/// What the ballots read so far come to.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Votes by place in the list of candidates and by [`Post::rank`], for ineligible persons too.
    pub votes: Vec<[u64; 3]>,
    /// Ballots read.
    pub ballots: u64,
    /// Invalid ones among them.
    pub invalid: u64,
    /// Blank ones among them.
    pub blank: u64,
    limits: [usize; 3],
    overvote: Reach,
    two_posts: Reach,
    illegible: Reach,
    /// For each candidate the last ballot part and the last ballot that named them.
    part_seen: Vec<u64>,
    part: u64,
}

impl Reading {
    /// No ballot read yet, for so many candidates.
    pub fn new(parameters: &Parameters, seats: &[Seats], candidates: usize) -> Self {
        let mut limits = [0_usize; 3];
        for entry in seats {
            let seats = usize::try_from(entry.seats).unwrap_or(usize::MAX);
            let limit = &mut limits[entry.post.rank()];
            *limit = limit.saturating_add(seats);
        }
        Self {
            votes: vec![[0; 3]; candidates],
            ballots: 0,
            invalid: 0,
            blank: 0,
            limits,
            overvote: parameters.overvote,
            two_posts: parameters.two_posts,
            illegible: parameters.illegible,
            part_seen: vec![0; candidates],
            part: 0,
        }
    }

    /// Counts a ballot that occurs `times` times; the ballot is left changed.
    pub fn add(&mut self, ballot: &mut Ballot, times: u32) {
        let times = u64::from(times);
        self.ballots += times;
        if !ballot.illegible.contains(&true) && ballot.marks.iter().all(Vec::is_empty) {
            self.blank += times;
        } else if self.falls(ballot) || ballot.marks.iter().all(Vec::is_empty) {
            self.invalid += times;
        } else {
            for (rank, marks) in ballot.marks.iter().enumerate() {
                for &person in marks {
                    if let Some(votes) = self.votes.get_mut(person as usize) {
                        votes[rank] += times;
                    }
                }
            }
        }
    }

    /// Takes out the parts and names that do not count (C-03, C-05; for the Party P-19); true when the whole ballot is invalid.
    fn falls(&mut self, ballot: &mut Ballot) -> bool {
        for (marks, illegible) in ballot.marks.iter_mut().zip(ballot.illegible) {
            if illegible {
                if self.illegible == Reach::Ballot {
                    return true;
                }
                marks.clear();
            }
        }
        for rank in 0..3 {
            self.drop_repeated(&mut ballot.marks[rank]);
            if ballot.marks[rank].len() > self.limits[rank] {
                if self.overvote == Reach::Ballot {
                    return true;
                }
                ballot.marks[rank].clear();
            }
        }
        self.two_posts(ballot)
    }

    fn drop_repeated(&mut self, marks: &mut Vec<u32>) {
        self.part += 1;
        let (part, seen) = (self.part, &mut self.part_seen);
        marks.retain(|&person| match seen.get_mut(person as usize) {
            Some(last) if *last == part => false,
            Some(last) => {
                *last = part;
                true
            }
            None => true,
        });
    }

    /// C-04: one person marked for two posts.
    fn two_posts(&mut self, ballot: &mut Ballot) -> bool {
        // a small number of marks in all: compare them with each other, else by sorting
        let [first, second, third] = &ballot.marks;
        let mut all: Vec<u32> = first.iter().chain(second).chain(third).copied().collect();
        all.sort_unstable();
        let mut twice: Vec<u32> =
            all.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
        if twice.is_empty() {
            return false;
        }
        twice.dedup();
        if self.two_posts == Reach::Ballot {
            return true;
        }
        for marks in &mut ballot.marks {
            marks.retain(|person| twice.binary_search(person).is_err());
        }
        false
    }
}

/// What reading the list of ballots needs to know of the record.
pub(super) struct Context<'c, 'a> {
    /// Places in the list of candidates.
    pub ids: &'c Ids<'c, DraftCandidate<'a>>,
    /// Whether every candidate's id could be read, so that an unknown mark is certain.
    pub ids_complete: bool,
    /// The posts that are up for election, when that is known.
    pub up: Option<&'c [Post]>,
}

/// Reads `ballots_read`; `None` when the number of ballots cannot be told. Where something was
/// wrong, noted in the log, only that number can be used.
pub(super) fn read(
    raw: &RawValue,
    context: &Context<'_, '_>,
    mut reading: Reading,
    log: &mut Log,
    at: &Path,
) -> Option<Reading> {
    let mut numbered = false;
    let mut deserializer = serde_json::Deserializer::from_str(raw.get());
    let reader = ListReader { context, reading: &mut reading, numbered: &mut numbered };
    At(reader, log, at).deserialize(&mut deserializer).ok()?;
    numbered.then_some(reading)
}

struct ListReader<'c, 'a> {
    context: &'c Context<'c, 'a>,
    reading: &'c mut Reading,
    /// Whether the number of ballots is known.
    numbered: &'c mut bool,
}

impl<'de> Container<'de> for ListReader<'_, '_> {
    const WANTED: What = What::NotList;

    fn list<A: SeqAccess<'de>>(
        self,
        log: &mut Log,
        at: &Path,
        mut list: A,
    ) -> Result<(), A::Error> {
        let mut ballot = Ballot::default();
        *self.numbered = true;
        for index in 0.. {
            ballot.marks.iter_mut().for_each(Vec::clear);
            ballot.illegible = [false; 3];
            let mut times = None;
            let one = OneBallot { context: self.context, ballot: &mut ballot, times: &mut times };
            if list.next_element_seed(At(one, log, &at.item(index)))?.is_none() {
                break;
            }
            match times {
                Some(times) => self.reading.add(&mut ballot, times),
                None => *self.numbered = false,
            }
        }
        Ok(())
    }
}

struct OneBallot<'b, 'a> {
    context: &'b Context<'b, 'a>,
    ballot: &'b mut Ballot,
    times: &'b mut Option<u32>,
}

const BALLOT: [&str; 3] = ["marks", "illegible", "times"];

impl<'de> Container<'de> for OneBallot<'_, '_> {
    const WANTED: What = What::NotObject;

    fn object<A: MapAccess<'de>>(self, log: &mut Log, at: &Path, map: A) -> Result<(), A::Error> {
        let Self { context, ballot, times } = self;
        *times = Some(1);
        fields(map, &BALLOT, log, at, |index, map, log, here| match BALLOT[index] {
            "marks" => {
                let marks = Marks { context, marks: &mut ballot.marks };
                map.next_value_seed(At(marks, log, here))
            }
            "illegible" => {
                let illegible = Illegible { context, parts: &mut ballot.illegible };
                map.next_value_seed(At(illegible, log, here))
            }
            _ => {
                *times = whole(&map.next_value::<&RawValue>()?.into(), 1, log, here);
                Ok(())
            }
        })?;
        Ok(())
    }
}

struct Marks<'b, 'a> {
    context: &'b Context<'b, 'a>,
    marks: &'b mut [Vec<u32>; 3],
}

impl<'de> Container<'de> for Marks<'_, '_> {
    const WANTED: What = What::NotObject;

    fn object<A: MapAccess<'de>>(
        self,
        log: &mut Log,
        at: &Path,
        mut map: A,
    ) -> Result<(), A::Error> {
        let mut seen = [false; 3];
        while let Some(Name(name)) = map.next_key()? {
            let here = at.field(&name);
            let post = Post::from_word(&name);
            if post.is_none_or(|post| !self.context.is_up(post)) {
                log.note(&here, What::PostNotUp);
            }
            let rank = post.map_or(0, Post::rank);
            if std::mem::replace(&mut seen[rank], post.is_some()) && post.is_some() {
                log.note(&here, What::FieldTwice);
            }
            let names = Names { context: self.context, marks: &mut self.marks[rank] };
            map.next_value_seed(At(names, log, &here))?;
        }
        Ok(())
    }
}

struct Names<'b, 'a> {
    context: &'b Context<'b, 'a>,
    marks: &'b mut Vec<u32>,
}

impl<'de> Container<'de> for Names<'_, '_> {
    const WANTED: What = What::NotList;

    fn list<A: SeqAccess<'de>>(
        self,
        log: &mut Log,
        at: &Path,
        mut list: A,
    ) -> Result<(), A::Error> {
        let mut index = 0;
        while let Some(raw) = list.next_element::<&RawValue>()? {
            let here = at.item(index);
            if let Some(id) = text(raw.into(), log, &here) {
                match self.context.ids.get(&id) {
                    Some(place) => self.marks.push(place),
                    None if self.context.ids_complete => log.note(&here, What::UnknownId),
                    None => {}
                }
            }
            index += 1;
        }
        Ok(())
    }
}

struct Illegible<'b, 'a> {
    context: &'b Context<'b, 'a>,
    parts: &'b mut [bool; 3],
}

impl<'de> Container<'de> for Illegible<'_, '_> {
    const WANTED: What = What::NotList;

    fn list<A: SeqAccess<'de>>(
        self,
        log: &mut Log,
        at: &Path,
        mut list: A,
    ) -> Result<(), A::Error> {
        let mut index = 0;
        while let Some(raw) = list.next_element::<&RawValue>()? {
            let here = at.item(index);
            if let Some(word) = text(raw.into(), log, &here) {
                match Post::from_word(&word).filter(|post| self.context.is_up(*post)) {
                    Some(post) => self.parts[post.rank()] = true,
                    None => log.note(&here, What::PostNotUp),
                }
            }
            index += 1;
        }
        Ok(())
    }
}

impl Context<'_, '_> {
    fn is_up(&self, post: Post) -> bool {
        self.up.is_none_or(|up| up.contains(&post))
    }
}
