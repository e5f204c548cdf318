//! Lines beside what is registered: whose a number is, who is called the same, what comes, and what of it changes
//! somebody.

use huanjie::shell::words::{Lang, Words};

use super::{
    again::{brought, changes, preview},
    cells, figure, problems, sent, settled, taken,
};
use crate::{
    house::{
        app::{SIBLING, TOWN, TestApp, UNIT, verified},
        election::{Walk, election_day},
    },
    persons::{number, place},
};

fn said(key: &str, value: &str) -> String {
    Words::new(Lang::ZhCn).text_with(key, &[("value", value.into())])
}

#[tokio::test]
async fn whose_a_number_is_the_office_of_the_town_is_told_and_another_village_is_not() {
    let app = TestApp::start().await;
    let (office, commission) = (app.visitor("office").await, app.visitor("commission").await);
    let idno = number("1971-05-06", 2);
    let persons = format!("姓名,身份证号,区划代码\n王秀英,{idno},{SIBLING}\n");
    brought(&office, TOWN, "persons", &persons).await;
    let list = format!("姓名,性别,出生日期,身份证号\n王秀英,女,1971-05-06,{idno}\n");
    let page = sent(&commission, UNIT, "persons", list.as_bytes()).await;
    for (visitor, key, value) in [
        (&commission, "import-found-number-elsewhere", ""),
        (&office, "import-found-number-elsewhere-named", "毛峙村 王秀英"),
    ] {
        let told = problems(&settled(visitor, &page).await);
        assert_eq!(told, [(2, "身份证号".to_owned(), said(key, value))]);
        let file = visitor.get(&format!("{page}/rejected/csv")).await.text();
        assert!(file.contains(&said(key, value)), "{file}");
    }
    verified(&app).await;
}

#[tokio::test]
async fn of_a_line_about_somebody_elsewhere_nothing_else_is_told() {
    let app = TestApp::start().await;
    super::kinds::branches(&app).await;
    let (office, commission) = (app.visitor("office").await, app.visitor("commission").await);
    let idno = number("1971-05-06", 2);
    let persons = format!("姓名,身份证号,区划代码\n王秀英,{idno},{SIBLING}\n");
    brought(&office, TOWN, "persons", &persons).await;
    // in which of the two branches would be asked of a line about somebody of the village
    let post = |number: &str| {
        format!("姓名,性别,出生日期,身份证号,职务\n王秀英,女,1971-05-06,{number},支部委员\n")
    };
    let told = problems(&preview(&commission, UNIT, "officers", &post("")).await);
    assert_eq!(told.iter().map(|one| &*one.1).collect::<Vec<_>>(), ["所在党支部"]);
    let told = problems(&preview(&commission, UNIT, "officers", &post(&idno)).await);
    assert_eq!(told.iter().map(|one| &*one.1).collect::<Vec<_>>(), ["身份证号"]);
}

#[tokio::test]
async fn a_number_that_is_refused_makes_no_second_person_of_whose_it_is() {
    let app = TestApp::start().await;
    let (office, commission) = (app.visitor("office").await, app.visitor("commission").await);
    let (here, there) = (number("1971-05-06", 2), number("1950-02-03", 1));
    let persons =
        format!("姓名,身份证号,区划代码\n王秀英,{here},{UNIT}\n李建国,{there},{SIBLING}\n");
    brought(&office, TOWN, "persons", &persons).await;
    let new = number("1960-03-04", 1);
    let list = format!(
        "姓名,性别,出生日期,身份证号\n王秀英,男,1971-05-16,{here}\n李建国,女,1950-02-03,{there}\n\
        张三,男,1960-03-05,{new}\n"
    );
    let page = sent(&commission, UNIT, "persons", list.as_bytes()).await;
    let text = settled(&commission, &page).await;
    let told = problems(&text);
    let whose = |line| -> Vec<&str> {
        let key = "import-found-number-registered";
        let words = [said(&format!("{key}-named"), "增辉村 王秀英"), said(key, "")];
        let of = told.iter().filter(|one| one.0 == line && words.contains(&one.2));
        of.map(|one| &*one.2).collect()
    };
    assert_eq!(whose(2), [said("import-found-number-registered-named", "增辉村 王秀英")]);
    assert_eq!(whose(3), [said("import-found-number-registered", "")]);
    assert_eq!(whose(4), [""; 0]);
    assert_eq!(figure(&text, "只有身份证号不对").as_deref(), Some("1"), "{text}");
    let fields = [("numbers", "supply"), ("leave", "1")];
    taken(&commission, &page, &fields).await;
    let names = "select name from person order by birth_on";
    assert_eq!(app.texts(names).await, ["李建国", "张三", "王秀英"]);
    verified(&app).await;
}

#[tokio::test]
async fn of_a_roll_the_village_of_the_election_says_which_groups_there_are() {
    let app = TestApp::start().await;
    let mut walk = Walk::new(&app).await;
    walk.open(election_day()).await;
    walk.office.done(&format!("/{UNIT}/groups"), &[("groups", "3")]).await;
    walk.office.done(&format!("/{SIBLING}/groups"), &[("groups", "1")]).await;
    let idno = number("1971-05-06", 2);
    let persons = format!("姓名,身份证号,区划代码\n王秀英,{idno},{SIBLING}\n");
    brought(&walk.office, TOWN, "persons", &persons).await;
    let roll = format!(
        "姓名,性别,出生日期,身份证号,组别\n王秀英,女,1971-05-06,{idno},3\n李建国,男,1950-02-03,,4\n"
    );
    let expected = [
        (2, "身份证号".to_owned(), said("import-found-number-elsewhere-named", "毛峙村 王秀英")),
        (3, "组别".to_owned(), said("import-found-no-group", "4")),
    ];
    assert_eq!(problems(&preview(&walk.office, UNIT, "roll", &roll).await), expected);
    // who stands on the roll of a village and lives in another is told once
    let other = "姓名,性别,出生日期,组别\n赵六,男,1960-01-01,1\n";
    walk.unit = SIBLING.to_owned();
    walk.open(election_day()).await;
    brought(&walk.office, SIBLING, "roll", other).await;
    app.console("person_moved", async |act| {
        let here = place(act, UNIT).await;
        sqlx::query("update person set place_id = $1 where name = '赵六'")
            .bind(here.0)
            .execute(&mut **act)
            .await
            .expect("moved");
    })
    .await;
    let told = problems(&preview(&walk.office, UNIT, "roll", other).await);
    assert_eq!(told, [(2, "整行".to_owned(), said("import-found-other-roll", "毛峙村"))]);
}

#[tokio::test]
async fn coming_on_a_roll_changes_nobody_and_lines_without_a_category_are_counted() {
    let app = TestApp::start().await;
    let walk = Walk::new(&app).await;
    walk.open(election_day()).await;
    let persons = "姓名,性别,出生日期,组别\n王秀英,女,1971-05-06,1\n李建国,男,1950-02-03,1\n";
    brought(&walk.office, UNIT, "persons", persons).await;
    let roll = "姓名,性别,出生日期,组别,类别\n王秀英,女,1971-05-06,1,\n李建国,男,1950-02-03,2,乙\n\
        赵六,男,1960-01-01,1,\n";
    let page = sent(&walk.office, UNIT, "roll", roll.as_bytes()).await;
    let text = settled(&walk.office, &page).await;
    assert_eq!(changes(&text), [(3, "李建国".to_owned(), "组别：1 → 2".to_owned())]);
    let figures = ["新登记的人员", "列入名单", "其中有改动"].map(|name| figure(&text, name));
    assert_eq!(figures, ["1", "3", "1"].map(|n| Some(n.to_owned())), "{text}");
    assert_eq!(figure(&text, "其中无变化"), None, "{text}");
    let words = Words::new(Lang::ZhCn);
    let said = words.text_with("import-uncategorised", &[("n", 2.into())]);
    assert!(text.contains(&said), "{text}");
    let file = walk.office.get(&format!("{page}/changes/csv")).await.text();
    assert!(file.contains("3,李建国,组别：1 → 2") && file.lines().count() == 2, "{file}");
    let done = taken(&walk.office, &page, &[]).await;
    let figures = ["新增", "已有并有更新", "列入名单", "已在名单上，无变化"];
    let told = figures.map(|name| figure(&done, name).expect("a figure"));
    assert_eq!(told, ["1", "1", "3", "0"], "{done}");
    verified(&app).await;
}

#[tokio::test]
async fn persons_who_are_new_are_counted_once() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let posts = "姓名,性别,出生日期,村,职务,任职时间,离任时间,离任原因\n\
        王强,男,1956-05-06,增辉村,村委会委员,2005-03-28,2008-03-28,届满\n\
        王强,男,1956-05-06,增辉村,村委会主任,2008-03-28,,\n\
        李芳,女,1970-01-02,增辉村,村委会委员,2008-03-28,,\n";
    let text = preview(&office, TOWN, "officers", posts).await;
    assert_eq!(figure(&text, "新登记的人员").as_deref(), Some("2"), "{text}");
    brought(&office, TOWN, "officers", posts).await;
    let text = preview(&office, TOWN, "officers", posts).await;
    assert_eq!(figure(&text, "新登记的人员"), None, "{text}");
}

#[tokio::test]
async fn who_has_the_post_and_the_name_and_another_day_of_birth_is_asked_about() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let heads = "姓名,性别,出生日期,身份证号,村,职务,届次,任职时间,离任时间,离任原因\n";
    let line = |name: &str, birth: &str, rest: &str| format!("{name},男,{birth},,增辉村,{rest}\n");
    let posts = [
        line("孙宏强", "1956-05-06", "村委会主任,7,2005-03-28,,"),
        line("王强", "1960-05-06", "村委会委员,7,2005-03-28,,"),
    ];
    brought(&office, TOWN, "officers", &format!("{heads}{}", posts.concat())).await;
    let birth = || "出生日期".to_owned();
    let same = |key: &str, on: &str| said(key, on);
    let warned = |on: &str| format!("请核对 {}", same("import-warn-other-birth", on));
    let list = [
        line("孙宏强", "1956-06-05", "村委会主任,,2005-03-28,,"),
        // of the same term, or held as well
        line("王强", "1966-05-06", "村委会委员,7,,2008-03-28,届满"),
        line("王强", "1967-05-06", "村委会委员,,2006-03-28,,"),
        // another term, another sex, another post
        line("王强", "1968-05-06", "村委会委员,8,2008-03-28,2011-03-28,届满"),
        line("王强", "1969-05-06", "村委会委员,,2006-03-28,,").replace('男', "女"),
        line("王强", "1970-05-06", "村委会副主任,,2006-03-28,,"),
        line("钱七", "1970-05-06", "村委会主任,,2006-03-28,,"),
    ];
    let told =
        problems(&preview(&office, TOWN, "officers", &format!("{heads}{}", list.concat())).await);
    let expected = [
        (2, birth(), same("import-found-other-birth", "1956-05-06")),
        (3, birth(), warned("1960-05-06")),
        (4, birth(), warned("1960-05-06")),
        (8, "职务".to_owned(), said("import-found-director", "孙宏强")),
    ];
    assert_eq!(told, expected);
    // it asks to look, and no more
    brought(&office, TOWN, "officers", &format!("{heads}{}", list[1])).await;
    assert_eq!(app.number("select count(*) from person where name = '王强'").await, 2);
    // and of what is registered nobody is asked again
    let out = office.get(&format!("/{TOWN}/posts/csv")).await.text();
    let again = preview(&office, TOWN, "officers", &out).await;
    assert_eq!((problems(&again), changes(&again)), (vec![], vec![]), "{out}");
    verified(&app).await;
}

#[tokio::test]
async fn a_day_ahead_that_only_the_number_says_is_told_of_the_number() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let list = "姓名,身份证号\n王秀英,330902209905060020\n";
    let told = problems(&preview(&office, UNIT, "persons", list).await);
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0].1, "身份证号", "{told:?}");
    assert!(told[0].2.contains("2099-05-06"), "{told:?}");
}

#[tokio::test]
async fn what_was_sent_before_is_on_further_pages() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let insert =
        "insert into import (world_id, place_id, kind, file_name, began_at, beat_at, state)
        select 1, place_id, 'persons', 'list ' || n, now(), now(), 'failed'
        from place_code cross join generate_series(1, 30) as n where code = $1";
    sqlx::query(insert).bind(UNIT).execute(&app.app.db).await.expect("imports");
    let names = |page: &str| -> Vec<String> {
        cells(page, "#latest tbody tr").into_iter().map(|row| row[0].clone()).collect()
    };
    let first = office.get(&format!("/{UNIT}/imports")).await;
    assert!(first.has("a[rel=next]") && !first.has("a[rel=prev]"), "{}", first.text());
    let shown = names(&first.text());
    assert_eq!((shown.len(), &*shown[0], &*shown[24]), (25, "list 30", "list 6"));
    let second = office.get(&format!("/{UNIT}/imports?page=1")).await;
    assert!(second.has("a[rel=prev]") && !second.has("a[rel=next]"), "{}", second.text());
    assert_eq!(names(&second.text()), ["list 5", "list 4", "list 3", "list 2", "list 1"]);
}
