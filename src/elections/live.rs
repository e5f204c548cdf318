//! Live changes of an election, as server-sent events: the page fetches its parts anew.

use std::{convert::Infallible, time::Duration};

use axum::{
    extract::State,
    response::sse::{Event, KeepAlive, Sse},
};
use futures_util::{Stream, StreamExt};
use tokio_stream::wrappers::BroadcastStream;

use super::{SeeElection, store};
use crate::shell::{App, Error, mandate::Mandate};

/// Tells that something of this election has changed; says nothing about what.
///
/// # Errors
/// Those of the database.
pub async fn live(
    State(app): State<App>,
    mandate: Mandate<SeeElection>,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Error> {
    // first listen, then look for the stream: nothing is missed in between
    let heard = app.live.subscribe();
    let mut db = app.db.acquire().await?;
    let stream = store::stream(&mut db, mandate.over.election_id).await?;
    drop(db);
    let changes = BroadcastStream::new(heard).filter_map(move |heard| {
        // an error says that some were lost: one of them may have been ours
        let ours = heard.map_or(true, |changed| changed == stream);
        // browsers pass over an event without data
        std::future::ready(ours.then(|| Ok(Event::default().event("changed").data("now"))))
    });
    // else the page would keep the program from ending
    let changes = changes.take_until(Box::pin(app.live.ended()));
    Ok(Sse::new(changes).keep_alive(KeepAlive::new().interval(Duration::from_secs(15))))
}
