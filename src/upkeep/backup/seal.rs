//! The folder of the keys behind a passphrase: argon2id makes a key of it, `XChaCha20-Poly1305`
//! seals a tar archive of the folder with it.

use std::{
    fmt,
    fs::{self, File},
    io::Write,
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::Path,
};

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::{
    XChaCha20Poly1305, XNonce,
    aead::{Aead, KeyInit, Payload},
};
use serde::{Deserialize, Serialize};

use super::Trouble;
use crate::shell::chance;

/// The least number of characters of a passphrase.
pub const LEAST: usize = 12;
/// 64 MiB, three times: about half a second of this decade's office computers.
const MEMORY: u32 = 64 * 1024;
const TIMES: u32 = 3;
/// What a sealed file may ask for at most: one of somebody else's is not to exhaust the machine.
const MOST_MEMORY: u32 = 1024 * 1024;
const MOST_TIMES: u32 = 20;

/// What the keys of a back-up are sealed with.
#[derive(Clone)]
pub struct Passphrase(String);

impl Passphrase {
    /// One that was typed, or stands in a file; a space before or after it is nobody's wish.
    pub fn new(typed: &str) -> Self {
        Self(typed.trim().to_owned())
    }

    /// Whether nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it is long enough to seal with.
    pub fn is_long(&self) -> bool {
        self.0.chars().count() >= LEAST
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(…)")
    }
}

/// What stands before the sealed bytes, as a line of JSON; it is sealed as well.
#[derive(Serialize, Deserialize)]
struct Header {
    form: String,
    memory: u32,
    times: u32,
    #[serde(with = "hex::serde")]
    salt: [u8; 16],
    #[serde(with = "hex::serde")]
    nonce: [u8; 24],
}

const FORM: &str = "huanjie-sealed/1 argon2id xchacha20poly1305";

/// Seals the files of a folder.
///
/// # Errors
/// The passphrase is short, a file cannot be read or written.
pub fn seal(folder: &Path, to: &Path, passphrase: &Passphrase) -> Result<(), Trouble> {
    if !passphrase.is_long() {
        return Err(Trouble::ShortPassphrase);
    }
    let header = Header {
        form: FORM.to_owned(),
        memory: MEMORY,
        times: TIMES,
        salt: chance::bytes(),
        nonce: chance::bytes(),
    };
    let plain = packed(folder)?;
    let mut text = serde_json::to_vec(&header)?;
    text.push(b'\n');
    let payload = Payload { msg: &plain, aad: &text };
    let sealed = cipher(&header, passphrase)?
        .encrypt(&XNonce::from(header.nonce), payload)
        .map_err(|_| Trouble::Passphrase)?;
    text.extend_from_slice(&sealed);
    fs::write(to, text).map_err(|error| Trouble::file(to, error))
}

/// Opens sealed files into an empty folder.
///
/// # Errors
/// The passphrase is another, the bytes were changed, or a file cannot be written.
pub fn open(sealed: &Path, folder: &Path, passphrase: &Passphrase) -> Result<(), Trouble> {
    let bytes = fs::read(sealed).map_err(|error| Trouble::file(sealed, error))?;
    let not = || Trouble::Part("keys.sealed".to_owned());
    let end = bytes.iter().position(|byte| *byte == b'\n').ok_or_else(not)? + 1;
    let header: Header = serde_json::from_slice(&bytes[..end]).map_err(|_| not())?;
    if header.form != FORM || header.memory > MOST_MEMORY || header.times > MOST_TIMES {
        return Err(not());
    }
    let payload = Payload { msg: &bytes[end..], aad: &bytes[..end] };
    let plain = cipher(&header, passphrase)?
        .decrypt(&XNonce::from(header.nonce), payload)
        .map_err(|_| Trouble::Passphrase)?;
    unpacked(&plain, folder)
}

fn cipher(header: &Header, passphrase: &Passphrase) -> Result<XChaCha20Poly1305, Trouble> {
    let params = Params::new(header.memory, header.times, 1, Some(32));
    let params = params.map_err(|_| Trouble::Part("keys.sealed".to_owned()))?;
    let mut key = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.0.as_bytes(), &header.salt, &mut key)
        .map_err(|_| Trouble::Passphrase)?;
    Ok(XChaCha20Poly1305::new(&key.into()))
}

/// The files of a folder, which has no folders of its own.
fn packed(folder: &Path) -> Result<Vec<u8>, Trouble> {
    let pack = || {
        let mut archive = tar::Builder::new(Vec::new());
        let mut entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, _>>()?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            if entry.file_type()?.is_file() {
                archive.append_file(entry.file_name(), &mut File::open(entry.path())?)?;
            }
        }
        archive.into_inner()
    };
    pack().map_err(|error| Trouble::file(folder, error))
}

/// Writes files for their owner alone; a name with a path is none of ours.
fn unpacked(plain: &[u8], folder: &Path) -> Result<(), Trouble> {
    let unpack = || {
        fs::create_dir_all(folder)?;
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
        for entry in tar::Archive::new(plain).entries()? {
            let mut entry = entry?;
            let name = entry.path()?.into_owned();
            if name.components().count() != 1 || name.file_name().is_none() {
                continue;
            }
            let mut options = fs::OpenOptions::new();
            options.write(true).create_new(true).mode(0o600);
            let mut file = options.open(folder.join(name))?;
            std::io::copy(&mut entry, &mut file)?;
            file.flush()?;
            file.sync_all()?;
        }
        File::open(folder)?.sync_all()
    };
    unpack().map_err(|error| Trouble::file(folder, error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sealed_keys_open_by_their_passphrase_only_and_not_when_changed() {
        let folder = std::env::temp_dir().join(format!("huanjie-seal-{}", uuid::Uuid::new_v4()));
        let keys = folder.join("keys");
        fs::create_dir_all(&keys).expect("a folder");
        fs::write(keys.join("journal.key"), [7; 32]).expect("a key");
        let sealed = folder.join("keys.sealed");
        let right = Passphrase::new("a long passphrase");
        assert!(matches!(
            seal(&keys, &sealed, &Passphrase::new("short")),
            Err(Trouble::ShortPassphrase)
        ));
        seal(&keys, &sealed, &right).expect("sealed");
        let bytes = fs::read(&sealed).expect("sealed");
        assert!(!bytes.windows(32).any(|window| window == [7; 32]), "the key is not to be read");
        let wrong = open(&sealed, &folder.join("wrong"), &Passphrase::new("another passphrase"));
        assert!(matches!(wrong, Err(Trouble::Passphrase)));
        open(&sealed, &folder.join("right"), &right).expect("opened");
        assert_eq!(fs::read(folder.join("right/journal.key")).expect("a key"), [7; 32]);
        let mut changed = bytes;
        *changed.last_mut().expect("a byte") ^= 1;
        fs::write(&sealed, changed).expect("a change");
        assert!(matches!(open(&sealed, &folder.join("x"), &right), Err(Trouble::Passphrase)));
        fs::remove_dir_all(folder).expect("removed");
    }
}
