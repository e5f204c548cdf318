//! Back-ups: everything that an instance is, in one file, made while people go on working.
//!
//! ```text
//! manifest.json   what follows, with sizes and digests; versions; what the database held
//! database.dump   the database at one moment (pg_dump, custom format)
//! heads.jsonl     the signed heads of the journal, for everybody to compare with
//! keys.sealed     the folder of the keys, behind a passphrase
//! ```
//! The file is a tar archive. Whoever has it reads the database: it is to be kept like the data
//! folder. The keys alone need the passphrase, so that nobody who finds a back-up can sign for the
//! instance.

mod archive;
pub mod check;
pub mod manifest;
mod programs;
pub mod restore;
mod seal;
pub mod trouble;

use std::{
    fs,
    path::{Path, PathBuf},
};

use sqlx::{Connection, PgConnection, Row, postgres::PgConnectOptions};

use self::{
    manifest::{Contents, Manifest},
    programs::{Program, server_major},
};
pub use self::{seal::Passphrase, trouble::Trouble};
use crate::shell::{
    App,
    act::{Act, Actor},
    clock::Now,
    db,
    journal::{
        Event, Stream,
        heads::{Head, Signed},
    },
};

/// The parts besides the manifest.
const DATABASE: &str = "database.dump";
const HEADS: &str = "heads.jsonl";
const KEYS: &str = "keys.sealed";

/// A back-up that was made.
#[derive(Clone, Debug)]
pub struct Made {
    /// What it holds.
    pub manifest: Manifest,
    /// The digest of the whole file, in hexadecimal digits.
    pub sha256: String,
    /// Its length.
    pub bytes: u64,
}

/// Makes a back-up and journals it. The file is there whole or not at all, and takes no other's
/// place.
///
/// # Errors
/// Whatever keeps it from that.
pub async fn make(
    app: &App,
    actor: Actor,
    to: &Path,
    passphrase: &Passphrase,
) -> Result<Made, Trouble> {
    if to.exists() {
        return Err(Trouble::Exists(to.to_owned()));
    }
    let parts = Parts::beside(to)?;
    let options = app.db.connect_options().as_ref().clone();
    let contents = dump(&options, &parts.0).await?;
    let keys = app.instance.keys();
    // after the moment of the database: what it knows to be signed is in the list
    let signed = Signed::read(&keys)?;
    let now = Now::read();
    let (folder, to, passphrase) = (parts.0.clone(), to.to_owned(), passphrase.clone());
    let made = blocking(move || {
        write_heads(&folder.join(HEADS), &signed.heads)?;
        seal::seal(&keys, &folder.join(KEYS), &passphrase)?;
        let manifest = Manifest::of(&folder, &[DATABASE, HEADS, KEYS], contents, &signed, now)?;
        let (sha256, bytes) = archive::write(&to, &folder, &manifest)?;
        Ok(Made { manifest, sha256, bytes })
    })
    .await?;
    let act = Act::begin(app, actor).await.map_err(Trouble::Act)?;
    let event = Event::new("backup_made").note("sha256", &made.sha256).note("bytes", made.bytes);
    act.commit(Stream::Instance, event).await.map_err(Trouble::Act)?;
    Ok(made)
}

/// The database at one moment as a file; gives what it held then.
async fn dump(options: &PgConnectOptions, folder: &Path) -> Result<Contents, Trouble> {
    let mut db = PgConnection::connect_with(options).await?;
    let program = Program::find("pg_dump", server_major(&mut db).await?)?;
    let mut moment = db.begin_with("begin isolation level repeatable read, read only").await?;
    let snapshot = sqlx::query_scalar!(r#"select pg_export_snapshot() as "snapshot!""#);
    let snapshot = snapshot.fetch_one(&mut *moment).await?;
    let contents = Contents::of(&mut moment).await?;
    let mut command = program.command(options, None);
    command
        .args(["--format=custom", "--no-owner", "--no-privileges", "--no-unlogged-table-data"])
        .arg(format!("--snapshot={snapshot}"))
        .arg(format!("--file={}", folder.join(DATABASE).display()));
    program.run(command).await?;
    // the moment lasts as long as its transaction
    moment.rollback().await?;
    db.close().await?;
    Ok(contents)
}

fn write_heads(path: &Path, heads: &[Head]) -> Result<(), Trouble> {
    let mut text = Vec::new();
    for head in heads {
        serde_json::to_writer(&mut text, head)?;
        text.push(b'\n');
    }
    fs::write(path, text).map_err(|error| Trouble::file(path, error))
}

/// A folder for parts that goes with all it holds.
struct Parts(PathBuf);

impl Parts {
    /// Beside a file: there is as much room as the file needs.
    fn beside(file: &Path) -> Result<Self, Trouble> {
        let mut name = file.as_os_str().to_owned();
        name.push(format!(".parts-{}", std::process::id()));
        Self::make(PathBuf::from(name))
    }

    /// Below a folder.
    fn below(folder: &Path) -> Result<Self, Trouble> {
        let random: [u8; 8] = crate::shell::chance::bytes();
        Self::make(folder.join(format!("backup-{}", hex::encode(random))))
    }

    fn make(path: PathBuf) -> Result<Self, Trouble> {
        use std::os::unix::fs::DirBuilderExt;
        let made = fs::DirBuilder::new().mode(0o700).recursive(true).create(&path);
        made.map_err(|error| Trouble::file(&path, error))?;
        Ok(Self(path))
    }
}

impl Drop for Parts {
    fn drop(&mut self) {
        // what cannot be removed is in nobody's way
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Work with files, beside the asynchronous work.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Trouble> + Send + 'static,
) -> Result<T, Trouble> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(ended) => Err(Trouble::Program { name: "huanjie".to_owned(), said: ended.to_string() }),
    }
}

/// The version of the schema of a database, 0 where it has none.
async fn schema_version(db: &mut PgConnection) -> Result<i64, Trouble> {
    Ok(match db::schema_of(db).await? {
        db::Schema::None => 0,
        db::Schema::Current => db::newest(),
        db::Schema::Older(version) | db::Schema::Newer(version) => version,
    })
}

/// The first column of the only row of a query that no macro can check.
async fn one<T>(db: &mut PgConnection, query: String) -> Result<T, Trouble>
where
    T: for<'r> sqlx::Decode<'r, sqlx::Postgres> + sqlx::Type<sqlx::Postgres>,
{
    #[expect(clippy::disallowed_methods, reason = "tables are known to the catalogue only")]
    let row = sqlx::query(sqlx::AssertSqlSafe(query)).fetch_one(db).await?;
    Ok(row.try_get(0)?)
}
