//! What is impossible in a record (decide.md sections 1 and 5), and the record that is left when
//! nothing is.

use std::borrow::Cow;

use super::{
    ballots::{self, Context, Reading},
    draft::{Draft, DraftBase, DraftCandidate, DraftSeats},
    json::LARGEST,
    overrides,
    people::People,
    problem::{Log, Path, What},
    reader::{BALLOTS, BASE},
    record::{AlreadyElected, Ballots, Base, Candidate, Posts, Record, Seats, Votes},
};
use crate::{
    body::{Body, Family, Post},
    rules::{Pack, Parameters, Rules},
};

const ROOT: Path = Path::Root;

/// Notes numbers of a typed record that the format cannot hold.
pub(super) fn check_bounds(record: &Record, log: &mut Log) {
    let mut number = |path: &Path, least: u32, number: u32| {
        if number < least || u64::from(number) > LARGEST {
            log.note(path, What::NotWhole(least.into()));
        }
    };
    let base = ROOT.field("base");
    match record.base {
        Base::Villagers { registered } | Base::Residents { registered, .. } => {
            number(&base.field("registered"), 1, registered);
        }
        Base::Party { full_members, .. } => number(&base.field("full_members"), 1, full_members),
    }
    let ballots = ROOT.field("ballots");
    number(&ballots.field("issued"), 0, record.ballots.issued);
    number(&ballots.field("collected"), 0, record.ballots.collected);
    let seats = ROOT.field("seats");
    for (index, entry) in record.seats.iter().enumerate() {
        number(&seats.item(index).field("seats"), 1, entry.seats);
    }
}

/// Checks a draft; `Some` exactly when nothing has been noted.
pub(super) fn check<'a>(draft: Draft<'a>, log: &mut Log) -> Option<Record<'a>> {
    if log.is_full() {
        // what follows from the record's values would not be listed, and not all were kept
        return None;
    }
    let rules = rules(&draft, log);
    let parameters = parameters(&draft, rules, log);
    if let (Some(body), Some(round)) = (draft.body, draft.round)
        && !body.has_round(round)
    {
        log.note(&ROOT.field("round"), What::WrongRound);
    }
    let base = draft.base.as_ref().and_then(|base| base_of(base, draft.body, log));
    let up = posts_up(&draft, log);
    let up = up.as_deref();
    let seats: Option<Vec<Seats>> = draft.seats.as_ref().and_then(|seats| {
        seats
            .iter()
            .map(|entry| {
                let (post, seats) = (entry.post?, entry.seats?);
                Some(Seats { post, seats, women_only: entry.women_only })
            })
            .collect()
    });
    let people = People::of(&draft, log);
    people.check(&draft, up, log);
    let reading = read_ballots(&draft, &people, up, parameters.as_ref(), seats.as_deref(), log);
    let ballots = ballot_numbers(&draft, reading.as_ref(), log);
    let valid = ballots.map(|ballots| ballots.valid());
    if draft.ballots_read.is_none() {
        check_votes(&draft, up, valid, log);
        check_sums(&draft, valid, log);
    }
    if !log.is_empty() {
        return None;
    }
    Some(Record {
        rules: Cow::Borrowed(rules?),
        parameters: parameters?,
        body: draft.body?,
        round: draft.round?,
        base: base?,
        ballots: ballots?,
        candidates: candidates(draft.candidates?, reading, seats.as_deref()?)?,
        seats: seats?,
        already_elected: draft
            .already_elected
            .into_iter()
            .map(|one| {
                Some(AlreadyElected { candidate: one.candidate?, post: one.post?, sex: one.sex? })
            })
            .collect::<Option<_>>()?,
    })
}

fn rules(draft: &Draft, log: &mut Log) -> Option<&'static Rules> {
    let family = draft.body.map(Body::family);
    let pack = draft.pack.as_deref().and_then(|id| {
        let pack = Pack::national(id);
        let at = ROOT.field("pack");
        match pack {
            None => log.note(&at, What::UnknownPack),
            Some(pack) if family.is_some_and(|family| family != pack.family) => {
                log.note(&at, What::WrongPack);
            }
            Some(_) => {}
        }
        pack
    });
    let overlay = draft.overlay.as_deref().map(|id| {
        let overlay = Pack::overlay(id);
        let at = ROOT.field("overlay");
        match overlay {
            None => log.note(&at, What::UnknownOverlay),
            Some(over) if family.is_some_and(|family| family != over.family) => {
                log.note(&at, What::WrongOverlay);
            }
            Some(_) => {}
        }
        overlay
    });
    if !draft.overlay_read {
        return None;
    }
    let overlay = match overlay {
        Some(overlay) => Some(overlay?.id.as_str()),
        None => None,
    };
    Rules::shipped(&pack?.id, overlay)
}

fn parameters(draft: &Draft, rules: Option<&Rules>, log: &mut Log) -> Option<Parameters> {
    // without a body or rules the names and values are still checked, over some default
    let some_rules = rules.or_else(|| Rules::shipped("VC18", None))?;
    let body = draft.body.unwrap_or(Body::VillagersCommittee);
    let mut parameters = some_rules.parameters(body);
    if let Some(electorate) = draft.base.as_ref().and_then(|base| base.electorate) {
        parameters = parameters.for_electorate(electorate);
    }
    let table = ROOT.field("parameters");
    for (name, raw) in &draft.parameters {
        let at = table.field(name);
        if draft.body.is_some_and(|body| !overrides::applies(name, body)) {
            log.note(&at, What::ParameterOfOtherBody);
        } else {
            overrides::apply(&mut parameters, name, raw, log, &at);
        }
    }
    rules.map(|_| parameters)
}

/// Which fields of `base` a family has, by the places of [`BASE`].
fn base_fields(family: Family) -> &'static [usize] {
    match family {
        Family::Villagers => &[0],
        Family::Residents => &[0, 1, 2],
        Family::Party => &[3, 4, 1],
    }
}

fn base_of(base: &DraftBase, body: Option<Body>, log: &mut Log) -> Option<Base> {
    let at = ROOT.field("base");
    let body = body?;
    let family = body.family();
    for (index, name) in BASE.iter().enumerate() {
        match (base.seen.has(index), base_fields(family).contains(&index)) {
            (true, false) => log.note(&at.field(name), What::FieldOfOtherBody),
            (false, true) => log.note(&at.field(name), What::Missing),
            _ => {}
        }
    }
    let [registered, present, _, full_members, exempt] = base.numbers;
    let whole = if family == Family::Party { full_members } else { registered };
    if let (Some(present), Some(whole)) = (present, whole)
        && family != Family::Villagers
        && present > whole
    {
        log.note(&at.field("present"), What::PresentAboveBase(present.into(), whole.into()));
    }
    if let (Some(exempt), Family::Party) = (exempt, family) {
        let at = at.field("exempt");
        if body == Body::PartyPlenary && exempt > 0 {
            log.note(&at, What::ExemptInPlenary);
        } else if full_members.is_some_and(|full_members| exempt > full_members) {
            let members = full_members.unwrap_or_default();
            log.note(&at, What::ExemptAboveMembers(exempt.into(), members.into()));
        }
    }
    Some(match family {
        Family::Villagers => Base::Villagers { registered: registered? },
        Family::Residents => Base::Residents {
            registered: registered?,
            present: present?,
            electorate: base.electorate?,
        },
        Family::Party => {
            Base::Party { full_members: full_members?, exempt: exempt?, present: present? }
        }
    })
}

/// The posts that are up; `None` when that cannot be told, so that nothing follows from it for the
/// rest of the record.
fn posts_up(draft: &Draft, log: &mut Log) -> Option<Vec<Post>> {
    let entries = draft.seats.as_ref()?;
    check_seats(entries, draft.body, log);
    let of_body = |post: &Post| draft.body.is_none_or(|body| body.posts().contains(post));
    let posts = entries.iter().map(|entry| entry.post.filter(of_body)).collect::<Option<Vec<_>>>();
    posts.filter(|posts| !posts.is_empty())
}

fn check_seats(entries: &[DraftSeats], body: Option<Body>, log: &mut Log) {
    let at = ROOT.field("seats");
    if entries.is_empty() {
        log.note(&at, What::NoSeats);
    }
    let mut first_of: [Option<usize>; 3] = [None; 3];
    let mut more = [false; 3];
    let mut highest_left = 0;
    for (index, entry) in entries.iter().enumerate() {
        let Some(post) = entry.post else { continue };
        let (here, rank) = (at.item(index), post.rank());
        let here_post = here.field("post");
        if body.is_some_and(|body| !body.posts().contains(&post)) {
            log.note(&here_post, What::PostOfOtherBody);
            continue;
        }
        if rank < highest_left {
            log.note(&here_post, What::PostOrder);
        }
        highest_left = highest_left.max(rank);
        match first_of[rank] {
            None => first_of[rank] = Some(index),
            Some(first) => {
                if more[rank] || (entry.readable && !entry.women_only) {
                    log.note(&here_post, What::PostTwice);
                }
                if !more[rank] && entries[first].women_only {
                    log.note(&at.item(first).field("women_only"), What::FirstWomenOnly);
                }
                more[rank] = true;
            }
        }
    }
}

fn read_ballots(
    draft: &Draft,
    people: &People,
    up: Option<&[Post]>,
    parameters: Option<&Parameters>,
    seats: Option<&[Seats]>,
    log: &mut Log,
) -> Option<Reading> {
    let raw = draft.ballots_read?;
    let context = Context { ids: &people.ids, ids_complete: people.complete, up };
    let some = Rules::shipped("VC18", None).map(|rules| rules.parameters(Body::VillagersCommittee));
    let parameters = parameters.or(some.as_ref())?;
    let candidates = draft.candidates.as_ref().map_or(0, Vec::len);
    let reading = Reading::new(parameters, seats.unwrap_or_default(), candidates);
    let at = ROOT.field("ballots_read");
    let before = log.count();
    let reading = ballots::read(raw, &context, reading, log, &at)?;
    let well_read = log.count() == before;
    let collected = draft.ballots.0[1]?;
    if reading.ballots != u64::from(collected) {
        let read = i64::try_from(reading.ballots).unwrap_or(i64::MAX);
        log.note(&at, What::BallotsReadNumber(read, collected.into()));
        return None;
    }
    well_read.then_some(reading)
}

fn ballot_numbers(draft: &Draft, reading: Option<&Reading>, log: &mut Log) -> Option<Ballots> {
    let at = ROOT.field("ballots");
    let seen = draft.ballots_seen.as_ref()?;
    let read = draft.ballots_read.is_some();
    for (index, name) in BALLOTS.iter().enumerate().skip(2) {
        match (seen.has(index), read) {
            (true, true) => log.note(&at.field(name), What::WithBallotsRead),
            (false, false) => log.note(&at.field(name), What::Missing),
            _ => {}
        }
    }
    let [issued, collected, invalid, blank] = draft.ballots.0;
    let (invalid, blank) = match reading {
        Some(reading) => (u32::try_from(reading.invalid).ok(), u32::try_from(reading.blank).ok()),
        None if read => return None,
        None => (invalid, blank),
    };
    let ballots = Ballots {
        issued: issued.unwrap_or(0),
        collected: collected?,
        invalid: invalid?,
        blank: blank?,
    };
    if ballots.valid() < 0 {
        let sum = i64::from(ballots.invalid) + i64::from(ballots.blank);
        log.note(&at, What::InvalidAboveCollected(sum, ballots.collected.into()));
        return None;
    }
    // without `issued`, already noted, the numbers still serve to check the votes
    Some(ballots)
}

fn check_votes(draft: &Draft, up: Option<&[Post]>, valid: Option<i64>, log: &mut Log) {
    let Some(valid) = valid else { return };
    let at = ROOT.field("candidates");
    for (index, candidate) in draft.candidates.iter().flatten().enumerate() {
        for post in Post::ALL {
            if up.is_some_and(|up| !up.contains(&post)) {
                continue;
            }
            let party = draft.body.is_some_and(|body| body.family() == Family::Party);
            let kinds = [&candidate.votes, &candidate.against, &candidate.abstain];
            let sum: i64 = kinds
                .into_iter()
                .take(if party { 3 } else { 1 })
                .filter_map(|votes| votes.number(post).map(i64::from))
                .sum();
            if sum > valid {
                let (here, votes) = (at.item(index), What::VotesAboveValid(sum, valid));
                log.note(&here.field("votes").field(post.word()), votes);
            }
        }
    }
}

/// The votes of a post fit its seats (decide.md section 1), in a recall too: seats do not limit who
/// is recalled (section 5), but no more persons hold a post than it has seats.
fn check_sums(draft: &Draft, valid: Option<i64>, log: &mut Log) {
    let (Some(entries), Some(valid)) = (&draft.seats, valid) else { return };
    let at = ROOT.field("seats");
    for (index, entry) in entries.iter().enumerate() {
        let Some(post) = entry.post else { continue };
        if entries[..index].iter().any(|earlier| earlier.post == entry.post) {
            continue;
        }
        let of_post = entries.iter().filter(|other| other.post == entry.post);
        let all: Option<i64> = of_post.map(|other| other.seats.map(i64::from)).sum();
        let Some(most) = all.map(|all| all.saturating_mul(valid)) else { continue };
        let people = draft.candidates.iter().flatten();
        let sum: i64 = people.filter_map(|one| one.votes.number(post).map(i64::from)).sum();
        if sum > most {
            log.note(&at.item(index), What::SumAboveSeats(sum, most));
        }
    }
}

fn candidates<'a>(
    drafts: Vec<DraftCandidate<'a>>,
    reading: Option<Reading>,
    seats: &[Seats],
) -> Option<Vec<Candidate<'a>>> {
    let read = reading.map(|reading| reading.votes);
    let by_place = |index: usize| match &read {
        Some(read) => Some(Some(read_votes(read.get(index)?, seats)?)),
        None => Some(None),
    };
    drafts
        .into_iter()
        .enumerate()
        .map(|(index, draft)| {
            let formal = draft.formal.listed().collect::<Option<Posts>>()?;
            Some(Candidate {
                id: draft.id?,
                sex: draft.sex?,
                formal,
                eligible: draft.eligible,
                kin: draft.kin.ids(),
                votes: match by_place(index)? {
                    Some(votes) => votes,
                    None => draft.votes.votes()?,
                },
                against: draft.against.votes()?,
                abstain: draft.abstain.votes()?,
            })
        })
        .collect()
}

fn read_votes(read: &[u64; 3], seats: &[Seats]) -> Option<Votes> {
    let mut votes = Votes::default();
    for entry in seats {
        let number = u32::try_from(read[entry.post.rank()]).ok()?;
        if number > 0 {
            votes.set(entry.post, number);
        }
    }
    Some(votes)
}
