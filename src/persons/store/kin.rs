//! Who is kin of whom. A tie is recorded once; `law::kin` derives the rest.

use law::kin::Relation;
use sqlx::PgConnection;

use crate::shell::ids::{KinshipId, PersonId};

/// How far from a person ties are followed.
const STEPS: i32 = 3;

/// A recorded tie: `a` is the `relation` of `b`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tie {
    /// Key.
    pub kinship_id: KinshipId,
    /// One.
    pub a_id: PersonId,
    /// What one is to the other.
    pub relation: Relation,
    /// The other.
    pub b_id: PersonId,
}

/// The ties of a person, and those of its kin for some steps.
///
/// # Errors
/// Those of the database.
pub async fn around(db: &mut PgConnection, person_id: PersonId) -> sqlx::Result<Vec<Tie>> {
    among(db, &[person_id]).await
}

/// The ties of some persons, and those of their kin for some steps.
///
/// # Errors
/// Those of the database.
pub async fn among(db: &mut PgConnection, persons: &[PersonId]) -> sqlx::Result<Vec<Tie>> {
    let persons: Vec<i64> = persons.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        r#"
        with recursive near (person_id, step) as (
            select person_id, 0
            from unnest($1::bigint[]) as person_id
            union
            select case when a_id = near.person_id then b_id else a_id end, step + 1
            from near
            join kinship on a_id = near.person_id or b_id = near.person_id
            where step < $2
        )
        select distinct kinship_id as "kinship_id!: KinshipId", a_id as "a_id!: PersonId",
            relation as "relation!", b_id as "b_id!: PersonId"
        from near
        join kinship on a_id = near.person_id or b_id = near.person_id
        order by kinship_id
        "#,
        &persons,
        STEPS,
    )
    .fetch_all(db)
    .await?;
    let tie = rows.into_iter().filter_map(|row| {
        let relation = Relation::from_word(&row.relation)?;
        Some(Tie { kinship_id: row.kinship_id, a_id: row.a_id, relation, b_id: row.b_id })
    });
    Ok(tie.collect())
}

/// Records that `one` is the `relation` of `other`.
///
/// # Errors
/// Those of the database; a tie of the two is there (`kinship_once`), or it is one person
/// (`kinship_order`).
pub async fn add(
    db: &mut PgConnection,
    one: PersonId,
    relation: Relation,
    other: PersonId,
) -> sqlx::Result<()> {
    let (a_id, relation, b_id) =
        if one < other { (one, relation, other) } else { (other, relation.inverse(), one) };
    sqlx::query!(
        "
        insert into kinship (a_id, b_id, relation)
        values ($1, $2, $3)
        ",
        a_id as PersonId,
        b_id as PersonId,
        relation.word(),
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Somebody else whom one of two persons is married to.
///
/// # Errors
/// Those of the database.
pub async fn spouse(
    db: &mut PgConnection,
    one: PersonId,
    other: PersonId,
) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!(
        "
        select name
        from kinship
        join person on person_id = case when a_id in ($1, $2) then b_id else a_id end
        where relation = 'spouse'
        and (a_id in ($1, $2) or b_id in ($1, $2))
        and person_id not in ($1, $2)
        limit 1
        ",
        one as PersonId,
        other as PersonId,
    )
    .fetch_optional(db)
    .await
}

/// Whether one person was born so many years before another.
///
/// # Errors
/// Those of the database.
pub async fn older(
    db: &mut PgConnection,
    one: PersonId,
    other: PersonId,
    years: i32,
) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"
        select one.birth_on + make_interval(years => $3) <= other.birth_on as "older!"
        from person as one
        cross join person as other
        where one.person_id = $1
        and other.person_id = $2
        "#,
        one as PersonId,
        other as PersonId,
        years,
    )
    .fetch_one(db)
    .await
}

/// Whether two persons are of one sex.
///
/// # Errors
/// Those of the database.
pub async fn same_sex(db: &mut PgConnection, one: PersonId, other: PersonId) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"
        select count(distinct sex) = 1 as "same!"
        from person
        where person_id in ($1, $2)
        "#,
        one as PersonId,
        other as PersonId,
    )
    .fetch_one(db)
    .await
}

/// Takes a tie of a person away; says whether it was there.
///
/// # Errors
/// Those of the database.
pub async fn remove(
    db: &mut PgConnection,
    person_id: PersonId,
    kinship_id: KinshipId,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "
        delete from kinship
        where kinship_id = $2
        and (a_id = $1 or b_id = $1)
        ",
        person_id as PersonId,
        kinship_id as KinshipId,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}
