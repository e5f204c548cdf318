//! Whether a back-up can be restored: it is, into a server of its own that is thrown away, and there
//! the journal is verified and the rows are counted.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use ed25519_dalek::SigningKey;
use sqlx::{Connection, PgConnection, postgres::PgConnectOptions};

use super::{
    DATABASE, HEADS, KEYS, Parts, Passphrase, Trouble, archive, blocking,
    manifest::{Contents, Manifest},
    programs::{Program, server_major},
    seal,
};
use crate::shell::{
    chance, db,
    journal::{
        heads::Signed,
        verify::{Report, compare},
    },
    private_postgres::{NAME, PrivatePostgres},
};

/// What a check found right.
#[derive(Clone, Debug)]
pub struct Checked {
    /// What the back-up holds.
    pub manifest: Manifest,
    /// What the verification of the journal looked at.
    pub report: Report,
    /// Whether the passphrase was tried.
    pub keys: bool,
}

/// The manifest of a back-up, without looking at the rest.
///
/// # Errors
/// The file is no back-up.
pub async fn manifest(file: &Path) -> Result<Manifest, Trouble> {
    let file = file.to_owned();
    blocking(move || archive::manifest(&file)).await
}

/// Checks a back-up; with a passphrase whether it opens the keys, too.
///
/// # Errors
/// Whatever would keep it from being restored.
pub async fn check(file: &Path, passphrase: Option<&Passphrase>) -> Result<Checked, Trouble> {
    let parts = Parts::below(&env::temp_dir())?;
    let manifest = take_apart(file, &parts.0).await?;
    if let Some(passphrase) = passphrase {
        open_keys(&parts.0, &manifest, passphrase).await?;
    }
    let scratch = Scratch::new();
    let postgres = PrivatePostgres::start(&scratch.0).await?;
    let options = postgres.options(NAME);
    let done = fill(&options, &options, &parts.0, &manifest).await;
    postgres.stop().await;
    let keys = passphrase.is_some();
    done.map(|report| Checked { manifest, report, keys })
}

/// Takes a back-up apart; refuses one of a newer program.
pub(super) async fn take_apart(file: &Path, folder: &Path) -> Result<Manifest, Trouble> {
    let (file, folder) = (file.to_owned(), folder.to_owned());
    let manifest = blocking(move || archive::take_apart(&file, &folder)).await?;
    if manifest.contents.schema > db::newest() {
        return Err(Trouble::Newer(manifest.contents.schema));
    }
    Ok(manifest)
}

/// Opens the keys into a folder beside the parts; they must be those that have signed.
pub(super) async fn open_keys(
    parts: &Path,
    manifest: &Manifest,
    passphrase: &Passphrase,
) -> Result<PathBuf, Trouble> {
    let (sealed, keys) = (parts.join(KEYS), parts.join("keys"));
    let (passphrase, public) = (passphrase.clone(), manifest.public_key);
    blocking(move || {
        seal::open(&sealed, &keys, &passphrase)?;
        let key: Option<[u8; 32]> =
            fs::read(keys.join("journal.key")).ok().and_then(|key| key.try_into().ok());
        let right = key
            .is_some_and(|key| SigningKey::from_bytes(&key).verifying_key().to_bytes() == public);
        if right { Ok(keys) } else { Err(Trouble::OtherKeys) }
    })
    .await
}

/// Restores the database of a back-up into an empty one, counts its rows, brings it up to date and
/// verifies its journal. `server` is where programs of the server's version are looked for.
pub(super) async fn fill(
    server: &PgConnectOptions,
    empty: &PgConnectOptions,
    parts: &Path,
    manifest: &Manifest,
) -> Result<Report, Trouble> {
    let mut asked = PgConnection::connect_with(server).await?;
    let program = Program::find("pg_restore", server_major(&mut asked).await?)?;
    asked.close().await?;
    let name = empty.get_database().unwrap_or_default();
    let mut command = program.command(empty, Some(name));
    command
        .args(["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"])
        .arg(format!("--dbname={name}"))
        .arg(parts.join(DATABASE));
    program.run(command).await?;
    let mut restored = PgConnection::connect_with(empty).await?;
    let contents = Contents::of(&mut restored).await?;
    restored.close().await?;
    if let Some((name, here, there)) = manifest.contents.differs(&contents) {
        return Err(Trouble::Differs { name, here, there });
    }
    db::migrate(empty).await?;
    let heads = parts.join(HEADS);
    let list = fs::read(&heads).map_err(|error| Trouble::file(&heads, error))?;
    let signed = Signed::of(&list, manifest.public_key, &heads)?;
    verified(empty, &signed).await
}

async fn verified(options: &PgConnectOptions, signed: &Signed) -> Result<Report, Trouble> {
    let mut db = PgConnection::connect_with(options).await?;
    let report = compare(&mut db, &signed.heads).await?;
    db.close().await?;
    match report.bad {
        Some(bad) => Err(Trouble::Bad(bad)),
        None => Ok(report),
    }
}

/// A folder for a server that is thrown away; the server's user must be able to enter it.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Self {
        let random: [u8; 8] = chance::bytes();
        Self(env::temp_dir().join(format!("huanjie-check-{}", hex::encode(random))))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // the server, dropped before, has ended
        let _ = fs::remove_dir_all(&self.0);
    }
}
