//! Nothing joins a voter and a ballot, and nothing personal is in the log.

mod log;

use std::collections::{BTreeMap, BTreeSet};

use sqlx::{Executor, PgPool, Row};

use crate::house::postgres;

/// Those who vote.
const VOTERS: [&str; 2] = ["person", "roll_entry"];
/// What they vote with.
const BALLOTS: [&str; 4] = ["ballot", "reading", "mark", "ballot_movement"];
/// The one crossing: a candidate is a voter in public, and a mark names a candidate.
const CROSSING: &str = "candidacy";

/// Which table refers to which: a row of the first names one row of each of the others.
type References = BTreeMap<String, BTreeSet<String>>;

/// The columns of every table, with their types.
type Columns = BTreeMap<String, BTreeMap<String, String>>;

async fn references(db: &PgPool) -> References {
    let query = "
        select conrelid::regclass::text, confrelid::regclass::text
        from pg_constraint
        where contype = 'f' and connamespace = 'public'::regnamespace";
    let mut references = References::new();
    for row in db.fetch_all(query).await.expect("rows") {
        references.entry(row.get(0)).or_default().insert(row.get(1));
    }
    references
}

async fn columns(db: &PgPool) -> Columns {
    let query = "
        select table_name::text, column_name::text, data_type::text
        from information_schema.columns
        where table_schema = 'public'";
    let mut columns = Columns::new();
    for row in db.fetch_all(query).await.expect("rows") {
        columns.entry(row.get(0)).or_default().insert(row.get(1), row.get(2));
    }
    columns
}

/// All tables of which a row of this one names a row, by any number of steps; nothing beyond the
/// crossing.
fn named(references: &References, table: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::from([table.to_owned()]);
    let mut open = vec![table.to_owned()];
    while let Some(one) = open.pop() {
        if one == CROSSING {
            continue;
        }
        for next in references.get(&one).into_iter().flatten() {
            if found.insert(next.clone()) {
                open.push(next.clone());
            }
        }
    }
    found
}

/// Tables of which one row joins a voter and a ballot.
///
/// That both belong to one election joins all of its voters with all of its ballots, and is no
/// such row: elections name neither.
fn joins(references: &References, columns: &Columns) -> Vec<String> {
    let holds = |found: &BTreeSet<String>, tables: &[&str]| {
        tables.iter().any(|table| found.contains(*table))
    };
    let by_reference = columns.keys().filter(|table| {
        let found = named(references, table);
        holds(&found, &VOTERS) && holds(&found, &BALLOTS)
    });
    // a key without a reference joins as well
    let by_column = columns.iter().filter(|(table, of)| {
        let has = |keys: &[&str]| keys.iter().any(|key| of.contains_key(*key));
        table.as_str() != CROSSING
            && has(&["person_id", "roll_entry_id"])
            && has(&["ballot_id", "ballot_movement_id"])
    });
    let found = by_reference.cloned().chain(by_column.map(|(table, _)| table.clone()));
    found.collect::<BTreeSet<_>>().into_iter().collect()
}

/// Columns that a table of voters and a table of ballots both have.
fn shared(columns: &Columns) -> Vec<String> {
    let of = |tables: &[&str]| -> BTreeSet<String> {
        tables.iter().flat_map(|table| columns[*table].keys().cloned()).collect()
    };
    of(&VOTERS).intersection(&of(&BALLOTS)).cloned().collect()
}

/// The tables of ballots, and every other table of which a row names one of them: one that is
/// added tomorrow is held to the same.
fn of_ballots(references: &References, columns: &Columns) -> BTreeSet<String> {
    let tables = columns.keys().filter(|table| {
        let found = named(references, table);
        BALLOTS.iter().any(|ballots| found.contains(*ballots))
    });
    tables.cloned().collect()
}

/// Columns of ballots that tell a time or a person.
fn telling(references: &References, columns: &Columns) -> Vec<String> {
    let tells = |name: &str, kind: &str| {
        let time = ["time", "date", "interval", "range"].iter().any(|word| kind.contains(word));
        let persons = ["account", "session", "person", "voter", "actor", "roll_entry", "address"];
        let person = persons.iter().any(|word| name.contains(word));
        // whole seconds or days as a number
        let hidden =
            ["_at", "_on", "minute", "second", "seq"].iter().any(|end| name.ends_with(end));
        // anything may stand in a document
        time || person || hidden || kind.contains("json")
    };
    let mut found = Vec::new();
    for table in of_ballots(references, columns) {
        for (name, kind) in &columns[&table] {
            if tells(name, kind) {
                found.push(format!("{table}.{name}"));
            }
        }
    }
    found
}

/// Times finer than a day in tables of which a row names a voter: none of them may be met again in
/// a table of ballots, of which [`telling`] finds none.
fn moments_of_voters(references: &References, columns: &Columns) -> Vec<String> {
    let mut found = Vec::new();
    for (table, of) in columns {
        let named = named(references, table);
        if VOTERS.iter().any(|voters| named.contains(*voters)) {
            let moments = of.iter().filter(|(_, kind)| kind.contains("timestamp"));
            found.extend(moments.map(|(name, _)| format!("{table}.{name}")));
        }
    }
    found
}

#[tokio::test]
async fn no_key_column_or_time_joins_a_voter_and_a_ballot() {
    let db = postgres::database().await;
    let (references, columns) = (references(&db).await, columns(&db).await);
    for table in VOTERS.into_iter().chain(BALLOTS).chain([CROSSING]) {
        assert!(columns.contains_key(table), "no table {table}");
    }
    assert_eq!(joins(&references, &columns), [""; 0]);
    assert_eq!(shared(&columns), [""; 0]);
    assert_eq!(telling(&references, &columns), [""; 0]);
    assert_eq!(
        moments_of_voters(&references, &columns),
        [""; 0],
        "a voter is met by the day alone"
    );
    // the crossing is there, and the only reason that marks are not found
    assert!(references["mark"].contains(CROSSING));
    assert!(references[CROSSING].contains("roll_entry"));
    let hours = "select pg_get_constraintdef(oid) from pg_constraint
        where conname = 'ballot_movement_hour'";
    let hours: String = db.fetch_one(hours).await.expect("a constraint").get(0);
    assert!(hours.contains("23"), "an hour of the day: {hours}");
}

#[tokio::test]
async fn keys_of_ballots_are_random() {
    let db = postgres::database().await;
    let columns = columns(&db).await;
    // a number that counts up would tell the order
    assert_eq!(columns["ballot"]["ballot_id"], "uuid");
    assert_eq!(columns["ballot"]["entry_key"], "uuid");
    for (path, text) in crate::house::source::files("src") {
        let counted = text.contains("now_v7") || text.contains("uuidv7");
        assert!(!(counted && text.contains("ballot")), "{path}: a v7 key tells the time");
    }
}

#[tokio::test]
async fn what_would_join_a_voter_and_a_ballot_is_found() {
    for (change, join) in [
        (
            "create table slip (roll_entry_id bigint references roll_entry, ballot_id uuid references ballot)",
            "slip",
        ),
        ("create table slip (roll_entry_id bigint, ballot_id uuid)", "slip"),
        ("alter table ballot add handed_to bigint references person", "ballot"),
        ("alter table person add used uuid references ballot", "person"),
        (
            "create table hall (hall_id bigint primary key, person_id bigint references person); \
          alter table ballot_movement add hall_id bigint references hall",
            "ballot_movement",
        ),
    ] {
        let db = postgres::database().await;
        db.execute(change).await.expect(change);
        let found = joins(&references(&db).await, &columns(&db).await);
        assert!(found.iter().any(|table| table == join), "{change}: {found:?}");
    }
    for (change, column) in [
        ("alter table reading add read_at timestamptz", "reading.read_at"),
        ("alter table ballot add account_id bigint references account", "ballot.account_id"),
        ("alter table ballot_movement add minute integer", "ballot_movement.minute"),
        (
            "create table second_reading (ballot_id uuid references ballot, read_at timestamptz)",
            "second_reading.read_at",
        ),
    ] {
        let db = postgres::database().await;
        db.execute(change).await.expect(change);
        let (references, columns) = (references(&db).await, columns(&db).await);
        assert_eq!(telling(&references, &columns), [column]);
    }
    for (change, column) in [
        (
            "create table visit (person_id bigint references person, came_at timestamptz)",
            "visit.came_at",
        ),
        ("alter table written_choice add chosen_at timestamptz", "written_choice.chosen_at"),
    ] {
        let db = postgres::database().await;
        db.execute(change).await.expect(change);
        let (references, columns) = (references(&db).await, columns(&db).await);
        assert_eq!(moments_of_voters(&references, &columns), [column]);
    }
    let db = postgres::database().await;
    db.execute("alter table ballot add group_no integer").await.expect("a column");
    assert_eq!(shared(&columns(&db).await), ["group_no"]);
}
