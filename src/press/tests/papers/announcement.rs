//! 选举结果公告: the notice of the result in its variants.

use super::*;

const SOURCE: &str = include_str!("../../../../templates/documents/result_announcement.typ");

fn example() -> Value {
    serde_json::from_str(include_str!("../data/result_announcement.json")).expect("JSON")
}

fn print(data: &Value) -> String {
    match paper_of("result_announcement.typ", SOURCE, data) {
        Ok(paper) => text_of(&paper),
        Err(error) => panic!("{error}"),
    }
}

/// The example with one open matter instead of its own.
fn with_open(matter: &Value) -> String {
    print(&with(example(), "/open", json!([matter])))
}

#[test]
fn a_valid_election_is_announced_with_all_figures_and_names() {
    let text = print(&example());
    for part in [
        "枫林镇石桥村第十二届村民委员会换届选举",
        "（第16号）",
        "2026年3月18日（星期三），本村依法举行第十二届村民委员会选举",
        "登记参加选举的村民1286人，参加投票1102人（其中直接投票871人，委托投票143人，流动票箱投票88人），参选率85.69%。",
        "发出选票1102张，收回选票1099张，收回数不多于发出数；其中有效票1081张，无效票18张。",
        "参加投票人数超过登记参加选举村民的半数，选举有效。",
        "一、当选人员（得赞成票超过参加投票人数的半数）",
        "主任：沈巧云812票",
        "阿依古丽·买买提603票",
        "二、其他得票情况",
        "𠮷小满498票正式候选人",
        "欧阳若谷35票另选他人",
        "三、委员应选3名，当选2名，尚缺1名，定于2026年4月8日（星期三）另行选举，有关事项另行公告。",
        "特此公告。石桥村第十二届村民选举委员会（印章）2026年3月19日",
        "张贴时间",
        "版本1校验码7F3A-91C2第1页／共1页",
    ] {
        assert!(text.contains(part), "{part}\nnot in\n{text}");
    }
    assert!(!text.contains("演练"), "{text}");
    assert!(!text.contains("弃权"), "{text}");
}

#[test]
fn a_name_of_two_characters_takes_the_room_of_three() {
    let paper = paper_of("result_announcement.typ", SOURCE, &example()).expect("a paper");
    let text = paper.text();
    assert!(text.contains("罗\u{3000}成"), "{text}");
    assert!(text.contains("章\u{3000}㛃"), "{text}");
    assert!(text.contains("沈巧云"), "{text}");
}

#[test]
fn blank_votes_are_told_where_the_county_counts_them_apart() {
    let text = print(&with(example(), "/figures/blank", json!(0)));
    assert!(text.contains("无效票18张，弃权（空白）票0张。"), "{text}");
}

#[test]
fn blank_votes_stand_where_the_county_counts_them() {
    for (within, told) in [
        ("valid", "有效票1081张（含弃权（空白）票3张），无效票18张。"),
        ("invalid", "有效票1081张，无效票18张（含弃权（空白）票3张）。"),
    ] {
        let mut data = with(example(), "/figures/blank", json!(3));
        data["figures"]["blank_in"] = json!(within);
        let text = print(&data);
        assert!(text.contains(told), "{text}");
    }
}

#[test]
fn channels_that_nobody_counted_are_left_out() {
    let text = print(&with(example(), "/figures/channels", Value::Null));
    assert!(text.contains("参加投票1102人，参选率85.69%。"), "{text}");
}

#[test]
fn ways_of_taking_part_stand_under_those_who_did_with_what_did_not_come_back() {
    let mut data = example();
    data["figures"]["not_returned"] = json!(3);
    let text = print(&data);
    let told = "参加投票1102人（按发出选票计，直接投票871人，委托投票143人，流动票箱投票88人，\
                其中3张未收回），参选率85.69%。发出选票1102张，收回选票1099张，";
    assert!(text.contains(told), "{text}");
}

/// The example with so many people who were not elected, and nothing left open unless it is asked for.
fn with_others(others: usize, open: bool) -> Value {
    let people: Vec<Value> = (1..=others)
        .map(|n| json!({ "name": format!("欧阳第{n}名"), "votes": 300 - n, "formal": n % 2 == 0 }))
        .collect();
    let posts = json!([{ "post": "主任", "people": people }]);
    let data = with(example(), "/others", posts);
    if open { data } else { with(data, "/open", json!([])) }
}

/// What stands on each page, above its foot.
fn pages_of(data: &Value) -> Vec<String> {
    let paper = paper_of("result_announcement.typ", SOURCE, data).expect("a paper");
    let pdf = paper.pdf().expect("a PDF");
    let document = lopdf::Document::load_mem(&pdf).expect("a PDF");
    let text = |page| document.extract_text(&[page]).expect("text");
    let text = |page: u32| text(page).split_whitespace().collect::<String>();
    document.get_pages().into_keys().map(text).collect()
}

#[test]
fn an_announcement_with_twelve_names_is_one_sheet() {
    for (open, wall) in [(false, false), (true, false), (true, true)] {
        // four are elected
        let mut data = with_others(8, open);
        data["wall"] = json!(wall);
        assert_eq!(pages_of(&data).len(), 1, "{open} {wall}");
    }
}

#[test]
fn a_seal_never_stands_alone_on_a_page() {
    let mut turned = 0;
    for others in 6..=30 {
        for open in [false, true] {
            let pages = pages_of(&with_others(others, open));
            let last = pages.last().expect("a page");
            let sealed = last.find("特此公告").unwrap_or_else(|| panic!("{others} {open}: {last}"));
            assert!(last[sealed..].contains("（印章）"), "{others} {open}: {last}");
            if pages.len() > 1 {
                turned += 1;
                // two rows of names, or an open matter of several lines
                let kept = last[..sealed].matches("票").count() >= 2 || last.contains("尚缺1名");
                assert!(kept, "{others} {open}: {last}");
            }
        }
    }
    assert!(turned > 4, "none needed a second page: {turned}");
}

#[test]
fn namesakes_are_told_apart() {
    let mut data = example();
    data["elected"][1]["people"][0]["apart"] = json!("第2组");
    let text = print(&data);
    assert!(text.contains("副主任：罗成（第2组）690票"), "{text}");
}

#[test]
fn namesakes_leave_an_ordinary_announcement_on_one_sheet() {
    let people = |n: usize| -> Vec<Value> {
        let one = |n| {
            json!({
                "name": "张三", "votes": 400 - n, "formal": n % 2 == 0,
                "note": if n == 0 { json!("full") } else { Value::Null },
                "apart": "第3组，1981年6月出生",
            })
        };
        (0..n).map(one).collect()
    };
    for wall in [false, true] {
        let mut data = example();
        data["wall"] = json!(wall);
        data["elected"] = json!([{ "post": "委员", "people": people(5) }]);
        data["others"] = json!([{ "post": "委员", "people": people(8) }]);
        let pages = pages_of(&data);
        assert_eq!(pages.len(), 1, "{wall}: {pages:?}");
    }
    // within a sentence a name stands as it is written
    let tie = json!({
        "kind": "tie", "post": "副主任", "names": ["张三（第2组）", "章㛃"], "votes": 534,
        "on": null, "basis": null
    });
    let data = with(example(), "/open", json!([tie]));
    let paper = paper_of("result_announcement.typ", SOURCE, &data).expect("a paper");
    assert!(paper.text().contains("张三（第2组）"), "{}", paper.text());
}

#[test]
fn the_copy_for_the_wall_is_as_much_larger_as_its_sheet() {
    let mut data = with(example(), "/archive", json!(false));
    data["wall"] = json!(true);
    let paper = paper_of("result_announcement.typ", SOURCE, &data).expect("a paper");
    let sizes = |pdf: &[u8]| {
        let document = lopdf::Document::load_mem(pdf).expect("a PDF");
        let page = document.get_pages().into_values().next().expect("a page");
        let page = document.get_dictionary(page).expect("a page");
        let media = page.get(b"MediaBox").and_then(lopdf::Object::as_array).expect("a size");
        media.iter().map(|side| side.as_float().expect("a number").round()).collect::<Vec<f32>>()
    };
    assert_eq!(sizes(&paper.pdf().expect("a PDF")), [0.0, 0.0, 842.0, 1191.0]);
    let small = paper_of("result_announcement.typ", SOURCE, &example()).expect("a paper");
    assert_eq!(sizes(&small.pdf().expect("a PDF")), [0.0, 0.0, 595.0, 842.0]);
    assert!(!text_of(&paper).contains("张贴时间"), "where it hangs is written on the other copy");
}

#[test]
fn a_check_that_fails_makes_the_announcement_a_draft() {
    let text = print(&with(example(), "/failed", json!(["F.104 两数必须相等。"])));
    assert!(text.contains("草稿·校验未通过"), "{text}");
    assert!(text.contains("不得盖章、张贴或上报：F.104两数必须相等。"), "{text}");
}

#[test]
fn the_head_of_the_journal_is_printed() {
    let text = print(&example());
    assert!(text.contains("办理记录：election7第41条9f3a21bc44d0e1f22026年3月19日"), "{text}");
}

#[test]
fn too_few_who_took_part_make_the_election_void_and_nobody_elected() {
    let data = with(example(), "/validity", json!("turnout_not_over_half"));
    let data = with(data, "/figures/took_part", json!(643));
    let text = print(&with(data, "/again_on", json!("2026-04-15")));
    let void = "参加投票643人，未超过登记参加选举村民1286人的半数，本次选举无效，\
                定于2026年4月15日（星期三）重新选举。";
    assert!(text.contains(void), "{text}");
    for absent in ["当选", "沈巧云", "选举有效", "另行选举"] {
        assert!(!text.contains(absent), "{absent} in {text}");
    }
}

#[test]
fn more_ballots_than_were_issued_make_the_election_void() {
    let data = with(example(), "/validity", json!("returned_over_issued"));
    let text = print(&with(data, "/figures/returned", json!(1103)));
    let void = "发出选票1102张，收回选票1103张，收回选票多于发出选票，本次选举无效，\
                重新选举的日期另行公告。";
    assert!(text.contains(void), "{text}");
    assert!(!text.contains("当选"), "{text}");
}

#[test]
fn another_election_names_its_own_threshold_and_no_turnout() {
    let data = with(example(), "/kind", json!("another"));
    let data = with(data, "/validity", json!("returned_not_over_issued"));
    let text = print(&with(data, "/elected_by", json!("third_of_cast")));
    assert!(text.contains("第十二届村民委员会另行选举公告"), "{text}");
    assert!(text.contains("无效票18张。选举有效。"), "{text}");
    assert!(text.contains("得票不少于已投选票总数的三分之一"), "{text}");
    assert!(!text.contains("半数"), "{text}");
}

#[test]
fn a_tie_names_those_who_stand_again() {
    let tie = json!({
        "kind": "tie", "post": "副主任", "names": ["罗成", "章㛃"], "votes": 534,
        "on": "2026-03-22", "basis": null
    });
    let text = with_open(&tie);
    let told =
        "三、罗成、章㛃竞选副主任得票相等（各534票），定于2026年3月22日（星期日）就二人再次投票。";
    assert!(text.contains(told), "{text}");
    let text =
        with_open(&with(with(tie, "/on", Value::Null), "/basis", json!("《选举办法》第三十条")));
    let told = "再次投票的日期另行公告（依据：《选举办法》第三十条）。";
    assert!(text.contains(told), "{text}");
}

#[test]
fn a_seat_that_is_left_vacant_says_who_decided_so() {
    let text = with_open(&json!({
        "kind": "left_vacant", "post": "委员", "vacant": 1, "decided_by": "村民代表会议"
    }));
    assert!(text.contains("三、委员缺额1名，经村民代表会议决定暂缺。"), "{text}");
}

#[test]
fn another_election_without_a_date_is_announced_later() {
    let data = with(example(), "/open/0/on", Value::Null);
    assert!(print(&data).contains("尚缺1名，另行选举的日期和有关事项另行公告。"));
}

#[test]
fn avoidance_among_relatives_names_the_article() {
    let text = with_open(&json!({
        "kind": "avoidance", "post": "委员", "name": "祝长庚", "votes": 610, "stays": "沈巧云",
        "stays_post": "主任", "stays_votes": 812, "followed": [{ "name": "罗成", "votes": 560 }],
        "basis": "《浙江省村民委员会选举办法》第四条"
    }));
    let told = "祝长庚的委员得票（610票）符合当选条件，因与沈巧云（主任，812票）依法应当实行任职回避，\
                依据《浙江省村民委员会选举办法》第四条，由沈巧云任职，祝长庚不任职，\
                由罗成（560票）依次递补。";
    assert!(text.contains(told), "{text}");
}

#[test]
fn the_womens_seat_is_told_with_its_numbers_and_articles() {
    let seat = |kind: &str, passed: Value| {
        let name = if kind == "womens_tie" { Value::Null } else { json!("白若兰") };
        json!({
            "kind": kind, "post": "委员", "seats": 3, "rest": 2, "name": name, "votes": 470,
            "numbers": "940 > 900", "names": ["白若兰", "谢晚晴"], "passed": passed,
            "basis": "《中华人民共和国村民委员会组织法》第六条"
        })
    };
    let passed = json!([{ "name": "祝长庚", "votes": 500 }]);
    let text = with_open(&seat("womens_seat", passed.clone()));
    let told = "委员应选3名，主任、副主任中没有妇女当选。白若兰得470票（940>900），\
                是得票符合当选条件的妇女中得票最多的，\
                依据《中华人民共和国村民委员会组织法》第六条，先当选1名，其余2名按得票多少当选。\
                祝长庚（500票）得票虽多于白若兰，因名额已满，未当选。";
    assert!(text.contains(told), "{text}");
    let text = with_open(&seat("womens_vacancy", passed.clone()));
    let told = "得票最多的妇女白若兰得470票（940>900），不符合当选条件，\
                依据《中华人民共和国村民委员会组织法》第六条，其中1名为妇女名额，另行选举妇女。\
                祝长庚（500票）得票符合当选条件，但不占用妇女名额，未当选。";
    assert!(text.contains(told), "{text}");
    let text = with_open(&seat("womens_tie", passed));
    assert!(text.contains("由得票相等的白若兰、谢晚晴再次投票产生"), "{text}");
}

#[test]
fn several_open_matters_are_numbered_on() {
    let vacant = |post: &str| json!({ "kind": "left_vacant", "post": post, "vacant": 1, "decided_by": "村民会议" });
    let text = print(&with(example(), "/open", json!([vacant("副主任"), vacant("委员")])));
    assert!(text.contains("三、副主任缺额1名"), "{text}");
    assert!(text.contains("四、委员缺额1名"), "{text}");
}

#[test]
fn a_post_that_nobody_won_is_not_left_blank() {
    let data = with(example(), "/elected/1/people", json!([]));
    let text = print(&with(data, "/others/0/people", json!([])));
    assert!(text.contains("副主任：无人当选"), "{text}");
    assert!(text.contains("主任：无"), "{text}");
}

#[test]
fn the_words_of_the_pack_are_printed() {
    let data = with(example(), "/words/body", json!("居民委员会"));
    let data = with(data, "/words/place", json!("社区"));
    let data = with(data, "/words/electors", json!("应参加选举的户"));
    let text = print(&with(data, "/words/unit", json!("户")));
    assert!(text.contains("本社区依法举行第十二届居民委员会选举"), "{text}");
    assert!(text.contains("应参加选举的户1286户，参加投票1102户"), "{text}");
}

#[test]
fn a_rehearsal_says_so_across_every_page() {
    let data = with(example(), "/rehearsal", json!(true));
    let text = print(&data);
    // across the page and on top
    assert_eq!(text.matches("演练·非正式").count(), 2, "{text}");
}

#[test]
fn only_the_copy_for_the_archive_has_the_posting_register() {
    let text = print(&with(example(), "/archive", json!(false)));
    assert!(!text.contains("张贴时间"), "{text}");
    assert!(text.contains("校验码7F3A-91C2"), "{text}");
}

#[test]
fn an_unknown_word_in_the_data_prints_nothing() {
    for (pointer, word) in [
        ("/kind", "second"),
        ("/validity", "valid"),
        ("/elected_by", "lot"),
        ("/open/0/kind", "later"),
    ] {
        let told =
            paper_of("result_announcement.typ", SOURCE, &with(example(), pointer, json!(word)));
        assert!(matches!(told, Err(PressError::Template { .. })), "{pointer}");
    }
}
