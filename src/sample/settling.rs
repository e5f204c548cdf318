//! Brings the people of the sample into its towns: persons, posts, memberships.

use chrono::{Datelike, Days, NaiveDate};

use super::{
    humans::{Human, Maker, Unit},
    making::{self, Branches, Made},
    members,
    teams::{self, Counted},
    told,
    towns::Town,
};
use crate::{
    persons::store::{
        self as persons,
        offices::{self, NewOffice},
    },
    shell::{
        Error,
        act::Act,
        ids::{PersonId, PlaceId},
        vault::Vault,
    },
};

/// Residents' representatives of ×× Town.
const REPRESENTATIVES: i32 = 402;

/// A member of the Party with the person's key.
pub type Joined = (PersonId, Human);

/// The people of the towns that a report tells of, and what is told of all towns.
pub async fn people(act: &mut Act<'_>, vault: &Vault, made: &Made) -> Result<(), Error> {
    let mut maker = Maker::new(20_080_508);
    for (town, town_id, units, branches) in made.settled() {
        told::of(act, (made.world_id, town_id), (town, units)).await?;
        let Some(counted) = teams::of(town.slug) else { continue };
        let settling = Settling { town, units, branches, vault, counted };
        let mut members = Vec::new();
        let mut posts = Vec::new();
        for at in 0..town.units.len() {
            let humans = settling.unit(&mut maker, at)?;
            let new: Vec<_> = humans.iter().map(|human| human.new.clone()).collect();
            let ids = persons::add(act, made.world_id, &new).await?;
            let mut here = Vec::new();
            for (person_id, human) in ids.into_iter().zip(humans) {
                posts.extend(settling.posts(person_id, &human));
                if human.member {
                    here.push((person_id, human));
                }
            }
            members.push(here);
        }
        offices::add(act, &posts).await?;
        let on = making::day(town.today);
        members::join(act, (made.world_id, on), &settling.sizes(), members).await?;
    }
    Ok(())
}

struct Settling<'a> {
    town: &'static Town,
    units: &'a [PlaceId],
    branches: &'a Branches,
    vault: &'a Vault,
    counted: Vec<Counted>,
}

impl Settling<'_> {
    fn xiaosha(&self) -> bool {
        self.town.slug == "xiaosha"
    }

    /// Everybody of a unit; members of the Party as many as its branches and its share of the town's
    /// own have.
    fn unit(&self, maker: &mut Maker, at: usize) -> Result<Vec<Human>, Error> {
        let one = &self.town.units[at];
        let unit = Unit {
            on: making::day(self.town.today),
            place_id: self.units[at],
            groups: u32::try_from(one.groups).unwrap_or(1),
            vault: self.vault,
        };
        let mut humans = Vec::new();
        for counted in self.counted.iter().filter(|counted| counted.unit == one.digits) {
            humans.push(maker.counted(&unit, counted)?);
        }
        if !self.xiaosha() {
            for (group, seats) in self.representatives(at) {
                for nth in 0..seats {
                    humans.push(maker.representative(&unit, one.digits, (group, nth == 0))?);
                }
            }
        }
        let there = humans.iter().filter(|human| human.member).count();
        for _ in there..self.members(at) {
            humans.push(maker.member(&unit)?);
        }
        if self.xiaosha() {
            for _ in humans.len()..usize::try_from(one.figures.1).unwrap_or_default() {
                humans.push(maker.anybody(&unit)?);
            }
        }
        Ok(humans)
    }

    /// How many members of the Party live in a unit.
    fn members(&self, at: usize) -> usize {
        let sizes = self.sizes();
        let own: usize = sizes.of_units[at].iter().map(|(_, size)| size).sum();
        let town: usize = sizes.of_town.iter().map(|(_, size)| size).sum();
        let communities = self.town.units.iter().filter(|unit| unit.kind == "community").count();
        // those of the town's own branches live in the communities
        let share = if at < communities {
            town / communities + usize::from(at < town % communities)
        } else {
            0
        };
        own + share
    }

    /// The branches with their sizes: 574 in the villages of Xiao Sha Town, 1,029 in all.
    fn sizes(&self) -> members::Sizes {
        let villages = self.town.units.iter().position(|unit| unit.kind == "village");
        let mut nth = 0;
        let of_units = self.branches.of_units.iter().enumerate().map(|(at, branches)| {
            let village = villages.is_some_and(|first| at >= first);
            let sized = branches.iter().map(|branch| {
                let size = match (self.xiaosha(), village) {
                    (true, true) => 38 + nth * 5 % 7,
                    (true, false) => 18,
                    (false, _) => 25,
                };
                nth += usize::from(village);
                (*branch, size)
            });
            sized.collect()
        });
        let of_units = of_units.collect();
        let of_town = self.branches.of_town.iter().enumerate();
        let last = self.branches.of_town.len().saturating_sub(1);
        let of_town = of_town.map(|(at, branch)| (*branch, if at == last { 14 } else { 15 }));
        members::Sizes { of_units, of_town: of_town.collect() }
    }

    /// The groups of a unit with their representatives: five, and six in the first groups of the
    /// town.
    fn representatives(&self, at: usize) -> impl Iterator<Item = (i32, i32)> {
        let groups =
            |units: &[super::towns::Unit]| units.iter().map(|unit| unit.groups).sum::<i32>();
        let before = groups(&self.town.units[..at]);
        let more = REPRESENTATIVES - 5 * groups(self.town.units);
        let own = self.town.units[at].groups;
        (1..=own).map(move |group| (group, if before + group <= more { 6 } else { 5 }))
    }

    fn posts(&self, person_id: PersonId, human: &Human) -> Vec<NewOffice> {
        let (_, term_no) = self.town.campaign;
        let posts = human.posts.iter().filter_map(|(digits, body, post)| {
            let at = self.town.units.iter().position(|unit| unit.digits == *digits)?;
            Some(NewOffice {
                organisation_id: None,
                person_id,
                place_id: *self.units.get(at)?,
                body,
                post,
                // those of Xiao Sha Town go out of office in this term
                term_no: Some(if self.xiaosha() { term_no - 1 } else { term_no }),
                from_on: self.begun(body),
                ended: None,
            })
        });
        posts.collect()
    }

    fn begun(&self, body: &str) -> Option<NaiveDate> {
        let today = making::day(self.town.today);
        let year = if self.xiaosha() { today.year() - 3 } else { today.year() };
        let first = NaiveDate::from_ymd_opt(year, 3, 28)?;
        let days = match body {
            "party" => 0,
            "groups" => 18,
            _ => 36,
        };
        Some(first + Days::new(days))
    }
}
