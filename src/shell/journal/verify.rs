//! Whether journal and tables are as they were written.
//!
//! Four things are compared: each chain with itself, each table with the rows that the payloads
//! say it has, each chain with the heads of it that were signed outside the database, and each file
//! with its digest.
//!
//! A payload may be removed (withheld): its chain still holds. What the removed payload said of the
//! tables is then unknown, therefore a row that differs from every payload left, and that the
//! removed one may have changed last, is *unproven*, neither as written nor tampered with. It is
//! tampered with when a later row of the same chain says what it has to be.

mod files;
mod records;

use std::collections::{BTreeMap, HashMap, HashSet};

use futures_util::TryStreamExt;
use sqlx::{PgConnection, PgPool};

use super::{Header, hash, heads::Head, payload_digest};
use crate::shell::ids::StreamId;

/// What was looked at, and the first thing that is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Rows of the journal.
    pub rows: u64,
    /// Rows of protected tables.
    pub records: u64,
    /// Signed heads that were met in their chains.
    pub heads: u64,
    /// Files whose bytes have the digest that they are kept by.
    pub files: u64,
    /// Rows of the journal whose payload was removed.
    pub withheld: u64,
    /// Rows of protected tables, there or missing, that only a removed payload may explain.
    pub unproven: u64,
    /// Table and key of the first of them.
    pub first_unproven: Option<(String, String)>,
    /// The first thing that is wrong.
    pub bad: Option<Bad>,
}

/// The note of an act that names the rows whose payload it removed, as stream and number.
pub const WITHHELD: &str = "withheld";

/// Something that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bad {
    /// A row of a chain does not follow from the one before, or is missing.
    Chain {
        /// Kind of the stream; `unknown` where there is no such stream.
        kind: String,
        /// Its subject; the stream's key where there is no such stream.
        subject: i64,
        /// The row.
        seq: i64,
    },
    /// A payload is not the one that the chain has the digest of.
    Payload {
        /// Kind of the stream, as above.
        kind: String,
        /// Its subject, as above.
        subject: i64,
        /// The row.
        seq: i64,
    },
    /// The chain does not hold a head that was signed.
    Head {
        /// Kind of the stream.
        kind: String,
        /// Its subject.
        subject: i64,
        /// The row that was signed.
        seq: i64,
    },
    /// A head that the database has signed is not in the list outside of it: the list was shortened.
    Unlisted {
        /// Kind of the stream.
        kind: String,
        /// Its subject.
        subject: i64,
        /// The row that was signed.
        seq: i64,
    },
    /// A row of a table is not as the journal has it.
    Record {
        /// The table.
        relation: String,
        /// The key, as text.
        key: String,
    },
    /// The bytes of a file are not those of its digest, or a file that a record names is missing.
    File {
        /// The digest, in hexadecimal digits.
        sha256: String,
    },
}

impl Bad {
    /// The key of its words.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Chain { .. } => "verify-bad-chain",
            Self::Payload { .. } => "verify-bad-payload",
            Self::Head { .. } => "verify-bad-head",
            Self::Unlisted { .. } => "verify-bad-unlisted",
            Self::Record { .. } => "verify-bad-record",
            Self::File { .. } => "verify-bad-file",
        }
    }

    /// What its words name.
    pub fn variables(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Chain { kind, subject, seq }
            | Self::Payload { kind, subject, seq }
            | Self::Head { kind, subject, seq }
            | Self::Unlisted { kind, subject, seq } => vec![
                ("kind", kind.clone()),
                ("subject", subject.to_string()),
                ("seq", seq.to_string()),
            ],
            Self::Record { relation, key } => {
                vec![("relation", relation.clone()), ("key", key.clone())]
            }
            Self::File { sha256 } => vec![("sha256", sha256.clone())],
        }
    }
}

/// Compares everything, as it is at one moment. Heads are read before: later ones would seem to be
/// beyond the end.
///
/// # Errors
/// Those of the database.
pub async fn verify(db: &PgPool, signed: &[Head]) -> sqlx::Result<Report> {
    // each statement by itself would see other acts
    let mut moment = db.begin_with("begin isolation level repeatable read, read only").await?;
    compare(&mut moment, signed).await
}

/// Compares everything as the caller's transaction sees it.
///
/// # Errors
/// Those of the database.
pub async fn compare(db: &mut PgConnection, signed: &[Head]) -> sqlx::Result<Report> {
    let mut look = Look { keys: records::primary_keys(db).await?, ..Look::default() };
    look.report.bad = look.everything(db, signed).await?;
    Ok(look.report)
}

/// The first head that the database has signed and that is missing in the list.
pub fn unlisted(known: Vec<(String, i64, i64)>, listed: &[Head]) -> Option<Bad> {
    let listed: HashSet<_> =
        listed.iter().map(|head| (head.kind.as_str(), head.subject, head.seq)).collect();
    let missing = known
        .into_iter()
        .find(|(kind, subject, seq)| !listed.contains(&(kind.as_str(), *subject, *seq)));
    missing.map(|(kind, subject, seq)| Bad::Unlisted { kind, subject, seq })
}

/// What is known so far.
#[derive(Default)]
struct Look {
    /// The columns of the primary key of every protected table.
    keys: HashMap<String, Vec<String>>,
    tables: HashMap<String, BTreeMap<String, Known>>,
    /// The removed payloads.
    withheld: HashSet<(StreamId, i64)>,
    /// Those that went with a rehearsal, as the act says that threw it away: it says as well of which
    /// rows they told, therefore they explain none.
    discarded: HashSet<(StreamId, i64)>,
    report: Report,
}

/// The last that payloads say of a row.
struct Known {
    /// In the order of all changes.
    number: i64,
    stream: StreamId,
    seq: i64,
    /// As the database writes it; `None` when it was deleted.
    row: Option<Box<str>>,
}

/// A stream that is being looked at.
#[derive(Clone, Copy)]
struct Of<'a> {
    id: StreamId,
    kind: &'a str,
    subject: i64,
}

impl Of<'_> {
    fn chain(&self, seq: i64) -> Bad {
        Bad::Chain { kind: self.kind.to_owned(), subject: self.subject, seq }
    }

    fn payload(&self, seq: i64) -> Bad {
        Bad::Payload { kind: self.kind.to_owned(), subject: self.subject, seq }
    }

    fn head(&self, seq: i64) -> Bad {
        Bad::Head { kind: self.kind.to_owned(), subject: self.subject, seq }
    }
}

/// Where a chain stands: the last row that is right, and its hash.
struct End {
    seq: i64,
    hash: Vec<u8>,
    /// The first head that was signed and lies beyond.
    beyond: Option<i64>,
}

impl Look {
    async fn everything(
        &mut self,
        db: &mut PgConnection,
        signed: &[Head],
    ) -> sqlx::Result<Option<Bad>> {
        let streams = sqlx::query!(
            "select stream_id, kind, subject, head_seq, head_hash from stream order by stream_id"
        )
        .fetch_all(&mut *db)
        .await?;
        for stream in &streams {
            let of = Of { id: stream.stream_id, kind: &stream.kind, subject: stream.subject };
            let end = match self.chain(db, of, signed).await? {
                Ok(end) => end,
                Err(bad) => return Ok(Some(bad)),
            };
            // a stream is made by its first act
            if end.seq == 0 || end.seq != stream.head_seq {
                return Ok(Some(of.chain(end.seq.min(stream.head_seq).max(0) + 1)));
            }
            if end.hash != stream.head_hash {
                return Ok(Some(of.chain(end.seq)));
            }
            if let Some(beyond) = end.beyond {
                return Ok(Some(of.head(beyond)));
            }
        }
        let known: HashSet<_> = streams.iter().map(|one| (&one.kind, one.subject)).collect();
        if let Some(head) = signed.iter().find(|one| !known.contains(&(&one.kind, one.subject))) {
            let (kind, subject) = (head.kind.clone(), head.subject);
            return Ok(Some(Bad::Head { kind, subject, seq: head.seq }));
        }
        if let Some(bad) = stray(db).await? {
            return Ok(Some(bad));
        }
        if let Some(bad) = self.records(db).await? {
            return Ok(Some(bad));
        }
        self.files(db).await
    }

    /// Follows a chain from its start; gives where it ends, or the first thing wrong.
    async fn chain(
        &mut self,
        db: &mut PgConnection,
        of: Of<'_>,
        signed: &[Head],
    ) -> sqlx::Result<Result<End, Bad>> {
        let mut heads: HashMap<i64, Vec<&[u8]>> = HashMap::new();
        for head in signed.iter().filter(|one| one.kind == of.kind && one.subject == of.subject) {
            heads.entry(head.seq).or_default().push(&head.hash);
        }
        let mut end = End { seq: 0, hash: vec![0; 32], beyond: None };
        // a time that no clock of ours tells is none: infinite ones cannot be read
        let mut rows = sqlx::query!(
            r#"
            select seq,
                case
                    when recorded_at between '2000-01-01T00:00Z' and '9999-12-31T00:00Z' then recorded_at
                end as recorded_at,
                actor_kind, account_id, actor_name, actor_role, event, payload_digest, hash,
                salt as "salt?", bytes as "bytes?"
            from journal
            left join journal_payload using (stream_id, seq)
            where stream_id = $1
            order by seq
            "#,
            of.id as StreamId,
        )
        .fetch(db);
        while let Some(row) = rows.try_next().await? {
            self.report.rows += 1;
            let seq = end.seq + 1;
            let expected = row.recorded_at.and_then(|recorded_at| {
                let header = Header {
                    stream: of.kind,
                    subject: of.subject,
                    seq,
                    recorded_at: recorded_at.timestamp_micros(),
                    actor: &row.actor_kind,
                    account: row.account_id.map(|id| id.0),
                    name: &row.actor_name,
                    role: &row.actor_role,
                    event: &row.event,
                };
                hash(&end.hash, &header, &row.payload_digest).ok()
            });
            if row.seq != seq || expected.is_none_or(|expected| expected.as_slice() != row.hash) {
                return Ok(Err(of.chain(seq.min(row.seq))));
            }
            let met = heads.remove(&seq).unwrap_or_default();
            if met.iter().any(|one| *one != row.hash) {
                return Ok(Err(of.head(seq)));
            }
            self.report.heads += met.len() as u64;
            let payload = row.salt.zip(row.bytes);
            if !self.payload(of, seq, payload, &row.payload_digest) {
                return Ok(Err(of.payload(seq)));
            }
            end = End { seq, hash: row.hash, beyond: None };
        }
        // what was signed and not met lies beyond the end
        Ok(Ok(End { beyond: heads.into_keys().min(), ..end }))
    }

    /// Takes in what a payload, if it is there, says of the tables; says whether it is the one that
    /// was written.
    fn payload(
        &mut self,
        of: Of<'_>,
        seq: i64,
        payload: Option<(Vec<u8>, Vec<u8>)>,
        digest: &[u8],
    ) -> bool {
        let Some((salt, bytes)) = payload else {
            self.report.withheld += 1;
            self.withheld.insert((of.id, seq));
            return true;
        };
        payload_digest(&salt, &bytes).as_slice() == digest
            && self.replay(of.id, seq, &bytes).is_some()
    }
}

/// Rows of journal and payloads that belong to no chain.
async fn stray(db: &mut PgConnection) -> sqlx::Result<Option<Bad>> {
    let found = sqlx::query!(
        r#"
        select coalesce(kind, 'unknown') as "kind!", coalesce(subject, stray.stream_id) as "subject!",
            stray.seq as "seq!", stray.payload as "payload!"
        from (
            select stream_id, seq, false as payload
            from journal
            where stream_id not in (select stream_id from stream)
            union all
            select stream_id, seq, true
            from journal_payload
            where not exists (
                select
                from journal
                where journal.stream_id = journal_payload.stream_id
                and journal.seq = journal_payload.seq
            )
        ) as stray
        left join stream using (stream_id)
        order by stray.stream_id, stray.seq
        limit 1
        "#
    )
    .fetch_optional(db)
    .await?;
    Ok(found.map(|row| {
        let of = Of { id: StreamId(0), kind: &row.kind, subject: row.subject };
        if row.payload { of.payload(row.seq) } else { of.chain(row.seq) }
    }))
}
