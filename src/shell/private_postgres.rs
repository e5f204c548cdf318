//! A real `PostgreSQL` server of our own, for those who name no server: found among the installed
//! programs, with its data in a folder of ours, reached by a Unix socket only.
//!
//! ```text
//! FOLDER/lock           held as long as a process of ours lives; its pid
//! FOLDER/postgres/      the data (PGDATA)
//! FOLDER/postgres.new/  the data while initdb makes it: what a killed initdb leaves is made anew
//! FOLDER/postgres.log   the server's log, without statements and values
//! FOLDER/run/           the socket; a short folder elsewhere where this path is too long
//! ```
//!
//! A server runs as an unprivileged user: started by root, as the owner of the data, at first as
//! `postgres`. Who holds the lock owns every server found on the data, therefore one left behind
//! by a killed process is ended and started anew.

mod account;
mod cluster;
mod error;
mod initialise;
mod installed;
mod orphan;
mod server;
mod socket;

use std::{
    env,
    fs::{self, File, TryLockError},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use nix::unistd::{Uid, User, geteuid};
use sqlx::postgres::PgConnectOptions;
use tokio::{process::Child, sync::Mutex, time::sleep};

use cluster::Cluster;
pub use error::StartError;

/// The name of the role, and of the database that stands ready after the start.
pub const NAME: &str = "huanjie";

/// How long [`PrivatePostgres::watch`] waits after a start that failed.
const BETWEEN_STARTS: Duration = Duration::from_secs(1);

/// A `PostgreSQL` server of our own in a data folder; stopped by [`Self::stop`] or when dropped.
#[derive(Debug)]
pub struct PrivatePostgres {
    cluster: Cluster,
    child: Mutex<Option<Child>>,
    pid: AtomicU32,
    // the last field: released when the server has ended
    _lock: File,
}

impl PrivatePostgres {
    /// Starts the server on a folder, which is made where there is none, and waits until it
    /// answers and holds the database [`NAME`].
    ///
    /// # Errors
    /// Whatever keeps it from that, see [`StartError`].
    pub async fn start(folder: &Path) -> Result<Self, StartError> {
        let asked = folder.to_owned();
        let (cluster, lock) = blocking(move || Cluster::prepare(&asked)).await?;
        let child = Mutex::new(None);
        let postgres = Self { cluster, child, pid: AtomicU32::new(0), _lock: lock };
        // from here on a start that is given up stops the server
        postgres.launch(&mut *postgres.child.lock().await).await?;
        postgres.cluster.make_database().await?;
        Ok(postgres)
    }

    /// The address of a database, for programs that take one (`pg_dump`, `psql`, sqlx).
    pub fn url(&self, database: &str) -> String {
        let socket = percent_encoded(&self.cluster.socket.to_string_lossy());
        format!("postgresql:///{}?host={socket}&user={NAME}", percent_encoded(database))
    }

    /// How to connect to a database; survives a restart of the server.
    pub fn options(&self, database: &str) -> PgConnectOptions {
        server::options(&self.cluster.socket, database)
    }

    /// The id of the server's first process; 0 while it is being started again.
    pub fn pid(&self) -> u32 {
        self.pid.load(Ordering::Relaxed)
    }

    /// Starts the server again whenever it dies, forever: to be run beside the work itself.
    pub async fn watch(&self) {
        let mut child = self.child.lock().await;
        loop {
            self.ended(&mut child).await;
            if let Err(error) = self.launch_again(&mut child).await {
                tracing::error!(%error, "the database server could not be started again");
                sleep(BETWEEN_STARTS).await;
            }
        }
    }

    /// Stops the server after its running transactions were rolled back.
    pub async fn stop(self) {
        if let Some(child) = self.child.lock().await.as_mut() {
            server::stop(child).await;
        }
    }

    async fn ended(&self, child: &mut Option<Child>) {
        if let Some(running) = child.as_mut() {
            let status = running.wait().await;
            tracing::error!(?status, "the database server ended and is started again");
        }
        self.pid.store(0, Ordering::Relaxed);
        *child = None;
    }

    async fn launch_again(&self, child: &mut Option<Child>) -> Result<(), StartError> {
        let data = self.cluster.data.clone();
        blocking(move || orphan::end(&data)).await?;
        self.launch(child).await
    }

    async fn launch(&self, child: &mut Option<Child>) -> Result<(), StartError> {
        let running = child.insert(self.cluster.spawn()?);
        self.pid.store(running.id().unwrap_or_default(), Ordering::Relaxed);
        self.cluster.answers(running).await
    }
}

impl Drop for PrivatePostgres {
    fn drop(&mut self) {
        if let Some(child) = self.child.get_mut() {
            server::stop_at_once(child);
        }
        socket::leave(&self.cluster.socket, &self.cluster.folder);
    }
}

/// The data folder where none is named: `/var/lib/huanjie` for root, else `huanjie` in the
/// person's folder for data (`XDG_DATA_HOME`, or `.local/share`).
pub fn default_folder() -> PathBuf {
    let system = PathBuf::from("/var/lib").join(NAME);
    if geteuid().is_root() {
        return system;
    }
    let absolute = |name| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    absolute("XDG_DATA_HOME")
        .or_else(|| absolute("HOME").map(|home| home.join(".local/share")))
        .or_else(|| Some(user(geteuid())?.dir.join(".local/share")))
        .map_or(system, |data| data.join(NAME))
}

/// How to connect to a database of the server that a living process of ours runs on a folder, for
/// commands beside it; `None` where none runs.
pub fn running(folder: &Path, database: &str) -> Option<PgConnectOptions> {
    let lock = File::open(folder.join("lock")).ok()?;
    if !matches!(lock.try_lock_shared(), Err(TryLockError::WouldBlock)) {
        return None;
    }
    let told = fs::read_to_string(folder.join("postgres/postmaster.pid")).ok()?;
    // the fifth line names the folder of the socket
    let socket = told.lines().nth(4).filter(|line| !line.is_empty())?;
    Some(server::options(Path::new(socket), database))
}

/// One of the programs installed with a server (`pg_dump`, `pg_restore`), of the newest version;
/// `None` where there is none that is at least of a major version.
pub fn installed_program(name: &str, least: u32) -> Option<PathBuf> {
    let newest = installed::Installed::all().into_iter().filter(|one| one.major >= least);
    newest.map(|one| one.program(name)).find(|program| program.is_file())
}

fn user(uid: Uid) -> Option<User> {
    User::from_uid(uid).ok().flatten()
}

/// Work that waits for files and processes, beside the asynchronous work.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StartError> + Send + 'static,
) -> Result<T, StartError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(ended) => Err(StartError::NotMade { reason: ended.to_string() }),
    }
}

/// Everything but letters, digits, `.`, `-`, `_` and `/` as `%` and two hexadecimal digits.
fn percent_encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-_/".contains(&byte);
    let encoded =
        |byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    text.bytes().map(encoded).collect()
}

#[cfg(test)]
mod tests;
