//! Two records of one person become one: everything that names the one goes over to the other, which
//! is kept. The merged record stays as it was and is read by its key; nothing is undone.
//!
//! Every reference to a person is named here, as a test holds. What was written down of a person on a
//! roll or a ballot stays as it was written.

use chrono::NaiveDate;
use law::kin::Relation;
use sqlx::PgConnection;

use super::doubles;
use crate::{party::store::members, shell::ids::PersonId};

/// Why two records cannot become one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clash {
    /// Both stand on rolls of one election: of these units.
    Rolls(String, String),
    /// Each has an identity number of its own.
    Numbers,
    /// They are recorded as kin of each other.
    EachOther,
    /// They are recorded as different kin of somebody of this name.
    Kin(String),
    /// Each has a spouse of its own: of these names.
    Spouses(String, String),
    /// Each is a member of another organisation of the Party: of these.
    Members(String, String),
}

/// The first thing that keeps two records from becoming one.
///
/// # Errors
/// Those of the database.
pub async fn clash(
    db: &mut PgConnection,
    one: PersonId,
    other: PersonId,
) -> sqlx::Result<Option<Clash>> {
    let numbers = sqlx::query_scalar!(
        r#"
        select count(distinct idno_digest) as "n!"
        from person
        where person_id in ($1, $2)
        "#,
        one as PersonId,
        other as PersonId,
    )
    .fetch_one(&mut *db)
    .await?;
    if numbers > 1 {
        return Ok(Some(Clash::Numbers));
    }
    if let Some(clash) = rolls(db, one, other).await? {
        return Ok(Some(clash));
    }
    if let Some(clash) = members(db, one, other).await? {
        return Ok(Some(clash));
    }
    kin(db, one, other).await
}

/// Of one organisation the membership of the record that is kept goes on; of two somebody decides which holds.
async fn members(
    db: &mut PgConnection,
    one: PersonId,
    other: PersonId,
) -> sqlx::Result<Option<Clash>> {
    let (one, other) = (doubles::lasting(db, one).await?, doubles::lasting(db, other).await?);
    let (Some(one), Some(other)) = (one, other) else { return Ok(None) };
    let differ = one.organisation_id != other.organisation_id;
    Ok(differ.then_some(Clash::Members(one.organisation, other.organisation)))
}

async fn rolls(
    db: &mut PgConnection,
    one: PersonId,
    other: PersonId,
) -> sqlx::Result<Option<Clash>> {
    let found = sqlx::query!(
        "
        select one_place.name as one, other_place.name as other
        from roll_entry as one
        join roll_entry as other using (cycle_id)
        join roll as one_roll on one_roll.roll_id = one.roll_id
        join roll as other_roll on other_roll.roll_id = other.roll_id
        join election as one_election on one_election.election_id = one_roll.election_id
        join election as other_election on other_election.election_id = other_roll.election_id
        join place as one_place on one_place.place_id = one_election.place_id
        join place as other_place on other_place.place_id = other_election.place_id
        where one.person_id = $1
        and other.person_id = $2
        and one.struck_by is null
        and other.struck_by is null
        limit 1
        ",
        one as PersonId,
        other as PersonId,
    )
    .fetch_optional(db)
    .await?;
    Ok(found.map(|row| Clash::Rolls(row.one, row.other)))
}

async fn kin(db: &mut PgConnection, one: PersonId, other: PersonId) -> sqlx::Result<Option<Clash>> {
    let each_other = sqlx::query_scalar!(
        "
        select kinship_id
        from kinship
        where a_id = $1
        and b_id = $2
        ",
        one.min(other) as PersonId,
        one.max(other) as PersonId,
    )
    .fetch_optional(&mut *db)
    .await?;
    if each_other.is_some() {
        return Ok(Some(Clash::EachOther));
    }
    let ties = super::kin::among(db, &[one, other]).await?;
    let of = |person: PersonId| {
        ties.iter().filter_map(move |tie| match (tie.a_id, tie.b_id) {
            (a, b) if a == person => Some((b, tie.relation)),
            (a, b) if b == person => Some((a, tie.relation.inverse())),
            _ => None,
        })
    };
    let own: Vec<_> = of(one).collect();
    let differs = of(other)
        .find(|(kin, relation)| own.iter().any(|(same, known)| same == kin && known != relation));
    if let Some((kin, _)) = differs {
        return Ok(Some(Clash::Kin(name(db, kin).await?)));
    }
    let spouse = |(kin, relation): (PersonId, _)| (relation == Relation::Spouse).then_some(kin);
    let (own, others) = (own.into_iter().find_map(spouse), of(other).find_map(spouse));
    match (own, others) {
        (Some(own), Some(others)) if own != others => {
            Ok(Some(Clash::Spouses(name(db, own).await?, name(db, others).await?)))
        }
        _ => Ok(None),
    }
}

async fn name(db: &mut PgConnection, person_id: PersonId) -> sqlx::Result<String> {
    sqlx::query_scalar!("select name from person where person_id = $1", person_id as PersonId)
        .fetch_one(db)
        .await
}

/// What refers to persons, by table and column: all of it goes over, but for what both records say.
pub const REFERENCES: [(&str, &str); 12] = [
    ("contact", "person_id"),
    ("identity_showing", "person_id"),
    ("kinship", "a_id"),
    ("kinship", "b_id"),
    ("membership", "person_id"),
    ("office", "person_id"),
    ("person", "merged_into"),
    // decided ones stay with the record that they were about
    ("person_case", "one_id"),
    ("person_case", "other_id"),
    ("phone", "person_id"),
    ("roll_entry", "person_id"),
    ("whereabouts", "person_id"),
];

/// Makes the record `merged` a part of `kept`; what `kept` does not say is taken from it. `on` is the
/// day of the act.
///
/// # Errors
/// Those of the database; what [`clash`] finds.
pub async fn merge(
    db: &mut PgConnection,
    kept: PersonId,
    merged: PersonId,
    on: NaiveDate,
) -> sqlx::Result<()> {
    mark(db, kept, merged).await?;
    fill(db, kept, merged).await?;
    doubles::once(db, kept, merged, on).await?;
    entries(db, kept, merged).await?;
    // a membership that only the merged one had says what the politics are
    members::follow(db, &[kept]).await?;
    super::deaths::follow(db, &[kept]).await?;
    phones(db, kept, merged).await?;
    whereabouts(db, kept, merged).await?;
    ties(db, kept, merged).await?;
    cases(db, kept, merged, on).await
}

/// Those merged into the merged one lead on to the kept one.
async fn mark(db: &mut PgConnection, kept: PersonId, merged: PersonId) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update person
        set merged_into = $1
        where person_id = $2
        or merged_into = $2
        ",
        kept as PersonId,
        merged as PersonId,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// What the kept one does not say; its own word stands. After the mark, for no two that stand have
/// one number.
async fn fill(db: &mut PgConnection, kept: PersonId, merged: PersonId) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update person as kept
        set idno_cipher = coalesce(kept.idno_cipher, merged.idno_cipher),
            idno_digest = coalesce(kept.idno_digest, merged.idno_digest),
            place_id = coalesce(kept.place_id, merged.place_id),
            group_no = case when kept.place_id = merged.place_id or kept.place_id is null
                then coalesce(kept.group_no, merged.group_no)
                else kept.group_no end,
            nationality = coalesce(kept.nationality, merged.nationality),
            education = coalesce(kept.education, merged.education),
            politics = coalesce(kept.politics, merged.politics),
            died_on = coalesce(kept.died_on, merged.died_on),
            official_since = case when kept.official_since is null and kept.official_until is null
                then merged.official_since else kept.official_since end,
            official_until = case when kept.official_since is null and kept.official_until is null
                then merged.official_until else kept.official_until end,
            reserve_since = case when kept.reserve_since is null and kept.reserve_until is null
                then merged.reserve_since else kept.reserve_since end,
            reserve_until = case when kept.reserve_since is null and kept.reserve_until is null
                then merged.reserve_until else kept.reserve_until end
        from person as merged
        where kept.person_id = $1
        and merged.person_id = $2
        ",
        kept as PersonId,
        merged as PersonId,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Lines of rolls, posts, memberships, calls, numbers shown: what was written on them stays.
async fn entries(db: &mut PgConnection, kept: PersonId, merged: PersonId) -> sqlx::Result<()> {
    let (kept, merged) = (kept.0, merged.0);
    sqlx::query!("update roll_entry set person_id = $1 where person_id = $2", kept, merged)
        .execute(&mut *db)
        .await?;
    sqlx::query!("update office set person_id = $1 where person_id = $2", kept, merged)
        .execute(&mut *db)
        .await?;
    sqlx::query!("update membership set person_id = $1 where person_id = $2", kept, merged)
        .execute(&mut *db)
        .await?;
    sqlx::query!("update contact set person_id = $1 where person_id = $2", kept, merged)
        .execute(&mut *db)
        .await?;
    sqlx::query!("update identity_showing set person_id = $1 where person_id = $2", kept, merged)
        .execute(db)
        .await?;
    Ok(())
}

/// The same number is kept once.
async fn phones(db: &mut PgConnection, kept: PersonId, merged: PersonId) -> sqlx::Result<()> {
    sqlx::query!(
        "
        delete from phone
        where person_id = $2
        and number_digest in (select number_digest from phone where person_id = $1)
        ",
        kept as PersonId,
        merged as PersonId,
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!("update phone set person_id = $1 where person_id = $2", kept.0, merged.0)
        .execute(db)
        .await?;
    Ok(())
}

/// Where nobody said where the kept one is, it is where the merged one was; else both words stay, each on its
/// record. A row of this table is known by its person: it is written anew.
async fn whereabouts(db: &mut PgConnection, kept: PersonId, merged: PersonId) -> sqlx::Result<()> {
    sqlx::query!(
        "
        with gone as (
            insert into whereabouts (person_id, away, since, where_now, ask)
            select $1, away, since, where_now, ask
            from whereabouts
            where person_id = $2
            on conflict (person_id) do nothing
            returning person_id
        )
        delete from whereabouts
        where person_id = $2
        and exists (select from gone)
        ",
        kept as PersonId,
        merged as PersonId,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The kin of the one are kin of the other; a tie that is there already is kept once.
async fn ties(db: &mut PgConnection, kept: PersonId, merged: PersonId) -> sqlx::Result<()> {
    let ties = super::kin::around(db, merged).await?;
    let own = ties.iter().filter(|tie| tie.a_id == merged || tie.b_id == merged);
    let known: Vec<PersonId> = ties
        .iter()
        .filter_map(|tie| match (tie.a_id, tie.b_id) {
            (a, b) if a == kept => Some(b),
            (a, b) if b == kept => Some(a),
            _ => None,
        })
        .collect();
    for tie in own {
        super::kin::remove(db, merged, tie.kinship_id).await?;
        let (kin, relation) = if tie.a_id == merged {
            (tie.b_id, tie.relation)
        } else {
            (tie.a_id, tie.relation.inverse())
        };
        if !known.contains(&kin) {
            super::kin::add(db, kept, relation, kin).await?;
        }
    }
    Ok(())
}

/// Open cases with somebody else go over, unless there is one of the two already: under a number of their own,
/// since whoever compares has the merged record before them.
async fn cases(
    db: &mut PgConnection,
    kept: PersonId,
    merged: PersonId,
    on: NaiveDate,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        with gone as (
            update person_case
            set decision = 'lapsed', decided_on = $3
            where decision is null
            and (one_id = $2 or other_id = $2)
            returning world_id, case when one_id = $2 then other_id else one_id end as third, grounds,
                found_on
        )
        insert into person_case (world_id, one_id, other_id, grounds, found_on)
        select world_id, least($1, third), greatest($1, third), grounds, found_on
        from gone
        where third <> $1
        on conflict on constraint person_case_once do update
        set grounds = excluded.grounds, found_on = excluded.found_on, decision = null, decided_on = null
        where person_case.decision = 'lapsed'
        "#,
        kept as PersonId,
        merged as PersonId,
        on,
    )
    .execute(db)
    .await?;
    Ok(())
}
