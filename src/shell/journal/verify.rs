//! Whether journal and tables are as they were written.
//!
//! Three things are compared: each chain with itself, each table with the rows that the payloads
//! say it has, and each chain with the heads of it that were signed outside the database.
//!
//! A payload may be removed (withheld): its chain still holds. What the removed payload said of the
//! tables is then unknown, therefore a row that differs from every payload left, and that the
//! removed one may have changed last, is *unproven*, neither as written nor tampered with. It is
//! tampered with when a later row of the same chain says what it has to be.

mod rows;

use std::collections::{BTreeMap, HashMap, HashSet};

use futures_util::TryStreamExt;
use serde::Deserialize;
use serde_json::value::RawValue;
use sqlx::{AssertSqlSafe, PgConnection, PgPool, Row};

use rows::{key, same};

use super::{Header, hash, heads::Head, payload_digest};
use crate::shell::ids::StreamId;

/// What was looked at, and the first thing that is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Rows of the journal.
    pub rows: u64,
    /// Rows of protected tables.
    pub records: u64,
    /// Rows of the journal whose payload was removed.
    pub withheld: u64,
    /// Rows of protected tables, there or missing, that only a removed payload may explain.
    pub unproven: u64,
    /// Table and key of the first of them.
    pub first_unproven: Option<(String, String)>,
    /// The first thing that is wrong.
    pub bad: Option<Bad>,
}

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
    /// A row of a table is not as the journal has it.
    Record {
        /// The table.
        relation: String,
        /// The key, as text.
        key: String,
    },
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
    let mut look = Look { keys: primary_keys(db).await?, ..Look::default() };
    look.report.bad = look.everything(db, signed).await?;
    Ok(look.report)
}

/// What is known so far.
#[derive(Default)]
struct Look {
    /// The columns of the primary key of every protected table.
    keys: HashMap<String, Vec<String>>,
    tables: HashMap<String, BTreeMap<String, Known>>,
    /// The last removed payload of each chain that has one.
    withheld: HashMap<StreamId, i64>,
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
        self.records(db).await
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
            if heads.remove(&seq).is_some_and(|signed| signed.iter().any(|one| *one != row.hash)) {
                return Ok(Err(of.head(seq)));
            }
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
            self.withheld.insert(of.id, seq);
            return true;
        };
        payload_digest(&salt, &bytes).as_slice() == digest
            && self.replay(of.id, seq, &bytes).is_some()
    }

    /// Puts the rows of a payload where it says; `None` when it cannot be read.
    fn replay(&mut self, stream: StreamId, seq: i64, bytes: &[u8]) -> Option<()> {
        let payload: Payload = serde_json::from_slice(bytes).ok()?;
        for change in payload.changes {
            let columns = self.keys.get(&change.relation)?;
            let table = self.tables.entry(change.relation).or_default();
            for row in change.rows {
                let key = key(columns, row.get())?;
                if table.get(&key).is_some_and(|known| known.number > change.number) {
                    continue;
                }
                let row = (change.operation != "delete").then(|| row.get().into());
                table.insert(key, Known { number: change.number, stream, seq, row });
            }
        }
        Some(())
    }

    /// Compares every protected table with what the payloads say.
    async fn records(&mut self, db: &mut PgConnection) -> sqlx::Result<Option<Bad>> {
        let mut relations: Vec<(String, Vec<String>)> = self.keys.clone().into_iter().collect();
        relations.sort();
        for (relation, columns) in relations {
            let mut known = self.tables.remove(&relation).unwrap_or_default();
            let order = columns.join(", ");
            // names of tables and columns come from the catalogue
            let query = format!(
                "select to_jsonb(kept)::text as row from {relation} as kept order by {order}"
            );
            #[expect(clippy::disallowed_methods, reason = "tables are known to the catalogue only")]
            let mut rows = sqlx::query(AssertSqlSafe(query)).fetch(&mut *db);
            while let Some(row) = rows.try_next().await? {
                self.report.records += 1;
                let row: String = row.try_get("row")?;
                let key = key(&columns, &row).unwrap_or_default();
                let known = known.remove(&key);
                let noted = known.as_ref().and_then(|known| known.row.as_deref());
                if !noted.is_some_and(|noted| same(noted, &row))
                    && let Some(bad) = self.differs(&relation, key, known.as_ref())
                {
                    return Ok(Some(bad));
                }
            }
            for (key, known) in known {
                if known.row.is_some()
                    && let Some(bad) = self.differs(&relation, key, Some(&known))
                {
                    return Ok(Some(bad));
                }
            }
        }
        Ok(None)
    }

    /// A row is not as the payloads have it: bad, unless a removed one may have changed it last.
    fn differs(&mut self, relation: &str, key: String, known: Option<&Known>) -> Option<Bad> {
        let explained = self.withheld.iter().any(|(stream, seq)| {
            known.is_none_or(|known| *stream != known.stream || *seq > known.seq)
        });
        if !explained {
            return Some(Bad::Record { relation: relation.to_owned(), key });
        }
        self.report.unproven += 1;
        self.report.first_unproven.get_or_insert_with(|| (relation.to_owned(), key));
        None
    }
}

#[derive(Deserialize)]
struct Payload<'a> {
    #[serde(borrow)]
    changes: Vec<Change<'a>>,
}

#[derive(Deserialize)]
struct Change<'a> {
    number: i64,
    relation: String,
    operation: String,
    #[serde(borrow)]
    rows: Vec<&'a RawValue>,
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

/// The columns of the primary key of every protected table.
async fn primary_keys(db: &mut PgConnection) -> sqlx::Result<HashMap<String, Vec<String>>> {
    let rows = sqlx::query!(
        r#"
        select class.relname::text as "relation!",
            array_agg(attribute.attname::text order by array_position(index.indkey::int2[], attribute.attnum)) as "columns!"
        from pg_trigger as trigger
        join pg_class as class on class.oid = trigger.tgrelid
        join pg_index as index on index.indrelid = class.oid and index.indisprimary
        join pg_attribute as attribute
            on attribute.attrelid = class.oid and attribute.attnum = any (index.indkey)
        where trigger.tgname = 'note_insert'
        group by class.relname
        "#
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.relation, row.columns)).collect())
}
