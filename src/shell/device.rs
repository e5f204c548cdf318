//! The machine that somebody sits at, as far as it says so.

use std::net::IpAddr;

use axum::{
    extract::FromRequestParts,
    http::{StatusCode, header, request::Parts},
};

use super::{view::Visit, words::Words};

/// A word for what stands in the text by which a browser names itself; the first that fits counts,
/// since most of them name others as well.
const BROWSERS: [(&str, &str); 9] = [
    ("MicroMessenger", "wechat"),
    ("QQBrowser", "qq"),
    ("QIHU", "qihu"),
    ("360SE", "qihu"),
    ("Edg", "edge"),
    ("Firefox", "firefox"),
    ("Chrome", "chrome"),
    ("Chromium", "chrome"),
    ("Safari", "safari"),
];
const SYSTEMS: [(&str, &str); 6] = [
    ("Android", "android"),
    ("iPhone", "ios"),
    ("iPad", "ios"),
    ("Windows", "windows"),
    ("Mac OS", "mac"),
    ("Linux", "linux"),
];

/// Where somebody signs in.
#[derive(Clone, Debug)]
pub struct Device {
    /// The address of the machine.
    pub address: Option<IpAddr>,
    /// Browser and system in two words.
    pub browser: String,
}

impl<S: Send + Sync> FromRequestParts<S> for Device {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, StatusCode> {
        let visit = Visit::from_request_parts(parts, state).await?;
        let agent = parts.headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok());
        Ok(Self { address: visit.address, browser: named(agent.unwrap_or_default()) })
    }
}

impl Device {
    /// The address as it is kept; empty where it is not known.
    pub fn address(&self) -> String {
        self.address.map(|address| address.to_string()).unwrap_or_default()
    }
}

fn named(agent: &str) -> String {
    let word = |of: &[(&str, &'static str)]| {
        of.iter().find(|(part, _)| agent.contains(part)).map_or("other", |(_, word)| word)
    };
    format!("{} {}", word(&BROWSERS), word(&SYSTEMS))
}

/// Browser and system in plain words.
pub fn told(browser: &str, words: &Words) -> String {
    let (browser, system) = browser.split_once(' ').unwrap_or(("other", "other"));
    let text = |key: String| if words.has(&key) { words.text(&key) } else { String::new() };
    let variables = [
        ("browser", text(format!("browser-{browser}")).into()),
        ("system", text(format!("system-{system}")).into()),
    ];
    words.text_with("session-browser", &variables)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::words::Lang;

    #[test]
    fn a_browser_is_known_by_how_it_names_itself() {
        for (agent, browser) in [
            (
                "Mozilla/5.0 (Windows NT 6.1; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/86.0.4240.198 Safari/537.36",
                "chrome windows",
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36 Edg/120.0",
                "edge windows",
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:109.0) Gecko/20100101 Firefox/115.0",
                "firefox linux",
            ),
            (
                "Mozilla/5.0 (Linux; Android 10; HMA-AL00) AppleWebKit/537.36 Chrome/86.0 Mobile Safari/537.36 MicroMessenger/8.0",
                "wechat android",
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 14_0 like Mac OS X) AppleWebKit/605.1.15 Version/14.0 Mobile Safari/604.1",
                "safari ios",
            ),
            ("curl/8", "other other"),
            ("", "other other"),
        ] {
            assert_eq!(named(agent), browser, "{agent}");
        }
    }

    #[test]
    fn every_browser_and_system_has_its_words() {
        for lang in Lang::ALL {
            let words = Words::new(lang);
            for (_, word) in BROWSERS.iter().chain([&("", "other")]) {
                assert!(words.has(&format!("browser-{word}")), "{word}");
            }
            for (_, word) in SYSTEMS.iter().chain([&("", "other")]) {
                assert!(words.has(&format!("system-{word}")), "{word}");
            }
        }
        assert_eq!(told("edge windows", &Words::new(Lang::En)), "Edge on Windows");
    }
}
