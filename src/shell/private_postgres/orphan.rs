//! Servers left behind on the data by a process of ours that was killed.
//!
//! Whoever calls this holds the lock of the folder, therefore no living process of ours wants
//! them. They are ended as a crash ends them: the data is made whole at the next start.

use std::{fs, io, path::Path, thread::sleep, time::Duration};

use nix::{
    sys::signal::{Signal, kill},
    unistd::Pid,
};

use super::StartError;

/// How often it is looked whether they have ended, 50 ms apart, after each of the two signals.
const LOOKS: u32 = 200;

/// The programs that work on the data.
const PROGRAMS: [&str; 2] = ["postgres", "initdb"];

/// Ends every server and `initdb` on this data; clears what names a process that is no server.
///
/// # Errors
/// When one of them does not end.
pub(super) fn end(data: &Path) -> Result<(), StartError> {
    for signal in [Signal::SIGQUIT, Signal::SIGKILL] {
        for _ in 0..LOOKS {
            let left = processes(data);
            if left.is_empty() {
                return forget_reused(data);
            }
            // again each time: a server that is just starting its processes leaves new ones
            for pid in left {
                // one that has ended meanwhile is what is wanted
                let _ = kill(pid, signal);
            }
            sleep(Duration::from_millis(50));
        }
    }
    match processes(data).first() {
        Some(pid) => Err(StartError::OrphanStays { pid: pid.to_string() }),
        None => forget_reused(data),
    }
}

/// The processes that work on the data: by the folder they stand in, as the system lists it, and
/// the one that the data names (of another user's process a container may hide the folder).
fn processes(data: &Path) -> Vec<Pid> {
    let listed = fs::read_dir("/proc").into_iter().flatten().flatten();
    let mut found: Vec<Pid> = listed
        .filter_map(|entry| entry.file_name().to_str()?.parse().ok())
        .filter(|pid| stands_in(*pid, data) && is_program(*pid))
        .map(Pid::from_raw)
        .collect();
    if let Some(pid) = named(data).filter(|pid| is_server_of(*pid, data))
        && !found.contains(&Pid::from_raw(pid))
    {
        found.push(Pid::from_raw(pid));
    }
    found
}

/// A new server refuses to start while the process that the data names lives, also when that
/// number meanwhile belongs to something else.
fn forget_reused(data: &Path) -> Result<(), StartError> {
    if !named(data).is_some_and(lives) {
        return Ok(());
    }
    let file = data.join("postmaster.pid");
    match fs::remove_file(&file) {
        Err(reason) if reason.kind() != io::ErrorKind::NotFound => {
            Err(StartError::Refused { folder: file, reason })
        }
        _ => Ok(()),
    }
}

/// The process that the data names as its server.
fn named(data: &Path) -> Option<i32> {
    let told = fs::read_to_string(data.join("postmaster.pid")).ok()?;
    told.lines().next()?.trim().parse().ok().filter(|pid| *pid > 1)
}

fn stands_in(pid: i32, data: &Path) -> bool {
    fs::read_link(format!("/proc/{pid}/cwd")).is_ok_and(|folder| folder == data)
}

fn is_program(pid: i32) -> bool {
    let name = fs::read_to_string(format!("/proc/{pid}/comm")).unwrap_or_default();
    PROGRAMS.contains(&name.trim())
}

/// Whether a process is a server that was started with this data. Where the system has no list of
/// processes, a living one that the data names is taken for it.
fn is_server_of(pid: i32, data: &Path) -> bool {
    if !Path::new("/proc/self/cmdline").exists() {
        return lives(pid);
    }
    let line = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    is_program(pid)
        && line.split(|byte| *byte == 0).any(|part| part == data.as_os_str().as_encoded_bytes())
}

fn lives(pid: i32) -> bool {
    kill(Pid::from_raw(pid), None) != Err(nix::errno::Errno::ESRCH)
}
