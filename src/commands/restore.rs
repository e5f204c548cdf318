//! `huanjie restore`: a back-up becomes the instance.

use std::{io::Write, path::PathBuf, process::ExitCode};

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::{
    Failure,
    backup::{file_arg, passphrase, passphrase_arg},
    database::{Database, app, database_args, folder, runtime},
};
use crate::{
    shell::{
        act::{Act, Actor},
        journal::{Event, Stream},
        words::Words,
    },
    upkeep::backup::{
        Passphrase,
        restore::{Restored, restore},
    },
};

/// The command line of `restore`.
pub fn command(words: &Words) -> Command {
    Command::new("restore")
        .about(words.text("restore-about"))
        .after_help(words.text("backup-passphrase"))
        .arg(file_arg(words))
        .arg(
            Arg::new("replace")
                .long("replace")
                .action(ArgAction::SetTrue)
                .help(words.text("restore-replace")),
        )
        .arg(passphrase_arg(words))
        .args(database_args(words))
}

/// Restores a back-up.
///
/// # Errors
/// Whatever keeps it from that; everything is as before then.
pub fn run(matches: &ArgMatches, words: &Words) -> Result<ExitCode, Failure> {
    let passphrase = passphrase(matches)?;
    let passphrase = passphrase.ok_or(Failure::new("error-backup-passphrase-missing"))?;
    let restored = runtime()?.block_on(restored(matches, &passphrase))?;
    let variables = [
        ("rows", restored.manifest.rows().to_string().into()),
        ("journal", restored.report.rows.to_string().into()),
        ("made", restored.manifest.made_at.to_rfc3339().into()),
    ];
    let mut lines = vec![words.text_with("restore-done", &variables)];
    if let Some(name) = restored.database {
        lines.push(words.text_with("restore-former", &[("name", name.into())]));
    }
    if let Some(keys) = restored.keys {
        let variables = [("folder", keys.display().to_string().into())];
        lines.push(words.text_with("restore-former-keys", &variables));
    }
    writeln!(std::io::stdout(), "{}", lines.join("\n"))
        .map_err(|error| Failure::writing(&error))?;
    Ok(ExitCode::SUCCESS)
}

async fn restored(matches: &ArgMatches, passphrase: &Passphrase) -> Result<Restored, Failure> {
    let file = matches.get_one::<PathBuf>("FILE").cloned().unwrap_or_default();
    // a server of our own that runs belongs to a program that serves
    let database = Database::alone(matches).await?;
    let keys = folder(matches).join("keys");
    let replace = matches.get_flag("replace");
    let restored = restore(&database.options, &keys, &file, passphrase, replace).await?;
    let app = app(&database).await?;
    let failed = |error| Failure::new("error-system").with("reason", format!("{error:?}"));
    let act = Act::begin(&app, Actor::Console).await.map_err(failed)?;
    let event = Event::new("backup_restored").note("made_at", restored.manifest.made_at);
    act.commit(Stream::Instance, event).await.map_err(failed)?;
    app.db.close().await;
    database.close().await;
    Ok(restored)
}
