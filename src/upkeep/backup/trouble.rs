//! What keeps a back-up from being made, checked or restored, with its words.

use std::{
    io,
    path::{Path, PathBuf},
};

use crate::shell::{
    Error,
    db::DbError,
    journal::{heads::KeysError, verify::Bad},
    private_postgres::StartError,
};

/// What keeps a back-up from being made, checked or restored.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// A file is there already.
    #[error("{} is there already", .0.display())]
    Exists(PathBuf),
    /// A file cannot be read or written.
    #[error("{}: {reason}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        reason: io::Error,
    },
    /// The database refuses.
    #[error("the database refuses")]
    Database(#[from] sqlx::Error),
    /// The schema cannot be migrated.
    #[error("the schema cannot be migrated")]
    Schema(#[from] DbError),
    /// A text of ours cannot be written.
    #[error("a text cannot be written")]
    Text(#[from] serde_json::Error),
    /// Keys or signed heads are not as they were written.
    #[error(transparent)]
    Keys(#[from] KeysError),
    /// A server to try a back-up on does not start.
    #[error(transparent)]
    Start(#[from] StartError),
    /// The journal row could not be written.
    #[error("the journal row could not be written: {0:?}")]
    Act(Error),
    /// A program of the database server is not installed.
    #[error("there is no {name} of version {major} or newer")]
    NoProgram {
        /// The program.
        name: &'static str,
        /// The oldest major version that can be used.
        major: u32,
    },
    /// A program failed.
    #[error("{name}: {said}")]
    Program {
        /// The program.
        name: String,
        /// The first line that it said.
        said: String,
    },
    /// The passphrase is too short to seal with.
    #[error("the passphrase is short")]
    ShortPassphrase,
    /// The passphrase is another, or the sealed keys were changed.
    #[error("the passphrase does not open the keys")]
    Passphrase,
    /// The file is no back-up of ours.
    #[error("{} is no back-up", .0.display())]
    NoBackup(PathBuf),
    /// A part is not as the manifest says.
    #[error("the part {0} was changed or cut off")]
    Part(String),
    /// The schema of the back-up is newer than this program.
    #[error("the schema {0} is newer than this program")]
    Newer(i64),
    /// The keys are not those that the manifest tells of.
    #[error("the keys are of another instance")]
    OtherKeys,
    /// What was restored has another number of rows, or a chain another end.
    #[error("{name} has {there} rows, not {here}")]
    Differs {
        /// The table or chain.
        name: String,
        /// As the manifest says.
        here: i64,
        /// As it was restored.
        there: i64,
    },
    /// What was restored is not as the journal has it.
    #[error("the journal does not hold: {0:?}")]
    Bad(Bad),
    /// The database, or the list of signed heads, is not empty.
    #[error("the database is not empty")]
    NotEmpty,
    /// Somebody uses the database that is to be replaced.
    #[error("the database is in use")]
    InUse,
}

impl Trouble {
    /// Of a file.
    pub fn file(path: &Path, reason: io::Error) -> Self {
        Self::File { path: path.to_owned(), reason }
    }

    /// The key of its words.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Exists(_) => "error-backup-exists",
            Self::File { .. } => "error-backup-file",
            Self::Database(_) | Self::Act(_) => "error-database-unreachable",
            Self::Schema(_) => "error-schema",
            Self::Text(_) => "error-system",
            Self::Keys(error) => error.key(),
            Self::Start(error) => error.key(),
            Self::NoProgram { .. } => "error-backup-no-program",
            Self::Program { .. } => "error-backup-program",
            Self::ShortPassphrase => "error-backup-passphrase-short",
            Self::Passphrase => "error-backup-passphrase",
            Self::NoBackup(_) => "error-backup-none",
            Self::Part(_) => "error-backup-part",
            Self::Newer(_) => "error-schema-newer",
            Self::OtherKeys => "error-backup-other-keys",
            Self::Differs { .. } => "error-backup-differs",
            Self::Bad(bad) => bad.key(),
            Self::NotEmpty => "error-backup-not-empty",
            Self::InUse => "error-backup-in-use",
        }
    }

    /// What its words name.
    pub fn variables(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Exists(path) | Self::NoBackup(path) => {
                vec![("file", path.display().to_string())]
            }
            Self::File { path, reason } => {
                vec![("file", path.display().to_string()), ("reason", reason.to_string())]
            }
            Self::Schema(error) => vec![("reason", error.to_string())],
            Self::Text(error) => vec![("reason", error.to_string())],
            Self::Keys(error) => error.variables(),
            Self::Start(error) => error.variables(),
            Self::NoProgram { name, major } => {
                vec![("name", (*name).to_owned()), ("major", major.to_string())]
            }
            Self::Program { name, said } => vec![("name", name.clone()), ("said", said.clone())],
            Self::Part(name) => vec![("name", name.clone())],
            Self::Newer(version) => vec![("version", version.to_string())],
            Self::Differs { name, here, there } => vec![
                ("name", name.clone()),
                ("here", here.to_string()),
                ("there", there.to_string()),
            ],
            Self::Bad(bad) => bad.variables(),
            Self::Database(_)
            | Self::Act(_)
            | Self::ShortPassphrase
            | Self::Passphrase
            | Self::OtherKeys
            | Self::NotEmpty
            | Self::InUse => Vec::new(),
        }
    }
}
