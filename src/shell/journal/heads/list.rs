//! The list of signed heads as it is read: every line must be a head that the key has signed.

use std::{
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
};

use ed25519_dalek::{Signature, SigningKey, Verifier, VerifyingKey};
use sqlx::PgConnection;

use super::{Head, KEY, LIST};

/// Why the key or the list of signed heads cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    /// A file that every instance has is not there.
    #[error("there is no {}", path.display())]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// A file cannot be read, or holds no key.
    #[error("{}: {reason}", path.display())]
    Refused {
        /// The file.
        path: PathBuf,
        /// What the system said.
        reason: io::Error,
    },
    /// A line of the list is not as it was written.
    #[error("line {line} of {}: {wrong:?}", path.display())]
    Line {
        /// The list.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        wrong: Wrong,
    },
}

/// What is wrong with a line of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// The last line has no end.
    Torn,
    /// It is no head.
    NoHead,
    /// The key has not signed it.
    Signature,
}

impl KeysError {
    /// The key of its words.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "error-keys-missing",
            Self::Refused { .. } => "error-keys",
            Self::Line { wrong: Wrong::Torn, .. } => "error-heads-torn",
            Self::Line { wrong: Wrong::NoHead, .. } => "error-heads-none",
            Self::Line { wrong: Wrong::Signature, .. } => "error-heads-signature",
        }
    }

    /// What its words name.
    pub fn variables(&self) -> Vec<(&'static str, String)> {
        let file = |path: &Path| path.display().to_string();
        match self {
            Self::Missing { path } => vec![("file", file(path))],
            Self::Refused { path, reason } => {
                vec![("folder", file(path)), ("reason", reason.to_string())]
            }
            Self::Line { path, line, .. } => {
                vec![("file", file(path)), ("line", line.to_string())]
            }
        }
    }

    fn reading(path: &Path, reason: io::Error) -> Self {
        let path = path.to_owned();
        match reason.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Missing { path },
            _ => Self::Refused { path, reason },
        }
    }
}

/// The heads that a key has signed, and the part of the key that everybody may know.
#[derive(Clone, Debug)]
pub struct Signed {
    /// The heads, in the order of the list.
    pub heads: Vec<Head>,
    /// The public key.
    pub public: [u8; 32],
}

impl Signed {
    /// Reads key and list of a folder, and makes nothing there.
    ///
    /// # Errors
    /// A file is missing or cannot be read, or a line of the list is not as it was written.
    pub fn read(folder: &Path) -> Result<Self, KeysError> {
        let path = folder.join(KEY);
        let key = fs::read(&path).map_err(|error| KeysError::reading(&path, error))?;
        let key: [u8; 32] = key.try_into().map_err(|_| KeysError::Refused {
            path: path.clone(),
            reason: io::ErrorKind::InvalidData.into(),
        })?;
        Self::read_with(&folder.join(LIST), SigningKey::from_bytes(&key).verifying_key())
    }

    pub(super) fn read_with(list: &Path, key: VerifyingKey) -> Result<Self, KeysError> {
        let read = || {
            let mut file = File::open(list)?;
            // no process of ours is in the midst of a line
            file.lock_shared()?;
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes)?;
            Ok(bytes)
        };
        let bytes = read().map_err(|error| KeysError::reading(list, error))?;
        Ok(Self { heads: heads(&bytes, &key, list)?, public: key.to_bytes() })
    }

    /// The heads of a list that was kept elsewhere, such as in a back-up.
    ///
    /// # Errors
    /// A line is not as it was written, or the key is none.
    pub fn of(list: &[u8], public: [u8; 32], path: &Path) -> Result<Self, KeysError> {
        let key = VerifyingKey::from_bytes(&public).map_err(|_| KeysError::Refused {
            path: path.to_owned(),
            reason: io::ErrorKind::InvalidData.into(),
        })?;
        Ok(Self { heads: heads(list, &key, path)?, public })
    }
}

fn heads(bytes: &[u8], key: &VerifyingKey, path: &Path) -> Result<Vec<Head>, KeysError> {
    let mut heads = Vec::new();
    for (number, line) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
        let wrong = |wrong| KeysError::Line { path: path.to_owned(), line: number + 1, wrong };
        let line = line.strip_suffix(b"\n").ok_or(wrong(Wrong::Torn))?;
        let head: Head = serde_json::from_slice(line).map_err(|_| wrong(Wrong::NoHead))?;
        if !good(&head, key) {
            return Err(wrong(Wrong::Signature));
        }
        heads.push(head);
    }
    Ok(heads)
}

fn good(head: &Head, key: &VerifyingKey) -> bool {
    let message = Head::message(&head.kind, head.subject, head.seq, &head.hash);
    let signature = Signature::from_slice(&head.signature);
    signature.is_ok_and(|signature| key.verify(&message, &signature).is_ok())
}

/// The heads that the database knows to be signed: kind, subject and row. Each was in the list
/// before it was committed here.
///
/// # Errors
/// Those of the database.
pub async fn known(db: &mut PgConnection) -> sqlx::Result<Vec<(String, i64, i64)>> {
    let rows = sqlx::query!(
        "
        select kind, subject, seq
        from signed_head
        join stream using (stream_id)
        order by stream_id, seq
        "
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.kind, row.subject, row.seq)).collect())
}
