//! The desk as a page: my tasks, what runs under my eyes, how many units stand where.

use std::collections::HashMap;

use askama::Template;
use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use chrono::NaiveDate;
use law::stage::Stage;
use serde::Deserialize;
use sqlx::PgConnection;

use super::{
    instance::{self, Fact},
    lines::{Lines, Placed, lines, placed},
    own::{self, Waiting},
    store::{self, Reached},
    tasks::{self, Row, Task, When},
};
use crate::{
    decisions, documents,
    elections::{
        self,
        standing::{Standing, standings},
    },
    persons,
    persons::DecideSame,
    places::{
        KeepPlaces, KeepTowns,
        units::{AGAIN, UNCARRIED, UNOPENED},
    },
    shell::{
        App, Error,
        clock::Now,
        extract::Asked,
        gates,
        ids::{AccountId, PlaceId},
        mandate::Role,
        urls,
        view::{View, Visit},
        words::Words,
    },
    tally, upkeep,
};

#[derive(Template)]
#[template(path = "desk/desk.html")]
struct DeskPage {
    visit: Visit,
    /// The day, in words.
    today: String,
    /// Decisions, special approvals, suspected duplicates that wait: place, what, page.
    decisions: Vec<(String, String, String)>,
    tasks: Lines,
    /// For those who wait for a count.
    own: Vec<Waiting>,
    eyes: Lines,
    /// How many units stand where, by town; for who sees more than one unit.
    counts: Vec<Count>,
    /// What the lines count, in their order.
    stages: Vec<String>,
    /// For the administrator.
    facts: Vec<Fact>,
    /// What to do first where there is no task: words and the page for it.
    first: (String, Option<(String, String)>),
}

impl DeskPage {
    /// Whether elections of some units are not carried.
    fn uncarried(&self) -> bool {
        self.counts.iter().any(|one| one.uncarried > 0)
    }

    /// The sums of the lines, in the order of their cells; none of a single line.
    fn sums(&self) -> Option<Vec<usize>> {
        let cells = |one: &Count| {
            let mut cells = vec![one.units];
            cells.extend(one.standing().iter().map(|counted| counted.n));
            cells.push(one.overdue);
            cells.extend(self.uncarried().then_some(one.uncarried));
            cells
        };
        let lines = (self.counts.len() > 1).then(|| self.counts.iter().map(cells))?;
        lines.reduce(|sums, line| sums.iter().zip(line).map(|(sum, n)| sum + n).collect())
    }

    /// What stands before each sum on a narrow screen.
    fn sum_labels(&self) -> Vec<String> {
        let mut labels = vec![self.visit.t("desk-units")];
        labels.extend(self.stages.iter().cloned());
        labels.push(self.visit.t("desk-late"));
        labels.extend(self.uncarried().then(|| self.visit.t("desk-uncarried")));
        labels
    }

    /// Whether there is nothing to do.
    fn quiet(&self) -> bool {
        self.tasks.all == 0 && self.decisions.is_empty() && self.facts.iter().all(|one| one.well)
    }
}

/// What is counted of the units of a town, in the order of [`Count::standing`].
fn stages(words: &Words) -> Vec<String> {
    let stages = Stage::ALL.map(|one| words.text(&format!("stage-{}", one.word())));
    let mut all = vec![words.text("desk-without")];
    all.extend(stages);
    all.extend(["desk-again", "desk-done"].map(|key| words.text(key)));
    all
}

/// How many units of a town stand where.
struct Count {
    name: String,
    url: String,
    units: usize,
    without: usize,
    /// Units whose elections this program does not carry.
    uncarried: usize,
    /// By stage, in their order.
    stages: Vec<usize>,
    /// Declared, and people have to vote once more.
    again: usize,
    done: usize,
    overdue: usize,
}

/// What a desk asks for.
#[derive(Deserialize)]
pub struct Wanted {
    /// Everything of both lists.
    #[serde(default)]
    all: String,
}

/// What waits for the signed-in person, and what runs under his eyes.
pub async fn desk(
    State(app): State<App>,
    visit: Visit,
    Asked(wanted): Asked<Wanted>,
) -> Result<Response, Error> {
    let account_id = visit.account.as_ref().ok_or(Error::SignIn)?.account_id;
    let today = Now::read().date();
    let mut db = app.db.acquire().await?;
    let places = store::reach(&mut db, account_id, today).await?;
    let ids: Vec<PlaceId> = units(&places).map(|one| one.place_id).collect();
    let standings = standings(&mut db, &ids).await?;
    let waiting = waiting(&mut db, account_id, &places, &standings).await?;
    let decisions = decisions::waiting::waiting(&mut db, account_id, today).await?;
    let same = same(&mut db, &places, &visit).await?;
    let towns: Vec<PlaceId> = towns(&places).map(|one| one.place_id).collect();
    let unkept = store::unkept(&mut db, &towns, Role::TownOffice, today).await?;
    drop(db);
    let (mine, eyes) = waiting.into_iter().partition(|(_, task)| task.mine);
    let wants_all = !wanted.all.is_empty();
    let administers = visit.holds::<upkeep::SeeUpkeep>();
    let facts = if administers { instance::facts(&app, &visit).await? } else { Vec::new() };
    let page = DeskPage {
        today: told_day(today, &places, &visit),
        decisions: decisions
            .into_iter()
            .map(|one| (one.placed(&visit.words), one.text(&visit.words), one.url()))
            .chain(same)
            .collect(),
        own: own::waiting(&places, &standings, &visit),
        tasks: lines(mine, wants_all, &visit.words),
        eyes: lines(eyes, wants_all, &visit.words),
        counts: counts(&places, &standings, &visit),
        stages: stages(&visit.words),
        facts,
        first: first(&places, unkept, &visit),
        visit,
    };
    Ok(View(page).into_response())
}

/// The day in words: in a rehearsal, for who works nowhere else, that which its town has set.
fn told_day(today: NaiveDate, places: &[Reached], visit: &Visit) -> String {
    let rehearses = places.iter().all(|one| one.at.world.0 != 1);
    match places.iter().filter_map(|one| one.today_on).max().filter(|_| rehearses) {
        Some(set) => visit.n("desk-rehearsal-day", gates::day(set, &visit.words)),
        None => gates::day(today, &visit.words),
    }
}

/// What waits in all these places, whoever it waits for, by code.
async fn waiting<'a>(
    db: &mut PgConnection,
    account_id: AccountId,
    places: &'a [Reached],
    standings: &HashMap<PlaceId, Standing>,
) -> Result<Placed<'a>, Error> {
    let all: Vec<&Standing> = standings.values().collect();
    let sheets = tally::standing::standings(db, &all, account_id).await?;
    let elections: Vec<_> = all.iter().map(|one| one.election_id).collect();
    let unprinted = documents::store::unprinted(db, &elections).await?;
    let mut waiting = unopened(places, standings);
    for place in units(places) {
        let Some(standing) = standings.get(&place.place_id) else { continue };
        let row = Row {
            held: &place.held,
            standing,
            sheet: sheets.get(&standing.election_id),
            unprinted: unprinted.contains(&standing.election_id),
        };
        waiting.extend(tasks::tasks(&row).into_iter().map(|task| (place, task)));
    }
    Ok(waiting)
}

/// Records that may be of one person, by the highest place at which the visitor decides about them.
async fn same(
    db: &mut PgConnection,
    places: &[Reached],
    visit: &Visit,
) -> Result<Vec<(String, String, String)>, Error> {
    let decides = |one: &&Reached| one.held.may::<DecideSame>();
    let mut highest: HashMap<PlaceId, &Reached> = HashMap::new();
    for place in places.iter().filter(decides) {
        // by code: what lies above comes first
        let above = place.above_id.and_then(|above| highest.get(&above).copied());
        highest.insert(place.place_id, above.unwrap_or(place));
    }
    let reach: Vec<_> = highest.iter().map(|(id, above)| (*id, above.place_id)).collect();
    let counts = persons::store::cases::waiting(db, &reach).await?;
    let told = places.iter().filter_map(|place| {
        let n = *counts.get(&place.place_id)?;
        let what = visit.n("desk-same", n);
        Some((placed(place, &visit.words), what, place.at.to(urls::PERSON_CASES)))
    });
    Ok(told.collect())
}

/// The towns of counties that somebody runs.
fn towns(places: &[Reached]) -> impl Iterator<Item = &Reached> {
    places.iter().filter(|one| one.level == "town" && one.held.may::<KeepTowns>())
}

fn units(places: &[Reached]) -> impl Iterator<Item = &Reached> {
    places.iter().filter(|one| one.level == "unit")
}

/// Elections that are to be opened: one task a town, at the unit where it is the only one.
fn unopened<'a>(places: &'a [Reached], standings: &HashMap<PlaceId, Standing>) -> Placed<'a> {
    let mut towns: Vec<(Option<PlaceId>, Vec<&Reached>)> = Vec::new();
    for unit in units(places) {
        let elects = elections::store::body_of_kind(unit.kind.as_deref()).is_some();
        if !elects || standings.contains_key(&unit.place_id) {
            continue;
        }
        match towns.iter_mut().find(|(town, _)| *town == unit.above_id) {
            Some((_, units)) => units.push(unit),
            None => towns.push((unit.above_id, vec![unit])),
        }
    }
    let task = |(town, units): (Option<PlaceId>, Vec<&'a Reached>)| {
        let (first, count) = (*units.first()?, units.len());
        let town = places.iter().find(|one| Some(one.place_id) == town && count > 1);
        Some((town.unwrap_or(first), Task::open(count, &first.held)))
    };
    towns.into_iter().filter_map(task).collect()
}

/// How many units stand where, a line a town; nothing for who sees one unit only.
fn counts(places: &[Reached], standings: &HashMap<PlaceId, Standing>, visit: &Visit) -> Vec<Count> {
    let mut counts: Vec<(Option<PlaceId>, Count)> = Vec::new();
    for unit in units(places) {
        let known = counts.iter().position(|(town, _)| *town == unit.above_id);
        let at = known.unwrap_or_else(|| {
            counts.push((unit.above_id, Count::of(places, unit, visit)));
            counts.len() - 1
        });
        let count = &mut counts[at].1;
        count.units += 1;
        let Some(standing) = standings.get(&unit.place_id) else {
            // the same base as the task: units whose elections are not carried wait for nobody
            if elections::store::body_of_kind(unit.kind.as_deref()).is_some() {
                count.without += 1;
            } else {
                count.uncarried += 1;
            }
            continue;
        };
        match standing.open {
            Some(open) => {
                let at = Stage::ALL.iter().position(|one| *one == open);
                count.stages[at.unwrap_or_default()] += 1;
            }
            None if standing.again.is_some() => count.again += 1,
            None => count.done += 1,
        }
        let due = standing.due_on.filter(|_| standing.open.is_some());
        let overdue = matches!(When::of(due, standing.today), When::Overdue(_));
        count.overdue += usize::from(overdue);
    }
    if units(places).count() < 2 {
        return Vec::new();
    }
    counts.into_iter().map(|(_, count)| count).collect()
}

/// A number of a line, and where those that it counts are listed.
struct Counted {
    n: usize,
    url: Option<String>,
}

impl Count {
    fn late(&self) -> Counted {
        self.listed("overdue", "yes", self.overdue)
    }

    fn uncarried(&self) -> Counted {
        self.at(UNCARRIED, self.uncarried)
    }

    /// The units of the town that stand at a stage.
    fn at(&self, stage: &str, n: usize) -> Counted {
        self.listed("stage", stage, n)
    }

    fn listed(&self, by: &str, word: &str, n: usize) -> Counted {
        let some = n > 0 && !self.url.is_empty();
        Counted { n, url: some.then(|| format!("{}?{by}={word}", self.url)) }
    }

    /// The numbers in their order: none opened, by stage, to be held again, done.
    fn standing(&self) -> Vec<Counted> {
        let stages = Stage::ALL.iter().zip(&self.stages);
        let mut all = vec![self.at(UNOPENED, self.without)];
        all.extend(stages.map(|(stage, n)| self.at(stage.word(), *n)));
        all.extend([self.at(AGAIN, self.again), self.at("declared", self.done)]);
        all
    }

    fn of(places: &[Reached], unit: &Reached, visit: &Visit) -> Self {
        let town = places.iter().find(|one| Some(one.place_id) == unit.above_id);
        Self {
            name: match unit.at.world.0 {
                1 => unit.above.clone(),
                _ => visit.n("desk-rehearsal", &unit.above),
            },
            // somebody may hold roles over two units and not over their town
            url: town.map(|town| town.at.to(urls::PLACE)).unwrap_or_default(),
            units: 0,
            without: 0,
            uncarried: 0,
            stages: vec![0; Stage::ALL.len()],
            again: 0,
            done: 0,
            overdue: 0,
        }
    }
}

/// What to do first where no task waits; `unkept` towns have nobody in their election office.
fn first(places: &[Reached], unkept: i64, visit: &Visit) -> (String, Option<(String, String)>) {
    let town = places.iter().find(|one| one.level == "town" && one.held.may::<KeepPlaces>());
    if let Some(town) = town.filter(|_| units(places).next().is_none()) {
        let link = (town.at.to(urls::UNITS), visit.t("place-add-unit"));
        return (visit.t("desk-first-units"), Some(link));
    }
    let county = places.iter().find(|one| one.level == "county" && one.held.may::<KeepTowns>());
    if let Some(county) = county.filter(|_| places.iter().all(|one| one.level == "county")) {
        let link = (county.at.to(urls::TOWNS), visit.t("place-add-town"));
        return (visit.t("desk-first-towns"), Some(link));
    }
    if county.is_some() && unkept > 0 {
        let link = (urls::PEOPLE_NEW.to_owned(), visit.t("people-new"));
        return (visit.n("desk-first-offices", unkept), Some(link));
    }
    if county.is_some() && units(places).next().is_none() {
        return (visit.t("desk-first-waiting"), None);
    }
    if places.is_empty() && !visit.holds::<upkeep::SeeUpkeep>() {
        return (visit.t("desk-none"), None);
    }
    (visit.t("desk-nothing"), None)
}
