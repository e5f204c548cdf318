//! A cell of a workbook as the text that stands for it.

use calamine::{Data, DataRef, ExcelDateTime};

use super::trimmed;

/// From here on a workbook has lost digits of a number: it keeps fifteen.
const LOST: f64 = 1e15;

pub(super) fn shared(data: &DataRef<'_>) -> String {
    match data {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => float(*number),
        DataRef::String(text) => trimmed(text),
        DataRef::SharedString(text) => trimmed(text),
        DataRef::Bool(yes) => yes.to_string(),
        DataRef::DateTime(at) => moment(at),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => format!("{error}"),
        DataRef::Empty => String::new(),
    }
}

pub(super) fn own(data: &Data) -> String {
    match data {
        Data::Int(number) => number.to_string(),
        Data::Float(number) => float(*number),
        Data::String(text) => trimmed(text),
        Data::Bool(yes) => yes.to_string(),
        Data::DateTime(at) => moment(at),
        Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Error(error) => format!("{error}"),
        Data::Empty => String::new(),
    }
}

/// A number as people would write it; one whose digits are lost as the workbook shows it.
fn float(number: f64) -> String {
    if number.abs() >= LOST {
        format!("{number:E}")
    } else if number.fract() == 0.0 {
        format!("{number:.0}")
    } else {
        number.to_string()
    }
}

/// The day of a moment; what is a duration or lies outside of the calendar is a number.
fn moment(at: &ExcelDateTime) -> String {
    if !at.is_datetime() || !(1.0..2_958_466.0).contains(&at.as_f64()) {
        return float(at.as_f64());
    }
    let (year, month, day, ..) = at.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}")
}
