//! Persons in the database.
//!
//! A person lies below a place when the place where it belongs does. What is asked of persons is asked
//! of those that stand: a record that was merged into another is read by its key alone.

pub mod cases;
pub mod contacts;
pub mod deaths;
pub mod doubles;
pub mod kin;
pub mod list;
pub mod located;
pub mod merge;
pub mod offices;
pub mod showings;
pub mod suspicions;
pub mod unused;

use std::collections::HashMap;

use chrono::NaiveDate;
use law::body::Sex;
use sqlx::PgConnection;

use crate::shell::{
    ids::{PersonId, PlaceId, WorldId},
    vault::Sealed,
};

/// From when until when; both may be unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub since: Option<NaiveDate>,
    /// The last day; `None` while it lasts.
    pub until: Option<NaiveDate>,
}

/// What is said of a person, but for numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Data {
    /// Name as it is compared: without blanks, with one kind of dot.
    pub name: String,
    /// Sex.
    pub sex: Sex,
    /// Day of birth.
    pub birth_on: NaiveDate,
    /// Where the person belongs.
    pub place_id: Option<PlaceId>,
    /// Group of that unit.
    pub group_no: Option<i32>,
    /// Of [`super::sets::NATIONALITY`].
    pub nationality: Option<&'static str>,
    /// Of [`super::sets::EDUCATION`].
    pub education: Option<&'static str>,
    /// Of [`super::sets::POLITICS`].
    pub politics: Option<&'static str>,
    /// College-graduate village official.
    pub official: Period,
    /// Reserve cadre.
    pub reserve: Period,
}

/// A person as it is added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct New {
    /// What is said.
    pub data: Data,
    /// The identity number; `None` while it is to be supplied.
    pub number: Option<Sealed>,
}

/// The letter of a sex in the database.
pub fn letter(sex: Sex) -> &'static str {
    match sex {
        Sex::Woman => "f",
        Sex::Man => "m",
    }
}

/// Adds persons in one statement; gives their keys in the same order.
///
/// # Errors
/// Those of the database; somebody has one of the identity numbers already (`person_idno_once`).
pub async fn add(
    db: &mut PgConnection,
    world_id: WorldId,
    new: &[New],
) -> sqlx::Result<Vec<PersonId>> {
    let ids = next_ids(&mut *db, new.len()).await?;
    let data = || new.iter().map(|one| &one.data);
    let sealed = || new.iter().map(|one| one.number.as_ref());
    let names: Vec<String> = data().map(|one| one.name.clone()).collect();
    let sexes: Vec<String> = data().map(|one| letter(one.sex).to_owned()).collect();
    let births: Vec<NaiveDate> = data().map(|one| one.birth_on).collect();
    let places: Vec<Option<i64>> = data().map(|one| one.place_id.map(|id| id.0)).collect();
    let groups: Vec<Option<i32>> = data().map(|one| one.group_no).collect();
    let nationality: Vec<Option<&str>> = data().map(|one| one.nationality).collect();
    let education: Vec<Option<&str>> = data().map(|one| one.education).collect();
    let politics: Vec<Option<&str>> = data().map(|one| one.politics).collect();
    let official_since: Vec<_> = data().map(|one| one.official.since).collect();
    let official_until: Vec<_> = data().map(|one| one.official.until).collect();
    let reserve_since: Vec<_> = data().map(|one| one.reserve.since).collect();
    let reserve_until: Vec<_> = data().map(|one| one.reserve.until).collect();
    let ciphers: Vec<Option<&[u8]>> = sealed().map(|one| Some(&*one?.cipher)).collect();
    let digests: Vec<Option<&[u8]>> = sealed().map(|one| Some(&*one?.digest)).collect();
    sqlx::query!(
        "
        insert into person (
            person_id, world_id, name, sex, birth_on, place_id, group_no, nationality, education,
            politics, official_since, official_until, reserve_since, reserve_until, idno_cipher,
            idno_digest
        )
        overriding system value
        select person_id, $1, name, sex, birth_on, place_id, group_no, nationality, education,
            politics, official_since, official_until, reserve_since, reserve_until, idno_cipher,
            idno_digest
        from unnest(
            $2::bigint[], $3::text[], $4::text[], $5::date[], $6::bigint[], $7::int[], $8::text[],
            $9::text[], $10::text[], $11::date[], $12::date[], $13::date[], $14::date[],
            $15::bytea[], $16::bytea[]
        ) as line (
            person_id, name, sex, birth_on, place_id, group_no, nationality, education, politics,
            official_since, official_until, reserve_since, reserve_until, idno_cipher, idno_digest
        )
        ",
        world_id as WorldId,
        &ids,
        &names,
        &sexes,
        &births,
        &places as &[Option<i64>],
        &groups as &[Option<i32>],
        &nationality as &[Option<&str>],
        &education as &[Option<&str>],
        &politics as &[Option<&str>],
        &official_since as &[Option<NaiveDate>],
        &official_until as &[Option<NaiveDate>],
        &reserve_since as &[Option<NaiveDate>],
        &reserve_until as &[Option<NaiveDate>],
        &ciphers as &[Option<&[u8]>],
        &digests as &[Option<&[u8]>],
    )
    .execute(db)
    .await?;
    Ok(ids.into_iter().map(PersonId).collect())
}

async fn next_ids(db: &mut PgConnection, count: usize) -> sqlx::Result<Vec<i64>> {
    sqlx::query_scalar!(
        r#"
        select nextval(pg_get_serial_sequence('person', 'person_id')) as "id!"
        from generate_series(1, $1::bigint)
        "#,
        i64::try_from(count).unwrap_or(i64::MAX),
    )
    .fetch_all(db)
    .await
}

/// Changes what is said of a person.
///
/// # Errors
/// Those of the database.
pub async fn change(db: &mut PgConnection, person_id: PersonId, data: &Data) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update person
        set name = $2, sex = $3, birth_on = $4, place_id = $5, group_no = $6, nationality = $7,
            education = $8, politics = $9, official_since = $10, official_until = $11,
            reserve_since = $12, reserve_until = $13,
            -- who is kept by hand is not only a roll's
            brought_by = null
        where person_id = $1
        ",
        person_id as PersonId,
        data.name,
        letter(data.sex),
        data.birth_on,
        data.place_id as Option<PlaceId>,
        data.group_no,
        data.nationality,
        data.education,
        data.politics,
        data.official.since,
        data.official.until,
        data.reserve.since,
        data.reserve.until,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Gives a person an identity number, or takes it away.
///
/// # Errors
/// Those of the database; somebody else has it (`person_idno_once`).
pub async fn set_number(
    db: &mut PgConnection,
    person_id: PersonId,
    number: Option<&Sealed>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update person
        set idno_cipher = $2, idno_digest = $3
        where person_id = $1
        ",
        person_id as PersonId,
        number.map(|one| &*one.cipher),
        number.map(|one| &*one.digest),
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Who has which of some identity numbers, by their digests.
///
/// # Errors
/// Those of the database.
pub async fn by_numbers(
    db: &mut PgConnection,
    world_id: WorldId,
    digests: &[Vec<u8>],
) -> sqlx::Result<HashMap<Vec<u8>, PersonId>> {
    let rows = sqlx::query!(
        r#"
        select idno_digest as "digest!", person_id
        from person
        where world_id = $1
        and idno_digest = any ($2)
        and merged_into is null
        "#,
        world_id as WorldId,
        digests,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.digest, row.person_id)).collect())
}

/// A person as it stands.
#[derive(Clone, Debug)]
pub struct Person {
    /// Key.
    pub person_id: PersonId,
    /// Name.
    pub name: String,
    /// f or m.
    pub sex: String,
    /// Day of birth.
    pub birth_on: NaiveDate,
    /// The identity number, sealed.
    pub idno_cipher: Option<Vec<u8>>,
    /// Where the person belongs.
    pub place_id: Option<PlaceId>,
    /// Name of that place.
    pub place: Option<String>,
    /// Its division code.
    pub code: Option<String>,
    /// Group of it.
    pub group_no: Option<i32>,
    /// Number of GB/T 3304.
    pub nationality: Option<String>,
    /// Schooling.
    pub education: Option<String>,
    /// Political status.
    pub politics: Option<String>,
    /// College-graduate village official since.
    pub official_since: Option<NaiveDate>,
    /// Until.
    pub official_until: Option<NaiveDate>,
    /// Reserve cadre since.
    pub reserve_since: Option<NaiveDate>,
    /// Until.
    pub reserve_until: Option<NaiveDate>,
    /// When the person died.
    pub died_on: Option<NaiveDate>,
    /// The record that is kept in this one's place.
    pub merged_into: Option<PersonId>,
}

/// A person who belongs to a place or one below it.
///
/// # Errors
/// There is none; those of the database.
pub async fn find(db: &mut PgConnection, at: PlaceId, person_id: PersonId) -> sqlx::Result<Person> {
    sqlx::query_as!(
        Person,
        r#"
        with recursive above as (
            select place.place_id, place.parent_id
            from person
            join place using (place_id)
            where person_id = $2
            union all
            select place.place_id, place.parent_id
            from place
            join above on place.place_id = above.parent_id
        )
        select person_id, person.name, sex, birth_on, idno_cipher, person.place_id,
            place.name as "place?", place_code.code as "code?", group_no, nationality, education,
            politics, official_since, official_until, reserve_since, reserve_until, died_on,
            merged_into
        from person
        left join place using (place_id)
        left join place_code on place_code.place_id = place.place_id and upper_inf(valid)
        where person_id = $2
        and exists (select from above where place_id = $1)
        "#,
        at as PlaceId,
        person_id as PersonId,
    )
    .fetch_one(db)
    .await
}

/// The same, locked for a change; one that was merged is changed no more.
///
/// # Errors
/// There is none that stands; those of the database.
pub async fn find_for_update(
    db: &mut PgConnection,
    at: PlaceId,
    person_id: PersonId,
) -> sqlx::Result<Person> {
    sqlx::query!(
        "
        select person_id
        from person
        where person_id = $1
        and merged_into is null
        for update
        ",
        person_id as PersonId,
    )
    .fetch_one(&mut *db)
    .await?;
    find(db, at, person_id).await
}

/// Locks persons that stand, in the order of their keys.
///
/// # Errors
/// One does not stand; those of the database.
pub async fn lock(db: &mut PgConnection, persons: &[PersonId]) -> sqlx::Result<()> {
    let locked = sqlx::query!(
        "
        select person_id
        from person
        where person_id = any ($1)
        and merged_into is null
        order by person_id
        for update
        ",
        persons as &[PersonId],
    )
    .fetch_all(db)
    .await?;
    if locked.len() == persons.len() { Ok(()) } else { Err(sqlx::Error::RowNotFound) }
}

/// A place and all below it.
///
/// # Errors
/// Those of the database.
pub async fn within(db: &mut PgConnection, place_id: PlaceId) -> sqlx::Result<Vec<PlaceId>> {
    sqlx::query_scalar!(
        r#"
        with recursive below as (
            select place_id
            from place
            where place_id = $1
            union all
            select place.place_id
            from place
            join below on place.parent_id = below.place_id
        )
        select place_id as "place_id!: PlaceId"
        from below
        "#,
        place_id as PlaceId,
    )
    .fetch_all(db)
    .await
}
