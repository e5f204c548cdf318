//! The local layer over pack and overlay: what a county or town sets for its own elections.
//!
//! Each value carries the number of the document that sets it. What the law fixes may be
//! tightened, never lowered, and the values in force must go together (`relation`). A layer can also
//! bring a draft pack into force.

mod form;
mod warning;

use std::collections::BTreeMap;

use serde::Serialize;

use super::{
    Entry, Key, Kind, Pack, Rules, Value,
    key::{KeyKind, Tighter},
    pack::{canonical_values, digest_of, fit},
    relation,
};
use form::FileValue;
pub use warning::{Measure, Warning};

use crate::{
    body::Family,
    source::{Source, Tag},
};

/// A text or an issuer that a local document sets for a notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Wording {
    /// The text, or who issues the notice.
    pub value: String,
    /// Number of the document that sets it.
    pub document: String,
}

/// A local layer, validated against one pack and overlay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalRules {
    place: String,
    values: BTreeMap<Key, Entry>,
    warnings: Vec<Warning>,
    wording: BTreeMap<String, Wording>,
    issuers: BTreeMap<String, Wording>,
    adopted: BTreeMap<String, String>,
    under: Under,
    digest: String,
}

/// Digests of the pack and the overlay that a layer was validated against.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Under {
    pack: String,
    overlay: Option<String>,
}

impl Under {
    fn of(rules: &Rules) -> Self {
        let overlay = rules.overlay.map(|overlay| overlay.digest().to_owned());
        Self { pack: rules.pack.digest().to_owned(), overlay }
    }
}

/// What is wrong with one line of a local layer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalError {
    /// Where: `values.seats_max`, `warnings[1].limit`, empty for the whole text.
    pub path: String,
    /// What.
    pub problem: LocalProblem,
}

/// Kinds of problems in a local layer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LocalProblem {
    /// Not TOML from this line and column on, both from 1.
    NotToml {
        /// The line.
        line: usize,
        /// The character in it.
        column: usize,
    },
    /// A field that must be there is not.
    Missing,
    /// No field of that name belongs here.
    UnknownField,
    /// Not a table.
    NotTable,
    /// Not a list.
    NotList,
    /// Not a text.
    NotText,
    /// Not an integer.
    NotWhole,
    /// No measure of that name.
    UnknownMeasure,
    /// The place is not a division code of 6, 9 or 12 digits.
    Place,
    /// The place lies in another province than the overlay's.
    OtherProvince,
    /// No value of that name.
    UnknownKey,
    /// The value does not fit its key.
    Misfit,
    /// No document number.
    NoDocument,
    /// It would lower what the law fixes.
    Lowers {
        /// The article that fixes it.
        source: Source,
    },
    /// The law fixes it and knows nothing stricter.
    FixedByLaw {
        /// The article that fixes it.
        source: Source,
    },
    /// Only the law itself may set it.
    LawOnly,
    /// It is a value of other bodies than those of the pack.
    OtherBodies,
    /// It does not go together with another value in force.
    Contradicts {
        /// The other value.
        other: Key,
    },
    /// No notice of that key.
    UnknownNotice,
    /// Nothing is written.
    Empty,
    /// The same name stands twice.
    Twice,
    /// Not a draft pack or overlay of these rules.
    NotADraft,
}

/// The notices whose wording and issuer a layer may set (forms.md, announcements 1–17 and others).
pub const NOTICES: &[&str] = &[
    "election_day",
    "commission",
    "registration",
    "roll",
    "roll_correction",
    "representatives",
    "group_leaders",
    "nomination",
    "preliminary_candidates",
    "formal_candidates",
    "time_and_place",
    "staff",
    "mobile_boxes",
    "proxies",
    "scribes",
    "invalid_ballots",
    "result",
    "supervision_committee",
    "report_form",
];

impl LocalRules {
    /// Reads a layer and checks it against the rules it is laid over.
    ///
    /// # Errors
    /// Every problem found, each with its path.
    pub fn parse(text: &str, under: &Rules) -> Result<Self, Vec<LocalError>> {
        let (file, mut errors) = form::read(text).map_err(|error| vec![error])?;
        let mut problem = |path: String, problem| errors.push(LocalError { path, problem });
        if let Some(what) = file.place.as_deref().and_then(|place| wrong_place(place, under)) {
            problem("place".into(), what);
        }
        let mut values = BTreeMap::new();
        for (name, entry) in file.values {
            match local_value(&name, entry, under) {
                Ok(found) => values.extend(found),
                Err(what) => problem(format!("values.{name}"), what),
            }
        }
        check_relations(&values, under, &mut problem);
        warning::check(&file.warnings, &mut problem);
        for (table, entries) in [("wording", &file.wording), ("issuers", &file.issuers)] {
            for (name, entry) in entries {
                check_wording(&format!("{table}.{name}"), name, entry, &mut problem);
            }
        }
        let mut adopted = BTreeMap::new();
        for (id, document) in file.adopts {
            let path = format!("adopts.{id}");
            let drafts = [Some(under.pack), under.overlay];
            if !drafts.into_iter().flatten().any(|pack: &Pack| pack.may_be_draft() && pack.id == id)
            {
                problem(path, LocalProblem::NotADraft);
            } else if document.trim().is_empty() {
                problem(path, LocalProblem::NoDocument);
            } else {
                adopted.insert(id, document);
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let mut layer = Self {
            place: file.place.unwrap_or_default(),
            values,
            warnings: file.warnings,
            wording: file.wording,
            issuers: file.issuers,
            adopted,
            under: Under::of(under),
            digest: String::new(),
        };
        layer.digest = layer.content_digest();
        Ok(layer)
    }

    /// Division code of the county or town that sets it.
    pub fn place(&self) -> &str {
        &self.place
    }

    /// Values by key.
    pub fn values(&self) -> &BTreeMap<Key, Entry> {
        &self.values
    }

    /// Extra warnings.
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// Wording by key of the notice.
    pub fn wording(&self) -> &BTreeMap<String, Wording> {
        &self.wording
    }

    /// Who issues a notice, by the notice's key.
    pub fn issuers(&self) -> &BTreeMap<String, Wording> {
        &self.issuers
    }

    /// Drafts brought into force: id and document number.
    pub fn adopted(&self) -> &BTreeMap<String, String> {
        &self.adopted
    }

    /// Whether these are the pack and the overlay that the layer was validated against.
    pub fn validated_under(&self, rules: &Rules) -> bool {
        self.under == Under::of(rules)
    }

    /// Whether this layer brings a draft into force.
    pub fn adopts(&self, id: &str) -> bool {
        self.adopted.contains_key(id)
    }

    /// SHA-256 over the canonical content, lower-case hex.
    pub fn digest(&self) -> String {
        self.digest.clone()
    }

    fn content_digest(&self) -> String {
        let mut text = format!("{}\n", self.place);
        canonical_values(&self.values, &mut text);
        // JSON keeps free texts apart from each other whatever they contain
        let rest = (&self.warnings, &self.wording, &self.issuers, &self.adopted);
        text.push_str(&serde_json::to_string(&rest).unwrap_or_default());
        digest_of(text.as_bytes())
    }
}

fn wrong_place(place: &str, under: &Rules) -> Option<LocalProblem> {
    let digits = place.bytes().all(|byte| byte.is_ascii_digit());
    if !digits || ![6, 9, 12].contains(&place.len()) {
        return Some(LocalProblem::Place);
    }
    let province = under.overlay.and_then(|over| over.province.as_deref());
    province.is_some_and(|own| !place.starts_with(own)).then_some(LocalProblem::OtherProvince)
}

/// The value of an entry; none where that is missing, which was noted.
fn local_value(
    name: &str,
    entry: FileValue,
    under: &Rules,
) -> Result<Option<(Key, Entry)>, LocalProblem> {
    let key = Key::from_name(name).ok_or(LocalProblem::UnknownKey)?;
    let Some(value) = entry.value else { return Ok(None) };
    let value = fit(key, &value).ok_or(LocalProblem::Misfit)?;
    if entry.document.trim().is_empty() {
        return Err(LocalProblem::NoDocument);
    }
    if !known_to(under.pack.family, key) {
        return Err(LocalProblem::OtherBodies);
    }
    let law = under.law_entry(key).map(|(_, entry)| &entry.value);
    if law != Some(&value) {
        if let Some(source) = under.fixed_by(key) {
            let source = source.clone();
            match law.and_then(|law| tightens(key, law, &value)) {
                Some(true) => {}
                Some(false) => return Err(LocalProblem::Lowers { source }),
                None => return Err(LocalProblem::FixedByLaw { source }),
            }
        } else if key.tighter() == Tighter::LawOnly {
            return Err(LocalProblem::LawOnly);
        } else if let Some(source) = key.cuts().and_then(|term| under.fixed_by(term)) {
            return Err(LocalProblem::FixedByLaw { source: source.clone() });
        }
    }
    let source = Source { law: entry.document, article: String::new(), tag: Tag::L };
    Ok(Some((key, Entry { value, source, fixed: false })))
}

/// Whether a value belongs to a branch of law: a pack or an overlay of it sets the value, or a
/// national pack of it names the article of the value's rule.
fn known_to(family: Family, key: Key) -> bool {
    let mut packs = Pack::all().iter().filter(|pack| pack.family == family);
    packs.any(|pack| {
        pack.values.contains_key(&key)
            || (pack.kind == Kind::National && pack.sources.contains_key(key.rule()))
    })
}

/// Whether `new` is at least as strict as `law`; `None` where the key knows nothing stricter.
fn tightens(key: Key, law: &Value, new: &Value) -> Option<bool> {
    let position = |word: &str| match key.kind() {
        KeyKind::Word(words) => words.iter().position(|known| *known == word),
        _ => None,
    };
    let holds_all = |many: &[String], few: &[String]| few.iter().all(|word| many.contains(word));
    match (key.tighter(), law, new) {
        (Tighter::Higher, Value::Whole(law), Value::Whole(new)) => Some(new >= law),
        (Tighter::Higher, Value::Share(law), Value::Share(new)) => {
            Some(new.at_least_as_strict_as(*law))
        }
        (Tighter::Lower, Value::Whole(law), Value::Whole(new)) => Some(new <= law),
        (Tighter::Yes, Value::Flag(_), Value::Flag(new)) => Some(*new),
        (Tighter::No, Value::Flag(_), Value::Flag(new)) => Some(!*new),
        (Tighter::Later, Value::Word(law), Value::Word(new)) => {
            Some(position(new) >= position(law))
        }
        (Tighter::Fewer, Value::Words(law), Value::Words(new)) => {
            Some(!new.is_empty() && holds_all(law, new))
        }
        (Tighter::More, Value::Words(law), Value::Words(new)) => Some(holds_all(new, law)),
        _ => None,
    }
}

/// The values in force must go together; the value that the layer sets is the one in the wrong.
fn check_relations(
    values: &BTreeMap<Key, Entry>,
    under: &Rules,
    problem: &mut impl FnMut(String, LocalProblem),
) {
    let merged = |key| values.get(&key).or_else(|| Some(under.law_entry(key)?.1));
    for keys in relation::broken(&merged) {
        if let Some(own) = keys.iter().find(|key| values.contains_key(key))
            && let Some(other) = keys.iter().find(|key| *key != own)
        {
            let what = LocalProblem::Contradicts { other: *other };
            problem(format!("values.{}", own.name()), what);
        }
    }
}

fn check_wording(
    path: &str,
    name: &str,
    entry: &Wording,
    problem: &mut impl FnMut(String, LocalProblem),
) {
    if !NOTICES.contains(&name) {
        problem(path.into(), LocalProblem::UnknownNotice);
    } else if entry.value.trim().is_empty() {
        problem(path.into(), LocalProblem::Empty);
    } else if entry.document.trim().is_empty() {
        problem(path.into(), LocalProblem::NoDocument);
    }
}
