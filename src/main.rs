//! The program `huanjie`: reads the command line and runs one command.

fn main() {}
