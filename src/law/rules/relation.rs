//! Which values must go together: the least before the usual before the most, a term within the
//! days that it has, a rule with the value that it needs.

use super::{Entry, Key, Value};

#[derive(Clone, Copy, Debug)]
enum Relation {
    /// The first is at most the second.
    AtMost(Key, Key),
    /// The first is less than the second.
    Below(Key, Key),
    /// The first holds both others together.
    Holds(Key, Key, Key),
    /// Where the first has this word (or `true`), the second must be set and not empty.
    Needs(Key, &'static str, Key),
}

use Relation::{AtMost, Below, Holds, Needs};

const RELATIONS: &[Relation] = &[
    AtMost(Key::CommissionMin, Key::CommissionMax),
    AtMost(Key::SeatsMin, Key::SeatsMax),
    AtMost(Key::SeatsMax, Key::SeatsMaxLarge),
    AtMost(Key::OfficersMore, Key::OfficersMoreMax),
    AtMost(Key::MembersMore, Key::MembersMoreMax),
    AtMost(Key::SupervisionMin, Key::SupervisionMax),
    AtMost(Key::RepHouseholdsMin, Key::RepHouseholdsMax),
    AtMost(Key::DelegatesPerGroupMin, Key::DelegatesPerGroupMax),
    AtMost(Key::BranchSeatsMin, Key::BranchSeatsUsual),
    AtMost(Key::BranchSeatsMin, Key::BranchSeatsMax),
    AtMost(Key::BranchSeatsUsual, Key::BranchSeatsMax),
    AtMost(Key::GeneralSeatsMin, Key::GeneralSeatsUsual),
    AtMost(Key::GeneralSeatsMin, Key::GeneralSeatsMax),
    AtMost(Key::GeneralSeatsUsual, Key::GeneralSeatsMax),
    AtMost(Key::CommitteeSeatsMin, Key::CommitteeSeatsUsual),
    AtMost(Key::CommitteeSeatsMin, Key::CommitteeSeatsMax),
    AtMost(Key::CommitteeSeatsUsual, Key::CommitteeSeatsMax),
    AtMost(Key::DelegatesMin, Key::DelegatesUsual),
    AtMost(Key::DelegatesMin, Key::DelegatesMax),
    AtMost(Key::DelegatesUsual, Key::DelegatesMax),
    // the request rests on the resolution
    AtMost(Key::RequestMonths, Key::ResolveMonths),
    // V-57: what is posted was filed before
    AtMost(Key::ProxyListBeforeDays, Key::ProxyBeforeDays),
    // whoever stands must be on the roll
    Below(Key::FormalListBeforeDays, Key::RollBeforeDays),
    // V-36, V-37, V-54: nobody withdraws from a list, stands or votes for another before the roll is there
    Below(Key::WithdrawalBeforeDays, Key::RollBeforeDays),
    Below(Key::SelfNominationBeforeDays, Key::RollBeforeDays),
    Below(Key::ProxyBeforeDays, Key::RollBeforeDays),
    // V-07, V-08: the last objection is decided before election day
    Holds(Key::RollBeforeDays, Key::ObjectionDays, Key::DecisionDays),
    Needs(Key::KinAvoidance, "true", Key::AvoidanceKin),
    Needs(Key::PushRule, "weighted", Key::PushMembersPercent),
];

/// The keys of each relation that does not hold among the values in force.
pub(super) fn broken<'a>(get: &impl Fn(Key) -> Option<&'a Entry>) -> Vec<Vec<Key>> {
    let broken = RELATIONS.iter().filter(|relation| !relation.holds(get));
    broken.map(Relation::keys).collect()
}

impl Relation {
    /// Whether it holds; a number that nothing sets is in nobody's way.
    fn holds<'a>(&self, get: &impl Fn(Key) -> Option<&'a Entry>) -> bool {
        let whole = |key| match get(key)?.value {
            Value::Whole(number) => Some(number),
            _ => None,
        };
        match *self {
            AtMost(low, high) => whole(low).zip(whole(high)).is_none_or(|(low, high)| low <= high),
            Below(low, high) => whole(low).zip(whole(high)).is_none_or(|(low, high)| low < high),
            Holds(all, one, two) => match (whole(all), whole(one), whole(two)) {
                (Some(all), Some(one), Some(two)) => one.saturating_add(two) <= all,
                _ => true,
            },
            Needs(key, word, other) => {
                let asked = get(key).is_some_and(|entry| entry.value.to_string() == word);
                let empty =
                    |entry: &Entry| matches!(&entry.value, Value::Words(words) if words.is_empty());
                !asked || get(other).is_some_and(|entry| !empty(entry))
            }
        }
    }

    fn keys(&self) -> Vec<Key> {
        match *self {
            AtMost(one, other) | Below(one, other) | Needs(one, _, other) => vec![one, other],
            Holds(all, one, two) => vec![all, one, two],
        }
    }
}
