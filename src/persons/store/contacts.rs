//! Telephones, where somebody is, and who called.

use chrono::NaiveDate;
use sqlx::PgConnection;

use crate::shell::{
    ids::{AccountId, ContactId, PersonId, PhoneId},
    vault::Sealed,
};

/// A telephone of a person.
pub struct Phone {
    /// Key.
    pub phone_id: PhoneId,
    /// The number, sealed.
    pub number_cipher: Vec<u8>,
    /// Whose, or when.
    pub note: Option<String>,
}

/// The telephones of a person.
///
/// # Errors
/// Those of the database.
pub async fn phones(db: &mut PgConnection, person_id: PersonId) -> sqlx::Result<Vec<Phone>> {
    sqlx::query_as!(
        Phone,
        "
        select phone_id, number_cipher, note
        from phone
        where person_id = $1
        order by phone_id
        ",
        person_id as PersonId,
    )
    .fetch_all(db)
    .await
}

/// A telephone as it is added.
pub struct NewPhone {
    /// Whose.
    pub person_id: PersonId,
    /// The number.
    pub number: Sealed,
    /// Of whom it is, or when to call.
    pub note: Option<String>,
}

/// Adds telephones in one statement; those that are there already stay as they are.
///
/// # Errors
/// Those of the database.
pub async fn add_phones(db: &mut PgConnection, new: &[NewPhone]) -> sqlx::Result<u64> {
    let persons: Vec<PersonId> = new.iter().map(|one| one.person_id).collect();
    let ciphers: Vec<&[u8]> = new.iter().map(|one| &*one.number.cipher).collect();
    let digests: Vec<&[u8]> = new.iter().map(|one| &*one.number.digest).collect();
    let notes: Vec<Option<&str>> = new.iter().map(|one| one.note.as_deref()).collect();
    let done = sqlx::query!(
        "
        insert into phone (person_id, number_cipher, number_digest, note)
        select person_id, number_cipher, number_digest, note
        from unnest($1::bigint[], $2::bytea[], $3::bytea[], $4::text[])
            as line (person_id, number_cipher, number_digest, note)
        on conflict on constraint phone_once do nothing
        ",
        &persons as &[PersonId],
        &ciphers as &[&[u8]],
        &digests as &[&[u8]],
        &notes as &[Option<&str>],
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}

/// Takes a telephone of a person away; says whether it was there.
///
/// # Errors
/// Those of the database.
pub async fn remove_phone(
    db: &mut PgConnection,
    person_id: PersonId,
    phone_id: PhoneId,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "
        delete from phone
        where person_id = $1
        and phone_id = $2
        ",
        person_id as PersonId,
        phone_id as PhoneId,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Where somebody is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whereabouts {
    /// Of [`crate::persons::sets::AWAY`].
    pub away: String,
    /// Since when.
    pub since: Option<NaiveDate>,
    /// Where now.
    pub where_now: Option<String>,
    /// Who knows more.
    pub ask: Option<String>,
}

/// Where a person is, where somebody said so.
///
/// # Errors
/// Those of the database.
pub async fn whereabouts(
    db: &mut PgConnection,
    person_id: PersonId,
) -> sqlx::Result<Option<Whereabouts>> {
    sqlx::query_as!(
        Whereabouts,
        "
        select away, since, where_now, ask
        from whereabouts
        where person_id = $1
        ",
        person_id as PersonId,
    )
    .fetch_optional(db)
    .await
}

/// Says where a person is now.
///
/// # Errors
/// Those of the database.
pub async fn set_whereabouts(
    db: &mut PgConnection,
    person_id: PersonId,
    now: &Whereabouts,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        insert into whereabouts (person_id, away, since, where_now, ask)
        values ($1, $2, $3, $4, $5)
        on conflict (person_id) do update
        set away = excluded.away, since = excluded.since, where_now = excluded.where_now,
            ask = excluded.ask
        ",
        person_id as PersonId,
        now.away,
        now.since,
        now.where_now,
        now.ask,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A call to a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// The day.
    pub called_on: NaiveDate,
    /// Who called.
    pub called_by: String,
    /// Of [`crate::persons::sets::OUTCOMES`].
    pub outcome: String,
    /// What else was said.
    pub note: Option<String>,
}

/// A call that was entered.
#[derive(Clone, Debug)]
pub struct Entered {
    /// Its key.
    pub contact_id: ContactId,
    /// What was entered.
    pub contact: Contact,
}

/// The latest calls to a person, the last one first.
///
/// # Errors
/// Those of the database.
pub async fn contacts(
    db: &mut PgConnection,
    person_id: PersonId,
    most: i64,
) -> sqlx::Result<Vec<Entered>> {
    let rows = sqlx::query!(
        "
        select contact_id, called_on, called_by, outcome, note
        from contact
        where person_id = $1
        order by called_on desc, contact_id desc
        limit $2
        ",
        person_id as PersonId,
        most,
    )
    .fetch_all(db)
    .await?;
    let entered = rows.into_iter().map(|row| Entered {
        contact_id: row.contact_id,
        contact: Contact {
            called_on: row.called_on,
            called_by: row.called_by,
            outcome: row.outcome,
            note: row.note,
        },
    });
    Ok(entered.collect())
}

/// Takes a call to a person away; says whether it was there.
///
/// # Errors
/// Those of the database.
pub async fn remove_contact(
    db: &mut PgConnection,
    person_id: PersonId,
    contact_id: ContactId,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "
        delete from contact
        where person_id = $1
        and contact_id = $2
        ",
        person_id as PersonId,
        contact_id as ContactId,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Enters a call.
///
/// # Errors
/// Those of the database.
pub async fn add_contact(
    db: &mut PgConnection,
    person_id: PersonId,
    contact: &Contact,
    account_id: AccountId,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        insert into contact (person_id, called_on, called_by, outcome, note, account_id)
        values ($1, $2, $3, $4, $5, $6)
        ",
        person_id as PersonId,
        contact.called_on,
        contact.called_by,
        contact.outcome,
        contact.note,
        account_id as AccountId,
    )
    .execute(db)
    .await?;
    Ok(())
}
