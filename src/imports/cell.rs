//! What words mean that stand in cells.

use std::collections::HashMap;

use law::{body::Sex, tally::WrittenName};

use super::{kinds::Set, value};
use crate::{
    persons::forms::{self, Unlike},
    shell::words::{Lang, Words},
};

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

/// A name of one person, or the key of what is wrong.
pub(super) fn person_name(cell: &str) -> Result<String, &'static str> {
    let name = WrittenName::new(cell).ok_or("import-bad-name")?;
    let name = name.as_str();
    if name.chars().count() > 60 || name.chars().any(char::is_control) {
        return Err("import-bad-name");
    }
    match forms::unlike_a_name(name) {
        Some(Unlike::Digits) => Err("import-name-digits"),
        Some(Unlike::Several) => Err("import-name-several"),
        Some(Unlike::Signs) => Err("import-name-signs"),
        None => Ok(name.to_owned()),
    }
}

/// What stands for a member who is mobile is no standing: the rest of the cell, and whether it was said.
pub(super) fn standing(cell: &str) -> (String, bool) {
    // what stands in brackets counts: 党员（预备）, 正式党员（留党察看一年）
    let cell: String =
        value::narrow(cell).chars().filter(|sign| !"()[]【】〔〕".contains(*sign)).collect();
    let rest = cell.replace("流动", "");
    let mobile = rest.len() < cell.len();
    let rest = if mobile && value::word(&rest) == "党员" { String::new() } else { rest };
    (value::word(&rest), mobile)
}

/// Whether brackets stand in a name: a remark, or what tells namesakes of a village apart.
pub(super) fn remarked(cell: &str) -> bool {
    cell.contains(['(', ')', '（', '）', '[', ']', '【', '】', '〔', '〕'])
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

pub(super) fn is_han(sign: char) -> bool {
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
    Some(if has(&["监督", "监委", "监会", "supervision"]) {
        "supervision"
    } else if has(&["党", "支部", "总支", "支委", "支书", "party"]) {
        "party"
    } else if has(&["居委", "居民委员会", "社区主任", "社区副主任", "residents"]) {
        "residents_committee"
    } else if has(&["村委", "村民委员会", "村主任", "村副主任", "村长", "villagers"])
    {
        "villagers_committee"
    } else if has(&["书记", "secretary"]) {
        // only where nothing else is named: a committee has none, and is told so
        "party"
    } else if has(&["合作社", "社长", "cooperative"]) {
        "cooperative"
    } else if has(&["小组", "组长", "代表", "group", "representative"]) {
        "groups"
    } else {
        return None;
    })
}

/// Who holds no post that is elected here, by words that hold those of others.
const UNELECTED: [&str; 17] = [
    "助理",
    "assistant",
    "妇女主任",
    "妇联",
    "妇代会",
    "治保主任",
    "治调主任",
    "调解主任",
    "调解委员会",
    "计生主任",
    "卫生主任",
    "团支",
    "团总支",
    "民兵",
    "会计",
    "文书",
    "出纳",
];

/// Posts by the words for them, those that hold other words first.
const POSTS: [(&str, Option<&str>); 30] = [
    ("委员会", None),
    ("支委会", None),
    ("支委", Some("member")),
    ("committee", None),
    ("副书记", Some("deputy_secretary")),
    ("deputysecretary", Some("deputy_secretary")),
    ("书记", Some("secretary")),
    ("副支书", Some("deputy_secretary")),
    ("支书", Some("secretary")),
    ("secretary", Some("secretary")),
    ("副主任", Some("deputy")),
    ("副社长", Some("deputy")),
    ("副村长", Some("deputy")),
    ("deputydirector", Some("deputy")),
    ("deputyhead", Some("deputy")),
    ("deputy", Some("deputy")),
    ("主任", Some("director")),
    ("社长", Some("director")),
    ("村长", Some("director")),
    ("director", Some("director")),
    ("groupleader", Some("group_leader")),
    ("组长", Some("group_leader")),
    ("leader", Some("group_leader")),
    ("head", Some("director")),
    ("代表会议", None),
    ("代表", Some("representative")),
    ("representative", Some("representative")),
    ("委员", Some("member")),
    ("成员", Some("member")),
    ("member", Some("member")),
];

/// The post of a cell, or the key of what is wrong: none that is known or elected, several, or one of before.
pub(super) fn post(cell: &str) -> Result<&'static str, &'static str> {
    // kept apart, for words that are compared lose such signs
    let mut word =
        value::word(&cell.replace(['、', '，', ',', '/', '／', '；', ';', '+', '&'], "|"));
    let parted = word.contains(['兼', '|']);
    let former =
        word.starts_with('原') || ["曾任", "前任", "former"].iter().any(|one| word.contains(one));
    // 委员会计生委员 is no 会计
    let beyond = word.replace("委员会计", "委员").replace("委会计", "委");
    if !parted && UNELECTED.iter().any(|one| beyond.contains(one)) {
        return Err("import-post-unelected");
    }
    let mut found = Vec::new();
    for (name, post) in POSTS {
        let times = word.matches(name).count();
        if times > 0 {
            word = word.replace(name, "\u{1}");
            found.extend(std::iter::repeat_n(post, times).flatten());
        }
    }
    match found[..] {
        [] => Err("import-bad-post"),
        _ if former => Err("import-post-former"),
        [one] if !parted => Ok(one),
        _ => Err("import-posts-several"),
    }
}

/// Whether a post says of which group: 第三村民小组组长, 2组组长.
pub(super) fn numbered(cell: &str) -> bool {
    let word = value::word(cell);
    word.starts_with('第')
        || word.split('组').next().is_some_and(|group| value::group(group).is_some())
}

#[cfg(test)]
mod tests {
    use super::{body, parted, person_name, post, standing};

    #[test]
    fn what_is_named_goes_before_what_a_post_lets_guess() {
        for (cell, told) in [
            ("书记", Some("party")),
            ("支委", Some("party")),
            ("村支书", Some("party")),
            ("村主任", Some("villagers_committee")),
            ("社区副主任", Some("residents_committee")),
            ("村党支部委员会书记", Some("party")),
            ("村委会党支部书记", Some("party")),
            ("村民委员会书记", Some("villagers_committee")),
            ("居委会书记", Some("residents_committee")),
            ("村务监督委员会主任", Some("supervision")),
            ("村监会主任", Some("supervision")),
            ("第三村民小组组长", Some("groups")),
            ("主任", None),
        ] {
            assert_eq!(body(cell), told, "{cell}");
        }
    }

    #[test]
    fn a_cell_holds_one_post_of_today() {
        for (cell, told) in [
            ("村党支部书记", Ok("secretary")),
            ("支部委员会副书记", Ok("deputy_secretary")),
            ("村民委员会主任", Ok("director")),
            ("村委会 副主任", Ok("deputy")),
            ("监督委员会委员", Ok("member")),
            ("股份经济合作社社长", Ok("director")),
            ("第三村民小组组长", Ok("group_leader")),
            ("村民代表", Ok("representative")),
            ("支委", Ok("member")),
            ("村支书", Ok("secretary")),
            ("副支书", Ok("deputy_secretary")),
            ("副村长", Ok("deputy")),
            ("支委会委员", Ok("member")),
            ("Deputy director", Ok("deputy")),
            ("Group leader", Ok("group_leader")),
            ("Committee member", Ok("member")),
            ("厨师", Err("import-bad-post")),
            ("会计", Err("import-post-unelected")),
            ("妇女主任", Err("import-post-unelected")),
            ("村主任助理", Err("import-post-unelected")),
            ("村党支部书记助理", Err("import-post-unelected")),
            ("团支部书记", Err("import-post-unelected")),
            ("治保主任", Err("import-post-unelected")),
            ("人民调解委员会主任", Err("import-post-unelected")),
            ("治保委员", Ok("member")),
            ("党支部书记、村委会主任", Err("import-posts-several")),
            ("书记兼主任", Err("import-posts-several")),
            ("书记 主任", Err("import-posts-several")),
            ("村委委员兼妇女主任", Err("import-posts-several")),
            ("村委会主任兼会计", Err("import-posts-several")),
            ("村民委员会委员、会计", Err("import-posts-several")),
            ("村委会计生委员", Ok("member")),
            ("村民委员会计划生育委员", Ok("member")),
            ("委员（会计）", Ok("member")),
            ("副书记(民兵连长)", Ok("deputy_secretary")),
            ("支部委员/妇女主任", Err("import-posts-several")),
            ("secretary, director", Err("import-posts-several")),
            ("原村委会主任", Err("import-post-former")),
            ("曾任书记", Err("import-post-former")),
        ] {
            assert_eq!(post(cell), told, "{cell}");
        }
    }

    #[test]
    fn a_mobile_member_is_a_member_of_some_standing() {
        for (cell, rest, mobile) in [
            ("流动党员", "", true),
            ("正式党员（流动）", "正式党员", true),
            ("流动预备党员", "预备党员", true),
            ("预备党员", "预备党员", false),
            ("党员（预备）", "党员预备", false),
            ("正式党员（留党察看一年）", "正式党员留党察看一年", false),
            ("党员", "党员", false),
        ] {
            assert_eq!(standing(cell), (rest.to_owned(), mobile), "{cell}");
        }
    }

    #[test]
    fn a_name_is_of_one_person_and_without_digits() {
        for (cell, told) in [
            ("张 三", Ok("张三".to_owned())),
            ("买买提·吐尔逊", Ok("买买提·吐尔逊".to_owned())),
            ("张三1", Err("import-name-digits")),
            ("张三２", Err("import-name-digits")),
            ("张三、李四", Err("import-name-several")),
            ("张三，李四", Err("import-name-several")),
            ("张三/李四", Err("import-name-several")),
            ("<b>张三</b>", Err("import-name-signs")),
            ("", Err("import-bad-name")),
        ] {
            assert_eq!(person_name(cell), told, "{cell}");
        }
    }

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
