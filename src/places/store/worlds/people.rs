//! The copy of a town's people, and who is entrusted with what in a rehearsal.

use chrono::NaiveDate;
use sqlx::PgConnection;

use super::{Begun, Map};
use crate::shell::ids::{AccountId, WorldId};

/// Who belongs to the town, with telephones, whereabouts, kin and posts; calls, and who saw a number
/// in full, are of the real world alone. Gives the persons.
pub(super) async fn copy(
    db: &mut PgConnection,
    begun: &Begun,
    places: &Map,
    organisations: &Map,
) -> sqlx::Result<Map> {
    // in the order of the old ones: kin are kept with the lower key first
    let rows = sqlx::query!(
        r#"
        select person_id, nextval(pg_get_serial_sequence('person', 'person_id')::regclass) as "new!"
        from (
            select person_id
            from person
            where place_id = any ($1)
            and merged_into is null
            order by person_id
        ) as listed
        "#,
        &places.old,
    )
    .fetch_all(&mut *db)
    .await?;
    let persons = Map::of(&rows, |row| (row.person_id.0, row.new));
    sqlx::query!(
        "
        insert into person overriding system value
        select copy.*
        from unnest($1::bigint[], $2::bigint[]) as map (old, new)
        join person on person_id = map.old
        join unnest($3::bigint[], $4::bigint[]) as place (old, new) on place.old = place_id
        cross join lateral jsonb_populate_record(
            null::person,
            to_jsonb(person) || jsonb_build_object(
                'person_id', map.new, 'world_id', $5::bigint, 'place_id', place.new,
                'brought_by', null
            )
        ) as copy
        ",
        &persons.old,
        &persons.new,
        &places.old,
        &places.new,
        begun.world_id as WorldId,
    )
    .execute(&mut *db)
    .await?;
    telephones(db, &persons).await?;
    whereabouts(db, &persons).await?;
    kin(db, &persons).await?;
    posts(db, &persons, places, organisations).await?;
    Ok(persons)
}

async fn telephones(db: &mut PgConnection, persons: &Map) -> sqlx::Result<()> {
    sqlx::query!(
        "
        insert into phone overriding system value
        select copy.*
        from unnest($1::bigint[], $2::bigint[]) as map (old, new)
        join phone on person_id = map.old
        cross join lateral jsonb_populate_record(
            null::phone,
            to_jsonb(phone) || jsonb_build_object(
                'phone_id', nextval(pg_get_serial_sequence('phone', 'phone_id')::regclass),
                'person_id', map.new
            )
        ) as copy
        ",
        &persons.old,
        &persons.new,
    )
    .execute(db)
    .await?;
    Ok(())
}

async fn whereabouts(db: &mut PgConnection, persons: &Map) -> sqlx::Result<()> {
    sqlx::query!(
        "
        insert into whereabouts
        select copy.*
        from unnest($1::bigint[], $2::bigint[]) as map (old, new)
        join whereabouts on person_id = map.old
        cross join lateral jsonb_populate_record(
            null::whereabouts,
            to_jsonb(whereabouts) || jsonb_build_object('person_id', map.new)
        ) as copy
        ",
        &persons.old,
        &persons.new,
    )
    .execute(db)
    .await?;
    Ok(())
}

async fn kin(db: &mut PgConnection, persons: &Map) -> sqlx::Result<()> {
    sqlx::query!(
        "
        with map (old, new) as materialized (
            select * from unnest($1::bigint[], $2::bigint[])
        )
        insert into kinship (a_id, b_id, relation)
        select a.new, b.new, relation
        from kinship
        join map as a on a.old = a_id
        join map as b on b.old = b_id
        ",
        &persons.old,
        &persons.new,
    )
    .execute(db)
    .await?;
    Ok(())
}

async fn posts(
    db: &mut PgConnection,
    persons: &Map,
    places: &Map,
    organisations: &Map,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        insert into office overriding system value
        select copy.*
        from unnest($1::bigint[], $2::bigint[]) as map (old, new)
        join office on person_id = map.old
        join unnest($3::bigint[], $4::bigint[]) as place (old, new) on place.old = place_id
        left join unnest($5::bigint[], $6::bigint[]) as organisation (old, new)
            on organisation.old = organisation_id
        cross join lateral jsonb_populate_record(
            null::office,
            to_jsonb(office) || jsonb_build_object(
                'office_id', nextval(pg_get_serial_sequence('office', 'office_id')::regclass),
                'person_id', map.new, 'place_id', place.new, 'organisation_id', organisation.new
            )
        ) as copy
        ",
        &persons.old,
        &persons.new,
        &places.old,
        &places.new,
        &organisations.old,
        &organisations.new,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Whoever signs in by a password keeps the roles of today; who came in by a link only has none.
pub(super) async fn entrust(
    db: &mut PgConnection,
    places: &Map,
    only: Option<AccountId>,
    on: NaiveDate,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        insert into mandate (account_id, role, place_id, from_on)
        select distinct account_id, role, map.new, $3::date
        from unnest($1::bigint[], $2::bigint[]) as map (old, new)
        join mandate on place_id = map.old
        join account using (account_id)
        join credential using (account_id)
        where from_on <= $3
        and (revoked_on is null or revoked_on > $3)
        and disabled_on is null
        and ($4::bigint is null or account_id = $4)
        ",
        &places.old,
        &places.new,
        on,
        only as Option<AccountId>,
    )
    .execute(db)
    .await?;
    Ok(())
}
