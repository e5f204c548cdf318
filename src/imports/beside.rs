//! Rows that stand beside a list: sums, who has signed, notes, titles of sections, the heads once more.

use super::{cell::is_han, value};

/// What stands in a row that adds up those above it.
const SUMS: [&str; 6] = ["合计", "小计", "总计", "共计", "total", "subtotal"];
/// What ends the name of what such a row counts: 党员总数.
const COUNTED: [&str; 4] = ["合计", "小计", "总数", "总人数"];
/// What begins a row of who has filled in the list, and when.
const SIGNED: [&str; 6] = ["制表", "填表", "填报", "审核", "单位负责人", "preparedby"];

/// What begins a row of notes.
const NOTES: [&str; 6] = ["说明", "备注", "附注", "注", "note", "remark"];
/// What ends the title of a section: of whom or of where the rows below are.
const TITLED: [&str; 15] = [
    "支部",
    "总支",
    "党员",
    "干部",
    "委员会",
    "村委",
    "居委",
    "片",
    "片区",
    "社区",
    "积极分子",
    "发展对象",
    "群众",
    "名单",
    "留党察看",
];
/// What a cell that stands alone in its row says: that nothing follows, or that somebody has signed.
const ALONE: [&str; 5] = ["以下空白", "此页空白", "签字", "签名", "盖章"];
/// Signs of a cell that stands alone and is no name: of a date, a telephone, a label, a seal.
const NO_NAME: [char; 6] = [':', '(', '[', '【', '〔', '年'];
/// Signs of a name of Han at the most; longer ones have a dot in them or stand in a filled row.
const LONG: usize = 6;

/// What a row begins with that stands beside a list: a sum, who has signed, a note, or the heads once more,
/// as on every page that is printed.
pub(super) fn beside_the_list(cells: &[String], heads: &[String]) -> Option<String> {
    let mut filled = cells.iter().filter(|cell| !cell.trim().is_empty()).peekable();
    let serial = |cell: &str| value::narrow(cell).bytes().all(|one| one.is_ascii_digit());
    let mut first = filled.next()?;
    if let Some(next) = filled.next_if(|next| serial(first) && is_sum(&value::word(next))) {
        first = next; // numbered on like those above it
    }
    let alone = filled.next().is_none();
    let word = value::word(first);
    let label = value::narrow(first);
    let label = value::word(label.split_once(':').map_or("", |(label, _)| label));
    let beside = is_sum(&word)
        || SIGNED.iter().any(|said| word.starts_with(said))
        || NOTES.iter().any(|said| label == *said || alone && word.starts_with(said))
        || alone && is_section(first)
        || !alone && is_head(cells, heads);
    beside.then(|| first.trim().to_owned())
}

/// What the title of a section says of the standing of those below it: 二、预备党员（1名）.
pub(super) fn heading(title: &str) -> Option<&'static str> {
    // what stands in brackets counts
    let title = value::word(title);
    [
        "预备党员",
        "正式党员",
        "流动党员",
        "留党察看",
        "积极分子",
        "发展对象",
        "申请入党",
        "群众",
        "团员",
    ]
    .into_iter()
    .find(|said| title.contains(said))
}

/// Whether a row has the heads once more, or the second row of heads that go over two: two of its cells say
/// what stands above them.
fn is_head(cells: &[String], heads: &[String]) -> bool {
    let same = cells.iter().zip(heads).filter(|(cell, head)| {
        let word = value::word(cell);
        !word.is_empty() && word == value::word(head)
    });
    same.count() > 1
}

/// Whether what stands alone in its row is no name of somebody but the title of a section, a date, a seal.
fn is_section(cell: &str) -> bool {
    let cell = value::narrow(cell);
    let word = value::word(&cell);
    let han = word.chars().filter(|sign| is_han(*sign)).count();
    cell.contains(NO_NAME)
        || word.bytes().any(|one| one.is_ascii_digit())
        || word.starts_with('第') && word.ends_with(['组', '队'])
        || numbered(&cell)
        || TITLED.iter().any(|end| word.ends_with(end))
        || han > LONG && !cell.contains(['·', '•', '‧', '・', '･'])
        || ALONE.iter().any(|said| word.contains(said))
}

/// Whether a title is numbered: 一、光辉支部.
fn numbered(cell: &str) -> bool {
    let cell = cell.trim();
    let rest = cell.trim_start_matches(|sign| "一二三四五六七八九十".contains(sign));
    rest.len() < cell.len() && rest.starts_with(['、', '.', '．'])
}

/// Whether a cell says that its row is a sum, with or without that: 合计：15人, 党员总数, 共15人, 全村共15人.
fn is_sum(word: &str) -> bool {
    let named = word.trim_end_matches(['人', '名', '户', '个']);
    let named = named.trim_end_matches(|sign: char| sign.is_ascii_digit());
    let counts = named.len() < word.len() && word.bytes().any(|one| one.is_ascii_digit());
    SUMS.contains(&named)
        || word.starts_with("平均")
        || word.starts_with("其中")
        || COUNTED.iter().any(|end| named.ends_with(end))
        || counts
            && (named.starts_with('共')
                || ["共", "共有", "共计"].iter().any(|end| named.ends_with(end)))
}

#[cfg(test)]
mod tests {
    use super::beside_the_list;

    #[test]
    fn a_sum_is_no_line_of_a_list() {
        let heads = ["姓名", "性别", "出生日期"].map(str::to_owned);
        for (cells, beside) in [
            (["合计", "", "15"], true),
            (["合计：15人", "", ""], true),
            (["党员总数", "15", ""], true),
            (["", "党员总数：15", ""], true),
            (["共 15 人", "", ""], true),
            (["共有党员15名", "", ""], true),
            (["总共15人", "男7", "女8"], true),
            (["全村共15人", "", ""], true),
            (["本支部共有15名", "", ""], true),
            (["16", "合计", ""], true),
            (["第一组（2人）", "", ""], true),
            (["第二组", "", ""], true),
            (["", "2008年4月9日", ""], true),
            (["（盖章）", "", ""], true),
            (["村主任签字：", "", ""], true),
            (["", "", "小沙镇选举办公室"], true),
            (["联系电话：8061234", "", ""], true),
            (["以下空白", "", ""], true),
            (["一、光辉支部", "", ""], true),
            (["", "芷塘岙片", ""], true),
            (["预备党员", "", ""], true),
            (["平均年龄 44.5", "", ""], true),
            (["平均年龄", "44.5", ""], true),
            (["其中：女", "4", ""], true),
            (["姓名", "性别", "年"], true),
            (["欧阳小明", "", ""], false),
            (["买买提·吐尔逊江", "", ""], false),
            (["第五", "", ""], false),
            (["16", "总人数", "15"], true),
            (["Total: 15", "", ""], true),
            (["张三", "男", "1960-01-01"], false),
            (["共生", "男", "1960-01-01"], false),
            (["15", "张三", "男"], false),
        ] {
            let told = beside_the_list(&cells.map(str::to_owned), &heads);
            assert_eq!(told.is_some(), beside, "{cells:?}");
        }
    }
}
