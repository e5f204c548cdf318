//! Reading a record: a [`Container`] for each object and list of the format.

use std::borrow::Cow;

use serde::de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess};
use serde_json::value::RawValue;

use super::{
    draft::{
        Draft, DraftBallots, DraftBase, DraftCandidate, DraftElected, DraftKin, DraftPosts,
        DraftSeats, DraftVotes, NOT_NAMED, UNREADABLE,
    },
    json::{At, Container, Leaf, Name, Seen, fields, flag, require, text, whole, word},
    overrides,
    problem::{Log, Path, What},
    rest::each,
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

/// Reads a whole record; problems of form are noted, those of sense are for `check`.
pub(super) fn read<'a>(text: &'a str, log: &mut Log) -> Result<Draft<'a>, serde_json::Error> {
    // what is an error may be a leaf that only its text tells
    read_whole(text, log).or_else(|_| {
        *log = Log::by_text();
        read_whole(text, log)
    })
}

fn read_whole<'a>(text: &'a str, log: &mut Log) -> Result<Draft<'a>, serde_json::Error> {
    let mut draft = Draft { overlay_read: true, already_read: true, ..Draft::default() };
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let seed = At(RecordReader(&mut draft), log, &Path::Root);
    seed.deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(draft)
}

/// Keeps an item of a list, unless the record has so many problems that nothing more will be told
/// of it: a list of zeros would take a hundred times the memory of its text.
fn keep<T>(all: &mut Vec<T>, item: T, log: &Log) {
    if !log.is_full() {
        all.push(item);
    }
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
                    let reader = overrides::Reader(&mut draft.parameters);
                    return map.next_value_seed(At(reader, log, here));
                }
                // kept for the end, when the candidates are known
                "ballots_read" => draft.ballots_read = Some(map.next_value()?),
                name => draft.leaf(name, map.next_value_seed(log.leaf())?, log, here),
            }
            Ok(())
        })?;
        require(&seen, &RECORD, 8, log, at);
        Ok(())
    }
}

impl<'a> Draft<'a> {
    fn leaf(&mut self, name: &str, leaf: Leaf<'a>, log: &mut Log, here: &Path) {
        match (name, leaf) {
            ("format", leaf) => {
                if text(leaf, log, here).is_some_and(|format| format != "huanjie-count/1") {
                    log.note(here, What::WrongFormat);
                }
            }
            ("pack", leaf) => self.pack = text(leaf, log, here),
            ("body", leaf) => self.body = word(leaf, log, here, Body::from_word),
            ("round", leaf) => self.round = word(leaf, log, here, Round::from_word),
            (_, Leaf::Null) => {}
            (_, overlay) => {
                self.overlay = text(overlay, log, here);
                self.overlay_read = self.overlay.is_some();
            }
        }
    }
}

struct BaseReader<'d>(&'d mut Option<DraftBase>);

impl<'de> Container<'de> for BaseReader<'_> {
    const WANTED: What = What::NotObject;

    fn object<A: MapAccess<'de>>(self, log: &mut Log, at: &Path, map: A) -> Result<(), A::Error> {
        let base = self.0.insert(DraftBase::default());
        base.seen = fields(map, &BASE, log, at, |index, map, log, here| {
            let leaf = map.next_value_seed(log.leaf())?;
            match BASE[index] {
                "electorate" => base.electorate = word(leaf, log, here, Electorate::from_word),
                "registered" | "full_members" => base.numbers[index] = whole(&leaf, 1, log, here),
                _ => base.numbers[index] = whole(&leaf, 0, log, here),
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
            numbers[index] = whole(&map.next_value_seed(log.leaf())?, 0, log, here);
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

    fn list<A: SeqAccess<'de>>(self, log: &mut Log, at: &Path, list: A) -> Result<(), A::Error> {
        let all = self.0.insert(Vec::new());
        each(list, log, at, |list, log, here| {
            let mut seats = DraftSeats { readable: true, ..DraftSeats::default() };
            let reader = At(SeatReader(&mut seats), log, here);
            let found = list.next_element_seed(reader)?.is_some();
            if found {
                keep(all, seats, log);
            }
            Ok(found)
        })
    }
}

struct SeatReader<'d>(&'d mut DraftSeats);

impl<'de> Container<'de> for SeatReader<'_> {
    const WANTED: What = What::NotObject;

    fn object<A: MapAccess<'de>>(self, log: &mut Log, at: &Path, map: A) -> Result<(), A::Error> {
        let entry = self.0;
        let seen = fields(map, &SEATS, log, at, |index, map, log, here| {
            let leaf = map.next_value_seed(log.leaf())?;
            match SEATS[index] {
                "post" => entry.post = word(leaf, log, here, Post::from_word),
                "seats" => entry.seats = whole(&leaf, 1, log, here),
                _ => match flag(&leaf, log, here) {
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

    fn list<A: SeqAccess<'de>>(self, log: &mut Log, at: &Path, list: A) -> Result<(), A::Error> {
        *self.1 = true;
        each(list, log, at, |list, log, here| {
            let mut elected = DraftElected::default();
            let reader = At(OneElected(&mut elected), log, here);
            let found = list.next_element_seed(reader)?.is_some();
            if found {
                keep(self.0, elected, log);
            }
            Ok(found)
        })
    }
}

struct OneElected<'d, 'de>(&'d mut DraftElected<'de>);

impl<'de> Container<'de> for OneElected<'_, 'de> {
    const WANTED: What = What::NotObject;

    fn object<A: MapAccess<'de>>(self, log: &mut Log, at: &Path, map: A) -> Result<(), A::Error> {
        let elected = self.0;
        let seen = fields(map, &ELECTED, log, at, |index, map, log, here| {
            let leaf = map.next_value_seed(log.leaf())?;
            match ELECTED[index] {
                "candidate" => elected.candidate = text(leaf, log, here),
                "post" => elected.post = word(leaf, log, here, Post::from_word),
                _ => elected.sex = word(leaf, log, here, Sex::from_word),
            }
            Ok(())
        })?;
        require(&seen, &ELECTED, 3, log, at);
        Ok(())
    }
}

struct CandidatesReader<'d, 'de>(&'d mut Option<Vec<DraftCandidate<'de>>>);

impl<'de> Container<'de> for CandidatesReader<'_, 'de> {
    const WANTED: What = What::NotList;

    fn list<A: SeqAccess<'de>>(self, log: &mut Log, at: &Path, list: A) -> Result<(), A::Error> {
        let all = self.0.insert(Vec::new());
        each(list, log, at, |list, log, here| {
            let mut candidate = DraftCandidate { eligible: true, ..DraftCandidate::default() };
            let reader = At(OneCandidate(&mut candidate), log, here);
            let found = list.next_element_seed(reader)?.is_some();
            if found {
                keep(all, candidate, log);
            }
            Ok(found)
        })
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
                "kin" => {
                    person.kin = DraftKin::Raw(map.next_value()?);
                    return Ok(());
                }
                _ => {}
            }
            let leaf = map.next_value_seed(log.leaf())?;
            match CANDIDATE[index] {
                "id" => person.id = text(leaf, log, here),
                "sex" => person.sex = word(leaf, log, here, Sex::from_word),
                "eligible" => person.eligible = flag(&leaf, log, here).unwrap_or(true),
                _ => drop(text(leaf, log, here)),
            }
            Ok(())
        })?;
        require(&seen, &CANDIDATE, 3, log, at);
        Ok(())
    }
}

struct PostsReader<'d>(&'d mut DraftPosts);

impl<'de> Container<'de> for PostsReader<'_> {
    const WANTED: What = What::NotList;

    fn list<A: SeqAccess<'de>>(
        self,
        log: &mut Log,
        at: &Path,
        mut list: A,
    ) -> Result<(), A::Error> {
        let mut index = 0;
        while let Some(leaf) = list.next_element_seed(log.leaf())? {
            let here = at.item(index);
            index += 1;
            let post = text(leaf, log, &here).and_then(|word| {
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

/// Gives each id of a list that can be read, with its path.
pub(super) struct IdsReader<F>(pub F);

impl<'de, F: FnMut(Cow<'de, str>, &mut Log, &Path)> Container<'de> for IdsReader<F> {
    const WANTED: What = What::NotList;

    fn list<A: SeqAccess<'de>>(
        self,
        log: &mut Log,
        at: &Path,
        mut list: A,
    ) -> Result<(), A::Error> {
        let mut each = self.0;
        for index in 0.. {
            if log.is_full() {
                // nothing more will be told: pass over the rest
                log.pass_over();
                while list.next_element::<IgnoredAny>()?.is_some() {}
                break;
            }
            let Some(raw) = list.next_element::<&RawValue>()? else { break };
            let here = at.item(index);
            if let Some(id) = text(raw.into(), log, &here) {
                each(id, log, &here);
            }
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
            let leaf = map.next_value_seed(log.leaf())?;
            match Post::ALL.iter().position(|post| post.word() == name) {
                None => log.note(&here, What::PostNotUp),
                Some(index) if self.0.0[index] != NOT_NAMED => log.note(&here, What::FieldTwice),
                Some(index) => self.0.0[index] = whole(&leaf, 0, log, &here).unwrap_or(UNREADABLE),
            }
        }
        Ok(())
    }
}
