//! 选举结果报告单: the form for village, town and county.

use super::*;

const SOURCE: &str = include_str!("../../../../templates/documents/result_report.typ");

fn example() -> Value {
    serde_json::from_str(include_str!("../data/result_report.json")).expect("JSON")
}

fn set(data: &Value) -> Paper {
    paper_of("result_report.typ", SOURCE, data).unwrap_or_else(|error| panic!("{error}"))
}

fn print(data: &Value) -> String {
    text_of(&set(data))
}

#[test]
fn the_form_of_an_ordinary_village_fits_one_page() {
    assert_eq!(set(&example()).pages(), 1);
}

#[test]
fn the_form_holds_all_figures_names_and_checks() {
    let text = print(&example());
    for part in [
        "云溪县第十二届村民委员会选举结果报告单",
        "填报单位：枫林镇石桥村村民选举委员会（章）编号：330902-102-1",
        "选举日期：2026年3月18日（星期三）选举轮次：第一次选举",
        "登记参加选举人数N",
        "16731286110285.69%",
        "1081／18／—",
        "剩余191，作废7处理方式：当场剪角，封存",
        "沈巧云女1979.04汉族中共党员大专主任候选人81273.68%是",
        "欧阳若谷——————另选353.18%否",
        "应选5名，实选4名，缺额1名；女性2名；与党组织交叉任职1名；一肩挑：否",
        "选举是否有效：有效，依据：《中华人民共和国村民委员会组织法》第十五条",
        "处理意见：当选、另行选举",
        "2P＞N：2204＞1286，成立",
        "委员阿依古丽·买买提2x＞P：1206＞1102，成立",
        "总监票人（签名）金满仓",
        "村民选举委员会主任（签名）",
        "镇人民政府（街道办事处）审核备案意见：",
        "第1页／共1页",
    ] {
        assert!(text.contains(part), "{part}\nnot in\n{text}");
    }
    assert!(!text.contains("草稿"), "{text}");
}

#[test]
fn what_no_record_tells_is_a_dash() {
    let mut data = example();
    for name in ["population", "disposal"] {
        data["figures"][name] = Value::Null;
    }
    for name in ["ethnicity", "affiliation", "education", "former_post"] {
        data["posts"][0]["people"][0][name] = Value::Null;
    }
    for name in ["also_in_party", "one_shoulder"] {
        data["summary"][name] = Value::Null;
    }
    let paper = set(&data);
    let text = text_of(&paper);
    for part in [
        "选举方式—1286110285.69%",
        "剩余191，作废7处理方式：",
        "沈巧云女1979.04————候选人81273.68%是",
        "与党组织交叉任职—名；一肩挑：—选举是否有效",
    ] {
        assert!(text.contains(part), "{part}\nnot in\n{text}");
    }
    assert_eq!(paper.pages(), 1);
}

#[test]
fn another_reader_finds_figures_and_names_in_the_pdf() {
    let paper = set(&example());
    let text = text_of_pdf(&paper.pdf().expect("a PDF"));
    for part in
        ["云溪县第十二届村民委员会选举结果报告单", "沈巧云", "𠮷小满", "章㛃", "1673", "73.68%"]
    {
        assert!(text.contains(part), "{part}\nnot in\n{text}");
    }
}

#[test]
fn a_check_that_fails_makes_the_form_a_draft() {
    let failed = "F.104 印制选票 1300 张；发出、剩余、污损作废合计 1299 张，两数必须相等。";
    let text = print(&with(example(), "/failed", json!([failed])));
    assert!(text.contains("草稿·校验未通过"), "{text}");
    let told = "校验未通过，本件只是草稿，不得盖章、张贴或上报：F.104印制选票1300张；";
    assert!(text.contains(told), "{text}");
}

#[test]
fn a_comparison_that_does_not_hold_makes_no_draft() {
    let text = print(&with(example(), "/checks/0/holds", json!(false)));
    assert!(text.contains("2P＞N：2204＞1286，不成立"), "{text}");
    assert!(!text.contains("草稿"), "a vote that is void adds up all the same: {text}");
}

#[test]
fn blank_ballots_stand_where_the_county_counts_them() {
    let data = with(example(), "/figures/blank", json!(3));
    assert!(print(&data).contains("1081／18／3"));
    for (within, told) in
        [("valid", "1081（含弃权3）／18／—"), ("invalid", "1081／18（含弃权3）／—")]
    {
        let mut data = data.clone();
        data["figures"]["blank_in"] = json!(within);
        let text = print(&data);
        assert!(text.contains(told), "{text}");
    }
}

#[test]
fn what_went_out_by_channel_is_not_told_as_what_came_back() {
    let mut data = example();
    let text = print(&data);
    assert!(text.contains("其中：大会投票投票站投票流动票箱投票委托投票代写票数"), "{text}");
    assert!(!text.contains("未收回"), "{text}");
    data["figures"]["not_returned"] = json!(2);
    let text = print(&data);
    assert!(text.contains("其中：大会投票投票站投票"), "{text}");
    assert!(text.contains("各投票方式按发出选票计，其中2张未收回。"), "{text}");
}

#[test]
fn namesakes_are_told_apart() {
    let mut data = example();
    data["posts"][0]["people"][0]["apart"] = json!("第2组");
    assert!(print(&data).contains("沈巧云（第2组）女"));
}

#[test]
fn namesakes_leave_the_form_on_one_sheet_and_its_signatures_never_stand_alone() {
    let with_names = |n| {
        let mut data = example();
        let people = data["posts"][2]["people"].as_array_mut().expect("people");
        let mut one = people[0].clone();
        one["apart"] = json!("第3组，名单上同名第2人");
        people.extend(std::iter::repeat_n(one, n));
        set(&data)
    };
    assert_eq!(with_names(5).pages(), 1);
    let mut turned = 0;
    for n in 6..=30 {
        let paper = with_names(n);
        let pdf = paper.pdf().expect("a PDF");
        let document = lopdf::Document::load_mem(&pdf).expect("a PDF");
        let pages: Vec<u32> = document.get_pages().into_keys().collect();
        let last = pages.last().expect("a page");
        let text = document.extract_text(&[*last]).expect("text");
        let text: String = text.split_whitespace().collect();
        turned += u32::from(pages.len() > 1);
        let signed = text.find("总监票人").unwrap_or_else(|| panic!("{n}: {text}"));
        assert!(text[..signed].contains("选举是否有效"), "{n}: {text}");
    }
    assert!(turned > 4, "none needed a second page: {turned}");
}

#[test]
fn the_head_of_the_journal_is_printed() {
    assert!(print(&example()).contains("办理记录：election7第41条9f3a21bc44d0e1f22026年3月19日"));
}

#[test]
fn a_rehearsed_draft_says_both() {
    let data = with(example(), "/rehearsal", json!(true));
    assert!(print(&data).contains("演练·非正式"));
    let text = print(&with(data, "/failed", json!(["F.102 两数必须相等。"])));
    assert!(text.contains("演练·非正式"), "{text}");
    assert!(text.contains("草稿·校验未通过"), "{text}");
}

#[test]
fn a_void_election_says_so_and_what_follows() {
    let data = with(example(), "/valid", json!(false));
    let data = with(data, "/basis", Value::Null);
    let text = print(&with(data, "/dispositions", json!(["repeat"])));
    assert!(text.contains("选举是否有效：无效处理意见：重新选举"), "{text}");
}

#[test]
fn no_cell_of_a_figure_is_blank() {
    let mut data = example();
    let figures = data["figures"].as_object_mut().expect("figures");
    let count = figures.len();
    figures.values_mut().for_each(|figure| *figure = Value::Null);
    data["posts"][1]["people"] = json!([]);
    let empty = print(&data);
    let dashes = |text: &str| text.matches('—').count();
    // two figures were none before, and what became of what was left is left to the pen
    let before = dashes(&print(&example()));
    assert_eq!(dashes(&empty), before + count - 2 - 1, "{empty}");
    assert!(empty.contains("副主任无人得票"), "{empty}");
}

#[test]
fn a_form_of_many_names_repeats_its_head_on_the_next_page() {
    let mut data = example();
    let people = data["posts"][2]["people"].as_array_mut().expect("people");
    let one = people[0].clone();
    people.extend(std::iter::repeat_n(one, 60));
    let paper = set(&data);
    assert!(paper.pages() > 1);
    assert!(text_of(&paper).matches("赞成票").count() > 1);
}
