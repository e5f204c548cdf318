//! The rows of a stream of the journal, as a table.

use sqlx::PgConnection;

use super::content;
use crate::shell::{
    ids::StreamId,
    table::{Cell, Column, Kind, Line, Shown, Source, Table},
    words::Words,
};

/// Who did what and when, the newest first.
pub static JOURNAL: Table = Table {
    name: "journal",
    title: "page-journal",
    none: "journal-none",
    columns: &[
        Column::new("seq", "journal-seq", Kind::Number).sorts(&["seq"]),
        Column::new("event", "journal-event", Kind::Word("event-", &[])).heads().filters(),
        Column::new("recorded_at", "journal-time", Kind::Moment).filters(),
        Column::new("actor_name", "journal-who", Kind::Text).sorts(&["actor_name"]).filters(),
        Column::new("actor_role", "journal-role", Kind::Word("role-", &[])),
        Column::new("payload", "journal-what", Kind::Bytes),
        Column::new("hash", "journal-hash", Kind::Text),
    ],
    sorted: "-seq",
    key: "seq",
    tell,
};

fn tell(line: &mut Line, words: &Words) {
    let payload = match line.cell("payload") {
        Cell::Bytes(bytes) => Some(&**bytes),
        _ => None,
    };
    let told = content::told(payload, words);
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

/// The rows of a stream.
///
/// # Errors
/// Those of the database.
pub async fn of(db: &mut PgConnection, kind: &'static str, subject: i64) -> sqlx::Result<Source> {
    let stream_id = stream(db, kind, subject).await?;
    let source = Source::new(
        "
        select seq, event, recorded_at, actor_name, actor_role, bytes as payload,
            encode(substring(hash for 8), 'hex') as hash
        from journal
        left join journal_payload using (stream_id, seq)
        where stream_id = $1
        ",
    );
    Ok(source.bind(stream_id.0).choose("event", events(db, stream_id).await?))
}

/// The stream of a subject; none has the number 0.
async fn stream(db: &mut PgConnection, kind: &str, subject: i64) -> sqlx::Result<StreamId> {
    let found = sqlx::query_scalar!(
        "
        select stream_id
        from stream
        where kind = $1
        and subject = $2
        ",
        kind,
        subject,
    )
    .fetch_optional(db)
    .await?;
    Ok(found.unwrap_or(StreamId(0)))
}

/// The events that a stream has; from one to the next by the index, however many rows there are.
async fn events(db: &mut PgConnection, stream_id: StreamId) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar!(
        r#"
        with recursive found as (
            select min(event) as event
            from journal
            where stream_id = $1
            union all
            select (
                select min(event)
                from journal
                where stream_id = $1
                and event > found.event
            )
            from found
            where found.event is not null
        )
        select event as "event!"
        from found
        where event is not null
        "#,
        stream_id as StreamId,
    )
    .fetch_all(db)
    .await
}
