//! When an identity number was shown in full, to whom and why.

use chrono::NaiveDate;
use sqlx::PgConnection;

use crate::shell::ids::{AccountId, PersonId};

/// When a number was shown in full.
pub struct Showing {
    /// The day.
    pub shown_on: NaiveDate,
    /// To whom.
    pub shown_to: String,
    /// Why.
    pub reason: String,
}

/// Notes that a number is shown in full.
///
/// # Errors
/// Those of the database.
pub async fn add(
    db: &mut PgConnection,
    person_id: PersonId,
    account_id: AccountId,
    shown_on: NaiveDate,
    reason: &str,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        insert into identity_showing (person_id, account_id, shown_on, reason)
        values ($1, $2, $3, $4)
        ",
        person_id as PersonId,
        account_id as AccountId,
        shown_on,
        reason,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// When a person's number was shown, latest first.
///
/// # Errors
/// Those of the database.
pub async fn of(db: &mut PgConnection, person_id: PersonId) -> sqlx::Result<Vec<Showing>> {
    sqlx::query_as!(
        Showing,
        "
        select shown_on, shown_as as shown_to, reason
        from identity_showing
        join account using (account_id)
        where person_id = $1
        order by identity_showing_id desc
        limit 50
        ",
        person_id as PersonId,
    )
    .fetch_all(db)
    .await
}
