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
use crate::shell::{
    chance,
    clock::{Now, stamp},
    db,
    journal::verify::Report,
};

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
    let filled = filled(target, &new, &parts, &manifest).await;
    let swapped = match filled {
        Ok(report) => swap(&mut server, target, &new, Keys::new(opened, keys))
            .await
            .map(|(former, aside)| (report, former, aside)),
        Err(trouble) => Err(trouble),
    };
    let (report, former, aside) = match swapped {
        Ok(done) => done,
        Err(trouble) => {
            // what cannot be removed has a name that says what it is
            let _ = run(&mut server, format!("drop database if exists {new} with (force)")).await;
            return Err(trouble);
        }
    };
    let database = if empty {
        run(&mut server, format!("drop database {former}")).await?;
        None
    } else {
        Some(former)
    };
    server.close().await?;
    Ok(Restored { manifest, report, database, keys: aside })
}

/// The new database filled, and nobody signed in there.
async fn filled(
    target: &PgConnectOptions,
    new: &str,
    parts: &Parts,
    manifest: &Manifest,
) -> Result<Report, Trouble> {
    let new = target.clone().database(new);
    let report = fill(target, &new, &parts.0, manifest).await?;
    let mut db = new.connect().await?;
    sign_out(&mut db).await?;
    db.close().await?;
    Ok(report)
}

/// What was ended or revoked since the back-up must not open again: everybody signs in anew, and the
/// paper of an entry link opens nothing more.
async fn sign_out(db: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query!("delete from session").execute(&mut *db).await?;
    sqlx::query!("delete from sign_in_step").execute(&mut *db).await?;
    sqlx::query!("delete from set_up_token").execute(&mut *db).await?;
    sqlx::query!("delete from entry_secret").execute(db).await?;
    Ok(())
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

/// Both databases change their names in one transaction, and the keys before its end: when nobody
/// uses the former database any more, and all or nothing. Gives the names of what was there before.
async fn swap(
    server: &mut PgConnection,
    target: &PgConnectOptions,
    new: &str,
    keys: Keys,
) -> Result<(String, Option<PathBuf>), Trouble> {
    let name = target.get_database().unwrap_or("huanjie").replace('"', "\"\"");
    let former = format!("huanjie_before_{}", stamp(Now::read().0).replace('-', "_"));
    let mut both = server.begin().await?;
    let first = run(&mut both, format!("alter database \"{name}\" rename to {former}")).await;
    if let Err(Trouble::Database(sqlx::Error::Database(error))) = &first
        && error.code().as_deref() == Some("55006")
    {
        return Err(Trouble::InUse);
    }
    first?;
    run(&mut both, format!("alter database {new} rename to \"{name}\"")).await?;
    let (keys, aside) = blocking(move || keys.change().map(|aside| (keys, aside))).await?;
    if let Err(error) = both.commit().await {
        blocking(move || keys.change_back(aside.as_deref())).await?;
        return Err(error.into());
    }
    Ok((former, aside))
}

/// The folder of the keys, and that which takes its place.
struct Keys {
    opened: PathBuf,
    keys: PathBuf,
}

impl Keys {
    fn new(opened: PathBuf, keys: &Path) -> Self {
        Self { opened, keys: keys.to_owned() }
    }

    /// The keys of the back-up take the place of those that are there, which are put aside; both
    /// or neither.
    fn change(&self) -> Result<Option<PathBuf>, Trouble> {
        let aside = format!("keys.before-{}", stamp(Now::read().0));
        let aside = self.keys.with_file_name(aside);
        let aside = self.keys.exists().then_some(aside);
        if let Some(aside) = &aside {
            fs::rename(&self.keys, aside).map_err(|error| Trouble::file(aside, error))?;
        }
        match fs::rename(&self.opened, &self.keys) {
            Ok(()) => Ok(aside),
            Err(error) => {
                self.put_back(aside.as_deref())?;
                Err(Trouble::file(&self.keys, error))
            }
        }
    }

    /// As it was before.
    fn change_back(&self, aside: Option<&Path>) -> Result<(), Trouble> {
        fs::rename(&self.keys, &self.opened).map_err(|error| Trouble::file(&self.keys, error))?;
        self.put_back(aside)
    }

    fn put_back(&self, aside: Option<&Path>) -> Result<(), Trouble> {
        let Some(aside) = aside else { return Ok(()) };
        fs::rename(aside, &self.keys).map_err(|error| Trouble::file(aside, error))
    }
}

/// A statement of names that are ours or quoted.
async fn run(db: &mut PgConnection, statement: String) -> Result<(), Trouble> {
    db.execute(AssertSqlSafe(statement)).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_change_and_change_back() {
        let random: [u8; 8] = chance::bytes();
        let folder = std::env::temp_dir().join(format!("huanjie-keys-{}", hex::encode(random)));
        let write = |name: &str, text: &str| {
            fs::create_dir_all(folder.join(name)).unwrap();
            fs::write(folder.join(name).join("journal.key"), text).unwrap();
        };
        let read = |at: &Path| fs::read_to_string(at.join("journal.key")).unwrap();
        write("keys", "here");
        write("opened", "of the back-up");
        let keys = Keys::new(folder.join("opened"), &folder.join("keys"));
        let aside = keys.change().unwrap().unwrap();
        assert_eq!((read(&keys.keys), read(&aside)), ("of the back-up".into(), "here".into()));
        keys.change_back(Some(&aside)).unwrap();
        assert_eq!(
            (read(&keys.keys), read(&keys.opened)),
            ("here".into(), "of the back-up".into())
        );
        assert!(!aside.exists());
        // what cannot take their place leaves them where they are
        fs::remove_dir_all(&keys.opened).unwrap();
        assert!(keys.change().is_err());
        assert_eq!(read(&keys.keys), "here");
        fs::remove_dir_all(folder).unwrap();
    }
}
