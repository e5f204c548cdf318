//! Which column of a file is which: by what its head says, in either language and any order.

use std::collections::HashMap;

use super::{
    kinds::{Kind, Need},
    reader::Row,
    value,
};
use crate::shell::words::{Lang, Words};

/// The columns of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Its line.
    pub line: u64,
    /// Where each column of the kind stands, if it does.
    pub places: Vec<Option<usize>>,
    /// The heads as they stand.
    pub heads: Vec<String>,
}

/// Why no columns are known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Headless {
    /// These are missing.
    Missing(Vec<&'static str>),
    /// This one is there twice.
    Twice(&'static str),
}

/// What heads are called.
pub struct Heads {
    kind: Kind,
    names: HashMap<String, usize>,
    /// Of columns that have none of their own heads.
    otherwise: HashMap<String, usize>,
}

impl Heads {
    /// Those of a kind, in both languages.
    pub fn of(kind: Kind) -> Self {
        let (mut names, mut otherwise) = (HashMap::new(), HashMap::new());
        for (at, column) in kind.columns().iter().enumerate() {
            names.insert(value::word(column.name), at);
            for lang in Lang::ALL {
                let label = Words::new(lang).text(&format!("import-column-{}", column.name));
                names.insert(value::word(&label), at);
            }
            for name in column.names {
                names.entry(value::word(name)).or_insert(at);
            }
            otherwise.extend(column.otherwise.iter().map(|name| (value::word(name), at)));
        }
        Self { kind, names, otherwise }
    }

    /// How many heads of a row are known.
    pub fn known(&self, row: &Row) -> usize {
        row.cells.iter().filter(|cell| self.names.contains_key(&value::word(cell))).count()
    }

    /// The columns of a row of heads.
    ///
    /// # Errors
    /// Columns are missing, or one is there twice.
    pub fn read(&self, row: &Row) -> Result<Header, Headless> {
        let columns = self.kind.columns();
        let mut places = vec![None; columns.len()];
        for names in [&self.names, &self.otherwise] {
            let own = places.clone();
            for (at, cell) in row.cells.iter().enumerate() {
                let column = names.get(&value::word(cell)).filter(|column| own[**column].is_none());
                let Some(&column) = column else { continue };
                if places[column].replace(at).is_some() {
                    return Err(Headless::Twice(columns[column].name));
                }
            }
        }
        let there = |name: &str| {
            let at = columns.iter().position(|column| column.name == name);
            at.is_some_and(|at| places[at].is_some())
        };
        let lacks = |need: Need| match need {
            Need::Always => true,
            Need::OrNumber => !there("idno"),
            Need::OrPlace => !there("code") && !there("unit"),
            Need::OrPost | Need::No => false,
        };
        let missing = columns.iter().zip(&places);
        let missing = missing.filter(|(column, place)| place.is_none() && lacks(column.need));
        let missing: Vec<&str> = missing.map(|(column, _)| column.name).collect();
        if missing.is_empty() {
            Ok(Header { line: row.line, places, heads: row.cells.clone() })
        } else {
            Err(Headless::Missing(missing))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(cells: &[&str]) -> Row {
        Row {
            line: 1,
            cells: cells.iter().map(|cell| (*cell).to_owned()).collect(),
            merged: Vec::new(),
        }
    }

    fn read(kind: Kind, cells: &[&str]) -> Result<Vec<(&'static str, usize)>, Headless> {
        let header = Heads::of(kind).read(&row(cells))?;
        let columns = kind.columns().iter().zip(header.places);
        Ok(columns.filter_map(|(column, place)| Some((column.name, place?))).collect())
    }

    #[test]
    fn heads_are_known_in_both_languages_in_any_order() {
        let chinese = read(Kind::Persons, &["序号", "公民身份号码", "姓  名（必填）", "联系电话"]);
        assert_eq!(chinese.unwrap(), [("name", 2), ("idno", 1), ("phone", 3)]);
        let english = read(Kind::Persons, &["Sex", "NAME", "Date of birth", "Group"]);
        assert_eq!(english.unwrap(), [("name", 1), ("sex", 0), ("birth", 2), ("group", 3)]);
    }

    #[test]
    fn what_is_missing_and_what_is_there_twice_is_named() {
        let missing = |names: &[&'static str]| Err(Headless::Missing(names.to_vec()));
        assert_eq!(read(Kind::Persons, &["姓名", "性别"]), missing(&["birth"]));
        assert_eq!(read(Kind::Roll, &["身份证号"]), missing(&["name", "group"]));
        assert_eq!(read(Kind::Households, &["户数"]), missing(&["code", "unit", "people"]));
        let members = ["姓名", "身份证号", "党支部", "政治面貌", "党员类别"];
        let standing = |cells: &[&str]| {
            let read = read(Kind::Members, cells).unwrap();
            read.into_iter().find(|(name, _)| *name == "standing").map(|(_, at)| at)
        };
        assert_eq!((standing(&members[..4]), standing(&members)), (Some(3), Some(4)));
        let twice = ["姓名", "身份证号", "名字"];
        assert_eq!(read(Kind::Persons, &twice), Err(Headless::Twice("name")));
    }

    #[test]
    fn no_two_columns_of_a_kind_are_called_the_same() {
        for kind in Kind::ALL {
            let heads = Heads::of(kind);
            for (at, column) in kind.columns().iter().enumerate() {
                for lang in Lang::ALL {
                    let key = format!("import-column-{}", column.name);
                    assert!(Words::new(lang).has(&key), "{key}");
                    let label = value::word(&Words::new(lang).text(&key));
                    assert_eq!(heads.names.get(&label), Some(&at), "{kind:?} {label}");
                }
                for name in column.names {
                    let name = value::word(name);
                    assert_eq!(heads.names.get(&name), Some(&at), "{kind:?} {name}");
                }
            }
        }
    }
}
