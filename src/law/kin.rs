//! Degrees of kin: what two persons are to each other, and which degrees a rule names.
//!
//! Kinship is recorded as ties (marriage, parent and child, or a degree somebody stated);
//! siblings, grandparents, in-laws and further lineal kin are derived. An adopted child is a
//! child like any other (Civil Code art. 1111).

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    rules::{Key, Rules},
    source::Source,
};

/// What one person is to another, in the words that packs use ([`crate::rules::key::KIN`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// 配偶.
    Spouse,
    /// 父母.
    Parent,
    /// 子女.
    Child,
    /// 兄弟姐妹, of the same parents or of one of them.
    Sibling,
    /// 祖父母, 外祖父母.
    Grandparent,
    /// 孙子女, 外孙子女.
    Grandchild,
    /// 公婆, 岳父母: a parent of the spouse.
    ParentInLaw,
    /// 儿媳, 女婿: a spouse of a child.
    ChildInLaw,
    /// 其他直系亲属: three or more generations apart.
    OtherLineal,
}

impl Relation {
    /// All relations, nearest first.
    pub const ALL: [Self; 9] = [
        Self::Spouse,
        Self::Parent,
        Self::Child,
        Self::Sibling,
        Self::Grandparent,
        Self::Grandchild,
        Self::ParentInLaw,
        Self::ChildInLaw,
        Self::OtherLineal,
    ];

    /// The word used in packs.
    pub fn word(self) -> &'static str {
        match self {
            Self::Spouse => "spouse",
            Self::Parent => "parent",
            Self::Child => "child",
            Self::Sibling => "sibling",
            Self::Grandparent => "grandparent",
            Self::Grandchild => "grandchild",
            Self::ParentInLaw => "parent_in_law",
            Self::ChildInLaw => "child_in_law",
            Self::OtherLineal => "other_lineal",
        }
    }

    /// The relation of that word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|relation| relation.word() == word)
    }

    /// What the other person is to the first.
    #[must_use]
    pub fn inverse(self) -> Self {
        match self {
            Self::Parent => Self::Child,
            Self::Child => Self::Parent,
            Self::Grandparent => Self::Grandchild,
            Self::Grandchild => Self::Grandparent,
            Self::ParentInLaw => Self::ChildInLaw,
            Self::ChildInLaw => Self::ParentInLaw,
            Self::Spouse | Self::Sibling | Self::OtherLineal => self,
        }
    }
}

/// The source of the rule that names this degree; `None` where no layer sets the key or the
/// degree is not among those named.
///
/// Keys: `AvoidanceKin` (V-24), `StaffKin` (V-52), `ProxyKin` (V-54), `CommissionLeaveKin`
/// (V-13), `CommissionKin` (V-11), `SupervisionKin` (V-72).
pub fn near_kin(rules: &Rules, key: Key, relation: Relation) -> Option<&Source> {
    let (words, source) = rules.words(key)?;
    words.iter().any(|word| word == relation.word()).then_some(source)
}

/// For each candidate the others in the degrees of the pack's avoidance rule (V-24): what
/// `candidates[].kin` of a record wants. `None` where no layer names degrees.
pub fn candidate_kin<P: Copy + Ord>(
    rules: &Rules,
    family: &Family<P>,
    candidates: &[P],
) -> Option<BTreeMap<P, Vec<P>>> {
    rules.words(Key::AvoidanceKin)?;
    let all: BTreeSet<P> = candidates.iter().copied().collect();
    let kin_of = |person: P| {
        let near = family
            .kin_of(person)
            .into_iter()
            .filter(|(other, relation)| {
                all.contains(other) && near_kin(rules, Key::AvoidanceKin, *relation).is_some()
            })
            .map(|(other, _)| other);
        near.collect::<BTreeSet<P>>().into_iter().collect()
    };
    Some(all.iter().map(|&person| (person, kin_of(person))).collect())
}

/// The recorded ties among some persons; cycles and contradictions in them do no harm.
#[derive(Clone, Debug, Default)]
pub struct Family<P> {
    // for each person: who is what to it; both directions are kept
    ties: BTreeMap<P, BTreeSet<(Relation, P)>>,
}

impl<P: Copy + Ord> Family<P> {
    /// A family without ties.
    pub fn new() -> Self {
        Self { ties: BTreeMap::new() }
    }

    /// A family of ties, each "the first is the `relation` of the second".
    pub fn of(ties: impl IntoIterator<Item = (P, Relation, P)>) -> Self {
        let mut family = Self::new();
        for (person, relation, other) in ties {
            family.add(person, relation, other);
        }
        family
    }

    /// Records that `person` is the `relation` of `other`; nobody is kin of oneself.
    pub fn add(&mut self, person: P, relation: Relation, other: P) {
        if person != other {
            self.ties.entry(other).or_default().insert((relation, person));
            self.ties.entry(person).or_default().insert((relation.inverse(), other));
        }
    }

    /// What `person` is to `other`, nearest first; empty for strangers.
    pub fn relations(&self, person: P, other: P) -> Vec<Relation> {
        let of = self.kin_of(other).into_iter().filter(|(kin, _)| *kin == person);
        of.map(|(_, relation)| relation).collect()
    }

    /// All kin of a person with what they are to that person, recorded or derived.
    pub fn kin_of(&self, person: P) -> BTreeSet<(P, Relation)> {
        let mut kin: BTreeSet<(P, Relation)> = self
            .ties
            .get(&person)
            .into_iter()
            .flatten()
            .map(|&(relation, other)| (other, relation))
            .collect();
        kin.extend(self.lineal(person, Relation::Parent, Relation::Grandparent));
        kin.extend(self.lineal(person, Relation::Child, Relation::Grandchild));
        let steps = [
            (Relation::Parent, Relation::Child, Relation::Sibling),
            (Relation::Spouse, Relation::Parent, Relation::ParentInLaw),
            (Relation::Child, Relation::Spouse, Relation::ChildInLaw),
        ];
        for (first, second, relation) in steps {
            for middle in self.who(person, first) {
                kin.extend(self.who(middle, second).map(|other| (other, relation)));
            }
        }
        kin.retain(|(other, _)| *other != person);
        kin
    }

    /// Ancestors (or descendants), by the generations between.
    fn lineal(&self, person: P, one: Relation, two: Relation) -> Vec<(P, Relation)> {
        let mut generations: BTreeMap<P, u8> = BTreeMap::from([(person, 0)]);
        let mut waiting = vec![person];
        while let Some(middle) = waiting.pop() {
            let reached = generations.get(&middle).copied().unwrap_or_default();
            // a tie "other lineal" does not say which of the two is older: it leads no further
            for (relation, step) in [(one, 1), (two, 2)] {
                for other in self.who(middle, relation) {
                    // three generations and more are one degree
                    let distance = (reached + step).min(3);
                    if generations.get(&other).is_none_or(|known| distance < *known) {
                        generations.insert(other, distance);
                        waiting.push(other);
                    }
                }
            }
        }
        generations
            .into_iter()
            .filter_map(|(other, distance)| match distance {
                0 => None,
                1 => Some((other, one)),
                2 => Some((other, two)),
                _ => Some((other, Relation::OtherLineal)),
            })
            .collect()
    }

    fn who(&self, person: P, relation: Relation) -> impl Iterator<Item = P> + '_ {
        self.ties
            .get(&person)
            .into_iter()
            .flatten()
            .filter(move |(tie, _)| *tie == relation)
            .map(|&(_, other)| other)
    }
}

#[cfg(test)]
mod tests;
