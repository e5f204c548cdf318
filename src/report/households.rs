//! Households and people of units as they were counted last, under the heads of the list that can be brought
//! in, with their sum: the figures of the page of a town.

use sqlx::PgConnection;

use super::tables;
use crate::{
    places::{KeepPlaces, SeePlace},
    shell::{
        ids::WorldId,
        mandate::{AtPlace, Held},
        table::{Cell, Column, Kind, Line, Listing, Shown, Source, Table},
        urls::{self, At},
        words::Words,
    },
};

/// The newest figures of units.
pub static NEWEST: Table = Table {
    name: "households",
    title: "figure-title",
    none: "figure-none",
    people: false,
    columns: &[
        Column::new("unit", "import-column-unit", Kind::Text).heads().sorts(&["unit"]).filters(),
        Column::new("code", "import-column-code", Kind::Text).sorts(&["code"]),
        Column::new("households", "import-column-households", Kind::Number)
            .sorts(&["households"])
            .totals(),
        Column::new("people", "import-column-people", Kind::Number).sorts(&["people"]).totals(),
        Column::new("counted_on", "import-column-counted_on", Kind::Day)
            .sorts(&["counted_on"])
            .filters(),
        Column::new("source", "import-column-source", Kind::Text).sorts(&["source"]),
        Column::hidden("world_id", Kind::Number),
        Column::hidden("place_id", Kind::Number),
    ],
    sorted: "code",
    key: "place_id",
    tell,
};

fn tell(line: &mut Line, _: &Words) {
    let at = At { world: WorldId(line.number("world_id")), code: line.text("code").to_owned() };
    line.lead("unit", format!("{}#counted", at.to(urls::PLACE)));
    if let Cell::Day(on) = line.cell("counted_on") {
        let on = on.to_string();
        line.show("counted_on", Shown::text(on));
    }
}

const SQL: &str = "
    select place.place_id, place.world_id, place.name as unit, code, households::bigint,
        people::bigint, counted_on, source
    from place
    join place_code using (place_id)
    cross join lateral (
        select households, people, counted_on, source
        from place_figure
        where place_figure.place_id = place.place_id
        order by counted_on desc, place_figure_id desc
        limit 1
    ) as newest
    where place.place_id = any ($1)
    and level = 'unit'
    and upper_inf(valid)
    and $2::date is not null
";

/// Those of a place and below it.
pub struct Households;

impl Listing for Households {
    type Seen = SeePlace;
    const TABLE: &'static Table = &NEWEST;
    const LEAD: &'static str = "households-lead";
    const PAGE: &'static str = urls::HOUSEHOLDS;
    const FILES: &'static str = urls::HOUSEHOLDS_FILE;

    fn back(held: &Held) -> Option<&'static str> {
        held.may::<KeepPlaces>().then_some("households-back")
    }

    async fn source(db: &mut PgConnection, place: &AtPlace) -> sqlx::Result<Source> {
        tables::source(db, place, SQL).await
    }
}
