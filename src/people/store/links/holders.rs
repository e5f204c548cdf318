//! Those for whom a link can be made.

use chrono::NaiveDate;
use sqlx::PgConnection;

use crate::{
    people::store::add_without_password,
    shell::{
        ids::{AccountId, MandateId, PlaceId},
        mandate::Role,
    },
};

/// Somebody for whom a link can be made: who holds a role at a unit.
pub struct Holder {
    /// The mandate.
    pub mandate_id: MandateId,
    /// The role's word.
    pub role: String,
    /// Who.
    pub shown_as: String,
}

/// Who holds one of these roles at a place itself.
///
/// # Errors
/// Those of the database.
pub async fn holders(
    db: &mut PgConnection,
    place_id: PlaceId,
    roles: &[Role],
    on: NaiveDate,
) -> sqlx::Result<Vec<Holder>> {
    let words: Vec<String> = roles.iter().map(|role| role.word().to_owned()).collect();
    sqlx::query_as!(
        Holder,
        "
        select mandate_id, role, shown_as
        from mandate
        join account using (account_id)
        where place_id = $1
        and role = any ($2)
        and from_on <= $3
        and (revoked_on is null or revoked_on > $3)
        and disabled_on is null
        order by role, shown_as, mandate_id
        ",
        place_id as PlaceId,
        &words,
        on,
    )
    .fetch_all(db)
    .await
}

/// Whether somebody of a name holds a role over a place already; nobody gets one there until the end
/// of the act.
///
/// # Errors
/// Those of the database.
pub async fn is_there_for_update(
    db: &mut PgConnection,
    place_id: PlaceId,
    shown_as: &str,
    on: NaiveDate,
) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        "select place_id from place where place_id = $1 for update",
        place_id as PlaceId
    )
    .fetch_one(&mut *db)
    .await?;
    sqlx::query_scalar!(
        r#"
        with recursive above as (
            select place_id, parent_id
            from place
            where place_id = $1
            union all
            select place.place_id, place.parent_id
            from place
            join above on place.place_id = above.parent_id
        )
        select exists (
            select
            from mandate
            join account using (account_id)
            where place_id in (select place_id from above)
            and translate(lower(shown_as), ' 　', '') = translate(lower($2), ' 　', '')
            and (revoked_on is null or revoked_on > $3)
        ) as "there!"
        "#,
        place_id as PlaceId,
        shown_as,
        on,
    )
    .fetch_one(db)
    .await
}

/// Somebody who comes in by links only: an account without a password, with a role at a place.
///
/// # Errors
/// Those of the database.
pub async fn add_holder(
    db: &mut PgConnection,
    name: &str,
    shown_as: &str,
    role: Role,
    place_id: PlaceId,
    on: NaiveDate,
) -> sqlx::Result<MandateId> {
    let account_id = add_without_password(&mut *db, name, shown_as).await?;
    sqlx::query_scalar!(
        "
        insert into mandate (account_id, role, place_id, from_on)
        values ($1, $2, $3, $4)
        returning mandate_id
        ",
        account_id as AccountId,
        role.word(),
        place_id as PlaceId,
        on,
    )
    .fetch_one(db)
    .await
}
