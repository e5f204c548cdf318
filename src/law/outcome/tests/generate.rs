//! Possible records out of a stream of choices: one generator for properties, whose choices
//! shrink towards 0, and for the million records of a deterministic stream.

use std::borrow::Cow;

use serde_json::{Map, Value, json};

use crate::{
    body::{Body, Electorate, Family, Post, Round, Sex},
    outcome::{
        overrides::{self, Shown},
        record::{AlreadyElected, Ballots, Base, Candidate, Posts, Record, Seats, Votes},
    },
    rules::{
        Pack, Parameters, Rules,
        pack::Kind,
        parameters::{AnotherBar, MayConvene, Participants, Quorum, Reach},
    },
};

/// A stream of choices; 0 is always the plainest choice.
pub(super) enum Choices {
    /// These, then zeros.
    Listed(std::vec::IntoIter<u32>),
    /// splitmix64.
    Stream(u64),
}

impl Choices {
    pub fn listed(choices: Vec<u32>) -> Self {
        Self::Listed(choices.into_iter())
    }

    fn next(&mut self) -> u32 {
        match self {
            Self::Listed(choices) => choices.next().unwrap_or(0),
            Self::Stream(state) => {
                *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
                let mut mixed = *state;
                mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
                mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
                u32::try_from((mixed ^ (mixed >> 31)) >> 32).expect("32 bits")
            }
        }
    }

    /// A number from 0 to this one.
    pub fn up_to(&mut self, most: u32) -> u32 {
        self.next() % (most + 1)
    }

    /// A place in a list of so many.
    pub fn place(&mut self, length: usize) -> usize {
        let last = u32::try_from(length.saturating_sub(1)).expect("a short list");
        usize::try_from(self.up_to(last)).expect("a place")
    }

    pub fn pick<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.place(list.len())]
    }

    /// True once in so many times.
    pub fn once_in(&mut self, times: u32) -> bool {
        self.up_to(times - 1) == times - 1
    }
}

const IDS: [&str; 10] = ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J"];

/// A record that is possible, of any body and round; small numbers, so that ties are frequent.
pub(super) fn record(choices: &mut Choices) -> Record<'static> {
    let body = choices.pick(&Body::ALL);
    let rules = rules(choices, body.family());
    let rounds: Vec<Round> = Round::ALL.into_iter().filter(|one| body.has_round(*one)).collect();
    let collected = choices.up_to(12);
    let mut record = Record {
        rules: Cow::Borrowed(rules),
        parameters: rules.parameters(body),
        body,
        round: choices.pick(&rounds),
        base: Base::Villagers { registered: 1 },
        ballots: Ballots { issued: 0, collected, invalid: 0, blank: 0 },
        seats: seats(choices, body),
        already_elected: Vec::new(),
        candidates: Vec::new(),
    };
    numbers(choices, &mut record);
    record.ballots.invalid = choices.up_to(4).saturating_sub(2).min(collected);
    record.ballots.blank =
        choices.up_to(4).saturating_sub(2).min(collected - record.ballots.invalid);
    parameters(choices, body, &mut record.parameters);
    people(choices, &mut record);
    votes(choices, &mut record);
    record
}

fn rules(choices: &mut Choices, family: Family) -> &'static Rules {
    let of = |kind| {
        let fits = move |pack: &&Pack| pack.kind == kind && pack.family == family;
        Pack::all().iter().filter(fits).map(|pack| pack.id.as_str()).collect::<Vec<_>>()
    };
    let (pack, overlays) = (choices.pick(&of(Kind::National)), of(Kind::Overlay));
    let overlay = (!overlays.is_empty() && choices.once_in(2)).then(|| choices.pick(&overlays));
    Rules::shipped(pack, overlay).expect("they belong together")
}

fn seats(choices: &mut Choices, body: Body) -> Vec<Seats> {
    let mut seats = Vec::new();
    for &post in body.posts() {
        if choices.once_in(4) {
            continue;
        }
        let mut entry = |women_only| Seats { post, seats: 1 + choices.up_to(2), women_only };
        let open = entry(false);
        let women = entry(true);
        match choices.up_to(7) {
            6 => seats.extend([open, women]),
            7 => seats.push(women),
            _ => seats.push(open),
        }
    }
    if seats.is_empty() {
        seats.push(Seats { post: body.posts()[0], seats: 1, women_only: false });
    }
    seats
}

/// Base and issued ballots that suit the collected ones, mostly such that the vote is valid.
pub(super) fn numbers(choices: &mut Choices, record: &mut Record) {
    let collected = record.ballots.collected;
    record.ballots.issued = (collected + choices.up_to(4)).saturating_sub(1);
    let present = (collected + choices.up_to(4)).saturating_sub(1);
    record.base = match record.body.family() {
        Family::Villagers => Base::Villagers { registered: 1 + choices.up_to(2 * collected) },
        Family::Residents => Base::Residents {
            registered: present.max(1) + choices.up_to(present),
            present,
            electorate: choices.pick(&[
                Electorate::AllResidents,
                Electorate::HouseholdReps,
                Electorate::GroupDelegates,
            ]),
        },
        Family::Party => {
            let full_members = present.max(1) + choices.up_to(present / 3);
            let plenary = record.body == Body::PartyPlenary;
            let exempt = if plenary { 0 } else { choices.up_to(3).min(full_members) };
            Base::Party { full_members, exempt, present }
        }
    };
    if let Base::Residents { electorate, .. } = record.base {
        record.parameters = record.parameters.for_electorate(electorate);
    }
}

/// Changes some of the parameters that apply to the body.
fn parameters(choices: &mut Choices, body: Body, parameters: &mut Parameters) {
    for name in overrides::NAMES {
        if !overrides::applies(name, body) || !choices.once_in(2) {
            continue;
        }
        let first = !choices.once_in(2);
        let reach = if first { Reach::Ballot } else { Reach::Section };
        match name {
            "participants" if first => parameters.participants = Participants::Collected,
            "participants" => parameters.participants = Participants::Issued,
            "difference" => parameters.difference = first,
            "overvote" => parameters.overvote = reach,
            "two_posts" => parameters.two_posts = reach,
            "illegible" => parameters.illegible = reach,
            "carry_down" => parameters.carry_down = first,
            "women_seat" => parameters.women_seat = first,
            "kin_avoidance" => parameters.kin_avoidance = first,
            "another_bar" if first => parameters.another_bar = AnotherBar::Third,
            "another_bar" => parameters.another_bar = AnotherBar::HalfThenThird,
            "may_convene" if first => parameters.may_convene = MayConvene::Three,
            "may_convene" => parameters.may_convene = MayConvene::DirectorAndMoreThanThree,
            "quorum" if first => parameters.quorum = Quorum::Half,
            "quorum" => parameters.quorum = Quorum::TwoThirds,
            "party_quorum" => parameters.party_quorum_at_least = first,
            "party_ballots" => parameters.party_ballots_present = first,
            "pre_election_base" => parameters.pre_election_should = first,
            other => panic!("no parameter {other}"),
        }
    }
}

/// Candidates, those already elected, and who is near kin of whom.
fn people(choices: &mut Choices, record: &mut Record<'static>) {
    let up: Vec<Post> = record.seats.iter().map(|entry| entry.post).collect();
    let count = choices.place(IDS.len() + 1);
    for id in &IDS[..count] {
        let formal: Posts = up.iter().copied().filter(|_| !choices.once_in(3)).collect();
        record.candidates.push(Candidate {
            id: Cow::Borrowed(id),
            sex: choices.pick(&[Sex::Woman, Sex::Man, Sex::Man]),
            formal,
            eligible: !choices.once_in(12),
            kin: Vec::new(),
            votes: Votes::default(),
            against: Votes::default(),
            abstain: Votes::default(),
        });
    }
    for id in ["A", "C", "Y", "Z"] {
        if !choices.once_in(8) {
            continue;
        }
        let same = record.candidates.iter().find(|one| one.id == id).map(|one| one.sex);
        let sex = choices.pick(&[Sex::Woman, Sex::Man]);
        record.already_elected.push(AlreadyElected {
            candidate: Cow::Borrowed(id),
            post: choices.pick(record.body.posts()),
            sex: same.unwrap_or(sex),
        });
    }
    if !choices.once_in(2) {
        return;
    }
    let ids: Vec<Cow<'static, str>> = record
        .candidates
        .iter()
        .map(|one| one.id.clone())
        .chain(record.already_elected.iter().map(|one| one.candidate.clone()))
        .collect();
    for one in &mut record.candidates {
        let near = ids.iter().filter(|id| **id != one.id && choices.once_in(8));
        one.kin = near.cloned().collect();
    }
}

/// Votes at and around the bars, as many as are possible.
fn votes(choices: &mut Choices, record: &mut Record) {
    let valid = u32::try_from(record.ballots.valid()).expect("not below 0");
    let party = record.body.family() == Family::Party;
    let mut left = [0_u32; 3];
    for entry in &record.seats {
        left[entry.post.rank()] += entry.seats * valid;
    }
    let posts = record.body.posts();
    for one in &mut record.candidates {
        for &post in posts {
            let rank = post.rank();
            if !record.seats.iter().any(|entry| entry.post == post) || choices.once_in(4) {
                continue;
            }
            let levels = [valid / 2 + 1, valid / 2, valid.div_ceil(3), valid / 3, valid, 0];
            let number =
                if choices.once_in(2) { choices.up_to(valid) } else { choices.pick(&levels) };
            let number = number.min(left[rank]).min(valid);
            left[rank] -= number;
            one.votes.set(post, number);
            if party && choices.once_in(3) {
                one.against.set(post, choices.up_to(valid - number));
                let rest = valid - number - one.against.get(post).unwrap_or(0);
                one.abstain.set(post, choices.up_to(rest));
            }
        }
    }
}

/// One ballot as `ballots_read` has it.
#[derive(Clone, Debug)]
pub(super) struct ReadBallot {
    pub marks: Vec<(Post, Vec<&'static str>)>,
    pub illegible: Vec<Post>,
    pub times: u32,
}

/// Ballots for a record, which gets their number and loses its votes.
pub(super) fn ballots(choices: &mut Choices, record: &mut Record<'static>) -> Vec<ReadBallot> {
    let mut up: Vec<Post> = record.seats.iter().map(|entry| entry.post).collect();
    up.dedup();
    let people = record.candidates.len();
    let mut ballots = Vec::new();
    for _ in 0..choices.up_to(7) {
        let mut ballot = ReadBallot { marks: Vec::new(), illegible: Vec::new(), times: 1 };
        for &post in &up {
            if choices.once_in(12) {
                ballot.illegible.push(post);
            }
            let of_post = record.seats.iter().filter(|entry| entry.post == post);
            let limit: u32 = of_post.map(|entry| entry.seats).sum();
            if people > 0 && !choices.once_in(4) {
                let marks = (0..choices.up_to(limit + 1)).map(|_| IDS[choices.place(people)]);
                ballot.marks.push((post, marks.collect()));
            }
        }
        ballot.times += choices.up_to(2);
        ballots.push(ballot);
    }
    record.ballots.collected = ballots.iter().map(|ballot| ballot.times).sum();
    (record.ballots.invalid, record.ballots.blank) = (0, 0);
    numbers(choices, record);
    for one in &mut record.candidates {
        (one.votes, one.against, one.abstain) = Default::default();
    }
    ballots
}

/// The record in the format `huanjie-count/1`, with every parameter that applies to its body.
pub(super) fn to_json(record: &Record) -> Value {
    let parameters: Map<String, Value> = overrides::NAMES
        .into_iter()
        .filter(|name| overrides::applies(name, record.body))
        .map(|name| match overrides::shown(&record.parameters, name) {
            Shown::Word(word) => (name.to_owned(), json!(word)),
            Shown::Flag(flag) => (name.to_owned(), json!(flag)),
        })
        .collect();
    let seats = record.seats.iter().map(
        |entry| json!({ "post": entry.post, "seats": entry.seats, "women_only": entry.women_only }),
    );
    let already = record
        .already_elected
        .iter()
        .map(|one| json!({ "candidate": one.candidate, "post": one.post, "sex": one.sex }));
    let ballots = record.ballots;
    json!({
        "format": "huanjie-count/1",
        "pack": record.rules.pack.id,
        "overlay": record.rules.overlay.map(|overlay| &overlay.id),
        "parameters": parameters,
        "body": record.body,
        "round": record.round,
        "base": base(record.base),
        "ballots": {
            "issued": ballots.issued,
            "collected": ballots.collected,
            "invalid": ballots.invalid,
            "blank": ballots.blank,
        },
        "seats": seats.collect::<Vec<_>>(),
        "already_elected": already.collect::<Vec<_>>(),
        "candidates": record.candidates.iter().map(person).collect::<Vec<_>>(),
    })
}

fn base(base: Base) -> Value {
    match base {
        Base::Villagers { registered } => json!({ "registered": registered }),
        Base::Residents { registered, present, electorate } => {
            json!({ "registered": registered, "present": present, "electorate": electorate })
        }
        Base::Party { full_members, exempt, present } => {
            json!({ "full_members": full_members, "exempt": exempt, "present": present })
        }
    }
}

fn person(one: &Candidate) -> Value {
    let mut person = json!({
        "id": one.id,
        "sex": one.sex,
        "formal": one.formal.iter().collect::<Vec<_>>(),
        "eligible": one.eligible,
        "kin": one.kin,
        "votes": by_post(&one.votes),
    });
    for (name, votes) in [("against", &one.against), ("abstain", &one.abstain)] {
        if *votes != Votes::default() {
            person[name] = by_post(votes);
        }
    }
    person
}

fn by_post(votes: &Votes) -> Value {
    votes.named().map(|(post, number)| (post.word().to_owned(), json!(number))).collect()
}

/// The same record with its ballots one by one instead of votes.
pub(super) fn to_json_read(record: &Record, ballots: &[ReadBallot]) -> Value {
    let mut text = to_json(record);
    text["ballots"] =
        json!({ "issued": record.ballots.issued, "collected": record.ballots.collected });
    for person in text["candidates"].as_array_mut().expect("a list") {
        person.as_object_mut().expect("an object").remove("votes");
    }
    let marks = |ballot: &ReadBallot| -> Map<String, Value> {
        ballot.marks.iter().map(|(post, ids)| (post.word().to_owned(), json!(ids))).collect()
    };
    text["ballots_read"] = ballots
        .iter()
        .map(|ballot| {
            json!({
                "marks": marks(ballot),
                "illegible": ballot.illegible,
                "times": ballot.times,
            })
        })
        .collect();
    text
}
