//! The one file: a tar archive of the manifest and the parts that it names.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

use sha2::{Digest, Sha256};

use super::{
    DATABASE, HEADS, KEYS, Trouble,
    manifest::{FORM, Manifest, Part},
};

const MANIFEST: &str = "manifest.json";
/// A manifest that is longer is none.
const LONGEST: u64 = 16 * 1024 * 1024;

/// Writes the archive whole or not at all; gives its digest and length.
pub(super) fn write(
    to: &Path,
    folder: &Path,
    manifest: &Manifest,
) -> Result<(String, u64), Trouble> {
    let mut partial = to.as_os_str().to_owned();
    partial.push(".partial");
    let partial = Path::new(&partial);
    let written = write_partial(partial, folder, manifest).and_then(|written| {
        fs::rename(partial, to)?;
        Ok(written)
    });
    written.map_err(|error| {
        // what cannot be removed bears the name of what it is
        let _ = fs::remove_file(partial);
        Trouble::file(to, error)
    })
}

fn write_partial(path: &Path, folder: &Path, manifest: &Manifest) -> io::Result<(String, u64)> {
    let mut options = OpenOptions::new();
    let file = options.write(true).create(true).truncate(true).mode(0o600).open(path)?;
    let mut archive = tar::Builder::new(Digesting { file, digest: Sha256::new(), bytes: 0 });
    let text = serde_json::to_vec_pretty(manifest)?;
    let mut header = tar::Header::new_gnu();
    header.set_size(text.len() as u64);
    header.set_mode(0o600);
    header.set_mtime(u64::try_from(manifest.made_at.timestamp()).unwrap_or_default());
    archive.append_data(&mut header, MANIFEST, text.as_slice())?;
    for part in &manifest.parts {
        archive.append_file(&part.name, &mut File::open(folder.join(&part.name))?)?;
    }
    let done = archive.into_inner()?;
    done.file.sync_all()?;
    Ok((hex::encode(done.digest.finalize()), done.bytes))
}

/// A file that is digested while it is written.
struct Digesting {
    file: File,
    digest: Sha256,
    bytes: u64,
}

impl Write for Digesting {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.digest.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// The manifest of an archive, without the rest.
pub(super) fn manifest(path: &Path) -> Result<Manifest, Trouble> {
    let file = File::open(path).map_err(|error| Trouble::file(path, error))?;
    let mut archive = tar::Archive::new(file);
    let not = || Trouble::NoBackup(path.to_owned());
    let mut entries = archive.entries().map_err(|_| not())?;
    let entry = entries.next().ok_or_else(not)?.map_err(|_| not())?;
    read_manifest(entry).ok_or_else(not)
}

fn read_manifest<R: Read>(entry: tar::Entry<'_, R>) -> Option<Manifest> {
    if entry.path().ok()?.as_os_str() != MANIFEST {
        return None;
    }
    let manifest: Manifest = serde_json::from_reader(entry.take(LONGEST)).ok()?;
    (manifest.form == FORM).then_some(manifest)
}

/// Takes the parts out of an archive into a folder; each must be as the manifest says.
pub(super) fn take_apart(path: &Path, folder: &Path) -> Result<Manifest, Trouble> {
    let manifest = manifest(path)?;
    let named: Vec<&str> = manifest.parts.iter().map(|part| part.name.as_str()).collect();
    if named != [DATABASE, HEADS, KEYS] {
        return Err(Trouble::NoBackup(path.to_owned()));
    }
    let file = File::open(path).map_err(|error| Trouble::file(path, error))?;
    let mut archive = tar::Archive::new(file);
    let broken = |_| Trouble::Part(MANIFEST.to_owned());
    let mut entries = archive.entries().map_err(broken)?.skip(1);
    for part in &manifest.parts {
        let bad = || Trouble::Part(part.name.clone());
        let entry = entries.next().ok_or_else(bad)?.map_err(|_| bad())?;
        if entry.path().map_err(|_| bad())?.as_os_str() != part.name.as_str() {
            return Err(bad());
        }
        let to = folder.join(&part.name);
        let mut file = File::create(&to).map_err(|error| Trouble::file(&to, error))?;
        io::copy(&mut entry.take(part.bytes + 1), &mut file)
            .map_err(|error| Trouble::file(&to, error))?;
        if Part::of(folder, &part.name)? != *part {
            return Err(bad());
        }
    }
    Ok(manifest)
}
