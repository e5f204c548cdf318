//! What lies below a place, as a table. Where each election stands is judged by the law first and then
//! joined, so that it is sorted, filtered and taken away like every other column.

use axum::{extract::State, response::Response};
use chrono::NaiveDate;
use law::stage::{self, Stage};
use sqlx::PgConnection;

use super::{SeePlace, store};
use crate::{
    elections::{standing::standings, store::body_of_kind},
    people::SeePeople,
    shell::{
        App, Error,
        clock::{self, Now},
        extract::{AskedForm, Named},
        ids::{PlaceId, WorldId},
        mandate::{AtPlace, Held, Mandate},
        table::{Asked, Cell, Column, FormatPath, Kind, Line, Paths, Shown, Source, Table},
        urls::{self, At},
        view::Visit,
        words::Words,
    },
};

/// Where the election of a unit may stand.
const STAGES: [&str; 10] = [
    UNOPENED,
    "roll",
    "objections",
    "candidates",
    "voting",
    "count",
    "outcome",
    "declared",
    AGAIN,
    UNCARRIED,
];

/// No election has been opened yet.
pub const UNOPENED: &str = "unopened";

/// Nor will be: elections of its kind are not carried.
pub const UNCARRIED: &str = "uncarried";

/// Declared, and people have to vote once more.
pub const AGAIN: &str = "again";

const NAME: Column =
    Column::new("name", "place-name", Kind::Text).heads().sorts(&["name"]).filters();
const KIND: Column = Column::new("kind", "place-kind", Kind::Word("place-", &super::adding::KINDS))
    .sorts(&["kind"])
    .filters();
const CODE: Column =
    Column::new("code", "place-code", Kind::Text).sorts(&["code"]).filters_seldom();
const STAGE: Column =
    Column::new("stage", "place-stage", Kind::Word("stage-", &STAGES)).sorts(&["stage"]).filters();
const CLOSED: Column = Column::new("closed", "place-progress", Kind::Ratio("stages"))
    .or("page-none")
    .sorts(&["closed"])
    .totals();
const DUE: Column =
    Column::new("due_on", "place-due", Kind::Day).or("page-none").sorts(&["due_on"]).filters();
const ELECTION: Column = Column::new("election_on", "place-election-day", Kind::Day)
    .or("page-none")
    .sorts(&["election_on"])
    .filters_seldom();
const UNITS_BELOW: Column =
    Column::new("units", "place-units", Kind::Number).sorts(&["units"]).totals();
const GROUPS: Column =
    Column::new("groups", "roll-groups", Kind::Number).sorts(&["groups"]).totals();
const FLAGGED: Column =
    Column::new("flagged", "place-flagged", Kind::Number).sorts(&["flagged"]).totals();
const TODAY: Column =
    Column::new("today_on", "rehearsal-date", Kind::Day).or("page-none").sorts(&["today_on"]);
const WHO: Column = Column::new("responsible", "place-responsible", Kind::Texts).filters_seldom();
const LAST: Column =
    Column::new("last_at", "people-last", Kind::Moment).or("page-none").sorts(&["last_at"]);
const WORLD: Column = Column::hidden("world_id", Kind::Number);
const OVERDUE: Column =
    Column::new("overdue", "place-overdue", Kind::Word("said-", &["yes", "no"])).filters().filed();

/// The units of a town.
pub static UNITS: Table = Table {
    columns: &[NAME, KIND, CODE, GROUPS, STAGE, CLOSED, DUE, OVERDUE, ELECTION, WHO, WORLD],
    ..BELOW
};

/// The same for those who see when others last signed in.
pub static SUPERVISED_UNITS: Table = Table {
    columns: &[NAME, KIND, CODE, GROUPS, STAGE, CLOSED, DUE, OVERDUE, ELECTION, WHO, LAST, WORLD],
    ..BELOW
};

/// The towns of a county.
pub static TOWNS: Table =
    Table { columns: &[NAME, CODE, UNITS_BELOW, FLAGGED, WHO, WORLD], ..COUNTY };

/// The same for those who see when others last signed in.
pub static SUPERVISED_TOWNS: Table =
    Table { columns: &[NAME, CODE, UNITS_BELOW, FLAGGED, WHO, LAST, WORLD], ..COUNTY };

/// The towns of a rehearsal, each with a date of its own.
static REHEARSING_TOWNS: Table =
    Table { columns: &[NAME, CODE, TODAY, UNITS_BELOW, FLAGGED, WHO, WORLD], ..COUNTY };

/// The same for those who see when others last signed in.
static SUPERVISED_REHEARSING_TOWNS: Table =
    Table { columns: &[NAME, CODE, TODAY, UNITS_BELOW, FLAGGED, WHO, LAST, WORLD], ..COUNTY };

const COUNTY: Table = Table { none: "place-no-towns", ..BELOW };

const BELOW: Table = Table {
    name: "units",
    title: "place-below",
    none: "place-none-below",
    people: false,
    columns: &[],
    sorted: "code",
    key: "place_id",
    tell,
};

/// The table of what lies below a place, for whoever looks.
pub(super) fn table(place: &AtPlace, held: &Held) -> &'static Table {
    match (place.level == "county", place.rehearses(), held.may::<SeePeople>()) {
        (true, true, true) => &SUPERVISED_REHEARSING_TOWNS,
        (true, true, false) => &REHEARSING_TOWNS,
        (true, false, true) => &SUPERVISED_TOWNS,
        (true, false, false) => &TOWNS,
        (false, _, true) => &SUPERVISED_UNITS,
        (false, _, false) => &UNITS,
    }
}

fn tell(line: &mut Line, words: &Words) {
    let at = At { world: WorldId(line.number("world_id")), code: line.text("code").to_owned() };
    line.lead("name", at.to(urls::PLACE));
    if line.text("overdue") == "yes" {
        line.mark("due_on", "bad", words.text("place-overdue"));
    }
    if let Cell::Moment(at) = line.cell("last_at") {
        let at = clock::shown(*at);
        line.show("last_at", Shown::text(at));
    }
    match line.cell("responsible") {
        Cell::Texts(names) if !names.is_empty() => {
            if matches!(line.cell("last_at"), Cell::Nothing) {
                line.show("last_at", Shown::text(words.text("people-never")));
            }
        }
        _ => line.show("responsible", Shown::text(words.text("place-nobody"))),
    }
}

/// Those below a place, with where their elections stand.
///
/// # Errors
/// Those of the database.
pub async fn below(
    db: &mut PgConnection,
    place_id: PlaceId,
    on: NaiveDate,
) -> sqlx::Result<Source> {
    let places = store::below(db, place_id).await?;
    let standings = standings(db, &places).await?;
    let (mut ids, mut stages, mut days, mut due, mut overdue) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (id, one) in &standings {
        let due_on = one.due_on.filter(|_| one.open.is_some());
        ids.push(id.0);
        let done = if one.again.is_some() { AGAIN } else { "declared" };
        stages.push(one.open.map_or(done, Stage::word).to_owned());
        days.push(Some(one.election_on));
        due.push(due_on);
        let late = due_on.is_some_and(|on| stage::overdue(on, one.today.0).is_some());
        overdue.push(if late { "yes" } else { "no" }.to_owned());
    }
    let source = Source::new(SQL).bind(place_id.0).bind(on);
    let source = source.bind(i64::try_from(Stage::ALL.len()).unwrap_or_default());
    let source = source.bind(ids).bind(stages).bind(days).bind(due).bind(overdue);
    let carried =
        super::adding::KINDS.into_iter().filter(|kind| body_of_kind(Some(kind)).is_some());
    Ok(source.bind(carried.map(str::to_owned).collect::<Vec<_>>()))
}

const SQL: &str = "
    select place.place_id, place.world_id, place.name, place.kind, place_code.code,
        case
            when standing.stage is not null then standing.stage
            when place.kind = any($9) then 'unopened'
            else 'uncarried'
        end as stage, standing.election_on, standing.due_on,
        coalesce(standing.overdue, 'no') as overdue,
        case when standing.place_id is not null then $3::bigint end as stages,
        case when standing.place_id is not null then
            coalesce(
                array_position(
                    array['roll', 'objections', 'candidates', 'voting', 'count', 'outcome'],
                    standing.stage
                ) - 1,
                $3
            )
        end::bigint as closed,
        (
            select count(*)
            from place as unit
            join place_code as own using (place_id)
            where unit.parent_id = place.place_id
            and upper_inf(own.valid)
        ) as units,
        (
            select count(*)
            from unit_group
            where unit_group.place_id = place.place_id
            and dissolved_on is null
        ) as groups,
        (
            select count(distinct unit.place_id)
            from place as unit
            join unit_flag using (place_id)
            where unit.parent_id = place.place_id
            and until_on is null
        ) as flagged,
        (
            select max(campaign.today_on)
            from campaign
            where campaign.town_id = place.place_id
        ) as today_on,
        array(
            select distinct account.shown_as
            from mandate
            join account using (account_id)
            where mandate.place_id = place.place_id
            and role = case place.level when 'unit' then 'commission' else 'town_office' end
            and from_on <= $2
            and (revoked_on is null or revoked_on > $2)
            and account.disabled_on is null
            order by account.shown_as
        ) as responsible,
        (
            select max(happened_at)
            from mandate
            join account using (account_id)
            join security_log using (account_id)
            where mandate.place_id = place.place_id
            and role = case place.level when 'unit' then 'commission' else 'town_office' end
            and from_on <= $2
            and (revoked_on is null or revoked_on > $2)
            and account.disabled_on is null
            and event = 'signed_in'
        ) as last_at
    from place
    join place_code using (place_id)
    left join unnest($4::bigint[], $5::text[], $6::date[], $7::date[], $8::text[])
        as standing (place_id, stage, election_on, due_on, overdue)
        on standing.place_id = place.place_id
    where parent_id = $1
    and upper_inf(place_code.valid)
";

/// Where the table stands.
pub(super) fn paths(at: &At) -> Paths {
    Paths { page: at.to(urls::PLACE), files: at.to(urls::UNITS_FILE) }
}

/// The table as a file.
pub(super) async fn file(
    State(app): State<App>,
    visit: Visit,
    mandate: Mandate<SeePlace>,
    Named(path): Named<FormatPath>,
    AskedForm(typed): AskedForm,
) -> Result<Response, Error> {
    let place = &mandate.over;
    let mut db = app.db.acquire().await?;
    let held = visit.held(&mut db, place.place_id).await?;
    let source = below(&mut db, place.place_id, Now::read().date()).await?;
    drop(db);
    let asked = Asked::read(table(place, &held), source, &typed, &visit.words);
    asked.file(&app, path.format, &place.name).await
}
