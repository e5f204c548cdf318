//! Reading the packs and overlays that ship with the program.

use std::{collections::BTreeMap, fmt::Write as _, sync::LazyLock};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Entry, Key, Value, key::KeyKind};
use crate::{
    body::Family,
    source::{Source, Tag},
};

/// Whether a pack is a national law or a province's overlay over it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// One version of a national law or of the Party's regulations.
    National,
    /// The differing values of one province's rules.
    Overlay,
}

/// A text in both languages of the interface; data of a pack, not a word of the interface.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bilingual {
    /// Simplified Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

/// A pack or an overlay: values and sources of one version of one law.
#[derive(Clone, Debug)]
pub struct Pack {
    /// Short code of law.md section 0, such as `VC18`.
    pub id: String,
    /// National law or overlay.
    pub kind: Kind,
    /// The branch of law it is made for.
    pub family: Family,
    /// First two digits of the division codes that an overlay governs.
    pub province: Option<String>,
    /// First day in force.
    pub from: NaiveDate,
    /// Last day in force, where known.
    pub until: Option<NaiveDate>,
    /// Not read in full: needs a local rule to be brought into force.
    pub draft: bool,
    /// First day of an amendment that was not read: from then on it counts as a draft.
    pub unread_from: Option<NaiveDate>,
    /// The law's name.
    pub title: Bilingual,
    /// What a reader should know about its reading.
    pub note: Option<Bilingual>,
    /// Values by key.
    pub values: BTreeMap<Key, Entry>,
    /// Articles behind rules, by rule id.
    ///
    /// An overlay names its own article where the province rules something itself. Turnout and the
    /// bars of election (C-01, C-08, C-11) it leaves to the Act, even where its text repeats them:
    /// the Act's article is the higher law and the one that decides. HN names C-11, because its bar
    /// of another election is another one.
    pub sources: BTreeMap<String, Source>,
    digest: String,
}

/// What is wrong with the text of a pack or a local layer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PackError {
    /// Not TOML, or not of the form of a pack.
    #[error("{0}")]
    Form(String),
    /// No value of that name.
    #[error("unknown value {0}")]
    UnknownKey(String),
    /// The value does not fit its key: wrong kind, out of bounds, not in the closed set.
    #[error("{0} does not fit")]
    Misfit(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    id: String,
    kind: Kind,
    family: Family,
    province: Option<String>,
    from: NaiveDate,
    until: Option<NaiveDate>,
    #[serde(default)]
    draft: bool,
    unread_from: Option<NaiveDate>,
    title: Bilingual,
    note: Option<Bilingual>,
    #[serde(default)]
    values: BTreeMap<String, FileEntry>,
    #[serde(default)]
    sources: BTreeMap<String, Source>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileEntry {
    value: toml::Value,
    law: String,
    #[serde(default)]
    article: String,
    tag: Tag,
    #[serde(default)]
    fixed: bool,
}

/// The files, in the order in which `huanjie packs` lists them.
const FILES: &[&str] = &[
    include_str!("VC98.toml"),
    include_str!("VC10.toml"),
    include_str!("VC18.toml"),
    include_str!("VC25.toml"),
    include_str!("RC89.toml"),
    include_str!("RC18.toml"),
    include_str!("RC25.toml"),
    include_str!("P90.toml"),
    include_str!("P20.toml"),
    include_str!("ZJ20.toml"),
    include_str!("SH20.toml"),
    include_str!("BJ12.toml"),
    include_str!("HN.toml"),
    include_str!("SD12.toml"),
    include_str!("ZJ04.toml"),
    include_str!("SD11.toml"),
    include_str!("BJ91.toml"),
    include_str!("HNR20.toml"),
    include_str!("GX.toml"),
];

static PACKS: LazyLock<Vec<Pack>> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "files of the program itself; a test reads them all")]
    FILES.iter().map(|text| Pack::parse(text).expect("a shipped pack")).collect()
});

impl Pack {
    /// All packs and overlays that ship with the program.
    pub fn all() -> &'static [Self] {
        &PACKS
    }

    /// The pack or overlay of that id.
    pub fn find(id: &str) -> Option<&'static Self> {
        PACKS.iter().find(|pack| pack.id == id)
    }

    /// The national pack of that id.
    pub fn national(id: &str) -> Option<&'static Self> {
        Self::find(id).filter(|pack| pack.kind == Kind::National)
    }

    /// The overlay of that id.
    pub fn overlay(id: &str) -> Option<&'static Self> {
        Self::find(id).filter(|pack| pack.kind == Kind::Overlay)
    }

    /// SHA-256 over the canonical content, lower-case hex; comments of the file do not count.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// Whether it is in force on a day.
    pub fn in_force(&self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }

    /// Whether it is a draft on a day: not read, or amended since in words that were not read.
    pub fn draft_on(&self, day: NaiveDate) -> bool {
        self.draft || self.unread_from.is_some_and(|from| from <= day)
    }

    /// Whether it is a draft on any day, so that a local rule may adopt it.
    pub fn may_be_draft(&self) -> bool {
        self.draft || self.unread_from.is_some()
    }

    /// Reads the text of a pack.
    ///
    /// # Errors
    /// Anything that is not of the form of a pack, unknown keys, values that do not fit.
    pub fn parse(text: &str) -> Result<Self, PackError> {
        let file: File =
            toml::from_str(text).map_err(|error| PackError::Form(error.to_string()))?;
        let mut values = BTreeMap::new();
        for (name, entry) in file.values {
            let key = Key::from_name(&name).ok_or_else(|| PackError::UnknownKey(name.clone()))?;
            let value = fit(key, &entry.value).ok_or(PackError::Misfit(name))?;
            let source = Source { law: entry.law, article: entry.article, tag: entry.tag };
            values.insert(key, Entry { value, source, fixed: entry.fixed });
        }
        let mut pack = Self {
            id: file.id,
            kind: file.kind,
            family: file.family,
            province: file.province,
            from: file.from,
            until: file.until,
            draft: file.draft,
            unread_from: file.unread_from,
            title: file.title,
            note: file.note,
            values,
            sources: file.sources,
            digest: String::new(),
        };
        pack.digest = digest_of(pack.canonical().as_bytes());
        Ok(pack)
    }

    fn canonical(&self) -> String {
        let until = self.until.map(|until| until.to_string()).unwrap_or_default();
        let mut text = format!(
            "{}|{}|{}|{}|{until}|{}\n",
            self.id,
            self.family.word(),
            self.province.as_deref().unwrap_or_default(),
            self.from,
            self.draft
        );
        if let Some(unread) = self.unread_from {
            let _ = writeln!(text, "unread from {unread}");
        }
        canonical_values(&self.values, &mut text);
        for (rule, Source { law, article, tag }) in &self.sources {
            let _ = writeln!(text, "{rule}|{law}|{article}|{}", tag.letter());
        }
        text
    }
}

/// One line a value, in the order of the keys: what digests are taken over.
pub(super) fn canonical_values(values: &BTreeMap<Key, Entry>, text: &mut String) {
    for (key, entry) in values {
        let Entry { value, source: Source { law, article, tag }, fixed } = entry;
        let _ = writeln!(text, "{}|{value}|{law}|{article}|{}|{fixed}", key.name(), tag.letter());
    }
}

/// SHA-256 as lower-case hex.
pub(super) fn digest_of(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The value if it is of the key's kind, within its bounds, in its closed set.
pub(super) fn fit(key: Key, value: &toml::Value) -> Option<Value> {
    let word_of = |words: &[&str], value: &toml::Value| {
        value.as_str().filter(|word| words.contains(word)).map(str::to_owned)
    };
    match key.kind() {
        KeyKind::Whole(_, least, most) => {
            let number = u32::try_from(value.as_integer()?).ok()?;
            (least <= number && number <= most).then_some(Value::Whole(number))
        }
        KeyKind::Flag => value.as_bool().map(Value::Flag),
        KeyKind::Word(words) => word_of(words, value).map(Value::Word),
        KeyKind::Words(words) => {
            let mut list = Vec::new();
            for item in value.as_array()? {
                let word = word_of(words, item)?;
                if list.contains(&word) {
                    return None;
                }
                list.push(word);
            }
            Some(Value::Words(list))
        }
        KeyKind::Share => super::Share::parse(value.as_str()?).map(Value::Share),
    }
}
