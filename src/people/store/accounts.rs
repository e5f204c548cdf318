//! Accounts as those see them who supervise or keep them.

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

use crate::shell::{
    ids::{AccountId, MandateId, PlaceId},
    mandate::Role,
};

/// An account as others see it.
pub struct Listed {
    /// The account.
    pub account_id: AccountId,
    /// The name to sign in with.
    pub name: String,
    /// The name shown.
    pub shown_as: String,
    /// Since when it may not sign in.
    pub disabled_on: Option<NaiveDate>,
    /// Whether its password was given by somebody else and not changed yet.
    pub must_change: bool,
    /// When it last signed in.
    pub last_at: Option<DateTime<Utc>>,
    /// Whether it is one of the sample.
    pub sample: bool,
    /// Its second factor: app or card.
    pub factor: Option<String>,
    /// How many codes of a card are left.
    pub codes_left: i64,
}

/// A role of an account, over a place or over the instance.
pub struct Held {
    /// The mandate.
    pub mandate_id: MandateId,
    /// Whose.
    pub account_id: AccountId,
    /// The role's word.
    pub role: String,
    /// The place; none for an administrator.
    pub place_id: Option<PlaceId>,
    /// Its name.
    pub place: Option<String>,
    /// county, town or unit.
    pub level: Option<String>,
    /// Its division code.
    pub code: Option<String>,
    /// From this day.
    pub from_on: NaiveDate,
    /// The first day without it.
    pub revoked_on: Option<NaiveDate>,
    /// The words of the roles that the looking account holds over the place, or one above it.
    pub over: Vec<String>,
}

impl Held {
    /// Whether it holds on a day.
    pub fn holds(&self, on: NaiveDate) -> bool {
        self.from_on <= on && !self.ended(on)
    }

    /// Whether it is over.
    pub fn ended(&self, on: NaiveDate) -> bool {
        self.revoked_on.is_some_and(|revoked_on| revoked_on <= on)
    }

    /// The roles that the looking account holds over its place.
    pub fn over(&self) -> Vec<Role> {
        self.over.iter().filter_map(|word| Role::from_word(word)).collect()
    }
}

/// An account with a role, now or once, within the places of somebody; for an administrator any.
///
/// # Errors
/// Those of the database.
pub async fn seen(
    db: &mut PgConnection,
    looking: AccountId,
    roles: &[Role],
    account_id: AccountId,
    on: NaiveDate,
) -> sqlx::Result<Option<Listed>> {
    sqlx::query_as!(
        Listed,
        r#"
        with recursive mine as (
            select role, place_id
            from mandate
            where account_id = $1
            and role = any ($2)
            and from_on <= $4
            and (revoked_on is null or revoked_on > $4)
        ), reach as (
            select place_id
            from mine
            where place_id is not null
            union
            select place.place_id
            from place
            join reach on place.parent_id = reach.place_id
        )
        select account.account_id, account.name, account.shown_as, account.disabled_on,
            coalesce(credential.must_change, false) as "must_change!",
            last.happened_at as "last_at?", coalesce(account.sample, false) as "sample!",
            factor.kind as "factor?", (
                select count(*)
                from factor_code
                where factor_code.account_id = account.account_id
                and used_at is null
            ) as "codes_left!"
        from account
        left join credential using (account_id)
        left join factor using (account_id)
        left join lateral (
            select happened_at
            from security_log
            where security_log.account_id = account.account_id
            and event in ('signed_in', 'link_entered')
            order by happened_at desc
            limit 1
        ) as last on true
        where account.account_id = $3
        and (
            exists (select from mine where role = 'administrator')
            or exists (
                select
                from mandate
                join reach using (place_id)
                where mandate.account_id = account.account_id
            )
        )
        "#,
        looking as AccountId,
        &roles.iter().map(|role| role.word().to_owned()).collect::<Vec<_>>(),
        account_id as AccountId,
        on,
    )
    .fetch_optional(db)
    .await
}

/// All roles of these accounts, those that hold first; each with what the looking account holds
/// over its place.
///
/// # Errors
/// Those of the database.
pub async fn held(
    db: &mut PgConnection,
    looking: AccountId,
    accounts: &[AccountId],
    on: NaiveDate,
) -> sqlx::Result<Vec<Held>> {
    let ids: Vec<i64> = accounts.iter().map(|id| id.0).collect();
    sqlx::query_as!(
        Held,
        r#"
        select mandate_id, account_id, role, mandate.place_id, place.name as "place?",
            place.level as "level?", place_code.code as "code?", from_on, revoked_on, roles_over($1, mandate.place_id, $3) as "over!"
        from mandate
        left join place using (place_id)
        left join place_code on place_code.place_id = mandate.place_id and upper_inf(valid)
        where account_id = any ($2)
        order by revoked_on desc nulls first, place_code.code nulls first, mandate_id
        "#,
        looking as AccountId,
        &ids,
        on,
    )
    .fetch_all(db)
    .await
}

/// The roles that an account holds over a place or one above it, or over the instance.
///
/// # Errors
/// Those of the database.
pub async fn roles_over(
    db: &mut PgConnection,
    account_id: AccountId,
    place_id: Option<PlaceId>,
    on: NaiveDate,
) -> sqlx::Result<Vec<Role>> {
    let words = sqlx::query_scalar!(
        r#"select roles_over($1, $2, $3) as "over!""#,
        account_id as AccountId,
        place_id as Option<PlaceId>,
        on,
    )
    .fetch_one(db)
    .await?;
    Ok(words.iter().filter_map(|word| Role::from_word(word)).collect())
}

/// All roles that an account holds on a day, wherever.
///
/// # Errors
/// Those of the database.
pub async fn roles(
    db: &mut PgConnection,
    account_id: AccountId,
    on: NaiveDate,
) -> sqlx::Result<Vec<Role>> {
    let words = sqlx::query_scalar!(
        "
        select distinct role
        from mandate
        where account_id = $1
        and from_on <= $2
        and (revoked_on is null or revoked_on > $2)
        ",
        account_id as AccountId,
        on,
    )
    .fetch_all(db)
    .await?;
    Ok(words.iter().filter_map(|word| Role::from_word(word)).collect())
}

/// Keeps others from changing an account and its roles until the end of the act.
///
/// # Errors
/// Those of the database; no such account.
pub async fn account_for_update(db: &mut PgConnection, account_id: AccountId) -> sqlx::Result<()> {
    sqlx::query_scalar!(
        "select account_id from account where account_id = $1 for update",
        account_id as AccountId,
    )
    .fetch_one(db)
    .await?;
    Ok(())
}

/// Ends a role: it holds no longer from this day on; one that lies ahead never holds.
///
/// # Errors
/// Those of the database.
pub async fn end_mandate(
    db: &mut PgConnection,
    mandate_id: MandateId,
    on: NaiveDate,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update mandate
        set revoked_on = greatest(from_on, $2)
        where mandate_id = $1
        ",
        mandate_id as MandateId,
        on,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Locks an account from a day on, or unlocks it.
///
/// # Errors
/// Those of the database.
pub async fn lock(
    db: &mut PgConnection,
    account_id: AccountId,
    disabled_on: Option<NaiveDate>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update account
        set disabled_on = $2
        where account_id = $1
        ",
        account_id as AccountId,
        disabled_on,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Changes the password of an account.
///
/// # Errors
/// Those of the database.
pub async fn set_password(
    db: &mut PgConnection,
    account_id: AccountId,
    password_hash: &str,
    must_change: bool,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        insert into credential (account_id, password_hash, must_change)
        values ($1, $2, $3)
        on conflict (account_id) do update
        set password_hash = excluded.password_hash, must_change = excluded.must_change
        ",
        account_id as AccountId,
        password_hash,
        must_change,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// How many accounts have never been used, though they could. Somebody whom only entry links let in
/// has no password to sign in with.
///
/// # Errors
/// Those of the database.
pub async fn never_signed_in(db: &mut PgConnection) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"
        select count(*) as "count!"
        from account
        join credential using (account_id)
        where disabled_on is null
        and not exists (
            select
            from security_log
            where security_log.account_id = account.account_id
            and event in ('signed_in', 'link_entered')
        )
        "#
    )
    .fetch_one(db)
    .await
}

/// How often an account was given a temporary password.
///
/// # Errors
/// Those of the database.
pub async fn passwords_given(db: &mut PgConnection, account_id: AccountId) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"
        select count(*) as "times!"
        from security_log
        where account_id = $1
        and event = 'password_given'
        "#,
        account_id as AccountId,
    )
    .fetch_one(db)
    .await
}
