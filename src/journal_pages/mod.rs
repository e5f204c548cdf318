//! The journal of an election as a page: who did what and when, in the order of the chain.

mod content;

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use sqlx::PgConnection;

use crate::{
    elections::{check, head::Head},
    shell::{
        App, Error,
        extract::Asked,
        ids::ElectionId,
        mandate::{AtElection, Mandate},
        routes::Routes,
        urls,
        view::{View, Visit},
    },
};

crate::duties! {
    /// Reads the journal of an election.
    ReadJournal = "read-journal" over AtElection: [
        CountyOffice, TownOffice, LeadingGroup, SteeringGroup, Commission, Scrutineer,
    ];
}

/// The routes of this room.
pub fn routes() -> Routes {
    Routes::new().get::<ReadJournal, _>(urls::JOURNAL, journal)
}

/// Rows on one page.
const SIZE: i64 = 100;

#[derive(Template)]
#[template(path = "journal_pages/journal.html")]
struct JournalPage {
    visit: Visit,
    head: Head,
    rows: Vec<Line>,
    older: Option<String>,
}

struct Line {
    seq: i64,
    recorded_at: String,
    name: String,
    role: String,
    event: String,
    /// Notes and changed tables, in words.
    content: Vec<String>,
    hash: String,
}

/// From where the page goes back.
#[derive(Deserialize)]
pub struct Before {
    before: Option<i64>,
}

/// The newest rows first.
async fn journal(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<ReadJournal>,
    Asked(from): Asked<Before>,
) -> Result<Response, Error> {
    let at = mandate.over;
    let w = visit.words;
    let mut db = app.db.acquire().await?;
    let rows = rows(&mut db, at.election_id, from.before.unwrap_or(i64::MAX)).await?;
    let (case, head) = check::headed(&mut db, &at, &visit).await?;
    let older = rows.last().filter(|row| row.seq > 1);
    let older = older.map(|row| format!("{}?before={}", case.at.to(urls::JOURNAL), row.seq));
    let rows = rows.into_iter().map(|row| Line {
        seq: row.seq,
        // real time, in China
        recorded_at: (row.recorded_at + chrono::TimeDelta::hours(8))
            .format("%Y-%m-%d %H:%M:%S")
            .to_string(),
        name: row.actor_name,
        role: w.text(&format!("role-{}", row.actor_role)),
        event: w.text(&format!("event-{}", row.event)),
        content: content::told(row.payload.as_deref(), &w),
        hash: hex::encode(&row.hash[..row.hash.len().min(8)]),
    });
    let page = JournalPage { head, rows: rows.collect(), older, visit };
    Ok(View(page).into_response())
}

struct Row {
    seq: i64,
    recorded_at: chrono::DateTime<chrono::Utc>,
    actor_name: String,
    actor_role: String,
    event: String,
    hash: Vec<u8>,
    payload: Option<Vec<u8>>,
}

async fn rows(
    db: &mut PgConnection,
    election_id: ElectionId,
    before: i64,
) -> sqlx::Result<Vec<Row>> {
    sqlx::query_as!(
        Row,
        r#"
        select seq, recorded_at, actor_name, actor_role, event, hash, bytes as "payload?"
        from stream
        join journal using (stream_id)
        left join journal_payload using (stream_id, seq)
        where kind = 'election'
        and subject = $1
        and seq < $2
        order by seq desc
        limit $3
        "#,
        election_id.0,
        before,
        SIZE,
    )
    .fetch_all(db)
    .await
}
