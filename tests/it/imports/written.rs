//! What lists of offices say in their own way: merged cells, the town before the village, heads of members.

use huanjie::shell::words::{Lang, Words};
use rust_xlsxwriter::{Format, Workbook};

use super::{
    again::{brought, preview},
    figure, kinds, problems, sent, settled, taken,
};
use crate::house::app::{TOWN, TestApp, UNIT, verified};

fn words() -> Words {
    Words::new(Lang::ZhCn)
}

fn said(key: &str, value: &str, choices: &str) -> String {
    words().text_with(key, &[("value", value.into()), ("choices", choices.into())])
}

#[tokio::test]
async fn what_is_merged_over_rows_is_said_of_each() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let format = Format::new();
    sheet.merge_range(0, 0, 0, 4, "增辉村人员名册", &format).expect("a title");
    for (at, head) in (0..).zip(["村", "姓名", "性别", "出生日期", "村民小组"]) {
        sheet.write(1, at, head).expect("a head");
    }
    sheet.merge_range(2, 0, 6, 0, "增辉村", &format).expect("a village");
    sheet.merge_range(2, 4, 3, 4, "1组", &format).expect("a group");
    sheet.merge_range(4, 4, 5, 4, "2组", &format).expect("a group");
    for (row, name) in (2..).zip(["王秀英", "李建国", "赵六", "钱七"]) {
        sheet.write(row, 1, name).expect("a name");
        sheet.write(row, 2, "女").expect("a sex");
        sheet.write(row, 3, "一九七一年五月六日").expect("a day");
    }
    // a sum within what is merged is none of the persons
    sheet.write(6, 1, "小计").expect("a sum");
    sheet.write(6, 2, "4人").expect("a sum");
    let file = workbook.save_to_buffer().expect("a workbook");
    let page = sent(&office, TOWN, "persons", &file).await;
    let text = settled(&office, &page).await;
    assert!(text.contains(&super::beside(&[(7, "小计")])), "{text}");
    assert_eq!(problems(&text), []);
    taken(&office, &page, &[]).await;
    let all = "select name || ' ' || group_no || ' ' || birth_on from person order by person_id";
    let expected =
        ["王秀英 1", "李建国 1", "赵六 2", "钱七 2"].map(|one| format!("{one} 1971-05-06"));
    assert_eq!(app.texts(all).await, expected);
    // what was counted of two villages together is no number of each
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (at, head) in (0..).zip(["村", "户数", "人口", "统计日期"]) {
        sheet.write(0, at, head).expect("a head");
    }
    for (row, village) in [(1, "增辉村"), (2, "毛峙村")] {
        sheet.write(row, 0, village).expect("a village");
        sheet.write(row, 2, "900").expect("people");
    }
    sheet.merge_range(1, 1, 2, 1, "500", &format).expect("households");
    sheet.merge_range(1, 3, 2, 3, "2020-01-01", &format).expect("a day");
    let page = sent(&office, TOWN, "households", &workbook.save_to_buffer().expect("bytes")).await;
    let column = words().text("import-column-households");
    let empty = (3, column, said("import-empty", "", ""));
    assert_eq!(problems(&settled(&office, &page).await), [empty]);
}

#[tokio::test]
async fn the_town_may_stand_before_a_village_and_a_number_behind_a_sign_of_equality() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let number = crate::persons::number("1971-05-06", 312);
    let file = format!(
        "姓名,性别,出生日期,身份证号,村\n王秀英,女,1971-05-06,\"=\"\"{number}\"\"\",小沙镇增辉村\n\
        李建国,男,1950-02-03,,定海区小沙镇毛峙村委会\n赵六,男,1960-01-01,,大沙镇增辉村\n\
        钱七（大）,男,1960-01-01,,增辉村\n第二组,,,,\n"
    );
    let text = preview(&office, TOWN, "persons", &file).await;
    let told = problems(&text);
    assert!(text.contains(&super::beside(&[(6, "第二组")])), "{text}");
    let column = |name: &str| words().text(&format!("import-column-{name}"));
    let remark = said("import-warn-name-remark", "钱七（大）", "");
    let expected = [
        (4, column("unit"), said("import-no-place", "大沙镇增辉村", "")),
        (5, column("name"), format!("请核对 {remark}")),
    ];
    assert_eq!(told, expected);
}

#[tokio::test]
async fn of_members_it_is_said_how_many_have_no_standing() {
    let app = TestApp::start().await;
    kinds::branches(&app).await;
    let office = app.visitor("office").await;
    let file = "姓名,性别,出生日期,党支部,党员类型\n王强,男,1956-05-06,增辉村党支部,预备党员\n\
        李芳,女,1970-01-02,增辉村党支部,\n赵六,男,2015-01-01,增辉村党支部,\n\
        钱七,男,1960-01-01,增辉村第九支部,正式党员\n孙八,男,1960-01-01,增辉村党支部,退休\n";
    let text = preview(&office, TOWN, "members", file).await;
    assert_eq!(figure(&text, &words().text("import-standings")).as_deref(), Some("1"), "{text}");
    let told = problems(&text);
    let labels = ["standing-full", "standing-probationary", "standing-disciplinary_probation"]
        .into_iter()
        .chain(["standing-detained", "presence-mobile"])
        .map(|word| words().text(&format!("import-{word}")))
        .collect::<Vec<_>>()
        .join("、");
    let choices = words().text_with("import-choices", &[("words", labels.into())]);
    let expected = [
        (4, said("import-young-member", "2015-01-01", "")),
        (5, said("import-no-branch-but", "增辉村党支部 / 增辉村第二党支部", "")),
        (6, said("import-bad-word", "退休", &choices)),
    ];
    let told: Vec<(u64, String)> = told.into_iter().map(|one| (one.0, one.2)).collect();
    assert_eq!(told, expected);
    let right = file.lines().take(3).collect::<Vec<_>>().join("\n");
    brought(&office, TOWN, "members", &right).await;
    let all =
        "select name || ' ' || standing from member_now join person using (person_id) order by 1";
    assert_eq!(app.texts(all).await, ["李芳 full", "王强 probationary"]);
    // who is a member already stays what he is
    let again =
        preview(&office, TOWN, "members", &right.replace(",党员类型", "").replace(",预备党员", ""))
            .await;
    assert_eq!(figure(&again, &words().text("import-standings")), None, "{again}");
    // a post says its body or is asked for it
    let list = "姓名,性别,出生日期,村,职务\n王强,男,1956-05-06,增辉村,主任\n";
    let told = problems(&preview(&office, UNIT, "officers", list).await);
    assert_eq!(told[0].2, said("import-body-unsaid", "", ""));
    verified(&app).await;
}
