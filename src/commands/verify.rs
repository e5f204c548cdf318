//! `huanjie verify`: whether journal and tables are as they were written.
//!
//! It only looks: neither folder nor key is made, nothing is migrated.
//!
//! Status 0 when they are, 1 when something was changed; the first bad row is named. Status 3 when
//! nothing is seen to be changed, yet some records cannot be proven, since only payloads that were
//! removed from the journal may explain them: whoever removed those says why.

use std::{io::Write, path::Path, process::ExitCode};

use clap::{ArgMatches, Command};

use sqlx::{Connection, PgConnection};

use super::{
    Failure,
    database::{Database, database_args, folder, runtime},
};
use crate::shell::{
    journal::{
        heads::{self, Signed},
        verify::{Report, compare, unlisted},
    },
    words::{FluentValue, Words},
};

/// Status where records cannot be proven.
const UNPROVEN: u8 = 3;

/// The command line of `verify`.
pub fn command(words: &Words) -> Command {
    Command::new("verify")
        .about(words.text("verify-about"))
        .after_help(words.text("verify-status"))
        .args(database_args(words))
}

/// Compares chains, tables and signed heads.
///
/// # Errors
/// The database or the signed heads cannot be read.
pub fn run(matches: &ArgMatches, words: &Words) -> Result<ExitCode, Failure> {
    let report = runtime()?.block_on(report(matches))?;
    let text = match (&report.bad, &report.first_unproven) {
        (Some(bad), _) => words.text_with(bad.key(), &said(bad.variables())),
        (None, Some((relation, key))) => {
            let variables = [
                ("n", report.unproven.to_string().into()),
                ("withheld", report.withheld.to_string().into()),
                ("relation", relation.clone().into()),
                ("key", key.clone().into()),
            ];
            words.text_with("verify-unproven", &variables)
        }
        (None, None) => {
            let variables = [
                ("rows", report.rows.to_string().into()),
                ("records", report.records.to_string().into()),
                ("heads", report.heads.to_string().into()),
                ("files", report.files.to_string().into()),
                ("withheld", report.withheld.to_string().into()),
            ];
            words.text_with("verify-good", &variables)
        }
    };
    writeln!(std::io::stdout(), "{text}").map_err(|error| Failure::writing(&error))?;
    Ok(match (&report.bad, &report.first_unproven) {
        (Some(_), _) => ExitCode::FAILURE,
        (None, Some(_)) => ExitCode::from(UNPROVEN),
        (None, None) => ExitCode::SUCCESS,
    })
}

async fn report(matches: &ArgMatches) -> Result<Report, Failure> {
    let unreadable = |_| Failure::new("error-database-unreachable");
    let keys = folder(matches).join("keys");
    // before a server is started: without keys nothing is compared
    Signed::read(&keys).map_err(|error| Failure::told(error.key(), error.variables()))?;
    let database = Database::look(matches).await?;
    let looked = look(&database, &keys).await;
    database.close().await;
    looked?.map_err(unreadable)
}

/// Compares as the database's owner, who sees every row.
async fn look(database: &Database, keys: &Path) -> Result<sqlx::Result<Report>, Failure> {
    let signed =
        Signed::read(keys).map_err(|error| Failure::told(error.key(), error.variables()))?;
    let compared = async {
        let mut db = PgConnection::connect_with(&database.options).await?;
        let mut moment = db.begin_with("begin isolation level repeatable read, read only").await?;
        let report = compare(&mut moment, &signed.heads).await?;
        let known = heads::known(&mut moment).await?;
        moment.rollback().await?;
        db.close().await?;
        Ok((report, known))
    };
    let (mut report, known) = match compared.await {
        Ok(compared) => compared,
        Err(error) => return Ok(Err(error)),
    };
    // read again: what was signed meanwhile came into the list before it came into the database
    let signed =
        Signed::read(keys).map_err(|error| Failure::told(error.key(), error.variables()))?;
    report.bad = report.bad.or_else(|| unlisted(known, &signed.heads));
    Ok(Ok(report))
}

fn said(variables: Vec<(&'static str, String)>) -> Vec<(&'static str, FluentValue<'static>)> {
    variables.into_iter().map(|(name, value)| (name, value.into())).collect()
}
