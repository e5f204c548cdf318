//! Posts that persons hold or held over the terms.

use chrono::NaiveDate;
use sqlx::PgConnection;

use crate::shell::ids::{OfficeId, OrganisationId, PersonId, PlaceId};

/// A post of a person.
#[derive(Clone, Debug)]
pub struct Office {
    /// Key.
    pub office_id: OfficeId,
    /// Where.
    pub place: String,
    /// The division code of that place, where it still has one.
    pub code: Option<String>,
    /// Of [`crate::persons::sets::BODIES`].
    pub body: String,
    /// Of [`crate::persons::sets::POSTS`].
    pub post: String,
    /// The organisation of the Party, where it is said which.
    pub organisation: Option<String>,
    /// Which term.
    pub term_no: Option<i32>,
    /// From when; `None` where nobody knows.
    pub from_on: Option<NaiveDate>,
    /// Until when; `None` while it is held.
    pub until_on: Option<NaiveDate>,
    /// How it ended, of [`crate::persons::sets::ENDS`].
    pub ended: Option<String>,
}

/// The posts of a person: those held first, then the latest.
///
/// # Errors
/// Those of the database.
pub async fn of(db: &mut PgConnection, person_id: PersonId) -> sqlx::Result<Vec<Office>> {
    sqlx::query_as!(
        Office,
        "
        select office_id, place.name as place, code as \"code?\", body, post,
            organisation.name as \"organisation?\", term_no, from_on, until_on, ended
        from office
        join place using (place_id)
        left join place_code on place_code.place_id = place.place_id and upper_inf(valid)
        left join organisation using (organisation_id)
        where person_id = $1
        order by until_on desc nulls first, from_on desc nulls last, office_id desc
        ",
        person_id as PersonId,
    )
    .fetch_all(db)
    .await
}

/// A post as it is added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewOffice {
    /// Whose.
    pub person_id: PersonId,
    /// Where.
    pub place_id: PlaceId,
    /// Of [`crate::persons::sets::BODIES`].
    pub body: &'static str,
    /// Of [`crate::persons::sets::POSTS`].
    pub post: &'static str,
    /// In which organisation of the Party, where it is said; else in the one that leads the place.
    pub organisation_id: Option<OrganisationId>,
    /// Which term.
    pub term_no: Option<i32>,
    /// From when.
    pub from_on: Option<NaiveDate>,
    /// Until when, and how it ended, of [`crate::persons::sets::ENDS`].
    pub ended: Option<(NaiveDate, &'static str)>,
}

/// Adds posts in one statement.
///
/// # Errors
/// Those of the database.
pub async fn add(db: &mut PgConnection, new: &[NewOffice]) -> sqlx::Result<()> {
    let persons: Vec<PersonId> = new.iter().map(|one| one.person_id).collect();
    let places: Vec<PlaceId> = new.iter().map(|one| one.place_id).collect();
    let bodies: Vec<&str> = new.iter().map(|one| one.body).collect();
    let posts: Vec<&str> = new.iter().map(|one| one.post).collect();
    let organisations: Vec<Option<OrganisationId>> =
        new.iter().map(|one| one.organisation_id).collect();
    let terms: Vec<Option<i32>> = new.iter().map(|one| one.term_no).collect();
    let from: Vec<Option<NaiveDate>> = new.iter().map(|one| one.from_on).collect();
    let until: Vec<Option<NaiveDate>> = new.iter().map(|one| Some(one.ended?.0)).collect();
    let ended: Vec<Option<&str>> = new.iter().map(|one| Some(one.ended?.1)).collect();
    sqlx::query!(
        "
        insert into office (
            person_id, place_id, body, post, term_no, from_on, until_on, ended, organisation_id
        )
        select person_id, place_id, body, post, term_no, from_on, until_on, ended,
            coalesce(organisation_id, case body when 'party' then leading_organisation(place_id) end)
        from unnest(
            $1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::int[], $6::date[], $7::date[],
            $8::text[], $9::bigint[]
        ) as line (person_id, place_id, body, post, term_no, from_on, until_on, ended, organisation_id)
        ",
        &persons as &[PersonId],
        &places as &[PlaceId],
        &bodies as &[&str],
        &posts as &[&str],
        &terms as &[Option<i32>],
        &from as &[Option<NaiveDate>],
        &until as &[Option<NaiveDate>],
        &ended as &[Option<&str>],
        &organisations as &[Option<OrganisationId>],
    )
    .execute(db)
    .await?;
    Ok(())
}

/// An organisation of the Party in which posts are held.
#[derive(Clone, Debug)]
pub struct Hung {
    /// Key.
    pub organisation_id: OrganisationId,
    /// On which place it hangs.
    pub place_id: PlaceId,
    /// Its name, beside that of the place where it does not say it.
    pub name: String,
    /// The place has others, or is a town: a post is said to be in this one.
    pub among: bool,
}

/// The organisations of the Party that hang on some places and are not dissolved.
///
/// # Errors
/// Those of the database.
pub async fn organisations(db: &mut PgConnection, places: &[PlaceId]) -> sqlx::Result<Vec<Hung>> {
    sqlx::query_as!(
        Hung,
        r#"
        select organisation_id, place_id,
            case
                when starts_with(organisation.name, place.name) then organisation.name
                else concat_ws(' ', place.name, organisation.name)
            end as "name!",
            level <> 'unit' or count(*) over (partition by place_id) > 1 as "among!"
        from organisation
        join place using (place_id)
        where place_id = any ($1)
        and organisation.kind <> 'town_committee'
        and dissolved_on is null
        order by place.name, organisation.name, organisation_id
        "#,
        places as &[PlaceId],
    )
    .fetch_all(db)
    .await
}

/// Why somebody cannot hold a post somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// The place is no village and no community, and no organisation of it was named.
    Place,
    /// A village has no residents' committee, a community no villagers'.
    Committee,
    /// A post of the Party, and the person is no member.
    NoMember,
    /// The person holds it.
    Held,
    /// The person has died.
    Died,
    /// A post of the Party in a place with several organisations, and none was named.
    Several,
    /// A post of the Party in a place that has no organisation.
    NoOrganisation,
}

/// What keeps a person from holding a post.
///
/// # Errors
/// Those of the database.
#[expect(clippy::too_many_lines, reason = "one statement")]
pub async fn obstacle(db: &mut PgConnection, new: &NewOffice) -> sqlx::Result<Option<Obstacle>> {
    let found = sqlx::query!(
        r#"
        select level <> 'unit' and new.held_in is null as "place!",
            coalesce(($3, place.kind) in (
                ('villagers_committee', 'community'), ('residents_committee', 'village')
            ), false) as "committee!",
            coalesce(
                $3 = 'party' and not exists (
                    select
                    from membership
                    where membership.person_id = $1
                    and until_on is null
                ), false
            ) as "no_member!",
            exists (
                select
                from office
                where (office.person_id, office.place_id, body, post) = ($1, $2, $3, $4)
                and held_in(office) is not distinct from new.held_in
                and until_on is null
            ) as "held!",
            died_on is not null as "died!",
            $3 = 'party' and new.held_in is null and there.some_are as "several!",
            $3 = 'party' and new.held_in is null and not there.some_are as "no_organisation!"
        from place
        cross join person
        cross join lateral (
            select coalesce($5, case $3 when 'party' then leading_organisation($2) end) as held_in
        ) as new
        cross join lateral (
            select exists (
                select
                from organisation
                where organisation.place_id = place.place_id
                and organisation.kind <> 'town_committee'
                and dissolved_on is null
            ) as some_are
        ) as there
        where place.place_id = $2
        and person.person_id = $1
        "#,
        new.person_id as PersonId,
        new.place_id as PlaceId,
        new.body,
        new.post,
        new.organisation_id as Option<OrganisationId>,
    )
    .fetch_one(db)
    .await?;
    let all = [
        (found.place, Obstacle::Place),
        (found.committee, Obstacle::Committee),
        (found.no_member, Obstacle::NoMember),
        (found.held, Obstacle::Held),
        (found.died, Obstacle::Died),
        (found.several, Obstacle::Several),
        (found.no_organisation, Obstacle::NoOrganisation),
    ];
    Ok(all.into_iter().find_map(|(is, obstacle)| is.then_some(obstacle)))
}

/// Who else is at the head of a body at a place, its director or its secretary, if anybody is. Of several
/// organisations of the Party each has its own secretary; where none is said the leading one is meant.
///
/// # Errors
/// Those of the database.
pub async fn head(db: &mut PgConnection, new: &NewOffice) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!(
        "
        select name
        from office
        join person using (person_id)
        where office.place_id = $1
        and body = $2
        and post = $3
        and held_in(office) is not distinct from
            coalesce($5, case $2 when 'party' then leading_organisation($1) end)
        and until_on is null
        and office.person_id <> $4
        limit 1
        ",
        new.place_id as PlaceId,
        new.body,
        new.post,
        new.person_id as PersonId,
        new.organisation_id as Option<OrganisationId>,
    )
    .fetch_optional(db)
    .await
}

/// Ends a post that a person holds; says whether there was one.
///
/// # Errors
/// Those of the database; the day lies before the first (`office_period`).
pub async fn end(
    db: &mut PgConnection,
    person_id: PersonId,
    office_id: OfficeId,
    until_on: NaiveDate,
    ended: &str,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "
        update office
        set until_on = $3, ended = $4
        where person_id = $1
        and office_id = $2
        and until_on is null
        ",
        person_id as PersonId,
        office_id as OfficeId,
        until_on,
        ended,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes away a post that was entered by mistake; says whether it was there.
///
/// # Errors
/// Those of the database.
pub async fn remove(
    db: &mut PgConnection,
    person_id: PersonId,
    office_id: OfficeId,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "
        delete from office
        where person_id = $1
        and office_id = $2
        ",
        person_id as PersonId,
        office_id as OfficeId,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}
