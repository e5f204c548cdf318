//! Lines of persons: who is new, who was there, how they are reached.

use sqlx::PgConnection;

use super::Slice;
use crate::shell::ids::{ImportId, PersonId, RollId, WorldId};

/// Adds the persons of a slice who are new, with the roll that brings them in, if one does; gives them.
///
/// # Errors
/// Those of the database; somebody got one of the identity numbers meanwhile (`person_idno_once`).
pub async fn add_persons(
    db: &mut PgConnection,
    import_id: ImportId,
    (world_id, roll_id): (WorldId, Option<RollId>),
    slice: Slice,
) -> sqlx::Result<Vec<PersonId>> {
    sqlx::query_scalar!(
        "
        insert into person (
            person_id, world_id, place_id, name, sex, birth_on, group_no, nationality, education,
            politics, idno_cipher, idno_digest, brought_by
        )
        overriding system value
        select target_id, $2, (given ->> 'place')::bigint, given ->> 'name', given ->> 'sex',
            (given ->> 'birth')::date, (given ->> 'group')::int, given ->> 'nationality',
            given ->> 'education', given ->> 'politics', idno_cipher, idno_digest, $5
        from import_line
        where import_id = $1
        and line between $3 and $4
        and fresh
        returning person_id
        ",
        import_id as ImportId,
        world_id as WorldId,
        slice.first,
        slice.last,
        roll_id as Option<RollId>,
    )
    .fetch_all(db)
    .await
}

/// Changes what is said of those who were there; gives whom. Whom a roll has brought in
/// and another list names is no longer that roll's alone.
///
/// # Errors
/// Those of the database; somebody got one of the identity numbers meanwhile (`person_idno_once`).
pub async fn change_persons(
    db: &mut PgConnection,
    import_id: ImportId,
    roll_id: Option<RollId>,
    slice: Slice,
) -> sqlx::Result<Vec<PersonId>> {
    sqlx::query_scalar!(
        "
        update person
        set place_id = said.place_id, group_no = said.group_no, nationality = said.nationality,
            education = said.education, politics = said.politics, idno_cipher = said.idno_cipher,
            idno_digest = said.idno_digest, brought_by = said.brought_by
        from (
            select distinct on (target_id) target_id,
                coalesce((given ->> 'moved')::bigint, own.place_id, (given ->> 'place')::bigint)
                    as place_id,
                coalesce((given ->> 'group')::int, own.group_no) as group_no,
                coalesce(given ->> 'nationality', own.nationality) as nationality,
                coalesce(given ->> 'education', own.education) as education,
                coalesce(given ->> 'politics', own.politics) as politics,
                coalesce(own.idno_cipher, import_line.idno_cipher) as idno_cipher,
                coalesce(own.idno_digest, import_line.idno_digest) as idno_digest,
                nullif(own.brought_by, nullif(own.brought_by, $4)) as brought_by
            from import_line
            join person as own on own.person_id = target_id
            where import_id = $1
            and line between $2 and $3
            and not fresh
            order by target_id, line desc
        ) as said
        where person.person_id = said.target_id
        and (
            person.place_id, person.group_no, person.nationality, person.education, person.politics,
            person.idno_digest, person.brought_by
        ) is distinct from (
            said.place_id, said.group_no, said.nationality, said.education, said.politics,
            said.idno_digest, said.brought_by
        )
        returning person.person_id
        ",
        import_id as ImportId,
        slice.first,
        slice.last,
        roll_id as Option<RollId>,
    )
    .fetch_all(db)
    .await
}

/// Adds the telephones of a slice that are not there, and says who is away; gives of whom either is new.
///
/// # Errors
/// Those of the database.
pub async fn reach_persons(
    db: &mut PgConnection,
    import_id: ImportId,
    slice: Slice,
) -> sqlx::Result<Vec<PersonId>> {
    let mut reached = sqlx::query_scalar!(
        "
        insert into phone (person_id, number_cipher, number_digest)
        select target_id, phone_cipher, phone_digest
        from import_line
        where import_id = $1
        and line between $2 and $3
        and target_id is not null
        and phone_digest is not null
        order by line
        on conflict on constraint phone_once do nothing
        returning person_id
        ",
        import_id as ImportId,
        slice.first,
        slice.last,
    )
    .fetch_all(&mut *db)
    .await?;
    let whereabouts = sqlx::query_scalar!(
        "
        insert into whereabouts (person_id, away, where_now)
        select distinct on (target_id) target_id, given ->> 'away', given ->> 'where_now'
        from import_line
        where import_id = $1
        and line between $2 and $3
        and target_id is not null
        and given ? 'away'
        order by target_id, line desc
        on conflict (person_id) do update
        set away = excluded.away, where_now = coalesce(excluded.where_now, whereabouts.where_now)
        where whereabouts.away is distinct from excluded.away
        or whereabouts.where_now is distinct from
            coalesce(excluded.where_now, whereabouts.where_now)
        returning person_id
        ",
        import_id as ImportId,
        slice.first,
        slice.last,
    )
    .fetch_all(db)
    .await?;
    reached.extend(whereabouts);
    Ok(reached)
}
