//! Records: what payloads say of every protected table, compared with its rows.

use std::collections::HashMap;

use futures_util::TryStreamExt;
use serde::Deserialize;
use serde_json::value::RawValue;
use sqlx::{AssertSqlSafe, PgConnection, Row};

use super::{Bad, Known, Look, WITHHELD};
use crate::shell::ids::StreamId;

impl Look {
    /// Puts the rows of a payload where it says; `None` when it cannot be read.
    pub(super) fn replay(&mut self, stream: StreamId, seq: i64, bytes: &[u8]) -> Option<()> {
        let payload: Payload = serde_json::from_slice(bytes).ok()?;
        if let Some(rows) = payload.notes.get(WITHHELD) {
            for row in rows.split_ascii_whitespace() {
                let (stream, seq) = row.split_once(':')?;
                self.discarded.insert((StreamId(stream.parse().ok()?), seq.parse().ok()?));
            }
        }
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
    pub(super) async fn records(&mut self, db: &mut PgConnection) -> sqlx::Result<Option<Bad>> {
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
        let explained = self.withheld.difference(&self.discarded).any(|(stream, seq)| {
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
    notes: HashMap<String, String>,
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

/// The columns of a row that hold something.
fn filled(row: &str) -> Option<HashMap<&str, &str>> {
    let values: HashMap<&str, &RawValue> = serde_json::from_str(row).ok()?;
    let values = values.into_iter().map(|(column, value)| (column, value.get()));
    Some(values.filter(|(_, value)| *value != "null").collect())
}

/// Whether two rows hold the same. A column that came later is null in the rows that were there,
/// and missing where they were noted: null and missing are one.
fn same(noted: &str, kept: &str) -> bool {
    noted == kept || filled(noted).is_some_and(|noted| filled(kept) == Some(noted))
}

/// The key of a row as text; `None` when the row lacks it.
fn key(columns: &[String], row: &str) -> Option<String> {
    let values: HashMap<&str, &RawValue> = serde_json::from_str(row).ok()?;
    let mut parts = Vec::with_capacity(columns.len());
    for column in columns {
        let value = values.get(column.as_str())?.get();
        let text: Option<String> = serde_json::from_str(value).ok();
        parts.push(format!("{column}={}", text.as_deref().unwrap_or(value)));
    }
    Some(parts.join(" "))
}

/// The columns of the primary key of every protected table.
pub(super) async fn primary_keys(
    db: &mut PgConnection,
) -> sqlx::Result<HashMap<String, Vec<String>>> {
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

#[cfg(test)]
mod tests {
    use super::same;

    #[test]
    fn a_column_without_a_value_is_as_if_it_were_not_there() {
        let noted = r#"{"a": 1, "b": null}"#;
        for (kept, alike) in [
            (noted, true),
            (r#"{"a": 1, "b": null, "c": null}"#, true),
            (r#"{"a": 1}"#, true),
            (r#"{"a": 1, "b": null, "c": 0}"#, false),
            (r#"{"a": 1, "b": 2, "c": null}"#, false),
            (r#"{"a": null, "b": null}"#, false),
            (r#"{"a": 1, "b": "null"}"#, false),
            ("", false),
        ] {
            assert_eq!(same(noted, kept), alike, "{kept}");
        }
    }
}
