//! The words of the interface in two languages, from `words/zh-CN.ftl` and `words/en.ftl`.
//!
//! Both files hold the same keys with the same variables; the tests below hold that, and that no
//! key stands unused. Each file is parsed once for the whole program.

use std::sync::LazyLock;

use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};

pub use fluent_bundle::FluentValue;

/// A language of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lang {
    /// Simplified Chinese, `zh-CN`.
    ZhCn,
    /// English, `en`.
    En,
}

impl Lang {
    /// All languages; the first is the one spoken where nothing is said.
    pub const ALL: [Self; 2] = [Self::ZhCn, Self::En];

    /// The language of a tag or locale such as `zh-CN`, `zh_CN.UTF-8`, `en`, `en_GB`.
    ///
    /// `C` and `POSIX` say nothing about a language and give `None`.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_', '.', '@']).next()?;
        match primary.to_ascii_lowercase().as_str() {
            "zh" => Some(Self::ZhCn),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// The tag, `zh-CN` or `en`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::ZhCn => "zh-CN",
            Self::En => "en",
        }
    }

    /// The other language.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::ZhCn => Self::En,
            Self::En => Self::ZhCn,
        }
    }
}

/// The words in one language.
#[derive(Clone, Copy)]
pub struct Words {
    lang: Lang,
    own: &'static Bundle,
    other: &'static Bundle,
}

type Bundle = FluentBundle<FluentResource>;

impl Words {
    /// The words of a language.
    pub fn new(lang: Lang) -> Self {
        Self { lang, own: bundle(lang), other: bundle(lang.other()) }
    }

    /// The language spoken.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The text of a key that takes no variables.
    pub fn text(&self, key: &str) -> String {
        self.text_with(key, &[])
    }

    /// The text of a key with its variables by name.
    ///
    /// A key missing in this language is said in the other one; one missing in both as `⟦key⟧`,
    /// so that it is seen.
    pub fn text_with(&self, key: &str, variables: &[(&str, FluentValue<'_>)]) -> String {
        let variables = variables.iter().cloned();
        let args: FluentArgs<'_> = variables.map(|(name, value)| (name, counted(value))).collect();
        spoken(self.own, key, &args)
            .or_else(|| spoken(self.other, key, &args))
            .unwrap_or_else(|| format!("⟦{key}⟧"))
    }

    /// Whether this language itself has the key.
    pub fn has(&self, key: &str) -> bool {
        self.own.has_message(key)
    }
}

/// A whole number is one, also where it was handed over as a text: forms such as the plural are chosen by it.
fn counted(value: FluentValue<'_>) -> FluentValue<'_> {
    match &value {
        FluentValue::String(text) => match text.parse::<u32>() {
            Ok(number) if number.to_string() == *text => number.into(),
            _ => value,
        },
        _ => value,
    }
}

fn spoken(bundle: &Bundle, key: &str, args: &FluentArgs<'_>) -> Option<String> {
    let pattern = bundle.get_message(key)?.value()?;
    // a missing variable stays visible as {$name}
    let mut errors = Vec::new();
    Some(bundle.format_pattern(pattern, Some(args), &mut errors).into_owned())
}

const ZH_CN: &str = include_str!("../../words/zh-CN.ftl");
const EN: &str = include_str!("../../words/en.ftl");

fn bundle(lang: Lang) -> &'static Bundle {
    static CHINESE: LazyLock<Bundle> = LazyLock::new(|| parsed(Lang::ZhCn, ZH_CN));
    static ENGLISH: LazyLock<Bundle> = LazyLock::new(|| parsed(Lang::En, EN));
    match lang {
        Lang::ZhCn => &CHINESE,
        Lang::En => &ENGLISH,
    }
}

fn parsed(lang: Lang, text: &str) -> Bundle {
    let mut bundle = FluentBundle::new_concurrent(vec![lang.tag().parse().unwrap_or_default()]);
    // marks around variables would end up in files and terminals
    bundle.set_use_isolating(false);
    // a fault in a file costs its own line only; a test finds every one
    let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(rest, _errors)| rest);
    bundle.add_resource_overriding(resource);
    bundle
}

#[cfg(test)]
mod tests;
