//! What a back-up holds: parts with their digests, versions, and what the database held.

use std::{collections::BTreeMap, fs::File, io, path::Path};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use sqlx::PgConnection;

use super::{Trouble, one, schema_version};
use crate::shell::{clock::Now, journal::heads::Signed};

/// The form of the file; another form has another number.
pub const FORM: &str = "huanjie-backup/1";

/// What a back-up holds.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Manifest {
    /// [`FORM`].
    pub form: String,
    /// When it was made.
    pub made_at: chrono::DateTime<chrono::Utc>,
    /// The version of the program that made it.
    pub program: String,
    /// What the database held.
    pub contents: Contents,
    /// What the signed heads are checked with.
    #[serde(with = "hex::serde")]
    pub public_key: [u8; 32],
    /// The files that follow, in their order.
    pub parts: Vec<Part>,
}

/// A file of a back-up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// Its length.
    pub bytes: u64,
    /// Its digest, in hexadecimal digits.
    pub sha256: String,
}

/// What a database held at one moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contents {
    /// The version of its schema.
    pub schema: i64,
    /// How many rows each table has.
    pub tables: BTreeMap<String, i64>,
    /// Where the chains of the journal stood.
    pub chains: Vec<Chain>,
}

/// Where a chain of the journal stood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chain {
    /// Kind of the stream.
    pub kind: String,
    /// Its subject.
    pub subject: i64,
    /// The last row.
    pub seq: i64,
    /// Its hash.
    #[serde(with = "hex::serde")]
    pub hash: Vec<u8>,
}

impl Contents {
    /// What a database holds, as a transaction sees it.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn of(db: &mut PgConnection) -> Result<Self, Trouble> {
        let names = sqlx::query_scalar!(
            r#"
            select relname::text as "name!"
            from pg_class
            where relkind = 'r'
            and relpersistence = 'p'
            and relnamespace = 'public'::regnamespace
            order by 1
            "#
        );
        let mut tables = BTreeMap::new();
        for name in names.fetch_all(&mut *db).await? {
            // names of tables come from the catalogue
            let count = one(db, format!("select count(*) from {name}")).await?;
            tables.insert(name, count);
        }
        let chains = sqlx::query_as!(
            Chain,
            "
            select kind, subject, head_seq as seq, head_hash as hash
            from stream
            order by kind, subject
            "
        );
        let chains = chains.fetch_all(&mut *db).await?;
        Ok(Self { schema: schema_version(db).await?, tables, chains })
    }

    /// What is otherwise in another database, in the order of names: table or chain, how many rows
    /// here and there.
    pub fn differs(&self, other: &Self) -> Option<(String, i64, i64)> {
        let names = self.tables.keys().chain(other.tables.keys());
        let count = |of: &Self, name: &String| of.tables.get(name).copied().unwrap_or(-1);
        for name in names {
            let (here, there) = (count(self, name), count(other, name));
            if here != there {
                return Some((name.clone(), here, there));
            }
        }
        let other_chain = |one: &Chain| other.chains.contains(one);
        let chain = self.chains.iter().find(|one| !other_chain(one));
        chain.map(|one| (format!("{} {}", one.kind, one.subject), one.seq, -1))
    }
}

impl Manifest {
    /// Of parts that lie in a folder.
    ///
    /// # Errors
    /// A part cannot be read.
    pub fn of(
        folder: &Path,
        names: &[&str],
        contents: Contents,
        signed: &Signed,
        now: Now,
    ) -> Result<Self, Trouble> {
        let parts = names.iter().map(|name| Part::of(folder, name)).collect::<Result<_, _>>()?;
        Ok(Self {
            form: FORM.to_owned(),
            made_at: now.0,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            contents,
            public_key: signed.public,
            parts,
        })
    }

    /// How many rows of all tables the database held.
    pub fn rows(&self) -> i64 {
        self.contents.tables.values().sum()
    }
}

impl Part {
    /// Of a file in a folder.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn of(folder: &Path, name: &str) -> Result<Self, Trouble> {
        let path = folder.join(name);
        let digested = || {
            let mut digest = Sha256::new();
            let bytes = io::copy(&mut File::open(&path)?, &mut Writes(&mut digest))?;
            Ok((bytes, hex::encode(digest.finalize())))
        };
        let (bytes, sha256) = digested().map_err(|error| Trouble::file(&path, error))?;
        Ok(Self { name: name.to_owned(), bytes, sha256 })
    }
}

/// A digest as something that is written to.
pub(super) struct Writes<'a>(pub &'a mut Sha256);

impl io::Write for Writes<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
