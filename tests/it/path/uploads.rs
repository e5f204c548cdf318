//! Files as no office sends them: whichever page takes files says what is wrong, and nothing changes.

use reqwest::{Method, StatusCode};

use crate::{
    decisions::{PDF, enters, paper},
    house::{
        app::{TOWN, TestApp, UNIT, Visitor},
        election::{Walk, election_day, roll},
    },
};

/// Bits of a deflated stream, the lowest first.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    held: u32,
    count: u32,
}

impl Bits {
    fn put(&mut self, bits: u32, count: u32) {
        self.held |= bits << self.count;
        self.count += count;
        while self.count >= 8 {
            self.bytes.push(self.held.to_le_bytes()[0]);
            self.held >>= 8;
            self.count -= 8;
        }
    }

    /// Codes are sent with their highest bit first.
    fn code(&mut self, code: u32, count: u32) {
        self.put(code.reverse_bits() >> (32 - count), count);
    }
}

/// 200 MB of blanks as a sheet of a workbook: 1.3 MB that unpack to what no machine should hold.
fn bomb() -> Vec<u8> {
    const RUNS: u32 = 800_000;
    let mut bits = Bits::default();
    // the last block, with the codes of the standard
    bits.put(1, 1);
    bits.put(1, 2);
    bits.code(0x30 + u32::from(b' '), 8);
    for _ in 0..RUNS {
        // 258 signs as the one before
        bits.code(0b1100_0101, 8);
        bits.code(0, 5);
    }
    bits.code(0, 7);
    bits.put(0, 7);
    let name = b"xl/worksheets/sheet1.xml";
    let size = |size: usize| u32::try_from(size).expect("a size").to_le_bytes();
    let mut entry = vec![20, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    entry.extend_from_slice(&size(bits.bytes.len()));
    entry.extend_from_slice(&(RUNS * 258 + 1).to_le_bytes());
    entry.extend_from_slice(&[24, 0, 0, 0]);
    let mut file = b"PK\x03\x04".to_vec();
    file.extend_from_slice(&entry);
    file.extend_from_slice(name);
    file.extend_from_slice(&bits.bytes);
    let directory = file.len();
    file.extend_from_slice(b"PK\x01\x02\x14\0");
    file.extend_from_slice(&entry);
    file.extend_from_slice(&[0; 14]);
    file.extend_from_slice(name);
    let length = file.len() - directory;
    file.extend_from_slice(b"PK\x05\x06\0\0\0\0\x01\0\x01\0");
    file.extend_from_slice(&size(length));
    file.extend_from_slice(&size(directory));
    file.extend_from_slice(&[0, 0]);
    file
}

/// A form with fields, and one file by the head that its sender gives it.
fn form(fields: &[(&str, Vec<u8>)], head: &[u8], file: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, text) in fields {
        let head = format!("--edge\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(text);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--edge\r\ncontent-disposition: form-data; name=\"file\"");
    body.extend_from_slice(head);
    body.extend_from_slice(b"\r\n\r\n");
    body.extend_from_slice(file);
    body.extend_from_slice(b"\r\n--edge--\r\n");
    body
}

/// The fields of a paper decision; other pages pass over them.
fn fields() -> Vec<(&'static str, Vec<u8>)> {
    let about = ("about", "place".to_owned());
    paper().into_iter().chain([about]).map(|(name, text)| (name, text.into_bytes())).collect()
}

/// A field, and what it holds in place of what it should.
fn with(name: &'static str, text: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let mut fields = fields();
    fields.retain(|(of, _)| *of != name);
    fields.push((name, text.to_vec()));
    fields
}

async fn sends(who: &Visitor, path: &str, body: Vec<u8>) -> (StatusCode, bool) {
    let answer = who.send(Method::POST, path, "multipart/form-data; boundary=edge", body).await;
    (answer.status, answer.has("h1"))
}

/// Where files are taken, as the routes say.
fn takers() -> Vec<String> {
    let routes = huanjie::routes();
    let takers = routes.rows().iter().filter(|row| row.files);
    takers.map(|row| row.path.replace("{code}", UNIT).replace("{decision}", "1")).collect()
}

#[tokio::test]
async fn a_file_that_is_not_what_it_says_changes_nothing_wherever_files_are_taken() {
    let app = TestApp::start().await;
    let walk = Walk::new(&app).await;
    enters(&walk.office, UNIT, &paper()).await;
    walk.open(election_day()).await;
    let bomb = bomb();
    assert!(bomb.len() < 2_000_000);
    let mut torn = roll(3).into_bytes();
    torn.truncate(60);
    torn.extend_from_slice(b"\0\xff\xfe\0");
    let files: [(&str, &[u8]); 8] = [
        ("nothing", b""),
        ("a page", b"<!doctype html><script>alert(1)</script>"),
        ("a program", b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff"),
        ("an old workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("a workbook that is none", b"PK\x03\x04\0\0\0\0"),
        ("a workbook of 200 MB", &bomb),
        ("no signs of any language", &torn),
        ("a roll of formulas", "姓名,性别,出生日期,组别,类别\n=cmd|'/c calc',x,1,1,a".as_bytes()),
    ];
    let takers = takers();
    assert!(takers.len() >= 3, "{takers:?}");
    let before = app.state().await;
    for path in &takers {
        for (what, file) in files {
            let (status, page) =
                sends(&walk.office, path, form(&fields(), b"; filename=\"a.csv\"", file)).await;
            assert!(status.is_client_error() && page, "{path} {what}: {status}");
        }
    }
    assert_eq!(app.state().await, before);
}

#[tokio::test]
async fn fields_beside_a_file_and_the_forms_of_senders_are_read_with_the_same_care() {
    let app = TestApp::start().await;
    let walk = Walk::new(&app).await;
    enters(&walk.office, UNIT, &paper()).await;
    walk.open(election_day()).await;
    let good = b"; filename=\"a.pdf\"";
    let ten = vec![b'a'; 10 * 1024 * 1024];
    let bodies: Vec<(&str, Vec<u8>)> = vec![
        ("NUL", form(&with("decides", b"a\0b"), good, PDF)),
        ("no UTF-8", form(&with("decides", b"\xff\xfe\xfd"), good, PDF)),
        ("a surrogate", form(&with("meeting", b"\xed\xa0\x80"), good, PDF)),
        ("10 MB", form(&with("decides", &ten), good, PDF)),
        ("no key", form(&with("entry_key", b"../../1"), good, PDF)),
        ("no day", form(&with("decided_on", b"99999-99-99"), good, PDF)),
        ("a name that is not UTF-8", form(&fields(), b"; filename=\"\xff\xfe.csv\"", b"x")),
        ("a head without an end", form(&fields(), b"; filename=\"a", b"x")),
        ("no end", b"--edge\r\ncontent-disposition: form-data; name=\"file\"\r\n\r\nabc".to_vec()),
        ("no parts", b"--edge--\r\n".to_vec()),
        ("no form", vec![0; 4096]),
        (
            "many parts",
            b"--edge\r\ncontent-disposition: form-data; name=\"a\"\r\n\r\nb\r\n".repeat(20_000),
        ),
    ];
    let before = app.state().await;
    for path in &takers() {
        for (what, body) in &bodies {
            let (status, page) = sends(&walk.office, path, body.clone()).await;
            assert!(status.is_client_error() && page, "{path} {what}: {status}");
        }
    }
    assert_eq!(app.state().await, before);
}

#[tokio::test]
async fn the_name_that_a_sender_gives_a_file_is_used_nowhere() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    for name in [
        "../../../../tmp/owned.pdf",
        "..\\..\\owned.pdf",
        "/etc/passwd",
        "C:\\owned.pdf",
        "%2e%2e%2fowned",
        "a\u{202e}fdp.exe",
    ] {
        let head = format!("; filename=\"{name}\"");
        let path = format!("/{TOWN}/decisions/new");
        let (status, _) = sends(&office, &path, form(&fields(), head.as_bytes(), PDF)).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{name}");
    }
    for written in ["/tmp/owned.pdf", "owned.pdf", "..\\..\\owned.pdf", "C:\\owned.pdf"] {
        assert!(!std::path::Path::new(written).exists(), "{written}");
    }
    let told =
        "select count(*) from journal_payload where convert_from(bytes, 'UTF8') like '%owned%'";
    assert_eq!(app.number(told).await, 0);
    let scans = "select count(*) from attachment where media_type <> 'application/pdf'";
    assert_eq!(app.number(scans).await, 0);
}

#[tokio::test]
async fn texts_beside_a_file_are_together_no_more_than_a_form_without_files_may_hold() {
    let app = TestApp::start().await;
    let office = app.visitor("office").await;
    let path = format!("/{TOWN}/decisions/new");
    // each of them is short enough for itself
    let sent = |times: usize| {
        let more = std::iter::repeat_n(("more", vec![b'a'; 8 * 1024]), times);
        let fields: Vec<_> = fields().into_iter().chain(more).collect();
        form(&fields, b"; filename=\"a.pdf\"", PDF)
    };
    let before = app.state().await;
    let (status, page) = sends(&office, &path, sent(40)).await;
    assert!(status == StatusCode::PAYLOAD_TOO_LARGE && page, "{status}");
    assert_eq!(app.state().await, before);
    let (status, _) = sends(&office, &path, sent(20)).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
}
