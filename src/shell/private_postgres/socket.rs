//! The folder of the server's socket.

use std::{
    env, fs,
    hash::{DefaultHasher, Hash, Hasher},
    io,
    os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt},
    path::{Path, PathBuf},
};

use nix::unistd::geteuid;

use super::{StartError, account::Account};

/// The longest path of a socket in bytes: 107 on Linux, 103 on macOS.
const LONGEST: usize = 103;

/// How the server names the socket in its folder.
const NAME: &str = ".s.PGSQL.5432";

/// A folder for the socket that only the server's user (and root) may enter: `run` in the data
/// folder, where its path is too long a short one elsewhere.
pub(super) fn folder(folder: &Path, account: &Account) -> Result<PathBuf, StartError> {
    let own = folder.join("run");
    if fits(&own) {
        return match make(&own, account) {
            Ok(()) => Ok(own),
            Err(reason) => Err(StartError::of(&own, reason)),
        };
    }
    let mut refused =
        StartError::Refused { folder: own, reason: io::ErrorKind::InvalidFilename.into() };
    for short in elsewhere(folder).into_iter().filter(|short| fits(short)) {
        match make(&short, account) {
            Ok(()) => return Ok(short),
            Err(reason) => refused = StartError::of(&short, reason),
        }
    }
    Err(refused)
}

/// Removes a folder for the socket that lies outside of the data folder.
pub(super) fn leave(socket: &Path, folder: &Path) {
    if !socket.starts_with(folder) {
        // the server has removed its socket; what is left is used again by the next start
        let _ = fs::remove_dir(socket);
    }
}

fn fits(folder: &Path) -> bool {
    folder.join(NAME).as_os_str().len() <= LONGEST
}

fn elsewhere(folder: &Path) -> Vec<PathBuf> {
    let mut hasher = DefaultHasher::new();
    folder.hash(&mut hasher);
    let name = format!("huanjie-{}-{:016x}", geteuid(), hasher.finish());
    let runtime = env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|dir| dir.is_absolute());
    // below a person's runtime folder the user postgres could not enter
    let first = if geteuid().is_root() { Some(PathBuf::from("/run")) } else { runtime };
    let parents = first.into_iter().chain([env::temp_dir(), PathBuf::from("/tmp")]);
    parents.map(|parent| parent.join(&name)).collect()
}

/// Makes the folder, or takes one that is there when nobody else can have made it.
fn make(folder: &Path, account: &Account) -> io::Result<()> {
    let made = fs::DirBuilder::new().mode(0o700).create(folder);
    if made.as_ref().is_err_and(|error| error.kind() == io::ErrorKind::AlreadyExists) {
        // not followed: in a folder for everybody a link may lead anywhere
        let found = fs::symlink_metadata(folder)?;
        let server = account.change_to.map(|(user, _)| user);
        let ours = found.uid() == geteuid().as_raw() || Some(found.uid()) == server;
        if !found.is_dir() || !ours {
            return made;
        }
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
    } else {
        made?;
    }
    account.own(folder)
}
