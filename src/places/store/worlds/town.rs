//! The copy of a town: places with their codes, areas, groups, figures, cooperatives, history,
//! organisations.

use sqlx::PgConnection;

use super::{Begun, Map};
use crate::shell::ids::{PlaceId, WorldId};

/// Copies what a town is; gives the organisations.
pub(super) async fn copy(db: &mut PgConnection, begun: &Begun, places: &Map) -> sqlx::Result<Map> {
    level(db, begun, places, (&Map { old: Vec::new(), new: Vec::new() }, false)).await?;
    let areas = areas(db, begun, places).await?;
    level(db, begun, places, (&areas, true)).await?;
    codes(db, begun, places).await?;
    groups(db, begun, places).await?;
    figures(db, begun, places).await?;
    cooperatives(db, begun, places).await?;
    flags(db, begun, places).await?;
    reported(db, begun, places).await?;
    successions(db, begun, places).await?;
    organisations(db, begun, places).await
}

/// A function that copies the rows of a table that belong to places, each with a key of its own; by a
/// macro, so that every statement is checked.
macro_rules! copied {
    ($name:ident, $table:tt, $key:tt) => {
        async fn $name(db: &mut PgConnection, begun: &Begun, places: &Map) -> sqlx::Result<()> {
            sqlx::query!(
                "insert into "
                    + $table
                    + " overriding system value
            select copy.*
            from unnest($1::bigint[], $2::bigint[]) as map (old, new)
            join "
                    + $table
                    + " as own on own.place_id = map.old
            cross join lateral jsonb_populate_record(
                null::"
                    + $table
                    + ",
                to_jsonb(own) || jsonb_build_object(
                    '"
                    + $key
                    + "', nextval(pg_get_serial_sequence('"
                    + $table
                    + "', '"
                    + $key
                    + "')::regclass),
                    'world_id', $3::bigint, 'place_id', map.new
                )
            ) as copy",
                &places.old,
                &places.new,
                begun.world_id as WorldId,
            )
            .execute(db)
            .await?;
            Ok(())
        }
    };
}

copied!(codes, "place_code", "place_code_id");
copied!(groups, "unit_group", "unit_group_id");
copied!(figures, "place_figure", "place_figure_id");
copied!(cooperatives, "cooperative", "cooperative_id");
// why a unit may be difficult, and what was reported before
copied!(flags, "unit_flag", "unit_flag_id");
copied!(reported, "reported_figure", "reported_figure_id");

async fn areas(db: &mut PgConnection, begun: &Begun, places: &Map) -> sqlx::Result<Map> {
    let rows = sqlx::query!(
        r#"
        select area_id, nextval(pg_get_serial_sequence('area', 'area_id')::regclass) as "new!"
        from (
            select area_id
            from area
            where town_id = any ($1)
            order by area_id
        ) as listed
        "#,
        &places.old,
    )
    .fetch_all(&mut *db)
    .await?;
    let areas = Map::of(&rows, |row| (row.area_id.0, row.new));
    sqlx::query!(
        "
        insert into area overriding system value
        select copy.*
        from unnest($1::bigint[], $2::bigint[]) as map (old, new)
        join area on area_id = map.old
        cross join lateral jsonb_populate_record(
            null::area,
            to_jsonb(area) || jsonb_build_object(
                'area_id', map.new, 'world_id', $3::bigint, 'town_id', $4::bigint
            )
        ) as copy
        ",
        &areas.old,
        &areas.new,
        begun.world_id as WorldId,
        begun.town_id as PlaceId,
    )
    .execute(db)
    .await?;
    Ok(areas)
}

/// County and town, or the units, which lie in areas of the town.
async fn level(
    db: &mut PgConnection,
    begun: &Begun,
    places: &Map,
    (areas, units): (&Map, bool),
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        with map (old, new) as materialized (
            select * from unnest($1::bigint[], $2::bigint[])
        )
        insert into place overriding system value
        select copy.*
        from map
        join place on place_id = map.old
        left join map as above on above.old = parent_id
        left join map as around on around.old = within_id
        left join unnest($3::bigint[], $4::bigint[]) as area (old, new) on area.old = area_id
        cross join lateral jsonb_populate_record(
            null::place,
            to_jsonb(place) || jsonb_build_object(
                'place_id', map.new, 'world_id', $5::bigint, 'parent_id', above.new,
                'within_id', around.new, 'area_id', area.new
            )
        ) as copy
        where (place.level = 'unit') = $6
        ",
        &places.old,
        &places.new,
        &areas.old,
        &areas.new,
        begun.world_id as WorldId,
        units,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Which units became which.
async fn successions(db: &mut PgConnection, begun: &Begun, places: &Map) -> sqlx::Result<()> {
    sqlx::query!(
        "
        with map (old, new) as materialized (
            select * from unnest($1::bigint[], $2::bigint[])
        )
        insert into place_succession (world_id, from_id, to_id, happened_on, document_no)
        select $3, former.new, later.new, happened_on, document_no
        from place_succession
        join map as former on former.old = from_id
        join map as later on later.old = to_id
        ",
        &places.old,
        &places.new,
        begun.world_id as WorldId,
    )
    .execute(db)
    .await?;
    Ok(())
}

async fn organisations(db: &mut PgConnection, begun: &Begun, places: &Map) -> sqlx::Result<Map> {
    let rows = sqlx::query!(
        r#"
        select organisation_id,
            nextval(pg_get_serial_sequence('organisation', 'organisation_id')::regclass) as "new!"
        from (
            select organisation_id
            from organisation
            where place_id = any ($1)
            order by organisation_id
        ) as listed
        "#,
        &places.old,
    )
    .fetch_all(&mut *db)
    .await?;
    let organisations = Map::of(&rows, |row| (row.organisation_id.0, row.new));
    sqlx::query!(
        "
        with map (old, new) as materialized (
            select * from unnest($1::bigint[], $2::bigint[])
        )
        insert into organisation overriding system value
        select copy.*
        from map
        join organisation on organisation_id = map.old
        left join map as above on above.old = parent_id
        join unnest($3::bigint[], $4::bigint[]) as place (old, new) on place.old = place_id
        cross join lateral jsonb_populate_record(
            null::organisation,
            to_jsonb(organisation) || jsonb_build_object(
                'organisation_id', map.new, 'world_id', $5::bigint, 'parent_id', above.new,
                'place_id', place.new
            )
        ) as copy
        ",
        &organisations.old,
        &organisations.new,
        &places.old,
        &places.new,
        begun.world_id as WorldId,
    )
    .execute(db)
    .await?;
    Ok(organisations)
}
