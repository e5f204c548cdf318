//! Lists of persons: of a place and all below it, by name, a page at a time.
//!
//! A page begins after a person, not after so many: however long the list, an index leads there.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

use crate::shell::ids::{ImportId, PersonId, PlaceId, WorldId};

/// A person in a list.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Key.
    pub person_id: PersonId,
    /// Name.
    pub name: String,
    /// f or m.
    pub sex: String,
    /// Day of birth.
    pub birth_on: NaiveDate,
    /// Whether the identity number is there.
    pub has_number: bool,
    /// Name of the place where the person belongs.
    pub place: Option<String>,
    /// Its division code.
    pub code: Option<String>,
    /// Group of it.
    pub group_no: Option<i32>,
    /// here, short or long.
    pub away: Option<String>,
}

/// Which persons.
pub struct Search<'a> {
    /// The world.
    pub world_id: WorldId,
    /// The places where they belong.
    pub places: &'a [PlaceId],
    /// A name or a part of one; empty for all. One sign is the beginning of a name.
    pub name: &'a str,
    /// The person after whom the list begins.
    pub after: Option<PersonId>,
    /// How many.
    pub most: i64,
}

/// The persons of some places, by name.
///
/// # Errors
/// Those of the database.
pub async fn search(db: &mut PgConnection, search: &Search<'_>) -> sqlx::Result<Vec<Listed>> {
    let found = found(db, search).await?;
    listed(db, &found).await
}

/// Their keys, by name.
///
/// # Errors
/// Those of the database.
pub async fn found(db: &mut PgConnection, search: &Search<'_>) -> sqlx::Result<Vec<PersonId>> {
    let key = sqlx::query_scalar!(r#"select name_key($1) as "key!""#, search.name)
        .fetch_one(&mut *db)
        .await?;
    let after = match search.after {
        Some(after) => position(db, after).await?,
        None => None,
    };
    if key.chars().count() > 1 {
        return containing(db, search, &key, after).await;
    }
    // the names that begin so, from the last one shown on
    let from = after.unwrap_or_else(|| (key.clone(), PersonId(0)));
    let until = format!("{key}{}", char::MAX);
    match search.places {
        [place_id] => beginning_in(db, search, *place_id, &from, &until).await,
        _ => beginning(db, search, &from, &until).await,
    }
}

async fn position(
    db: &mut PgConnection,
    person_id: PersonId,
) -> sqlx::Result<Option<(String, PersonId)>> {
    let key = sqlx::query_scalar!(
        r#"select name_key(name) as "key!" from person where person_id = $1"#,
        person_id as PersonId,
    )
    .fetch_optional(db)
    .await?;
    Ok(key.map(|key| (key, person_id)))
}

/// In one place.
async fn beginning_in(
    db: &mut PgConnection,
    search: &Search<'_>,
    place_id: PlaceId,
    from: &(String, PersonId),
    until: &str,
) -> sqlx::Result<Vec<PersonId>> {
    sqlx::query_scalar!(
        r#"
        select person_id
        from person
        where place_id = $1
        and (name_key(name) collate "C", person_id) > ($2, $3)
        and name_key(name) collate "C" < $4
        and merged_into is null
        order by name_key(name) collate "C", person_id
        limit $5
        "#,
        place_id as PlaceId,
        from.0,
        from.1 as PersonId,
        until,
        search.most,
    )
    .fetch_all(db)
    .await
}

/// In many places.
async fn beginning(
    db: &mut PgConnection,
    search: &Search<'_>,
    from: &(String, PersonId),
    until: &str,
) -> sqlx::Result<Vec<PersonId>> {
    sqlx::query_scalar!(
        r#"
        select person_id
        from person
        where world_id = $1
        and place_id = any ($2)
        and (name_key(name) collate "C", person_id) > ($3, $4)
        and name_key(name) collate "C" < $5
        and merged_into is null
        order by name_key(name) collate "C", person_id
        limit $6
        "#,
        search.world_id as WorldId,
        search.places as &[PlaceId],
        from.0,
        from.1 as PersonId,
        until,
        search.most,
    )
    .fetch_all(db)
    .await
}

/// With a part of the name: its pairs of signs are found by an index, the rest is compared.
async fn containing(
    db: &mut PgConnection,
    search: &Search<'_>,
    key: &str,
    after: Option<(String, PersonId)>,
) -> sqlx::Result<Vec<PersonId>> {
    let after = after.unwrap_or((String::new(), PersonId(0)));
    sqlx::query_scalar!(
        r#"
        select person_id
        from person
        where name_pairs(name_key(name)) @> name_pairs($1)
        and position($1 in name_key(name)) > 0
        and world_id = $2
        and place_id = any ($3)
        and (name_key(name) collate "C", person_id) > ($4, $5)
        and merged_into is null
        order by name_key(name) collate "C", person_id
        limit $6
        "#,
        key,
        search.world_id as WorldId,
        search.places as &[PlaceId],
        after.0,
        after.1 as PersonId,
        search.most,
    )
    .fetch_all(db)
    .await
}

/// Persons by their keys, by name.
///
/// # Errors
/// Those of the database.
pub async fn listed(db: &mut PgConnection, persons: &[PersonId]) -> sqlx::Result<Vec<Listed>> {
    sqlx::query_as!(
        Listed,
        r#"
        select person_id, person.name, sex, birth_on, idno_digest is not null as "has_number!",
            place.name as "place?", place_code.code as "code?", group_no, away as "away?"
        from person
        left join place using (place_id)
        left join place_code on place_code.place_id = place.place_id and upper_inf(valid)
        left join whereabouts using (person_id)
        where person_id = any ($1)
        order by name_key(person.name) collate "C", person_id
        "#,
        persons as &[PersonId],
    )
    .fetch_all(db)
    .await
}

/// The identity numbers of some persons, sealed, of those who have one.
///
/// # Errors
/// Those of the database.
pub async fn numbers_of(
    db: &mut PgConnection,
    persons: &[PersonId],
) -> sqlx::Result<HashMap<PersonId, Vec<u8>>> {
    let rows = sqlx::query!(
        r#"
        select person_id, idno_cipher as "idno_cipher!"
        from person
        where person_id = any ($1)
        and idno_cipher is not null
        "#,
        persons as &[PersonId],
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.person_id, row.idno_cipher)).collect())
}

/// Persons of a world with a name, at most a few.
///
/// # Errors
/// Those of the database.
pub async fn named(
    db: &mut PgConnection,
    world_id: WorldId,
    name: &str,
    birth_on: Option<NaiveDate>,
) -> sqlx::Result<Vec<PersonId>> {
    sqlx::query_scalar!(
        r#"
        select person_id
        from person
        where world_id = $1
        and name_key(name) collate "C" = name_key($2)
        and ($3::date is null or birth_on = $3)
        and merged_into is null
        limit 12
        "#,
        world_id as WorldId,
        name,
        birth_on,
    )
    .fetch_all(db)
    .await
}

/// Those of some places who have a name, by their days of birth, at most a few.
///
/// # Errors
/// Those of the database.
pub async fn namesakes(
    db: &mut PgConnection,
    places: &[PlaceId],
    name: &str,
    birth_on: Option<NaiveDate>,
) -> sqlx::Result<Vec<PersonId>> {
    sqlx::query_scalar!(
        r#"
        select person_id
        from person
        where place_id = any ($1)
        and name_key(name) collate "C" = name_key($2)
        and ($3::date is null or birth_on = $3)
        and merged_into is null
        order by birth_on, person_id
        limit 12
        "#,
        places as &[PlaceId],
        name,
        birth_on,
    )
    .fetch_all(db)
    .await
}

/// An import that was taken.
#[derive(Clone, Debug)]
pub struct Brought {
    /// How the file was called.
    pub file_name: String,
    /// When it was sent.
    pub began_at: DateTime<Utc>,
    /// Who sent it; nobody by name at the command line.
    pub sender: Option<String>,
}

/// An import of a place, while it is kept.
///
/// # Errors
/// Those of the database.
pub async fn brought(
    db: &mut PgConnection,
    place_id: PlaceId,
    import_id: ImportId,
) -> sqlx::Result<Option<Brought>> {
    sqlx::query_as!(
        Brought,
        r#"
        select coalesce(file_name, '') as "file_name!", began_at, account.shown_as as "sender?"
        from import
        left join account using (account_id)
        where import_id = $1
        and place_id = $2
        and state = 'done'
        "#,
        import_id as ImportId,
        place_id as PlaceId,
    )
    .fetch_optional(db)
    .await
}
