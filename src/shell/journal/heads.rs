//! Heads of chains, signed by a key that lies outside the database.
//!
//! Every head that goes out on paper is signed, kept in the database and appended to a file beside
//! the key. Somebody who changes the database, even all of it, cannot make such a line anew.

mod list;

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use ed25519_dalek::{Signer, SigningKey};
use serde::{Deserialize, Serialize};
use sqlx::PgConnection;

use super::Stream;
use crate::shell::{Error, clock::Now, ids::StreamId, secret};

pub use list::{KeysError, Signed, Wrong, known};

/// The key's file.
const KEY: &str = "journal.key";
/// The list's file.
const LIST: &str = "heads.jsonl";

/// The end of a chain when it was signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Kind of the stream.
    pub kind: String,
    /// Its subject.
    pub subject: i64,
    /// The last row.
    pub seq: i64,
    /// Its hash.
    #[serde(with = "hex::serde")]
    pub hash: Vec<u8>,
    /// By the key of the instance.
    #[serde(with = "hex::serde")]
    signature: Vec<u8>,
}

impl Head {
    fn message(kind: &str, subject: i64, seq: i64, hash: &[u8]) -> Vec<u8> {
        let mut message = format!("huanjie head {kind} {subject} {seq} ").into_bytes();
        message.extend_from_slice(hash);
        message
    }
}

/// The key and the file of signed heads.
#[derive(Clone)]
pub struct Heads(Arc<Inner>);

struct Inner {
    key: SigningKey,
    list: PathBuf,
    file: Mutex<File>,
}

impl Heads {
    /// Opens key and file in a folder; makes them when they are missing.
    ///
    /// # Errors
    /// The folder cannot be written, or the key cannot be read.
    pub fn open(folder: &Path) -> io::Result<Self> {
        let key = SigningKey::from_bytes(&secret::open(folder, KEY)?);
        let list = folder.join(LIST);
        let file = OpenOptions::new().append(true).create(true).mode(0o600).open(&list)?;
        mend(&file, &list)?;
        Ok(Self(Arc::new(Inner { key, list, file: Mutex::new(file) })))
    }

    /// Signs the head of a stream as it stands in a transaction; gives what goes on paper.
    ///
    /// # Errors
    /// Those of the database and of the file.
    pub async fn sign(
        &self,
        db: &mut PgConnection,
        stream: Stream,
        now: Now,
    ) -> Result<Head, Error> {
        let (kind, subject) = stream.key();
        let found = sqlx::query!(
            "
            select stream_id, head_seq, head_hash
            from stream
            where kind = $1
            and subject = $2
            ",
            kind,
            subject,
        )
        .fetch_one(&mut *db)
        .await?;
        let message = Head::message(kind, subject, found.head_seq, &found.head_hash);
        let signature = self.0.key.sign(&message).to_bytes().to_vec();
        sqlx::query!(
            "
            insert into signed_head (stream_id, seq, hash, signed_at, signature)
            values ($1, $2, $3, $4, $5)
            on conflict do nothing
            ",
            found.stream_id as StreamId,
            found.head_seq,
            &found.head_hash,
            now.0,
            &signature,
        )
        .execute(db)
        .await?;
        let head = Head {
            kind: kind.to_owned(),
            subject,
            seq: found.head_seq,
            hash: found.head_hash,
            signature,
        };
        self.keep(&head).map_err(|error| Error::internal(&error))?;
        Ok(head)
    }

    fn keep(&self, head: &Head) -> io::Result<()> {
        let mut line = serde_json::to_vec(head)?;
        line.push(b'\n');
        let mut file = self.0.file.lock().unwrap_or_else(PoisonError::into_inner);
        // no other process reads or mends half a line
        file.lock()?;
        let written = file.write_all(&line).and_then(|()| file.sync_data());
        file.unlock()?;
        written
    }

    /// The heads of the file.
    ///
    /// # Errors
    /// The file cannot be read, or a line of it is no head that this key has signed.
    pub fn all(&self) -> Result<Vec<Head>, KeysError> {
        Ok(Signed::read_with(&self.0.list, self.0.key.verifying_key())?.heads)
    }
}

/// Takes away a last line that a killed program left torn: nothing was committed with it, and the
/// next line is not to be a part of it.
fn mend(file: &File, list: &Path) -> io::Result<()> {
    file.lock()?;
    let bytes = fs::read(list)?;
    let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    let mended = if whole == bytes.len() {
        Ok(())
    } else {
        tracing::warn!("a torn last line of the signed heads is taken away");
        file.set_len(whole as u64).and_then(|()| file.sync_data())
    };
    file.unlock()?;
    mended
}
