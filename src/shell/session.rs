//! Who is signed in: a random token in a cookie, its digest in the database.

use axum_extra::extract::cookie::{Cookie, CookieJar};
use chrono::TimeDelta;
use sha2::{Digest, Sha256};
use sqlx::PgConnection;

use super::{App, chance, clock::Now, ids::AccountId, view::cookie};

const NAME: &str = "session";
/// A working day and the evening of a count.
const HOURS: i64 = 14;

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
    digest: Vec<u8>,
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
    sqlx::query_as!(
        SignedIn,
        r#"
        select account_id, account.name as account, account.shown_as as name,
            credential.must_change, session_digest as digest
        from session
        join account using (account_id)
        join credential using (account_id)
        where session_digest = $1
        and ends_at > $2
        and account.disabled_on is null
        "#,
        token.digest(),
        Now::read().0,
    )
    .fetch_optional(&app.db)
    .await
}

/// Begins a session; gives the cookie that carries its token.
///
/// # Errors
/// Those of the database.
pub async fn begin(
    db: &mut PgConnection,
    account_id: AccountId,
    now: Now,
) -> sqlx::Result<Cookie<'static>> {
    let secret: [u8; 32] = chance::bytes();
    let token = Token(secret);
    sqlx::query!(
        "
        insert into session (session_digest, account_id, began_at, ends_at)
        values ($1, $2, $3, $4)
        ",
        token.digest(),
        account_id as AccountId,
        now.0,
        now.0 + TimeDelta::hours(HOURS),
    )
    .execute(&mut *db)
    .await?;
    // nobody looks at those that have ended: each sign-in clears them away
    sqlx::query!("delete from session where ends_at <= $1", now.0).execute(db).await?;
    Ok(cookie(NAME, hex::encode(secret)))
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

/// Ends all sessions of an account.
///
/// # Errors
/// Those of the database.
pub async fn end_all(db: &mut PgConnection, account_id: AccountId) -> sqlx::Result<()> {
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
