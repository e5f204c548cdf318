//! The program `huanjie`: reads the command line and runs one command.

use std::process::ExitCode;

fn main() -> ExitCode {
    huanjie::commands::run(std::env::args_os().collect(), |name| std::env::var(name).ok())
}
