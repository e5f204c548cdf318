//! Households and people of places in the database.

use chrono::NaiveDate;
use sqlx::PgConnection;

use crate::shell::ids::{PlaceId, WorldId};

/// What was counted on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The day.
    pub counted_on: NaiveDate,
    /// Households.
    pub households: i32,
    /// People.
    pub people: i32,
    /// Who says so.
    pub source: String,
}

/// The figures of a place, the newest first; of each day those that were entered last.
///
/// # Errors
/// Those of the database.
pub async fn list(db: &mut PgConnection, place_id: PlaceId) -> sqlx::Result<Vec<Figure>> {
    sqlx::query_as!(
        Figure,
        "
        select distinct on (counted_on) counted_on, households, people, source
        from place_figure
        where place_id = $1
        order by counted_on desc, place_figure_id desc
        limit 20
        ",
        place_id as PlaceId,
    )
    .fetch_all(db)
    .await
}

/// What the newest figures of the units of a town add up to.
pub struct Total {
    /// Households.
    pub households: i64,
    /// People.
    pub people: i64,
    /// Units with figures.
    pub counted: i64,
    /// All units.
    pub units: i64,
}

/// The sum over the units of a town.
///
/// # Errors
/// Those of the database.
pub async fn total(db: &mut PgConnection, town_id: PlaceId) -> sqlx::Result<Total> {
    sqlx::query_as!(
        Total,
        r#"
        select coalesce(sum(newest.households), 0) as "households!",
            coalesce(sum(newest.people), 0) as "people!",
            count(newest.people) as "counted!", count(*) as "units!"
        from place
        join place_code using (place_id)
        left join lateral (
            select households, people
            from place_figure
            where place_figure.place_id = place.place_id
            order by counted_on desc, place_figure_id desc
            limit 1
        ) as newest on true
        where parent_id = $1
        and upper_inf(valid)
        "#,
        town_id as PlaceId,
    )
    .fetch_one(db)
    .await
}

/// What was counted of a place on a day, the newest of it.
///
/// # Errors
/// Those of the database.
pub async fn on(
    db: &mut PgConnection,
    place_id: PlaceId,
    counted_on: NaiveDate,
) -> sqlx::Result<Option<Figure>> {
    sqlx::query_as!(
        Figure,
        "
        select counted_on, households, people, source
        from place_figure
        where place_id = $1
        and counted_on = $2
        order by place_figure_id desc
        limit 1
        ",
        place_id as PlaceId,
        counted_on,
    )
    .fetch_optional(db)
    .await
}

/// Adds what was counted on a day; of the same day what was entered last counts.
///
/// # Errors
/// Those of the database.
pub async fn add(
    db: &mut PgConnection,
    (world_id, place_id): (WorldId, PlaceId),
    figure: &Figure,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        insert into place_figure (world_id, place_id, counted_on, households, people, source)
        values ($1, $2, $3, $4, $5, $6)
        ",
        world_id as WorldId,
        place_id as PlaceId,
        figure.counted_on,
        figure.households,
        figure.people,
        figure.source,
    )
    .execute(db)
    .await?;
    Ok(())
}
