//! A file of voters as offices have them: CSV in UTF-8 or GB18030, Chinese or English headers in any
//! order. Every problem is told by line and column; nothing is taken unless all is right.

use std::collections::HashMap;

use chrono::NaiveDate;
use encoding_rs::{GB18030, UTF_8};
use law::{body::Sex, roll::reaches_age, tally::WrittenName};

use crate::shell::words::Words;

/// A voter of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Line of the file, from 1; 0 for what stands in none.
    pub number: u64,
    /// Name as it is compared: without blanks, with one kind of dot.
    pub name: String,
    /// Sex.
    pub sex: Sex,
    /// Day of birth.
    pub birth_on: NaiveDate,
    /// Villagers' group.
    pub group_no: i32,
    /// a: registered and living here; b: away and declared; c: admitted by the meeting (V-03).
    pub category: &'static str,
}

/// What is wrong in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Line of the file, from 1; the header is the first.
    pub line: u64,
    /// Name of the column; empty for the whole line.
    pub column: &'static str,
    /// Key of the words that say what.
    pub key: &'static str,
    /// What stands there, cut short.
    pub value: String,
}

impl Problem {
    /// In words.
    pub fn text(&self, words: &Words) -> String {
        let column = if self.column.is_empty() {
            String::new()
        } else {
            format!(" {}", words.text(&format!("roll-column-{}", self.column)))
        };
        let variables = [
            ("line", self.line.to_string().into()),
            ("column", column.into()),
            ("problem", words.text_with(self.key, &[("value", self.value.clone().into())]).into()),
        ];
        words.text_with("roll-problem", &variables)
    }
}

const COLUMNS: [(&str, &[&str]); 5] = [
    ("name", &["姓名", "名字", "name"]),
    ("sex", &["性别", "sex", "gender"]),
    ("birth", &["出生日期", "出生年月日", "出生", "birth", "birth date", "date of birth"]),
    ("group", &["组别", "小组", "村民小组", "组", "group"]),
    ("category", &["类别", "登记类别", "category"]),
];

/// Reads a file; `election_on` decides who is of age (V-01).
///
/// # Errors
/// Every problem of the file.
pub fn read(bytes: &[u8], election_on: NaiveDate) -> Result<Vec<Line>, Vec<Problem>> {
    let whole = |key| Problem { line: 1, column: "", key, value: String::new() };
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(vec![whole("roll-no-file")]);
    }
    // XLSX is a ZIP, XLS a compound file: both would be told as five missing columns
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(vec![whole("roll-workbook")]);
    }
    let text = decoded(bytes);
    let mut reader =
        csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let headers = reader.headers().map_err(|_| vec![whole("roll-not-csv")])?.clone();
    let places = places(&headers)?;
    let mut at = Place::new(&text);
    let mut lines = Vec::new();
    let mut problems = Vec::new();
    let mut seen: HashMap<(String, NaiveDate), u64> = HashMap::new();
    for record in reader.records() {
        let Ok(record) = record else {
            problems.push(whole("roll-not-csv"));
            break;
        };
        let number = at.line(record.position().map_or(0, csv::Position::byte));
        if record.iter().all(str::is_empty) {
            continue;
        }
        let before = problems.len();
        let voter = voter(&record, places, number, election_on, &mut problems);
        if let (Some(voter), true) = (voter, problems.len() == before) {
            let key = (voter.name.clone(), voter.birth_on);
            if let Some(first) = seen.insert(key, number) {
                problems.push(Problem {
                    line: number,
                    column: "",
                    key: "roll-twice",
                    value: first.to_string(),
                });
            }
            lines.push(voter);
        }
    }
    if lines.is_empty() && problems.is_empty() {
        problems.push(whole("roll-empty"));
    }
    if problems.is_empty() { Ok(lines) } else { Err(problems) }
}

/// A place in a text, with the line that a program for tables shows it on. The reader of CSV counts
/// line feeds alone, and notes where a record begins before it has passed over the second sign of the
/// line end before it.
struct Place<'t> {
    text: &'t [u8],
    at: usize,
    line: u64,
}

impl<'t> Place<'t> {
    fn new(text: &'t str) -> Self {
        Self { text: text.as_bytes(), at: 0, line: 1 }
    }

    /// The line of what begins after a place, or at it; places are asked in their order.
    fn line(&mut self, after: u64) -> u64 {
        let after = usize::try_from(after).unwrap_or(usize::MAX);
        while let Some(sign) = self.text.get(self.at) {
            let ends = matches!(sign, b'\r' | b'\n');
            if self.at >= after && !ends {
                break;
            }
            self.at += 1;
            // a carriage return before a line feed is a part of one line end
            let whole = *sign == b'\n' || self.text.get(self.at) != Some(&b'\n');
            self.line += u64::from(ends && whole);
        }
        self.line
    }
}

/// A name as it stands on rolls, the same way as names that are written in; `None` when nothing is
/// left of it.
pub fn name(text: &str) -> Option<String> {
    WrittenName::new(text).map(|name| name.as_str().to_owned())
}

fn decoded(bytes: &[u8]) -> String {
    let (text, _, broken) = UTF_8.decode(bytes);
    if broken { GB18030.decode(bytes).0.into_owned() } else { text.into_owned() }
}

fn places(headers: &csv::StringRecord) -> Result<[usize; 5], Vec<Problem>> {
    let mut places = [0; 5];
    let mut problems = Vec::new();
    for (place, (column, names)) in places.iter_mut().zip(COLUMNS) {
        let found = headers.iter().position(|header| {
            let header = header.trim_start_matches('\u{feff}').to_lowercase();
            names.contains(&header.as_str())
        });
        match found {
            Some(found) => *place = found,
            None => problems.push(Problem {
                line: 1,
                column,
                key: "roll-no-column",
                value: String::new(),
            }),
        }
    }
    if problems.is_empty() { Ok(places) } else { Err(problems) }
}

fn voter(
    record: &csv::StringRecord,
    places: [usize; 5],
    line: u64,
    election_on: NaiveDate,
    problems: &mut Vec<Problem>,
) -> Option<Line> {
    let mut problem = |column: usize, key: &'static str, value: &str| {
        let value = value.chars().take(40).collect();
        problems.push(Problem { line, column: COLUMNS[column].0, key, value });
    };
    let at = |column: usize| record.get(places[column]).unwrap_or_default();
    let name = name(at(0)).unwrap_or_default();
    if name.is_empty() || name.chars().count() > 60 || name.contains('\0') {
        problem(0, "roll-bad-name", at(0));
    }
    let sex = match at(1) {
        "女" | "f" | "F" => Some(Sex::Woman),
        "男" | "m" | "M" => Some(Sex::Man),
        _ => None,
    };
    if sex.is_none() {
        problem(1, "roll-bad-sex", at(1));
    }
    let birth_on = date(at(2));
    match birth_on {
        None => problem(2, "roll-bad-date", at(2)),
        Some(birth) if reaches_age(birth, 18).is_none_or(|of_age| of_age > election_on) => {
            problem(2, "roll-under-age", &format!("{name} {birth}"));
        }
        Some(_) => {}
    }
    let group = at(3).trim_start_matches('第').trim_end_matches(['组', '村', '民', '小']);
    let group_no = group.parse().ok().filter(|number| (1..=999).contains(number));
    if group_no.is_none() {
        problem(3, "roll-bad-group", at(3));
    }
    let category = match at(4) {
        "" | "a" | "A" | "甲" => Some("a"),
        "b" | "B" | "乙" => Some("b"),
        "c" | "C" | "丙" => Some("c"),
        _ => None,
    };
    if category.is_none() {
        problem(4, "roll-bad-category", at(4));
    }
    Some(Line {
        number: line,
        name,
        sex: sex?,
        birth_on: birth_on?,
        group_no: group_no?,
        category: category?,
    })
}

/// 1970-03-05, 1970/3/5, 1970.3.5, 19700305, 1970年3月5日.
fn date(text: &str) -> Option<NaiveDate> {
    let text = text.trim_end_matches('日');
    if text.len() == 8 && text.bytes().all(|one| one.is_ascii_digit()) {
        return NaiveDate::parse_from_str(text, "%Y%m%d").ok();
    }
    let parts: Vec<&str> = text.split(['-', '/', '.', '年', '月']).collect();
    let [year, month, day] = parts[..] else { return None };
    let year: i32 = year.parse().ok().filter(|year| (1850..=2200).contains(year))?;
    NaiveDate::from_ymd_opt(year, month.parse().ok()?, day.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_file_of_an_office_is_read_in_both_encodings() {
        let text =
            "姓名,出生日期,性别,组别,类别\n王 强,1970年3月5日,男,第2组,\n李小花,19880612,女,3,b\n";
        let lines = read(text.as_bytes(), day("2025-03-18")).unwrap();
        assert_eq!(lines[0].name, "王强");
        assert_eq!(
            (lines[0].birth_on, lines[0].group_no, lines[0].category),
            (day("1970-03-05"), 2, "a")
        );
        assert_eq!((lines[1].sex, lines[1].category), (Sex::Woman, "b"));
        let (gb, _, _) = GB18030.encode(text);
        assert_eq!(read(&gb, day("2025-03-18")).unwrap(), lines);
        let marked = format!("\u{feff}{text}");
        assert_eq!(read(marked.as_bytes(), day("2025-03-18")).unwrap(), lines);
    }

    #[test]
    fn lines_are_numbered_as_programs_for_tables_show_them() {
        let lines = [
            "姓名,性别,出生日期,组别,类别",
            "张一,男,1970-01-01,1,a",
            "",
            "\"李\n二\",男,1970-01-01,1,a",
            "王三,无,1970-01-01,1,a",
            "张一,男,1970-01-01,1,a",
        ];
        // the name of the fourth line has a line end of its own
        let expected = [(6, "sex", String::new()), (7, "", "2".to_owned())];
        for end in ["\n", "\r\n", "\r"] {
            for mark in ["", "\u{feff}"] {
                let text = format!("{mark}{}{end}", lines.join(end));
                let (gb, _, _) = GB18030.encode(text.trim_start_matches('\u{feff}'));
                for bytes in [text.as_bytes(), &gb] {
                    let problems = read(bytes, day("2025-03-18")).unwrap_err();
                    let told = problems.iter().map(|one| {
                        let first = if one.key == "roll-twice" { &*one.value } else { "" };
                        (one.line, one.column, first.to_owned())
                    });
                    assert_eq!(told.collect::<Vec<_>>(), expected, "{end:?} {mark:?}");
                }
            }
        }
    }

    #[test]
    fn names_are_kept_as_they_are_compared() {
        let file = "name,sex,birth,group,category\n艾 力\u{2022}买买提\u{200b},m,1970-01-01,1,a\n\
            艾力\u{b7}买买提,m,1970-01-01,1,a\n";
        let twice = read(file.as_bytes(), day("2025-03-18")).unwrap_err();
        assert_eq!(twice[0].key, "roll-twice");
        assert_eq!(name("艾 力\u{30fb}买买提").as_deref(), Some("艾力\u{b7}买买提"));
        assert_eq!(name(" \u{200b}"), None);
    }

    #[test]
    fn every_problem_is_told_by_line_and_column() {
        let text = "name,sex,birth,group,category\n,x,1970-13-01,0,d\nAn,f,1990-01-01,1,a\nAn,f,1990-01-01,1,a\n";
        let problems = read(text.as_bytes(), day("2025-03-18")).unwrap_err();
        let told: Vec<_> = problems.iter().map(|one| (one.line, one.column, one.key)).collect();
        let expected = [
            (2, "name", "roll-bad-name"),
            (2, "sex", "roll-bad-sex"),
            (2, "birth", "roll-bad-date"),
            (2, "group", "roll-bad-group"),
            (2, "category", "roll-bad-category"),
            (4, "", "roll-twice"),
        ];
        assert_eq!(told, expected);
        let missing = read(b"name,sex\n", day("2025-03-18")).unwrap_err();
        assert_eq!(
            missing.iter().map(|one| one.column).collect::<Vec<_>>(),
            ["birth", "group", "category"]
        );
        assert_eq!(
            read("姓名,性别,出生,组,类别\n".as_bytes(), day("2025-03-18")).unwrap_err()[0].key,
            "roll-empty"
        );
    }

    #[test]
    fn no_file_and_a_workbook_get_one_sentence() {
        for (bytes, key) in [
            (&b""[..], "roll-no-file"),
            (b" \r\n", "roll-no-file"),
            (b"PK\x03\x04rest", "roll-workbook"),
            (b"\xd0\xcf\x11\xe0rest", "roll-workbook"),
        ] {
            let problems = read(bytes, day("2025-03-18")).unwrap_err();
            assert_eq!(problems.iter().map(|one| one.key).collect::<Vec<_>>(), [key]);
        }
    }

    #[test]
    fn a_blank_line_counts_as_a_line() {
        let text = "name,sex,birth,group,category\n,,,,\nAn,f,1990-01-01,1,a\n";
        assert_eq!(read(text.as_bytes(), day("2025-03-18")).unwrap()[0].number, 3);
    }

    #[test]
    fn whoever_is_eighteen_on_the_day_of_the_election_is_of_age() {
        let file = |birth: &str| format!("name,sex,birth,group,category\nAn,f,{birth},1,a\n");
        assert!(read(file("2007-03-18").as_bytes(), day("2025-03-18")).is_ok());
        let late = read(file("2007-03-19").as_bytes(), day("2025-03-18")).unwrap_err();
        assert_eq!(late[0].key, "roll-under-age");
    }
}
