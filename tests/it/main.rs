//! The program as its users run it: the built binary, its output and its status.

#![expect(clippy::expect_used, reason = "a test may stop")]
#![allow(clippy::disallowed_methods, reason = "tests look at database and clock themselves")]

mod access;
mod backup;
mod calendar;
mod command_line;
mod decide;
mod decisions;
mod desk;
mod docs;
mod errors;
mod explain;
mod house;
mod imports;
mod journal;
mod journal_pages;
mod kill;
mod look;
mod operations;
mod packs;
mod party;
mod path;
mod people;
mod persons;
mod places;
mod privacy;
mod private_postgres;
mod races;
mod report;
mod rooms;
mod rules;
mod sample;
mod serve;
mod table;

use std::process::{Command, Stdio};

/// What a run said and its status.
struct Run {
    out: String,
    err: String,
    status: Option<i32>,
}

/// Runs the program without any environment.
fn huanjie(args: &[&str]) -> Run {
    huanjie_with(&[], args)
}

/// Runs the program with these variables only.
fn huanjie_with(variables: &[(&str, &str)], args: &[&str]) -> Run {
    let done = Command::new(env!("CARGO_BIN_EXE_huanjie"))
        .args(args)
        .env_clear()
        .envs(variables.iter().copied())
        .stdin(Stdio::null())
        .output()
        .expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    let run = Run { out: text(done.stdout), err: text(done.stderr), status: done.status.code() };
    assert!(
        !run.out.contains('⟦') && !run.err.contains('⟦'),
        "words missing\n{}{}",
        run.out,
        run.err
    );
    run
}

/// Whether a text holds Chinese characters.
fn chinese(text: &str) -> bool {
    text.chars().any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter))
}
