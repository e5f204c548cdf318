//! What no page of ours sends: refused as the sender's fault, with nothing changed.

use huanjie::shell::mandate::Role;
use law::stage::Stage;
use reqwest::Method;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::house::{
    app::{TOWN, TestApp, UNIT, Visitor},
    election::Walk,
};

const FORM: &str = "application/x-www-form-urlencoded";

/// Every name that a form of ours has.
const FIELDS: [&str; 92] = [
    "newest",
    "part",
    "sure",
    "member_sure",
    "account",
    "password",
    "next",
    "language",
    "name",
    "kind",
    "code",
    "election_on",
    "term_no",
    "director",
    "deputy",
    "member",
    "on",
    "filed_on",
    "filed_by",
    "matter",
    "decided_on",
    "decision",
    "post",
    "birth_on",
    "channel",
    "hour",
    "quantity",
    "entry_key",
    "finding",
    "explanation-1",
    "finding-1",
    "ballots.issued",
    "ballots.valid",
    "votes.director.1",
    "written-name-1",
    "written-post-1",
    "written-votes-1",
    "file",
    "objection",
    "candidacy",
    "reason",
    "change",
    "voter",
    "voter_birth_on",
    "sex",
    "group",
    "category",
    "grounds",
    "cause",
    "made_on",
    "posted_on",
    "draft_reason",
    "about",
    "body",
    "meeting",
    "document_number",
    "decides",
    "seen",
    "what",
    "paper",
    "kept_to",
    "kept.on",
    "secret",
    "one_time",
    "present",
    "mandate",
    "shown_as",
    "role",
    "hours",
    "today_on",
    "valid_on",
    "document_no",
    "area",
    "within",
    "lead",
    "groups",
    "group_name",
    "dissolved_on",
    "counted_on",
    "households",
    "people",
    "source",
    "members",
    "income",
    "income_year",
    "into",
    "happened_on",
    "former",
    "former_code",
    "became",
    "organisation",
    "above",
];

/// Somebody who holds every role over the town.
async fn almighty(app: &TestApp) -> Visitor {
    let roles: Vec<(Role, &str)> = Role::ALL
        .into_iter()
        .filter(|role| *role != Role::Administrator)
        .map(|role| (role, TOWN))
        .collect();
    app.person("almighty", &roles).await;
    app.visitor("almighty").await
}

/// Forms without fields that end the session or put its end off, whatever they hold; and that of an
/// area, whose name may be whatever can be written.
const EMPTY: [&str; 4] = ["/sign-out", "/me/sessions/end", "/me/sessions/extend", "/{code}/areas"];

/// Every form's address.
fn forms(unit: &str) -> Vec<String> {
    let routes = huanjie::routes();
    let rows = routes.rows().iter();
    let rows = rows.filter(|row| row.method == "POST" && !EMPTY.contains(&row.path));
    rows.map(|row| {
        let of_town = ["/units", "/areas/{area}", "/areas/{area}/remove", "/rehearsals"]
            .iter()
            .any(|end| row.path.ends_with(end));
        let code = if of_town { TOWN } else { unit };
        row.path
            .replace("{code}", code)
            .replace("{area}", "1")
            .replace("{organisation}", "1")
            .replace("{group}", "1")
            .replace("{cooperative}", "1")
            .replace("{former}", "1")
            .replace("{objection}", "1")
            .replace("{candidacy}", "1")
            .replace("{movement}", "1")
            .replace("{decision}", "1")
            .replace("{approval}", "1")
            .replace("{stage}", "roll")
    })
    .collect()
}

fn filled(value: &str) -> Vec<u8> {
    let pairs: Vec<String> = FIELDS.iter().map(|name| format!("{name}={value}")).collect();
    pairs.join("&").into_bytes()
}

#[tokio::test]
async fn whatever_a_form_holds_it_is_the_senders_fault() {
    let app = TestApp::start().await;
    let walk = Walk::new(&app).await;
    walk.open(crate::house::election::election_day()).await;
    let visitor = almighty(&app).await;
    let many = "&a=b".repeat(20_000);
    let bodies: Vec<(&str, Vec<u8>)> = vec![
        (FORM, filled("%00")),
        (FORM, filled("a%00b")),
        (FORM, filled("%FF%FE")),
        (FORM, filled("%EF%BF%BE%ED%A0%80")),
        (FORM, filled("-1")),
        (FORM, filled("99999999999999999999")),
        (FORM, filled("%27%3B+drop+table+ballot%3B--")),
        (FORM, filled(&"9".repeat(5000))),
        (FORM, b"\xff\xfe\x00\x01".to_vec()),
        (FORM, many.into_bytes()),
        (FORM, vec![b'a'; 10 * 1024 * 1024]),
        ("multipart/form-data; boundary=edge", vec![b'a'; 10 * 1024 * 1024]),
        ("multipart/form-data; boundary=edge", b"--edge\r\n\r\n\x00".to_vec()),
        ("multipart/form-data", b"--edge".to_vec()),
        ("application/json", b"{}".to_vec()),
        ("text/plain", vec![0; 100]),
        ("", Vec::new()),
    ];
    for stage in [Stage::Roll, Stage::Objections, Stage::Candidates, Stage::Voting, Stage::Count] {
        let before = app.state().await;
        // what is no form at all is refused before any stage is asked
        let sent = if stage == Stage::Roll { &bodies[..] } else { &bodies[..8] };
        for path in forms(UNIT) {
            for (kind, body) in sent {
                let shown = String::from_utf8_lossy(&body[..body.len().min(40)]).into_owned();
                let answer = visitor.send(Method::POST, &path, kind, body.clone()).await;
                let status = answer.status;
                // a language or a size of type that there is not is forgotten; of a sheet without entries no field
                // can be corrected, whatever is sent
                let chosen = ["/language", "/type-size"].contains(&&*path);
                let passed = chosen || path.ends_with("/sheet/correct");
                let refused = status.is_client_error() || passed;
                assert!(refused && !status.is_server_error(), "{status} {path} {kind} {shown}");
            }
        }
        assert_eq!(app.state().await, before, "while {stage:?} is open");
        walk.through(stage).await;
    }
}

#[tokio::test]
async fn no_path_leads_outside_or_to_a_fault() {
    let app = TestApp::start().await;
    let walk = Walk::new(&app).await;
    walk.open(crate::house::election::election_day()).await;
    let visitor = almighty(&app).await;
    // signed in, as the client has it
    let before = app.state().await;
    let long = "9".repeat(6000);
    for path in [
        "/%00",
        "/%ff",
        "/%00/committee",
        "/330902102201%00/committee",
        "/%2e%2e%2f",
        "/..%2f..%2f",
        "/330902102201%2f/committee",
        "/330902102201'/committee",
        "/３３０９０２/committee",
        "/330902102201/committee/papers/%00",
        "/330902102201/committee/papers/..%2f..%2fCargo.toml",
        "/330902102201/committee/papers/%ff",
        "/330902102201/committee/roll/table/%00",
        "/330902102201/committee/journal/table/csv?seq=1&recorded_at_from=x",
        "/r/0/330902102201",
        "/r/-1/330902102201",
        "/r/99/330902102201",
        "/r/x/330902102201",
        "/r/99999999999999999999/330902102201/committee",
        "/static/..%2fCargo.toml",
        "/static/%00",
        &format!("/{long}"),
        &format!("/{long}/committee"),
        &format!("/{UNIT}/committee/{long}"),
    ] {
        let answer = visitor.get(path).await;
        let shown = &path[..path.len().min(60)];
        assert!(answer.status.is_client_error(), "{} {shown}", answer.status);
    }
    for path in [
        "/330902102201/committee/roll/objections/%00/decide",
        "/330902102201/committee/roll/objections/x/decide",
        "/330902102201/committee/roll/objections/99999999999999999999/decide",
        "/330902102201/committee/candidates/99999999999999999999/remove",
        "/330902102201/committee/candidates/-1/remove",
        "/%00/elections",
        "/%00/units",
        "/healthz",
        "/330902102201",
        "/330902102201/committee",
    ] {
        let form = [("decided_on", "2025-03-01"), ("decision", "upheld")];
        let answer = visitor.post(path, &form).await;
        assert!(answer.status.is_client_error(), "{} {path}", answer.status);
    }
    // extreme but well-formed numbers of pages
    for path in
        ["roll?page=9223372036854775807", "roll?page=-5", "journal?page=-9223372036854775808"]
    {
        let answer = visitor.get(&walk.path(&format!("/{path}"))).await;
        assert!(!answer.status.is_server_error(), "{} {path}", answer.status);
    }
    assert_eq!(app.state().await, before);
}

#[tokio::test]
async fn no_raw_request_is_answered_with_a_fault() {
    let app = TestApp::start().await;
    for request in [
        "GET /../../etc/passwd HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n",
        "GET /static/../Cargo.toml HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n",
        "GET / HTTP/1.1\r\nhost: a\r\ncookie: session=zz; flash=%7B%7D; language=\u{1}\r\nconnection: close\r\n\r\n",
        "GET /sign-in HTTP/1.1\r\nhost: a\r\ncookie: flash=%7B%22key%22%3A%22done-x%22%2C%22variables%22%3A%5B%5D%7D\r\nconnection: close\r\n\r\n",
        "TRACE / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n",
        "POST /sign-in HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\nconnection: close\r\n\r\nab",
        "GET / HTTP/9.9\r\n\r\n",
    ] {
        let mut stream = TcpStream::connect(app.address).await.expect("a connection");
        stream.write_all(request.as_bytes()).await.expect("sent");
        stream.shutdown().await.expect("all sent");
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer).await;
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let status = answer.split(' ').nth(1).unwrap_or_default();
        assert!(!status.starts_with('5'), "{request:?}: {answer}");
        assert!(!answer.contains("root:") && !answer.contains("[package]"), "{request:?}");
    }
}

#[tokio::test]
async fn a_form_of_another_site_is_refused() {
    let app = TestApp::start().await;
    let visitor = app.visitor("office").await;
    let before = app.state().await;
    let answer = visitor
        .with_header("sec-fetch-site", "cross-site")
        .post(&format!("/{UNIT}/elections"), &[("election_on", "2025-03-18")])
        .await;
    assert_eq!(answer.status, reqwest::StatusCode::BAD_REQUEST);
    assert_eq!(app.state().await, before);
}
