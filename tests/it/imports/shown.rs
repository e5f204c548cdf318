//! What is shown before somebody decides is what is taken, and what is shown afterwards is what was not.

use huanjie::shell::words::{Lang, Words};
use reqwest::StatusCode;

use super::{
    HEADS,
    again::{brought, changes},
    cells, field, figure, problems, sent, settled, taken,
};
use crate::{
    house::app::{SIBLING, TOWN, TestApp, UNIT, verified},
    persons::number,
};

fn said(key: &str) -> String {
    Words::new(Lang::ZhCn).text(key)
}

#[tokio::test]
async fn what_would_change_otherwise_meanwhile_is_shown_anew() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let line = |schooling: &str| {
        format!("姓名,性别,出生日期,区划代码,学历\n王秀英,女,1971-05-06,{UNIT},{schooling}\n")
    };
    brought(&office, TOWN, "persons", &line("初中")).await;
    let page = sent(&office, TOWN, "persons", line("大专").as_bytes()).await;
    let shown = settled(&office, &page).await;
    assert_eq!(changes(&shown)[0].2, "文化程度：初中 → 大专");
    let seen = field(&shown, "seen");
    // as many lines change as before
    brought(&office, TOWN, "persons", &line("高中")).await;
    let take = format!("{page}/take");
    office.done(&take, &[("seen", &seen)]).await;
    let refused = settled(&office, &page).await;
    let (message, form) = (refused.find(&said("import-changed")), refused.find(&take));
    assert!(message.is_some() && message < form, "told beside the form: {refused}");
    let between = &refused[message.expect("a message")..form.expect("a form")];
    assert!(!between.contains("</dl>"), "{between}");
    assert_eq!(changes(&refused)[0].2, "文化程度：高中 → 大专");
    assert_eq!(app.texts("select education from person").await, ["senior"]);
    // what was seen before is not decided once more
    let answer = office.post(&take, &[("seen", &seen)]).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.text().contains(&said("import-changed")), "{}", answer.text());
    let done = taken(&office, &page, &[]).await;
    assert!(done.contains("已导入 1 行"), "{done}");
    assert_eq!(app.texts("select education from person").await, ["college"]);
    verified(&app).await;
}

#[tokio::test]
async fn who_came_or_was_mended_meanwhile_is_looked_at_anew() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let file = format!(
        "姓名,性别,出生日期,区划代码,学历\n王秀英,女,1971-05-06,{UNIT},大专\n李芳,女,1970-01-02,{UNIT},\n"
    );
    let page = sent(&office, TOWN, "persons", file.as_bytes()).await;
    let shown = settled(&office, &page).await;
    assert_eq!((changes(&shown), figure(&shown, "其中已登记")), (vec![], None));
    let other = format!("姓名,性别,出生日期,区划代码\n王秀英,女,1971-05-06,{UNIT}\n");
    brought(&office, TOWN, "persons", &other).await;
    let refused = taken(&office, &page, &[]).await;
    assert!(refused.contains(&said("import-changed")), "{refused}");
    assert_eq!(changes(&refused)[0].2, "文化程度：（无） → 大专");
    assert_eq!(figure(&refused, "其中已登记").as_deref(), Some("1"), "{refused}");
    let done = taken(&office, &page, &[]).await;
    assert!(done.contains("已导入 2 行"), "{done}");
    assert_eq!(app.number("select count(*) from person").await, 2);
    verified(&app).await;
}

#[tokio::test]
async fn of_what_was_taken_nothing_is_among_the_lines_left_out() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let file = format!(
        "{HEADS}王秀英,女,1971-05-06,3.3E+17,2,\n李四,无,1970-01-01,,1,\nTest A,男,1980-01-01,{},1,\n",
        number("1980-01-01", 311)
    );
    let page = sent(&office, UNIT, "persons", file.as_bytes()).await;
    assert_eq!(problems(&settled(&office, &page).await).len(), 3);
    let rejected = format!("{page}/rejected/csv");
    assert_eq!(office.get(&rejected).await.text().lines().count(), 4, "before all that is told");
    let done = taken(&office, &page, &[("numbers", "supply"), ("leave", "1")]).await;
    let told = problems(&done);
    assert_eq!(told.iter().map(|one| one.0).collect::<Vec<_>>(), [3], "{done}");
    let left = office.get(&rejected).await.text();
    assert_eq!(left.lines().count(), 2, "{left}");
    assert!(left.contains("李四") && !left.contains("王秀英"), "{left}");
    // whose number is to be supplied stands in the list of persons
    let id = page.rsplit('/').next().expect("a key");
    let without = format!("/{UNIT}/persons?import={id}&number=lacks");
    assert!(done.contains(&without.replace('&', "&#38;")), "{done}");
    let list = office.get(&without).await.text();
    assert!(list.contains("王秀英") && !list.contains("TestA"), "{list}");
    // those that were left out are no persons, and where all was taken nothing is told
    let mended = sent(&office, UNIT, "persons", left.replace("无", "男").as_bytes()).await;
    let done = taken(&office, &mended, &[]).await;
    assert!(done.contains("已导入 1 行") && !done.contains("id=\"problems\""), "{done}");
    let none = office.get(&format!("{mended}/rejected/csv")).await.text();
    assert_eq!(none.lines().count(), 1, "{none}");
}

#[tokio::test]
async fn lines_that_look_like_somebody_are_listed_with_whom_the_reader_may_see() {
    let app = TestApp::start().await;
    let (office, commission) = (app.visitor("office").await, app.visitor("commission").await);
    let heads = "姓名,性别,出生日期,区划代码\n";
    let there = format!(
        "{heads}李建国,男,1950-02-03,{SIBLING}\n张三,男,1960-03-04,{UNIT}\n张三,男,1960-03-05,{SIBLING}\n"
    );
    brought(&office, TOWN, "persons", &there).await;
    let file = format!(
        "{heads}李建国,男,1950-02-03,{UNIT}\n新人,男,1950-02-03,{UNIT}\n张三,男,1961-03-04,{UNIT}\n"
    );
    let person = async |code: &str| {
        let query = format!(
            "select person_id from person join place_code using (place_id) where code = '{code}'
            and name = '张三'"
        );
        app.number(&query).await
    };
    let (here, beside) = (person(UNIT).await, person(SIBLING).await);
    let open = "select count(*) from person_case where decision is null";
    let before = app.number(open).await;
    let page = sent(&office, TOWN, "persons", file.as_bytes()).await;
    let text = settled(&office, &page).await;
    let told = cells(&text, "tr.alike");
    let expected = [
        ["2", "李建国 · 1950-02-03 · 增辉村", "李建国 · 1950-02-03 · 毛峙村"],
        ["4", "张三 · 1961-03-04 · 增辉村", "张三 · 1960-03-04 · 增辉村"],
    ];
    assert_eq!(told, expected, "{text}");
    assert!(text.contains(&format!("href=\"/{UNIT}/persons/{here}\"")), "{text}");
    assert!(!text.contains(&format!("/persons/{beside}\"")), "a year and a day is somebody else");
    assert!(text.contains("列入疑似重复"), "what will happen is said");
    let csv = office.get(&format!("{page}/alike/csv")).await.text();
    assert_eq!(csv.lines().count(), 3, "{csv}");
    assert!(csv.contains("2,李建国 · 1950-02-03 · 增辉村,李建国 · 1950-02-03 · 毛峙村"), "{csv}");
    // the unit does not see who belongs to another
    let own = sent(&commission, UNIT, "persons", file.as_bytes()).await;
    let text = settled(&commission, &own).await;
    let elsewhere = said("import-alike-elsewhere");
    assert_eq!(cells(&text, "tr.alike")[0][2], elsewhere, "{text}");
    assert!(!text.contains("毛峙村"), "{text}");
    let csv = commission.get(&format!("{own}/alike/csv")).await.text();
    assert!(csv.contains(&elsewhere) && !csv.contains("毛峙村"), "{csv}");
    let steering = app.visitor("steering").await;
    assert_eq!(steering.get(&format!("{own}/alike/csv")).await.status, StatusCode::FORBIDDEN);
    // and so many cases are opened
    taken(&office, &page, &[]).await;
    assert_eq!(app.number(open).await, before + 2);
    verified(&app).await;
}

#[tokio::test]
async fn the_page_of_an_import_follows_its_work() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let file = format!("{HEADS}王秀英,女,1971-05-06,,2,\n");
    let page = sent(&office, UNIT, "persons", file.as_bytes()).await;
    assert!(!settled(&office, &page).await.contains("data-wait"), "nobody works");
    for (state, follows) in [("reading", true), ("taking", true), ("failed", false)] {
        let set = format!(
            "update import set state = '{state}', beat_at = now(), done = 4, total = 10
            returning state"
        );
        app.texts(&set).await;
        let answer = office.get(&page).await;
        // a script asks again for the part, a browser without scripts for the page
        assert_eq!(answer.headers.contains_key("refresh"), follows, "{state}");
        assert_eq!(answer.has("[data-part=progress][data-wait]"), follows, "{state}");
        assert_eq!(answer.has("progress[max='10'][value='4']"), state == "taking", "{state}");
    }
    // who has not been heard of for long is not waited for
    app.texts(
        "update import set state = 'taking', beat_at = now() - interval '1 hour' returning state",
    )
    .await;
    let answer = office.get(&page).await;
    assert!(!answer.headers.contains_key("refresh") && !answer.has("[data-wait]"));
}

#[tokio::test]
async fn that_a_file_can_be_brought_in_again_is_told_to_who_brings_it_in() {
    let app = TestApp::start().await;
    super::kinds::branches(&app).await;
    let (office, county) = (app.visitor("office").await, app.visitor("county").await);
    let commission = app.visitor("commission").await;
    let person = "姓名,性别,出生日期";
    let one = "王秀英,女,1971-05-06";
    let member = format!("{person},党支部\n{one},增辉村党支部\n");
    brought(&office, UNIT, "members", &member).await;
    brought(&office, UNIT, "officers", &format!("{person},职务\n{one},村委会委员\n")).await;
    let counted = "村,户数,人口\n增辉村,1,2\n";
    brought(&office, TOWN, "households", counted).await;
    for (path, key) in [("party/members", "members-back"), ("posts", "posts-back")] {
        let told = said(key);
        assert!(office.get(&format!("/{UNIT}/{path}")).await.text().contains(&told), "{path}");
        let page = county.get(&format!("/{UNIT}/{path}")).await;
        assert!(page.status == StatusCode::OK && !page.text().contains(&told), "{path}");
    }
    // what was counted of units is brought in by the town
    let told = said("households-back");
    let page = commission.get(&format!("/{UNIT}/households")).await;
    assert!(page.status == StatusCode::OK && !page.text().contains(&told));
    assert!(office.get(&format!("/{TOWN}/households")).await.text().contains(&told));
}
