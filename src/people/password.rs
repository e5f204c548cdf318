//! Passwords: argon2id, off the async threads, a few at a time.

use std::sync::LazyLock;

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier},
};
use tokio::{sync::Semaphore, task};

use crate::shell::Error;

/// Each verification takes about 20 MB: a flood of sign-ins waits, other pages do not.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// Verified where there is no such account, so that both answers take the same work.
static NOBODY: LazyLock<String> =
    LazyLock::new(|| hash("nobody has this password").unwrap_or_default());

/// The hash of a password, for the database.
///
/// # Errors
/// The system gives no random salt.
pub fn hash(password: &str) -> Result<String, Error> {
    let hash = Argon2::default().hash_password(password.as_bytes());
    hash.map(|hash| hash.to_string()).map_err(|error| Error::internal(&error))
}

/// Whether a password is the one of a hash; without a hash never, after the same work.
///
/// # Errors
/// The work could not be done.
pub async fn verify(password: String, hash: Option<String>) -> Result<bool, Error> {
    let _permit = AT_ONCE.acquire().await.map_err(|error| Error::internal(&error))?;
    let work = move || {
        let known = hash.is_some();
        let hash = hash.as_deref().unwrap_or(NOBODY.as_str());
        Argon2::default().verify_password(password.as_bytes(), hash).is_ok() && known
    };
    task::spawn_blocking(work).await.map_err(|error| Error::internal(&error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_own_password_opens() {
        let hash = hash("correct horse").unwrap();
        assert!(verify("correct horse".to_owned(), Some(hash.clone())).await.unwrap());
        assert!(!verify("correct house".to_owned(), Some(hash)).await.unwrap());
        assert!(!verify("nobody has this password".to_owned(), None).await.unwrap());
    }
}
