//! Restoring: into a new database, which takes the old one's place when everything in it was found
//! right. What was there before is put aside, never removed, unless it was empty.

use std::{
    fs,
    path::{Path, PathBuf},
};

use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, Executor, PgConnection, postgres::PgConnectOptions,
};

use super::{
    Parts, Passphrase, Trouble, blocking,
    check::{fill, open_keys, take_apart},
    manifest::Manifest,
    one,
};
use crate::shell::{chance, clock::Now, db, journal::verify::Report};

/// What was restored.
#[derive(Clone, Debug)]
pub struct Restored {
    /// What the back-up holds.
    pub manifest: Manifest,
    /// What the verification of the journal looked at.
    pub report: Report,
    /// The former database, where it was not empty.
    pub database: Option<String>,
    /// The former folder of the keys.
    pub keys: Option<PathBuf>,
}

/// Restores a back-up over a database that nobody uses, and into the folder of the keys. All or
/// nothing: an error leaves both as they were.
///
/// # Errors
/// The back-up is not right, the database or the list of signed heads is not empty and need not be
/// replaced, somebody uses it, or its role may not make databases.
pub async fn restore(
    target: &PgConnectOptions,
    keys: &Path,
    file: &Path,
    passphrase: &Passphrase,
    replace: bool,
) -> Result<Restored, Trouble> {
    let folder = keys.parent().unwrap_or(Path::new("."));
    let parts = Parts::below(folder)?;
    let manifest = take_apart(file, &parts.0).await?;
    let opened = open_keys(&parts.0, &manifest, passphrase).await?;
    let empty = is_empty(target).await?;
    if !replace && (!empty || has_signed(keys)) {
        return Err(Trouble::NotEmpty);
    }
    let random: [u8; 4] = chance::bytes();
    let new = format!("huanjie_new_{}", hex::encode(random));
    let mut server = target.clone().database("postgres").connect().await?;
    run(&mut server, format!("create database {new} template template0 encoding 'UTF8'")).await?;
    let filled = fill(target, &target.clone().database(&new), &parts.0, &manifest).await;
    let swapped = match filled {
        Ok(report) => swap(&mut server, target, &new).await.map(|former| (report, former)),
        Err(trouble) => Err(trouble),
    };
    let (report, former) = match swapped {
        Ok(done) => done,
        Err(trouble) => {
            // what cannot be removed has a name that says what it is
            let _ = run(&mut server, format!("drop database if exists {new} with (force)")).await;
            return Err(trouble);
        }
    };
    let aside = change_keys(opened, keys.to_owned()).await?;
    let database = if empty {
        run(&mut server, format!("drop database {former}")).await?;
        None
    } else {
        Some(former)
    };
    server.close().await?;
    Ok(Restored { manifest, report, database, keys: aside })
}

/// Whether nothing was ever done in a database: each act leaves a chain.
async fn is_empty(target: &PgConnectOptions) -> Result<bool, Trouble> {
    let mut db = target.connect().await?;
    let state = db::schema_of(&mut db).await?;
    let tables = "select count(*) from pg_class where relkind = 'r' and relname = 'stream'";
    let empty = if state == db::Schema::None && one::<i64>(&mut db, tables.to_owned()).await? == 0 {
        let others = "select count(*) from pg_tables
            where schemaname not in ('pg_catalog', 'information_schema')";
        one::<i64>(&mut db, others.to_owned()).await? == 0
    } else {
        one::<i64>(&mut db, "select count(*) from stream".to_owned()).await? == 0
    };
    db.close().await?;
    Ok(empty)
}

/// Whether keys have signed something that only they can prove.
fn has_signed(keys: &Path) -> bool {
    fs::metadata(keys.join("heads.jsonl")).is_ok_and(|list| list.len() > 0)
}

/// Both databases change their names in one transaction; gives the former one's.
async fn swap(
    server: &mut PgConnection,
    target: &PgConnectOptions,
    new: &str,
) -> Result<String, Trouble> {
    let name = target.get_database().unwrap_or("huanjie").replace('"', "\"\"");
    let former = format!("huanjie_before_{}", Now::read().0.format("%Y%m%d_%H%M%S"));
    let mut both = server.begin().await?;
    let first = run(&mut both, format!("alter database \"{name}\" rename to {former}")).await;
    if let Err(Trouble::Database(sqlx::Error::Database(error))) = &first
        && error.code().as_deref() == Some("55006")
    {
        return Err(Trouble::InUse);
    }
    first?;
    run(&mut both, format!("alter database {new} rename to \"{name}\"")).await?;
    both.commit().await?;
    Ok(former)
}

/// The keys of the back-up take the place of those that are there, which are put aside.
async fn change_keys(opened: PathBuf, keys: PathBuf) -> Result<Option<PathBuf>, Trouble> {
    blocking(move || {
        let stamp = Now::read().0.format("%Y%m%d-%H%M%S");
        let aside = keys.with_file_name(format!("keys.before-{stamp}"));
        let there = keys.exists();
        if there {
            fs::rename(&keys, &aside).map_err(|error| Trouble::file(&aside, error))?;
        }
        fs::rename(&opened, &keys).map_err(|error| Trouble::file(&keys, error))?;
        Ok(there.then_some(aside))
    })
    .await
}

/// A statement of names that are ours or quoted.
async fn run(db: &mut PgConnection, statement: String) -> Result<(), Trouble> {
    db.execute(AssertSqlSafe(statement)).await?;
    Ok(())
}
