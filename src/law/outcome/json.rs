//! Walking JSON whose every place may be wrong: wrong values are noted with their path and
//! skipped, so that one pass finds all problems of a record of any size.

use std::{borrow::Cow, fmt, num::FpCategory};

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde_json::value::RawValue;

use super::problem::{Log, Path, What};

/// Largest number a record may hold.
pub(super) const LARGEST: u64 = 1_000_000_000;

/// An object or a list of the record, read member by member.
pub(super) trait Container<'de>: Sized {
    /// What is noted where something else stands.
    const WANTED: What;

    /// Reads an object.
    fn object<A: MapAccess<'de>>(self, log: &mut Log, at: &Path, map: A) -> Result<(), A::Error> {
        log.note(at, Self::WANTED);
        skip_object(map)
    }

    /// Reads a list.
    fn list<A: SeqAccess<'de>>(self, log: &mut Log, at: &Path, list: A) -> Result<(), A::Error> {
        log.note(at, Self::WANTED);
        skip_list(list)
    }
}

/// Passes over what is left of an object.
pub(super) fn skip_object<'de, A: MapAccess<'de>>(mut map: A) -> Result<(), A::Error> {
    while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
    Ok(())
}

/// Passes over what is left of a list.
pub(super) fn skip_list<'de, A: SeqAccess<'de>>(mut list: A) -> Result<(), A::Error> {
    while list.next_element::<IgnoredAny>()?.is_some() {}
    Ok(())
}

/// Reads one container at a path.
pub(super) struct At<'x, C>(pub C, pub &'x mut Log, pub &'x Path<'x>);

impl<C> At<'_, C> {
    #[expect(clippy::unnecessary_wraps, reason = "every visit answers with a Result")]
    fn wrong<E>(self, what: What) -> Result<(), E> {
        self.1.note(self.2, what);
        Ok(())
    }
}

impl<'de, C: Container<'de>> DeserializeSeed<'de> for At<'_, C> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, C: Container<'de>> Visitor<'de> for At<'_, C> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        self.wrong(C::WANTED)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        self.wrong(C::WANTED)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        self.wrong(C::WANTED)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        self.wrong(C::WANTED)
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        self.wrong(C::WANTED)
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.wrong(C::WANTED)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        self.0.object(self.1, self.2, map)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<(), A::Error> {
        self.0.list(self.1, self.2, list)
    }
}

/// A field's name, borrowed where it has no escapes.
pub(super) struct Name<'de>(pub Cow<'de, str>);

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Name<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a field")
            }

            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Borrowed(text)))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(Reader)
    }
}

/// The fields of an object that were seen; a second one of the same name is noted.
#[derive(Default)]
pub(super) struct Seen(u32);

impl Seen {
    /// Whether the field at this place of the list of fields stands for the first time.
    pub fn first(&mut self, index: usize, log: &mut Log, at: &Path) -> bool {
        let bit = 1 << index;
        if self.0 & bit != 0 {
            log.note(at, What::FieldTwice);
            return false;
        }
        self.0 |= bit;
        true
    }

    /// Notes that a field is there.
    pub fn set(&mut self, index: usize) {
        self.0 |= 1 << index;
    }

    /// The first fields of a list are all there.
    pub fn all(count: usize) -> Self {
        Self((1 << count) - 1)
    }

    /// Whether the field was there.
    pub fn has(&self, index: usize) -> bool {
        self.0 & (1 << index) != 0
    }
}

/// Reads the members of an object: `read` gets the index of the field's name in `fields`.
/// Unknown and repeated fields are noted and skipped.
pub(super) fn fields<'de, A: MapAccess<'de>>(
    mut map: A,
    names: &[&str],
    log: &mut Log,
    at: &Path,
    mut read: impl FnMut(usize, &mut A, &mut Log, &Path) -> Result<(), A::Error>,
) -> Result<Seen, A::Error> {
    let mut seen = Seen::default();
    while let Some(Name(name)) = map.next_key()? {
        let here = at.field(&name);
        match names.iter().position(|known| *known == name) {
            Some(index) if seen.first(index, log, &here) => read(index, &mut map, log, &here)?,
            Some(_) => drop(map.next_value::<IgnoredAny>()?),
            None => {
                log.note(&here, What::UnknownField);
                map.next_value::<IgnoredAny>()?;
            }
        }
    }
    Ok(seen)
}

/// Notes every field of the list that was not seen.
pub(super) fn require(seen: &Seen, names: &[&str], wanted: usize, log: &mut Log, at: &Path) {
    for (index, name) in names.iter().enumerate().take(wanted) {
        if !seen.has(index) {
            log.note(&at.field(name), What::Missing);
        }
    }
}

/// A value that is no container, as far as the format tells such values apart.
pub(super) enum Leaf<'de> {
    Text(Cow<'de, str>),
    Whole(u64),
    Flag(bool),
    Null,
    /// Any other number, a list, an object, a text with half a character.
    Other,
}

impl<'de> From<&'de RawValue> for Leaf<'de> {
    fn from(raw: &'de RawValue) -> Self {
        match raw.get() {
            "true" => Self::Flag(true),
            "false" => Self::Flag(false),
            "null" => Self::Null,
            "-0" => Self::Whole(0),
            // JSON knows no leading +, so that what parses is digits alone
            text => read_text(text)
                .map(Self::Text)
                .or_else(|| text.parse().ok().map(Self::Whole))
                .unwrap_or(Self::Other),
        }
    }
}

fn read_text(text: &str) -> Option<Cow<'_, str>> {
    let inner = text.strip_prefix('"')?.strip_suffix('"')?;
    if inner.contains('\\') {
        serde_json::from_str(text).ok().map(Cow::Owned)
    } else {
        Some(Cow::Borrowed(inner))
    }
}

/// Reads a leaf: from its text, which tells all values apart, or faster as a value, where some few
/// that are JSON are an error: numbers that are `-0` or too large, half characters.
#[derive(Clone, Copy)]
pub(super) struct LeafReader {
    pub by_text: bool,
}

impl<'de> DeserializeSeed<'de> for LeafReader {
    type Value = Leaf<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Leaf<'de>, D::Error> {
        if self.by_text {
            <&RawValue>::deserialize(deserializer).map(Leaf::from)
        } else {
            deserializer.deserialize_any(self)
        }
    }
}

impl<'de> Visitor<'de> for LeafReader {
    type Value = Leaf<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Leaf<'de>, E> {
        Ok(Leaf::Flag(flag))
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Leaf<'de>, E> {
        Ok(Leaf::Other)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Leaf<'de>, E> {
        Ok(Leaf::Whole(number))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Leaf<'de>, E> {
        // -0 is a whole number, 0.0 is none
        if number.classify() == FpCategory::Zero { Err(E::custom("zero")) } else { Ok(Leaf::Other) }
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Leaf<'de>, E> {
        Ok(Leaf::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Leaf<'de>, E> {
        Ok(Leaf::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_unit<E: Error>(self) -> Result<Leaf<'de>, E> {
        Ok(Leaf::Null)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Leaf<'de>, A::Error> {
        skip_object(map).map(|()| Leaf::Other)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Leaf<'de>, A::Error> {
        skip_list(list).map(|()| Leaf::Other)
    }
}

/// An integer from `least` to 1,000,000,000.
pub(super) fn whole(leaf: &Leaf, least: u32, log: &mut Log, at: &Path) -> Option<u32> {
    match *leaf {
        Leaf::Whole(number) if u64::from(least) <= number && number <= LARGEST => {
            u32::try_from(number).ok()
        }
        _ => {
            log.note(at, What::NotWhole(least.into()));
            None
        }
    }
}

/// A string.
pub(super) fn text<'de>(leaf: Leaf<'de>, log: &mut Log, at: &Path) -> Option<Cow<'de, str>> {
    if let Leaf::Text(text) = leaf {
        Some(text)
    } else {
        log.note(at, What::NotText);
        None
    }
}

/// `true` or `false`.
pub(super) fn flag(leaf: &Leaf, log: &mut Log, at: &Path) -> Option<bool> {
    if let Leaf::Flag(flag) = *leaf {
        Some(flag)
    } else {
        log.note(at, What::NotFlag);
        None
    }
}

/// A word of a closed set.
pub(super) fn word<T>(
    leaf: Leaf,
    log: &mut Log,
    at: &Path,
    from_word: impl FnOnce(&str) -> Option<T>,
) -> Option<T> {
    let word = text(leaf, log, at)?;
    let value = from_word(&word);
    if value.is_none() {
        log.note(at, What::NotAWord);
    }
    value
}
