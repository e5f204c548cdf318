//! What changed, told to open pages: notifications after the commit, coalesced; one listener a
//! process; a slow poll of the heads of all streams as backstop.

use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

use sqlx::{PgPool, postgres::PgListener};
use tokio::sync::{Notify, broadcast, mpsc, watch};

use super::ids::StreamId;

const CHANNEL: &str = "live";
/// Acts within this time are told at once.
const TOGETHER: Duration = Duration::from_millis(100);
/// How long a lost notification may stay unnoticed.
const POLL: Duration = Duration::from_secs(5);
/// More changes than this between two looks of a page are one.
const WAITING: usize = 256;

/// Tells open pages of every process what changed.
#[derive(Clone)]
pub struct Live(std::sync::Arc<Inner>);

struct Inner {
    made: mpsc::UnboundedSender<StreamId>,
    seen: broadcast::Sender<StreamId>,
    jobs: Notify,
    ending: watch::Sender<bool>,
}

impl Live {
    /// Begins to tell and to listen on a database.
    pub fn start(db: PgPool) -> Self {
        let (made, receiver) = mpsc::unbounded_channel();
        let (seen, _) = broadcast::channel(WAITING);
        let (ending, _) = watch::channel(false);
        let live = Self(std::sync::Arc::new(Inner { made, seen, jobs: Notify::new(), ending }));
        tokio::spawn(tell(db.clone(), receiver));
        tokio::spawn(listen(db.clone(), live.clone()));
        tokio::spawn(poll(db, live.clone()));
        live
    }

    /// A stream has a new head.
    pub(super) fn changed(&self, stream: StreamId) {
        // pages of this process need not wait for the database
        self.seen(stream);
        // nobody tells any more when the process ends
        let _ = self.0.made.send(stream);
    }

    fn seen(&self, stream: StreamId) {
        // an error only says that no page is open
        let _ = self.0.seen.send(stream);
    }

    /// Changes from now on.
    pub fn subscribe(&self) -> broadcast::Receiver<StreamId> {
        self.0.seen.subscribe()
    }

    /// The program is ending: open pages are let go, which connect again to the next one.
    pub fn end(&self) {
        self.0.ending.send_replace(true);
    }

    /// Waits until the program is ending.
    pub fn ended(&self) -> impl Future<Output = ()> + Send + use<> {
        let mut ending = self.0.ending.subscribe();
        async move {
            // an error says that nobody can end it any more
            let _ = ending.wait_for(|ending| *ending).await;
        }
    }

    /// There is work in the outbox.
    pub(super) fn jobs(&self) {
        self.0.jobs.notify_one();
    }

    /// Waits until somebody left work.
    pub(super) async fn job(&self) {
        self.0.jobs.notified().await;
    }
}

/// Notifies other processes, many changes of a stream once.
async fn tell(db: PgPool, mut made: mpsc::UnboundedReceiver<StreamId>) {
    while let Some(first) = made.recv().await {
        tokio::time::sleep(TOGETHER).await;
        let mut streams = HashSet::from([first.0]);
        while let Ok(next) = made.try_recv() {
            streams.insert(next.0);
        }
        let streams: Vec<i64> = streams.into_iter().collect();
        let told = sqlx::query!(
            "
            select pg_notify('live', stream::text)
            from unnest($1::bigint[]) as stream
            ",
            &streams,
        )
        .fetch_all(&db)
        .await;
        if told.is_err() {
            // the poll of the others finds out
            tracing::warn!("changes could not be notified");
        }
    }
}

/// Hears what other processes notify; connects again by itself.
async fn listen(db: PgPool, live: Live) {
    loop {
        if let Ok(mut listener) = PgListener::connect_with(&db).await
            && listener.listen(CHANNEL).await.is_ok()
        {
            // `None` is a lost connection that was made anew: the poll finds what was missed
            while let Ok(heard) = listener.try_recv().await {
                if let Some(stream) = heard.and_then(|heard| heard.payload().parse().ok()) {
                    live.seen(StreamId(stream));
                }
            }
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

async fn poll(db: PgPool, live: Live) {
    let mut known: HashMap<StreamId, i64> = HashMap::new();
    loop {
        if let Ok(heads) =
            sqlx::query!("select stream_id, head_seq from stream").fetch_all(&db).await
        {
            for head in heads {
                let before = known.insert(head.stream_id, head.head_seq);
                if before.is_some_and(|before| before != head.head_seq) {
                    live.seen(head.stream_id);
                }
            }
        }
        tokio::time::sleep(POLL).await;
    }
}
