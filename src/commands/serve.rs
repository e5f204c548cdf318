//! `huanjie serve`: the web application, on a private Postgres or on the server of `DATABASE_URL`.

use std::{
    io::{IsTerminal, Write},
    net::{IpAddr, SocketAddr},
    path::PathBuf,
    process::ExitCode,
};

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use sqlx::postgres::PgConnectOptions;
use tokio::net::TcpListener;
use tracing::Level;
use tracing_subscriber::{filter::Targets, layer::SubscriberExt, util::SubscriberInitExt};

use super::Failure;
use crate::{
    documents,
    people::set_up,
    sample, server,
    shell::{
        App,
        db::{self, DbError},
        journal::heads::Heads,
        live::Live,
        outbox,
        private_postgres::{self, PrivatePostgres},
        urls,
        words::Words,
    },
};

/// The command line of `serve`.
pub fn command(words: &Words) -> Command {
    Command::new("serve")
        .about(words.text("serve-about"))
        .after_help(words.text("serve-after"))
        .arg(
            Arg::new("listen")
                .long("listen")
                .env("HUANJIE_LISTEN")
                .value_name(words.text("value-name-address"))
                .default_value("127.0.0.1:8080")
                .value_parser(value_parser!(SocketAddr))
                .help(words.text("serve-listen")),
        )
        .arg(
            Arg::new("plain")
                .long("plain-http")
                .action(ArgAction::SetTrue)
                .help(words.text("serve-plain")),
        )
        .arg(
            Arg::new("sample")
                .long("sample")
                .action(ArgAction::SetTrue)
                .help(words.text("serve-sample")),
        )
        .args(database_args(words))
}

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

/// Serves until interrupted.
///
/// # Errors
/// Port, database, schema, folder or fonts cannot be used.
pub fn run(matches: &ArgMatches, words: &Words) -> Result<ExitCode, Failure> {
    runtime()?.block_on(serve(matches, words))
}

/// The threads of a command that waits for the database or the network.
///
/// # Errors
/// The system gives none.
pub fn runtime() -> Result<tokio::runtime::Runtime, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.map_err(|error| Failure::new("error-system").with("reason", error.to_string()))
}

async fn serve(matches: &ArgMatches, words: &Words) -> Result<ExitCode, Failure> {
    log();
    let address = listen_address(matches)?;
    // before anything else: a taken port is the commonest trouble
    let listener = TcpListener::bind(address).await.map_err(|error| bound(address, &error))?;
    documents::print::ready()
        .map_err(|error| Failure::new("error-press").with("reason", error.to_string()))?;
    let database = Database::open(matches).await?;
    let app = app(&database).await?;
    if matches.get_flag("sample") {
        let made = sample::load(&app, &database.folder).await;
        made.map_err(|error| Failure::new("error-sample").with("reason", format!("{error:?}")))?;
    }
    tell(&listener, address, &database, words);
    tell_set_up(&app, &listener, words).await?;
    let jobs = tokio::spawn(outbox::run(app.clone(), documents::job));
    let (sender, stopped) = tokio::sync::oneshot::channel::<()>();
    let stop = async {
        interrupted().await;
        // the sender lives as long as the server
        let _ = sender.send(());
    };
    let serving = server::serve(app, listener, async {
        let _ = stopped.await;
    });
    let done = match &database.private {
        Some(private) => tokio::select! {
            done = serving => done,
            () = async { tokio::join!(private.watch(), stop); } => Ok(()),
        },
        None => tokio::join!(serving, stop).0,
    };
    jobs.abort();
    if let Some(private) = database.private {
        private.stop().await;
    }
    done.map_err(|error| Failure::new("error-system").with("reason", error.to_string()))?;
    Ok(ExitCode::SUCCESS)
}

/// Writes the log to standard error, in colours for somebody who reads it there.
fn log() {
    // what the database remarks of migrations that are there already tells nobody anything
    let levels = Targets::new().with_default(Level::INFO).with_target("sqlx", Level::WARN);
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_target(false);
    tracing_subscriber::registry().with(lines).with(levels).init();
}

fn listen_address(matches: &ArgMatches) -> Result<SocketAddr, Failure> {
    let address = *matches.get_one::<SocketAddr>("listen").ok_or(Failure::new("error-listen"))?;
    let loopback = match address.ip() {
        IpAddr::V4(ip) => ip.is_loopback(),
        IpAddr::V6(ip) => ip.is_loopback(),
    };
    if !loopback && matches.get_flag("sample") {
        return Err(Failure::new("error-sample-beyond"));
    }
    if loopback || matches.get_flag("plain") {
        Ok(address)
    } else {
        Err(Failure::new("error-plain"))
    }
}

fn bound(address: SocketAddr, error: &std::io::Error) -> Failure {
    let key = match error.kind() {
        std::io::ErrorKind::AddrInUse => "error-port-taken",
        std::io::ErrorKind::PermissionDenied => "error-port-forbidden",
        std::io::ErrorKind::AddrNotAvailable => "error-address",
        _ => return Failure::new("error-system").with("reason", error.to_string()),
    };
    Failure::new(key).with("address", address.to_string())
}

/// A database that is ready to be used.
pub struct Database {
    /// The server, where it is our own.
    private: Option<PrivatePostgres>,
    /// How the program connects.
    options: PgConnectOptions,
    /// Where keys and files lie.
    pub folder: PathBuf,
}

impl Database {
    /// Starts our own server or uses that of `DATABASE_URL`; migrates.
    ///
    /// # Errors
    /// It cannot be started, reached or migrated.
    pub async fn open(matches: &ArgMatches) -> Result<Self, Failure> {
        let folder = matches.get_one::<PathBuf>("data").cloned();
        let folder = folder.unwrap_or_else(private_postgres::default_folder);
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
        let folder = matches.get_one::<PathBuf>("data").cloned();
        let folder = folder.unwrap_or_else(private_postgres::default_folder);
        if !matches.contains_id("database")
            && let Some(options) = private_postgres::running(&folder, private_postgres::NAME)
        {
            return Ok(Self { private: None, options, folder });
        }
        Self::open(matches).await
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
    let pool = db::pool(database.options.clone()).await;
    let db = pool.map_err(|error| unusable(&error))?;
    let keys = database.folder.join("keys");
    let heads = Heads::open(&keys).map_err(|error| {
        let failure = Failure::new("error-keys").with("folder", keys.display().to_string());
        failure.with("reason", error.to_string())
    })?;
    let live = Live::start(db.clone());
    Ok(App { db, live, heads })
}

fn tell(listener: &TcpListener, asked: SocketAddr, database: &Database, words: &Words) {
    let address = listener.local_addr().unwrap_or(asked);
    let folder = database.folder.display().to_string();
    let mut out = std::io::stdout();
    let variables = [("address", format!("http://{address}").into()), ("folder", folder.into())];
    // nobody reads what a service says
    let _ = writeln!(out, "{}", words.text_with("serve-ready", &variables));
    if let Some(accounts) = sample::accounts(&database.folder) {
        let variables = [
            ("accounts", accounts.names.join(", ").into()),
            ("password", accounts.password.into()),
        ];
        let _ = writeln!(out, "{}", words.text_with("serve-accounts", &variables));
    }
    let _ = out.flush();
}

/// While nobody can sign in: where the first administrator is made, and with which token.
async fn tell_set_up(app: &App, listener: &TcpListener, words: &Words) -> Result<(), Failure> {
    let token = set_up::token(app).await;
    let token = token.map_err(|_| Failure::new("error-database-unreachable"))?;
    let (Some(token), Ok(address)) = (token, listener.local_addr()) else { return Ok(()) };
    let address = format!("http://{address}{}", urls::SET_UP);
    let variables = [("address", address.into()), ("token", token.into())];
    let mut out = std::io::stdout();
    // nobody reads what a service says
    let _ = writeln!(out, "{}", words.text_with("serve-set-up", &variables));
    let _ = out.flush();
    Ok(())
}

async fn interrupted() {
    use tokio::signal::unix::{SignalKind, signal};
    let ended = async {
        match signal(SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = ended => {}
    }
}
