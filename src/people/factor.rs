//! The second factor: six digits of an app, or the next code of a printed card.
//!
//! An app and the program share a secret, from which both make another code every thirty seconds
//! (RFC 6238); one step before and after is taken as well, since clocks differ. The secret is sealed
//! in the database, the codes of a card stand there as keyed digests. Each code is taken once.

use sqlx::PgConnection;
use totp_rs::{Builder, Secret, Totp};

use super::store::factors as store;
use crate::shell::{
    App, Error, chance,
    clock::Now,
    ids::AccountId,
    vault::{Kind, Vault},
};

/// Codes of a card.
const CODES: usize = 20;
/// Digits of each: guessed at the pace of the throttle it lasts for centuries.
const DIGITS: usize = 8;
/// Bytes of an app's secret, as the standard recommends.
const SECRET: usize = 20;

/// The secret of an app that is being set up.
pub struct Shared(Totp, [u8; SECRET]);

impl Shared {
    /// A new one, for an account.
    ///
    /// # Errors
    /// None that is known.
    pub fn new(account: &str) -> Result<Self, Error> {
        Self::of(chance::bytes(), account)
    }

    /// As it was typed or sent.
    pub fn read(text: &str, account: &str) -> Option<Self> {
        let bytes = Secret::try_from_base32(text).ok()?.as_bytes().try_into().ok()?;
        Self::of(bytes, account).ok()
    }

    fn of(bytes: [u8; SECRET], account: &str) -> Result<Self, Error> {
        let builder = Builder::new().with_secret(bytes).with_skew(1).with_issuer(Some("huanjie"));
        let totp = builder.with_account_name(account).build();
        Ok(Self(totp.map_err(|error| Error::internal(&error))?, bytes))
    }

    /// What an app reads from a QR code.
    ///
    /// # Errors
    /// None that is known.
    pub fn address(&self) -> Result<String, Error> {
        self.0.to_url().map_err(|error| Error::internal(&error))
    }

    /// As it is typed into an app.
    pub fn text(&self) -> String {
        Secret::new_stack(self.1).to_base32()
    }

    /// Sealed for the database.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn sealed(&self, vault: &Vault, account_id: AccountId) -> Result<Vec<u8>, Error> {
        let secret = format!("{account_id} {}", self.text());
        Ok(vault.seal(Kind::Factor, &secret, "")?.cipher)
    }

    /// The step whose code was typed, where it is that of now or the one beside it.
    pub fn step(&self, typed: &str, now: Now) -> Option<i64> {
        let time = u64::try_from(now.0.timestamp()).ok()?;
        let step = self.0.check(&digits(typed), time)?;
        i64::try_from(step).ok()
    }
}

/// Codes of a new card, and their digests for the database.
pub fn new_card(vault: &Vault, account_id: AccountId) -> (Vec<String>, Vec<Vec<u8>>) {
    let codes: Vec<String> = (0..CODES).map(|_| chance::word(b"0123456789", DIGITS)).collect();
    let numbered = (1..).zip(&codes);
    let digests = numbered.map(|(ordinal, code)| digest(vault, account_id, ordinal, code));
    let digests = digests.collect();
    (codes, digests)
}

/// Takes what was typed, once; says whether it was right.
///
/// # Errors
/// Those of the database; the key of secrets is another.
pub async fn take(
    app: &App,
    db: &mut PgConnection,
    account_id: AccountId,
    typed: &str,
    now: Now,
) -> Result<bool, Error> {
    let vault = &app.vault;
    let Some(factor) = store::of(db, account_id).await? else { return Ok(false) };
    if let Some(ordinal) = factor.next {
        let digest = digest(vault, account_id, ordinal, &digits(typed));
        return Ok(store::take_code(db, account_id, ordinal, &digest, now).await?);
    }
    let Some(sealed) = store::secret(db, account_id).await? else { return Ok(false) };
    let secret = vault.unseal(Kind::Factor, &sealed)?;
    // one of another account, put here by who can write to the database, is none
    let secret = secret.strip_prefix(&format!("{account_id} ")).unwrap_or_default();
    match Shared::read(secret, "").and_then(|shared| shared.step(typed, now)) {
        Some(step) => Ok(store::take_step(db, account_id, step).await?),
        None => Ok(false),
    }
}

fn digest(vault: &Vault, account_id: AccountId, ordinal: i32, code: &str) -> Vec<u8> {
    vault.digest(Kind::Card, &format!("{account_id} {ordinal} {code}"))
}

/// The digits of what was typed, also those of a Chinese keyboard.
pub fn digits(typed: &str) -> String {
    let digit = |sign: char| match sign {
        '0'..='9' => Some(sign),
        '０'..='９' => char::from_digit(u32::from(sign) - u32::from('０'), 10),
        _ => None,
    };
    typed.chars().filter_map(digit).collect()
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    fn at(seconds: i64) -> Now {
        Now(DateTime::from_timestamp(seconds, 0).unwrap())
    }

    #[test]
    fn a_code_is_that_of_the_standard_one_step_early_or_late() {
        let shared = Shared::of(*b"12345678901234567890", "wang").unwrap();
        // RFC 6238, appendix B, of which six digits are left
        for (time, code) in [(59, "287082"), (1_111_111_109, "081804"), (2_000_000_000, "279037")] {
            assert_eq!(shared.step(code, at(time)), Some(time / 30), "{time}");
            assert_eq!(shared.step(code, at(time + 30)), Some(time / 30), "{time}");
            assert_eq!(shared.step(code, at(time - 30)), Some(time / 30), "{time}");
            assert_eq!(shared.step(code, at(time + 60)), None, "{time}");
            assert_eq!(shared.step(code, at(time - 60)), None, "{time}");
        }
        assert_eq!(shared.step("２８７ 082", at(59)), Some(1), "as a Chinese keyboard types it");
        for wrong in ["287083", "", "28708", "0287082", "code"] {
            assert_eq!(shared.step(wrong, at(59)), None, "{wrong}");
        }
    }

    #[test]
    fn a_secret_is_typed_as_it_is_shown() {
        let shared = Shared::new("wang").unwrap();
        let read = Shared::read(&shared.text(), "wang").unwrap();
        assert_eq!(read.1, shared.1);
        assert!(shared.address().unwrap().starts_with("otpauth://totp/huanjie:wang?secret="));
        for wrong in ["", "MFRGG", "not base32!", &"A".repeat(64)] {
            assert!(Shared::read(wrong, "wang").is_none(), "{wrong}");
        }
        assert_ne!(Shared::new("wang").unwrap().1, shared.1);
    }

    #[test]
    fn a_card_has_codes_of_its_own() {
        let folder = std::env::temp_dir().join(format!("huanjie-card-{}", uuid::Uuid::new_v4()));
        let vault = Vault::open(&folder).unwrap();
        let (codes, digests) = new_card(&vault, AccountId(1));
        std::fs::remove_dir_all(folder).unwrap();
        assert_eq!((codes.len(), digests.len()), (CODES, CODES));
        assert!(codes.iter().all(|code| code.len() == DIGITS && *code == digits(code)));
        assert_eq!(digests[4], digest(&vault, AccountId(1), 5, &codes[4]));
        assert_ne!(digests[4], digest(&vault, AccountId(1), 6, &codes[4]));
        assert_ne!(digests[4], digest(&vault, AccountId(2), 5, &codes[4]));
    }
}
