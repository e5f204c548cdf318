//! Files of tables. A text that an office program would take for a formula, or for a number whose
//! digits it would not keep, is told by a sign before it in CSV, and written as a text in a workbook.

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};
use rust_xlsxwriter::{
    ExcelDateTime, Format as Style, FormatBorder, Workbook, Worksheet, XlsxError,
};
use tokio::sync::mpsc::Receiver;

use super::{Format, Kind};
use crate::shell::clock;

/// Digits of a number that office programs show as it is; of a longer one they show 3.30902E+17.
const EXACT: usize = 11;

/// A cell of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Item {
    Text(String),
    Number(i64),
    Day(NaiveDate),
    Moment(DateTime<Utc>),
}

/// The head of a column of a file.
pub(super) struct Head {
    pub(super) label: String,
    pub(super) kind: Kind,
}

/// Why a file could not be written.
#[derive(Debug, thiserror::Error)]
pub(super) enum WriteError {
    #[error("the CSV could not be written")]
    Csv(#[from] csv::Error),
    #[error("the workbook could not be written")]
    Xlsx(#[from] XlsxError),
    #[error("the file has too many rows or columns")]
    Long,
}

/// Rows, some at a time.
type Rows = Receiver<Vec<Vec<Item>>>;

/// Writes a file of all rows that arrive.
pub(super) fn file(
    format: Format,
    title: &str,
    heads: &[Head],
    rows: Rows,
) -> Result<Vec<u8>, WriteError> {
    match format {
        Format::Csv => csv(heads, rows),
        Format::Xlsx => workbook(title, heads, rows),
    }
}

fn csv(heads: &[Head], mut rows: Rows) -> Result<Vec<u8>, WriteError> {
    // the mark by which office programs know UTF-8
    let mut bytes = "\u{feff}".as_bytes().to_vec();
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(&mut bytes);
    writer.write_record(heads.iter().map(|head| csv_text(&head.label)))?;
    while let Some(chunk) = rows.blocking_recv() {
        for row in chunk {
            writer.write_record(row.iter().map(plain))?;
        }
    }
    writer.flush().map_err(csv::Error::from)?;
    drop(writer);
    Ok(bytes)
}

fn plain(item: &Item) -> String {
    match item {
        Item::Text(text) => csv_text(text),
        Item::Number(number) => number.to_string(),
        Item::Day(on) => on.to_string(),
        Item::Moment(at) => clock::to_the_second(*at),
    }
}

/// A text of a CSV file that office programs leave as it is: one that they would take for a formula, or
/// for a number and lose digits of it, stands behind the apostrophe by which they mark texts. Lists that
/// are brought in are read without it.
pub fn csv_text(text: &str) -> String {
    // the wide signs of Chinese keyboards as well
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    let number = text.bytes().all(|one| one.is_ascii_digit());
    let loses = number && (text.len() > EXACT || text.len() > 1 && text.starts_with('0'));
    if formula || loses { format!("'{text}") } else { text.to_owned() }
}

fn workbook(title: &str, heads: &[Head], mut rows: Rows) -> Result<Vec<u8>, WriteError> {
    let styles = Styles::new();
    let mut workbook = Workbook::new();
    // rows go to a file of their own while they are written: a cell is not kept
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    sheet.set_name(sheet_name(title))?;
    sheet.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?.set_landscape();
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0);
    for (at, head) in (0..).zip(heads) {
        sheet.set_column_width(at, width(head))?;
    }
    for (at, head) in (0..).zip(heads) {
        sheet.write_string_with_format(0, at, &head.label, &styles.head)?;
    }
    let mut row = 0_u32;
    while let Some(chunk) = rows.blocking_recv() {
        for items in chunk {
            row = row.checked_add(1).ok_or(WriteError::Long)?;
            for (at, item) in (0..).zip(&items) {
                styles.write(sheet, row, at, item)?;
            }
        }
    }
    let last = u16::try_from(heads.len()).map_err(|_| WriteError::Long)?.saturating_sub(1);
    sheet.autofilter(0, 0, row, last)?;
    Ok(workbook.save_to_buffer()?)
}

/// Names of sheets are short and hold no signs of formulas.
fn sheet_name(title: &str) -> String {
    let plain = title.chars().filter(|one| !"[]:*?/\\'".contains(*one));
    let name: String = plain.take(31).collect();
    if name.is_empty() { "huanjie".to_owned() } else { name }
}

fn width(head: &Head) -> u32 {
    let label = u32::try_from(unicode_width::UnicodeWidthStr::width(&*head.label)).unwrap_or(40);
    let least = match head.kind {
        Kind::Number | Kind::Ratio(_) => 8,
        Kind::Day => 12,
        Kind::Moment | Kind::Word(..) => 20,
        Kind::Text => 18,
        Kind::Texts | Kind::Bytes | Kind::Sealed(_) => 48,
    };
    least.max(label.min(40) + 3)
}

struct Styles {
    head: Style,
    // what is typed over a text stays one: an identity number keeps its digits
    text: Style,
    day: Style,
    moment: Style,
}

impl Styles {
    fn new() -> Self {
        Self {
            head: Style::new().set_bold().set_border_bottom(FormatBorder::Thin),
            text: Style::new().set_num_format("@"),
            day: Style::new().set_num_format("yyyy-mm-dd"),
            moment: Style::new().set_num_format("yyyy-mm-dd hh:mm:ss"),
        }
    }

    fn write(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        at: u16,
        item: &Item,
    ) -> Result<(), XlsxError> {
        match item {
            Item::Text(text) => sheet.write_string_with_format(row, at, text, &self.text)?,
            Item::Number(number) => match i32::try_from(*number) {
                Ok(number) => sheet.write_number(row, at, number)?,
                Err(_) => sheet.write_string(row, at, number.to_string())?,
            },
            Item::Day(on) => match excel(*on) {
                Some(day) => sheet.write_datetime_with_format(row, at, &day, &self.day)?,
                // before the calendar of office programs begins
                None => sheet.write_string(row, at, on.to_string())?,
            },
            Item::Moment(at_moment) => {
                let moment = clock::in_china(*at_moment);
                let day = excel(moment.date()).and_then(|day| {
                    let [hour, minute] =
                        [moment.hour(), moment.minute()].map(|one| u16::try_from(one).ok());
                    let second = u8::try_from(moment.second()).ok()?;
                    day.and_hms(hour?, minute.and_then(|one| u8::try_from(one).ok())?, second).ok()
                });
                match day {
                    Some(day) => sheet.write_datetime_with_format(row, at, &day, &self.moment)?,
                    None => sheet.write_string(row, at, clock::to_the_second(*at_moment))?,
                }
            }
        };
        Ok(())
    }
}

fn excel(on: NaiveDate) -> Option<ExcelDateTime> {
    let year = u16::try_from(on.year()).ok()?;
    let [month, day] = [on.month(), on.day()].map(|one| u8::try_from(one).ok());
    ExcelDateTime::from_ymd(year, month?, day?).ok()
}

#[cfg(test)]
mod tests {
    use super::csv_text;

    #[test]
    fn no_text_is_taken_for_a_formula() {
        for text in ["=1+1", "+1", "-1", "@a", "\tx", "\rx", "＝1", "－1"] {
            assert_eq!(csv_text(text), format!("'{text}"));
        }
        for text in ["张三", "a=b", "", "1-2"] {
            assert_eq!(csv_text(text), text);
        }
    }

    #[test]
    fn no_digit_of_a_number_is_lost() {
        for text in ["330902197105063128", "330902102201", "05802031234", "007"] {
            assert_eq!(csv_text(text), format!("'{text}"));
        }
        for text in ["13800138000", "33090219710506312X", "0", "12", "1971-05-06"] {
            assert_eq!(csv_text(text), text);
        }
    }
}
