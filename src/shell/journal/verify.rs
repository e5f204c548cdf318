//! Whether journal and tables are as they were written.
//!
//! Three things are compared: each chain with itself, each table with the rows that the payloads
//! say it has, and each chain with the last head of it that was signed outside the database.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;
use serde_json::value::RawValue;
use sqlx::{AssertSqlSafe, PgConnection, Row};

use super::{Header, hash, heads::Head, payload_digest};
use crate::shell::ids::StreamId;

/// What was looked at, and the first thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Rows of the journal.
    pub rows: u64,
    /// Rows of protected tables.
    pub records: u64,
    /// The first thing that is wrong.
    pub bad: Option<Bad>,
}

/// Something that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bad {
    /// A row of a chain does not follow from the one before, or is missing.
    Chain {
        /// Kind of the stream.
        kind: String,
        /// Its subject.
        subject: i64,
        /// The row.
        seq: i64,
    },
    /// A payload is not the one that the chain has the digest of.
    Payload {
        /// Kind of the stream.
        kind: String,
        /// Its subject.
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

/// Rows of a table by key, as the payloads have them.
type Tables = HashMap<String, BTreeMap<String, String>>;

/// Compares everything.
///
/// # Errors
/// Those of the database.
pub async fn verify(db: &mut PgConnection, signed: &[Head]) -> sqlx::Result<Report> {
    let keys = primary_keys(db).await?;
    let mut report = Report { rows: 0, records: 0, bad: None };
    let mut tables = Tables::new();
    let streams = sqlx::query!(
        "select stream_id, kind, subject, head_seq, head_hash from stream order by stream_id"
    )
    .fetch_all(&mut *db)
    .await?;
    for stream in &streams {
        let of = Of { id: stream.stream_id, kind: &stream.kind, subject: stream.subject };
        let (head, bad) = chain(db, of, signed, &keys, &mut tables, &mut report.rows).await?;
        let end = bad.or_else(|| {
            (head != (stream.head_seq, stream.head_hash.clone())).then(|| of.chain(stream.head_seq))
        });
        if end.is_some() {
            report.bad = end;
            return Ok(report);
        }
    }
    for head in signed {
        if !streams.iter().any(|stream| stream.kind == head.kind && stream.subject == head.subject)
        {
            let (kind, subject) = (head.kind.clone(), head.subject);
            report.bad = Some(Bad::Head { kind, subject, seq: head.seq });
            return Ok(report);
        }
    }
    report.bad = records(db, &keys, tables, &mut report.records).await?;
    Ok(report)
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

type End = ((i64, Vec<u8>), Option<Bad>);

/// Follows a chain from its start; gives where it ends, and the first thing wrong.
async fn chain(
    db: &mut PgConnection,
    of: Of<'_>,
    signed: &[Head],
    keys: &HashMap<String, Vec<String>>,
    tables: &mut Tables,
    count: &mut u64,
) -> sqlx::Result<End> {
    let mut head: (i64, Vec<u8>) = (0, vec![0; 32]);
    let signed: HashMap<i64, &[u8]> = signed
        .iter()
        .filter(|one| one.kind == of.kind && one.subject == of.subject)
        .map(|one| (one.seq, one.hash.as_slice()))
        .collect();
    let last_signed = signed.keys().copied().max().unwrap_or(0);
    loop {
        let rows = sqlx::query!(
            r#"
            select seq, recorded_at, actor_kind, account_id, actor_name, actor_role, event,
                payload_digest, hash, salt as "salt?", bytes as "bytes?"
            from journal
            left join journal_payload using (stream_id, seq)
            where stream_id = $1
            and seq > $2
            order by seq
            limit 500
            "#,
            of.id as StreamId,
            head.0,
        )
        .fetch_all(&mut *db)
        .await?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            *count += 1;
            let seq = head.0 + 1;
            let header = Header {
                stream: of.kind,
                subject: of.subject,
                seq,
                recorded_at: row.recorded_at.timestamp_micros(),
                actor: &row.actor_kind,
                account: row.account_id.map(|id| id.0),
                name: &row.actor_name,
                role: &row.actor_role,
                event: &row.event,
            };
            let expected = hash(&head.1, &header, &row.payload_digest).ok();
            if row.seq != seq || expected.is_none_or(|expected| expected.as_slice() != row.hash) {
                return Ok((head, Some(of.chain(seq))));
            }
            if signed.get(&seq).is_some_and(|hash| *hash != row.hash) {
                return Ok((head, Some(of.head(seq))));
            }
            if let (Some(salt), Some(bytes)) = (row.salt, row.bytes) {
                let text = String::from_utf8(bytes).unwrap_or_default();
                if payload_digest(&salt, &text).as_slice() != row.payload_digest
                    || replay(&text, keys, tables).is_none()
                {
                    return Ok((head, Some(of.payload(seq))));
                }
            }
            head = (seq, row.hash);
        }
    }
    let cut = (last_signed > head.0).then(|| of.head(last_signed));
    Ok((head, cut))
}

#[derive(Deserialize)]
struct Payload<'a> {
    #[serde(borrow)]
    changes: Vec<Change<'a>>,
}

#[derive(Deserialize)]
struct Change<'a> {
    relation: String,
    operation: String,
    #[serde(borrow)]
    rows: Vec<&'a RawValue>,
}

/// Puts the rows of a payload where it says; `None` when it cannot be read.
fn replay(text: &str, keys: &HashMap<String, Vec<String>>, tables: &mut Tables) -> Option<()> {
    let payload: Payload = serde_json::from_str(text).ok()?;
    for change in payload.changes {
        let columns = keys.get(&change.relation)?;
        let table = tables.entry(change.relation).or_default();
        for row in change.rows {
            let values: HashMap<&str, &RawValue> = serde_json::from_str(row.get()).ok()?;
            let key =
                key_of(columns, |column| values.get(column).map(|value| value.get().to_owned()))?;
            if change.operation == "delete" {
                table.remove(&key);
            } else {
                table.insert(key, row.get().to_owned());
            }
        }
    }
    Some(())
}

fn key_of(columns: &[String], value: impl Fn(&str) -> Option<String>) -> Option<String> {
    let parts: Option<Vec<String>> = columns
        .iter()
        .map(|column| value(column).map(|value| format!("{column}={}", value.trim_matches('"'))))
        .collect();
    parts.map(|parts| parts.join(" "))
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

/// Compares every protected table with what the payloads say.
async fn records(
    db: &mut PgConnection,
    keys: &HashMap<String, Vec<String>>,
    mut tables: Tables,
    count: &mut u64,
) -> sqlx::Result<Option<Bad>> {
    let mut relations: Vec<&String> = keys.keys().collect();
    relations.sort();
    for relation in relations {
        let columns = &keys[relation];
        let list = columns.join(", ");
        let key = columns
            .iter()
            .map(|column| format!("'{column}=' || {column}"))
            .collect::<Vec<_>>()
            .join(" || ' ' || ");
        let mut expected = tables.remove(relation).unwrap_or_default();
        // names of tables and columns come from the catalogue
        let query = format!(
            "select {key} as key, to_jsonb(kept)::text as row from {relation} as kept order by {list}"
        );
        #[expect(clippy::disallowed_methods, reason = "tables are known to the catalogue only")]
        let rows = sqlx::query(AssertSqlSafe(query)).fetch_all(&mut *db).await?;
        for row in rows {
            *count += 1;
            let (key, row): (String, String) = (row.try_get("key")?, row.try_get("row")?);
            if expected.remove(&key).is_none_or(|expected| expected != row) {
                return Ok(Some(Bad::Record { relation: relation.clone(), key }));
            }
        }
        if let Some((key, _)) = expected.pop_first() {
            return Ok(Some(Bad::Record { relation: relation.clone(), key }));
        }
    }
    Ok(None)
}
