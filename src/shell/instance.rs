//! Where a process runs: its data folder, and work of its own that goes on in it.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use chrono::TimeDelta;

use super::{clock::Now, tls::Https};

/// What whoever starts the program has decided about signing in.
#[derive(Clone, Copy, Debug)]
pub struct Policy {
    /// On a network of the office's own nobody needs a second factor; who has one is asked for it.
    pub lan: bool,
    /// Accounts of the sample sign in from other machines as well.
    pub sample_beyond: bool,
    /// After how long without a request a session ends of somebody whose role needs a second
    /// factor; `None` is never before its end.
    pub idle: Option<TimeDelta>,
}

/// Minutes without a request after which a session ends, where nobody says otherwise.
pub const IDLE_MINUTES: u32 = 60;

impl Default for Policy {
    fn default() -> Self {
        let idle = Some(TimeDelta::minutes(IDLE_MINUTES.into()));
        Self { lan: false, sample_beyond: false, idle }
    }
}

/// Where a process runs.
#[derive(Clone, Debug)]
pub struct Instance(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    folder: PathBuf,
    https: Https,
    policy: Policy,
    work: Mutex<Option<Work>>,
}

/// Long work of this process, told on a page.
#[derive(Clone, Debug)]
pub struct Work {
    /// The key of the words that tell it while it goes on.
    pub kind: &'static str,
    /// What it is about.
    pub subject: String,
    /// When it began.
    pub began: Now,
    /// How it ended; `None` while it goes on.
    pub outcome: Option<Outcome>,
}

/// How long work ended.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Whether it was done.
    pub good: bool,
    /// The key of its words.
    pub key: &'static str,
    /// What they name.
    pub variables: Vec<(&'static str, String)>,
}

impl Outcome {
    /// It was done.
    pub fn good(key: &'static str, variables: Vec<(&'static str, String)>) -> Self {
        Self { good: true, key, variables }
    }

    /// It was not.
    pub fn bad(key: &'static str, variables: Vec<(&'static str, String)>) -> Self {
        Self { good: false, key, variables }
    }
}

impl Instance {
    /// On a data folder, reached by plain http.
    pub fn new(folder: &Path) -> Self {
        Self::with(folder, Https::Off, Policy::default())
    }

    /// On a data folder.
    pub fn with(folder: &Path, https: Https, policy: Policy) -> Self {
        let (folder, work) = (folder.to_owned(), Mutex::default());
        Self(Arc::new(Inner { folder, https, policy, work }))
    }

    /// What was decided about signing in.
    pub fn policy(&self) -> Policy {
        self.0.policy
    }

    /// How browsers reach it.
    pub fn https(&self) -> Https {
        self.0.https
    }

    /// The data folder.
    pub fn folder(&self) -> &Path {
        &self.0.folder
    }

    /// The folder of the keys.
    pub fn keys(&self) -> PathBuf {
        self.0.folder.join("keys")
    }

    /// Begins long work, unless some is going on; says whether it did.
    pub fn begin(&self, kind: &'static str, subject: &str) -> bool {
        let mut work = self.0.work.lock().unwrap_or_else(PoisonError::into_inner);
        if work.as_ref().is_some_and(|work| work.outcome.is_none()) {
            return false;
        }
        let (subject, began) = (subject.to_owned(), Now::read());
        *work = Some(Work { kind, subject, began, outcome: None });
        true
    }

    /// The long work that was begun has ended.
    pub fn end(&self, outcome: Outcome) {
        let mut work = self.0.work.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(work) = work.as_mut() {
            work.outcome = Some(outcome);
        }
    }

    /// The long work that goes on, or the last that ended.
    pub fn work(&self) -> Option<Work> {
        self.0.work.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
