//! Who lives in a unit of the sample: those whom the reports count, members of the Party, everybody
//! else up to the figure of the unit.

use chrono::{Datelike, NaiveDate};
use law::{
    body::Sex::{self, Man, Woman},
    identity::Parsed,
};

use super::{
    names::{Draw, Names},
    teams::Counted,
};
use crate::{
    persons::{
        secret,
        store::{Data, New, Period},
    },
    shell::{Error, ids::PlaceId, vault::Vault},
};

/// Of a hundred people, how many have an age of so many tens of years.
const TENS: [u32; 9] = [8, 12, 12, 16, 19, 15, 9, 6, 3];

/// Somebody before he is in the database.
pub struct Human {
    /// The person.
    pub new: New,
    /// Posts: digits of the unit, body, post.
    pub posts: Vec<(&'static str, &'static str, &'static str)>,
    /// A member of the Party.
    pub member: bool,
    /// Nobody whom a report counts: may be away, or on probation.
    pub plain: bool,
}

/// What people of a unit have in common.
pub struct Unit<'a> {
    /// The town's day.
    pub on: NaiveDate,
    /// The unit.
    pub place_id: PlaceId,
    /// Its groups.
    pub groups: u32,
    /// What seals identity numbers.
    pub vault: &'a Vault,
}

/// Makes people, one after the other.
pub struct Maker {
    /// Draws.
    pub draw: Draw,
    names: Names,
}

impl Maker {
    /// Begins with a number.
    pub fn new(seed: u64) -> Self {
        Self { draw: Draw::new(seed), names: Names::default() }
    }

    /// Somebody whom a report counts.
    pub fn counted(&mut self, unit: &Unit<'_>, one: &Counted) -> Result<Human, Error> {
        let party = one.posts.iter().any(|(_, body, _)| *body == "party");
        // of the reserve those of one sex, so that it shows
        let member = party || one.reserve && one.sex == Man;
        let mut human = self.human(unit, (one.sex, one.age), one.education, member)?;
        let since = |year: i32, month| NaiveDate::from_ymd_opt(unit.on.year() - year, month, 1);
        if one.official {
            human.new.data.official = Period { since: since(1, 8), until: None };
        }
        if one.reserve {
            human.new.data.reserve = Period { since: since(1, 6), until: None };
        }
        human.posts.clone_from(&one.posts);
        human.plain = false;
        Ok(human)
    }

    /// A representative of the residents of a group; the first of it leads the group.
    pub fn representative(
        &mut self,
        unit: &Unit<'_>,
        digits: &'static str,
        (group, leads): (i32, bool),
    ) -> Result<Human, Error> {
        let (sex, age) = (self.draw.sex(), 28 + self.draw.below(40));
        let education = self.schooling(age);
        let member = self.draw.below(4) == 0;
        let mut human = self.human(unit, (sex, age), education, member)?;
        human.new.data.group_no = Some(group);
        human.posts.push((digits, "groups", "representative"));
        if leads {
            human.posts.push((digits, "groups", "group_leader"));
        }
        Ok(human)
    }

    /// A member of the Party.
    pub fn member(&mut self, unit: &Unit<'_>) -> Result<Human, Error> {
        let sex = if self.draw.below(4) == 0 { Woman } else { Man };
        let age = 23 + self.draw.below(60);
        let education = self.schooling(age);
        self.human(unit, (sex, age), education, true)
    }

    /// Anybody else.
    pub fn anybody(&mut self, unit: &Unit<'_>) -> Result<Human, Error> {
        let sex = self.draw.sex();
        let mut percent = self.draw.below(100);
        let mut age = 0;
        for tens in TENS {
            if percent < tens {
                break;
            }
            percent -= tens;
            age += 10;
        }
        age += self.draw.below(10);
        let education = self.schooling(age);
        self.human(unit, (sex, age), education, false)
    }

    /// What people of an age have learnt.
    fn schooling(&mut self, age: u32) -> &'static str {
        let words: &[&'static str] = match age {
            0..6 => &["none"],
            6..12 => &["primary"],
            12..15 => &["junior"],
            15..19 => &["junior", "senior", "senior", "technical"],
            19..30 => &["junior", "senior", "technical", "college", "bachelor"],
            30..50 => &["primary", "junior", "junior", "junior", "senior", "senior", "technical"],
            50..70 => &["none", "primary", "primary", "junior", "junior", "senior"],
            _ => &["none", "none", "primary"],
        };
        self.draw.of(words)
    }

    fn human(
        &mut self,
        unit: &Unit<'_>,
        (sex, age): (Sex, u32),
        education: &'static str,
        member: bool,
    ) -> Result<Human, Error> {
        let birth_on = self.draw.birth(age, unit.on);
        let politics = match age {
            _ if member => Some("party"),
            0..14 => None,
            14..28 if self.draw.below(3) == 0 => Some("league"),
            _ => Some("masses"),
        };
        let data = Data {
            name: self.names.name(&mut self.draw, sex, birth_on),
            sex,
            birth_on,
            place_id: Some(unit.place_id),
            group_no: i32::try_from(1 + self.draw.below(unit.groups)).ok(),
            nationality: Some(if self.draw.below(90) == 0 { "22" } else { "01" }),
            education: Some(education),
            politics,
            official: Period::default(),
            reserve: Period::default(),
        };
        // of a few it is to be supplied, as everywhere
        let number = if self.draw.below(60) == 0 {
            None
        } else {
            let digits = self.names.number(&mut self.draw, sex, birth_on);
            let read = Parsed::read(&digits).map_err(|error| Error::internal(&error))?;
            Some(secret::seal_number(unit.vault, &read)?)
        };
        Ok(Human { new: New { data, number }, posts: Vec::new(), member, plain: true })
    }
}
