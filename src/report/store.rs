//! What the records of a town add up to, in a constant number of queries.

pub mod flags;
pub mod reported;

use chrono::NaiveDate;
use sqlx::PgConnection;

use crate::shell::ids::PlaceId;

/// What a team is made of; everything but `size` is a part of it.
#[derive(Clone, Debug, Default)]
pub struct Team {
    /// Of which bodies: `party`, `villagers_committee`, `residents_committee`; `all` is everybody
    /// once.
    pub body: String,
    /// Persons.
    pub size: i64,
    /// Secretaries or directors.
    pub heads: i64,
    /// Women among them.
    pub women_heads: i64,
    /// Deputies.
    pub deputies: i64,
    /// Women.
    pub women: i64,
    /// The sum of their ages.
    pub years: i64,
    /// 57 or older.
    pub old: i64,
    /// 35 or younger.
    pub young: i64,
    /// Technical secondary school or above.
    pub technical: i64,
    /// College or above.
    pub college: i64,
    /// College-graduate village officials.
    pub officials: i64,
    /// Who hold a post in the other body, too.
    pub cross: i64,
}

/// The teams of the units of a town: who holds a post on a day of statistics, each person once a
/// body. Ages are those of that day.
///
/// # Errors
/// Those of the database.
pub async fn teams(
    db: &mut PgConnection,
    town_id: PlaceId,
    on: NaiveDate,
) -> sqlx::Result<Vec<Team>> {
    sqlx::query_as!(
        Team,
        r#"
        with held as (
            select office.person_id, office.body,
                bool_or(office.post in ('secretary', 'director')) as heads,
                bool_or(office.post in ('deputy_secretary', 'deputy')) as deputy
            from place
            join office on office.place_id = place.place_id
            where place.parent_id = $1
            and office.body in ('party', 'villagers_committee', 'residents_committee')
            and office.until_on is null
            group by office.person_id, office.body
        ), listed as (
            select person_id, body, heads, deputy,
                count(*) over (partition by person_id) > 1 as crosses
            from held
            union all
            select person_id, 'all', bool_or(heads), bool_or(deputy), count(*) > 1
            from held
            group by person_id
        )
        select body as "body!", count(*) as "size!",
            count(*) filter (where heads) as "heads!",
            count(*) filter (where heads and sex = 'f') as "women_heads!",
            count(*) filter (where deputy and not heads) as "deputies!",
            count(*) filter (where sex = 'f') as "women!",
            coalesce(sum(date_part('year', age($2::date, birth_on))), 0)::bigint as "years!",
            count(*) filter (where birth_on <= $2::date - interval '57 years') as "old!",
            count(*) filter (where birth_on > $2::date - interval '36 years') as "young!",
            count(*) filter (
                where education in ('technical', 'college', 'bachelor', 'master', 'doctor')
            ) as "technical!",
            count(*) filter (where education in ('college', 'bachelor', 'master', 'doctor'))
                as "college!",
            count(*) filter (where official_since <= $2 and coalesce(official_until > $2, true))
                as "officials!",
            count(*) filter (where crosses) as "cross!"
        from listed
        join person using (person_id)
        group by body
        "#,
        town_id as PlaceId,
        on,
    )
    .fetch_all(db)
    .await
}

/// What else the records of a town's units add up to.
#[derive(Clone, Debug, Default)]
pub struct Others {
    /// Communities.
    pub communities: i64,
    /// Villages.
    pub villages: i64,
    /// General branches.
    pub general_branches: i64,
    /// Branches.
    pub branches: i64,
    /// Those of them that hang on a village.
    pub village_branches: i64,
    /// Members of all branches.
    pub members: i64,
    /// Members of the branches of villages.
    pub village_members: i64,
    /// Groups that are not dissolved.
    pub groups: i64,
    /// Leaders of groups.
    pub group_leaders: i64,
    /// Representatives of the groups.
    pub representatives: i64,
    /// Reserve cadres.
    pub reserves: i64,
    /// The sum of their ages.
    pub reserve_years: i64,
    /// Reserve cadres with college or above.
    pub reserve_college: i64,
    /// Of those the college-graduate village officials.
    pub reserve_officials: i64,
    /// Reserve cadres with high or technical secondary school.
    pub reserve_senior: i64,
}

/// Units, organisations, members, groups and reserve cadres of a town.
///
/// # Errors
/// Those of the database.
#[expect(clippy::too_many_lines, reason = "one query")]
pub async fn others(
    db: &mut PgConnection,
    town_id: PlaceId,
    on: NaiveDate,
) -> sqlx::Result<Others> {
    sqlx::query_as!(
        Others,
        r#"
        with unit as (
            select place_id, kind
            from place
            join place_code using (place_id)
            where parent_id = $1
            and upper_inf(valid)
        ), organised as (
            select organisation.kind, coalesce(here.kind = 'village', false) as village, members
            from (select place_id, kind from unit union all select $1, null) as here
            join organisation using (place_id)
            cross join lateral (
                select count(*) as members
                from membership
                where membership.organisation_id = organisation.organisation_id
                and until_on is null
            ) as counted
            where coalesce(dissolved_on > $2, true)
        )
        select communities as "communities!", villages as "villages!", general_branches as "general_branches!",
            branches as "branches!", village_branches as "village_branches!", members as "members!",
            village_members as "village_members!", groups as "groups!", group_leaders as "group_leaders!",
            representatives as "representatives!", reserves as "reserves!", years as "reserve_years!",
            college as "reserve_college!", officials as "reserve_officials!", senior as "reserve_senior!"
        from (
            select count(*) filter (where kind = 'community') as communities,
                count(*) filter (where kind = 'village') as villages
            from unit
        ) as counted cross join (
            select count(*) filter (where kind = 'general_branch') as general_branches,
                count(*) filter (where kind = 'branch') as branches,
                count(*) filter (where kind = 'branch' and village) as village_branches,
                coalesce(sum(members), 0)::bigint as members,
                coalesce(sum(members) filter (where village), 0)::bigint as village_members
            from organised
        ) as organisations cross join (
            select count(*) as groups from unit join unit_group using (place_id) where dissolved_on is null
        ) as grouped cross join (
            select count(distinct person_id) filter (where post = 'group_leader') as group_leaders,
                count(distinct person_id) filter (where post = 'representative') as representatives
            from unit
            join office using (place_id)
            where body = 'groups'
            and until_on is null
        ) as led cross join lateral (
            select count(*) as reserves, coalesce(sum(date_part('year', age($2::date, birth_on))), 0)::bigint as years,
                count(*) filter (where graduate) as college,
                count(*) filter (where graduate and official_since <= $2 and coalesce(official_until > $2, true))
                    as officials,
                count(*) filter (where education in ('senior', 'technical')) as senior
            from person
            cross join lateral (
                select coalesce(education in ('college', 'bachelor', 'master', 'doctor'), false) as graduate
            ) as schooled
            where place_id in (select place_id from unit union all select $1)
            and merged_into is null
            and reserve_since <= $2
            and coalesce(reserve_until > $2, true)
        ) as reserve
        "#,
        town_id as PlaceId,
        on,
    )
    .fetch_one(db)
    .await
}
