//! The only source of chance: the system's.

use rand::{Rng, RngExt};

/// Random bytes, fit for secrets.
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    source().fill_bytes(&mut bytes);
    bytes
}

/// A word of so many random signs out of `signs`, fit for passwords.
pub fn word(signs: &[u8], length: usize) -> String {
    let mut source = source();
    (0..length).map(|_| char::from(signs[source.random_range(0..signs.len())])).collect()
}

#[expect(clippy::disallowed_methods, reason = "the one place where chance comes in")]
fn source() -> impl Rng {
    rand::rng()
}
