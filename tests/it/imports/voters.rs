//! Voters: persons who are there are found, everybody else is made; who stands on a roll is told.

use huanjie::shell::words::{Lang, Words};
use reqwest::StatusCode;
use rust_xlsxwriter::Workbook;

use super::{problems, sent, settled, taken};
use crate::{
    house::{
        app::{SIBLING, TestApp, UNIT, verified},
        election::{Walk, election_day},
    },
    persons::number,
};

#[tokio::test]
async fn a_roll_finds_persons_and_leaves_out_what_is_wrong() {
    let app = TestApp::start().await;
    let mut walk = Walk::new(&app).await;
    walk.open(election_day()).await;
    let idno = number("1971-05-06", 312);
    let persons = format!("姓名,身份证号\n王秀英,{idno}\n");
    let page = sent(&walk.commission, UNIT, "persons", persons.as_bytes()).await;
    taken(&walk.commission, &page, &[]).await;
    let known = app.number("select person_id from person").await;

    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let young = election_day().to_string();
    for (row, cells) in (0..).zip([
        ["姓名", "性别", "出生日期", "身份证号", "组别", "类别"],
        ["王秀英", "女", "1971-5-6", &idno, "2", "甲"],
        ["李建国", "男", "1950年2月3日", "", "第3组", ""],
        ["小年轻", "男", &young, "", "1", "乙"],
        ["王秀英", "女", "1971-5-6", "", "2", ""],
    ]) {
        for (at, cell) in (0..).zip(cells) {
            sheet.write(row, at, cell).expect("a cell");
        }
    }
    let file = workbook.save_to_buffer().expect("a workbook");
    let page = sent(&walk.office, UNIT, "roll", &file).await;
    let told = problems(&settled(&walk.office, &page).await);
    let words = Words::new(Lang::ZhCn);
    let same = words.text_with("import-found-same-person", &[("value", "2".into())]);
    assert_eq!(told.iter().map(|one| one.0).collect::<Vec<_>>(), [4, 5]);
    assert_eq!(told[1].2, same);
    let done = taken(&walk.office, &page, &[("leave", "1")]).await;
    assert!(done.contains("已导入 2 行"), "{done}");
    let entries =
        "select name || ' ' || group_no || ' ' || category from roll_entry order by roll_entry_id";
    assert_eq!(app.texts(entries).await, ["王秀英 2 a", "李建国 3 a"]);
    let first = "select person_id from roll_entry order by roll_entry_id limit 1";
    assert_eq!(app.number(first).await, known, "the same person");
    assert_eq!(app.number("select count(*) from person").await, 2);

    // again: they are on the roll; in another unit the number is somebody's elsewhere
    let page = sent(&walk.office, UNIT, "roll", &file).await;
    let on_roll = words.text("import-found-on-roll");
    let told = problems(&settled(&walk.office, &page).await);
    assert_eq!(told.iter().filter(|one| one.2 == on_roll).count(), 0, "{told:?}");
    assert_eq!(told.iter().map(|one| one.0).collect::<Vec<_>>(), [4, 5]);
    walk.unit = SIBLING.to_owned();
    walk.open(election_day()).await;
    let answer = walk.office.upload(&walk.path("/roll/import"), &file).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    // the town's office, that keeps the persons of both, is told whose
    let whose = [("value", "增辉村 王秀英".into())];
    let elsewhere = words.text_with("import-found-number-elsewhere-named", &whose);
    assert!(answer.text().contains(&format!("第 2 行 身份证号：{elsewhere}")), "{}", answer.text());
    verified(&app).await;
}

#[tokio::test]
async fn two_who_may_be_one_are_not_both_voters_before_somebody_decides() {
    let app = TestApp::start().await;
    let walk = Walk::new(&app).await;
    walk.open(election_day()).await;
    let persons = "姓名,性别,出生日期\n王秀英,女,1971-05-06\n王秀英,女,1971-05-16\n";
    let page = sent(&walk.commission, UNIT, "persons", persons.as_bytes()).await;
    settled(&walk.commission, &page).await;
    taken(&walk.commission, &page, &[]).await;
    assert_eq!(app.number("select count(*) from person_case").await, 1);
    let words = Words::new(Lang::ZhCn);
    let undecided = words.text_with("import-found-undecided-line", &[("value", "2".into())]);
    let roll = "姓名,性别,出生日期,组别\n王秀英,女,1971-05-06,1\n王秀英,女,1971-05-16,2\n";
    // at once, all of it or nothing
    let direct = async || walk.office.upload(&walk.path("/roll/import"), roll.as_bytes()).await;
    let answer = direct().await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.text().contains(&format!("第 3 行：{undecided}")), "{}", answer.text());
    // of the list the other one is left out; once one is on the roll the other one is told beside it
    let page = sent(&walk.office, UNIT, "roll", roll.as_bytes()).await;
    taken(&walk.office, &page, &[("leave", "1")]).await;
    assert_eq!(app.texts("select birth_on::text from roll_entry").await, ["1971-05-06"]);
    let rest = roll.replace("王秀英,女,1971-05-06,1\n", "");
    let again = sent(&walk.office, UNIT, "roll", rest.as_bytes()).await;
    let told = problems(&settled(&walk.office, &again).await);
    let on_roll = words.text("import-found-undecided");
    assert_eq!(told.iter().map(|one| (one.0, &one.2)).collect::<Vec<_>>(), [(2, &on_roll)]);
    // two people are two voters
    let case = app.number("select person_case_id from person_case").await;
    let decided = [("answer", "different"), ("reason", "身份证不同")];
    walk.office.done(&format!("/{UNIT}/persons/cases/{case}"), &decided).await;
    assert_eq!(direct().await.status, StatusCode::SEE_OTHER);
    assert_eq!(app.number("select count(*) from roll_entry").await, 2);
    verified(&app).await;
}

#[tokio::test]
async fn a_roll_that_was_posted_meanwhile_takes_nothing_more() {
    let app = TestApp::start().await;
    let walk = Walk::new(&app).await;
    walk.open(election_day()).await;
    let file = "姓名,性别,出生日期,组别\n迟来者,男,1970-01-01,1\n";
    let page = sent(&walk.office, UNIT, "roll", file.as_bytes()).await;
    settled(&walk.office, &page).await;
    walk.through(law::stage::Stage::Roll).await;
    let before = app.number("select count(*) from roll_entry").await;
    let text = taken(&walk.office, &page, &[]).await;
    assert!(text.contains(&Words::new(Lang::ZhCn).text("error-stage-over")), "{text}");
    assert_eq!(app.number("select count(*) from roll_entry").await, before);
    let list = walk.office.get(&format!("/{UNIT}/imports")).await;
    assert!(!list.has("option[value=roll]"), "no roll is prepared any more");
}
