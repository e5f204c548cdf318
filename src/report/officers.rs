//! Who holds a post in the units of a place, as a table: each person once.

use sqlx::PgConnection;

use super::{sets, tables};
use crate::{
    imports::BringIn,
    persons::{SeePersons, sets::EDUCATION},
    shell::{
        mandate::{AtPlace, Held},
        table::{Column, Kind, Line, Listing, Source, Table},
        urls,
        words::Words,
    },
};

const PARTY_POSTS: &[&str] = &["secretary", "deputy_secretary", "member"];
const COMMITTEE_POSTS: &[&str] = &["director", "deputy", "member"];
const COMMITTEES: &[&str] = &["villagers_committee", "residents_committee"];
const GROUP_POSTS: &[&str] = &["group_leader", "representative"];

/// Holders of posts.
pub static OFFICERS: Table = Table {
    name: "officers",
    title: "officers-title",
    none: "officers-none",
    people: true,
    columns: &[
        Column::new("name", "person-name", Kind::Text).heads().sorts(&["name"]).filters(),
        Column::new("sex", "roll-column-sex", Kind::Word("sex-", &["f", "m"])).filters(),
        Column::new("age", "person-age", Kind::Number).sorts(&["age"]),
        Column::new("education", "person-education", Kind::Word("education-", EDUCATION))
            .or("page-none")
            .sorts(&["education"])
            .filters(),
        Column::new("units", "person-place", Kind::Texts).sorts(&["units"]).filters(),
        Column::new("party_post", "officers-party", Kind::Word("held-post-", PARTY_POSTS))
            .or("page-none")
            .sorts(&["party_post"])
            .filters(),
        Column::new(
            "committee_post",
            "officers-committee",
            Kind::Word("held-post-", COMMITTEE_POSTS),
        )
        .or("page-none")
        .sorts(&["committee_post"])
        .filters(),
        Column::new("group_post", "officers-groups", Kind::Word("held-post-", GROUP_POSTS))
            .or("page-none")
            .filters(),
        Column::new("from_on", "people-from", Kind::Day).or("page-none").sorts(&["from_on"]),
        Column::new("team", "officers-team", Kind::Word("said-", sets::YES_NO)).filters().aside(),
        Column::new("branch", "officers-branch", Kind::Word("said-", sets::YES_NO))
            .filters()
            .aside(),
        Column::new("committee", "officers-body", Kind::Word("held-body-", COMMITTEES))
            .filters()
            .aside(),
        Column::new("crosses", "figure-cross", Kind::Word("said-", sets::YES_NO)).filters().aside(),
        Column::new("band", "person-age-band", Kind::Word("age-band-", sets::BANDS))
            .filters()
            .aside(),
        Column::new("technical", "figure-technical", Kind::Word("said-", sets::YES_NO))
            .filters()
            .aside(),
        Column::new("college", "figure-college", Kind::Word("said-", sets::YES_NO))
            .filters()
            .aside(),
        Column::new("official", "person-official", Kind::Word("said-", sets::YES_NO))
            .filters()
            .aside(),
        Column::new("leads", "figure-group_leaders", Kind::Word("said-", sets::YES_NO))
            .filters()
            .aside(),
        Column::new("represents", "figure-representatives", Kind::Word("said-", sets::YES_NO))
            .filters()
            .aside(),
        Column::hidden("world_id", Kind::Number),
        Column::hidden("person_id", Kind::Number),
        Column::hidden("code", Kind::Text),
    ],
    sorted: "party_post",
    key: "person_id",
    tell,
};

fn tell(line: &mut Line, _: &Words) {
    tables::person(line, &["from_on"]);
}

/// Each person once, with the highest post of each kind.
pub const SQL: &str = "
    select person.person_id, person.world_id, person.name, sex, education,
        date_part('year', age($2::date, birth_on))::bigint as age,
        held.units, held.party_post, held.committee_post, held.group_post, held.from_on, held.committee,
        -- of who belongs beyond the list the page is asked for here, where it is said who shows it
        coalesce(case when person.place_id = any ($1) then own.code end, held.code) as code,
        case when held.party_post is null and held.committee_post is null then 'no' else 'yes' end as team,
        case when held.party_post is null then 'no' else 'yes' end as branch,
        case when held.party_post is null or held.committee_post is null then 'no' else 'yes' end
            as crosses,
        case when birth_on <= $2::date - interval '57 years' then 'old'
            when birth_on > $2::date - interval '36 years' then 'young'
            else 'middle' end as band,
        case when education in ('technical', 'college', 'bachelor', 'master', 'doctor')
            then 'yes' else 'no' end as technical,
        case when education in ('college', 'bachelor', 'master', 'doctor')
            then 'yes' else 'no' end as college,
        case when official_since <= $2 and coalesce(official_until > $2, true)
            then 'yes' else 'no' end as official,
        case when held.leads then 'yes' else 'no' end as leads,
        case when held.represents then 'yes' else 'no' end as represents
    from (
        select office.person_id, min(place_code.code) as code, min(office.from_on) as from_on,
            array_agg(distinct place.name) as units,
            (array_agg(post order by array_position(array['secretary', 'deputy_secretary', 'member'], post))
                filter (where body = 'party'))[1] as party_post,
            (array_agg(post order by array_position(array['director', 'deputy', 'member'], post))
                filter (where body in ('villagers_committee', 'residents_committee')))[1] as committee_post,
            min(body) filter (where body in ('villagers_committee', 'residents_committee')) as committee,
            min(post) filter (where body = 'groups') as group_post,
            bool_or(body = 'groups' and post = 'group_leader') as leads,
            bool_or(body = 'groups' and post = 'representative') as represents
        from office
        join place on place.place_id = office.place_id
        join place_code on place_code.place_id = place.place_id
        where office.place_id = any ($1)
        and body in ('party', 'villagers_committee', 'residents_committee', 'groups')
        and place.level = 'unit'
        and office.until_on is null
        and upper_inf(place_code.valid)
        group by office.person_id
    ) as held
    join person on person.person_id = held.person_id
    left join place_code as own on own.place_id = person.place_id and upper_inf(own.valid)
";

/// Those who hold a post at a place.
pub struct Officers;

impl Listing for Officers {
    type Seen = SeePersons;
    const TABLE: &'static Table = &OFFICERS;
    const LEAD: &'static str = "officers-lead";
    const PAGE: &'static str = urls::OFFICERS;
    const FILES: &'static str = urls::OFFICERS_FILE;
    // each figure of a report counts these posts and no others
    const LEAVES: Option<(&'static str, &'static str, &'static str)> =
        Some(("officers-leaves", urls::POSTS, "posts-title"));
    const RATHER: Option<(&'static str, &'static str)> = Some((urls::POSTS, "posts-title"));

    fn back(held: &Held) -> Option<&'static str> {
        held.may::<BringIn>().then_some("officers-back")
    }

    async fn source(db: &mut PgConnection, place: &AtPlace) -> sqlx::Result<Source> {
        tables::source(db, place, SQL).await
    }
}
