//! A line of a file: what it says, and what is wrong with it by column.

mod branch;
mod problem;
mod rest;
mod together;
mod unlikely;

use std::collections::HashMap;

use chrono::NaiveDate;
use law::identity::Parsed;
use serde_json::{Map, Value};

pub use branch::{Branch, key as branch_key};
pub use problem::Problem;
use together::{
    NO_MEMBER, a_day, a_post, contradictions, day_value, how_long, idno, month_of, named, officer,
    person_periods, phone, since, stated, unit,
};

use super::{
    beside::{beside_the_list, heading},
    cell::{body, is_code, sex, words_of},
    header::Header,
    kinds::{Column, Kind, Need, Read},
    reader::Row,
    value::{self, Day},
};
use crate::{persons::store::letter, shell::ids::PlaceId};

/// Characters of a wrong text that are told.
const SHOWN: usize = 40;
/// The key of the words that say of a day that it lies after today, and name that.
const AHEAD: &str = "import-day-ahead";

/// The head that asks whether a member is a full one.
const ASKS_FULL: &str = "是否正式";

/// What keeps a line from being taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bar {
    /// Nothing.
    None,
    /// Its identity number, which may be supplied later.
    Number,
    /// Anything else.
    Line,
    /// It is none of the list: a sum, who has signed.
    Beside,
}

/// A line that was read.
#[derive(Debug)]
pub struct Line {
    /// Its number in the file, from 1.
    pub number: u64,
    /// What it says, by column; the identity and telephone number apart.
    pub given: Map<String, Value>,
    /// The identity number.
    pub idno: Option<Parsed>,
    /// One that was refused for what it says against the rest.
    pub denied: Option<Parsed>,
    /// The telephone numbers, as they stand in one cell.
    pub phones: Vec<String>,
    /// What is wrong.
    pub problems: Vec<Problem>,
    /// What keeps it from being taken.
    pub bar: Bar,
    /// Its cells as they stood.
    pub cells: Vec<String>,
}

impl Line {
    fn wrong(&mut self, column: &str, key: &str, value: &str, bar: Bar) {
        let value = value.chars().take(SHOWN).collect();
        let (column, key) = (column.to_owned(), key.to_owned());
        self.problems.push(Problem { column, key, value, today: None, person: None });
        self.bar = self.bar.max(bar);
    }

    /// What can be right and rarely is.
    fn warn(&mut self, column: &str, key: &str, value: &str) {
        self.wrong(column, key, value, Bar::None);
    }

    fn give(&mut self, name: &str, value: impl Into<Value>) {
        self.given.insert(name.to_owned(), value.into());
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.given.get(name).and_then(Value::as_str)
    }

    fn number(&self, name: &str) -> Option<i64> {
        self.given.get(name).and_then(Value::as_i64)
    }

    fn day(&self, name: &str) -> Option<NaiveDate> {
        self.text(name)?.parse().ok()
    }
}

/// Places and organisations that lines may name.
#[derive(Debug, Default)]
pub struct Known {
    /// Division codes of the places in reach.
    pub codes: HashMap<String, PlaceId>,
    /// Their names; `None` for a name that several have.
    pub names: HashMap<String, Option<PlaceId>>,
    /// What each place is called.
    pub called: HashMap<PlaceId, String>,
    /// What each place lies in.
    pub around: HashMap<PlaceId, Vec<PlaceId>>,
    /// Organisations of the Party, by their names.
    pub branches: HashMap<String, Vec<Branch>>,
}

/// How the lines of a file are read.
pub struct Reading {
    kind: Kind,
    header: Header,
    known: Known,
    /// Where persons belong of whom nothing else is said, and its division code.
    at: (PlaceId, String),
    /// The day that none lies after.
    today: NaiveDate,
    /// The day on which voters must be of age.
    election_on: Option<NaiveDate>,
    sets: HashMap<&'static str, HashMap<String, &'static str>>,
    /// Whether a column asks just whether somebody is a full member: elsewhere yes and no say less.
    asks_full: bool,
    /// Whether a column says where each line belongs.
    names_units: bool,
    /// What the title of the section says of the standing of the members below it.
    headed: Option<&'static str>,
}

impl Reading {
    /// Of a file with these columns, at a place with its code.
    pub fn new(
        kind: Kind,
        header: Header,
        known: Known,
        at: (PlaceId, String),
        today: NaiveDate,
        election_on: Option<NaiveDate>,
    ) -> Self {
        let sets = kind.columns().iter().filter_map(|column| match column.read {
            Read::Word(set) | Read::Standing(set) => Some((column.name, words_of(set))),
            _ => None,
        });
        let sets = sets.collect();
        let asks_full = header.heads.iter().any(|head| value::word(head) == ASKS_FULL);
        let columns = kind.columns().iter().zip(&header.places);
        let names_units = columns
            .filter(|(_, place)| place.is_some())
            .any(|(column, _)| ["code", "unit"].contains(&column.name));
        Self {
            kind,
            header,
            known,
            at,
            today,
            election_on,
            sets,
            asks_full,
            names_units,
            headed: None,
        }
    }

    /// Reads a line.
    pub fn line(&mut self, row: Row) -> Line {
        let beside = beside_the_list(&row.own(), &self.header.heads);
        if let Some(title) = beside.as_deref().filter(|_| row.alone()) {
            self.headed = heading(title);
        }
        let merged = row.merged;
        let mut line = Line {
            number: row.line,
            given: Map::new(),
            idno: None,
            denied: None,
            phones: Vec::new(),
            problems: Vec::new(),
            bar: Bar::None,
            cells: row.cells,
        };
        if let Some(said) = beside {
            line.wrong("", "import-beside-row", &said, Bar::Beside);
            return line;
        }
        let mut month = None;
        for (column, place) in self.kind.columns().iter().zip(&self.header.places) {
            // what was counted of several together is no number of each
            let counted = matches!(column.read, Read::Whole(..));
            let at = place.filter(|at| !counted || !merged.contains(at));
            let cell = at.and_then(|at| line.cells.get(at)).cloned().unwrap_or_default();
            if !cell.is_empty() {
                self.cell(column, &cell, &mut month, &mut line);
            } else if column.need == Need::Always {
                line.wrong(column.name, "import-empty", "", Bar::Line);
            }
        }
        self.under_heading(&mut line);
        if self.kind.of_persons() {
            self.person(&mut line, month);
        }
        self.branch(&mut line);
        self.place(&mut line);
        match self.kind {
            Kind::Officers => officer(&mut line),
            Kind::Units => unit(&mut line),
            Kind::Roll => self.voter(&mut line),
            Kind::Members => {}
            Kind::Households => self.counted(&mut line),
            Kind::Persons => {
                let away = line.given.contains_key("away")
                    || line.problems.iter().any(|one| one.column == "away");
                if line.given.contains_key("where_now") && !away {
                    line.wrong("away", "import-empty", "", Bar::Line);
                }
                person_periods(&mut line, self.today);
            }
        }
        unlikely::look(&mut line, self.kind, self.today);
        for problem in line.problems.iter_mut().filter(|one| one.key == AHEAD) {
            problem.today = Some(self.today);
        }
        line
    }

    fn cell(&self, column: &Column, cell: &str, month: &mut Option<NaiveDate>, line: &mut Line) {
        let name = column.name;
        let read: Result<Value, &str> = match column.read {
            Read::Name => named(name, cell, line),
            Read::Sex => sex(cell).map(|sex| letter(sex).into()).ok_or("import-bad-sex"),
            Read::Birth => match value::day(cell) {
                Ok(Day::Month(first)) => {
                    *month = Some(first);
                    return;
                }
                Ok(Day::Whole(on)) if on > self.today => Err("import-day-ahead"),
                Ok(Day::Whole(on)) => Ok(day_value(on)),
                Err(key) => Err(key),
            },
            Read::Day => a_day(name, cell, line),
            Read::IdNumber => return idno(cell, line),
            Read::Phone => return phone(cell, line),
            Read::Since => return since(name, cell, line),
            Read::Word(_) => {
                how_long(name, cell, line);
                self.word(name, &value::word(cell))
            }
            Read::Standing(_) => match stated(cell, line) {
                // that somebody is a member says nothing of the standing
                Some(rest) if rest == "是" && !self.asks_full => return,
                Some(rest) if rest == "否" && !self.asks_full => Err("import-bad-word"),
                Some(rest) if NO_MEMBER.contains(&&*rest) => Err("import-not-a-member"),
                Some(rest) => self.word(name, &rest),
                None => return,
            },
            Read::Whole(least, most) => match value::number(cell) {
                Some(number) if (least..=most).contains(&number) => Ok(number.into()),
                Some(_) => {
                    let bounds = format!("{least}–{most}");
                    return line.wrong(name, "import-number-bounds", &bounds, Bar::Line);
                }
                None => Err("import-bad-number"),
            },
            Read::Group => value::group(cell).map(Value::from).ok_or("import-bad-group"),
            Read::Text(longest) if cell.chars().count() > longest || cell.contains('\0') => {
                Err("import-long")
            }
            Read::PlaceCode | Read::PlaceName => self.there(column, cell),
            // which is meant the other cells say
            Read::Organisation => return,
            Read::UnitCode if !is_code(cell, &self.at.1) => Err("import-bad-code"),
            Read::Text(_) | Read::UnitCode => Ok(cell.into()),
            Read::Body => body(cell).map(Value::from).ok_or("import-bad-body"),
            Read::Post => a_post(name, cell, line),
        };
        match read {
            Ok(value) => line.give(name, value),
            Err(key) => line.wrong(name, key, cell, Bar::Line),
        }
    }

    /// A word of the set of a column.
    fn word(&self, column: &str, word: &str) -> Result<Value, &'static str> {
        let found = self.sets.get(column).and_then(|set| set.get(word));
        found.map(|word| Value::from(*word)).ok_or("import-bad-word")
    }

    /// The key of a place that is there.
    fn there(&self, column: &Column, cell: &str) -> Result<Value, &'static str> {
        if let Read::PlaceCode = column.read {
            let place = self.known.codes.get(cell).ok_or("import-no-place")?;
            return Ok(place.0.into());
        }
        let word = value::word(cell);
        let named = self.known.names.get(&word).copied();
        let coded = || self.known.codes.get(cell).copied().map(Some);
        let seated = |word: &str| self.known.names.get(&value::seat(word)?).copied();
        // lists of the county write the town before it
        let below = || {
            let rest = self.below(&word)?;
            self.known.names.get(rest).copied().or_else(|| seated(rest))
        };
        match named.or_else(coded).or_else(|| seated(&word)).or_else(below) {
            Some(Some(place)) => Ok(place.0.into()),
            Some(None) => Err("import-several-places"),
            None => Err("import-no-place"),
        }
    }

    /// What stands in a word after the name of the place of the list, with that of the county or without.
    fn below<'a>(&self, word: &'a str) -> Option<&'a str> {
        let own = value::word(self.known.called.get(&self.at.0)?);
        let (before, rest) = word.split_once(&*own)?;
        (before.is_empty() || before.ends_with(['区', '县', '市'])).then_some(rest)
    }

    /// What day of birth, sex and number say of each other.
    fn person(&self, line: &mut Line, month: Option<NaiveDate>) {
        let wrong = |line: &Line, column: &str| {
            line.problems.iter().any(|problem| problem.column == column)
        };
        if let Some(read) = line.idno.clone() {
            let of_number = read.number.birth();
            let same_month = |first: NaiveDate| month_of(first) == month_of(of_number);
            if month.is_none_or(same_month) && !wrong(line, "birth") {
                line.given.entry("birth").or_insert(day_value(of_number));
            }
            if !wrong(line, "sex") {
                line.given.entry("sex").or_insert(letter(read.number.sex()).into());
            }
            contradictions(line, &read, month);
        }
        let lacks = |line: &Line, column| !line.given.contains_key(column) && !wrong(line, column);
        if lacks(line, "birth") {
            match month {
                Some(first) => {
                    let said = month_of(first);
                    line.wrong("birth", "import-only-month", &said, Bar::Line);
                }
                None => line.wrong("birth", "import-empty", "", Bar::Line),
            }
        }
        if lacks(line, "sex") {
            line.wrong("sex", "import-empty", "", Bar::Line);
        }
        // a cell of its own was looked at when it was read
        if let Some(on) = line.day("birth").filter(|on| *on > self.today) {
            line.wrong("idno", AHEAD, &on.to_string(), Bar::Line);
        }
    }

    /// Where the line belongs.
    fn place(&self, line: &mut Line) {
        if self.kind == Kind::Units {
            return;
        }
        let (code, unit) = (line.given.remove("code"), line.given.remove("unit"));
        if let (Some(code), Some(unit)) = (&code, &unit)
            && code != unit
        {
            line.wrong("unit", "import-other-place", "", Bar::Line);
        }
        if let Some(place) = code.or(unit) {
            if self.kind == Kind::Persons {
                // whoever is there already belongs there now
                line.give("moved", place.clone());
            }
            line.give("place", place);
        } else if self.kind == Kind::Households {
            if line.problems.iter().all(|one| one.column != "code" && one.column != "unit") {
                line.wrong("unit", "import-empty", "", Bar::Line);
            }
        } else {
            line.given.entry("place").or_insert(self.at.0.0.into());
            if !self.names_units {
                line.give("unit_unasked", true);
            }
        }
    }
}
