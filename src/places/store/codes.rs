//! Dated codes of places in the database.

use chrono::NaiveDate;
use sqlx::PgConnection;

use crate::shell::ids::PlaceId;

/// A code that a place had or has.
pub struct Code {
    /// The code.
    pub code: String,
    /// Its first day, where it is known.
    pub from_on: Option<NaiveDate>,
    /// The first day without it.
    pub until_on: Option<NaiveDate>,
    /// The number of the paper that gave it.
    pub document_no: Option<String>,
}

/// The codes of a place, the newest first.
///
/// # Errors
/// Those of the database.
pub async fn list(db: &mut PgConnection, place_id: PlaceId) -> sqlx::Result<Vec<Code>> {
    sqlx::query_as!(
        Code,
        "
        select code, lower(valid) as from_on, upper(valid) as until_on, document_no
        from place_code
        where place_id = $1
        order by valid desc
        ",
        place_id as PlaceId,
    )
    .fetch_all(db)
    .await
}

/// The code of a place, or of one right below it.
pub struct Held {
    /// The place.
    pub place_id: PlaceId,
    /// The code.
    pub code: String,
    /// Its first day, where it is known.
    pub from_on: Option<NaiveDate>,
}

/// The codes of a place and of those right below it, locked until the end of the act.
///
/// # Errors
/// Those of the database.
pub async fn held_for_update(db: &mut PgConnection, place_id: PlaceId) -> sqlx::Result<Vec<Held>> {
    sqlx::query_as!(
        Held,
        "
        select place.place_id, place_code.code, lower(valid) as from_on
        from place
        join place_code using (place_id)
        where (place.place_id = $1 or place.parent_id = $1)
        and upper_inf(valid)
        order by place.place_id
        for update of place_code
        ",
        place_id as PlaceId,
    )
    .fetch_all(db)
    .await
}

/// Gives places new codes from a day on.
///
/// # Errors
/// Those of the database; a code belongs to another place (`place_code_once`).
pub async fn change(
    db: &mut PgConnection,
    places: &[(PlaceId, String)],
    on: NaiveDate,
    document_no: Option<&str>,
) -> sqlx::Result<()> {
    let ids: Vec<i64> = places.iter().map(|(place_id, _)| place_id.0).collect();
    let codes: Vec<String> = places.iter().map(|(_, code)| code.clone()).collect();
    sqlx::query!(
        "
        update place_code
        set valid = daterange(lower(valid), $2)
        where place_id = any ($1)
        and upper_inf(valid)
        ",
        &ids,
        on,
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "
        insert into place_code (world_id, place_id, code, valid, document_no)
        select world_id, place_id, given.code, daterange($3, null), $4
        from unnest($1::bigint[], $2::text[]) as given (place_id, code)
        join place using (place_id)
        ",
        &ids,
        &codes,
        on,
        document_no,
    )
    .execute(db)
    .await?;
    Ok(())
}
