//! Secrets of the instance: files of 32 random bytes in the folder of the keys, outside the database.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

use super::chance;

/// Reads a secret of a folder; makes folder and secret when they are missing.
///
/// # Errors
/// The folder cannot be written, or the file holds no secret.
pub fn open(folder: &Path, name: &str) -> io::Result<[u8; 32]> {
    fs::create_dir_all(folder)?;
    let path = folder.join(name);
    if !path.exists() {
        make(folder, name, &path)?;
    }
    fs::read(&path)?.try_into().map_err(|_| io::Error::from(io::ErrorKind::InvalidData))
}

/// Makes the secret whole or not at all: half of one, left by a process that was killed, would keep
/// the next one from starting.
fn make(folder: &Path, name: &str, path: &Path) -> io::Result<()> {
    let secret: [u8; 32] = chance::bytes();
    let new = folder.join(format!("{name}.{}", std::process::id()));
    let mut file =
        OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&new)?;
    file.write_all(&secret)?;
    file.sync_all()?;
    let linked = fs::hard_link(&new, path);
    fs::remove_file(&new)?;
    match linked {
        // another process was quicker: its secret counts
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => File::open(folder)?.sync_all(),
    }
}
