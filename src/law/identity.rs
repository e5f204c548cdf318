//! Identity numbers (GB 11643): 18 characters with a check character, or the 15 digits of before
//! 1999, which are converted with the original kept.
//!
//! No `Display` and no `Debug` of this module shows a digit: a number leaves a value only by
//! [`IdNumber::masked`], or by [`IdNumber::reveal`], which callers journal.

use std::fmt;

use chrono::NaiveDate;

use crate::body::Sex;

/// An identity number of 18 characters whose date and check character are right.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IdNumber([u8; LONG]);

/// A number of 15 digits as it stands on old papers.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OldNumber([u8; SHORT]);

/// A number that was read, with what was changed to read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// The number in 18 characters.
    pub number: IdNumber,
    /// The 15 digits that were written, where it was converted.
    pub original: Option<OldNumber>,
    /// What was normalised, each kind once, in the order of [`Normalised`].
    pub normalised: Vec<Normalised>,
}

/// What was changed so that a number could be read; told to whoever typed or imported it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Normalised {
    /// An apostrophe in front, by which spreadsheets mark text.
    Apostrophe,
    /// Spaces or invisible characters, anywhere.
    Spaces,
    /// Full-width digits or a full-width X.
    FullWidth,
    /// A lower-case x.
    LowerCase,
    /// 15 digits converted into 18 characters.
    Converted,
}

/// Why a text is no identity number. No variant holds a character of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum IdError {
    /// Nothing is written; "to be supplied" is said otherwise.
    #[error("empty")]
    Empty,
    /// A spreadsheet's `3.30902E+17`: the digits are lost, the column must be text.
    #[error("scientific notation")]
    ScientificNotation,
    /// A spreadsheet kept 15 significant digits and put zeros for the rest.
    #[error("last three digits rounded to zero")]
    Rounded,
    /// Neither 15 nor 18 characters.
    #[error("{found} characters")]
    Length {
        /// Characters found, after normalising.
        found: usize,
    },
    /// A character that cannot stand there: no digit, or an X that is not the last of 18.
    #[error("character {position}")]
    Character {
        /// Position among the normalised characters, from 1.
        position: usize,
    },
    /// The first six digits cannot be a division code: those begin with 1 to 8.
    #[error("division code")]
    Region,
    /// No such day, or a year outside 1800 to 2099.
    #[error("date of birth")]
    Birth,
    /// The check character is another.
    #[error("check character")]
    Checksum(Expected),
}

/// What a number says of somebody, against what else is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Contradiction {
    /// Another day of birth: that of the number.
    Birth(NaiveDate),
    /// The other sex: that of the number.
    Sex(Sex),
}

/// The check character that the 17 digits before it demand.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Expected(u8);

const LONG: usize = 18;
const SHORT: usize = 15;

/// Weights of the first 17 digits (GB 11643-1999 section 6).
const WEIGHTS: [u32; LONG - 1] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/// Check characters by the remainder of the weighted sum divided by 11.
const CHECK: [u8; 11] = *b"10X98765432";

impl Parsed {
    /// Reads what somebody typed or a spreadsheet held.
    ///
    /// # Errors
    /// The first thing that is wrong, in the order of the text: notation, characters, length,
    /// division code, date, check character.
    pub fn read(text: &str) -> Result<Self, IdError> {
        let (characters, mut normalised) = normalise(text);
        if characters.is_empty() {
            return Err(IdError::Empty);
        }
        if scientific(&characters) {
            return Err(IdError::ScientificNotation);
        }
        let known = |character: &char| character.is_ascii_digit() || *character == 'X';
        if let Some(index) = characters.iter().position(|character| !known(character)) {
            return Err(IdError::Character { position: index + 1 });
        }
        let bytes: Vec<u8> =
            characters.iter().filter_map(|&character| u8::try_from(character).ok()).collect();
        let (number, original) = if let Ok(long) = <[u8; LONG]>::try_from(bytes.as_slice()) {
            (IdNumber::check(long)?, None)
        } else if let Ok(short) = <[u8; SHORT]>::try_from(bytes.as_slice()) {
            let old = OldNumber::check(short)?;
            normalised.push(Normalised::Converted);
            (old.convert(), Some(old))
        } else {
            return Err(IdError::Length { found: bytes.len() });
        };
        Ok(Self { number, original, normalised })
    }
}

impl IdNumber {
    /// The division and twelve stars: `330902************`.
    ///
    /// Wherever a number is shown masked, day of birth and sex stand beside it: with the last four
    /// characters as well the number would be whole.
    pub fn masked(&self) -> String {
        format!("{}************", self.region())
    }

    /// What does not go together with what else is known of the person.
    pub fn contradictions(&self, birth: NaiveDate, sex: Sex) -> Vec<Contradiction> {
        let birth = (self.birth() != birth).then(|| Contradiction::Birth(self.birth()));
        let sex = (self.sex() != sex).then(|| Contradiction::Sex(self.sex()));
        birth.into_iter().chain(sex).collect()
    }

    /// All 18 characters. Showing them is an act that callers journal.
    pub fn reveal(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The six digits of the division where the number was issued.
    pub fn region(&self) -> &str {
        &self.reveal()[..6]
    }

    /// Date of birth.
    pub fn birth(&self) -> NaiveDate {
        birth_of(&self.0).unwrap_or_default()
    }

    /// Sex: the 17th digit is odd for men.
    pub fn sex(&self) -> Sex {
        if self.0[16] % 2 == 1 { Sex::Man } else { Sex::Woman }
    }

    /// The 15 digits of before 1999; `None` for births outside 1900 to 1999, which had none.
    pub fn shortened(&self) -> Option<OldNumber> {
        if &self.0[6..8] != b"19" {
            return None;
        }
        let mut short = [0; SHORT];
        short[..6].copy_from_slice(&self.0[..6]);
        short[6..].copy_from_slice(&self.0[8..17]);
        Some(OldNumber(short))
    }

    fn check(long: [u8; LONG]) -> Result<Self, IdError> {
        if let Some(index) = long[..LONG - 1].iter().position(|byte| *byte == b'X') {
            return Err(IdError::Character { position: index + 1 });
        }
        plausible_region(long[0])?;
        birth_of(&long).ok_or(IdError::Birth)?;
        let expected = check_character(&long);
        if long[LONG - 1] == expected {
            Ok(Self(long))
        } else if long.ends_with(b"000") {
            Err(IdError::Rounded)
        } else {
            Err(IdError::Checksum(Expected(expected)))
        }
    }
}

impl OldNumber {
    /// The same number in 18 characters.
    ///
    /// The century is 19: the four sequence codes 996 to 999 of those born before 1900 are
    /// nobody's any more.
    pub fn convert(&self) -> IdNumber {
        let mut long = [b'0'; LONG];
        long[..6].copy_from_slice(&self.0[..6]);
        long[6..8].copy_from_slice(b"19");
        long[8..17].copy_from_slice(&self.0[6..]);
        long[17] = check_character(&long);
        IdNumber(long)
    }

    /// All 15 digits. Showing them is an act that callers journal.
    pub fn reveal(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    fn check(short: [u8; SHORT]) -> Result<Self, IdError> {
        if let Some(index) = short.iter().position(|byte| *byte == b'X') {
            return Err(IdError::Character { position: index + 1 });
        }
        plausible_region(short[0])?;
        let old = Self(short);
        birth_of(&old.convert().0).ok_or(IdError::Birth)?;
        Ok(old)
    }
}

impl Expected {
    /// The character itself: with the other 17 it makes a valid number, so it is not for logs.
    pub fn reveal(self) -> char {
        char::from(self.0)
    }
}

impl fmt::Debug for IdNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IdNumber(redacted)")
    }
}

impl fmt::Debug for OldNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OldNumber(redacted)")
    }
}

impl fmt::Debug for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Expected(redacted)")
    }
}

/// The characters without apostrophe, spaces, full width and lower case, and what was changed.
fn normalise(text: &str) -> (Vec<char>, Vec<Normalised>) {
    let mut changes = Vec::new();
    let mut characters = Vec::new();
    for character in text.chars() {
        let wide = u32::from(character).checked_sub(0xFEE0).and_then(char::from_u32);
        match character {
            '\'' | '’' | '‘' | '＇' if characters.is_empty() => {
                changes.push(Normalised::Apostrophe);
            }
            _ if character.is_whitespace() || invisible(character) => {
                changes.push(Normalised::Spaces);
            }
            '０'..='９' | 'Ｘ' => {
                changes.push(Normalised::FullWidth);
                characters.extend(wide);
            }
            'ｘ' => {
                changes.extend([Normalised::FullWidth, Normalised::LowerCase]);
                characters.push('X');
            }
            'x' => {
                changes.push(Normalised::LowerCase);
                characters.push('X');
            }
            _ => characters.push(character),
        }
    }
    changes.sort_unstable();
    changes.dedup();
    (characters, changes)
}

/// Characters without width that come along when a number is copied from a page or a sheet.
fn invisible(character: char) -> bool {
    matches!(character, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{FEFF}')
}

/// `3.30902E+17`: digits with a point, an E, an exponent.
fn scientific(characters: &[char]) -> bool {
    let text: String = characters.iter().collect();
    let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else { return false };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    digits(whole) && digits(fraction) && digits(exponent.trim_start_matches(['+', '-']))
}

fn plausible_region(first: u8) -> Result<(), IdError> {
    if (b'1'..=b'8').contains(&first) { Ok(()) } else { Err(IdError::Region) }
}

fn birth_of(long: &[u8; LONG]) -> Option<NaiveDate> {
    let number = |from: usize, to: usize| -> Option<u32> {
        std::str::from_utf8(&long[from..to]).ok()?.parse().ok()
    };
    let year = number(6, 10).filter(|year| (1800..2100).contains(year))?;
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, number(10, 12)?, number(12, 14)?)
}

fn check_character(long: &[u8; LONG]) -> u8 {
    let sum: u32 =
        long.iter().zip(WEIGHTS).map(|(byte, weight)| u32::from(byte & 0x0F) * weight).sum();
    let remainder = usize::try_from(sum % 11).unwrap_or_default();
    CHECK[remainder]
}

#[cfg(test)]
mod tests;
