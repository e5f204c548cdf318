//! Lists that offices bring in: what is wrong is told by line and column, what is right is taken whole.

mod bad;
mod command;
mod kinds;
mod plans;
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
    let mut body = format!(
        "--edge\r\ncontent-disposition: form-data; name=\"kind\"\r\n\r\n{kind}\r\n--edge\r\n\
        content-disposition: form-data; name=\"file\"; filename=\"list\"\r\n\r\n"
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
