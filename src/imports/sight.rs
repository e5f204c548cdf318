//! Whom somebody who looks at a list may see beside it.

use sqlx::PgConnection;

use crate::{
    persons::{self, KeepPersons},
    shell::{above, ids::PlaceId, mandate::AtPlace, view::Visit},
};

/// The places whose persons are named beside a list of a place: it and what lies below it, and all of the town
/// for who keeps the persons there. A list of a village is looked at by the village as well as by the town.
///
/// # Errors
/// Those of the database.
pub async fn places(
    db: &mut PgConnection,
    visit: &Visit,
    place: &AtPlace,
) -> sqlx::Result<Vec<PlaceId>> {
    let town = above::town::<KeepPersons>(db, visit, place).await?;
    persons::store::within(db, town.map_or(place.place_id, |town| town.place_id)).await
}
