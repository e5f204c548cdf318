//! Reserve cadres and college-graduate village officials of a place, as a table.

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

const SCHOOLING: &[&str] = &["below", "senior", "college"];

/// Those who have such a mark.
pub static RESERVES: Table = Table {
    name: "reserves",
    title: "reserves-title",
    none: "reserves-none",
    people: true,
    columns: &[
        Column::new("name", "person-name", Kind::Text).heads().sorts(&["name"]).filters(),
        Column::new("sex", "roll-column-sex", Kind::Word("sex-", &["f", "m"])).filters(),
        Column::new("age", "person-age", Kind::Number).sorts(&["age"]),
        Column::new("education", "person-education", Kind::Word("education-", EDUCATION))
            .or("page-none")
            .sorts(&["education"])
            .filters(),
        Column::new("place", "person-place", Kind::Text).sorts(&["code", "name"]).filters(),
        Column::new("reserve_since", "person-reserve-since", Kind::Day)
            .or("page-none")
            .sorts(&["reserve_since"]),
        Column::new("official_since", "person-official-since", Kind::Day)
            .or("page-none")
            .sorts(&["official_since"]),
        Column::new("reserve", "figure-reserves", Kind::Word("said-", sets::YES_NO))
            .filters()
            .aside(),
        Column::new("official", "person-official", Kind::Word("said-", sets::YES_NO))
            .filters()
            .aside(),
        Column::new("schooling", "reserves-schooling", Kind::Word("schooling-", SCHOOLING))
            .filters()
            .aside(),
        Column::hidden("world_id", Kind::Number),
        Column::hidden("person_id", Kind::Number),
        Column::hidden("code", Kind::Text),
    ],
    sorted: "place",
    key: "person_id",
    tell,
};

fn tell(line: &mut Line, _: &Words) {
    tables::person(line, &["reserve_since", "official_since"]);
}

/// Each of the two marks is read by its own index.
pub const SQL: &str = "
    select person_id, person.world_id, person.name, sex, education, place.name as place, code,
        date_part('year', age($2::date, birth_on))::bigint as age,
        case when reserve = 'yes' then reserve_since end as reserve_since,
        case when official = 'yes' then official_since end as official_since,
        reserve, official,
        case when education in ('college', 'bachelor', 'master', 'doctor') then 'college'
            when education in ('senior', 'technical') then 'senior'
            else 'below' end as schooling
    from (
        select person_id from person
        where place_id = any ($1) and reserve_since is not null and merged_into is null
        union
        select person_id from person
        where place_id = any ($1) and official_since is not null and merged_into is null
    ) as marked
    join person using (person_id)
    cross join lateral (
        select
            case when reserve_since <= $2 and coalesce(reserve_until > $2, true)
                then 'yes' else 'no' end as reserve,
            case when official_since <= $2 and coalesce(official_until > $2, true)
                then 'yes' else 'no' end as official
    ) as now
    join place using (place_id)
    join place_code using (place_id)
    where upper_inf(valid)
    and (reserve = 'yes' or official = 'yes')
";

/// Those of a place who have such a mark.
pub struct Reserves;

impl Listing for Reserves {
    type Seen = SeePersons;
    const TABLE: &'static Table = &RESERVES;
    const LEAD: &'static str = "reserves-lead";
    const PAGE: &'static str = urls::RESERVES;
    const FILES: &'static str = urls::RESERVES_FILE;

    fn back(held: &Held) -> Option<&'static str> {
        held.may::<BringIn>().then_some("reserves-back")
    }

    async fn source(db: &mut PgConnection, place: &AtPlace) -> sqlx::Result<Source> {
        tables::source(db, place, SQL).await
    }
}
