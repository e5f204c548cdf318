//! Scans: only what they say to be by content, stored once, handed out so that they do nothing.

use reqwest::StatusCode;

use super::{JPEG, PDF, enters, paper, send};
use crate::house::app::{TOWN, TestApp};

/// A file by the name that its sender gives it.
type File<'a> = (&'a str, &'a [u8]);

/// So many bytes that begin and end as a PDF.
fn large(bytes: usize) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n".to_vec();
    file.resize(bytes - 6, b' ');
    file.extend_from_slice(b"%%EOF\n");
    file
}

#[tokio::test]
async fn what_is_no_scan_is_refused_by_its_content_and_nothing_typed_is_lost() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let before = app.state().await;
    let too_large = large(25 * 1024 * 1024);
    let files: [(&str, &[File<'_>]); 8] = [
        ("none", &[]),
        ("none chosen", &[("", b"")]),
        ("empty", &[("a.pdf", b"")]),
        ("a page", &[("a.pdf", b"<!doctype html><script>alert(1)</script>")]),
        ("an archive", &[("a.pdf", b"PK\x03\x04\x14\0\0\0word/document.xml")]),
        ("cut off", &[("a.pdf", &PDF[..20])]),
        ("one of two", &[("a.pdf", PDF), ("b.jpg", b"GIF89a")]),
        ("25 MB", &[("a.pdf", &too_large)]),
    ];
    for (why, files) in files {
        let answer = send(&office, &format!("/{TOWN}/decisions/new"), &paper(), files).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{why}");
        let text = answer.text();
        assert!(text.contains("href=\"#file\""), "{why}: told at the field");
        assert!(text.contains("沙换届〔2025〕7号"), "{why}: what was typed is there");
        assert_eq!(app.state().await, before, "{why}");
    }
    let many = vec![("a.pdf", PDF); 21];
    let answer = send(&office, &format!("/{TOWN}/decisions/new"), &paper(), &many).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert_eq!(app.state().await, before);
}

#[tokio::test]
async fn more_than_is_taken_at_once_is_said_to_be_too_much() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let before = app.state().await;
    let file = large(19 * 1024 * 1024);
    let files = [("a.pdf", &*file), ("b.pdf", &*file), ("c.pdf", &*file)];
    let answer = send(&office, &format!("/{TOWN}/decisions/new"), &paper(), &files).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.text().contains("沙换届〔2025〕7号"), "what was typed is there");
    assert_eq!(app.state().await, before);
}

#[tokio::test]
async fn a_scan_of_nineteen_megabytes_comes_back_as_it_was_sent() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let file = large(19 * 1024 * 1024);
    let new = format!("/{TOWN}/decisions/new");
    let answer = send(&office, &new, &paper(), &[("a.pdf", &file)]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let scan = format!("{}/scans/1/1", answer.location.expect("an address"));
    assert!(office.get(&scan).await.body == file);
}

#[tokio::test]
async fn a_scan_is_handed_out_under_a_name_of_ours_and_may_do_nothing() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let new = format!("/{TOWN}/decisions/new");
    let names = ["../../etc/passwd.html", "..\\\\..\\\\x.svg", "/etc/shadow", "a\u{202e}fdp.exe"];
    for name in names {
        let files = [(name, PDF), ("b.jpg", JPEG)];
        let answer = send(&office, &new, &paper(), &files).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{name}: {}", answer.text());
        let path = answer.location.expect("an address");
        let page = office.get(&path).await;
        assert!(!page.text().contains("passwd") && !page.text().contains("shadow"), "{name}");
        assert!(page.has(&format!("img[src='{path}/scans/1/2']")), "a picture is shown");
        assert!(!page.has(&format!("img[src='{path}/scans/1/1']")), "a PDF is not");
        for (ordinal, kind, ending, bytes) in
            [("1", "application/pdf", "pdf", PDF), ("2", "image/jpeg", "jpg", JPEG)]
        {
            let file = office.get(&format!("{path}/scans/1/{ordinal}")).await;
            assert_eq!((file.status, file.kind.as_str()), (StatusCode::OK, kind));
            let header = |name: &str| file.headers[name].to_str().expect("a header").to_owned();
            let disposition = header("content-disposition");
            assert!(disposition.starts_with("attachment; filename=\"decision-"), "{disposition}");
            assert!(disposition.ends_with(&format!("-1-{ordinal}.{ending}\"")), "{disposition}");
            assert_eq!(header("x-content-type-options"), "nosniff");
            assert_eq!(header("content-security-policy"), "default-src 'none'; sandbox");
            assert_eq!(file.body, bytes);
        }
        for wrong in ["1/3", "2/1", "0/0", "-1/1", "x/1", "..%2f1/1", "99999999999/1"] {
            let answer = office.get(&format!("{path}/scans/{wrong}")).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{wrong}");
        }
    }
    assert_eq!(app.number("select count(*) from attachment").await, 2, "each content once");
}

#[tokio::test]
async fn the_same_file_chosen_twice_is_one_page() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let new = format!("/{TOWN}/decisions/new");
    let answer = send(&office, &new, &paper(), &[("a.pdf", PDF), ("b.pdf", PDF)]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    enters(&office, TOWN, &paper()).await;
    assert_eq!(app.number("select count(*) from paper_decision_scan").await, 2);
    assert_eq!(app.number("select count(*) from attachment").await, 1);
}
