//! Figures that were reported before, to be compared with those of the records.

use chrono::NaiveDate;
use sqlx::PgConnection;

use crate::shell::ids::{PlaceId, WorldId};

/// A figure that was reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reported {
    /// Which: of [`crate::report::sets::FIGURES`].
    pub figure: String,
    /// How many.
    pub value: i32,
    /// When.
    pub reported_on: NaiveDate,
    /// In which report.
    pub source: String,
}

/// The newest reported figures of a place.
///
/// # Errors
/// Those of the database.
pub async fn of(db: &mut PgConnection, place_id: PlaceId) -> sqlx::Result<Vec<Reported>> {
    sqlx::query_as!(
        Reported,
        "
        select distinct on (figure) figure, value, reported_on, source
        from reported_figure
        where place_id = $1
        order by figure, reported_on desc, reported_figure_id desc
        ",
        place_id as PlaceId,
    )
    .fetch_all(db)
    .await
}

/// Adds a reported figure.
///
/// # Errors
/// Those of the database.
pub async fn add(
    db: &mut PgConnection,
    (world_id, place_id): (WorldId, PlaceId),
    new: &Reported,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        insert into reported_figure (world_id, place_id, figure, value, reported_on, source)
        values ($1, $2, $3, $4, $5, $6)
        ",
        world_id as WorldId,
        place_id as PlaceId,
        new.figure,
        new.value,
        new.reported_on,
        new.source,
    )
    .execute(db)
    .await?;
    Ok(())
}
