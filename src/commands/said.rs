//! Values, articles and titles of the law in words: both languages side by side, or the one that was asked for.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use clap::{ArgMatches, parser::ValueSource};
use law::{
    body::Family,
    reason::Op,
    rules::{
        Entry, Key, Pack, Share, Value,
        key::{KeyKind, Unit},
        pack::Bilingual,
    },
    source::{Source, Tag},
};

use super::output;
use crate::shell::words::{FluentValue, Lang, Words};

/// The languages in which a table is printed.
pub struct Said(Vec<Words>);

impl Said {
    /// Both languages, or the one given with `--lang`.
    pub fn of(matches: &ArgMatches, words: &Words) -> Self {
        match matches.value_source("lang") {
            Some(ValueSource::CommandLine) => Self::in_one(words),
            _ => Self(Lang::ALL.map(Words::new).to_vec()),
        }
    }

    /// One language only.
    pub fn in_one(words: &Words) -> Self {
        Self(vec![*words])
    }

    /// A text without variables.
    pub fn text(&self, key: &str) -> String {
        self.each(|words| words.text(key))
    }

    /// A text with variables.
    pub fn text_with(&self, key: &str, variables: &[(&str, FluentValue<'_>)]) -> String {
        self.each(|words| words.text_with(key, variables))
    }

    /// A text that the pack itself holds in both languages.
    pub fn both(&self, text: &Bilingual) -> String {
        self.each(|words| match words.lang() {
            Lang::ZhCn => text.zh.clone(),
            Lang::En => text.en.clone(),
        })
    }

    /// The bodies that a pack is made for.
    pub fn family(&self, family: Family) -> String {
        self.text(match family {
            Family::Villagers => "family-villagers",
            Family::Residents => "family-residents",
            Family::Party => "family-party",
        })
    }

    /// From when to when a pack is in force.
    pub fn validity(&self, pack: &Pack) -> String {
        let from = pack.from.to_string();
        match pack.until {
            None => self.text_with("packs-validity-from", &[("from", from.into())]),
            Some(until) => {
                let until = until.to_string();
                self.text_with("packs-validity", &[("from", from.into()), ("until", until.into())])
            }
        }
    }

    /// That an amendment from a day on was not read.
    pub fn unread(&self, from: NaiveDate) -> String {
        self.text_with("packs-unread", &[("day", from.to_string().into())])
    }

    /// What a key is about.
    pub fn label(&self, key: Key) -> String {
        self.text(&format!("key-{}", key.name()))
    }

    /// A value with its unit.
    pub fn value(&self, key: Key, entry: &Entry) -> String {
        match &entry.value {
            Value::Whole(number) => self.text_with(unit(key), &[("n", (*number).into())]),
            Value::Flag(true) => self.text("value-yes"),
            Value::Flag(false) => self.text("value-no"),
            Value::Word(word) => self.each(|words| value_word(words, key, word)),
            Value::Words(list) if list.is_empty() => self.text("value-none"),
            Value::Words(list) => self.each(|words| {
                let said: Vec<_> = list.iter().map(|word| value_word(words, key, word)).collect();
                said.join(&words.text("value-separator"))
            }),
            Value::Share(share) => self.share(*share),
        }
    }

    /// A share as its sign and, for the usual ones, in words.
    fn share(&self, share: Share) -> String {
        let op = if share.op == Op::More { "more" } else { "at-least" };
        let key = format!("share-{op}-{}-{}", share.num, share.den);
        self.each(|words| {
            let sign = share.to_string();
            if !words.has(&key) {
                return sign;
            }
            let both = [("share", sign.into()), ("said", words.text(&key).into())];
            words.text_with("share-said", &both)
        })
    }

    /// Law and article; of the election reports the report and its part.
    pub fn source(&self, source: &Source) -> String {
        if source.article.is_empty() {
            return source.law.clone();
        }
        if source.law == "reports" {
            return self.each(|words| report(&source.article, words));
        }
        let article = [("article", FluentValue::from(source.article.as_str()))];
        format!("{} {}", source.law, self.text_with("packs-article", &article))
    }

    /// The name of a law; `None` for a local document, which is called by its number.
    pub fn law(&self, law: &str) -> Option<String> {
        let key = format!("law-{law}");
        self.0.first().is_some_and(|words| words.has(&key)).then(|| self.text(&key))
    }

    /// What each code means that is no pack's id, such as practice or a handbook; empty where
    /// there is none or it has no name.
    pub fn legend<'a>(&self, laws: impl Iterator<Item = &'a str>) -> String {
        let laws: BTreeSet<&str> = laws.collect();
        let rows: Vec<_> = laws
            .into_iter()
            .filter(|law| Pack::find(law).is_none())
            .filter_map(|law| Some(vec![law.to_owned(), self.law(law)?]))
            .collect();
        if rows.is_empty() { String::new() } else { format!("\n{}", output::table(&rows)) }
    }

    /// What a tag means.
    pub fn tag(&self, tag: Tag) -> String {
        self.text(match tag {
            Tag::V => "tag-V",
            Tag::E => "tag-E",
            Tag::M => "tag-M",
            Tag::S => "tag-S",
            Tag::L => "tag-L",
        })
    }

    fn each(&self, say: impl Fn(&Words) -> String) -> String {
        let mut texts: Vec<String> = self.0.iter().map(say).collect();
        texts.dedup();
        texts.join(output::BESIDE)
    }
}

/// A part of the reports: `1: First; 2(1)` is of the first, `1, 3` are two whole reports.
fn report(article: &str, words: &Words) -> String {
    let named = |key: &str, word: &str| {
        let key = format!("{key}-{}", word.to_lowercase());
        if words.has(&key) { words.text(&key) } else { word.to_owned() }
    };
    let (numbers, parts) = article.split_once(':').unwrap_or((article, ""));
    let numbers: Vec<_> =
        numbers.split(',').map(|number| named("report-number", number.trim())).collect();
    let parts: Vec<_> = parts
        .split(';')
        .map(|part| {
            let tokens = part.split_whitespace().map(|token| named("report-part", token));
            tokens.collect::<Vec<_>>().join(" ")
        })
        .filter(|part| !part.is_empty())
        .collect();
    let separator = words.text("value-separator");
    let of = [
        ("count", FluentValue::from(numbers.len())),
        ("numbers", numbers.join(&separator).into()),
        ("parts", parts.join(&separator).into()),
    ];
    words.text_with(if parts.is_empty() { "report-whole" } else { "report-part" }, &of)
}

/// A word of a closed set: as the key says it, else as all keys do.
fn value_word(words: &Words, key: Key, word: &str) -> String {
    let own = format!("value-{}-{word}", key.name());
    if words.has(&own) { words.text(&own) } else { words.text(&format!("value-{word}")) }
}

/// The key of a value's unit; what a plain count counts is said by its label.
fn unit(key: Key) -> &'static str {
    match key.kind() {
        KeyKind::Whole(Unit::Years, ..) if key == Key::VotingAge => "unit-age",
        KeyKind::Whole(Unit::Days, ..) => "unit-days",
        KeyKind::Whole(Unit::WorkingDays, ..) => "unit-working-days",
        KeyKind::Whole(Unit::Months, ..) => "unit-months",
        KeyKind::Whole(Unit::Years, ..) => "unit-years",
        KeyKind::Whole(Unit::Percent, ..) => "unit-percent",
        _ => "unit-count",
    }
}

#[cfg(test)]
mod tests {
    use law::rules::key::KIN;

    use super::*;

    #[test]
    fn every_key_and_every_word_of_its_set_is_named_in_both_languages() {
        for words in Lang::ALL.map(Words::new) {
            for key in Key::ALL {
                assert!(words.has(&format!("key-{}", key.name())), "{key:?}");
                let set = match key.kind() {
                    KeyKind::Word(set) | KeyKind::Words(set) => set,
                    _ => &[],
                };
                for word in set.iter().chain(KIN) {
                    let own = words.has(&format!("value-{}-{word}", key.name()));
                    assert!(own || words.has(&format!("value-{word}")), "{key:?} {word}");
                }
            }
        }
    }

    #[test]
    fn both_languages_stand_side_by_side_unless_they_say_the_same() {
        let both = Said(Lang::ALL.map(Words::new).to_vec());
        let entry = |value| Entry {
            value,
            source: Source { law: "VC18".into(), article: "13".into(), tag: Tag::V },
            fixed: true,
        };
        let whole = entry(Value::Whole(3));
        assert_eq!(both.value(Key::ObjectionDays, &whole), "3天 · 3 days");
        assert_eq!(both.value(Key::SeatsMin, &whole), "3");
        assert_eq!(both.source(&whole.source), "VC18 第 13 条 · art. 13");
        let required = entry(Value::Word("required".into()));
        assert_eq!(both.value(Key::Difference, &required).split(" · ").next(), Some("应当差额"));
        assert_eq!(both.value(Key::WomenMember, &required).split(" · ").next(), Some("应当有"));
        assert_eq!(both.value(Key::CarryDown, &entry(Value::Flag(true))), "是 · Yes");
        let one = Said::in_one(&Words::new(Lang::En));
        assert_eq!(one.value(Key::VotingAge, &entry(Value::Whole(18))), "18 years of age");
        assert_eq!(one.value(Key::TermYears, &entry(Value::Whole(1))), "1 year");
        let share = |text| entry(Value::Share(Share::parse(text).expect("a share")));
        let zh = Said::in_one(&Words::new(Lang::ZhCn));
        assert_eq!(zh.value(Key::RepsMeeting, &share(">= 2/3")), "三分之二以上（>= 2/3）");
        assert_eq!(one.value(Key::RepsMeeting, &share("> 1/2")), "more than half (> 1/2)");
        assert_eq!(zh.value(Key::RepsMeeting, &share("> 3/7")), "> 3/7");
        assert_eq!(zh.value(Key::VotingAge, &entry(Value::Whole(18))), "18周岁");
        let kin = Value::Words(vec!["spouse".into(), "child".into()]);
        assert_eq!(one.value(Key::StaffKin, &entry(kin.clone())), "Spouse, Child");
        assert_eq!(both.value(Key::StaffKin, &entry(kin)), "配偶、子女 · Spouse, Child");
    }

    #[test]
    fn a_part_of_the_reports_is_no_article() {
        let said = |lang, article: &str| {
            let source = Source { law: "reports".into(), article: article.into(), tag: Tag::S };
            Said::in_one(&Words::new(lang)).source(&source)
        };
        assert_eq!(said(Lang::ZhCn, "1: First; 2(2) third"), "报告一：第一部分、2(2) 第三点");
        assert_eq!(said(Lang::En, "1: First; 2(2) third"), "report 1: First, 2(2) third");
        assert_eq!(said(Lang::ZhCn, "1, 3"), "报告一、三");
        assert_eq!(said(Lang::En, "1, 3"), "reports 1, 3");
        assert_eq!(said(Lang::ZhCn, "3: II-1; III"), "报告三：II-1、III");
        assert_eq!(said(Lang::ZhCn, "1: whole"), "报告一：全文");
    }

    #[test]
    fn only_codes_that_are_no_packs_are_explained() {
        let said = Said::in_one(&Words::new(Lang::En));
        let legend = said.legend(["VC18", "practice", "practice", "no such code"].into_iter());
        assert_eq!(legend, "\npractice  Customary practice\n");
        assert_eq!(said.legend(["VC18"].into_iter()), "");
    }
}
