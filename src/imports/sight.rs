//! Whom somebody who looks at a list may see beside it.

use sqlx::PgConnection;

use crate::{
    persons::{self, KeepPersons},
    shell::{ids::PlaceId, mandate::AtPlace, view::Visit},
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
    let town = sqlx::query_scalar!(
        r#"
        select above.place_id as "place_id: PlaceId"
        from place
        join place as above on above.place_id = place.parent_id
        where place.place_id = $1
        and above.level = 'town'
        "#,
        place.place_id as PlaceId,
    )
    .fetch_optional(&mut *db)
    .await?;
    let of = match town {
        Some(town) if visit.held(db, town).await?.may::<KeepPersons>() => town,
        _ => place.place_id,
    };
    persons::store::within(db, of).await
}
