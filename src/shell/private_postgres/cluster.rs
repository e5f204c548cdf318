//! The folder of a server: what is made ready before the server starts, and its start.

use std::{
    fs::{self, DirBuilder, File, OpenOptions, TryLockError},
    io::{self, Read, Seek, SeekFrom, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::{Path, PathBuf},
    thread::sleep,
    time::Duration,
};

use nix::unistd::geteuid;
use tokio::process::Child;

use super::{
    StartError, account::Account, initialise, installed::Installed, orphan, server, socket,
};

/// A log longer than this many bytes is put aside at a start; the one put aside before it goes.
const LONG_LOG: u64 = 8 * 1024 * 1024;

/// How often the lock is tried, 100 ms apart: a process that is just stopping releases it.
const TRIES: u32 = 20;

/// A folder that is ready for a server.
#[derive(Debug)]
pub(super) struct Cluster {
    /// The whole folder, absolute and without links.
    pub folder: PathBuf,
    /// The data in it.
    pub data: PathBuf,
    /// The folder of the socket.
    pub socket: PathBuf,
    log: PathBuf,
    installed: Installed,
    account: Account,
}

impl Cluster {
    /// Locks the folder, ends what was left behind in it, and makes the data where there is none.
    /// The lock is held as long as the file given with it.
    pub fn prepare(asked: &Path) -> Result<(Self, File), StartError> {
        make_folder(asked)?;
        let folder = fs::canonicalize(asked).map_err(|reason| StartError::of(asked, reason))?;
        let data = folder.join("postgres");
        let account = Account::of_data(&data)?;
        let lock = lock(&folder, &account)?;
        orphan::end(&data)?;
        let installed = match version(&data)? {
            Some(version) => Installed::for_data(&folder, &version)?,
            None => initialise::data(&folder, &data, &account)?,
        };
        let refused = |reason| StartError::of(&data, reason);
        initialise::write_access(&data, &account).map_err(refused)?;
        let socket = socket::folder(&folder, &account)?;
        let log = folder.join("postgres.log");
        Ok((Self { folder, data, socket, log, installed, account }, lock))
    }

    /// Starts the server.
    pub fn spawn(&self) -> Result<Child, StartError> {
        let log = self.open_log().map_err(|reason| StartError::of(&self.log, reason))?;
        let mut command = server::command(&self.installed, &self.data, &self.socket);
        command.stderr(log);
        server::as_user(&mut command, &self.account);
        let refused = |reason| server::closed(&self.folder, &self.account, reason);
        tokio::process::Command::from(command).spawn().map_err(refused)
    }

    /// Waits until the server answers.
    pub async fn answers(&self, child: &mut Child) -> Result<(), StartError> {
        server::answers(child, &self.socket).await.map_err(|reason| match reason {
            Some(reason) => StartError::Unanswered { log: self.log.clone(), reason },
            None => StartError::Ended { log: self.log.clone(), reason: self.last_said() },
        })
    }

    /// Makes the database of the program where there is none.
    pub async fn make_database(&self) -> Result<(), StartError> {
        let made = server::make_database(&self.socket).await;
        made.map_err(|error| StartError::NotMade { reason: error.to_string() })
    }

    fn open_log(&self) -> io::Result<File> {
        if fs::metadata(&self.log).is_ok_and(|log| log.len() > LONG_LOG) {
            fs::rename(&self.log, self.folder.join("postgres.log.1"))?;
        }
        OpenOptions::new().create(true).append(true).mode(0o600).open(&self.log)
    }

    /// The last failure in the log, without time and process.
    fn last_said(&self) -> String {
        let mut end = Vec::new();
        if let Ok(mut log) = File::open(&self.log) {
            let length = log.metadata().map_or(0, |log| log.len());
            // a log that cannot be read says nothing
            let _ = log.seek(SeekFrom::Start(length.saturating_sub(8192)));
            let _ = log.read_to_end(&mut end);
        }
        let end = String::from_utf8_lossy(&end);
        let fatal = |line: &str| line.split_once("FATAL:  ").map(|(_, said)| said.to_owned());
        let mut failures = end.lines().rev().filter_map(fatal);
        // so it answers whoever connects while it is starting
        let own = failures.find(|said| !said.starts_with("the database system is"));
        own.or_else(|| end.lines().last().map(str::to_owned)).unwrap_or_default()
    }
}

/// Makes the folder; below it only the server's user may enter its own folders.
fn make_folder(folder: &Path) -> Result<(), StartError> {
    // a server that runs as another user must pass through
    let mode = if geteuid().is_root() { 0o711 } else { 0o700 };
    let refused = |reason| StartError::of(folder, reason);
    DirBuilder::new().recursive(true).mode(mode).create(folder).map_err(refused)
}

fn lock(folder: &Path, account: &Account) -> Result<File, StartError> {
    let path = folder.join("lock");
    let refused = |reason| StartError::of(&path, reason);
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false).mode(0o644);
    let mut file = options.open(&path).map_err(refused)?;
    for tried in 0.. {
        match file.try_lock() {
            Ok(()) => break,
            Err(TryLockError::WouldBlock) if tried < TRIES => sleep(Duration::from_millis(100)),
            Err(TryLockError::WouldBlock) => {
                let pid = fs::read_to_string(&path).unwrap_or_default().trim().to_owned();
                return Err(StartError::InUse { folder: folder.to_owned(), pid });
            }
            Err(TryLockError::Error(reason)) => return Err(refused(reason)),
        }
    }
    let written = file.set_len(0).and_then(|()| writeln!(file, "{}", std::process::id()));
    written.and_then(|()| account.own(&path)).map_err(refused)?;
    Ok(file)
}

/// The major version of the data; none where there is no data.
fn version(data: &Path) -> Result<Option<String>, StartError> {
    match fs::read_to_string(data.join("PG_VERSION")) {
        Ok(version) => Ok(Some(version.trim().to_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let empty = fs::read_dir(data).map_or(Ok(true), |mut all| match all.next() {
                None => Ok(true),
                Some(_) => Err(StartError::Damaged { folder: data.to_owned() }),
            });
            empty.map(|_| None)
        }
        Err(error) => Err(StartError::of(data, error)),
    }
}
