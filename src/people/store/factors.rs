//! Second factors, and sign-ins that wait for their code.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use crate::shell::{clock::Now, ids::AccountId};

/// The second factor of an account.
pub struct Factor {
    /// app or card.
    pub kind: String,
    /// How many codes of a card are left.
    pub left: i64,
    /// The number of the next of them.
    pub next: Option<i32>,
    /// Since when.
    pub set_at: DateTime<Utc>,
}

/// The second factor of an account, where it has one.
///
/// # Errors
/// Those of the database.
pub async fn of(db: &mut PgConnection, account_id: AccountId) -> sqlx::Result<Option<Factor>> {
    sqlx::query_as!(
        Factor,
        r#"
        select kind, codes.left as "left!", codes.next, set_at
        from factor
        cross join lateral (
            select count(*) as left, min(ordinal) as next
            from factor_code
            where factor_code.account_id = factor.account_id
            and used_at is null
        ) as codes
        where account_id = $1
        "#,
        account_id as AccountId,
    )
    .fetch_optional(db)
    .await
}

/// An app becomes the second factor; a card is good no longer. `step` is that of the code that was
/// typed to show that the app has the secret.
///
/// # Errors
/// Those of the database.
pub async fn set_app(
    db: &mut PgConnection,
    account_id: AccountId,
    sealed: &[u8],
    step: i64,
    now: Now,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        with gone as (
            delete from factor_code
            where account_id = $1
        )
        insert into factor (account_id, kind, secret, last_step, set_at)
        values ($1, 'app', $2, $3, $4)
        on conflict (account_id) do update
        set kind = 'app', secret = excluded.secret, last_step = excluded.last_step,
            set_at = excluded.set_at
        ",
        account_id as AccountId,
        sealed,
        step,
        now.0,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A card becomes the second factor, in the place of an app or of another card, which has as many
/// codes.
///
/// # Errors
/// Those of the database.
pub async fn set_card(
    db: &mut PgConnection,
    account_id: AccountId,
    digests: &[Vec<u8>],
    now: Now,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        with card as (
            insert into factor (account_id, kind, set_at)
            values ($1, 'card', $3)
            on conflict (account_id) do update
            set kind = 'card', secret = null, last_step = null, set_at = excluded.set_at
        )
        insert into factor_code (account_id, ordinal, digest)
        select $1, code.ordinal::integer, code.digest
        from unnest($2::bytea[]) with ordinality as code (digest, ordinal)
        on conflict (account_id, ordinal) do update
        set digest = excluded.digest, used_at = null
        ",
        account_id as AccountId,
        digests,
        now.0,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The sealed secret of an account's app.
///
/// # Errors
/// Those of the database.
pub async fn secret(db: &mut PgConnection, account_id: AccountId) -> sqlx::Result<Option<Vec<u8>>> {
    let secret = sqlx::query_scalar!(
        "select secret from factor where account_id = $1",
        account_id as AccountId,
    );
    Ok(secret.fetch_optional(db).await?.flatten())
}

/// Takes the code of a step, and with it those of all before; says whether it was still to be had.
///
/// # Errors
/// Those of the database.
pub async fn take_step(
    db: &mut PgConnection,
    account_id: AccountId,
    step: i64,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "
        update factor
        set last_step = $2
        where account_id = $1
        and kind = 'app'
        and (last_step is null or last_step < $2)
        ",
        account_id as AccountId,
        step,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes a code of a card; says whether it was the one of that number and still to be had.
///
/// # Errors
/// Those of the database.
pub async fn take_code(
    db: &mut PgConnection,
    account_id: AccountId,
    ordinal: i32,
    digest: &[u8],
    now: Now,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "
        update factor_code
        set used_at = $4
        where account_id = $1
        and ordinal = $2
        and digest = $3
        and used_at is null
        ",
        account_id as AccountId,
        ordinal,
        digest,
        now.0,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes the second factor from an account; says whether it had one.
///
/// # Errors
/// Those of the database.
pub async fn remove(db: &mut PgConnection, account_id: AccountId) -> sqlx::Result<bool> {
    let done = sqlx::query!("delete from factor where account_id = $1", account_id as AccountId)
        .execute(db);
    Ok(done.await?.rows_affected() == 1)
}

/// Somebody whose password was right and whose code is awaited.
pub struct Waiting {
    /// The account.
    pub account_id: AccountId,
    /// Its name.
    pub name: String,
}

/// Begins to wait for a code.
///
/// # Errors
/// Those of the database.
pub async fn wait(
    db: &mut PgConnection,
    digest: &[u8],
    account_id: AccountId,
    ends_at: DateTime<Utc>,
    now: Now,
) -> sqlx::Result<()> {
    sqlx::query!("delete from sign_in_step where ends_at <= $1", now.0).execute(&mut *db).await?;
    sqlx::query!(
        "
        insert into sign_in_step (sign_in_step_digest, account_id, ends_at)
        values ($1, $2, $3)
        ",
        digest,
        account_id as AccountId,
        ends_at,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Who is waited for, unless it took too long.
///
/// # Errors
/// Those of the database.
pub async fn waiting(
    db: &mut PgConnection,
    digest: &[u8],
    now: Now,
) -> sqlx::Result<Option<Waiting>> {
    sqlx::query_as!(
        Waiting,
        "
        select account_id, account.name
        from sign_in_step
        join account using (account_id)
        where sign_in_step_digest = $1
        and ends_at > $2
        and disabled_on is null
        ",
        digest,
        now.0,
    )
    .fetch_optional(db)
    .await
}

/// The wait is over; says whether it still went on.
///
/// # Errors
/// Those of the database.
pub async fn waited(db: &mut PgConnection, digest: &[u8]) -> sqlx::Result<bool> {
    let done = sqlx::query!("delete from sign_in_step where sign_in_step_digest = $1", digest);
    Ok(done.execute(db).await?.rows_affected() == 1)
}
