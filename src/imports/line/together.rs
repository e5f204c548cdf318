//! What the cells of a line say of each other.

use chrono::NaiveDate;
use law::{
    body::Sex,
    identity::{Contradiction, IdError, Parsed},
};
use serde_json::Value;

use super::{Bar, Line};
use crate::{
    imports::{
        cell::{body, numbered, parted, person_name, post, remarked, standing},
        kinds::HOW_LONG,
        value::{self, Day},
    },
    persons::{forms::told, secret, sets},
};

pub(super) fn month_of(on: NaiveDate) -> String {
    on.format("%Y-%m").to_string()
}

pub(super) fn day_value(on: NaiveDate) -> Value {
    on.to_string().into()
}

/// Digits of a telephone number that stands by itself.
const WHOLE_PHONE: usize = 7;
/// What stands for an identity number that is not written.
const NO_NUMBER: [&str; 9] =
    ["待补", "待补充", "无", "暂缺", "不详", "已登记", "tobesupplied", "none", "onrecord"];

/// What lists say, as words are compared, of who is not in the Party.
pub(super) const NO_MEMBER: [&str; 11] = [
    "申请入党",
    "发展对象",
    "群众",
    "共青团员",
    "团员",
    "民主党派",
    "民主党派成员",
    "无党派",
    "无党派人士",
    "积极分子",
    "入党积极分子",
];
/// What stands for a telephone that there is not.
const NO_PHONE: [&str; 8] = ["", "—", "无", "没有", "无电话", "不详", "待补", "none"];

pub(super) fn idno(cell: &str, line: &mut Line) {
    // "to be supplied" is said in words, too; that it is on record lists say that were taken from here
    if NO_NUMBER.contains(&&*value::word(cell)) {
        return;
    }
    match Parsed::read(cell) {
        Ok(read) => line.idno = Some(read),
        Err(IdError::Empty) => {}
        // never what stands there
        Err(error) => {
            let (key, n) = told(error);
            let n = if n == 0 { String::new() } else { n.to_string() };
            line.wrong("idno", key, &n, Bar::Number);
        }
    }
}

pub(super) fn phone(cell: &str, line: &mut Line) {
    // that there is none is said in words, too
    if NO_PHONE.contains(&&*value::word(cell)) {
        return;
    }
    let parts = cell.split(['/', '、', '，', ',', ';', '；', '／', '\n', '\r']).map(str::trim);
    for part in parts.filter(|part| !part.is_empty()) {
        // blanks stand within a number, or between two that are whole
        let pieces: Vec<&str> = part.split_whitespace().collect();
        let whole = |piece: &&str| piece.bytes().filter(u8::is_ascii_digit).count() >= WHOLE_PHONE;
        let numbers = if pieces.iter().all(whole) { pieces } else { vec![part] };
        for number in numbers {
            match secret::phone(number) {
                Some(number) if line.phones.contains(&number) => {}
                Some(number) => line.phones.push(number),
                None => return line.wrong("phone", "import-bad-phone", "", Bar::Line),
            }
        }
    }
    if line.phones.is_empty() {
        line.wrong("phone", "import-bad-phone", "", Bar::Line);
    }
}

/// From when something is said of a person, or that it is not.
pub(super) fn since(column: &str, cell: &str, line: &mut Line) {
    match (&*value::word(cell), value::day(cell)) {
        ("否" | "无" | "不是" | "no" | "", _) => {}
        (_, Ok(Day::Whole(on) | Day::Month(on))) => line.give(column, day_value(on)),
        ("是" | "有" | "yes", _) => line.wrong(column, "import-since-when", cell, Bar::Line),
        (_, Err(key)) => line.wrong(column, key, cell, Bar::Line),
    }
}

/// What is said of somebody has begun, and what ends has begun before.
pub(super) fn person_periods(line: &mut Line, today: NaiveDate) {
    for (since, until) in [("reserve_since", "reserve_until"), ("official_since", "official_until")]
    {
        let (from, to) = (line.day(since), line.day(until));
        if let Some(on) = from.filter(|on| *on > today) {
            line.wrong(since, "import-day-ahead", &on.to_string(), Bar::Line);
        } else if from.zip(to).is_some_and(|(from, to)| to < from) {
            line.wrong(until, "people-until-before", "", Bar::Line);
        } else if to.is_some() && from.is_none() {
            line.wrong(since, "import-empty", "", Bar::Line);
        }
    }
}

/// What a number says against the rest; then it is not kept.
pub(super) fn contradictions(line: &mut Line, read: &Parsed, month: Option<NaiveDate>) {
    let birth = line
        .day("birth")
        .or(month.filter(|first| month_of(*first) != month_of(read.number.birth())));
    let sex = line.text("sex").and_then(Sex::from_word).or_else(|| match line.text("sex") {
        Some("f") => Some(Sex::Woman),
        Some("m") => Some(Sex::Man),
        _ => None,
    });
    let (birth, sex) = (birth.unwrap_or(read.number.birth()), sex.unwrap_or(read.number.sex()));
    for one in read.number.contradictions(birth, sex) {
        match one {
            Contradiction::Birth(on) => {
                line.wrong("idno", "import-number-birth", &on.to_string(), Bar::Number);
            }
            Contradiction::Sex(Sex::Woman) => {
                line.wrong("idno", "import-number-woman", "", Bar::Number);
            }
            Contradiction::Sex(Sex::Man) => {
                line.wrong("idno", "import-number-man", "", Bar::Number);
            }
        }
        line.denied = Some(read.clone());
        line.idno = None;
    }
}

pub(super) fn officer(line: &mut Line) {
    let told = |name: &str| line.problems.iter().any(|one| one.column == name);
    let ended_told = told("ended");
    let (party, body_told) = (line.given.contains_key("organisation"), told("body"));
    if party && !body_told && line.text("body").unwrap_or("party") != "party" {
        // such lists say where somebody is a member
        line.given.remove("organisation");
    } else if party && !body_told {
        line.give("body", "party");
    }
    let told = |name: &str| line.problems.iter().any(|one| one.column == name);
    if !line.given.contains_key("body") && !told("body") && !told("post") {
        let post = line.text("post").unwrap_or_default().to_owned();
        let key = if post.is_empty() { "import-empty" } else { "import-body-unsaid" };
        line.wrong("body", key, "", Bar::Line);
    }
    let held = line.text("body").zip(line.text("post"));
    if held.is_some_and(|(body, post)| !sets::holds(body, post)) {
        let value = line.text("post").unwrap_or_default().to_owned();
        line.wrong("post", "import-post-of-body", &value, Bar::Line);
    }
    let (from, until) = (line.text("from_on"), line.text("until_on"));
    if from.zip(until).is_some_and(|(from, until)| until < from) {
        line.wrong("until_on", "import-until-before", "", Bar::Line);
    }
    if line.given.contains_key("until_on") {
        // that it ended is said; how, where nobody said otherwise, is by the term: somebody is to look
        if !line.given.contains_key("ended") && !ended_told {
            line.give("ended", "term");
            line.warn("ended", "import-warn-ended", "");
        }
    } else if line.given.remove("ended").is_some() {
        line.wrong("until_on", "import-ended-when", "", Bar::Line);
    }
}

/// Lists of units often have the committees: 里柴村委会 stands for the village, which is not called so.
pub(super) fn unit(line: &mut Line) {
    let name = line.text("unit_name").unwrap_or_default();
    let seat = value::seat(&value::word(name));
    let ends = ["社区", "居委会", "居民委员会"];
    let by_name = if ends.iter().any(|end| name.ends_with(end)) { "community" } else { "village" };
    line.given.entry("unit_kind").or_insert(by_name.into());
    if let Some(seat) = seat {
        line.give("unit_name", seat);
        line.give("unit_seated", true);
    }
}

/// A name, and what in it somebody is to look at.
pub(super) fn named(column: &str, cell: &str, line: &mut Line) -> Result<Value, &'static str> {
    if remarked(cell) {
        line.warn(column, "import-warn-name-remark", cell);
    }
    if parted(cell) {
        line.warn(column, "import-warn-parted", cell);
    }
    person_name(cell).map(Value::from)
}

/// A day; of a month alone its first, which somebody is to look at.
pub(super) fn a_day(column: &str, cell: &str, line: &mut Line) -> Result<Value, &'static str> {
    let on = match value::day(cell)? {
        Day::Whole(on) => on,
        Day::Month(first) => {
            line.warn(column, "import-warn-month", &first.to_string());
            first
        }
    };
    Ok(day_value(on))
}

/// A post, which may say in what it is held; of which group it is is no part of it.
pub(super) fn a_post(column: &str, cell: &str, line: &mut Line) -> Result<Value, &'static str> {
    if let Some(found) = body(cell) {
        line.given.entry("body").or_insert(found.into());
    }
    let read = post(cell)?;
    if read == "group_leader" && numbered(cell) {
        line.warn(column, "import-warn-post-group", cell);
    }
    Ok(read.into())
}

/// That somebody is away says not for how long.
pub(super) fn how_long(column: &str, cell: &str, line: &mut Line) {
    if ["away", "presence"].contains(&column) && HOW_LONG.contains(&&*value::word(cell)) {
        line.warn(column, "import-warn-away-long", cell);
    }
}

/// What a cell says of the standing of a member, if it does; that the member is mobile is another column's.
pub(super) fn stated(cell: &str, line: &mut Line) -> Option<String> {
    let (rest, mobile) = standing(cell);
    if mobile {
        line.give("presence", "mobile");
    }
    (!rest.is_empty()).then_some(rest)
}
