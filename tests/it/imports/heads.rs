//! Who is at the head of a body, and what units are called: also of two lists that are taken at once one holds.

use std::time::Duration;

use huanjie::shell::words::{Lang, Words};

use super::{
    again::{brought, preview},
    field, problems, sent, settled,
};
use crate::house::app::{SIBLING, TOWN, TestApp, UNIT, Visitor, verified};

const HEADS: &str = "姓名,性别,出生日期,村,班子,职务,任职时间,离任时间\n";

fn said(key: &str, value: &str) -> String {
    Words::new(Lang::ZhCn).text_with(key, &[("value", value.into()), ("name", value.into())])
}

#[tokio::test]
async fn a_party_organisation_has_one_secretary() {
    let app = TestApp::start().await;
    super::kinds::led(&app, &[UNIT, SIBLING]).await;
    let office = app.visitor("office").await;
    let wang = "王强,男,1956-05-06,增辉村,,党支部书记,2005-01-01,";
    brought(&office, TOWN, "officers", &format!("{HEADS}{wang}\n")).await;
    let second = "李芳,女,1970-01-02,增辉村,党组织,书记,2008-05-01,\n";
    let told = problems(&preview(&office, TOWN, "officers", &format!("{HEADS}{second}")).await);
    assert_eq!(told, [(2, "职务".to_owned(), said("import-found-secretary", "村党总支 · 王强"))]);
    // of two in one file the second one is told; a deputy is none
    let new = "赵六,男,1960-01-01,毛峙村,,党支部书记,2008-05-01,\n";
    let deputy = new.replace("赵六", "孙八").replace("书记", "副书记");
    let file = format!("{HEADS}{new}{}{deputy}", new.replace("赵六", "钱七"));
    let mut told = problems(&preview(&office, TOWN, "officers", &file).await);
    let none = format!("请核对 {}", said("import-warn-no-membership", ""));
    told.retain(|one| one.2 != none);
    assert_eq!(told, [(3, "职务".to_owned(), said("import-found-secretary", "村党总支 · 赵六"))]);
    // the same file says that the first one left
    let both = format!("{HEADS}{second}{wang}2008-04-30\n");
    brought(&office, TOWN, "officers", &both).await;
    let holds = "select name from office join person using (person_id)
        where post = 'secretary' and until_on is null";
    assert_eq!(app.texts(holds).await, ["李芳"]);
    let person = app.number("select person_id from person where name = '王强'").await;
    let form = [("body", "party"), ("post_held", "secretary"), ("from_on", "2011-01-01")];
    let answer = office.post(&format!("/{UNIT}/persons/{person}/offices"), &form).await;
    // whom only a list said to be in the Party is a member of no branch
    assert!(answer.text().contains(&said("person-post-of-member", "")), "{}", answer.text());
    assert_eq!(app.texts(holds).await, ["李芳"]);
    verified(&app).await;
}

/// Takes two lists at once, both while somebody changes the place; gives their pages once they are settled.
async fn at_once(
    app: &TestApp,
    office: &Visitor,
    (kind, place): (&str, &str),
    files: [String; 2],
) -> [String; 2] {
    let mut pages = Vec::new();
    for file in &files {
        let page = sent(office, TOWN, kind, file.as_bytes()).await;
        let shown = settled(office, &page).await;
        assert_eq!(problems(&shown), [], "{kind}");
        pages.push((field(&shown, "seen"), page));
    }
    let mut held = app.app.db.begin().await.expect("a transaction");
    sqlx::query("select from place join place_code using (place_id) where code = $1 for update")
        .bind(place)
        .execute(&mut *held)
        .await
        .expect("held");
    for (seen, page) in &pages {
        office.done(&format!("{page}/take"), &[("seen", seen)]).await;
    }
    let waiting = "select count(*) from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'";
    for _ in 0..1200 {
        if app.number(waiting).await >= 2 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(app.number(waiting).await >= 2, "both wait");
    held.commit().await.expect("an end");
    [settled(office, &pages[0].1).await, settled(office, &pages[1].1).await]
}

/// That one of two lists was taken, and the other one waits with this problem.
fn one_of(pages: &[String; 2], problem: &[String; 2]) {
    let done = |page: &&String| page.contains("已导入 1 行");
    assert_eq!(pages.iter().filter(done).count(), 1, "{pages:?}");
    let (page, said) = pages.iter().zip(problem).find(|(page, _)| !done(page)).expect("another");
    assert!(page.contains(&said_of("import-changed")), "{page}");
    assert_eq!(problems(page)[0].2, *said, "{page}");
}

fn said_of(key: &str) -> String {
    Words::new(Lang::ZhCn).text(key)
}

#[tokio::test]
async fn of_two_lists_at_once_one_gives_the_director() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let file = |name: &str| format!("{HEADS}{name},男,1956-05-06,增辉村,,村委会主任,2005-01-01,\n");
    let pages = at_once(&app, &office, ("officers", UNIT), ["王强", "李勇"].map(file)).await;
    one_of(&pages, &["李勇", "王强"].map(|name| said("import-found-director", name)));
    let directors = "select count(*) from office where post = 'director' and until_on is null";
    assert_eq!(app.number(directors).await, 1);
    verified(&app).await;
}

#[tokio::test]
async fn of_two_lists_at_once_one_gives_the_name_of_a_unit() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let codes = ["330902102210", "330902102211"];
    let file = |code: &str| format!("单位名称,单位代码\n新村,{code}\n");
    let pages = at_once(&app, &office, ("units", TOWN), codes.map(file)).await;
    let other = [codes[1], codes[0]];
    one_of(&pages, &other.map(|code| said("import-found-name-taken", code)));
    assert_eq!(app.number("select count(*) from place where name = '新村'").await, 1);
    verified(&app).await;
}
