//! How many lines look like somebody who is there already, and may be somebody else: as suspected
//! duplicates are told once such lines are taken (`persons::store::cases`), so that whoever decides knows
//! before.

use sqlx::PgConnection;

use crate::shell::ids::{ImportId, WorldId};

/// Counts them, and keeps the number with the import; by index, a constant number of statements.
///
/// # Errors
/// Those of the database.
#[expect(clippy::too_many_lines, reason = "one statement")]
pub async fn count(
    db: &mut PgConnection,
    import_id: ImportId,
    world_id: WorldId,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        with asked as materialized (
            select idno_digest, name_key(given ->> 'name') collate "C" as key,
                (given ->> 'birth')::date as birth_on, given ->> 'sex' as sex,
                (given ->> 'place')::bigint as place_id
            from import_line
            where import_id = $1
            and target_id is null
            and bar < 2
            and found = '[]'
        )
        update import
        set alike = (
            select count(*)
            from asked
            -- one line after the other by the index, until one is found
            cross join lateral (
                select
                from (
                    (
                        select *
                        from person
                        where name_key(name) collate "C" = asked.key
                        and birth_on between asked.birth_on - 60 and asked.birth_on + 60
                        and merged_into is null
                        offset 0
                    )
                    union all
                    (
                        select *
                        from person
                        where name_key(name) collate "C" = asked.key
                        and birth_on in (
                            (asked.birth_on - interval '1 year')::date,
                            (asked.birth_on + interval '1 year')::date
                        )
                        and to_char(birth_on, 'MMDD') = to_char(asked.birth_on, 'MMDD')
                        and merged_into is null
                        offset 0
                    )
                ) as known
                left join place as own_place on own_place.place_id = asked.place_id
                left join place as known_place on known_place.place_id = known.place_id
                where known.world_id = $2
                and known.sex = asked.sex
                and (known.idno_digest is null or asked.idno_digest is null)
                and (
                    known.birth_on = asked.birth_on
                    or known.place_id = asked.place_id
                    or own_place.parent_id = known_place.parent_id
                )
                limit 1
            ) as alike
        )
        where import_id = $1
        "#,
        import_id as ImportId,
        world_id as WorldId,
    )
    .execute(db)
    .await?;
    Ok(())
}
