//! The queries of a table: rows of a page, of a file, how many there are, sums.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use futures_util::TryStreamExt;
use sqlx::{
    Arguments, Encode, PgConnection, Postgres, QueryBuilder, Row, Type,
    postgres::{PgArguments, PgRow},
};
use tokio::sync::mpsc;

use super::{Asked, Column, Kind, Line, Table};

/// A value that is bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A number, such as a key.
    Number(i64),
    /// A text.
    Text(String),
    /// Texts.
    Texts(Vec<String>),
    /// Numbers.
    Numbers(Vec<i64>),
    /// A date.
    Day(NaiveDate),
    /// Dates, some of which may be missing.
    Days(Vec<Option<NaiveDate>>),
    /// A moment.
    Moment(DateTime<Utc>),
}

macro_rules! values {
    ($($kind:ident($type:ty)),+) => {$(
        impl From<$type> for Value {
            fn from(value: $type) -> Self {
                Self::$kind(value)
            }
        }
    )+};
}

values!(
    Number(i64),
    Text(String),
    Texts(Vec<String>),
    Numbers(Vec<i64>),
    Day(NaiveDate),
    Days(Vec<Option<NaiveDate>>),
    Moment(DateTime<Utc>)
);

/// The rows that there are for whoever looks, before sort and filter.
#[derive(Clone, Debug)]
pub struct Source {
    sql: &'static str,
    values: Vec<Value>,
    choices: Vec<(&'static str, Vec<String>)>,
    answered: &'static [&'static str],
}

impl Source {
    /// A query that gives a table's columns by their names, with `$1` and so on bound in order.
    pub fn new(sql: &'static str) -> Self {
        Self { sql, values: Vec::new(), choices: Vec::new(), answered: &[] }
    }

    /// The same with the next value.
    #[must_use]
    pub fn bind(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        self
    }

    /// The same with the words to choose from in the filter of a column.
    #[must_use]
    pub fn choose(mut self, column: &'static str, words: Vec<String>) -> Self {
        self.choices.push((column, words));
        self
    }

    /// The same where the rows are already those that the filters of these columns ask for, since an
    /// index of the room's own found them.
    #[must_use]
    pub fn answers(mut self, columns: &'static [&'static str]) -> Self {
        self.answered = columns;
        self
    }

    /// Whether the filter of a column is answered by the source.
    pub(super) fn has_answered(&self, column: &str) -> bool {
        self.answered.contains(&column)
    }

    /// The words to choose from in the filter of a column.
    pub(super) fn choices(&self, column: &str) -> &[String] {
        let found = self.choices.iter().find(|(name, _)| *name == column);
        found.map_or(&[], |(_, words)| words)
    }
}

/// What a row is held against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Test {
    Contains(String),
    Is(Value),
    From(Value),
    Before(Value),
    /// The source has answered it.
    Answered,
}

/// The sums of a table's columns, in their order; of a ratio part and whole.
pub(super) type Sums = Vec<(i64, i64)>;

/// How many rows there are, and the sums over them.
pub(super) struct Counted {
    pub(super) matches: i64,
    pub(super) sums: Sums,
}

/// Counts the rows that match.
pub(super) async fn count(db: &mut PgConnection, asked: &Asked<'_>) -> sqlx::Result<Counted> {
    let mut query = begun(&asked.source, "");
    query.push("select count(*)");
    for column in totalled(asked.table) {
        query.push(format_args!(", coalesce(sum({}), 0)::bigint", column.name));
        if let Kind::Ratio(whole) = column.kind {
            query.push(format_args!(", coalesce(sum({whole}), 0)::bigint"));
        }
    }
    query.push(" from listed");
    tested(&mut query, &asked.tests);
    let row = query.build().fetch_one(db).await?;
    let mut at = 0;
    let mut next = || {
        at += 1;
        row.try_get::<i64, _>(at)
    };
    let sums = totalled(asked.table).map(|column| {
        let part = next()?;
        Ok((part, if matches!(column.kind, Kind::Ratio(_)) { next()? } else { 0 }))
    });
    let sums = sums.collect::<sqlx::Result<_>>()?;
    Ok(Counted { matches: row.try_get(0)?, sums })
}

/// The columns with sums.
pub(super) fn totalled(table: &Table) -> impl Iterator<Item = &'static Column> + use<> {
    table.shown().filter(|column| column.totals)
}

/// Counts all rows.
pub(super) async fn all(db: &mut PgConnection, asked: &Asked<'_>) -> sqlx::Result<i64> {
    let mut query = begun(&asked.source, "");
    query.push("select count(*) from listed");
    query.build().fetch_one(db).await?.try_get(0)
}

/// The rows of a page.
pub(super) async fn page(
    db: &mut PgConnection,
    asked: &Asked<'_>,
    page: i64,
    size: i64,
) -> sqlx::Result<Vec<Line>> {
    let mut query = ordered(asked, "");
    let before = page.saturating_sub(1).saturating_mul(size);
    query.push(" limit ").push_bind(size).push(" offset ").push_bind(before);
    let rows = query.build().fetch_all(db).await?;
    rows.iter().map(|row| line(asked, row)).collect()
}

/// Sends what `item` makes of all rows that match, some at a time; whether somebody still receives.
pub(super) async fn send<T>(
    db: &mut PgConnection,
    asked: &Asked<'_>,
    size: usize,
    item: fn(&Line) -> T,
    to: &mpsc::Sender<Vec<T>>,
) -> sqlx::Result<bool> {
    let mut query = ordered(asked, "");
    let mut rows = query.build().fetch(db);
    let mut chunk = Vec::with_capacity(size);
    while let Some(row) = rows.try_next().await? {
        chunk.push(item(&line(asked, &row)?));
        if chunk.len() == size && to.send(std::mem::take(&mut chunk)).await.is_err() {
            return Ok(false);
        }
    }
    Ok(to.send(chunk).await.is_ok())
}

/// How the database goes about the rows of a page and counting them, in its own words.
pub(super) async fn plan(db: &mut PgConnection, asked: &Asked<'_>) -> sqlx::Result<Vec<String>> {
    let mut page = ordered(asked, EXPLAIN);
    page.push(" limit ").push_bind(100_i64);
    let mut count = begun(&asked.source, EXPLAIN);
    count.push("select count(*) from listed");
    tested(&mut count, &asked.tests);
    let mut lines = Vec::new();
    for mut query in [page, count] {
        for row in query.build().fetch_all(&mut *db).await? {
            lines.push(row.try_get(0)?);
        }
    }
    Ok(lines)
}

/// Before a query whose plan is asked for.
const EXPLAIN: &str = "explain ";

/// The beginning of every query: the rows that there are.
fn begun(source: &Source, before: &'static str) -> QueryBuilder<Postgres> {
    let sql = format!("{before}with listed as ({}) ", source.sql);
    QueryBuilder::with_arguments(sql, bound(&source.values))
}

fn bound(values: &[Value]) -> PgArguments {
    let mut arguments = PgArguments::default();
    for value in values {
        add_value(&mut arguments, value);
    }
    arguments
}

fn add_value(arguments: &mut PgArguments, value: &Value) {
    match value {
        Value::Number(number) => add(arguments, *number),
        Value::Text(text) => add(arguments, text.clone()),
        Value::Texts(texts) => add(arguments, texts.clone()),
        Value::Numbers(numbers) => add(arguments, numbers.clone()),
        Value::Day(day) => add(arguments, *day),
        Value::Days(days) => add(arguments, days.clone()),
        Value::Moment(at) => add(arguments, *at),
    }
}

fn add<T: for<'a> Encode<'a, Postgres> + Type<Postgres>>(arguments: &mut PgArguments, value: T) {
    // numbers, texts and days can always be encoded
    let _ = arguments.add(value);
}

fn tested(query: &mut QueryBuilder<Postgres>, tests: &[(&'static Column, Test)]) {
    let asked = tests.iter().filter(|(_, test)| *test != Test::Answered);
    for (at, (column, test)) in asked.enumerate() {
        query.push(if at == 0 { " where " } else { " and " });
        let name = column.name;
        match test {
            Test::Contains(text) => {
                query.push("position(lower(").push_bind(text.clone());
                let text = match column.kind {
                    Kind::Texts => format!("array_to_string({name}, ' ')"),
                    _ => name.to_owned(),
                };
                query.push(format_args!(") in lower({text})) > 0"));
            }
            Test::Is(value) => held(query, name, "=", value),
            Test::From(value) => held(query, name, ">=", value),
            Test::Before(value) => held(query, name, "<", value),
            Test::Answered => {}
        }
    }
}

fn held(query: &mut QueryBuilder<Postgres>, name: &'static str, sign: &str, value: &Value) {
    query.push(format_args!("{name} {sign} "));
    match value {
        Value::Number(number) => query.push_bind(*number),
        Value::Text(text) => query.push_bind(text.clone()),
        Value::Texts(texts) => query.push_bind(texts.clone()),
        Value::Numbers(numbers) => query.push_bind(numbers.clone()),
        Value::Day(day) => query.push_bind(*day),
        Value::Days(days) => query.push_bind(days.clone()),
        Value::Moment(at) => query.push_bind(*at),
    };
}

/// All rows that match, in their order.
fn ordered(asked: &Asked<'_>, before: &'static str) -> QueryBuilder<Postgres> {
    let mut query = begun(&asked.source, before);
    for (at, column) in asked.table.columns.iter().enumerate() {
        query.push(if at == 0 { "select " } else { ", " });
        match column.kind {
            Kind::Number => query.push(format_args!("{0}::bigint as {0}", column.name)),
            Kind::Ratio(whole) => query.push(format_args!(
                "{0}::bigint as {0}, {whole}::bigint as {0}_whole",
                column.name
            )),
            _ => query.push(column.name),
        };
    }
    query.push(" from listed");
    tested(&mut query, &asked.tests);
    query.push(" order by ");
    let (column, down) = (asked.sort.column, asked.sort.down);
    let way = if down { " desc" } else { "" };
    for by in column.sorts {
        // what else a column is sorted by may be a column of another kind
        let of = asked.table.columns.iter().find(|one| one.name == *by).unwrap_or(column);
        query.push(term(of, by)).push(way);
        // with it no index can be read backwards: only where it says something
        if !column.nothing.is_empty() {
            query.push(" nulls last");
        }
        query.push(", ");
    }
    query.push(asked.table.key).push(way);
    query
}

/// What a column is sorted by: Chinese by its sounds, words of a closed set in their order.
fn term(column: &Column, by: &str) -> String {
    match column.kind {
        Kind::Text => format!("{by} collate chinese"),
        Kind::Word(_, words) if !words.is_empty() => {
            // words of the declaration, which hold no quotes
            format!("array_position(array['{}'], {by})", words.join("', '"))
        }
        _ => by.to_owned(),
    }
}

fn line(asked: &Asked<'_>, row: &PgRow) -> sqlx::Result<Line> {
    Line::read(asked.table, row, asked.vault, asked.words)
}

/// Midnight in China at the beginning of a day.
pub(super) fn midnight(day: NaiveDate) -> Option<DateTime<Utc>> {
    let at = day.and_hms_opt(0, 0, 0)?.and_utc();
    at.checked_sub_signed(TimeDelta::hours(8))
}
