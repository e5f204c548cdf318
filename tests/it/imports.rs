//! Lists that offices bring in: what is wrong is told by line and column, what is right is taken whole.

pub mod again;
mod bad;
mod beside;
mod branches;
mod command;
mod heads;
pub mod kinds;
mod members;
mod merged;
mod organisations;
mod plans;
mod posts;
mod registered;
mod shown;
mod unlikely;
mod voters;
mod written;

use std::time::Duration;

use huanjie::{
    imports::shown::beside as said_beside,
    shell::words::{Lang, Words},
};
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

/// What a page says of rows that stand beside the list, by line and what they begin with.
pub fn beside(rows: &[(i64, &str)]) -> String {
    let rows: Vec<_> = rows.iter().map(|(line, first)| (*line, (*first).to_owned())).collect();
    let n = i64::try_from(rows.len()).expect("few");
    said_beside(&rows, n, &Words::new(Lang::ZhCn)).expect("rows")
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

/// A figure of the page of an import, by its name.
fn figure(page: &str, name: &str) -> Option<String> {
    let page = scraper::Html::parse_document(page);
    let pairs = scraper::Selector::parse("dl.figures > div").expect("a selector");
    let text = |pair: scraper::ElementRef<'_>| pair.text().collect::<String>();
    let found = page.select(&pairs).map(text).find(|text| text.starts_with(name));
    found.map(|text| text[name.len()..].trim().to_owned())
}

#[tokio::test]
async fn lines_that_change_nothing_are_told_as_such() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let town = crate::house::app::TOWN;
    let unit = crate::house::app::UNIT;
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

#[tokio::test]
async fn each_line_that_something_came_of_is_counted_once() {
    let app = TestApp::start().await;
    kinds::led(&app, &[crate::house::app::UNIT]).await;
    let office = app.visitor("office").await;
    let unit = crate::house::app::UNIT;
    let heads = "姓名,性别,出生日期,职务,任职时间,离任时间,文化程度,联系电话\n";
    let person = "王秀英,女,1971-05-06";
    let first = format!("{person},村委会主任,2020-01-01,,,\n");
    let second = format!("{person},村委会委员,2017-01-01,2019-12-31,,\n");
    for (lines, added, changed, entries, same) in [
        // the same line twice is one post
        (format!("{first}{first}{second}"), 1, 0, 2, 1),
        (format!("{first}{second}"), 0, 0, 0, 2),
        // a line whose post is there changes the person
        (format!("{first}{person},村委会委员,2017-01-01,2019-12-31,高中,\n"), 0, 1, 0, 1),
        // another has a telephone that is new, and again one that is not
        (format!("{person},村委会主任,2020-01-01,,,13800138000\n{second}"), 0, 1, 0, 1),
        (format!("{person},村委会主任,2020-01-01,,,13800138000\n{second}"), 0, 0, 0, 2),
        // one line does all of it
        (format!("{person},党支部书记,2020-01-01,,大专,13800138001\n{second}"), 0, 1, 1, 1),
        // what an earlier line says is not lost
        (format!("{person},村委会主任,2020-01-01,,硕士,\n{second}"), 0, 1, 0, 1),
        // a post that ended
        (format!("{person},村委会主任,2020-01-01,2023-12-31,,\n{second}"), 0, 1, 1, 1),
    ] {
        let page = sent(&office, unit, "officers", format!("{heads}{lines}").as_bytes()).await;
        let page = taken(&office, &page, &[]).await;
        let names = ["新增", "已有并有更新", "任职记录", "职务已登记，无变化"];
        let told = names.map(|name| figure(&page, name).expect("a figure"));
        assert_eq!(told, [added, changed, entries, same].map(|n| n.to_string()), "{lines}");
    }
    assert_eq!(app.texts("select education from person").await, ["master"]);
    let all = "select body || ' ' || post || ' ' || from_on || ' ' || coalesce(until_on::text, '-')
        from office order by 1";
    let expected = [
        "party secretary 2020-01-01 -",
        "villagers_committee director 2020-01-01 2023-12-31",
        "villagers_committee member 2017-01-01 2019-12-31",
    ];
    assert_eq!(app.texts(all).await, expected);
    crate::house::app::verified(&app).await;
}

#[tokio::test]
async fn who_will_lack_a_number_and_who_looks_like_somebody_is_told_beforehand() {
    use crate::house::app::{SIBLING, TOWN, UNIT};
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let there = format!(
        "姓名,性别,出生日期,身份证号,区划代码\n王秀英,女,1971-05-06,{},{UNIT}\n\
        李建国,男,1950-02-03,,{UNIT}\n张三,男,1960-03-04,,{UNIT}\n",
        number("1971-05-06", 312)
    );
    let page = sent(&office, TOWN, "persons", there.as_bytes()).await;
    let preview = settled(&office, &page).await;
    assert_eq!(figure(&preview, "其中身份证号待补").as_deref(), Some("2"), "{preview}");
    assert_eq!(figure(&preview, "可能与已有登记重复"), None, "nobody is there");
    taken(&office, &page, &[]).await;
    // the first has a number on record; the next is in another village; the third was a year off
    let again = format!(
        "姓名,性别,出生日期,区划代码,学历\n王秀英,女,1971-05-06,{UNIT},高中\n\
        李建国,男,1950-02-03,{SIBLING},初中\n张三,男,1961-03-04,{UNIT},\n\
        赵六,男,1961-03-04,{UNIT},\n王秀英,男,1971-05-06,{SIBLING},\n"
    );
    let page = sent(&office, TOWN, "persons", again.as_bytes()).await;
    let preview = settled(&office, &page).await;
    assert_eq!(figure(&preview, "其中已登记").as_deref(), Some("1"), "{preview}");
    assert_eq!(figure(&preview, "其中身份证号待补").as_deref(), Some("4"), "{preview}");
    assert_eq!(figure(&preview, "可能与已有登记重复").as_deref(), Some("2"), "{preview}");
    let done = taken(&office, &page, &[]).await;
    assert!(done.contains("发现 2 处"), "{done}");
    assert_eq!(app.number("select count(*) from person_case").await, 2);
}

#[tokio::test]
async fn the_result_of_an_import_is_the_persons_of_its_lines() {
    use crate::house::app::{SIBLING, TOWN, UNIT};
    let app = TestApp::start().await;
    let (office, commission) = (app.visitor("office").await, app.visitor("commission").await);
    let before = format!("姓名,性别,出生日期,区划代码\n旧人,男,1950-02-03,{UNIT}\n");
    let page = sent(&office, TOWN, "persons", before.as_bytes()).await;
    taken(&office, &page, &[]).await;
    let file = format!(
        "姓名,性别,出生日期,区划代码\n王秀英,女,1971-05-06,{UNIT}\n李建国,男,1950-02-03,{SIBLING}\n\
        无性,,1950-02-03,{UNIT}\n"
    );
    let called = ("二月.csv", file.as_bytes());
    let page = send_called(&office, TOWN, "persons", called).await.location.expect("a page");
    let id = page.rsplit('/').next().expect("a key").to_owned();
    let result = format!("/{TOWN}/persons?import={id}");
    let early = office.get(&result).await.text();
    assert!(!early.contains("旧人") && !early.contains("王秀英"), "{early}");
    let done = taken(&office, &page, &[("leave", "1")]).await;
    assert!(done.contains(&format!("href=\"{result}\"")), "{done}");
    let list = office.get(&result).await.text();
    assert!(list.contains("二月.csv") && list.contains("office的名字"), "{list}");
    assert!(list.contains("王秀英") && list.contains("李建国"), "{list}");
    assert!(!list.contains("旧人") && list.contains("找到 2 人"), "{list}");
    // sorting, filtering and files keep to it
    let carried = format!("<input type=\"hidden\" name=\"import\" value=\"{id}\">");
    assert!(list.contains(&carried) && list.contains(&format!("import={id}&#38;sort=")), "{list}");
    let men = office.get(&format!("{result}&sex=m")).await.text();
    assert!(men.contains("李建国") && !men.contains("王秀英") && !men.contains("旧人"), "{men}");
    let named = office.get(&format!("{result}&name=王")).await.text();
    assert!(named.contains("王秀英") && !named.contains("李建国"), "{named}");
    let csv = office.get(&format!("/{TOWN}/persons/table/csv?import={id}")).await.text();
    assert_eq!(csv.lines().count(), 3, "{csv}");
    // another place's import is none, nor what is no number
    for none in [format!("/{UNIT}/persons?import={id}"), format!("/{UNIT}/persons?import=x")] {
        let list = commission.get(&none).await.text();
        assert!(list.contains("没有这次导入") && !list.contains("王秀英"), "{list}");
    }
    app.texts("delete from import returning 'gone'").await;
    let gone = office.get(&result).await.text();
    assert!(gone.contains("没有这次导入") && !gone.contains("王秀英"), "{gone}");
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
