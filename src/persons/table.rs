//! The persons of a place, as a table.
//!
//! A name is found by the indexes of names (`store::list`), whatever the size of the place; the table
//! then sorts and filters what was found. Nobody pages through a county: there a name is asked for.

use axum::{extract::State, response::Response};
use sqlx::PgConnection;

use super::{
    SeePersons,
    store::{
        self,
        list::{self, Search},
    },
};
use crate::shell::{
    App, Error,
    extract::{AskedForm, Named},
    form::Typed,
    ids::{ImportId, PersonId, WorldId},
    mandate::{AtPlace, Mandate},
    table::{Asked, Cell, Column, FormatPath, Kind, Line, Paths, Shown, Source, Table},
    urls::{self, At},
    view::Visit,
    words::Words,
};

/// The parameter that names an import: the persons of its lines are listed.
pub const IMPORT: &str = "import";
/// More persons of one name than this are not told apart by a list.
const MOST: i64 = 5000;

/// Who belongs to a place and to what lies below it.
pub static PERSONS: Table = Table {
    name: "persons",
    title: "persons-title",
    none: "persons-none",
    people: true,
    columns: &[
        Column::new("name", "person-name", Kind::Text).heads().sorts(&["name"]).filters(),
        Column::new("sex", "roll-column-sex", Kind::Word("sex-", &["f", "m"]))
            .sorts(&["sex"])
            .filters(),
        Column::new("birth_on", "candidate-birth-on", Kind::Day)
            .sorts(&["birth_on"])
            .filters_seldom(),
        Column::new("place", "person-place", Kind::Text)
            .or("page-none")
            .sorts(&["place", "group_no"])
            .filters_seldom(),
        Column::new("group_no", "roll-column-group", Kind::Number)
            .or("page-none")
            .sorts(&["group_no"])
            .filters_seldom(),
        Column::new("number", "person-number", Kind::Word("person-number-", &["there", "lacks"]))
            .sorts(&["number"])
            .filters(),
        Column::new("away", "person-away", Kind::Word("away-", &["here", "short", "long"]))
            .or("page-none")
            .sorts(&["away"])
            .filters(),
        Column::new(IMPORT, "persons-import", Kind::Number).carried(),
        Column::hidden("died_on", Kind::Day),
        Column::hidden("person_id", Kind::Number),
        Column::hidden("world_id", Kind::Number),
        Column::hidden("code", Kind::Text),
    ],
    sorted: "name",
    key: "person_id",
    tell,
};

fn tell(line: &mut Line, words: &Words) {
    let at = At { world: WorldId(line.number("world_id")), code: line.text("code").to_owned() };
    let person_id = PersonId(line.number("person_id"));
    line.lead("name", urls::of_person(&at.to(urls::PERSON_PAGE), person_id));
    if let Cell::Day(_) = line.cell("died_on") {
        line.mark("name", "warn", words.text("person-died-tag"));
    }
    // on which day of the week somebody was born says nothing
    if let Cell::Day(on) = line.cell("birth_on") {
        let on = on.to_string();
        line.show("birth_on", Shown::text(on));
    }
    if line.text("number") == "lacks" {
        line.show("number", Shown::default());
        line.mark("number", "warn", words.text("person-number-lacks"));
    }
}

/// The name that is looked for.
pub(super) fn name(typed: &Typed) -> &str {
    typed.get("name")
}

/// Whether a list is shown: of a county only one of those who bear a name.
pub(super) fn lists(place: &AtPlace, typed: &Typed) -> bool {
    place.level != "county" || !name(typed).is_empty()
}

/// The import whose persons are asked for.
pub(super) fn import(typed: &Typed) -> Option<ImportId> {
    let asked = typed.get(IMPORT);
    // what cannot be read is none that there is
    (!asked.is_empty()).then(|| ImportId(asked.parse().unwrap_or_default()))
}

/// The persons of a place: all, those with the name that is looked for, those whom an import names.
///
/// # Errors
/// Those of the database.
pub async fn of(db: &mut PgConnection, place: &AtPlace, typed: &Typed) -> sqlx::Result<Source> {
    let places = store::within(db, place.place_id).await?;
    let name = name(typed);
    let readable = name.chars().count() <= 60 && !name.contains('\0');
    let (named, within): (bool, Vec<i64>) = if name.is_empty() || !readable {
        (false, places.iter().map(|place| place.0).collect())
    } else {
        let world_id = place.at.world;
        let search = Search { world_id, places: &places, name, after: None, most: MOST };
        let found = list::found(db, &search).await?;
        (true, found.into_iter().map(|person| person.0).collect())
    };
    let source = match (import(typed), named) {
        (None, false) => Source::new(ALL).bind(within),
        (None, true) => Source::new(FOUND).bind(within),
        (Some(import), named) => {
            let source = Source::new(if named { BROUGHT_FOUND } else { BROUGHT });
            source.bind(within).bind(import.0).bind(place.place_id.0)
        }
    };
    Ok(source.answers(&["name", IMPORT]))
}

/// What is told of a person.
macro_rules! told {
    ($from:literal, $which:literal) => {
        concat!(
            "
            select person.person_id, person.world_id, person.name, sex, birth_on, group_no,
                case when idno_digest is null then 'lacks' else 'there' end as number,
                place.name as place, coalesce(place_code.code, '') as code, died_on,
                case when died_on is null then away end as away,
                null::bigint as import
            from ",
            $from,
            "
            left join place using (place_id)
            left join place_code on place_code.place_id = place.place_id and upper_inf(valid)
            -- what was entered, for the list can be brought in again; where members are by the Party's register
            -- the list of those who are away says
            left join whereabouts using (person_id)
            where merged_into is null
            ",
            $which
        )
    };
}

/// The same of those whom the lines of an import of the place are about, by their keys.
macro_rules! brought {
    ($which:literal) => {
        told!(
            "(
                select person.*
                from (
                    select distinct target_id
                    from import_line
                    join import using (import_id)
                    where import_id = $2
                    and import.place_id = $3
                    and kind not in ('units', 'households')
                    and state = 'done'
                ) as line
                cross join lateral (
                    select *
                    from person
                    where person_id = target_id
                    offset 0
                ) as person
            ) as person",
            $which
        )
    };
}

const ALL: &str = told!("person", "and person.place_id = any ($1)");
const FOUND: &str = told!("person", "and person_id = any ($1)");
const BROUGHT: &str = brought!("and person.place_id = any ($1)");
const BROUGHT_FOUND: &str = brought!("and person_id = any ($1)");

/// Where the table stands.
pub(super) fn paths(at: &At) -> Paths {
    Paths { page: at.to(urls::PERSONS), files: at.to(urls::PERSONS_FILE) }
}

/// The table as a file.
pub(super) async fn file(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SeePersons>,
    Named(path): Named<FormatPath>,
    AskedForm(typed): AskedForm,
) -> Result<Response, Error> {
    let place = &mandate.over;
    if !lists(place, &typed) {
        return Err(Error::BadRequest("persons-name-first"));
    }
    let source = of(&mut *app.db.acquire().await?, place, &typed).await?;
    let asked = Asked::read(&PERSONS, source, &typed, &visit.words);
    asked.file(&app, path.format, &place.name).await
}
