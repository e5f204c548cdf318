//! The database of a command: our own server in the data folder, or the one that is named.

use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches, value_parser};
use sqlx::{PgPool, postgres::PgConnectOptions};

use super::Failure;
use crate::shell::{
    App, Instance, Policy,
    db::{self, DbError, Schema},
    journal::heads::Heads,
    live::Live,
    private_postgres::{self, PrivatePostgres},
    tls::Https,
    vault::Vault,
    words::Words,
};

/// Where the data lie: for every command that needs the database.
pub fn database_args(words: &Words) -> [Arg; 2] {
    [
        Arg::new("data")
            .long("data")
            .env("HUANJIE_DATA")
            .value_name(words.text("value-name-folder"))
            .value_parser(value_parser!(PathBuf))
            .help(words.text("serve-data")),
        Arg::new("database")
            .long("database-url")
            .env("DATABASE_URL")
            .hide_env_values(true)
            .value_name("URL")
            .help(words.text("serve-database")),
    ]
}

/// The threads of a command that waits for the database or the network.
///
/// # Errors
/// The system gives none.
pub fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.map_err(|error| Failure::new("error-system").with("reason", error.to_string()))
}

/// A database that is ready to be used.
pub struct Database {
    /// The server, where it is our own.
    pub private: Option<PrivatePostgres>,
    /// How the program connects.
    pub options: PgConnectOptions,
    /// Where keys and files lie.
    pub folder: PathBuf,
}

impl Database {
    /// Starts our own server or uses that of `DATABASE_URL`; migrates.
    ///
    /// # Errors
    /// It cannot be started, reached or migrated.
    pub async fn open(matches: &ArgMatches) -> Result<Self, Failure> {
        let folder = folder(matches);
        if let Some(url) = matches.get_one::<String>("database") {
            let options: PgConnectOptions =
                url.parse().map_err(|_| Failure::new("error-database-url"))?;
            db::migrate(&options).await.map_err(|error| unusable(&error))?;
            return Ok(Self { private: None, options, folder });
        }
        let private = PrivatePostgres::start(&folder).await?;
        let options = private.options(private_postgres::NAME);
        Self::migrated(&options).await?;
        Ok(Self { private: Some(private), options, folder })
    }

    /// The database of a running server of our own, else one that is opened for this command.
    ///
    /// # Errors
    /// As [`Database::open`].
    pub async fn join(matches: &ArgMatches) -> Result<Self, Failure> {
        match Self::running(matches) {
            Some(running) => Ok(running),
            None => Self::open(matches).await,
        }
    }

    /// The database with nobody else on a server of our own, empty or not; nothing is migrated.
    ///
    /// # Errors
    /// Another process of ours uses it, or it cannot be reached.
    pub async fn alone(matches: &ArgMatches) -> Result<Self, Failure> {
        let folder = folder(matches);
        if let Some(url) = matches.get_one::<String>("database") {
            let options = url.parse().map_err(|_| Failure::new("error-database-url"))?;
            return Ok(Self { private: None, options, folder });
        }
        let private = PrivatePostgres::start(&folder).await?;
        let options = private.options(private_postgres::NAME);
        db::make_role(&options).await.map_err(|error| unusable(&DbError::Unreachable(error)))?;
        Ok(Self { private: Some(private), options, folder })
    }

    /// The database as it is, for commands that only look: nothing is made, nothing migrated.
    ///
    /// # Errors
    /// It cannot be reached, there is none, or its schema is of another program.
    pub async fn look(matches: &ArgMatches) -> Result<Self, Failure> {
        let folder = folder(matches);
        let found = if let Some(running) = Self::running(matches) {
            running
        } else if let Some(url) = matches.get_one::<String>("database") {
            let options = url.parse().map_err(|_| Failure::new("error-database-url"))?;
            Self { private: None, options, folder }
        } else {
            if !folder.join("postgres/PG_VERSION").is_file() {
                let folder = folder.display().to_string();
                return Err(Failure::new("error-no-data").with("folder", folder));
            }
            let private = PrivatePostgres::start(&folder).await?;
            let options = private.options(private_postgres::NAME);
            Self { private: Some(private), options, folder }
        };
        match db::schema(&found.options).await.map_err(|error| unusable(&error))? {
            Schema::Current => Ok(found),
            Schema::None => Err(Failure::new("error-schema-none")),
            Schema::Older(version) => {
                Err(Failure::new("error-schema-older").with("version", version.to_string()))
            }
            Schema::Newer(version) => Err(unusable(&DbError::Newer(version))),
        }
    }

    /// The database of a running server of our own.
    fn running(matches: &ArgMatches) -> Option<Self> {
        if matches.contains_id("database") {
            return None;
        }
        let folder = folder(matches);
        let options = private_postgres::running(&folder, private_postgres::NAME)?;
        Some(Self { private: None, options, folder })
    }

    async fn migrated(options: &PgConnectOptions) -> Result<(), Failure> {
        let role = db::make_role(options).await.map_err(DbError::Unreachable);
        role.map_err(|error| unusable(&error))?;
        db::migrate(options).await.map_err(|error| unusable(&error))
    }

    /// Stops the server, where this command has started it.
    pub async fn close(self) {
        if let Some(private) = self.private {
            private.stop().await;
        }
    }
}

/// The data folder of a command.
pub fn folder(matches: &ArgMatches) -> PathBuf {
    let named = matches.get_one::<PathBuf>("data").cloned();
    named.unwrap_or_else(private_postgres::default_folder)
}

fn unusable(error: &DbError) -> Failure {
    match error {
        DbError::Unreachable(_) => Failure::new("error-database-unreachable"),
        DbError::Newer(version) => {
            Failure::new("error-schema-newer").with("version", version.to_string())
        }
        DbError::Migration(error) => Failure::new("error-schema").with("reason", error.to_string()),
    }
}

/// What handlers and commands reach, on an open database.
///
/// # Errors
/// Keys or connections cannot be opened.
pub async fn app(database: &Database) -> Result<App, Failure> {
    app_by(database, Https::Off, Policy::default()).await
}

/// The same, reached by https or not, with what was decided about signing in.
///
/// # Errors
/// As [`app`].
pub async fn app_by(database: &Database, https: Https, policy: Policy) -> Result<App, Failure> {
    let pool = db::pool(database.options.clone()).await;
    let db = pool.map_err(|error| unusable(&error))?;
    let keys = database.folder.join("keys");
    let heads = Heads::open(&keys).map_err(|error| {
        let failure = Failure::new("error-keys").with("folder", keys.display().to_string());
        failure.with("reason", error.to_string())
    })?;
    let vault = vault(&db, &keys).await?;
    let live = Live::start(db.clone());
    let instance = Instance::with(&database.folder, https, policy);
    Ok(App { db, live, heads, vault, instance })
}

/// The key of what is enciphered; it must be the one that the database was written with.
async fn vault(db: &PgPool, keys: &Path) -> Result<Vault, Failure> {
    let failure = |key| Failure::new(key).with("folder", keys.display().to_string());
    let vault = Vault::open(keys)
        .map_err(|error| failure("error-keys").with("reason", error.to_string()))?;
    match vault.fits(db).await {
        Ok(true) => Ok(vault),
        Ok(false) => Err(failure("error-keys-vault")),
        Err(error) => Err(unusable(&DbError::Unreachable(error))),
    }
}
