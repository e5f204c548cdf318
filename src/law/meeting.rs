//! Quorums and majorities of meetings, recall petitions, and who makes up a reps' meeting.
//!
//! Every answer holds both integers of its comparison and the smallest number that would do.
//! Where no layer of the rules sets a share, the answer is `None`: nothing is asked for.

use crate::{
    body::Electorate,
    reason::{Op, RuleId, Test},
    rules::{Key, Rules, Share, parameters::Quorum},
    source::Source,
};

/// A comparison of a part with a share of a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measured {
    /// The comparison, both sides multiplied out.
    pub test: Test,
    /// The smallest part that reaches the share, in persons (or households).
    pub needed: i64,
}

impl Measured {
    /// Compares `part` with a share of `whole`; both in persons or households, from 0 to 10^15.
    pub fn new(share: Share, rule: RuleId, part: i64, whole: i64, source: &Source) -> Self {
        Self { test: share.test(rule, part, whole, source), needed: share.needed(whole) }
    }

    /// Whether the share is reached.
    pub fn holds(&self) -> bool {
        self.test.holds
    }

    fn by_key(rules: &Rules, key: Key, count: Portion) -> Option<Self> {
        let (share, source) = rules.share(key)?;
        Some(Self::new(share, RuleId(key.rule()), count.part, count.whole, source))
    }
}

/// So many of so many: present of all, in favour of those present, signatures of voters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Portion {
    part: i64,
    whole: i64,
}

impl Portion {
    /// `part` of `whole`; `None` unless 0 ≤ part ≤ whole ≤ 1,000,000,000 and somebody belongs to
    /// the whole: of nobody, nobody would be a quorum.
    pub fn new(part: i64, whole: i64) -> Option<Self> {
        let possible = 0 <= part && part <= whole && (1..=1_000_000_000).contains(&whole);
        possible.then_some(Self { part, whole })
    }

    /// The part.
    pub fn part(self) -> i64 {
        self.part
    }

    /// The whole it is a part of.
    pub fn whole(self) -> i64 {
        self.whole
    }
}

/// Two ways to reach the same thing; either is enough.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Either {
    /// By persons: adults of the meeting, voters of a petition.
    pub persons: Option<Measured>,
    /// By delegates of others: household representatives, villagers' representatives.
    pub representatives: Option<Measured>,
}

impl Either {
    /// Whether one of the ways holds.
    pub fn holds(&self) -> bool {
        [&self.persons, &self.representatives].into_iter().flatten().any(Measured::holds)
    }

    fn of(persons: Option<Measured>, representatives: Option<Measured>) -> Option<Self> {
        (persons.is_some() || representatives.is_some())
            .then_some(Self { persons, representatives })
    }
}

/// V-31: a nomination or primary meeting is valid: present of the registered.
pub fn nomination_meeting(rules: &Rules, present: Portion) -> Option<Measured> {
    Measured::by_key(rules, Key::NominationQuorum, present)
}

/// V-74: quorum of a villagers' meeting, by adults or by households; a way that was not counted
/// is `None`.
pub fn villagers_meeting(
    rules: &Rules,
    adults: Option<Portion>,
    households: Option<Portion>,
) -> Option<Either> {
    let measured = |key, count: Option<Portion>| Measured::by_key(rules, key, count?);
    Either::of(
        measured(Key::VillagersMeetingAdults, adults),
        measured(Key::VillagersMeetingHouseholds, households),
    )
}

/// V-74, R-12: quorum of a group's meeting, such as the one that elects its leader.
pub fn group_meeting(
    rules: &Rules,
    adults: Option<Portion>,
    households: Option<Portion>,
) -> Option<Either> {
    let measured = |key, count: Option<Portion>| Measured::by_key(rules, key, count?);
    Either::of(
        measured(Key::GroupMeetingAdults, adults),
        measured(Key::GroupMeetingHouseholds, households),
    )
}

/// V-74: quorum of a meeting of representatives: present of all members of the meeting.
pub fn reps_meeting(rules: &Rules, present: Portion) -> Option<Measured> {
    Measured::by_key(rules, Key::RepsMeeting, present)
}

/// V-74: whether a meeting passes something: in favour of those present.
pub fn passes(rules: &Rules, in_favour: Portion) -> Option<Measured> {
    Measured::by_key(rules, Key::MeetingPasses, in_favour)
}

/// quorum of the meeting that elects a residents' committee.
///
/// The electorate's own word of the rules, else the Act's half (the default of the outcome).
pub fn residents_meeting(rules: &Rules, electorate: Electorate, present: Portion) -> Measured {
    let body = crate::body::Body::ResidentsCommittee;
    let quorum = rules.parameters(body).for_electorate(electorate).quorum;
    let share = residents_quorum(quorum);
    let key =
        if electorate == Electorate::GroupDelegates && rules.word(Key::DelegatesQuorum).is_some() {
            Key::DelegatesQuorum
        } else {
            Key::Quorum
        };
    Measured::new(share, R_05, present.part, present.whole, word_source(rules, key, R_05))
}

/// P-11: quorum of a meeting of Party members: present of those who should attend (P-12).
///
/// "Not less than" or "more than" four fifths, by the rules.
pub fn party_meeting(rules: &Rules, present: Portion) -> Measured {
    let at_least = rules.parameters(crate::body::Body::PartyCommittee).party_quorum_at_least;
    let share = party_quorum(at_least);
    let source = word_source(rules, Key::PartyQuorum, P_11);
    Measured::new(share, P_11, present.part, present.whole, source)
}

/// The share that R-05 asks for by its word in the rules.
pub(crate) fn residents_quorum(quorum: Quorum) -> Share {
    match quorum {
        Quorum::Half => HALF,
        Quorum::TwoThirds => Share { op: Op::AtLeast, num: 2, den: 3 },
    }
}

/// The share that P-11 asks for: not less than, or more than, four fifths.
pub(crate) fn party_quorum(at_least: bool) -> Share {
    Share { op: if at_least { Op::AtLeast } else { Op::More }, num: 4, den: 5 }
}

/// P-25: quorum of a committee's first plenary: present of its members.
pub fn plenary(rules: &Rules, present: Portion) -> Option<Measured> {
    Measured::by_key(rules, Key::PlenaryQuorum, present)
}

/// V-80: whether a petition for recall must be dealt with: signed by voters, or by
/// representatives where the law gives them that right.
pub fn recall_petition(
    rules: &Rules,
    voters: Option<Portion>,
    representatives: Option<Portion>,
) -> Option<Either> {
    let measured = |key, count: Option<Portion>| Measured::by_key(rules, key, count?);
    Either::of(measured(Key::RecallVoters, voters), measured(Key::RecallReps, representatives))
}

/// More than half: of those present for P-21 and the like, where no pack varies it.
pub fn over_half(rules: &Rules, rule: RuleId, votes: Portion) -> Measured {
    Measured::new(HALF, rule, votes.part, votes.whole, rules.source(rule))
}

/// Who makes up a reps' meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Composition {
    /// Elected representatives.
    pub representatives: i64,
    /// Women among the representatives.
    pub women: i64,
    /// Members of the committee, who belong to the meeting by office.
    pub committee: i64,
}

impl Composition {
    /// All members of the meeting.
    pub fn members(self) -> i64 {
        self.representatives.saturating_add(self.committee)
    }
}

/// What V-73 asks of a reps' meeting; both shares are taken of all its members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompositionAnswer {
    /// Share of representatives.
    pub representatives: Option<Measured>,
    /// Share of women representatives.
    pub women: Option<Measured>,
}

/// V-73: representatives and women representatives among the members of the reps' meeting.
pub fn reps_composition(rules: &Rules, meeting: Composition) -> CompositionAnswer {
    let members = meeting.members();
    let share = |key, part| Measured::by_key(rules, key, Portion::new(part, members)?);
    CompositionAnswer {
        representatives: share(Key::RepsShare, meeting.representatives),
        women: share(Key::WomenRepsShare, meeting.women),
    }
}

/// V-73: whether so many households may have so many representatives, one for each 5 to 15
/// households; both bounds are compared as households.
pub fn reps_by_households(rules: &Rules, households: i64, representatives: i64) -> Vec<Test> {
    let test = |key: Key, op| {
        let (per, source) = rules.whole(key)?;
        let right = representatives.saturating_mul(per);
        Some(Test::new(RuleId(key.rule()), households, op, right, source))
    };
    let least = test(Key::RepHouseholdsMin, Op::AtLeast);
    let most = test(Key::RepHouseholdsMax, Op::AtMost);
    [least, most].into_iter().flatten().collect()
}

pub(crate) const HALF: Share = Share { op: Op::More, num: 1, den: 2 };
const R_05: RuleId = RuleId("R-05");
const P_11: RuleId = RuleId("P-11");

fn word_source(rules: &Rules, key: Key, rule: RuleId) -> &Source {
    rules.word(key).map_or_else(|| rules.source(rule), |(_, source)| source)
}

#[cfg(test)]
mod tests;
