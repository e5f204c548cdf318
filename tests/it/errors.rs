//! Pages of errors: what happened, what was kept, what to do, in both languages, in the layout of
//! every page; whoever answered.

use std::time::Duration;

use law::stage::Stage;
use reqwest::{Method, StatusCode};
use scraper::{Html, Selector};
use sqlx::Connection;

use crate::house::{
    app::{Answer, PASSWORD, SIBLING, TestApp, UNIT, Visitor},
    election::{Walk, day, election_day, key},
};

const FORM: &str = "application/x-www-form-urlencoded";

/// What every page of an error has: its title, a reason, what was kept, its status, a way out.
fn is_whole(answer: &Answer, status: StatusCode, lang: &str) {
    let text = answer.text();
    assert_eq!(answer.status, status, "{text}");
    assert!(answer.kind.starts_with("text/html"), "{status}: {}", answer.kind);
    for part in ["header.top .brand", "main h1", "main p.lead", "main dl.told dd", "main .ways a"] {
        assert!(answer.has(part), "{status} without {part}: {text}");
    }
    assert!(answer.has(&format!("html[lang=\"{lang}\"]")), "{status} in {lang}");
    assert!(text.contains(&format!("<dd>{}</dd>", status.as_u16())), "{text}");
    assert!(!text.contains('⟦'), "{text}");
    let page = Html::parse_document(&text);
    let title = Selector::parse("main h1").expect("a selector");
    let title: String = page.select(&title).flat_map(|one| one.text()).collect();
    assert_eq!(crate::chinese(&title), lang == "zh-CN", "{status}: {title}");
}

/// The same question in both languages.
async fn in_both(visitor: &Visitor, status: StatusCode, ask: impl AsyncFn() -> Answer) {
    for lang in ["en", "zh-CN"] {
        visitor.post("/language", &[("language", lang), ("next", "/")]).await;
        is_whole(&ask().await, status, lang);
    }
}

#[tokio::test]
async fn every_refusal_is_a_whole_page_in_both_languages() {
    let app = TestApp::start().await;
    let walk = Walk::new(&app).await;
    walk.open(election_day()).await;
    let (office, commission) = (&walk.office, &walk.commission);
    let units = "/330902102/units";
    let broken = b"--edge\r\n\r\n\x00".to_vec();
    in_both(office, StatusCode::BAD_REQUEST, async || {
        let kind = "multipart/form-data; boundary=edge";
        office.send(Method::POST, &walk.path("/roll/import"), kind, broken.clone()).await
    })
    .await;
    in_both(office, StatusCode::BAD_REQUEST, async || {
        office.send(Method::POST, units, "application/json", b"{}".to_vec()).await
    })
    .await;
    in_both(commission, StatusCode::FORBIDDEN, async || {
        commission.get(&format!("/{SIBLING}")).await
    })
    .await;
    for path in ["/no/such/page", "/%ff", "/330902102201/committee/%00", "/static/none.css"] {
        in_both(office, StatusCode::NOT_FOUND, async || office.get(path).await).await;
    }
    in_both(office, StatusCode::METHOD_NOT_ALLOWED, async || {
        office.post(&format!("/{UNIT}"), &[("on", "2025-03-18")]).await
    })
    .await;
    let put = office.send(Method::PUT, units, FORM, b"name=a".to_vec()).await;
    is_whole(&put, StatusCode::METHOD_NOT_ALLOWED, "zh-CN");
    in_both(commission, StatusCode::CONFLICT, async || {
        commission.post(&walk.path("/roll/seal"), &[("on", &day(-16))]).await
    })
    .await;
    let long = vec![b'a'; 9 * 1024 * 1024];
    for (path, kind) in [
        (units.to_owned(), FORM),
        (walk.path("/roll/import"), "multipart/form-data; boundary=edge"),
    ] {
        let mut body = b"--edge\r\ncontent-disposition: form-data; name=\"file\"\r\n\r\n".to_vec();
        body.extend_from_slice(&long);
        in_both(office, StatusCode::PAYLOAD_TOO_LARGE, async || {
            office.send(Method::POST, &path, kind, body.clone()).await
        })
        .await;
    }
    let stranger = office.with_header("sec-fetch-site", "cross-site");
    in_both(office, StatusCode::BAD_REQUEST, async || stranger.post(units, &[("name", "a")]).await)
        .await;
}

#[tokio::test]
async fn too_many_tries_are_told_on_a_whole_page() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let form = [
        ("present", "not the password"),
        ("password", "another long password"),
        ("again", "another long password"),
    ];
    for _ in 0..40 {
        let answer = office.post("/me/password", &form).await;
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            is_whole(&answer, StatusCode::TOO_MANY_REQUESTS, "zh-CN");
            assert!(!answer.text().contains("another long"), "never a password");
            return;
        }
    }
    panic!("forty tries are not too many");
}

#[tokio::test]
async fn a_fault_of_ours_has_a_reference_and_tells_nothing_of_its_source() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Objections).await;
    let broken = "alter table objection rename column matter to gone";
    sqlx::query(broken).execute(&app.app.db).await.expect("a fault");
    let mut references = Vec::new();
    in_both(&walk.office, StatusCode::INTERNAL_SERVER_ERROR, async || {
        walk.office.get(&walk.path("/roll")).await
    })
    .await;
    let (key, on) = (key(), day(-18));
    let form =
        [("entry_key", &*key), ("filed_on", &*on), ("filed_by", "李四"), ("matter", "漏登一人")];
    for _ in 0..2 {
        let answer = walk.office.post(&walk.path("/roll/objections"), &form).await;
        is_whole(&answer, StatusCode::INTERNAL_SERVER_ERROR, "zh-CN");
        let text = answer.text();
        assert!(!text.contains("column"), "{text}");
        assert!(text.contains("漏登一人"), "what was typed is shown: {text}");
        let page = Html::parse_document(&text);
        let code = Selector::parse("main dl.told code").expect("a selector");
        let code = page.select(&code).next().expect("a reference");
        references.push(code.text().collect::<String>());
    }
    assert!(references[0].len() == 36 && references[0] != references[1], "{references:?}");
}

#[tokio::test]
async fn who_waits_too_long_is_told_and_keeps_what_was_typed() {
    let app = TestApp::start().await;
    let walk = Walk::at(&app, Stage::Objections).await;
    let mut other = sqlx::PgConnection::connect_with(app.app.db.connect_options().as_ref())
        .await
        .expect("a connection");
    let mut held = other.begin().await.expect("a transaction");
    let lock = "lock table place in access exclusive mode";
    sqlx::query(lock).execute(&mut *held).await.expect("a lock");
    let form = [("filed_by", "李四"), ("matter", "漏登")];
    let path = walk.path("/roll/objections");
    let (busy, slow) = tokio::join!(walk.office.post(&path, &form), stalled(&app));
    is_whole(&busy, StatusCode::SERVICE_UNAVAILABLE, "zh-CN");
    assert!(busy.text().contains("李四"), "{}", busy.text());
    assert!(slow.starts_with("HTTP/1.1 408") && slow.contains("<h1>"), "{slow}");
}

/// The answer to a form whose body never ends.
async fn stalled(app: &TestApp) -> String {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let mut stream = tokio::net::TcpStream::connect(app.address).await.expect("a connection");
    let form = format!(
        "POST /sign-in HTTP/1.1\r\nhost: office\r\nconnection: close\r\n\
        content-type: {FORM}\r\ncontent-length: 100\r\n\r\naccount=a&password={PASSWORD}"
    );
    stream.write_all(form.as_bytes()).await.expect("sent");
    let mut answer = Vec::new();
    let read = stream.read_to_end(&mut answer);
    let _ = tokio::time::timeout(Duration::from_mins(1), read).await.expect("an answer");
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn the_way_back_from_a_refusal_leads_to_a_page_that_is_there() {
    let app = TestApp::start().await;
    let walk = Walk::new(&app).await;
    walk.open(election_day()).await;
    let unit = format!("/{UNIT}");
    let form = [
        ("election_on", "2025-03-18"),
        ("term_no", "12"),
        ("director", "1"),
        ("deputy", "1"),
        ("member", "3"),
    ];
    // sent once more from the answer to a form that was refused before, and from the page itself
    for from in [format!("{unit}/elections"), unit.clone()] {
        let referer = format!("http://{}{from}", app.address).leak();
        let office = walk.office.with_header("referer", referer);
        let refused = office.post(&format!("{unit}/elections"), &form).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        let page = Html::parse_document(&refused.text());
        let ways = Selector::parse("main .ways a").expect("a selector");
        let ways = page.select(&ways).filter_map(|one| one.value().attr("href"));
        let ways: Vec<String> = ways.map(ToOwned::to_owned).collect();
        assert_eq!(ways[0], unit, "sent from {from}");
        for way in ways {
            assert_eq!(walk.office.get(&way).await.status, StatusCode::OK, "{way}");
        }
    }
}
