//! Where a page lies: county, town, unit; each a link for those who may see it.

use sqlx::PgConnection;

use super::{
    ids::PlaceId,
    mandate::AtPlace,
    urls::{self, At},
    view::Visit,
};

/// A step of the trail.
#[derive(Clone, Debug)]
pub struct TrailStep {
    /// What it is called.
    pub name: String,
    /// Where it leads, for who may see it.
    pub url: Option<String>,
}

/// The places above a place, and itself as the last step.
///
/// # Errors
/// Those of the database.
pub async fn trail(
    db: &mut PgConnection,
    place: &AtPlace,
    visit: &Visit,
) -> sqlx::Result<Vec<TrailStep>> {
    let rows = sqlx::query!(
        r#"
        with recursive above as (
            select place_id, parent_id, name, 0 as distance
            from place
            where place_id = $1
            union all
            select place.place_id, place.parent_id, place.name, distance + 1
            from place
            join above on place.place_id = above.parent_id
        )
        select place_id as "place_id!: PlaceId", name as "name!", place_code.code
        from above
        join place_code using (place_id)
        where upper_inf(place_code.valid)
        order by distance desc
        "#,
        place.place_id as PlaceId,
    )
    .fetch_all(db)
    .await?;
    let mut reached = Vec::new();
    let steps = rows.into_iter().map(|row| {
        // a role over a place reaches what lies below it
        reached.push(row.place_id);
        let at = At { world: place.at.world, code: row.code };
        let url = visit.is_entrusted_with(&reached).then(|| at.to(urls::PLACE));
        TrailStep { name: row.name, url }
    });
    Ok(steps.collect())
}
