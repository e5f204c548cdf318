//! Every post that persons hold or held at a place, a line each, under the heads of the list of posts that
//! can be brought in: what is taken away here is read there again.

use sqlx::PgConnection;

use super::tables;
use crate::{
    imports::BringIn,
    persons::{
        SeePersons,
        sets::{BODIES, ENDS, POSTS},
    },
    shell::{
        mandate::{AtPlace, Held},
        table::{Column, Kind, Line, Listing, Source, Table},
        urls,
        words::Words,
    },
};

/// Posts.
pub static ALL: Table = Table {
    name: "posts",
    title: "posts-title",
    none: "officers-none",
    people: false,
    columns: &[
        Column::new("name", "import-column-name", Kind::Text).heads().sorts(&["name"]).filters(),
        Column::new("sex", "import-column-sex", Kind::Word("sex-", &["f", "m"])),
        Column::new("birth_on", "import-column-birth", Kind::Day).sorts(&["birth_on"]),
        Column::new(
            "number",
            "import-column-idno",
            Kind::Word("person-number-", &["there", "lacks"]),
        ),
        Column::new("code", "import-column-code", Kind::Text).sorts(&["code"]),
        Column::new("place", "import-column-unit", Kind::Text).sorts(&["code", "name"]).filters(),
        Column::new("body", "import-column-body", Kind::Word("held-body-", BODIES))
            .sorts(&["body"])
            .filters(),
        Column::new("post", "import-column-post", Kind::Word("held-post-", POSTS))
            .sorts(&["post"])
            .filters(),
        Column::new("organisation", "import-column-organisation", Kind::Text)
            .or("page-none")
            .sorts(&["organisation"])
            .filters_seldom(),
        Column::new("term_no", "import-column-term", Kind::Number)
            .or("page-none")
            .sorts(&["term_no"])
            .filters_seldom(),
        Column::new("from_on", "import-column-from_on", Kind::Day)
            .or("page-none")
            .sorts(&["from_on"])
            .filters_seldom(),
        Column::new("until_on", "import-column-until_on", Kind::Day)
            .or("page-none")
            .sorts(&["until_on"])
            .filters_seldom(),
        Column::new("ended", "import-column-ended", Kind::Word("held-ended-", ENDS))
            .or("page-none")
            .filters(),
        Column::new("held", "posts-held", Kind::Word("said-", super::sets::YES_NO))
            .filters()
            .aside(),
        Column::hidden("lives", Kind::Text),
        Column::hidden("world_id", Kind::Number),
        Column::hidden("person_id", Kind::Number),
        Column::hidden("office_id", Kind::Number),
    ],
    sorted: "place",
    key: "office_id",
    tell,
};

fn tell(line: &mut Line, _: &Words) {
    // the code that is shown is that of the post: its holder may live elsewhere
    tables::person_of(line, "lives", &["birth_on", "from_on", "until_on"]);
}

const SQL: &str = "
    select office_id, person.person_id, person.world_id, person.name, sex, birth_on,
        case when idno_digest is null then 'lacks' else 'there' end as number,
        place_code.code,
        -- of who belongs beyond the list the page is asked for here, where it is said who shows it
        coalesce(case when person.place_id = any ($1) then own.code end, place_code.code) as lives,
        place.name as place, body, post, organisation.name as organisation,
        term_no, from_on, until_on, ended,
        case when coalesce(until_on > $2::date, true) then 'yes' else 'no' end as held
    from office
    join person using (person_id)
    join place on place.place_id = office.place_id
    join place_code on place_code.place_id = office.place_id and upper_inf(place_code.valid)
    left join organisation on organisation.organisation_id = office.organisation_id
    left join place_code as own on own.place_id = person.place_id and upper_inf(own.valid)
    where office.place_id = any ($1)
    and merged_into is null
";

/// Posts of a place.
pub struct Posts;

impl Listing for Posts {
    type Seen = SeePersons;
    const TABLE: &'static Table = &ALL;
    const LEAD: &'static str = "posts-lead";
    const PAGE: &'static str = urls::POSTS;
    const FILES: &'static str = urls::POSTS_FILE;

    fn back(held: &Held) -> Option<&'static str> {
        held.may::<BringIn>().then_some("posts-back")
    }

    async fn source(db: &mut PgConnection, place: &AtPlace) -> sqlx::Result<Source> {
        tables::source(db, place, SQL).await
    }
}
