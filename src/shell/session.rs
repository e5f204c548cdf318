//! Who is signed in: a random token in a cookie, its digest in the database.
//!
//! A session ends after a working day and the evening of a count. Of somebody whose role reaches
//! further than a unit, and therefore needs a second factor, it ends earlier when nobody works in it; a recorder who only listens and reads is
//! not thrown out. Whoever works may put the end off, up to a day in all.

mod list;

use axum_extra::extract::cookie::{Cookie, CookieJar};
use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};
use sqlx::PgConnection;

use super::{
    App, chance,
    clock::{self, Now},
    device::Device,
    ids::{AccountId, EntryLinkId, MandateId, SessionId},
    view::cookie,
};

pub use list::{Listed, end_numbered, list};

const NAME: &str = "session";
/// A working day and the evening of a count.
const LENGTH: TimeDelta = TimeDelta::hours(14);
/// What one more asking adds, and how long it may go on in all.
const LONGER: TimeDelta = TimeDelta::hours(2);
const LONGEST: TimeDelta = TimeDelta::hours(24);
/// The row of a session is written at most so often.
const SEEN_EVERY: TimeDelta = TimeDelta::minutes(1);
/// Whoever has less left is warned.
pub const SOON: TimeDelta = TimeDelta::minutes(10);

/// A signed-in person.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The account.
    pub account_id: AccountId,
    /// The name used to sign in.
    pub account: String,
    /// The name shown and journalled.
    pub name: String,
    /// Whether somebody else has given the password, which is changed before anything else.
    pub must_change: bool,
    /// Whether a second factor is set up before anything else.
    pub must_factor: bool,
    /// The one role that the session is for, where an entry link has opened it.
    pub only: Option<MandateId>,
    /// The session.
    pub session_id: SessionId,
    ends: Ends,
    digest: Vec<u8>,
}

impl SignedIn {
    /// When the session ends unless somebody works in it.
    pub fn ends(&self) -> &Ends {
        &self.ends
    }
}

/// When a session ends.
#[derive(Clone, Copy, Debug)]
pub struct Ends {
    began_at: DateTime<Utc>,
    latest_at: DateTime<Utc>,
    seen_at: DateTime<Utc>,
    idle: Option<TimeDelta>,
    /// With the entry link that has opened it.
    fixed: bool,
    now: Now,
}

impl Ends {
    fn at(&self) -> DateTime<Utc> {
        self.idle.map_or(self.latest_at, |idle| self.latest_at.min(self.seen_at + idle))
    }

    /// The hour, as pages show it; with its day where that is not today.
    pub fn shown(&self) -> String {
        let today = clock::in_china(self.at()).date() == self.now.date();
        if today { clock::hour(self.at()) } else { clock::shown(self.at()) }
    }

    /// Seconds until then, one begun counted whole: nobody is told that it has ended before it has.
    pub fn left(&self) -> i64 {
        (self.at() - self.now.0 + TimeDelta::milliseconds(999)).num_seconds().max(0)
    }

    /// Whether it is time to warn.
    pub fn soon(&self) -> bool {
        self.left() <= SOON.num_seconds()
    }

    /// Whether it can be put off.
    pub fn extends(&self) -> bool {
        !self.fixed && (self.waits() || self.latest_at < self.began_at + LONGEST)
    }

    /// Whether it ends because nobody works in it.
    pub fn waits(&self) -> bool {
        self.idle.is_some_and(|idle| self.seen_at + idle < self.latest_at)
    }
}

/// The secret of a session.
pub struct Token([u8; 32]);

impl Token {
    fn digest(&self) -> Vec<u8> {
        Sha256::digest(self.0).to_vec()
    }
}

/// The token that a visitor brings.
pub fn token(jar: &CookieJar) -> Option<Token> {
    let bytes = hex::decode(jar.get(NAME)?.value()).ok()?;
    Some(Token(bytes.try_into().ok()?))
}

/// The person of a token whose session has not ended.
///
/// # Errors
/// Those of the database.
pub async fn signed_in(app: &App, token: &Token) -> Result<Option<SignedIn>, sqlx::Error> {
    let now = Now::read();
    let found = sqlx::query!(
        r#"
        select account_id, account.name as account, account.shown_as as name,
            coalesce(credential.must_change, false) and session.entry_link_id is null
                as "must_change!",
            entry_link.mandate_id as "only?", session_id, session_digest as digest, began_at,
            session.ends_at, seen_at, by_code or coalesce(account.sample, false) as "proven!",
            session.entry_link_id is null and exists (
                -- the instance, a county, a town: a second factor goes by how far a role reaches
                select
                from mandate
                left join place using (place_id)
                where mandate.account_id = session.account_id
                and place.level is distinct from 'unit'
                and from_on <= $3
                and (revoked_on is null or revoked_on > $3)
            ) as "guarded!"
        from session
        join account using (account_id)
        left join credential using (account_id)
        left join entry_link using (entry_link_id)
        where session_digest = $1
        and session.ends_at > $2
        and entry_link.revoked_at is null
        and account.disabled_on is null
        "#,
        token.digest(),
        now.0,
        now.date(),
    )
    .fetch_optional(&app.db)
    .await?;
    let policy = app.instance.policy();
    let person = found.map(|found| SignedIn {
        account_id: found.account_id,
        account: found.account,
        name: found.name,
        must_change: found.must_change,
        must_factor: found.guarded && !found.proven && !policy.lan,
        only: found.only,
        session_id: found.session_id,
        ends: Ends {
            began_at: found.began_at,
            latest_at: found.ends_at,
            seen_at: found.seen_at,
            idle: policy.idle.filter(|_| found.guarded),
            fixed: found.only.is_some(),
            now,
        },
        digest: found.digest,
    });
    Ok(person.filter(|person| person.ends.at() > now.0))
}

/// Notes that somebody works in a session, at most once a minute.
///
/// # Errors
/// Those of the database.
pub async fn seen(app: &App, person: &mut SignedIn) -> sqlx::Result<()> {
    let Ends { seen_at, now, .. } = person.ends;
    if now.0 - seen_at < SEEN_EVERY {
        return Ok(());
    }
    sqlx::query!(
        "
        update session
        set seen_at = $2
        where session_digest = $1
        and seen_at < $2
        ",
        &person.digest,
        now.0,
    )
    .execute(&app.db)
    .await?;
    person.ends.seen_at = now.0;
    Ok(())
}

/// How somebody has shown who he is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// By the password alone.
    Password,
    /// By password and second factor.
    Code,
    /// By an entry link, and until when it opens.
    Link(EntryLinkId, DateTime<Utc>),
}

/// Begins a session; gives the cookie that carries its token.
///
/// # Errors
/// Those of the database.
pub async fn begin(
    db: &mut PgConnection,
    account_id: AccountId,
    device: &Device,
    how: How,
    now: Now,
) -> sqlx::Result<Cookie<'static>> {
    let secret: [u8; 32] = chance::bytes();
    let token = Token(secret);
    let (link, ends_at) = match how {
        How::Link(link, ends_at) => (Some(link), ends_at),
        How::Password | How::Code => (None, now.0 + LENGTH),
    };
    sqlx::query!(
        "
        insert into session (
            session_digest, account_id, began_at, ends_at, seen_at, address, browser, by_code,
            entry_link_id
        )
        values ($1, $2, $3, $4, $3, $5, $6, $7, $8)
        ",
        token.digest(),
        account_id as AccountId,
        now.0,
        ends_at,
        device.address(),
        device.browser,
        how == How::Code,
        link as Option<EntryLinkId>,
    )
    .execute(&mut *db)
    .await?;
    // nobody looks at those that have ended: each sign-in clears them away
    sqlx::query!("delete from session where ends_at <= $1", now.0).execute(db).await?;
    Ok(cookie(NAME, hex::encode(secret)))
}

/// Whether a session still is; nobody ends it until the end of the transaction.
///
/// # Errors
/// Those of the database.
pub async fn lasts_for_update(db: &mut PgConnection, person: &SignedIn) -> sqlx::Result<bool> {
    let found = sqlx::query_scalar!(
        "select session_id from session where session_digest = $1 for update",
        &person.digest,
    )
    .fetch_optional(db)
    .await?;
    Ok(found.is_some())
}

/// Puts the end of a session off, and notes that somebody works in it.
///
/// # Errors
/// Those of the database.
pub async fn extend(db: &mut PgConnection, person: &SignedIn, now: Now) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update session
        set seen_at = greatest(seen_at, $2), ends_at = greatest(ends_at, least($3::timestamptz, $4::timestamptz))
        where session_digest = $1
        and entry_link_id is null
        ",
        &person.digest,
        now.0,
        now.0 + LONGER,
        person.ends.began_at + LONGEST,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Notes that a second factor was set up in a session.
///
/// # Errors
/// Those of the database.
pub async fn proven(db: &mut PgConnection, person: &SignedIn) -> sqlx::Result<()> {
    sqlx::query!("update session set by_code = true where session_digest = $1", &person.digest)
        .execute(db)
        .await?;
    Ok(())
}

/// Ends a session.
///
/// # Errors
/// Those of the database.
pub async fn end(db: &mut PgConnection, token: &Token) -> sqlx::Result<()> {
    sqlx::query!("delete from session where session_digest = $1", token.digest())
        .execute(db)
        .await?;
    Ok(())
}

/// Ends all sessions of an account, and what waits for its code.
///
/// # Errors
/// Those of the database.
pub async fn end_all(db: &mut PgConnection, account_id: AccountId) -> sqlx::Result<()> {
    sqlx::query!("delete from sign_in_step where account_id = $1", account_id as AccountId)
        .execute(&mut *db)
        .await?;
    sqlx::query!("delete from session where account_id = $1", account_id as AccountId)
        .execute(db)
        .await?;
    Ok(())
}

/// Ends all sessions of an account but this one.
///
/// # Errors
/// Those of the database.
pub async fn end_others(db: &mut PgConnection, account: &SignedIn) -> sqlx::Result<()> {
    sqlx::query!("delete from sign_in_step where account_id = $1", account.account_id as AccountId)
        .execute(&mut *db)
        .await?;
    sqlx::query!(
        "delete from session where account_id = $1 and session_digest <> $2",
        account.account_id as AccountId,
        account.digest,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A cookie that makes the browser forget.
pub fn forget() -> Cookie<'static> {
    let mut cookie = cookie(NAME, String::new());
    cookie.make_removal();
    cookie
}
