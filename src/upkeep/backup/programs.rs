//! The database server's own programs: they are told how to connect by their environment, where no
//! other process sees a password.

use std::{env, path::PathBuf, process::Stdio};

use sqlx::{ConnectOptions, PgConnection, postgres::PgConnectOptions};
use tokio::process::Command;

use super::{Trouble, one};
use crate::shell::private_postgres::installed_program;

/// A program that is installed.
pub(super) struct Program {
    name: &'static str,
    path: PathBuf,
}

impl Program {
    /// The newest that is at least of the server's major version: an older one would refuse.
    pub(super) fn find(name: &'static str, major: u32) -> Result<Self, Trouble> {
        let path = installed_program(name, major).ok_or(Trouble::NoProgram { name, major })?;
        Ok(Self { name, path })
    }

    /// It on a database: that of the options, or another of the same server.
    pub(super) fn command(&self, options: &PgConnectOptions, database: Option<&str>) -> Command {
        let mut command = Command::new(&self.path);
        command.env_clear().env("LC_ALL", "C");
        for name in ["PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TZDIR", "HOME"] {
            command.envs(env::var_os(name).map(|value| (name, value)));
        }
        let socket = options.get_socket().map(|socket| socket.display().to_string());
        command
            .env("PGHOST", socket.unwrap_or_else(|| options.get_host().to_owned()))
            .env("PGPORT", options.get_port().to_string())
            .env("PGUSER", options.get_username())
            .env("PGDATABASE", database.or(options.get_database()).unwrap_or_default())
            .env("PGAPPNAME", "huanjie backup")
            .arg("--no-password")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        let url = options.to_url_lossy();
        if let Some(password) = url.password() {
            command.env("PGPASSWORD", plain(password));
        }
        for (name, value) in url.query_pairs() {
            match &*name {
                "sslmode" | "ssl-mode" => command.env("PGSSLMODE", &*value),
                "sslrootcert" | "ssl-root-cert" | "ssl-ca" => command.env("PGSSLROOTCERT", &*value),
                _ => &mut command,
            };
        }
        command
    }

    /// Runs it to its end.
    pub(super) async fn run(&self, mut command: Command) -> Result<(), Trouble> {
        let program = |said: String| Trouble::Program { name: self.name.to_owned(), said };
        let done = command.output().await.map_err(|error| program(error.to_string()))?;
        if done.status.success() {
            return Ok(());
        }
        // the first line; those after it may quote what stands in the rows
        let said = String::from_utf8_lossy(&done.stderr);
        Err(program(said.lines().next().unwrap_or_default().to_owned()))
    }
}

/// The text of `%` and two hexadecimal digits.
fn plain(encoded: &str) -> String {
    let mut bytes = Vec::with_capacity(encoded.len());
    let mut rest = encoded.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = (*first == b'%').then(|| after.get(..2)).flatten();
        let code = code.and_then(|digits| hex::decode(digits).ok());
        rest = if let Some(code) = code {
            bytes.extend(code);
            &after[2..]
        } else {
            bytes.push(*first);
            after
        };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The major version of a server.
pub(super) async fn server_major(db: &mut PgConnection) -> Result<u32, Trouble> {
    let version: i32 =
        one(db, "select current_setting('server_version_num')::integer".to_owned()).await?;
    Ok(u32::try_from(version / 10_000).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_password_is_told_as_it_was_chosen() {
        assert_eq!(plain("a%40b%2Fc%25"), "a@b/c%");
        assert_eq!(plain("100%"), "100%");
        assert_eq!(plain("%E5%AF%86"), "密");
    }
}
