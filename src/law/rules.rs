//! Rule packs: the national laws, their provincial overlays and the local layer over both.
//!
//! A pack is one version of a national law (`VC18`), an overlay the differing values of one
//! province (`ZJ20`), a layer the lawful wishes of one county or town. Values are data
//! (`rules/*.toml`), each with its law, article and tag; the last layer that sets a value wins.

pub mod choose;
pub mod key;
pub mod local;
pub mod pack;
pub mod parameters;
mod relation;
pub mod value;

#[cfg(test)]
mod tests;

use std::sync::{Arc, LazyLock};

use chrono::NaiveDate;
use key::KeyKind;

pub use choose::{Chosen, choose};
pub use key::Key;
pub use local::{LocalError, LocalRules};
pub use pack::{Kind, Pack};
pub use parameters::Parameters;
pub use value::{Entry, Share, Value};

use crate::{
    body::{Body, Family},
    reason::RuleId,
    source::Source,
};

/// Which layer set a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Layer {
    /// The national pack.
    Pack,
    /// The provincial overlay.
    Overlay,
    /// The county's or town's own rules.
    Local,
}

/// A pack with its overlay and local rules, as one election keeps them.
#[derive(Clone, Debug)]
pub struct Rules {
    /// The national law.
    pub pack: &'static Pack,
    /// The province's values.
    pub overlay: Option<&'static Pack>,
    /// The layer of county or town; set by [`Rules::with_local`] alone, which checks it.
    pub(crate) local: Option<Arc<LocalRules>>,
}

/// Why rules cannot be put together.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RulesError {
    /// No national pack of that id.
    #[error("no pack {0}")]
    UnknownPack(String),
    /// No overlay of that id.
    #[error("no overlay {0}")]
    UnknownOverlay(String),
    /// The pack is made for other bodies.
    #[error("pack {0} is not for this body")]
    WrongPack(String),
    /// The overlay is made for other bodies.
    #[error("overlay {0} is not for this body")]
    WrongOverlay(String),
    /// The local layer was validated against another pack or overlay, or another version of them.
    #[error("the local layer of {0} was validated against other rules")]
    ForeignLocal(String),
}

impl Rules {
    /// The rules of a pack and an overlay for a branch of law.
    ///
    /// # Errors
    /// Unknown ids, and packs or overlays of another branch of law.
    pub fn new(family: Family, pack: &str, overlay: Option<&str>) -> Result<Self, RulesError> {
        let found = Pack::national(pack).ok_or_else(|| RulesError::UnknownPack(pack.into()))?;
        if found.family != family {
            return Err(RulesError::WrongPack(pack.into()));
        }
        let overlay = match overlay {
            None => None,
            Some(id) => {
                let over =
                    Pack::overlay(id).ok_or_else(|| RulesError::UnknownOverlay(id.into()))?;
                if over.family != family {
                    return Err(RulesError::WrongOverlay(id.into()));
                }
                Some(over)
            }
        };
        Ok(Self { pack: found, overlay, local: None })
    }

    /// The rules of a shipped pack and overlay, put together once for the whole program; `None`
    /// when the two do not belong together.
    pub fn shipped(pack: &str, overlay: Option<&str>) -> Option<&'static Self> {
        static ALL: LazyLock<Vec<Rules>> = LazyLock::new(Rules::every);
        ALL.iter().find(|rules| {
            rules.pack.id == pack && rules.overlay.map(|over| over.id.as_str()) == overlay
        })
    }

    fn every() -> Vec<Self> {
        let national = Pack::all().iter().filter(|pack| pack.kind == Kind::National);
        let overlays = |family| {
            Pack::all()
                .iter()
                .filter(move |over| over.kind == Kind::Overlay && over.family == family)
                .map(Some)
        };
        national
            .flat_map(|pack| {
                std::iter::once(None).chain(overlays(pack.family)).map(move |overlay| Self {
                    pack,
                    overlay,
                    local: None,
                })
            })
            .collect()
    }

    /// The same rules under a local layer that has been validated against them.
    ///
    /// # Errors
    /// A layer that was validated against another pack or overlay.
    pub fn with_local(mut self, local: Arc<LocalRules>) -> Result<Self, RulesError> {
        if !local.validated_under(&self) {
            return Err(RulesError::ForeignLocal(local.place().to_owned()));
        }
        self.local = Some(local);
        Ok(self)
    }

    /// The layer of county or town.
    pub fn local(&self) -> Option<&LocalRules> {
        self.local.as_deref()
    }

    /// The value in force and the layer that sets it; `None` where no layer says anything.
    pub fn entry(&self, key: Key) -> Option<(Layer, &Entry)> {
        self.local
            .as_deref()
            .and_then(|layer| layer.values().get(&key))
            .map(|entry| (Layer::Local, entry))
            .or_else(|| self.law_entry(key))
    }

    /// The value that the law sets, without the local layer.
    pub fn law_entry(&self, key: Key) -> Option<(Layer, &Entry)> {
        self.overlay
            .and_then(|over| over.values.get(&key))
            .map(|entry| (Layer::Overlay, entry))
            .or_else(|| self.pack.values.get(&key).map(|entry| (Layer::Pack, entry)))
    }

    /// The article by which the law fixes a value: the overlay's, else the pack's, whichever of
    /// them sets the value that is in force.
    pub fn fixed_by(&self, key: Key) -> Option<&Source> {
        let layers = [self.overlay, Some(self.pack)].into_iter().flatten();
        layers
            .filter_map(|pack| pack.values.get(&key))
            .find(|entry| entry.fixed)
            .map(|entry| &entry.source)
    }

    /// A whole number and where it comes from; `None` where nothing sets it.
    pub fn whole(&self, key: Key) -> Option<(i64, &Source)> {
        let (_, entry) = self.entry(key)?;
        match entry.value {
            Value::Whole(number) => Some((i64::from(number), &entry.source)),
            _ => None,
        }
    }

    /// Yes or no and where it comes from; `None` where nothing sets it.
    pub fn flag(&self, key: Key) -> Option<(bool, &Source)> {
        let (_, entry) = self.entry(key)?;
        match entry.value {
            Value::Flag(flag) => Some((flag, &entry.source)),
            _ => None,
        }
    }

    /// One word of a closed set and where it comes from.
    pub fn word(&self, key: Key) -> Option<(&str, &Source)> {
        let (_, entry) = self.entry(key)?;
        match &entry.value {
            Value::Word(word) => Some((word, &entry.source)),
            _ => None,
        }
    }

    /// Several words of a closed set and where they come from.
    pub fn words(&self, key: Key) -> Option<(&[String], &Source)> {
        let (_, entry) = self.entry(key)?;
        match &entry.value {
            Value::Words(words) => Some((words, &entry.source)),
            _ => None,
        }
    }

    /// A share such as `> 1/2` and where it comes from.
    pub fn share(&self, key: Key) -> Option<(Share, &Source)> {
        let (_, entry) = self.entry(key)?;
        match entry.value {
            Value::Share(share) => Some((share, &entry.source)),
            _ => None,
        }
    }

    /// The article behind a rule: the document of the local layer where that sets a value of the
    /// rule, else the overlay's article where it has one, else the pack's.
    ///
    /// Limits in days, months or years do not count here: C-11 and C-16 hold both a bar and a
    /// time, and a county that sets the time has not set the bar.
    pub fn source(&self, rule: RuleId) -> &Source {
        let decides = |key: &Key| {
            key.rule() == rule.0
                && !matches!(key.kind(), KeyKind::Whole(unit, ..) if unit.is_time())
        };
        self.local()
            .and_then(|local| local.values().iter().find(|(key, _)| decides(key)))
            .map(|(_, entry)| &entry.source)
            .or_else(|| self.overlay.and_then(|over| over.sources.get(rule.0)))
            .or_else(|| self.pack.sources.get(rule.0))
            .unwrap_or_else(|| crate::registry::source(rule))
    }

    /// Whether the pack or the overlay is a draft that no local rule has brought into force.
    pub fn draft(&self) -> bool {
        self.any_pack(|pack| pack.draft && !self.adopted(pack))
    }

    /// The same for a day: an amendment that was not read makes a draft of what it amends.
    pub fn draft_on(&self, day: NaiveDate) -> bool {
        self.any_pack(|pack| self.pack_draft_on(pack, day))
    }

    /// Whether one of the packs is a draft on a day that no local rule has brought into force.
    pub(crate) fn pack_draft_on(&self, pack: &Pack, day: NaiveDate) -> bool {
        pack.draft_on(day) && !self.adopted(pack)
    }

    fn any_pack(&self, is: impl Fn(&Pack) -> bool) -> bool {
        is(self.pack) || self.overlay.is_some_and(is)
    }

    fn adopted(&self, pack: &Pack) -> bool {
        self.local().is_some_and(|layer| layer.adopts(&pack.id))
    }

    /// The parameters of the outcome for a body (decide.md section 2).
    pub fn parameters(&self, body: Body) -> Parameters {
        Parameters::of(self, body)
    }

    /// Digest over pack, overlay and local layer, for freezing with an election: lower-case hex.
    pub fn digest(&self) -> String {
        let local = self.local.as_deref().map(LocalRules::digest);
        pack::digest_of(
            [Some(self.pack.digest()), self.overlay.map(Pack::digest), local.as_deref()]
                .map(|part| part.unwrap_or("-"))
                .join("\n")
                .as_bytes(),
        )
    }
}
