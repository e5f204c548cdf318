//! The sample: a county as one rehearsal. Both towns of the reports are full of people; of ten further
//! towns there are the places, the organisations and some accounts. Loaded once, into an empty database;
//! the same each time but for keys and times.

mod county;
mod humans;
mod making;
mod members;
mod names;
mod settling;
mod teams;
mod told;
mod towns;

use std::{
    collections::BTreeSet,
    fs,
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

use serde::{Deserialize, Serialize};

use crate::{
    people::{password, store as people},
    places::store as places,
    shell::{
        App, Error,
        act::{Act, Actor},
        chance,
        ids::PlaceId,
        journal::{Event, Stream},
        mandate::Role,
        statistics,
    },
};
use making::Made;

/// The county's code and name.
const COUNTY: (&str, &str) = ("330902", "定海区");

/// The accounts of the sample, kept in the data folder for whoever starts the program again.
#[derive(Serialize, Deserialize)]
pub struct Accounts {
    /// Their names.
    pub names: Vec<String>,
    /// The password of all of them.
    pub password: String,
}

/// The accounts of a town, told in the same way.
const OF_TOWN: [(&str, &str, Role); 5] = [
    ("office", "选举办", Role::TownOffice),
    ("leader", "领导小组", Role::LeadingGroup),
    ("guidance", "业务指导组", Role::GuidanceGroup),
    ("audit", "财务审计组", Role::AuditGroup),
    ("petitions", "信访组", Role::PetitionsGroup),
];

/// The accounts of a unit that has some: what stands before its name, what the account is called after it,
/// and the role.
const OF_UNIT: [(&str, &str, Role); 7] = [
    ("steering", "指导组", Role::SteeringGroup),
    ("commission", "选举委员会", Role::Commission),
    ("branch", "党组织", Role::Branch),
    ("recorder1", "计票员一", Role::Recorder),
    ("recorder2", "计票员二", Role::Recorder),
    ("scrutineer", "监票人", Role::Scrutineer),
    ("screen", "大屏", Role::Screen),
];

/// Loads the sample into a database without places; otherwise does nothing.
///
/// # Errors
/// Those of the database and of the folder.
pub async fn load(app: &App, folder: &Path) -> Result<(), Error> {
    filled(app, folder, true).await
}

/// The same with places, organisations and accounts alone: whoever needs nobody there has it sooner.
///
/// # Errors
/// Those of the database and of the folder.
pub async fn load_empty(app: &App, folder: &Path) -> Result<(), Error> {
    filled(app, folder, false).await
}

async fn filled(app: &App, folder: &Path, peopled: bool) -> Result<(), Error> {
    let mut act = Act::begin(app, Actor::Console).await?;
    if places::any(&mut act).await? {
        return mark(act, folder).await;
    }
    let given = password();
    // all have the same, which is made to take long
    let hash = password::hash_apart(given.clone()).await?;
    let made = making::places(&mut act).await?;
    if peopled {
        settling::people(&mut act, &app.vault, &made).await?;
    }
    let everybody = everybody(&made);
    let on = act.now().date();
    for one in &everybody {
        let account_id = people::add_account(&mut act, &one.name, &one.shown_as, &hash).await?;
        people::entrust(&mut act, account_id, one.role, one.place, on).await?;
    }
    let names = everybody.into_iter().map(|one| one.name).collect();
    let accounts = Accounts { names, password: given };
    people::mark_sample(&mut act, &accounts.names).await?;
    keep(&accounts, folder).map_err(|error| Error::internal(&error))?;
    act.commit(Stream::Instance, Event::new("sample_loaded")).await?;
    statistics::count(&app.db, None).await;
    Ok(())
}

/// Marks the accounts of a sample that an older program has loaded.
async fn mark(mut act: Act<'_>, folder: &Path) -> Result<(), Error> {
    let Some(accounts) = accounts(folder) else { return Ok(()) };
    if people::mark_sample(&mut act, &accounts.names).await? == 0 {
        return Ok(());
    }
    act.commit(Stream::Instance, Event::new("sample_marked")).await
}

/// Somebody who is to have an account.
struct Somebody {
    name: String,
    shown_as: String,
    role: Role,
    place: Option<PlaceId>,
}

/// An account for each role at each place, of units where a table gives them a name.
fn everybody(made: &Made) -> Vec<Somebody> {
    let county = Some(made.county);
    let mut all = Vec::new();
    let mut add = |name: String, shown_as: String, role, place| {
        all.push(Somebody { name, shown_as, role, place });
    };
    add("admin".to_owned(), "系统管理员".to_owned(), Role::Administrator, None);
    let (_, name) = COUNTY;
    add("county".to_owned(), format!("{name}选举办"), Role::CountyOffice, county);
    add("organisation".to_owned(), format!("{name}组织部专班"), Role::OrganisationDesk, county);
    add("civil".to_owned(), format!("{name}民政局专班"), Role::CivilDesk, county);
    add("county-official".to_owned(), format!("{name}领导"), Role::CountyOfficial, county);
    for (town, place) in made.towns() {
        for (before, after, role) in OF_TOWN {
            let name = format!("{before}-{}", town.slug);
            add(name, format!("{}{after}", town.name), role, Some(place));
        }
    }
    for (unit, place) in made.units() {
        let Some(slug) = unit.slug else { continue };
        for (before, after, role) in OF_UNIT {
            let name = format!("{before}-{slug}");
            add(name, format!("{}{after}", unit.name), role, Some(place));
        }
    }
    all
}

/// `HUANJIE_SAMPLE_PASSWORD`, else random.
fn password() -> String {
    std::env::var("HUANJIE_SAMPLE_PASSWORD").unwrap_or_else(|_| {
        const SIGNS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
        chance::word(SIGNS, 14)
    })
}

fn keep(accounts: &Accounts, folder: &Path) -> io::Result<()> {
    let path = folder.join("sample.json");
    let mut file =
        fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)?;
    file.write_all(&serde_json::to_vec(accounts)?)
}

/// The accounts of a data folder that has the sample.
pub fn accounts(folder: &Path) -> Option<Accounts> {
    serde_json::from_slice(&fs::read(folder.join("sample.json")).ok()?).ok()
}

impl Accounts {
    /// The accounts that are not those of a unit.
    pub fn above_units(&self) -> Vec<&str> {
        let all = self.names.iter().map(String::as_str);
        all.filter(|name| of_unit(name).is_none()).collect()
    }

    /// What stands before the name of a unit.
    pub fn roles(&self) -> Vec<&'static str> {
        let there = |role: &str| {
            self.names.iter().any(|name| of_unit(name).is_some_and(|one| one.0 == role))
        };
        OF_UNIT.iter().map(|(before, ..)| *before).filter(|before| there(before)).collect()
    }

    /// The names of units that stand after it.
    pub fn units(&self) -> Vec<&str> {
        let mut seen = BTreeSet::new();
        let units = self.names.iter().filter_map(|name| Some(of_unit(name)?.1));
        units.filter(|unit| seen.insert(*unit)).collect()
    }
}

/// Role and unit in the name of an account.
fn of_unit(name: &str) -> Option<(&str, &str)> {
    let (before, unit) = name.split_once('-')?;
    OF_UNIT.iter().any(|(role, ..)| *role == before).then_some((before, unit))
}

#[cfg(test)]
mod tests {
    use super::{
        county::FURTHER,
        towns::{REPORTED, Town, Unit},
        *,
    };

    #[test]
    fn the_towns_add_up_to_what_the_reports_say() {
        let [xiaosha, xx] = &REPORTED;
        let kind =
            |town: &Town, kind: &str| town.units.iter().filter(|unit| unit.kind == kind).count();
        assert_eq!((kind(xiaosha, "community"), kind(xiaosha, "village")), (6, 7));
        let sum = |of: fn(&Unit) -> i32| xiaosha.units.iter().map(of).sum::<i32>();
        assert_eq!((sum(|unit| unit.figures.0), sum(|unit| unit.figures.1)), (6520, 16582));
        assert_eq!((kind(xx, "community"), kind(xx, "village")), (8, 0));
        assert_eq!(xx.units.iter().map(|unit| unit.groups).sum::<i32>(), 78);
    }

    #[test]
    fn the_further_towns_are_such_as_there_are() {
        let distinct = |all: Vec<String>| {
            let known: BTreeSet<&String> = all.iter().collect();
            assert_eq!(known.len(), all.len(), "{all:?}");
        };
        let units = || towns::all().flat_map(|town| town.units.iter().map(move |one| (town, one)));
        distinct(units().map(|(town, unit)| format!("{}{}", town.code, unit.digits)).collect());
        // flags and former villages are told by the name alone
        distinct(units().map(|(_, unit)| unit.name.to_owned()).collect());
        distinct(units().filter_map(|(_, unit)| unit.slug).map(str::to_owned).collect());
        distinct(towns::all().map(|town| town.slug.to_owned()).collect());
        assert_eq!(FURTHER.iter().map(|town| town.units.len()).sum::<usize>(), 100);
        for town in &FURTHER {
            assert!((8..=14).contains(&town.units.len()), "{}", town.name);
            assert!(town.code.starts_with(COUNTY.0) && town.code.len() == 9);
            let first = |digits: &str| town.units.iter().position(|one| one.digits == digits);
            for (at, unit) in town.units.iter().enumerate() {
                let name = unit.name;
                let village = unit.kind == "village";
                assert_eq!(village, name.ends_with('村'), "{name}");
                assert_eq!(village, unit.digits.starts_with('2'), "{name}");
                assert!(unit.area < town.areas.len(), "{name}");
                // it is made before what lies in it
                let around = unit.within.map(|around| first(around).expect("a community"));
                assert!(around.is_none_or(|first| first < at), "{name}");
                let (households, people) = unit.figures;
                assert!(
                    (2.3..2.8).contains(&(f64::from(people) / f64::from(households))),
                    "{name}"
                );
                assert!((20..150).contains(&(households / unit.groups)), "{name}");
            }
            let named = town.units.iter().filter(|unit| unit.slug.is_some());
            let kinds: Vec<&str> = named.map(|unit| unit.kind).collect();
            assert_eq!(kinds, ["community", "village"], "{}", town.name);
        }
    }

    #[test]
    fn accounts_are_listed_by_role_and_unit() {
        let names =
            ["county", "office-xiaosha", "steering-zenghui", "recorder1-zenghui", "steering-a-b"];
        let accounts = Accounts { names: names.map(str::to_owned).into(), password: String::new() };
        assert_eq!(accounts.above_units(), ["county", "office-xiaosha"]);
        assert_eq!(accounts.roles(), ["steering", "recorder1"]);
        assert_eq!(accounts.units(), ["zenghui", "a-b"]);
    }
}
