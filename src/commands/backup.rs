//! `huanjie backup`: everything in one file, while people go on working; and whether such a file can
//! be restored.

use std::{
    fs,
    io::{IsTerminal, Write},
    path::PathBuf,
    process::ExitCode,
};

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use super::{
    Failure,
    database::{Database, app, database_args, folder, runtime},
};
use crate::{
    shell::{act::Actor, journal::heads::Signed, words::Words},
    upkeep::backup::{self, Passphrase, check},
};

/// Where a passphrase may stand besides a file and standard input.
const VARIABLE: &str = "HUANJIE_BACKUP_PASSPHRASE";

/// The command line of `backup`.
pub fn command(words: &Words) -> Command {
    Command::new("backup")
        .about(words.text("backup-about"))
        .after_help(words.text("backup-passphrase"))
        .arg(file_arg(words))
        .arg(
            Arg::new("check")
                .long("check")
                .action(ArgAction::SetTrue)
                .help(words.text("backup-check")),
        )
        .arg(passphrase_arg(words))
        .args(database_args(words))
}

/// The file of a back-up.
pub fn file_arg(words: &Words) -> Arg {
    Arg::new("FILE")
        .required(true)
        .value_parser(value_parser!(PathBuf))
        .help(words.text("backup-file"))
}

/// The file of a passphrase.
pub fn passphrase_arg(words: &Words) -> Arg {
    Arg::new("passphrase")
        .long("passphrase-file")
        .value_name(words.text("value-name-file"))
        .value_parser(value_parser!(PathBuf))
        .help(words.text("backup-passphrase-file"))
}

/// The passphrase: of a file, of the environment, or the first line of standard input; never of the
/// command line, which every process of the machine may read.
///
/// # Errors
/// The file or standard input cannot be read.
pub fn passphrase(matches: &ArgMatches) -> Result<Option<Passphrase>, Failure> {
    let mut text = String::new();
    if let Some(path) = matches.get_one::<PathBuf>("passphrase") {
        let name = path.display().to_string();
        text = fs::read_to_string(path).map_err(|error| Failure::reading(&name, &error))?;
    } else if let Ok(set) = std::env::var(VARIABLE) {
        text = set;
    } else {
        let input = std::io::stdin();
        if input.is_terminal() {
            return Ok(None);
        }
        input.read_line(&mut text).map_err(|error| Failure::reading("-", &error))?;
    }
    let passphrase = Passphrase::new(text.lines().next().unwrap_or_default());
    Ok((!passphrase.is_empty()).then_some(passphrase))
}

/// Makes a back-up, or checks one.
///
/// # Errors
/// Whatever keeps it from that.
pub fn run(matches: &ArgMatches, words: &Words) -> Result<ExitCode, Failure> {
    let file = matches.get_one::<PathBuf>("FILE").cloned().unwrap_or_default();
    let passphrase = passphrase(matches)?;
    let text = if matches.get_flag("check") {
        let checked = runtime()?.block_on(check::check(&file, passphrase.as_ref()))?;
        let keys = if checked.keys { "backup-keys-open" } else { "backup-keys-untried" };
        let variables = [
            ("rows", checked.manifest.rows().to_string().into()),
            ("journal", checked.report.rows.to_string().into()),
            ("heads", checked.report.heads.to_string().into()),
            ("files", checked.report.files.to_string().into()),
        ];
        format!("{}\n{}", words.text_with("backup-good", &variables), words.text(keys))
    } else {
        let passphrase = passphrase.ok_or(Failure::new("error-backup-passphrase-missing"))?;
        let made = runtime()?.block_on(make(matches, &file, &passphrase))?;
        let variables = [
            ("file", file.display().to_string().into()),
            ("mb", made.bytes.div_ceil(1024 * 1024).to_string().into()),
            ("rows", made.manifest.rows().to_string().into()),
            ("sha256", made.sha256.into()),
        ];
        words.text_with("backup-made", &variables)
    };
    writeln!(std::io::stdout(), "{text}").map_err(|error| Failure::writing(&error))?;
    Ok(ExitCode::SUCCESS)
}

async fn make(
    matches: &ArgMatches,
    file: &std::path::Path,
    passphrase: &Passphrase,
) -> Result<backup::Made, Failure> {
    if !passphrase.is_long() {
        return Err(Failure::from(backup::Trouble::ShortPassphrase));
    }
    // another data folder than that of the server has no keys, and none are made there
    let signed = Signed::read(&folder(matches).join("keys"));
    signed.map_err(|error| Failure::told(error.key(), error.variables()))?;
    let database = Database::look(matches).await?;
    let app = app(&database).await?;
    let made = backup::make(&app, Actor::Console, file, passphrase).await;
    app.db.close().await;
    database.close().await;
    Ok(made?)
}
