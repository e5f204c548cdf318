//! What words mean that stand in cells.

use std::collections::HashMap;

use law::{body::Sex, tally::WrittenName};

use super::{kinds::Set, value};
use crate::shell::words::{Lang, Words};

pub(super) fn words_of(set: &'static Set) -> HashMap<String, &'static str> {
    let mut all = HashMap::new();
    for word in set.words {
        for lang in Lang::ALL {
            let label = Words::new(lang).text(&format!("{}{word}", set.prefix));
            all.insert(value::word(&label), *word);
            // 汉族 is 汉 as well
            if let Some(short) = value::word(&label).strip_suffix('族') {
                all.insert(short.to_owned(), *word);
            }
        }
        all.insert(value::word(word), *word);
    }
    for (written, word) in set.also {
        all.entry(value::word(written)).or_insert(word);
    }
    all
}

pub(super) fn person_name(cell: &str) -> Option<String> {
    let name = WrittenName::new(cell)?;
    let name = name.as_str();
    let fits = name.chars().count() <= 60 && !name.chars().any(char::is_control);
    fits.then(|| name.to_owned())
}

/// Whether blanks stand in a name that are more than its dress: 张 三 is one name of Chinese signs, and
/// `Test A` is written together, or 张三 李四 are two.
pub(super) fn parted(cell: &str) -> bool {
    // beside the dot within a name of small nationalities a blank says nothing
    cell.split(['·', '•', '‧', '・', '･']).any(|piece| {
        let parts: Vec<&str> = piece.split_whitespace().collect();
        let foreign = |part: &&str| !part.chars().all(is_han);
        let long = parts.iter().filter(|part| part.chars().count() > 1).count();
        parts.len() > 1 && (long > 1 || parts.iter().any(foreign))
    })
}

fn is_han(sign: char) -> bool {
    matches!(sign, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' | '〇')
}

pub(super) fn sex(cell: &str) -> Option<Sex> {
    match value::word(cell).as_str() {
        "男" | "男性" | "m" | "male" | "man" | "1" => Some(Sex::Man),
        "女" | "女性" | "f" | "female" | "woman" | "2" => Some(Sex::Woman),
        _ => None,
    }
}

pub(super) fn is_code(cell: &str, above: &str) -> bool {
    cell.len() == 12 && cell.bytes().all(|one| one.is_ascii_digit()) && cell.starts_with(above)
}

/// In what a post is held: 增辉村党支部, 村委会, 居民委员会.
pub(super) fn body(cell: &str) -> Option<&'static str> {
    let word = value::word(cell);
    let has = |parts: &[&str]| parts.iter().any(|part| word.contains(part));
    Some(if has(&["监督", "监委", "supervision"]) {
        "supervision"
    } else if has(&["党", "支部", "总支", "party", "书记", "secretary"]) {
        "party"
    } else if has(&["居委", "居民委员会", "residents"]) {
        "residents_committee"
    } else if has(&["村委", "村民委员会", "villagers"]) {
        "villagers_committee"
    } else if has(&["合作社", "社长", "cooperative"]) {
        "cooperative"
    } else if has(&["小组", "组长", "代表", "group", "representative"]) {
        "groups"
    } else {
        return None;
    })
}

pub(super) fn post(cell: &str) -> Option<&'static str> {
    let word = value::word(cell);
    let has = |parts: &[&str]| parts.iter().any(|part| word.contains(part));
    Some(if has(&["副书记", "deputysecretary"]) {
        "deputy_secretary"
    } else if has(&["书记", "secretary"]) {
        "secretary"
    } else if has(&["副主任", "副社长", "deputy"]) {
        "deputy"
    } else if has(&["主任", "社长", "director", "head"]) {
        "director"
    } else if has(&["组长", "groupleader"]) {
        "group_leader"
    } else if has(&["代表", "representative"]) {
        "representative"
    } else if has(&["委员", "成员", "member"]) {
        "member"
    } else {
        return None;
    })
}

#[cfg(test)]
mod tests {
    use super::parted;

    #[test]
    fn blanks_within_a_name_are_dress_or_are_told() {
        for name in
            ["张三", "张 三", "张　三", "欧阳 锋", " 王 小 二 ", "买买提 · 吐尔逊", "Test", ""]
        {
            assert!(!parted(name), "{name}");
        }
        for name in ["Test A", "张三 李四", "张 A", "阿凡提 · Test A"] {
            assert!(parted(name), "{name}");
        }
    }
}
