//! How pages look: large type, and nothing that a browser older than Chromium 87 lacks.

use std::fs;

use crate::house::{app::TestApp, source::root};

/// What style sheets may not use, with the Chromium that first had it.
const STYLES: [(&str, u32); 44] = [
    (":has(", 105),
    (":is(", 88),
    (":where(", 88),
    (":not(,)", 88),
    (":user-valid", 119),
    (":user-invalid", 119),
    (":popover-open", 114),
    ("&", 120),
    ("@container", 105),
    ("container-type", 105),
    ("@layer", 99),
    ("@scope", 118),
    ("@starting-style", 117),
    ("(width >", 104),
    ("(width <", 104),
    ("dvh", 108),
    ("svh", 108),
    ("lvh", 108),
    ("dvw", 108),
    ("cqw", 105),
    ("inset:", 87),
    ("inset-inline", 87),
    ("margin-inline:", 87),
    ("padding-inline:", 87),
    ("margin-block:", 87),
    ("padding-block:", 87),
    ("border-inline:", 87),
    ("aspect-ratio:", 88),
    ("accent-color", 93),
    ("color-mix(", 111),
    ("oklch(", 111),
    ("light-dark(", 123),
    ("subgrid", 117),
    ("text-wrap", 114),
    ("overflow: clip", 90),
    ("scrollbar-gutter", 94),
    ("field-sizing", 123),
    ("interpolate-size", 129),
    ("view-transition", 111),
    ("anchor-name", 125),
    ("translate:", 104),
    ("rotate:", 104),
    ("scale:", 104),
    ("hyphenate-character", 106),
];

/// The same of scripts.
const SCRIPTS: [(&str, u32); 26] = [
    (".at(", 92),
    ("structuredClone", 98),
    ("Object.hasOwn(", 93),
    ("Object.groupBy", 117),
    ("randomUUID", 92),
    (".findLast", 97),
    (".toSorted", 110),
    (".toReversed", 110),
    (".toSpliced", 110),
    ("Array.fromAsync", 121),
    ("AbortSignal.timeout", 103),
    ("AbortSignal.any", 116),
    ("Promise.withResolvers", 119),
    ("Promise.try", 128),
    ("showPopover", 114),
    ("hidePopover", 114),
    ("togglePopover", 114),
    ("startViewTransition", 111),
    ("scheduler.", 94),
    ("URLPattern", 95),
    ("URL.canParse", 120),
    ("Intl.Segmenter", 87),
    ("scrollend", 114),
    (".inert", 102),
    ("setHTML", 146),
    ("using ", 134),
];

/// A style sheet or script without its comments and without what stands in quotes.
fn code(text: &str, script: bool) -> String {
    let mut code = String::new();
    let mut rest = text;
    while let Some(one) = rest.chars().next() {
        let end = if rest.starts_with("/*") {
            rest.find("*/").map(|at| at + 2)
        } else if script && rest.starts_with("//") {
            rest.find('\n')
        } else if one == '"' || (script && one == '\'') {
            rest[1..].find(one).map(|at| at + 2)
        } else {
            code.push(one);
            Some(one.len_utf8())
        };
        rest = &rest[end.unwrap_or(rest.len())..];
    }
    code
}

/// The features that a text uses.
fn used(text: &str, features: &[(&'static str, u32)]) -> Vec<(&'static str, u32)> {
    let plain = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let uses = |feature: &str| match feature {
        // a list within, which is newer than the rest
        ":not(,)" => plain
            .split(":not(")
            .skip(1)
            .any(|rest| rest.split(')').next().is_some_and(|within| within.contains(','))),
        // a property, and no part of another one
        _ if feature.ends_with(':') => {
            let spaced = plain.replace([';', '{'], " ; ");
            spaced.contains(&format!(" {feature}"))
        }
        // a unit
        _ if feature.len() == 3 && feature.chars().all(|one| one.is_ascii_lowercase()) => plain
            .match_indices(feature)
            .any(|(at, _)| plain[..at].ends_with(|before: char| before.is_ascii_digit())),
        _ => plain.contains(feature),
    };
    features.iter().copied().filter(|(feature, _)| uses(feature)).collect()
}

#[test]
fn no_style_and_no_script_needs_more_than_chromium_86() {
    let mut read = 0;
    for entry in fs::read_dir(root().join("static")).expect("a folder") {
        let path = entry.expect("a file").path();
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let features: &[_] = match ending {
            "css" => &STYLES,
            "js" => &SCRIPTS,
            _ => continue,
        };
        let text = fs::read_to_string(&path).expect("text");
        let found = used(&code(&text, ending == "js"), features);
        assert!(found.is_empty(), "{}: {found:?}", path.display());
        read += 1;
    }
    assert!(read >= 2, "{read}");
}

#[test]
fn what_is_newer_is_found() {
    for (feature, since) in STYLES {
        let written = match feature {
            ":not(,)" => "a:not(.b, .c) { }".to_owned(),
            _ if feature.len() == 3 => format!("a {{ height: 10{feature}; }}"),
            _ if feature.ends_with(':') => format!("a {{ {feature} 0; }}"),
            _ => format!("a {{ {feature} x) }}"),
        };
        assert!(used(&written, &STYLES).contains(&(feature, since)), "{written}");
    }
    for (feature, since) in SCRIPTS {
        assert!(used(&format!("x {feature}y"), &SCRIPTS).contains(&(feature, since)), "{feature}");
    }
    let old =
        "/* :has( */ a:not(.b) { clip-path: inset(50%); content: \"&\"; gap: 1rem } .advh { }";
    assert_eq!(used(&code(old, false), &STYLES), []);
    assert_eq!(used(&code("// a.at(1)\nvar text = 'scrollend';", true), &SCRIPTS), []);
}

#[tokio::test]
async fn large_type_is_chosen_on_every_page_and_kept() {
    let app = TestApp::start().await;
    let nobody = app.nobody();
    assert!(!nobody.get("/sign-in").await.has("html.large"));
    let chosen = nobody.post("/type-size", &[("large", "1"), ("next", "/sign-in")]).await;
    assert_eq!(chosen.location.as_deref(), Some("/sign-in"));
    let page = nobody.get("/sign-in").await;
    assert!(page.has("html.large"), "{}", page.text());
    assert!(nobody.get("/no/such/page").await.has("html.large"), "on errors as well");
    nobody.post("/type-size", &[("large", "anything"), ("next", "//example.com")]).await;
    assert!(!nobody.get("/sign-in").await.has("html.large"));
}
