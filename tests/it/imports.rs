//! Lists that offices bring in: what is wrong is told by line and column, what is right is taken whole.

mod bad;
mod command;
mod kinds;
mod plans;
mod unlikely;
mod voters;

use std::time::Duration;

use reqwest::{Method, StatusCode};

use crate::{
    house::app::{Answer, TestApp, Visitor},
    persons::number,
};

/// The heads of a list of persons.
pub const HEADS: &str = "姓名,性别,出生日期,身份证号,组别,联系电话\n";

/// Sends a file of a kind; gives the address of its page.
pub async fn sent(visitor: &Visitor, place: &str, kind: &str, file: &[u8]) -> String {
    let answer = send(visitor, place, kind, file).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    answer.location.expect("a page")
}

/// The answer to a file.
pub async fn send(visitor: &Visitor, place: &str, kind: &str, file: &[u8]) -> Answer {
    send_called(visitor, place, kind, ("list", file)).await
}

/// The answer to a file with a name.
async fn send_called(
    visitor: &Visitor,
    place: &str,
    kind: &str,
    (name, file): (&str, &[u8]),
) -> Answer {
    let mut body = format!(
        "--edge\r\ncontent-disposition: form-data; name=\"kind\"\r\n\r\n{kind}\r\n--edge\r\n\
        content-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(file);
    body.extend_from_slice(b"\r\n--edge--\r\n");
    let path = format!("/{place}/imports");
    visitor.send(Method::POST, &path, "multipart/form-data; boundary=edge", body).await
}

/// The page of an import once nobody works on it.
pub async fn settled(visitor: &Visitor, page: &str) -> String {
    for _ in 0..1200 {
        let answer = visitor.get(page).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        if !answer.headers.contains_key("refresh") {
            return answer.text();
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("it never ends");
}

/// Takes what waits with these fields; gives the page once it is done.
pub async fn taken(visitor: &Visitor, page: &str, fields: &[(&str, &str)]) -> String {
    let seen = field(&settled(visitor, page).await, "seen");
    let mut form = vec![("seen", &*seen)];
    form.extend_from_slice(fields);
    visitor.done(&format!("{page}/take"), &form).await;
    settled(visitor, page).await
}

/// What a hidden field of a page holds.
fn field(page: &str, name: &str) -> String {
    let value = page.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap_or_default();
    value.split('"').next().unwrap_or_default().to_owned()
}

/// The problems that a page tells: line, column, words.
pub fn problems(page: &str) -> Vec<(u64, String, String)> {
    let page = scraper::Html::parse_document(page);
    let selector = |text: &str| scraper::Selector::parse(text).expect("a selector");
    let (rows, cells) = (selector("tr.problem"), selector("th, td"));
    let told = page.select(&rows).map(|row| {
        let texts: Vec<String> =
            row.select(&cells).map(|cell| cell.text().collect::<String>()).collect();
        (texts[0].parse().expect("a line"), texts[1].clone(), texts[2].clone())
    });
    told.collect()
}

#[tokio::test]
async fn persons_of_a_list_are_added_and_those_who_are_there_are_found() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let commission = app.visitor("commission").await;
    let place = crate::house::app::UNIT;
    let idno = number("1971-05-06", 312);
    let old = format!("{}{}", &idno[..6], &idno[8..17]);
    let file = format!(
        "{HEADS}王 秀英,,,'{},第2组,138 0013-8000\n李建国,男,1950年2月3日,,3,\n",
        idno.to_lowercase()
    );
    let page = sent(&commission, place, "persons", file.as_bytes()).await;
    let preview = settled(&commission, &page).await;
    assert_eq!(problems(&preview), []);
    assert!(!preview.contains(&idno), "the number is not shown");
    assert_eq!(app.number("select count(*) from person").await, 0, "nothing yet");
    let done = taken(&commission, &page, &[]).await;
    assert!(done.contains("已导入 2 行"), "{done}");
    let all = "select name || ' ' || sex || ' ' || birth_on || ' ' || group_no || ' '
        || (idno_digest is not null) from person order by name";
    let expected = ["李建国 m 1950-02-03 3 false", "王秀英 f 1971-05-06 2 true"];
    assert_eq!(app.texts(all).await, expected);
    assert_eq!(app.number("select count(*) from phone").await, 1);
    assert_eq!(
        app.texts("select event from journal order by recorded_at desc limit 1").await,
        ["list_imported"]
    );

    // sent again by the town, with the number that was to be supplied, and the fifteen digits of the other
    let lee = number("1950-02-03", 311);
    let file = format!("身份证号,姓名,村,学历\n{old},王秀英,增辉村,高中\n{lee},李建国,增辉,本科\n");
    let page = sent(&office, crate::house::app::TOWN, "persons", file.as_bytes()).await;
    let done = taken(&office, &page, &[]).await;
    assert!(done.contains("已导入 2 行"), "{done}");
    let all =
        "select name || ' ' || education || ' ' || group_no || ' ' || (idno_digest is not null)
        from person order by name";
    assert_eq!(app.texts(all).await, ["李建国 bachelor 3 true", "王秀英 senior 2 true"]);
    // once more: nothing changes, and the journal has nothing to say of persons
    let page = sent(&office, crate::house::app::TOWN, "persons", file.as_bytes()).await;
    let before = app.texts("select person::text from person order by 1").await;
    taken(&office, &page, &[]).await;
    assert_eq!(app.texts("select person::text from person order by 1").await, before);
    crate::house::app::verified(&app).await;
}

#[tokio::test]
async fn what_is_taken_twice_is_taken_once() {
    let app = TestApp::start().await;
    let commission = app.visitor("commission").await;
    let place = crate::house::app::UNIT;
    let file = format!("{HEADS}王秀英,女,1971-05-06,,2,\n");
    let page = sent(&commission, place, "persons", file.as_bytes()).await;
    let seen = field(&settled(&commission, &page).await, "seen");
    let (path, form) = (format!("{page}/take"), [("seen", &*seen)]);
    let other = app.again().await;
    let there = commission.at(&other);
    let (one, two) = tokio::join!(commission.post(&path, &form), there.post(&path, &form));
    assert_eq!((one.status, two.status), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER));
    settled(&commission, &page).await;
    assert_eq!(app.number("select count(*) from person").await, 1);
    assert_eq!(app.number("select count(*) from journal where event = 'list_imported'").await, 1);
    // somebody else's is not there
    let steering = app.visitor("steering").await;
    assert_eq!(steering.get(&page).await.status, StatusCode::FORBIDDEN);
    let office = app.visitor("office").await;
    let elsewhere = page.replace(place, crate::house::app::SIBLING);
    assert_eq!(office.get(&elsewhere).await.status, StatusCode::NOT_FOUND);
}

/// The texts of cells of a page, row by row.
fn cells(page: &str, rows: &str) -> Vec<Vec<String>> {
    let page = scraper::Html::parse_document(page);
    let selector = |text: &str| scraper::Selector::parse(text).expect("a selector");
    let (rows, cells) = (selector(rows), selector("th, td"));
    let text = |cell: scraper::ElementRef<'_>| cell.text().collect::<String>().trim().to_owned();
    page.select(&rows).map(|row| row.select(&cells).map(text).collect()).collect()
}

#[tokio::test]
async fn who_sent_which_file_when_and_what_became_of_it_is_listed() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let place = crate::house::app::UNIT;
    let file = format!("{HEADS}王秀英,女,1971-05-06,,2,\n李四,无,1970-01-01,,1,\n");
    let called = ("C:\\名单\\人员 2026.csv", file.as_bytes());
    let answer = send_called(&office, place, "persons", called).await;
    let page = answer.location.expect("a page");
    let waiting = settled(&office, &page).await;
    assert!(waiting.contains("人员 2026.csv") && waiting.contains("office的名字"), "{waiting}");
    taken(&office, &page, &[("leave", "1")]).await;
    sent(&office, place, "officers", b"%PDF-1.4").await;
    let lists = format!("/{place}/imports");
    let mut latest = cells(&office.get(&lists).await.text(), "#latest tbody tr");
    while latest[0][4].starts_with("正在") {
        latest = cells(&office.get(&lists).await.text(), "#latest tbody tr");
    }
    let when = is_moment(&latest[1].remove(3));
    assert!(when, "day and time: {latest:?}");
    assert_eq!(latest[1], ["人员 2026.csv", "人员", "office的名字", "已导入", "1", "1"]);
    latest[0].remove(3);
    assert_eq!(latest[0], ["list", "任职情况", "office的名字", "没有导入", "—", "—"]);
    assert_eq!(latest.len(), 2);
}

/// 2026-11-28 19:50.
fn is_moment(text: &str) -> bool {
    text.len() == 16
        && text.bytes().zip("0000-00-00 00:00".bytes()).all(|(one, like)| match like {
            b'0' => one.is_ascii_digit(),
            _ => one == like,
        })
}

#[tokio::test]
async fn lines_that_change_nothing_are_told_as_such() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let town = crate::house::app::TOWN;
    let unit = crate::house::app::UNIT;
    let figure = |page: &str, name: &str| {
        let page = scraper::Html::parse_document(page);
        let pairs = scraper::Selector::parse("dl.figures > div").expect("a selector");
        let text = |pair: scraper::ElementRef<'_>| pair.text().collect::<String>();
        let found = page.select(&pairs).map(text).find(|text| text.starts_with(name));
        found.map(|text| text[name.len()..].trim().to_owned())
    };
    let bring = async |kind: &str, file: String| {
        let page = sent(&office, town, kind, file.as_bytes()).await;
        taken(&office, &page, &[]).await
    };
    let heads = "姓名,性别,出生日期,区划代码,联系电话\n";
    let persons = |phone: &str| {
        format!("{heads}王秀英,女,1971-05-06,{unit},{phone}\n李建国,男,1950-02-03,{unit},\n")
    };
    for (phone, added, changed, same) in [
        ("", "2", "0", "0"),
        ("", "0", "0", "2"),
        ("13800138000", "0", "1", "1"),
        ("13800138000", "0", "0", "2"),
    ] {
        let page = bring("persons", persons(phone)).await;
        let told = ["新增", "已有并有更新", "已有，无变化"].map(|name| figure(&page, name));
        assert_eq!(told, [added, changed, same].map(|n| Some(n.to_owned())), "{phone}: {page}");
    }
    let units = || format!("单位名称,单位代码\n增辉村,{unit}\n新村,{town}209\n");
    for same in ["1", "2"] {
        let page = bring("units", units()).await;
        assert_eq!(figure(&page, "已有，无变化").as_deref(), Some(same), "{page}");
    }
    let figures = || format!("区划代码,户数,人口,统计日期\n{unit},100,250,2020-01-01\n");
    for same in ["0", "1"] {
        let page = bring("households", figures()).await;
        let told = figure(&page, "已有同样记录，无变化");
        assert_eq!(told.as_deref(), Some(same), "{page}");
    }
    let posts = || {
        format!(
            "姓名,性别,出生日期,区划代码,职务,任职时间\n\
            王秀英,女,1971-05-06,{unit},村委会主任,2020-01-01\n"
        )
    };
    for same in ["0", "1"] {
        let page = bring("officers", posts()).await;
        let told = figure(&page, "职务已登记，无变化");
        assert_eq!(told.as_deref(), Some(same), "{page}");
    }
}

/// The columns that the sheet of explanations of a template says are needed, with what else would do.
fn needed(workbook: &[u8]) -> Vec<String> {
    use calamine::Reader;
    let file = std::io::Cursor::new(workbook.to_vec());
    let mut workbook: calamine::Xlsx<_> =
        calamine::open_workbook_from_rs(file).expect("a workbook");
    let sheet = workbook.worksheet_range_at(1).expect("a sheet").expect("read");
    let rows = sheet.rows().map(|row| (row[0].to_string(), row[1].to_string()));
    let needed = rows.filter(|(_, need)| need != "可不填");
    needed
        .map(|(name, need)| if need == "必填" { name } else { format!("{name}（{need}）") })
        .collect()
}

#[tokio::test]
async fn page_and_template_say_the_same_of_what_is_needed() {
    let app = TestApp::start().await;
    crate::house::election::Walk::at(&app, law::stage::Stage::Roll).await;
    let office = app.visitor("office").await;
    let mut seen = 0;
    for (place, kinds) in [
        (crate::house::app::TOWN, vec!["units", "households", "persons", "members", "officers"]),
        (crate::house::app::UNIT, vec!["persons", "members", "officers", "roll"]),
    ] {
        let page = office.get(&format!("/{place}/imports")).await.text();
        let rows = cells(&page, "#templates + p + .scroll tbody tr");
        assert_eq!(rows.len(), kinds.len(), "{page}");
        for (row, kind) in rows.iter().zip(kinds) {
            let template = format!("/{place}/imports/template/{kind}/xlsx");
            let template = office.get(&template).await;
            assert_eq!(row[1], needed(&template.body).join("、"), "{kind}");
            // just these heads are enough
            let heads = needed(&template.body);
            let heads = heads.iter().filter_map(|name| name.split('（').next());
            let heads = heads.collect::<Vec<_>>().join(",");
            let page = sent(&office, place, kind, format!("{heads}\n1,1,1,1\n").as_bytes()).await;
            let page = settled(&office, &page).await;
            assert!(page.contains("tr class=\"problem"), "the heads are known: {page}");
            seen += 1;
        }
    }
    assert_eq!(seen, 9);
}
