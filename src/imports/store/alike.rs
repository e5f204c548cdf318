//! Which lines look like somebody who is there already, and may be somebody else: as suspected duplicates
//! are told once such lines are taken (`persons::store::cases`), so that whoever decides knows before.

use chrono::NaiveDate;
use sqlx::PgConnection;

use crate::shell::ids::{ImportId, PersonId, PlaceId, WorldId};

/// Finds them, keeps with each line whom it looks like, at most five and one more that tells of others, and
/// with the import how many lines do; by index, a constant number of statements.
///
/// # Errors
/// Those of the database.
#[expect(clippy::too_many_lines, reason = "two statements")]
pub async fn find(
    db: &mut PgConnection,
    import_id: ImportId,
    world_id: WorldId,
) -> sqlx::Result<()> {
    // a line that looked like somebody may be about somebody now
    sqlx::query!(
        "
        update import_line
        set alike = null
        where import_id = $1
        and alike is not null
        ",
        import_id as ImportId,
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        r#"
        with asked as materialized (
            select line, idno_digest, name_key(given ->> 'name') collate "C" as key,
                (given ->> 'birth')::date as birth_on, given ->> 'sex' as sex,
                (given ->> 'place')::bigint as place_id
            from import_line
            where import_id = $1
            and target_id is null
            and bar < 2
            and found = '[]'
        ), found as materialized (
            select line, alike
            from asked
            -- one line after the other by the index
            cross join lateral (
                select array_agg(person_id) as alike
                from (
                    select known.person_id
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
                    limit 6
                ) as several
            ) as several
            where alike is not null
        ), told as (
            update import_line
            set alike = found.alike
            from found
            where import_line.import_id = $1
            and import_line.line = found.line
        )
        update import
        set alike = (select count(*) from found)
        where import_id = $1
        "#,
        import_id as ImportId,
        world_id as WorldId,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A line that looks like somebody.
#[derive(Clone, Debug)]
pub struct Alike {
    /// Its number.
    pub line: i64,
    /// The name that it says.
    pub name: String,
    /// The day of birth.
    pub birth_on: NaiveDate,
    /// Where the person belongs, as it says.
    pub place: String,
    /// Whom it looks like.
    pub known: Known,
    /// Whether it looks like others as well.
    pub more: bool,
}

/// Somebody who is there.
#[derive(Clone, Debug)]
pub struct Known {
    /// Key.
    pub person_id: PersonId,
    /// The name.
    pub name: String,
    /// The day of birth.
    pub birth_on: NaiveDate,
    /// Where the person belongs.
    pub place: Option<String>,
    /// The code of that place.
    pub code: String,
    /// Whether it lies within some places.
    pub within: bool,
}

/// The lines after one that look like somebody, each once for everybody whom it looks like; whether those
/// lie within some places is said.
///
/// # Errors
/// Those of the database.
pub async fn after(
    db: &mut PgConnection,
    import_id: ImportId,
    (after, most): (i64, i64),
    places: &[PlaceId],
) -> sqlx::Result<Vec<Alike>> {
    let rows = sqlx::query!(
        r#"
        select line, said.name as "said_name!", said.birth_on as "said_on!",
            coalesce(said_place.name, '') as "said_place!", person.person_id as "person_id: PersonId",
            person.name, person.birth_on, place.name as "place?",
            coalesce(place_code.code, '') as "code!", coalesce(person.place_id = any ($4), false) as "within!",
            cardinality(alike) > 5 as "more!"
        from (
            select line, alike, given ->> 'name' as name, (given ->> 'birth')::date as birth_on,
                (given ->> 'place')::bigint as place_id
            from import_line
            where import_id = $1
            and line > $2
            and alike is not null
            order by line
            limit $3
        ) as said
        cross join unnest(alike[1:5]) as known (person_id)
        join person on person.person_id = known.person_id
        left join place as said_place on said_place.place_id = said.place_id
        left join place on place.place_id = person.place_id
        left join place_code on place_code.place_id = person.place_id and upper_inf(valid)
        order by line, person.person_id
        "#,
        import_id as ImportId,
        after,
        most,
        places as &[PlaceId],
    )
    .fetch_all(db)
    .await?;
    let alike = rows.into_iter().map(|row| Alike {
        line: row.line,
        name: row.said_name,
        birth_on: row.said_on,
        place: row.said_place,
        more: row.more,
        known: Known {
            person_id: row.person_id,
            name: row.name,
            birth_on: row.birth_on,
            place: row.place,
            code: row.code,
            within: row.within,
        },
    });
    Ok(alike.collect())
}
