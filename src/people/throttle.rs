//! How often somebody may try to sign in; counted in the database, for all processes.
//!
//! Each address has so many tries at once, each name from one address few, each name from everywhere
//! many; and one more after a while. A try is taken before the password is looked at and given back
//! where it was right, so that only wrong ones count. A name that no account has counts like any
//! other.

use std::net::IpAddr;

use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};
use sqlx::PgConnection;

use super::store::attempts;
pub use super::store::attempts::forget;
use crate::shell::{
    clock::Now,
    ids::{AccountId, EntryLinkId},
};

/// Tries of one kind of subject.
#[derive(Clone, Copy)]
struct Limit {
    kind: &'static str,
    /// How many there are at once.
    at_once: i32,
    /// After how many seconds there is one more.
    every: i32,
}

/// An account has one owner, who mistypes a few times; 1,440 guesses a day find no password that is
/// long and not common. Counted for each address apart: who guesses at one keeps the owner out of
/// that one only.
const ACCOUNT: Limit = Limit { kind: "account", at_once: 6, every: 60 };

/// The same from all addresses together: 7,200 guesses a day find none either. Whoever wants to keep
/// the owner out everywhere needs fifty addresses at once, and goes on from five.
const EVERYWHERE: Limit = Limit { kind: "account", at_once: 300, every: 12 };

/// A village hall, or a county behind one router, is one address where many sign in and mistype at
/// once; what is left over still keeps one machine from trying name after name.
const ADDRESS: Limit = Limit { kind: "address", at_once: 60, every: 2 };

/// Six digits are guessed sooner than a password, and only by somebody who has that.
const CODE: Limit = Limit { kind: "code", at_once: 6, every: 120 };

/// As a password: whoever tries has the link.
const LINK: Limit = Limit { kind: "link", at_once: 6, every: 60 };

/// How often the security log is told of somebody who goes on trying.
const TELL_EVERY: TimeDelta = TimeDelta::minutes(1);

/// What a try to sign in is counted under.
pub struct Tried {
    limit: Limit,
    subject: [u8; 32],
    address: Option<[u8; 32]>,
    /// Of a name, from wherever.
    name: Option<[u8; 32]>,
}

impl Tried {
    /// By the name typed and the address that it came from.
    pub fn new(account: &str, address: Option<IpAddr>) -> Self {
        let address = address.map(network);
        let name = digest(account.as_bytes());
        let there = [&name[..], address.as_ref().map_or(&[][..], |address| &address[..])].concat();
        Self { limit: ACCOUNT, subject: digest(&there), address, name: Some(name) }
    }

    /// By the account whose password was right. The right password does not give these back.
    pub fn code(account_id: AccountId, address: Option<IpAddr>) -> Self {
        Self::of(CODE, &account_id.to_string(), address)
    }

    /// By the entry link that was brought.
    pub fn link(link: EntryLinkId, address: Option<IpAddr>) -> Self {
        Self::of(LINK, &link.to_string(), address)
    }

    fn of(limit: Limit, subject: &str, address: Option<IpAddr>) -> Self {
        let address = address.map(network);
        Self { limit, subject: digest(subject.as_bytes()), address, name: None }
    }

    /// The narrow ones first: what they refuse does not count for the name everywhere.
    fn subjects(&self) -> impl Iterator<Item = (Limit, &[u8; 32])> {
        let address = self.address.as_ref().map(|address| (ADDRESS, address));
        let name = self.name.as_ref().map(|name| (EVERYWHERE, name));
        address.into_iter().chain([(self.limit, &self.subject)]).chain(name)
    }

    /// Those that others try as well.
    fn shared(&self) -> impl Iterator<Item = (Limit, &[u8; 32])> {
        self.subjects().filter(|(_, subject)| **subject != self.subject)
    }
}

/// Somebody who has to wait before the next try.
pub struct Wait {
    /// How long.
    pub seconds: i64,
    /// Whether the security log is to be told; not for every try of a flood.
    pub tell: bool,
}

/// Takes one try of each that it is counted under.
///
/// # Errors
/// Those of the database.
pub async fn take(db: &mut PgConnection, tried: &Tried, now: Now) -> sqlx::Result<Option<Wait>> {
    for (limit, subject) in tried.subjects() {
        let every = (TimeDelta::seconds(limit.every.into()), limit.at_once);
        if !attempts::take(db, (limit.kind, subject), every, now).await? {
            return wait(db, &limit, subject, now).await.map(Some);
        }
    }
    Ok(None)
}

/// Gives the tries back after the right one: all of the subject, the one of what others share.
///
/// # Errors
/// Those of the database.
pub async fn give_back(db: &mut PgConnection, tried: &Tried) -> sqlx::Result<()> {
    attempts::give_back_all(db, (tried.limit.kind, &tried.subject)).await?;
    for (limit, subject) in tried.shared() {
        attempts::give_back_one(db, (limit.kind, subject), limit.every.into()).await?;
    }
    Ok(())
}

async fn wait(
    db: &mut PgConnection,
    limit: &Limit,
    subject: &[u8; 32],
    now: Now,
) -> sqlx::Result<Wait> {
    let of = (limit.kind, subject);
    let tell = attempts::tell(db, of, now, now.0 - TELL_EVERY).await?;
    let whole_at = attempts::whole_at(db, of).await?;
    Ok(Wait { seconds: seconds(limit, whole_at, now), tell })
}

/// Until there is one more try; whole seconds, at least one.
fn seconds(limit: &Limit, whole_at: Option<DateTime<Utc>>, now: Now) -> i64 {
    let allowed = TimeDelta::seconds(i64::from(limit.every) * i64::from(limit.at_once - 1));
    let left = whole_at.map_or(TimeDelta::zero(), |whole_at| whole_at - allowed - now.0);
    (left.num_milliseconds() + 999).div_euclid(1000).max(1)
}

fn digest(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// One household or office of IPv6 has 2^64 addresses: the first half counts.
fn network(address: IpAddr) -> [u8; 32] {
    match address.to_canonical() {
        IpAddr::V4(address) => digest(&address.octets()),
        IpAddr::V6(address) => digest(&address.octets()[..8]),
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    fn at(seconds: i64) -> Now {
        Now(DateTime::from_timestamp(seconds, 0).unwrap())
    }

    #[test]
    fn the_wait_ends_when_one_try_is_back() {
        let whole_at = |seconds| Some(at(seconds).0);
        // six tries at 0 are whole again at 360; the first is back at 60
        assert_eq!(seconds(&ACCOUNT, whole_at(360), at(0)), 60);
        assert_eq!(seconds(&ACCOUNT, whole_at(360), at(59)), 1);
        // somebody else gave it back meanwhile
        assert_eq!(seconds(&ACCOUNT, None, at(0)), 1);
        assert_eq!(seconds(&ACCOUNT, whole_at(360), at(90)), 1);
    }

    #[test]
    fn an_office_of_ipv6_is_one_address() {
        let of = |text: &str| network(text.parse().unwrap());
        assert_eq!(of("2001:db8:1:2::3"), of("2001:db8:1:2:ffff::1"));
        assert_ne!(of("2001:db8:1:2::3"), of("2001:db8:1:3::3"));
        assert_eq!(of("::ffff:192.0.2.7"), of("192.0.2.7"));
        assert_ne!(of("192.0.2.7"), of("192.0.2.8"));
    }
}
