//! The copy of the members of Party organisations, with their states and exemptions.

use sqlx::PgConnection;

use super::{Begun, Map};
use crate::shell::ids::WorldId;

/// Copies those who are members today.
pub(super) async fn copy(
    db: &mut PgConnection,
    begun: &Begun,
    organisations: &Map,
    persons: &Map,
) -> sqlx::Result<()> {
    let rows = sqlx::query!(
        r#"
        select membership_id,
            nextval(pg_get_serial_sequence('membership', 'membership_id')::regclass) as "new!"
        from (
            select membership_id
            from membership
            where organisation_id = any ($1)
            and person_id = any ($2)
            and until_on is null
            order by membership_id
        ) as listed
        "#,
        &organisations.old,
        &persons.old,
    )
    .fetch_all(&mut *db)
    .await?;
    let members = Map::of(&rows, |row| (row.membership_id.0, row.new));
    sqlx::query!(
        "
        insert into membership overriding system value
        select copy.*
        from unnest($1::bigint[], $2::bigint[]) as map (old, new)
        join membership on membership_id = map.old
        join unnest($3::bigint[], $4::bigint[]) as place (old, new)
            on place.old = organisation_id
        join unnest($5::bigint[], $6::bigint[]) as person (old, new) on person.old = person_id
        cross join lateral jsonb_populate_record(
            null::membership,
            to_jsonb(membership) || jsonb_build_object(
                'membership_id', map.new, 'world_id', $7::bigint,
                'organisation_id', place.new, 'person_id', person.new
            )
        ) as copy
        ",
        &members.old,
        &members.new,
        &organisations.old,
        &organisations.new,
        &persons.old,
        &persons.new,
        begun.world_id as WorldId,
    )
    .execute(&mut *db)
    .await?;
    states(db, &members).await?;
    exemptions(db, &members).await
}

async fn states(db: &mut PgConnection, members: &Map) -> sqlx::Result<()> {
    sqlx::query!(
        "
        insert into member_state overriding system value
        select copy.*
        from unnest($1::bigint[], $2::bigint[]) as map (old, new)
        join member_state on membership_id = map.old
        cross join lateral jsonb_populate_record(
            null::member_state,
            to_jsonb(member_state) || jsonb_build_object(
                'member_state_id',
                nextval(pg_get_serial_sequence('member_state', 'member_state_id')::regclass),
                'membership_id', map.new
            )
        ) as copy
        order by member_state.member_state_id
        ",
        &members.old,
        &members.new,
    )
    .execute(db)
    .await?;
    Ok(())
}

async fn exemptions(db: &mut PgConnection, members: &Map) -> sqlx::Result<()> {
    sqlx::query!(
        "
        insert into member_exemption overriding system value
        select copy.*
        from unnest($1::bigint[], $2::bigint[]) as map (old, new)
        join member_exemption on membership_id = map.old
        cross join lateral jsonb_populate_record(
            null::member_exemption,
            to_jsonb(member_exemption) || jsonb_build_object(
                'member_exemption_id',
                nextval(
                    pg_get_serial_sequence('member_exemption', 'member_exemption_id')::regclass
                ),
                'membership_id', map.new
            )
        ) as copy
        where member_exemption.ended_on is null
        ",
        &members.old,
        &members.new,
    )
    .execute(db)
    .await?;
    Ok(())
}
