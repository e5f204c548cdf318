//! What is wrong with lines beside other lines and what is there, and whom each is about: a constant
//! number of statements for a file, by indexes.

mod members;
mod places;
mod posts;
mod who;

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
        set found = '[]', target_id = null, fresh = false, office_id = null, changes = null
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
    who::look(db, import_id, kind, reach).await?;
    if let Some((election_id, cycle_id)) = reach.election {
        on_rolls(db, import_id, election_id, cycle_id).await?;
        as_registered(db, import_id, election_id).await?;
    }
    match kind {
        Kind::Members => members::look(db, import_id).await?,
        Kind::Officers => {
            members::politics(db, import_id).await?;
            posts::look(db, import_id).await?;
        }
        Kind::Persons => {
            members::politics(db, import_id).await?;
            homeless(db, import_id).await?;
        }
        _ => {}
    }
    groups(db, import_id).await
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

/// Somebody new of whom nobody says in which unit: a town has none of its own but those of whom it is said.
async fn homeless(db: &mut PgConnection, import_id: ImportId) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update import_line
        set found = found || jsonb_build_array(jsonb_build_object(
            'column', 'unit', 'key', 'import-found-no-unit', 'value', ''
        ))
        from place
        where import_id = $1
        and target_id is null
        and bar < 2
        and not given ? 'moved'
        and place.place_id = (given ->> 'place')::bigint
        and level <> 'unit'
        ",
        import_id as ImportId,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A roll says of whoever comes on it what the record of the person does: a line found by a merged record
/// may say what that one said.
async fn as_registered(
    db: &mut PgConnection,
    import_id: ImportId,
    election_id: ElectionId,
) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update import_line
        set found = found || jsonb_build_array(case
            when name_key(person.name) <> name_key(given ->> 'name') then jsonb_build_object(
                'column', 'name', 'key', 'import-found-otherwise', 'value', person.name
            )
            when birth_on::text <> given ->> 'birth' then jsonb_build_object(
                'column', 'birth', 'key', 'import-found-otherwise', 'value', birth_on::text
            )
            else jsonb_build_object('column', 'sex', 'key', 'import-found-other-sex', 'value', '')
        end)
        from person
        where import_id = $1
        and person.person_id = target_id
        and found = '[]'
        and bar < 2
        and (
            name_key(person.name) <> name_key(given ->> 'name')
            or birth_on::text <> given ->> 'birth'
            or sex <> given ->> 'sex'
        )
        and not exists (
            select
            from roll_entry
            join roll using (roll_id)
            where roll.election_id = $2
            and roll_entry.person_id = target_id
            and struck_by is null
        )
        ",
        import_id as ImportId,
        election_id as ElectionId,
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
