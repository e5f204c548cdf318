//! A small sample, as a rehearsal: one county, one town, two villages, and an account for each of
//! those who walk an election through. Loaded once, into an empty database.

use std::{
    fs,
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    elections::store::{self as elections, NewCampaign},
    people::{password, store as people},
    places::store::{self as places, NewPlace},
    shell::{
        App, Error,
        act::{Act, Actor},
        chance,
        ids::PlaceId,
        journal::{Event, Stream},
        mandate::Role,
    },
};

/// The accounts of the sample, kept in the data folder for whoever starts the program again.
#[derive(Serialize, Deserialize)]
pub struct Accounts {
    /// Their names.
    pub names: Vec<String>,
    /// The password of all of them.
    pub password: String,
}

/// Name, name shown, role, code of the place.
const ACCOUNTS: [(&str, &str, Role, &str); 7] = [
    ("county", "县选举办", Role::CountyOffice, "330902"),
    ("office-xiaosha", "小沙镇选举办", Role::TownOffice, "330902102"),
    ("leader-xiaosha", "小沙镇领导小组", Role::LeadingGroup, "330902102"),
    ("commission-zenghui", "增辉村选举委员会", Role::Commission, "330902102201"),
    ("steering-zenghui", "增辉村指导组", Role::SteeringGroup, "330902102201"),
    ("recorder1-zenghui", "增辉村计票员一", Role::Recorder, "330902102201"),
    ("recorder2-zenghui", "增辉村计票员二", Role::Recorder, "330902102201"),
];

/// Loads the sample into a database without places; otherwise does nothing.
///
/// # Errors
/// Those of the database and of the folder.
pub async fn load(app: &App, folder: &Path) -> Result<(), Error> {
    let mut act = Act::begin(app, Actor::Console).await?;
    if places::any(&mut act).await? {
        return mark(act, folder).await;
    }
    let accounts = Accounts {
        names: ACCOUNTS.iter().map(|(name, ..)| (*name).to_owned()).collect(),
        password: password(),
    };
    let given = accounts.password.clone();
    let hash = tokio::task::spawn_blocking(move || password::hash(&given)).await;
    let hash = hash.map_err(|error| Error::internal(&error))??;
    let places = make_places(&mut act).await?;
    let on = act.now().date();
    for (name, shown_as, role, code) in ACCOUNTS {
        let account_id = people::add_account(&mut act, name, shown_as, &hash).await?;
        let place = places.iter().find(|(of, _)| *of == code).map(|(_, place_id)| *place_id);
        people::entrust(&mut act, account_id, role, place, on).await?;
    }
    people::mark_sample(&mut act, &accounts.names).await?;
    keep(&accounts, folder).map_err(|error| Error::internal(&error))?;
    act.commit(Stream::Instance, Event::new("sample_loaded")).await
}

/// Marks the accounts of a sample that an older program has loaded.
async fn mark(mut act: Act<'_>, folder: &Path) -> Result<(), Error> {
    let Some(accounts) = accounts(folder) else { return Ok(()) };
    if people::mark_sample(&mut act, &accounts.names).await? == 0 {
        return Ok(());
    }
    act.commit(Stream::Instance, Event::new("sample_marked")).await
}

async fn make_places(act: &mut Act<'_>) -> Result<Vec<(&'static str, PlaceId)>, Error> {
    places::live_world(act).await?;
    let world_id = places::first_rehearsal(act).await?;
    let from_on = day(2005, 1, 1);
    let mut made: Vec<(&'static str, PlaceId)> = Vec::new();
    for (code, level, kind, name) in [
        ("330902", "county", None, "定海区"),
        ("330902102", "town", None, "小沙镇"),
        ("330902102201", "unit", Some("village"), "增辉村"),
        ("330902102202", "unit", Some("village"), "毛峙村"),
    ] {
        let above = made.iter().filter(|(of, _)| code.starts_with(of));
        let parent_id = above.max_by_key(|(of, _)| of.len()).map(|(_, place_id)| *place_id);
        let new = NewPlace { world_id, parent_id, level, kind, name, code, from_on };
        made.push((code, places::add(act, &new).await?));
    }
    let place = |of: &str| made.iter().find(|(code, _)| *code == of).map(|(_, place_id)| *place_id);
    if let (Some(county_id), Some(town_id)) = (place("330902"), place("330902102")) {
        let today_on = day(2008, 4, 10);
        let new = NewCampaign { world_id, county_id, town_id, year: 2008, term_no: 8, today_on };
        elections::rehearse(act, &new).await?;
    }
    Ok(made)
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
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
