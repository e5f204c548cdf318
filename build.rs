//! Migrations are built into the program: a new file is a change of it.

fn main() {
    println!("cargo:rerun-if-changed=migrations");
}
