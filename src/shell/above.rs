//! The town above a unit: its offices do what reaches over several units.

use sqlx::PgConnection;

use super::{
    error::roles_at,
    ids::PlaceId,
    mandate::{AtPlace, Duty, Role},
    urls::At,
    view::Visit,
    words::Words,
};

/// A town.
pub struct Town {
    /// Its key.
    pub place_id: PlaceId,
    /// Its address.
    pub at: At,
}

/// The town of a unit, for a visitor who holds a duty there.
///
/// # Errors
/// Those of the database.
pub async fn town<D: Duty>(
    db: &mut PgConnection,
    visit: &Visit,
    place: &AtPlace,
) -> sqlx::Result<Option<Town>> {
    let found = sqlx::query!(
        r#"
        select place_code.place_id as "place_id: PlaceId", code
        from place
        join place_code on place_code.place_id = place.parent_id
        where place.place_id = $1
        and level = 'unit'
        and upper_inf(valid)
        "#,
        place.place_id as PlaceId,
    )
    .fetch_optional(&mut *db)
    .await?;
    let Some(found) = found else { return Ok(None) };
    let holds = visit.held(db, found.place_id).await?.may::<D>();
    let at = At { world: place.at.world, code: found.code };
    Ok(holds.then_some(Town { place_id: found.place_id, at }))
}

/// Who holds a duty in towns, in words.
pub fn in_towns<D: Duty>(words: &Words) -> String {
    let above = |role: &Role| role.levels().contains(&"town");
    let roles: Vec<Role> = D::ROLES.iter().copied().filter(above).collect();
    roles_at(&roles, None, words)
}
