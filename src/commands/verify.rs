//! `huanjie verify`: whether journal and tables are as they were written.
//!
//! Status 0 when they are, 1 when something was changed; the first bad row is named. Status 3 when
//! nothing is seen to be changed, yet some records cannot be proven, since only payloads that were
//! removed from the journal may explain them: whoever removed those says why.

use std::{io::Write, process::ExitCode};

use clap::{ArgMatches, Command};

use super::{
    Failure,
    serve::{Database, app, database_args, runtime},
};
use crate::shell::{
    journal::verify::{Bad, Report, verify},
    words::Words,
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
        (Some(bad), _) => told(bad, words),
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
    let database = Database::join(matches).await?;
    let app = app(&database).await?;
    let heads = app.heads.all().map_err(|error| {
        let folder = database.folder.join("keys").display().to_string();
        Failure::new("error-keys").with("folder", folder).with("reason", error.to_string())
    })?;
    let report = verify(&app.db, &heads).await.map_err(unreadable)?;
    database.close().await;
    Ok(report)
}

fn told(bad: &Bad, words: &Words) -> String {
    match bad {
        Bad::Chain { kind, subject, seq } => row("verify-bad-chain", kind, *subject, *seq, words),
        Bad::Payload { kind, subject, seq } => {
            row("verify-bad-payload", kind, *subject, *seq, words)
        }
        Bad::Head { kind, subject, seq } => row("verify-bad-head", kind, *subject, *seq, words),
        Bad::Record { relation, key } => {
            let variables = [("relation", relation.clone().into()), ("key", key.clone().into())];
            words.text_with("verify-bad-record", &variables)
        }
    }
}

fn row(text: &str, kind: &str, subject: i64, seq: i64, words: &Words) -> String {
    let variables = [
        ("kind", kind.to_owned().into()),
        ("subject", subject.to_string().into()),
        ("seq", seq.to_string().into()),
    ];
    words.text_with(text, &variables)
}
