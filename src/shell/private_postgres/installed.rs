//! The server programs installed on this machine.

use std::{
    collections::BTreeSet,
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use super::StartError;

/// The oldest major version with the settings that keep values out of the log.
const LEAST: u32 = 13;

/// Where systems put the programs besides the folders of `PATH`; `*` is a version.
const USUAL: &[(&str, &str, &str)] = &[
    // Debian, Ubuntu
    ("/usr/lib/postgresql", "", "bin"),
    // packages of the PostgreSQL project for Red Hat's systems
    ("/usr", "pgsql-", "bin"),
    // Alpine
    ("/usr/libexec", "postgresql", ""),
    // SUSE
    ("/usr/lib", "postgresql", "bin"),
    // Homebrew, on both kinds of processors
    ("/opt/homebrew/opt", "postgresql", "bin"),
    ("/usr/local/opt", "postgresql", "bin"),
    // built from source
    ("/usr/local", "pgsql", "bin"),
];

/// The programs of one installed version.
#[derive(Debug)]
pub(super) struct Installed {
    /// The folder of the programs.
    bin: PathBuf,
    /// The major version.
    pub major: u32,
}

impl Installed {
    /// All versions, the newest first.
    pub fn all() -> Vec<Self> {
        let bins: BTreeSet<PathBuf> =
            candidates().into_iter().filter_map(|bin| fs::canonicalize(bin).ok()).collect();
        let mut all: Vec<Self> = bins.into_iter().filter_map(Self::at).collect();
        all.sort_by_key(|one| std::cmp::Reverse(one.major));
        all
    }

    /// The newest version.
    pub fn newest() -> Result<Self, StartError> {
        let newest = Self::all().into_iter().next().ok_or(StartError::NotInstalled)?;
        if newest.major < LEAST {
            return Err(StartError::TooOld { installed: newest.major, least: LEAST });
        }
        Ok(newest)
    }

    /// The version that can open data, which is the very version that made it.
    pub fn for_data(folder: &Path, version: &str) -> Result<Self, StartError> {
        let mut all = Self::all();
        if let Some(at) = all.iter().position(|one| one.major.to_string() == version) {
            return Ok(all.swap_remove(at));
        }
        if all.is_empty() {
            return Err(StartError::NotInstalled);
        }
        let versions: Vec<String> = all.iter().map(|one| one.major.to_string()).collect();
        Err(StartError::OtherVersion {
            folder: folder.to_owned(),
            data: version.to_owned(),
            installed: versions.join(", "),
        })
    }

    /// The path of one of the programs.
    pub fn program(&self, name: &str) -> PathBuf {
        self.bin.join(name)
    }

    fn at(bin: PathBuf) -> Option<Self> {
        if !bin.join("initdb").is_file() {
            return None;
        }
        let major = major(&said(&bin.join("postgres"), "--version")?)?;
        Some(Self { bin, major })
    }
}

fn candidates() -> Vec<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let mut bins: Vec<PathBuf> = env::split_paths(&path).collect();
    bins.extend(said(Path::new("pg_config"), "--bindir").map(|bin| PathBuf::from(bin.trim())));
    for (parent, prefix, rest) in USUAL {
        let Ok(entries) = fs::read_dir(parent) else { continue };
        let named = |name: &str| name.starts_with(prefix);
        let found = entries.flatten().filter(|entry| entry.file_name().to_str().is_some_and(named));
        bins.extend(found.map(|entry| entry.path().join(rest)));
    }
    bins
}

/// `postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)` and `… 18beta1`: 15 and 18.
fn major(said: &str) -> Option<u32> {
    let (_, version) = said.split_once(") ")?;
    let digits = version.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(version.len());
    version[..digits].parse().ok()
}

fn said(program: &Path, argument: &str) -> Option<String> {
    let done = Command::new(program).arg(argument).stdin(Stdio::null()).output().ok()?;
    String::from_utf8(done.stdout).ok().filter(|_| done.status.success())
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn a_program_tells_its_major_version() {
        assert_eq!(major("postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)\n"), Some(15));
        assert_eq!(major("postgres (PostgreSQL) 18beta1\n"), Some(18));
        assert_eq!(major("postgres (PostgreSQL) 17"), Some(17));
        assert_eq!(major("psql"), None);
    }
}
