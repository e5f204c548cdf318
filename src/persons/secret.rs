//! Identity and telephone numbers on their way into the vault and out of it.

use law::identity::{IdNumber, Parsed};

use crate::shell::{
    Error,
    vault::{Kind, Sealed, Vault},
};

/// Between a number and the 15 digits that it was made of.
const ORIGINAL: char = ' ';

/// Seals an identity number, with the 15 digits that were written where it was converted.
///
/// # Errors
/// It cannot be sealed.
pub fn seal_number(vault: &Vault, read: &Parsed) -> Result<Sealed, Error> {
    let number = read.number.reveal();
    let text = match &read.original {
        Some(original) => format!("{number}{ORIGINAL}{}", original.reveal()),
        None => number.to_owned(),
    };
    vault.seal(Kind::IdNumber, &text, number)
}

/// What an identity number is found by.
pub fn digest_of(vault: &Vault, number: &IdNumber) -> Vec<u8> {
    vault.digest(Kind::IdNumber, number.reveal())
}

/// The identity number of a cipher, and the 15 digits that were written.
///
/// # Errors
/// The cipher is not of this vault.
pub fn open_number(vault: &Vault, cipher: &[u8]) -> Result<Parsed, Error> {
    let text = vault.unseal(Kind::IdNumber, cipher)?;
    let (number, original) = text.split_once(ORIGINAL).unwrap_or((&text, ""));
    let wrong = |error| Error::internal(&error);
    let mut read = Parsed::read(number).map_err(wrong)?;
    if !original.is_empty() {
        read.original = Parsed::read(original).map_err(wrong)?.original;
    }
    Ok(read)
}

/// A telephone number as it is kept: digits, and a plus in front; `None` when it is none.
pub fn phone(typed: &str) -> Option<String> {
    let kept: String = typed
        .chars()
        .filter(|sign| !sign.is_whitespace() && !"-()（）－".contains(*sign))
        .map(|sign| match sign {
            '０'..='９' => {
                u32::from(sign).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(sign)
            }
            '＋' => '+',
            _ => sign,
        })
        .collect();
    let digits = kept.strip_prefix('+').unwrap_or(&kept);
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    (plain && (5..=20).contains(&digits.len())).then_some(kept)
}

/// A telephone number of which only the ends are shown, as much as tells two apart.
pub fn masked_phone(number: &str) -> String {
    let signs: Vec<char> = number.chars().collect();
    let ends = if signs.len() > 8 { 3 } else { 1 };
    let (first, last) = (&signs[..ends], &signs[signs.len().saturating_sub(ends + 1)..]);
    first.iter().chain("****".chars().collect::<Vec<_>>().iter()).chain(last).collect()
}

/// Seals a telephone number.
///
/// # Errors
/// It cannot be sealed.
pub fn seal_phone(vault: &Vault, number: &str) -> Result<Sealed, Error> {
    vault.seal(Kind::Phone, number, number)
}

/// The telephone number of a cipher.
///
/// # Errors
/// The cipher is not of this vault.
pub fn open_phone(vault: &Vault, cipher: &[u8]) -> Result<String, Error> {
    vault.unseal(Kind::Phone, cipher)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_telephone_number_is_read_as_people_write_it() {
        for (typed, kept) in [
            ("138 0013-8000", Some("13800138000")),
            ("+86 138 0013 8000", Some("+8613800138000")),
            ("（0580）２０３１２３４", Some("05802031234")),
            ("12345", Some("12345")),
            ("1234", None),
            ("+", None),
            ("", None),
            ("老王", None),
            ("1380013800a", None),
            ("138001380001380013800", None),
        ] {
            assert_eq!(phone(typed).as_deref(), kept, "{typed}");
        }
    }
}
