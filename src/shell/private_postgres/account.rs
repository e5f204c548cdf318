//! The user who runs the server: never root, for the server refuses root.

use std::{
    fs, io,
    os::unix::fs::{MetadataExt, chown},
    path::Path,
};

use nix::unistd::{Uid, User, geteuid};

use super::{StartError, user};

/// Who runs a new server when root starts it.
const UNPRIVILEGED: &str = "postgres";

/// The user who runs the server.
#[derive(Debug)]
pub(super) struct Account {
    /// The name, as the server finds it at the other end of the socket.
    pub name: String,
    /// User and group that a process must change to; none where it runs as ourselves.
    pub change_to: Option<(u32, u32)>,
}

impl Account {
    /// Started by root: the owner of the data, where there is none yet `postgres`. Else ourselves.
    pub fn of_data(data: &Path) -> Result<Self, StartError> {
        let owner = fs::metadata(data).ok().map(|found| Uid::from_raw(found.uid()));
        let own = geteuid();
        if !own.is_root() {
            if let Some(owner) = owner.filter(|owner| *owner != own) {
                let folder = data.to_owned();
                return Err(StartError::OtherOwner { folder, user: name(owner) });
            }
            return Ok(Self { name: name(own), change_to: None });
        }
        let found = match owner.filter(|owner| !owner.is_root()) {
            Some(owner) => user(owner).ok_or(owner.to_string()),
            None => User::from_name(UNPRIVILEGED).ok().flatten().ok_or(UNPRIVILEGED.to_owned()),
        };
        let user = found.map_err(|user| StartError::NoUser { user })?;
        let change_to = Some((user.uid.as_raw(), user.gid.as_raw()));
        Ok(Self { name: user.name, change_to })
    }

    /// The name of the user who starts the server, who may connect to it as well.
    pub fn starter() -> String {
        name(geteuid())
    }

    /// Hands a file or folder over to this user.
    pub fn own(&self, path: &Path) -> io::Result<()> {
        match self.change_to {
            Some((user, group)) => chown(path, Some(user), Some(group)),
            None => Ok(()),
        }
    }
}

fn name(uid: Uid) -> String {
    user(uid).map_or(uid.to_string(), |user| user.name)
}
