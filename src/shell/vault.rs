//! What is kept enciphered: identity numbers, telephone numbers, second factors, which neither the database nor
//! its journal nor a back-up of them is to show.
//!
//! The key lies beside that of the journal, outside the database. Each text is sealed with a random
//! nonce, so that two ciphers of it differ; where it must be found again a keyed digest stands beside
//! it. Without the key both are noise: a back-up takes it along, behind its passphrase.

use std::{io, path::Path, sync::Arc};

use chacha20poly1305::{
    XChaCha20Poly1305, XNonce,
    aead::{Aead, KeyInit, Payload},
};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use sqlx::PgPool;

use super::{Error, chance, secret};

/// The key's file.
const KEY: &str = "persons.key";
/// Bytes of a nonce, which stands before each cipher.
const NONCE: usize = 24;

/// What a text is: a cipher of one kind cannot be passed off as one of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An identity number.
    IdNumber,
    /// A telephone number.
    Phone,
    /// What an app shares with the program to make codes.
    Factor,
    /// A code of a printed card.
    Card,
    /// The code of an entry link.
    EntryLink,
    /// A line of a list that is being brought in.
    ImportLine,
    /// A form that is carried through signing in.
    Form,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::IdNumber => "identity number",
            Self::Phone => "telephone number",
            Self::Factor => "second factor",
            Self::Card => "code of a card",
            Self::EntryLink => "code of an entry link",
            Self::ImportLine => "line of an import",
            Self::Form => "form",
        }
    }
}

/// A text that was sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// Nonce and cipher.
    pub cipher: Vec<u8>,
    /// Keyed, the same for the same text.
    pub digest: Vec<u8>,
}

/// The keys made of the one secret.
#[derive(Clone)]
pub struct Vault(Arc<Inner>);

struct Inner {
    cipher: XChaCha20Poly1305,
    digests: [u8; 32],
}

impl Vault {
    /// Opens the key of a folder; makes it when it is missing.
    ///
    /// # Errors
    /// The folder cannot be written, or the key cannot be read.
    pub fn open(folder: &Path) -> io::Result<Self> {
        let secret = secret::open(folder, KEY)?;
        let key = keyed(&secret, &[b"cipher"]);
        let cipher = XChaCha20Poly1305::new(&key.into());
        Ok(Self(Arc::new(Inner { cipher, digests: keyed(&secret, &[b"digest"]) })))
    }

    /// Whether this key is the one that a database was written with; that of a new one it becomes.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn fits(&self, db: &PgPool) -> sqlx::Result<bool> {
        let own = keyed(&self.0.digests, &[b"fingerprint"]);
        sqlx::query!(
            "
            insert into vault (fingerprint)
            values ($1)
            on conflict do nothing
            ",
            &own[..],
        )
        .execute(db)
        .await?;
        let kept = sqlx::query_scalar!("select fingerprint from vault").fetch_one(db).await?;
        Ok(kept == own)
    }

    /// Seals a text; `digested` is what it is found by.
    ///
    /// # Errors
    /// The text is longer than any cipher can be.
    pub fn seal(&self, kind: Kind, text: &str, digested: &str) -> Result<Sealed, Error> {
        let nonce: [u8; NONCE] = chance::bytes();
        let payload = Payload { msg: text.as_bytes(), aad: kind.word().as_bytes() };
        let sealed = self.0.cipher.encrypt(&XNonce::from(nonce), payload);
        let sealed = sealed.map_err(|_| Error::internal(&Closed))?;
        let mut cipher = nonce.to_vec();
        cipher.extend_from_slice(&sealed);
        Ok(Sealed { cipher, digest: self.digest(kind, digested) })
    }

    /// The text of a cipher.
    ///
    /// # Errors
    /// It was made with another key, for another kind, or changed.
    pub fn unseal(&self, kind: Kind, cipher: &[u8]) -> Result<String, Error> {
        self.opened(kind, cipher).ok_or_else(|| Error::internal(&Closed))
    }

    /// The same of what a browser has sent: that it cannot be opened is no fault of ours.
    pub fn opened(&self, kind: Kind, cipher: &[u8]) -> Option<String> {
        let (nonce, sealed) = cipher.split_at_checked(NONCE)?;
        let nonce: [u8; NONCE] = nonce.try_into().ok()?;
        let payload = Payload { msg: sealed, aad: kind.word().as_bytes() };
        let text = self.0.cipher.decrypt(&XNonce::from(nonce), payload).ok()?;
        String::from_utf8(text).ok()
    }

    /// What a text is found by.
    pub fn digest(&self, kind: Kind, text: &str) -> Vec<u8> {
        keyed(&self.0.digests, &[kind.word().as_bytes(), b"\0", text.as_bytes()]).to_vec()
    }
}

#[derive(Debug, thiserror::Error)]
#[error("a cipher cannot be opened")]
struct Closed;

fn keyed(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    // as a shorter key is taken: filled up with zeros
    let mut block = [0; 64];
    block[..key.len()].copy_from_slice(key);
    let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new(&block.into());
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vault(key: u8) -> Vault {
        let secret = [key; 32];
        let cipher = XChaCha20Poly1305::new(&keyed(&secret, &[b"cipher"]).into());
        Vault(Arc::new(Inner { cipher, digests: keyed(&secret, &[b"digest"]) }))
    }

    #[test]
    fn what_was_sealed_is_opened_by_the_same_key_for_the_same_kind() {
        let one = vault(1);
        let sealed = one.seal(Kind::Phone, "13800000000", "13800000000").unwrap();
        assert_eq!(one.unseal(Kind::Phone, &sealed.cipher).unwrap(), "13800000000");
        assert!(one.unseal(Kind::IdNumber, &sealed.cipher).is_err());
        assert!(vault(2).unseal(Kind::Phone, &sealed.cipher).is_err());
        assert!(one.unseal(Kind::Phone, &sealed.cipher[..NONCE]).is_err());
        assert!(one.unseal(Kind::Phone, &[]).is_err());
        for at in 0..sealed.cipher.len() {
            let mut changed = sealed.cipher.clone();
            changed[at] ^= 1;
            assert!(one.unseal(Kind::Phone, &changed).is_err(), "byte {at}");
        }
    }

    #[test]
    fn two_ciphers_of_a_text_differ_and_their_digests_do_not() {
        let one = vault(1);
        let (first, second) =
            (one.seal(Kind::Phone, "a", "a").unwrap(), one.seal(Kind::Phone, "a", "a").unwrap());
        assert_ne!(first.cipher, second.cipher);
        assert_eq!(first.digest, second.digest);
        assert_ne!(first.digest, one.digest(Kind::IdNumber, "a"));
        assert_ne!(first.digest, one.digest(Kind::Phone, "b"));
        assert_ne!(first.digest, vault(2).digest(Kind::Phone, "a"));
    }
}
