//! Days, division codes, steps and ids as people write them on the command line.

use std::{error::Error, fmt};

use chrono::NaiveDate;
use law::{
    body::Family,
    calendar::Step,
    rules::{Kind, Pack},
};

use super::Failure;
use crate::shell::words::{FluentValue, Words};

/// The provinces, autonomous regions, municipalities and special regions: the first two digits of
/// a division code (GB/T 2260).
const PROVINCES: &[&str] = &[
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41",
    "42", "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71",
    "81", "82",
];

/// Why a value of the command line is none; told below clap's own complaint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Not of the form of a day.
    Form,
    /// Of the form of a day that no month has.
    NoSuchDay,
    /// Not 2, 6, 9 or 12 digits.
    CodeForm,
    /// No province has these two digits.
    Province(String),
    /// `--happened` without `=`.
    NoPair,
    /// No step of that word.
    Step(String),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

impl Error for Fault {}

impl Fault {
    fn key(&self) -> &'static str {
        match self {
            Self::Form => "given-day-form",
            Self::NoSuchDay => "given-no-such-day",
            Self::CodeForm => "given-code-form",
            Self::Province(_) => "given-province",
            Self::NoPair => "given-no-pair",
            Self::Step(_) => "given-step",
        }
    }

    /// The fault in words, for a step with the nearest ones and all of them.
    pub fn said(&self, words: &Words) -> String {
        let value = match self {
            Self::Province(value) | Self::Step(value) => value.as_str(),
            _ => "",
        };
        let mut text = words.text_with(self.key(), &[("value", FluentValue::from(value))]);
        if let Self::Step(wanted) = self {
            let all = || Step::ALL.iter().map(|step| step.word());
            let near = super::failure::nearest(wanted, all());
            let lists = [("usage-suggestion", near), ("usage-possible", all().collect())];
            for (key, list) in lists.into_iter().filter(|(_, list)| !list.is_empty()) {
                let values = FluentValue::from(list.join(", "));
                text.push('\n');
                text.push_str(&words.text_with(key, &[("values", values)]));
            }
        }
        text
    }
}

/// A day: `2008-05-08`, also as offices write it: `2008年5月8日`, `2008.5.8`, `2008/5/8`.
///
/// # Errors
/// [`Fault::Form`] and [`Fault::NoSuchDay`]. The year has four digits, so that tables stay aligned
/// and the date fits every format.
pub fn day(text: &str) -> Result<NaiveDate, Fault> {
    let text = text.trim();
    let parts: Vec<&str> = if let Some(chinese) = text.strip_suffix(['日', '号']) {
        let (year, rest) = chinese.split_once('年').ok_or(Fault::Form)?;
        let (month, day) = rest.split_once('月').ok_or(Fault::Form)?;
        vec![year, month, day]
    } else {
        let sign = ['-', '.', '/'].into_iter().find(|sign| text.contains(*sign));
        text.split(sign.ok_or(Fault::Form)?).collect()
    };
    let number = |text: &str, lengths: &[usize]| -> Option<u32> {
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse().ok().filter(|_| digits && lengths.contains(&text.len()))
    };
    let [year, month, day] = parts[..] else { return Err(Fault::Form) };
    let year = number(year, &[4]).and_then(|year| i32::try_from(year).ok());
    let (Some(year), Some(month), Some(day)) = (year, number(month, &[1, 2]), number(day, &[1, 2]))
    else {
        return Err(Fault::Form);
    };
    NaiveDate::from_ymd_opt(year, month, day).filter(|_| year > 0).ok_or(Fault::NoSuchDay)
}

/// A division code of a province, a county, a town or a village.
///
/// # Errors
/// [`Fault::CodeForm`] and [`Fault::Province`].
pub fn division_code(text: &str) -> Result<String, Fault> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits || ![2, 6, 9, 12].contains(&text.len()) {
        return Err(Fault::CodeForm);
    }
    let province = &text[..2];
    if PROVINCES.contains(&province) {
        Ok(text.to_owned())
    } else {
        Err(Fault::Province(province.to_owned()))
    }
}

/// The pack or overlay of that id in capitals or not.
///
/// # Errors
/// No such id; the nearest of all ids are told.
pub fn pack(id: &str) -> Result<&'static Pack, Failure> {
    found(id).ok_or_else(|| unknown(id, "error-unknown-pack", |_| true))
}

/// The national pack of that id, of a branch of law where one is asked for.
///
/// # Errors
/// No such id; the nearest that would fit are told. An overlay's id; a pack of other bodies.
pub fn national(id: &str, family: Option<Family>) -> Result<&'static Pack, Failure> {
    let fits = |pack: &Pack| family.is_none_or(|family| pack.family == family);
    let pack = found(id).ok_or_else(|| {
        unknown(id, "error-unknown-pack", |pack| pack.kind == Kind::National && fits(pack))
    })?;
    let told = |key| Err(Failure::new(key).with("id", pack.id.clone()));
    match pack.kind {
        Kind::Overlay => told("error-not-national"),
        Kind::National if !fits(pack) => told("error-pack-of-other-bodies"),
        Kind::National => Ok(pack),
    }
}

/// The overlay of that id for a branch of law.
///
/// # Errors
/// No such id; the nearest that would fit are told. An overlay of other bodies.
pub fn overlay(id: &str, family: Family) -> Result<&'static Pack, Failure> {
    let pack = found(id).filter(|pack| pack.kind == Kind::Overlay).ok_or_else(|| {
        let fits = |pack: &Pack| pack.kind == Kind::Overlay && pack.family == family;
        unknown(id, "error-unknown-overlay", fits)
    })?;
    if pack.family == family {
        Ok(pack)
    } else {
        Err(Failure::new("error-wrong-overlay").with("id", pack.id.clone()))
    }
}

fn found(id: &str) -> Option<&'static Pack> {
    Pack::all().iter().find(|pack| pack.id.eq_ignore_ascii_case(id))
}

fn unknown(id: &str, key: &'static str, fits: impl Fn(&Pack) -> bool) -> Failure {
    let fitting = Pack::all().iter().filter(|pack| fits(pack));
    Failure::unknown(key, id, fitting.map(|pack| pack.id.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_taken_as_offices_write_it() {
        let may = NaiveDate::from_ymd_opt(2008, 5, 8).unwrap();
        for text in [
            "2008-05-08",
            "2008-5-8",
            "2008年5月8日",
            "2008年05月08号",
            "2008.5.8",
            "2008/5/8",
            " 2008/05/08 ",
        ] {
            assert_eq!(day(text), Ok(may), "{text}");
        }
    }

    #[test]
    fn what_is_no_day_is_told_apart_from_what_is_none_of_the_calendar() {
        for text in ["2008-02-30", "2008年13月1日", "0000-01-01", "2008.5.32"] {
            assert_eq!(day(text), Err(Fault::NoSuchDay), "{text}");
        }
        for text in [
            "",
            "May",
            "20080508",
            "+12008-05-08",
            "-008-05-08",
            "08-05-08",
            "2008-05",
            "2008-5.8",
            "2008-005-8",
            "2008年5月8",
            "2008-5-8日",
            "18.4.2008",
        ] {
            assert_eq!(day(text), Err(Fault::Form), "{text}");
        }
    }

    #[test]
    fn a_code_begins_with_a_province_that_exists() {
        for code in ["33", "330902", "330902101", "330902101001", "11", "82"] {
            assert_eq!(division_code(code).as_deref(), Ok(code));
        }
        for code in ["", "3", "3309", "33090", "33a", "３３"] {
            assert_eq!(division_code(code), Err(Fault::CodeForm), "{code}");
        }
        for code in ["99", "00", "16", "560902"] {
            assert_eq!(division_code(code), Err(Fault::Province(code[..2].into())), "{code}");
        }
        assert_eq!(PROVINCES.len(), 34);
    }

    #[test]
    fn ids_are_found_in_small_letters_too() {
        assert_eq!(pack("vc18").unwrap().id, "VC18");
        assert_eq!(national("p20", Some(Family::Party)).unwrap().id, "P20");
        assert_eq!(overlay("zj20", Family::Villagers).unwrap().id, "ZJ20");
        assert!(
            national("zj20", None).is_err() && national("P20", Some(Family::Villagers)).is_err()
        );
        assert!(overlay("VC18", Family::Villagers).is_err());
        assert!(overlay("HNR20", Family::Villagers).is_err());
    }
}
