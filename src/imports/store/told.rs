//! What the page of an import tells of its lines at a glance: rows beside the list, how the first lines were read,
//! how often what is wrong.

use std::collections::HashMap;

use serde_json::{Map, Value};
use sqlx::PgConnection;

use super::lines::Which;
use crate::shell::{Error, ids::ImportId};

/// The first rows that stand beside the list, each with what it begins with.
///
/// # Errors
/// Those of the database.
pub async fn beside(
    db: &mut PgConnection,
    import_id: ImportId,
    most: i64,
) -> sqlx::Result<Vec<(i64, String)>> {
    let rows = sqlx::query!(
        r#"
        select line, coalesce(problems -> 0 ->> 'value', '') as "value!"
        from import_line
        where import_id = $1
        and bar = 3
        order by line
        limit $2
        "#,
        import_id as ImportId,
        most,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.line, row.value)).collect())
}

/// What the first lines say, as they were read: by column, with the names of place and organisation.
///
/// # Errors
/// Those of the database.
pub async fn read_as(
    db: &mut PgConnection,
    import_id: ImportId,
    most: i64,
    members: bool,
) -> Result<HashMap<i64, Map<String, Value>>, Error> {
    let rows = sqlx::query!(
        r#"
        select line,
            given - 'organisation' || jsonb_strip_nulls(jsonb_build_object(
                'unit', place.name, 'organisation', organisation.name,
                -- what is entered where the line does not say it
                'standing', case
                    when $3 and given ? 'organisation' and bar < 2 then coalesce(
                        given ->> 'standing', member_now.standing, standing_of(import_line, person.politics)
                    )
                end
            )) as "given!"
        from import_line
        left join place on place.place_id = (given ->> 'place')::bigint
        left join organisation
            on organisation.organisation_id = coalesce(held_in, (given ->> 'organisation')::bigint)
            and bar < 2
        left join person on person.person_id = target_id
        left join member_now on member_now.person_id = target_id
        where import_id = $1
        and bar < 3
        order by line
        limit $2
        "#,
        import_id as ImportId,
        most,
        members,
    )
    .fetch_all(db)
    .await?;
    let read = rows.into_iter().map(|row| Ok((row.line, serde_json::from_value(row.given)?)));
    read.collect()
}

/// How often each kind of problem is there, by column and words.
///
/// # Errors
/// Those of the database.
pub async fn summed(
    db: &mut PgConnection,
    import_id: ImportId,
    which: Which,
) -> sqlx::Result<Vec<(Value, i64)>> {
    let rows = sqlx::query!(
        r#"
        select problem - 'value' - 'person' as "problem!", count(*) as "n!"
        from import_line
        cross join jsonb_array_elements(told(import_line)) as problem
        where import_id = $1
        and bar < 3
        and (not $2 or target_id is null)
        group by 1
        order by 2 desc, 1
        "#,
        import_id as ImportId,
        which == Which::Left,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.problem, row.n)).collect())
}
