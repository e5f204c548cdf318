//! How the program fares: what `/readyz`, the metrics and the administrator's page tell.

use sqlx::PgPool;

use super::{
    App,
    clock::Now,
    db::{self, Schema},
};

/// With less room than this in the data folder the database may stop at any time.
const LEAST_ROOM: u64 = 256 * 1024 * 1024;

/// How the program fares.
#[derive(Clone, Debug)]
pub struct Health {
    /// How the schema stands to this program.
    pub schema: Schema,
    /// Whether the role of the program could change the journal.
    pub one_role: bool,
    /// Bytes free in the data folder; `None` where the system does not tell.
    pub room: Option<u64>,
    /// Work that is left.
    pub outbox: Outbox,
    /// Sessions that have not ended.
    pub sessions: i64,
}

/// Work that is left to be done after commits.
#[derive(Clone, Copy, Debug)]
pub struct Outbox {
    /// How many pieces.
    pub waiting: i64,
    /// How many of them failed at least once.
    pub failed: i64,
    /// For how many seconds the oldest is due.
    pub lag: i64,
}

impl Health {
    /// Asks database and system.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn ask(app: &App) -> sqlx::Result<Self> {
        let mut connection = app.db.acquire().await?;
        let schema = db::schema_of(&mut connection).await?;
        drop(connection);
        let folder = app.instance.folder().to_owned();
        let room = tokio::task::spawn_blocking(move || room(&folder)).await.ok().flatten();
        Ok(Self {
            schema,
            one_role: !db::grants_protect(&app.db).await?,
            room,
            outbox: outbox(&app.db).await?,
            sessions: sessions(&app.db).await?,
        })
    }

    /// Whether requests can be served.
    pub fn ready(&self) -> bool {
        self.schema == Schema::Current && self.has_room()
    }

    /// Whether the data folder has room enough.
    pub fn has_room(&self) -> bool {
        self.room.is_none_or(|room| room >= LEAST_ROOM)
    }

    /// A line for each thing, for people and monitors.
    pub fn lines(&self) -> String {
        let schema = match self.schema {
            Schema::Current => format!("{}", db::newest()),
            Schema::None => "none".to_owned(),
            Schema::Older(version) => format!("{version}, older than this program"),
            Schema::Newer(version) => format!("{version}, newer than this program"),
        };
        let role = if self.one_role {
            "the database has one role: grants do not protect the journal"
        } else {
            "own role"
        };
        let room = match self.room {
            Some(room) if room < LEAST_ROOM => format!("{} MB free, too little", room >> 20),
            Some(room) => format!("{} MB free", room >> 20),
            None => "unknown".to_owned(),
        };
        let Outbox { waiting, failed, lag } = self.outbox;
        format!(
            "database: answers\nschema: {schema}\nrole: {role}\ndata folder: {room}\n\
            outbox: {waiting} waiting, {failed} failed before, oldest due for {lag} s\n"
        )
    }
}

/// Bytes that the program may still write into a folder.
pub fn room(folder: &std::path::Path) -> Option<u64> {
    let told = nix::sys::statvfs::statvfs(folder).ok()?;
    Some(told.blocks_available() * told.fragment_size())
}

async fn outbox(db: &PgPool) -> sqlx::Result<Outbox> {
    sqlx::query_as!(
        Outbox,
        r#"
        select count(*) as "waiting!",
            count(*) filter (where attempts > 0) as "failed!",
            greatest(coalesce(extract(epoch from $1 - min(due_at)), 0), 0)::bigint as "lag!"
        from outbox
        where done_at is null
        "#,
        Now::read().0,
    )
    .fetch_one(db)
    .await
}

async fn sessions(db: &PgPool) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"
        select count(*) as "count!"
        from session
        where ends_at > $1
        "#,
        Now::read().0,
    )
    .fetch_one(db)
    .await
}
