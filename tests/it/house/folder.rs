//! Folders that are gone after the test.

use std::{
    env, fs,
    ops::Deref,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use uuid::Uuid;

/// An empty folder that every user may enter; removed with all it holds when dropped.
pub struct Folder(PathBuf);

impl Folder {
    /// Makes one.
    pub fn new() -> Self {
        let path = env::temp_dir().join(format!("huanjie-{}", Uuid::new_v4().simple()));
        fs::create_dir(&path).expect("a folder");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("a mode");
        // as the programs name it
        Self(fs::canonicalize(path).expect("a path"))
    }
}

impl Deref for Folder {
    type Target = Path;

    fn deref(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // a failing test may leave what cannot be removed
        let _ = fs::remove_dir_all(&self.0);
    }
}
