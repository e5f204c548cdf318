//! Finding people by their ids: a table of places, not of the ids, for lists of a million people.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable, hash_table::Entry};

use super::record::{AlreadyElected, Candidate};

/// Places in a list by id; of equal ids the first place counts.
pub(super) struct Ids<'l, T> {
    list: &'l [T],
    id_of: fn(&T) -> Option<&str>,
    table: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl<'l, T> Ids<'l, T> {
    /// Looks through a list; gives each place whose id stood before to `twice`.
    pub fn new(list: &'l [T], id_of: fn(&T) -> Option<&str>, mut twice: impl FnMut(usize)) -> Self {
        // seeded anew for each record: nobody can choose ids that all fall together
        let hasher = DefaultHashBuilder::default();
        let hash = |item: &T| hasher.hash_one(id_of(item));
        let mut table = HashTable::with_capacity(list.len());
        for (place, item) in (0..).zip(list).filter(|(_, item)| id_of(item).is_some()) {
            let same = |other: &u32| id_of(&list[*other as usize]) == id_of(item);
            match table.entry(hash(item), same, |other| hash(&list[*other as usize])) {
                Entry::Vacant(free) => drop(free.insert(place)),
                Entry::Occupied(_) => twice(place as usize),
            }
        }
        Self { list, id_of, table, hasher }
    }

    /// The place of an id.
    pub fn get(&self, id: &str) -> Option<u32> {
        let same = |place: &u32| (self.id_of)(&self.list[*place as usize]) == Some(id);
        self.table.find(self.hasher.hash_one(Some(id)), same).copied()
    }
}

impl<'l, 'a> Ids<'l, Candidate<'a>> {
    pub fn of_candidates(list: &'l [Candidate<'a>]) -> Self {
        Self::new(list, |one| Some(&one.id), |_| {})
    }
}

impl<'l, 'a> Ids<'l, AlreadyElected<'a>> {
    pub fn of_elected(list: &'l [AlreadyElected<'a>]) -> Self {
        Self::new(list, |one| Some(&one.candidate), |_| {})
    }
}
