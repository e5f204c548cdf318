//! Persons, and the posts that they hold or held, as files. Identity and telephone numbers are in no
//! file: whether they are on record is.

use axum::{extract::State, response::Response};

use super::{SeePersons, sets, store};
use crate::shell::{
    App, Error,
    extract::{AskedForm, Named},
    mandate::{AtPlace, Mandate},
    table::{Asked, Cell, Column, FormatPath, Kind, Line, Shown, Source, Table},
    view::Visit,
    words::Words,
};

/// The persons of a place and all below it.
pub static PERSONS: Table = Table {
    name: "persons",
    title: "persons-title",
    none: "persons-none",
    columns: &[
        Column::new("name", "person-name", Kind::Text).heads().sorts(&["name"]).filters(),
        Column::new("sex", "roll-column-sex", Kind::Word("sex-", &["f", "m"])).filters(),
        Column::new("birth_on", "candidate-birth-on", Kind::Day).filters(),
        Column::new("place", "person-place", Kind::Text),
        Column::new("code", "place-code", Kind::Text),
        Column::new("group_no", "person-group", Kind::Number),
        Column::new("number", "person-number", Kind::Word("person-number-", &["there", "lacks"]))
            .filters(),
        Column::new(
            "nationality",
            "person-nationality",
            Kind::Word("nationality-", sets::NATIONALITY),
        ),
        Column::new("education", "person-education", Kind::Word("education-", sets::EDUCATION)),
        Column::new("politics", "person-politics", Kind::Word("politics-", sets::POLITICS)),
        Column::new("away", "person-away", Kind::Word("away-", sets::AWAY)).filters(),
        Column::hidden("person_id", Kind::Number),
    ],
    sorted: "name",
    key: "person_id",
    tell: tell_days,
};

/// The posts of the persons of a place and all below it.
pub static OFFICES: Table = Table {
    name: "posts",
    title: "persons-offices",
    none: "persons-none",
    columns: &[
        Column::new("name", "person-name", Kind::Text).heads().sorts(&["name"]).filters(),
        Column::new("sex", "roll-column-sex", Kind::Word("sex-", &["f", "m"])),
        Column::new("birth_on", "candidate-birth-on", Kind::Day),
        Column::new("place", "person-place", Kind::Text),
        Column::new("body", "import-column-body", Kind::Word("held-body-", sets::BODIES)).filters(),
        Column::new("post", "import-column-post", Kind::Word("held-post-", sets::POSTS)).filters(),
        Column::new("term_no", "import-column-term", Kind::Number),
        Column::new("from_on", "import-column-from_on", Kind::Day),
        Column::new("until_on", "import-column-until_on", Kind::Day).filters(),
        Column::new("ended", "import-column-ended", Kind::Word("held-ended-", sets::ENDS)),
        Column::hidden("office_id", Kind::Number),
    ],
    sorted: "name",
    key: "office_id",
    tell: tell_days,
};

/// On which day of the week somebody was born or came to a post says nothing.
fn tell_days(line: &mut Line, _: &Words) {
    for column in ["birth_on", "from_on", "until_on"] {
        if let Cell::Day(on) = line.cell(column) {
            let on = on.to_string();
            line.show(column, Shown::text(on));
        }
    }
}

async fn places(app: &App, place: &AtPlace) -> Result<Vec<i64>, Error> {
    let mut db = app.db.acquire().await?;
    let places = store::within(&mut db, place.place_id).await?;
    Ok(places.into_iter().map(|place| place.0).collect())
}

/// The persons of a place as a file.
pub(super) async fn persons_file(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SeePersons>,
    Named(path): Named<FormatPath>,
    AskedForm(typed): AskedForm,
) -> Result<Response, Error> {
    let source = Source::new(
        "
        select person_id, person.name, sex, birth_on, place.name as place, place_code.code,
            group_no, case when idno_digest is null then 'lacks' else 'there' end as number,
            nationality, education, politics, away
        from person
        join place using (place_id)
        left join place_code on place_code.place_id = place.place_id and upper_inf(valid)
        left join whereabouts using (person_id)
        where person.place_id = any ($1)
        and merged_into is null
        ",
    );
    let source = source.bind(places(&app, &mandate.over).await?);
    let asked = Asked::read(&PERSONS, source, &typed, &visit.words);
    asked.file(&app, path.format, &mandate.over.name).await
}

/// The posts of the persons of a place as a file.
pub(super) async fn offices_file(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SeePersons>,
    Named(path): Named<FormatPath>,
    AskedForm(typed): AskedForm,
) -> Result<Response, Error> {
    let source = Source::new(
        "
        select office_id, person.name, sex, birth_on, place.name as place, body, post,
            term_no::bigint as term_no, from_on, until_on, ended
        from office
        join person using (person_id)
        join place on place.place_id = office.place_id
        where office.place_id = any ($1)
        and merged_into is null
        ",
    );
    let source = source.bind(places(&app, &mandate.over).await?);
    let asked = Asked::read(&OFFICES, source, &typed, &visit.words);
    asked.file(&app, path.format, &mandate.over.name).await
}
