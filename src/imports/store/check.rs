//! What is wrong with lines beside other lines and what is there, and whom each is about: a constant
//! number of statements for a file, by indexes.
//!
//! Whoever has the identity number is meant, else whoever of the same place has name, sex and day of
//! birth, where neither record denies it by a number. Others who may be the same person become cases
//! when the line is taken.

mod places;
mod posts;

use sqlx::PgConnection;

use crate::{
    imports::kinds::Kind,
    shell::ids::{CycleId, ElectionId, ImportId, PlaceId, WorldId},
};

/// Where an import belongs.
#[derive(Clone, Debug)]
pub struct Reach {
    /// The world.
    pub world_id: WorldId,
    /// The place.
    pub place_id: PlaceId,
    /// It and all below it.
    pub places: Vec<PlaceId>,
    /// The election and its cycle, of a roll.
    pub election: Option<(ElectionId, CycleId)>,
}

/// Looks at all lines of an import anew.
///
/// # Errors
/// Those of the database.
pub async fn all(
    db: &mut PgConnection,
    import_id: ImportId,
    kind: Kind,
    reach: &Reach,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update import_line
        set found = '[]', target_id = null, fresh = false
        where import_id = $1
        and (found <> '[]' or target_id is not null)
        ",
        import_id as ImportId,
    )
    .execute(&mut *db)
    .await?;
    match kind {
        Kind::Units => places::units(db, import_id, reach).await,
        Kind::Households => places::households(db, import_id).await,
        Kind::Persons | Kind::Members | Kind::Officers | Kind::Roll => {
            persons(db, import_id, kind, reach).await
        }
    }
}

async fn persons(
    db: &mut PgConnection,
    import_id: ImportId,
    kind: Kind,
    reach: &Reach,
) -> sqlx::Result<()> {
    if !kind.repeats() {
        number_twice(db, import_id).await?;
    }
    by_number(db, import_id, reach).await?;
    by_name(db, import_id, reach.world_id).await?;
    if matches!(kind, Kind::Members | Kind::Officers) {
        by_record(db, import_id, reach).await?;
    }
    if !kind.repeats() {
        same_twice(db, import_id).await?;
    }
    if let Some((election_id, cycle_id)) = reach.election {
        on_rolls(db, import_id, election_id, cycle_id).await?;
    }
    match kind {
        Kind::Members => members(db, import_id).await?,
        Kind::Officers => posts::look(db, import_id).await?,
        _ => {}
    }
    groups(db, import_id).await
}

async fn number_twice(db: &mut PgConnection, import_id: ImportId) -> sqlx::Result<()> {
    sqlx::query!(
        "
        with numbered as (
            select line, first_value(line) over (partition by idno_digest order by line) as first
            from import_line
            where import_id = $1
            and idno_digest is not null
        )
        update import_line
        set found = found || jsonb_build_array(jsonb_build_object(
            'column', 'idno', 'key', 'import-found-number-twice', 'value', first::text
        ))
        from numbered
        where import_line.import_id = $1
        and import_line.line = numbered.line
        and numbered.first < numbered.line
        ",
        import_id as ImportId,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Whoever has the number is meant, and must be called the same and be in reach.
async fn by_number(db: &mut PgConnection, import_id: ImportId, reach: &Reach) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update import_line
        set target_id = person.person_id,
            found = found || case
                when person.place_id <> all ($3) then jsonb_build_array(jsonb_build_object(
                    'column', 'idno', 'key', 'import-found-number-elsewhere', 'value', ''
                ))
                when name_key(person.name) <> name_key(given ->> 'name')
                then jsonb_build_array(jsonb_build_object(
                    'column', 'idno', 'key', 'import-found-other-name', 'value', ''
                ))
                else '[]'
            end
        from person
        where import_id = $1
        and import_line.idno_digest is not null
        and person.world_id = $2
        and person.idno_digest = import_line.idno_digest
        and person.merged_into is null
        ",
        import_id as ImportId,
        reach.world_id as WorldId,
        &reach.places as &[PlaceId],
    )
    .execute(db)
    .await?;
    Ok(())
}

async fn by_name(
    db: &mut PgConnection,
    import_id: ImportId,
    world_id: WorldId,
) -> sqlx::Result<()> {
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
        ), same as (
            select line, min(known.person_id) as person_id
            from asked
            -- one line after the other by the index, also while the database knows nothing of its tables
            cross join lateral (
                select person_id, world_id, sex, place_id, idno_digest
                from person
                where name_key(name) collate "C" = asked.key
                and birth_on = asked.birth_on
                and merged_into is null
                offset 0
            ) as known
            where known.world_id = $2
            and known.sex = asked.sex
            and known.place_id = asked.place_id
            and (known.idno_digest is null or asked.idno_digest is null)
            group by line
            having count(*) = 1
        )
        update import_line
        set target_id = same.person_id
        from same
        where import_line.import_id = $1
        and import_line.line = same.line
        "#,
        import_id as ImportId,
        world_id as WorldId,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Whoever of another place has name, sex and day of birth, and is the member of that organisation or
/// holds that very post since the same day: members and officers often live in another unit.
async fn by_record(db: &mut PgConnection, import_id: ImportId, reach: &Reach) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        with asked as materialized (
            select line, given, idno_digest, name_key(given ->> 'name') collate "C" as key,
                (given ->> 'birth')::date as birth_on, given ->> 'sex' as sex
            from import_line
            where import_id = $1
            and target_id is null
            and bar < 2
        ), same as (
            select line, min(known.person_id) as person_id
            from asked
            cross join lateral (
                select person_id, world_id, sex, place_id, idno_digest
                from person
                where name_key(name) collate "C" = asked.key
                and birth_on = asked.birth_on
                and merged_into is null
                offset 0
            ) as known
            where known.world_id = $2
            and known.sex = asked.sex
            -- nobody's record changes beyond what is brought in for
            and known.place_id = any($3)
            and (known.idno_digest is null or asked.idno_digest is null)
            and (
                exists (
                    select
                    from membership
                    where membership.person_id = known.person_id
                    and until_on is null
                    and organisation_id = (given ->> 'organisation')::bigint
                )
                or exists (
                    select
                    from office
                    where office.person_id = known.person_id
                    and office.place_id = (given ->> 'place')::bigint
                    and body = given ->> 'body'
                    and post = given ->> 'post'
                    and from_on is not distinct from (given ->> 'from_on')::date
                )
            )
            group by line
            having count(*) = 1
        )
        update import_line
        set target_id = same.person_id
        from same
        where import_line.import_id = $1
        and import_line.line = same.line
        "#,
        import_id as ImportId,
        reach.world_id as WorldId,
        &reach.places as &[PlaceId],
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Two lines of one person: by whom they are about, else by name, sex, day of birth and place where
/// not both have a number.
async fn same_twice(db: &mut PgConnection, import_id: ImportId) -> sqlx::Result<()> {
    sqlx::query!(
        "
        with named as (
            select line, idno_digest, target_id,
                first_value(line) over same as first,
                first_value(idno_digest) over same as first_digest,
                first_value(line) over target as first_of_target
            from import_line
            where import_id = $1
            and bar < 2
            and found = '[]'
            window same as (
                partition by name_key(given ->> 'name'), given ->> 'sex', given ->> 'birth',
                    given ->> 'place'
                order by line
            ),
            target as (partition by target_id order by line)
        )
        update import_line
        set found = found || jsonb_build_array(jsonb_build_object(
            'column', '', 'key', 'import-found-same-person', 'value',
            case when named.target_id is null then first else least(first, first_of_target) end::text
        ))
        from named
        where import_line.import_id = $1
        and import_line.line = named.line
        and (
            named.first < named.line and (named.idno_digest is null or named.first_digest is null)
            or named.target_id is not null and named.first_of_target < named.line
        )
        ",
        import_id as ImportId,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Whoever stands on another roll of the cycle, or otherwise on this one: who stands there as the line
/// says is nothing wrong, and stays.
async fn on_rolls(
    db: &mut PgConnection,
    import_id: ImportId,
    election_id: ElectionId,
    cycle_id: CycleId,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update import_line
        set found = found || jsonb_build_array(jsonb_build_object(
            'column', case
                when roll.election_id <> $2 then ''
                when roll_entry.group_no is distinct from (given ->> 'group')::int then 'group'
                when roll_entry.category <> given ->> 'category' then 'category'
                else ''
            end,
            'value', '',
            'key', case
                when roll.election_id = $2 then 'import-found-on-roll'
                else 'import-found-other-roll'
            end
        ))
        from roll_entry
        join roll using (roll_id)
        where import_id = $1
        and roll_entry.cycle_id = $3
        and roll_entry.person_id = target_id
        and struck_by is null
        and (
            roll.election_id <> $2
            or roll_entry.group_no is distinct from (given ->> 'group')::int
            or roll_entry.category <> coalesce(given ->> 'category', roll_entry.category)
            or name_key(roll_entry.name) <> name_key(given ->> 'name')
            or roll_entry.sex <> given ->> 'sex'
            or roll_entry.birth_on <> (given ->> 'birth')::date
        )
        ",
        import_id as ImportId,
        election_id as ElectionId,
        cycle_id as CycleId,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A group that is none of the place, where its groups are known.
async fn groups(db: &mut PgConnection, import_id: ImportId) -> sqlx::Result<()> {
    sqlx::query!(
        "
        with placed as (
            select line, coalesce(
                (given ->> 'moved')::bigint, person.place_id, (given ->> 'place')::bigint
            ) as place_id
            from import_line
            left join person on person_id = target_id
            where import_id = $1
            and given ? 'group'
        )
        update import_line
        set found = found || jsonb_build_array(jsonb_build_object(
            'column', 'group', 'key', 'import-found-no-group', 'value', given ->> 'group'
        ))
        from placed
        where import_line.import_id = $1
        and import_line.line = placed.line
        and exists (
            select
            from unit_group
            where unit_group.place_id = placed.place_id
            and dissolved_on is null
        )
        and not exists (
            select
            from unit_group
            where unit_group.place_id = placed.place_id
            and number = (given ->> 'group')::int
            and dissolved_on is null
        )
        ",
        import_id as ImportId,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Whoever is a member of another organisation, or of another standing that does not go back.
async fn members(db: &mut PgConnection, import_id: ImportId) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update import_line
        set found = found || jsonb_build_array(jsonb_build_object(
            'column', 'organisation', 'key', 'import-found-member-elsewhere', 'value', organisation.name
        ))
        from membership
        join organisation using (organisation_id)
        where import_id = $1
        and membership.person_id = target_id
        and until_on is null
        and organisation_id <> (given ->> 'organisation')::bigint
        ",
        import_id as ImportId,
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "
        update import_line
        set found = found || jsonb_build_array(jsonb_build_object(
            'column', 'standing', 'key', 'import-found-full', 'value', ''
        ))
        from member_now
        where import_id = $1
        and member_now.person_id = target_id
        and given ->> 'standing' = 'probationary'
        and standing <> 'probationary'
        ",
        import_id as ImportId,
    )
    .execute(db)
    .await?;
    Ok(())
}
