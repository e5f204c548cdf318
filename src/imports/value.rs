//! What stands in a cell, read as offices write it.

use chrono::{Datelike, NaiveDate, TimeDelta};

/// A day that was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day {
    /// All of it.
    Whole(NaiveDate),
    /// A month: its first day.
    Month(NaiveDate),
}

/// Reads a day: 2008-4-1, 2008/4/1, 2008.4.1, 2008年4月1日, 二〇〇八年四月一日, 20080401, 2008.4, 39539 of a
/// workbook.
///
/// # Errors
/// The key of the words that say what is wrong.
pub fn day(text: &str) -> Result<Day, &'static str> {
    let narrow = narrow(text);
    let text = narrow.trim().trim_start_matches('\'');
    // a time of the day is no part of it
    let text = text.split(['T', 't']).next().unwrap_or(text);
    let text = match text.split_once(' ') {
        Some((day, time)) if time.contains(':') => day,
        _ => text,
    };
    let digits = text.bytes().all(|one| one.is_ascii_digit());
    match (digits, text.len()) {
        (true, 8) => whole(&text[..4], &text[4..6], &text[6..]),
        (true, 6) => match month(&text[..4], &text[4..]) {
            // 820709: of which century is not said; 200813 has its year
            Err("import-no-such-day") if whole("2000", &text[2..4], &text[4..]).is_ok() => {
                Err("import-short-year")
            }
            read => read,
        },
        (true, 5) => serial(text),
        (true, _) => Err("import-bad-date"),
        (false, _) => parted(text),
    }
}

fn parted(text: &str) -> Result<Day, &'static str> {
    let sign = |sign: char| "-/.．。、年月日号 —–_".contains(sign);
    let parts: Vec<String> =
        text.split(sign).map(|part| arabic(part.trim())).filter(|part| !part.is_empty()).collect();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    match parts[..] {
        [year, of, day] => whole(year, of, day),
        // a workbook shows the tenth month like the first one
        [_, "1"] if text.ends_with(".1") => Err("import-month-or-tenth"),
        [year, of] => month(year, of),
        _ => Err("import-bad-date"),
    }
}

/// A part of a day in digits where it stands in numerals: 一九七〇 and 一九七零 sign by sign, 十二 as a number.
fn arabic(part: &str) -> String {
    let signs: Option<String> =
        part.chars().map(numeral).map(|one| one.map(|one| one.to_string())).collect();
    match (counted(part), signs) {
        (Some(number), _) => number.to_string(),
        (None, Some(year)) => year,
        (None, None) => part.to_owned(),
    }
}

fn whole(year: &str, month: &str, day: &str) -> Result<Day, &'static str> {
    let number = |text: &str| text.parse::<u32>().map_err(|_| "import-bad-date");
    let (of, on) = (number(month)?, number(day)?);
    if year.len() != 4 {
        number(year)?;
        return Err(match (year.len(), day.len().max(month.len())) {
            // which of 05/02/1991 is the month
            (1 | 2, 4) => "import-day-order",
            // 08.4.1 may be of two centuries
            (2, _) => "import-short-year",
            _ => "import-bad-date",
        });
    }
    let on = i32::try_from(number(year)?)
        .ok()
        .filter(|year| (1850..=2200).contains(year))
        .and_then(|year| NaiveDate::from_ymd_opt(year, of, on));
    on.map(Day::Whole).ok_or("import-no-such-day")
}

fn month(year: &str, month: &str) -> Result<Day, &'static str> {
    let known = |text: &str, least: u32, most: u32| {
        text.parse().is_ok_and(|number| (least..=most).contains(&number))
    };
    if known(year, 1850, 2200) && month.parse::<u32>().is_ok() && !known(month, 1, 12) {
        return Err("import-no-such-month");
    }
    match whole(year, month, "1")? {
        Day::Whole(first) => Ok(Day::Month(first)),
        other @ Day::Month(_) => Ok(other),
    }
}

/// Workbooks count days from the last but one of 1899.
fn serial(text: &str) -> Result<Day, &'static str> {
    let days = text.parse().ok().filter(|days| (1..=73_050).contains(days));
    let first = NaiveDate::from_ymd_opt(1899, 12, 30);
    let on = first.zip(days).and_then(|(on, days)| on.checked_add_signed(TimeDelta::days(days)));
    on.filter(|on| on.year() >= 1900).map(Day::Whole).ok_or("import-bad-date")
}

/// A whole number, with or without a separator of thousands, and with a word of count after it: 1,234户,
/// 第6届, 第六届, 六.
pub fn number(text: &str) -> Option<i64> {
    let narrow = narrow(text).replace([',', ' '], "");
    let plain =
        narrow.trim_end_matches(['户', '人', '届', '元', '个', '名']).trim_start_matches('第');
    let plain = plain.strip_suffix(".0").unwrap_or(plain);
    plain.parse().ok().or_else(|| counted(plain).map(i64::from))
}

/// The number of a group: 2, 第2组, 二组, 第十二村民小组.
pub fn group(text: &str) -> Option<i32> {
    let narrow = narrow(text);
    let plain =
        narrow.trim().trim_start_matches('第').trim_end_matches(['组', '小', '民', '村', '居']);
    let plain = plain.trim().trim_end_matches('号');
    let number = plain.parse().ok().or_else(|| counted(plain));
    number.filter(|number| (1..=999).contains(number))
}

/// A numeral of one sign. What people type for 〇 stands between others only.
fn numeral(sign: char) -> Option<i32> {
    let sign = if "〇○0Oo".contains(sign) { '零' } else { sign };
    let at = "零一二三四五六七八九".chars().position(|one| one == sign);
    at.and_then(|at| i32::try_from(at).ok())
}

/// Chinese numerals up to 99, and the first month by its name.
fn counted(text: &str) -> Option<i32> {
    let digit = numeral;
    let signs: Vec<char> = text.replace('廿', "二十").replace('卅', "三十").chars().collect();
    match signs[..] {
        ['元'] => Some(1),
        ['十'] => Some(10),
        [one] => digit(one),
        ['十', one] => Some(10 + digit(one)?),
        [ten, '十'] => Some(digit(ten)? * 10),
        [ten, '十', one] => Some(digit(ten)? * 10 + digit(one)?),
        _ => None,
    }
}

/// The text with narrow digits, letters and signs where wide ones were written.
pub fn narrow(text: &str) -> String {
    let narrow = |sign: char| match sign {
        '\u{ff01}'..='\u{ff5e}' => {
            u32::from(sign).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(sign)
        }
        '\u{3000}' => ' ',
        _ => sign,
    };
    text.chars().map(narrow).collect()
}

/// A text without what stands in brackets: 村(社区)委员会 is 村委员会.
fn bare(text: &str) -> String {
    let mut depth = 0_u32;
    let kept = text.chars().filter(|sign| match sign {
        '(' | '[' | '【' | '〔' => {
            depth += 1;
            false
        }
        ')' | ']' | '】' | '〕' => {
            depth = depth.saturating_sub(1);
            false
        }
        _ => depth == 0,
    });
    kept.collect()
}

/// A word as it is compared: narrow, small, without blanks, without what stands in brackets.
pub fn word(text: &str) -> String {
    let narrow = bare(&narrow(text));
    let kept = |sign: &char| !sign.is_whitespace() && !"*:_-.·、/'\"".contains(*sign);
    narrow.chars().filter(kept).flat_map(char::to_lowercase).collect()
}

/// The unit whose committee a word names: 里柴村委会 is that of 里柴村.
pub fn seat(word: &str) -> Option<String> {
    let unit =
        ["民委员会", "委员会", "委会", "委"].iter().find_map(|end| word.strip_suffix(end))?;
    let named = match unit.strip_suffix('居') {
        Some(name) if name.ends_with("社区") => name.to_owned(),
        Some(name) => format!("{name}社区"),
        None => {
            let doubled = unit.strip_suffix('村').filter(|name| name.ends_with('村'));
            doubled.unwrap_or(unit).to_owned()
        }
    };
    // a committee of nothing names none
    let bare = named.strip_suffix('村').or_else(|| named.strip_suffix("社区"))?;
    (!bare.is_empty()).then(|| named.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_day_is_read_as_offices_write_it() {
        for text in [
            "2008-4-1",
            "2008-04-01",
            "2008/4/1",
            "2008.4.1",
            "2008年4月1日",
            "20080401",
            "39539",
            " 2008年04月01日 ",
            "２００８－４－１",
            "2008.04.01.",
            "2008-04-01 00:00:00",
            "2008-04-01T00:00:00",
            "2008/4/1 0:00",
            "2008 4 1",
            "'2008-4-1",
            "2008年4月1号",
            "二〇〇八年四月一日",
            "二零零八年04月一日",
            "2008年四月一日",
            "二００八年四月一日",
            "二OO八年四月一日",
        ] {
            assert_eq!(day(text), Ok(Day::Whole(on("2008-04-01"))), "{text}");
        }
        for text in ["2008.4", "2008-04", "2008年4月", "200804", "2008/4"] {
            assert_eq!(day(text), Ok(Day::Month(on("2008-04-01"))), "{text}");
        }
        assert_eq!(day("25569"), Ok(Day::Whole(on("1970-01-01"))));
        for (text, key) in [
            ("1970-13-01", "import-no-such-day"),
            ("20080230", "import-no-such-day"),
            ("0208-04-01", "import-no-such-day"),
            ("08.4.1", "import-short-year"),
            ("820709", "import-short-year"),
            ("829909", "import-no-such-day"),
            ("200813", "import-no-such-month"),
            ("200800", "import-no-such-month"),
            ("2008-13", "import-no-such-month"),
            ("2008年13月", "import-no-such-month"),
            ("05/02/1991", "import-day-order"),
            ("一九八〇年十三月五日", "import-no-such-day"),
            ("八〇年三月五日", "import-short-year"),
            ("民国七十年三月五日", "import-bad-date"),
            ("1980-03-05（农历）", "import-bad-date"),
            ("2008.1", "import-month-or-tenth"),
            ("1970", "import-bad-date"),
            ("四月一日", "import-bad-date"),
            ("不详", "import-bad-date"),
            ("2008-4-1-2", "import-bad-date"),
            ("99999", "import-bad-date"),
            ("-1", "import-bad-date"),
        ] {
            assert_eq!(day(text), Err(key), "{text}");
        }
        assert_eq!(day("2008年1月"), Ok(Day::Month(on("2008-01-01"))));
        assert_eq!(day("一九四九年十月"), Ok(Day::Month(on("1949-10-01"))));
        assert_eq!(day("一九五〇年十二月二十一日"), Ok(Day::Whole(on("1950-12-21"))));
    }

    #[test]
    fn a_day_may_have_its_old_names() {
        assert_eq!(day("2008年元月"), Ok(Day::Month(on("2008-01-01"))));
        assert_eq!(day("一九五〇年元月廿一日"), Ok(Day::Whole(on("1950-01-21"))));
        assert_eq!(day("1950年3月卅日"), Ok(Day::Whole(on("1950-03-30"))));
        assert_eq!(day("1950年3月卅一日"), Ok(Day::Whole(on("1950-03-31"))));
        assert_eq!(group("廿二组"), Some(22));
    }

    #[test]
    fn numbers_and_groups_are_read_as_offices_write_them() {
        for (text, expected) in [
            ("1,234", Some(1234)),
            ("１２ 户", Some(12)),
            ("12.0", Some(12)),
            ("第8届", Some(8)),
            ("第六届", Some(6)),
            ("六", Some(6)),
            ("十一届", Some(11)),
            ("-1", Some(-1)),
            ("99999999999", Some(99_999_999_999)),
            ("约10", None),
            ("", None),
        ] {
            assert_eq!(number(text), expected, "{text}");
        }
        for (text, expected) in [
            ("2", Some(2)),
            ("第2组", Some(2)),
            ("二组", Some(2)),
            ("第十二村民小组", Some(12)),
            ("二十", Some(20)),
            ("３组", Some(3)),
            ("0", None),
            ("1000", None),
            ("东组", None),
            ("", None),
        ] {
            assert_eq!(group(text), expected, "{text}");
        }
    }

    #[test]
    fn a_word_is_compared_without_its_dress() {
        assert_eq!(word(" 姓　名（必填） "), "姓名");
        assert_eq!(word("村（社区）"), "村");
        assert_eq!(word("村（社区）委员会职务"), "村委员会职务");
        assert_eq!(word("Date of Birth"), "dateofbirth");
        assert_eq!(word("*身份证号："), "身份证号");
    }

    #[test]
    fn a_committee_names_its_unit() {
        for (said, unit) in [
            ("里柴村委会", Some("里柴村")),
            ("里柴村民委员会", Some("里柴村")),
            ("里柴村村民委员会", Some("里柴村")),
            ("里柴村委", Some("里柴村")),
            ("新苑居委会", Some("新苑社区")),
            ("新苑社区居民委员会", Some("新苑社区")),
            ("新苑社区居委会", Some("新苑社区")),
            ("里柴村", None),
            ("村委会", None),
            ("居委会", None),
            ("社区居委会", None),
            ("农场管委会", None),
            ("党委", None),
        ] {
            assert_eq!(seat(said).as_deref(), unit, "{said}");
        }
    }
}
