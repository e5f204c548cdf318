//! What a page of a place tells besides what lies below it: figures, groups, cooperatives, history,
//! codes, organisations, and where each is kept by those who may.

use chrono::NaiveDate;
use sqlx::PgConnection;

use super::{
    BeginRehearsal, ChangePlaces, DiscardRehearsal, KeepPlaces, KeepTowns,
    store::{self, areas, codes, cooperatives, figures, groups, history, organisations},
};
use crate::shell::{
    gates,
    ids::OrganisationId,
    mandate::{AtPlace, Held, Role},
    urls::{self, At},
    view::Visit,
};

/// What is known of a place.
#[derive(Default)]
pub struct Details {
    /// Whether the visitor keeps all this.
    pub keeps: bool,
    /// Labels and texts.
    pub facts: Vec<Fact>,
    /// Addresses and names of what the visitor may change.
    pub changes: Vec<(String, String)>,
    /// Of a town.
    pub areas: Vec<AreaLine>,
    /// Of a unit.
    pub groups: Vec<GroupLine>,
    /// Of a unit, the newest first.
    pub figures: Vec<FigureLine>,
    /// Of a unit.
    pub cooperatives: Vec<CooperativeLine>,
    /// What it was made of.
    pub history: Vec<HistoryLine>,
    /// The codes that it had, and the one that it has, in words.
    pub codes: Vec<String>,
    /// As a tree.
    pub organisations: Vec<OrganisationLine>,
    /// How many there are of each kind, in words.
    pub organised: String,
}

/// An area of a town.
pub struct AreaLine {
    /// Its name.
    pub name: String,
    /// Who leads it.
    pub lead: String,
    /// Names and pages of the units that lie in it.
    pub units: Vec<(String, String)>,
    /// Where it is changed.
    pub url: String,
}

/// A group of a unit.
pub struct GroupLine {
    /// Its number, in words.
    pub number: String,
    /// Its name.
    pub name: String,
    /// Since when it is no more.
    pub dissolved: Option<String>,
    /// Where it is changed.
    pub url: String,
}

/// Households and people on a day.
pub struct FigureLine {
    /// The day.
    pub on: String,
    /// Households.
    pub households: i32,
    /// People.
    pub people: i32,
    /// Who says so.
    pub source: String,
}

/// A cooperative.
pub struct CooperativeLine {
    /// Its name.
    pub name: String,
    /// Its members.
    pub members: String,
    /// Its income of a year, in words.
    pub income: String,
    /// Since when it is no more.
    pub dissolved: Option<String>,
    /// Where it is changed.
    pub url: String,
}

/// A place that became another.
pub struct HistoryLine {
    /// The day.
    pub on: String,
    /// The former place.
    pub from: String,
    /// What it became.
    pub to: String,
    /// The number of the paper.
    pub document: String,
    /// Where it is taken off, where it was only noted.
    pub remove: Option<String>,
}

/// An organisation.
pub struct OrganisationLine {
    /// How far below the uppermost one.
    pub depth: usize,
    /// Its name.
    pub name: String,
    /// Its kind, in words.
    pub kind: String,
    /// The place that it hangs on.
    pub place: String,
    /// Since when it is no more.
    pub dissolved: Option<String>,
    /// Where it is changed; of one that hangs on another place nowhere here.
    pub url: Option<String>,
}

/// Something that is said of a place.
pub struct Fact {
    /// What.
    pub label: String,
    /// The same in words.
    pub text: String,
    /// The records behind it.
    pub url: Option<String>,
}

/// What is known of a place, for a visitor.
///
/// # Errors
/// Those of the database.
pub async fn details(
    db: &mut PgConnection,
    place: &AtPlace,
    held: &Held,
    visit: &Visit,
) -> sqlx::Result<Details> {
    let mut told = Details {
        keeps: match &*place.level {
            "county" => held.may::<KeepTowns>(),
            _ => held.may::<KeepPlaces>(),
        },
        changes: changes(place, held, visit),
        codes: codes_told(codes::list(db, place.place_id).await?, visit),
        ..Details::default()
    };
    match &*place.level {
        "town" => town(db, place, visit, &mut told).await?,
        "unit" => unit(db, place, visit, &mut told).await?,
        _ => {}
    }
    Ok(told)
}

/// What the visitor may change of a place.
fn changes(place: &AtPlace, held: &Held, visit: &Visit) -> Vec<(String, String)> {
    let mut offered: Vec<(&str, &str)> = match (&*place.level, held.role::<ChangePlaces>()) {
        ("unit", Some(_)) | ("town", Some(Role::CountyOffice)) => {
            vec![(urls::PLACE_EDIT, "edit-title"), (urls::PLACE_CODE, "code-change")]
        }
        ("county", Some(Role::CountyOffice)) => vec![(urls::PLACE_EDIT, "edit-title")],
        _ => Vec::new(),
    };
    if place.level == "town" && held.may::<BeginRehearsal>() {
        offered.push((urls::REHEARSALS_OF, "rehearsal-begin"));
    }
    if place.level != "unit" && place.rehearses() && held.may::<DiscardRehearsal>() {
        offered.push((urls::REHEARSAL_DISCARD, "rehearsal-discard"));
    }
    offered.iter().map(|(url, title)| (place.at.to(url), visit.t(title))).collect()
}

async fn town(
    db: &mut PgConnection,
    place: &AtPlace,
    visit: &Visit,
    told: &mut Details,
) -> sqlx::Result<()> {
    let total = figures::total(db, place.place_id).await?;
    if total.counted > 0 {
        let counted = visit.words.text_with(
            "figure-total",
            &[
                ("households", total.households.into()),
                ("people", total.people.into()),
                ("counted", total.counted.into()),
                ("units", total.units.into()),
            ],
        );
        let url = place.at.to(urls::HOUSEHOLDS);
        told.facts.push(Fact { label: visit.t("figure-title"), text: counted, url: Some(url) });
    }
    let areas = areas::list(db, place.place_id).await?;
    let page = |code: String| At { world: place.at.world, code }.to(urls::PLACE);
    told.areas = areas
        .into_iter()
        .map(|area| AreaLine {
            name: area.name,
            lead: area.lead.unwrap_or_default(),
            units: area.units.into_iter().zip(area.codes.into_iter().map(page)).collect(),
            url: place.at.to(urls::AREA).replace("{area}", &area.area_id.to_string()),
        })
        .collect();
    organised(told, &organisations::list(db, place.place_id).await?, place, visit);
    Ok(())
}

async fn unit(
    db: &mut PgConnection,
    place: &AtPlace,
    visit: &Visit,
    told: &mut Details,
) -> sqlx::Result<()> {
    let lies = store::lies(db, place.place_id).await?;
    let area = lies.area.map(|area| match lies.lead {
        Some(lead) => visit
            .words
            .text_with("area-led", &[("area", area.clone().into()), ("lead", lead.into())]),
        None => area,
    });
    let facts = [
        ("place-kind", place.kind.as_ref().map(|kind| visit.t(&format!("place-{kind}")))),
        ("area-title", area),
        ("place-within", lies.within),
    ];
    let facts = facts.into_iter();
    let facts =
        facts.filter_map(|(key, text)| Some(Fact { label: visit.t(key), text: text?, url: None }));
    told.facts.extend(facts);
    let line = |figure: figures::Figure| FigureLine {
        on: gates::day(figure.counted_on, &visit.words),
        households: figure.households,
        people: figure.people,
        source: figure.source,
    };
    told.figures = figures::list(db, place.place_id).await?.into_iter().map(line).collect();
    let groups = groups::list(db, place.place_id).await?;
    told.groups = groups
        .into_iter()
        .map(|group| GroupLine {
            number: visit.n("group-number", group.number),
            name: group.name.unwrap_or_default(),
            dissolved: dissolved(group.dissolved_on, visit),
            url: place.at.to(urls::GROUP).replace("{group}", &group.unit_group_id.to_string()),
        })
        .collect();
    let cooperatives = cooperatives::list(db, place.place_id).await?;
    told.cooperatives =
        cooperatives.into_iter().map(|one| cooperative(one, place, visit)).collect();
    let history = history::list(db, place.place_id).await?;
    told.history = history.into_iter().map(|one| succession(one, place, visit)).collect();
    organised(told, &organisations::list(db, place.place_id).await?, place, visit);
    Ok(())
}

fn dissolved(on: Option<NaiveDate>, visit: &Visit) -> Option<String> {
    on.map(|on| visit.n("place-dissolved", gates::day(on, &visit.words)))
}

fn cooperative(one: cooperatives::Cooperative, place: &AtPlace, visit: &Visit) -> CooperativeLine {
    let key = one.cooperative_id.to_string();
    let income = one.known.income.map(|(income, year)| {
        let year = year.to_string();
        visit
            .words
            .text_with("cooperative-income-of", &[("income", income.into()), ("year", year.into())])
    });
    CooperativeLine {
        name: one.known.name,
        members: one.known.members.map(|members| members.to_string()).unwrap_or_default(),
        income: income.unwrap_or_default(),
        dissolved: dissolved(one.known.dissolved_on, visit),
        url: place.at.to(urls::COOPERATIVE).replace("{cooperative}", &key),
    }
}

fn succession(one: history::Succession, place: &AtPlace, visit: &Visit) -> HistoryLine {
    let remove = place.at.to(urls::FORMER_REMOVE).replace("{former}", &one.from_id.to_string());
    HistoryLine {
        on: gates::day(one.happened_on, &visit.words),
        from: match one.from_code {
            Some(code) => format!("{} {code}", one.from_name),
            None => one.from_name,
        },
        to: one.to_name,
        document: one.document_no.unwrap_or_default(),
        remove: one.noted.then_some(remove),
    }
}

/// Codes that a place had, where it had more than one.
fn codes_told(codes: Vec<codes::Code>, visit: &Visit) -> Vec<String> {
    if codes.len() < 2 {
        return Vec::new();
    }
    let day = |on: Option<NaiveDate>| on.map(|on| on.to_string()).unwrap_or_default();
    let told = codes.into_iter().map(|one| {
        let variables = [
            ("code", one.code.into()),
            ("from", day(one.from_on).into()),
            ("until", day(one.until_on.and_then(|on| on.pred_opt())).into()),
            ("document", one.document_no.unwrap_or_default().into()),
        ];
        visit.words.text_with("code-period", &variables)
    });
    told.collect()
}

/// The tree of organisations, each above those below it.
fn organised(told: &mut Details, all: &[organisations::Organisation], at: &AtPlace, visit: &Visit) {
    let here: Vec<OrganisationId> = all.iter().map(|one| one.organisation_id).collect();
    let of = |kind: &str| {
        all.iter().filter(|one| one.kind == kind && one.dissolved_on.is_none()).count()
    };
    told.organised = visit.words.text_with(
        "organisation-counts",
        &[("general", of("general_branch").into()), ("branches", of("branch").into())],
    );
    let mut lines = Vec::new();
    for one in all {
        // the one above it hangs on another place
        if one.parent_id.is_none_or(|parent| !here.contains(&parent)) {
            climb(all, one, 0, (at, visit), &mut lines);
        }
    }
    told.organisations = lines;
}

fn climb(
    all: &[organisations::Organisation],
    one: &organisations::Organisation,
    depth: usize,
    (at, visit): (&AtPlace, &Visit),
    lines: &mut Vec<OrganisationLine>,
) {
    lines.push(OrganisationLine {
        depth,
        name: one.name.clone(),
        kind: visit.t(&format!("organisation-{}", one.kind)),
        place: one.place.clone(),
        dissolved: dissolved(one.dissolved_on, visit),
        url: (one.place_id == at.place_id).then(|| {
            let url = at.at.to(urls::ORGANISATION_CHANGE);
            url.replace("{organisation}", &one.organisation_id.to_string())
        }),
    });
    for below in all.iter().filter(|other| other.parent_id == Some(one.organisation_id)) {
        climb(all, below, depth + 1, (at, visit), lines);
    }
}
