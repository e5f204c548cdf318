//! The data of a new server, and its settings.

use std::{
    fs::{self, DirBuilder, File},
    io,
    os::unix::fs::{DirBuilderExt, PermissionsExt},
    path::Path,
    process::Output,
};

use super::{NAME, StartError, account::Account, installed::Installed, orphan, server};

/// What whoever runs the server may change in `postgresql.conf`; what must hold is said when the
/// server starts.
const SETTINGS: &str = "\
# written when the data was made; yours to change (a restart applies it)
fsync = on
synchronous_commit = on
full_page_writes = on
max_connections = 100
shared_buffers = 128MB
work_mem = 8MB
maintenance_work_mem = 64MB
effective_cache_size = 1GB
max_wal_size = 1GB
datestyle = 'iso, ymd'
timezone = 'Asia/Shanghai'
log_timezone = 'Asia/Shanghai'
lc_messages = 'C'
default_text_search_config = 'pg_catalog.simple'
";

/// Character classes by Unicode, order by code point: an index is never in another order after
/// the system's library changed. Where the system has no such locale, plain C.
const LOCALES: [&[&str]; 2] = [&["--locale=C.UTF-8", "--lc-collate=C"], &["--locale=C"]];

/// Makes the data with the newest version installed, whole or not at all: in a folder beside it
/// that takes its place at the end.
pub(super) fn data(folder: &Path, data: &Path, account: &Account) -> Result<Installed, StartError> {
    let installed = Installed::newest()?;
    let new = folder.join("postgres.new");
    let refused = |reason| StartError::of(&new, reason);
    // one that outlived its parent would go on writing
    orphan::end(&new)?;
    let mut tries = LOCALES.iter().peekable();
    while let Some(locale) = tries.next() {
        empty(&new, account).map_err(refused)?;
        let made = initdb(&installed, &new, locale, account);
        let made = made.map_err(|reason| server::closed(folder, account, reason))?;
        if made.status.success() {
            break;
        }
        if tries.peek().is_none() {
            return Err(StartError::NotMade { reason: last_line(&made) });
        }
    }
    fs::write(new.join("postgresql.conf"), SETTINGS).and_then(|()| sync(&new)).map_err(refused)?;
    fs::rename(&new, data).and_then(|()| File::open(folder)?.sync_all()).map_err(refused)?;
    Ok(installed)
}

/// Says who may connect: by the socket the server's user and the one who started it, each proven
/// by the system, and nobody else.
pub(super) fn write_access(data: &Path, account: &Account) -> io::Result<()> {
    let quoted = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
    let mut names = vec![account.name.clone(), Account::starter()];
    names.dedup();
    let lines = names.iter().map(|name| format!("{NAME} {} {NAME}\n", quoted(name)));
    write_owned(&data.join("pg_ident.conf"), &lines.collect::<String>(), account)?;
    write_owned(&data.join("pg_hba.conf"), &format!("local all all peer map={NAME}\n"), account)
}

fn write_owned(file: &Path, text: &str, account: &Account) -> io::Result<()> {
    fs::write(file, text)?;
    fs::set_permissions(file, fs::Permissions::from_mode(0o600))?;
    account.own(file)
}

/// An empty folder, whatever a killed initdb left in it.
fn empty(new: &Path, account: &Account) -> io::Result<()> {
    match fs::remove_dir_all(new) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    DirBuilder::new().mode(0o700).create(new)?;
    account.own(new)
}

fn initdb(
    installed: &Installed,
    new: &Path,
    locale: &[&str],
    account: &Account,
) -> io::Result<Output> {
    let mut command = server::program(installed, "initdb", new);
    command.arg("--pgdata").arg(new).args(locale);
    command.args(["--username", NAME, "--encoding=UTF8", "--data-checksums"]);
    command.args(["--auth-local=peer", "--auth-host=reject", "--text-search-config=simple"]);
    if cfg!(target_os = "linux") {
        // see sync
        command.arg("--no-sync");
    }
    server::as_user(&mut command, account);
    command.output()
}

/// Everything on the disk by one call, which spares the thousand of `initdb`: seconds on a busy disk.
#[cfg(target_os = "linux")]
fn sync(new: &Path) -> io::Result<()> {
    Ok(nix::unistd::syncfs(File::open(new)?)?)
}

/// `initdb` has written all but the settings to the disk.
#[cfg(not(target_os = "linux"))]
fn sync(new: &Path) -> io::Result<()> {
    File::open(new.join("postgresql.conf"))?.sync_all()
}

fn last_line(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr);
    let error = said.lines().rev().find(|line| line.contains("error:") || line.contains("FATAL:"));
    error.or(said.lines().last()).unwrap_or_default().trim().to_owned()
}
