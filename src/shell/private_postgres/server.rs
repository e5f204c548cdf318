//! The server's process: how it is started, asked whether it answers, and stopped.

use std::{
    env, io,
    os::unix::process::CommandExt,
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use nix::{
    sys::signal::{Signal, kill},
    unistd::Pid,
};
use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, Executor,
    postgres::{PgConnectOptions, PgConnection, PgSslMode},
};
use tokio::{
    process::Child,
    time::{sleep, timeout},
};

use super::{NAME, StartError, account::Account, installed::Installed};

/// What must hold for every server of ours. No line of the log may hold a value: neither
/// statements nor parameters are logged, nor errors of statements, whose text may quote values,
/// nor the details of what is logged.
const FIRM: &[&str] = &[
    "listen_addresses=",
    "port=5432",
    "unix_socket_permissions=0700",
    "logging_collector=off",
    "log_destination=stderr",
    "log_min_messages=log",
    "log_min_error_statement=panic",
    "log_error_verbosity=terse",
    "log_statement=none",
    "log_duration=off",
    "log_min_duration_statement=-1",
    "log_parameter_max_length=0",
    "log_parameter_max_length_on_error=0",
    "log_checkpoints=off",
];

/// The first major version that can write a whole file system to the disk by one call.
const SYNCS_AT_ONCE: u32 = 14;

/// How the server is asked to end, and how long it then has, in tenths of a second: rolling back
/// what runs, at once, by the system.
const STOPS: [(Signal, u32); 3] =
    [(Signal::SIGINT, 300), (Signal::SIGQUIT, 100), (Signal::SIGKILL, 50)];

/// The same when it is dropped: nobody waits longer for it.
const QUICK_STOPS: [(Signal, u32); 3] =
    [(Signal::SIGINT, 50), (Signal::SIGQUIT, 30), (Signal::SIGKILL, 20)];

/// For how many questions, 20 ms apart, a server may fail to answer that does not say that it is
/// starting. One that makes data whole again says so, and may take its time.
const QUESTIONS: u32 = 3000;

/// SQLSTATE `cannot_connect_now`.
const STARTING: &str = "57P03";

/// How to connect to a database.
pub(super) fn options(socket: &Path, database: &str) -> PgConnectOptions {
    PgConnectOptions::new_without_pgpass()
        .socket(socket)
        .port(5432)
        .username(NAME)
        .database(database)
        .ssl_mode(PgSslMode::Disable)
}

/// The server.
pub(super) fn command(installed: &Installed, data: &Path, socket: &Path) -> Command {
    let mut command = program(installed, "postgres", data);
    command.arg("-D").arg(data);
    for setting in FIRM {
        command.args(["-c", setting]);
    }
    if cfg!(target_os = "linux") && installed.major >= SYNCS_AT_ONCE {
        // after a crash: one call in place of one for every file, which takes seconds
        command.args(["-c", "recovery_init_sync_method=syncfs"]);
    }
    // the setting is a list: quoted, else a comma in the path would part it
    let socket = socket.to_string_lossy().replace('"', "\"\"");
    command.arg("-c").arg(format!("unix_socket_directories=\"{socket}\""));
    command
}

/// One of the programs on its folder: without our environment, which holds secrets and would
/// change its settings, and in a process group of its own, for Ctrl-C is meant for us, who stop it
/// when we are done.
pub(super) fn program(installed: &Installed, name: &str, folder: &Path) -> Command {
    let mut command = Command::new(installed.program(name));
    command.env_clear().env("LC_ALL", "C");
    for name in ["PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TZDIR"] {
        command.envs(env::var_os(name).map(|value| (name, value)));
    }
    command.current_dir(folder).stdin(Stdio::null()).stdout(Stdio::null()).process_group(0);
    command
}

/// Lets a program run as the server's user.
pub(super) fn as_user(command: &mut Command, account: &Account) {
    if let Some((user, group)) = account.change_to {
        command.uid(user).gid(group);
    }
}

/// Why a program did not start: mostly its user may not enter the folder.
pub(super) fn closed(folder: &Path, account: &Account, reason: io::Error) -> StartError {
    let folder = folder.to_owned();
    match reason.kind() {
        io::ErrorKind::PermissionDenied => {
            StartError::Closed { folder, user: account.name.clone() }
        }
        _ => StartError::Refused { folder, reason },
    }
}

/// Waits until the server answers. When it does not: what was met, or nothing when it ended.
pub(super) async fn answers(child: &mut Child, socket: &Path) -> Result<(), Option<String>> {
    let options = options(socket, "postgres");
    let mut silent = 0;
    loop {
        if !matches!(child.try_wait(), Ok(None)) {
            return Err(None);
        }
        let reason =
            match timeout(Duration::from_secs(5), PgConnection::connect_with(&options)).await {
                Ok(Ok(connection)) => {
                    // answered; how the connection ends does not matter
                    let _ = connection.close().await;
                    return Ok(());
                }
                Ok(Err(error)) if is_starting(&error) => None,
                Ok(Err(error)) => Some(error.to_string()),
                Err(late) => Some(late.to_string()),
            };
        let starting = reason.is_none();
        silent += u32::from(!starting);
        if silent > QUESTIONS {
            return Err(reason);
        }
        // every question that it must refuse is a line in its log
        sleep(Duration::from_millis(if starting { 100 } else { 20 })).await;
    }
}

/// Makes the database of the program where there is none.
pub(super) async fn make_database(socket: &Path) -> sqlx::Result<()> {
    let mut connection = options(socket, "postgres").connect().await?;
    let exists = "select 1 from pg_database where datname = 'huanjie'";
    if connection.fetch_optional(exists).await?.is_none() {
        connection.execute(AssertSqlSafe(format!("create database {NAME}"))).await?;
    }
    connection.close().await
}

/// Stops the server.
pub(super) async fn stop(child: &mut Child) {
    for (signal, tenths) in STOPS {
        if !send(child, signal) {
            return;
        }
        let wait = Duration::from_millis(100) * tenths;
        if timeout(wait, child.wait()).await.is_ok() {
            return;
        }
    }
}

/// Stops the server where nothing can be awaited.
pub(super) fn stop_at_once(child: &mut Child) {
    for (signal, tenths) in QUICK_STOPS {
        if !send(child, signal) {
            return;
        }
        for _ in 0..tenths * 10 {
            if !matches!(child.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

/// Sends a signal; false when the process has ended before.
fn send(child: &mut Child, signal: Signal) -> bool {
    let pid = child.id().and_then(|pid| i32::try_from(pid).ok());
    pid.is_some_and(|pid| kill(Pid::from_raw(pid), signal).is_ok())
}

fn is_starting(error: &sqlx::Error) -> bool {
    error
        .as_database_error()
        .and_then(sqlx::error::DatabaseError::code)
        .is_some_and(|code| code == STARTING)
}
