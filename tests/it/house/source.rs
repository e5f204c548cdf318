//! The sources of the program as texts.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// The folder of the program.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Path and text of every Rust file below a folder, in order.
pub fn files(below: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    collect(&root().join(below), &mut found);
    found.sort();
    let name = |path: &PathBuf| path.strip_prefix(root()).expect("below").display().to_string();
    let text = |path: &PathBuf| fs::read_to_string(path).expect("a file");
    found.iter().map(|path| (name(path), text(path))).collect()
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            found.push(path);
        }
    }
}
