//! What changed, told to open pages: notifications after the commit, coalesced; one listener a
//! process; a slow poll of the heads of all streams as backstop.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
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

/// The row at the head of a stream.
type Head = (StreamId, i64);

struct Inner {
    made: mpsc::UnboundedSender<Head>,
    seen: broadcast::Sender<StreamId>,
    /// The heads that open pages were told of: each change is told once, whoever hears of it first.
    told: Mutex<HashMap<StreamId, i64>>,
    jobs: Notify,
    ending: watch::Sender<bool>,
}

impl Live {
    /// Begins to tell and to listen on a database.
    pub fn start(db: PgPool) -> Self {
        let (made, receiver) = mpsc::unbounded_channel();
        let (seen, _) = broadcast::channel(WAITING);
        let (ending, _) = watch::channel(false);
        let (told, jobs) = (Mutex::default(), Notify::new());
        let live = Self(std::sync::Arc::new(Inner { made, seen, told, jobs, ending }));
        tokio::spawn(tell(db.clone(), receiver));
        tokio::spawn(listen(db.clone(), live.clone()));
        tokio::spawn(poll(db, live.clone()));
        live
    }

    /// A stream has a new head.
    pub(super) fn changed(&self, head: Head) {
        // pages of this process need not wait for the database
        self.seen(head);
        // nobody tells any more when the process ends
        let _ = self.0.made.send(head);
    }

    fn seen(&self, head: Head) {
        if self.is_news(head) {
            // an error only says that no page is open
            let _ = self.0.seen.send(head.0);
        }
    }

    fn is_news(&self, (stream, seq): Head) -> bool {
        let mut told = self.0.told.lock().unwrap_or_else(PoisonError::into_inner);
        let before = told.insert(stream, seq).unwrap_or(0);
        if before >= seq {
            told.insert(stream, before);
        }
        before < seq
    }

    /// Changes from now on.
    pub fn subscribe(&self) -> broadcast::Receiver<StreamId> {
        self.0.seen.subscribe()
    }

    /// How many open pages wait for changes.
    pub fn listeners(&self) -> usize {
        self.0.seen.receiver_count()
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
async fn tell(db: PgPool, mut made: mpsc::UnboundedReceiver<Head>) {
    while let Some(first) = made.recv().await {
        tokio::time::sleep(TOGETHER).await;
        let mut heads = HashMap::from([first]);
        while let Ok((stream, seq)) = made.try_recv() {
            let newest = heads.entry(stream).or_insert(seq);
            *newest = seq.max(*newest);
        }
        let (streams, rows): (Vec<i64>, Vec<i64>) =
            heads.into_iter().map(|(stream, seq)| (stream.0, seq)).unzip();
        let told = sqlx::query!(
            "
            select pg_notify('live', stream || ' ' || seq)
            from unnest($1::bigint[], $2::bigint[]) as head (stream, seq)
            ",
            &streams,
            &rows,
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
                if let Some(head) = heard.and_then(|heard| head(heard.payload())) {
                    live.seen(head);
                }
            }
        }
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
}

fn head(payload: &str) -> Option<Head> {
    let (stream, seq) = payload.split_once(' ')?;
    Some((StreamId(stream.parse().ok()?), seq.parse().ok()?))
}

async fn poll(db: PgPool, live: Live) {
    let mut first = true;
    loop {
        let heads = sqlx::query!("select stream_id, head_seq from stream").fetch_all(&db).await;
        for head in heads.iter().flatten() {
            let head = (head.stream_id, head.head_seq);
            // what was there before this process is no news
            if first {
                live.is_news(head);
            } else {
                live.seen(head);
            }
        }
        first &= heads.is_err();
        tokio::time::sleep(POLL).await;
    }
}
