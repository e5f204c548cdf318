//! Why a server of our own does not start, each with its words.

use std::{
    io,
    path::{Path, PathBuf},
};

/// Why a server of our own does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// No server is among the installed programs.
    #[error("no PostgreSQL server is installed")]
    NotInstalled,
    /// Only servers older than the oldest that can be used are installed.
    #[error("PostgreSQL {installed} is installed, at least {least} is needed")]
    TooOld {
        /// The newest major version installed.
        installed: u32,
        /// The oldest major version that can be used.
        least: u32,
    },
    /// Started by root, and the user who is to run the server does not exist.
    #[error("there is no user {user} to run the database server")]
    NoUser {
        /// The user's name.
        user: String,
    },
    /// A file stands where a folder is needed.
    #[error("{} is a file, or lies below one", folder.display())]
    InTheWay {
        /// The folder asked for.
        folder: PathBuf,
    },
    /// The folder cannot be made, read or written.
    #[error("{}: {reason}", folder.display())]
    Refused {
        /// The folder or file.
        folder: PathBuf,
        /// What the system said.
        reason: io::Error,
    },
    /// The server's user has no way into the folder.
    #[error("user {user} cannot reach {}", folder.display())]
    Closed {
        /// The data folder.
        folder: PathBuf,
        /// The server's user.
        user: String,
    },
    /// The data belongs to somebody else.
    #[error("{} belongs to user {user}", folder.display())]
    OtherOwner {
        /// The data folder.
        folder: PathBuf,
        /// Its owner.
        user: String,
    },
    /// Another process of ours lives on the folder.
    #[error("{} is in use by process {pid}", folder.display())]
    InUse {
        /// The data folder.
        folder: PathBuf,
        /// The process as it wrote it down, empty when not yet.
        pid: String,
    },
    /// The data is of a major version that is not installed.
    #[error("{} holds data of PostgreSQL {data}, installed is {installed}", folder.display())]
    OtherVersion {
        /// The data folder.
        folder: PathBuf,
        /// The version of the data.
        data: String,
        /// The versions installed, with commas between.
        installed: String,
    },
    /// There is data, without what says which version.
    #[error("{} holds no complete PostgreSQL data", folder.display())]
    Damaged {
        /// The data folder.
        folder: PathBuf,
    },
    /// The data could not be made.
    #[error("the database could not be made: {reason}")]
    NotMade {
        /// What the program `initdb` or the server said.
        reason: String,
    },
    /// A server left behind does not end.
    #[error("process {pid}, a database server left behind, does not end")]
    OrphanStays {
        /// The process.
        pid: String,
    },
    /// The server ended at once.
    #[error("the database server ended: {reason}")]
    Ended {
        /// The server's log.
        log: PathBuf,
        /// The last that it said.
        reason: String,
    },
    /// The server runs and does not answer.
    #[error("the database server does not answer: {reason}")]
    Unanswered {
        /// The server's log.
        log: PathBuf,
        /// What was met instead of an answer.
        reason: String,
    },
}

impl StartError {
    /// The key of its words.
    pub fn key(&self) -> &'static str {
        match self {
            Self::NotInstalled => "error-postgres-not-installed",
            Self::TooOld { .. } => "error-postgres-too-old",
            Self::NoUser { .. } => "error-postgres-no-user",
            Self::InTheWay { .. } => "error-postgres-in-the-way",
            Self::Refused { .. } => "error-postgres-refused",
            Self::Closed { .. } => "error-postgres-closed",
            Self::OtherOwner { .. } => "error-postgres-other-owner",
            Self::InUse { .. } => "error-postgres-in-use",
            Self::OtherVersion { .. } => "error-postgres-other-version",
            Self::Damaged { .. } => "error-postgres-damaged",
            Self::NotMade { .. } => "error-postgres-not-made",
            Self::OrphanStays { .. } => "error-postgres-orphan-stays",
            Self::Ended { .. } => "error-postgres-ended",
            Self::Unanswered { .. } => "error-postgres-unanswered",
        }
    }

    /// The variables of its words; numbers as text, for a process has no thousands.
    pub fn variables(&self) -> Vec<(&'static str, String)> {
        let path = |path: &Path| path.display().to_string();
        match self {
            Self::NotInstalled => Vec::new(),
            Self::TooOld { installed, least } => {
                vec![("installed", installed.to_string()), ("least", least.to_string())]
            }
            Self::NoUser { user } => vec![("user", user.clone())],
            Self::InTheWay { folder } | Self::Damaged { folder } => vec![("folder", path(folder))],
            Self::Refused { folder, reason } => {
                vec![("folder", path(folder)), ("reason", reason.to_string())]
            }
            Self::Closed { folder, user } | Self::OtherOwner { folder, user } => {
                vec![("folder", path(folder)), ("user", user.clone())]
            }
            Self::InUse { folder, pid } => vec![("folder", path(folder)), ("pid", pid.clone())],
            Self::OtherVersion { folder, data, installed } => vec![
                ("folder", path(folder)),
                ("data", data.clone()),
                ("installed", installed.clone()),
            ],
            Self::NotMade { reason } => vec![("reason", reason.clone())],
            Self::OrphanStays { pid } => vec![("pid", pid.clone())],
            Self::Ended { log, reason } | Self::Unanswered { log, reason } => {
                vec![("log", path(log)), ("reason", reason.clone())]
            }
        }
    }

    /// What the system said of a folder or file: a file in the way, or a refusal.
    pub(super) fn of(folder: &Path, reason: io::Error) -> Self {
        let folder = folder.to_owned();
        match reason.kind() {
            io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => {
                Self::InTheWay { folder }
            }
            _ => Self::Refused { folder, reason },
        }
    }
}
