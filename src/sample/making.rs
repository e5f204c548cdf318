//! Makes the places of the sample out of its tables.

use chrono::NaiveDate;

use super::{
    COUNTY,
    towns::{self, COOPERATIVES, FORMER, Town, Unit},
};
use crate::{
    elections::store::opening::{self as elections, NewCampaign},
    places::store::{
        self as places, Change, NewPlace, areas,
        cooperatives::{self, Known},
        figures::{self, Figure},
        groups,
        history::{self, Became},
        organisations::{self, NewOrganisation},
    },
    shell::{
        Error,
        act::Act,
        ids::{AreaId, OrganisationId, PlaceId, WorldId},
    },
};

/// The places that were made.
pub struct Made {
    /// The rehearsal.
    pub world_id: WorldId,
    /// The county.
    pub county: PlaceId,
    towns: Vec<PlaceId>,
    /// In the order of the towns and of their units.
    units: Vec<Vec<PlaceId>>,
    branches: Vec<Branches>,
}

/// The branches of a town.
pub struct Branches {
    /// In the order of its units.
    pub of_units: Vec<Vec<OrganisationId>>,
    /// Those right under its committee.
    pub of_town: Vec<OrganisationId>,
}

impl Made {
    /// The towns.
    pub fn towns(&self) -> impl Iterator<Item = (&'static Town, PlaceId)> {
        towns::all().zip(self.towns.iter().copied())
    }

    /// The towns with their units and branches.
    pub fn settled(&self) -> impl Iterator<Item = (&'static Town, PlaceId, &[PlaceId], &Branches)> {
        let parts = self.towns.iter().copied().zip(&self.units).zip(&self.branches);
        let towns = towns::all().zip(parts);
        towns.map(|(town, ((town_id, units), branches))| (town, town_id, &**units, branches))
    }

    /// The units of all towns.
    pub fn units(&self) -> impl Iterator<Item = (&'static Unit, PlaceId)> {
        let towns = towns::all().zip(&self.units);
        towns.flat_map(|(town, units)| town.units.iter().zip(units.iter().copied()))
    }
}

pub fn day((year, month, day): (i32, u32, u32)) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

/// From when the codes are valid.
const VALID: (i32, u32, u32) = (2005, 10, 1);

/// Makes the county with its towns, in a rehearsal.
pub async fn places(act: &mut Act<'_>) -> Result<Made, Error> {
    places::live_world(act).await?;
    let world_id = places::first_rehearsal(act).await?;
    let (code, name) = COUNTY;
    let new = NewPlace {
        world_id,
        parent_id: None,
        level: "county",
        kind: None,
        name,
        code,
        from_on: day(VALID),
    };
    let county = places::add(act, &new).await?;
    let mut made =
        Made { world_id, county, towns: Vec::new(), units: Vec::new(), branches: Vec::new() };
    for town in towns::all() {
        let new = NewPlace {
            parent_id: Some(county),
            level: "town",
            name: town.name,
            code: town.code,
            ..new
        };
        let town_id = places::add(act, &new).await?;
        let (year, term_no) = town.campaign;
        let campaign = NewCampaign {
            world_id,
            county_id: county,
            town_id,
            year,
            term_no,
            today_on: day(town.today),
        };
        elections::rehearse(act, &campaign).await?;
        let units = units(act, (world_id, town_id), town).await?;
        made.branches.push(organised(act, (world_id, town_id), town, &units).await?);
        if town.slug == "xiaosha" {
            grown(act, (world_id, town_id), town, &units).await?;
        }
        made.towns.push(town_id);
        made.units.push(units);
    }
    Ok(made)
}

/// The units of a town, where they lie, their figures and groups.
async fn units(
    act: &mut Act<'_>,
    (world_id, town_id): (WorldId, PlaceId),
    town: &Town,
) -> Result<Vec<PlaceId>, Error> {
    let mut area_ids: Vec<AreaId> = Vec::new();
    for (name, lead) in town.areas {
        area_ids.push(areas::add(act, (world_id, town_id), name, Some(*lead)).await?);
    }
    let (counted_on, source) = town.counted;
    let mut made: Vec<PlaceId> = Vec::new();
    for unit in town.units {
        let code = format!("{}{}", town.code, unit.digits);
        let new = NewPlace {
            world_id,
            parent_id: Some(town_id),
            level: "unit",
            kind: Some(unit.kind),
            name: unit.name,
            code: &code,
            from_on: day(VALID),
        };
        let place_id = places::add(act, &new).await?;
        let change = Change {
            name: unit.name,
            kind: Some(unit.kind),
            area_id: area_ids.get(unit.area).copied(),
            within_id: around(town, &made, unit),
        };
        places::change(act, place_id, &change).await?;
        let (households, people) = unit.figures;
        let source = source.to_owned();
        let figure = Figure { counted_on: day(counted_on), households, people, source };
        figures::add(act, (world_id, place_id), &figure).await?;
        groups::add(act, (world_id, place_id), unit.groups).await?;
        made.push(place_id);
    }
    Ok(made)
}

/// The community that a village lies in.
fn around(town: &Town, made: &[PlaceId], unit: &Unit) -> Option<PlaceId> {
    let at = town.units.iter().position(|one| Some(one.digits) == unit.within)?;
    made.get(at).copied()
}

/// The organisations of the Party.
async fn organised(
    act: &mut Act<'_>,
    (world_id, town_id): (WorldId, PlaceId),
    town: &Town,
    units: &[PlaceId],
) -> Result<Branches, Error> {
    let mut made = Branches { of_units: Vec::new(), of_town: Vec::new() };
    let mut new = NewOrganisation {
        world_id,
        place_id: town_id,
        parent_id: None,
        kind: "town_committee",
        name: town.committee,
    };
    let committee = organisations::add(act, &new).await?;
    let mut general: Vec<Option<OrganisationId>> = Vec::new();
    for (unit, place_id) in town.units.iter().zip(units) {
        general.push(match unit.general {
            Some(name) => {
                new = NewOrganisation {
                    place_id: *place_id,
                    parent_id: Some(committee),
                    kind: "general_branch",
                    name,
                    ..new
                };
                Some(organisations::add(act, &new).await?)
            }
            None => None,
        });
    }
    for (at, (unit, place_id)) in town.units.iter().zip(units).enumerate() {
        let around = town.units.iter().position(|one| Some(one.digits) == unit.within);
        let above = general.get(at).copied().flatten();
        let above = above.or_else(|| general.get(around?).copied().flatten()).unwrap_or(committee);
        let mut own = Vec::new();
        for name in unit.branches {
            new = NewOrganisation {
                place_id: *place_id,
                parent_id: Some(above),
                kind: "branch",
                name,
                ..new
            };
            own.push(organisations::add(act, &new).await?);
        }
        made.of_units.push(own);
    }
    for name in town.branches {
        new = NewOrganisation {
            place_id: town_id,
            parent_id: Some(committee),
            kind: "branch",
            name,
            ..new
        };
        made.of_town.push(organisations::add(act, &new).await?);
    }
    Ok(made)
}

/// How the villages of report 3 came to be, and their cooperatives.
async fn grown(
    act: &mut Act<'_>,
    (world_id, town_id): (WorldId, PlaceId),
    town: &Town,
    units: &[PlaceId],
) -> Result<(), Error> {
    let mut known: Vec<(&str, PlaceId)> =
        town.units.iter().map(|unit| unit.name).zip(units.iter().copied()).collect();
    for (name, digits, became, on, document_no) in FORMER {
        let to = known.iter().find(|(of, _)| *of == became).map(|(_, place_id)| *place_id);
        let code = format!("{}{digits}", town.code);
        let former = NewPlace {
            world_id,
            parent_id: Some(town_id),
            level: "unit",
            kind: Some("village"),
            name,
            code: &code,
            from_on: day(on),
        };
        let became = Became {
            to_id: to.ok_or(Error::NotFound)?,
            on: day(on),
            document_no: Some(document_no.to_owned()),
        };
        known.push((name, history::add_former(act, &former, &became).await?));
    }
    for (unit, name, members, income) in COOPERATIVES {
        let at = known.iter().find(|(of, _)| *of == unit).map(|(_, place_id)| *place_id);
        let of = (world_id, at.ok_or(Error::NotFound)?);
        let one = Known {
            name: name.to_owned(),
            members: Some(members),
            income: Some((income, town.campaign.0 - 1)),
            dissolved_on: None,
        };
        cooperatives::add(act, of, &one).await?;
    }
    Ok(())
}
