//! Which places became which, in the database.

use chrono::NaiveDate;
use sqlx::PgConnection;

use super::NewPlace;
use crate::shell::ids::{PlaceId, WorldId};

/// A place that became another.
pub struct Succession {
    /// The former place.
    pub from_id: PlaceId,
    /// Its name.
    pub from_name: String,
    /// The last code that it had.
    pub from_code: Option<String>,
    /// What it became.
    pub to_id: PlaceId,
    /// The name of that.
    pub to_name: String,
    /// The day.
    pub happened_on: NaiveDate,
    /// The number of the paper.
    pub document_no: Option<String>,
    /// It was gone before anything was entered: it is only noted here.
    pub noted: bool,
}

/// Everything that a place was made of, the newest first.
///
/// # Errors
/// Those of the database.
pub async fn list(db: &mut PgConnection, place_id: PlaceId) -> sqlx::Result<Vec<Succession>> {
    sqlx::query_as!(
        Succession,
        r#"
        select from_id, former.name as from_name, to_id, later.name as to_name, happened_on,
            document_no,
            (
                select code
                from place_code
                where place_code.place_id = from_id
                order by valid desc
                limit 1
            ) as from_code,
            not exists (
                select
                from place_code
                where place_code.place_id = from_id
                and not lower_inf(valid)
            ) and not exists (
                select
                from place_succession as earlier
                where earlier.to_id = place_succession.from_id
            ) as "noted!"
        from place_succession
        join place as former on former.place_id = from_id
        join place as later on later.place_id = to_id
        where to_id in (select places_before($1))
        order by happened_on desc, from_id
        "#,
        place_id as PlaceId,
    )
    .fetch_all(db)
    .await
}

/// What became of a place on a day, by which paper.
pub struct Became {
    /// What it became.
    pub to_id: PlaceId,
    /// The day.
    pub on: NaiveDate,
    /// The number of the paper.
    pub document_no: Option<String>,
}

/// Notes that a place became another.
///
/// # Errors
/// Those of the database.
pub async fn add(
    db: &mut PgConnection,
    (world_id, from_id): (WorldId, PlaceId),
    became: &Became,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        insert into place_succession (world_id, from_id, to_id, happened_on, document_no)
        values ($1, $2, $3, $4, $5)
        ",
        world_id as WorldId,
        from_id as PlaceId,
        became.to_id as PlaceId,
        became.on,
        became.document_no,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A place that was gone before anything was entered, with what it became.
///
/// # Errors
/// Those of the database; its code belonged to another place at the time (`place_code_once`).
pub async fn add_former(
    db: &mut PgConnection,
    former: &NewPlace<'_>,
    became: &Became,
) -> sqlx::Result<PlaceId> {
    let place_id = super::add_place(db, former).await?;
    if !former.code.is_empty() {
        sqlx::query!(
            "
            insert into place_code (world_id, place_id, code, valid)
            values ($1, $2, $3, daterange(null, $4))
            ",
            former.world_id as WorldId,
            place_id as PlaceId,
            former.code,
            became.on,
        )
        .execute(&mut *db)
        .await?;
    }
    add(db, (former.world_id, place_id), became).await?;
    Ok(place_id)
}

/// The code of a place ends on a day, which began before it; gives whether it did.
///
/// # Errors
/// Those of the database.
pub async fn end_code(
    db: &mut PgConnection,
    place_id: PlaceId,
    on: NaiveDate,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "
        update place_code
        set valid = daterange(lower(valid), $2)
        where place_id = $1
        and upper_inf(valid)
        and (lower_inf(valid) or lower(valid) < $2)
        ",
        place_id as PlaceId,
        on,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// What lay within a place lies in what it became, where that is a community.
///
/// # Errors
/// Those of the database.
pub async fn move_within(
    db: &mut PgConnection,
    place_id: PlaceId,
    to_id: PlaceId,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update place
        set within_id = (
            select later.place_id
            from place as later
            where later.place_id = $2
            and later.kind = 'community'
        )
        where within_id = $1
        ",
        place_id as PlaceId,
        to_id as PlaceId,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Takes a former place off that was only ever noted here; gives whether there was one.
///
/// # Errors
/// Those of the database; something else hangs on the place.
pub async fn remove_former(
    db: &mut PgConnection,
    place_id: PlaceId,
    former_id: PlaceId,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "
        delete from place_succession
        where from_id = $2
        and to_id in (select places_before($1))
        -- it never had a code while it was kept here
        and not exists (
            select
            from place_code
            where place_code.place_id = $2
            and not lower_inf(valid)
        )
        -- what it was made of goes first
        and not exists (
            select
            from place_succession as earlier
            where earlier.to_id = $2
        )
        ",
        place_id as PlaceId,
        former_id as PlaceId,
    )
    .execute(&mut *db)
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    sqlx::query!("delete from place_code where place_id = $1", former_id as PlaceId)
        .execute(&mut *db)
        .await?;
    sqlx::query!("delete from place where place_id = $1", former_id as PlaceId).execute(db).await?;
    Ok(true)
}
