//! Changes of all elections within somebody's reach, as server-sent events: the desk fetches its
//! parts anew.

use std::{convert::Infallible, time::Duration};

use axum::{
    extract::State,
    response::sse::{Event, KeepAlive, Sse},
};
use futures_util::{Stream, StreamExt, stream};
use tokio::sync::broadcast::error::RecvError;

use super::store;
use crate::shell::{App, Error, clock::Now, view::Visit};

/// A county on election day changes all the time: its desk is told so often at most.
const TOGETHER: Duration = Duration::from_secs(3);

/// Tells that some election within reach has changed; says nothing about which.
///
/// # Errors
/// Those of the database.
pub async fn live(
    State(app): State<App>,
    visit: Visit,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Error> {
    let account = visit.account.ok_or(Error::SignIn)?;
    // first listen, then look for the streams: nothing is missed in between
    let heard = app.live.subscribe();
    let mut db = app.db.acquire().await?;
    let places = store::reach(&mut db, account.account_id, Now::read().date()).await?;
    let places: Vec<_> = places.iter().map(|one| one.place_id).collect();
    let ours = store::streams(&mut db, &places).await?;
    drop(db);
    let changes = stream::unfold((heard, ours, false), async |(mut heard, ours, told)| {
        if told {
            tokio::time::sleep(TOGETHER).await;
        }
        loop {
            match heard.recv().await {
                Ok(changed) if !ours.contains(&changed) => {}
                // some were lost: one of them may have been ours
                Ok(_) | Err(RecvError::Lagged(_)) => break,
                Err(RecvError::Closed) => return None,
            }
        }
        // browsers pass over an event without data
        let event = Event::default().event("changed").data("now");
        Some((Ok(event), (heard, ours, true)))
    });
    // else the page would keep the program from ending
    let changes = changes.take_until(Box::pin(app.live.ended()));
    Ok(Sse::new(changes).keep_alive(KeepAlive::new().interval(Duration::from_secs(15))))
}
