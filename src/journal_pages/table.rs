//! The journal as tables: the rows of a stream, and those of a place.

use super::content::{self, Notes};
use crate::shell::{
    table::{Cell, Column, Kind, Line, Shown, Table},
    words::Words,
};

const EVENT: Column =
    Column::new("event", "journal-event", Kind::Word("event-", &[])).heads().filters();
const TIME: Column = Column::new("recorded_at", "journal-time", Kind::Moment).filters();
const WHO: Column = Column::new("actor_name", "journal-who", Kind::Text);
const ROLE: Column = Column::new("actor_role", "journal-role", Kind::Word("role-", &[]));
const WHAT: Column = Column::new("payload", "journal-what", Kind::Bytes);
const HASH: Column = Column::new("hash", "journal-hash", Kind::Text);

/// Who did what and when in a stream, the newest first.
pub static JOURNAL: Table = Table {
    name: "journal",
    title: "page-journal",
    none: "journal-none",
    people: false,
    columns: &[
        Column::new("seq", "journal-seq", Kind::Number).sorts(&["seq"]),
        EVENT,
        TIME,
        WHO.sorts(&["actor_name"]).filters(),
        ROLE,
        WHAT,
        HASH,
    ],
    sorted: "-seq",
    key: "seq",
    tell: |line, words| tell(line, Notes::All, words),
};

/// Who did what and when at a place and below it, the newest first. What somebody typed stays in the
/// journal of its election: this one is read by those who have nothing to do with the persons.
pub static PLACE_JOURNAL: Table = Table {
    name: "journal",
    title: "page-place-journal",
    none: "journal-none",
    people: false,
    columns: &[
        TIME.sorts(&["recorded_at", "stream_id"]),
        Column::new("place", "journal-place", Kind::Text).filters(),
        EVENT,
        WHO.filters(),
        ROLE,
        WHAT,
        HASH,
    ],
    sorted: "-recorded_at",
    key: "seq",
    tell: |line, words| tell(line, Notes::Impersonal, words),
};

fn tell(line: &mut Line, notes: Notes, words: &Words) {
    let payload = match line.cell("payload") {
        Cell::Bytes(bytes) => Some(&**bytes),
        _ => None,
    };
    let told = content::told(payload, notes, words);
    line.show("payload", Shown::lines(told));
    // the program and its operator have no name of their own
    let (name, role) = (line.text("actor_name"), line.text("actor_role"));
    let said = match role {
        "job" => words.text(&format!("job-{name}")),
        "console" => words.text("journal-nobody"),
        _ => name.to_owned(),
    };
    line.show("actor_name", Shown::text(said));
    let hash = line.text("hash").to_owned();
    line.show("hash", Shown { code: true, ..Shown::text(hash) });
}
