//! The rows of the journal: of a stream, and of a place with what lies below it.

use sqlx::PgConnection;

use crate::shell::{
    ids::{PlaceId, StreamId},
    table::Source,
};

/// The rows of a stream.
///
/// # Errors
/// Those of the database.
pub async fn of(db: &mut PgConnection, kind: &'static str, subject: i64) -> sqlx::Result<Source> {
    let stream_id = stream(db, kind, subject).await?;
    // of what a long list brought in the beginning is enough: only the notes are read of it
    let source = Source::new(
        "
        select seq, event, recorded_at, actor_name, actor_role,
            case when octet_length(bytes) > 200000 then substring(bytes for 100000) else bytes end
                as payload,
            encode(substring(hash for 8), 'hex') as hash
        from journal
        left join journal_payload using (stream_id, seq)
        where stream_id = $1
        ",
    );
    Ok(source.bind(stream_id.0).choose("event", events(db, stream_id).await?))
}

/// The rows of all that happened at a place and below it, whatever their stream.
///
/// # Errors
/// Those of the database.
pub async fn at(db: &mut PgConnection, place_id: PlaceId) -> sqlx::Result<Source> {
    // joined from the left, so that counting needs the index alone
    let source = Source::new(
        "
        select journal_place.recorded_at, stream_id, seq, journal_place.event,
            spot.name as place, actor_name, actor_role,
            case when octet_length(bytes) > 200000 then substring(bytes for 100000) else bytes end
                as payload,
            encode(substring(hash for 8), 'hex') as hash
        from journal_place
        left join place as spot on spot.place_id = at_id
        left join journal using (stream_id, seq)
        left join journal_payload using (stream_id, seq)
        where journal_place.place_id = $1
        ",
    );
    Ok(source.bind(place_id.0).choose("event", events_at(db, place_id).await?))
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

/// The same of a place and what lies below it.
async fn events_at(db: &mut PgConnection, place_id: PlaceId) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar!(
        r#"
        with recursive found as (
            select min(event) as event
            from journal_place
            where place_id = $1
            union all
            select (
                select min(event)
                from journal_place
                where place_id = $1
                and event > found.event
            )
            from found
            where found.event is not null
        )
        select event as "event!"
        from found
        where event is not null
        "#,
        place_id as PlaceId,
    )
    .fetch_all(db)
    .await
}
