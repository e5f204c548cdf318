//! This program of tests as a process of its own, for tests of what a killed process leaves.
//!
//! An ignored test asks [`folder`] and does its work only where it was started by [`start`].

use std::{
    env,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

/// Names the folder to the process.
const FOLDER: &str = "HUANJIE_TEST_FOLDER";

/// Starts one ignored test as a process of its own, with a folder to work in.
pub fn start(test: &str, folder: &Path) -> Child {
    Command::new(env::current_exe().expect("this program"))
        .args([test, "--exact", "--ignored"])
        .env(FOLDER, folder)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        // a runner of tests ends the group of a test that it gives up
        .process_group(0)
        .spawn()
        .expect("this program starts")
}

/// The folder given by [`start`]; none where the ignored tests are run by hand.
pub fn folder() -> Option<PathBuf> {
    env::var_os(FOLDER).map(PathBuf::from)
}
