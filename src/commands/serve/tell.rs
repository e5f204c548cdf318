//! What `serve` says to whoever started it.

use std::{io::Write, net::SocketAddr};

use clap::ArgMatches;
use tokio::net::TcpListener;

use super::Secure;
use crate::{
    commands::{Failure, database::Database},
    people, sample,
    shell::{App, urls, words::Words},
};

/// Where it is reached, and with which accounts of the sample.
pub(super) fn ready(
    listener: &TcpListener,
    asked: SocketAddr,
    database: &Database,
    secure: Option<&Secure>,
    words: &Words,
) {
    let address = listener.local_addr().unwrap_or(asked);
    let scheme = if secure.is_some() { "https" } else { "http" };
    let folder = database.folder.display().to_string();
    let mut out = std::io::stdout();
    let variables =
        [("address", format!("{scheme}://{address}").into()), ("folder", folder.into())];
    // nobody reads what a service says
    let _ = writeln!(out, "{}", words.text_with("serve-ready", &variables));
    if let Some(fingerprint) = secure.and_then(|secure| secure.fingerprint.clone()) {
        let variables = [("fingerprint", fingerprint.into())];
        let _ = writeln!(out, "{}", words.text_with("serve-fingerprint", &variables));
    }
    if let Some(accounts) = sample::accounts(&database.folder) {
        let variables = [
            ("above", accounts.above_units().join(", ").into()),
            ("roles", accounts.roles().join(", ").into()),
            ("units", accounts.units().join(", ").into()),
            ("password", accounts.password.clone().into()),
        ];
        let _ = writeln!(out, "{}", words.text_with("serve-accounts", &variables));
    }
    let _ = out.flush();
}

/// Beyond this machine: that accounts of the sample are refused there.
pub(super) fn sample_beyond(
    address: SocketAddr,
    database: &Database,
    matches: &ArgMatches,
    words: &Words,
) {
    let refused = !address.ip().is_loopback() && !matches.get_flag("sample-beyond");
    if refused && sample::accounts(&database.folder).is_some() {
        let mut out = std::io::stdout();
        // nobody reads what a service says
        let _ = writeln!(out, "{}", words.text("serve-sample-refused"));
        let _ = out.flush();
    }
}

/// While nobody can sign in: where the first administrator is made, and with which token.
pub(super) async fn set_up(
    app: &App,
    listener: &TcpListener,
    secure: bool,
    words: &Words,
) -> Result<(), Failure> {
    let token = people::set_up::token(app).await;
    let token = token.map_err(|_| Failure::new("error-database-unreachable"))?;
    let (Some(token), Ok(address)) = (token, listener.local_addr()) else { return Ok(()) };
    let scheme = if secure { "https" } else { "http" };
    let address = format!("{scheme}://{address}{}", urls::SET_UP);
    let variables = [("address", address.into()), ("token", token.into())];
    let mut out = std::io::stdout();
    // nobody reads what a service says
    let _ = writeln!(out, "{}", words.text_with("serve-set-up", &variables));
    let _ = out.flush();
    Ok(())
}
