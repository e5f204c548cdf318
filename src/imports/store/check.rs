//! What is wrong with lines beside other lines and what is there, and whom each is about: a constant
//! number of statements for a file, by indexes.

mod members;
mod places;
mod posts;
mod voters;
mod who;

use chrono::NaiveDate;
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
    /// The day on which it is read.
    pub today: NaiveDate,
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
        set found = '[]', noted = null, target_id = null, beyond = false, fresh = false, office_id = null,
            changes = null
        where import_id = $1
        and (found <> '[]' or noted is not null or target_id is not null)
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
        voters::look(db, import_id, election_id, cycle_id).await?;
    }
    match kind {
        Kind::Members => {
            members::look(db, import_id).await?;
            members::died(db, import_id).await?;
            members::probation(db, import_id, reach.today).await?;
        }
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
    groups(db, import_id, reach).await?;
    beyond(db, import_id).await
}

/// Who is known by a record here and belongs to another place: what the line says of the person is not entered,
/// and that somebody died is entered where that one belongs, for it ends everything else there, too.
async fn beyond(db: &mut PgConnection, import_id: ImportId) -> sqlx::Result<()> {
    sqlx::query!(
        "
        update import_line
        set found = found || jsonb_build_array(jsonb_build_object(
            'column', 'ended', 'key', 'import-found-dead-elsewhere', 'value', ''
        ))
        where import_id = $1
        and beyond
        and target_id is not null
        and given ->> 'ended' = 'died'
        ",
        import_id as ImportId,
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "
        update import_line
        set noted = coalesce(noted, '[]') || jsonb_build_array(jsonb_build_object(
            'column', '', 'key', 'import-warn-of-elsewhere', 'value', ''
        ))
        from person
        where import_id = $1
        and beyond
        and person_id = target_id
        and found = '[]'
        and (
            given ? 'group' and (given ->> 'group')::int is distinct from group_no
            or given ? 'nationality' and given ->> 'nationality' is distinct from nationality
            or given ? 'education' and given ->> 'education' is distinct from education
            or given ? 'politics' and given ->> 'politics' is distinct from politics
            or import_line.idno_digest is not null and person.idno_digest is null
            or phone_digest is not null and not exists (
                select
                from phone
                where phone.person_id = target_id
                and number_digest = phone_digest
            )
        )
        ",
        import_id as ImportId,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Somebody new of whom nobody says in which unit: a town has none of its own but those of whom it is said.
async fn homeless(db: &mut PgConnection, import_id: ImportId) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        update import_line
        set found = found || jsonb_build_array(jsonb_build_object(
            'column', 'unit', 'value', '', 'key',
            case when given ? 'unit_unasked' then 'import-found-no-unit-column'
                else 'import-found-no-unit' end
        ))
        from place
        where import_id = $1
        and target_id is null
        and not given ? 'moved'
        and not found @> '[{"key": "import-found-number-elsewhere"}]'
        -- what stands there is told by itself
        and not jsonb_path_exists(problems, '$[*] ? (@.column == "unit" || @.column == "code")')
        and place.place_id = (given ->> 'place')::bigint
        and level <> 'unit'
        "#,
        import_id as ImportId,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A group that is none of the place, where its groups are known: on a roll of that of the election.
async fn groups(db: &mut PgConnection, import_id: ImportId, reach: &Reach) -> sqlx::Result<()> {
    sqlx::query!(
        "
        with placed as (
            select line, coalesce(
                (given ->> 'moved')::bigint, person.place_id, (given ->> 'place')::bigint
            ) as place_id
            from import_line
            left join person on person_id = target_id and not $2
            where import_id = $1
            and given ? 'group'
            and not beyond
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
        reach.election.is_some(),
    )
    .execute(db)
    .await?;
    Ok(())
}
