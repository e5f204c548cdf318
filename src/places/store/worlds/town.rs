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

async fn codes(db: &mut PgConnection, begun: &Begun, places: &Map) -> sqlx::Result<()> {
    sqlx::query!(
        "
        insert into place_code overriding system value
        select copy.*
        from unnest($1::bigint[], $2::bigint[]) as map (old, new)
        join place_code on place_id = map.old
        cross join lateral jsonb_populate_record(
            null::place_code,
            to_jsonb(place_code) || jsonb_build_object(
                'place_code_id',
                nextval(pg_get_serial_sequence('place_code', 'place_code_id')::regclass),
                'world_id', $3::bigint, 'place_id', map.new
            )
        ) as copy
        ",
        &places.old,
        &places.new,
        begun.world_id as WorldId,
    )
    .execute(db)
    .await?;
    Ok(())
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

async fn groups(db: &mut PgConnection, begun: &Begun, places: &Map) -> sqlx::Result<()> {
    sqlx::query!(
        "
        insert into unit_group overriding system value
        select copy.*
        from unnest($1::bigint[], $2::bigint[]) as map (old, new)
        join unit_group on place_id = map.old
        cross join lateral jsonb_populate_record(
            null::unit_group,
            to_jsonb(unit_group) || jsonb_build_object(
                'unit_group_id',
                nextval(pg_get_serial_sequence('unit_group', 'unit_group_id')::regclass),
                'world_id', $3::bigint, 'place_id', map.new
            )
        ) as copy
        ",
        &places.old,
        &places.new,
        begun.world_id as WorldId,
    )
    .execute(db)
    .await?;
    Ok(())
}

async fn figures(db: &mut PgConnection, begun: &Begun, places: &Map) -> sqlx::Result<()> {
    sqlx::query!(
        "
        insert into place_figure overriding system value
        select copy.*
        from unnest($1::bigint[], $2::bigint[]) as map (old, new)
        join place_figure on place_id = map.old
        cross join lateral jsonb_populate_record(
            null::place_figure,
            to_jsonb(place_figure) || jsonb_build_object(
                'place_figure_id',
                nextval(pg_get_serial_sequence('place_figure', 'place_figure_id')::regclass),
                'world_id', $3::bigint, 'place_id', map.new
            )
        ) as copy
        ",
        &places.old,
        &places.new,
        begun.world_id as WorldId,
    )
    .execute(db)
    .await?;
    Ok(())
}

async fn cooperatives(db: &mut PgConnection, begun: &Begun, places: &Map) -> sqlx::Result<()> {
    sqlx::query!(
        "
        insert into cooperative overriding system value
        select copy.*
        from unnest($1::bigint[], $2::bigint[]) as map (old, new)
        join cooperative on place_id = map.old
        cross join lateral jsonb_populate_record(
            null::cooperative,
            to_jsonb(cooperative) || jsonb_build_object(
                'cooperative_id',
                nextval(pg_get_serial_sequence('cooperative', 'cooperative_id')::regclass),
                'world_id', $3::bigint, 'place_id', map.new
            )
        ) as copy
        ",
        &places.old,
        &places.new,
        begun.world_id as WorldId,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Why a unit may be difficult.
async fn flags(db: &mut PgConnection, begun: &Begun, places: &Map) -> sqlx::Result<()> {
    sqlx::query!(
        "
        insert into unit_flag overriding system value
        select copy.*
        from unnest($1::bigint[], $2::bigint[]) as map (old, new)
        join unit_flag on place_id = map.old
        cross join lateral jsonb_populate_record(
            null::unit_flag,
            to_jsonb(unit_flag) || jsonb_build_object(
                'unit_flag_id',
                nextval(pg_get_serial_sequence('unit_flag', 'unit_flag_id')::regclass),
                'world_id', $3::bigint, 'place_id', map.new
            )
        ) as copy
        ",
        &places.old,
        &places.new,
        begun.world_id as WorldId,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// What was reported before.
async fn reported(db: &mut PgConnection, begun: &Begun, places: &Map) -> sqlx::Result<()> {
    sqlx::query!(
        "
        insert into reported_figure overriding system value
        select copy.*
        from unnest($1::bigint[], $2::bigint[]) as map (old, new)
        join reported_figure on place_id = map.old
        cross join lateral jsonb_populate_record(
            null::reported_figure,
            to_jsonb(reported_figure) || jsonb_build_object(
                'reported_figure_id',
                nextval(pg_get_serial_sequence('reported_figure', 'reported_figure_id')::regclass),
                'world_id', $3::bigint, 'place_id', map.new
            )
        ) as copy
        ",
        &places.old,
        &places.new,
        begun.world_id as WorldId,
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
