//! The journal: a chain of hashes per stream, a row per act.
//!
//! ```text
//! hash(n) = sha256( hash(n−1) ‖ header(n) ‖ sha256( salt(n) ‖ payload(n) ) )
//! ```
//! The header says who, when and what event; the payload holds every row that the act changed, with
//! its new values. A payload can be removed while the chain still verifies.

pub mod heads;
pub mod verify;

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};
use sqlx::PgConnection;

use super::{
    act::Actor,
    chance,
    clock::Now,
    ids::{AccountId, CampaignId, ElectionId, PlaceId, StreamId},
};

/// Which chain an act is written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// Accounts, places, everything above a town's campaign.
    Instance,
    /// A town's campaign.
    Campaign(CampaignId),
    /// An election.
    Election(ElectionId),
}

impl Stream {
    /// Kind and subject, as the table of streams has them.
    pub fn key(self) -> (&'static str, i64) {
        match self {
            Self::Instance => ("instance", 0),
            Self::Campaign(id) => ("campaign", id.0),
            Self::Election(id) => ("election", id.0),
        }
    }
}

/// What happened: a name, which has words of its own, and what the changed rows do not say.
#[derive(Clone, Debug, Serialize)]
pub struct Event {
    name: &'static str,
    notes: std::collections::BTreeMap<&'static str, String>,
}

impl Event {
    /// An event without notes.
    pub fn new(name: &'static str) -> Self {
        Self { name, notes: std::collections::BTreeMap::new() }
    }

    /// With something that the changed rows do not say.
    #[must_use]
    pub fn note(mut self, name: &'static str, value: impl std::fmt::Display) -> Self {
        self.notes.insert(name, value.to_string());
        self
    }
}

/// What a hash covers of a row of the journal.
#[derive(Serialize)]
struct Header<'a> {
    stream: &'a str,
    subject: i64,
    seq: i64,
    /// Microseconds since 1970.
    recorded_at: i64,
    actor: &'a str,
    account: Option<i64>,
    name: &'a str,
    role: &'a str,
    event: &'a str,
}

/// Rows that a statement changed, as the database wrote them.
#[derive(Serialize)]
struct Changed<'a> {
    /// In the order of all changes, over all streams.
    number: i64,
    relation: String,
    operation: String,
    rows: &'a RawValue,
}

#[derive(Serialize)]
struct Payload<'a> {
    notes: &'a std::collections::BTreeMap<&'static str, String>,
    changes: Vec<Changed<'a>>,
}

/// When rows of a table were recorded, by their key, as the acts of these events tell: to the hour,
/// for the ledger of ballots must not say more.
///
/// # Errors
/// Those of the database.
pub async fn recorded_hours(
    db: &mut PgConnection,
    stream: Stream,
    events: &[&str],
    (relation, key): (&str, &str),
) -> sqlx::Result<HashMap<i64, DateTime<Utc>>> {
    let (kind, subject) = stream.key();
    let events: Vec<String> = events.iter().map(|event| (*event).to_owned()).collect();
    let rows = sqlx::query!(
        r#"
        select (noted.row ->> $5)::bigint as "id!", date_trunc('hour', recorded_at) as "hour!"
        from stream
        join journal using (stream_id)
        join journal_payload using (stream_id, seq)
        cross join lateral jsonb_path_query(
            convert_from(bytes, 'UTF8')::jsonb,
            '$.changes[*] ? (@.relation == $relation && @.operation == "insert").rows[*]',
            jsonb_build_object('relation', $4::text)
        ) as noted (row)
        where kind = $1
        and subject = $2
        and event = any ($3)
        "#,
        kind,
        subject,
        &events,
        relation,
        key,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.hour)).collect())
}

/// Writes the journal row of an act (who, at which places, when), in its transaction, and at which
/// places it happened; locks the head of the chain.
#[expect(clippy::too_many_lines, reason = "one statement")]
pub(super) async fn write(
    db: &mut PgConnection,
    stream: Stream,
    (actor, places, now): (&Actor, &[PlaceId], Now),
    event: Event,
) -> Result<(StreamId, i64), super::Error> {
    let (payload, told) = payload(db, stream, &event).await?;
    // what is done in an election or a campaign happens there, whomever its rows name
    let spots = if stream == Stream::Instance {
        told.into_iter().chain(places.iter().map(|place_id| place_id.0)).collect()
    } else {
        Vec::new()
    };
    let salt: [u8; 16] = chance::bytes();
    let payload_digest = payload_digest(&salt, payload.as_bytes());
    let (kind, subject) = stream.key();
    let head = lock_head(db, kind, subject).await?;
    let seq = head.seq + 1;
    let (actor_kind, account_id, name, role) = match actor {
        Actor::Account { account_id, name, role, .. } => {
            ("account", Some(*account_id), name.as_str(), *role)
        }
        Actor::Job(kind) => ("job", None, *kind, "job"),
        Actor::Console => ("console", None, "console", "console"),
    };
    let header = Header {
        stream: kind,
        subject,
        seq,
        recorded_at: now.0.timestamp_micros(),
        actor: actor_kind,
        account: account_id.map(|id| id.0),
        name,
        role,
        event: event.name,
    };
    let hash = hash(&head.hash, &header, &payload_digest)?;
    sqlx::query!(
        "
        with recursive row as (
            insert into journal (
                stream_id, seq, recorded_at, actor_kind, account_id, actor_name, actor_role,
                event, payload_digest, hash
            )
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ), payload as (
            insert into journal_payload (stream_id, seq, salt, bytes)
            values ($1, $2, $11, $12)
        ), above as (
            select place_id, place_id as at_id, parent_id, world_id
            from place
            where place_id = any ($13::bigint[] || array(
                select place_id
                from election
                where $14 = 'election'
                and election_id = $15
                union all
                select town_id
                from campaign
                where $14 = 'campaign'
                and campaign_id = $15
            ))
            union
            select place.place_id, above.at_id, place.parent_id, place.world_id
            from place
            join above on place.place_id = above.parent_id
        ), placed as (
            insert into journal_place (
                place_id, recorded_at, stream_id, seq, event, at_id, world_id
            )
            select place_id, $3, $1, $2, $8,
                case when min(at_id) = max(at_id) then min(at_id) else place_id end, world_id
            from above
            group by place_id, world_id
        )
        update stream
        set head_seq = $2, head_hash = $10
        where stream_id = $1
        ",
        head.stream_id as StreamId,
        seq,
        now.0,
        actor_kind,
        account_id as Option<AccountId>,
        name,
        role,
        event.name,
        &payload_digest,
        &hash,
        &salt,
        payload.as_bytes(),
        &spots,
        kind,
        subject,
    )
    .execute(db)
    .await?;
    Ok((head.stream_id, seq))
}

/// What the row holds, and the places of which it tells where the stream has none of its own.
async fn payload(
    db: &mut PgConnection,
    stream: Stream,
    event: &Event,
) -> Result<(String, Vec<i64>), super::Error> {
    let taken = sqlx::query!(
        r#"
        select change_id as "number!", relation as "relation!", operation as "operation!",
            rows::text as "rows!",
            case when $1 then places_of(rows) else '{}' end as "places!"
        from take_changes()
        "#,
        stream == Stream::Instance,
    )
    .fetch_all(db)
    .await?;
    let mut changes = Vec::with_capacity(taken.len());
    let mut places = Vec::new();
    for change in &taken {
        places.extend_from_slice(&change.places);
        changes.push(Changed {
            number: change.number,
            relation: change.relation.clone(),
            operation: change.operation.clone(),
            rows: serde_json::from_str(&change.rows)?,
        });
    }
    Ok((serde_json::to_string(&Payload { notes: &event.notes, changes })?, places))
}

struct Head {
    stream_id: StreamId,
    seq: i64,
    hash: Vec<u8>,
}

async fn lock_head(db: &mut PgConnection, kind: &str, subject: i64) -> sqlx::Result<Head> {
    let locked = async |db: &mut PgConnection| {
        sqlx::query_as!(
            Head,
            "
            select stream_id, head_seq as seq, head_hash as hash
            from stream
            where kind = $1
            and subject = $2
            for update
            ",
            kind,
            subject,
        )
        .fetch_optional(db)
        .await
    };
    if let Some(head) = locked(db).await? {
        return Ok(head);
    }
    sqlx::query!(
        "
        insert into stream (kind, subject)
        values ($1, $2)
        on conflict do nothing
        ",
        kind,
        subject,
    )
    .execute(&mut *db)
    .await?;
    locked(db).await?.ok_or(sqlx::Error::RowNotFound)
}

fn payload_digest(salt: &[u8], payload: &[u8]) -> [u8; 32] {
    Sha256::new().chain_update(salt).chain_update(payload).finalize().into()
}

fn hash(previous: &[u8], header: &Header, payload_digest: &[u8]) -> serde_json::Result<[u8; 32]> {
    let header = serde_json::to_vec(header)?;
    let hash = Sha256::new().chain_update(previous).chain_update(header);
    Ok(hash.chain_update(payload_digest).finalize().into())
}
