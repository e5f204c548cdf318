//! The voters of a roll, as a table.

use axum::{extract::State, response::Response};

use super::SeeRoll;
use crate::shell::{
    App, Error,
    extract::{AskedForm, Named},
    ids::ElectionId,
    mandate::{AtElection, Mandate},
    table::{Asked, Cell, Column, FormatPath, Kind, Line, Paths, Shown, Source, Table},
    urls,
    view::Visit,
    words::Words,
};

/// Those who stand on a roll; the number is the place on it, whatever is looked for.
pub static VOTERS: Table = Table {
    name: "voters",
    title: "roll-list",
    none: "roll-none",
    people: true,
    columns: &[
        Column::new("number", "roll-no", Kind::Number).sorts(&["group_no", "roll_entry_id"]),
        Column::new("name", "roll-column-name", Kind::Text).heads().sorts(&["name"]).filters(),
        Column::new("sex", "roll-column-sex", Kind::Word("sex-", &["f", "m"]))
            .sorts(&["sex"])
            .filters(),
        Column::new("birth_on", "roll-column-birth", Kind::Day).sorts(&["birth_on"]).filters(),
        Column::new("group_no", "roll-column-group", Kind::Number).sorts(&["group_no"]).filters(),
        Column::new(
            "category",
            "roll-column-category",
            Kind::Word("roll-category-", &["a", "b", "c"]),
        )
        .sorts(&["category"])
        .filters(),
    ],
    sorted: "number",
    key: "roll_entry_id",
    tell,
};

fn tell(line: &mut Line, _: &Words) {
    // on which day of the week somebody was born says nothing
    if let Cell::Day(on) = line.cell("birth_on") {
        let on = on.to_string();
        line.show("birth_on", Shown::text(on));
    }
}

/// Those of an election.
pub fn of(election_id: ElectionId) -> Source {
    Source::new(
        "
        select roll_entry_id, group_no, name, sex, birth_on, category,
            row_number() over (order by group_no, roll_entry_id) as number
        from roll_entry
        where roll_id = (
            select roll_id
            from roll
            where election_id = $1
            order by version desc
            limit 1
        )
        and struck_by is null
        ",
    )
    .bind(election_id.0)
}

/// Where the table stands.
pub(super) fn paths(at: &AtElection) -> Paths {
    Paths { page: at.to(urls::ROLL), files: at.to(urls::ROLL_VOTERS_FILE) }
}

/// The table as a file.
pub(super) async fn file(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SeeRoll>,
    Named(path): Named<FormatPath>,
    AskedForm(typed): AskedForm,
) -> Result<Response, Error> {
    let at = &mandate.over;
    let asked = Asked::read(&VOTERS, of(at.election_id), &typed, &visit.words);
    asked.file(&app, path.format, &at.unit.name).await
}
