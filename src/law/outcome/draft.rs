//! A record as far as it could be read: what was wrong is noted and left out.

use std::borrow::Cow;

use serde::de::{IgnoredAny, MapAccess, SeqAccess};
use serde_json::value::RawValue;

use super::{
    json::{At, Container, Name, Seen, fields, flag, require, text, whole, word},
    problem::{Log, Path, What},
    record::{AlreadyElected, Base, Candidate, Record, Seats, Votes},
};
use crate::body::{Body, Electorate, Post, Round, Sex};

/// The fields of a record; the first eight are required.
const RECORD: [&str; 12] = [
    "format",
    "pack",
    "body",
    "round",
    "base",
    "ballots",
    "seats",
    "candidates",
    "overlay",
    "parameters",
    "already_elected",
    "ballots_read",
];
pub(super) const BASE: [&str; 5] =
    ["registered", "present", "electorate", "full_members", "exempt"];
pub(super) const BALLOTS: [&str; 4] = ["issued", "collected", "invalid", "blank"];
const SEATS: [&str; 3] = ["post", "seats", "women_only"];
const ELECTED: [&str; 3] = ["candidate", "post", "sex"];
const CANDIDATE: [&str; 9] =
    ["id", "sex", "formal", "votes", "name", "kin", "eligible", "against", "abstain"];

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
    pub formal: Vec<Option<Post>>,
    pub eligible: bool,
    pub kin: Vec<Option<Cow<'a, str>>>,
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

/// Votes by [`Post::ALL`].
#[derive(Clone, Copy, Default)]
pub(super) struct DraftVotes(pub [Named; 4]);

impl DraftVotes {
    pub fn get(&self, post: Post) -> Named {
        let index = Post::ALL.iter().position(|known| *known == post);
        index.map_or(Named::No, |index| self.0[index])
    }

    pub fn number(&self, post: Post) -> Option<u32> {
        match self.get(post) {
            Named::Votes(votes) => Some(votes),
            _ => None,
        }
    }

    fn of(votes: &Votes) -> Self {
        Self(Post::ALL.map(|post| votes.get(post).map_or(Named::No, Named::Votes)))
    }

    /// The votes when every number could be read.
    pub fn votes(&self) -> Option<Votes> {
        let mut votes = Votes::default();
        for (post, named) in Post::ALL.into_iter().zip(self.0) {
            match named {
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
            formal: candidate.formal.iter().copied().map(Some).collect(),
            eligible: candidate.eligible,
            kin: candidate.kin.iter().cloned().map(Some).collect(),
            votes: DraftVotes::of(&candidate.votes),
            against: DraftVotes::of(&candidate.against),
            abstain: DraftVotes::of(&candidate.abstain),
            seen: CandidateSeen { votes: true, against, abstain },
            is_object: true,
        }
    }
}

/// Reads a whole record; problems of form are noted, those of sense are for `check`.
pub(super) fn read<'a>(text: &'a str, log: &mut Log) -> Result<Draft<'a>, serde_json::Error> {
    let mut draft = Draft { overlay_read: true, already_read: true, ..Draft::default() };
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let seed = At(RecordReader(&mut draft), log, &Path::Root);
    serde::de::DeserializeSeed::deserialize(seed, &mut deserializer)?;
    deserializer.end()?;
    Ok(draft)
}

struct RecordReader<'d, 'de>(&'d mut Draft<'de>);

impl<'de> Container<'de> for RecordReader<'_, 'de> {
    const WANTED: What = What::NotObject;

    fn object<A: MapAccess<'de>>(self, log: &mut Log, at: &Path, map: A) -> Result<(), A::Error> {
        let draft = self.0;
        let seen = fields(map, &RECORD, log, at, |index, map, log, here| {
            match RECORD[index] {
                "base" => {
                    return map.next_value_seed(At(BaseReader(&mut draft.base), log, here));
                }
                "ballots" => {
                    let reader = BallotsReader(&mut draft.ballots, &mut draft.ballots_seen);
                    return map.next_value_seed(At(reader, log, here));
                }
                "seats" => {
                    return map.next_value_seed(At(SeatsReader(&mut draft.seats), log, here));
                }
                "candidates" => {
                    let reader = CandidatesReader(&mut draft.candidates);
                    return map.next_value_seed(At(reader, log, here));
                }
                "already_elected" => {
                    let reader = ElectedReader(&mut draft.already_elected, &mut draft.already_read);
                    *reader.1 = false;
                    return map.next_value_seed(At(reader, log, here));
                }
                "parameters" => {
                    let reader = ParametersReader(&mut draft.parameters);
                    return map.next_value_seed(At(reader, log, here));
                }
                _ => {}
            }
            draft.leaf(RECORD[index], map.next_value()?, log, here);
            Ok(())
        })?;
        require(&seen, &RECORD, 8, log, at);
        Ok(())
    }
}

impl<'a> Draft<'a> {
    fn leaf(&mut self, name: &str, raw: &'a RawValue, log: &mut Log, here: &Path) {
        match name {
            "format" => {
                if text(raw, log, here).is_some_and(|format| format != "huanjie-count/1") {
                    log.note(here, What::WrongFormat);
                }
            }
            "pack" => self.pack = text(raw, log, here),
            "overlay" if raw.get() == "null" => {}
            "overlay" => {
                self.overlay = text(raw, log, here);
                self.overlay_read = self.overlay.is_some();
            }
            "body" => self.body = word(raw, log, here, Body::from_word),
            "round" => self.round = word(raw, log, here, Round::from_word),
            // kept for the end, when the candidates are known
            _ => self.ballots_read = Some(raw),
        }
    }
}

struct BaseReader<'d>(&'d mut Option<DraftBase>);

impl<'de> Container<'de> for BaseReader<'_> {
    const WANTED: What = What::NotObject;

    fn object<A: MapAccess<'de>>(self, log: &mut Log, at: &Path, map: A) -> Result<(), A::Error> {
        let base = self.0.insert(DraftBase::default());
        base.seen = fields(map, &BASE, log, at, |index, map, log, here| {
            let raw: &RawValue = map.next_value()?;
            match BASE[index] {
                "electorate" => base.electorate = word(raw, log, here, Electorate::from_word),
                "registered" | "full_members" => base.numbers[index] = whole(raw, 1, log, here),
                _ => base.numbers[index] = whole(raw, 0, log, here),
            }
            Ok(())
        })?;
        Ok(())
    }
}

struct BallotsReader<'d>(&'d mut DraftBallots, &'d mut Option<Seen>);

impl<'de> Container<'de> for BallotsReader<'_> {
    const WANTED: What = What::NotObject;

    fn object<A: MapAccess<'de>>(self, log: &mut Log, at: &Path, map: A) -> Result<(), A::Error> {
        let numbers = &mut self.0.0;
        let seen = fields(map, &BALLOTS, log, at, |index, map, log, here| {
            numbers[index] = whole(map.next_value()?, 0, log, here);
            Ok(())
        })?;
        require(&seen, &BALLOTS, 2, log, at);
        *self.1 = Some(seen);
        Ok(())
    }
}

struct SeatsReader<'d>(&'d mut Option<Vec<DraftSeats>>);

impl<'de> Container<'de> for SeatsReader<'_> {
    const WANTED: What = What::NotList;

    fn list<A: SeqAccess<'de>>(
        self,
        log: &mut Log,
        at: &Path,
        mut list: A,
    ) -> Result<(), A::Error> {
        let all = self.0.insert(Vec::new());
        loop {
            let here = at.item(all.len());
            let mut seats = DraftSeats { readable: true, ..DraftSeats::default() };
            if list.next_element_seed(At(SeatReader(&mut seats), log, &here))?.is_none() {
                return Ok(());
            }
            all.push(seats);
        }
    }
}

struct SeatReader<'d>(&'d mut DraftSeats);

impl<'de> Container<'de> for SeatReader<'_> {
    const WANTED: What = What::NotObject;

    fn object<A: MapAccess<'de>>(self, log: &mut Log, at: &Path, map: A) -> Result<(), A::Error> {
        let entry = self.0;
        let seen = fields(map, &SEATS, log, at, |index, map, log, here| {
            let raw: &RawValue = map.next_value()?;
            match SEATS[index] {
                "post" => entry.post = word(raw, log, here, Post::from_word),
                "seats" => entry.seats = whole(raw, 1, log, here),
                _ => match flag(raw, log, here) {
                    Some(flag) => entry.women_only = flag,
                    None => entry.readable = false,
                },
            }
            Ok(())
        })?;
        require(&seen, &SEATS, 2, log, at);
        Ok(())
    }
}

struct ElectedReader<'d, 'de>(&'d mut Vec<DraftElected<'de>>, &'d mut bool);

impl<'de> Container<'de> for ElectedReader<'_, 'de> {
    const WANTED: What = What::NotList;

    fn list<A: SeqAccess<'de>>(
        self,
        log: &mut Log,
        at: &Path,
        mut list: A,
    ) -> Result<(), A::Error> {
        *self.1 = true;
        loop {
            let here = at.item(self.0.len());
            let mut elected = DraftElected::default();
            if list.next_element_seed(At(OneElected(&mut elected), log, &here))?.is_none() {
                return Ok(());
            }
            self.0.push(elected);
        }
    }
}

struct OneElected<'d, 'de>(&'d mut DraftElected<'de>);

impl<'de> Container<'de> for OneElected<'_, 'de> {
    const WANTED: What = What::NotObject;

    fn object<A: MapAccess<'de>>(self, log: &mut Log, at: &Path, map: A) -> Result<(), A::Error> {
        let elected = self.0;
        let seen = fields(map, &ELECTED, log, at, |index, map, log, here| {
            let raw: &'de RawValue = map.next_value()?;
            match ELECTED[index] {
                "candidate" => elected.candidate = text(raw, log, here),
                "post" => elected.post = word(raw, log, here, Post::from_word),
                _ => elected.sex = word(raw, log, here, Sex::from_word),
            }
            Ok(())
        })?;
        require(&seen, &ELECTED, 3, log, at);
        Ok(())
    }
}

struct ParametersReader<'d, 'de>(&'d mut Vec<(Cow<'de, str>, &'de RawValue)>);

impl<'de> Container<'de> for ParametersReader<'_, 'de> {
    const WANTED: What = What::NotObject;

    fn object<A: MapAccess<'de>>(
        self,
        log: &mut Log,
        at: &Path,
        mut map: A,
    ) -> Result<(), A::Error> {
        while let Some(Name(name)) = map.next_key()? {
            if self.0.iter().any(|(known, _)| *known == name) {
                log.note(&at.field(&name), What::FieldTwice);
                map.next_value::<IgnoredAny>()?;
            } else if crate::outcome::overrides::known(&name) {
                self.0.push((name, map.next_value()?));
            } else {
                log.note(&at.field(&name), What::UnknownParameter);
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

struct CandidatesReader<'d, 'de>(&'d mut Option<Vec<DraftCandidate<'de>>>);

impl<'de> Container<'de> for CandidatesReader<'_, 'de> {
    const WANTED: What = What::NotList;

    fn list<A: SeqAccess<'de>>(
        self,
        log: &mut Log,
        at: &Path,
        mut list: A,
    ) -> Result<(), A::Error> {
        let all = self.0.insert(Vec::new());
        loop {
            let here = at.item(all.len());
            let mut candidate = DraftCandidate { eligible: true, ..DraftCandidate::default() };
            if list.next_element_seed(At(OneCandidate(&mut candidate), log, &here))?.is_none() {
                return Ok(());
            }
            all.push(candidate);
        }
    }
}

struct OneCandidate<'d, 'de>(&'d mut DraftCandidate<'de>);

impl<'de> Container<'de> for OneCandidate<'_, 'de> {
    const WANTED: What = What::NotObject;

    fn object<A: MapAccess<'de>>(self, log: &mut Log, at: &Path, map: A) -> Result<(), A::Error> {
        let person = self.0;
        person.is_object = true;
        let seen = fields(map, &CANDIDATE, log, at, |index, map, log, here| {
            match CANDIDATE[index] {
                "formal" => {
                    return map.next_value_seed(At(PostsReader(&mut person.formal), log, here));
                }
                "kin" => return map.next_value_seed(At(IdsReader(&mut person.kin), log, here)),
                "votes" => {
                    person.seen.votes = true;
                    return map.next_value_seed(At(VotesReader(&mut person.votes), log, here));
                }
                "against" => {
                    person.seen.against = true;
                    return map.next_value_seed(At(VotesReader(&mut person.against), log, here));
                }
                "abstain" => {
                    person.seen.abstain = true;
                    return map.next_value_seed(At(VotesReader(&mut person.abstain), log, here));
                }
                _ => {}
            }
            let raw: &'de RawValue = map.next_value()?;
            match CANDIDATE[index] {
                "id" => person.id = text(raw, log, here),
                "sex" => person.sex = word(raw, log, here, Sex::from_word),
                "eligible" => person.eligible = flag(raw, log, here).unwrap_or(true),
                _ => drop(text(raw, log, here)),
            }
            Ok(())
        })?;
        require(&seen, &CANDIDATE, 3, log, at);
        Ok(())
    }
}

struct PostsReader<'d>(&'d mut Vec<Option<Post>>);

impl<'de> Container<'de> for PostsReader<'_> {
    const WANTED: What = What::NotList;

    fn list<A: SeqAccess<'de>>(
        self,
        log: &mut Log,
        at: &Path,
        mut list: A,
    ) -> Result<(), A::Error> {
        while let Some(raw) = list.next_element::<&RawValue>()? {
            let here = at.item(self.0.len());
            let post = text(raw, log, &here).and_then(|word| {
                let post = Post::from_word(&word);
                if post.is_none() {
                    log.note(&here, What::PostNotUp);
                }
                post
            });
            self.0.push(post);
        }
        Ok(())
    }
}

struct IdsReader<'d, 'de>(&'d mut Vec<Option<Cow<'de, str>>>);

impl<'de> Container<'de> for IdsReader<'_, 'de> {
    const WANTED: What = What::NotList;

    fn list<A: SeqAccess<'de>>(
        self,
        log: &mut Log,
        at: &Path,
        mut list: A,
    ) -> Result<(), A::Error> {
        while let Some(raw) = list.next_element()? {
            let id = text(raw, log, &at.item(self.0.len()));
            self.0.push(id);
        }
        Ok(())
    }
}

struct VotesReader<'d>(&'d mut DraftVotes);

impl<'de> Container<'de> for VotesReader<'_> {
    const WANTED: What = What::NotObject;

    fn object<A: MapAccess<'de>>(
        self,
        log: &mut Log,
        at: &Path,
        mut map: A,
    ) -> Result<(), A::Error> {
        while let Some(Name(name)) = map.next_key()? {
            let here = at.field(&name);
            let raw: &RawValue = map.next_value()?;
            match Post::ALL.iter().position(|post| post.word() == name) {
                None => log.note(&here, What::PostNotUp),
                Some(index) if self.0.0[index] != Named::No => log.note(&here, What::FieldTwice),
                Some(index) => {
                    let votes = whole(raw, 0, log, &here);
                    self.0.0[index] = votes.map_or(Named::Unreadable, Named::Votes);
                }
            }
        }
        Ok(())
    }
}
