//! `huanjie serve`: the web application, on a private Postgres or on the server of `DATABASE_URL`.

mod tell;

use std::{io::IsTerminal, net::SocketAddr, path::PathBuf, process::ExitCode};

use chrono::TimeDelta;
use clap::{Arg, ArgAction, ArgMatches, Command, builder::FalseyValueParser, value_parser};
use nix::sys::resource::{Resource, getrlimit, setrlimit};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tracing::Level;
use tracing_subscriber::{Layer, filter::Targets, layer::SubscriberExt, util::SubscriberInitExt};

use super::{
    Failure,
    database::{Database, app_by, database_args, folder, runtime},
};
use crate::{
    documents, sample, server,
    shell::{
        App, Policy,
        clock::Now,
        instance::IDLE_MINUTES,
        metrics, outbox, panics,
        tls::{self, Files, Https, TlsError, TlsListener},
        words::Words,
    },
    upkeep,
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
        .args(sign_in_args(words))
        .args(tls_args(words))
        .arg(
            Arg::new("metrics")
                .long("metrics")
                .env("HUANJIE_METRICS")
                .value_name(words.text("value-name-address"))
                .value_parser(value_parser!(SocketAddr))
                .help(words.text("serve-metrics")),
        )
        .arg(
            Arg::new("log")
                .long("log")
                .env("HUANJIE_LOG")
                .value_name("text|json")
                .hide_possible_values(true)
                .default_value("text")
                .value_parser(["text", "json"])
                .help(words.text("serve-log")),
        )
        .args(database_args(words))
}

/// What is decided about signing in.
fn sign_in_args(words: &Words) -> [Arg; 3] {
    let flag = |name: &'static str, variable: &'static str| {
        Arg::new(name)
            .long(name)
            .env(variable)
            .action(ArgAction::SetTrue)
            .value_parser(FalseyValueParser::new())
    };
    [
        flag("lan", "HUANJIE_LAN").help(words.text("serve-lan")),
        flag("sample-beyond", "HUANJIE_SAMPLE_BEYOND").help(words.text("serve-sample-beyond")),
        Arg::new("idle")
            .long("idle-minutes")
            .env("HUANJIE_IDLE_MINUTES")
            .value_name(words.text("value-name-number"))
            .default_value(IDLE_MINUTES.to_string())
            .value_parser(value_parser!(u32).range(0..=840))
            .help(words.text("serve-idle")),
    ]
}

fn policy(matches: &ArgMatches) -> Policy {
    let minutes = matches.get_one::<u32>("idle").copied().unwrap_or(IDLE_MINUTES);
    Policy {
        lan: matches.get_flag("lan"),
        sample_beyond: matches.get_flag("sample-beyond"),
        idle: (minutes > 0).then(|| TimeDelta::minutes(minutes.into())),
    }
}

fn tls_args(words: &Words) -> [Arg; 3] {
    let file = |name: &'static str, long: &'static str, other: &'static str| {
        Arg::new(name)
            .long(long)
            .value_name(words.text("value-name-file"))
            .value_parser(value_parser!(PathBuf))
            .requires(other)
            .conflicts_with("tls")
    };
    [
        Arg::new("tls")
            .long("tls")
            .value_name("self")
            .value_parser(["self"])
            .hide_possible_values(true)
            .conflicts_with("plain")
            .help(words.text("serve-tls")),
        file("certificate", "tls-cert", "key")
            .env("HUANJIE_TLS_CERT")
            .help(words.text("serve-tls-cert")),
        file("key", "tls-key", "certificate")
            .env("HUANJIE_TLS_KEY")
            .help(words.text("serve-tls-key")),
    ]
}

/// Serves until interrupted.
///
/// # Errors
/// Port, database, schema, folder or fonts cannot be used.
pub fn run(matches: &ArgMatches, words: &Words) -> Result<ExitCode, Failure> {
    runtime()?.block_on(serve(matches, words))
}

async fn serve(matches: &ArgMatches, words: &Words) -> Result<ExitCode, Failure> {
    let json = matches.get_one::<String>("log").is_some_and(|form| form == "json");
    log(json);
    panics::tell_where();
    allow_connections();
    let https = https(matches);
    let address = listen_address(matches, https)?;
    // before anything else: a taken port is the commonest trouble
    let listener = TcpListener::bind(address).await.map_err(|error| bound(address, &error))?;
    let numbers = numbers(matches).await?;
    documents::print::ready()
        .map_err(|error| Failure::new("error-press").with("reason", error.to_string()))?;
    let database = Database::open(matches).await?;
    let secure = secure(matches, https, address)?;
    let app = app_by(&database, https, policy(matches)).await?;
    upkeep::clear_unfinished(&database.folder);
    if matches.get_flag("sample") {
        let made = sample::load(&app, &database.folder).await;
        made.map_err(|error| Failure::new("error-sample").with("reason", format!("{error:?}")))?;
    }
    tell::ready(&listener, address, &database, secure.as_ref(), words);
    log_start(json, address);
    tell::sample_beyond(address, &database, matches, words);
    tell::set_up(&app, &listener, secure.is_some(), words).await?;
    let jobs = tokio::spawn(outbox::run(app.clone(), documents::job));
    if let Some((listener, handle)) = numbers {
        tokio::spawn(server::tell_numbers(app.clone(), listener, handle));
    }
    let done = until_stopped(app, listener, secure, &database).await;
    jobs.abort();
    database.close().await;
    log_end(json);
    done.map_err(|error| Failure::new("error-system").with("reason", error.to_string()))?;
    Ok(ExitCode::SUCCESS)
}

/// Says to programs what a terminal has just been told.
fn log_start(json: bool, address: SocketAddr) {
    if json {
        tracing::info!(%address, version = env!("CARGO_PKG_VERSION"), "serving");
    }
}

fn log_end(json: bool) {
    if json {
        tracing::info!("stopped");
    }
}

/// Serves, and keeps our own database server alive, until interrupted.
async fn until_stopped(
    app: App,
    listener: TcpListener,
    secure: Option<Secure>,
    database: &Database,
) -> std::io::Result<()> {
    let (sender, stopped) = tokio::sync::oneshot::channel::<()>();
    let stop = async {
        interrupted().await;
        // the sender lives as long as the server
        let _ = sender.send(());
    };
    let stopped = async {
        let _ = stopped.await;
    };
    let serving = async {
        match secure {
            Some(secure) => {
                let listener = TlsListener::start(listener, secure.acceptor)?;
                server::serve(app, listener, stopped, server::SILENT).await;
            }
            None => server::serve(app, listener, stopped, server::SILENT).await,
        }
        Ok(())
    };
    match &database.private {
        Some(private) => tokio::select! {
            done = serving => done,
            () = async { tokio::join!(private.watch(), stop); } => Ok(()),
        },
        None => tokio::join!(serving, stop).0,
    }
}

/// What is logged; of the database no remarks on migrations that are there already.
pub fn levels() -> Targets {
    Targets::new().with_default(Level::INFO).with_target("sqlx", Level::WARN)
}

/// Writes the log to standard error: in colours for somebody who reads it there, or an object a
/// line for programs.
fn log(json: bool) {
    let levels = levels();
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_target(false);
    let registry = tracing_subscriber::registry();
    if json {
        registry.with(lines.json().flatten_event(true).with_filter(levels)).init();
    } else {
        let colours = std::io::stderr().is_terminal();
        registry.with(lines.with_ansi(colours).with_filter(levels)).init();
    }
}

/// As many open files as the system lets the process have, not only as many as it has by default: a
/// connection is one. With fewer it serves as well, only fewer people.
fn allow_connections() {
    let Ok((soft, hard)) = getrlimit(Resource::RLIMIT_NOFILE) else { return };
    if soft < hard && setrlimit(Resource::RLIMIT_NOFILE, hard, hard).is_err() {
        tracing::warn!(files = soft, "the limit of open files could not be raised");
    }
}

/// The port of the numbers and who counts them, where somebody asked for it.
async fn numbers(
    matches: &ArgMatches,
) -> Result<Option<(TcpListener, metrics_exporter_prometheus::PrometheusHandle)>, Failure> {
    let Some(address) = matches.get_one::<SocketAddr>("metrics").copied() else { return Ok(None) };
    let listener = TcpListener::bind(address).await.map_err(|error| bound(address, &error))?;
    let handle = metrics::install()
        .map_err(|error| Failure::new("error-system").with("reason", error.to_string()))?;
    Ok(Some((listener, handle)))
}

/// What is needed to be reached by https.
struct Secure {
    acceptor: TlsAcceptor,
    /// Of our own certificate: people compare it with what their browser shows.
    fingerprint: Option<String>,
}

fn https(matches: &ArgMatches) -> Https {
    if matches.contains_id("certificate") {
        Https::Trusted
    } else if matches.contains_id("tls") {
        Https::SelfSigned
    } else {
        Https::Off
    }
}

fn secure(
    matches: &ArgMatches,
    https: Https,
    address: SocketAddr,
) -> Result<Option<Secure>, Failure> {
    let told = |error: TlsError| Failure::new("error-tls").with("reason", error.to_string());
    let named = |name| matches.get_one::<PathBuf>(name).cloned();
    let files = match (named("certificate"), named("key")) {
        (Some(certificate), Some(key)) => Files { certificate, key },
        _ if https == Https::SelfSigned => {
            tls::own(&folder(matches).join("keys"), address, Now::read()).map_err(told)?
        }
        _ => return Ok(None),
    };
    let acceptor = tls::acceptor(&files).map_err(told)?;
    let own = https == Https::SelfSigned;
    let fingerprint = own.then(|| tls::fingerprint(&files)).transpose().map_err(told)?;
    Ok(Some(Secure { acceptor, fingerprint }))
}

fn listen_address(matches: &ArgMatches, https: Https) -> Result<SocketAddr, Failure> {
    let address = *matches.get_one::<SocketAddr>("listen").ok_or(Failure::new("error-listen"))?;
    let loopback = address.ip().is_loopback();
    if !loopback && matches.get_flag("sample") && !matches.get_flag("sample-beyond") {
        return Err(Failure::new("error-sample-beyond"));
    }
    if loopback || matches.get_flag("plain") || https != Https::Off {
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
