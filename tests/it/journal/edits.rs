//! Random edits by somebody who may do everything in the database, and where each must be found.

use rand::{Rng, RngExt, rngs::StdRng, seq::IndexedRandom};
use sqlx::{AssertSqlSafe, PgConnection, PgPool, Row};

use huanjie::shell::journal::verify::{Bad, Report};

/// A table that is edited.
pub struct Table {
    pub name: String,
    key: Vec<String>,
    columns: Vec<Column>,
    rows: Vec<Record>,
}

struct Column {
    name: String,
    kind: String,
}

#[derive(Clone)]
struct Record {
    place: String,
    key: String,
    stream: i64,
    seq: i64,
}

/// The tables of the journal.
pub const JOURNAL: [&str; 3] = ["journal", "journal_payload", "stream"];

/// Every protected table, as the catalogue tells them.
async fn protected(db: &mut PgConnection) -> Vec<String> {
    let names =
        "select tgrelid::regclass::text from pg_trigger where tgname = 'note_insert' order by 1";
    let rows = sqlx::query(names).fetch_all(db).await.expect("tables");
    rows.iter().map(|row| row.get(0)).collect()
}

/// Two rows for each protected table that has none: a table that was added yesterday is edited like
/// all others. Asks for an act in which nothing stands in the way; gives the tables that it filled.
pub async fn fill(db: &mut PgConnection) -> Vec<String> {
    let mut filled = Vec::new();
    for name in protected(db).await {
        let count = AssertSqlSafe(format!("select count(*) from {name}"));
        if sqlx::query(count).fetch_one(&mut *db).await.expect("a count").get::<i64, _>(0) > 0 {
            continue;
        }
        let columns = format!(
            "select attname::text, format_type(atttypid, null) from pg_attribute
            where attrelid = '{name}'::regclass and attnum > 0 and not attisdropped
            and attgenerated = '' order by attnum"
        );
        let rows = sqlx::query(AssertSqlSafe(columns)).fetch_all(&mut *db).await.expect("columns");
        let columns: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
        for number in 1..=2 {
            let values: Vec<String> = rows.iter().map(|row| value(row.get(1), number)).collect();
            let statement = format!(
                "insert into {name} ({}) overriding system value values ({})",
                columns.join(", "),
                values.join(", ")
            );
            let done = sqlx::query(AssertSqlSafe(statement.clone())).execute(&mut *db).await;
            done.unwrap_or_else(|error| panic!("{statement}: {error}"));
        }
        filled.push(name);
    }
    filled
}

/// The value of a type in one of some rows.
fn value(kind: &str, number: u32) -> String {
    match kind {
        "bigint" | "integer" => number.to_string(),
        "text" => format!("'行{number}'"),
        "boolean" => (number % 2 == 1).to_string(),
        "date" => format!("'2026-01-{number:02}'"),
        "timestamp with time zone" => format!("'2026-01-{number:02} 08:00:00.25+08'"),
        "uuid" => format!("'{number:032x}'"),
        "bytea" => format!("'\\x{number:064x}'"),
        "daterange" => format!("daterange('2026-01-{number:02}', null)"),
        other => panic!("no value of type {other}"),
    }
}

/// Tables of the journal, and all protected ones: each has rows.
pub async fn tables(db: &PgPool) -> Vec<Table> {
    let mut names = protected(&mut db.acquire().await.expect("a connection")).await;
    names.extend(JOURNAL.map(str::to_owned));
    let mut tables = Vec::new();
    for name in names {
        let columns = format!(
            "select attname::text, format_type(atttypid, null), attnum = any (
                select unnest(indkey::int2[]) from pg_index where indrelid = attrelid and indisprimary
            ) from pg_attribute where attrelid = '{name}'::regclass and attnum > 0
            and not attisdropped order by attnum"
        );
        let rows = sqlx::query(AssertSqlSafe(columns)).fetch_all(db).await.expect("columns");
        let key: Vec<String> = rows.iter().filter(|row| row.get(2)).map(|row| row.get(0)).collect();
        let columns: Vec<Column> =
            rows.iter().map(|row| Column { name: row.get(0), kind: row.get(1) }).collect();
        let mut table = Table { name, key, columns, rows: Vec::new() };
        table.rows = table.records(&mut db.acquire().await.expect("a connection"), "true").await;
        assert!(!table.rows.is_empty(), "{} has no rows", table.name);
        tables.push(table);
    }
    tables
}

/// What the edits violate is no obstacle to whoever makes them.
pub async fn without_constraints(db: &PgPool) {
    let drops = "select format('alter table %s drop constraint if exists %I cascade', conrelid::regclass, conname)
        from pg_constraint where contype in ('c', 'f', 'u', 'x') and conrelid <> 0
        and connamespace = 'public'::regnamespace
        union all select format('drop index %s', indexrelid::regclass)
        from pg_index join pg_class on pg_class.oid = indrelid
        where indisunique and relnamespace = 'public'::regnamespace
        and not exists (select from pg_constraint where conindid = indexrelid)
        union all select format('alter table %s alter column %I drop identity', attrelid::regclass, attname)
        from pg_attribute join pg_class on pg_class.oid = attrelid
        where attidentity <> '' and relname <> 'change' and relnamespace = 'public'::regnamespace";
    for row in sqlx::query(drops).fetch_all(db).await.expect("constraints") {
        sqlx::query(AssertSqlSafe(row.get::<String, _>(0))).execute(db).await.expect("dropped");
    }
}

/// An edit that was made, in words, and whether a report has found it.
pub struct Edit {
    pub what: String,
    found: Vec<Bad>,
    withheld: bool,
}

impl Edit {
    pub fn found_by(&self, report: &Report) -> bool {
        if self.withheld {
            return report.bad.is_none() && report.withheld == 1;
        }
        report.bad.as_ref().is_some_and(|bad| self.found.contains(bad))
    }

    pub fn expected(&self) -> &[Bad] {
        &self.found
    }
}

impl Table {
    async fn records(&self, db: &mut PgConnection, which: &str) -> Vec<Record> {
        let key: Vec<_> = self.key.iter().map(|key| format!("'{key}=' || {key}::text")).collect();
        let key = key.join(" || ' ' || ");
        let journal = match self.name.as_str() {
            "journal" | "journal_payload" => "stream_id, seq",
            "stream" => "stream_id, head_seq",
            _ => "0::bigint, 0::bigint",
        };
        let query = format!(
            "select ctid::text, {key}, {journal} from {} where {which} order by {}",
            self.name,
            self.key.join(", ")
        );
        let rows = sqlx::query(AssertSqlSafe(query)).fetch_all(db).await.expect("rows");
        let record = |row: &sqlx::postgres::PgRow| Record {
            place: row.get(0),
            key: row.get(1),
            stream: row.get(2),
            seq: row.get(3),
        };
        rows.iter().map(record).collect()
    }

    /// Makes a random edit.
    pub async fn edit(&self, db: &mut PgConnection, random: &mut StdRng) -> Edit {
        loop {
            let made = match random.random_range(0..10) {
                0..5 => self.update(db, random).await,
                5 | 6 => self.delete(db, random).await,
                7 | 8 => self.forge(db, random).await,
                _ => self.swap(db, random).await,
            };
            if let Some(edit) = made {
                return edit;
            }
        }
    }

    fn any(&self, random: &mut StdRng) -> &Record {
        self.rows.choose(random).expect("a row")
    }

    async fn update(&self, db: &mut PgConnection, random: &mut StdRng) -> Option<Edit> {
        let record = self.any(random).clone();
        let column = self.columns.choose(random)?;
        let value = column.other(random);
        let Self { name, .. } = self;
        let statement = format!(
            "update {name} set {} = {value} where ctid = '{}' returning ctid::text",
            column.name, record.place
        );
        let made = sqlx::query(AssertSqlSafe(statement.clone())).fetch_one(&mut *db).await;
        let made: String = made.unwrap_or_else(|error| panic!("{statement}: {error}")).get(0);
        let new = self.records(db, &format!("ctid = '{made}'")).await.remove(0);
        let of = Chain::of(db, record.stream).await;
        let found = match name.as_str() {
            // hashes say which row; a row elsewhere is missing here
            "journal" => vec![of.chain(record.seq)],
            "journal_payload" if self.key.contains(&column.name) => {
                vec![Chain::of(db, new.stream).await.payload(new.seq)]
            }
            "journal_payload" => vec![of.payload(record.seq)],
            "stream" => {
                let now = Chain::of(db, new.stream).await;
                match column.name.as_str() {
                    "head_seq" => vec![of.chain(record.seq.min(new.seq).max(0) + 1)],
                    "head_hash" => vec![of.chain(record.seq)],
                    _ => vec![now.chain(1)],
                }
            }
            _ => vec![self.record(&record.key), self.record(&new.key)],
        };
        Some(Edit { what: format!("{statement} ({})", record.key), found, withheld: false })
    }

    async fn delete(&self, db: &mut PgConnection, random: &mut StdRng) -> Option<Edit> {
        let record = self.any(random).clone();
        let of = Chain::of(db, record.stream).await;
        let statement = format!("delete from {} where ctid = '{}'", self.name, record.place);
        let done = sqlx::query(AssertSqlSafe(statement.clone())).execute(&mut *db).await;
        assert_eq!(done.expect("a deletion").rows_affected(), 1);
        let found = match self.name.as_str() {
            "journal" => vec![of.chain(record.seq)],
            "journal_payload" => Vec::new(),
            "stream" => {
                let signed =
                    "select seq from signed_head where stream_id = $1 order by seq limit 1";
                let signed = sqlx::query(signed).bind(record.stream).fetch_optional(&mut *db).await;
                let mut found = vec![Chain::unknown(record.stream).chain(1)];
                found.extend(signed.expect("heads").map(|row| of.head(row.get(0))));
                found
            }
            _ => vec![self.record(&record.key)],
        };
        let withheld = self.name == "journal_payload";
        Some(Edit { what: format!("{statement} ({})", record.key), found, withheld })
    }

    /// A row like another, with another key.
    async fn forge(&self, db: &mut PgConnection, random: &mut StdRng) -> Option<Edit> {
        let record = self.any(random).clone();
        let other = self.key.choose(random)?;
        let values: Vec<String> = self
            .columns
            .iter()
            .map(
                |column| {
                    if column.name == *other { column.other(random) } else { column.name.clone() }
                },
            )
            .collect();
        let columns: Vec<&str> = self.columns.iter().map(|column| column.name.as_str()).collect();
        let Self { name, .. } = self;
        let statement = format!(
            "insert into {name} ({}) overriding system value select {} from {name} where ctid = '{}'
            returning ctid::text",
            columns.join(", "),
            values.join(", "),
            record.place
        );
        let made = sqlx::query(AssertSqlSafe(statement.clone())).fetch_one(&mut *db).await;
        let made: String = made.unwrap_or_else(|error| panic!("{statement}: {error}")).get(0);
        let new = self.records(db, &format!("ctid = '{made}'")).await.remove(0);
        let of = Chain::of(db, new.stream).await;
        let found = match name.as_str() {
            // a gap before it is the first thing wrong
            "journal" => {
                let last = "select head_seq from stream where stream_id = $1";
                let last = sqlx::query(last).bind(new.stream).fetch_optional(&mut *db).await;
                let last = last.expect("a head").map(|row| row.get::<i64, _>(0) + 1);
                vec![of.chain(last.map_or(new.seq, |last| last.min(new.seq)))]
            }
            "journal_payload" => vec![of.payload(new.seq)],
            "stream" => vec![of.chain(1)],
            _ => vec![self.record(&new.key)],
        };
        Some(Edit { what: format!("{statement} ({})", new.key), found, withheld: false })
    }

    /// Two rows exchange a value.
    async fn swap(&self, db: &mut PgConnection, random: &mut StdRng) -> Option<Edit> {
        let plain: Vec<_> =
            self.columns.iter().filter(|column| !self.key.contains(&column.name)).collect();
        // salt and bytes go together, as whole payloads
        let swapped: Vec<&str> = if self.name == "journal_payload" {
            plain.iter().map(|column| column.name.as_str()).collect()
        } else {
            vec![plain.choose(random)?.name.as_str()]
        };
        let (one, two) = (self.any(random).clone(), self.any(random).clone());
        let set: Vec<_> = swapped.iter().map(|name| format!("{name} = other.{name}")).collect();
        let differ: Vec<_> = swapped
            .iter()
            .map(|name| format!("kept.{name} is distinct from other.{name}"))
            .collect();
        let Self { name, .. } = self;
        let statement = format!(
            "update {name} as kept set {} from {name} as other
            where kept.ctid in ('{one}', '{two}') and other.ctid in ('{one}', '{two}')
            and kept.ctid <> other.ctid and {}",
            set.join(", "),
            differ.join(" and "),
            one = one.place,
            two = two.place,
        );
        let done = sqlx::query(AssertSqlSafe(statement.clone())).execute(&mut *db).await;
        if done.expect("an exchange").rows_affected() != 2 {
            return None;
        }
        let first = if (one.stream, one.seq) < (two.stream, two.seq) { &one } else { &two };
        let of = Chain::of(db, first.stream).await;
        let found = match name.as_str() {
            "journal" => vec![of.chain(first.seq)],
            "journal_payload" => vec![of.payload(first.seq)],
            // any of the two streams, at its start or its end
            "stream" => {
                let mut found = Vec::new();
                for record in [&one, &two] {
                    let of = Chain::of(db, record.stream).await;
                    let other = if record.stream == one.stream { two.seq } else { one.seq };
                    let seqs = [1, record.seq, record.seq.min(other) + 1];
                    found.extend(seqs.map(|seq| of.chain(seq)));
                }
                found
            }
            _ => vec![self.record(&one.key), self.record(&two.key)],
        };
        let what = format!("{statement} ({}, {})", one.key, two.key);
        Some(Edit { what, found, withheld: false })
    }

    fn record(&self, key: &str) -> Bad {
        Bad::Record { relation: self.name.clone(), key: key.to_owned() }
    }
}

impl Column {
    /// Another value, in SQL; also such as no program of ours writes.
    fn other(&self, random: &mut StdRng) -> String {
        let name = &self.name;
        let by = random.random_range(1..100_000);
        let rarely = random.random_range(0..8) == 0;
        match self.kind.as_str() {
            "bigint" | "integer" if rarely => format!("coalesce(-1 - {name}, 7)"),
            "bigint" | "integer" => format!("coalesce({name} + {by}, {by})"),
            "text" => format!("coalesce('x{by}' || {name}, '')"),
            "boolean" => format!("not coalesce({name}, false)"),
            "date" if rarely => "'infinity'".to_owned(),
            "date" => format!("coalesce({name} + {by}, '2026-01-01')"),
            "timestamp with time zone" if rarely => "'-infinity'".to_owned(),
            "timestamp with time zone" => format!("coalesce({name} + interval '{by} us', now())"),
            "uuid" => format!("'{:032x}'", random.next_u64()),
            "bytea" if rarely => "''".to_owned(),
            // where there is none, one is put there
            "bytea" => format!(
                r"case when octet_length({name}) > 0
                then set_byte({name}, 0, (get_byte({name}, 0) + 1) % 256) else '\x07' end"
            ),
            "daterange" => "daterange('2000-01-01', null)".to_owned(),
            other => panic!("no other value of type {other}"),
        }
    }
}

/// A stream as reports name it.
struct Chain {
    kind: String,
    subject: i64,
}

impl Chain {
    async fn of(db: &mut PgConnection, stream: i64) -> Self {
        let found = sqlx::query("select kind, subject from stream where stream_id = $1");
        let found = found.bind(stream).fetch_optional(db).await.expect("a stream");
        found.map_or_else(
            || Self::unknown(stream),
            |row| Self { kind: row.get(0), subject: row.get(1) },
        )
    }

    fn unknown(stream: i64) -> Self {
        Self { kind: "unknown".to_owned(), subject: stream }
    }

    fn chain(&self, seq: i64) -> Bad {
        Bad::Chain { kind: self.kind.clone(), subject: self.subject, seq }
    }

    fn payload(&self, seq: i64) -> Bad {
        Bad::Payload { kind: self.kind.clone(), subject: self.subject, seq }
    }

    fn head(&self, seq: i64) -> Bad {
        Bad::Head { kind: self.kind.clone(), subject: self.subject, seq }
    }
}
