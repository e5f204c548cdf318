//! What stands beside a list, and beside who takes it: rows that are no persons, no file at all, others alike,
//! another process.

use std::time::Duration;

use huanjie::shell::words::{Lang, Words};
use reqwest::StatusCode;
use rust_xlsxwriter::Workbook;

use super::{
    HEADS, again::brought, cells, field, figure, problems, send_called, sent, settled, taken,
};
use crate::house::app::{TOWN, TestApp, UNIT};

fn said(key: &str, value: &str) -> String {
    Words::new(Lang::ZhCn).text_with(key, &[("value", value.into())])
}

#[tokio::test]
async fn a_sum_and_who_signs_are_no_persons() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let file = format!(
        "{HEADS}王秀英,女,1971-05-06,,2,\n小 计,,1人,,,\n合计：,,1人,,,\n,制表人：张三,,审核人：李四,,\n\
        {HEADS}说明：1、本表一式三份,,,,,\n注1 组别不填,,,,,\n备注：,一式三份,,,,\n"
    );
    let page = sent(&office, UNIT, "persons", file.as_bytes()).await;
    let text = settled(&office, &page).await;
    let rows = [
        (3, "小 计"),
        (4, "合计："),
        (5, "制表人：张三"),
        (6, "姓名"),
        (7, "说明：1、本表一式三份"),
        (8, "注1 组别不填"),
        (9, "备注："),
    ];
    // nobody has to say that they are left out, and they are no lines to mend
    assert!(text.contains(&super::beside(&rows)), "{text}");
    assert_eq!((problems(&text), figure(&text, "读到的行").as_deref()), (vec![], Some("1")));
    let done = taken(&office, &page, &[]).await;
    assert!(done.contains(&super::beside(&rows)), "{done}");
    assert_eq!(figure(&done, "未导入的行").as_deref(), Some("0"), "{done}");
    assert_eq!(app.texts("select name from person").await, ["王秀英"]);
    let left = office.get(&format!("{page}/rejected/csv")).await.text();
    assert_eq!(left.lines().count(), 1, "{left}");
    // with another line that is left out only that one stands in the file
    let page = sent(&office, UNIT, "persons", file.replace(",女,", ",无,").as_bytes()).await;
    let left = async || office.get(&format!("{page}/rejected/csv")).await.text();
    settled(&office, &page).await;
    assert!(left().await.contains("王秀英") && left().await.lines().count() == 2);
    // nothing but such rows is no list
    let none = format!("{HEADS}合计,,1人,,,\n");
    let page = sent(&office, UNIT, "persons", none.as_bytes()).await;
    assert!(settled(&office, &page).await.contains(&said("import-file-no-lines", "")));
}

#[tokio::test]
async fn a_unit_is_known_by_its_code_and_its_committee_where_its_name_stands() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let file = format!(
        "村,户数,人口,统计日期\n增辉村委会,1,2,2020-01-01\n{UNIT},1,2,2020-01-02\n\
        增辉村村民委员会,1,2,2020-01-03\n毛峙村委,1,2,2020-01-01\n增辉居委会,1,2,2020-01-04\n\
        增辉村,-3,99999999999,2020-01-05\n"
    );
    let page = sent(&office, TOWN, "households", file.as_bytes()).await;
    let words = Words::new(Lang::ZhCn);
    let column = |name: &str| words.text(&format!("import-column-{name}"));
    let expected = [
        (6, column("unit"), said("import-no-place", "增辉居委会")),
        (7, column("households"), said("import-number-bounds", "0–1000000")),
        (7, column("people"), said("import-number-bounds", "0–10000000")),
    ];
    assert_eq!(problems(&settled(&office, &page).await), expected);
    taken(&office, &page, &[("leave", "1")]).await;
    let query = "select name || ' ' || counted_on from place_figure join place using (place_id)
        where counted_on between '2020-01-01' and '2020-01-05' order by 1";
    let expected =
        ["增辉村 2020-01-01", "增辉村 2020-01-02", "增辉村 2020-01-03", "毛峙村 2020-01-01"];
    assert_eq!(app.texts(query).await, expected);
}

#[tokio::test]
async fn the_first_sheet_with_the_heads_of_the_list_is_read() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let mut workbook = Workbook::new();
    let mut sheet = |name: &str, rows: &[[&str; 3]]| {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name).expect("a name");
        for (row, cells) in (0..).zip(rows) {
            for (at, cell) in (0..).zip(cells) {
                sheet.write(row, at, *cell).expect("a cell");
            }
        }
    };
    sheet("封面", &[["小沙镇人员名单", "", ""], ["2026年11月", "", ""]]);
    // more rows than titles have
    sheet("说明", &[["姓名要写全", "", ""]; 20]);
    sheet(
        "名单",
        &[["增辉村", "", ""], ["姓名", "性别", "出生日期"], ["王秀英", "女", "1971-05-06"]],
    );
    sheet("上一届", &[["姓名", "性别", "出生日期"], ["李芳", "女", "1970-01-02"]]);
    let file = workbook.save_to_buffer().expect("a workbook");
    let page = sent(&office, UNIT, "persons", &file).await;
    let text = settled(&office, &page).await;
    let others =
        Words::new(Lang::ZhCn).text_with("import-unread", &[("n", "封面、说明、上一届".into())]);
    assert!(text.contains(&others), "{text}");
    taken(&office, &page, &[]).await;
    assert_eq!(app.texts("select name from person").await, ["王秀英"]);
    // where no sheet has them it is said which columns are missing
    let mut workbook = Workbook::new();
    workbook.add_worksheet().write(0, 0, "人员名单").expect("a cell");
    let sheet = workbook.add_worksheet();
    sheet.write(0, 0, "姓名").expect("a cell");
    sheet.write(0, 1, "性别").expect("a cell");
    let page = sent(&office, UNIT, "persons", &workbook.save_to_buffer().expect("bytes")).await;
    let lacks =
        Words::new(Lang::ZhCn).text_with("import-file-lacks", &[("columns", "出生日期".into())]);
    assert!(settled(&office, &page).await.contains(&lacks));
}

#[tokio::test]
async fn that_no_file_was_chosen_is_said_at_once() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let answer = send_called(&office, TOWN, "persons", ("", b"")).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    let said = said("import-no-file", "");
    assert!(
        answer.has("#file[aria-invalid]") && answer.text().contains(&said),
        "{}",
        answer.text()
    );
    assert_eq!(app.number("select count(*) from import").await, 0);
}

#[tokio::test]
async fn of_many_who_look_alike_five_are_listed_and_that_there_are_more_is_said() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let heads = "姓名,性别,出生日期,区划代码\n";
    let line = |day: u32| format!("张三,男,1960-03-{day:02},{UNIT}\n");
    let there = |days: std::ops::RangeInclusive<u32>| days.map(line).collect::<String>();
    let others = said("import-alike-others", "");
    for (days, more) in [(1..=5, false), (6..=6, true)] {
        brought(&office, TOWN, "persons", &format!("{heads}{}", there(days))).await;
        let page =
            sent(&office, TOWN, "persons", format!("{heads}{}", there(20..=20)).as_bytes()).await;
        let text = settled(&office, &page).await;
        let told = cells(&text, "tr.alike").remove(0).remove(2);
        assert_eq!(told.matches("张三").count(), 5, "{told}");
        assert_eq!(told.ends_with(&others), more, "{told}");
        let csv = office.get(&format!("{page}/alike/csv")).await.text();
        assert_eq!(csv.contains(&others), more, "{csv}");
    }
}

#[tokio::test]
async fn what_another_process_takes_is_left_to_it() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let file = format!("{HEADS}王秀英,女,1971-05-06,,2,\n");
    let page = sent(&office, UNIT, "persons", file.as_bytes()).await;
    let seen = field(&settled(&office, &page).await, "seen");
    let mut other = app.app.db.begin().await.expect("a transaction");
    sqlx::query(
        "select pg_advisory_xact_lock(hashtext('import'), (import_id % 2147483647)::int) from import",
    )
    .execute(&mut *other)
    .await
    .expect("another process");
    office.done(&format!("{page}/take"), &[("seen", &seen)]).await;
    for _ in 0..30 {
        tokio::time::sleep(Duration::from_millis(50)).await;
        let state = "select state || ' ' || coalesce(failure ->> 'key', '-') from import";
        assert_eq!(app.texts(state).await, ["taking -"]);
    }
    other.rollback().await.expect("an end");
    assert_eq!(app.number("select count(*) from person").await, 0);
}
