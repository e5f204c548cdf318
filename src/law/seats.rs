//! Numbers of seats, of women among them, of candidates for them, and of a Party organisation's
//! members.
//!
//! Bounds and differences are read from the rules; where no layer sets one, it is not tested.

use crate::{
    body::{Body, Family, Post, Sex},
    reason::{Op, RuleId, Test},
    rules::{Key, Rules, Share},
};

/// A number between bounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// The least that is lawful.
    pub least: Option<Test>,
    /// The most that is usual: more is a warning.
    pub usual: Option<Test>,
    /// The most that is lawful.
    pub most: Option<Test>,
}

impl Bounds {
    /// Whether the number is lawful.
    pub fn lawful(&self) -> bool {
        [&self.least, &self.most].into_iter().flatten().all(|test| test.holds)
    }

    /// Whether the number is lawful but above the usual.
    pub fn unusual(&self) -> bool {
        self.lawful() && self.usual.as_ref().is_some_and(|test| !test.holds)
    }

    pub(crate) fn of(rules: &Rules, rule: RuleId, number: i64, keys: BoundKeys) -> Self {
        let test = |key: Option<Key>, op| {
            let (bound, source) = rules.whole(key?)?;
            Some(Test::new(rule, number, op, bound, source))
        };
        Self {
            least: test(keys.least, Op::AtLeast),
            usual: test(keys.usual, Op::AtMost),
            most: test(keys.most, Op::AtMost),
        }
    }
}

/// The keys that bound a number.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct BoundKeys {
    pub(crate) least: Option<Key>,
    pub(crate) usual: Option<Key>,
    pub(crate) most: Option<Key>,
}

/// Whether a committee may have so many seats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeatsAnswer {
    /// The bounds.
    pub bounds: Bounds,
    /// Outside the bounds, but an exception that the district approved covers it.
    pub excepted: bool,
}

impl SeatsAnswer {
    /// Whether that many seats may be filled.
    pub fn allowed(&self) -> bool {
        self.bounds.lawful() || self.excepted
    }
}

/// V-20, R-02: seats of a villagers' or residents' committee, officers included.
///
/// `large`: the unit counts as a large one, where the rules have another most for these.
/// `approved_exception`: the district agreed to another number, where the rules know that.
pub fn committee_seats(
    rules: &Rules,
    seats: i64,
    large: bool,
    approved_exception: bool,
) -> SeatsAnswer {
    let rule = RuleId(if residents(rules) { "R-02" } else { "V-20" });
    let large_most = large && rules.whole(Key::SeatsMaxLarge).is_some();
    let most = if large_most { Key::SeatsMaxLarge } else { Key::SeatsMax };
    let keys = BoundKeys { least: Some(Key::SeatsMin), usual: None, most: Some(most) };
    let bounds = Bounds::of(rules, rule, seats, keys);
    let exceptions = rules.flag(Key::SeatsException).is_some_and(|(flag, _)| flag);
    let excepted = !bounds.lawful() && approved_exception && exceptions && seats > 0;
    SeatsAnswer { bounds, excepted }
}

/// What the rules ask about women (or the smaller nationality) among the members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presence {
    /// At least one.
    pub test: Test,
    /// Whether it is demanded; otherwise a shortfall is a warning.
    pub required: bool,
}

/// V-21: at least one woman among the members; `None` where no layer speaks of it.
pub fn women_among(rules: &Rules, members: &[Sex]) -> Option<Presence> {
    let (word, source) = rules.word(Key::WomenMember)?;
    let women = count(members.iter().filter(|sex| **sex == Sex::Woman).count());
    Some(Presence {
        test: Test::new(RuleId("V-21"), women, Op::AtLeast, 1, source),
        required: word == "required",
    })
}

/// V-21: at least one member of the smaller nationality, in a unit of several.
pub fn smaller_nationality_among(rules: &Rules, mixed: bool, members: i64) -> Option<Presence> {
    let (asked, source) = rules.flag(Key::SmallNationality)?;
    (asked && mixed).then(|| Presence {
        test: Test::new(RuleId("V-21"), members, Op::AtLeast, 1, source),
        required: true,
    })
}

/// The candidates of a post compared with its seats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// More candidates than seats (or as many, where an equal number is allowed).
    pub more: Option<Test>,
    /// At least so many more as the province asks.
    pub least: Option<Test>,
    /// At most so many more as the province allows.
    pub most: Option<Test>,
}

impl Difference {
    /// Whether the number of candidates is lawful.
    pub fn lawful(&self) -> bool {
        [&self.more, &self.least, &self.most].into_iter().flatten().all(|test| test.holds)
    }

    /// The first comparison that fails.
    pub fn failed(&self) -> Option<&Test> {
        [&self.more, &self.least, &self.most].into_iter().flatten().find(|test| !test.holds)
    }
}

/// V-33, R-08: candidates of one post of a villagers' or residents' committee.
///
/// `equal_agreed`: as many were nominated as there are seats, or an equal number was agreed;
/// it counts only where the rules allow it, and then the province's difference is not asked.
pub fn difference(
    rules: &Rules,
    post: Post,
    seats: i64,
    candidates: i64,
    equal_agreed: bool,
) -> Difference {
    let (body, rule) = if residents(rules) {
        (Body::ResidentsCommittee, RuleId("R-08"))
    } else {
        (Body::VillagersCommittee, RuleId("V-33"))
    };
    // a difference that the outcome demands (C-16) leaves no room for an equal number
    let demanded = rules.parameters(body).difference;
    let equal = rules.flag(Key::EqualNumberAllowed).filter(|_| !demanded);
    if let Some((true, source)) = equal
        && equal_agreed
    {
        let more = Some(Test::new(rule, candidates, Op::AtLeast, seats, source));
        return Difference { more, least: None, most: None };
    }
    let required = demanded || equal.is_some();
    let source = match (equal, rules.word(Key::Difference)) {
        (Some((_, source)), _) => source,
        (None, Some((_, source))) if demanded => source,
        _ => rules.source(rule),
    };
    let more = required.then(|| Test::new(rule, candidates, Op::More, seats, source));
    let (least, most) = if post == Post::Member {
        (Key::MembersMore, Key::MembersMoreMax)
    } else {
        (Key::OfficersMore, Key::OfficersMoreMax)
    };
    let by = |key, op| {
        let (more, source) = rules.whole(key)?;
        Some(Test::new(rule, candidates, op, seats.saturating_add(more), source))
    };
    Difference { more, least: by(least, Op::AtLeast), most: by(most, Op::AtMost) }
}

/// Kinds of Party organisations at the grass roots.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Organisation {
    /// 联合党支部: too few members for a branch of their own.
    JointBranch,
    /// 党支部.
    Branch,
    /// 党总支部.
    GeneralBranch,
    /// 党的基层委员会.
    Committee,
}

/// P-02: the kind that so many full members make up; a higher kind may be approved where the
/// work needs it. `None` where no layer sets the numbers.
pub fn organisation(rules: &Rules, full_members: i64) -> Option<Organisation> {
    let reaches = |key| Some(full_members >= rules.whole(key)?.0);
    if reaches(Key::PartyCommitteeMin)? {
        Some(Organisation::Committee)
    } else if reaches(Key::GeneralBranchMin)? {
        Some(Organisation::GeneralBranch)
    } else if reaches(Key::BranchMin)? {
        Some(Organisation::Branch)
    } else {
        Some(Organisation::JointBranch)
    }
}

/// P-03: whether a branch elects a committee; where the test fails it elects one secretary, with
/// a deputy if need be.
pub fn branch_committee(rules: &Rules, full_members: i64) -> Option<Test> {
    let (from, source) = rules.whole(Key::BranchCommitteeFrom)?;
    Some(Test::new(RuleId("P-03"), full_members, Op::AtLeast, from, source))
}

/// P-04: seats of a Party committee by kind of organisation.
pub fn party_seats(rules: &Rules, kind: Organisation, seats: i64) -> Bounds {
    let (least, usual, most) = match kind {
        Organisation::JointBranch | Organisation::Branch => {
            (Key::BranchSeatsMin, Key::BranchSeatsUsual, Key::BranchSeatsMax)
        }
        Organisation::GeneralBranch => {
            (Key::GeneralSeatsMin, Key::GeneralSeatsUsual, Key::GeneralSeatsMax)
        }
        Organisation::Committee => {
            (Key::CommitteeSeatsMin, Key::CommitteeSeatsUsual, Key::CommitteeSeatsMax)
        }
    };
    let keys = BoundKeys { least: Some(least), usual: Some(usual), most: Some(most) };
    Bounds::of(rules, RuleId("P-04"), seats, keys)
}

/// P-07: whether so many members may hold a congress of delegates instead of a members' meeting;
/// where the test fails, dispersed members may still be a reason to approve one.
pub fn congress(rules: &Rules, members: i64) -> Option<Test> {
    let (from, source) = rules.whole(Key::CongressMin)?;
    Some(Test::new(RuleId("P-07"), members, Op::AtLeast, from, source))
}

/// P-08: number of delegates of a congress.
pub fn delegates(rules: &Rules, delegates: i64) -> Bounds {
    let keys = BoundKeys {
        least: Some(Key::DelegatesMin),
        usual: Some(Key::DelegatesUsual),
        most: Some(Key::DelegatesMax),
    };
    Bounds::of(rules, RuleId("P-08"), delegates, keys)
}

/// P-09: candidates for the seats of a committee (or for delegates, P-08): the difference in
/// shares of the seats, such as `5(c−s) ≥ s`. `None` where no layer sets a percentage.
pub fn party_difference(rules: &Rules, seats: i64, candidates: i64) -> Option<Test> {
    let (_, source) = rules.whole(Key::DifferencePercent)?;
    let more = candidates.saturating_sub(seats);
    Some(party_share(rules)?.test(RuleId("P-09"), more, seats, source))
}

/// P-09: the share of the seats by which candidates must exceed them, such as `>= 1/5`.
pub(crate) fn party_share(rules: &Rules) -> Option<Share> {
    rules.whole(Key::DifferencePercent).map(|(percent, _)| percent_share(percent))
}

/// P-09: the smallest number of candidates for so many seats.
pub fn party_candidates_needed(rules: &Rules, seats: i64) -> Option<i64> {
    Some(seats.saturating_add(party_share(rules)?.needed(seats)))
}

/// P-25: secretary and deputies elected by the first plenary stand in equal number.
pub fn plenary_candidates(rules: &Rules, seats: i64, candidates: i64) -> Bounds {
    let rule = RuleId("P-25");
    let test = |op| Some(Test::new(rule, candidates, op, seats, rules.source(rule)));
    Bounds { least: test(Op::AtLeast), usual: None, most: test(Op::AtMost) }
}

/// P-26: secretary (and deputy) of a branch without committee, elected by the meeting: as many
/// candidates as seats, or one more where the pack asks it. `None` where nothing sets it.
pub fn direct_secretary_candidates(rules: &Rules, seats: i64, candidates: i64) -> Option<Test> {
    let (more, source) = rules.whole(Key::SecretaryDirectMore)?;
    let right = seats.saturating_add(more);
    Some(Test::new(RuleId("P-26"), candidates, Op::AtLeast, right, source))
}

/// `20` as one fifth, so that a comparison reads as the rule book prints it.
fn percent_share(percent: i64) -> Share {
    let divisor = (1..=100).rev().find(|by| percent % by == 0 && 100 % by == 0).unwrap_or(1);
    let part = |number: i64| u32::try_from(number / divisor).unwrap_or(1);
    Share { op: Op::AtLeast, num: part(percent), den: part(100) }
}

pub(crate) fn residents(rules: &Rules) -> bool {
    rules.pack.family == Family::Residents
}

pub(crate) fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests;
