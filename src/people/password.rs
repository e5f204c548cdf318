//! Passwords: argon2id, off the async threads, a few at a time.

use std::sync::{
    Arc, LazyLock,
    atomic::{AtomicU64, Ordering},
};

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier},
};
use tokio::{sync::Semaphore, task};

use crate::shell::{Error, chance};

/// Each verification takes about 20 MB: a flood of sign-ins waits, other pages do not.
static AT_ONCE: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(2)));

/// Verified where there is no such account, so that both answers take the same work.
static NOBODY: LazyLock<String> =
    LazyLock::new(|| hash("nobody has this password").unwrap_or_default());

/// The fewest characters of a password.
pub const LEAST: usize = 12;
/// The most: longer ones only cost time.
const MOST: usize = 200;

/// Why a password is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weak {
    /// Fewer than [`LEAST`] characters.
    Short,
    /// More than anybody types.
    Long,
    /// Little but the name of the account or of the person.
    Name,
    /// One that many people have, or a few of them, years, rows of keys put together.
    Common,
}

/// Why a new password cannot be taken; `names` are those of its account.
pub fn weak(password: &str, names: &[String]) -> Option<Weak> {
    let length = password.chars().count();
    if length < LEAST {
        return Some(Weak::Short);
    }
    if length > MOST {
        return Some(Weak::Long);
    }
    let lower = password.to_lowercase();
    let mut rest = lower.clone();
    for name in names.iter().map(|name| name.to_lowercase()).filter(|name| !name.is_empty()) {
        rest = rest.replace(&name, "");
    }
    // what is left of it, or its beginning, would be guessed at once by who knows the account
    let no_letters = !rest.chars().any(char::is_alphabetic);
    if rest.len() < lower.len() && (no_letters || rest.chars().count() < LEAST / 2) {
        return Some(Weak::Name);
    }
    let mut known: Vec<&str> = names.iter().map(String::as_str).collect();
    known.extend(["huanjie", "xuanju", "换届", "选举"]);
    (zxcvbn::zxcvbn(password, &known).score() < zxcvbn::Score::Three).then_some(Weak::Common)
}

/// Counted, so that a test can hold that an unknown account costs what a known one does.
static VERIFICATIONS: AtomicU64 = AtomicU64::new(0);

/// How many passwords this process has verified.
pub fn verifications() -> u64 {
    VERIFICATIONS.load(Ordering::Relaxed)
}

/// The hash of a password, for the database.
///
/// # Errors
/// The system gives no random salt.
pub fn hash(password: &str) -> Result<String, Error> {
    let hash = Argon2::default().hash_password(password.as_bytes());
    hash.map(|hash| hash.to_string()).map_err(|error| Error::internal(&error))
}

/// The same off the async threads, in the row of verifications.
///
/// # Errors
/// As [`hash`]; the work could not be done.
pub async fn hash_apart(password: String) -> Result<String, Error> {
    in_turn(&AT_ONCE, move || hash(&password)).await?
}

/// Work off the async threads, as many at once as the turns allow. Whoever has gone away meanwhile
/// holds his turn until the work is done: nothing stops it.
async fn in_turn<T: Send + 'static>(
    turns: &Arc<Semaphore>,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Error> {
    let turn = Arc::clone(turns).acquire_owned().await.map_err(|error| Error::internal(&error))?;
    let done = task::spawn_blocking(move || {
        let _turn = turn;
        work()
    });
    done.await.map_err(|error| Error::internal(&error))
}

/// A password that somebody is given: twelve random signs that nobody confuses, in three groups.
pub fn temporary() -> String {
    const SIGNS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
    let groups: [String; 3] = std::array::from_fn(|_| chance::word(SIGNS, 4));
    groups.join("-")
}

/// Whether a password is the one of a hash; without a hash never, after the same work.
///
/// # Errors
/// The work could not be done.
pub async fn verify(password: String, hash: Option<String>) -> Result<bool, Error> {
    let work = move || {
        // made by whoever comes first, or the first unknown account would take longer
        let nobody = NOBODY.as_str();
        let known = hash.is_some();
        let hash = hash.as_deref().unwrap_or(nobody);
        VERIFICATIONS.fetch_add(1, Ordering::Relaxed);
        Argon2::default().verify_password(password.as_bytes(), hash).is_ok() && known
    };
    in_turn(&AT_ONCE, work).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weak_password_is_refused_with_its_reason() {
        let names = ["office-xiaosha".to_owned(), "小沙镇选举办".to_owned()];
        for (password, reason) in [
            ("", Weak::Short),
            ("q8#Lm2!xV9w", Weak::Short),
            ("password1234", Weak::Common),
            ("123456789012", Weak::Common),
            ("qwertyuiop[]", Weak::Common),
            ("aaaaaaaaaaaaaaaa", Weak::Common),
            ("iloveyou1314520", Weak::Common),
            ("abcabcabcabcabc", Weak::Common),
            ("Office-Xiaosha", Weak::Name),
            ("office-xiaosha2026", Weak::Name),
            ("2026office-xiaosha", Weak::Name),
            ("office-xiaosha90417265", Weak::Name),
            ("小沙镇选举办小沙镇选举办", Weak::Name),
        ] {
            assert_eq!(weak(password, &names), Some(reason), "{password}");
        }
        assert_eq!(weak(&"x1-".repeat(80), &names), Some(Weak::Long));
    }

    #[test]
    fn a_long_uncommon_password_is_taken() {
        let names = ["office-xiaosha".to_owned(), String::new()];
        for good in
            ["correct horse battery", "山高水长日月同辉一二三四", "k7mx-2pqr-w9dn", "Tq8#Lm2!xV9w"]
        {
            assert_eq!(weak(good, &names), None, "{good}");
        }
    }

    #[test]
    fn a_temporary_password_is_random_and_strong_enough_itself() {
        let (one, other) = (temporary(), temporary());
        assert_ne!(one, other);
        assert_eq!(one.len(), 14);
        assert_eq!(weak(&one, &[]), None, "{one}");
    }

    #[tokio::test]
    async fn whoever_goes_away_holds_the_turn_until_the_work_is_done() {
        let turns = Arc::new(Semaphore::new(1));
        let (go_on, told) = std::sync::mpsc::channel::<()>();
        let asked = in_turn(&turns, move || told.recv());
        let gone = tokio::time::timeout(std::time::Duration::from_millis(50), asked).await;
        assert!(gone.is_err(), "nobody waits for the answer any more");
        assert_eq!(turns.available_permits(), 0, "the work goes on");
        go_on.send(()).unwrap();
        assert_eq!(in_turn(&turns, || 7).await.unwrap(), 7, "then it is the next one's turn");
        assert_eq!(turns.available_permits(), 1);
    }

    #[tokio::test]
    async fn only_the_own_password_opens() {
        let hash = hash("correct horse").unwrap();
        assert!(verify("correct horse".to_owned(), Some(hash.clone())).await.unwrap());
        assert!(!verify("correct house".to_owned(), Some(hash)).await.unwrap());
        assert!(!verify("nobody has this password".to_owned(), None).await.unwrap());
    }
}
