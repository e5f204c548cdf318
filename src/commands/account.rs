//! `huanjie account add`: somebody who can sign in, with a role over a place.

use std::{io::Write, process::ExitCode};

use clap::{Arg, ArgMatches, Command};

use super::{
    Failure,
    database::{Database, app, database_args, runtime},
};
use crate::{
    people::{
        password::{self, Weak},
        store,
    },
    shell::{
        act::{Act, Actor},
        journal::{Event, Stream},
        mandate::Role,
        words::Words,
    },
};

/// The command line of `account`.
pub fn command(words: &Words) -> Command {
    let roles = Role::ALL.map(Role::word);
    Command::new("account").about(words.text("account-about")).subcommand_required(true).subcommand(
        Command::new("add")
            .about(words.text("account-add"))
            .after_help(words.text("account-password"))
            .arg(Arg::new("NAME").required(true).help(words.text("account-name")))
            .arg(
                Arg::new("shown")
                    .long("shown-as")
                    .value_name(words.text("value-name-text"))
                    .help(words.text("account-shown")),
            )
            .arg(
                Arg::new("role")
                    .long("role")
                    .required(true)
                    .value_name(words.text("value-name-role"))
                    .value_parser(roles)
                    .help(words.text("account-role")),
            )
            .arg(
                Arg::new("place")
                    .long("place")
                    .value_name(words.text("value-name-code"))
                    .help(words.text("account-place")),
            )
            .args(database_args(words)),
    )
}

/// Adds an account; its password stands on the first line of standard input.
///
/// # Errors
/// The name is taken, the place unknown, the password too short.
pub fn run(matches: &ArgMatches, words: &Words) -> Result<ExitCode, Failure> {
    let Some(("add", matches)) = matches.subcommand() else {
        return Err(Failure::new("error-missing-command"));
    };
    let mut password = String::new();
    std::io::stdin().read_line(&mut password).map_err(|error| Failure::reading("-", &error))?;
    // as forms take what is typed
    let password = password.trim().to_owned();
    let name = matches.get_one::<String>("NAME").cloned().unwrap_or_default();
    let shown = matches.get_one::<String>("shown").cloned().unwrap_or_default();
    match password::weak(&password, &[name.clone(), shown]) {
        None => {}
        Some(Weak::Short) => return Err(Failure::new("error-password-short")),
        Some(Weak::Long) => return Err(Failure::new("error-password-long")),
        Some(Weak::Name) => return Err(Failure::new("error-password-name")),
        Some(Weak::Common) => return Err(Failure::new("error-password-common")),
    }
    runtime()?.block_on(add(matches, &password))?;
    writeln!(std::io::stdout(), "{}", words.text_with("account-added", &[("name", name.into())]))
        .map_err(|error| Failure::writing(&error))?;
    Ok(ExitCode::SUCCESS)
}

async fn add(matches: &ArgMatches, password: &str) -> Result<(), Failure> {
    let failed = |error: crate::shell::Error| {
        Failure::new("error-account").with("reason", format!("{error:?}"))
    };
    let name = matches.get_one::<String>("NAME").cloned().unwrap_or_default();
    let shown = matches.get_one::<String>("shown").unwrap_or(&name);
    let role = matches.get_one::<String>("role").and_then(|word| Role::from_word(word));
    let role = role.ok_or(Failure::new("error-missing-command"))?;
    let database = Database::join(matches).await?;
    let app = app(&database).await?;
    let mut act = Act::begin(&app, Actor::Console).await.map_err(failed)?;
    let place = match matches.get_one::<String>("place") {
        Some(code) => {
            let found = store::offered::place(&mut act, code).await;
            let found = found.map_err(|error| failed(error.into()))?;
            let found =
                found.ok_or_else(|| Failure::new("error-no-place").with("code", code.clone()))?;
            Some(found.place_id)
        }
        None if role == Role::Administrator => None,
        None => return Err(Failure::new("error-place-needed")),
    };
    let hash = password::hash(password).map_err(failed)?;
    let account_id = match store::add_account(&mut act, &name, shown, &hash).await {
        Err(sqlx::Error::Database(error)) => {
            return Err(match error.constraint() {
                Some("account_name") => Failure::new("error-account-taken").with("name", name),
                Some("account_name_form") => Failure::new("error-account-name").with("name", name),
                _ => Failure::new("error-database-unreachable"),
            });
        }
        added => added.map_err(|error| failed(error.into()))?,
    };
    let on = act.now().date();
    store::entrust(&mut act, account_id, role, place, on)
        .await
        .map_err(|error| failed(error.into()))?;
    act.commit(Stream::Instance, Event::new("account_added")).await.map_err(failed)?;
    database.close().await;
    Ok(())
}
