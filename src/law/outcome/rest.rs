//! The rest of a list of which nothing more will be told: its problems are counted, not kept.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::{
    json::{skip_list, skip_object},
    problem::{Log, Path},
};

/// Reads a list item by item with its path, for as long as a problem in it would be told. `read`
/// says whether there was one more item.
pub(super) fn each<'de, A: SeqAccess<'de>>(
    mut list: A,
    log: &mut Log,
    at: &Path,
    mut read: impl FnMut(&mut A, &mut Log, &Path) -> Result<bool, A::Error>,
) -> Result<(), A::Error> {
    for index in 0.. {
        if log.is_full() {
            return pass_over(list, log);
        }
        if !read(&mut list, log, &at.item(index))? {
            break;
        }
    }
    Ok(())
}

/// Passes over the rest of a list of objects: whatever is none is a problem; the objects are not
/// looked into, and count once.
fn pass_over<'de, A: SeqAccess<'de>>(mut list: A, log: &mut Log) -> Result<(), A::Error> {
    let mut objects = false;
    while let Some(object) = list.next_element_seed(IsObject)? {
        if object {
            objects = true;
        } else {
            log.pass_over();
        }
    }
    if objects {
        log.pass_over();
    }
    Ok(())
}

/// Whether a value is an object.
struct IsObject;

impl<'de> DeserializeSeed<'de> for IsObject {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for IsObject {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_unit<E: Error>(self) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<bool, A::Error> {
        skip_object(map).map(|()| true)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<bool, A::Error> {
        skip_list(list).map(|()| false)
    }
}
