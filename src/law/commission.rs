//! The election commission (村民选举委员会, 居民选举委员会): how it is chosen, how large it is, who must
//! leave it, and who follows.

use std::collections::BTreeSet;

use crate::{
    kin::{Family, Relation, near_kin},
    reason::{Op, RuleId, Test},
    rules::{Key, Rules},
    seats::{BoundKeys, Bounds, count},
    source::Source,
};

/// Who chooses the commission.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ChosenBy {
    /// 村民会议.
    VillagersMeeting,
    /// 村民代表会议.
    RepsMeeting,
    /// 各村民小组会议.
    GroupMeetings,
}

impl ChosenBy {
    /// The word used in packs.
    pub fn word(self) -> &'static str {
        match self {
            Self::VillagersMeeting => "villagers_meeting",
            Self::RepsMeeting => "reps_meeting",
            Self::GroupMeetings => "group_meetings",
        }
    }
}

/// Whether a commission may have so many members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Size {
    /// The bounds.
    pub bounds: Bounds,
    /// An odd number is preferred or required, and this one is even.
    pub even: Option<Even>,
}

/// An even number of members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Even {
    /// Odd numbers are required (`commission_odd` is set to yes); otherwise they are preferred,
    /// and an even one is a warning.
    pub forbidden: bool,
    /// Who says so.
    pub source: Source,
}

impl Size {
    /// Whether the number is lawful.
    pub fn lawful(&self) -> bool {
        self.bounds.lawful() && !self.even.as_ref().is_some_and(|even| even.forbidden)
    }
}

/// How a person stands in the election that the commission conducts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Nominated by villagers (初步候选人).
    Nominated,
    /// Put himself or herself forward (自荐).
    SelfNominated,
    /// On the formal list (正式候选人).
    Formal,
}

/// A member who must leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leave<P> {
    /// The member.
    pub member: P,
    /// Why.
    pub why: Why<P>,
    /// The rule.
    pub rule: RuleId,
    /// Law and article.
    pub source: Source,
}

/// Why a member must leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why<P> {
    /// The member stands for election (V-12).
    Stands(Standing),
    /// A near relative stands (V-13).
    KinOf {
        /// Who stands.
        candidate: P,
        /// What the member is to that person.
        relation: Relation,
    },
}

/// What remains of a commission and who comes in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refill<P> {
    /// Next by the original votes, for the vacancies (V-14).
    pub next: Vec<P>,
    /// Equal in votes across the last vacancy: the votes do not decide, so the meeting chooses.
    pub tied: Vec<P>,
    /// Vacancies that the original votes do not fill: to be chosen anew.
    pub open: i64,
    /// The size before anyone comes in: where it is unlawful the commission must be filled before
    /// it acts; where lawful, vacancies are still filled.
    pub remaining: Size,
    /// The size with `next` in.
    pub filled: Size,
}

impl<P> Refill<P> {
    /// Whether the commission cannot act before it is filled.
    pub fn must_fill(&self) -> bool {
        !self.remaining.lawful()
    }
}

/// V-10: whether the commission may be chosen this way; `None` where no layer says.
pub fn may_choose(rules: &Rules, by: ChosenBy) -> Option<(bool, &Source)> {
    let (ways, source) = rules.words(Key::CommissionBy)?;
    Some((ways.iter().any(|way| way == by.word()), source))
}

/// V-11: size of a commission.
pub fn size(rules: &Rules, members: i64) -> Size {
    let keys =
        BoundKeys { least: Some(Key::CommissionMin), usual: None, most: Some(Key::CommissionMax) };
    let even = rules
        .flag(Key::CommissionOdd)
        .filter(|_| members % 2 == 0)
        .map(|(forbidden, source)| Even { forbidden, source: source.clone() });
    Size { bounds: Bounds::of(rules, V_11, members, keys), even }
}

/// V-11: pairs of members who are near kin and may not sit together; what the first is to the
/// second. Empty where no layer names degrees.
pub fn kin_together<P: Copy + Ord>(
    rules: &Rules,
    members: &[P],
    family: &Family<P>,
) -> Vec<(P, Relation, P)> {
    let members: BTreeSet<P> = members.iter().copied().collect();
    let mut pairs = Vec::new();
    for &second in &members {
        for (first, relation) in family.kin_of(second) {
            let near = near_kin(rules, Key::CommissionKin, relation).is_some();
            if first < second && members.contains(&first) && near {
                pairs.push((first, relation, second));
            }
        }
    }
    pairs
}

/// V-12, V-13: the members who must leave, each for the first reason found: standing, then kin.
///
/// `standing` lists everybody who stands, members or not. Where the rules say on which event one
/// leaves (`nominated`, `formal_candidate`, self-nomination too), the same event counts for kin.
pub fn must_leave<P: Copy + Ord>(
    rules: &Rules,
    members: &[P],
    standing: &[(P, Standing)],
    family: &Family<P>,
) -> Vec<Leave<P>> {
    let Some((_, source)) = rules.word(Key::CommissionLeaveOn) else { return Vec::new() };
    let stands: Vec<(P, Standing)> =
        standing.iter().copied().filter(|(_, how)| counts(rules, *how)).collect();
    let leave = |&member: &P| {
        let own = stands.iter().find(|(person, _)| *person == member);
        if let Some((_, how)) = own {
            let (why, source) = (Why::Stands(*how), source.clone());
            return Some(Leave { member, why, rule: V_12, source });
        }
        kin_standing(rules, member, &stands, family)
    };
    members.iter().filter_map(leave).collect()
}

/// V-14: who follows when members have left a commission of `full` members.
///
/// `reserves` are those who were not chosen, with their votes; those who stand or are kin of
/// somebody who stands ([`must_leave`]) do not come in.
pub fn refill<P: Copy + Ord>(
    rules: &Rules,
    full: i64,
    remaining: i64,
    reserves: &[(P, i64)],
    standing: &[(P, Standing)],
    family: &Family<P>,
) -> Refill<P> {
    let vacancies = full.saturating_sub(remaining).max(0);
    let persons: Vec<P> = reserves.iter().map(|(person, _)| *person).collect();
    let barred: BTreeSet<P> = must_leave(rules, &persons, standing, family)
        .into_iter()
        .map(|leave| leave.member)
        .collect();
    let mut able: Vec<(P, i64)> =
        reserves.iter().copied().filter(|(person, _)| !barred.contains(person)).collect();
    able.sort_by_key(|(person, votes)| (std::cmp::Reverse(*votes), *person));
    let (next, tied) = by_votes(&able, usize::try_from(vacancies).unwrap_or(usize::MAX));
    let filled = remaining.saturating_add(count(next.len()));
    Refill {
        open: full.saturating_sub(filled).max(0),
        remaining: size(rules, remaining),
        filled: size(rules, filled),
        next,
        tied,
    }
}

/// V-15: whether absences in a row without reason count as leaving; `None` where no layer says.
pub fn deemed_withdrawn(rules: &Rules, absences: i64) -> Option<Test> {
    let (limit, source) = rules.whole(Key::CommissionAbsences)?;
    Some(Test::new(RuleId("V-15"), absences, Op::AtLeast, limit, source))
}

const V_11: RuleId = RuleId("V-11");
const V_12: RuleId = RuleId("V-12");
const V_13: RuleId = RuleId("V-13");

/// Whether standing in this way makes a member leave.
fn counts(rules: &Rules, how: Standing) -> bool {
    match rules.word(Key::CommissionLeaveOn).map(|(word, _)| word) {
        Some("formal_candidate") => how == Standing::Formal,
        Some("nominated") => how != Standing::SelfNominated,
        Some(_) => true,
        None => false,
    }
}

fn kin_standing<P: Copy + Ord>(
    rules: &Rules,
    member: P,
    stands: &[(P, Standing)],
    family: &Family<P>,
) -> Option<Leave<P>> {
    // kin_of tells what others are to the member; the finding tells what the member is to them
    family.kin_of(member).into_iter().find_map(|(candidate, of_member)| {
        let relation = of_member.inverse();
        let source = near_kin(rules, Key::CommissionLeaveKin, relation)?;
        stands.iter().any(|(person, _)| *person == candidate).then(|| Leave {
            member,
            why: Why::KinOf { candidate, relation },
            rule: V_13,
            source: source.clone(),
        })
    })
}

/// The first `places` of a list in the order of votes; those tied across the last place apart.
fn by_votes<P: Copy>(ordered: &[(P, i64)], places: usize) -> (Vec<P>, Vec<P>) {
    let persons = |part: &[(P, i64)]| part.iter().map(|(person, _)| *person).collect();
    let (Some(last), Some(after)) =
        (places.checked_sub(1).and_then(|last| ordered.get(last)), ordered.get(places))
    else {
        return (persons(&ordered[..places.min(ordered.len())]), Vec::new());
    };
    if last.1 > after.1 {
        return (persons(&ordered[..places]), Vec::new());
    }
    let sure = ordered.partition_point(|(_, votes)| *votes > last.1);
    let reach = ordered.partition_point(|(_, votes)| *votes >= last.1);
    (persons(&ordered[..sure]), persons(&ordered[sure..reach]))
}

#[cfg(test)]
mod tests;
