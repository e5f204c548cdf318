//! Organisations as a table, which the figures of a report lead to.

use sqlx::PgConnection;

use super::SeeMembers;
use crate::{
    report::tables,
    shell::{
        ids::WorldId,
        mandate::AtPlace,
        table::{Column, Kind, Line, Listing, Source, Table},
        urls::{self, At},
        words::Words,
    },
};

const KINDS: &[&str] = &["town_committee", "general_branch", "branch"];
const UNITS: &[&str] = &["village", "community"];

/// Organisations of the Party with the number of their members, of all below them too.
pub static ORGANISATIONS: Table = Table {
    name: "organisations",
    title: "organisation-title",
    none: "organisation-none",
    people: false,
    columns: &[
        Column::new("name", "organisation-name", Kind::Text).heads().sorts(&["name"]).filters(),
        Column::new("kind", "organisation-kind", Kind::Word("organisation-", KINDS))
            .sorts(&["kind"])
            .filters(),
        Column::new("above", "organisation-above", Kind::Text)
            .or("page-none")
            .sorts(&["above"])
            .filters(),
        Column::new("place", "members-hangs", Kind::Text).sorts(&["code"]).filters(),
        Column::new("members", "members-count", Kind::Number).sorts(&["members"]),
        Column::new("unit_kind", "members-unit-kind", Kind::Word("place-", UNITS))
            .filters()
            .aside(),
        Column::hidden("world_id", Kind::Number),
        Column::hidden("organisation_id", Kind::Number),
        Column::hidden("code", Kind::Text),
    ],
    sorted: "place",
    key: "organisation_id",
    tell,
};

fn tell(line: &mut Line, _: &Words) {
    let world = WorldId(line.number("world_id"));
    let at = At { world, code: line.text("code").to_owned() };
    let id = line.number("organisation_id").to_string();
    line.lead("name", at.to(urls::ORGANISATION).replace("{organisation}", &id));
}

const SQL: &str = "
    with recursive here as (
        select organisation_id, parent_id
        from organisation
        where place_id = any ($1)
        and coalesce(dissolved_on > $2, true)
    ), line as (
        select organisation_id as top, organisation_id
        from here
        union
        select top, here.organisation_id
        from line
        join here on here.parent_id = line.organisation_id
    ), counted as (
        select top, count(*) as members
        from line
        join membership using (organisation_id)
        where until_on is null
        group by top
    )
    select organisation.organisation_id, organisation.world_id, organisation.name, organisation.kind,
        above.name as above, place.name as place, code, place.kind as unit_kind,
        coalesce(members, 0) as members
    from here
    join organisation using (organisation_id)
    join place using (place_id)
    join place_code using (place_id)
    left join organisation as above on above.organisation_id = organisation.parent_id
    left join counted on top = organisation.organisation_id
    where upper_inf(valid)
";

/// The organisations of a place.
pub struct Organisations;

impl Listing for Organisations {
    type Seen = SeeMembers;
    const TABLE: &'static Table = &ORGANISATIONS;
    const LEAD: &'static str = "organisation-listed";
    const PAGE: &'static str = urls::ORGANISATIONS_LISTED;
    const FILES: &'static str = urls::ORGANISATIONS_FILE;

    async fn source(db: &mut PgConnection, place: &AtPlace) -> sqlx::Result<Source> {
        tables::source(db, place, SQL).await
    }
}
