//! Imports go one way: room, shell, law; and a room never uses another's pages.

use std::collections::BTreeSet;

use crate::house::source::{files, root};

/// What stands on the rooms, and may use all of them.
const ABOVE: [&str; 5] = ["lib", "main", "server", "commands", "sample"];

/// Uses that are there against the rule: the form that opens an election stands on the page of its
/// unit, which shows it again with its errors.
const KNOWN: [(&str, &str); 1] = [("elections", "places::pages")];

/// The first part of a file's path below `src`.
fn room(path: &str) -> &str {
    let below = path.strip_prefix("src/").expect("a source");
    below.split(['/', '.']).next().unwrap_or(below)
}

/// Every room: a folder of its own that is neither below nor above the others.
fn rooms() -> BTreeSet<String> {
    let entries = std::fs::read_dir(root().join("src")).expect("a folder");
    let folders = entries.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_dir());
    let names =
        folders.map(|path| path.file_name().expect("a name").to_string_lossy().into_owned());
    let rooms: BTreeSet<String> =
        names.filter(|name| !["law", "press", "shell"].contains(&&**name)).collect();
    rooms.into_iter().filter(|name| !ABOVE.contains(&&**name)).collect()
}

/// The text without comments.
fn code(text: &str) -> String {
    let lines = text.lines().map(|line| line.split("//").next().unwrap_or_default());
    lines.collect::<Vec<_>>().join("\n")
}

/// The full paths of a tree of uses: `a::{b, c::{self, d}}` is `a::b`, `a::c::self`, `a::c::d`.
fn flattened(tree: &str) -> Vec<String> {
    let Some((before, rest)) = tree.split_once('{') else {
        let name = tree.split(" as ").next().unwrap_or(tree).trim();
        return vec![name.to_owned()];
    };
    let inner = rest.trim_end().strip_suffix('}').expect("a closed tree");
    let mut depth = 0;
    let parts = inner.split(|sign| {
        match sign {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        sign == ',' && depth == 0
    });
    let parts: Vec<&str> = parts.map(str::trim).filter(|part| !part.is_empty()).collect();
    let nested = parts.iter().flat_map(|part| flattened(part));
    nested.map(|path| format!("{}{path}", before.trim())).collect()
}

/// The paths below `crate` that a file uses or names.
fn used(code: &str) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for (at, _) in code.match_indices("use crate::") {
        let statement = code[at..].split(';').next().expect("a statement");
        let tree: Vec<&str> = statement["use crate::".len()..].split_whitespace().collect();
        used.extend(flattened(&tree.join(" ").replace(" as ", " as ")));
    }
    let sign = |sign: char| sign.is_alphanumeric() || sign == '_' || sign == ':';
    for (at, _) in code.match_indices("crate::") {
        let path: String =
            code[at + "crate::".len()..].chars().take_while(|one| sign(*one)).collect();
        used.insert(path.trim_end_matches(':').to_owned());
    }
    used.remove("");
    used
}

#[test]
fn a_tree_of_uses_is_read() {
    let paths =
        used("use crate::{\n a::{self, b as c},\n shell::{App, x::{Y, Z}},\n};\nuse crate::one;");
    let expected = ["a::b", "a::self", "one", "shell::App", "shell::x::Y", "shell::x::Z"];
    assert_eq!(paths.iter().map(String::as_str).collect::<Vec<_>>(), expected);
}

#[test]
fn the_shell_uses_no_room() {
    let rooms = rooms();
    assert!(rooms.contains("elections") && rooms.contains("tally"), "{rooms:?}");
    for (path, text) in files("src/shell") {
        for used in used(&code(&text)) {
            let first = used.split("::").next().expect("a part");
            let free = !rooms.contains(first) && !ABOVE.contains(&first);
            assert!(free, "{path} uses {used}");
        }
    }
}

#[test]
fn the_law_and_the_press_use_nothing_of_the_program() {
    for folder in ["src/law", "src/press"] {
        for (path, text) in files(folder) {
            assert!(!code(&text).contains("huanjie::"), "{path}");
        }
        let manifest = std::fs::read_to_string(root().join(folder).join("Cargo.toml"));
        assert!(!manifest.expect("a manifest").contains("huanjie ="), "{folder}");
    }
}

#[test]
fn a_room_uses_the_shell_the_law_and_other_rooms_but_not_their_pages() {
    let rooms = rooms();
    let mut known = BTreeSet::new();
    for (path, text) in files("src") {
        let own = room(&path);
        if !rooms.contains(own) {
            continue;
        }
        let code = code(&text);
        for used in used(&code) {
            let first = used.split("::").next().expect("a part");
            assert!(!ABOVE.contains(&first), "{path} uses {used}");
        }
        for other in rooms.iter().filter(|other| *other != own) {
            // by a tree of uses, and by the room's name in the code
            let pages = format!("{other}::pages");
            let by_use = used(&code).iter().any(|used| used.starts_with(&pages));
            if by_use || code.contains(&pages) {
                let exception = KNOWN.iter().find(|one| **one == (own, &*pages));
                let exception = exception.unwrap_or_else(|| panic!("{path} uses {pages}"));
                known.insert(*exception);
            }
        }
    }
    assert_eq!(known.len(), KNOWN.len(), "an exception that is no longer needed");
}
